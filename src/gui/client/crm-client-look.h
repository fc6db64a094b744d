/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-record.h"
#include "widgets/crm-names.h"

/* What cells need besides the record: names of users and tags, words to mark, density. Signal "changed" when rows must be shown anew. */
#define CRM_TYPE_CLIENT_LOOK (crm_client_look_get_type ())
G_DECLARE_FINAL_TYPE (CrmClientLook, crm_client_look, CRM, CLIENT_LOOK, GObject)

CrmClientLook *crm_client_look_new (CrmStore *store);
/* For the many cells, in place of the signals: finding one of two thousand handlers is slow. func (watcher, words_only) is called until
 * watcher is taken away again. */
typedef void (*CrmClientLookFunc) (gpointer watcher, gboolean words_only);
void crm_client_look_watch (CrmClientLook *self, gpointer watcher, CrmClientLookFunc func);
void crm_client_look_unwatch (CrmClientLook *self, gpointer watcher);
/* Shows all cells anew: what they say depends on the time as well. */
void crm_client_look_refresh (CrmClientLook *self);
CrmStore *crm_client_look_get_store (CrmClientLook *self);
CrmNames *crm_client_look_get_tags (CrmClientLook *self);
CrmNames *crm_client_look_get_users (CrmClientLook *self);
/* Rows say what their client lacks. */
void crm_client_look_set_missing (CrmClientLook *self, gboolean missing);
gboolean crm_client_look_get_missing (CrmClientLook *self);
void crm_client_look_set_text (CrmClientLook *self, const char *text);
const char *crm_client_look_get_text (CrmClientLook *self); /* NULL when nothing is searched */
const char *const *crm_client_look_get_words (
    CrmClientLook *self); /* folded, NULL when nothing is searched */
void crm_client_look_set_compact (CrmClientLook *self, gboolean compact);
gboolean crm_client_look_get_compact (CrmClientLook *self);
/* An action whose state is the density ("comfortable", "compact"), kept in settings unless that is NULL. Caller owns. */
GAction *crm_client_look_create_density (CrmClientLook *self, GSettings *settings);
/* A field of a row for people ("" when empty); created_at and updated_at too. Caller owns. */
char *crm_client_look_dup_text (CrmClientLook *self, CrmRow *row, const char *field);
/* FALSE for an own link whose records are too many to keep the names of; a list shows nothing of it. */
gboolean crm_client_look_knows (const CrmField *field);
/* Colour class of a tag by its id. */
const char *crm_client_look_get_tag_class (CrmClientLook *self, gint64 tag);
