/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/crm-phone.h"
#include "base/crm-text.h"
#include "duplicate/crm-duplicate-private.h"

/* Makes pairs of clients that may be the same: those who meet by a number, an e-mail or a name, weighed by what else is the same. Each group is
 * gone through once in a line, never each with each, so that a book of any size takes its time and no more. Any thread, which has the data alone. */

#define ALIKE 900
#define CROWD \
  8 /* a number more have is a switchboard, a name more have is a common one: it says nothing alone */
#define NEIGHBOURS 4 /* names are compared with so many that follow */
#define MANY 20      /* a domain more have is a provider of mail, not a company's */
#define LEAST 35
#define STRONG (CRM_DUPLICATE_PHONE | CRM_DUPLICATE_EMAIL)

typedef struct
{
  CrmDuplicateData *data;
  GHashTable *found; /* key of two indices → CrmDuplicateGrounds */
  GCancellable *cancellable;
} Pairing;

/* One who bears a key; of a name, who bears the same name stands together. */
typedef struct
{
  const char *key;
  guint person;
  const char *whole; /* of phones, nullable */
} Bearer;

static guint
apart_hash (gconstpointer key)
{
  const CrmDuplicateApart *apart = key;
  return g_int64_hash (&apart->a) * 31 + g_int64_hash (&apart->b);
}

static gboolean
apart_equal (gconstpointer a, gconstpointer b)
{
  const CrmDuplicateApart *x = a, *y = b;
  return x->a == y->a && x->b == y->b;
}

CrmDuplicateData *
crm_duplicate_data_new (void)
{
  CrmDuplicateData *self = g_new0 (CrmDuplicateData, 1);

  self->texts = g_string_chunk_new (1 << 16);
  self->people = g_array_new (FALSE, FALSE, sizeof (CrmDuplicatePerson));
  self->addresses = g_array_new (FALSE, FALSE, sizeof (CrmDuplicateAddress));
  self->distinct = g_hash_table_new_full (apart_hash, apart_equal, g_free, NULL);
  return self;
}

void
crm_duplicate_data_free (CrmDuplicateData *self)
{
  g_string_chunk_free (self->texts);
  g_array_unref (self->people);
  g_array_unref (self->addresses);
  g_hash_table_unref (self->distinct);
  g_free (self);
}

static CrmDuplicatePerson *
get_person (CrmDuplicateData *self, guint index)
{
  return &g_array_index (self->people, CrmDuplicatePerson, index);
}

static int
compare_people (gconstpointer a, gconstpointer b)
{
  const CrmDuplicatePerson *x = a, *y = b;
  return x->id < y->id ? -1 : x->id > y->id;
}

void
crm_duplicate_data_add (CrmDuplicateData *self, gint64 id, gboolean is_company, gint64 company,
    const char *fold, const char *birthday)
{
  CrmDuplicatePerson person = { id, company, g_string_chunk_insert (self->texts, fold ? fold : ""), NULL,
    birthday && *birthday != '-' ? g_string_chunk_insert (self->texts, birthday) : NULL, NULL, is_company };

  g_array_append_val (self->people, person);
}

void
crm_duplicate_data_add_address (
    CrmDuplicateData *self, gint64 client, gboolean email, const char *key, const char *whole)
{
  CrmDuplicatePerson wanted = { .id = client };
  CrmDuplicateAddress address = { .email = email };
  const char *at = email ? strrchr (key, '@') : NULL;

  if (strlen (key) < 5 || (email && !at) ||
      !g_array_binary_search (self->people, &wanted, compare_people, &address.person))
    return;
  address.key = g_string_chunk_insert (self->texts, key);
  address.whole = whole ? g_string_chunk_insert (self->texts, whole) : NULL;
  g_array_append_val (self->addresses, address);
  if (at)
    get_person (self, address.person)->domain = g_string_chunk_insert_const (self->texts, at + 1);
}

void
crm_duplicate_data_set_apart (CrmDuplicateData *self, gint64 a, gint64 b)
{
  CrmDuplicateApart apart = { MIN (a, b), MAX (a, b) };

  g_hash_table_add (self->distinct, g_memdup2 (&apart, sizeof apart));
}

static guint64
make_key (guint a, guint b)
{
  return (guint64)MIN (a, b) << 32 | MAX (a, b);
}

static void
add (Pairing *self, guint a, guint b, CrmDuplicateGrounds grounds)
{
  guint64 key = make_key (a, b), *fresh;
  gpointer known;

  if (a == b)
    return;
  known = g_hash_table_lookup (self->found, &key);
  if ((GPOINTER_TO_UINT (known) & grounds) == grounds)
    return;
  fresh = g_memdup2 (&key, sizeof key);
  g_hash_table_replace (self->found, fresh, GUINT_TO_POINTER (GPOINTER_TO_UINT (known) | grounds));
}

/* An employee and the company have one number as a matter of course. */
static gboolean
is_employer (const CrmDuplicatePerson *a, const CrmDuplicatePerson *b)
{
  return a->company == b->id || b->company == a->id;
}

static gboolean
are_alike (const CrmDuplicatePerson *a, const CrmDuplicatePerson *b)
{
  return crm_text_similarity (a->fold, b->fold) >= ALIKE;
}

static int
compare_bearers (gconstpointer a, gconstpointer b)
{
  const Bearer *x = a, *y = b;
  int by_key = strcmp (x->key, y->key);

  return by_key ? by_key : x->person < y->person ? -1 : x->person > y->person;
}

typedef void (*GroupFunc) (Pairing *self, const Bearer *members, guint n);

/* Calls func for each group of different clients that have a key in common. FALSE: cancelled. */
static gboolean
for_each_group (Pairing *self, GArray *bearers, GroupFunc func)
{
  guint n = 0;

  g_array_sort (bearers, compare_bearers);
  for (guint i = 0; i < bearers->len; i += n)
    {
      const Bearer *first = &g_array_index (bearers, Bearer, i);

      for (n = 1; i + n < bearers->len && strcmp (first[n].key, first->key) == 0;)
        n++;
      if (n > 1)
        func (self, first, n);
      if (i % 1024 < n && g_cancellable_is_cancelled (self->cancellable))
        return FALSE;
    }
  return TRUE;
}

/* Two numbers that end alike. */
static gboolean
is_other (const Bearer *a, const Bearer *b)
{
  return crm_phone_differ (a->whole, b->whole);
}

static void
pair_by_address (Pairing *self, const Bearer *members, guint n, CrmDuplicateGrounds ground)
{
  for (guint i = 1; i < n; i++)
    for (guint k = i > CROWD ? i - CROWD : 0; k < i; k++)
      {
        const CrmDuplicatePerson *a = get_person (self->data, members[k].person),
                                 *b = get_person (self->data, members[i].person);
        gboolean colleagues = a->company && a->company == b->company;

        if (is_employer (a, b) || is_other (&members[k], &members[i]))
          continue;
        /* The oldest stands for the group, beside those who are called alike. */
        if (are_alike (a, b) ||
            (n <= CROWD && !colleagues &&
                (k == 0 || is_other (&members[0], &members[k]) || is_other (&members[0], &members[i]))))
          add (self, members[k].person, members[i].person, ground);
      }
}

static void
pair_by_phone (Pairing *self, const Bearer *members, guint n)
{
  pair_by_address (self, members, n, CRM_DUPLICATE_PHONE);
}

static void
pair_by_email (Pairing *self, const Bearer *members, guint n)
{
  pair_by_address (self, members, n, CRM_DUPLICATE_EMAIL);
}

static gboolean
pair_addresses (Pairing *self)
{
  for (gboolean email = FALSE; email <= TRUE; email++)
    {
      g_autoptr (GArray) bearers = g_array_new (FALSE, FALSE, sizeof (Bearer));

      for (guint i = 0; i < self->data->addresses->len; i++)
        {
          const CrmDuplicateAddress *address = &g_array_index (self->data->addresses, CrmDuplicateAddress, i);
          Bearer bearer = { address->key, address->person, address->whole };

          if (address->email == email)
            g_array_append_val (bearers, bearer);
        }
      if (!for_each_group (self, bearers, email ? pair_by_email : pair_by_phone))
        return FALSE;
    }
  return TRUE;
}

/* What speaks for or against two of one name. */
static CrmDuplicateGrounds
get_besides (const CrmDuplicatePerson *a, const CrmDuplicatePerson *b)
{
  CrmDuplicateGrounds grounds = 0;

  if (a->birthday && b->birthday && strcmp (a->birthday, b->birthday) == 0)
    grounds |= CRM_DUPLICATE_BIRTHDAY;
  if (a->company && a->company == b->company)
    grounds |= CRM_DUPLICATE_COMPANY;
  if (a->domain && a->domain == b->domain)
    grounds |= CRM_DUPLICATE_DOMAIN;
  return grounds;
}

static gboolean
is_contradicted (const CrmDuplicatePerson *a, const CrmDuplicatePerson *b)
{
  return a->birthday && b->birthday && strcmp (a->birthday, b->birthday) != 0;
}

static void
pair_by_name (Pairing *self, const Bearer *members, guint n)
{
  for (guint i = 1; i < n; i++)
    for (guint k = n <= CROWD ? 0 : i > NEIGHBOURS ? i - NEIGHBOURS : 0; k < i; k++)
      {
        const CrmDuplicatePerson *a = get_person (self->data, members[k].person),
                                 *b = get_person (self->data, members[i].person);

        if (is_employer (a, b) || is_contradicted (a, b))
          continue;
        if ((n <= CROWD && (k == 0 || k + 1 == i)) || get_besides (a, b))
          add (self, members[k].person, members[i].person, CRM_DUPLICATE_NAME);
      }
}

/* Names that meet by a part or by their sound; those written quite the same have met already. */
static void
pair_by_sound (Pairing *self, const Bearer *members, guint n)
{
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n && k <= i + NEIGHBOURS; k++)
      {
        const CrmDuplicatePerson *a = get_person (self->data, members[i].person),
                                 *b = get_person (self->data, members[k].person);

        if (a->key != b->key && !is_employer (a, b) && !is_contradicted (a, b) && are_alike (a, b))
          add (self, members[i].person, members[k].person, CRM_DUPLICATE_SIMILAR);
      }
}

typedef struct
{
  const char *key; /* of the name */
  guint person;    /* the first who bears it */
  guint n;
} Name;

static void
add_sounds (Pairing *self, GArray *bearers, const Name *name)
{
  const CrmDuplicatePerson *person = get_person (self->data, name->person);
  g_auto (GStrv) words = NULL;
  g_autofree char *key = crm_duplicate_name_key (person->fold, person->is_company, &words);
  g_autoptr (GString) sound = g_string_new (NULL);
  GStringChunk *texts = self->data->texts;

  for (guint i = 0; words && words[i]; i++)
    {
      g_autofree char *skeleton = crm_duplicate_skeleton (words[i]);

      g_string_append_printf (sound, "%s ", skeleton);
    }
  if (sound->len > 3)
    {
      Bearer whole = { g_string_chunk_insert (texts, sound->str), name->person };
      g_array_append_val (bearers, whole);
    }
  /* One word the same, the other nearly: "1" keeps them from the sounds, and they stand in the order of what else there is. */
  for (guint i = 0; words && words[i] && words[1]; i++)
    if (strlen (words[i]) >= 4)
      {
        guint other = i ? 0 : 1;
        g_autofree char *part = g_strdup_printf ("1%s %c", words[i], words[other][0]);
        Bearer one = { g_string_chunk_insert (texts, part), name->person };
        g_array_append_val (bearers, one);
      }
}

static gboolean
pair_names (Pairing *self)
{
  g_autoptr (GArray) bearers = g_array_new (FALSE, FALSE, sizeof (Bearer));
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (Name));

  for (guint i = 0; i < self->data->people->len; i++)
    {
      CrmDuplicatePerson *person = get_person (self->data, i);
      g_autofree char *key = crm_duplicate_name_key (person->fold, person->is_company, NULL);
      Bearer bearer = { NULL, i };

      if (i % 1024 == 0 && g_cancellable_is_cancelled (self->cancellable))
        return FALSE;
      if (!key)
        continue;
      bearer.key = person->key = g_string_chunk_insert_const (self->data->texts, key);
      g_array_append_val (bearers, bearer);
    }
  if (!for_each_group (self, bearers, pair_by_name))
    return FALSE;

  /* Each name once from here on; of a common one, who is meant cannot be told by another spelling of it. */
  for (guint i = 0; i < bearers->len; i++)
    {
      const Bearer *bearer = &g_array_index (bearers, Bearer, i);
      Name *last = names->len ? &g_array_index (names, Name, names->len - 1) : NULL;

      if (last && last->key == bearer->key)
        last->n++;
      else
        {
          Name name = { bearer->key, bearer->person, 1 };
          g_array_append_val (names, name);
        }
    }
  g_array_set_size (bearers, 0);
  for (guint i = 0; i < names->len; i++)
    {
      if (i % 1024 == 0 && g_cancellable_is_cancelled (self->cancellable))
        return FALSE;
      if (g_array_index (names, Name, i).n <= 2)
        add_sounds (self, bearers, &g_array_index (names, Name, i));
    }
  return for_each_group (self, bearers, pair_by_sound);
}

/* A provider of mail is nobody's company. */
static void
forget_common_domains (CrmDuplicateData *data)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < data->people->len; i++)
    {
      gpointer domain = (gpointer)get_person (data, i)->domain;

      if (domain)
        g_hash_table_insert (
            counts, domain, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, domain)) + 1));
    }
  for (guint i = 0; i < data->people->len; i++)
    if (GPOINTER_TO_UINT (g_hash_table_lookup (counts, get_person (data, i)->domain)) > MANY)
      get_person (data, i)->domain = NULL;
}

static guint
weigh (CrmDuplicateGrounds grounds)
{
  static const struct
  {
    CrmDuplicateGrounds ground;
    guint weight;
  } weights[] = {
    { CRM_DUPLICATE_EMAIL, 60 },
    { CRM_DUPLICATE_PHONE, 50 },
    { CRM_DUPLICATE_NAME, 45 },
    { CRM_DUPLICATE_SIMILAR, 35 },
    { CRM_DUPLICATE_BIRTHDAY, 25 },
    { CRM_DUPLICATE_COMPANY, 15 },
    { CRM_DUPLICATE_DOMAIN, 10 },
  };
  guint sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    if (grounds & weights[i].ground)
      sum += weights[i].weight;
  return sum;
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const CrmDuplicatePair *x = a, *y = b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  if (x->a != y->a)
    return x->a < y->a ? -1 : 1;
  return x->b < y->b ? -1 : x->b > y->b;
}

static GArray *
list_pairs (Pairing *self)
{
  GArray *pairs =
      g_array_sized_new (FALSE, FALSE, sizeof (CrmDuplicatePair), g_hash_table_size (self->found));
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->found);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      guint64 two = *(guint64 *)key;
      const CrmDuplicatePerson *a = get_person (self->data, (guint)(two >> 32)),
                               *b = get_person (self->data, (guint)(two & G_MAXUINT32));
      CrmDuplicateApart apart = { a->id, b->id };
      CrmDuplicatePair pair = { a->id, b->id, GPOINTER_TO_UINT (value), 0 };

      if (g_hash_table_contains (self->data->distinct, &apart))
        continue;
      if (pair.grounds & STRONG && !(pair.grounds & (CRM_DUPLICATE_NAME | CRM_DUPLICATE_SIMILAR)))
        pair.grounds |= a->key && a->key == b->key ? CRM_DUPLICATE_NAME
                        : are_alike (a, b)         ? CRM_DUPLICATE_SIMILAR
                                                   : 0;
      if (pair.grounds & (CRM_DUPLICATE_NAME | CRM_DUPLICATE_SIMILAR))
        pair.grounds |=
            get_besides (a, b) & ~(pair.grounds & CRM_DUPLICATE_EMAIL ? CRM_DUPLICATE_DOMAIN : 0u);
      pair.score = weigh (pair.grounds);
      if (pair.score >= LEAST)
        g_array_append_val (pairs, pair);
    }
  g_array_sort (pairs, compare_pairs);
  return pairs;
}

GArray *
crm_duplicate_pairs (CrmDuplicateData *data, GCancellable *cancellable)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Pairing self = { data, found, cancellable };

  forget_common_domains (data);
  return pair_addresses (&self) && pair_names (&self) ? list_pairs (&self) : NULL;
}
