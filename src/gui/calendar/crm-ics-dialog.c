/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-ics-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/crm-time.h"
#include "calendar/crm-ics-data.h"
#include "crm-window.h"
#include "import/crm-importer.h"

/* Owns what was read of the file. Reading and writing run behind it; closing it cancels a reading, and what is being written is
 * finished. Main thread. */

#define MAX_SHOWN 200 /* rows; the others are counted */

struct _CrmIcsDialog
{
  AdwWindow parent_instance;

  CrmStore *store;           /* owned */
  GFile *file;               /* owned */
  CrmIcsData *data;          /* owned; NULL until it is read */
  GCancellable *cancellable; /* owned */
  GtkWidget *stack;
  GtkWidget *verb;
  GtkWidget *page;
  GtkWidget *calendar; /* NULL where nothing is added */
};

G_DEFINE_FINAL_TYPE (CrmIcsDialog, crm_ics_dialog, ADW_TYPE_WINDOW)

static gboolean
has_method (CrmIcsDialog *self, const char *method)
{
  return g_strcmp0 (self->data->file->method, method) == 0;
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static void
add_suffix (GtkWidget *row, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, style);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

static char *
tell_time (CrmIcsDialog *self, const CrmEvent *event)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (!event->all_day)
    return crm_instant_display_full (event->starts_at, crm_store_get_zone (self->store));
  first = crm_date_display (event->starts_on);
  if (g_str_equal (event->starts_on, event->ends_on))
    return g_steal_pointer (&first);
  last = crm_date_display (event->ends_on);
  return g_strdup_printf ("%s – %s", first, last);
}

/* "21 November 2026, 16:00 · every week: Mon · Main street 1" */
static char *
tell_event (CrmIcsDialog *self, const CrmEvent *event)
{
  g_autofree char *time = tell_time (self, event);
  g_autoptr (CrmRecurrence) rule =
      event->recurrence != NULL ? crm_recurrence_new (event->recurrence, NULL) : NULL;
  g_autofree char *date =
      event->all_day ? g_strdup (event->starts_on)
                     : crm_instant_date (event->starts_at, crm_store_get_zone (self->store));
  g_autofree char *repeats = rule != NULL ? crm_recurrence_describe (rule, date) : NULL;
  g_autofree char *place = g_strdelimit (g_strdup (event->place != NULL ? event->place : ""), "\n", ' ');
  GString *text = g_string_new (time);

  if (repeats != NULL)
    g_string_append_printf (text, " · %s", repeats);
  if (*place != '\0')
    g_string_append_printf (text, " · %s", place);
  return g_markup_escape_text (g_string_free_and_steal (text), -1);
}
