/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-template-choice.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "crm-window.h"
#include "template/crm-template.h"
#include "widgets/crm-names.h"

/* Marks are tags of the buffer, which know by themselves what is typed over them. Main thread; functions named _in_worker in the reader. */

#define TAG_FIELD "crm-field"
#define TAG_MISSING "crm-missing"

struct _CrmTemplateChoice
{
  GtkWidget parent_instance;
  CrmStore *store;       /* owned */
  CrmNames *names;       /* owned */
  GtkTextBuffer *buffer; /* owned, nullable */
  const char *channel;   /* interned */
  gint64 client, deal;
  gint64 template;
  char *purpose; /* nullable */
  GtkWidget *button;
  GtkWidget *list;
  GtkWidget *none;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CrmTemplateChoice, crm_template_choice, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_FILLED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  gint64 template;
  CrmTemplateSubject subject;
} Wanted;

static gpointer
fill_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;

  return crm_template_fill (tx, wanted->template, &wanted->subject, error);
}

/* The text */

static GtkTextTag *
ensure_tag (GtkTextBuffer *buffer, const char *name)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), name);
  GdkRGBA yellow = { 0.96f, 0.83f, 0.18f, 0.35f }, red = { 0.75f, 0.11f, 0.16f, 0.30f };

  if (tag == NULL)
    tag = gtk_text_buffer_create_tag (
        buffer, name, "background-rgba", g_str_equal (name, TAG_FIELD) ? &yellow : &red, NULL);
  return tag;
}

/* Offsets in characters of offsets in bytes. */
static void
mark (GtkTextBuffer *buffer, const char *text, const CrmTemplateSpan *span)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (
      buffer, &start, (int)g_utf8_pointer_to_offset (text, text + span->start));
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int)g_utf8_pointer_to_offset (text, text + span->end));
  gtk_text_buffer_apply_tag (
      buffer, ensure_tag (buffer, span->missing ? TAG_MISSING : TAG_FIELD), &start, &end);
}

static void
show_filled (CrmTemplateChoice *self, const CrmFilled *filled)
{
  self->filling = TRUE;
  gtk_text_buffer_set_text (self->buffer, filled->text, -1);
  for (guint i = 0; i < filled->spans->len; i++)
    mark (self->buffer, filled->text, &g_array_index (filled->spans, CrmTemplateSpan, i));
  self->filling = FALSE;
}

static void
on_filled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTemplateChoice) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmFilled) filled = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (self->store == NULL || self->buffer == NULL)
    return;
  if (filled == NULL)
    {
      crm_window_report_error (GTK_WIDGET (self), error, _ ("The template could not be filled"), NULL);
      return;
    }
  show_filled (self, filled);
  g_signal_emit (self, signals[SIGNAL_FILLED], 0);
}

void
crm_template_choice_fill (CrmTemplateChoice *self, gint64 template)
{
  Wanted *wanted;

  g_return_if_fail (CRM_IS_TEMPLATE_CHOICE (self));
  self->template = template;
  g_free (self->purpose);
  self->purpose = g_strdup (crm_names_get_text (self->names, template, "purpose"));
  wanted = g_new0 (Wanted, 1);
  wanted->template = template;
  wanted->subject.client = self->client;
  wanted->subject.deal = self->deal;
  wanted->subject.user = crm_store_get_user (self->store);
  crm_store_read_async (self->store, 0, fill_in_worker, wanted, g_free, (GDestroyNotify)crm_filled_free, NULL,
      on_filled, g_object_ref (self));
}

/* What stands in the first missing place; FALSE: there is none. A place that was written into is none any more. */
static gboolean
find_missing (GtkTextBuffer *buffer, char **label)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), TAG_MISSING);
  GtkTextIter start, end;

  if (tag == NULL)
    return FALSE;
  gtk_text_buffer_get_start_iter (buffer, &start);
  while (gtk_text_iter_has_tag (&start, tag) || gtk_text_iter_forward_to_tag_toggle (&start, tag))
    {
      g_autofree char *text = NULL;

      if (gtk_text_iter_is_end (&start))
        return FALSE;
      end = start;
      gtk_text_iter_forward_to_tag_toggle (&end, tag);
      text = gtk_text_iter_get_text (&start, &end);
      if (g_str_has_prefix (text, "⟨") && g_str_has_suffix (text, "⟩"))
        {
          *label = g_steal_pointer (&text);
          return TRUE;
        }
      start = end;
    }
  return FALSE;
}

gboolean
crm_template_choice_check (CrmTemplateChoice *self, GError **error)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (CRM_IS_TEMPLATE_CHOICE (self), FALSE);
  if (self->buffer == NULL || !find_missing (self->buffer, &label))
    return TRUE;
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
      _ ("%s is missing: write it into the text, or take it out."), label);
  return FALSE;
}

static void
on_buffer_changed (CrmTemplateChoice *self)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (self->buffer), TAG_MISSING);
  GtkTextIter start, end;

  if (self->filling)
    return;
  if (gtk_text_buffer_get_char_count (self->buffer) == 0)
    {
      self->template = 0;
      g_clear_pointer (&self->purpose, g_free);
    }
  /* What was written over a missing value is no longer red. */
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  while (tag != NULL &&
         (gtk_text_iter_has_tag (&start, tag) || gtk_text_iter_forward_to_tag_toggle (&start, tag)) &&
         !gtk_text_iter_is_end (&start))
    {
      g_autofree char *text = NULL;

      end = start;
      gtk_text_iter_forward_to_tag_toggle (&end, tag);
      text = gtk_text_iter_get_text (&start, &end);
      if (!g_str_has_prefix (text, "⟨") || !g_str_has_suffix (text, "⟩"))
        gtk_text_buffer_remove_tag (self->buffer, tag, &start, &end);
      start = end;
    }
}

/* The menu */

static gboolean
fits (CrmTemplateChoice *self, CrmRow *row)
{
  const char *channel = crm_row_get_text (row, CRM_TEMPLATE_CHANNEL);

  return channel == NULL || g_str_equal (channel, "any") || g_str_equal (channel, self->channel);
}

static void
on_row_activated (CrmTemplateChoice *self, GtkListBoxRow *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "crm-id");

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  crm_template_choice_fill (self, *id);
}

static void
show_names (CrmTemplateChoice *self)
{
  GtkWidget *row;
  guint n = 0;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; i < crm_names_get_count (self->names); i++)
    {
      CrmRow *template = crm_names_get_row (self->names, i);
      GtkWidget *label;

      if (!fits (self, template))
        continue;
      n++;
      label = gtk_label_new (crm_row_get_text (template, CRM_TEMPLATE_NAME));
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      row = gtk_list_box_row_new ();
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_widget_set_margin_top (label, 6);
      gtk_widget_set_margin_bottom (label, 6);
      g_object_set_data_full (
          G_OBJECT (row), "crm-id", g_memdup2 (&template->id, sizeof template->id), g_free);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
  gtk_widget_set_visible (self->none, n == 0);
  gtk_widget_set_visible (self->list, n > 0);
}

static GtkWidget *
make_popover (CrmTemplateChoice *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "plain-list");
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  self->none = gtk_label_new (_ ("No templates yet"));
  gtk_widget_add_css_class (self->none, "dim-label");
  gtk_widget_set_margin_top (self->none, 8);
  gtk_widget_set_margin_bottom (self->none, 8);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), self->none);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_size_request (scrolled, 220, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  return popover;
}

static void
crm_template_choice_dispose (GObject *object)
{
  CrmTemplateChoice *self = CRM_TEMPLATE_CHOICE (object);

  crm_template_choice_set_buffer (self, NULL);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->purpose, g_free);
  if (self->names != NULL)
    g_signal_handlers_disconnect_by_data (self->names, self);
  g_clear_object (&self->names);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_template_choice_parent_class)->dispose (object);
}

static void
crm_template_choice_class_init (CrmTemplateChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_template_choice_dispose;
  signals[SIGNAL_FILLED] = g_signal_new (
      "filled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
crm_template_choice_init (CrmTemplateChoice *self)
{
}

GtkWidget *
crm_template_choice_new (CrmStore *store, const char *channel)
{
  CrmTemplateChoice *self = g_object_new (CRM_TYPE_TEMPLATE_CHOICE, NULL);

  self->store = g_object_ref (store);
  self->channel = g_intern_string (channel);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button), "crm-template-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), make_popover (self));
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_tooltip_text (self->button, _ ("Write from a template"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Template"), -1);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  self->names = crm_names_get (store, "template");
  g_signal_connect_swapped (self->names, "changed", G_CALLBACK (show_names), self);
  show_names (self);
  return GTK_WIDGET (self);
}

void
crm_template_choice_set_buffer (CrmTemplateChoice *self, GtkTextBuffer *buffer)
{
  g_return_if_fail (CRM_IS_TEMPLATE_CHOICE (self));
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_set_object (&self->buffer, buffer);
  if (buffer != NULL)
    g_signal_connect_swapped (buffer, "changed", G_CALLBACK (on_buffer_changed), self);
}

void
crm_template_choice_set_about (CrmTemplateChoice *self, gint64 client, gint64 deal)
{
  g_return_if_fail (CRM_IS_TEMPLATE_CHOICE (self));
  self->client = client;
  self->deal = deal;
}

gint64
crm_template_choice_get_template (CrmTemplateChoice *self)
{
  g_return_val_if_fail (CRM_IS_TEMPLATE_CHOICE (self), 0);
  return self->template;
}

const char *
crm_template_choice_get_purpose (CrmTemplateChoice *self)
{
  g_return_val_if_fail (CRM_IS_TEMPLATE_CHOICE (self), NULL);
  return self->template != 0 ? self->purpose : NULL;
}
