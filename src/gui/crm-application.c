/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-application.h"

#include <glib/gi18n-lib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/crm-error.h"
#include "base/crm-time.h"
#include "client/crm-quick-add.h"
#include "client/crm-quick-read.h"
#include "crm-book-chooser.h"
#include "crm-book-mark.h"
#include "crm-commands.h"
#include "crm-connections.h"
#include "crm-help.h"
#include "crm-link.h"
#include "crm-reminded.h"
#include "crm-shots.h"
#include "crm-window.h"
#include "meeting/crm-conflict-strip.h"
#include "settings/crm-daily-backup.h"
#include "settings/crm-settings.h"
#include "store/crm-presence.h"
#include "task/crm-reminder-strip.h"
#include "today/crm-day-keeper.h"
#include "widgets/crm-icon-guard.h"
#include "widgets/crm-popover-tooltips.h"

/* Owns the store of the open book, what reminds of its tasks, and the formats the back ends gave; the window is shown first, the book is
 * opened behind it. In the background there is a book and no window. Main thread. */

struct _CrmApplication
{
  AdwApplication parent_instance;
  CrmPhoneFormat *phone_format; /* owned, nullable */
  CrmCardFormat *card_format;   /* owned, nullable */
  CrmAddressSource *addresses;  /* owned, nullable */
  CrmStore *store;              /* owned, nullable */
  CrmBookMark *mark;            /* owned, nullable: while the book is open for writing */
  CrmReminders *reminders;      /* owned */
  CrmDayKeeper *keeper;         /* owned */
  CrmConnections connections;
  GtkWidget *reminder_strip; /* weak */
  GtkWidget *conflict_strip; /* weak */
  CrmWindow *window;         /* weak */
  GCancellable *opening;     /* owned; cancelled when another book is chosen meanwhile */
  gboolean create;           /* how store was opened */
  gboolean opened;
  gboolean warned;    /* that it may be open elsewhere; while a book is being opened */
  gboolean only_read; /* the same */
  gboolean failed;
  gboolean held;     /* stays without a window */
  gboolean quitting; /* asked to end, whatever the preferences say */
  gboolean to_open;  /* a notification was pressed: what to show when there is a page for it */
  CrmReminded reminded;

  /* Options */
  char *book;   /* owned, nullable */
  char *shots;  /* owned, nullable: folder for pictures */
  char **pages; /* owned, nullable */
  int width;    /* 0: as it was */
  int height;
  gboolean new_client;
  gboolean quick_add; /* asked for at the start */
  char *quick_text;   /* owned, nullable: a quick add waits for the book */
  char *link;         /* owned, nullable: a record to show when the book is open */
  GFile *pending;     /* owned, nullable: a file to import when the book is open */
};

G_DEFINE_FINAL_TYPE (CrmApplication, crm_application, ADW_TYPE_APPLICATION)

/* create: a book that was chosen once and is gone must not quietly be replaced by an empty one. */
static char *
dup_book_path (CrmApplication *self, gboolean *create)
{
  GSettings *settings = crm_settings_get ();
  g_autofree char *remembered = NULL;

  *create = TRUE;
  if (self->book != NULL)
    return g_strdup (self->book);
  if (settings != NULL)
    remembered = g_settings_get_string (settings, "book-path");
  if (remembered == NULL || *remembered == '\0')
    return crm_store_dup_default_path ();
  *create = FALSE;
  return g_steal_pointer (&remembered);
}

static void
do_what_waits (CrmApplication *self)
{
  g_autoptr (GFile) file = g_steal_pointer (&self->pending);

  if (!self->opened || self->window == NULL)
    {
      self->pending = g_steal_pointer (&file);
      return;
    }
  if (file != NULL)
    crm_window_import (self->window, file);
  if (self->link != NULL)
    {
      g_autofree char *link = g_steal_pointer (&self->link);

      crm_link_open (self->window, link);
    }
  if (self->to_open)
    {
      self->to_open = FALSE;
      crm_reminded_show (&self->reminded, self->window, self->reminder_strip);
    }
  if (self->new_client)
    {
      self->new_client = FALSE;
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.quick-add", "s", "client");
    }
}

static void
on_quick_open_client (GtkWidget *quick, gint64 id, CrmApplication *self)
{
  self->to_open = TRUE;
  crm_reminded_set_client (&self->reminded, id);
  g_application_activate (G_APPLICATION (self));
  do_what_waits (self);
}

/* Over no window of ours: whoever asked for it is in another program. Unless one is open already. */
static void
show_quick_add (CrmApplication *self)
{
  g_autofree char *text = g_steal_pointer (&self->quick_text);
  CrmQuickAdd *open;

  if (text == NULL)
    return;
  open = self->opened ? crm_quick_add_find_open (self->store) : NULL;
  if (open != NULL)
    {
      gtk_window_present (GTK_WINDOW (open));
      if (text[0] != '\0')
        crm_quick_read_take_text (CRM_QUICK_READ (crm_quick_add_get_read (open)), text);
    }
  else if (self->opened)
    {
      GtkWidget *quick =
          crm_quick_add_present_alone (GTK_APPLICATION (self), self->store, self->card_format, text);

      g_signal_connect_object (quick, "open-client", G_CALLBACK (on_quick_open_client), self, 0);
    }
  /* Taken when it began to wait; a window of its own keeps the program now. */
  g_application_release (G_APPLICATION (self));
}

/* Pictures of a demo keep off the calendars of whoever takes them. */
static void
begin_sync (CrmApplication *self)
{
  crm_connections_begin_sync (&self->connections, self->store, self->card_format);
  /* Who tells of a meeting may be another one now. */
  g_signal_connect_object (
      self->connections.sync, "health", G_CALLBACK (crm_reminders_check), self->reminders, G_CONNECT_SWAPPED);
  if (self->conflict_strip != NULL)
    crm_conflict_strip_set_sync (CRM_CONFLICT_STRIP (self->conflict_strip), self->connections.sync);
}

static void
end_sync (CrmApplication *self)
{
  if (self->conflict_strip != NULL)
    crm_conflict_strip_set_sync (CRM_CONFLICT_STRIP (self->conflict_strip), NULL);
  crm_connections_end (&self->connections);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmApplication) self = data;
  g_autoptr (GError) error = NULL;
  gboolean opened = crm_store_open_finish (CRM_STORE (source), result, &error);

  /* Shut down, or another book was asked for, while this one was being opened. */
  if (CRM_STORE (source) != self->store || self->reminders == NULL)
    return;
  self->opened = opened;
  g_clear_object (&self->opening);
  if (opened && !crm_store_is_read_only (self->store))
    crm_connections_begin_channels (&self->connections, self->store);
  if (opened && self->shots == NULL && !crm_store_is_read_only (self->store))
    {
      self->mark = crm_book_mark_new (crm_store_get_path (self->store));
      begin_sync (self);
      crm_reminders_set_store (self->reminders, self->store);
      crm_day_keeper_set_store (self->keeper, self->store);
    }
  else
    crm_reminders_give_up (self->reminders);
  show_quick_add (self);
  if (self->window == NULL)
    {
      /* The next window tries again and says so. */
      if (!opened && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("%s", error->message);
      return;
    }
  if (!opened)
    {
      if (self->shots != NULL)
        {
          g_printerr ("%s\n", error->message);
          self->failed = TRUE;
          g_application_quit (G_APPLICATION (self));
        }
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        crm_window_book_failed (self->window, error);
      return;
    }
  crm_window_book_opened (self->window);
  do_what_waits (self);
}

static void
on_pictures_taken (gboolean all, gpointer data)
{
  CrmApplication *self = data;

  self->failed = self->failed || !all;
  g_application_release (G_APPLICATION (data));
  g_application_quit (G_APPLICATION (data));
}

static void
make_window (CrmApplication *self)
{
  CrmWindow *window = crm_window_new (GTK_APPLICATION (self), self->store, self->card_format);

  g_clear_weak_pointer (&self->reminder_strip);
  g_clear_weak_pointer (&self->conflict_strip);
  g_set_weak_pointer (&self->reminder_strip, crm_reminder_strip_new (self->reminders));
  g_set_weak_pointer (&self->conflict_strip, crm_conflict_strip_new ());
  crm_conflict_strip_set_sync (CRM_CONFLICT_STRIP (self->conflict_strip), self->connections.sync);
  crm_window_add_strip (window, self->conflict_strip);
  crm_window_add_strip (window, self->reminder_strip);
  crm_window_set_address_source (window, self->addresses);
  if (self->width > 0)
    gtk_window_set_default_size (GTK_WINDOW (window), self->width, self->height);
  if (self->pages != NULL)
    crm_window_set_start_page (window, self->pages[0]);
  g_clear_weak_pointer (&self->window);
  g_set_weak_pointer (&self->window, window);
}

/* Two machines that write into one shared folder undo each other's work without a word: who comes second is told. */
static gboolean
is_elsewhere (CrmApplication *self, const char *path)
{
  gint64 at;
  g_autofree char *machine = crm_presence_find_other (path, &at);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *when = NULL;
  g_autoptr (GError) error = NULL;

  if (machine == NULL)
    return FALSE;
  when = crm_instant_display_full (at, zone);
  g_set_error (&error, CRM_DB_ERROR, CRM_DB_ERROR_ELSEWHERE,
      _ ("“%s” had it open at %s. When two computers write into one shared folder, what one of them wrote is "
         "lost. Close it there first, and wait until the folder is in step."),
      machine, when);
  if (self->window != NULL)
    crm_window_book_failed (self->window, error);
  else
    g_message ("%s", error->message);
  return TRUE;
}

static void
open_book (CrmApplication *self, const char *path, gboolean create, gboolean with_window)
{
  CrmWindow *old = self->window;

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();
  self->opened = FALSE;
  self->create = create;
  crm_reminders_set_store (self->reminders, NULL);
  crm_day_keeper_set_store (self->keeper, NULL);
  end_sync (self);
  g_clear_pointer (&self->mark, crm_book_mark_free);
  g_clear_object (&self->store);
  self->store = crm_store_new (path, self->phone_format, CRM_ORIGIN_WINDOW);
  crm_store_set_read_only (self->store, self->only_read);
  if (with_window)
    {
      make_window (self);
      gtk_window_present (GTK_WINDOW (self->window));
    }
  if (self->warned || !is_elsewhere (self, path))
    crm_store_open_async (self->store, create, self->opening, on_opened, g_object_ref (self));
  else
    {
      g_clear_object (&self->opening);
      show_quick_add (self);
    }
  if (self->shots != NULL)
    {
      g_application_hold (G_APPLICATION (self));
      crm_shots_take (self->window, self->shots, (const char *const *)self->pages, on_pictures_taken, self);
    }
  if (old != NULL)
    gtk_window_destroy (GTK_WINDOW (old));
}

/* The warning that another machine has the book open was read. */
static void
on_open_anyway (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = data;
  g_autofree char *path = self->store != NULL ? g_strdup (crm_store_get_path (self->store)) : NULL;

  if (path == NULL)
    return;
  self->warned = TRUE;
  self->only_read = g_str_equal (g_action_get_name (G_ACTION (action)), "open-read-only");
  open_book (self, path, self->create, TRUE);
  self->warned = self->only_read = FALSE;
}

static void
on_reopen (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = data;
  g_autofree char *path = self->store != NULL ? g_strdup (crm_store_get_path (self->store)) : NULL;

  if (path != NULL)
    open_book (self, path, self->create, TRUE);
}

static void
on_book_chosen (const char *path, gpointer data)
{
  CrmApplication *self = data;
  GSettings *settings = crm_settings_get ();

  if (settings != NULL && self->book == NULL)
    g_settings_set_string (settings, "book-path", path);
  g_clear_pointer (&self->book, g_free);
  self->book = g_strdup (path);
  open_book (self, path, FALSE, TRUE);
}

static void
on_open_book (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = data;

  crm_book_chooser_present (GTK_WINDOW (self->window), on_book_chosen, self);
}

static void
on_new_client (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = data;

  g_application_activate (G_APPLICATION (self));
  self->new_client = TRUE;
  do_what_waits (self);
}

/* The book of help, or one page of it. */
static void
on_help (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = data;

  crm_help_show (
      GTK_WINDOW (self->window), parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL);
}

/* A program with a book of its own cannot be found again without a window. */
static void
update_hold (CrmApplication *self)
{
  GSettings *settings = crm_settings_get ();
  gboolean own = (g_application_get_flags (G_APPLICATION (self)) & G_APPLICATION_NON_UNIQUE) != 0;
  gboolean hold =
      settings != NULL && !own && !self->quitting && g_settings_get_boolean (settings, "background");

  if (hold == self->held)
    return;
  self->held = hold;
  if (hold)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

static void
on_background_changed (GSettings *settings, const char *key, CrmApplication *self)
{
  update_hold (self);
}

static void
open_in_background (CrmApplication *self)
{
  gboolean create;
  g_autofree char *path = NULL;

  if (self->opened || self->opening != NULL)
    return;
  path = dup_book_path (self, &create);
  /* A window that says why the last book could not be opened is not taken away. */
  open_book (self, path, create, self->window != NULL);
}

/* The text, if any, as if it were pasted. */
static void
on_quick_add (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = data;

  if (self->quick_text == NULL)
    g_application_hold (G_APPLICATION (self));
  g_free (self->quick_text);
  self->quick_text = g_strdup (g_variant_get_string (parameter, NULL));
  if (self->opened)
    show_quick_add (self);
  else
    open_in_background (self);
}

static void
on_reminder_open (CrmReminders *reminders, const CrmReminderFound *found, CrmApplication *self)
{
  self->to_open = TRUE;
  crm_reminded_set (&self->reminded, found);
  g_application_activate (G_APPLICATION (self));
  do_what_waits (self);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = data;

  self->quitting = TRUE;
  update_hold (self);
  /* By way of the window, which saves its state and what is half typed. */
  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
}

/* After each look at the clock. */
static void
on_kept (CrmApplication *self)
{
  if (self->opened && self->store != NULL)
    crm_daily_backup_keep (self->store, GTK_WIDGET (self->window));
}

static void
crm_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { "reopen", on_reopen },
    { "open-anyway", on_open_anyway },
    { "open-read-only", on_open_anyway },
    { "open-book", on_open_book },
    { "new-client", on_new_client },
    { "quick-add", on_quick_add, "s" },
    { "help", on_help },
    { "help-page", on_help, "s" },
    { "quit", on_quit },
  };

  CrmApplication *self = CRM_APPLICATION (application);

  G_APPLICATION_CLASS (crm_application_parent_class)->startup (application);
  crm_icon_guard_start ();
  crm_popover_tooltips_start ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  crm_commands_set_accels (GTK_APPLICATION (application));
  crm_settings_follow_style ();

  self->reminders = crm_reminders_new (application);
  self->keeper = crm_day_keeper_new (application);
  g_signal_connect_object (self->keeper, "kept", G_CALLBACK (on_kept), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reminders, "open", G_CALLBACK (on_reminder_open), self, 0);
  g_signal_connect_object (
      self->reminders, "book-needed", G_CALLBACK (open_in_background), self, G_CONNECT_SWAPPED);
  if (crm_settings_get () != NULL)
    g_signal_connect_object (
        crm_settings_get (), "changed::background", G_CALLBACK (on_background_changed), self, 0);
  update_hold (self);
  /* Started with the session, or by the bus for something that is about to be asked. */
  if (self->held && (g_application_get_flags (application) & G_APPLICATION_IS_SERVICE) != 0)
    open_in_background (self);
}

static void
crm_application_activate (GApplication *application)
{
  CrmApplication *self = CRM_APPLICATION (application);
  g_autofree char *path = NULL;
  gboolean create;

  self->quitting = FALSE;
  update_hold (self);
  if (self->quick_add)
    {
      self->quick_add = FALSE;
      g_action_group_activate_action (G_ACTION_GROUP (application), "quick-add", g_variant_new_string (""));
      return;
    }
  if (self->window != NULL)
    gtk_window_present (GTK_WINDOW (self->window));
  /* The book of the background. A fresh one may have got clients since: its welcome is asked for anew. */
  else if (self->opening != NULL || (self->opened && !crm_store_is_fresh (self->store)))
    {
      make_window (self);
      gtk_window_present (GTK_WINDOW (self->window));
      if (self->opened)
        crm_window_book_opened (self->window);
    }
  else
    {
      path = dup_book_path (self, &create);
      open_book (self, path, create, TRUE);
    }
}

static void
crm_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  CrmApplication *self = CRM_APPLICATION (application);

  g_autofree char *uri = g_file_get_uri (files[0]);

  /* The assistant takes one file at a time. */
  if (crm_link_is_one (uri))
    {
      g_free (self->link);
      self->link = g_steal_pointer (&uri);
    }
  else
    {
      g_set_object (&self->pending, files[0]);
    }
  g_application_activate (application);
  do_what_waits (self);
}

static gboolean
read_size (CrmApplication *self, const char *text)
{
  return sscanf (text, "%dx%d", &self->width, &self->height) == 2 && self->width >= 360 &&
         self->height >= 294 && self->width <= 16384 && self->height <= 16384;
}

static int
crm_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  CrmApplication *self = CRM_APPLICATION (application);
  g_autofree char *size = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Clientele %s\n", CRM_VERSION);
      return 0;
    }
  g_variant_dict_lookup (options, "book", "^ay", &self->book);
  g_variant_dict_lookup (options, "shots", "^ay", &self->shots);
  g_variant_dict_lookup (options, "page", "^as", &self->pages);
  if (g_variant_dict_lookup (options, "size", "s", &size) && !read_size (self, size))
    {
      g_printerr (_ ("“%s” is no window size; write it like 1280x800.\n"), size);
      return 2;
    }
  self->new_client = g_variant_dict_contains (options, "new-client");
  self->quick_add = g_variant_dict_contains (options, "quick-add");
  /* A running window keeps its own book; another book or pictures are a program of their own. */
  if (self->book != NULL || self->shots != NULL)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  else if ((self->new_client || self->quick_add) && g_application_register (application, NULL, NULL) &&
           g_application_get_is_remote (application))
    {
      g_action_group_activate_action (G_ACTION_GROUP (application),
          self->quick_add ? "quick-add" : "new-client", self->quick_add ? g_variant_new_string ("") : NULL);
      return 0;
    }
  return -1;
}

static void
crm_application_shutdown (GApplication *application)
{
  CrmApplication *self = CRM_APPLICATION (application);

  g_cancellable_cancel (self->opening);
  /* Its notifications stay: pressed, they start the program. Those of a book of its own nobody would answer. */
  if ((g_application_get_flags (application) & G_APPLICATION_NON_UNIQUE) != 0 && self->reminders != NULL)
    crm_reminders_set_store (self->reminders, NULL);
  g_clear_object (&self->reminders);
  g_clear_object (&self->keeper);
  end_sync (self);
  g_clear_pointer (&self->mark, crm_book_mark_free);
  if (self->store != NULL)
    crm_store_close (self->store);
  G_APPLICATION_CLASS (crm_application_parent_class)->shutdown (application);
}

static void
crm_application_finalize (GObject *object)
{
  CrmApplication *self = CRM_APPLICATION (object);

  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->reminder_strip);
  g_clear_weak_pointer (&self->conflict_strip);
  g_free (self->quick_text);
  g_free (self->link);
  crm_connections_clear (&self->connections);
  crm_reminded_clear (&self->reminded);
  g_clear_object (&self->opening);
  g_clear_object (&self->reminders);
  g_clear_object (&self->keeper);
  g_clear_object (&self->store);
  g_clear_object (&self->phone_format);
  g_clear_object (&self->card_format);
  g_clear_object (&self->addresses);
  g_clear_object (&self->pending);
  g_free (self->book);
  g_free (self->shots);
  g_strfreev (self->pages);
  G_OBJECT_CLASS (crm_application_parent_class)->finalize (object);
}

static void
crm_application_class_init (CrmApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_application_finalize;
  application_class->startup = crm_application_startup;
  application_class->activate = crm_application_activate;
  application_class->open = crm_application_open;
  application_class->handle_local_options = crm_application_handle_local_options;
  application_class->shutdown = crm_application_shutdown;
}

static void
crm_application_init (CrmApplication *self)
{
  static const GOptionEntry options[] = {
    { "book", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open this book"), N_ ("FILE") },
    { "new-client", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Start with a new client"), NULL },
    { "quick-add", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Add a client in a small window alone"), NULL },
    { "page", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Start with this page, or take pictures of it only"),
        N_ ("NAME") },
    { "shots", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Save pictures of all pages and end"), N_ ("FOLDER") },
    { "size", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Size of the window"), N_ ("WIDTHxHEIGHT") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

CrmApplication *
crm_application_new (CrmPhoneFormat *phone_format, CrmCardFormat *card_format)
{
  CrmApplication *self = g_object_new (CRM_TYPE_APPLICATION, "application-id", CRM_APP_ID, "flags",
      G_APPLICATION_HANDLES_OPEN, "resource-base-path", "/io/github/clientele/Clientele", NULL);

  g_set_object (&self->phone_format, phone_format);
  g_set_object (&self->card_format, card_format);
  return self;
}

void
crm_application_set_address_source (CrmApplication *self, CrmAddressSource *source)
{
  g_return_if_fail (CRM_IS_APPLICATION (self));
  g_set_object (&self->addresses, source);
}

void
crm_application_set_contact_server (CrmApplication *self, CrmCalendarServer *server)
{
  g_return_if_fail (CRM_IS_APPLICATION (self));
  g_set_object (&self->connections.contacts, server);
}

void
crm_application_set_calendar_server (CrmApplication *self, CrmCalendarServer *server)
{
  g_return_if_fail (CRM_IS_APPLICATION (self));
  g_set_object (&self->connections.calendars, server);
}

void
crm_application_set_channels (CrmApplication *self, CrmChannelFactory factory, CrmSecretStore *secrets)
{
  g_return_if_fail (CRM_IS_APPLICATION (self));
  self->connections.channel_factory = factory;
  g_set_object (&self->connections.secrets, secrets);
}

/* Left to itself malloc stops giving back large blocks once one was freed, and keeps memory apart for each of the workers' threads: what
 * a large reading needed for a moment would stay with the program. */
static void
tame_malloc (void)
{
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, 128 * 1024);
  mallopt (M_TRIM_THRESHOLD, 1024 * 1024);
  mallopt (M_ARENA_MAX, 2);
#endif
}

int
crm_application_run (CrmApplication *self, int argc, char **argv)
{
  int status;

  tame_malloc ();
  status = g_application_run (G_APPLICATION (self), argc, argv);
  return status == 0 && self->failed ? 1 : status;
}
