/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "message/crm-message-private.h"

/* What is derived of a conversation: its last message, how many there are and are unread, and since when it waits for our answer. Runs in
 * the writer's thread, once a touched conversation, before the commit. */

#define PREVIEW_CHARACTERS 120

typedef struct
{
  gint64 last_at, last_message;
  char *last_direction, *preview;
  gint64 waiting_since; /* 0: it does not wait */
  gint64 n_messages, n_unread;
} Figures;

static void
figures_clear (Figures *self)
{
  g_free (self->last_direction);
  g_free (self->preview);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Figures, figures_clear)

static gboolean
read_last (CrmDb *db, gint64 id, Figures *out, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (db,
      "SELECT m.at, m.id, m.direction, coalesce (m.subject, b.body) FROM message m LEFT JOIN body b ON "
      "b.entity = 'message' AND b.record_id = m.id WHERE m.conversation = $1 AND m.archived_at IS NULL"
      " AND m.state IS DISTINCT FROM 'cancelled' ORDER BY m.at DESC, m.id DESC LIMIT 1",
      error);
  gboolean row;

  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      const char *text = crm_statement_get_text (statement, 3);

      out->last_at = crm_statement_get_integer (statement, 0);
      out->last_message = crm_statement_get_integer (statement, 1);
      out->last_direction = g_strdup (crm_statement_get_text (statement, 2));
      out->preview = text ? crm_text_excerpt (text, PREVIEW_CHARACTERS) : NULL;
    }
  return TRUE;
}

static gboolean
read_counts (CrmDb *db, gint64 id, Figures *out, GError **error)
{
  /* What was only noted down has been read by who noted it. */
  g_autoptr (CrmStatement) counts = crm_db_prepare (db,
      "SELECT count (*), count (*) FILTER (WHERE m.direction = 'in' AND m.account IS NOT NULL AND "
      "m.created_at > coalesce ((SELECT s.seen_at FROM conversation_seen s WHERE s.conversation_id = $1), "
      "0)),"
      /* What goes to many answers nobody's question. */
      " max (m.at) FILTER (WHERE m.direction = 'out' AND coalesce (m.state, '') <> 'failed' AND m.campaign "
      "IS NULL)"
      " FROM message m WHERE m.conversation = $1 AND m.archived_at IS NULL AND m.state IS DISTINCT FROM "
      "'cancelled'",
      error);
  g_autoptr (CrmStatement) waiting = crm_db_prepare (db,
      "SELECT min (m.at) FROM message m JOIN conversation t ON t.id = m.conversation AND t.state = 'open'"
      " WHERE m.conversation = $1 AND m.direction = 'in' AND m.archived_at IS NULL AND m.at > $2",
      error);
  gint64 answered;
  gboolean row;

  if (!counts || !waiting)
    return FALSE;
  crm_statement_bind_integer (counts, 1, id);
  if (!crm_statement_step (counts, &row, error))
    return FALSE;
  out->n_messages = crm_statement_get_integer (counts, 0);
  out->n_unread = crm_statement_get_integer (counts, 1);
  answered = crm_statement_is_null (counts, 2) ? G_MININT64 : crm_statement_get_integer (counts, 2);
  crm_statement_bind_integer (waiting, 1, id);
  crm_statement_bind_integer (waiting, 2, answered);
  if (!crm_statement_step (waiting, &row, error))
    return FALSE;
  out->waiting_since = crm_statement_get_integer (waiting, 0);
  return TRUE;
}

static void
bind_instant (CrmStatement *statement, int n, gint64 at)
{
  if (at)
    crm_statement_bind_integer (statement, n, at);
  else
    crm_statement_bind_null (statement, n);
}

gboolean
crm_conversation_refresh (CrmTransaction *tx, gint64 id, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_auto (Figures) now = { 0 };
  g_autoptr (CrmStatement) statement = NULL;

  if (!read_last (db, id, &now, error) || !read_counts (db, id, &now, error))
    return FALSE;
  statement = crm_db_prepare (db,
      "INSERT INTO conversation_figures (conversation_id, last_at, last_message, last_direction, preview, "
      "waiting_since, n_messages, n_unread) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
      " ON CONFLICT (conversation_id) DO UPDATE SET last_at = excluded.last_at, last_message = "
      "excluded.last_message, last_direction = excluded.last_direction, preview = excluded.preview,"
      " waiting_since = excluded.waiting_since, n_messages = excluded.n_messages, n_unread = "
      "excluded.n_unread",
      error);
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, id);
  bind_instant (statement, 2, now.last_at);
  bind_instant (statement, 3, now.last_message);
  crm_statement_bind_text (statement, 4, now.last_direction);
  crm_statement_bind_text (statement, 5, now.preview);
  bind_instant (statement, 6, now.waiting_since);
  crm_statement_bind_integer (statement, 7, now.n_messages);
  crm_statement_bind_integer (statement, 8, now.n_unread);
  return crm_statement_run (statement, error);
}

static gboolean
is_right (CrmStatement *stored, const Figures *now)
{
  return !crm_statement_is_null (stored, 6) && crm_statement_get_integer (stored, 1) == now->last_at &&
         crm_statement_get_integer (stored, 2) == now->last_message &&
         g_strcmp0 (crm_statement_get_text (stored, 3), now->last_direction) == 0 &&
         g_strcmp0 (crm_statement_get_text (stored, 4), now->preview) == 0 &&
         crm_statement_get_integer (stored, 5) == now->waiting_since &&
         crm_statement_get_integer (stored, 6) == now->n_messages &&
         crm_statement_get_integer (stored, 7) == now->n_unread;
}

gboolean
crm_conversation_check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmStatement) all = crm_db_prepare (db,
      "SELECT t.id, f.last_at, f.last_message, f.last_direction, f.preview, f.waiting_since, f.n_messages, "
      "f.n_unread FROM conversation t LEFT JOIN conversation_figures f ON f.conversation_id = t.id",
      error);
  g_autoptr (GArray) wrong = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = FALSE;

  if (!all)
    return FALSE;
  while (crm_statement_step (all, &row, error) && row)
    {
      g_auto (Figures) now = { 0 };
      gint64 id = crm_statement_get_integer (all, 0);

      if (!read_last (db, id, &now, error) || !read_counts (db, id, &now, error))
        return FALSE;
      if (!is_right (all, &now))
        g_array_append_val (wrong, id);
    }
  if (row)
    return FALSE;
  for (guint i = 0; repair && i < wrong->len; i++)
    if (!crm_conversation_refresh (tx, g_array_index (wrong, gint64, i), error))
      return FALSE;
  if (wrong->len && problems)
    g_ptr_array_add (problems, g_strdup_printf (ngettext ("%u conversation has wrong figures.",
                                                    "%u conversations have wrong figures.", wrong->len),
                                   wrong->len));
  return TRUE;
}
