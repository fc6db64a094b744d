/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-judge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-phone.h"
#include "base/crm-text.h"
#include "client/crm-client.h"

/* Decides what becomes of each record: new, filling up somebody known, saying nothing new, or faulty. Remembers what is known of those
 * whom several records tell about. Runs ahead of the writer. */

/* What is known of somebody by now. */
typedef struct
{
  CrmValues *values;
  char *company;
  GHashTable *places; /* "kind\x1fkey" → GPtrArray of what crm_phone_get_whole () says of them */
  GHashTable *tags;   /* folded */
  GHashTable *own;    /* column → CrmImportOwn: of fields to be added */
} State;

struct _CrmImportJudge
{
  CrmImportContext *context;
  CrmImportIndex *index;
  CrmImportPlan *plan;
  CrmStore *store;
  CrmTransaction *tx;
  GHashTable *states; /* CrmImportKnown → State */
  GHashTable *ahead;  /* folded name of a company → its record + 1; NULL until somebody is missing */
  guint8 *done;       /* by record */
};

void
crm_import_op_free (CrmImportOp *self)
{
  g_clear_pointer (&self->client, crm_import_client_free);
  g_free (self);
}

static void
free_state (gpointer data)
{
  State *self = data;

  crm_values_free (self->values);
  g_free (self->company);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->tags);
  g_hash_table_unref (self->own);
  g_free (self);
}

static void
free_own (gpointer data)
{
  crm_value_clear (&((CrmImportOwn *)data)->value);
  g_free (data);
}

static State *
new_state (CrmEntity *entity)
{
  State *self = g_new0 (State, 1);

  self->values = crm_values_new (entity);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  self->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->own = g_hash_table_new_full (NULL, NULL, NULL, free_own);
  return self;
}

static gboolean
add_place (State *self, const CrmImportPlace *place)
{
  g_autofree char *mark = g_strdup_printf ("%s\x1f%s", place->kind, place->key ? place->key : place->value);
  const char *whole =
      strcmp (place->kind, "phone") == 0 ? crm_phone_get_whole (place->value, place->normal) : NULL;
  GPtrArray *alike = g_hash_table_lookup (self->places, mark);

  for (guint i = 0; alike && i < alike->len; i++)
    if (!crm_phone_differ (alike->pdata[i], whole))
      return FALSE;
  if (!alike)
    {
      alike = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->places, g_steal_pointer (&mark), alike);
    }
  g_ptr_array_add (alike, g_strdup (whole));
  return TRUE;
}

CrmImportJudge *
crm_import_judge_new (CrmImportContext *context, CrmImportIndex *index, CrmImportPlan *plan, CrmStore *store,
    CrmTransaction *tx)
{
  CrmImportJudge *self = g_new0 (CrmImportJudge, 1);

  self->context = context;
  self->index = index;
  self->plan = plan;
  self->store = store;
  self->tx = tx;
  self->states = g_hash_table_new_full (NULL, NULL, NULL, free_state);
  self->done = g_new0 (guint8, crm_import_source_get_n_records (context->source) + 1);
  return self;
}

void
crm_import_judge_free (CrmImportJudge *self)
{
  g_hash_table_unref (self->states);
  g_clear_pointer (&self->ahead, g_hash_table_unref);
  g_free (self->done);
  g_free (self);
}

typedef struct
{
  CrmEntity *entity;
  gint64 id;
} StateRead;

static gboolean
read_places (CrmTransaction *tx, gint64 id, State *state, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT kind, value, match_key, normal FROM address WHERE client = $1 AND archived_at IS NULL", error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  while (crm_statement_step (statement, &row, error) && row)
    {
      CrmImportPlace place = { crm_statement_get_text (statement, 0), NULL,
        (char *)crm_statement_get_text (statement, 1), (char *)crm_statement_get_text (statement, 3),
        (char *)crm_statement_get_text (statement, 2) };
      add_place (state, &place);
    }
  return !row;
}

/* What the book knows of a client. */
static gpointer
read_state (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  StateRead *read = data;
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "client", read->id, error);
  const CrmValue *tags;
  State *state;

  if (!row)
    return NULL;
  state = new_state (read->entity);
  /* The entity may have a field more than the reader's: those come last. */
  for (guint i = 0; i < MIN (row->entity->n_fields, read->entity->n_fields); i++)
    if (!crm_value_is_empty (&row->values[i]) && i != CRM_CLIENT_TAGS)
      crm_value_copy (crm_values_slot (state->values, (int)i), &row->values[i]);
  state->company = g_strdup (crm_row_get_text (row, CRM_CLIENT_COMPANY_NAME));
  tags = crm_row_get (row, CRM_CLIENT_TAGS);
  for (guint i = 0; tags->type == CRM_VALUE_LIST && i < tags->v.list->len; i++)
    {
      g_autofree char *name = crm_transaction_dup_title (tx, "tag", g_array_index (tags->v.list, gint64, i));
      g_hash_table_add (state->tags, crm_text_fold (name));
    }
  if (!read_places (tx, read->id, state, error))
    g_clear_pointer (&state, free_state);
  return state;
}

/* Puts in what state does not have; what it has stays. client keeps only what was put in. Differences go to the plan when report is
 * set. TRUE in *filled when anything was put in, in *differs when the state has something else. */
static void
merge_values (CrmImportJudge *self, State *state, CrmImportClient *client, gboolean report, gboolean *filled,
    gboolean *differs)
{
  CrmEntity *entity = self->context->entity;

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];
      const CrmValue *offered = crm_values_get (client->values, (int)i);
      const CrmValue *present = crm_values_get (state->values, (int)i);

      if (!offered || crm_value_is_empty (offered))
        continue;
      if (!present || crm_value_is_empty (present))
        {
          crm_value_copy (crm_values_slot (state->values, (int)i), offered);
          *filled = TRUE;
          continue;
        }
      g_autofree char *there = crm_import_client_compare_text (field, present);
      g_autofree char *here = crm_import_client_compare_text (field, offered);
      gboolean same = strcmp (there, here) == 0;
      if (!same && i == CRM_CLIENT_NAME)
        {
          g_autofree char *words = crm_import_client_name_words (there);
          same = strcmp (words, client->name_words) == 0;
        }
      /* Where a file does not say it, person or company is only a guess. */
      if (i == CRM_CLIENT_KIND && !same)
        {
          same = TRUE;
          for (guint k = 0; self->context->source->mapping && k < self->context->source->mapping->n_columns;
               k++)
            same = same && g_strcmp0 (self->context->source->mapping->columns[k].target, "kind") != 0;
        }
      if (!same)
        {
          *differs = TRUE;
          if (report && i != CRM_CLIENT_PHOTO)
            {
              g_autofree char *kept =
                  i == CRM_CLIENT_OWNER ? NULL : crm_field_format_display (field, present, NULL);
              g_autofree char *other =
                  i == CRM_CLIENT_OWNER ? NULL : crm_field_format_display (field, offered, NULL);
              crm_import_plan_add_difference (
                  self->plan, client->line, crm_field_get_label (field), kept, other);
            }
        }
      crm_values_unset (client->values, (int)i);
    }
}

static void
merge_places (State *state, CrmImportClient *client, gboolean *filled)
{
  for (guint i = client->places->len; i > 0; i--)
    if (add_place (state, &g_array_index (client->places, CrmImportPlace, i - 1)))
      *filled = TRUE;
    else
      g_array_remove_index (client->places, i - 1);
}

static void
merge_tags (State *state, CrmImportClient *client, gboolean *filled)
{
  g_autoptr (GStrvBuilder) added = g_strv_builder_new ();

  for (guint i = 0; client->tags[i]; i++)
    if (g_hash_table_add (state->tags, crm_text_fold (client->tags[i])))
      {
        g_strv_builder_add (added, client->tags[i]);
        *filled = TRUE;
      }
  g_strfreev (client->tags);
  client->tags = g_strv_builder_end (added);
}

static void
merge_own (CrmImportJudge *self, State *state, CrmImportClient *client, gboolean *filled, gboolean *differs)
{
  for (guint i = client->new_own->len; i > 0; i--)
    {
      CrmImportOwn *own = &g_array_index (client->new_own, CrmImportOwn, i - 1);
      CrmImportOwn *present = g_hash_table_lookup (state->own, GUINT_TO_POINTER (own->column));

      if (!present)
        {
          present = g_new0 (CrmImportOwn, 1);
          crm_value_copy (&present->value, &own->value);
          g_hash_table_insert (state->own, GUINT_TO_POINTER (own->column), present);
          *filled = TRUE;
          continue;
        }
      *differs = *differs || !crm_value_equal (&present->value, &own->value);
      g_array_remove_index (client->new_own, i - 1);
    }
}

static void
merge_company (CrmImportJudge *self, State *state, CrmImportClient *client, gboolean report, gboolean *filled,
    gboolean *differs)
{
  const CrmField *field = &self->context->entity->fields[CRM_CLIENT_COMPANY];

  if (!client->company)
    return;
  if (!state->company)
    {
      state->company = g_strdup (client->company);
      *filled = TRUE;
      return;
    }
  g_autofree char *there = crm_text_fold (state->company);
  g_autofree char *here = crm_text_fold (client->company);
  if (strcmp (there, here) != 0)
    {
      *differs = TRUE;
      if (report)
        crm_import_plan_add_difference (
            self->plan, client->line, crm_field_get_label (field), state->company, client->company);
    }
  g_clear_pointer (&client->company, g_free);
}

static void
merge (CrmImportJudge *self, State *state, CrmImportClient *client, gboolean report, gboolean *filled,
    gboolean *differs)
{
  merge_values (self, state, client, report, filled, differs);
  merge_places (state, client, filled);
  merge_tags (state, client, filled);
  merge_own (self, state, client, filled, differs);
  merge_company (self, state, client, report, filled, differs);
}

static State *
get_state (CrmImportJudge *self, CrmImportKnown *known, GError **error)
{
  State *state = g_hash_table_lookup (self->states, known);

  if (state)
    return state;
  if (known->id)
    {
      StateRead read = { self->context->entity, known->id };
      state = self->tx ? read_state (self->tx, &read, NULL, error)
                       : crm_store_read_sync (self->store, read_state, &read, error);
    }
  else
    {
      gboolean filled = FALSE, differs = FALSE;
      char *fault = NULL;
      g_autoptr (CrmImportClient) client =
          known->record == G_MAXUINT ? NULL : crm_import_client_new (self->context, known->record, &fault);

      state = new_state (self->context->entity);
      if (client)
        merge (self, state, client, FALSE, &filled, &differs);
      else
        {
          crm_values_set_text (state->values, CRM_CLIENT_NAME, known->name);
          crm_values_set_text (state->values, CRM_CLIENT_KIND, "company");
        }
    }
  if (state)
    g_hash_table_insert (self->states, known, state);
  return state;
}

/* Records that are companies themselves, by name: looked for only when somebody names a company nobody knows. */
static void
look_ahead (CrmImportJudge *self)
{
  guint n = crm_import_source_get_n_records (self->context->source);

  self->ahead = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *fault = NULL;
      g_autoptr (CrmImportClient) client = NULL;
      char *fold;

      if (self->done[i] || !crm_import_source_may_be_company (self->context->source, i))
        continue;
      client = crm_import_client_new (self->context, i, &fault);
      if (!client || g_strcmp0 (crm_values_get_text (client->values, CRM_CLIENT_KIND), "company") != 0)
        continue;
      fold = crm_text_fold (crm_values_get_text (client->values, CRM_CLIENT_NAME));
      if (g_hash_table_contains (self->ahead, fold))
        g_free (fold);
      else
        g_hash_table_insert (self->ahead, fold, GUINT_TO_POINTER (i + 1));
    }
}

static gboolean
find_company (CrmImportJudge *self, const char *name, CrmImportKnown **known, GPtrArray *ops, GError **error)
{
  g_autofree char *fold = crm_text_fold (name);
  guint record;
  CrmImportOp *op;

  *known = crm_import_index_find_company (self->index, fold);
  if (*known)
    return TRUE;
  if (!self->ahead)
    look_ahead (self);
  record = GPOINTER_TO_UINT (g_hash_table_lookup (self->ahead, fold));
  if (record && !self->done[record - 1])
    {
      if (!crm_import_judge_record (self, record - 1, ops, error))
        return FALSE;
      *known = crm_import_index_find_company (self->index, fold);
      if (*known)
        return TRUE;
    }
  *known = crm_import_index_add_company (self->index, name, fold);
  self->plan->n_companies++;
  op = g_new0 (CrmImportOp, 1);
  op->known = *known;
  g_ptr_array_add (ops, op);
  return TRUE;
}

static char *
describe (CrmImportKnown *known)
{
  if (known->id)
    return g_strdup_printf (_ ("“%s” is in the book already."), known->name);
  if (known->record == G_MAXUINT)
    return g_strdup_printf (_ ("“%s” comes earlier in the file."), known->name);
  return g_strdup_printf (_ ("“%s” is in line %u already."), known->name, known->line);
}

static void
mark_alike (CrmImportJudge *self, CrmImportOp *op, CrmImportItem *item)
{
  const CrmImportPlace *place;
  CrmImportKnown *alike = crm_import_index_find_alike (self->index, op->client, &place);

  if (!alike)
    return;
  item->likely = TRUE;
  item->reason = g_strdup_printf (
      place->kind[0] == 'p' ? _ ("The same phone %s as “%s”.") : _ ("The same e-mail %s as “%s”."),
      place->value, alike->name);
  self->plan->n_likely++;
  op->alike = alike;
  op->pair = crm_import_plan_add_pair (self->plan, item->line, alike->id, item->reason);
}

/* Somebody known: is there anything new? */
static gboolean
judge_same (
    CrmImportJudge *self, CrmImportKnown *known, CrmImportClient *client, GPtrArray *ops, GError **error)
{
  State *state = get_state (self, known, error);
  gboolean filled = FALSE, differs = FALSE;
  CrmImportOp *op;

  if (!state)
    {
      crm_import_client_free (client);
      return FALSE;
    }
  crm_import_index_extend (self->index, known, client);
  merge (self, state, client, TRUE, &filled, &differs);
  filled = filled || known->archived;
  crm_import_plan_add (self->plan, client->record, client->line,
      filled || differs ? CRM_IMPORT_UPDATE : CRM_IMPORT_DUPLICATE, describe (known));
  if (!filled)
    {
      crm_import_client_free (client);
      return TRUE;
    }
  op = g_new0 (CrmImportOp, 1);
  op->known = known;
  op->client = client;
  op->update = TRUE;
  op->restore = known->archived;
  known->archived = FALSE;
  if (client->company && !find_company (self, client->company, &op->company, ops, error))
    {
      crm_import_op_free (op);
      return FALSE;
    }
  g_ptr_array_add (ops, op);
  return TRUE;
}

static gboolean
judge_new (CrmImportJudge *self, CrmImportClient *client, GPtrArray *ops, GError **error)
{
  CrmImportOp *op = g_new0 (CrmImportOp, 1);
  CrmImportItem *item = crm_import_plan_add (self->plan, client->record, client->line, CRM_IMPORT_NEW, NULL);

  op->client = client;
  mark_alike (self, op, item);
  if (client->owner)
    crm_import_plan_add_difference (self->plan, client->line,
        crm_field_get_label (&self->context->entity->fields[CRM_CLIENT_OWNER]), NULL, client->owner);
  /* Known before its company is looked for: that may be a record that names this one. */
  op->known = crm_import_index_add (self->index, client);
  if (client->company && !find_company (self, client->company, &op->company, ops, error))
    {
      crm_import_op_free (op);
      return FALSE;
    }
  if (op->company == op->known)
    op->company = NULL;
  g_ptr_array_add (ops, op);
  return TRUE;
}

gboolean
crm_import_judge_record (CrmImportJudge *self, guint record, GPtrArray *ops, GError **error)
{
  char *fault = NULL;
  CrmImportClient *client;
  CrmImportKnown *known;
  guint line = 0;

  if (self->done[record])
    return TRUE;
  self->done[record] = TRUE;
  client = crm_import_client_new (self->context, record, &fault);
  if (!client)
    {
      crm_import_plan_add (self->plan, record, crm_import_source_get_line (self->context->source, record),
          CRM_IMPORT_FAULTY, fault);
      return TRUE;
    }
  known = crm_import_index_find_equal (self->index, client, &line);
  if (known)
    {
      crm_import_plan_add (self->plan, record, client->line, CRM_IMPORT_DUPLICATE,
          line ? g_strdup_printf (_ ("The same as line %u."), line) : describe (known));
      crm_import_client_free (client);
      return TRUE;
    }
  known = crm_import_index_find_same (self->index, client);
  if (known)
    return judge_same (self, known, client, ops, error);
  return judge_new (self, client, ops, error);
}
