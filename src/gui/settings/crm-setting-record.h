/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Writes of the small records that the preferences edit. Each is an operation of its own, so that undo takes back one step, which the preferences
 * window offers. A failure is said in the window that holds from. Main thread. */
void crm_setting_record_set_text (GtkWidget *from, CrmStore *store, CrmRow *row, int field, const char *text);
void crm_setting_record_set_flag (GtkWidget *from, CrmStore *store, CrmRow *row, int field, gboolean flag);
/* Any kind of field, from text as a person types it; empty clears it. */
void crm_setting_record_read (GtkWidget *from, CrmStore *store, CrmRow *row, int field, const char *text);
/* What is more than one value: as crm_store_write_async (). */
void crm_setting_record_write (GtkWidget *from, CrmStore *store, const char *purpose, CrmWriteFunc func,
    gpointer data, GDestroyNotify data_free);
/* A setting of the book; written (nullable) hears of the write and gives back a reference to from, else a failure is said. */
void crm_setting_record_set_setting (GtkWidget *from, CrmStore *store, const char *purpose, const char *name,
    const char *value, GAsyncReadyCallback written);
/* Takes the record away. */
void crm_setting_record_archive (GtkWidget *from, CrmStore *store, CrmRow *row);
/* Takes values. */
void crm_setting_record_add (GtkWidget *from, CrmStore *store, CrmValues *values);
/* A failure, in the window that holds from; error NULL is none. */
void crm_setting_record_say (GtkWidget *from, const GError *error);
/* A flag that nobody has touched is on. */
gboolean crm_setting_record_is_on (CrmRow *row, int field);
