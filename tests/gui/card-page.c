/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "card-page.h"

#include "timeline/crm-planned.h"
#include "timeline/crm-timeline-view.h"
#include "widgets/crm-field-row.h"

/* Owns the window of a deal card and its book. Main thread. */

/* The book */

typedef struct
{
  const char *entity;
  gint64 id;
} Key;

static gpointer
load_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Key *key = data;

  return crm_transaction_load (tx, key->entity, key->id, error);
}

CrmRow *
card_load (CrmStore *store, const char *entity, gint64 id)
{
  Key key = { entity, id };
  g_autoptr (GError) error = NULL;
  CrmRow *row = crm_store_read_sync (store, load_in_worker, &key, &error);

  g_assert_no_error (error);
  return row;
}

/* One field as plain text. */
char *
card_dup_field (CrmStore *store, const char *entity, gint64 id, const char *field)
{
  g_autoptr (CrmRow) row = card_load (store, entity, id);
  int index = crm_entity_find_field (row->entity, field);

  return crm_field_format_plain (&row->entity->fields[index], crm_row_get (row, index));
}

gboolean
card_has_wish (gpointer data)
{
  CardWish *wish = data;
  g_autofree char *got = card_dup_field (wish->store, wish->entity, wish->id, wish->field);

  return g_strcmp0 (got, wish->wanted) == 0;
}

void
card_await_deal (Fixture *f, const char *field, const char *wanted)
{
  CardWish wish = { f->store, "deal", f->deal, field, wanted };

  crm_test_await (card_has_wish, &wish);
}

typedef struct
{
  const char *entity;
  const char *condition; /* nullable */
} Search;

static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Search *search = data;
  g_autoptr (CrmQuery) query = crm_query_new (search->entity);

  if (search->condition != NULL)
    crm_condition_add (crm_query_get_where (query), crm_condition_parse (search->condition, error));
  return crm_transaction_find (tx, query, error);
}

GArray *
card_find (CrmStore *store, const char *entity, const char *condition)
{
  Search search = { entity, condition };
  g_autoptr (GError) error = NULL;
  GArray *ids = crm_store_read_sync (store, find_in_worker, &search, &error);

  g_assert_no_error (error);
  return ids;
}

gint64
card_find_one (CrmStore *store, const char *entity, const char *condition)
{
  g_autoptr (GArray) ids = card_find (store, entity, condition);

  g_assert_cmpuint (ids->len, ==, 1);
  return g_array_index (ids, gint64, 0);
}

typedef struct
{
  CrmStore *store;
  const char *entity;
  const char *condition;
  guint n;
} Count;

static gboolean
are_so_many (gpointer data)
{
  Count *count = data;
  g_autoptr (GArray) ids = card_find (count->store, count->entity, count->condition);

  return ids->len == count->n;
}

void
card_await_count (Fixture *f, const char *entity, const char *condition, guint n)
{
  Count count = { f->store, entity, condition, n };

  crm_test_await (are_so_many, &count);
}

/* Pairs of field and text, ended by NULL. */
gint64 G_GNUC_NULL_TERMINATED
card_add (CrmStore *store, const char *entity_name, ...)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, entity_name);
  CrmValues *values = crm_values_new (entity);
  CrmReadContext context = { "EUR", crm_store_get_zone (store) };
  const char *field;
  va_list list;

  va_start (list, entity_name);
  while ((field = va_arg (list, const char *)) != NULL)
    {
      g_autoptr (GError) error = NULL;

      crm_values_read (
          values, crm_entity_find_field (entity, field), va_arg (list, const char *), &context, &error);
      g_assert_no_error (error);
    }
  va_end (list);
  return crm_test_add (store, values);
}

char *
card_dup_id (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

/* Waiting */

gboolean
card_is_ready (gpointer data)
{
  Fixture *f = data;

  return crm_deal_card_view_is_ready (f->card) &&
         !crm_planned_is_loading (CRM_PLANNED (crm_deal_card_view_get_planned (f->card))) &&
         !crm_timeline_is_loading (
             crm_timeline_view_get_timeline (CRM_TIMELINE_VIEW (crm_deal_card_view_get_timeline (f->card))));
}

typedef struct
{
  GtkListBox *list;
  guint n;
} Rows;

static gboolean
has_rows (gpointer data)
{
  Rows *rows = data;
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (rows->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n += gtk_widget_get_visible (row);
  return n == rows->n;
}

void
card_await_rows (GtkListBox *list, guint n)
{
  Rows rows = { list, n };

  crm_test_await (has_rows, &rows);
}

/* Set-up */

static void
open_card (Fixture *f)
{
  crm_window_open_deal (GTK_WIDGET (f->window), f->deal, NULL, 0);
  g_assert_true (CRM_IS_DEAL_CARD_VIEW (crm_window_get_view (f->window)));
  f->card = CRM_DEAL_CARD_VIEW (crm_window_get_view (f->window));
  f->pane = CRM_DEAL_PANE (crm_deal_card_view_get_pane (f->card));
  f->stages = CRM_STAGE_LINE (crm_deal_card_view_get_stages (f->card));
  crm_test_await (card_is_ready, f);
  crm_test_await_frame (GTK_WIDGET (f->window));
}

void
card_set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *client = NULL;

  f->store = crm_test_store_new (TRUE);
  f->client = crm_test_add_client (f->store, "Anna Kowalska");
  client = card_dup_id (f->client);
  f->deal =
      card_add (f->store, "deal", "title", "Espresso bar", "client", client, "amount", "1000 EUR", NULL);
  f->window = crm_test_window_new (f->store);
  open_card (f);
}

void
card_tear_down (Fixture *f, gconstpointer data)
{
  crm_test_window_destroy (f->window);
  crm_test_store_remove (f->store);
}

void
card_type_into (GtkWidget *row, const char *text)
{
  crm_field_row_begin_edit (CRM_FIELD_ROW (row));
  g_assert_true (crm_field_row_is_editing (CRM_FIELD_ROW (row)));
  crm_field_row_set_edit_text (CRM_FIELD_ROW (row), text);
  crm_field_row_commit (CRM_FIELD_ROW (row), 0);
}

void
card_click (GtkWidget *button)
{
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

typedef struct
{
  CrmWindow *window;
  GtkWindow *dialog;
} Dialog;

static gboolean
has_dialog (gpointer data)
{
  Dialog *dialog = data;

  dialog->dialog = crm_test_get_dialog (dialog->window);
  return dialog->dialog != NULL;
}

gboolean
card_has_no_dialog (gpointer data)
{
  return crm_test_get_dialog (data) == NULL;
}

GtkWindow *
card_await_dialog (Fixture *f)
{
  Dialog dialog = { f->window, NULL };

  crm_test_await (has_dialog, &dialog);
  return dialog.dialog;
}
