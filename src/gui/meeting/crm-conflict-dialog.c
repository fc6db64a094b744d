/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-conflict-dialog.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "base/crm-recurrence.h"
#include "base/crm-time.h"
#include "calendar/crm-calendar-sync.h"
#include "calendar/crm-calendar-words.h"
#include "calendar/crm-event.h"
#include "crm-window.h"
#include "widgets/crm-dialog-parent.h"

/* Reads the conflicts again with every commit; each is a card with a grid of what differs. Main thread, but for functions named _in_worker. */

#define CRM_TYPE_CONFLICT_DIALOG (crm_conflict_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CrmConflictDialog, crm_conflict_dialog, CRM, CONFLICT_DIALOG, AdwWindow)

struct _CrmConflictDialog
{
  AdwWindow parent_instance;

  CrmStore *store; /* owned */
  gint64 meeting;
  GtkWidget *list;
  GtkWidget *error;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CrmConflictDialog, crm_conflict_dialog, ADW_TYPE_WINDOW)

/* Words of one side */

static char *
say_people (const CrmEvent *event)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < event->people->len; i++)
    {
      const CrmEventPerson *person = event->people->pdata[i];
      const char *name = person->name != NULL ? person->name : person->address;

      if (name != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static char *
say_reminders (const CrmEvent *event)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < event->reminders->len; i++)
    {
      g_autofree char *one =
          crm_calendar_dup_reminder (g_array_index (event->reminders, int, i), event->all_day);

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", one);
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static char *
say_time (const CrmEvent *event, GTimeZone *zone)
{
  gint64 from = event->starts_at, until = event->ends_at;

  if (event->all_day && event->starts_on != NULL)
    {
      g_autofree char *after =
          crm_date_add_days (event->ends_on != NULL ? event->ends_on : event->starts_on, 1);

      from = crm_date_instant (event->starts_on, zone);
      until = crm_date_instant (after, zone);
    }
  return crm_calendar_dup_time (from, until, event->all_day, zone);
}

static char *
say_rule (const CrmEvent *event)
{
  g_autoptr (CrmRecurrence) rule =
      event->recurrence != NULL ? crm_recurrence_new (event->recurrence, NULL) : NULL;

  return rule != NULL ? crm_recurrence_describe (rule, event->starts_on) : g_strdup (event->recurrence);
}

static const char *
say_status (const CrmEvent *event)
{
  return g_strcmp0 (event->status, "cancelled") == 0   ? _ ("Cancelled")
         : g_strcmp0 (event->status, "tentative") == 0 ? _ ("Tentative")
                                                       : _ ("Confirmed");
}

/* What one side says of a field; NULL for nothing. Caller owns. */
static char *
say (const CrmEvent *event, const char *word, GTimeZone *zone)
{
  if (g_str_equal (word, "title"))
    return g_strdup (event->title);
  if (g_str_equal (word, "place"))
    return g_strdup (event->place);
  if (g_str_equal (word, "online"))
    return g_strdup (event->online);
  if (g_str_equal (word, "text"))
    return g_strdup (event->text);
  if (g_str_equal (word, "time"))
    return say_time (event, zone);
  if (g_str_equal (word, "people"))
    return say_people (event);
  if (g_str_equal (word, "reminders"))
    return say_reminders (event);
  if (g_str_equal (word, "recurrence"))
    return say_rule (event);
  if (g_str_equal (word, "status"))
    return g_strdup (say_status (event));
  return NULL;
}

/* The event itself, or the first of the object. */
static const CrmEvent *
get_main (GPtrArray *events)
{
  return events != NULL && events->len > 0 ? events->pdata[0] : NULL;
}

/* Deciding */

typedef struct
{
  gint64 event;
  const char *choice; /* static */
} Job;

static gboolean
resolve_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Job *job = data;

  return crm_calendar_conflict_resolve (tx, job->event, job->choice, error);
}

static void
show_error (CrmConflictDialog *self, const GError *error)
{
  gtk_label_set_text (GTK_LABEL (self->error), error != NULL ? error->message : "");
  gtk_widget_set_visible (self->error, error != NULL);
}

static void
on_resolved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmConflictDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error) && self->store != NULL)
    {
      show_error (self, error);
      gtk_widget_set_sensitive (self->list, TRUE);
    }
}

static void
on_choice (GtkButton *button, CrmConflictDialog *self)
{
  const char *choice = gtk_widget_get_name (GTK_WIDGET (button));
  gint64 *event = g_object_get_data (G_OBJECT (button), "event");
  const char *purpose = g_str_equal (choice, "ours")     ? _ ("Meeting kept as it is here")
                        : g_str_equal (choice, "theirs") ? _ ("Meeting taken as the calendar has it")
                                                         : _ ("Both meetings kept");
  Job job = { *event, g_intern_string (choice) };

  gtk_widget_set_sensitive (self->list, FALSE);
  crm_store_write_async (self->store, purpose, resolve_in_worker, g_memdup2 (&job, sizeof job), g_free, NULL,
      on_resolved, g_object_ref (self));
}

/* Showing */

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 6);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_fields (CrmConflictDialog *self, GtkWidget *box, const CrmCalendarConflict *conflict)
{
  GTimeZone *zone = crm_store_get_zone (self->store);
  g_autoptr (GPtrArray) ours =
      conflict->ours != NULL ? crm_event_parse_object (conflict->ours, zone, NULL) : NULL;
  g_autoptr (GPtrArray) theirs =
      conflict->theirs != NULL ? crm_event_parse_object (conflict->theirs, zone, NULL) : NULL;
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *here = new_label (_ ("Here"), "caption-heading");
  GtkWidget *there = new_label (_ ("In the calendar"), "caption-heading");

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 14);
  gtk_widget_set_hexpand (here, TRUE);
  gtk_widget_set_hexpand (there, TRUE);
  gtk_grid_attach (GTK_GRID (grid), here, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), there, 2, 0, 1, 1);
  for (guint i = 0; i < conflict->fields->len; i++)
    {
      const char *word = conflict->fields->pdata[i];
      g_autofree char *mine = get_main (ours) != NULL ? say (get_main (ours), word, zone) : NULL;
      g_autofree char *other = get_main (theirs) != NULL ? say (get_main (theirs), word, zone) : NULL;

      gtk_grid_attach (
          GTK_GRID (grid), new_label (crm_event_get_field_label (word), "dim-label"), 0, (int)i + 1, 1, 1);
      gtk_grid_attach (
          GTK_GRID (grid), new_label (mine != NULL ? mine : _ ("nothing"), NULL), 1, (int)i + 1, 1, 1);
      gtk_grid_attach (
          GTK_GRID (grid), new_label (other != NULL ? other : _ ("nothing"), NULL), 2, (int)i + 1, 1, 1);
    }
  gtk_box_append (GTK_BOX (box), grid);
}

static void
add_choices (CrmConflictDialog *self, GtkWidget *box, const CrmCalendarConflict *conflict)
{
  const struct
  {
    const char *choice, *label;
  } choices[] = {
    { "ours", conflict->deleted_here ? _ ("Delete it there too") : _ ("Keep mine") },
    { "theirs", conflict->deleted_there ? _ ("Delete it here too") : _ ("Take theirs") },
    { "both", conflict->deleted_here || conflict->deleted_there ? NULL : _ ("Keep both") },
  };
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_set_halign (line, GTK_ALIGN_END);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      GtkWidget *button;
      g_autofree char *name = NULL;

      if (choices[i].label == NULL)
        continue;
      button = gtk_button_new_with_label (choices[i].label);
      /* Translators: a choice and the title of the meeting it is about. */
      name = g_strdup_printf (_ ("%s: %s"), choices[i].label, conflict->title);
      gtk_widget_set_name (button, choices[i].choice);
      g_object_set_data_full (
          G_OBJECT (button), "event", g_memdup2 (&conflict->event, sizeof conflict->event), g_free);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_signal_connect (button, "clicked", G_CALLBACK (on_choice), self);
      gtk_box_append (GTK_BOX (line), button);
    }
  gtk_box_append (GTK_BOX (box), line);
}

static GtkWidget *
new_card (CrmConflictDialog *self, const CrmCalendarConflict *conflict)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  g_autofree char *where = NULL;

  if (conflict->deleted_there)
    where = g_strdup_printf (_ ("Changed here, deleted in “%s”"), conflict->calendar_name);
  else if (conflict->deleted_here)
    where = g_strdup_printf (_ ("Deleted here, changed in “%s”"), conflict->calendar_name);
  else
    where = g_strdup_printf (_ ("Changed here and in “%s”"), conflict->calendar_name);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "pad");
  gtk_box_append (GTK_BOX (box), new_label (conflict->title, "heading"));
  gtk_box_append (GTK_BOX (box), new_label (where, "dim-label"));
  if (conflict->fields->len > 0)
    add_fields (self, box, conflict);
  add_choices (self, box, conflict);
  return box;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_calendar_conflict_list (tx, *(gint64 *)data, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmConflictDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = crm_store_read_finish (CRM_STORE (source), result, &error);
  GtkWidget *child;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  show_error (self, error);
  if (conflicts == NULL)
    return;
  if (conflicts->len == 0)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; i < conflicts->len; i++)
    gtk_box_append (GTK_BOX (self->list), new_card (self, conflicts->pdata[i]));
  gtk_widget_set_sensitive (self->list, TRUE);
}

static void
load (CrmConflictDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 0, read_in_worker, g_memdup2 (&self->meeting, sizeof self->meeting),
      g_free, (GDestroyNotify)g_ptr_array_unref, self->cancellable, on_read, g_object_ref (self));
}

static void
crm_conflict_dialog_dispose (GObject *object)
{
  CrmConflictDialog *self = CRM_CONFLICT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_conflict_dialog_parent_class)->dispose (object);
}

static void
crm_conflict_dialog_class_init (CrmConflictDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_conflict_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
crm_conflict_dialog_init (CrmConflictDialog *self)
{
  crm_dialog_parent_forget_when_closed (GTK_WINDOW (self));
}

static void
build (CrmConflictDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->error = new_label (NULL, "late");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_widget_set_margin_top (content, 14);
  gtk_widget_set_margin_bottom (content, 18);
  gtk_widget_set_margin_start (content, 18);
  gtk_widget_set_margin_end (content, 18);
  gtk_box_append (GTK_BOX (content),
      new_label (
          _ ("Nothing was overwritten. Say which version stays; it goes to both sides."), "dim-label"));
  gtk_box_append (GTK_BOX (content), self->error);
  gtk_box_append (GTK_BOX (content), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), content);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
}

static void
on_store_changed (CrmConflictDialog *self)
{
  load (self);
}

void
crm_conflict_dialog_present (GtkWidget *from, CrmStore *store, gint64 meeting)
{
  CrmConflictDialog *self;

  g_return_if_fail (GTK_IS_WIDGET (from) && CRM_IS_STORE (store));
  self = g_object_new (CRM_TYPE_CONFLICT_DIALOG, "modal", TRUE, "transient-for", gtk_widget_get_root (from),
      "title", _ ("Changed on both sides"), "default-width", 620, "destroy-with-parent", TRUE, NULL);
  self->store = g_object_ref (store);
  self->meeting = meeting;
  build (self);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  load (self);
  gtk_window_present (GTK_WINDOW (self));
}
