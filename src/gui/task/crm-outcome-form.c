/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-outcome-form.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "meeting/crm-free-hint.h"
#include "note/crm-note.h"
#include "option/crm-option.h"
#include "task/crm-task-words.h"
#include "task/crm-when-entry.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-wrap-layout.h"

/* Owns its widgets and a copy of what it is about; writes nothing. Main thread, but for crm_outcome_list (). */

#define MAX_OUTCOMES 5

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

struct _CrmOutcomeForm
{
  GtkBox parent_instance;

  CrmStore *store;     /* owned */
  GPtrArray *outcomes; /* owned */
  gboolean is_meeting;
  gint64 length;
  char *place; /* nullable */
  GtkWidget *question;
  GtkWidget *outcomes_box;
  GtkWidget *chips[MAX_OUTCOMES];
  guint n_chips;
  GtkWidget *future;
  GtkWidget *repeat;
  GtkWidget *nexts;
  GtkWidget *next[N_NEXT];
  GtkTextView *text;
  GtkWidget *step; /* what the next step is; hidden without one */
  GtkWidget *step_kind;
  GtkWidget *step_title;
  GtkWidget *time;
  GtkWidget *when;
  GtkWidget *hint;
  GtkWidget *error;
  gboolean asks_next;
  gboolean choosing;
};

G_DEFINE_FINAL_TYPE (CrmOutcomeForm, crm_outcome_form, GTK_TYPE_BOX)

enum
{
  SIGNAL_SAVE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

void
crm_outcome_next_clear (CrmOutcomeNext *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->due_on, g_free);
}

static Next
get_next (CrmOutcomeForm *self)
{
  for (Next next = 0; next < N_NEXT; next++)
    if (self->next[next] != NULL && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->next[next])))
      return next;
  return NEXT_NOTHING;
}

static const char *
get_kind (CrmOutcomeForm *self)
{
  return step_kinds[MIN (
      gtk_drop_down_get_selected (GTK_DROP_DOWN (self->step_kind)), G_N_ELEMENTS (step_kinds) - 1)];
}

/* A meeting is something to be at: it has a time. */
static gboolean
needs_time (CrmOutcomeForm *self)
{
  return self->is_meeting && get_next (self) != NEXT_WAIT && g_str_equal (get_kind (self), "meeting");
}

const char *
crm_outcome_form_get_outcome (CrmOutcomeForm *self)
{
  g_return_val_if_fail (CRM_IS_OUTCOME_FORM (self), NULL);
  for (guint i = 0; i < self->n_chips; i++)
    if (gtk_widget_get_visible (self->outcomes_box) &&
        gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->chips[i])))
      return self->outcomes->pdata[i];
  return NULL;
}

char *
crm_outcome_form_dup_text (CrmOutcomeForm *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (CRM_IS_OUTCOME_FORM (self), NULL);
  g_object_get (gtk_text_view_get_buffer (self->text), "text", &text, NULL);
  return g_strstrip (g_steal_pointer (&text));
}

void
crm_outcome_form_say (CrmOutcomeForm *self, const char *error)
{
  g_return_if_fail (CRM_IS_OUTCOME_FORM (self));
  gtk_label_set_text (GTK_LABEL (self->error), error != NULL ? error : "");
  gtk_widget_set_visible (self->error, error != NULL);
}

/* The day of a chip and the time beside it, or what was typed for a picked one. */
static gboolean
read_when (CrmOutcomeForm *self, CrmWhen *when, GError **error)
{
  Next next = get_next (self);
  gint64 now = crm_clock_now ();
  GTimeZone *zone = crm_store_get_zone (self->store);
  const char *time = gtk_editable_get_text (GTK_EDITABLE (self->time));
  g_autofree char *today = crm_instant_date (now, zone);
  g_autofree char *day = NULL;
  g_autofree char *typed = NULL;

  if (next_table[next].days == 0)
    return crm_when_entry_read (CRM_WHEN_ENTRY (self->when), when, error);
  day = crm_date_add_days (today, next_table[next].days);
  if (crm_text_is_blank (time))
    {
      *when = (CrmWhen){ .date = g_steal_pointer (&day) };
      return TRUE;
    }
  typed = g_strdup_printf ("%s %s", day, time);
  return crm_when_parse (typed, now, zone, crm_task_get_week_start (self->store), when, error);
}

gboolean
crm_outcome_form_read_next (CrmOutcomeForm *self, CrmOutcomeNext *out)
{
  Next next;
  const char *title;
  g_auto (CrmWhen) when = { 0 };
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (CRM_IS_OUTCOME_FORM (self), FALSE);
  *out = (CrmOutcomeNext){ 0 };
  next = get_next (self);
  if (next == NEXT_NOTHING || !self->asks_next)
    return TRUE;
  if (!read_when (self, &when, &error) || (when.date == NULL && next == NEXT_PICK))
    {
      crm_outcome_form_say (self, error != NULL ? error->message : _ ("Which day?"));
      gtk_widget_grab_focus (next_table[next].days == 0 ? self->when : self->time);
      return FALSE;
    }
  if (needs_time (self) && !when.has_time)
    {
      crm_outcome_form_say (self, _ ("At what time?"));
      gtk_widget_grab_focus (next_table[next].days == 0 ? self->when : self->time);
      return FALSE;
    }
  title = gtk_editable_get_text (GTK_EDITABLE (self->step_title));
  out->wanted = TRUE;
  out->kind = next == NEXT_WAIT ? "wait" : get_kind (self);
  out->title = crm_text_is_blank (title) ? NULL : g_strstrip (g_strdup (title));
  out->due_on = g_steal_pointer (&when.date);
  out->due_at = when.has_time ? when.at : 0;
  return TRUE;
}

/* Choosing */

static void
choose (CrmOutcomeForm *self, GtkWidget **chips, guint n, GtkWidget *chosen)
{
  self->choosing = TRUE;
  for (guint i = 0; i < n; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chips[i]), chips[i] == chosen);
  self->choosing = FALSE;
}

static void
on_outcome_toggled (GtkToggleButton *chip, CrmOutcomeForm *self)
{
  if (!self->choosing && gtk_toggle_button_get_active (chip))
    choose (self, self->chips, self->n_chips, GTK_WIDGET (chip));
}

/* What is said about the time: only of one that is known. */
static void
show_hint (CrmOutcomeForm *self)
{
  g_auto (CrmWhen) when = { 0 };
  Next next = get_next (self);

  if (next != NEXT_NOTHING && next != NEXT_WAIT && read_when (self, &when, NULL) && when.has_time)
    crm_free_hint_set (CRM_FREE_HINT (self->hint), 0, when.at,
        when.until > when.at ? when.until : when.at + self->length, self->place);
  else if (needs_time (self) && next != NEXT_NOTHING && when.date != NULL)
    crm_free_hint_offer (CRM_FREE_HINT (self->hint), when.date, self->length);
  else
    crm_free_hint_set (CRM_FREE_HINT (self->hint), 0, 0, 0, NULL);
}

static void
show_step (CrmOutcomeForm *self)
{
  Next next = get_next (self);
  gboolean asks = next == NEXT_PICK || next == NEXT_WAIT;

  gtk_widget_set_visible (self->step, next != NEXT_NOTHING);
  gtk_widget_set_visible (self->step_kind, next != NEXT_WAIT);
  gtk_widget_set_visible (self->when, asks);
  gtk_widget_set_visible (self->time, !asks);
  crm_outcome_form_say (self, NULL);
  show_hint (self);
}

static void
on_next_toggled (GtkToggleButton *chip, CrmOutcomeForm *self)
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

static void
on_time_changed (CrmOutcomeForm *self)
{
  crm_outcome_form_say (self, NULL);
  if (self->hint != NULL)
    show_hint (self);
}

static void
on_kind_selected (CrmOutcomeForm *self)
{
  if (self->hint != NULL)
    show_hint (self);
}

/* A free time that was offered and taken. */
static void
on_offer_taken (CrmFreeHint *hint, gint64 at, CrmOutcomeForm *self)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, crm_store_get_zone (self->store));
  g_autofree char *clock = g_date_time_format (local, "%H:%M");

  if (next_table[get_next (self)].days > 0)
    gtk_editable_set_text (GTK_EDITABLE (self->time), clock);
  else
    crm_when_entry_set (CRM_WHEN_ENTRY (self->when), NULL, at);
}

/* Keys: 1 to 5 outside of texts, Alt+1 to 6 everywhere; Enter outside of the text, Ctrl+Enter everywhere. */
static gboolean
on_key (
    GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, CrmOutcomeForm *self)
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
                   (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_DROP_DOWN) != NULL) ||
                   (GTK_IS_BUTTON (focus) && gtk_widget_is_ancestor (focus, self->hint));

  if (enter && (modifiers == GDK_CONTROL_MASK || (modifiers == 0 && !stays)))
    g_signal_emit (self, signals[SIGNAL_SAVE], 0);
  else if (digit >= 0 && modifiers == GDK_ALT_MASK && digit < N_NEXT && self->asks_next)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->next[digit]), TRUE);
  else if (digit >= 0 && modifiers == 0 && !in_text && digit < (int)self->n_chips &&
           gtk_widget_get_visible (self->outcomes_box))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[digit]),
        !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->chips[digit])));
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* The keys are those of the whole popover. */
static void
crm_outcome_form_root (GtkWidget *widget)
{
  GtkWidget *popover = gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER);
  GtkEventController *key;

  GTK_WIDGET_CLASS (crm_outcome_form_parent_class)->root (widget);
  if (popover == NULL || g_object_get_data (G_OBJECT (popover), "crm-outcome-keys") != NULL)
    return;
  key = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (on_key), widget, 0);
  g_object_set_data (G_OBJECT (popover), "crm-outcome-keys", key);
  gtk_widget_add_controller (popover, key);
}

static void
crm_outcome_form_dispose (GObject *object)
{
  CrmOutcomeForm *self = CRM_OUTCOME_FORM (object);

  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_outcome_form_parent_class)->dispose (object);
}

static void
crm_outcome_form_finalize (GObject *object)
{
  CrmOutcomeForm *self = CRM_OUTCOME_FORM (object);

  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  g_free (self->place);
  G_OBJECT_CLASS (crm_outcome_form_parent_class)->finalize (object);
}

static void
crm_outcome_form_class_init (CrmOutcomeFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_outcome_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_outcome_form_finalize;
  widget_class->root = crm_outcome_form_root;
  signals[SIGNAL_SAVE] = g_signal_new (
      "save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/task/crm-outcome-form.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmOutcomeForm, question);
  gtk_widget_class_bind_template_child_full (
      widget_class, "outcomes", FALSE, G_STRUCT_OFFSET (CrmOutcomeForm, outcomes_box));
  gtk_widget_class_bind_template_child (widget_class, CrmOutcomeForm, future);
  gtk_widget_class_bind_template_child (widget_class, CrmOutcomeForm, repeat);
  gtk_widget_class_bind_template_child (widget_class, CrmOutcomeForm, nexts);
  gtk_widget_class_bind_template_child (widget_class, CrmOutcomeForm, text);
  gtk_widget_class_bind_template_child (widget_class, CrmOutcomeForm, step);
  gtk_widget_class_bind_template_child (widget_class, CrmOutcomeForm, step_kind);
  gtk_widget_class_bind_template_child (widget_class, CrmOutcomeForm, step_title);
  gtk_widget_class_bind_template_child (widget_class, CrmOutcomeForm, time);
  gtk_widget_class_bind_template_child (widget_class, CrmOutcomeForm, error);
  gtk_widget_class_bind_template_callback (widget_class, on_time_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_selected);
}

static void
crm_outcome_form_init (CrmOutcomeForm *self)
{
  g_type_ensure (CRM_TYPE_WRAP_LAYOUT);
  self->asks_next = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Filling */

static void
add_chip (CrmOutcomeForm *self, GtkWidget *box, GtkWidget *chip, GCallback callback)
{
  g_signal_connect (chip, "toggled", callback, self);
  gtk_box_append (GTK_BOX (box), chip);
}

static void
make_chips (CrmOutcomeForm *self)
{
  self->n_chips = MIN (self->outcomes->len, MAX_OUTCOMES);
  for (guint i = 0; i < self->n_chips; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i + 1);

      self->chips[i] = crm_chip_new (self->outcomes->pdata[i], NULL, NULL);
      gtk_widget_set_tooltip_text (self->chips[i], key);
      add_chip (self, self->outcomes_box, self->chips[i], G_CALLBACK (on_outcome_toggled));
    }
  for (Next next = 0; next < N_NEXT; next++)
    {
      g_autofree char *key = gtk_accelerator_get_label (GDK_KEY_1 + next, GDK_ALT_MASK);

      self->next[next] = crm_chip_new (_ (next_table[next].label), NULL, NULL);
      gtk_widget_set_tooltip_text (self->next[next], key);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->next[next]), next == NEXT_NOTHING);
      add_chip (self, self->nexts, self->next[next], G_CALLBACK (on_next_toggled));
    }
}

static void
fill (CrmOutcomeForm *self, const CrmOutcomeAbout *about)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);

  gtk_label_set_text (GTK_LABEL (self->repeat), about->repeat != NULL ? about->repeat : "");
  gtk_widget_set_visible (self->repeat, about->repeat != NULL);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->step_title), about->title);
  for (guint i = 0; i < G_N_ELEMENTS (step_kinds); i++)
    gtk_string_list_append (kinds, crm_task_kind_get_label (step_kinds[i]));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->step_kind), G_LIST_MODEL (kinds));
  for (guint i = 0; i < G_N_ELEMENTS (step_kinds); i++)
    if (g_strcmp0 (step_kinds[i], about->kind) == 0)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->step_kind), i);
  self->when = crm_when_entry_new (self->store, _ ("Day of the next step"), NULL);
  gtk_box_append (GTK_BOX (self->step), self->when);
  self->hint = crm_free_hint_new (self->store);
  gtk_box_append (GTK_BOX (self->step), self->hint);
  g_signal_connect (self->hint, "taken", G_CALLBACK (on_offer_taken), self);
  make_chips (self);
  /* Only who has a client can wait for one. */
  gtk_widget_set_sensitive (self->next[NEXT_WAIT], about->has_client);
  g_signal_connect_swapped (self->when, "changed", G_CALLBACK (on_time_changed), self);
  show_step (self);
}

GtkWidget *
crm_outcome_form_new (CrmStore *store, GPtrArray *outcomes, const CrmOutcomeAbout *about)
{
  CrmOutcomeForm *self = g_object_new (CRM_TYPE_OUTCOME_FORM, NULL);

  self->store = g_object_ref (store);
  self->outcomes = g_ptr_array_ref (outcomes);
  self->is_meeting = about->is_meeting;
  self->length = about->length > 0 ? about->length : G_TIME_SPAN_HOUR;
  self->place = g_strdup (about->what_for);
  fill (self, about);
  return GTK_WIDGET (self);
}

void
crm_outcome_form_ask (CrmOutcomeForm *self, gboolean outcome, gboolean next)
{
  g_return_if_fail (CRM_IS_OUTCOME_FORM (self));
  gtk_widget_set_visible (self->question, outcome);
  gtk_widget_set_visible (self->outcomes_box, outcome);
  gtk_widget_set_visible (self->future, next);
  self->asks_next = next;
}

void
crm_outcome_form_focus (CrmOutcomeForm *self)
{
  g_return_if_fail (CRM_IS_OUTCOME_FORM (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

/* Reading */

GPtrArray *
crm_outcome_list (CrmTransaction *tx, GError **error)
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

/* Around the form */

static GtkWidget *
new_line (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 10);
  gtk_widget_add_css_class (label, style);
  return label;
}

GtkWidget *
crm_outcome_frame_new (const char *title, const char *client, int width, GtkWidget *form, GtkWidget *foot)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (words), new_line (title, "semibold"));
  if (client != NULL)
    {
      GtkWidget *line = new_line (client, "caption");

      gtk_widget_add_css_class (line, "dim-label");
      gtk_box_append (GTK_BOX (words), line);
    }
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 8);
  gtk_widget_set_margin_end (box, 8);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), form);
  gtk_box_append (GTK_BOX (box), foot);
  gtk_widget_set_size_request (box, width, -1);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), width);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), width);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  return clamp;
}

GtkWidget *
crm_outcome_foot_new (const char *hint, const char *label, GtkWidget **button)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_label_new (hint);

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (words, "caption");
  gtk_widget_add_css_class (words, "dim-label");
  *button = gtk_button_new_with_mnemonic (label);
  gtk_widget_set_valign (*button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (*button, "suggested-action");
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), *button);
  return box;
}
