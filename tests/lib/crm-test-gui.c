/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "client/crm-client.h"
#include "widgets/crm-icon-guard.h"
#include "widgets/crm-popover-tooltips.h"

/* The harness of window tests. Owns the X server it started, which dies with the test program. Main thread. */

#define PATIENCE_US (30 * G_USEC_PER_SEC)
#define SKIP 77

static GPid display_pid;

static void
on_child (gpointer data)
{
  /* The display must not outlive a test that crashed. */
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

static void
end_display (void)
{
  if (display_pid != 0)
    kill (display_pid, SIGTERM);
}

/* TRUE when a display number was told. */
static gboolean
start_display (void)
{
  char *argv[] = { "Xvfb", "-displayfd", "3", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *display = NULL;
  char number[16] = "";
  int fds[2];
  int target = 3;
  gsize length = 0;
  gssize n;

  if (!g_unix_open_pipe (fds, FD_CLOEXEC, &error))
    return FALSE;
  if (!g_spawn_async_with_pipes_and_fds (NULL, (const char *const *)argv, NULL,
          G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL |
              G_SPAWN_STDERR_TO_DEV_NULL,
          on_child, NULL, -1, -1, -1, &fds[1], &target, 1, &display_pid, NULL, NULL, NULL, &error))
    {
      close (fds[0]);
      close (fds[1]);
      return FALSE;
    }
  close (fds[1]);
  atexit (end_display);
  /* To the end of the line: the server would die of a pipe closed earlier. */
  while (length < sizeof number - 1 && strchr (number, '\n') == NULL &&
         (n = read (fds[0], number + length, sizeof number - 1 - length)) > 0)
    length += (gsize)n;
  close (fds[0]);
  if (length == 0)
    return FALSE;
  display = g_strdup_printf (":%s", g_strstrip (number));
  g_setenv ("DISPLAY", display, TRUE);
  return TRUE;
}

/* What GTK 4.8 says now and then of itself: a tooltip was due over a window that is gone; a label that wraps rounds its two widths apart.
 * Everything else that is wrong ends a test. */
static gboolean
is_known (const char *message)
{
  static const char *const known[] = { ": assertion 'GDK_IS_SURFACE (surface)' failed",
    "natural size must be >= min size", NULL };

  for (guint i = 0; known[i] != NULL; i++)
    if (strstr (message, known[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_fatal (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  return !is_known (message);
}

static void
on_critical (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if (!is_known (message))
    g_log_default_handler (domain, level, message, NULL);
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && is_known (fields[i].value))
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n, data);
}

void
crm_test_gui_init (int *argc, char ***argv)
{
  /* Cairo and no GL: the same everywhere, and quick without a graphics card. */
  g_setenv ("GDK_BACKEND", "x11", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  if (gtk_get_major_version () > 4 || gtk_get_minor_version () >= 16)
    g_setenv ("GDK_DISABLE", "gl", TRUE);
  else
    g_setenv ("GDK_DEBUG", "gl-disable", TRUE);
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("ADW_DISABLE_PORTAL", "1", TRUE);
  g_test_init (argc, argv, NULL);
  g_log_set_handler ("Gdk", G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL, on_critical, NULL);
  g_log_set_handler ("Gtk", G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL, on_critical, NULL);
  g_log_set_writer_func (write_log, NULL, NULL);
  if (g_getenv ("DISPLAY") == NULL && !start_display ())
    {
      g_print ("1..0 # SKIP there is no display and Xvfb cannot be started\n");
      exit (SKIP);
    }
  gtk_init ();
  crm_icon_guard_start ();
  crm_popover_tooltips_start ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
}

static gboolean
on_tick (gpointer data)
{
  /* Only wakes the loop, so that the deadline is looked at. */
  return G_SOURCE_CONTINUE;
}

void
crm_test_await_at (const char *where, const char *what, CrmTestDone done, gpointer data)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;
  guint tick = g_timeout_add (20, on_tick, NULL);

  /* Each test begins without one. */
  g_test_log_set_fatal_handler (is_fatal, NULL);
  while (!done (data))
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("%s: waited in vain for %s", where, what);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
}

static void
on_after_paint (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

void
crm_test_await_frame (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &painted);

  gtk_widget_queue_draw (window);
  crm_test_await (is_true, &painted);
  g_signal_handler_disconnect (clock, handler);
}

CrmStore *
crm_test_store_new (gboolean open)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("clientele-gui-XXXXXX", &error);
  g_autofree char *path = NULL;
  CrmStore *store;

  g_assert_no_error (error);
  path = g_build_filename (folder, "book.clientele", NULL);
  store = crm_store_new (path, NULL, CRM_ORIGIN_WINDOW);
  if (open)
    {
      crm_store_open_sync (store, TRUE, 0, &error);
      g_assert_no_error (error);
    }
  return store;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        remove_folder (file);
      else
        g_unlink (file);
    }
  g_rmdir (path);
}

void
crm_test_store_remove (CrmStore *store)
{
  g_autofree char *folder = g_path_get_dirname (crm_store_get_path (store));

  crm_store_close (store);
  g_object_unref (store);
  remove_folder (folder);
}

typedef struct
{
  gboolean done;
  gint64 id;
} Added;

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Added *added = data;

  added->id = crm_store_add_finish (CRM_STORE (source), result, NULL, &error);
  g_assert_no_error (error);
  added->done = TRUE;
}

gint64
crm_test_add_client (CrmStore *store, const char *name)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "client");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_CLIENT_KIND, "person");
  crm_values_set_text (values, CRM_CLIENT_NAME, name);
  return crm_test_add (store, values);
}

gint64
crm_test_add (CrmStore *store, CrmValues *values)
{
  Added added = { FALSE, 0 };

  crm_store_add_async (store, values, NULL, on_added, &added);
  crm_test_await (is_true, &added.done);
  g_assert_cmpint (added.id, >, 0);
  return added.id;
}

GtkApplication *
crm_test_application (void)
{
  static CrmApplication *application;

  if (application == NULL)
    {
      g_autoptr (GError) error = NULL;

      application = crm_application_new (NULL, NULL);
      g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
      g_application_register (G_APPLICATION (application), NULL, &error);
      g_assert_no_error (error);
      g_application_set_default (G_APPLICATION (application));
    }
  return GTK_APPLICATION (application);
}

static gboolean
has_page (gpointer data)
{
  return crm_window_get_page (data) != NULL;
}

CrmWindow *
crm_test_window_new (CrmStore *store)
{
  CrmWindow *window = crm_window_new (crm_test_application (), store, NULL);

  gtk_window_present (GTK_WINDOW (window));
  crm_window_book_opened (window);
  crm_test_await (has_page, window);
  /* Most tests are about clients; the page the window opens with is tested by its own. */
  if (g_strcmp0 (crm_window_get_page (window), "today") == 0)
    crm_window_show_page (window, "clients");
  crm_test_await_frame (GTK_WIDGET (window));
  return window;
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *)data == NULL;
}

void
crm_test_window_destroy (CrmWindow *window)
{
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  /* Reads on their way hold references; a window that never goes is a leak. */
  crm_test_await (is_gone, &weak);
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  static const char *const properties[] = { "label", "title", "text", "tooltip-text" };

  /* Its property has the markup, not what is read on the screen. */
  if (GTK_IS_LABEL (widget))
    return strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), properties[i]);
      g_autofree char *value = NULL;

      if (pspec == NULL || pspec->value_type != G_TYPE_STRING)
        continue;
      g_object_get (widget, properties[i], &value, NULL);
      if (value != NULL && strstr (value, text) != NULL)
        return TRUE;
    }
  return FALSE;
}

GtkWidget *
crm_test_find (GtkWidget *root, GType type, const char *text)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (text == NULL || says (root, text)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = crm_test_find (child, type, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWindow *
crm_test_get_dialog (CrmWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);

      if (other != GTK_WINDOW (window) && gtk_widget_get_mapped (GTK_WIDGET (other)))
        return other;
    }
  return NULL;
}
