/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/crm-import-run.h"
#include "import/crm-importer.h"

struct _CrmImporter
{
  GObject parent_instance;
  CrmStore *store;            /* owned */
  CrmCardFormat *card_format; /* owned, nullable */
  CrmImportSource *source;    /* owned; NULL until a file is loaded */
  gboolean remembered;        /* the mapping is an earlier one */
  char *problem;
  GPtrArray *targets; /* const char *, interned, NULL at the end; NULL until asked */
};

/* Another file, read in whatever thread. */
typedef struct
{
  CrmStore *store;
  CrmCardFormat *card_format;
  GFile *file; /* or bytes and name */
  GBytes *bytes;
  char *name;
  CrmImportOptions options; /* strings owned */
  CrmImportSource *source;  /* what comes of it */
  gboolean remembered;
} CrmImportLoad;

CrmImportLoad *crm_import_load_new (CrmImporter *self, const CrmImportOptions *options);
void crm_import_load_free (CrmImportLoad *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportLoad, crm_import_load_free)
gboolean crm_import_load_run (CrmImportLoad *self, GCancellable *cancellable, GError **error);

/* Main thread: after a load or a change of the mapping. */
void crm_importer_settle (CrmImporter *self);
