/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-meeting-warnings.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "calendar/crm-agenda.h"
#include "calendar/crm-calendar-words.h"
#include "client/crm-client.h"

#define MAX_WAYS 16 /* free times that are looked at because of the way there */

/* Asks the reader with every change; the newest question counts. Main thread, but for functions named _in_worker. */

struct _CrmMeetingWarnings
{
  GtkBox parent_instance;

  CrmStore *store; /* owned */
  GtkWidget *list;
  GtkWidget *free_button;
  gint64 free_at;
  GCancellable *cancellable; /* of the read under way, nullable */
};

G_DEFINE_FINAL_TYPE (CrmMeetingWarnings, crm_meeting_warnings, GTK_TYPE_BOX)

enum
{
  TAKEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  CrmMeetingPlan plan; /* users, clients and place owned */
  char *place;
  GTimeZone *zone; /* owned */
  gint64 now;
} Ask;

typedef struct
{
  GPtrArray *texts; /* char * */
  GPtrArray *there; /* char *: what the clock says for clients elsewhere */
  gint64 free_at;   /* 0 none */
} Found;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_array_unref (ask->plan.users);
  g_array_unref (ask->plan.clients);
  g_time_zone_unref (ask->zone);
  g_free (ask->place);
  g_free (ask);
}

static void
found_free (gpointer data)
{
  Found *found = data;

  g_ptr_array_unref (found->texts);
  g_ptr_array_unref (found->there);
  g_free (found);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

static void
read_there_in_worker (CrmTransaction *tx, const Ask *ask, GPtrArray *there)
{
  for (guint i = 0; !ask->plan.all_day && i < ask->plan.clients->len; i++)
    {
      gint64 id = g_array_index (ask->plan.clients, gint64, i);
      g_autoptr (CrmRow) client = crm_transaction_load (tx, "client", id, NULL);
      const char *zone = client != NULL ? crm_row_get_text (client, CRM_CLIENT_ZONE) : NULL;
      g_autofree char *text = crm_calendar_dup_there (ask->plan.starts_at, zone, ask->zone);

      if (text != NULL)
        g_ptr_array_add (
            there, g_strdup_printf ("%s · %s", crm_row_get_text (client, CRM_CLIENT_NAME), text));
    }
}

static gboolean
has_travel (GPtrArray *warnings)
{
  for (guint i = 0; i < warnings->len; i++)
    if (g_str_equal (((CrmAgendaWarning *)warnings->pdata[i])->kind, "travel"))
      return TRUE;
  return FALSE;
}

/* A free time, with time enough for the way there and from there when there soon is one; 0 when there is none. */
static gboolean
find_free (CrmTransaction *tx, const Ask *ask, gint64 *free_at, GError **error)
{
  const CrmMeetingPlan *plan = &ask->plan;
  gint64 length = plan->ends_at - plan->starts_at, from = MAX (plan->starts_at, ask->now);
  g_autoptr (GError) failure = NULL;

  *free_at = 0;
  for (guint i = 0; i < MAX_WAYS; i++)
    {
      g_autoptr (GPtrArray) warnings = NULL;
      gint64 at = crm_agenda_find_free (
          tx, crm_transaction_get_user (tx), from, (int)(length / G_USEC_PER_SEC), &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (at == 0)
        break;
      warnings = crm_agenda_find_warnings (tx, plan->exclude, at, at + length, FALSE,
          (const gint64 *)plan->users->data, plan->users->len, ask->place, plan->latitude, plan->longitude,
          error);
      if (warnings == NULL)
        return FALSE;
      /* What was asked about is no advice. */
      if (at != plan->starts_at && (*free_at == 0 || !has_travel (warnings)))
        *free_at = at;
      if (!has_travel (warnings))
        break;
      from = at + 15 * G_TIME_SPAN_MINUTE;
    }
  return TRUE;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Ask *ask = data;
  const CrmMeetingPlan *plan = &ask->plan;
  g_autoptr (GPtrArray) warnings = NULL;
  g_autoptr (Found) found = g_new0 (Found, 1);

  found->texts = g_ptr_array_new_with_free_func (g_free);
  found->there = g_ptr_array_new_with_free_func (g_free);
  read_there_in_worker (tx, ask, found->there);
  warnings = crm_agenda_find_warnings (tx, plan->exclude, plan->starts_at, plan->ends_at, plan->all_day,
      (const gint64 *)plan->users->data, plan->users->len, ask->place, plan->latitude, plan->longitude,
      error);
  if (warnings == NULL)
    return NULL;
  for (guint i = 0; i < warnings->len; i++)
    g_ptr_array_add (found->texts, g_strdup (((CrmAgendaWarning *)warnings->pdata[i])->text));
  if (warnings->len > 0 && !plan->all_day && plan->ends_at > plan->starts_at &&
      !find_free (tx, ask, &found->free_at, error))
    return NULL;
  return g_steal_pointer (&found);
}

static void
clear (CrmMeetingWarnings *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  gtk_widget_set_visible (self->free_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
add_text (CrmMeetingWarnings *self, const char *text, gboolean warning)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *image =
      gtk_image_new_from_icon_name (warning ? "dialog-warning-symbolic" : "preferences-system-time-symbolic");
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (image, warning ? "today" : "dim-label");
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 50);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (line), image);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (self->list), line);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmMeetingWarnings) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Found) found = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  g_clear_object (&self->cancellable);
  clear (self);
  if (found == NULL)
    {
      add_text (self, error->message, TRUE);
      gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
      return;
    }
  for (guint i = 0; i < found->texts->len; i++)
    add_text (self, found->texts->pdata[i], TRUE);
  for (guint i = 0; i < found->there->len; i++)
    add_text (self, found->there->pdata[i], FALSE);
  self->free_at = found->free_at;
  if (found->free_at != 0)
    {
      g_autofree char *when =
          crm_calendar_dup_time (found->free_at, found->free_at, FALSE, crm_store_get_zone (self->store));
      /* Translators: a button: Next free time: Thursday 19 Nov, 11:00. */
      g_autofree char *text = g_strdup_printf (_ ("Next free time: %s"), when);

      gtk_button_set_label (GTK_BUTTON (self->free_button), text);
      gtk_widget_add_css_class (gtk_button_get_child (GTK_BUTTON (self->free_button)), "caption");
      gtk_widget_set_visible (self->free_button, TRUE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), found->texts->len + found->there->len > 0);
}

static void
on_free_clicked (CrmMeetingWarnings *self)
{
  g_signal_emit (self, signals[TAKEN], 0, self->free_at);
}

void
crm_meeting_warnings_set (CrmMeetingWarnings *self, const CrmMeetingPlan *plan)
{
  Ask *ask;

  g_return_if_fail (CRM_IS_MEETING_WARNINGS (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (plan == NULL)
    {
      clear (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  ask = g_new0 (Ask, 1);
  ask->plan = *plan;
  ask->plan.users =
      plan->users != NULL ? g_array_copy (plan->users) : g_array_new (FALSE, FALSE, sizeof (gint64));
  ask->plan.clients =
      plan->clients != NULL ? g_array_copy (plan->clients) : g_array_new (FALSE, FALSE, sizeof (gint64));
  ask->place = g_strdup (plan->place);
  ask->zone = g_time_zone_ref (crm_store_get_zone (self->store));
  ask->now = crm_clock_now ();
  crm_store_read_async (self->store, 1, read_in_worker, ask, ask_free, found_free, self->cancellable, on_read,
      g_object_ref (self));
}

char *
crm_meeting_warnings_dup_text (CrmMeetingWarnings *self)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *line = gtk_widget_get_first_child (self->list); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
        gtk_label_get_text (GTK_LABEL (gtk_widget_get_last_child (line))));
  if (text->len > 0)
    return g_string_free (text, FALSE);
  g_string_free (text, TRUE);
  return NULL;
}

gboolean
crm_meeting_warnings_is_loading (CrmMeetingWarnings *self)
{
  return self->cancellable != NULL;
}

static void
crm_meeting_warnings_dispose (GObject *object)
{
  CrmMeetingWarnings *self = CRM_MEETING_WARNINGS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_meeting_warnings_parent_class)->dispose (object);
}

static void
crm_meeting_warnings_class_init (CrmMeetingWarningsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_meeting_warnings_dispose;
  signals[TAKEN] = g_signal_new ("taken", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
crm_meeting_warnings_init (CrmMeetingWarnings *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->free_button = gtk_button_new ();
  gtk_widget_set_halign (self->free_button, GTK_ALIGN_START);
  gtk_widget_set_visible (self->free_button, FALSE);
  g_signal_connect_object (
      self->free_button, "clicked", G_CALLBACK (on_free_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->list);
  gtk_box_append (GTK_BOX (self), self->free_button);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
crm_meeting_warnings_new (CrmStore *store)
{
  CrmMeetingWarnings *self = g_object_new (CRM_TYPE_MEETING_WARNINGS, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}
