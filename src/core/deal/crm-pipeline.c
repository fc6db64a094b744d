/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-pipeline.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-text.h"
#include "deal/crm-deal-private.h"
#include "option/crm-option.h"

/* Field tables and rules of pipelines, stages and reasons of loss. The hooks and the writing functions run in the writer's
 * thread. */

static const CrmChoice states[] = {
  { "open", N_ ("Open") },
  { "won", N_ ("Won") },
  { "lost", N_ ("Lost") },
  { NULL, NULL },
};

static const CrmField pipeline_fields[] = {
  [CRM_PIPELINE_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_PIPELINE_MAIN] = { "main", N_ ("For new deals"), CRM_KIND_BOOLEAN },
  [CRM_PIPELINE_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
};
G_STATIC_ASSERT (G_N_ELEMENTS (pipeline_fields) == CRM_PIPELINE_N_FIELDS);

static const CrmField stage_fields[] = {
  [CRM_STAGE_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_STAGE_PIPELINE] = { "pipeline", N_ ("Pipeline"), CRM_KIND_LINK,
      CRM_FIELD_REQUIRED | CRM_FIELD_OWNED | CRM_FIELD_INDEXED, .target = "pipeline" },
  [CRM_STAGE_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
  [CRM_STAGE_STATE] = { "state", N_ ("State"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = states },
  [CRM_STAGE_PROBABILITY] = { "probability", N_ ("Probability, %"), CRM_KIND_INTEGER },
  [CRM_STAGE_COLOR] = { "color", N_ ("Colour"), CRM_KIND_CHOICE, 0, .choices = crm_colors },
  [CRM_STAGE_ROT_DAYS] = { "rot_days", N_ ("Days until it rots"), CRM_KIND_INTEGER },
  [CRM_STAGE_REQUIRED] = { "required", N_ ("Fields required"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (stage_fields) == CRM_STAGE_N_FIELDS);

static const CrmField reason_fields[] = {
  [CRM_LOST_REASON_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_LOST_REASON_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
};
G_STATIC_ASSERT (G_N_ELEMENTS (reason_fields) == CRM_LOST_REASON_N_FIELDS);

static gboolean
refuse (const CrmField *field, const char *reason, GError **error)
{
  g_set_error (
      error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, "%s: %s", crm_field_get_label (field), reason);
  return FALSE;
}

static gint64
read_integer (CrmTransaction *tx, const char *sql, gint64 parameter, gint64 missing, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx), sql, error);
  gboolean row;

  if (!statement)
    return missing;
  if (strstr (sql, "$1"))
    crm_statement_bind_integer (statement, 1, parameter);
  if (!crm_statement_step (statement, &row, error) || !row || crm_statement_is_null (statement, 0))
    return missing;
  return crm_statement_get_integer (statement, 0);
}

/* One pipeline is the main one: making another one that takes the mark away from the first. */
static gboolean
pipeline_prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const CrmValue *is_main = crm_values_get (values, CRM_PIPELINE_MAIN);
  gint64 now = crm_pipeline_get_main (tx);

  if (crm_transaction_is_verbatim (tx))
    return TRUE;
  if (!before && !crm_values_has (values, CRM_PIPELINE_POSITION))
    crm_values_set_integer (values, CRM_PIPELINE_POSITION,
        read_integer (tx, "SELECT max (position) + 1 FROM pipeline", 0, 0, error));
  if (is_main && is_main->type == CRM_VALUE_INTEGER && is_main->v.integer)
    {
      g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "pipeline", error);
      g_autoptr (CrmValues) other = crm_values_new (entity);

      if (!now || (before && now == before->id))
        return TRUE;
      crm_value_clear (crm_values_slot (other, CRM_PIPELINE_MAIN));
      return crm_transaction_update (tx, now, 0, other, error);
    }
  if (!before && !now)
    crm_values_set_integer (values, CRM_PIPELINE_MAIN, TRUE);
  return TRUE;
}

static gint64
count_deals (CrmTransaction *tx, const char *field, gint64 id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM deal WHERE \"%s\" = $1", field);

  return read_integer (tx, sql, id, -1, error);
}

static gboolean
is_put_away (CrmTransaction *tx, const CrmRow *before, const CrmRow *after)
{
  return !crm_transaction_is_verbatim (tx) && after && after->archived_at && !before->archived_at;
}

static gboolean
refuse_pipeline_deals (guint n, GError **error)
{
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
      ngettext ("%u deal stands in this pipeline. Say where it goes.",
          "%u deals stand in this pipeline. Say where they go.", n),
      n);
  return FALSE;
}

/* Nobody would see the deals of a pipeline that is put away. */
static gboolean
pipeline_written (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  gint64 n = is_put_away (tx, before, after) ? count_deals (tx, "pipeline", before->id, error) : 0;

  if (n > 0)
    refuse_pipeline_deals ((guint)n, error);
  return n == 0;
}

static const CrmEntityHooks pipeline_hooks = { .prepare = pipeline_prepare, .written = pipeline_written };

static gboolean
check_required (CrmTransaction *tx, CrmValues *values, const char *required, GError **error)
{
  g_autoptr (CrmEntity) deal = crm_transaction_get_entity (tx, "deal", error);
  g_auto (GStrv) names = g_strsplit_set (required, " ,;\n\t", -1);
  g_autoptr (GString) clean = g_string_new (NULL);

  if (!deal)
    return FALSE;
  for (guint i = 0; names[i]; i++)
    {
      int field = *names[i] ? crm_entity_find_field (deal, names[i]) : -1;

      if (!*names[i])
        continue;
      if (field < 0 || deal->fields[field].flags & CRM_FIELD_COMPUTED)
        {
          g_autofree char *reason = g_strdup_printf (_ ("A deal has no field “%s”."), names[i]);
          return refuse (&stage_fields[CRM_STAGE_REQUIRED], reason, error);
        }
      g_string_append_printf (clean, "%s%s", clean->len ? " " : "", deal->fields[field].name);
    }
  crm_values_set_text (values, CRM_STAGE_REQUIRED, clean->str);
  return TRUE;
}

static gboolean
stage_prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const CrmValue *probability = crm_values_get (values, CRM_STAGE_PROBABILITY),
                 *rot = crm_values_get (values, CRM_STAGE_ROT_DAYS),
                 *pipeline = crm_values_get (values, CRM_STAGE_PIPELINE);
  const char *required = crm_values_get_text (values, CRM_STAGE_REQUIRED), *state;

  if (crm_transaction_is_verbatim (tx))
    return TRUE;
  if (!before && !crm_values_get_text (values, CRM_STAGE_STATE))
    crm_values_set_text (values, CRM_STAGE_STATE, "open");
  state = crm_values_get_text (values, CRM_STAGE_STATE);
  /* Where a sale is over, nothing is left to be guessed. */
  if (!crm_values_has (values, CRM_STAGE_PROBABILITY) && g_strcmp0 (state, "won") == 0)
    crm_values_set_integer (values, CRM_STAGE_PROBABILITY, 100);
  if (!crm_values_has (values, CRM_STAGE_PROBABILITY) && g_strcmp0 (state, "lost") == 0)
    crm_values_set_integer (values, CRM_STAGE_PROBABILITY, 0);
  if (!before && pipeline && !crm_values_has (values, CRM_STAGE_POSITION))
    crm_values_set_integer (values, CRM_STAGE_POSITION,
        read_integer (
            tx, "SELECT max (position) + 1 FROM stage WHERE pipeline = $1", pipeline->v.integer, 0, error));
  if (probability && probability->type == CRM_VALUE_INTEGER &&
      (probability->v.integer < 0 || probability->v.integer > 100))
    return refuse (&stage_fields[CRM_STAGE_PROBABILITY], _ ("It must be between 0 and 100."), error);
  if (rot && rot->type == CRM_VALUE_INTEGER && (rot->v.integer < 1 || rot->v.integer > 3650))
    return refuse (&stage_fields[CRM_STAGE_ROT_DAYS], _ ("It must be between 1 and 3650, or empty."), error);
  if (before && pipeline && pipeline->type == CRM_VALUE_INTEGER &&
      pipeline->v.integer != crm_row_get_integer (before, CRM_STAGE_PIPELINE))
    return refuse (&stage_fields[CRM_STAGE_PIPELINE],
        _ ("A stage stays in its pipeline; make a new one in the other."), error);
  return !required || check_required (tx, values, required, error);
}

static gboolean
refuse_stage_deals (guint n, GError **error)
{
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
      ngettext ("%u deal stands in this stage. Say where it goes.",
          "%u deals stand in this stage. Say where they go.", n),
      n);
  return FALSE;
}

static gboolean
stage_written (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  gint64 n = is_put_away (tx, before, after) ? count_deals (tx, "stage", before->id, error) : 0;

  if (n)
    return n > 0 && refuse_stage_deals ((guint)n, error);
  /* The timelines call it by its name. */
  return !after ||
         g_strcmp0 (crm_row_get_text (before, CRM_STAGE_NAME), crm_row_get_text (after, CRM_STAGE_NAME)) ==
             0 ||
         crm_deal_rename_moves (tx, after->id, error);
}

/* What the state of a stage is, its open deals' weights and the lanes follow from the row; deals keep their own state. */
static const CrmEntityHooks stage_hooks = { .prepare = stage_prepare, .written = stage_written };

const CrmEntityInfo crm_pipeline_entity = {
  .name = "pipeline",
  .label = N_ ("Pipeline"),
  .plural = N_ ("Pipelines"),
  .fields = pipeline_fields,
  .n_fields = G_N_ELEMENTS (pipeline_fields),
  .title_field = CRM_PIPELINE_NAME,
  .hooks = &pipeline_hooks,
};

const CrmEntityInfo crm_stage_entity = {
  .name = "stage",
  .label = N_ ("Stage"),
  .plural = N_ ("Stages"),
  .fields = stage_fields,
  .n_fields = G_N_ELEMENTS (stage_fields),
  .title_field = CRM_STAGE_NAME,
  .hooks = &stage_hooks,
};

const CrmEntityInfo crm_lost_reason_entity = {
  .name = "lost_reason",
  .label = N_ ("Reason of loss"),
  .plural = N_ ("Reasons of loss"),
  .fields = reason_fields,
  .n_fields = G_N_ELEMENTS (reason_fields),
  .title_field = CRM_LOST_REASON_NAME,
};

gint64
crm_pipeline_get_main (CrmTransaction *tx)
{
  return read_integer (tx,
      "SELECT id FROM pipeline WHERE archived_at IS NULL ORDER BY main IS TRUE DESC, position NULLS LAST, id "
      "LIMIT 1",
      0, 0, NULL);
}

gint64
crm_pipeline_find_stage (CrmTransaction *tx, gint64 pipeline, const char *state, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id FROM stage WHERE pipeline = $1 AND state = $2 AND archived_at IS NULL ORDER BY position "
      "NULLS LAST, id "
      "LIMIT 1",
      error);
  gboolean row;

  if (!statement)
    return 0;
  crm_statement_bind_integer (statement, 1, pipeline);
  crm_statement_bind_text (statement, 2, state);
  return crm_statement_step (statement, &row, error) && row ? crm_statement_get_integer (statement, 0) : 0;
}

gint64
crm_pipeline_resolve_stage (CrmTransaction *tx, gint64 pipeline, const char *text, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, name, name_fold FROM stage WHERE pipeline = $1 AND archived_at IS NULL ORDER BY position "
      "NULLS LAST, id",
      error);
  g_autofree char *fold = crm_text_fold (text);
  g_autoptr (GString) names = g_string_new (NULL);
  gint64 number = 0;
  gboolean row = FALSE;

  if (!statement)
    return 0;
  g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &number, NULL);
  crm_statement_bind_integer (statement, 1, pipeline);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);

      if (id == number || g_strcmp0 (crm_statement_get_text (statement, 2), fold) == 0)
        return id;
      g_string_append_printf (names, "%s%s", names->len ? ", " : "", crm_statement_get_text (statement, 1));
    }
  if (!row)
    g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_NOT_FOUND,
        _ ("There is no stage “%s” in this pipeline. Its stages are: %s."), text, names->str);
  return 0;
}

static gint64
add_stage (CrmTransaction *tx, gint64 pipeline, const char *name, gint64 probability, gint64 rot_days,
    GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "stage", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);

  crm_values_set_text (values, CRM_STAGE_NAME, name);
  crm_values_set_integer (values, CRM_STAGE_PIPELINE, pipeline);
  crm_values_set_integer (values, CRM_STAGE_PROBABILITY, probability);
  crm_values_set_integer (values, CRM_STAGE_ROT_DAYS, rot_days);
  return crm_transaction_insert (tx, values, NULL, error);
}

static gboolean
add_reasons (CrmTransaction *tx, GError **error)
{
  const char *const names[] = { _ ("Price"), _ ("Chose a competitor"), _ ("No answer"),
    _ ("Not needed any more"), _ ("Wrong time") };
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "lost_reason", error);

  if (read_integer (tx, "SELECT count (*) FROM lost_reason", 0, 0, error))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      crm_values_set_text (values, CRM_LOST_REASON_NAME, names[i]);
      crm_values_set_integer (values, CRM_LOST_REASON_POSITION, i);
      if (!crm_transaction_insert (tx, values, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* Deals of a book from before there were stages. */
static gboolean
adopt_deals (CrmTransaction *tx, gint64 pipeline, gint64 stage, GError **error)
{
  g_autoptr (CrmStatement) find = crm_db_prepare (
      crm_transaction_get_db (tx), "SELECT id FROM deal WHERE stage IS NULL ORDER BY id", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!find)
    return FALSE;
  while (crm_statement_step (find, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (find, 0);
      g_array_append_val (ids, id);
    }
  if (row)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CrmRow) deal = crm_transaction_load (tx, "deal", g_array_index (ids, gint64, i), error);
      g_autoptr (CrmValues) values = deal ? crm_values_new (deal->entity) : NULL;

      if (!deal)
        return FALSE;
      crm_values_set_integer (values, CRM_DEAL_PIPELINE, pipeline);
      crm_values_set_integer (values, CRM_DEAL_STAGE, stage);
      /* What was won or lost before there were stages stays so. */
      crm_values_set_text (values, CRM_DEAL_STATE, crm_row_get_text (deal, CRM_DEAL_STATE));
      if (!crm_transaction_update (tx, g_array_index (ids, gint64, i), 0, values, error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  const char *name;
  gint64 probability;
  gint64 rot_days;
} UsualStage;

#define N_USUAL_STAGES 5

static void
get_usual_stages (UsualStage *stages)
{
  const UsualStage usual[N_USUAL_STAGES] = {
    { C_ ("stage", "New request"), 10, 7 },
    { C_ ("stage", "Qualified"), 30, 10 },
    { C_ ("stage", "Offer"), 50, 10 },
    { C_ ("stage", "Negotiation"), 75, 14 },
    { C_ ("stage", "Contract"), 90, 14 },
  };

  memcpy (stages, usual, sizeof usual);
}

gint64
crm_pipeline_ensure (CrmTransaction *tx, GError **error)
{
  UsualStage stages[N_USUAL_STAGES];
  g_autoptr (CrmEntity) entity = NULL;
  g_autoptr (CrmValues) values = NULL;
  gint64 pipeline = crm_pipeline_get_main (tx), first = 0;

  if (pipeline)
    return pipeline;
  entity = crm_transaction_get_entity (tx, "pipeline", error);
  values = crm_values_new (entity);
  crm_values_set_text (values, CRM_PIPELINE_NAME, _ ("Sales"));
  crm_values_set_integer (values, CRM_PIPELINE_MAIN, TRUE);
  pipeline = crm_transaction_insert (tx, values, NULL, error);
  get_usual_stages (stages);
  for (guint i = 0; pipeline && i < N_USUAL_STAGES; i++)
    {
      gint64 stage =
          add_stage (tx, pipeline, stages[i].name, stages[i].probability, stages[i].rot_days, error);

      if (!stage)
        return 0;
      first = first ? first : stage;
    }
  return pipeline && add_reasons (tx, error) && adopt_deals (tx, pipeline, first, error) ? pipeline : 0;
}

gboolean
crm_pipeline_is_untouched (CrmTransaction *tx, gboolean *untouched, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT p.name, s.name, s.probability, s.rot_days, s.state = 'open' AND s.color IS NULL AND"
      " s.required IS NULL AND NOT EXISTS (SELECT 1 FROM deal_move m JOIN deal d ON d.id = m.deal"
      " WHERE m.stage = s.id AND d.archived_at IS NULL)"
      " FROM pipeline p LEFT JOIN stage s ON s.pipeline = p.id AND s.archived_at IS NULL"
      " AND (s.state = 'open' OR s.operation_id NOT IN (SELECT operation_id FROM import_batch))"
      " WHERE p.archived_at IS NULL ORDER BY p.id, s.position NULLS LAST, s.id",
      error);
  UsualStage stages[N_USUAL_STAGES];
  gboolean same = TRUE, row = FALSE;
  guint n = 0;

  if (!statement)
    return FALSE;
  get_usual_stages (stages);
  for (; crm_statement_step (statement, &row, error) && row; n++)
    same = same && n < N_USUAL_STAGES &&
           g_strcmp0 (crm_statement_get_text (statement, 0), _ ("Sales")) == 0 &&
           g_strcmp0 (crm_statement_get_text (statement, 1), stages[n].name) == 0 &&
           crm_statement_get_integer (statement, 2) == stages[n].probability &&
           crm_statement_get_integer (statement, 3) == stages[n].rot_days &&
           crm_statement_get_integer (statement, 4);
  *untouched = same && n == N_USUAL_STAGES;
  return !row;
}

gint64
crm_stage_count_deals (CrmTransaction *tx, gint64 stage, GError **error)
{
  return read_integer (
      tx, "SELECT count (*) FROM deal WHERE stage = $1 AND archived_at IS NULL", stage, -1, error);
}

gboolean
crm_stage_set_order (CrmTransaction *tx, const gint64 *stages, guint n, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "stage", error);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      crm_values_set_integer (values, CRM_STAGE_POSITION, i);
      if (!crm_transaction_update (tx, stages[i], 0, values, error))
        return FALSE;
    }
  return TRUE;
}

static GArray *
list_deals (CrmTransaction *tx, const char *sql, gint64 parameter, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx), sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, parameter);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      g_array_append_val (ids, id);
    }
  return row ? NULL : g_steal_pointer (&ids);
}

static gboolean
move_deals (CrmTransaction *tx, GArray *deals, gint64 target, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "deal", error);

  for (guint i = 0; i < deals->len; i++)
    {
      gint64 deal = g_array_index (deals, gint64, i);
      g_autoptr (CrmRow) now = crm_transaction_load (tx, "deal", deal, error);
      g_autoptr (CrmValues) values = crm_values_new (entity);

      if (!now)
        return FALSE;
      crm_values_set_integer (values, CRM_DEAL_STAGE, target);
      /* What was won or lost stays so, since when it was: only the place where it stands is another. */
      crm_values_set_text (values, CRM_DEAL_STATE, crm_row_get_text (now, CRM_DEAL_STATE));
      if (g_strcmp0 (crm_row_get_text (now, CRM_DEAL_STATE), "open") != 0)
        crm_values_set_integer (values, CRM_DEAL_STAGE_AT, crm_row_get_integer (now, CRM_DEAL_STAGE_AT));
      if (!crm_transaction_update (tx, deal, 0, values, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_stage_remove (CrmTransaction *tx, gint64 stage, gint64 target, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "stage", stage, error);
  g_autoptr (CrmRow) to = target ? crm_transaction_load (tx, "stage", target, error) : NULL;
  g_autoptr (GArray) deals =
      row ? list_deals (tx, "SELECT id FROM deal WHERE stage = $1 ORDER BY id", stage, error) : NULL;
  gint64 others;

  if (!deals || (target && !to))
    return FALSE;
  others = read_integer (tx,
      "SELECT count (*) FROM stage o JOIN stage s ON s.pipeline = o.pipeline WHERE s.id = $1 AND o.id <> "
      "s.id AND "
      "o.state = 'open' AND o.archived_at IS NULL",
      stage, 0, error);
  if (g_strcmp0 (crm_row_get_text (row, CRM_STAGE_STATE), "open") == 0 && others == 0)
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("A pipeline needs a stage in which deals are open; this is its last one."));
      return FALSE;
    }
  if (deals->len && (!target || target == stage))
    return refuse_stage_deals (deals->len, error);
  return move_deals (tx, deals, target, error) && crm_transaction_archive (tx, "stage", stage, error);
}

gint64
crm_pipeline_count_deals (CrmTransaction *tx, gint64 pipeline, GError **error)
{
  return read_integer (
      tx, "SELECT count (*) FROM deal WHERE pipeline = $1 AND archived_at IS NULL", pipeline, -1, error);
}

/* The mark of the main pipeline goes on to the next one. */
static gboolean
pass_main (CrmTransaction *tx, gint64 pipeline, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "pipeline", error);
  g_autoptr (CrmValues) values = crm_values_new (entity);
  gint64 next = read_integer (tx,
      "SELECT id FROM pipeline WHERE id <> $1 AND archived_at IS NULL ORDER BY position NULLS LAST, id LIMIT "
      "1",
      pipeline, 0, error);

  if (!next)
    {
      g_set_error_literal (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("This is the only pipeline; deals need one."));
      return FALSE;
    }
  if (crm_pipeline_get_main (tx) != pipeline)
    return TRUE;
  crm_values_set_integer (values, CRM_PIPELINE_MAIN, TRUE);
  return crm_transaction_update (tx, next, 0, values, error);
}

gboolean
crm_pipeline_remove (CrmTransaction *tx, gint64 pipeline, gint64 target, GError **error)
{
  g_autoptr (CrmRow) to = target ? crm_transaction_load (tx, "stage", target, error) : NULL;
  g_autoptr (GArray) deals = NULL;

  if ((target && !to) || !pass_main (tx, pipeline, error))
    return FALSE;
  deals = list_deals (tx, "SELECT id FROM deal WHERE pipeline = $1 ORDER BY id", pipeline, error);
  if (!deals)
    return FALSE;
  if (deals->len && (!to || crm_row_get_integer (to, CRM_STAGE_PIPELINE) == pipeline))
    return refuse_pipeline_deals (deals->len, error);
  return move_deals (tx, deals, target, error) && crm_transaction_archive (tx, "pipeline", pipeline, error);
}

GPtrArray *
crm_stage_list_missing (const char *required, const CrmRow *deal, CrmValues *values)
{
  GPtrArray *missing = g_ptr_array_new ();
  g_auto (GStrv) names = g_strsplit (required ? required : "", " ", -1);

  for (guint i = 0; names[i]; i++)
    {
      CrmEntity *entity = deal ? deal->entity : crm_values_get_entity (values);
      int field = *names[i] ? crm_entity_find_field (entity, names[i]) : -1;
      const CrmValue *value;

      if (field < 0)
        continue; /* an own field that was taken away asks for nothing */
      value = values && crm_values_has (values, field) ? crm_values_get (values, field)
              : deal                                   ? crm_row_get (deal, field)
                                                       : NULL;
      if (!value || crm_value_is_empty (value))
        g_ptr_array_add (missing, (gpointer)entity->fields[field].name);
    }
  return missing;
}
