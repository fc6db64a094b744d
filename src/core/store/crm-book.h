/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/crm-collator.h"
#include "base/crm-phone.h"
#include "db/crm-db.h"
#include "store/crm-entity.h"

/* What the book says of itself, as one immutable, reference-counted snapshot: entities with own fields, settings, the user who
 * works here. Made in the writer's thread; read by any. */
typedef struct
{
  GHashTable *entities; /* name → CrmEntity */
  GPtrArray *list;      /* the same: built-in ones in the order of their table, then the user's own */
  GHashTable *settings; /* name → value */
  CrmCollator *collator;
  GTimeZone *zone;
  CrmPhoneFormat *phone_format;
  gint64 user_id;
  char *user_name;
  gint64 revision;  /* counts changes of settings and own fields */
  char *generation; /* another one after a restore */
  gint64 schema;
  gatomicrefcount ref_count;
} CrmBook;

/* Reads the snapshot; in the thread of db. phone_format is kept. */
CrmBook *crm_book_load (CrmDb *db, CrmPhoneFormat *phone_format, GError **error);
CrmBook *crm_book_ref (CrmBook *self);
void crm_book_unref (CrmBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBook, crm_book_unref)

/* Fallback when a setting is missing. Owned by the book. */
const char *crm_book_get_setting (CrmBook *self, const char *name, const char *fallback);
/* Borrowed; NULL when unknown. An entity of the user's own is also found by its folded label. */
CrmEntity *crm_book_get_entity (CrmBook *self, const char *name);

/* What a new book takes from the desktop: name, value pairs to be freed (proposals, stored once and never read from the process again). */
GHashTable *crm_book_propose_settings (void);
