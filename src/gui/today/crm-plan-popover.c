/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/crm-plan-popover.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "task/crm-task-kinds.h"
#include "today/crm-today-writes.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-popover-at.h"

/* Kind, title and day of a new task. Belongs to the page around the widget it points at, because rows come and go while it is open. Main
 * thread. */

/* Days from today that are offered. */
static const int offered_days[] = { 0, 1, 3, 7 };

typedef struct
{
  CrmStore *store; /* owned */
  gint64 client;
  gint64 deal;
  GtkWidget *popover;
  GtkWidget *title;
  GPtrArray *kinds; /* GtkWidget *, in the order of crm_task_kinds */
  GtkWidget *days[G_N_ELEMENTS (offered_days)];
  gboolean typed; /* the title is the user's own */
} Plan;

static void
plan_free (gpointer data)
{
  Plan *plan = data;

  g_object_unref (plan->store);
  g_ptr_array_unref (plan->kinds);
  g_free (plan);
}

static const CrmChoice *
get_kind (Plan *plan)
{
  for (guint i = 0; i < plan->kinds->len; i++)
    if (gtk_toggle_button_get_active (plan->kinds->pdata[i]))
      return &crm_task_kinds[i];
  return &crm_task_kinds[0];
}

static void
on_kind_toggled (GtkToggleButton *chip, Plan *plan)
{
  if (!gtk_toggle_button_get_active (chip) || plan->typed)
    return;
  gtk_editable_set_text (GTK_EDITABLE (plan->title), _ (get_kind (plan)->label));
  plan->typed = FALSE;
}

static void
on_title_changed (GtkEditable *title, Plan *plan)
{
  plan->typed = gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (title)));
}

static void
on_save (Plan *plan)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (plan->title))));
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (plan->store)),
                  *date = NULL;

  if (*title == '\0')
    {
      gtk_widget_grab_focus (plan->title);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (offered_days); i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (plan->days[i])))
      date = crm_date_add_days (today, offered_days[i]);
  crm_today_write_task (
      plan->popover, plan->store, get_kind (plan)->word, title, date, plan->client, plan->deal);
  gtk_popover_popdown (GTK_POPOVER (plan->popover));
}

static GtkWidget *
make_kinds (Plan *plan, const char *kind)
{
  static const char *const icons[] = { "todo", "crm-task-symbolic", "call", "call-start-symbolic", "letter",
    "mail-unread-symbolic", "meeting", "crm-meeting-symbolic", "wait", "content-loading-symbolic" };
  GtkWidget *box = gtk_flow_box_new ();
  GtkWidget *group = NULL;

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), 3);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (box), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (box), 6);
  for (guint i = 0; crm_task_kinds[i].word != NULL; i++)
    {
      const char *icon = NULL;
      GtkWidget *chip, *child;

      for (guint j = 0; j + 1 < G_N_ELEMENTS (icons); j += 2)
        if (g_str_equal (icons[j], crm_task_kinds[i].word))
          icon = icons[j + 1];
      chip = crm_chip_new (_ (crm_task_kinds[i].label), icon, group);
      group = group != NULL ? group : chip;
      gtk_toggle_button_set_active (
          GTK_TOGGLE_BUTTON (chip), g_str_equal (crm_task_kinds[i].word, kind != NULL ? kind : "call"));
      g_signal_connect (chip, "toggled", G_CALLBACK (on_kind_toggled), plan);
      g_ptr_array_add (plan->kinds, chip);
      gtk_flow_box_append (GTK_FLOW_BOX (box), chip);
      child = gtk_widget_get_parent (chip);
      gtk_widget_set_focusable (child, FALSE);
    }
  return box;
}

static GtkWidget *
make_days (Plan *plan, const char *date)
{
  const char *const names[] = { _ ("Today"), _ ("Tomorrow"), _ ("In 3 days"), _ ("In a week") };
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (plan->store));
  int wanted = date != NULL ? crm_date_days_between (today, date) : 1;
  GtkWidget *box = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), 4);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (box), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (box), 6);
  for (guint i = 0; i < G_N_ELEMENTS (offered_days); i++)
    {
      plan->days[i] = crm_chip_new (names[i], NULL, i > 0 ? plan->days[0] : NULL);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (plan->days[i]), offered_days[i] == wanted);
      gtk_flow_box_append (GTK_FLOW_BOX (box), plan->days[i]);
      gtk_widget_set_focusable (gtk_widget_get_parent (plan->days[i]), FALSE);
    }
  return box;
}

static GtkWidget *
make_content (Plan *plan, const char *kind, const char *date)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10), *heading = gtk_label_new (_ ("What is next?")),
            *save = gtk_button_new_with_label (C_ ("verb", "Plan"));

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), make_kinds (plan, kind));
  plan->title = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (plan->title), _ (get_kind (plan)->label));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (plan->title), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Title"), -1);
  g_signal_connect (plan->title, "changed", G_CALLBACK (on_title_changed), plan);
  g_signal_connect_swapped (plan->title, "activate", G_CALLBACK (on_save), plan);
  gtk_box_append (GTK_BOX (box), plan->title);
  gtk_box_append (GTK_BOX (box), make_days (plan, date));
  gtk_widget_add_css_class (save, "suggested-action");
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (on_save), plan);
  gtk_box_append (GTK_BOX (box), save);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  return box;
}

void
crm_plan_popover_show (
    GtkWidget *at, CrmStore *store, gint64 client, gint64 deal, const char *kind, const char *date)
{
  Plan *plan = g_new0 (Plan, 1);

  plan->store = g_object_ref (store);
  plan->client = client;
  plan->deal = deal;
  plan->kinds = g_ptr_array_new ();
  plan->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (plan->popover), make_content (plan, kind, date));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (plan->popover), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What is next?"), -1);
  g_object_set_data_full (G_OBJECT (plan->popover), "plan", plan, plan_free);
  crm_popover_open_at (GTK_POPOVER (plan->popover), at);
  gtk_widget_grab_focus (plan->title);
}
