/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-meeting-outcome.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "base/crm-time.h"
#include "calendar/crm-calendar-words.h"
#include "crm-window.h"
#include "meeting/crm-free-hint.h"
#include "meeting/crm-meeting-words.h"
#include "meeting/crm-meeting.h"
#include "task/crm-outcome-form.h"
#include "task/crm-task-writes.h"
#include "task/crm-when-entry.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-popover-at.h"
#include "widgets/crm-wrap-layout.h"

/* Owns itself: it ends when it is closed. Main thread, but for functions named _in_worker. */

#define WIDTH 420
#define PAGE_HEIGHT 240
#define TALLEST 620 /* with everything that may be answered */
#define HEAD_HEIGHT 48

#define CRM_TYPE_MEETING_OUTCOME_POPOVER (crm_meeting_outcome_popover_get_type ())
G_DECLARE_FINAL_TYPE (
    CrmMeetingOutcomePopover, crm_meeting_outcome_popover, CRM, MEETING_OUTCOME_POPOVER, GtkPopover)

typedef enum
{
  STATE_HELD,
  STATE_MISSED,
  STATE_CANCELLED,
  STATE_MOVED,
  N_STATES
} State;

static const struct
{
  const char *word; /* NULL: it is moved */
  const char *label;
} states[N_STATES] = {
  [STATE_HELD] = { "held", N_ ("Took place") },
  [STATE_MISSED] = { "missed", N_ ("Nobody came") },
  [STATE_CANCELLED] = { "cancelled", N_ ("Cancelled") },
  [STATE_MOVED] = { NULL, N_ ("Moved…") },
};

/* What is read before it is shown. */
typedef struct
{
  gint64 id;
  char *rid;        /* "" for one that does not repeat */
  CrmRow *meeting;  /* owned */
  gint64 starts_at; /* of this time */
  gint64 ends_at;
  char *client;        /* nullable */
  GPtrArray *outcomes; /* char *, owned */
} Known;

struct _CrmMeetingOutcomePopover
{
  GtkPopover parent_instance;

  CrmStore *store; /* owned */
  Known *known;    /* owned */
  GtkWidget *states[N_STATES];
  GtkWidget *when;
  GtkWidget *hint;
  GtkWidget *moved; /* when and hint */
  CrmOutcomeForm *form;
  gboolean choosing;
};

G_DEFINE_FINAL_TYPE (CrmMeetingOutcomePopover, crm_meeting_outcome_popover, GTK_TYPE_POPOVER)

static void
known_free (gpointer data)
{
  Known *known = data;

  g_free (known->rid);
  g_clear_pointer (&known->meeting, crm_row_unref);
  g_free (known->client);
  g_clear_pointer (&known->outcomes, g_ptr_array_unref);
  g_free (known);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Known, known_free)

/* Writing */

typedef struct
{
  gint64 meeting;
  char *rid;
  const char *state; /* static; NULL: moved */
  char *outcome;     /* nullable */
  char *text;
  gint64 starts_at; /* moved to */
  gint64 ends_at;
  gboolean all_day;
  CrmOutcomeNext next; /* owned */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->rid);
  g_free (job->outcome);
  g_free (job->text);
  crm_outcome_next_clear (&job->next);
  g_free (job);
}

static gboolean
finish_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Job *job = data;
  GError *failure = NULL;
  const CrmMeetingNext next = {
    .entity = g_strcmp0 (job->next.kind, "meeting") == 0 ? "meeting" : "task",
    .kind = job->next.kind,
    .title = job->next.title,
    .due_on = job->next.due_on,
    .due_at = job->next.due_at,
  };

  if (job->state != NULL)
    crm_meeting_finish (tx, job->meeting, job->rid, job->state, job->outcome,
        crm_text_is_blank (job->text) ? NULL : job->text, 0, 0, job->next.wanted ? &next : NULL, &failure);
  else
    {
      gint64 moved = crm_meeting_move (
          tx, job->meeting, job->rid, CRM_MEETING_THIS, job->starts_at, job->ends_at, job->all_day, &failure);

      if (moved != 0 && !crm_text_is_blank (job->text))
        crm_meeting_finish (tx, moved, NULL, NULL, NULL, job->text, 0, 0, NULL, &failure);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

static gboolean
plan_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "meeting", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;

  if (values == NULL)
    return FALSE;
  crm_values_set_text (values, CRM_MEETING_STATE, "planned");
  return crm_transaction_update (tx, *(gint64 *)data, 0, values, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) window = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (window, error, _ ("The meeting could not be changed"), NULL);
}

void
crm_meeting_write_planned (GtkWidget *from, CrmStore *store, gint64 meeting, const char *title)
{
  g_autofree char *purpose = g_strdup_printf (_ ("“%s” is planned again"), title);

  crm_store_write_async (store, purpose, plan_in_worker, g_memdup2 (&meeting, sizeof meeting), g_free, NULL,
      on_written, g_object_ref (gtk_widget_get_root (from)));
}

static State
get_state (CrmMeetingOutcomePopover *self)
{
  for (State state = 0; state < N_STATES; state++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->states[state])))
      return state;
  return STATE_HELD;
}

static char *
make_purpose (State state, const char *title)
{
  g_autofree char *excerpt = crm_text_excerpt (title, 60);

  switch (state)
    {
    case STATE_HELD: return g_strdup_printf (_ ("“%s” took place"), excerpt);
    case STATE_MISSED: return g_strdup_printf (_ ("Nobody came to “%s”"), excerpt);
    case STATE_CANCELLED: return g_strdup_printf (_ ("“%s” is cancelled"), excerpt);
    case STATE_MOVED: return g_strdup_printf (_ ("“%s” moved"), excerpt);
    case N_STATES:
    default: g_return_val_if_reached (NULL);
    }
}

/* The same length at the new time; a day alone keeps the time of day. */
static gboolean
read_move (
    CrmMeetingOutcomePopover *self, gint64 *starts_at, gint64 *ends_at, gboolean *all_day, GError **error)
{
  const Known *known = self->known;
  GTimeZone *zone = crm_store_get_zone (self->store);
  g_auto (CrmWhen) when = { 0 };

  if (!crm_when_entry_read (CRM_WHEN_ENTRY (self->when), &when, error) || when.date == NULL)
    return FALSE;
  *all_day = crm_row_get_text (known->meeting, CRM_MEETING_STARTS_ON) != NULL && !when.has_time;
  if (when.has_time)
    *starts_at = when.at;
  else if (*all_day)
    *starts_at = crm_date_instant (when.date, zone);
  else
    *starts_at = crm_meeting_at_day (known->starts_at, when.date, zone);
  *ends_at = when.until > when.at ? when.until : *starts_at + (known->ends_at - known->starts_at);
  return TRUE;
}

static void
save (CrmMeetingOutcomePopover *self)
{
  State state = get_state (self);
  g_autofree char *purpose = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *at = crm_popover_get_at (GTK_POPOVER (self));
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (at != NULL ? at : GTK_WIDGET (self)));
  Job *job = g_new0 (Job, 1);

  if (state == STATE_MOVED && !read_move (self, &job->starts_at, &job->ends_at, &job->all_day, &error))
    {
      crm_outcome_form_say (self->form, error != NULL ? error->message : _ ("When will it be?"));
      gtk_widget_grab_focus (self->when);
      job_free (job);
      return;
    }
  if (state != STATE_MOVED && !crm_outcome_form_read_next (self->form, &job->next))
    {
      job_free (job);
      return;
    }
  job->meeting = self->known->id;
  job->rid = g_strdup (self->known->rid);
  job->state = states[state].word;
  job->outcome = g_strdup (crm_outcome_form_get_outcome (self->form));
  job->text = crm_outcome_form_dup_text (self->form);
  purpose = make_purpose (state, crm_row_get_text (self->known->meeting, CRM_MEETING_TITLE));
  crm_store_write_async (
      self->store, purpose, finish_in_worker, job, job_free, NULL, on_written, g_object_ref (root));
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* Choosing */

static void
show_state (CrmMeetingOutcomePopover *self)
{
  State state = get_state (self);

  gtk_widget_set_visible (self->moved, state == STATE_MOVED);
  crm_outcome_form_ask (self->form, state == STATE_HELD, state != STATE_MOVED);
  crm_outcome_form_say (self->form, NULL);
}

static void
on_state_toggled (GtkToggleButton *chip, CrmMeetingOutcomePopover *self)
{
  if (!gtk_toggle_button_get_active (chip))
    return;
  show_state (self);
  if (GTK_WIDGET (chip) == self->states[STATE_MOVED])
    gtk_widget_grab_focus (self->when);
}

static void
on_when_changed (CrmMeetingOutcomePopover *self)
{
  gint64 starts_at = 0, ends_at = 0;
  gboolean all_day = FALSE;

  crm_outcome_form_say (self->form, NULL);
  if (!read_move (self, &starts_at, &ends_at, &all_day, NULL) || all_day)
    starts_at = 0;
  crm_free_hint_set (CRM_FREE_HINT (self->hint), self->known->id, starts_at, ends_at,
      crm_row_get_text (self->known->meeting, CRM_MEETING_PLACE));
}

static void
crm_meeting_outcome_popover_dispose (GObject *object)
{
  CrmMeetingOutcomePopover *self = CRM_MEETING_OUTCOME_POPOVER (object);

  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_meeting_outcome_popover_parent_class)->dispose (object);
}

static void
crm_meeting_outcome_popover_finalize (GObject *object)
{
  g_clear_pointer (&CRM_MEETING_OUTCOME_POPOVER (object)->known, known_free);
  G_OBJECT_CLASS (crm_meeting_outcome_popover_parent_class)->finalize (object);
}

static void
crm_meeting_outcome_popover_class_init (CrmMeetingOutcomePopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_meeting_outcome_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_meeting_outcome_popover_finalize;
}

static void
crm_meeting_outcome_popover_init (CrmMeetingOutcomePopover *self)
{
}

/* Making */

static GtkWidget *
make_states (CrmMeetingOutcomePopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *heading = gtk_label_new (_ ("Did it take place?"));
  GtkWidget *chips = crm_wrap_box_new ();
  const char *word = crm_row_get_text (self->known->meeting, CRM_MEETING_STATE);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  for (State state = 0; state < N_STATES; state++)
    {
      self->states[state] = crm_chip_new (_ (states[state].label), NULL, state > 0 ? self->states[0] : NULL);
      gtk_box_append (GTK_BOX (chips), self->states[state]);
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->states[STATE_HELD]), TRUE);
  for (State state = 0; state < N_STATES; state++)
    if (g_strcmp0 (states[state].word, word) == 0)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->states[state]), TRUE);
  for (State state = 0; state < N_STATES; state++)
    g_signal_connect (self->states[state], "toggled", G_CALLBACK (on_state_toggled), self);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (chips), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Did it take place?"), -1);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), chips);
  return box;
}

static GtkWidget *
make_move (CrmMeetingOutcomePopover *self)
{
  self->moved = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->when = crm_when_entry_new (self->store, _ ("New day and time"), _ ("New day and time: fri 10"));
  self->hint = crm_free_hint_new (self->store);
  g_signal_connect_swapped (self->when, "changed", G_CALLBACK (on_when_changed), self);
  gtk_box_append (GTK_BOX (self->moved), self->when);
  gtk_box_append (GTK_BOX (self->moved), self->hint);
  return self->moved;
}

static GtkWidget *
make_form (CrmMeetingOutcomePopover *self)
{
  const CrmRow *meeting = self->known->meeting;
  const CrmOutcomeAbout about = {
    .title = crm_row_get_text (meeting, CRM_MEETING_TITLE),
    .kind = "meeting",
    .has_client = self->known->client != NULL,
    .is_meeting = TRUE,
    .length = self->known->ends_at - self->known->starts_at,
    .what_for = crm_row_get_text (meeting, CRM_MEETING_PLACE),
  };

  self->form = CRM_OUTCOME_FORM (crm_outcome_form_new (self->store, self->known->outcomes, &about));
  g_signal_connect_swapped (self->form, "save", G_CALLBACK (save), self);
  return GTK_WIDGET (self->form);
}

static void
fill (CrmMeetingOutcomePopover *self, int width)
{
  const char *title = crm_row_get_text (self->known->meeting, CRM_MEETING_TITLE);
  g_autofree char *time = crm_calendar_dup_time (self->known->starts_at, self->known->ends_at,
      crm_row_get_text (self->known->meeting, CRM_MEETING_STARTS_ON) != NULL,
      crm_store_get_zone (self->store));
  g_autofree char *line =
      self->known->client != NULL ? g_strdup_printf ("%s · %s", self->known->client, time) : g_strdup (time);
  g_autofree char *name = g_strdup_printf (_ ("Did “%s” take place?"), title);
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *button;
  GtkWidget *foot = crm_outcome_foot_new (_ ("Enter saves · Esc leaves it open"), _ ("_Save"), &button);

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (save), self);
  gtk_box_append (GTK_BOX (all), make_states (self));
  gtk_box_append (GTK_BOX (all), make_move (self));
  gtk_box_append (GTK_BOX (all), make_form (self));
  gtk_popover_set_child (GTK_POPOVER (self), crm_outcome_frame_new (title, line, width, all, foot));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  show_state (self);
}

/* Showing */

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr (Known) known = g_new0 (Known, 1);
  const CrmValue *clients;

  known->id = job->meeting;
  known->rid = g_strdup (job->rid);
  known->meeting = crm_transaction_load (tx, "meeting", job->meeting, error);
  if (known->meeting == NULL ||
      !crm_meeting_look_up_time (tx, known->meeting, known->rid, &known->starts_at, &known->ends_at, error))
    return NULL;
  clients = crm_row_get (known->meeting, CRM_MEETING_CLIENTS);
  if (clients->type == CRM_VALUE_LIST && clients->v.list->len > 0)
    known->client = crm_transaction_dup_title (tx, "client", g_array_index (clients->v.list, gint64, 0));
  known->outcomes = crm_outcome_list (tx, error);
  return known->outcomes != NULL ? g_steal_pointer (&known) : NULL;
}

/* Asked on a whole page there is nothing to point at; and where there is, it grows with the answers, and turns round, out of the screen, when
 * there is no room for all of it above or below. Then it hangs below the head of the page. */
static void
keep_inside (CrmMeetingOutcomePopover *self, GtkWidget *at)
{
  GtkWidget *host = gtk_widget_get_parent (GTK_WIDGET (self));
  gboolean whole = gtk_widget_get_height (at) >= PAGE_HEIGHT;
  graphene_rect_t bounds;
  GdkRectangle head;
  float below;

  if (host == NULL || !gtk_widget_compute_bounds (at, host, &bounds))
    return;
  below = (float)gtk_widget_get_height (host) - bounds.origin.y - bounds.size.height;
  if (!whole && MAX (bounds.origin.y, below) >= TALLEST)
    return;
  head = (GdkRectangle){ (int)(bounds.origin.x + bounds.size.width / 2),
    (whole ? (int)bounds.origin.y : 0) + HEAD_HEIGHT, 1, 1 };
  gtk_popover_set_pointing_to (GTK_POPOVER (self), &head);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
}

typedef struct
{
  GtkWidget *at; /* weak */
} Asked;

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asked *asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Known) known = crm_store_read_finish (CRM_STORE (source), result, &error);
  CrmMeetingOutcomePopover *self;

  if (asked->at != NULL && known == NULL)
    crm_window_report_error (asked->at, error, _ ("The meeting could not be read"), NULL);
  else if (asked->at != NULL && gtk_widget_get_mapped (asked->at))
    {
      self = g_object_new (CRM_TYPE_MEETING_OUTCOME_POPOVER, NULL);
      self->store = g_object_ref (CRM_STORE (source));
      self->known = g_steal_pointer (&known);
      fill (self, crm_popover_get_width (asked->at, WIDTH));
      crm_popover_open_at (GTK_POPOVER (self), asked->at);
      keep_inside (self, asked->at);
      gtk_widget_grab_focus (self->states[get_state (self)]);
    }
  g_clear_weak_pointer (&asked->at);
}

void
crm_meeting_outcome_popup (GtkWidget *parent, CrmStore *store, gint64 meeting, const char *rid)
{
  Asked *asked;
  Job *job;

  g_return_if_fail (GTK_IS_WIDGET (parent) && CRM_IS_STORE (store));
  asked = g_new0 (Asked, 1);
  g_set_weak_pointer (&asked->at, parent);
  job = g_new0 (Job, 1);
  job->meeting = meeting;
  job->rid = g_strdup (rid != NULL ? rid : "");
  crm_store_read_async (store, 0, read_in_worker, job, job_free, known_free, NULL, on_read, asked);
}
