/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-stage-line.h"
#include <glib/gi18n-lib.h>

/* Owns a button for each stage; they are made anew only when the stages are others. Main thread. */

#define STAGE_WIDTH 104

struct _CrmStageLine
{
  AdwBin parent_instance;
  GtkWidget *scrolled;
  GtkWidget *box;
  GPtrArray *buttons; /* GtkButton, not owned */
  GArray *times;      /* owned, nullable: CrmStageTime of this deal */
  gint64 deal;
  gint64 current;
  gboolean open;
  gboolean wanted; /* the current one is to be scrolled to */
};

G_DEFINE_FINAL_TYPE (CrmStageLine, crm_stage_line, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gint64
get_stage (GtkWidget *button)
{
  return *(gint64 *)g_object_get_data (G_OBJECT (button), "stage");
}

static GtkLabel *
get_label (GtkWidget *button, gboolean days)
{
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (button));

  return GTK_LABEL (days ? gtk_widget_get_last_child (box) : gtk_widget_get_first_child (box));
}

static char *
dup_days (gint64 time)
{
  int days = (int)(time / G_TIME_SPAN_DAY);

  if (time <= 0)
    return g_strdup ("—");
  return days == 0 ? g_strdup (_ ("under a day"))
                   : g_strdup_printf (ngettext ("%d day", "%d days", days), days);
}

static const CrmStageTime *
find_time (CrmStageLine *self, gint64 stage)
{
  for (guint i = 0; self->times != NULL && i < self->times->len; i++)
    if (g_array_index (self->times, CrmStageTime, i).stage == stage)
      return &g_array_index (self->times, CrmStageTime, i);
  return NULL;
}

static void
describe (CrmStageLine *self, GtkWidget *button, guint position)
{
  const CrmStageTime *time = find_time (self, get_stage (button));
  const char *name = gtk_label_get_text (get_label (button, FALSE));
  g_autofree char *days = dup_days (time != NULL ? time->time : 0);
  g_autofree char *usual = time != NULL && time->typical > 0 ? dup_days (time->typical) : NULL;
  g_autoptr (GString) text = g_string_new (name);
  g_autofree char *place = NULL;

  if (usual != NULL)
    {
      /* Translators: how long a deal has stood in a stage, and how long deals usually do: "12 days · usually 4 days". */
      g_autofree char *both = g_strdup_printf (_ ("%s · usually %s"), days, usual);

      gtk_label_set_text (get_label (button, TRUE), both);
    }
  else
    gtk_label_set_text (get_label (button, TRUE), days);
  if (time != NULL && time->time > 0)
    g_string_append_printf (text, ": %s", days);
  if (usual != NULL)
    {
      g_string_append (text, ". ");
      /* Translators: how long deals stand in a stage, half of them longer: "Usually 4 days". */
      g_string_append_printf (text, _ ("Usually %s"), usual);
    }
  gtk_widget_set_tooltip_text (button, text->str);
  place = g_strdup_printf (_ ("stage %u of %u"), position + 1, self->buttons->len);
  g_string_append_printf (text, ", %s", place);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
}

static void
on_clicked (GtkButton *button, CrmStageLine *self)
{
  gint64 stage = get_stage (GTK_WIDGET (button));

  if (stage != self->current || !self->open)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, stage);
}

static GtkWidget *
new_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_button (CrmStageLine *self, CrmRow *stage)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), new_label ("semibold"));
  gtk_box_append (GTK_BOX (box), new_label ("caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "numeric");
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "stage");
  gtk_widget_set_size_request (button, STAGE_WIDTH, -1);
  gtk_widget_set_hexpand (button, TRUE);
  g_object_set_data_full (G_OBJECT (button), "stage", g_memdup2 (&stage->id, sizeof stage->id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), self);
  return button;
}

static gboolean
has_stages (CrmStageLine *self, GPtrArray *stages)
{
  if (stages->len != self->buttons->len)
    return FALSE;
  for (guint i = 0; i < stages->len; i++)
    if (get_stage (self->buttons->pdata[i]) != ((CrmRow *)stages->pdata[i])->id)
      return FALSE;
  return TRUE;
}

static void
make_buttons (CrmStageLine *self, GPtrArray *stages)
{
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_box_remove (GTK_BOX (self->box), self->buttons->pdata[i]);
  g_ptr_array_set_size (self->buttons, 0);
  for (guint i = 0; i < stages->len; i++)
    {
      GtkWidget *button = new_button (self, stages->pdata[i]);

      g_ptr_array_add (self->buttons, button);
      gtk_box_append (GTK_BOX (self->box), button);
    }
}

static void
set_style (GtkWidget *button, const char *style)
{
  static const char *const styles[] = { "past", "current", "won", "lost", NULL };

  for (guint i = 0; styles[i] != NULL; i++)
    gtk_widget_remove_css_class (button, styles[i]);
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
}

/* Among many stages the one that counts is in view. */
static void
scroll_to_current (CrmStageLine *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  GtkWidget *button = crm_stage_line_get_button (self, self->current);
  graphene_rect_t bounds;

  if (!self->wanted || button == NULL || gtk_adjustment_get_page_size (adjustment) <= 0 ||
      !gtk_widget_compute_bounds (button, self->box, &bounds) || bounds.size.width <= 0)
    return;
  self->wanted = FALSE;
  gtk_adjustment_clamp_page (adjustment, bounds.origin.x, bounds.origin.x + bounds.size.width);
}

void
crm_stage_line_set_data (CrmStageLine *self, CrmDealCardData *data)
{
  const char *state = crm_row_get_text (data->row, CRM_DEAL_STATE);
  guint current = G_MAXUINT;

  g_return_if_fail (CRM_IS_STAGE_LINE (self));
  if (!has_stages (self, data->stages))
    make_buttons (self, data->stages);
  crm_deal_card_data_get_stage (data, &current);
  if (self->deal != data->row->id)
    {
      self->wanted = TRUE;
      g_clear_pointer (&self->times, g_array_unref);
    }
  self->deal = data->row->id;
  self->current = crm_row_get_integer (data->row, CRM_DEAL_STAGE);
  self->open = crm_deal_card_data_is_open (data);
  for (guint i = 0; i < data->stages->len; i++)
    {
      GtkWidget *button = self->buttons->pdata[i];
      gboolean here = get_stage (button) == self->current;

      gtk_label_set_text (
          get_label (button, FALSE), crm_row_get_text (data->stages->pdata[i], CRM_STAGE_NAME));
      set_style (button, here ? (self->open ? "current" : state) : i < current ? "past" : NULL);
      gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_CHECKED,
          here ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
      describe (self, button, i);
    }
  scroll_to_current (self);
}

void
crm_stage_line_set_times (CrmStageLine *self, GArray *times)
{
  g_return_if_fail (CRM_IS_STAGE_LINE (self));
  g_clear_pointer (&self->times, g_array_unref);
  self->times = times != NULL ? g_array_ref (times) : NULL;
  for (guint i = 0; i < self->buttons->len; i++)
    describe (self, self->buttons->pdata[i], i);
}

GtkWidget *
crm_stage_line_get_button (CrmStageLine *self, gint64 stage)
{
  g_return_val_if_fail (CRM_IS_STAGE_LINE (self), NULL);
  for (guint i = 0; i < self->buttons->len; i++)
    if (get_stage (self->buttons->pdata[i]) == stage)
      return self->buttons->pdata[i];
  return NULL;
}

static gboolean
on_key (
    GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, CrmStageLine *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (self->box);
  gboolean back = keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left;
  int step = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;
  guint position;

  if ((!back && keyval != GDK_KEY_Right && keyval != GDK_KEY_KP_Right) || (state & GDK_ALT_MASK) != 0 ||
      focus == NULL || !g_ptr_array_find (self->buttons, focus, &position))
    return GDK_EVENT_PROPAGATE;
  position += back ? -step : step;
  if (position < self->buttons->len)
    gtk_widget_grab_focus (self->buttons->pdata[position]);
  return GDK_EVENT_STOP;
}

/* Tab comes to the stage it stands in, not to the first one. */
static gboolean
crm_stage_line_grab_focus (GtkWidget *widget)
{
  CrmStageLine *self = CRM_STAGE_LINE (widget);
  GtkWidget *button = crm_stage_line_get_button (self, self->current);

  return button != NULL && gtk_widget_grab_focus (button);
}

static gboolean
crm_stage_line_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return gtk_widget_get_focus_child (widget) == NULL && crm_stage_line_grab_focus (widget);
  return GTK_WIDGET_CLASS (crm_stage_line_parent_class)->focus (widget, direction);
}

static void
crm_stage_line_dispose (GObject *object)
{
  CrmStageLine *self = CRM_STAGE_LINE (object);

  g_ptr_array_set_size (self->buttons, 0);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (crm_stage_line_parent_class)->dispose (object);
}

static void
crm_stage_line_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_STAGE_LINE (object)->buttons);
  g_clear_pointer (&CRM_STAGE_LINE (object)->times, g_array_unref);
  G_OBJECT_CLASS (crm_stage_line_parent_class)->finalize (object);
}

static void
crm_stage_line_class_init (CrmStageLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_stage_line_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_stage_line_finalize;
  GTK_WIDGET_CLASS (klass)->focus = crm_stage_line_focus;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_stage_line_grab_focus;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
crm_stage_line_init (CrmStageLine *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  self->buttons = g_ptr_array_new ();
  self->box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO_GROUP, "homogeneous",
      TRUE, "spacing", 3, NULL);
  gtk_widget_add_css_class (self->box, "stage-line");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Stage"), -1);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_widget_set_hexpand (self->scrolled, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->box);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled)),
      "changed", G_CALLBACK (scroll_to_current), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), self->scrolled);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

GtkWidget *
crm_stage_line_new (void)
{
  return g_object_new (CRM_TYPE_STAGE_LINE, NULL);
}
