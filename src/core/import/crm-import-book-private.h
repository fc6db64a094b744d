/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "import/crm-import-run.h"

/* What the files that read a JSON book share. Lives in the writer's thread. */

typedef struct
{
  CrmImportRun *run;
  CrmTransaction *tx;
  gboolean fresh;    /* the book has no records of the business's own */
  GHashTable *taken; /* "entity\x1fid": records that have come already */
  GHashTable *ids;   /* "entity\x1fuid" → gint64 * */
  GHashTable *names; /* own entities: name in the file → name in the book, interned */
  GArray *late;      /* CrmImportLateLink: targets that came after */
  guint record;
} CrmImportBook;

typedef struct
{
  const char *entity; /* interned */
  gint64 id;
  const char *field; /* interned */
  const char *target;
  char *uid;   /* of a link; NULL for several */
  char **uids; /* of several, in their order */
} CrmImportLateLink;

/* What an entity of the file is called in this book. */
const char *crm_import_book_get_name (CrmImportBook *self, const char *name);
/* text: a uid. *id: 0 when no such record is there. */
gboolean crm_import_book_find_target (
    CrmImportBook *self, const char *entity, const char *text, gint64 *id, GError **error);
/* NULL when it is no text. */
const char *crm_import_book_get_text (JsonNode *node);
/* Adds to late (CrmImportLateLink) the links whose targets are not there yet, without the record's id. Caller owns. */
CrmValues *crm_import_book_read_values (
    CrmImportBook *self, CrmEntity *entity, JsonObject *record, GArray *late, GError **error);
/* When all records have come. */
gboolean crm_import_book_set_late_links (CrmImportBook *self, GError **error);
