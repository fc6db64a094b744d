/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-preview.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "activity/crm-timeline.h"
#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "client/crm-client-next.h"
#include "client/crm-client.h"
#include "client/crm-contact-look.h"
#include "deal/crm-client-deals.h"
#include "deal/crm-deal-words.h"

/* Owns the record and the timeline of the client looked at. It follows both: an edit on the card or a new call shows here
 * too. Main thread. */

#define DELAY 90 /* ms */
#define ENTRIES 5

struct _CrmClientPreview
{
  GtkBox parent_instance;

  CrmClientLook *look;   /* owned */
  CrmRecord *record;     /* owned, nullable */
  CrmTimeline *timeline; /* owned */
  gint64 wanted;
  guint load_id;
  guint entries_id;
  GtkWidget *stack;
  GtkWidget *avatar;
  GtkWidget *name;
  GtkWidget *caption;
  GtkWidget *facts;   /* list box */
  GtkWidget *planned; /* list box */
  GtkWidget *deals;   /* CrmClientDeals */
  GtkWidget *deals_place;
  GtkWidget *entries; /* list box */
  GtkWidget *none;    /* label: no entries */
};

G_DEFINE_FINAL_TYPE (CrmClientPreview, crm_client_preview, GTK_TYPE_BOX)

static const int facts[] = { CRM_CLIENT_PHONE, CRM_CLIENT_EMAIL, CRM_CLIENT_WEB, CRM_CLIENT_HANDLE,
  CRM_CLIENT_STATUS, CRM_CLIENT_OWNER, CRM_CLIENT_BIRTHDAY, CRM_CLIENT_TAGS, CRM_CLIENT_NOTES };

static void
clear_list (GtkWidget *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), row);
}

static void
add_row (GtkWidget *list, const char *icon, const char *icon_class, const char *first, const char *second,
    gboolean caption_first)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *labels[2] = { gtk_label_new (first), gtk_label_new (second) };
  GtkWidget *caption = labels[caption_first ? 0 : 1];

  if (icon != NULL)
    {
      GtkWidget *image = gtk_image_new_from_icon_name (icon);

      if (icon_class != NULL)
        gtk_widget_add_css_class (image, icon_class);
      gtk_box_append (GTK_BOX (box), image);
    }
  for (int i = 0; i < 2; i++)
    {
      gtk_label_set_xalign (GTK_LABEL (labels[i]), 0);
      gtk_label_set_ellipsize (GTK_LABEL (labels[i]), PANGO_ELLIPSIZE_END);
      gtk_label_set_wrap (GTK_LABEL (labels[i]), labels[i] != caption);
      gtk_label_set_lines (GTK_LABEL (labels[i]), labels[i] != caption ? 2 : 1);
      gtk_box_append (GTK_BOX (lines), labels[i]);
    }
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_box_append (GTK_BOX (box), lines);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
show_planned (CrmClientPreview *self, CrmRow *row)
{
  CrmStore *store = crm_client_look_get_store (self->look);
  gint64 now = crm_clock_now ();
  CrmNextState state = crm_client_get_next_state (store, row, now);
  g_autofree char *title = crm_client_dup_next_title (row);
  g_autofree char *when = crm_client_dup_next_when (store, row, now);

  clear_list (self->planned);
  add_row (self->planned, crm_client_get_next_icon (row, state), crm_next_state_get_style (state), title,
      when != NULL ? when : crm_next_state_get_label (state), FALSE);
}

static void
show_record (CrmClientPreview *self)
{
  CrmRow *row = self->record != NULL ? crm_record_get_row (self->record) : NULL;
  g_autofree char *caption = NULL;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), row != NULL ? "client" : "nobody");
  if (row == NULL)
    return;
  caption = crm_client_dup_caption (row);
  adw_avatar_set_text (ADW_AVATAR (self->avatar), crm_row_get_text (row, CRM_CLIENT_NAME));
  gtk_label_set_text (GTK_LABEL (self->name), crm_row_get_text (row, CRM_CLIENT_NAME));
  gtk_label_set_text (GTK_LABEL (self->caption), caption);
  gtk_widget_set_visible (self->caption, caption != NULL);
  show_planned (self, row);
  clear_list (self->facts);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      const CrmField *field = &row->entity->fields[facts[i]];
      g_autofree char *text = crm_client_look_dup_text (self->look, row, field->name);

      if (text[0] != '\0')
        add_row (self->facts, NULL, NULL, crm_field_get_label (field), text, TRUE);
    }
  gtk_widget_set_visible (self->facts, gtk_widget_get_first_child (self->facts) != NULL);
}

static gboolean
show_entries (gpointer data)
{
  CrmClientPreview *self = data;
  GListModel *model = G_LIST_MODEL (self->timeline);
  guint n = MIN (ENTRIES, g_list_model_get_n_items (model));

  self->entries_id = 0;
  clear_list (self->entries);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CrmActivity) activity = g_list_model_get_item (model, i);
      const CrmActivityLine *line = crm_activity_get_line (activity);
      const char *icon = crm_contact_look_icon (line->kind, line->direction);
      const char *words = crm_contact_look_words (line->kind, line->direction);
      g_autofree char *when = crm_instant_display_relative (
          line->at, crm_clock_now (), crm_store_get_zone (crm_client_look_get_store (self->look)));
      g_autofree char *second = words != NULL ? g_strdup_printf ("%s · %s", when, words) : g_strdup (when);
      gboolean blank = line->summary == NULL || line->summary[0] == '\0';

      add_row (self->entries, icon != NULL ? icon : "crm-note-symbolic", crm_contact_look_class (line->kind),
          blank && words != NULL ? words : line->summary, blank ? when : second, FALSE);
    }
  gtk_widget_set_visible (self->entries, n > 0);
  gtk_widget_set_visible (self->none, n == 0 && !crm_timeline_is_loading (self->timeline));
  return G_SOURCE_REMOVE;
}

static void
on_timeline_changed (CrmClientPreview *self)
{
  if (self->entries_id == 0)
    self->entries_id = g_idle_add (show_entries, self);
}

static void
drop_record (CrmClientPreview *self)
{
  if (self->record != NULL)
    g_signal_handlers_disconnect_by_data (self->record, self);
  g_clear_object (&self->record);
}

static gboolean
load (gpointer data)
{
  CrmClientPreview *self = data;

  self->load_id = 0;
  drop_record (self);
  if (self->wanted != 0)
    {
      self->record = crm_store_get_record (crm_client_look_get_store (self->look), "client", self->wanted);
      g_signal_connect_swapped (self->record, "changed", G_CALLBACK (show_record), self);
    }
  crm_timeline_set_client (self->timeline, self->wanted);
  crm_client_deals_set_client (CRM_CLIENT_DEALS (self->deals), self->wanted);
  show_record (self);
  on_timeline_changed (self);
  return G_SOURCE_REMOVE;
}

static void
crm_client_preview_dispose (GObject *object)
{
  CrmClientPreview *self = CRM_CLIENT_PREVIEW (object);

  g_clear_handle_id (&self->load_id, g_source_remove);
  g_clear_handle_id (&self->entries_id, g_source_remove);
  drop_record (self);
  if (self->timeline != NULL)
    g_signal_handlers_disconnect_by_data (self->timeline, self);
  g_clear_object (&self->timeline);
  g_clear_object (&self->look);
  G_OBJECT_CLASS (crm_client_preview_parent_class)->dispose (object);
}

static void
crm_client_preview_class_init (CrmClientPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_client_preview_dispose;
}

static GtkWidget *
new_list (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return list;
}

static GtkWidget *
new_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, 10);
  return label;
}

static GtkWidget *
build_head (CrmClientPreview *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *open = gtk_button_new_from_icon_name ("go-next-symbolic");

  self->avatar = adw_avatar_new (44, NULL, TRUE);
  self->name = gtk_label_new (NULL);
  self->caption = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->name, "heading2");
  gtk_widget_add_css_class (self->caption, "caption");
  gtk_widget_add_css_class (self->caption, "dim-label");
  for (int i = 0; i < 2; i++)
    {
      GtkWidget *label = i == 0 ? self->name : self->caption;

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_lines (GTK_LABEL (label), 2);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (lines), label);
    }
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (open, "flat");
  gtk_widget_add_css_class (open, "circular");
  gtk_widget_set_valign (open, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (open, _ ("Open the card"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (open), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Open the card"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "clients.open");
  gtk_box_append (GTK_BOX (head), self->avatar);
  gtk_box_append (GTK_BOX (head), lines);
  gtk_box_append (GTK_BOX (head), open);
  return head;
}

static void
crm_client_preview_init (CrmClientPreview *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *nobody = gtk_label_new (_ ("Nobody selected"));

  gtk_widget_add_css_class (GTK_WIDGET (self), "pane-right");
  gtk_widget_set_size_request (GTK_WIDGET (self), 360, -1);
  self->stack = gtk_stack_new ();
  self->planned = new_list (_ ("Next step"));
  self->deals_place = adw_bin_new ();
  self->facts = new_list (_ ("Contact"));
  self->entries = new_list (_ ("Last entries"));
  self->none = gtk_label_new (_ ("Nothing yet"));
  gtk_label_set_xalign (GTK_LABEL (self->none), 0);
  gtk_widget_add_css_class (self->none, "dim-label");
  gtk_widget_add_css_class (nobody, "dim-label");
  gtk_box_append (GTK_BOX (box), build_head (self));
  gtk_box_append (GTK_BOX (box), new_heading (_ ("Next step")));
  gtk_box_append (GTK_BOX (box), self->planned);
  gtk_box_append (GTK_BOX (box), self->deals_place);
  gtk_box_append (GTK_BOX (box), new_heading (_ ("Contact")));
  gtk_box_append (GTK_BOX (box), self->facts);
  gtk_box_append (GTK_BOX (box), new_heading (_ ("Last entries")));
  gtk_box_append (GTK_BOX (box), self->entries);
  gtk_box_append (GTK_BOX (box), self->none);
  gtk_widget_set_margin_top (box, 14);
  gtk_widget_set_margin_bottom (box, 14);
  gtk_widget_set_margin_start (box, 14);
  gtk_widget_set_margin_end (box, 14);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_stack_add_named (GTK_STACK (self->stack), nobody, "nobody");
  gtk_stack_add_named (GTK_STACK (self->stack), scrolled, "client");
  gtk_widget_set_hexpand (self->stack, TRUE);
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (self), self->stack);
  /* The expanding content must not make the pane itself expand beside the list. */
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);
}

GtkWidget *
crm_client_preview_new (CrmClientLook *look)
{
  CrmClientPreview *self = g_object_new (CRM_TYPE_CLIENT_PREVIEW, NULL);

  self->look = g_object_ref (look);
  self->deals = crm_client_deals_new (crm_client_look_get_store (look));
  adw_bin_set_child (ADW_BIN (self->deals_place), self->deals);
  self->timeline = crm_timeline_new (crm_client_look_get_store (look));
  g_signal_connect_swapped (self->timeline, "items-changed", G_CALLBACK (on_timeline_changed), self);
  g_signal_connect_swapped (self->timeline, "notify::loading", G_CALLBACK (on_timeline_changed), self);
  return GTK_WIDGET (self);
}

void
crm_client_preview_set_client (CrmClientPreview *self, gint64 id)
{
  if (self->wanted == id)
    return;
  self->wanted = id;
  g_clear_handle_id (&self->load_id, g_source_remove);
  self->load_id = g_timeout_add (DELAY, load, self);
}
