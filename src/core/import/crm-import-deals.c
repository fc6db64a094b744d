/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "deal/crm-deal.h"
#include "import/crm-import-fields.h"
#include "import/crm-import-record.h"
#include "product/crm-product.h"

/* Deals from a table, each with the line of its product. Lives in the writer's thread; a plan writes, too, and is given up. */

typedef struct
{
  CrmImportReader reader;
  GHashTable *numbers; /* number elsewhere → id (gint64 *) */
  GHashTable *fresh;   /* ids (gint64 *) of deals this import added */
  GHashTable *equal;   /* what the mapped columns say → line, 0 for deals of the book; NULL until needed */
  GHashTable *prices;  /* product → CrmValue * (money or empty) */
  gboolean mapped[CRM_DEAL_N_FIELDS];
  gboolean lines; /* a column names products */
} Deals;

/* The line of the product a record names. */
typedef struct
{
  Deals *deals;
  gint64 product;
  gint64 quantity;
  gint64 price;
  char currency[4];
} Line;

static void
free_value (gpointer data)
{
  crm_value_clear (data);
  g_free (data);
}

static void
clear_deals (Deals *self)
{
  crm_import_reader_clear (&self->reader);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->fresh, g_hash_table_unref);
  g_clear_pointer (&self->equal, g_hash_table_unref);
  g_clear_pointer (&self->prices, g_hash_table_unref);
}

static gboolean
load_numbers (Deals *self, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (self->reader.tx),
      "SELECT id, external_id FROM deal WHERE external_id IS NOT NULL"
      " ORDER BY archived_at IS NULL, id DESC",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      g_hash_table_replace (
          self->numbers, g_strdup (crm_statement_get_text (statement, 1)), g_memdup2 (&id, sizeof id));
    }
  return !row;
}

/* Completing what the columns say */

/* A stage's state counts where no column tells another; a deal that was won without a stage stands where won deals stand. */
static gboolean
settle_place (Deals *self, CrmImportRecord *record, GError **error)
{
  CrmValues *values = record->values;
  CrmImportFound *stage = crm_import_record_get_link (record, CRM_DEAL_STAGE);
  const char *state = crm_values_get_text (values, CRM_DEAL_STATE);
  const CrmValue *pipeline = crm_values_get (values, CRM_DEAL_PIPELINE);
  g_autoptr (GError) local = NULL;
  gint64 id = 0;

  if (stage && (stage->id || stage->make))
    {
      if (!state)
        crm_values_set_text (values, CRM_DEAL_STATE, stage->state ? stage->state : "open");
      return TRUE;
    }
  if (!state)
    crm_values_set_text (values, CRM_DEAL_STATE, state = "open");
  if (!pipeline || pipeline->type != CRM_VALUE_INTEGER)
    return TRUE;
  if (strcmp (state, "won") == 0)
    id = crm_pipeline_find_stage (self->reader.tx, pipeline->v.integer, "won", &local);
  if (!id && !local)
    id = crm_pipeline_find_stage (self->reader.tx, pipeline->v.integer, "open", &local);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (id)
    crm_values_set_integer (values, CRM_DEAL_STAGE, id);
  return TRUE;
}

/* One date is the closing of a closed deal and the hope of an open one. */
static void
settle_times (Deals *self, CrmImportRecord *record)
{
  CrmValues *values = record->values;
  const CrmImportSource *source = self->reader.run->source;
  gboolean open = g_strcmp0 (crm_values_get_text (values, CRM_DEAL_STATE), "open") == 0;
  const CrmValue *opened = crm_values_get (values, CRM_DEAL_OPENED_AT),
                 *closed = crm_values_get (values, CRM_DEAL_CLOSED_AT);
  g_auto (CrmValue) close = CRM_VALUE_INIT;

  if (open && closed)
    crm_values_unset (values, CRM_DEAL_CLOSED_AT);
  if (record->close && crm_import_record_read_cell (&self->reader, record, record->close_column,
                           CRM_KIND_INSTANT, 0, record->close, &close))
    {
      if (open)
        crm_value_take_text (&close, crm_instant_date (close.v.integer, source->zone));
      int field = open ? CRM_DEAL_EXPECTED_CLOSE : CRM_DEAL_CLOSED_AT;
      if (!crm_values_has (values, field))
        crm_value_copy (crm_values_slot (values, field), &close);
    }
  closed = crm_values_get (values, CRM_DEAL_CLOSED_AT);
  if (!closed || closed->type != CRM_VALUE_INTEGER)
    return;
  if (!opened || opened->type != CRM_VALUE_INTEGER)
    /* It was open before it was closed: today is the one day that is surely wrong. */
    crm_values_set_integer (values, CRM_DEAL_OPENED_AT, closed->v.integer);
  else if (closed->v.integer < opened->v.integer)
    {
      g_autofree char *from = crm_instant_date (opened->v.integer, source->zone);
      g_autofree char *to = crm_instant_date (closed->v.integer, source->zone);

      /* A day without a time of day begins at midnight. */
      if (strcmp (from, to) == 0)
        crm_values_set_integer (values, CRM_DEAL_CLOSED_AT, opened->v.integer);
    }
}

static void
settle_title (Deals *self, CrmImportRecord *record)
{
  CrmImportFound *product = crm_import_record_get_link (record, CRM_IMPORT_FIELD_PRODUCT),
                 *client = crm_import_record_get_link (record, CRM_DEAL_CLIENT);
  const char *names[] = { product ? (product->title ? product->title : product->text) : NULL,
    client ? (client->title ? client->title : client->text) : NULL };
  const char *number = crm_values_get_text (record->values, CRM_DEAL_EXTERNAL_ID);
  g_autofree char *title = NULL;

  if (crm_values_get_text (record->values, CRM_DEAL_TITLE))
    return;
  if (names[0] && names[1])
    title = g_strdup_printf ("%s – %s", names[0], names[1]);
  else
    title = g_strdup (names[0] ? names[0] : names[1] ? names[1] : number);
  if (title)
    crm_values_set_text (record->values, CRM_DEAL_TITLE, title);
  else if (!record->has_uid)
    crm_import_record_add_fault (
        record, _ ("This row has neither title, product, client nor number: nothing says which deal it is."));
}

static gboolean
settle (Deals *self, CrmImportRecord *record, GError **error)
{
  CrmImportFound *owner;

  if (!settle_place (self, record, error))
    return FALSE;
  settle_times (self, record);
  settle_title (self, record);
  /* An empty cell says that nobody is responsible. */
  owner = crm_import_record_get_link (record, CRM_DEAL_OWNER);
  if (self->mapped[CRM_DEAL_OWNER] && (!owner || (!owner->id && !owner->make)))
    crm_value_clear (crm_values_slot (record->values, CRM_DEAL_OWNER));
  return TRUE;
}

/* The line */

static const CrmValue *
get_list_price (Deals *self, gint64 product, GError **error)
{
  CrmValue *price = g_hash_table_lookup (self->prices, &product);
  g_autoptr (CrmRow) row = NULL;

  if (price)
    return price;
  row = crm_transaction_load (self->reader.tx, "product", product, error);
  if (!row)
    return NULL;
  price = g_new0 (CrmValue, 1);
  crm_value_copy (price, crm_row_get (row, CRM_PRODUCT_PRICE));
  g_hash_table_insert (self->prices, g_memdup2 (&product, sizeof product), price);
  return price;
}

/* Price of the file, else what the amount makes a unit, else the product's own. */
static gboolean
fill_line (Deals *self, CrmImportRecord *record, gint64 product, Line *line, GError **error)
{
  const CrmValue *amount = crm_values_get (record->values, CRM_DEAL_AMOUNT), *listed;
  gint64 quantity = record->quantity.type == CRM_VALUE_INTEGER ? record->quantity.v.integer : 1000, thousands;
  gboolean paid = amount && amount->type == CRM_VALUE_MONEY && amount->v.money.minor > 0;

  *line = (Line){ self, product, quantity, 0, "" };
  g_strlcpy (line->currency, crm_transaction_get_currency (self->reader.tx), sizeof line->currency);
  if (!product)
    return TRUE;
  listed = get_list_price (self, product, error);
  if (!listed)
    return FALSE;
  if (record->price.type == CRM_VALUE_MONEY && record->price.v.money.minor > 0)
    listed = &record->price;
  else if (paid && quantity == 1000)
    listed = amount;
  else if (paid && quantity != 0 && !__builtin_mul_overflow (amount->v.money.minor, 1000, &thousands) &&
           (thousands % quantity == 0 || listed->type != CRM_VALUE_MONEY))
    {
      line->price = thousands / quantity;
      g_strlcpy (line->currency, amount->v.money.currency, sizeof line->currency);
      return TRUE;
    }
  if (listed->type == CRM_VALUE_MONEY)
    {
      line->price = listed->v.money.minor;
      g_strlcpy (line->currency, listed->v.money.currency, sizeof line->currency);
    }
  return TRUE;
}

static gboolean
add_line (CrmTransaction *tx, gint64 deal, gpointer data, GError **error)
{
  Line *line = data;
  g_autoptr (CrmEntity) entity = NULL;
  g_autoptr (CrmValues) values = NULL;

  if (!line->product)
    return TRUE;
  entity = crm_transaction_get_entity (tx, "deal_line", error);
  if (!entity)
    return FALSE;
  values = crm_values_new (entity);
  crm_values_set_integer (values, CRM_DEAL_LINE_DEAL, deal);
  crm_values_set_integer (values, CRM_DEAL_LINE_PRODUCT, line->product);
  crm_values_set_integer (values, CRM_DEAL_LINE_QUANTITY, line->quantity);
  crm_value_set_money (crm_values_slot (values, CRM_DEAL_LINE_PRICE), line->price, line->currency);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

/* What is there already */

typedef struct
{
  gint64 product;
  gint64 quantity;
  gint64 price;
} First;

static void
append_value (GString *text, const CrmField *field, const CrmValue *value)
{
  g_autofree char *plain = value ? crm_field_format_plain (field, value) : NULL;

  g_string_append_printf (text, "%s\x1f", plain ? plain : "");
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;
  return x < y ? -1 : x > y;
}

/* What a deal says in the mapped columns, as one text. Times and an amount that the program set itself are what an empty cell says. */
static char *
format_deal (Deals *self, const CrmRow *row, CrmValues *values, const First *first)
{
  CrmEntity *entity = self->reader.entity;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];
      const CrmValue *value = row ? crm_row_get (row, (int)i) : crm_values_get (values, (int)i);

      if ((i < CRM_DEAL_N_FIELDS && !self->mapped[i]) || field->flags & CRM_FIELD_COMPUTED)
        continue;
      if (i >= CRM_DEAL_N_FIELDS)
        {
          gboolean mapped = FALSE;
          for (guint k = 0; k < self->reader.run->source->mapping->n_columns; k++)
            mapped = mapped || self->reader.run->source->fields[k] == (int)i;
          if (!mapped)
            continue;
        }
      if (row && i == CRM_DEAL_AMOUNT && !crm_row_get_integer (row, CRM_DEAL_AMOUNT_TYPED))
        value = NULL;
      if (row && (i == CRM_DEAL_OPENED_AT || i == CRM_DEAL_CLOSED_AT) && value->type == CRM_VALUE_INTEGER &&
          value->v.integer == row->created_at)
        value = NULL;
      if (value && value->type == CRM_VALUE_LIST)
        g_array_sort (value->v.list, compare_ids);
      append_value (text, field, value);
    }
  if (self->lines)
    g_string_append_printf (text, "%" G_GINT64_FORMAT "\x1f%" G_GINT64_FORMAT "\x1f%" G_GINT64_FORMAT,
        first ? first->product : 0, first && first->product ? first->quantity : 0,
        first && first->product ? first->price : 0);
  return g_string_free (text, FALSE);
}

/* The first line of each deal. */
static GHashTable *
load_first_lines (Deals *self, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (self->reader.tx),
      "SELECT deal, product, quantity, price FROM deal_line WHERE archived_at IS NULL"
      " ORDER BY deal, position DESC NULLS FIRST, id DESC",
      error);
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 deal = crm_statement_get_integer (statement, 0);
      First first = { crm_statement_get_integer (statement, 1), crm_statement_get_integer (statement, 2),
        crm_statement_get_integer (statement, 3) };
      g_hash_table_replace (lines, g_memdup2 (&deal, sizeof deal), g_memdup2 (&first, sizeof first));
    }
  return row ? NULL : g_steal_pointer (&lines);
}

static gboolean
load_equal (Deals *self, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("deal");
  g_autoptr (GArray) ids = crm_transaction_find (self->reader.tx, query, error);
  g_autoptr (GHashTable) lines = ids ? load_first_lines (self, error) : NULL;

  if (!lines)
    return FALSE;
  self->equal = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_autoptr (CrmRow) row = NULL;

      /* What this import added is known by its line. */
      if (g_hash_table_contains (self->fresh, &id))
        continue;
      row = crm_transaction_load (self->reader.tx, "deal", id, error);
      if (!row)
        return FALSE;
      g_hash_table_replace (
          self->equal, format_deal (self, row, NULL, g_hash_table_lookup (lines, &id)), GUINT_TO_POINTER (0));
    }
  return TRUE;
}

/* Whether the deal has lines at all, and one with the product. */
static gboolean
find_lines (CrmTransaction *tx, gint64 deal, gint64 product, gboolean *any, gboolean *same, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT count (*), count (CASE WHEN product = $2 THEN 1 END) FROM deal_line WHERE deal = $1 AND "
      "archived_at IS NULL",
      error);
  gboolean row;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, deal);
  crm_statement_bind_integer (statement, 2, product);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  *any = crm_statement_get_integer (statement, 0) > 0;
  *same = crm_statement_get_integer (statement, 1) > 0;
  return TRUE;
}

/* Names whose place is taken already are not made: what is there stays. */
static gboolean
drop_pending (Deals *self, CrmImportRecord *record, gint64 id, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (self->reader.tx, "deal", id, error);

  if (!row)
    return FALSE;
  for (guint i = record->links->len; i > 0; i--)
    {
      CrmImportLink *link = &g_array_index (record->links, CrmImportLink, i - 1);

      if (link->field < 0 || link->found->id || !link->found->make ||
          crm_value_is_empty (crm_row_get (row, link->field)))
        continue;
      g_autofree char *kept = crm_transaction_dup_title (self->reader.tx,
          self->reader.entity->fields[link->field].target, crm_row_get_integer (row, link->field));
      crm_import_plan_add_difference (self->reader.run->plan, record->line,
          crm_field_get_label (&self->reader.entity->fields[link->field]), kept, link->found->text);
      g_array_remove_index (record->links, i - 1);
    }
  return TRUE;
}

/* The line of a product the deal lacks. An amount the file has is typed first: it does not follow the line. FALSE with error; a line
 * that is refused makes the record faulty. */
static gboolean
extend_deal (Deals *self, CrmImportRecord *record, gint64 id, Line *line, GError **error)
{
  CrmTransaction *tx = self->reader.tx;
  CrmDb *db = crm_transaction_get_db (tx);
  const CrmValue *amount = crm_values_get (record->values, CRM_DEAL_AMOUNT);
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "deal", id, error);
  g_autoptr (CrmValues) values = crm_values_new (self->reader.entity);
  g_autoptr (GError) local = NULL;

  if (!row || !crm_db_script (db, "SAVEPOINT import_line", error))
    return FALSE;
  if (amount && amount->type == CRM_VALUE_MONEY && crm_value_is_empty (crm_row_get (row, CRM_DEAL_AMOUNT)))
    crm_value_copy (crm_values_slot (values, CRM_DEAL_AMOUNT), amount);
  if ((!crm_values_count (values) || crm_transaction_update (tx, id, 0, values, &local)) &&
      add_line (tx, id, line, &local))
    {
      self->reader.run->n_written++;
      return crm_db_script (db, "RELEASE import_line", error);
    }
  if (g_error_matches (local, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID))
    {
      crm_import_record_add_fault (record, "%s", local->message);
      crm_import_plan_add (
          self->reader.run->plan, record->number, record->line, CRM_IMPORT_FAULTY, g_strdup (local->message));
      return crm_db_script (db, "ROLLBACK TO import_line; RELEASE import_line", error);
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A deal the book has, or an earlier row of the file brought: fills what is empty. */
static gboolean
fill_deal (Deals *self, CrmImportRecord *record, gint64 id, GError **error)
{
  CrmImportRun *run = self->reader.run;
  CrmTransaction *tx = self->reader.tx;
  CrmImportFound *product = crm_import_record_get_link (record, CRM_IMPORT_FIELD_PRODUCT);
  gboolean changed = FALSE, any, same;
  Line line;

  if (!drop_pending (self, record, id, error) || !crm_import_record_complete (&self->reader, record, error))
    return FALSE;
  if (!self->mapped[CRM_DEAL_TITLE])
    crm_values_unset (record->values, CRM_DEAL_TITLE);
  if (!self->mapped[CRM_DEAL_PIPELINE] && !self->mapped[CRM_DEAL_STAGE])
    {
      crm_values_unset (record->values, CRM_DEAL_PIPELINE);
      crm_values_unset (record->values, CRM_DEAL_STAGE);
      if (!self->mapped[CRM_DEAL_STATE])
        crm_values_unset (record->values, CRM_DEAL_STATE);
    }
  else if (!self->mapped[CRM_DEAL_PIPELINE])
    crm_values_unset (record->values, CRM_DEAL_PIPELINE);
  if (product && product->id)
    {
      if (!find_lines (tx, id, product->id, &any, &same, error) ||
          !fill_line (self, record, product->id, &line, error))
        return FALSE;
      if (!any || (!same && g_hash_table_contains (self->fresh, &id)))
        {
          if (!extend_deal (self, record, id, &line, error))
            return FALSE;
          if (record->faults->len)
            return TRUE;
          changed = TRUE;
        }
      else if (!same)
        crm_import_plan_add_difference (run->plan, record->line, _ ("Product"), NULL, product->title);
    }
  return crm_import_run_fill (run, tx, id, record->number, record->line, record->values, changed, error);
}

static gboolean
add_deal (Deals *self, CrmImportRecord *record, GError **error)
{
  CrmImportRun *run = self->reader.run;
  gboolean pending = crm_import_record_is_pending (record);
  const char *number = crm_values_get_text (record->values, CRM_DEAL_EXTERNAL_ID);
  CrmImportFound *product = crm_import_record_get_link (record, CRM_IMPORT_FIELD_PRODUCT);
  char *said = NULL;
  gint64 id;
  Line line;

  if (!crm_import_record_complete (&self->reader, record, error) ||
      !fill_line (self, record, product ? product->id : 0, &line, error))
    return FALSE;
  if (!number && !record->has_uid)
    {
      First first = { line.product, line.quantity, line.price };

      if (!self->equal && !load_equal (self, error))
        return FALSE;
      said = format_deal (self, NULL, record->values, &first);
      if (!pending && g_hash_table_contains (self->equal, said))
        {
          guint earlier = GPOINTER_TO_UINT (g_hash_table_lookup (self->equal, said));

          g_free (said);
          crm_import_plan_add (run->plan, record->number, record->line, CRM_IMPORT_DUPLICATE,
              earlier ? g_strdup_printf (_ ("The same as line %u."), earlier)
                      : g_strdup (_ ("This record is in the book already.")));
          return TRUE;
        }
      g_hash_table_replace (self->equal, said, GUINT_TO_POINTER (record->line));
    }
  id = crm_import_run_insert_with (run, self->reader.tx, record->number, record->line, record->values,
      record->has_uid ? record->uid : NULL, add_line, &line, error);
  if (id > 0)
    g_hash_table_add (self->fresh, g_memdup2 (&id, sizeof id));
  if (id > 0 && number)
    g_hash_table_replace (self->numbers, g_strdup (number), g_memdup2 (&id, sizeof id));
  return id >= 0;
}

static gboolean
write_deal (Deals *self, guint number, GError **error)
{
  g_autoptr (CrmImportRecord) record = crm_import_record_read (&self->reader, number, error);
  const gint64 *known;
  const char *elsewhere;
  gint64 id = 0;

  if (!record || (!record->faults->len && !settle (self, record, error)))
    return FALSE;
  if (record->quantity.type == CRM_VALUE_INTEGER && record->quantity.v.integer == 0)
    crm_import_record_add_fault (record, _ ("The quantity must not be zero."));
  if (record->faults->len)
    {
      crm_import_plan_add (
          self->reader.run->plan, number, record->line, CRM_IMPORT_FAULTY, g_strdup (record->faults->str));
      return TRUE;
    }
  if (record->has_uid && !crm_import_run_find_uid (self->reader.tx, "deal", record->uid, &id, error))
    return FALSE;
  elsewhere = crm_values_get_text (record->values, CRM_DEAL_EXTERNAL_ID);
  known = !id && elsewhere ? g_hash_table_lookup (self->numbers, elsewhere) : NULL;
  if (known)
    id = *known;
  return id ? fill_deal (self, record, id, error) : add_deal (self, record, error);
}

static void
note_mapping (Deals *self)
{
  const CrmImportSource *source = self->reader.run->source;

  for (guint i = 0; i < source->mapping->n_columns; i++)
    {
      int field = source->fields[i];

      if (field >= 0 && field < CRM_DEAL_N_FIELDS)
        self->mapped[field] = TRUE;
      if (field == CRM_IMPORT_FIELD_CLOSE)
        self->mapped[CRM_DEAL_CLOSED_AT] = self->mapped[CRM_DEAL_EXPECTED_CLOSE] = TRUE;
      if (field == CRM_DEAL_STAGE)
        self->mapped[CRM_DEAL_STATE] = TRUE;
      self->lines = self->lines || field == CRM_IMPORT_FIELD_PRODUCT;
    }
}

gboolean
crm_import_run_write_deals (CrmImportRun *run, CrmTransaction *tx, GError **error)
{
  Deals self = { .reader = { 0 } };
  gboolean ok = crm_import_reader_init (&self.reader, run, tx, error), untouched = FALSE;
  gint64 pipeline = 0;

  self.numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.fresh = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self.prices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_value);
  note_mapping (&self);
  /* Pipelines are looked for by name: the book's first one must be there. */
  ok = ok && (pipeline = crm_pipeline_ensure (tx, error)) != 0 &&
       crm_pipeline_is_untouched (tx, &untouched, error) && load_numbers (&self, error);
  for (guint i = 0; ok && i < (guint)run->total; i++)
    ok = write_deal (&self, i, error) && crm_import_run_step (run, error);
  if (ok && untouched && self.reader.lookup)
    ok = crm_import_lookup_take_over (self.reader.lookup, pipeline, error);
  clear_deals (&self);
  return ok;
}
