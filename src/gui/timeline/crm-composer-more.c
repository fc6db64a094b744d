/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-composer-more.h"
#include <glib/gi18n-lib.h>
#include "timeline/crm-moment.h"
#include "widgets/crm-completion.h"

/* A grid of captions and entries made from a table, below two check buttons. Main thread. */

enum
{
  LINE_WHEN,
  LINE_TITLE,
  LINE_PLACE,
  LINE_RULE,
  LINE_RESULT,
  LINE_PINNED,
  LINE_OFF_RECORD,
  N_LINES
};
#define N_ENTRIES LINE_PINNED

struct _CrmComposerMore
{
  AdwBin parent_instance;
  CrmStore *store;       /* owned */
  CrmComposerForm *form; /* owned, nullable */
  GtkWidget *grid;
  GtkWidget *pinned;
  GtkWidget *off_record;
  GtkWidget *captions[N_ENTRIES];
  GtkWidget *lines[N_LINES]; /* entries, then check buttons */
};

G_DEFINE_FINAL_TYPE (CrmComposerMore, crm_composer_more, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const CrmComposerField fields[N_LINES] = {
  [LINE_WHEN] = CRM_COMPOSER_FIELD_AT,
  [LINE_TITLE] = CRM_COMPOSER_FIELD_TITLE,
  [LINE_PLACE] = CRM_COMPOSER_FIELD_PLACE,
  [LINE_RULE] = CRM_COMPOSER_FIELD_RULE,
  [LINE_RESULT] = CRM_COMPOSER_FIELD_RESULT,
  [LINE_PINNED] = CRM_COMPOSER_FIELD_PINNED,
  [LINE_OFF_RECORD] = CRM_COMPOSER_FIELD_OFF_RECORD,
};

static const char *const keys[N_LINES + 1] = {
  [LINE_WHEN] = "composer.when",
  [LINE_TITLE] = "composer.title",
  [LINE_PLACE] = "composer.place",
  [LINE_RULE] = "composer.rule",
  [LINE_RESULT] = "composer.result",
  [LINE_PINNED] = "composer.pinned",
  [LINE_OFF_RECORD] = "composer.off-record",
};

static const char *const captions[N_ENTRIES] = {
  [LINE_WHEN] = N_ ("When"),
  [LINE_TITLE] = N_ ("Title"),
  [LINE_PLACE] = N_ ("Place"),
  [LINE_RULE] = N_ ("Rule"),
  [LINE_RESULT] = N_ ("Result"),
};

static int
get_field (CrmComposerMore *self, int line)
{
  return crm_composer_form_get_field (self->form, fields[line]);
}

static int
find_line (const char *key)
{
  for (int i = 0; i < N_LINES; i++)
    if (g_str_equal (keys[i], key))
      return i;
  g_return_val_if_reached (0);
}

static char *
dup_entry (CrmComposerMore *self, int line)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->lines[line]))));
}

static gboolean
is_checked (CrmComposerMore *self, int line)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->lines[line]));
}

static void
set_line (CrmComposerMore *self, int line, const char *text)
{
  GtkWidget *widget = self->lines[line];
  CrmCompletion *completion = g_object_get_data (G_OBJECT (widget), "crm-completion");

  if (line >= N_ENTRIES)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (widget), text != NULL);
  else if (completion != NULL)
    crm_completion_set_text (completion, text, 0);
  else
    gtk_editable_set_text (GTK_EDITABLE (widget), text != NULL ? text : "");
}

static char *
format_instant (CrmComposerMore *self, gint64 instant)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (instant / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (at, crm_store_get_zone (self->store));

  return g_date_time_format (local, "%Y-%m-%d %H:%M:%S");
}

static void
on_changed (CrmComposerMore *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
attach_options (CrmComposerMore *self, int line, const char *list)
{
  crm_completion_attach (self->lines[line], self->store, "option", "list", list, FALSE);
}

static void
make_entries (CrmComposerMore *self)
{
  for (int i = 0; i < N_ENTRIES; i++)
    {
      GtkWidget *caption = gtk_label_new (_ (captions[i]));
      GtkWidget *entry = gtk_entry_new ();

      gtk_label_set_xalign (GTK_LABEL (caption), 1);
      gtk_widget_add_css_class (caption, "dim-label");
      gtk_widget_set_hexpand (entry, TRUE);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (captions[i]), -1);
      g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_changed), self);
      gtk_grid_attach (GTK_GRID (self->grid), caption, 0, i + 1, 1, 1);
      gtk_grid_attach (GTK_GRID (self->grid), entry, 1, i + 1, 1, 1);
      self->captions[i] = caption;
      self->lines[i] = entry;
    }
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->lines[LINE_WHEN]), _ ("now; or 18.11.2026 09:12"));
}

static void
crm_composer_more_dispose (GObject *object)
{
  CrmComposerMore *self = CRM_COMPOSER_MORE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->form);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_composer_more_parent_class)->dispose (object);
}

static void
crm_composer_more_class_init (CrmComposerMoreClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_composer_more_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/timeline/crm-composer-more.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmComposerMore, grid);
  gtk_widget_class_bind_template_child (widget_class, CrmComposerMore, pinned);
  gtk_widget_class_bind_template_child (widget_class, CrmComposerMore, off_record);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
crm_composer_more_init (CrmComposerMore *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines[LINE_PINNED] = self->pinned;
  self->lines[LINE_OFF_RECORD] = self->off_record;
}

GtkWidget *
crm_composer_more_new (CrmStore *store)
{
  CrmComposerMore *self = g_object_new (CRM_TYPE_COMPOSER_MORE, NULL);

  self->store = g_object_ref (store);
  make_entries (self);
  attach_options (self, LINE_RULE, "rule");
  attach_options (self, LINE_RESULT, "result");
  return GTK_WIDGET (self);
}

void
crm_composer_more_set_form (CrmComposerMore *self, CrmComposerForm *form)
{
  g_set_object (&self->form, form);
  for (int i = 0; i < N_LINES; i++)
    {
      gboolean has = get_field (self, i) >= 0;

      gtk_widget_set_visible (self->lines[i], has);
      if (i < N_ENTRIES)
        gtk_widget_set_visible (self->captions[i], has);
    }
}

const char *const *
crm_composer_more_get_keys (CrmComposerMore *self)
{
  return keys;
}

char *
crm_composer_more_dup_draft (CrmComposerMore *self, const char *key)
{
  int line = find_line (key);

  if (line >= N_ENTRIES)
    return is_checked (self, line) ? g_strdup ("1") : NULL;
  return dup_entry (self, line);
}

void
crm_composer_more_set_draft (CrmComposerMore *self, const char *key, const char *value)
{
  set_line (self, find_line (key), value);
}

void
crm_composer_more_fill (CrmComposerMore *self, CrmRow *row)
{
  for (int i = 0; i < N_LINES; i++)
    {
      int field = get_field (self, i);
      g_autofree char *when = NULL;

      if (field < 0)
        continue;
      if (i == LINE_WHEN)
        set_line (self, i, when = format_instant (self, crm_row_get_integer (row, field)));
      else if (i < N_ENTRIES)
        set_line (self, i, crm_row_get_text (row, field));
      else
        set_line (self, i, crm_row_get_integer (row, field) != 0 ? "1" : NULL);
    }
}

gboolean
crm_composer_more_read (CrmComposerMore *self, CrmValues *values, GError **error)
{
  for (int i = 0; i < N_LINES; i++)
    {
      int field = get_field (self, i);
      g_autofree char *text = i < N_ENTRIES ? dup_entry (self, i) : NULL;
      gint64 at;

      if (field < 0)
        continue;
      if (i >= N_ENTRIES)
        {
          crm_values_set_integer (values, field, is_checked (self, i));
          continue;
        }
      if (i != LINE_WHEN)
        {
          crm_values_set_text (values, field, text);
          continue;
        }
      if (!crm_moment_parse (text, crm_store_get_zone (self->store), &at, error))
        return FALSE;
      crm_values_set_integer (values, field, at);
    }
  return TRUE;
}
