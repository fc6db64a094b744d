/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/crm-goal-card.h"

#include <glib/gi18n-lib.h>

#include "base/crm-money.h"
#include "crm-window.h"
#include "today/crm-goal-popover.h"

/* One block a goal, the figures, and a button for another goal. Owns nothing but its children. Main thread. */

struct _CrmGoalCard
{
  GtkBox parent_instance;

  CrmStore *store; /* owned */
  GtkWidget *goals;
  GtkWidget *add;
  GtkWidget *figures[3];
  GtkWidget *captions[3];
  char *shown; /* what the goals said last */
};

G_DEFINE_FINAL_TYPE (CrmGoalCard, crm_goal_card, GTK_TYPE_BOX)

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

typedef struct
{
  CrmGoalCard *card; /* owned */
  gint64 goal;
} Edit;

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_load (tx, "goal", *(gint64 *)data, error);
}

static void
on_popover_closed (GtkPopover *popover)
{
  gtk_widget_unparent (GTK_WIDGET (popover));
}

static void
show_popover (CrmGoalCard *self, CrmRow *goal)
{
  GtkWidget *popover;

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  popover = crm_goal_popover_new (self->store, goal);
  g_object_ref (popover);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  g_signal_connect_after (popover, "closed", G_CALLBACK (on_popover_closed), NULL);
  g_object_unref (popover);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmGoalCard) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRow) goal = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (goal != NULL)
    show_popover (self, goal);
  else
    crm_window_report_error (GTK_WIDGET (self), error, _ ("The goal could not be read"), NULL);
}

void
crm_goal_card_edit (CrmGoalCard *self, gint64 goal)
{
  g_return_if_fail (CRM_IS_GOAL_CARD (self));
  if (goal == 0)
    show_popover (self, NULL);
  else
    crm_store_read_async (self->store, 0, load_in_worker, g_memdup2 (&goal, sizeof goal), g_free,
        (GDestroyNotify)crm_row_unref, NULL, on_loaded, g_object_ref (self));
}

static void
on_edit_clicked (GtkWidget *button, CrmGoalCard *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "goal");

  crm_goal_card_edit (self, id != NULL ? *id : 0);
}

static const char *
get_measure_label (const char *measure)
{
  for (const CrmChoice *choice = crm_goal_entity.fields[CRM_GOAL_MEASURE].choices; choice->word != NULL;
       choice++)
    if (g_strcmp0 (choice->word, measure) == 0)
      return _ (choice->label);
  return "";
}

static char *
display (const CrmGoalState *state, gint64 value)
{
  return state->money ? crm_money_display (value, state->currency, TRUE)
                      : g_strdup_printf ("%lld", (long long)value);
}

static GtkWidget *
make_goal_head (CrmGoalCard *self, const CrmGoalState *state, int percent)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *edit = gtk_button_new_from_icon_name ("document-edit-symbolic");
  /* Translators: which goal ("Goal for November") and what is counted ("Calls"). */
  g_autofree char *text =
      state->money ? g_strdup (state->title)
                   : g_strdup_printf (_ ("%s: %s"), state->title, get_measure_label (state->measure));
  /* Translators: a percentage. */
  g_autofree char *share = g_strdup_printf (_ ("%d %%"), percent);
  GtkWidget *title = make_label (text, "semibold"), *part = make_label (share, "dim-label");

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (part, "numeric");
  gtk_widget_add_css_class (edit, "flat");
  gtk_widget_add_css_class (edit, "circular");
  gtk_widget_set_tooltip_text (edit, _ ("Change the goal"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (edit), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Change the goal"), -1);
  g_object_set_data_full (G_OBJECT (edit), "goal", g_memdup2 (&state->id, sizeof state->id), g_free);
  g_signal_connect (edit, "clicked", G_CALLBACK (on_edit_clicked), self);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), part);
  gtk_box_append (GTK_BOX (box), edit);
  return box;
}

static GtkWidget *
make_goal (CrmGoalCard *self, const CrmGoalState *state, gboolean first)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4),
            *sums = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *bar = gtk_level_bar_new_for_interval (0, 1);
  g_autofree char *done = display (state, state->done), *wanted = display (state, state->wanted);
  double share = state->wanted > 0 ? (double)state->done / (double)state->wanted : 0;
  /* Translators: how much a goal wants, behind how much there is: “€ 21,750 of € 30,000”. */
  g_autofree char *of = g_strdup_printf (_ ("of %s"), wanted), *name = NULL;
  GtkWidget *big = make_label (done, first ? "big" : "strong"), *rest = make_label (of, "dim-label");

  gtk_widget_add_css_class (big, "numeric");
  gtk_widget_add_css_class (rest, "numeric");
  gtk_widget_set_valign (rest, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (big, GTK_ALIGN_BASELINE);
  gtk_box_append (GTK_BOX (sums), big);
  gtk_box_append (GTK_BOX (sums), rest);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), CLAMP (share, 0, 1));
  name = g_strdup_printf ("%s: %s %s", state->title, done, of);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (box), make_goal_head (self, state, (int)CLAMP (share * 100, -9999, 9999)));
  gtk_box_append (GTK_BOX (box), sums);
  gtk_box_append (GTK_BOX (box), bar);
  if (state->left_out != NULL)
    {
      /* Translators: sums in other currencies than the goal. */
      g_autofree char *text = g_strdup_printf (_ ("Not counted: %s"), state->left_out);
      GtkWidget *label = make_label (text, "caption");

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  return box;
}

static void
crm_goal_card_dispose (GObject *object)
{
  CrmGoalCard *self = CRM_GOAL_CARD (object);
  GtkWidget *child;

  /* A popover that is still open. */
  while ((child = gtk_widget_get_last_child (GTK_WIDGET (self))) != NULL && GTK_IS_POPOVER (child))
    gtk_widget_unparent (child);
  g_clear_object (&self->store);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (crm_goal_card_parent_class)->dispose (object);
}

static void
crm_goal_card_class_init (CrmGoalCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_goal_card_dispose;
}

static void
crm_goal_card_init (CrmGoalCard *self)
{
  GtkWidget *figures = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "pad");
  self->goals = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_box_append (GTK_BOX (self), self->goals);
  gtk_box_set_homogeneous (GTK_BOX (figures), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (self->figures); i++)
    {
      GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      self->figures[i] = make_label (NULL, "semibold");
      gtk_widget_add_css_class (self->figures[i], "numeric");
      gtk_label_set_ellipsize (GTK_LABEL (self->figures[i]), PANGO_ELLIPSIZE_END);
      self->captions[i] = make_label (NULL, "caption");
      gtk_widget_add_css_class (self->captions[i], "dim-label");
      gtk_label_set_ellipsize (GTK_LABEL (self->captions[i]), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (pair), self->figures[i]);
      gtk_box_append (GTK_BOX (pair), self->captions[i]);
      gtk_box_append (GTK_BOX (figures), pair);
    }
  gtk_box_append (GTK_BOX (self), figures);
  self->add = gtk_button_new_with_label (_ ("Set a goal"));
  gtk_widget_set_halign (self->add, GTK_ALIGN_START);
  g_signal_connect (self->add, "clicked", G_CALLBACK (on_edit_clicked), self);
  gtk_box_append (GTK_BOX (self), self->add);
}

GtkWidget *
crm_goal_card_new (CrmStore *store)
{
  CrmGoalCard *self = g_object_new (CRM_TYPE_GOAL_CARD, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}

static void
set_figure (CrmGoalCard *self, guint i, const char *value, const char *caption)
{
  gtk_label_set_text (GTK_LABEL (self->figures[i]), value);
  gtk_widget_set_tooltip_text (self->figures[i], value);
  gtk_label_set_text (GTK_LABEL (self->captions[i]), caption);
  gtk_widget_set_tooltip_text (self->captions[i], caption);
}

static char *
dup_goals (GPtrArray *goals)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < goals->len; i++)
    {
      const CrmGoalState *state = goals->pdata[i];

      g_string_append_printf (text, "%lld %s %s %lld %lld %s %s\n", (long long)state->id, state->title,
          state->measure, (long long)state->done, (long long)state->wanted, state->currency,
          state->left_out != NULL ? state->left_out : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
crm_goal_card_set_today (CrmGoalCard *self, CrmToday *today)
{
  GPtrArray *goals;
  g_autofree char *text = NULL, *calls = NULL, *deals = NULL, *weighted = NULL;

  g_return_if_fail (CRM_IS_GOAL_CARD (self));
  goals = crm_today_get_goals (today);
  text = dup_goals (goals);
  if (g_strcmp0 (text, self->shown) != 0)
    {
      GtkWidget *child;

      while ((child = gtk_widget_get_first_child (self->goals)) != NULL)
        gtk_box_remove (GTK_BOX (self->goals), child);
      for (guint i = 0; i < goals->len; i++)
        gtk_box_append (GTK_BOX (self->goals), make_goal (self, goals->pdata[i], i == 0));
      g_free (self->shown);
      self->shown = g_steal_pointer (&text);
    }
  gtk_widget_set_visible (self->goals, goals->len > 0);
  gtk_button_set_label (GTK_BUTTON (self->add), goals->len > 0 ? _ ("Another goal") : _ ("Set a goal"));
  if (goals->len > 0)
    gtk_widget_add_css_class (self->add, "flat");
  else
    gtk_widget_remove_css_class (self->add, "flat");
  calls = g_strdup_printf ("%llu", (unsigned long long)crm_today_get_calls_this_week (today));
  deals = g_strdup_printf ("%llu", (unsigned long long)crm_today_get_new_deals (today));
  weighted = crm_sums_display (
      crm_today_get_weighted (today), crm_store_get_setting (self->store, "currency"), TRUE);
  set_figure (self, 0, calls, _ ("Calls this week"));
  set_figure (self, 1, deals, _ ("New deals"));
  set_figure (self, 2, weighted != NULL ? weighted : "0", _ ("Weighted pipeline"));
}
