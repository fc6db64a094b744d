/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-locale.h"
#include "deal/crm-board-private.h"

/* The lanes of one reading of a board. Those of stages and people are known beforehand, months and sources come with their
 * deals. In a worker's thread. */

#define MONTHS_AHEAD 3

struct _CrmBoardLanes
{
  CrmBoardGroup group;
  gboolean closed;
  guint first;
  GHashTable *more;  /* not owned, nullable */
  const char *field; /* interned; NULL when there is none of this name */
  gboolean words;    /* the field has its own words, which are the lanes */
  CrmCollator *collator;
  GPtrArray *makers;  /* CrmLaneMaker *, in the order of making */
  GHashTable *by_key; /* key → CrmLaneMaker */
  GArray *stages;     /* CrmBoardStage */
  GHashTable *by_id;  /* stage id → index + 1 */
  GHashTable
      *by_home; /* "pipeline state" → CrmLaneMaker: where deals of the state go whose stage shows others */
};

static const char *const state_names[CRM_BOARD_N_STATES] = { "open", "won", "lost" };

static guint
find_state (const char *name)
{
  for (guint i = 0; i < CRM_BOARD_N_STATES; i++)
    if (g_strcmp0 (name, state_names[i]) == 0)
      return i;
  return 0;
}

void
crm_lane_free (CrmLane *self)
{
  if (!self)
    return;
  g_free (self->key);
  g_free (self->title);
  g_free (self->state);
  g_free (self->color);
  g_free (self->required);
  crm_sums_free (self->sums);
  crm_sums_free (self->weighted);
  g_array_unref (self->ids);
  g_free (self);
}

static void
free_maker (gpointer data)
{
  CrmLaneMaker *self = data;

  crm_lane_free (self->lane);
  g_array_unref (self->totals);
  g_array_unref (self->cards);
  g_free (self);
}

static CrmLaneMaker *
add_lane (CrmBoardLanes *self, const char *key, gint64 id, const char *title)
{
  CrmLaneMaker *maker = g_new0 (CrmLaneMaker, 1);
  CrmLane *lane = maker->lane = g_new0 (CrmLane, 1);
  guint asked = self->more ? GPOINTER_TO_UINT (g_hash_table_lookup (self->more, key)) : 0;

  lane->key = g_strdup (key);
  lane->field = self->field;
  lane->id = id;
  lane->title = g_strdup (title);
  lane->state = g_strdup ("open");
  lane->probability = -1;
  lane->sums = crm_sums_new ();
  lane->weighted = crm_sums_new ();
  lane->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  maker->totals = g_array_new (FALSE, TRUE, sizeof (CrmLaneTotal));
  maker->cards = g_array_new (FALSE, FALSE, sizeof (CrmLaneCard));
  maker->limit = MAX (asked, self->first);
  g_ptr_array_add (self->makers, maker);
  g_hash_table_insert (self->by_key, lane->key, maker);
  return maker;
}

static void
add_stage_lane (CrmBoardLanes *self, CrmBoardStage *stage, CrmStatement *row, gboolean all)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, stage->id), *title = NULL;
  const char *name = crm_statement_get_text (row, 2);
  CrmLane *lane;

  title = all ? g_strdup_printf ("%s · %s", crm_statement_get_text (row, 10), name) : g_strdup (name);
  stage->maker = add_lane (self, key, stage->id, title);
  stage->maker->optional = stage->archived;
  lane = stage->maker->lane;
  g_free (lane->state);
  lane->state = g_strdup (state_names[stage->state]);
  lane->color = g_strdup (crm_statement_get_text (row, 4));
  lane->required = g_strdup (crm_statement_get_text (row, 5));
  lane->probability = stage->probability;
  lane->rot_days = stage->rot_days;
}

/* The first lane of each state in the stage's pipeline. */
static void
find_homes (CrmBoardLanes *self, CrmBoardStage *stage)
{
  for (guint i = 0; i < self->stages->len; i++)
    {
      const CrmBoardStage *other = &g_array_index (self->stages, CrmBoardStage, i);

      if (other->maker && other->pipeline == stage->pipeline && !stage->homes[other->state])
        stage->homes[other->state] = other->maker;
    }
}

/* All stages, for every deal takes its probability from its own; lanes for those of the pipeline. A stage that was taken away from a
 * pipeline that is still there shows its deals in the first lane of their state; nothing disappears from the sums. */
static gboolean
load_stages (CrmBoardLanes *self, CrmTransaction *tx, gint64 pipeline, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT g.id, g.pipeline, g.name, g.state, g.color, g.required, g.probability, g.rot_days,"
      " g.archived_at, p.archived_at, p.name FROM stage g JOIN pipeline p ON p.id = g.pipeline"
      " ORDER BY p.position NULLS LAST, p.id, g.position NULLS LAST, g.id",
      error);
  gint64 n_pipelines = 0;
  gboolean row = FALSE;

  if (!statement || !crm_db_get_integer (crm_transaction_get_db (tx),
                        "SELECT count (*) FROM pipeline WHERE archived_at IS NULL", 0, &n_pipelines, error))
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    {
      gboolean gone = !crm_statement_is_null (statement, 8), old = !crm_statement_is_null (statement, 9);
      CrmBoardStage stage = {
        .id = crm_statement_get_integer (statement, 0),
        .pipeline = crm_statement_get_integer (statement, 1),
        .state = find_state (crm_statement_get_text (statement, 3)),
        .probability = crm_statement_get_integer (statement, 6),
        .rot_days = crm_statement_get_integer (statement, 7),
        .archived = gone || old,
      };

      if (self->group == CRM_BOARD_BY_STAGE && (!pipeline || stage.pipeline == pipeline) && (!gone || old) &&
          (stage.state == 0 || self->closed))
        add_stage_lane (self, &stage, statement, !pipeline && n_pipelines > 1);
      g_array_append_val (self->stages, stage);
      g_hash_table_insert (
          self->by_id, g_memdup2 (&stage.id, sizeof stage.id), GUINT_TO_POINTER (self->stages->len));
    }
  for (guint i = 0; i < self->stages->len; i++)
    find_homes (self, &g_array_index (self->stages, CrmBoardStage, i));
  return !row;
}

static gboolean
load_users (CrmBoardLanes *self, CrmTransaction *tx, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT id, name, archived_at IS NOT NULL OR active IS FALSE FROM \"user\" ORDER BY name_key NULLS "
      "LAST, id",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 id = crm_statement_get_integer (statement, 0);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, id);

      add_lane (self, key, id, crm_statement_get_text (statement, 1))->optional =
          crm_statement_get_integer (statement, 2) != 0;
    }
  add_lane (self, "", 0, _ ("Nobody"))->optional = TRUE;
  return !row;
}

static CrmLaneMaker *
add_month (CrmBoardLanes *self, const char *key)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (
      (int)g_ascii_strtoll (key, NULL, 10), (int)g_ascii_strtoll (key + 5, NULL, 10), 1, 0, 0, 0);
  /* Translators: heading of a lane: November 2026. %OB is the month as it stands alone. */
  g_autofree char *title = date ? crm_locale_format_date (date, C_ ("date", "%OB %Y")) : NULL;

  return add_lane (self, key, 0, title ? title : key);
}

static void
add_months (CrmBoardLanes *self, const char *today)
{
  guint year = (guint)g_ascii_strtoull (today, NULL, 10),
        month = (guint)g_ascii_strtoull (today + 5, NULL, 10);

  for (guint i = 0; i < MONTHS_AHEAD; i++)
    {
      guint n = month - 1 + i;
      g_autofree char *key = g_strdup_printf ("%04u-%02u", year + n / 12, n % 12 + 1);

      add_month (self, key);
    }
  add_lane (self, "", 0, _ ("No date"));
}

/* A lane for each word of a choice; those of other fields come with their deals. */
static gboolean
add_words (CrmBoardLanes *self, CrmTransaction *tx, const char *name, GError **error)
{
  g_autoptr (CrmEntity) deal = crm_transaction_get_entity (tx, "deal", error);
  int index = deal ? crm_entity_find_field (deal, name) : -1;
  const CrmField *field = index >= 0 ? &deal->fields[index] : NULL;

  if (!deal)
    return FALSE;
  if (field && crm_board_takes_field (field))
    {
      self->field = g_intern_string (field->name);
      self->words = field->choices != NULL;
      for (const CrmChoice *choice = field->choices; choice && choice->word; choice++)
        add_lane (self, choice->word, 0, crm_field_get_choice_label (field, choice->word));
    }
  add_lane (self, "", 0, _ ("Nothing chosen"));
  return TRUE;
}

gboolean
crm_board_lanes_has_field (CrmBoardLanes *self)
{
  return self->field != NULL;
}

CrmBoardLanes *
crm_board_lanes_new (
    CrmTransaction *tx, const CrmBoardQuery *query, GHashTable *more, const char *today, GError **error)
{
  g_autoptr (CrmBoardLanes) self = g_new0 (CrmBoardLanes, 1);

  self->group = query->group;
  self->closed = query->closed;
  self->first = query->first;
  self->more = more;
  self->collator = crm_collator_ref (crm_transaction_get_collator (tx));
  self->makers = g_ptr_array_new_with_free_func (free_maker);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->stages = g_array_new (FALSE, FALSE, sizeof (CrmBoardStage));
  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (!load_stages (self, tx, query->pipeline, error))
    return NULL;
  switch (query->group)
    {
    case CRM_BOARD_BY_STAGE: break;
    case CRM_BOARD_BY_MONTH: add_months (self, today); break;
    case CRM_BOARD_BY_OWNER:
      if (!load_users (self, tx, error))
        return NULL;
      break;
    case CRM_BOARD_BY_FIELD:
      if (!add_words (self, tx, query->field ? query->field : "", error))
        return NULL;
      break;
    case CRM_BOARD_BY_SOURCE:
    default: add_lane (self, "", 0, _ ("No source")); break;
    }
  return g_steal_pointer (&self);
}

void
crm_board_lanes_free (CrmBoardLanes *self)
{
  g_clear_pointer (&self->collator, crm_collator_unref);
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->stages, g_array_unref);
  g_clear_pointer (&self->makers, g_ptr_array_unref);
  g_free (self);
}

const CrmBoardStage *
crm_board_lanes_get_stage (CrmBoardLanes *self, gint64 id)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, &id));

  return index ? &g_array_index (self->stages, CrmBoardStage, index - 1) : NULL;
}

static CrmLaneMaker *
find_stage_lane (const CrmBoardStage *stage, const char *state)
{
  guint index = find_state (state);

  if (!stage)
    return NULL;
  /* A deal lost in the middle of the way keeps its stage, so that where deals die stays known. */
  return stage->maker && stage->state == index ? stage->maker : stage->homes[index];
}

CrmLaneMaker *
crm_board_lanes_find (
    CrmBoardLanes *self, const CrmBoardStage *stage, const char *state, gint64 owner, const char *value)
{
  char key[24] = "";
  CrmLaneMaker *maker;

  switch (self->group)
    {
    case CRM_BOARD_BY_STAGE: return find_stage_lane (stage, state);
    case CRM_BOARD_BY_MONTH:
      if (value && strlen (value) >= 7 && *value != '-')
        g_strlcpy (key, value, 8);
      maker = g_hash_table_lookup (self->by_key, key);
      return maker ? maker : add_month (self, key);
    case CRM_BOARD_BY_OWNER:
      if (owner)
        g_snprintf (key, sizeof key, "%" G_GINT64_FORMAT, owner);
      maker = g_hash_table_lookup (self->by_key, key);
      return maker ? maker : g_hash_table_lookup (self->by_key, "");
    case CRM_BOARD_BY_SOURCE:
    case CRM_BOARD_BY_FIELD:
    default:
      maker = g_hash_table_lookup (self->by_key, value ? value : "");
      return maker ? maker : add_lane (self, value, 0, value);
    }
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  CrmBoardLanes *self = data;
  const CrmLane *one = (*(CrmLaneMaker *const *)a)->lane, *other = (*(CrmLaneMaker *const *)b)->lane;

  /* Without a value comes last. */
  if (!*one->key || !*other->key)
    return (*one->key == '\0') - (*other->key == '\0');
  if (self->group != CRM_BOARD_BY_MONTH)
    {
      g_autoptr (GBytes) one_key = crm_collator_key (self->collator, one->key),
                         other_key = crm_collator_key (self->collator, other->key);
      int order = g_bytes_compare (one_key, other_key);

      if (order)
        return order;
    }
  return strcmp (one->key, other->key);
}

GPtrArray *
crm_board_lanes_list (CrmBoardLanes *self)
{
  if (self->group == CRM_BOARD_BY_MONTH || self->group == CRM_BOARD_BY_SOURCE ||
      (self->group == CRM_BOARD_BY_FIELD && !self->words))
    g_ptr_array_sort_with_data (self->makers, compare, self);
  return self->makers;
}
