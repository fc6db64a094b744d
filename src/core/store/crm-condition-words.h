/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-query.h"
#include "store/crm-entity.h"

/* What a test is called for a kind of field ("contains", "is empty"); translated, static. */
const char *crm_test_get_words (CrmTest test, CrmKind kind);
/* The same of a condition that asks other records: "nothing", "anything". */
const char *crm_test_get_relation_words (CrmTest test);
/* Tests a kind of field offers, in order of use; *n of them, static. */
const CrmTest *crm_test_get_offered (const CrmField *field, guint *n);
/* TRUE when the test takes a value. */
gboolean crm_test_has_value (CrmTest test);
/* A condition for a chip: "City contains Lviv". entity: whose fields it names. Caller owns. */
char *crm_condition_dup_words (const CrmCondition *condition, const CrmEntity *entity);
