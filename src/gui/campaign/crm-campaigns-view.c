/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign/crm-campaigns-view.h"

#include <glib/gi18n-lib.h>

#include "campaign/crm-campaign-actions.h"
#include "campaign/crm-campaign-card.h"
#include "campaign/crm-campaign-data.h"
#include "campaign/crm-campaign-row.h"
#include "campaign/crm-segment-editor.h"
#include "crm-window.h"
#include "segment/crm-segment.h"
#include "template/crm-template.h"

/* Owns both lists as they were read last. Segments are counted one after the other, and a count is given up when the list is read anew. Main thread; …_in_worker
 * in the reader. */

#define REREAD_MS 300
#define NARROW 860

typedef enum
{
  CAMPAIGNS,
  SEGMENTS,
  N_PARTS
} Part;

typedef struct
{
  GtkWidget *toggle;
  GtkWidget *list;  /* GtkListBox */
  GtkWidget *stack; /* list, empty, error, loading */
  GtkWidget *error; /* AdwStatusPage */
  GtkWidget *card;
  GPtrArray *items;          /* owned, nullable: CrmCampaignItem */
  GCancellable *cancellable; /* owned, nullable: the read under way */
  gint64 wanted;             /* to be selected when it is there */
} Side;

struct _CrmCampaignsView
{
  CrmView parent_instance;
  Side sides[N_PARTS];
  Part part;
  GCancellable *counting; /* owned, nullable */
  guint n_counted;
  guint reread_id;
  gboolean narrow;
  gboolean open; /* narrow: the card is shown in place of the list */
  gboolean quiet;
  GtkWidget *lists; /* GtkStack */
  GtkWidget *cards; /* GtkStack */
  GtkWidget *separator;
  GtkWidget *back;
  GtkWidget *add;
  GtkWidget *ready; /* also once there are others */
  GtkWidget *header;
  GtkWidget *parts;  /* the switch between both */
  GtkWidget *second; /* bin below the header: where the switch is when that has no room */
};

G_DEFINE_FINAL_TYPE (CrmCampaignsView, crm_campaigns_view, CRM_TYPE_VIEW)

static const char *const part_names[N_PARTS] = { "campaigns", "segments" };

static CrmStore *
get_store (CrmCampaignsView *self)
{
  return crm_view_get_store (CRM_VIEW (self));
}

/* Both beside each other where there is room; what begins an empty list has all of it. */
static void
show_sides (CrmCampaignsView *self)
{
  const GPtrArray *items = self->sides[self->part].items;
  gboolean empty = items != NULL && items->len == 0;
  gboolean both = !self->narrow && !empty;

  gtk_widget_set_visible (self->lists, both || empty || !self->open);
  gtk_widget_set_visible (self->cards, both || (!empty && self->open));
  gtk_widget_set_hexpand (self->lists, !both);
  gtk_widget_set_visible (self->separator, both);
  gtk_widget_set_visible (self->back, self->narrow);
}

/* The words only where there is room for them. */
static void
show_add (CrmCampaignsView *self)
{
  const char *words = self->part == CAMPAIGNS ? _ ("New campaign") : _ ("New segment");

  if (self->narrow)
    gtk_button_set_icon_name (GTK_BUTTON (self->add), "list-add-symbolic");
  else
    gtk_button_set_child (GTK_BUTTON (self->add),
        g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name", "list-add-symbolic", "label", words, NULL));
  gtk_widget_set_visible (self->ready, self->part == CAMPAIGNS);
  gtk_widget_set_tooltip_text (self->add, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
show_record (CrmCampaignsView *self, Part part, gint64 id)
{
  if (part == CAMPAIGNS)
    crm_campaign_card_set_campaign (CRM_CAMPAIGN_CARD (self->sides[part].card), id);
  else
    crm_segment_editor_set_segment (CRM_SEGMENT_EDITOR (self->sides[part].card), id);
}

static gint64
get_record (CrmCampaignsView *self, Part part)
{
  return part == CAMPAIGNS ? crm_campaign_card_get_campaign (CRM_CAMPAIGN_CARD (self->sides[part].card))
                           : crm_segment_editor_get_segment (CRM_SEGMENT_EDITOR (self->sides[part].card));
}

/* Counting segments */

static CrmCampaignRow *
get_row (Side *side, guint position)
{
  return CRM_CAMPAIGN_ROW (gtk_list_box_get_row_at_index (GTK_LIST_BOX (side->list), (int)position));
}

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 count = crm_segment_count (tx, *(gint64 *)data, error);

  return count >= 0 ? g_memdup2 (&count, sizeof count) : NULL;
}

static void count_next (CrmCampaignsView *self);

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *count = crm_store_read_finish (CRM_STORE (source), result, &error);
  CrmCampaignsView *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = CRM_CAMPAIGNS_VIEW (data);
  g_clear_object (&self->counting);
  /* One that cannot be counted says why in its editor. */
  if (count != NULL)
    crm_campaign_row_set_count (get_row (&self->sides[SEGMENTS], self->n_counted), *count);
  self->n_counted++;
  count_next (self);
}

static void
count_next (CrmCampaignsView *self)
{
  Side *side = &self->sides[SEGMENTS];
  const CrmCampaignItem *item;

  if (side->items == NULL || self->n_counted >= side->items->len)
    return;
  item = side->items->pdata[self->n_counted];
  self->counting = g_cancellable_new ();
  crm_store_read_async (get_store (self), 1, count_in_worker, g_memdup2 (&item->id, sizeof item->id), g_free,
      g_free, self->counting, on_counted, self);
}

static void
count_all (CrmCampaignsView *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  self->n_counted = 0;
  if (self->part == SEGMENTS)
    count_next (self);
}

/* Lists */

static void
select_record (CrmCampaignsView *self, Part part, gint64 id)
{
  Side *side = &self->sides[part];

  for (guint i = 0; side->items != NULL && i < side->items->len; i++)
    if (((CrmCampaignItem *)side->items->pdata[i])->id == id)
      gtk_list_box_select_row (GTK_LIST_BOX (side->list), GTK_LIST_BOX_ROW (get_row (side, i)));
}

/* Rows stay while the same records are listed, so that focus and selection do. */
static void
show_list (CrmCampaignsView *self, Part part)
{
  Side *side = &self->sides[part];
  gint64 shown = side->wanted != 0 ? side->wanted : get_record (self, part);
  gboolean found = FALSE;
  guint n = 0;

  self->quiet = TRUE;
  for (guint i = 0; i < side->items->len; i++, n++)
    {
      const CrmCampaignItem *item = side->items->pdata[i];
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (side->list), (int)i);

      if (row == NULL || crm_campaign_row_get_id (CRM_CAMPAIGN_ROW (row)) != item->id)
        {
          GtkWidget *made = crm_campaign_row_new (item->id);

          gtk_list_box_insert (GTK_LIST_BOX (side->list), made, (int)i);
          row = GTK_LIST_BOX_ROW (made);
        }
      crm_campaign_row_show (CRM_CAMPAIGN_ROW (row), item);
      found = found || item->id == shown;
    }
  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (side->list), (int)n) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (side->list),
        GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (side->list), (int)n)));
  if (!found && side->wanted == 0)
    shown = !self->narrow && side->items->len > 0 ? ((CrmCampaignItem *)side->items->pdata[0])->id : 0;
  select_record (self, part, shown);
  self->quiet = FALSE;
  if (found || side->wanted == 0)
    {
      show_record (self, part, shown);
      self->open = self->open && shown != 0;
      if (side->wanted != 0)
        self->open = TRUE;
      side->wanted = 0;
    }
  show_sides (self);
  gtk_stack_set_visible_child_name (GTK_STACK (side->stack), side->items->len > 0 ? "list" : "empty");
}

static void
take_list (CrmCampaignsView *self, Part part, GPtrArray *items, const GError *error)
{
  Side *side = &self->sides[part];

  g_clear_object (&side->cancellable);
  if (items == NULL)
    {
      adw_status_page_set_description (ADW_STATUS_PAGE (side->error), error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (side->stack), "error");
      return;
    }
  g_clear_pointer (&side->items, g_ptr_array_unref);
  side->items = items;
  show_list (self, part);
  if (part == SEGMENTS)
    count_all (self);
}

static void
on_campaigns (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *items = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    take_list (CRM_CAMPAIGNS_VIEW (data), CAMPAIGNS, items, error);
}

static void
on_segments (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *items = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    take_list (CRM_CAMPAIGNS_VIEW (data), SEGMENTS, items, error);
}

static void
load (CrmCampaignsView *self, Part part)
{
  Side *side = &self->sides[part];

  g_cancellable_cancel (side->cancellable);
  g_clear_object (&side->cancellable);
  side->cancellable = g_cancellable_new ();
  crm_store_read_async (get_store (self), 0,
      part == CAMPAIGNS ? crm_campaign_read_list_in_worker : crm_segment_read_list_in_worker, NULL, NULL,
      (GDestroyNotify)g_ptr_array_unref, side->cancellable, part == CAMPAIGNS ? on_campaigns : on_segments,
      self);
}

static gboolean
reread (gpointer data)
{
  CrmCampaignsView *self = data;

  self->reread_id = 0;
  load (self, CAMPAIGNS);
  return G_SOURCE_REMOVE;
}

static void
on_changed (CrmCampaignsView *self, CrmChangeSet *changes)
{
  if (crm_change_set_touches (changes, "campaign"))
    load (self, CAMPAIGNS);
  else if (crm_change_set_touches (changes, "message") && self->reread_id == 0)
    self->reread_id = g_timeout_add (REREAD_MS, reread, self);
  if (crm_change_set_touches (changes, "segment"))
    load (self, SEGMENTS);
  else if (crm_change_set_touches (changes, "client") ||
           crm_change_set_touches (changes, "segment_exclusion"))
    count_all (self);
}

static void
on_row_selected (CrmCampaignsView *self, GtkListBoxRow *row, GtkListBox *list)
{
  Part part = GTK_WIDGET (list) == self->sides[CAMPAIGNS].list ? CAMPAIGNS : SEGMENTS;

  if (self->quiet || row == NULL)
    return;
  show_record (self, part, crm_campaign_row_get_id (CRM_CAMPAIGN_ROW (row)));
}

static void
on_row_activated (CrmCampaignsView *self)
{
  self->open = TRUE;
  show_sides (self);
  if (self->narrow)
    gtk_widget_child_focus (self->cards, GTK_DIR_TAB_FORWARD);
}

/* Parts */

static void
show_part (CrmCampaignsView *self, Part part)
{
  self->part = part;
  gtk_stack_set_visible_child_name (GTK_STACK (self->lists), part_names[part]);
  gtk_stack_set_visible_child_name (GTK_STACK (self->cards), part_names[part]);
  show_add (self);
  if (part == SEGMENTS && self->counting == NULL)
    count_all (self);
}

static void
on_toggled (CrmCampaignsView *self)
{
  show_part (self,
      gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->sides[SEGMENTS].toggle)) ? SEGMENTS : CAMPAIGNS);
  self->open = FALSE;
  show_sides (self);
}

static void
show_wanted (CrmCampaignsView *self, Part part, gint64 id)
{
  self->sides[part].wanted = id;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->sides[part].toggle), TRUE);
  load (self, part);
}

void
crm_campaigns_view_show_campaign (CrmCampaignsView *self, gint64 id)
{
  g_return_if_fail (CRM_IS_CAMPAIGNS_VIEW (self));
  show_wanted (self, CAMPAIGNS, id);
}

void
crm_campaigns_view_show_segment (CrmCampaignsView *self, gint64 id)
{
  g_return_if_fail (CRM_IS_CAMPAIGNS_VIEW (self));
  show_wanted (self, SEGMENTS, id);
}

static void
add_record (CrmCampaignsView *self)
{
  g_autoptr (CrmQuery) all = crm_query_new ("client");

  if (self->part == CAMPAIGNS)
    crm_campaign_add (GTK_WIDGET (self), get_store (self), NULL, 0);
  else
    crm_segment_ask_save (GTK_WIDGET (self), get_store (self), all);
}

static void
on_back (CrmCampaignsView *self)
{
  self->open = FALSE;
  show_sides (self);
  gtk_widget_child_focus (self->lists, GTK_DIR_TAB_FORWARD);
}

static void
on_proposal (GtkWidget *button, CrmCampaignsView *self)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->ready));
  crm_campaign_add (
      GTK_WIDGET (self), get_store (self), g_object_get_data (G_OBJECT (button), "crm-proposal"), 0);
}

/* Overrides */

static gboolean
crm_campaigns_view_add_new (CrmView *view)
{
  add_record (CRM_CAMPAIGNS_VIEW (view));
  return TRUE;
}

static gboolean
crm_campaigns_view_take_back (CrmView *view)
{
  CrmCampaignsView *self = CRM_CAMPAIGNS_VIEW (view);

  if (!self->narrow || !self->open)
    return FALSE;
  on_back (self);
  return TRUE;
}

static void
place_parts (CrmCampaignsView *self)
{
  g_object_ref (self->parts);
  if (self->narrow)
    {
      adw_header_bar_set_title_widget (
          ADW_HEADER_BAR (self->header), adw_window_title_new (_ ("Campaigns"), NULL));
      adw_bin_set_child (ADW_BIN (self->second), self->parts);
    }
  else
    {
      adw_bin_set_child (ADW_BIN (self->second), NULL);
      adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->header), self->parts);
    }
  gtk_widget_set_visible (self->second, self->narrow);
  g_object_unref (self->parts);
}

static void
crm_campaigns_view_width_changed (CrmView *view, int width)
{
  CrmCampaignsView *self = CRM_CAMPAIGNS_VIEW (view);

  if (self->narrow != (width < NARROW))
    {
      self->narrow = width < NARROW;
      place_parts (self);
    }
  show_sides (self);
  show_add (self);
}

static void
crm_campaigns_view_dispose (GObject *object)
{
  CrmCampaignsView *self = CRM_CAMPAIGNS_VIEW (object);

  self->quiet = TRUE;
  g_clear_handle_id (&self->reread_id, g_source_remove);
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  for (Part part = 0; part < N_PARTS; part++)
    {
      g_cancellable_cancel (self->sides[part].cancellable);
      g_clear_object (&self->sides[part].cancellable);
      g_clear_pointer (&self->sides[part].items, g_ptr_array_unref);
    }
  G_OBJECT_CLASS (crm_campaigns_view_parent_class)->dispose (object);
}

/* Building */

/* Ready ones, to begin with. */
static GtkWidget *
make_proposals (CrmCampaignsView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  for (const CrmTemplateProposal *proposal = crm_template_proposals; proposal->id != NULL; proposal++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (proposal->name));

      gtk_widget_set_tooltip_text (button, _ (proposal->text));
      g_object_set_data (G_OBJECT (button), "crm-proposal", (gpointer)proposal->id);
      g_signal_connect (button, "clicked", G_CALLBACK (on_proposal), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static GtkWidget *
make_header (CrmCampaignsView *self)
{
  const char *const labels[N_PARTS] = { _ ("Campaigns"), _ ("Segments") };
  GtkWidget *header = adw_header_bar_new (), *linked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *popover = gtk_popover_new ();

  self->header = header;
  self->parts = linked;
  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_set_tooltip_text (self->back, _ ("Back (Alt+Left)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Back"), -1);
  /* From the card to the list, and from there to where the other pages are. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back), "win.back");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->back);
  gtk_widget_add_css_class (linked, "linked");
  for (Part part = 0; part < N_PARTS; part++)
    {
      GtkWidget *toggle = gtk_toggle_button_new_with_label (labels[part]);

      self->sides[part].toggle = toggle;
      if (part != CAMPAIGNS)
        gtk_toggle_button_set_group (
            GTK_TOGGLE_BUTTON (toggle), GTK_TOGGLE_BUTTON (self->sides[CAMPAIGNS].toggle));
      gtk_box_append (GTK_BOX (linked), toggle);
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->sides[CAMPAIGNS].toggle), TRUE);
  g_signal_connect_swapped (self->sides[SEGMENTS].toggle, "toggled", G_CALLBACK (on_toggled), self);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), linked);
  self->add = gtk_button_new ();
  gtk_button_set_child (
      GTK_BUTTON (self->add), g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name", "list-add-symbolic", NULL));
  gtk_widget_add_css_class (self->add, "suggested-action");
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_record), self);
  self->ready = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->ready), "pan-down-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->ready), popover);
  gtk_popover_set_child (GTK_POPOVER (popover), make_proposals (self));
  gtk_widget_set_tooltip_text (self->ready, _ ("Ready campaigns"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->ready), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Ready campaigns"), -1);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->ready);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->add);
  return header;
}

static GtkWidget *
make_empty (CrmCampaignsView *self, Part part)
{
  GtkWidget *empty = adw_status_page_new (), *add;

  gtk_widget_add_css_class (empty, "compact");
  adw_status_page_set_icon_name (
      ADW_STATUS_PAGE (empty), part == CAMPAIGNS ? "crm-campaign-symbolic" : "crm-filter-symbolic");
  adw_status_page_set_title (
      ADW_STATUS_PAGE (empty), part == CAMPAIGNS ? _ ("No campaigns yet") : _ ("No segments yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty),
      part == CAMPAIGNS
          ? _ ("One text to many, once or whenever there is an occasion. Begin with a ready one:")
          : _ ("A part of the clients, told by conditions: those of a city, those who bought something, "
               "those not seen for "
               "long."));
  if (part == CAMPAIGNS)
    adw_status_page_set_child (ADW_STATUS_PAGE (empty), make_proposals (self));
  else
    {
      add = gtk_button_new_with_mnemonic (_ ("_New segment"));
      gtk_widget_add_css_class (add, "pill");
      gtk_widget_add_css_class (add, "suggested-action");
      gtk_widget_set_halign (add, GTK_ALIGN_CENTER);
      g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_record), self);
      adw_status_page_set_child (ADW_STATUS_PAGE (empty), add);
    }
  return empty;
}

static GtkWidget *
make_side (CrmCampaignsView *self, Part part)
{
  Side *side = &self->sides[part];
  GtkWidget *scrolled = gtk_scrolled_window_new (), *spinner = gtk_spinner_new ();

  side->list = gtk_list_box_new ();
  gtk_widget_add_css_class (side->list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (side->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
      part == CAMPAIGNS ? _ ("Campaigns") : _ ("Segments"), -1);
  g_signal_connect_swapped (side->list, "row-selected", G_CALLBACK (on_row_selected), self);
  g_signal_connect_swapped (side->list, "row-activated", G_CALLBACK (on_row_activated), self);
  g_object_set (scrolled, "hscrollbar-policy", GTK_POLICY_NEVER, "child", side->list, NULL);
  side->error = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (side->error), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (side->error), _ ("The list cannot be shown"));
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  side->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (side->stack), spinner, "loading");
  gtk_stack_add_named (GTK_STACK (side->stack), scrolled, "list");
  gtk_stack_add_named (GTK_STACK (side->stack), make_empty (self, part), "empty");
  gtk_stack_add_named (GTK_STACK (side->stack), side->error, "error");
  return side->stack;
}

static void
crm_campaigns_view_constructed (GObject *object)
{
  CrmCampaignsView *self = CRM_CAMPAIGNS_VIEW (object);
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  CrmStore *store;

  G_OBJECT_CLASS (crm_campaigns_view_parent_class)->constructed (object);
  store = get_store (self);
  crm_view_set_title (CRM_VIEW (self), _ ("Campaigns"));
  gtk_box_append (GTK_BOX (page), make_header (self));
  self->second = adw_bin_new ();
  gtk_widget_set_halign (self->second, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (self->second, 6);
  gtk_widget_set_margin_bottom (self->second, 6);
  gtk_widget_set_visible (self->second, FALSE);
  gtk_box_append (GTK_BOX (page), self->second);
  self->lists = gtk_stack_new ();
  self->cards = gtk_stack_new ();
  self->sides[CAMPAIGNS].card = crm_campaign_card_new (store);
  self->sides[SEGMENTS].card = crm_segment_editor_new (store);
  for (Part part = 0; part < N_PARTS; part++)
    {
      gtk_stack_add_named (GTK_STACK (self->lists), make_side (self, part), part_names[part]);
      gtk_stack_add_named (GTK_STACK (self->cards), self->sides[part].card, part_names[part]);
    }
  gtk_widget_set_size_request (self->lists, 300, -1);
  gtk_widget_set_hexpand (self->cards, TRUE);
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (content), self->lists);
  self->separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  gtk_box_append (GTK_BOX (content), self->separator);
  gtk_box_append (GTK_BOX (content), self->cards);
  gtk_box_append (GTK_BOX (page), content);
  adw_bin_set_child (ADW_BIN (self), page);
  show_part (self, CAMPAIGNS);
  show_sides (self);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  load (self, CAMPAIGNS);
  load (self, SEGMENTS);
}

static void
crm_campaigns_view_class_init (CrmCampaignsViewClass *klass)
{
  CrmViewClass *view_class = CRM_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = crm_campaigns_view_constructed;
  G_OBJECT_CLASS (klass)->dispose = crm_campaigns_view_dispose;
  view_class->add_new = crm_campaigns_view_add_new;
  view_class->take_back = crm_campaigns_view_take_back;
  view_class->width_changed = crm_campaigns_view_width_changed;
}

static void
crm_campaigns_view_init (CrmCampaignsView *self)
{
}

GtkWidget *
crm_campaigns_view_new (CrmStore *store)
{
  return g_object_new (CRM_TYPE_CAMPAIGNS_VIEW, "store", store, NULL);
}
