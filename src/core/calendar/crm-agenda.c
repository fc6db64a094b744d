/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-agenda-private.h"

#include "base/crm-error.h"

#include <glib/gi18n-lib.h>

/* One reading of a stretch of days: what the layers share, and what holds their items together. Made in a worker's thread, immutable
 * afterwards, read by any. */

#define DEFAULT_MAX 2000
#define LEAST_A_DAY 20 /* a share of fewer shows nothing of a day */

struct _CrmAgenda
{
  GPtrArray *items;
  GPtrArray *days;
  guint n_left_out;
  gatomicrefcount ref_count;
};

CrmAgendaItem *
crm_agenda_item_new (const char *kind, const char *step)
{
  CrmAgendaItem *self = g_new0 (CrmAgendaItem, 1);

  self->kind = kind;
  self->step = step;
  self->rid = g_strdup ("");
  return self;
}

void
crm_agenda_item_free (CrmAgendaItem *self)
{
  g_free (self->rid);
  g_free (self->title);
  g_free (self->state);
  g_free (self->place);
  g_free (self->online);
  g_free (self->text);
  g_free (self->client_name);
  g_free (self->client_caption);
  g_free (self->phone);
  g_free (self->deal_title);
  g_free (self->owner_name);
  g_free (self->color);
  g_free (self);
}

void
crm_agenda_item_set_days (CrmAgendaItem *self, const CrmAgendaReading *reading, guint32 first, guint32 last)
{
  self->all_day = TRUE;
  self->starts_at = crm_local_instant (first, 0, reading->zone);
  self->ends_at = crm_local_instant (MAX (first, last) + 1, 0, reading->zone);
}

void
crm_agenda_item_set_times (
    CrmAgendaItem *self, const CrmAgendaReading *reading, gint64 starts_at, gint64 ends_at, gboolean all_day)
{
  if (all_day && reading->other_zone)
    {
      guint32 first = crm_local_day (starts_at, reading->book_zone, NULL),
              last = crm_local_day (MAX (ends_at - 1, starts_at), reading->book_zone, NULL);

      crm_agenda_item_set_days (self, reading, first, last);
      return;
    }
  self->starts_at = starts_at;
  self->ends_at = MAX (ends_at, starts_at);
  self->all_day = all_day;
}

void
crm_agenda_item_read_who (CrmAgendaItem *self, CrmStatement *statement, int n)
{
  self->client = crm_statement_get_integer (statement, n);
  self->client_name = g_strdup (crm_statement_get_text (statement, n + 1));
  self->client_caption = g_strdup (crm_statement_get_text (statement, n + 2));
  self->phone = g_strdup (crm_statement_get_text (statement, n + 3));
  self->n_clients = self->client ? 1 : 0;
  self->deal = crm_statement_get_integer (statement, n + 4);
  self->deal_title = g_strdup (crm_statement_get_text (statement, n + 5));
  self->owner = crm_statement_get_integer (statement, n + 6);
  self->owner_name = g_strdup (crm_statement_get_text (statement, n + 7));
}

gboolean
crm_agenda_reading_init (
    CrmAgendaReading *self, CrmTransaction *tx, const CrmAgendaQuery *query, GError **error)
{
  self->tx = tx;
  self->db = crm_transaction_get_db (tx);
  self->book_zone = crm_transaction_get_zone (tx);
  self->zone = query->zone ? query->zone : self->book_zone;
  self->other_zone =
      !g_str_equal (g_time_zone_get_identifier (self->zone), g_time_zone_get_identifier (self->book_zone));
  self->now = crm_transaction_get_now (tx);
  self->from = query->from;
  self->until = query->until;
  self->owner = query->owner;
  self->layers = query->layers;
  self->max = query->max ? query->max : DEFAULT_MAX;
  self->upcoming = query->upcoming;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_agenda_item_free);
  if (query->until > query->from)
    {
      self->first_day = crm_local_day (query->from, self->zone, NULL);
      self->last_day = crm_local_day (query->until - 1, self->zone, NULL);
    }
  if (self->first_day < 2 || self->last_day < self->first_day ||
      self->last_day - self->first_day >= CRM_AGENDA_MAX_DAYS)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("These days cannot be shown: at most ten years at once, and none before our time."));
      return FALSE;
    }
  self->first_on = crm_local_format (self->first_day);
  self->last_on = crm_local_format (self->last_day);
  return TRUE;
}

void
crm_agenda_reading_clear (CrmAgendaReading *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->first_on, g_free);
  g_clear_pointer (&self->last_on, g_free);
}

/* Marks the days an item touches. */
static void
mark (const CrmAgendaReading *reading, const CrmAgendaItem *item)
{
  guint32 first = crm_local_day (item->starts_at, reading->zone, NULL),
          last = crm_local_day (MAX (item->ends_at - 1, item->starts_at), reading->zone, NULL);

  for (guint32 day = MAX (first, reading->first_day); day <= MIN (last, reading->last_day); day++)
    reading->days[day - reading->first_day] = 1;
}

void
crm_agenda_reading_take (CrmAgendaReading *self, CrmAgendaItem *item)
{
  if (item->starts_at >= self->until || MAX (item->ends_at, item->starts_at + 1) <= self->from)
    {
      crm_agenda_item_free (item);
      return;
    }
  if (self->days)
    {
      mark (self, item);
      crm_agenda_item_free (item);
      return;
    }
  g_ptr_array_add (self->items, item);
  self->n_found++;
}

/* How many there are when not all were read. */
static gboolean
count_rest (CrmAgendaReading *self, const CrmAgendaLayer *layer, guint n_read, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (self->db, layer->count, error);
  gboolean row;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, G_MAXINT64);
  layer->bind (self, statement);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  self->n_found += (guint64)MAX (crm_statement_get_integer (statement, 0) - n_read, 0);
  return TRUE;
}

gboolean
crm_agenda_reading_add (CrmAgendaReading *self, const CrmAgendaLayer *layer, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (self->db, layer->select, error);
  gboolean row = FALSE;
  guint n_read = 0;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, self->max);
  layer->bind (self, statement);
  while (crm_statement_step (statement, &row, error) && row)
    {
      g_autoptr (CrmAgendaItem) item = crm_agenda_item_new (NULL, NULL);

      n_read++;
      if (layer->read (self, statement, item))
        crm_agenda_reading_take (self, g_steal_pointer (&item));
    }
  return !row && (n_read < self->max || self->upcoming || count_rest (self, layer, n_read, error));
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const CrmAgendaItem *first = *(const CrmAgendaItem *const *)a, *second = *(const CrmAgendaItem *const *)b;
  int order;

  if (first->starts_at != second->starts_at)
    return first->starts_at < second->starts_at ? -1 : 1;
  if (first->all_day != second->all_day)
    return first->all_day ? -1 : 1;
  if (first->ends_at != second->ends_at)
    return first->ends_at > second->ends_at ? -1 : 1;
  order = strcmp (first->kind, second->kind);
  if (order)
    return order;
  if (first->id != second->id)
    return first->id < second->id ? -1 : 1;
  return strcmp (first->rid, second->rid);
}

static gboolean
read_layers (CrmAgendaReading *self, GError **error)
{
  CrmLayers layers = self->layers;

  return (!(layers & CRM_LAYER_MEETINGS) || crm_agenda_read_meetings (self, error)) &&
         (!(layers & (CRM_LAYER_EVENTS | CRM_LAYER_HOLIDAYS)) || crm_agenda_read_events (self, error)) &&
         (!(layers & CRM_LAYER_TASKS) || crm_agenda_read_tasks (self, error)) &&
         (!(layers & CRM_LAYER_CLOSINGS) || crm_agenda_read_closings (self, error)) &&
         (!(layers & CRM_LAYER_BIRTHDAYS) || crm_agenda_read_birthdays (self, error)) &&
         (!(layers & CRM_LAYER_LEAVE) || crm_agenda_read_leave (self, error)) &&
         (!(layers & CRM_LAYER_OWN_DATES) || crm_agenda_read_own_dates (self, error));
}

/* What nobody wants to see of the days themselves. */
static void
hide_layers (GPtrArray *days, CrmLayers layers)
{
  for (guint i = 0; i < days->len; i++)
    {
      CrmAgendaDay *day = days->pdata[i];

      if (!(layers & CRM_LAYER_HOLIDAYS))
        g_clear_pointer (&day->holiday, g_free);
      if (!(layers & CRM_LAYER_LEAVE))
        g_ptr_array_set_size (day->away, 0);
      if (!(layers & CRM_LAYER_HOURS))
        {
          day->works = TRUE;
          g_array_set_size (day->spans, 0);
        }
    }
}

static guint
hash_item (gconstpointer data)
{
  const CrmAgendaItem *item = data;

  return g_str_hash (item->kind) ^ g_str_hash (item->rid) ^ (guint)item->id;
}

static gboolean
equal_items (gconstpointer a, gconstpointer b)
{
  const CrmAgendaItem *one = a, *other = b;

  return one->id == other->id && g_str_equal (one->kind, other->kind) && g_str_equal (one->rid, other->rid);
}

/* Of a day with too many what was agreed upon comes before what is to be done, and that before what is only to be known. */
static int
get_rank (const CrmAgendaItem *item)
{
  static const char *const lesser[] = { "task", "closing", "birthday", "date" };

  for (guint i = 0; i < G_N_ELEMENTS (lesser); i++)
    if (g_str_equal (item->kind, lesser[i]))
      return i ? 2 : 1;
  return 0;
}

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  int order = get_rank (*(const CrmAgendaItem *const *)a) - get_rank (*(const CrmAgendaItem *const *)b);

  return order ? order : compare_items (a, b);
}

/* The first items of one day; what goes on from the day before is there already. */
static gboolean
read_day (const CrmAgendaReading *whole, CrmAgendaDay *day, guint max, GPtrArray *items, GHashTable *known,
    GError **error)
{
  g_auto (CrmAgendaReading) reading = { 0 };
  CrmAgendaQuery query = { .from = MAX (whole->from, crm_local_instant (day->day, 0, whole->zone)),
    .until = MIN (whole->until, crm_local_instant (day->day + 1, 0, whole->zone)),
    .layers = whole->layers,
    .zone = whole->zone,
    .owner = whole->owner,
    .max = max };
  guint n;

  if (!crm_agenda_reading_init (&reading, whole->tx, &query, error) || !read_layers (&reading, error))
    return FALSE;
  g_ptr_array_sort (reading.items, compare_ranks);
  n = MIN (reading.items->len, max);
  day->n_left_out = (guint)MIN (reading.n_found - n, G_MAXUINT);
  for (guint i = n; i > 0; i--)
    if (!g_hash_table_contains (known, reading.items->pdata[i - 1]))
      {
        g_hash_table_add (known, reading.items->pdata[i - 1]);
        g_ptr_array_add (items, g_ptr_array_steal_index (reading.items, i - 1));
      }
  return TRUE;
}

/* More than anybody can look at: rather the first of each day than all of the first days. */
static gboolean
read_by_days (CrmAgenda *self, const CrmAgendaReading *whole, GError **error)
{
  guint max = whole->max / self->days->len;
  g_autoptr (GHashTable) known = g_hash_table_new (hash_item, equal_items);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_agenda_item_free);

  for (guint i = 0; i < self->days->len; i++)
    if (!read_day (whole, self->days->pdata[i], max, items, known, error))
      return FALSE;
  g_ptr_array_sort (items, compare_items);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_steal_pointer (&items);
  return TRUE;
}

CrmAgenda *
crm_agenda_read (CrmTransaction *tx, const CrmAgendaQuery *query, GError **error)
{
  g_autoptr (CrmAgenda) self = g_new0 (CrmAgenda, 1);
  g_auto (CrmAgendaReading) reading = { 0 };

  g_atomic_ref_count_init (&self->ref_count);
  if (!crm_agenda_reading_init (&reading, tx, query, error) || !read_layers (&reading, error))
    return NULL;
  self->days =
      crm_agenda_list_days (tx, reading.zone, reading.first_day, reading.last_day, reading.owner, error);
  if (!self->days)
    return NULL;
  hide_layers (self->days, reading.layers);
  g_ptr_array_sort (reading.items, compare_items);
  if (reading.items->len > reading.max)
    g_ptr_array_set_size (reading.items, (gint)reading.max);
  self->items = g_steal_pointer (&reading.items);
  if (reading.n_found > self->items->len && self->days->len > 1 && !reading.upcoming &&
      reading.max / self->days->len >= LEAST_A_DAY && !read_by_days (self, &reading, error))
    return NULL;
  self->n_left_out = (guint)CLAMP ((gint64)reading.n_found - self->items->len, 0, G_MAXUINT);
  return g_steal_pointer (&self);
}

GBytes *
crm_agenda_read_days (CrmTransaction *tx, const CrmAgendaQuery *query, GError **error)
{
  g_auto (CrmAgendaReading) reading = { 0 };
  g_autofree guint8 *days = NULL;
  gsize n;

  if (!crm_agenda_reading_init (&reading, tx, query, error))
    return NULL;
  n = reading.last_day - reading.first_day + 1;
  days = g_new0 (guint8, n);
  reading.days = days;
  reading.max = G_MAXINT;
  if (!read_layers (&reading, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&days), n);
}

CrmAgenda *
crm_agenda_ref (CrmAgenda *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
crm_agenda_unref (CrmAgenda *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->days, g_ptr_array_unref);
  g_free (self);
}

GPtrArray *
crm_agenda_get_items (CrmAgenda *self)
{
  return self->items;
}

GPtrArray *
crm_agenda_get_days (CrmAgenda *self)
{
  return self->days;
}

guint
crm_agenda_get_n_left_out (CrmAgenda *self)
{
  return self->n_left_out;
}
