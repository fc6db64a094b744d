/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "store/crm-store.h"

/* Names of the few records of a small entity (users, tags, saved views) kept on the main thread, for cells and menus.
 * Signal "changed" when they were read or changed. One object a store and entity, shared. */
#define CRM_TYPE_NAMES (crm_names_get_type ())
G_DECLARE_FINAL_TYPE (CrmNames, crm_names, CRM, NAMES, GObject)

/* New reference to the shared object of that entity. */
CrmNames *crm_names_get (CrmStore *store, const char *entity);
gboolean crm_names_is_loaded (CrmNames *self);
guint crm_names_get_count (CrmNames *self);
/* The row at a place in the order people gave them, else that of their names. Owned by self until the next "changed". */
CrmRow *crm_names_get_row (CrmNames *self, guint position);
/* Row of an id, or NULL when unknown. Owned by self until the next "changed". */
CrmRow *crm_names_find (CrmNames *self, gint64 id);
/* Title of an id, or NULL. Owned by self until the next "changed". */
const char *crm_names_get_title (CrmNames *self, gint64 id);
/* Text of another field of an id by the field's name, or NULL. */
const char *crm_names_get_text (CrmNames *self, gint64 id, const char *field);
