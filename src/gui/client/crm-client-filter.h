/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-query.h"

#include <glib-object.h>

typedef enum
{
  CRM_CLIENT_SCOPE_ALL,
  CRM_CLIENT_SCOPE_MINE,
  CRM_CLIENT_SCOPE_NO_STEP,
  CRM_CLIENT_SCOPE_OVERDUE,
  CRM_CLIENT_SCOPE_SILENT,     /* not contacted for 30 days */
  CRM_CLIENT_SCOPE_BIRTHDAY,   /* birthday within 14 days */
  CRM_CLIENT_SCOPE_INCOMPLETE, /* cannot be reached, or nobody is responsible */
  CRM_CLIENT_N_SCOPES
} CrmClientScope;

/* What the client list shows at the moment, as the person chose it: scope chip, tags, conditions, words, order. Signal "changed" when
 * the result may be another one. */
#define CRM_TYPE_CLIENT_FILTER (crm_client_filter_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientFilter, crm_client_filter, CRM, CLIENT_FILTER, GObject)

CrmClientFilter *crm_client_filter_new (void);

CrmClientScope crm_client_filter_get_scope (CrmClientFilter *self);
void crm_client_filter_set_scope (CrmClientFilter *self, CrmClientScope scope);
/* Names of tags; a client with any of them is shown. */
gboolean crm_client_filter_has_tag (CrmClientFilter *self, const char *tag);
void crm_client_filter_toggle_tag (CrmClientFilter *self, const char *tag);
const char *const *crm_client_filter_get_tags (
    CrmClientFilter *self, guint *n); /* NULL-terminated, owned by self */
/* Conditions of the builder (CrmCondition *), joined by AND or, any, by OR. Owned by self. */
GPtrArray *crm_client_filter_get_conditions (CrmClientFilter *self);
gboolean crm_client_filter_get_any (CrmClientFilter *self);
/* Takes conditions. */
void crm_client_filter_set_conditions (CrmClientFilter *self, GPtrArray *conditions, gboolean any);
void crm_client_filter_remove_condition (CrmClientFilter *self, guint index);
const char *crm_client_filter_get_text (CrmClientFilter *self);
void crm_client_filter_set_text (CrmClientFilter *self, const char *text);
gboolean crm_client_filter_get_archived (CrmClientFilter *self);
void crm_client_filter_set_archived (CrmClientFilter *self, gboolean archived);
/* Order keys as CrmQuery takes them. */
const char *const *crm_client_filter_get_order (CrmClientFilter *self); /* NULL-terminated, owned by self */
void crm_client_filter_set_order (CrmClientFilter *self, const char *const *keys);

/* TRUE when scope, tags, conditions or archived leave something out. */
gboolean crm_client_filter_is_narrow (CrmClientFilter *self);
/* Everything but the words and the order goes back to "All". */
void crm_client_filter_clear (CrmClientFilter *self);

/* Caller owns. */
CrmQuery *crm_client_filter_build (CrmClientFilter *self);
/* The query behind a scope chip's count. Caller owns. */
CrmQuery *crm_client_filter_build_scope (CrmClientScope scope);
/* Shows what a saved query says. */
void crm_client_filter_load (CrmClientFilter *self, CrmQuery *query);
/* TRUE when the list is narrowed as query says, in whatever order; words beside one that has none do not count. */
gboolean crm_client_filter_shows (CrmClientFilter *self, CrmQuery *query);
