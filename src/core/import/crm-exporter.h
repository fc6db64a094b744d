/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-card-format.h"
#include "store/crm-store.h"

/* Records of the book as text for other programs. What to write is asked in a reading function of the store, so a whole export is one
 * consistent picture; every function here runs in the reader's thread and writes into an open stream. */

/* Which records: query (NULL: all that are not archived), or ids when n_ids > 0, in that order. */
typedef struct
{
  const char *entity;
  const CrmQuery *query;
  const gint64 *ids;
  guint n_ids;
} CrmExportSelection;

/* CSV, UTF-8, comma, header line of field names. columns: field names, NULL-terminated; NULL: everything that importing needs to make the
 * same records (of clients all phones, e-mails, pages and handles with labels, own fields by label, company and owner by name). */
gboolean crm_exporter_write_csv (CrmTransaction *tx, const CrmExportSelection *selection,
    const char *const *columns, GOutputStream *stream, GCancellable *cancellable, GError **error);

/* Clients as vCards. */
gboolean crm_exporter_write_vcard (CrmTransaction *tx, const CrmExportSelection *selection,
    CrmCardFormat *format, CrmCardVersion version, GOutputStream *stream, GCancellable *cancellable,
    GError **error);

/* Meetings as a calendar file (iCalendar): series with their exceptions, times in their zones. */
gboolean crm_exporter_write_ics (CrmTransaction *tx, const CrmExportSelection *selection,
    GOutputStream *stream, GCancellable *cancellable, GError **error);

/* The whole book as JSON: archived records too, links by uid. With a selection its records with their parts, tags and own fields. */
gboolean crm_exporter_write_json (CrmTransaction *tx, const CrmExportSelection *selection,
    GOutputStream *stream, GCancellable *cancellable, GError **error);

/* All of it in one call: format "csv", "vcard", "vcard-2.1", "ics", "json"; selection NULL: the whole book (JSON only); a GFile that is replaced only when all
 * went well. card_format is needed for vCards. selection and what it points to are copied. */
gboolean crm_exporter_save_sync (CrmStore *store, const CrmExportSelection *selection, const char *format,
    const char *const *columns, CrmCardFormat *card_format, GFile *file, GError **error);
void crm_exporter_save_async (CrmStore *store, const CrmExportSelection *selection, const char *format,
    const char *const *columns, CrmCardFormat *card_format, GFile *file, GCancellable *cancellable,
    GAsyncReadyCallback callback, gpointer data);
gboolean crm_exporter_save_finish (CrmStore *store, GAsyncResult *result, GError **error);
/* The same into memory, for standard output. NULL: failed. Caller owns. */
GBytes *crm_exporter_dup_sync (CrmStore *store, const CrmExportSelection *selection, const char *format,
    const char *const *columns, CrmCardFormat *card_format, GError **error);
