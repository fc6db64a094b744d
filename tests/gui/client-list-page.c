/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-list-page.h"

#include "client/crm-client-list-view.h"
#include "client/crm-client-table.h"
#include "client/crm-client.h"
#include "deal/crm-deal.h"
#include "settings/crm-settings.h"

/* The page Clients in a window of its own, on a book of four clients. */

static gint64
add_client (CrmStore *store, const char *name, const char *city, const char *phone, gint64 owner)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "client");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_CLIENT_NAME, name);
  crm_values_set_text (values, CRM_CLIENT_CITY, city);
  if (phone != NULL)
    crm_values_set_text (values, CRM_CLIENT_PHONE, phone);
  if (owner != 0)
    crm_values_set_integer (values, CRM_CLIENT_OWNER, owner);
  return crm_test_add (store, values);
}

static gint64
add_user (CrmStore *store, const char *name)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (store, "user");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, entity->info->title_field, name);
  return crm_test_add (store, values);
}

gboolean
page_is_settled (gpointer data)
{
  Page *page = data;

  return !crm_record_list_is_loading (page->list) && crm_record_list_get_count (page->list) != G_MAXUINT64 &&
         g_list_model_get_n_items (G_LIST_MODEL (page->list)) == crm_record_list_get_count (page->list);
}

void
page_open (Page *page, gboolean filled)
{
  GSettings *settings = crm_settings_get ();
  GtkWidget *view;

  /* The page remembers order and columns; each test starts without. */
  if (settings != NULL)
    {
      g_settings_reset (settings, "client-order");
      g_settings_reset (settings, "client-columns");
    }
  page->store = crm_test_store_new (TRUE);
  if (filled)
    {
      gint64 me = crm_store_get_user (page->store);
      gint64 other = add_user (page->store, "Petro");

      page->ids[0] = add_client (page->store, "Anna Kowalska", "Kraków", "+48 601 442 187", me);
      page->ids[1] = add_client (page->store, "Борис Ґава", "Львів", NULL, other);
      page->ids[2] = add_client (page->store, "Carl Müller", "Wien", NULL, me);
      page->ids[3] = add_client (page->store, "Dora Nowak", "Brno", NULL, other);
    }
  page->window = crm_test_window_new (page->store);
  crm_window_show_page (page->window, "clients");
  view = GTK_WIDGET (crm_window_get_view (page->window));
  page->view = CRM_CLIENT_LIST_VIEW (view);
  page->list = crm_client_list_view_get_list (page->view);
  crm_test_await (page_is_settled, page);
  page->table = CRM_CLIENT_TABLE (crm_test_find (view, CRM_TYPE_CLIENT_TABLE, NULL));
}

void
page_close (Page *page)
{
  crm_test_window_destroy (page->window);
  crm_test_store_remove (page->store);
}

static gboolean
has_count (gpointer data)
{
  Count *wanted = data;

  return page_is_settled (wanted->page) && crm_record_list_get_count (wanted->page->list) == wanted->count;
}

void
page_await_count (Page *page, guint64 count)
{
  Count wanted = { page, count };

  crm_test_await (has_count, &wanted);
}

void
page_type_search (Page *page, const char *text)
{
  GtkWidget *entry = crm_test_find (GTK_WIDGET (page->view), GTK_TYPE_SEARCH_ENTRY, NULL);

  g_assert_true (crm_view_focus_search (CRM_VIEW (page->view)));
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

void
page_show_column (Page *page, const char *field)
{
  CrmClientColumns *columns = crm_client_table_get_columns (page->table);

  for (guint i = 0; i < crm_client_columns_get_n (columns); i++)
    if (g_str_equal (crm_client_columns_get_field (columns, i), field))
      crm_client_columns_set_shown (columns, i, TRUE);
}

void
page_add_deal (Page *page, gint64 client, gint64 minor)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (page->store, "deal");
  CrmValues *values = crm_values_new (entity);

  crm_values_set_text (values, CRM_DEAL_TITLE, "Beans");
  crm_values_set_integer (values, CRM_DEAL_CLIENT, client);
  crm_value_set_money (crm_values_slot (values, CRM_DEAL_AMOUNT), minor, "EUR");
  crm_test_add (page->store, values);
}
