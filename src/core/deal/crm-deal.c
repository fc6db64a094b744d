/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-deal.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "deal/crm-deal-private.h"
#include "task/crm-task-kinds.h"

/* Field tables of the deal, its contacts and moves, and what a change of stage or state brings with it. The hooks run in the
 * writer's thread. */

static const CrmChoice states[] = {
  { "open", N_ ("Open") },
  { "won", N_ ("Won") },
  { "lost", N_ ("Lost") },
  { NULL, NULL },
};

#define COMPUTED (CRM_FIELD_COMPUTED | CRM_FIELD_READ_ONLY)

static const CrmField fields[] = {
  [CRM_DEAL_TITLE] = { "title", N_ ("Title"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_DEAL_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "client" },
  [CRM_DEAL_AMOUNT] = { "amount", N_ ("Amount"), CRM_KIND_MONEY },
  [CRM_DEAL_STATE] = { "state", N_ ("State"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = states },
  [CRM_DEAL_SOURCE] = { "source", N_ ("Source"), CRM_KIND_OPTION, 0, .target = "source" },
  [CRM_DEAL_EXPECTED_CLOSE] = { "expected_close", N_ ("Expected to close"), CRM_KIND_DATE },
  [CRM_DEAL_CLOSED_AT] = { "closed_at", N_ ("Closed"), CRM_KIND_INSTANT, CRM_FIELD_READ_ONLY },
  [CRM_DEAL_OWNER] = { "owner", N_ ("Responsible"), CRM_KIND_LINK, 0, .target = "user" },
  [CRM_DEAL_TAGS] = { "tags", N_ ("Tags"), CRM_KIND_TAGS, 0, .target = "tag" },
  [CRM_DEAL_PIPELINE] = { "pipeline", N_ ("Pipeline"), CRM_KIND_LINK, CRM_FIELD_INDEXED,
      .target = "pipeline" },
  [CRM_DEAL_STAGE] = { "stage", N_ ("Stage"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "stage" },
  [CRM_DEAL_STAGE_AT] = { "stage_at", N_ ("In this stage since"), CRM_KIND_INSTANT, CRM_FIELD_READ_ONLY },
  [CRM_DEAL_POSITION] = { "position", N_ ("Position"), CRM_KIND_REAL, CRM_FIELD_HIDDEN },
  [CRM_DEAL_PROBABILITY] = { "probability", N_ ("Probability, %"), CRM_KIND_INTEGER },
  [CRM_DEAL_AMOUNT_TYPED] = { "amount_typed", N_ ("Amount does not follow the lines"), CRM_KIND_BOOLEAN,
      CRM_FIELD_HIDDEN },
  [CRM_DEAL_CONTRACT] = { "contract", N_ ("Contract signed"), CRM_KIND_BOOLEAN },
  [CRM_DEAL_SUPPLIER] = { "supplier", N_ ("Supplier"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "client" },
  [CRM_DEAL_CARRIER] = { "carrier", N_ ("Carrier"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "client" },
  [CRM_DEAL_LOST_REASON] = { "lost_reason", N_ ("Reason of loss"), CRM_KIND_LINK, 0,
      .target = "lost_reason" },
  [CRM_DEAL_LOST_COMMENT] = { "lost_comment", N_ ("Why it was lost"), CRM_KIND_TEXT },
  [CRM_DEAL_OPENED_AT] = { "opened_at", N_ ("Opened"), CRM_KIND_INSTANT },
  [CRM_DEAL_PREVIOUS] = { "previous", N_ ("Repeats"), CRM_KIND_LINK, 0, .target = "deal" },
  [CRM_DEAL_EXTERNAL_ID] = { "external_id", N_ ("Number elsewhere"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_DEAL_PAY_BY] = { "pay_by", N_ ("To be paid by"), CRM_KIND_DATE, CRM_FIELD_INDEXED },
  [CRM_DEAL_PAID_ON] = { "paid_on", N_ ("Paid on"), CRM_KIND_DATE },
  [CRM_DEAL_TEXT] = { "text", N_ ("Notes"), CRM_KIND_BODY, CRM_FIELD_SEARCHED },
  [CRM_DEAL_WEIGHT] = { "weight", N_ ("Probability that counts, %"), CRM_KIND_INTEGER, COMPUTED,
      .sql = "CASE t.state WHEN 'won' THEN 100 WHEN 'lost' THEN 0 ELSE"
             " COALESCE (t.probability, (SELECT s.probability FROM stage s WHERE s.id = t.stage)) END" },
  [CRM_DEAL_CLIENT_NAME] = { "client_name", N_ ("Name of the client"), CRM_KIND_TEXT,
      COMPUTED | CRM_FIELD_HIDDEN | CRM_FIELD_SEARCHED,
      .sql = "(SELECT c.name FROM client c WHERE c.id = t.client)",
      .sql_fold = "(SELECT c.name_fold FROM client c WHERE c.id = t.client)",
      .sql_key = "(SELECT c.name_key FROM client c WHERE c.id = t.client)" },
  [CRM_DEAL_ROT_DAYS] = { "rot_days", N_ ("Days until it rots"), CRM_KIND_INTEGER,
      COMPUTED | CRM_FIELD_HIDDEN, .sql = "(SELECT s.rot_days FROM stage s WHERE s.id = t.stage)" },
  [CRM_DEAL_NEXT_KEY] = { "next_key", N_ ("Next step by"), CRM_KIND_INSTANT, COMPUTED | CRM_FIELD_HIDDEN,
      .sql = "f.next_key" },
  [CRM_DEAL_NEXT_ON] = { "next_on", N_ ("Next step on"), CRM_KIND_DATE, COMPUTED, .sql = "f.next_on" },
  [CRM_DEAL_NEXT_AT] = { "next_at", N_ ("Next step at"), CRM_KIND_INSTANT, COMPUTED, .sql = "f.next_at" },
  [CRM_DEAL_NEXT_KIND] = { "next_kind", N_ ("Kind of next step"), CRM_KIND_CHOICE, COMPUTED,
      .choices = crm_task_kinds, .sql = "f.next_kind" },
  [CRM_DEAL_NEXT_TITLE] = { "next_step", N_ ("Next step"), CRM_KIND_TEXT, COMPUTED, .sql = "f.next_title" },
  [CRM_DEAL_NEXT_ENTITY] = { "next_entity", N_ ("Next step is a"), CRM_KIND_TEXT, COMPUTED | CRM_FIELD_HIDDEN,
      .sql = "f.next_entity" },
  [CRM_DEAL_NEXT_ID] = { "next_id", N_ ("Next step’s number"), CRM_KIND_INTEGER, COMPUTED | CRM_FIELD_HIDDEN,
      .sql = "f.next_id" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_DEAL_N_FIELDS);

static const CrmField contact_fields[] = {
  [CRM_DEAL_CONTACT_DEAL] = { "deal", N_ ("Deal"), CRM_KIND_LINK,
      CRM_FIELD_REQUIRED | CRM_FIELD_OWNED | CRM_FIELD_INDEXED, .target = "deal" },
  [CRM_DEAL_CONTACT_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK,
      CRM_FIELD_REQUIRED | CRM_FIELD_INDEXED, .target = "client" },
  [CRM_DEAL_CONTACT_ROLE] = { "role", N_ ("Role"), CRM_KIND_OPTION, 0, .target = "deal-role" },
  [CRM_DEAL_CONTACT_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
};
G_STATIC_ASSERT (G_N_ELEMENTS (contact_fields) == CRM_DEAL_CONTACT_N_FIELDS);

static const CrmField move_fields[] = {
  [CRM_DEAL_MOVE_DEAL] = { "deal", N_ ("Deal"), CRM_KIND_LINK,
      CRM_FIELD_REQUIRED | CRM_FIELD_OWNED | CRM_FIELD_INDEXED, .target = "deal" },
  [CRM_DEAL_MOVE_STAGE] = { "stage", N_ ("Stage"), CRM_KIND_LINK, CRM_FIELD_REQUIRED, .target = "stage" },
  [CRM_DEAL_MOVE_FROM_STAGE] = { "from_stage", N_ ("From stage"), CRM_KIND_LINK, 0, .target = "stage" },
  [CRM_DEAL_MOVE_STATE] = { "state", N_ ("State"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = states },
  [CRM_DEAL_MOVE_AT] = { "at", N_ ("When"), CRM_KIND_INSTANT, CRM_FIELD_REQUIRED },
  [CRM_DEAL_MOVE_UNTIL] = { "until", N_ ("Until"), CRM_KIND_INSTANT },
  [CRM_DEAL_MOVE_USER] = { "user", N_ ("By whom"), CRM_KIND_LINK, 0, .target = "user" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (move_fields) == CRM_DEAL_MOVE_N_FIELDS);

static gboolean
refuse (int field, const char *reason, GError **error)
{
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, "%s: %s",
      crm_field_get_label (&fields[field]), reason);
  return FALSE;
}

/* The value a field will have after the write. */
static gint64
get_integer (const CrmRow *before, CrmValues *values, int field)
{
  const CrmValue *value = crm_values_get (values, field);

  if (crm_values_has (values, field))
    return value->type == CRM_VALUE_INTEGER ? value->v.integer : 0;
  return before ? crm_row_get_integer (before, field) : 0;
}

/* Where a deal goes that is only told its pipeline: to an open stage, or, when it is closed, to the one for its kind, if there is one. */
static gint64
find_stage (CrmTransaction *tx, gint64 pipeline, const CrmRow *before, CrmValues *values, GError **error)
{
  const char *typed = crm_values_get_text (values, CRM_DEAL_STATE),
             *state = !before ? NULL
                      : typed ? typed
                              : crm_row_get_text (before, CRM_DEAL_STATE);
  g_autoptr (GError) local = NULL;
  gint64 stage = 0;

  if (state && !g_str_equal (state, "open"))
    stage = crm_pipeline_find_stage (tx, pipeline, state, &local);
  if (!stage && !local)
    stage = crm_pipeline_find_stage (tx, pipeline, "open", &local);
  if (local)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (!stage)
    refuse (CRM_DEAL_PIPELINE, _ ("This pipeline has no stage in which deals are open."), error);
  return stage;
}

/* Which pipeline and stage the deal will stand in, each following the other. */
static gboolean
place (CrmTransaction *tx, const CrmRow *before, CrmValues *values, CrmRow **stage, GError **error)
{
  gint64 pipeline = get_integer (before, values, CRM_DEAL_PIPELINE),
         stage_id = get_integer (before, values, CRM_DEAL_STAGE);
  gboolean moved = crm_values_has (values, CRM_DEAL_STAGE) && stage_id,
           changed = crm_values_has (values, CRM_DEAL_PIPELINE) && pipeline;

  if (!moved && (!stage_id || (changed && pipeline != crm_row_get_integer (before, CRM_DEAL_PIPELINE))))
    {
      if (!pipeline && !(pipeline = crm_pipeline_ensure (tx, error)))
        return FALSE;
      stage_id = find_stage (tx, pipeline, before, values, error);
      if (!stage_id)
        return FALSE;
    }
  *stage = crm_transaction_load (tx, "stage", stage_id, error);
  if (!*stage)
    return FALSE;
  if (moved && changed && pipeline != crm_row_get_integer (*stage, CRM_STAGE_PIPELINE))
    return refuse (CRM_DEAL_STAGE, _ ("This stage belongs to another pipeline."), error);
  if (moved && (*stage)->archived_at)
    return refuse (CRM_DEAL_STAGE, _ ("This stage was taken away."), error);
  crm_values_set_integer (values, CRM_DEAL_STAGE, stage_id);
  crm_values_set_integer (values, CRM_DEAL_PIPELINE, crm_row_get_integer (*stage, CRM_STAGE_PIPELINE));
  return TRUE;
}

static gboolean
check_missing (const CrmRow *stage, const CrmRow *before, CrmValues *values, GError **error)
{
  g_autoptr (GPtrArray) missing =
      crm_stage_list_missing (crm_row_get_text (stage, CRM_STAGE_REQUIRED), before, values);
  g_autoptr (GString) names = g_string_new (NULL);
  CrmEntity *entity = crm_values_get_entity (values);

  for (guint i = 0; i < missing->len; i++)
    g_string_append_printf (names, "%s%s", i ? ", " : "",
        crm_field_get_label (&entity->fields[crm_entity_find_field (entity, missing->pdata[i])]));
  if (!missing->len)
    return TRUE;
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_REQUIRED, _ ("The stage “%s” asks for: %s."),
      crm_row_get_text (stage, CRM_STAGE_NAME), names->str);
  return FALSE;
}

/* State, closing time and time in the stage, which follow from the place and each other. named: the stage itself was told; a closed deal that
 * only changes its pipeline stays closed. */
static gboolean
settle (CrmTransaction *tx, const CrmRow *before, CrmValues *values, const CrmRow *stage, gboolean named,
    GError **error)
{
  const char *old = before ? crm_row_get_text (before, CRM_DEAL_STATE) : NULL,
             *typed = crm_values_get_text (values, CRM_DEAL_STATE),
             *of_stage = crm_row_get_text (stage, CRM_STAGE_STATE);
  gboolean moved = !before || crm_row_get_integer (before, CRM_DEAL_STAGE) != stage->id;
  /* The text of the value itself goes when it is set. */
  g_autofree char *state = g_strdup (typed                                     ? typed
                                     : moved && of_stage && (named || !before) ? of_stage
                                     : old                                     ? old
                                                                               : "open");
  gint64 opened = get_integer (before, values, CRM_DEAL_OPENED_AT), now = crm_transaction_get_now (tx);

  if (!opened)
    crm_values_set_integer (values, CRM_DEAL_OPENED_AT, opened = before ? before->created_at : now);
  if (moved && before && g_str_equal (state, "open") && !check_missing (stage, before, values, error))
    return FALSE;
  if (state != typed && g_strcmp0 (state, old) != 0)
    crm_values_set_text (values, CRM_DEAL_STATE, state);
  if (moved || g_strcmp0 (state, old) != 0)
    {
      gboolean closed = !g_str_equal (state, "open");
      const CrmValue *at = crm_values_get (values, CRM_DEAL_CLOSED_AT);

      if (!crm_values_has (values, CRM_DEAL_STAGE_AT))
        crm_values_set_integer (values, CRM_DEAL_STAGE_AT, before ? now : opened);
      if (!closed)
        crm_value_clear (crm_values_slot (values, CRM_DEAL_CLOSED_AT));
      else if (g_strcmp0 (state, old) != 0 && (!at || at->type != CRM_VALUE_INTEGER))
        crm_values_set_integer (values, CRM_DEAL_CLOSED_AT, now);
      if (!g_str_equal (state, "lost") && old && g_str_equal (old, "lost"))
        {
          crm_value_clear (crm_values_slot (values, CRM_DEAL_LOST_REASON));
          crm_value_clear (crm_values_slot (values, CRM_DEAL_LOST_COMMENT));
        }
    }
  return TRUE;
}

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const CrmValue *probability = crm_values_get (values, CRM_DEAL_PROBABILITY),
                 *amount = crm_values_get (values, CRM_DEAL_AMOUNT),
                 *previous = crm_values_get (values, CRM_DEAL_PREVIOUS);
  g_autoptr (CrmRow) stage = NULL;
  gboolean named = crm_values_get (values, CRM_DEAL_STAGE) &&
                   crm_values_get (values, CRM_DEAL_STAGE)->type == CRM_VALUE_INTEGER;

  /* What is undone is put back as it was, field by field. */
  if (crm_transaction_is_verbatim (tx) && (before || crm_values_has (values, CRM_DEAL_STAGE)))
    return TRUE;
  if (probability && probability->type == CRM_VALUE_INTEGER &&
      (probability->v.integer < 0 || probability->v.integer > 100))
    return refuse (CRM_DEAL_PROBABILITY, _ ("It must be between 0 and 100."), error);
  if (before && previous && previous->type == CRM_VALUE_INTEGER && previous->v.integer == before->id)
    return refuse (CRM_DEAL_PREVIOUS, _ ("A deal cannot repeat itself."), error);
  if (!before && !crm_values_has (values, CRM_DEAL_OWNER) && crm_transaction_get_user (tx))
    crm_values_set_integer (values, CRM_DEAL_OWNER, crm_transaction_get_user (tx));
  if (amount && !crm_values_has (values, CRM_DEAL_AMOUNT_TYPED))
    crm_values_set_integer (values, CRM_DEAL_AMOUNT_TYPED, amount->type == CRM_VALUE_MONEY);
  if (!before && !crm_values_has (values, CRM_DEAL_POSITION))
    /* New deals stand on top of their lane. */
    crm_value_set_real (
        crm_values_slot (values, CRM_DEAL_POSITION), -(double)crm_transaction_get_now (tx) / G_USEC_PER_SEC);
  if (before && !crm_values_has (values, CRM_DEAL_STAGE) && !crm_values_has (values, CRM_DEAL_PIPELINE) &&
      !crm_values_has (values, CRM_DEAL_STATE) && crm_row_get_integer (before, CRM_DEAL_STAGE))
    return TRUE;
  return place (tx, before, values, &stage, error) && settle (tx, before, values, stage, named, error);
}

static gboolean
inserted (CrmTransaction *tx, gint64 id, CrmValues *values, GError **error)
{
  const CrmValue *client = crm_values_get (values, CRM_DEAL_CLIENT);

  crm_transaction_touch (tx, "deal", id);
  if (client && client->type == CRM_VALUE_INTEGER)
    crm_transaction_touch_client (tx, client->v.integer);
  return crm_transaction_is_verbatim (tx) || crm_deal_open_history (tx, id, values, error);
}

static gboolean
written (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  gint64 old_client = crm_row_get_integer (before, CRM_DEAL_CLIENT),
         client = after ? crm_row_get_integer (after, CRM_DEAL_CLIENT) : 0;

  crm_transaction_touch_client (tx, old_client);
  crm_transaction_touch_client (tx, client);
  if (!after)
    return TRUE;
  crm_transaction_touch (tx, "deal", after->id);
  if (!crm_transaction_is_verbatim (tx) && !crm_deal_extend_history (tx, before, after, error))
    return FALSE;
  if (!crm_transaction_is_verbatim (tx) && crm_row_get_integer (before, CRM_DEAL_AMOUNT_TYPED) &&
      !crm_row_get_integer (after, CRM_DEAL_AMOUNT_TYPED) && !crm_deal_follow_lines (tx, after->id, error))
    return FALSE;
  /* The moves stand in the timeline of the client the deal has now. */
  return client == old_client || crm_deal_rewrite_moves (tx, after->id, error);
}

static const CrmEntityHooks hooks = {
  .prepare = prepare,
  .inserted = inserted,
  .written = written,
  .refresh = crm_deal_refresh,
  .check = crm_deal_check,
};

const CrmEntityInfo crm_deal_entity = {
  .name = "deal",
  .label = N_ ("Deal"),
  .plural = N_ ("Deals"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_DEAL_TITLE,
  .hooks = &hooks,
  .join = "LEFT JOIN deal_figures f ON f.deal_id = t.id",
};

const CrmEntityInfo crm_deal_contact_entity = {
  .name = "deal_contact",
  .label = N_ ("Person of a deal"),
  .plural = N_ ("People of deals"),
  .fields = contact_fields,
  .n_fields = G_N_ELEMENTS (contact_fields),
  .title_field = -1,
};

static const CrmEntityHooks move_hooks = { .describe = crm_deal_move_describe, .check = crm_deal_move_check };

const CrmEntityInfo crm_deal_move_entity = {
  .name = "deal_move",
  .label = N_ ("Move of a deal"),
  .plural = N_ ("Moves of deals"),
  .fields = move_fields,
  .n_fields = G_N_ELEMENTS (move_fields),
  .title_field = -1,
  .hooks = &move_hooks,
};

int
crm_deal_get_stage_days (const CrmRow *deal, gint64 now)
{
  gint64 at = crm_row_get_integer (deal, CRM_DEAL_STAGE_AT);

  return at && at < now ? (int)((now - at) / G_TIME_SPAN_DAY) : 0;
}

gboolean
crm_deal_is_rotting (const CrmRow *deal, gint64 now)
{
  gint64 limit = crm_row_get_integer (deal, CRM_DEAL_ROT_DAYS),
         next = crm_row_get_integer (deal, CRM_DEAL_NEXT_KEY);

  return limit && g_strcmp0 (crm_row_get_text (deal, CRM_DEAL_STATE), "open") == 0 && (!next || next < now) &&
         now - crm_row_get_integer (deal, CRM_DEAL_STAGE_AT) > limit * G_TIME_SPAN_DAY;
}
