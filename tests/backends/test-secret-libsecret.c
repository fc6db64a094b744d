/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backends/crm-backends.h"
#include "base/crm-error.h"
#include "crm-test-keyring.h"
#include "crm-test-store.h"

/* Secrets in a real keyring. Each case is a process of its own, with its own bus. */

#define OWNER "00112233445566778899aabbccddeeff"
#define OTHER "ffeeddccbbaa99887766554433221100"

typedef struct
{
  GHashTable *secrets;
  GError *error;
  gboolean done, ok;
} Answer;

static gboolean
is_done (gpointer data)
{
  return ((Answer *)data)->done;
}

static void
answer_clear (Answer *self)
{
  g_clear_pointer (&self->secrets, g_hash_table_unref);
  g_clear_error (&self->error);
  *self = (Answer){ 0 };
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->secrets = crm_secret_store_read_finish (CRM_SECRET_STORE (source), result, &answer->error);
  answer->done = TRUE;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->ok = crm_secret_store_write_finish (CRM_SECRET_STORE (source), result, &answer->error);
  answer->done = TRUE;
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->ok = crm_secret_store_forget_finish (CRM_SECRET_STORE (source), result, &answer->error);
  answer->done = TRUE;
}

static void
read_secrets (CrmSecretStore *store, const char *owner, Answer *answer)
{
  answer_clear (answer);
  crm_secret_store_read_async (store, owner, NULL, on_read, answer);
  crm_test_await (is_done, answer);
}

static void
write_secret (CrmSecretStore *store, const char *owner, const char *name, const char *text, Answer *answer)
{
  g_autoptr (GHashTable) secrets = g_hash_table_new (g_str_hash, g_str_equal);

  answer_clear (answer);
  g_hash_table_insert (secrets, (char *)name, (char *)text);
  crm_secret_store_write_async (store, owner, "Clientele: test", secrets, NULL, on_written, answer);
  crm_test_await (is_done, answer);
}

static void
assert_secret (CrmSecretStore *store, const char *owner, const char *name, const char *text)
{
  g_auto (Answer) answer = { 0 };

  read_secrets (store, owner, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpstr (g_hash_table_lookup (answer.secrets, name), ==, text);
}

static void
case_kept (void)
{
  g_autoptr (CrmSecretStore) store = crm_backends_secret_store ();
  g_autoptr (CrmSecretStore) again = NULL;
  g_auto (Answer) answer = { 0 };

  crm_test_keyring_start ();
  read_secrets (store, OWNER, &answer);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (g_hash_table_size (answer.secrets), ==, 0);
  write_secret (store, OWNER, "token", "таємниця \"1\"\n", &answer);
  g_assert_no_error (answer.error);
  g_assert_true (answer.ok);
  write_secret (store, OTHER, "token", "other", &answer);
  assert_secret (store, OWNER, "token", "таємниця \"1\"\n");
  /* All of an owner are replaced together. */
  write_secret (store, OWNER, "key", "2", &answer);
  assert_secret (store, OWNER, "key", "2");
  assert_secret (store, OWNER, "token", NULL);
  assert_secret (store, OTHER, "token", "other");
  /* They outlive the program. */
  again = crm_backends_secret_store ();
  assert_secret (again, OWNER, "key", "2");
  for (guint i = 0; i < 2; i++)
    {
      answer_clear (&answer);
      crm_secret_store_forget_async (store, OWNER, NULL, on_forgotten, &answer);
      crm_test_await (is_done, &answer);
      g_assert_no_error (answer.error);
      g_assert_true (answer.ok);
    }
  assert_secret (store, OWNER, "key", NULL);
  assert_secret (store, OTHER, "token", "other");
}

static void
assert_refused (const Answer *answer, int code)
{
  g_assert_error (answer->error, CRM_CHANNEL_ERROR, code);
  g_assert_false (answer->ok);
  g_assert_null (answer->secrets);
  /* A sentence for a shop owner, without the secret. */
  g_assert_nonnull (strstr (answer->error->message, "keyring"));
  g_assert_null (strstr (answer->error->message, "hush"));
}

static void
case_none (void)
{
  g_autoptr (CrmSecretStore) store = crm_backends_secret_store ();
  g_auto (Answer) answer = { 0 };

  read_secrets (store, OWNER, &answer);
  assert_refused (&answer, CRM_CHANNEL_ERROR_UNREACHABLE);
  write_secret (store, OWNER, "token", "hush", &answer);
  assert_refused (&answer, CRM_CHANNEL_ERROR_UNREACHABLE);
  /* One that is started later is found. */
  crm_test_keyring_start ();
  write_secret (store, OWNER, "token", "1", &answer);
  g_assert_no_error (answer.error);
  crm_test_keyring_kill ();
  read_secrets (store, OWNER, &answer);
  assert_refused (&answer, CRM_CHANNEL_ERROR_UNREACHABLE);
  crm_test_keyring_start ();
  assert_secret (store, OWNER, "token", "1");
}

/* Nobody answers the keyring's question. */
static void
case_locked (void)
{
  g_autoptr (CrmSecretStore) store = crm_backends_secret_store ();
  g_auto (Answer) answer = { 0 };

  crm_test_keyring_start ();
  write_secret (store, OWNER, "token", "1", &answer);
  g_assert_no_error (answer.error);
  crm_test_keyring_lock ();
  read_secrets (store, OWNER, &answer);
  assert_refused (&answer, CRM_CHANNEL_ERROR_REFUSED);
  write_secret (store, OWNER, "token", "hush", &answer);
  g_assert_nonnull (answer.error);
  g_assert_null (strstr (answer.error->message, "hush"));
}

static const struct
{
  const char *path;
  void (*run) (void);
} cases[] = {
  { "/secret-libsecret/kept", case_kept },
  { "/secret-libsecret/none", case_none },
  { "/secret-libsecret/locked", case_locked },
};

static void
run_case (gconstpointer data)
{
  if (g_test_subprocess ())
    {
      crm_test_keyring_start_bus ();
      cases[GPOINTER_TO_UINT (data)].run ();
      crm_test_keyring_stop ();
    }
  else if (!crm_test_keyring_is_installed ())
    g_test_skip ("gnome-keyring is not installed");
  else
    {
      g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
    }
}

int
main (int argc, char **argv)
{
  crm_test_store_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, GUINT_TO_POINTER (i), run_case);
  return crm_test_store_done (g_test_run ());
}
