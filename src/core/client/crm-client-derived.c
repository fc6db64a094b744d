/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-derived.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-text.h"
#include "client/crm-client-sales.h"
#include "client/crm-next-step.h"

/* Figures and search line of one client, from its record, addresses, tags and activities. Runs in the writer's thread, once a
 * touched client, before the commit. */

#define NOTES_CHARACTERS 200

typedef struct
{
  GString *line;
  char *main[4]; /* phone, email, web, handle */
  gint64 last_at;
  char *last_kind;
  char *last_direction;
  CrmNextFigures next;
  CrmClientSales sales;
} Derived;

static const char *const kinds[] = { "phone", "email", "web", "handle" };

static void
derived_clear (Derived *self)
{
  if (self->line)
    g_string_free (self->line, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (self->main); i++)
    g_free (self->main[i]);
  g_free (self->last_kind);
  g_free (self->last_direction);
  crm_next_figures_clear (&self->next);
  crm_client_sales_clear (&self->sales);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Derived, derived_clear)

static void
add_part (GString *line, char mark, const char *fold)
{
  if (!fold || !*fold)
    return;
  g_string_append_c (line, mark);
  g_string_append (line, fold);
}

static gboolean
read_client (CrmDb *db, gint64 id, GString *line, char **notes, gboolean *found, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (db,
      "SELECT t.name_fold, o.name_fold, t.notes_fold FROM client t LEFT JOIN client o ON o.id = t.company "
      "WHERE t.id = $1",
      error);

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  if (!crm_statement_step (statement, found, error))
    return FALSE;
  if (*found)
    {
      const char *text = crm_statement_get_text (statement, 2);

      add_part (line, CRM_SEARCH_NAME, crm_statement_get_text (statement, 0));
      add_part (line, CRM_SEARCH_COMPANY, crm_statement_get_text (statement, 1));
      if (text)
        *notes = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), NOTES_CHARACTERS));
    }
  return TRUE;
}

static gboolean
read_addresses (CrmDb *db, gint64 id, Derived *out, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (db,
      /* Of an archived client those that went into the archive with it. */
      "SELECT a.kind, a.value, a.normal FROM address a JOIN client c ON c.id = a.client"
      " WHERE a.client = $1 AND (a.archived_at IS NULL OR a.archived_at = c.archived_at)"
      " ORDER BY a.main IS TRUE DESC, a.position NULLS LAST, a.id",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  while (crm_statement_step (statement, &row, error) && row)
    {
      const char *kind = crm_statement_get_text (statement, 0),
                 *value = crm_statement_get_text (statement, 1);
      const char *normal = crm_statement_get_text (statement, 2);

      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        if (g_str_equal (kind, kinds[i]) && !out->main[i])
          out->main[i] = g_strdup (value);
      if (g_str_equal (kind, "phone"))
        {
          /* As E.164 and as typed, both as bare digits; what the one contains need not stand there twice. */
          g_autofree char *typed = crm_text_digits (value);
          g_autofree char *digits = crm_text_digits (normal);

          add_part (out->line, CRM_SEARCH_PHONE, digits);
          if (!strstr (digits, typed))
            add_part (out->line, CRM_SEARCH_PHONE, typed);
        }
      else
        add_part (out->line, g_str_equal (kind, "email") ? CRM_SEARCH_EMAIL : CRM_SEARCH_WEB, normal);
    }
  return !row;
}

static gboolean
read_tags (CrmDb *db, gint64 id, GString *line, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (db,
      "SELECT g.name_fold FROM record_link l JOIN tag g ON g.id = l.target_id"
      " WHERE l.entity = 'client' AND l.record_id = $1 AND l.field = 'tags' ORDER BY l.position",
      error);
  gboolean row = FALSE;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  while (crm_statement_step (statement, &row, error) && row)
    add_part (line, CRM_SEARCH_TAG, crm_statement_get_text (statement, 0));
  return !row;
}

/* Talks, letters, meetings and notes count as contact; finished tasks and moves of deals do not. */
static gboolean
read_last_contact (CrmDb *db, gint64 id, Derived *out, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (db,
      "SELECT at, kind, direction FROM activity WHERE client_id = $1 AND counted AND kind NOT IN ('task', "
      "'deal')"
      " ORDER BY at DESC, id DESC LIMIT 1",
      error);
  gboolean row;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      out->last_at = crm_statement_get_integer (statement, 0);
      out->last_kind = g_strdup (crm_statement_get_text (statement, 1));
      out->last_direction = g_strdup (crm_statement_get_text (statement, 2));
    }
  return TRUE;
}

static gboolean
derive (CrmTransaction *tx, gint64 id, Derived *out, gboolean *found, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autofree char *notes = NULL;

  out->line = g_string_new (NULL);
  if (!read_client (db, id, out->line, &notes, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  if (!read_addresses (db, id, out, error) || !read_tags (db, id, out->line, error) ||
      !read_last_contact (db, id, out, error) ||
      !crm_next_figures_read (tx, "client", id, &out->next, error) ||
      !crm_client_sales_read (tx, id, &out->sales, error))
    return FALSE;
  add_part (out->line, CRM_SEARCH_NOTES, notes);
  return TRUE;
}

gboolean
crm_client_refresh (CrmTransaction *tx, gint64 id, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_auto (Derived) now = { 0 };
  g_autoptr (CrmStatement) figures = NULL, search = NULL;
  gboolean found;

  if (!derive (tx, id, &now, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  figures = crm_db_prepare (db,
      "INSERT INTO client_figures (client_id, last_contact_at, last_contact_kind, last_contact_direction, "
      "phone, email, web, handle, " CRM_NEXT_COLUMNS ", " CRM_SALES_COLUMNS ")"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, "
      "$21, $22)"
      " ON CONFLICT (client_id) DO UPDATE SET last_contact_at = "
      "excluded.last_contact_at,"
      " last_contact_kind = excluded.last_contact_kind, last_contact_direction = "
      "excluded.last_contact_direction,"
      " phone = excluded.phone, email = excluded.email, web = excluded.web, handle = "
      "excluded.handle, " CRM_NEXT_EXCLUDED ", " CRM_SALES_EXCLUDED,
      error);
  search = crm_db_prepare (db,
      "INSERT INTO client_search (client_id, line) VALUES ($1, $2) ON CONFLICT (client_id) DO UPDATE SET "
      "line = excluded.line",
      error);
  if (!figures || !search)
    return FALSE;
  crm_statement_bind_integer (figures, 1, id);
  if (now.last_kind)
    crm_statement_bind_integer (figures, 2, now.last_at);
  else
    crm_statement_bind_null (figures, 2);
  crm_statement_bind_text (figures, 3, now.last_kind);
  crm_statement_bind_text (figures, 4, now.last_direction);
  for (int i = 0; i < 4; i++)
    crm_statement_bind_text (figures, 5 + i, now.main[i]);
  crm_next_figures_bind (&now.next, figures, 9);
  crm_client_sales_bind (&now.sales, figures, 16);
  crm_statement_bind_integer (search, 1, id);
  crm_statement_bind_text (search, 2, now.line->str);
  return crm_statement_run (figures, error) && crm_statement_run (search, error);
}

static gboolean
is_right (CrmStatement *stored, const Derived *now, gint64 at)
{
  gint64 last = crm_statement_is_null (stored, 1) ? 0 : crm_statement_get_integer (stored, 1);
  gboolean right = last == now->last_at &&
                   g_strcmp0 (crm_statement_get_text (stored, 2), now->last_kind) == 0 &&
                   g_strcmp0 (crm_statement_get_text (stored, 3), now->last_direction) == 0 &&
                   g_strcmp0 (crm_statement_get_text (stored, 8), now->line->str) == 0;

  for (int i = 0; i < 4; i++)
    right = right && g_strcmp0 (crm_statement_get_text (stored, 4 + i), now->main[i]) == 0;
  return right && crm_next_figures_is_stored (&now->next, stored, 9) &&
         crm_client_sales_is_stored (&now->sales, stored, 16, at);
}

/* Numbers derived with another region: written in place, they are no change of the person's. */
static gboolean
renormalise (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmStatement) all =
      crm_db_prepare (db, "SELECT id, kind, value, normal, match_key FROM address", error);
  g_autoptr (CrmStatement) update =
      crm_db_prepare (db, "UPDATE address SET normal = $1, match_key = $2 WHERE id = $3", error);
  guint wrong = 0;
  gboolean row = FALSE;

  if (!all || !update)
    return FALSE;
  while (crm_statement_step (all, &row, error) && row)
    {
      g_autofree char *normal = NULL, *key = NULL;

      crm_address_normalise (crm_transaction_get_phone_format (tx), crm_transaction_get_region (tx),
          crm_statement_get_text (all, 1), crm_statement_get_text (all, 2), &normal, &key);
      if (g_strcmp0 (normal, crm_statement_get_text (all, 3)) == 0 &&
          g_strcmp0 (key, crm_statement_get_text (all, 4)) == 0)
        continue;
      wrong++;
      crm_statement_bind_text (update, 1, normal);
      crm_statement_bind_text (update, 2, key);
      crm_statement_bind_integer (update, 3, crm_statement_get_integer (all, 0));
      if (repair && !crm_statement_run (update, error))
        return FALSE;
    }
  if (row)
    return FALSE;
  if (wrong && problems)
    g_ptr_array_add (problems, g_strdup_printf (ngettext ("%u address has a wrong normal form.",
                                                    "%u addresses have a wrong normal form.", wrong),
                                   wrong));
  return TRUE;
}

gboolean
crm_client_check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmStatement) all = NULL;
  g_autoptr (GArray) wrong = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!renormalise (tx, repair, problems, error))
    return FALSE;
  all = crm_db_prepare (db,
      "SELECT t.id, f.last_contact_at, f.last_contact_kind, f.last_contact_direction, f.phone, f.email, "
      "f.web, f.handle, s.line, " CRM_NEXT_COLUMNS ", " CRM_SALES_COLUMNS
      " FROM client t LEFT JOIN client_figures f ON f.client_id = t.id LEFT JOIN client_search s ON "
      "s.client_id = t.id",
      error);
  if (!all)
    return FALSE;
  while (crm_statement_step (all, &row, error) && row)
    {
      g_auto (Derived) now = { 0 };
      gint64 id = crm_statement_get_integer (all, 0);
      gboolean found;

      if (!derive (tx, id, &now, &found, error))
        return FALSE;
      if (!is_right (all, &now, crm_transaction_get_now (tx)))
        g_array_append_val (wrong, id);
    }
  if (row)
    return FALSE;
  for (guint i = 0; repair && i < wrong->len; i++)
    if (!crm_client_refresh (tx, g_array_index (wrong, gint64, i), error))
      return FALSE;
  if (wrong->len && problems)
    g_ptr_array_add (
        problems, g_strdup_printf (ngettext ("%u client has wrong figures or a wrong search line.",
                                       "%u clients have wrong figures or a wrong search line.", wrong->len),
                      wrong->len));
  return TRUE;
}
