/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-deals-strip.h"

#include <glib/gi18n-lib.h>

#include "base/crm-money.h"
#include "deal/crm-deal-words.h"
#include "option/crm-option.h"
#include "widgets/crm-chip.h"

/* Owns the totals and the chips; the filter has the choices. Menus are made when they are opened. Main thread. */

struct _CrmDealsStrip
{
  GtkBox parent_instance;

  CrmDealFilter *filter; /* owned */
  CrmDealLook *look;     /* owned */
  CrmNames *options;     /* owned */
  GtkWidget *totals;
  GtkWidget *count;
  GtkWidget *total;
  GtkWidget *weighted;
  GtkWidget *overdue; /* toggles */
  GtkWidget *none;
  GtkWidget *chips; /* box */
  GtkWidget *mine;
  GtkWidget *sets[CRM_DEAL_N_SETS]; /* menu buttons */
  GtkWidget *set_labels[CRM_DEAL_N_SETS];
  GtkWidget *period;
  GtkWidget *period_label;
  GtkWidget *clear;
  gboolean quiet;
};

G_DEFINE_FINAL_TYPE (CrmDealsStrip, crm_deals_strip, GTK_TYPE_BOX)

static const char *const set_names[CRM_DEAL_N_SETS] = {
  [CRM_DEAL_SET_OWNERS] = N_ ("Responsible"),
  [CRM_DEAL_SET_TAGS] = N_ ("Tags"),
  [CRM_DEAL_SET_SOURCES] = N_ ("Source"),
};

/* Choices of a set */

typedef void (*MemberFunc) (const char *member, const char *title, gpointer data);

static void
each_member (CrmDealsStrip *self, CrmDealSet set, MemberFunc func, gpointer data)
{
  CrmNames *names = set == CRM_DEAL_SET_OWNERS ? crm_deal_look_get_users (self->look)
                    : set == CRM_DEAL_SET_TAGS ? crm_deal_look_get_tags (self->look)
                                               : self->options;

  for (guint i = 0; i < crm_names_get_count (names); i++)
    {
      CrmRow *row = crm_names_get_row (names, i);
      const char *title = crm_names_get_title (names, row->id);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, row->id);

      if (set == CRM_DEAL_SET_SOURCES)
        {
          if (g_strcmp0 (crm_row_get_text (row, CRM_OPTION_LIST), "source") != 0)
            continue;
          title = crm_row_get_text (row, CRM_OPTION_NAME);
        }
      if (title != NULL)
        func (set == CRM_DEAL_SET_OWNERS ? id : title, title, data);
    }
}

static void
on_member_toggled (CrmDealsStrip *self, GtkWidget *check)
{
  crm_deal_filter_toggle (self->filter, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "crm-set")),
      g_object_get_data (G_OBJECT (check), "crm-member"));
}

typedef struct
{
  CrmDealsStrip *self;
  CrmDealSet set;
  GtkWidget *box;
  GString *chosen;
} Each;

static void
add_member (const char *member, const char *title, gpointer data)
{
  Each *each = data;
  GtkWidget *check = gtk_check_button_new_with_label (title);

  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (check), crm_deal_filter_has (each->self->filter, each->set, member));
  g_object_set_data (G_OBJECT (check), "crm-set", GUINT_TO_POINTER (each->set));
  g_object_set_data_full (G_OBJECT (check), "crm-member", g_strdup (member), g_free);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_member_toggled), each->self);
  gtk_box_append (GTK_BOX (each->box), check);
}

static GtkWidget *
make_popover (GtkWidget **box)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), *box);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  return popover;
}

static void
make_set_popover (GtkMenuButton *button, gpointer data)
{
  CrmDealsStrip *self = data;
  Each each = { self };
  GtkWidget *popover = make_popover (&each.box);

  while (each.set < CRM_DEAL_N_SETS && self->sets[each.set] != GTK_WIDGET (button))
    each.set++;
  each_member (self, each.set, add_member, &each);
  if (gtk_widget_get_first_child (each.box) == NULL)
    {
      GtkWidget *none = gtk_label_new (_ ("There are none yet"));

      gtk_widget_add_css_class (none, "dim-label");
      gtk_box_append (GTK_BOX (each.box), none);
    }
  gtk_menu_button_set_popover (button, popover);
}

static void
on_period_toggled (CrmDealsStrip *self, GtkCheckButton *check)
{
  if (gtk_check_button_get_active (check))
    crm_deal_filter_set_period (
        self->filter, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "crm-period")));
}

static void
make_period_popover (GtkMenuButton *button, gpointer data)
{
  CrmDealsStrip *self = data;
  GtkWidget *box;
  GtkWidget *popover = make_popover (&box);
  GtkWidget *first = NULL;

  for (guint i = 0; i < CRM_DEAL_N_PERIODS; i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (crm_deal_period_get_label (i));

      gtk_check_button_set_group (GTK_CHECK_BUTTON (check), first != NULL ? GTK_CHECK_BUTTON (first) : NULL);
      first = first != NULL ? first : check;
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), crm_deal_filter_get_period (self->filter) == i);
      g_object_set_data (G_OBJECT (check), "crm-period", GUINT_TO_POINTER (i));
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_period_toggled), self);
      gtk_box_append (GTK_BOX (box), check);
    }
  gtk_menu_button_set_popover (button, popover);
}

/* Showing */

static void
add_chosen (const char *member, const char *title, gpointer data)
{
  Each *each = data;

  if (crm_deal_filter_has (each->self->filter, each->set, member))
    g_string_append_printf (each->chosen, "%s%s", each->chosen->len > 0 ? ", " : "", title);
}

/* The name of a choice stands whole; what was chosen may be cut. */
static void
show_choice (GtkWidget *button, GtkWidget *label, const char *chosen, const char *name)
{
  gtk_label_set_ellipsize (GTK_LABEL (label), chosen != NULL ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_width_chars (
      GTK_LABEL (label), chosen != NULL ? MIN (10, (int)g_utf8_strlen (chosen, -1)) : -1);
  gtk_label_set_text (GTK_LABEL (label), chosen != NULL ? chosen : name);
  gtk_widget_set_tooltip_text (button, chosen);
  if (chosen != NULL)
    gtk_widget_add_css_class (button, "active");
  else
    gtk_widget_remove_css_class (button, "active");
}

static void
on_filter_changed (CrmDealsStrip *self)
{
  CrmDealPeriod period = crm_deal_filter_get_period (self->filter);
  int next = crm_deal_filter_get_next (self->filter);

  self->quiet = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->mine), crm_deal_filter_get_mine (self->filter));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->overdue), next == CRM_NEXT_OVERDUE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->none), next == CRM_NEXT_NONE);
  for (guint i = 0; i < CRM_DEAL_N_SETS; i++)
    {
      Each each = { self, i, NULL, g_string_new (NULL) };
      gboolean some = crm_deal_filter_count (self->filter, i) > 0;

      each_member (self, i, add_chosen, &each);
      show_choice (self->sets[i], self->set_labels[i], some && each.chosen->len > 0 ? each.chosen->str : NULL,
          _ (set_names[i]));
      g_string_free (each.chosen, TRUE);
    }
  show_choice (self->period, self->period_label,
      period != CRM_DEAL_PERIOD_ANY ? crm_deal_period_get_label (period) : NULL, _ ("Period"));
  gtk_widget_set_visible (self->clear, crm_deal_filter_is_narrow (self->filter));
  self->quiet = FALSE;
}

static void
on_mine_toggled (CrmDealsStrip *self)
{
  if (!self->quiet)
    crm_deal_filter_set_mine (self->filter, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->mine)));
}

static void
on_next_toggled (CrmDealsStrip *self, GtkToggleButton *button)
{
  int state = GTK_WIDGET (button) == self->overdue ? CRM_NEXT_OVERDUE : CRM_NEXT_NONE;

  if (!self->quiet)
    crm_deal_filter_set_next (self->filter, gtk_toggle_button_get_active (button) ? state : -1);
}

static void
show_sums (CrmDealsStrip *self, GtkWidget *label, CrmSums *sums)
{
  const char *own = crm_store_get_setting (crm_deal_look_get_store (self->look), "currency");
  g_autofree char *text = crm_sums_display (sums, own, TRUE);

  if (text == NULL)
    text = crm_money_display (0, own, TRUE);
  gtk_label_set_text (GTK_LABEL (label), text);
}

static void
show_state (GtkWidget *button, CrmNextState state, guint64 count)
{
  g_autofree char *text = crm_next_state_dup_count (state, count);
  GtkWidget *label = gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (button)));

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (button, count > 0 || gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
}

void
crm_deals_strip_set_data (CrmDealsStrip *self, CrmBoardData *data, gboolean closed)
{
  guint64 states[CRM_NEXT_N_STATES] = { 0 };
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  GPtrArray *lanes;
  guint64 count;

  g_return_if_fail (CRM_IS_DEALS_STRIP (self));
  gtk_widget_set_visible (self->totals, data != NULL);
  if (data == NULL)
    return;
  lanes = crm_board_data_get_lanes (data);
  count = crm_board_data_get_count (data);
  for (guint i = 0; i < lanes->len; i++)
    {
      const CrmLane *lane = lanes->pdata[i];

      for (guint s = 0; s < CRM_NEXT_N_STATES; s++)
        states[s] += lane->segments[s];
    }
  number = g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
  text = closed ? g_strdup_printf (ngettext ("%s deal", "%s deals", count), number)
                : g_strdup_printf (ngettext ("%s open deal", "%s open deals", count), number);
  gtk_label_set_text (GTK_LABEL (self->count), text);
  show_sums (self, self->total, crm_board_data_get_sums (data));
  show_sums (self, self->weighted, crm_board_data_get_weighted (data));
  show_state (self->overdue, CRM_NEXT_OVERDUE, states[CRM_NEXT_OVERDUE]);
  show_state (self->none, CRM_NEXT_NONE, states[CRM_NEXT_NONE]);
}

void
crm_deals_strip_set_wide (CrmDealsStrip *self, gboolean wide)
{
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (self), wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), wide ? 8 : 6);
}

/* Type */

static void
crm_deals_strip_dispose (GObject *object)
{
  CrmDealsStrip *self = CRM_DEALS_STRIP (object);

  if (self->filter != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->filter, self);
      g_signal_handlers_disconnect_by_data (self->options, self);
      g_signal_handlers_disconnect_by_data (self->look, self);
    }
  g_clear_object (&self->filter);
  g_clear_object (&self->options);
  g_clear_object (&self->look);
  G_OBJECT_CLASS (crm_deals_strip_parent_class)->dispose (object);
}

static void
crm_deals_strip_class_init (CrmDealsStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_deals_strip_dispose;
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static GtkWidget *
make_total (GtkWidget *box, const char *caption)
{
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *value = new_label (NULL, "strong");

  gtk_box_append (GTK_BOX (pair), new_label (caption, "dim"));
  gtk_box_append (GTK_BOX (pair), value);
  gtk_box_append (GTK_BOX (box), pair);
  return value;
}

static GtkWidget *
make_state (CrmDealsStrip *self, CrmNextState state)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (crm_next_state_get_sign (state)));
  gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "chip");
  gtk_widget_add_css_class (button, "bare");
  gtk_widget_add_css_class (button, crm_next_state_get_sign_style (state));
  gtk_widget_set_tooltip_text (button, _ ("Show only these"));
  gtk_widget_set_visible (button, FALSE);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_next_toggled), self);
  return button;
}

static GtkWidget *
make_menu_chip (CrmDealsStrip *self, const char *name, GtkMenuButtonCreatePopupFunc func, GtkWidget **label)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);

  *label = gtk_label_new (name);
  gtk_label_set_max_width_chars (GTK_LABEL (*label), 20);
  gtk_box_append (GTK_BOX (box), *label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), func, self, NULL);
  gtk_widget_add_css_class (button, "chip");
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
in_scrolled (GtkWidget *child)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  /* Long translations scroll and never widen the window. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), child);
  return scrolled;
}

static void
build (CrmDealsStrip *self)
{
  GtkWidget *chips;

  self->totals = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  self->count = new_label (NULL, "dim");
  gtk_box_append (GTK_BOX (self->totals), self->count);
  self->total = make_total (self->totals, _ ("Total"));
  self->weighted = make_total (self->totals, _ ("Weighted"));
  gtk_widget_set_tooltip_text (self->weighted, _ ("Each amount by the probability of its deal"));
  gtk_widget_set_visible (self->totals, FALSE);

  self->chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_halign (self->chips, GTK_ALIGN_END);
  self->overdue = make_state (self, CRM_NEXT_OVERDUE);
  self->none = make_state (self, CRM_NEXT_NONE);
  self->mine = crm_chip_new (_ ("Mine"), NULL, NULL);
  g_signal_connect_swapped (self->mine, "toggled", G_CALLBACK (on_mine_toggled), self);
  gtk_box_append (GTK_BOX (self->chips), self->overdue);
  gtk_box_append (GTK_BOX (self->chips), self->none);
  gtk_box_append (GTK_BOX (self->chips), self->mine);
  for (guint i = 0; i < CRM_DEAL_N_SETS; i++)
    {
      self->sets[i] = make_menu_chip (self, _ (set_names[i]), make_set_popover, &self->set_labels[i]);
      gtk_box_append (GTK_BOX (self->chips), self->sets[i]);
    }
  self->period = make_menu_chip (self, _ ("Period"), make_period_popover, &self->period_label);
  gtk_box_append (GTK_BOX (self->chips), self->period);
  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_add_css_class (self->clear, "chip");
  gtk_widget_set_tooltip_text (self->clear, _ ("Clear the filters"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->clear), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Clear the filters"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->clear), "deals.clear-filters");
  gtk_box_append (GTK_BOX (self->chips), self->clear);

  gtk_box_append (GTK_BOX (self), in_scrolled (self->totals));
  chips = in_scrolled (self->chips);
  gtk_widget_set_hexpand (chips, TRUE);
  gtk_box_append (GTK_BOX (self), chips);
}

static void
crm_deals_strip_init (CrmDealsStrip *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "deals-strip");
}

GtkWidget *
crm_deals_strip_new (CrmDealFilter *filter, CrmDealLook *look)
{
  CrmDealsStrip *self = g_object_new (CRM_TYPE_DEALS_STRIP, NULL);

  self->filter = g_object_ref (filter);
  self->look = g_object_ref (look);
  self->options = crm_names_get (crm_deal_look_get_store (look), "option");
  build (self);
  crm_deals_strip_set_wide (self, TRUE);
  g_signal_connect_swapped (filter, "changed", G_CALLBACK (on_filter_changed), self);
  g_signal_connect_swapped (self->options, "changed", G_CALLBACK (on_filter_changed), self);
  g_signal_connect_swapped (look, "changed", G_CALLBACK (on_filter_changed), self);
  on_filter_changed (self);
  return GTK_WIDGET (self);
}
