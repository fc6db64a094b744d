/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "meeting/crm-meeting-private.h"

/* Field table of those who take part in a meeting, and how they and the clients of the meeting stay the same people: whichever of the
 * two is written, the other follows. What is put back as it was (undo, a whole book) has both already. Runs in the writer's thread. */

static const CrmChoice roles[] = {
  { "chair", N_ ("Chair") },
  { "required", N_ ("Required") },
  { "optional", N_ ("Optional") },
  { "informed", N_ ("For information") },
  { NULL, NULL },
};

static const CrmChoice answers[] = {
  { "none", N_ ("No answer") },
  { "accepted", N_ ("Accepted") },
  { "declined", N_ ("Declined") },
  { "tentative", N_ ("Perhaps") },
  { "delegated", N_ ("Sends somebody else") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_PARTICIPANT_MEETING] = { "meeting", N_ ("Meeting"), CRM_KIND_LINK,
      CRM_FIELD_REQUIRED | CRM_FIELD_OWNED | CRM_FIELD_INDEXED, .target = "meeting" },
  [CRM_PARTICIPANT_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, CRM_FIELD_INDEXED,
      .target = "client" },
  [CRM_PARTICIPANT_USER] = { "user", N_ ("Employee"), CRM_KIND_LINK, CRM_FIELD_INDEXED, .target = "user" },
  [CRM_PARTICIPANT_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT, CRM_FIELD_SORTED },
  [CRM_PARTICIPANT_ADDRESS] = { "address", N_ ("E-mail"), CRM_KIND_EMAIL },
  [CRM_PARTICIPANT_ROLE] = { "role", N_ ("Role"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = roles },
  [CRM_PARTICIPANT_ANSWER] = { "answer", N_ ("Answer"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = answers },
  [CRM_PARTICIPANT_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER, CRM_FIELD_HIDDEN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_PARTICIPANT_N_FIELDS);

static gboolean
is_set (const CrmRow *before, CrmValues *values, int field)
{
  const CrmValue *value = crm_values_has (values, field) || !before ? crm_values_get (values, field)
                                                                    : crm_row_get (before, field);

  return value && !crm_value_is_empty (value);
}

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  g_autoptr (CrmStatement) last = NULL;
  gboolean row;

  if (crm_transaction_is_verbatim (tx))
    return TRUE;
  if (!is_set (before, values, CRM_PARTICIPANT_CLIENT) && !is_set (before, values, CRM_PARTICIPANT_USER) &&
      !is_set (before, values, CRM_PARTICIPANT_ADDRESS))
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("A participant is a client, an employee or an e-mail address."));
      return FALSE;
    }
  if (before)
    return TRUE;
  if (!is_set (NULL, values, CRM_PARTICIPANT_ROLE))
    crm_values_set_text (values, CRM_PARTICIPANT_ROLE, "required");
  if (!is_set (NULL, values, CRM_PARTICIPANT_ANSWER))
    crm_values_set_text (values, CRM_PARTICIPANT_ANSWER, "none");
  if (is_set (NULL, values, CRM_PARTICIPANT_POSITION) || !is_set (NULL, values, CRM_PARTICIPANT_MEETING))
    return TRUE;
  last = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT coalesce (max (position), -1) FROM participant WHERE meeting = $1", error);
  if (!last)
    return FALSE;
  crm_statement_bind_integer (last, 1, crm_values_get (values, CRM_PARTICIPANT_MEETING)->v.integer);
  if (!crm_statement_step (last, &row, error))
    return FALSE;
  crm_values_set_integer (values, CRM_PARTICIPANT_POSITION, crm_statement_get_integer (last, 0) + 1);
  return TRUE;
}

static gboolean
contains (const CrmValue *list, gint64 id)
{
  for (guint i = 0; list && list->type == CRM_VALUE_LIST && i < list->v.list->len; i++)
    if (g_array_index (list->v.list, gint64, i) == id)
      return TRUE;
  return FALSE;
}

/* Whether the client takes part as somebody else than except. */
static gboolean
takes_part (CrmTransaction *tx, gint64 meeting, gint64 client, gint64 except, gboolean *does, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT 1 FROM participant WHERE meeting = $1 AND client = $2 AND archived_at IS NULL AND id <> $3 "
      "LIMIT 1",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, meeting);
  crm_statement_bind_integer (statement, 2, client);
  crm_statement_bind_integer (statement, 3, except);
  return crm_statement_step (statement, does, error);
}

/* One client less, one more; 0 is none. */
static gboolean
change_clients (
    CrmTransaction *tx, gint64 meeting, gint64 gone, gint64 come, gint64 participant, GError **error)
{
  g_autoptr (CrmRow) row = crm_transaction_load (tx, "meeting", meeting, error);
  g_autoptr (CrmValues) values = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const CrmValue *now;
  gboolean stays = FALSE;

  if (!row || (gone && !takes_part (tx, meeting, gone, participant, &stays, error)))
    return FALSE;
  now = crm_row_get (row, CRM_MEETING_CLIENTS);
  for (guint i = 0; now->type == CRM_VALUE_LIST && i < now->v.list->len; i++)
    if (stays || g_array_index (now->v.list, gint64, i) != gone)
      g_array_append_val (ids, g_array_index (now->v.list, gint64, i));
  if (come && !contains (now, come))
    g_array_append_val (ids, come);
  values = crm_values_new (row->entity);
  crm_value_take_list (crm_values_slot (values, CRM_MEETING_CLIENTS), g_steal_pointer (&ids));
  return crm_transaction_update (tx, meeting, 0, values, error);
}

static gboolean
inserted (CrmTransaction *tx, gint64 id, CrmValues *values, GError **error)
{
  gint64 client = crm_meeting_get_integer (NULL, values, CRM_PARTICIPANT_CLIENT);

  return crm_transaction_is_verbatim (tx) || !client ||
         change_clients (
             tx, crm_meeting_get_integer (NULL, values, CRM_PARTICIPANT_MEETING), 0, client, id, error);
}

static gboolean
written (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  gint64 old = before->archived_at ? 0 : crm_row_get_integer (before, CRM_PARTICIPANT_CLIENT),
         now = !after || after->archived_at ? 0 : crm_row_get_integer (after, CRM_PARTICIPANT_CLIENT);

  return crm_transaction_is_verbatim (tx) || old == now ||
         change_clients (
             tx, crm_row_get_integer (before, CRM_PARTICIPANT_MEETING), old, now, before->id, error);
}

gboolean
crm_participant_follow (
    CrmTransaction *tx, gint64 meeting, const CrmValue *before, const CrmValue *after, GError **error)
{
  g_autoptr (CrmEntity) entity = NULL;

  if (crm_transaction_is_verbatim (tx) || !(entity = crm_transaction_get_entity (tx, "participant", error)))
    return crm_transaction_is_verbatim (tx);
  for (guint i = 0; after && after->type == CRM_VALUE_LIST && i < after->v.list->len; i++)
    {
      gint64 client = g_array_index (after->v.list, gint64, i);
      g_autoptr (CrmValues) values = NULL;
      gboolean there;

      if (!takes_part (tx, meeting, client, 0, &there, error))
        return FALSE;
      if (there)
        continue;
      values = crm_values_new (entity);
      crm_values_set_integer (values, CRM_PARTICIPANT_MEETING, meeting);
      crm_values_set_integer (values, CRM_PARTICIPANT_CLIENT, client);
      if (!crm_transaction_insert (tx, values, NULL, error))
        return FALSE;
    }
  for (guint i = 0; before && before->type == CRM_VALUE_LIST && i < before->v.list->len; i++)
    {
      gint64 client = g_array_index (before->v.list, gint64, i);
      g_autoptr (GArray) ids = NULL;

      if (contains (after, client))
        continue;
      ids = crm_db_list_integers (crm_transaction_get_db (tx),
          "SELECT id FROM participant WHERE meeting = $1 AND client = $2 AND archived_at IS NULL", error, 2,
          meeting, client);
      for (guint k = 0; ids && k < ids->len; k++)
        if (!crm_transaction_delete (tx, "participant", g_array_index (ids, gint64, k), error))
          return FALSE;
      if (!ids)
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
crm_meeting_list_participants (CrmTransaction *tx, gint64 meeting, GError **error)
{
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT id FROM participant WHERE meeting = $1 AND archived_at IS NULL ORDER BY position NULLS LAST, "
      "id",
      error, 1, meeting);

  return ids ? crm_transaction_load_many (
                   tx, "participant", (const gint64 *)(gpointer)ids->data, ids->len, error)
             : NULL;
}

static const CrmEntityHooks hooks = {
  .prepare = prepare,
  .inserted = inserted,
  .written = written,
};

const CrmEntityInfo crm_participant_entity = {
  .name = "participant",
  .label = N_ ("Participant"),
  .plural = N_ ("Participants"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_PARTICIPANT_NAME,
  .hooks = &hooks,
};
