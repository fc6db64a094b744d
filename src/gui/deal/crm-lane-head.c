/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-lane-head.h"

#include <glib/gi18n-lib.h>

#include "base/crm-money.h"
#include "deal/crm-deal-words.h"
#include "deal/crm-lane-bar.h"
#include "widgets/crm-dot.h"

/* Owns the widgets of one head. Main thread. */

#define MAX_LINES 3

struct _CrmLaneHead
{
  GtkBox parent_instance;

  CrmStore *store; /* owned */
  GtkWidget *name;
  GtkWidget *dot;
  GtkWidget *count;
  GtkWidget *rotting; /* box: clock and number */
  GtkWidget *rotting_count;
  GtkWidget *fold;
  GtkWidget *add;
  GtkWidget *sums[MAX_LINES];
  GtkWidget *weighted;
  GtkWidget *bar;
  guint n_lines;
};

G_DEFINE_FINAL_TYPE (CrmLaneHead, crm_lane_head, GTK_TYPE_BOX)

/* One line a currency, the book's own first; what does not fit goes into the last line. */
static void
show_sums (CrmLaneHead *self, CrmSums *sums)
{
  const char *own = crm_store_get_setting (self->store, "currency");
  g_autofree char *whole = crm_sums_display (sums, own, TRUE);
  g_auto (GStrv) parts = g_strsplit (whole != NULL ? whole : "", " + ", (int)self->n_lines);

  for (guint i = 0; i < MAX_LINES; i++)
    {
      const char *text = i < g_strv_length (parts) ? parts[i] : "";

      gtk_widget_set_visible (self->sums[i], i < self->n_lines);
      if (i == 0 && text[0] == '\0')
        {
          g_autofree char *zero = crm_money_display (0, own, TRUE);

          gtk_label_set_text (GTK_LABEL (self->sums[i]), zero);
          gtk_widget_add_css_class (self->sums[i], "dim");
          continue;
        }
      gtk_label_set_text (GTK_LABEL (self->sums[i]), text);
      gtk_widget_remove_css_class (self->sums[i], "dim");
      gtk_widget_set_tooltip_text (self->sums[i], whole);
    }
}

void
crm_lane_head_set_figures (
    CrmLaneHead *self, const CrmLane *lane, guint64 count, CrmSums *sums, CrmSums *weighted)
{
  const char *own = crm_store_get_setting (self->store, "currency");
  g_autofree char *number = g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
  g_autofree char *weight = crm_sums_display (weighted, own, TRUE);
  g_autofree char *text = NULL;

  gtk_label_set_text (GTK_LABEL (self->count), number);
  show_sums (self, sums);
  if (weight == NULL)
    weight = crm_money_display (0, own, TRUE);
  if (lane->probability >= 0)
    /* Translators: sums of a stage by its probability: "≈ € 13,250 (50 %)". */
    text = g_strdup_printf (_ ("≈ %s (%lld %%)"), weight, (long long)lane->probability);
  else
    text = g_strdup_printf ("≈ %s", weight);
  gtk_label_set_text (GTK_LABEL (self->weighted), text);
  gtk_widget_set_tooltip_text (self->weighted, text);
}

static void
show_dot (CrmLaneHead *self, const CrmLane *lane)
{
  static const char *const colours[] = { "blue", "green", "orange", "purple", "red" };

  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    if (g_strcmp0 (lane->color, colours[i]) == 0)
      gtk_widget_add_css_class (self->dot, colours[i]);
    else
      gtk_widget_remove_css_class (self->dot, colours[i]);
  gtk_widget_set_visible (self->dot, lane->color != NULL && lane->color[0] != '\0');
}

void
crm_lane_head_set_lane (CrmLaneHead *self, const CrmLane *lane, int next_state, guint n_lines)
{
  g_autofree char *add = g_strdup_printf (_ ("New deal in %s"), lane->title);
  g_autofree char *fold = g_strdup_printf (_ ("Fold %s"), lane->title);

  g_return_if_fail (CRM_IS_LANE_HEAD (self));
  self->n_lines = CLAMP (n_lines, 1, MAX_LINES);
  gtk_label_set_text (GTK_LABEL (self->name), lane->title);
  gtk_widget_set_tooltip_text (self->name, lane->title);
  show_dot (self, lane);
  gtk_widget_set_visible (self->rotting, lane->rotting > 0);
  if (lane->rotting > 0)
    {
      g_autofree char *number = g_strdup_printf ("%'" G_GUINT64_FORMAT, lane->rotting);
      g_autofree char *words = g_strdup_printf (
          ngettext ("%s has stood too long", "%s have stood too long", lane->rotting), number);

      gtk_label_set_text (GTK_LABEL (self->rotting_count), number);
      gtk_widget_set_tooltip_text (self->rotting, words);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (self->rotting), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
    }
  gtk_widget_set_tooltip_text (self->add, add);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL, add, -1);
  gtk_widget_set_tooltip_text (self->fold, fold);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fold), GTK_ACCESSIBLE_PROPERTY_LABEL, fold, -1);
  crm_lane_bar_set (CRM_LANE_BAR (self->bar), lane->segments, next_state);
  crm_lane_head_set_figures (self, lane, lane->count, lane->sums, lane->weighted);
}

static void
crm_lane_head_dispose (GObject *object)
{
  CrmLaneHead *self = CRM_LANE_HEAD (object);

  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_lane_head_parent_class)->dispose (object);
}

static void
crm_lane_head_class_init (CrmLaneHeadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_lane_head_dispose;
}

static GtkWidget *
add_button (GtkWidget *box, const char *icon, const char *action, const char *key)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", key);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
new_line (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static void
crm_lane_head_init (CrmLaneHead *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "lane-head");
}

GtkWidget *
crm_lane_head_new (CrmStore *store, const char *key)
{
  CrmLaneHead *self = g_object_new (CRM_TYPE_LANE_HEAD, NULL);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *second = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon;

  self->store = g_object_ref (store);
  self->dot = crm_dot_new (NULL);
  self->name = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->name, "heading");
  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "badge");
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_widget_set_valign (self->count, GTK_ALIGN_CENTER);
  self->rotting = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, "spacing", 3, NULL);
  self->rotting_count = gtk_label_new (NULL);
  icon = gtk_image_new_from_icon_name ("crm-clock-symbolic");
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
  gtk_box_append (GTK_BOX (self->rotting), icon);
  gtk_box_append (GTK_BOX (self->rotting), self->rotting_count);
  gtk_widget_add_css_class (self->rotting, "badge");
  gtk_widget_add_css_class (self->rotting, "aging");
  gtk_widget_add_css_class (self->rotting, "numeric");
  gtk_widget_set_valign (self->rotting, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), self->dot);
  gtk_box_append (GTK_BOX (row), self->name);
  gtk_box_append (GTK_BOX (row), self->count);
  self->add = add_button (row, "list-add-symbolic", "board.add", key);
  gtk_widget_set_hexpand (self->add, TRUE);
  gtk_widget_set_halign (self->add, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (self), row);

  for (guint i = 0; i < MAX_LINES; i++)
    self->sums[i] = new_line ("semibold");
  gtk_widget_set_hexpand (self->sums[0], TRUE);
  gtk_box_append (GTK_BOX (second), self->sums[0]);
  /* The first line is for the name: what is seldom needed stands below it. */
  self->fold = add_button (second, "go-previous-symbolic", "board.fold", key);
  gtk_widget_add_css_class (self->fold, "fold");
  gtk_box_append (GTK_BOX (second), self->rotting);
  gtk_box_append (GTK_BOX (self), second);
  for (guint i = 1; i < MAX_LINES; i++)
    gtk_box_append (GTK_BOX (self), self->sums[i]);
  self->weighted = new_line ("caption");
  gtk_widget_add_css_class (self->weighted, "dim-label");
  gtk_box_append (GTK_BOX (self), self->weighted);
  self->bar = crm_lane_bar_new ();
  gtk_box_append (GTK_BOX (self), self->bar);
  return GTK_WIDGET (self);
}
