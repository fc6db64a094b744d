/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-import-client.h"

/* Who is known: the clients of the book, read once, and those the import itself adds, in tables to look them up by. Used by the thread
 * that judges. */

typedef struct _CrmImportKnown CrmImportKnown;
struct _CrmImportKnown
{
  gint64 id;    /* in the book; 0: added by this import */
  guint slot;   /* added by this import: its number in order */
  guint record; /* of the file it comes from; G_MAXUINT for a company that is only named */
  guint line;
  const char *name;       /* owned by the index */
  const char *name_words; /* owned by the index */
  gboolean archived;
  gboolean has_uid; /* added by this import, under a uid of its own */
};

typedef struct _CrmImportIndex CrmImportIndex;

CrmImportIndex *crm_import_index_new (CrmImportContext *context, CrmTransaction *tx, GError **error);
void crm_import_index_free (CrmImportIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportIndex, crm_import_index_free)

/* Somebody the import adds. Owned by the index. */
CrmImportKnown *crm_import_index_add (CrmImportIndex *self, CrmImportClient *client);
/* A company that is only named. */
CrmImportKnown *crm_import_index_add_company (CrmImportIndex *self, const char *name, const char *fold);
/* Another record of the file told more of somebody known. */
void crm_import_index_extend (CrmImportIndex *self, CrmImportKnown *known, CrmImportClient *client);

/* Somebody of whom everything the file tells is known already; line gets the earlier record's, 0: only the book says so. */
CrmImportKnown *crm_import_index_find_equal (CrmImportIndex *self, CrmImportClient *client, guint *line);
CrmImportKnown *crm_import_index_find_company (CrmImportIndex *self, const char *fold);
/* By uid, number elsewhere, or an address together with the name. */
CrmImportKnown *crm_import_index_find_same (CrmImportIndex *self, CrmImportClient *client);
/* Somebody with the same phone or e-mail; place gets the one they share. */
CrmImportKnown *crm_import_index_find_alike (
    CrmImportIndex *self, CrmImportClient *client, const CrmImportPlace **place);
