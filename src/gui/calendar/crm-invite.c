/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-invite.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "calendar/crm-calendar-address.h"
#include "calendar/crm-event.h"
#include "crm-window.h"
#include "widgets/crm-message-dialog.h"

/* One invitation on its way: made in the reader's thread, shown, written to a file of the user's own and given to the desktop's mail
 * portal, else to xdg-email. The job owns everything. Main thread. */

#define KEPT_SECONDS (24 * 3600) /* files of earlier invitations, which a mail program may still read */

typedef struct
{
  GtkWidget *parent; /* weak */
  CrmStore *store;   /* owned */
  gint64 meeting;
  const char *method; /* static */
  char *ical;
  char *subject;
  char *body;
  GPtrArray *addresses; /* char *, NULL at the end */
  GPtrArray *names;     /* char *: as they are shown, NULL at the end */
  char *path;
} Job;

static void
job_free (Job *job)
{
  g_clear_weak_pointer (&job->parent);
  g_object_unref (job->store);
  g_free (job->ical);
  g_free (job->subject);
  g_free (job->body);
  g_ptr_array_unref (job->addresses);
  g_ptr_array_unref (job->names);
  g_free (job->path);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
report (Job *job, const GError *error)
{
  if (job->parent != NULL)
    crm_window_report_error (job->parent, error, _ ("The invitation was not handed over"), NULL);
}

static const CrmEventPerson *
find_organizer (const CrmEvent *event)
{
  for (guint i = 0; i < event->people->len; i++)
    {
      const CrmEventPerson *person = event->people->pdata[i];

      if (person->organizer && person->address != NULL)
        return person;
    }
  return NULL;
}

/* Only one of ours can invite, or the one whose calendar it is. */
static gboolean
check_organizer (CrmTransaction *tx, gint64 meeting, const CrmEventPerson *organizer, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "meeting", meeting, error);
  g_autofree char *calendar = NULL;
  g_autoptr (CrmStatement) statement = NULL;
  g_autofree char *fold = NULL;
  gboolean found = FALSE;

  if (row == NULL ||
      !crm_calendar_address_read (tx, crm_row_get_integer (row, CRM_MEETING_CALENDAR), &calendar, error))
    return FALSE;
  if (organizer == NULL)
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("Nobody invites: the responsible employee has no e-mail address, or nobody takes part."));
      return FALSE;
    }
  if (g_strcmp0 (calendar, organizer->address) == 0)
    return TRUE;
  fold = crm_text_fold (organizer->address);
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT 1 FROM \"user\" WHERE email_fold = $1 AND archived_at IS NULL LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, fold);
  if (!crm_statement_step (statement, &found, error))
    return FALSE;
  if (!found)
    g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
        _ ("%s invites to this meeting: only they can send its invitations."),
        organizer->name != NULL ? organizer->name : organizer->address);
  return found;
}

static gpointer
refuse_nobody (GError **error)
{
  g_set_error_literal (
      error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("None of the participants has an e-mail address."));
  return NULL;
}

static void
add_recipients (Job *job, GPtrArray *events)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < events->len; i++)
    {
      const CrmEvent *event = events->pdata[i];

      for (guint k = 0; k < event->people->len; k++)
        {
          const CrmEventPerson *person = event->people->pdata[k];

          if (person->organizer || person->address == NULL || !g_hash_table_add (seen, person->address))
            continue;
          g_ptr_array_add (job->addresses, g_strdup (person->address));
          g_ptr_array_add (job->names, person->name != NULL
                                           ? g_strdup_printf ("%s <%s>", person->name, person->address)
                                           : g_strdup (person->address));
        }
    }
}

static void
write_letter (Job *job, const CrmEvent *event, GTimeZone *zone)
{
  const char *title = event->title != NULL ? event->title : "";
  g_autofree char *time = event->all_day ? crm_date_display (event->starts_on)
                                         : crm_instant_display_full (event->starts_at, zone);
  gboolean cancel = g_str_equal (job->method, "CANCEL");
  GString *body = g_string_new (title);

  g_string_append_printf (body, "\n%s\n", time);
  if (event->place != NULL)
    g_string_append_printf (body, "%s\n", event->place);
  if (event->online != NULL)
    g_string_append_printf (body, "%s\n", event->online);
  job->subject = g_strdup_printf (cancel ? _ ("Cancelled: %s, %s") : _ ("Invitation: %s, %s"), title, time);
  job->body = g_string_free (body, FALSE);
}

/* What the calendar has of it: its own additions go along. NULL without error when it stands in none. */
static char *
dup_base (CrmTransaction *tx, gint64 meeting, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT base FROM calendar_event WHERE meeting_id = $1 AND base IS NOT NULL", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, meeting);
  return crm_statement_step (statement, &row, error) && row ? g_strdup (crm_statement_get_text (statement, 0))
                                                            : NULL;
}

static gpointer
make_in_reader (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autoptr (GPtrArray) events = crm_event_of_meeting (tx, job->meeting, error);
  const CrmEventPerson *organizer = events != NULL ? find_organizer (events->pdata[0]) : NULL;
  gint64 now = crm_transaction_get_now (tx);
  g_autofree char *base = NULL;
  g_autofree char *object = NULL;
  GError *failure = NULL;

  if (events == NULL || !check_organizer (tx, job->meeting, organizer, error))
    return NULL;
  base = dup_base (tx, job->meeting, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  object = crm_event_apply (base, events, now, error);
  if (object == NULL)
    return NULL;
  add_recipients (job, events);
  if (job->addresses->len == 0)
    return refuse_nobody (error);
  g_ptr_array_add (job->addresses, NULL);
  g_ptr_array_add (job->names, NULL);
  write_letter (job, events->pdata[0], crm_transaction_get_zone (tx));
  job->ical = crm_event_invite (object, job->method, organizer->name, organizer->address, now, error);
  return job->ical != NULL ? job : NULL;
}

/* Files of earlier invitations that no mail program needs any more. */
static void
clean_up (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf about;

      if (g_stat (path, &about) == 0 && (gint64)about.st_mtime < now - KEPT_SECONDS)
        g_unlink (path);
    }
}

/* Readable by the user alone. */
static gboolean
write_file (Job *job, GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "clientele", "invitations", NULL);
  g_autofree char *path = g_build_filename (folder, "invitation-XXXXXX.ics", NULL);
  gsize length = strlen (job->ical);
  int fd;
  gboolean written;

  g_mkdir_with_parents (folder, 0700);
  clean_up (folder);
  fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  written = fd >= 0;
  for (gsize done = 0; written && done < length;)
    {
      gssize n = write (fd, job->ical + done, length - done);

      written = n > 0 || (n < 0 && errno == EINTR);
      done += n > 0 ? (gsize)n : 0;
    }
  if (!written)
    g_set_error (error, G_IO_ERROR, (int)g_io_error_from_errno (errno), _ ("“%s” could not be written: %s"),
        path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  if (written)
    job->path = g_steal_pointer (&path);
  return written;
}

/* For desktops without portals. */
static gboolean
run_mail_program (Job *job, GError **error)
{
  g_autofree char *program = g_find_program_in_path ("xdg-email");
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;

  if (program == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
          _ ("No mail program was found. The invitation is in the file “%s”."), job->path);
      return FALSE;
    }
  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (char *)"--utf8");
  g_ptr_array_add (argv, (char *)"--subject");
  g_ptr_array_add (argv, job->subject);
  g_ptr_array_add (argv, (char *)"--body");
  g_ptr_array_add (argv, job->body);
  g_ptr_array_add (argv, (char *)"--attach");
  g_ptr_array_add (argv, job->path);
  for (guint i = 0; i + 1 < job->addresses->len; i++)
    g_ptr_array_add (argv, job->addresses->pdata[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *)argv->pdata, G_SUBPROCESS_FLAGS_NONE, error);
  return process != NULL;
}

static void
on_composed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), NULL, result, NULL);

  if (answer == NULL && !run_mail_program (job, &error))
    report (job, error);
}

/* The portal shows the user's mail program with a new message; nothing leaves without them. */
static void
compose (Job *job)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  g_autoptr (GError) error = NULL;
  int fd = open (job->path, O_RDONLY | O_CLOEXEC);
  int index = fd >= 0 ? g_unix_fd_list_append (fds, fd, NULL) : -1;
  GVariantBuilder options;
  GVariantBuilder handles;

  if (fd >= 0)
    close (fd);
  if (bus == NULL || index < 0)
    {
      if (!run_mail_program (job, &error))
        report (job, error);
      job_free (job);
      return;
    }
  g_variant_builder_init (&handles, G_VARIANT_TYPE ("ah"));
  g_variant_builder_add (&handles, "h", index);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (
      &options, "{sv}", "addresses", g_variant_new_strv ((const char *const *)job->addresses->pdata, -1));
  g_variant_builder_add (&options, "{sv}", "subject", g_variant_new_string (job->subject));
  g_variant_builder_add (&options, "{sv}", "body", g_variant_new_string (job->body));
  g_variant_builder_add (&options, "{sv}", "attachment_fds", g_variant_builder_end (&handles));
  g_dbus_connection_call_with_unix_fd_list (bus, "org.freedesktop.portal.Desktop",
      "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Email", "ComposeEmail",
      g_variant_new ("(sa{sv})", "", &options), G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, fds, NULL,
      on_composed, job);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "send"))
    {
      job_free (job);
      return;
    }
  if (write_file (job, &error))
    {
      compose (job);
      return;
    }
  report (job, error);
  job_free (job);
}

static void
ask (Job *job)
{
  gboolean cancel = g_str_equal (job->method, "CANCEL");
  g_autofree char *names = g_strjoinv ("\n", (char **)job->names->pdata);
  g_autofree char *body = g_strdup_printf (
      _ ("%s\n\nThe message opens in your mail program, where you can read it before it goes."), names);
  AdwMessageDialog *dialog = crm_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (job->parent)),
      cancel ? _ ("Tell these people that the meeting is cancelled?") : _ ("Invite these people?"), body);

  adw_message_dialog_add_responses (
      dialog, "cancel", _ ("_Cancel"), "send", cancel ? _ ("_Write to them") : _ ("_Write invitation"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "send", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "send");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), job);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;

  if (crm_store_read_finish (CRM_STORE (source), result, &error) == NULL)
    report (job, error);
  else if (job->parent != NULL)
    ask (g_steal_pointer (&job));
}

void
crm_invite_send (GtkWidget *parent, CrmStore *store, gint64 meeting, const char *method)
{
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (GTK_IS_WIDGET (parent) && CRM_IS_STORE (store));

  g_set_weak_pointer (&job->parent, parent);
  job->store = g_object_ref (store);
  job->meeting = meeting;
  job->method = g_intern_string (method);
  job->addresses = g_ptr_array_new_with_free_func (g_free);
  job->names = g_ptr_array_new_with_free_func (g_free);
  crm_store_read_async (store, 0, make_in_reader, job, NULL, NULL, NULL, on_made, job);
}
