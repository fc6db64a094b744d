/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-outbox-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-clock.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "message/crm-message-words.h"
#include "widgets/crm-chip.h"

/* Owns the line it shows. Main thread. */

#define TEXT_CHARS 160

struct _CrmOutboxRow
{
  GtkListBoxRow parent_instance;
  CrmOutboxLine *line; /* owned */
};

G_DEFINE_FINAL_TYPE (CrmOutboxRow, crm_outbox_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
is_in_stage (const CrmOutboxLine *line, const char *stage)
{
  return g_strcmp0 (line->stage, stage) == 0;
}

/* How it stands, in words. */
static char *
dup_state (CrmStore *store, const CrmOutboxLine *line)
{
  gint64 now = crm_clock_now ();

  if (is_in_stage (line, "failed"))
    return g_strdup_printf (
        _ ("Not sent: %s"), line->error != NULL ? line->error : _ ("the reason is not known"));
  if (is_in_stage (line, "uncertain"))
    return g_strdup (line->error != NULL
                         ? line->error
                         : _ ("Perhaps sent: the connection was lost while it was being sent"));
  if (is_in_stage (line, "sending"))
    return g_strdup (_ ("Being sent"));
  if (line->tries > 0 && line->error != NULL)
    {
      g_autofree char *when = crm_message_dup_moment (line->due_at, now, crm_store_get_zone (store));

      /* What went wrong is mostly a sentence, and has its full stop. */
      gsize length = strlen (line->error);
      g_autofree char *reason =
          g_strndup (line->error, length - (g_str_has_suffix (line->error, ".") ? 1 : 0));

      /* Translators: what went wrong, then "today at 14:30". */
      return g_strdup_printf (_ ("%s. Tried again %s"), reason, when);
    }
  if (line->due_at > now + G_TIME_SPAN_MINUTE)
    {
      g_autofree char *when = crm_message_dup_moment (line->due_at, now, crm_store_get_zone (store));

      return g_strdup_printf (_ ("Will be sent %s"), when);
    }
  return g_strdup (_ ("Waiting to be sent"));
}

static GtkWidget *
new_label (const char *text, const char *style, gboolean wrap)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (wrap)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_lines (GTK_LABEL (label), 2);
    }
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
crm_outbox_row_finalize (GObject *object)
{
  crm_outbox_line_free (CRM_OUTBOX_ROW (object)->line);
  G_OBJECT_CLASS (crm_outbox_row_parent_class)->finalize (object);
}

static void
crm_outbox_row_class_init (CrmOutboxRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_outbox_row_finalize;
}

static void
crm_outbox_row_init (CrmOutboxRow *self)
{
}

GtkWidget *
crm_outbox_row_new (CrmStore *store, CrmOutboxLine *line)
{
  CrmOutboxRow *self = g_object_new (CRM_TYPE_OUTBOX_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gboolean bad = is_in_stage (line, "failed");
  gboolean open = is_in_stage (line, "uncertain");
  g_autofree char *address = crm_message_dup_address (store, line->address);
  g_autofree char *text = crm_text_excerpt (line->text, TEXT_CHARS);
  g_autofree char *state = dup_state (store, line);
  g_autofree char *spoken = NULL, *where = NULL;
  const char *name = line->client_name != NULL ? line->client_name : address;
  GtkWidget *disc = crm_disc_new (bad    ? "dialog-warning-symbolic"
                                  : open ? "crm-hint-symbolic"
                                         : "crm-clock-symbolic",
      bad    ? "late"
      : open ? "today"
             : "sms",
      FALSE);
  GtkWidget *label, *caption;

  self->line = line;
  label = new_label (name, "semibold", FALSE);
  gtk_box_append (GTK_BOX (first), label);
  where = g_strdup_printf ("%s%s%s", line->client_name != NULL ? address : "",
      line->client_name != NULL && line->account_name != NULL ? " · " : "",
      line->account_name != NULL ? line->account_name : "");
  caption = new_label (where, "caption", FALSE);
  gtk_widget_set_tooltip_text (caption, where);
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_box_append (GTK_BOX (first), caption);
  if (line->campaign_name != NULL)
    gtk_box_append (GTK_BOX (first), crm_chip_new_static (line->campaign_name, "crm-flag-symbolic", NULL));
  gtk_box_append (GTK_BOX (words), first);
  gtk_box_append (GTK_BOX (words), new_label (text, "body", TRUE));
  caption = new_label (state, "caption", TRUE);
  gtk_widget_set_tooltip_text (caption, state);
  gtk_widget_add_css_class (caption, bad ? "late" : open ? "today" : "dim-label");
  gtk_box_append (GTK_BOX (words), caption);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), disc);
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 14);
  gtk_widget_set_margin_end (box, 14);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  spoken = g_strdup_printf ("%s, %s. %s", name, state, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return GTK_WIDGET (self);
}

const CrmOutboxLine *
crm_outbox_row_get_line (CrmOutboxRow *self)
{
  g_return_val_if_fail (CRM_IS_OUTBOX_ROW (self), NULL);
  return self->line;
}
