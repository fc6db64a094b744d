/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-deal-tile.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "deal/crm-deal-words.h"
#include "widgets/crm-chip.h"

/* Owns the widgets of one card; holds a reference on its record. What a card does not show is not made. Main thread. */

struct _CrmDealTile
{
  GtkBox parent_instance;

  CrmRecord *record; /* owned */
  CrmDealLook *look; /* owned */
  GtkWidget *head;   /* client and days */
  GtkWidget *client;
  GtkWidget *days;
  GtkWidget *title;
  GtkWidget *money; /* avatar, amount, probability */
  GtkWidget *avatar;
  GtkWidget *amount;
  GtkWidget *probability;
  GtkWidget *step; /* box: icon, words, time */
  GtkWidget *step_icon;
  GtkWidget *step_title;
  GtkWidget *step_when;
  GtkWidget *more; /* label: closing date and source; nullable */
  GtkWidget *tags; /* box; nullable */
  gboolean selected;
};

G_DEFINE_FINAL_TYPE (CrmDealTile, crm_deal_tile, GTK_TYPE_BOX)

static GtkWidget *
new_caption (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "caption");
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static void
set_style (GtkWidget *widget, const char *style)
{
  static const char *const styles[] = { "late", "today", "ok", "dim" };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_strcmp0 (styles[i], style) == 0)
      gtk_widget_add_css_class (widget, styles[i]);
    else
      gtk_widget_remove_css_class (widget, styles[i]);
}

static void
show_head (CrmDealTile *self, const CrmRow *row, guint shown, gint64 now)
{
  const char *client = crm_row_get_text (row, CRM_DEAL_CLIENT_NAME);
  g_autofree char *days = crm_deal_dup_days (row, now);
  const char *rot = crm_deal_get_rot_style (row, now);
  int n = crm_deal_get_stage_days (row, now);
  g_autofree char *tip = g_strdup_printf (ngettext ("%d day in this stage", "%d days in this stage", n), n);

  gtk_label_set_text (GTK_LABEL (self->client), client);
  gtk_widget_set_tooltip_text (self->client, client);
  gtk_widget_set_opacity (self->client, (shown & CRM_DEAL_SHOW_CLIENT) != 0 ? 1 : 0);
  gtk_label_set_text (GTK_LABEL (self->days), days);
  gtk_widget_set_tooltip_text (self->days, tip);
  set_style (self->days, rot != NULL ? rot : "dim");
  gtk_widget_set_visible (self->days, (shown & CRM_DEAL_SHOW_DAYS) != 0);
  gtk_widget_set_visible (self->head,
      crm_deal_look_get_compact (self->look) || (shown & (CRM_DEAL_SHOW_CLIENT | CRM_DEAL_SHOW_DAYS)) != 0);
}

static void
show_money (CrmDealTile *self, const CrmRow *row, guint shown)
{
  g_autofree char *amount = crm_deal_dup_amount (row);
  CrmNames *users = crm_deal_look_get_users (self->look);
  gint64 owner = crm_row_get_integer (row, CRM_DEAL_OWNER);
  /* Who works alone sees the clients instead of one and the same face. */
  const char *name = crm_names_get_count (users) > 1 ? crm_names_get_title (users, owner)
                                                     : crm_row_get_text (row, CRM_DEAL_CLIENT_NAME);
  gboolean person = (shown & CRM_DEAL_SHOW_OWNER) != 0 && name != NULL;
  gboolean sum = (shown & CRM_DEAL_SHOW_AMOUNT) != 0 && amount != NULL;
  gboolean chance = (shown & CRM_DEAL_SHOW_PROBABILITY) != 0;

  if (person && self->avatar == NULL)
    {
      self->avatar = adw_avatar_new (20, NULL, TRUE);
      gtk_box_prepend (GTK_BOX (self->money), self->avatar);
    }
  if (self->avatar != NULL)
    {
      adw_avatar_set_text (ADW_AVATAR (self->avatar), name);
      gtk_widget_set_tooltip_text (self->avatar, name);
      gtk_widget_set_visible (self->avatar, person);
    }
  gtk_label_set_text (GTK_LABEL (self->amount), amount);
  gtk_widget_set_visible (self->amount, sum);
  if (chance)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("%lld %%"), (long long)crm_row_get_integer (row, CRM_DEAL_WEIGHT));

      if (self->probability == NULL)
        {
          self->probability = new_caption ("dim");
          gtk_widget_add_css_class (self->probability, "numeric");
          gtk_box_append (GTK_BOX (self->money), self->probability);
        }
      gtk_label_set_text (GTK_LABEL (self->probability), text);
    }
  if (self->probability != NULL)
    gtk_widget_set_visible (self->probability, chance);
  gtk_widget_set_visible (self->money, person || sum || chance);
}

static void
show_step (CrmDealTile *self, const CrmRow *row, guint shown, gint64 now)
{
  CrmStore *store = crm_deal_look_get_store (self->look);
  CrmNextState state = crm_deal_get_next_state (store, row, now);
  g_autofree char *title = crm_deal_dup_next_title (row);
  g_autofree char *when = crm_deal_dup_next_when (store, row, now);
  g_autofree char *brief = crm_deal_dup_next_short (store, row, now);
  g_autofree char *tip = when != NULL ? g_strdup_printf ("%s, %s", title, when) : g_strdup (title);
  gboolean loud = state == CRM_NEXT_OVERDUE || state == CRM_NEXT_TODAY;
  const char *style = crm_next_state_get_style (state);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->step_icon), crm_deal_get_next_icon (row, state));
  set_style (self->step_icon, crm_deal_get_next_style (row, state));
  gtk_label_set_text (GTK_LABEL (self->step_title), title);
  set_style (self->step_title, loud ? style : "dim");
  gtk_label_set_text (GTK_LABEL (self->step_when), brief);
  set_style (self->step_when, loud ? style : "dim");
  gtk_widget_set_visible (self->step_when, when != NULL);
  gtk_widget_set_tooltip_text (self->step, tip);
  gtk_widget_set_visible (self->step, (shown & CRM_DEAL_SHOW_NEXT) != 0);
}

static void
show_more (CrmDealTile *self, const CrmRow *row, guint shown)
{
  g_autofree char *close = crm_deal_dup_close (crm_deal_look_get_store (self->look), row, crm_clock_now ());
  const char *source = crm_row_get_text (row, CRM_DEAL_SOURCE);
  g_autoptr (GString) text = g_string_new (NULL);

  if ((shown & CRM_DEAL_SHOW_CLOSE) != 0 && close != NULL)
    g_string_append (text, close);
  if ((shown & CRM_DEAL_SHOW_SOURCE) != 0 && source != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", source);
  if (text->len > 0 && self->more == NULL)
    {
      self->more = new_caption ("dim");
      gtk_label_set_ellipsize (GTK_LABEL (self->more), PANGO_ELLIPSIZE_END);
      gtk_box_insert_child_after (GTK_BOX (self), self->more, self->step);
    }
  if (self->more != NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->more), text->str);
      gtk_widget_set_visible (self->more, text->len > 0);
    }
}

static void
show_tags (CrmDealTile *self, const CrmRow *row, guint shown)
{
  const CrmValue *value = crm_row_get (row, CRM_DEAL_TAGS);
  gboolean wanted = (shown & CRM_DEAL_SHOW_TAGS) != 0 && value->type == CRM_VALUE_LIST &&
                    value->v.list != NULL && value->v.list->len > 0;

  g_clear_pointer (&self->tags, gtk_widget_unparent);
  if (!wanted)
    return;
  self->tags = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  for (guint i = 0; i < value->v.list->len && i < 3; i++)
    {
      gint64 tag = g_array_index (value->v.list, gint64, i);
      const char *name = crm_names_get_title (crm_deal_look_get_tags (self->look), tag);

      if (name != NULL)
        gtk_box_append (
            GTK_BOX (self->tags), crm_tag_new (name, crm_deal_look_get_tag_class (self->look, tag)));
    }
  gtk_widget_set_overflow (self->tags, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (self), self->tags);
}

static void
update_name (CrmDealTile *self, const CrmRow *row, gint64 now)
{
  g_autofree char *spoken = crm_deal_dup_spoken (crm_deal_look_get_store (self->look), row, now);
  g_autofree char *whole = self->selected ? g_strdup_printf (_ ("%s, selected"), spoken) : g_strdup (spoken);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
}

void
crm_deal_tile_refresh (CrmDealTile *self)
{
  CrmRow *row = crm_record_get_row (self->record);
  guint shown = crm_deal_look_get_shown (self->look);
  gboolean compact = crm_deal_look_get_compact (self->look);
  gint64 now = crm_clock_now ();

  if (row == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->title), crm_row_get_text (row, CRM_DEAL_TITLE));
  gtk_label_set_lines (GTK_LABEL (self->title), compact ? 1 : 2);
  gtk_widget_set_tooltip_text (self->title, crm_row_get_text (row, CRM_DEAL_TITLE));
  show_head (self, row, compact ? shown & CRM_DEAL_SHOW_DAYS : shown, now);
  show_money (self, row, compact ? shown & ~CRM_DEAL_SHOW_OWNER : shown);
  show_step (self, row, shown, now);
  show_more (self, row, compact ? 0 : shown);
  show_tags (self, row, compact ? 0 : shown);
  update_name (self, row, now);
}

/* Compact cards have title and days in one line, and neither client nor tags. */
static void
arrange (CrmDealTile *self)
{
  gboolean compact = crm_deal_look_get_compact (self->look);

  if (compact)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
  gtk_widget_set_visible (self->client, !compact);
  g_object_ref (self->title);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (self->title)), self->title);
  if (compact)
    gtk_box_prepend (GTK_BOX (self->head), self->title);
  else
    gtk_box_insert_child_after (GTK_BOX (self), self->title, self->head);
  g_object_unref (self->title);
}

static void
on_look_changed (CrmDealTile *self)
{
  arrange (self);
  crm_deal_tile_refresh (self);
}

static void
crm_deal_tile_dispose (GObject *object)
{
  CrmDealTile *self = CRM_DEAL_TILE (object);

  if (self->record != NULL)
    g_signal_handlers_disconnect_by_data (self->record, self);
  if (self->look != NULL)
    g_signal_handlers_disconnect_by_data (self->look, self);
  g_clear_object (&self->record);
  g_clear_object (&self->look);
  self->tags = NULL;
  G_OBJECT_CLASS (crm_deal_tile_parent_class)->dispose (object);
}

static void
crm_deal_tile_class_init (CrmDealTileClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_deal_tile_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
build_step (CrmDealTile *self)
{
  self->step_icon = gtk_image_new ();
  self->step_title = new_caption (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->step_title), PANGO_ELLIPSIZE_END);
  /* The day never shares a label with the subject: it must not be cut. */
  self->step_when = new_caption ("numeric");
  /* No button: that would keep the card from being dragged here. The board hears the click. */
  self->step = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->step), self->step_icon);
  gtk_box_append (GTK_BOX (self->step), self->step_title);
  gtk_box_append (GTK_BOX (self->step), self->step_when);
  gtk_widget_add_css_class (self->step, "step");
  gtk_widget_set_halign (self->step, GTK_ALIGN_START);
}

static void
crm_deal_tile_init (CrmDealTile *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  gtk_widget_add_css_class (widget, "card");
  gtk_widget_add_css_class (widget, "dealcard");

  self->client = new_caption ("dim");
  gtk_label_set_ellipsize (GTK_LABEL (self->client), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->client, TRUE);
  self->days = new_caption ("numeric");
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->head), self->client);
  gtk_box_append (GTK_BOX (self->head), self->days);

  self->title = gtk_label_new ("…");
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (self->title), 2);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_add_css_class (self->title, "semibold");

  self->amount = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->amount), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->amount), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->amount, "strong");
  gtk_widget_add_css_class (self->amount, "numeric");
  self->money = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self->money), self->amount);

  build_step (self);
  gtk_box_append (GTK_BOX (self), self->head);
  gtk_box_append (GTK_BOX (self), self->title);
  gtk_box_append (GTK_BOX (self), self->money);
  gtk_box_append (GTK_BOX (self), self->step);
}

GtkWidget *
crm_deal_tile_new (CrmRecord *record, CrmDealLook *look)
{
  CrmDealTile *self = g_object_new (CRM_TYPE_DEAL_TILE, NULL);

  self->record = g_object_ref (record);
  self->look = g_object_ref (look);
  g_signal_connect_swapped (record, "changed", G_CALLBACK (crm_deal_tile_refresh), self);
  g_signal_connect_swapped (look, "changed", G_CALLBACK (on_look_changed), self);
  if (crm_deal_look_get_compact (look))
    arrange (self);
  crm_deal_tile_refresh (self);
  return GTK_WIDGET (self);
}

gint64
crm_deal_tile_get_id (CrmDealTile *self)
{
  return crm_record_get_id (self->record);
}

CrmRow *
crm_deal_tile_get_row (CrmDealTile *self)
{
  return crm_record_get_row (self->record);
}

CrmRecord *
crm_deal_tile_get_record (CrmDealTile *self)
{
  return self->record;
}

void
crm_deal_tile_set_selected (CrmDealTile *self, gboolean selected)
{
  CrmRow *row = crm_record_get_row (self->record);

  if (self->selected == selected)
    return;
  self->selected = selected;
  if (selected)
    gtk_widget_add_css_class (GTK_WIDGET (self), "selected");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "selected");
  if (row != NULL)
    update_name (self, row, crm_clock_now ());
}

void
crm_deal_tile_set_left (CrmDealTile *self, gboolean left)
{
  if (left)
    gtk_widget_add_css_class (GTK_WIDGET (self), "left-behind");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "left-behind");
}

GtkWidget *
crm_deal_tile_get_step (CrmDealTile *self)
{
  return self->step;
}
