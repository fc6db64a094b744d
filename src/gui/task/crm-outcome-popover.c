/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-outcome-popover.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "note/crm-note.h"
#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "option/crm-option.h"
#include "task/crm-task-words.h"
#include "task/crm-task-writes.h"
#include "task/crm-when-entry.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-popover-at.h"
#include "widgets/crm-wrap-layout.h"

/* Owns itself: it ends when it is closed. Main thread, but for the function named _in_worker. */

#define WIDTH 420
#define MAX_OUTCOMES 5

#define CRM_TYPE_OUTCOME_POPOVER (crm_outcome_popover_get_type ())
G_DECLARE_FINAL_TYPE (CrmOutcomePopover, crm_outcome_popover, CRM, OUTCOME_POPOVER, GtkPopover)

typedef enum
{
  NEXT_TOMORROW,
  NEXT_3_DAYS,
  NEXT_WEEK,
  NEXT_PICK,
  NEXT_WAIT,
  NEXT_NOTHING,
  N_NEXT
} Next;

static const struct
{
  const char *label;
  int days; /* 0: asked for */
} next_table[N_NEXT] = {
  [NEXT_TOMORROW] = { N_ ("Tomorrow"), 1 },
  [NEXT_3_DAYS] = { N_ ("In 3 days"), 3 },
  [NEXT_WEEK] = { N_ ("In a week"), 7 },
  [NEXT_PICK] = { N_ ("Pick a date…"), 0 },
  [NEXT_WAIT] = { N_ ("Wait for the client…"), 0 },
  [NEXT_NOTHING] = { N_ ("Nothing"), 0 },
};

static const char *const step_kinds[] = { "todo", "call", "letter", "meeting" };

/* What is read before it is shown. */
typedef struct
{
  CrmRow *task;        /* owned */
  GPtrArray *outcomes; /* char *, owned */
} Known;

struct _CrmOutcomePopover
{
  GtkPopover parent_instance;

  CrmStore *store; /* owned */
  Known *known;    /* owned */
  GtkWidget *chips[MAX_OUTCOMES];
  guint n_chips;
  GtkWidget *next[N_NEXT];
  GtkTextView *text;
  GtkWidget *step; /* what the next step is; hidden without one */
  GtkWidget *step_kind;
  GtkWidget *step_title;
  GtkWidget *when;
  GtkWidget *error;
  GtkWidget *save;
  gboolean choosing;
};

G_DEFINE_FINAL_TYPE (CrmOutcomePopover, crm_outcome_popover, GTK_TYPE_POPOVER)

static void
known_free (gpointer data)
{
  Known *known = data;

  g_clear_pointer (&known->task, crm_row_unref);
  g_clear_pointer (&known->outcomes, g_ptr_array_unref);
  g_free (known);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Known, known_free)

static Next
get_next (CrmOutcomePopover *self)
{
  for (Next next = 0; next < N_NEXT; next++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->next[next])))
      return next;
  return NEXT_NOTHING;
}

static const char *
get_outcome (CrmOutcomePopover *self)
{
  for (guint i = 0; i < self->n_chips; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->chips[i])))
      return self->known->outcomes->pdata[i];
  return NULL;
}

static void
show_error (CrmOutcomePopover *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
}

/* FALSE: what is missing has been said. */
static gboolean
read_next (CrmOutcomePopover *self, CrmNextStep *step, CrmWhen *when)
{
  Next next = get_next (self);
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (self->store));
  const char *title = gtk_editable_get_text (GTK_EDITABLE (self->step_title));
  g_autoptr (GError) error = NULL;

  step->title = title[0] != '\0' ? title : NULL;
  step->kind = step_kinds[MIN (
      gtk_drop_down_get_selected (GTK_DROP_DOWN (self->step_kind)), G_N_ELEMENTS (step_kinds) - 1)];
  step->waits_only = next == NEXT_WAIT;
  if (next_table[next].days > 0)
    {
      when->date = crm_date_add_days (today, next_table[next].days);
    }
  else if (!crm_when_entry_read (CRM_WHEN_ENTRY (self->when), when, &error) ||
           (when->date == NULL && next == NEXT_PICK))
    {
      show_error (self, error != NULL ? error->message : _ ("Which day?"));
      gtk_widget_grab_focus (self->when);
      return FALSE;
    }
  step->due_on = when->date;
  step->due_at = when->has_time ? when->at : 0;
  return TRUE;
}

static void
save (CrmOutcomePopover *self)
{
  const CrmRow *task = self->known->task;
  g_autofree char *text = NULL;
  g_auto (CrmWhen) when = { 0 };
  CrmNextStep step = { 0 };
  gboolean has_next = get_next (self) != NEXT_NOTHING;

  if (has_next && !read_next (self, &step, &when))
    return;
  g_object_get (gtk_text_view_get_buffer (self->text), "text", &text, NULL);
  crm_task_write_done (GTK_WIDGET (self), self->store, task->id, crm_row_get_text (task, CRM_TASK_TITLE),
      get_outcome (self), g_strstrip (text), has_next ? &step : NULL);
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* Choosing */

static void
choose (CrmOutcomePopover *self, GtkWidget **chips, guint n, GtkWidget *chosen)
{
  self->choosing = TRUE;
  for (guint i = 0; i < n; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chips[i]), chips[i] == chosen);
  self->choosing = FALSE;
}

static void
on_outcome_toggled (GtkToggleButton *chip, CrmOutcomePopover *self)
{
  if (!self->choosing && gtk_toggle_button_get_active (chip))
    choose (self, self->chips, self->n_chips, GTK_WIDGET (chip));
}

static void
show_step (CrmOutcomePopover *self)
{
  Next next = get_next (self);
  gboolean asks = next == NEXT_PICK || next == NEXT_WAIT;

  gtk_widget_set_visible (self->step, next != NEXT_NOTHING);
  gtk_widget_set_visible (self->step_kind, next != NEXT_WAIT);
  gtk_widget_set_visible (self->when, asks);
  show_error (self, NULL);
}

static void
on_next_toggled (GtkToggleButton *chip, CrmOutcomePopover *self)
{
  Next next;

  if (self->choosing)
    return;
  choose (self, self->next, N_NEXT,
      gtk_toggle_button_get_active (chip) ? GTK_WIDGET (chip) : self->next[NEXT_NOTHING]);
  show_step (self);
  next = get_next (self);
  if (next == NEXT_PICK || next == NEXT_WAIT)
    gtk_widget_grab_focus (self->when);
}

/* Keys: 1 to 5 outside of texts, Alt+1 to 6 everywhere; Enter outside of the text, Ctrl+Enter everywhere. */
static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
    CrmOutcomePopover *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = gtk_root_get_focus (root);
  gboolean in_text = GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus);
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;
  int digit = keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9         ? (int)(keyval - GDK_KEY_1)
              : keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_9 ? (int)(keyval - GDK_KEY_KP_1)
                                                                 : -1;
  gboolean stays = GTK_IS_TEXT_VIEW (focus) || GTK_IS_TOGGLE_BUTTON (focus) || GTK_IS_CALENDAR (focus) ||
                   (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_DROP_DOWN) != NULL);

  if (enter && (modifiers == GDK_CONTROL_MASK || (modifiers == 0 && !stays)))
    save (self);
  else if (digit >= 0 && modifiers == GDK_ALT_MASK && digit < N_NEXT)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->next[digit]), TRUE);
  else if (digit >= 0 && modifiers == 0 && !in_text && digit < (int)self->n_chips)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[digit]),
        !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->chips[digit])));
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
crm_outcome_popover_dispose (GObject *object)
{
  CrmOutcomePopover *self = CRM_OUTCOME_POPOVER (object);

  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_outcome_popover_parent_class)->dispose (object);
}

static void
crm_outcome_popover_finalize (GObject *object)
{
  CrmOutcomePopover *self = CRM_OUTCOME_POPOVER (object);

  g_clear_pointer (&self->known, known_free);
  G_OBJECT_CLASS (crm_outcome_popover_parent_class)->finalize (object);
}

/* Children that are only filled once. */
static const char *const unnamed[] = { "clamp", "box", "title", "client", "repeat", "outcomes", "nexts" };

static void
crm_outcome_popover_class_init (CrmOutcomePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_outcome_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_outcome_popover_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/task/crm-outcome-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmOutcomePopover, text);
  gtk_widget_class_bind_template_child (widget_class, CrmOutcomePopover, step);
  gtk_widget_class_bind_template_child (widget_class, CrmOutcomePopover, step_kind);
  gtk_widget_class_bind_template_child (widget_class, CrmOutcomePopover, step_title);
  gtk_widget_class_bind_template_child (widget_class, CrmOutcomePopover, error);
  gtk_widget_class_bind_template_child (widget_class, CrmOutcomePopover, save);
  for (guint i = 0; i < G_N_ELEMENTS (unnamed); i++)
    gtk_widget_class_bind_template_child_full (widget_class, unnamed[i], FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, save);
}

static void
crm_outcome_popover_init (CrmOutcomePopover *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  g_type_ensure (CRM_TYPE_WRAP_LAYOUT);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

/* Filling */

static GtkWidget *
get_template (CrmOutcomePopover *self, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), CRM_TYPE_OUTCOME_POPOVER, name));
}

static void
add_chip (CrmOutcomePopover *self, GtkWidget *box, GtkWidget *chip, GCallback callback)
{
  g_signal_connect (chip, "toggled", callback, self);
  gtk_box_append (GTK_BOX (box), chip);
}

static void
make_chips (CrmOutcomePopover *self)
{
  GtkWidget *outcomes = get_template (self, "outcomes");
  GtkWidget *nexts = get_template (self, "nexts");

  self->n_chips = MIN (self->known->outcomes->len, MAX_OUTCOMES);
  for (guint i = 0; i < self->n_chips; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i + 1);

      self->chips[i] = crm_chip_new (self->known->outcomes->pdata[i], NULL, NULL);
      gtk_widget_set_tooltip_text (self->chips[i], key);
      add_chip (self, outcomes, self->chips[i], G_CALLBACK (on_outcome_toggled));
    }
  for (Next next = 0; next < N_NEXT; next++)
    {
      g_autofree char *key = gtk_accelerator_get_label (GDK_KEY_1 + next, GDK_ALT_MASK);

      self->next[next] = crm_chip_new (_ (next_table[next].label), NULL, NULL);
      gtk_widget_set_tooltip_text (self->next[next], key);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->next[next]), next == NEXT_NOTHING);
      add_chip (self, nexts, self->next[next], G_CALLBACK (on_next_toggled));
    }
  /* Only who has a client can wait for one. */
  gtk_widget_set_sensitive (
      self->next[NEXT_WAIT], crm_row_get_integer (self->known->task, CRM_TASK_CLIENT) != 0);
}

static void
fill (CrmOutcomePopover *self)
{
  const CrmRow *task = self->known->task;
  const char *title = crm_row_get_text (task, CRM_TASK_TITLE);
  const char *kind = crm_row_get_text (task, CRM_TASK_KIND);
  const char *client = crm_row_get_text (task, CRM_TASK_CLIENT_NAME);
  g_autofree char *repeat = crm_task_dup_repeat (task, crm_clock_now (), crm_store_get_zone (self->store));
  g_autofree char *name = g_strdup_printf (_ ("How did it go? %s"), title);
  GtkStringList *kinds = gtk_string_list_new (NULL);

  gtk_label_set_text (GTK_LABEL (get_template (self, "title")), title);
  gtk_label_set_text (GTK_LABEL (get_template (self, "client")), client != NULL ? client : "");
  gtk_widget_set_visible (get_template (self, "client"), client != NULL);
  gtk_label_set_text (GTK_LABEL (get_template (self, "repeat")), repeat != NULL ? repeat : "");
  gtk_widget_set_visible (get_template (self, "repeat"), repeat != NULL);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->step_title), title);
  for (guint i = 0; i < G_N_ELEMENTS (step_kinds); i++)
    gtk_string_list_append (kinds, crm_task_kind_get_label (step_kinds[i]));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->step_kind), G_LIST_MODEL (kinds));
  g_object_unref (kinds);
  for (guint i = 0; i < G_N_ELEMENTS (step_kinds); i++)
    if (g_strcmp0 (step_kinds[i], kind) == 0)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->step_kind), i);
  self->when = crm_when_entry_new (self->store, _ ("Day of the next step"), NULL);
  gtk_box_append (GTK_BOX (self->step), self->when);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  make_chips (self);
  show_step (self);
}

/* Showing */

/* The business's own words, then those for calls. */
static GPtrArray *
list_outcomes (CrmTransaction *tx, GError **error)
{
  g_autoptr (GPtrArray) outcomes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CrmEntity) call = crm_transaction_get_entity (tx, "call", error);
  g_autoptr (CrmQuery) query = crm_query_new ("option");
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("list", CRM_TEST_EQUAL, "outcome"));
  crm_query_add_order (query, "position");
  crm_query_set_limit (query, MAX_OUTCOMES);
  ids = call != NULL ? crm_transaction_find (tx, query, error) : NULL;
  rows = ids != NULL ? crm_transaction_load_many (tx, "option", (const gint64 *)ids->data, ids->len, error)
                     : NULL;
  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (outcomes, g_strdup (crm_row_get_text (rows->pdata[i], CRM_OPTION_NAME)));
  for (const CrmChoice *choice = call->fields[CRM_CALL_OUTCOME].choices;
       choice->word != NULL && outcomes->len < MAX_OUTCOMES; choice++)
    {
      const char *label = crm_field_get_choice_label (&call->fields[CRM_CALL_OUTCOME], choice->word);

      if (!g_ptr_array_find_with_equal_func (outcomes, label, g_str_equal, NULL))
        g_ptr_array_add (outcomes, g_strdup (label));
    }
  return g_steal_pointer (&outcomes);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Known) known = g_new0 (Known, 1);

  known->task = crm_transaction_load (tx, "task", *(gint64 *)data, error);
  known->outcomes = known->task != NULL ? list_outcomes (tx, error) : NULL;
  return known->outcomes != NULL ? g_steal_pointer (&known) : NULL;
}

typedef struct
{
  GtkWidget *at; /* weak */
} Asked;

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asked *asked = data;
  g_autoptr (Known) known = crm_store_read_finish (CRM_STORE (source), result, NULL);
  CrmOutcomePopover *self;
  int width;

  if (known != NULL && asked->at != NULL && crm_row_get_integer (known->task, CRM_TASK_DONE_AT) != 0)
    crm_task_write_reopen (
        asked->at, CRM_STORE (source), known->task->id, crm_row_get_text (known->task, CRM_TASK_TITLE));
  else if (known != NULL && asked->at != NULL && gtk_widget_get_mapped (asked->at))
    {
      self = g_object_new (CRM_TYPE_OUTCOME_POPOVER, NULL);
      self->store = g_object_ref (CRM_STORE (source));
      self->known = g_steal_pointer (&known);
      width = crm_popover_get_width (asked->at, WIDTH);
      adw_clamp_set_maximum_size (ADW_CLAMP (get_template (self, "clamp")), width);
      adw_clamp_set_tightening_threshold (ADW_CLAMP (get_template (self, "clamp")), width);
      gtk_widget_set_size_request (get_template (self, "box"), width, -1);
      fill (self);
      crm_popover_open_at (GTK_POPOVER (self), asked->at);
      gtk_widget_grab_focus (self->save);
    }
  g_clear_weak_pointer (&asked->at);
}

void
crm_outcome_popover_show (GtkWidget *at, CrmStore *store, gint64 task)
{
  Asked *asked;

  g_return_if_fail (GTK_IS_WIDGET (at) && CRM_IS_STORE (store));
  asked = g_new0 (Asked, 1);
  g_set_weak_pointer (&asked->at, at);
  crm_store_read_async (
      store, 0, read_in_worker, g_memdup2 (&task, sizeof task), g_free, known_free, NULL, on_read, asked);
}
