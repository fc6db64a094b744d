/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-address-source.h"

#include "base/crm-error.h"

/* Owns the made-up books and the questions that wait. Main thread. */

struct _CrmTestAddressSource
{
  CrmAddressSource parent_instance;
  GPtrArray *books;   /* CrmAddressBook */
  GHashTable *cards;  /* name → text */
  GPtrArray *waiting; /* GTask; its data: name of the book to read, NULL to list */
  char *failure;
  gboolean held;
};

G_DEFINE_FINAL_TYPE (CrmTestAddressSource, crm_test_address_source, CRM_TYPE_ADDRESS_SOURCE)

static void
answer (CrmTestAddressSource *self, GTask *task)
{
  const char *id = g_task_get_task_data (task);
  GPtrArray *books;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->failure != NULL)
    {
      g_task_return_new_error (task, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE, "%s", self->failure);
      return;
    }
  if (id != NULL)
    {
      const char *text = g_hash_table_lookup (self->cards, id);

      g_assert_nonnull (text);
      g_task_return_pointer (task, g_bytes_new (text, strlen (text)), (GDestroyNotify)g_bytes_unref);
      return;
    }
  books = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_address_book_free);
  for (guint i = 0; i < self->books->len; i++)
    {
      const CrmAddressBook *book = g_ptr_array_index (self->books, i);

      g_ptr_array_add (books, crm_address_book_new (book->id, book->name, book->n_contacts));
    }
  g_task_return_pointer (task, books, (GDestroyNotify)g_ptr_array_unref);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  GTask *task = data;
  CrmTestAddressSource *self = g_task_get_source_object (task);
  g_autoptr (GTask) kept = g_object_ref (task);

  if (g_ptr_array_remove (self->waiting, task))
    answer (self, kept);
  return G_SOURCE_REMOVE;
}

static void
ask (CrmAddressSource *source, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback,
    gpointer data)
{
  CrmTestAddressSource *self = CRM_TEST_ADDRESS_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_task_data (task, g_strdup (id), g_free);
  if (!self->held)
    {
      answer (self, task);
      return;
    }
  g_ptr_array_add (self->waiting, g_object_ref (task));
  if (cancellable != NULL)
    {
      g_autoptr (GSource) cancel = g_cancellable_source_new (cancellable);

      g_task_attach_source (task, cancel, G_SOURCE_FUNC (on_cancelled));
    }
}

static void
list_async (CrmAddressSource *source, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  ask (source, NULL, cancellable, callback, data);
}

static void
read_async (CrmAddressSource *source, const char *id, CrmAddressProgress progress, gpointer progress_data,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  ask (source, id, cancellable, callback, data);
}

static void
crm_test_address_source_finalize (GObject *object)
{
  CrmTestAddressSource *self = CRM_TEST_ADDRESS_SOURCE (object);

  g_ptr_array_unref (self->books);
  g_ptr_array_unref (self->waiting);
  g_hash_table_unref (self->cards);
  g_free (self->failure);
  G_OBJECT_CLASS (crm_test_address_source_parent_class)->finalize (object);
}

static void
crm_test_address_source_class_init (CrmTestAddressSourceClass *klass)
{
  CrmAddressSourceClass *source_class = CRM_ADDRESS_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_test_address_source_finalize;
  source_class->list_async = list_async;
  source_class->read_async = read_async;
}

static void
crm_test_address_source_init (CrmTestAddressSource *self)
{
  self->books = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_address_book_free);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

CrmTestAddressSource *
crm_test_address_source_new (void)
{
  return g_object_new (CRM_TYPE_TEST_ADDRESS_SOURCE, NULL);
}

void
crm_test_address_source_add (CrmTestAddressSource *self, const char *name, int n_contacts, const char *cards)
{
  g_ptr_array_add (self->books, crm_address_book_new (name, name, n_contacts));
  g_hash_table_insert (self->cards, g_strdup (name), g_strdup (cards));
}

void
crm_test_address_source_fail (CrmTestAddressSource *self, const char *sentence)
{
  g_free (self->failure);
  self->failure = g_strdup (sentence);
}

void
crm_test_address_source_hold (CrmTestAddressSource *self)
{
  self->held = TRUE;
}

void
crm_test_address_source_release (CrmTestAddressSource *self)
{
  g_autoptr (GPtrArray) waiting = self->waiting;

  self->held = FALSE;
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    answer (self, g_ptr_array_index (waiting, i));
}

guint
crm_test_address_source_get_n_waiting (CrmTestAddressSource *self)
{
  return self->waiting->len;
}
