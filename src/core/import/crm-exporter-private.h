/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-exporter.h"

/* What all formats share. In a reading function. */

/* Ids the selection asks for. Caller owns. */
GArray *crm_export_find (CrmTransaction *tx, const CrmExportSelection *selection, GError **error);
/* Ids of another entity that go along when records of selected are exported alone: their parts, tags, own fields, own module. NULL without
 * error: none. Caller owns. */
GArray *crm_export_find_beside (
    CrmTransaction *tx, const char *selected, GArray *chosen, CrmEntity *entity, GError **error);
/* Writes the text gathered so far and empties it, when there is enough of it or force is set. */
gboolean crm_export_flush (
    GString *text, gboolean force, GOutputStream *stream, GCancellable *cancellable, GError **error);
/* Names of the client's addresses' owner and the like: title of a record when it alone has it, else its uid. cache: id → char *. */
const char *crm_export_get_link_text (
    CrmTransaction *tx, GHashTable *cache, const char *entity, gint64 id, gboolean by_name);

/* One phone, e-mail … of a client. */
typedef struct
{
  char *kind;
  char *label;
  char *value;
  gboolean main;
} CrmExportPlace;
/* In the order in which they are shown, the main one of each kind first. Caller owns. */
GPtrArray *crm_export_load_places (CrmTransaction *tx, gint64 client, GError **error);
