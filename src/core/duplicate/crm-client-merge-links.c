/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-phone.h"
#include "deal/crm-deal.h"
#include "duplicate/crm-client-merge-private.h"
#include "meeting/crm-meeting.h"
#include "message/crm-message.h"
#include "segment/crm-segment.h"
#include "today/crm-today.h"

/* What hangs on a client, moved to another one by the field tables alone: whatever entity links to clients tomorrow, the user's own among them, goes
 * along. Runs in the writer's thread. */

/* Records that say of a client what may be said once: in one meeting, one deal, one segment. */
static const struct
{
  const char *entity;
  int client;
  int place;
} singles[] = {
  { "participant", CRM_PARTICIPANT_CLIENT, CRM_PARTICIPANT_MEETING },
  { "deal_contact", CRM_DEAL_CONTACT_CLIENT, CRM_DEAL_CONTACT_DEAL },
  { "segment_exclusion", CRM_SEGMENT_EXCLUSION_CLIENT, CRM_SEGMENT_EXCLUSION_SEGMENT },
};

/* TRUE when keep stands already where the record would put it. */
static gboolean
stands_already (CrmMerge *self, const CrmRow *row, int field, gboolean *stands, GError **error)
{
  const char *name = crm_entity_get_name (row->entity);
  CrmDb *db = crm_transaction_get_db (self->tx);

  *stands = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (singles); i++)
    {
      const CrmField *fields = row->entity->fields;
      gint64 place = crm_row_get_integer (row, singles[i].place);
      g_autofree char *sql = NULL;
      g_autoptr (GArray) ids = NULL;

      if (!g_str_equal (name, singles[i].entity) || singles[i].client != field)
        continue;
      sql =
          g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = $1 AND \"%s\" = $2 AND archived_at IS NULL",
              name, fields[singles[i].client].name, fields[singles[i].place].name);
      ids = crm_db_list_integers (db, sql, error, 2, self->keep->id, place);
      if (!ids)
        return FALSE;
      *stands = ids->len > 0;
      /* Whose deal it is need not be named among those who have a say in it. */
      if (!*stands && g_str_equal (name, "deal_contact"))
        {
          g_autoptr (CrmRow) deal = crm_transaction_load (self->tx, "deal", place, error);

          if (!deal)
            return FALSE;
          *stands = crm_row_get_integer (deal, CRM_DEAL_CLIENT) == self->keep->id;
        }
    }
  return TRUE;
}

static gboolean
move_link (CrmMerge *self, CrmEntity *entity, int field, gint64 id, GError **error)
{
  const char *name = crm_entity_get_name (entity);
  g_autoptr (CrmRow) row = crm_transaction_load (self->tx, name, id, error);
  g_autoptr (CrmValues) values = crm_values_new (entity);
  gboolean stands;

  if (!row || !stands_already (self, row, field, &stands, error))
    return FALSE;
  if (stands && !row->archived_at)
    return crm_transaction_archive (self->tx, name, id, error);
  if (stands)
    return TRUE;
  /* The kept client is not its own company. */
  if (g_str_equal (name, "client") && id == self->keep->id)
    crm_value_clear (crm_values_slot (values, field));
  else
    crm_values_set_integer (values, field, self->keep->id);
  return crm_transaction_update (self->tx, id, 0, values, error);
}

static gboolean
move_list (CrmMerge *self, CrmEntity *entity, int field, gint64 id, GError **error)
{
  const char *name = crm_entity_get_name (entity);
  g_autoptr (CrmRow) row = crm_transaction_load (self->tx, name, id, error);
  g_autoptr (CrmValues) values = crm_values_new (entity);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const CrmValue *now = row ? crm_row_get (row, field) : NULL;
  gboolean itself = g_str_equal (name, "client") && id == self->keep->id, there = itself;

  for (guint i = 0; now && now->type == CRM_VALUE_LIST && i < now->v.list->len; i++)
    {
      gint64 target = g_array_index (now->v.list, gint64, i);

      if (target == self->other->id)
        target = self->keep->id;
      if (target == self->keep->id && there)
        continue;
      there = there || target == self->keep->id;
      g_array_append_val (ids, target);
    }
  crm_value_take_list (crm_values_slot (values, field), ids);
  return row && crm_transaction_update (self->tx, id, 0, values, error);
}

static gboolean
move_field (CrmMerge *self, CrmEntity *entity, int index, GError **error)
{
  const char *name = crm_entity_get_name (entity);
  const CrmField *field = &entity->fields[index];
  gboolean list = field->kind == CRM_KIND_LINKS;
  g_autofree char *sql = NULL;
  g_autoptr (GArray) ids = NULL;

  sql = list ? g_strdup_printf (
                   "SELECT DISTINCT record_id FROM record_link WHERE entity = '%s' AND field = '%s' AND "
                   "target_id = $1 ORDER BY record_id",
                   name, field->name)
             : g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = $1 ORDER BY id", name, field->name);
  ids = crm_db_list_integers (crm_transaction_get_db (self->tx), sql, error, 1, self->other->id);
  for (guint i = 0; ids && i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);

      /* What other says of itself stays as it was. */
      if (g_str_equal (name, "client") && id == self->other->id)
        continue;
      if (!(list ? move_list : move_link) (self, entity, index, id, error))
        return FALSE;
    }
  return ids != NULL;
}

/* Hints that were put aside know their record by number alone. */
static gboolean
move_dismissals (CrmMerge *self, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self->tx, "hint_dismissal", error);
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (self->tx),
      "SELECT id FROM hint_dismissal WHERE about = 'client' AND about_id = $1", error, 1, self->other->id);

  if (!entity || !ids)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      crm_values_set_integer (values, CRM_HINT_DISMISSAL_ABOUT_ID, self->keep->id);
      if (!crm_transaction_update (self->tx, g_array_index (ids, gint64, i), 0, values, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_merge_move_links (CrmMerge *self, GError **error)
{
  g_autoptr (GPtrArray) entities = crm_transaction_dup_entities (self->tx);

  for (guint e = 0; e < entities->len; e++)
    {
      CrmEntity *entity = entities->pdata[e];

      if (g_str_equal (crm_entity_get_name (entity), "address"))
        continue;
      for (guint f = 0; f < entity->n_fields; f++)
        {
          const CrmField *field = &entity->fields[f];

          if ((field->kind != CRM_KIND_LINK && field->kind != CRM_KIND_LINKS) ||
              field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_LOOSE) ||
              g_strcmp0 (field->target, "client") != 0)
            continue;
          if (!move_field (self, entity, (int)f, error))
            return FALSE;
        }
    }
  return move_dismissals (self, error);
}

static GPtrArray *
load_addresses (CrmMerge *self, gint64 client, GError **error)
{
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (self->tx),
      "SELECT id FROM address WHERE client = $1 AND archived_at IS NULL ORDER BY main IS TRUE DESC, position "
      "NULLS LAST, id",
      error, 1, client);

  return ids ? crm_transaction_load_many (
                   self->tx, "address", (const gint64 *)(gpointer)ids->data, ids->len, error)
             : NULL;
}

static gboolean
is_kind (const CrmRow *address, const char *kind)
{
  return g_strcmp0 (crm_row_get_text (address, CRM_ADDRESS_KIND), kind) == 0;
}

/* The one among them that is the same number or the same e-mail. */
static CrmRow *
find_same (GPtrArray *addresses, const CrmRow *wanted)
{
  for (guint i = 0; i < addresses->len; i++)
    {
      CrmRow *row = addresses->pdata[i];

      if (is_kind (row, crm_row_get_text (wanted, CRM_ADDRESS_KIND)) &&
          (g_strcmp0 (crm_row_get_text (row, CRM_ADDRESS_VALUE),
               crm_row_get_text (wanted, CRM_ADDRESS_VALUE)) == 0 ||
              (crm_row_get_text (wanted, CRM_ADDRESS_MATCH_KEY) &&
                  g_strcmp0 (crm_row_get_text (row, CRM_ADDRESS_MATCH_KEY),
                      crm_row_get_text (wanted, CRM_ADDRESS_MATCH_KEY)) == 0 &&
                  !crm_phone_is_other (crm_row_get_text (row, CRM_ADDRESS_VALUE),
                      crm_row_get_text (row, CRM_ADDRESS_NORMAL),
                      crm_row_get_text (wanted, CRM_ADDRESS_VALUE),
                      crm_row_get_text (wanted, CRM_ADDRESS_NORMAL)))))
        return row;
    }
  return NULL;
}

static gboolean
has_kind (GPtrArray *addresses, const char *kind)
{
  for (guint i = 0; i < addresses->len; i++)
    if (is_kind (addresses->pdata[i], kind))
      return TRUE;
  return FALSE;
}

static gboolean
set_main (CrmMerge *self, const CrmRow *chosen, const char *text, GError **error)
{
  g_autoptr (CrmValues) values = crm_values_new (chosen->entity);

  if (text)
    crm_values_set_text (values, CRM_ADDRESS_VALUE, text);
  crm_values_set_integer (values, CRM_ADDRESS_MAIN, 1);
  return crm_transaction_update (self->tx, chosen->id, 0, values, error);
}

/* The main one of other becomes the main one: by now it is keep's, or keep has had it. */
static gboolean
choose_mains (CrmMerge *self, GPtrArray *before, GPtrArray *others, GError **error)
{
  static const struct
  {
    int field;
    const char *kind;
  } mains[] = {
    { CRM_CLIENT_PHONE, "phone" },
    { CRM_CLIENT_EMAIL, "email" },
    { CRM_CLIENT_WEB, "web" },
    { CRM_CLIENT_HANDLE, "handle" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (mains); i++)
    for (guint k = 0; k < others->len; k++)
      {
        const CrmRow *first = others->pdata[k], *same;

        if (!is_kind (first, mains[i].kind))
          continue;
        same = find_same (before, first);
        if (crm_merge_choose (self, mains[i].field) == CRM_MERGE_OTHER &&
            !set_main (
                self, same ? same : first, same ? crm_row_get_text (first, CRM_ADDRESS_VALUE) : NULL, error))
          return FALSE;
        break;
      }
  return TRUE;
}

gboolean
crm_merge_move_addresses (CrmMerge *self, GError **error)
{
  g_autoptr (GPtrArray) before = load_addresses (self, self->keep->id, error);
  g_autoptr (GPtrArray) others = before ? load_addresses (self, self->other->id, error) : NULL;
  gint64 last = 0;

  if (!others)
    return FALSE;
  for (guint i = 0; i < before->len; i++)
    last = MAX (last, crm_row_get_integer (before->pdata[i], CRM_ADDRESS_POSITION));
  for (guint i = 0; i < others->len; i++)
    {
      const CrmRow *address = others->pdata[i];
      g_autoptr (CrmValues) values = crm_values_new (address->entity);

      if (find_same (before, address))
        continue;
      crm_values_set_integer (values, CRM_ADDRESS_CLIENT, self->keep->id);
      crm_values_set_integer (values, CRM_ADDRESS_POSITION, ++last);
      if (has_kind (before, crm_row_get_text (address, CRM_ADDRESS_KIND)))
        crm_values_set_integer (values, CRM_ADDRESS_MAIN, 0);
      if (!crm_transaction_update (self->tx, address->id, 0, values, error))
        return FALSE;
    }
  return choose_mains (self, before, others, error);
}

static const char *const channels[] = { "sms", "mail", "call", "chat" };
static const char *const purposes[] = { "any", "marketing" };

gboolean
crm_merge_read_consent (CrmMerge *self, CrmMergeConsent *consent, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    for (guint k = 0; k < G_N_ELEMENTS (purposes); k++)
      {
        g_autoptr (GError) local = NULL;

        consent->withdrawn[i][k] = crm_consent_get (self->tx, self->keep->id, NULL, channels[i], purposes[k],
                                       &local) == CRM_CONSENT_WITHDRAWN ||
                                   (!local && crm_consent_get (self->tx, self->other->id, NULL, channels[i],
                                                  purposes[k], &local) == CRM_CONSENT_WITHDRAWN);
        if (local)
          {
            g_propagate_error (error, g_steal_pointer (&local));
            return FALSE;
          }
      }
  return TRUE;
}

gboolean
crm_merge_keep_consent (CrmMerge *self, const CrmMergeConsent *consent, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self->tx, "consent", error);

  for (guint i = 0; entity && i < G_N_ELEMENTS (channels); i++)
    for (guint k = 0; k < G_N_ELEMENTS (purposes); k++)
      {
        g_autoptr (CrmValues) values = NULL;
        g_autoptr (GError) local = NULL;

        if (!consent->withdrawn[i][k] || (crm_consent_get (self->tx, self->keep->id, NULL, channels[i],
                                              purposes[k], &local) == CRM_CONSENT_WITHDRAWN &&
                                             !local))
          continue;
        if (local)
          {
            g_propagate_error (error, g_steal_pointer (&local));
            return FALSE;
          }
        values = crm_values_new (entity);
        crm_values_set_integer (values, CRM_CONSENT_CLIENT, self->keep->id);
        crm_values_set_text (values, CRM_CONSENT_CHANNEL, channels[i]);
        crm_values_set_text (values, CRM_CONSENT_PURPOSE, purposes[k]);
        crm_values_set_text (values, CRM_CONSENT_STATE, "withdrawn");
        crm_values_set_text (values, CRM_CONSENT_SOURCE, "hand");
        crm_values_set_integer (values, CRM_CONSENT_AT, crm_transaction_get_now (self->tx));
        if (!crm_transaction_insert (self->tx, values, NULL, error))
          return FALSE;
      }
  return entity != NULL;
}
