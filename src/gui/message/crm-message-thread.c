/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-message-thread.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "message/crm-message-bubble.h"
#include "message/crm-message-words.h"

/* Keeps the items read, newest first, and widgets in the reverse order; what did not change keeps its widget. Main thread; functions named
 * _in_worker in the reader. */

#define PAGE 40
#define NEAR_TOP 300.0
#define KEY "crm-key"

struct _CrmMessageThread
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  gint64 conversation;
  GPtrArray *items; /* owned: CrmMessageItem *, newest first */
  gboolean complete;
  gboolean loading;
  gboolean stale;            /* changed while it was being read */
  gboolean at_end;           /* stays at the newest message */
  double from_end;           /* what is kept while older ones come above; below 0: nothing */
  GCancellable *cancellable; /* nullable */
  GtkWidget *scrolled;
  GtkWidget *box;
  GtkWidget *bubbles;
  GtkWidget *error_box;
  GtkWidget *error;
};

G_DEFINE_FINAL_TYPE (CrmMessageThread, crm_message_thread, ADW_TYPE_BIN)

typedef struct
{
  gint64 conversation, before_at, before_id;
  guint limit;
  gboolean older;
} Wanted;

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = data;

  return crm_message_items_read_in_worker (
      tx, wanted->conversation, wanted->before_at, wanted->before_id, wanted->limit, error);
}

/* Showing */

static GtkAdjustment *
get_adjustment (CrmMessageThread *self)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
}

static GtkWidget *
new_heading (const char *date, const char *today)
{
  g_autofree char *text = crm_date_display_heading (date, today);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "sec");
  gtk_widget_set_margin_top (label, 10);
  gtk_widget_set_margin_bottom (label, 2);
  return label;
}

/* Goes along the widgets that are there: what has the same key stays, what is new is put before, what is left over goes. */
typedef struct
{
  GtkBox *box;
  GtkWidget *previous; /* nullable */
  GHashTable *old;     /* key → widget */
} Weave;

static gboolean
keep (Weave *weave, const char *key)
{
  GtkWidget *widget = g_hash_table_lookup (weave->old, key);

  if (widget == NULL)
    return FALSE;
  gtk_box_reorder_child_after (weave->box, widget, weave->previous);
  weave->previous = widget;
  g_hash_table_remove (weave->old, key);
  return TRUE;
}

static void
put (Weave *weave, const char *key, GtkWidget *widget)
{
  g_object_set_data_full (G_OBJECT (widget), KEY, g_strdup (key), g_free);
  gtk_box_insert_child_after (weave->box, widget, weave->previous);
  weave->previous = widget;
}

static void
show_items (CrmMessageThread *self)
{
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (self->store));
  g_autofree char *day = NULL;
  g_autoptr (GHashTable) old = g_hash_table_new (g_str_hash, g_str_equal);
  Weave weave = { GTK_BOX (self->bubbles), NULL, old };
  GHashTableIter iter;
  gpointer widget;

  for (GtkWidget *child = gtk_widget_get_first_child (self->bubbles); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    g_hash_table_insert (old, g_object_get_data (G_OBJECT (child), KEY), child);
  for (guint i = self->items->len; i > 0; i--)
    {
      const CrmMessageItem *item = self->items->pdata[i - 1];
      g_autofree char *date = crm_instant_date (
          crm_row_get_integer (item->row, CRM_MESSAGE_AT), crm_store_get_zone (self->store));
      g_autofree char *heading = g_strdup_printf ("%s %s", date, today);
      g_autofree char *key = g_strdup_printf ("%lld.%lld.%lld.%s", (long long)item->row->id,
          (long long)item->row->version, (long long)crm_row_get_integer (item->row, CRM_MESSAGE_DUE_AT),
          item->answer != NULL ? item->answer : "");

      if (g_strcmp0 (date, day) != 0)
        {
          g_free (day);
          day = g_strdup (date);
          if (!keep (&weave, heading))
            put (&weave, heading, new_heading (date, today));
        }
      if (!keep (&weave, key))
        put (&weave, key, crm_message_bubble_new (self->store, item));
    }
  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, NULL, &widget))
    gtk_box_remove (GTK_BOX (self->bubbles), widget);
}

/* Reading */

static void read_items (CrmMessageThread *self, gboolean older);

static void
show_error (CrmMessageThread *self, const GError *error)
{
  gtk_label_set_text (GTK_LABEL (self->error), error != NULL ? error->message : "");
  gtk_widget_set_visible (self->error_box, error != NULL);
}

typedef struct
{
  CrmMessageThread *self; /* owned */
  Wanted wanted;
} Reading;

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Reading *reading = data;
  g_autoptr (CrmMessageThread) self = reading->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (self->store == NULL || reading->wanted.conversation != self->conversation ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->loading = FALSE;
  show_error (self, error);
  if (items == NULL)
    return;
  if (reading->wanted.older)
    {
      GtkAdjustment *adjustment = get_adjustment (self);

      self->complete = items->len < reading->wanted.limit;
      self->from_end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment);
      g_ptr_array_extend_and_steal (self->items, g_steal_pointer (&items));
    }
  else
    {
      self->complete = items->len < reading->wanted.limit;
      g_ptr_array_unref (self->items);
      self->items = g_steal_pointer (&items);
    }
  show_items (self);
  if (self->stale)
    read_items (self, FALSE);
}

static void
read_items (CrmMessageThread *self, gboolean older)
{
  Reading *reading;

  self->stale = self->loading && !older;
  if (self->loading || self->conversation == 0)
    return;
  reading = g_new0 (Reading, 1);
  reading->self = g_object_ref (self);
  reading->wanted.conversation = self->conversation;
  reading->wanted.older = older;
  reading->wanted.limit = older ? PAGE : MAX (PAGE, self->items->len + 1);
  if (older && self->items->len > 0)
    {
      const CrmMessageItem *last = self->items->pdata[self->items->len - 1];

      reading->wanted.before_at = crm_row_get_integer (last->row, CRM_MESSAGE_AT);
      reading->wanted.before_id = last->row->id;
    }
  self->loading = TRUE;
  crm_store_read_async (self->store, 0, read_in_worker, g_memdup2 (&reading->wanted, sizeof (Wanted)), g_free,
      (GDestroyNotify)g_ptr_array_unref, self->cancellable, on_read, reading);
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmMessageThread *self)
{
  if (self->conversation != 0 &&
      (crm_change_set_touches (changes, "message") || crm_change_set_touches (changes, "answer")))
    read_items (self, FALSE);
}

static void
on_retry (CrmMessageThread *self)
{
  read_items (self, FALSE);
}

/* Scrolling */

static void
on_scrolled (GtkAdjustment *adjustment, CrmMessageThread *self)
{
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  self->at_end = gtk_adjustment_get_value (adjustment) >= end - 40;
  if (gtk_adjustment_get_value (adjustment) < NEAR_TOP && self->items->len > 0 && !self->complete)
    read_items (self, TRUE);
}

/* The newest stays in sight when the height changes; older ones that come above move nothing. */
static void
on_extent (GtkAdjustment *adjustment, CrmMessageThread *self)
{
  double upper = gtk_adjustment_get_upper (adjustment);

  if (self->from_end >= 0)
    {
      double wanted = upper - self->from_end;

      self->from_end = -1;
      gtk_adjustment_set_value (adjustment, wanted);
    }
  else if (self->at_end)
    {
      gtk_adjustment_set_value (adjustment, upper - gtk_adjustment_get_page_size (adjustment));
    }
}

static void
crm_message_thread_dispose (GObject *object)
{
  CrmMessageThread *self = CRM_MESSAGE_THREAD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (get_adjustment (self), self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_message_thread_parent_class)->dispose (object);
}

static void
crm_message_thread_class_init (CrmMessageThreadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_message_thread_dispose;
}

static void
crm_message_thread_init (CrmMessageThread *self)
{
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_message_item_free);
  self->at_end = TRUE;
  self->from_end = -1;
}

GtkWidget *
crm_message_thread_new (CrmStore *store)
{
  CrmMessageThread *self = g_object_new (CRM_TYPE_MESSAGE_THREAD, NULL);
  GtkWidget *retry = gtk_button_new_with_label (_ ("Try again"));

  self->store = g_object_ref (store);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  gtk_widget_set_valign (self->box, GTK_ALIGN_END);
  gtk_widget_set_margin_start (self->box, 18);
  gtk_widget_set_margin_end (self->box, 18);
  gtk_widget_set_margin_bottom (self->box, 12);
  self->bubbles = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6,
      "accessible-role", GTK_ACCESSIBLE_ROLE_LIST, NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->bubbles), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Messages"), -1);
  self->error_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (self->error_box, "banner-err");
  self->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_widget_set_hexpand (self->error, TRUE);
  g_signal_connect_swapped (retry, "clicked", G_CALLBACK (on_retry), self);
  gtk_box_append (GTK_BOX (self->error_box), self->error);
  gtk_box_append (GTK_BOX (self->error_box), retry);
  gtk_widget_set_visible (self->error_box, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->error_box);
  gtk_box_append (GTK_BOX (self->box), self->bubbles);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->box);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), self->scrolled);
  g_signal_connect (get_adjustment (self), "value-changed", G_CALLBACK (on_scrolled), self);
  g_signal_connect (get_adjustment (self), "changed", G_CALLBACK (on_extent), self);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  return GTK_WIDGET (self);
}

void
crm_message_thread_set_conversation (CrmMessageThread *self, gint64 conversation)
{
  g_return_if_fail (CRM_IS_MESSAGE_THREAD (self));
  if (self->conversation == conversation)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->conversation = conversation;
  self->loading = FALSE;
  self->complete = FALSE;
  self->at_end = TRUE;
  self->from_end = -1;
  g_ptr_array_set_size (self->items, 0);
  show_error (self, NULL);
  show_items (self);
  read_items (self, FALSE);
}

void
crm_message_thread_set_foot (CrmMessageThread *self, GtkWidget *widget)
{
  g_return_if_fail (CRM_IS_MESSAGE_THREAD (self));
  gtk_box_append (GTK_BOX (self->box), widget);
}

gboolean
crm_message_thread_is_loading (CrmMessageThread *self)
{
  g_return_val_if_fail (CRM_IS_MESSAGE_THREAD (self), FALSE);
  return self->loading;
}

guint
crm_message_thread_get_n_messages (CrmMessageThread *self)
{
  g_return_val_if_fail (CRM_IS_MESSAGE_THREAD (self), 0);
  return self->items->len;
}

void
crm_message_thread_focus (CrmMessageThread *self)
{
  g_return_if_fail (CRM_IS_MESSAGE_THREAD (self));
  gtk_widget_grab_focus (self->scrolled);
}

static const CrmMessageItem *
find_last (CrmMessageThread *self)
{
  for (guint i = 0; i < self->items->len; i++)
    if (crm_message_is_incoming (((CrmMessageItem *)self->items->pdata[i])->row))
      return self->items->pdata[i];
  return NULL;
}

const char *
crm_message_thread_get_last_text (CrmMessageThread *self)
{
  const CrmMessageItem *item;

  g_return_val_if_fail (CRM_IS_MESSAGE_THREAD (self), NULL);
  item = find_last (self);
  return item != NULL ? crm_row_get_text (item->row, CRM_MESSAGE_TEXT) : NULL;
}

gint64
crm_message_thread_get_last (CrmMessageThread *self)
{
  const CrmMessageItem *item;

  g_return_val_if_fail (CRM_IS_MESSAGE_THREAD (self), 0);
  item = find_last (self);
  return item != NULL ? item->row->id : 0;
}
