/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-shots.h"

#include <glib/gi18n-lib.h>

#include "crm-shots-picture.h"
#include "crm-shots-private.h"

/* Walks through the table of pages: brings one up, waits until nothing has been painted for a while, saves the picture, closes what it
 * opened. Owns itself until done. Main thread. */

#define QUIET_MS 250
#define PATIENCE_MS 6000

static GtkWindow *
find_dialog (CrmShots *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (window != GTK_WINDOW (self->window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static gboolean next_page (gpointer data);
static void follow (CrmShots *self, GtkWindow *window);
static void wait_for_quiet (CrmShots *self);

static void
stop_following (CrmShots *self)
{
  g_clear_handle_id (&self->quiet, g_source_remove);
  if (self->clock != NULL)
    g_signal_handlers_disconnect_by_data (self->clock, self);
  g_clear_weak_pointer (&self->clock);
  g_clear_weak_pointer (&self->shown);
}

static void
close_popovers (CrmShots *self)
{
  g_autoptr (GPtrArray) popovers = crm_shots_list_popovers (GTK_WIDGET (self->shown));

  for (guint i = 0; i < popovers->len; i++)
    gtk_popover_popdown (popovers->pdata[i]);
}

static gboolean
on_quiet (gpointer data)
{
  CrmShots *self = data;
  GtkWindow *dialog = find_dialog (self);
  const char *name = crm_shots_pages[self->step].name;
  const char *style = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? "dark" : "light";
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;

  self->quiet = 0;
  if (crm_shots_pages[self->step].act != NULL && !self->acted)
    {
      self->acted = TRUE;
      crm_shots_pages[self->step].act (self);
      wait_for_quiet (self);
      return G_SOURCE_REMOVE;
    }
  if (dialog != NULL && dialog != self->shown)
    {
      stop_following (self);
      follow (self, dialog);
      return G_SOURCE_REMOVE;
    }
  file = g_strdup_printf ("%s-%s-%dx%d.png", name, style, gtk_widget_get_width (GTK_WIDGET (self->shown)),
      gtk_widget_get_height (GTK_WIDGET (self->shown)));
  path = g_build_filename (self->folder, file, NULL);
  if (crm_shots_save (GTK_WIDGET (self->shown), path))
    {
      g_print ("%s\n", path);
    }
  else if (g_get_monotonic_time () < self->deadline)
    {
      /* A busy machine may not have painted the window yet. */
      gtk_widget_queue_draw (GTK_WIDGET (self->shown));
      wait_for_quiet (self);
      return G_SOURCE_REMOVE;
    }
  else
    {
      g_printerr (_ ("The picture “%s” could not be saved.\n"), path);
      self->all = FALSE;
    }
  close_popovers (self);
  stop_following (self);
  if (dialog != NULL)
    gtk_window_destroy (dialog);
  if (crm_shots_pages[self->step].end != NULL)
    crm_shots_pages[self->step].end (self);
  self->acted = FALSE;
  self->step++;
  g_idle_add (next_page, self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_quiet (CrmShots *self)
{
  /* Something that never stops moving is taken as it is. */
  if (self->quiet != 0 && g_get_monotonic_time () > self->deadline)
    return;
  g_clear_handle_id (&self->quiet, g_source_remove);
  self->quiet = g_timeout_add (QUIET_MS, on_quiet, self);
}

static void
on_after_paint (GdkFrameClock *clock, CrmShots *self)
{
  wait_for_quiet (self);
}

static void
follow (CrmShots *self, GtkWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  g_set_weak_pointer (&self->shown, window);
  g_set_weak_pointer (&self->clock, clock);
  self->deadline = g_get_monotonic_time () + PATIENCE_MS * 1000;
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), self);
  wait_for_quiet (self);
}

static gboolean
is_wanted (CrmShots *self, const char *name)
{
  return self->pages == NULL || g_strv_contains ((const char *const *)self->pages, name);
}

static void
finish (CrmShots *self)
{
  self->done (self->all, self->data);
  g_object_unref (self->window);
  g_clear_object (&self->clients);
  g_clear_object (&self->deals);
  g_clear_object (&self->meetings);
  g_clear_object (&self->conversations);
  g_clear_object (&self->strangers);
  g_clear_object (&self->talk);
  g_clear_object (&self->meeting);
  g_free (self->folder);
  g_strfreev (self->pages);
  g_free (self);
}

static gboolean
next_page (gpointer data)
{
  CrmShots *self = data;

  for (; crm_shots_pages[self->step].name != NULL; self->step++)
    {
      const CrmShotsPage *page = &crm_shots_pages[self->step];

      /* A page that needed more room leaves the window larger. */
      gtk_window_set_default_size (GTK_WINDOW (self->window), self->width, self->height);
      if (is_wanted (self, page->name) && page->show (self))
        {
          follow (self, GTK_WINDOW (self->window));
          return G_SOURCE_REMOVE;
        }
    }
  finish (self);
  return G_SOURCE_REMOVE;
}

/* The book is open and its list is there: asked again and again, for pictures only. */
static gboolean
on_waiting (gpointer data)
{
  CrmShots *self = data;

  if (g_get_monotonic_time () > self->deadline)
    {
      g_printerr ("%s\n", _ ("The book did not open in time for pictures."));
      self->all = FALSE;
      finish (self);
      return G_SOURCE_REMOVE;
    }
  if (crm_window_get_page (self->window) == NULL)
    return G_SOURCE_CONTINUE;
  if (self->clients == NULL)
    {
      g_autoptr (CrmQuery) query = crm_query_new ("client");

      self->clients = crm_record_list_new (crm_window_get_store (self->window));
      crm_query_add_order (query, "-open_deals");
      crm_query_add_order (query, "-last_contact");
      crm_record_list_set_query (self->clients, query);
    }
  if (self->deals == NULL)
    {
      g_autoptr (CrmQuery) query = crm_query_new ("deal");

      self->deals = crm_record_list_new (crm_window_get_store (self->window));
      crm_condition_add (crm_query_get_where (query), crm_condition_new ("state", CRM_TEST_EQUAL, "open"));
      crm_query_add_order (query, "-weight");
      crm_record_list_set_query (self->deals, query);
    }
  if (self->meetings == NULL)
    {
      g_autoptr (CrmQuery) query = crm_query_new ("meeting");

      self->meetings = crm_record_list_new (crm_window_get_store (self->window));
      crm_condition_add (crm_query_get_where (query), crm_condition_new ("state", CRM_TEST_EQUAL, "planned"));
      crm_query_add_order (query, "-starts_at");
      crm_record_list_set_query (self->meetings, query);
    }
  if (self->conversations == NULL)
    {
      g_autoptr (CrmQuery) query = crm_query_new ("conversation");

      self->conversations = crm_record_list_new (crm_window_get_store (self->window));
      crm_condition_add (crm_query_get_where (query), crm_condition_new ("client", CRM_TEST_NOT_EMPTY, NULL));
      crm_query_add_order (query, "waiting_since");
      crm_record_list_set_query (self->conversations, query);
    }
  if (self->strangers == NULL)
    {
      g_autoptr (CrmQuery) query = crm_query_new ("conversation");

      self->strangers = crm_record_list_new (crm_window_get_store (self->window));
      crm_condition_add (crm_query_get_where (query), crm_condition_new ("client", CRM_TEST_EMPTY, NULL));
      crm_record_list_set_query (self->strangers, query);
    }
  if (crm_record_list_is_loading (self->clients) || crm_record_list_is_loading (self->deals) ||
      crm_record_list_is_loading (self->meetings) || crm_record_list_is_loading (self->conversations) ||
      crm_record_list_is_loading (self->strangers))
    return G_SOURCE_CONTINUE;
  if (self->meeting == NULL)
    self->meeting = g_list_model_get_item (G_LIST_MODEL (self->meetings), 0);
  if (self->meeting != NULL && crm_record_get_row (self->meeting) == NULL)
    return G_SOURCE_CONTINUE;
  if (self->talk == NULL)
    self->talk = g_list_model_get_item (G_LIST_MODEL (self->conversations), 0);
  if (self->talk != NULL && crm_record_get_row (self->talk) == NULL)
    return G_SOURCE_CONTINUE;
  next_page (self);
  return G_SOURCE_REMOVE;
}

void
crm_shots_take (CrmWindow *window, const char *folder, const char *const *pages,
    void (*done) (gboolean all, gpointer data), gpointer data)
{
  CrmShots *self = g_new0 (CrmShots, 1);

  g_return_if_fail (CRM_IS_WINDOW (window) && folder != NULL && done != NULL);
  self->window = g_object_ref (window);
  self->folder = g_strdup (folder);
  self->pages = g_strdupv ((char **)pages);
  self->done = done;
  self->data = data;
  gtk_window_get_default_size (GTK_WINDOW (window), &self->width, &self->height);
  self->all = g_mkdir_with_parents (folder, 0777) == 0;
  crm_shots_settle ();
  self->deadline = g_get_monotonic_time () + 5 * PATIENCE_MS * 1000;
  g_timeout_add (20, on_waiting, self);
}
