/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"
#include "crm-test-input.h"

#include "widgets/crm-completion.h"

/* Suggestions below an entry, by a person who is faster than the book: keys pressed before anything could be read are meant for what will be
 * shown. */

typedef struct
{
  CrmStore *store;
  GtkWidget *window, *entry;
  CrmCompletion *completion;
  const char *text;
  gint64 taken;
  guint n_activated;
} Fixture;

/* The book's reader waits for it. */
static GMutex held;

static gpointer
hold_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_mutex_lock (&held);
  g_mutex_unlock (&held);
  return NULL;
}

static void
hold (Fixture *f)
{
  g_mutex_lock (&held);
  crm_store_read_async (f->store, -1, hold_in_worker, NULL, NULL, NULL, NULL, NULL, NULL);
}

static gboolean
reads (gpointer data)
{
  Fixture *f = data;

  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (f->entry)), f->text);
}

static void
await_text (Fixture *f, const char *text)
{
  f->text = text;
  crm_test_await_at (G_STRLOC, text, reads, f);
}

static gboolean
is_taken (gpointer data)
{
  Fixture *f = data;

  return crm_completion_get_taken (f->completion) == f->taken;
}

static gboolean
is_open (gpointer data)
{
  return crm_completion_is_open (((Fixture *)data)->completion);
}

static gboolean
is_activated (gpointer data)
{
  return ((Fixture *)data)->n_activated > 0;
}

static void
on_activate (GtkEntry *entry, guint *n)
{
  (*n)++;
}

static void
test_ahead (void)
{
  Fixture f = { .store = crm_test_store_new (TRUE) };
  gint64 anna, boris;

  if (!crm_test_has_input ())
    {
      crm_test_store_remove (f.store);
      return;
    }
  anna = crm_test_add_client (f.store, "Anna Petrenko");
  boris = crm_test_add_client (f.store, "Boris Petrov");
  f.window = gtk_window_new ();
  f.entry = gtk_entry_new ();
  gtk_window_set_child (GTK_WINDOW (f.window), f.entry);
  g_signal_connect (f.entry, "activate", G_CALLBACK (on_activate), &f.n_activated);
  f.completion = crm_completion_attach (f.entry, f.store, "client", NULL, NULL, FALSE);
  gtk_window_present (GTK_WINDOW (f.window));
  crm_test_focus_window (GTK_WINDOW (f.window));
  gtk_widget_grab_focus (f.entry);

  /* Nothing was read, and nothing was taken for what it is not. */
  hold (&f);
  crm_test_type ("petr");
  crm_test_press ("Down");
  crm_test_press ("Down");
  crm_test_press ("Return");
  await_text (&f, "petr");
  g_assert_true (crm_completion_is_choosing (f.completion));
  g_mutex_unlock (&held);
  f.taken = boris;
  crm_test_await (is_taken, &f);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (f.entry)), ==, "Boris Petrov");
  g_assert_cmpuint (f.n_activated, ==, 0);
  g_assert_false (crm_completion_is_open (f.completion));

  /* Only chosen: it is shown so, and may be chosen otherwise. */
  hold (&f);
  crm_test_press ("ctrl+a");
  crm_test_type ("petr");
  crm_test_press ("Down");
  crm_test_press ("Down");
  crm_test_press ("Up");
  await_text (&f, "petr");
  g_mutex_unlock (&held);
  crm_test_await (is_open, &f);
  crm_test_press ("Return");
  f.taken = anna;
  crm_test_await (is_taken, &f);

  /* Who chooses nothing means what was typed. */
  hold (&f);
  crm_test_press ("ctrl+a");
  crm_test_type ("petr");
  crm_test_press ("Return");
  crm_test_await (is_activated, &f);
  g_mutex_unlock (&held);
  await_text (&f, "petr");
  gtk_window_destroy (GTK_WINDOW (f.window));
  crm_test_store_remove (f.store);
}

int
main (int argc, char **argv)
{
  crm_test_gui_init (&argc, &argv);
  g_test_add_func ("/completion/ahead", test_ahead);
  return g_test_run ();
}
