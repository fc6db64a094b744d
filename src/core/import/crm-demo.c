/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-demo.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "note/crm-note.h"
#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "client/crm-client.h"
#include "import/crm-demo-sales.h"
#include "import/crm-demo-words.h"
#include "template/crm-template.h"
#include "option/crm-option.h"

/* Invents a business from a seed: the same seed and clock give the same one. Clients first, then what happened, in a few large
 * transactions. The state belongs to one filling; its functions run in the writer's thread, one after the other. */

#define ACTIVITIES_A_BATCH 250000
#define CLIENTS_A_BATCH 100000
#define BUSY_ACTIVITIES 5000
#define DAY (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)
#define PEOPLE_A_COMPANY 4

typedef struct
{
  guint64 random;
  guint n_clients;
  guint n_activities;
  CrmDemoProgress progress;
  gpointer progress_data;
  GCancellable *cancellable; /* nullable */
  gint64 now;
  GArray *ids;       /* gint64: clients made */
  GArray *languages; /* guint: of each */
  gint64 company;    /* of the people being made; 0 none */
  GHashTable *words; /* "tag\x1f…", "option\x1f…" → gint64 * */
  guint made;        /* activities */
  guint64 seed;
  gboolean sold; /* deals and tasks are there */
  CrmEntity *client, *address, *tag, *option, *note, *call;
} Demo;

/* splitmix64: small, and the same everywhere. */
static guint64
draw (Demo *self)
{
  guint64 z = (self->random += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static guint
draw_below (Demo *self, guint n)
{
  return (guint)(draw (self) % n);
}

static const char *
draw_word (Demo *self, const char *const *words)
{
  return words[draw_below (self, g_strv_length ((char **)words))];
}

/* A word with one place for a text or number in it. */
static char *
fill_text (const char *format, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  return g_strjoinv (text, parts);
}

static char *
fill_number (const char *format, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_auto (GStrv) parts = g_strsplit (format, "%u", 2);
  return g_strjoinv (text, parts);
}

/* "+380 39 000 12 34": the formats have two places, the first for what is above two digits. */
static char *
make_phone (Demo *self, const CrmDemoWords *words, gboolean second)
{
  const char *format = second ? words->second_phone : words->phone;
  gboolean wide = strstr (format, "%02u%") == NULL && strstr (format, "%u%02u") == NULL;
  guint high = draw_below (self, wide ? 100 : 10), low = draw_below (self, 100);
  g_autofree char *first = g_strdup_printf (wide ? "%02u" : "%u", high),
                  *last = g_strdup_printf ("%02u", low);
  g_auto (GStrv) parts = g_strsplit (format, wide ? "%02u" : "%u", 2);
  g_autofree char *half = g_strjoinv (first, parts);
  g_auto (GStrv) rest = g_strsplit (half, "%02u", 2);

  return g_strjoinv (last, rest);
}

static gint64
find_word (Demo *self, CrmTransaction *tx, gboolean tag, const char *word, GError **error)
{
  g_autofree char *fold = crm_text_fold (word);
  g_autofree char *key = g_strconcat (tag ? "t" : "o", fold, NULL);
  gint64 *known = g_hash_table_lookup (self->words, key), id;
  g_autoptr (CrmValues) values = NULL;

  if (known)
    return *known;
  values = crm_values_new (tag ? self->tag : self->option);
  crm_values_set_text (values, tag ? CRM_TAG_NAME : CRM_OPTION_NAME, word);
  if (!tag)
    {
      crm_values_set_text (values, CRM_OPTION_LIST, "source");
      crm_values_set_integer (values, CRM_OPTION_POSITION, g_hash_table_size (self->words));
    }
  id = crm_transaction_insert (tx, values, NULL, error);
  if (id)
    g_hash_table_insert (self->words, g_steal_pointer (&key), g_memdup2 (&id, sizeof id));
  return id;
}

static gboolean
add_address (Demo *self, CrmTransaction *tx, gint64 client, const char *kind, const char *label,
    const char *value, guint position, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (self->address);

  crm_values_set_integer (values, CRM_ADDRESS_CLIENT, client);
  crm_values_set_text (values, CRM_ADDRESS_KIND, kind);
  crm_values_set_text (values, CRM_ADDRESS_LABEL, label);
  crm_values_set_text (values, CRM_ADDRESS_VALUE, value);
  crm_values_set_integer (values, CRM_ADDRESS_MAIN, position == 0);
  crm_values_set_integer (values, CRM_ADDRESS_POSITION, position);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

/* Latin letters of a name for an address. */
static char *
make_mail (const char *name, guint number)
{
  g_autofree char *fold = crm_text_fold (name);
  g_autofree char *latin = crm_text_latin (fold);
  GString *mail = g_string_new (NULL);

  for (const char *p = latin; *p; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (mail, *p);
    else if (*p == ' ' && mail->len > 0 && mail->str[mail->len - 1] != '.')
      g_string_append_c (mail, '.');
  g_string_append_printf (mail, "%u@mail.example", number);
  return g_string_free (mail, FALSE);
}

static char *
make_birthday (Demo *self)
{
  /* One in thirty has it within the next month, beside those who happen to. */
  if (draw_below (self, 30) == 0)
    {
      g_autoptr (GDateTime) day =
          g_date_time_new_from_unix_utc ((self->now + draw_below (self, 30) * DAY) / G_USEC_PER_SEC);
      g_autofree char *date = g_strdup_printf ("%d-%02d-%02d", 1950 + (int)draw_below (self, 55),
          g_date_time_get_month (day), g_date_time_get_day_of_month (day));

      /* 29 February of a common year. */
      return crm_date_is_valid (date) ? g_steal_pointer (&date) : g_strdup ("--02-29");
    }
  if (draw_below (self, 5) == 0)
    return g_strdup_printf ("--%02u-%02u", 1 + draw_below (self, 12), 1 + draw_below (self, 28));
  return g_strdup_printf (
      "%u-%02u-%02u", 1950 + draw_below (self, 55), 1 + draw_below (self, 12), 1 + draw_below (self, 28));
}

static gboolean
set_common (Demo *self, CrmTransaction *tx, const CrmDemoWords *words, CrmValues *values, GError **error)
{
  static const char *const statuses[] = { "lead", "contact", "customer", "customer" };
  g_autofree char *street = fill_number (draw_word (self, words->streets), 1 + draw_below (self, 120));

  crm_values_set_text (values, CRM_CLIENT_STATUS, statuses[draw_below (self, G_N_ELEMENTS (statuses))]);
  crm_values_set_integer (values, CRM_CLIENT_STATUS_AT, self->now - (gint64)draw_below (self, 600) * DAY);
  crm_values_set_text (values, CRM_CLIENT_CITY, draw_word (self, words->cities));
  crm_values_set_text (values, CRM_CLIENT_COUNTRY, words->country);
  crm_values_set_text (values, CRM_CLIENT_STREET, street);
  crm_values_set_text (values, CRM_CLIENT_LANGUAGE, words->language);
  if (draw_below (self, 2))
    {
      const char *source = draw_word (self, words->sources);

      if (!find_word (self, tx, FALSE, source, error))
        return FALSE;
      crm_values_set_text (values, CRM_CLIENT_SOURCE, source);
    }
  if (draw_below (self, 3) == 0)
    {
      gint64 tag = find_word (self, tx, TRUE, draw_word (self, words->tags), error);
      GArray *tags;

      if (!tag)
        return FALSE;
      tags = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_val (tags, tag);
      crm_value_take_list (crm_values_slot (values, CRM_CLIENT_TAGS), tags);
    }
  return TRUE;
}

static gboolean
add_client (Demo *self, CrmTransaction *tx, GError **error)
{
  guint number = self->ids->len, language = draw_below (self, 100);
  gboolean company = number % (PEOPLE_A_COMPANY + 2) == 0;
  guint index = language < 55 ? 0 : language < 75 ? 1 : language < 88 ? 2 : 3;
  const CrmDemoWords *words;
  gboolean woman = draw_below (self, 2);
  g_autoptr (CrmValues) values = crm_values_new (self->client);
  g_autofree char *name = NULL, *mail = NULL, *phone = NULL;
  gint64 id;

  /* People of a company speak its language. */
  if (!company && self->company)
    index = g_array_index (self->languages, guint, self->languages->len - 1);
  words = &crm_demo_words[index];
  if (company)
    {
      name = fill_text (draw_word (self, words->companies), draw_word (self, words->men_family));
      if (number >= 600)
        {
          g_autofree char *plain = g_steal_pointer (&name);
          name = g_strdup_printf ("%s %u", plain, number);
        }
      crm_values_set_text (values, CRM_CLIENT_KIND, "company");
    }
  else
    {
      name = g_strconcat (draw_word (self, woman ? words->women : words->men), " ",
          draw_word (self, woman ? words->women_family : words->men_family), NULL);
      crm_values_set_text (values, CRM_CLIENT_KIND, "person");
      if (self->company && number % (PEOPLE_A_COMPANY + 2) <= PEOPLE_A_COMPANY)
        {
          crm_values_set_integer (values, CRM_CLIENT_COMPANY, self->company);
          crm_values_set_text (values, CRM_CLIENT_POSITION, draw_word (self, words->trades));
        }
      if (draw_below (self, 2))
        {
          g_autofree char *birthday = make_birthday (self);
          crm_values_set_text (values, CRM_CLIENT_BIRTHDAY, birthday);
        }
    }
  crm_values_set_text (values, CRM_CLIENT_NAME, name);
  if (!set_common (self, tx, words, values, error))
    return FALSE;
  if (draw_below (self, 5) == 0)
    crm_values_set_text (values, CRM_CLIENT_NOTES, draw_word (self, words->notes));
  id = crm_transaction_insert (tx, values, NULL, error);
  if (!id)
    return FALSE;
  g_array_append_val (self->ids, id);
  g_array_append_val (self->languages, index);
  if (company)
    self->company = id;

  phone = make_phone (self, words, draw_below (self, 3) == 0);
  mail = make_mail (name, number + 1);
  if (!add_address (self, tx, id, "phone", company ? "work" : "mobile", phone, 0, error))
    return FALSE;
  if (draw_below (self, 4) == 0)
    {
      g_autofree char *second = make_phone (self, words, TRUE);
      if (!add_address (self, tx, id, "phone", "work", second, 1, error))
        return FALSE;
    }
  if (draw_below (self, 10) < 7 && !add_address (self, tx, id, "email", "work", mail, 0, error))
    return FALSE;
  /* One in a hundred is there twice, as in every real book. */
  if (draw_below (self, 100) == 0 && self->ids->len < self->n_clients)
    {
      g_autoptr (CrmValues) twin = crm_values_new (self->client);

      crm_values_set_text (twin, CRM_CLIENT_KIND, company ? "company" : "person");
      crm_values_set_text (twin, CRM_CLIENT_STATUS, "lead");
      crm_values_set_text (twin, CRM_CLIENT_NAME, name);
      id = crm_transaction_insert (tx, twin, NULL, error);
      if (!id || !add_address (self, tx, id, "phone", NULL, phone, 0, error))
        return FALSE;
      g_array_append_val (self->ids, id);
      g_array_append_val (self->languages, index);
    }
  return TRUE;
}

/* During working hours of a day in the last two years, more often of late. */
static gint64
draw_time (Demo *self)
{
  guint day = MIN (draw_below (self, 730), draw_below (self, 730));
  gint64 midnight = self->now - self->now % DAY - (gint64)day * DAY;
  gint64 at = midnight + (8 * 3600 + (gint64)draw_below (self, 10 * 3600)) * G_USEC_PER_SEC;

  return at > self->now ? at - DAY : at;
}

static gboolean
add_activity (Demo *self, CrmTransaction *tx, guint client, GError **error)
{
  static const char *const outcomes[] = { "answered", "answered", "no-answer", "interested", "agreed",
    "call-back" };
  const CrmDemoWords *words = &crm_demo_words[g_array_index (self->languages, guint, client)];
  gboolean call = draw_below (self, 100) < 45;
  g_autoptr (CrmValues) values = crm_values_new (call ? self->call : self->note);

  crm_values_set_integer (
      values, call ? CRM_CALL_CLIENT : CRM_NOTE_CLIENT, g_array_index (self->ids, gint64, client));
  crm_values_set_integer (values, call ? CRM_CALL_AT : CRM_NOTE_AT, draw_time (self));
  crm_values_set_text (
      values, call ? CRM_CALL_TEXT : CRM_NOTE_TEXT, draw_word (self, call ? words->calls : words->notes));
  if (call)
    {
      crm_values_set_text (values, CRM_CALL_DIRECTION, draw_below (self, 2) ? "in" : "out");
      crm_values_set_text (values, CRM_CALL_OUTCOME, draw_word (self, outcomes));
      crm_values_set_integer (values, CRM_CALL_DURATION, 20 + draw_below (self, 900));
    }
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static gboolean
tell (Demo *self, GError **error)
{
  guint done = self->ids->len + self->made;

  if (self->progress && done % 256 == 0)
    self->progress (done, self->n_clients + self->n_activities, self->progress_data);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
get_entities (Demo *self, CrmTransaction *tx, GError **error)
{
  const struct
  {
    CrmEntity **entity;
    const char *name;
  } entities[] = { { &self->client, "client" }, { &self->address, "address" }, { &self->tag, "tag" },
    { &self->option, "option" }, { &self->note, "note" }, { &self->call, "call" } };

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    if (!*entities[i].entity &&
        !(*entities[i].entity = crm_transaction_get_entity (tx, entities[i].name, error)))
      return FALSE;
  return TRUE;
}

static gboolean
write_clients (CrmTransaction *tx, gpointer data, GError **error)
{
  Demo *self = data;
  guint end = MIN (self->n_clients, self->ids->len + CLIENTS_A_BATCH);
  gint64 n;

  if (!self->ids->len)
    {
      if (!crm_db_get_integer (
              crm_transaction_get_db (tx), "SELECT EXISTS (SELECT 1 FROM client)", 0, &n, error))
        return FALSE;
      if (n)
        {
          g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
              _ ("This book has clients: a demo business is made in an empty one."));
          return FALSE;
        }
    }
  if (!get_entities (self, tx, error))
    return FALSE;
  while (self->ids->len < end)
    if (!add_client (self, tx, error) || !tell (self, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_activities (CrmTransaction *tx, gpointer data, GError **error)
{
  Demo *self = data;
  guint end = MIN (self->n_activities, self->made + ACTIVITIES_A_BATCH);

  for (; self->made < end; self->made++)
    {
      /* The busiest client comes first; the rest is spread, some have many and some none. */
      gboolean busy = self->n_clients >= 10000 && self->made < BUSY_ACTIVITIES;
      guint client = busy ? 1 : MIN (draw_below (self, self->ids->len), draw_below (self, self->ids->len));

      if (!add_activity (self, tx, client, error) || !tell (self, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_sales (CrmTransaction *tx, gpointer data, GError **error)
{
  Demo *self = data;

  static const char *const templates[] = { "payment", "birthday" };

  self->sold = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    if (!crm_template_make_proposal (tx, templates[i], error))
      return FALSE;
  return crm_demo_write_sales (tx, (const gint64 *)(void *)self->ids->data,
      (const guint *)(void *)self->languages->data, self->ids->len, self->seed, self->now, error);
}

static void
clear_demo (Demo *self)
{
  g_array_unref (self->ids);
  g_array_unref (self->languages);
  g_hash_table_unref (self->words);
  g_clear_pointer (&self->client, crm_entity_unref);
  g_clear_pointer (&self->address, crm_entity_unref);
  g_clear_pointer (&self->tag, crm_entity_unref);
  g_clear_pointer (&self->option, crm_entity_unref);
  g_clear_pointer (&self->note, crm_entity_unref);
  g_clear_pointer (&self->call, crm_entity_unref);
}

static Demo
make_demo (guint n_clients, guint64 seed, double activities_per_client)
{
  return (Demo){
    .random = seed,
    .seed = seed,
    .n_clients = n_clients,
    .n_activities = n_clients ? (guint)(n_clients * MAX (activities_per_client, 0) + 0.5) : 0,
    .now = crm_clock_now (),
    .ids = g_array_new (FALSE, FALSE, sizeof (gint64)),
    .languages = g_array_new (FALSE, FALSE, sizeof (guint)),
    .words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
  };
}

/* What is to be written next; NULL when all is there. Even a demo of nobody asks once whether the book is empty. */
static CrmWriteFunc
next_batch (const Demo *self, gboolean first)
{
  if (first || self->ids->len < self->n_clients)
    return write_clients;
  if (self->made < self->n_activities)
    return write_activities;
  return self->sold || !self->n_clients ? NULL : write_sales;
}

gboolean
crm_demo_fill_sync (CrmStore *store, guint n_clients, guint64 seed, double activities_per_client,
    CrmDemoProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Demo self = make_demo (n_clients, seed, activities_per_client);
  CrmWriteFunc batch = next_batch (&self, TRUE);
  gboolean ok = TRUE;

  self.progress = progress;
  self.progress_data = progress_data;
  self.cancellable = cancellable;
  for (; ok && batch; batch = next_batch (&self, FALSE))
    ok = crm_store_write_sync (store, _ ("Demo business"), batch, &self, NULL, error);
  clear_demo (&self);
  return ok;
}

/* The same beside the main loop: one write after the other, for a store tells of its changes where it was written from. */
typedef struct
{
  Demo demo; /* of the writer while it writes */
  CrmDemoProgress progress;
  gpointer progress_data;
  gint done;
  gint total;
  guint source;
} Filling;

static void
free_filling (gpointer data)
{
  Filling *self = data;

  clear_demo (&self->demo);
  g_free (self);
}

static void
note_progress (guint done, guint total, gpointer data)
{
  Filling *self = data;

  g_atomic_int_set (&self->total, (gint)total);
  g_atomic_int_set (&self->done, (gint)done);
}

static gboolean
on_progress (gpointer data)
{
  Filling *self = data;

  self->progress (
      (guint)g_atomic_int_get (&self->done), (guint)g_atomic_int_get (&self->total), self->progress_data);
  return G_SOURCE_CONTINUE;
}

static void
on_batch_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Filling *self = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean ok = crm_store_write_finish (CRM_STORE (source), result, NULL, &error);
  CrmWriteFunc batch = next_batch (&self->demo, FALSE);

  if (ok && batch)
    {
      crm_store_write_async (CRM_STORE (source), _ ("Demo business"), batch, &self->demo, NULL,
          self->demo.cancellable, on_batch_written, g_steal_pointer (&task));
      return;
    }
  g_clear_handle_id (&self->source, g_source_remove);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
crm_demo_fill_async (CrmStore *store, guint n_clients, guint64 seed, double activities_per_client,
    CrmDemoProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
    gpointer data)
{
  GTask *task = g_task_new (store, cancellable, callback, data);
  Filling *self = g_new0 (Filling, 1);

  self->demo = make_demo (n_clients, seed, activities_per_client);
  self->demo.progress = note_progress;
  self->demo.progress_data = self;
  self->demo.cancellable = cancellable; /* the task holds it */
  self->progress = progress;
  self->progress_data = progress_data;
  if (progress)
    self->source = g_timeout_add (100, on_progress, self);
  g_task_set_task_data (task, self, free_filling);
  crm_store_write_async (store, _ ("Demo business"), next_batch (&self->demo, TRUE), &self->demo, NULL,
      cancellable, on_batch_written, task);
}

gboolean
crm_demo_fill_finish (CrmStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
