/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duplicate/crm-client-merge.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-phone.h"
#include "base/crm-text.h"
#include "duplicate/crm-client-merge-private.h"
#include "note/crm-note.h"
#include "option/crm-option.h"

/* Two records of one client become one: which value of a field is taken, and the order in which all is written. Everything is an ordinary change of the
 * log, so that undo knows how to take it back. Runs in a worker's thread. */

gboolean
crm_merge_has_field (const CrmField *field)
{
  return !(field->flags & (CRM_FIELD_COMPUTED | CRM_FIELD_LOOSE)) && strcmp (field->name, "status_at") != 0 &&
         strcmp (field->name, "status_reason") != 0;
}

gboolean
crm_merge_unites (const CrmField *field)
{
  return field->kind == CRM_KIND_LONG || field->kind == CRM_KIND_BODY || field->kind == CRM_KIND_CHOICES ||
         field->kind == CRM_KIND_TAGS || field->kind == CRM_KIND_LINKS;
}

gboolean
crm_merge_are_equal (const CrmField *field, const CrmValue *a, const CrmValue *b)
{
  g_autofree char *fold_a = NULL, *fold_b = NULL;

  if (crm_value_equal (a, b))
    return TRUE;
  if (field->kind == CRM_KIND_PHONE && a->type == CRM_VALUE_TEXT && b->type == CRM_VALUE_TEXT)
    {
      g_autoptr (CrmPhoneFormat) plain = crm_phone_format_new_plain ();
      g_autofree char *normal_a = crm_phone_normalise (plain, a->v.text, NULL),
                      *normal_b = crm_phone_normalise (plain, b->v.text, NULL);
      g_autofree char *key_a = crm_phone_key (normal_a), *key_b = crm_phone_key (normal_b);
      return g_strcmp0 (key_a, key_b) == 0 && !crm_phone_is_other (a->v.text, normal_a, b->v.text, normal_b);
    }
  if (field->kind != CRM_KIND_EMAIL || a->type != CRM_VALUE_TEXT || b->type != CRM_VALUE_TEXT)
    return FALSE;
  fold_a = crm_text_fold (a->v.text);
  fold_b = crm_text_fold (b->v.text);
  return g_str_equal (fold_a, fold_b);
}

static int
get_status_rank (const char *status)
{
  for (int i = 0; crm_status_choices[i].word; i++)
    if (g_strcmp0 (crm_status_choices[i].word, status) == 0)
      return i;
  return -1;
}

CrmMergeChoice
crm_merge_choose (const CrmMerge *self, int index)
{
  const CrmField *field = &self->keep->entity->fields[index];
  const CrmValue *keep = crm_row_get (self->keep, index), *other = crm_row_get (self->other, index);
  CrmMergeChoice chosen =
      self->choices ? GPOINTER_TO_UINT (g_hash_table_lookup (self->choices, field->name)) : CRM_MERGE_AUTO;

  if (chosen != CRM_MERGE_AUTO)
    return chosen;
  /* Whose company it is cannot be the one it was merged with. */
  if (index == CRM_CLIENT_COMPANY && crm_row_get_integer (self->other, index) == self->keep->id)
    return CRM_MERGE_KEEP;
  if (crm_value_is_empty (other) || crm_merge_are_equal (field, keep, other))
    return CRM_MERGE_KEEP;
  if (crm_value_is_empty (keep))
    return CRM_MERGE_OTHER;
  if (index == CRM_CLIENT_STATUS)
    return get_status_rank (other->v.text) > get_status_rank (keep->v.text) ? CRM_MERGE_OTHER
                                                                            : CRM_MERGE_KEEP;
  return crm_merge_unites (field) ? CRM_MERGE_BOTH : CRM_MERGE_KEEP;
}

char *
crm_merge_format (CrmTransaction *tx, const CrmRow *row, int index)
{
  const CrmField *field = &row->entity->fields[index];
  const CrmValue *value = crm_row_get (row, index);
  const char *target = field->kind == CRM_KIND_TAGS ? "tag" : field->target;

  if (value->type == CRM_VALUE_LIST)
    {
      g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; i < value->v.list->len; i++)
        {
          char *title = crm_transaction_dup_title (tx, target, g_array_index (value->v.list, gint64, i));
          if (title)
            g_ptr_array_add (titles, title);
        }
      g_ptr_array_add (titles, NULL);
      return titles->len > 1 ? g_strjoinv (", ", (char **)titles->pdata) : NULL;
    }
  if (field->kind == CRM_KIND_LINK && value->type == CRM_VALUE_INTEGER)
    return crm_transaction_dup_title (tx, target, value->v.integer);
  if (field->kind == CRM_KIND_BLOB)
    return value->type == CRM_VALUE_BLOB ? g_strdup (_ ("a picture")) : NULL;
  return crm_field_format_display (field, value, crm_transaction_get_zone (tx));
}

/* Both lists, both texts one below the other, words of both. */
static void
unite (const CrmField *field, const CrmValue *keep, const CrmValue *other, CrmValue *out)
{
  if (field->kind == CRM_KIND_TAGS || field->kind == CRM_KIND_LINKS)
    {
      GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      const CrmValue *lists[] = { keep, other };

      for (guint l = 0; l < 2; l++)
        for (guint i = 0; lists[l]->type == CRM_VALUE_LIST && i < lists[l]->v.list->len; i++)
          {
            gint64 id = g_array_index (lists[l]->v.list, gint64, i);
            gboolean there = FALSE;

            for (guint k = 0; k < ids->len; k++)
              there = there || g_array_index (ids, gint64, k) == id;
            if (!there)
              g_array_append_val (ids, id);
          }
      crm_value_take_list (out, ids);
    }
  else if (crm_value_is_empty (keep) || crm_value_is_empty (other))
    crm_value_copy (out, crm_value_is_empty (keep) ? other : keep);
  else if (field->kind == CRM_KIND_CHOICES)
    {
      g_auto (GStrv) words = g_strsplit (other->v.text, " ", -1);
      g_autoptr (GString) text = g_string_new (keep->v.text);

      for (guint i = 0; words[i]; i++)
        {
          g_autofree char *word = g_strdup_printf (" %s ", words[i]);

          if (*words[i] && !strstr (text->str, word))
            g_string_append (text, word + 1);
        }
      crm_value_set_text (out, text->str);
    }
  else if (strstr (keep->v.text, other->v.text))
    crm_value_copy (out, keep);
  else if (strstr (other->v.text, keep->v.text))
    crm_value_copy (out, other);
  else
    crm_value_take_text (out, g_strdup_printf ("%s\n%s", keep->v.text, other->v.text));
}

/* What keep is from now on. lost: a line for each value that is not taken. */
static gboolean
write_fields (CrmMerge *self, GString *lost, GError **error)
{
  CrmEntity *entity = self->keep->entity;
  g_autoptr (CrmValues) values = crm_values_new (entity);
  GArray *merged = g_array_new (FALSE, FALSE, sizeof (gint64));
  const CrmValue *before = crm_row_get (self->keep, CRM_CLIENT_MERGED);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];
      const CrmValue *keep = crm_row_get (self->keep, (int)i), *other = crm_row_get (self->other, (int)i);
      CrmMergeChoice choice;

      if (!crm_merge_has_field (field))
        continue;
      choice = crm_merge_choose (self, (int)i);
      if (!(field->flags & CRM_FIELD_MAIN))
        {
          if (choice == CRM_MERGE_OTHER)
            crm_value_copy (crm_values_slot (values, (int)i), other);
          else if (choice == CRM_MERGE_BOTH)
            unite (field, keep, other, crm_values_slot (values, (int)i));
          if (choice == CRM_MERGE_OTHER && i == CRM_CLIENT_STATUS)
            {
              crm_value_copy (crm_values_slot (values, CRM_CLIENT_STATUS_AT),
                  crm_row_get (self->other, CRM_CLIENT_STATUS_AT));
              crm_value_copy (crm_values_slot (values, CRM_CLIENT_STATUS_REASON),
                  crm_row_get (self->other, CRM_CLIENT_STATUS_REASON));
            }
          if (choice != CRM_MERGE_BOTH && !crm_value_is_empty (keep) && !crm_value_is_empty (other) &&
              !crm_merge_are_equal (field, keep, other))
            {
              g_autofree char *text =
                  crm_merge_format (self->tx, choice == CRM_MERGE_KEEP ? self->other : self->keep, (int)i);

              g_string_append_printf (
                  lost, "%s%s: %s", lost->len ? "\n" : "", crm_field_get_label (field), text);
            }
        }
    }
  if (before->type == CRM_VALUE_LIST)
    g_array_append_vals (merged, before->v.list->data, before->v.list->len);
  g_array_append_val (merged, self->other->id);
  crm_value_take_list (crm_values_slot (values, CRM_CLIENT_MERGED), merged);
  return crm_transaction_update (self->tx, self->keep->id, 0, values, error);
}

/* On the timeline: that it was done, and what was not taken. It is no contact with the client. */
static gboolean
write_note (CrmMerge *self, const char *lost, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (self->tx, "note", error);
  g_autoptr (CrmValues) values = entity ? crm_values_new (entity) : NULL;
  g_autofree char *title =
      g_strdup_printf (_ ("Merged with “%s”"), crm_row_get_text (self->other, CRM_CLIENT_NAME));

  if (!values)
    return FALSE;
  crm_values_set_integer (values, CRM_NOTE_CLIENT, self->keep->id);
  crm_values_set_integer (values, CRM_NOTE_AT, crm_transaction_get_now (self->tx));
  if (crm_transaction_get_user (self->tx))
    crm_values_set_integer (values, CRM_NOTE_AUTHOR, crm_transaction_get_user (self->tx));
  crm_values_set_text (values, CRM_NOTE_TITLE, title);
  crm_values_set_integer (values, CRM_NOTE_OFF_RECORD, 1);
  if (*lost)
    crm_values_set_text (values, CRM_NOTE_TEXT, lost);
  return crm_transaction_insert (self->tx, values, NULL, error) != 0;
}

/* Whom other is known not to be, keep is not either. */
static gboolean
keep_apart (CrmMerge *self, GError **error)
{
  g_autoptr (GArray) ids = crm_db_list_integers (crm_transaction_get_db (self->tx),
      "SELECT target_id FROM record_link WHERE entity = 'client' AND field = 'distinct' AND record_id = $1"
      " UNION SELECT record_id FROM record_link WHERE entity = 'client' AND field = 'distinct' AND target_id "
      "= $1"
      " UNION SELECT b FROM client_distinct WHERE a = $1 UNION SELECT a FROM client_distinct WHERE b = $1",
      error, 1, self->other->id);

  for (guint i = 0; ids && i < ids->len; i++)
    if (g_array_index (ids, gint64, i) != self->keep->id &&
        !crm_client_mark_distinct (self->tx, self->keep->id, g_array_index (ids, gint64, i), error))
      return FALSE;
  return ids != NULL;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, sentence);
  return FALSE;
}

gboolean
crm_merge_check (CrmMerge *self, GError **error)
{
  GHashTableIter iter;
  gpointer name, choice;

  if (self->keep->id == self->other->id)
    return refuse (error, _ ("A client cannot be merged with itself."));
  if (self->keep->archived_at || self->other->archived_at)
    return refuse (error, _ ("An archived client cannot be merged; bring it back first."));
  if (!self->choices)
    return TRUE;
  g_hash_table_iter_init (&iter, self->choices);
  while (g_hash_table_iter_next (&iter, &name, &choice))
    {
      int field = crm_entity_find_field (self->keep->entity, name);

      if (field < 0 || !crm_merge_has_field (&self->keep->entity->fields[field]))
        {
          g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
              _ ("Clients have no field “%s” that could be chosen."), (char *)name);
          return FALSE;
        }
      if (GPOINTER_TO_UINT (choice) == CRM_MERGE_BOTH &&
          !crm_merge_unites (&self->keep->entity->fields[field]))
        {
          g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("%s: Only one value can be kept."),
              crm_field_get_label (&self->keep->entity->fields[field]));
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
crm_client_merge (CrmTransaction *tx, gint64 keep, gint64 other, GHashTable *choices, GError **error)
{
  g_autoptr (CrmRow) keep_row = crm_transaction_load (tx, "client", keep, error);
  g_autoptr (CrmRow) other_row = keep_row ? crm_transaction_load (tx, "client", other, error) : NULL;
  CrmMerge self = { tx, keep_row, other_row, choices };
  g_autoptr (GString) lost = g_string_new (NULL);
  CrmMergeConsent consent;
  gboolean done;

  if (!other_row || !crm_merge_check (&self, error) || !crm_merge_read_consent (&self, &consent, error))
    return FALSE;
  crm_transaction_set_verbatim (tx, TRUE);
  done = crm_merge_move_links (&self, error) && crm_merge_move_addresses (&self, error) &&
         write_fields (&self, lost, error) && keep_apart (&self, error) &&
         write_note (&self, lost->str, error) && crm_transaction_archive (tx, "client", other, error);
  crm_transaction_set_verbatim (tx, FALSE);
  /* As if they had just said it: what waits to be sent to them is taken back. */
  return done && crm_merge_keep_consent (&self, &consent, error);
}

gint64
crm_client_find_merge (CrmTransaction *tx, gint64 keep, gint64 other, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "client", error);
  g_autoptr (CrmStatement) statement =
      entity ? crm_db_prepare (crm_transaction_get_db (tx),
                   "SELECT c.operation_id, c.detail FROM change c JOIN operation o ON o.id = c.operation_id"
                   " WHERE c.entity = 'client' AND c.record_id = $1 AND c.op = 'update'"
                   " AND o.undone_by IS NULL AND o.undoes_id IS NULL ORDER BY c.seq DESC",
                   error)
             : NULL;
  gboolean row = FALSE;

  if (!statement)
    return 0;
  crm_statement_bind_integer (statement, 1, keep);
  while (crm_statement_step (statement, &row, error) && row)
    {
      const char *detail = crm_statement_get_text (statement, 1);
      g_autoptr (JsonNode) root =
          detail && strstr (detail, "\"merged\"") ? json_from_string (detail, NULL) : NULL;
      JsonArray *both = root && JSON_NODE_HOLDS_OBJECT (root) &&
                                json_object_has_member (json_node_get_object (root), "merged")
                            ? json_object_get_array_member (json_node_get_object (root), "merged")
                            : NULL;
      JsonNode *made = both && json_array_get_length (both) == 2 ? json_array_get_element (both, 1) : NULL;
      JsonArray *ids = made && JSON_NODE_HOLDS_ARRAY (made) ? json_node_get_array (made) : NULL;

      /* The newest stands at the end. */
      if (ids && json_array_get_length (ids) &&
          json_array_get_int_element (ids, json_array_get_length (ids) - 1) == other)
        return crm_statement_get_integer (statement, 0);
    }
  return 0;
}
