/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-filter.h"

/* What the client list is asked for survives as a saved view: built, written as JSON, read, loaded, built again. */

static CrmQuery *
save_and_read (CrmClientFilter *filter)
{
  g_autoptr (CrmQuery) query = crm_client_filter_build (filter);
  g_autofree char *json = crm_query_to_json (query);
  g_autoptr (GError) error = NULL;
  CrmQuery *read = crm_query_from_json (json, &error);

  g_assert_no_error (error);
  return read;
}

static void
test_saved (void)
{
  static const char *const order[] = { "-last_contact", "name", NULL };
  g_autoptr (CrmClientFilter) filter = crm_client_filter_new ();
  g_autoptr (CrmClientFilter) other = crm_client_filter_new ();
  g_autoptr (CrmQuery) first = NULL;
  g_autoptr (CrmQuery) second = NULL;
  GPtrArray *conditions = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_condition_free);

  g_ptr_array_add (conditions, crm_condition_new ("city", CRM_TEST_EQUAL, "Lviv"));
  g_ptr_array_add (conditions, crm_condition_new ("city", CRM_TEST_EMPTY, NULL));
  crm_client_filter_set_scope (filter, CRM_CLIENT_SCOPE_MINE);
  crm_client_filter_toggle_tag (filter, "VIP");
  crm_client_filter_set_conditions (filter, conditions, TRUE);
  crm_client_filter_set_order (filter, order);
  crm_client_filter_set_archived (filter, TRUE);

  first = save_and_read (filter);
  crm_client_filter_load (other, first);
  g_assert_cmpint (crm_client_filter_get_scope (other), ==, CRM_CLIENT_SCOPE_MINE);
  g_assert_true (crm_client_filter_has_tag (other, "VIP"));
  g_assert_true (crm_client_filter_get_any (other));
  g_assert_cmpuint (crm_client_filter_get_conditions (other)->len, ==, 2);
  g_assert_true (crm_client_filter_get_archived (other));
  second = save_and_read (other);
  g_assert_true (crm_query_equal (first, second));
}

/* A view of clients in use takes the list out of the archive again. */
static void
test_leaves_archive (void)
{
  g_autoptr (CrmClientFilter) filter = crm_client_filter_new ();
  g_autoptr (CrmClientFilter) other = crm_client_filter_new ();
  g_autoptr (CrmQuery) query = save_and_read (filter);

  crm_client_filter_set_archived (other, TRUE);
  crm_client_filter_load (other, query);
  g_assert_false (crm_client_filter_get_archived (other));
}

/* What is built in is known again when it was saved under a name of its own. */
static void
test_incomplete (void)
{
  g_autoptr (CrmClientFilter) filter = crm_client_filter_new ();
  g_autoptr (CrmClientFilter) other = crm_client_filter_new ();
  g_autoptr (CrmQuery) query = NULL;

  crm_client_filter_set_scope (filter, CRM_CLIENT_SCOPE_INCOMPLETE);
  query = save_and_read (filter);
  crm_client_filter_load (other, query);
  g_assert_cmpint (crm_client_filter_get_scope (other), ==, CRM_CLIENT_SCOPE_INCOMPLETE);
  g_assert_cmpuint (crm_client_filter_get_conditions (other)->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client-filter/saved", test_saved);
  g_test_add_func ("/client-filter/leaves-archive", test_leaves_archive);
  g_test_add_func ("/client-filter/incomplete", test_incomplete);
  return g_test_run ();
}
