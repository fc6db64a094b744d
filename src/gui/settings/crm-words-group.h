/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* A group of the preferences that lists the names of small records: each can be changed, switched off (when the entity knows that) or
 * deleted, and a new one is typed below. Follows the book. */
#define CRM_TYPE_WORDS_GROUP (crm_words_group_get_type ())
G_DECLARE_FINAL_TYPE (CrmWordsGroup, crm_words_group, CRM, WORDS_GROUP, AdwPreferencesGroup)

/* list: only records whose field "list" is this word (nullable). add: caption of the line for a new one. */
GtkWidget *crm_words_group_new (
    CrmStore *store, const char *entity, const char *list, const char *title, const char *add);
