/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/crm-activity.h"

#include "base/crm-text.h"
#include "client/crm-client.h"
#include "deal/crm-deal.h"

/* A line of a timeline with what a row needs, and the reading of lines by key. Objects are immutable and may cross threads;
 * reading runs in a worker's thread. */

#define EXCERPT_CHARACTERS 120

struct _CrmActivity
{
  GObject parent_instance;
  CrmActivityLine line; /* summary owned */
  CrmRow *row;          /* owned */
  char *author;         /* nullable */
  char *client_name;    /* nullable */
  char *trigger_title;  /* nullable */
  char *deal_title;     /* nullable */
  gint64 stay;
};

G_DEFINE_FINAL_TYPE (CrmActivity, crm_activity, G_TYPE_OBJECT)

static void
crm_activity_finalize (GObject *object)
{
  CrmActivity *self = CRM_ACTIVITY (object);

  g_free (self->line.summary);
  g_clear_pointer (&self->row, crm_row_unref);
  g_free (self->author);
  g_free (self->client_name);
  g_free (self->trigger_title);
  g_free (self->deal_title);
  G_OBJECT_CLASS (crm_activity_parent_class)->finalize (object);
}

static void
crm_activity_class_init (CrmActivityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_activity_finalize;
}

static void
crm_activity_init (CrmActivity *self)
{
}

const CrmActivityLine *
crm_activity_get_line (CrmActivity *self)
{
  return &self->line;
}

CrmRow *
crm_activity_get_row (CrmActivity *self)
{
  return self->row;
}

const char *
crm_activity_get_author (CrmActivity *self)
{
  return self->author;
}

const char *
crm_activity_get_client_name (CrmActivity *self)
{
  return self->client_name;
}

const char *
crm_activity_get_trigger_title (CrmActivity *self)
{
  return self->trigger_title;
}

const char *
crm_activity_get_deal_title (CrmActivity *self)
{
  return self->deal_title;
}

gint64
crm_activity_get_stay (CrmActivity *self)
{
  return self->stay;
}

gboolean
crm_activity_is_pinned (CrmActivity *self)
{
  return crm_row_get_integer (self->row, crm_entity_find_field (self->row->entity, "pinned")) != 0;
}

/* What a record follows up, by its own summary on the timeline. */
static char *
find_trigger (CrmTransaction *tx, CrmRow *row)
{
  const char *entity = crm_row_get_text (row, crm_entity_find_field (row->entity, "trigger_entity"));
  gint64 id = crm_row_get_integer (row, crm_entity_find_field (row->entity, "trigger"));
  g_autoptr (CrmStatement) statement = NULL;
  gboolean found;

  if (!entity || !id)
    return NULL;
  statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT summary FROM activity WHERE entity = $1 AND record_id = $2 AND main", NULL);
  if (!statement)
    return NULL;
  crm_statement_bind_text (statement, 1, entity);
  crm_statement_bind_integer (statement, 2, id);
  if (!crm_statement_step (statement, &found, NULL) || !found)
    return NULL;
  return crm_text_excerpt (crm_statement_get_text (statement, 0), EXCERPT_CHARACTERS);
}

/* How long the move before it lasted. */
static gint64
find_stay (CrmTransaction *tx, CrmRow *move)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT COALESCE (until, $2) - at FROM deal_move WHERE deal = $1 AND (at, id) < ($2, $3) AND "
      "archived_at IS NULL ORDER BY at DESC, id DESC LIMIT 1",
      NULL);
  gboolean found;

  if (!statement)
    return -1;
  crm_statement_bind_integer (statement, 1, crm_row_get_integer (move, CRM_DEAL_MOVE_DEAL));
  crm_statement_bind_integer (statement, 2, crm_row_get_integer (move, CRM_DEAL_MOVE_AT));
  crm_statement_bind_integer (statement, 3, move->id);
  return crm_statement_step (statement, &found, NULL) && found ? crm_statement_get_integer (statement, 0)
                                                               : -1;
}

/* Takes a line read from the table, completes it; NULL when its record is gone. */
static CrmActivity *
complete (CrmTransaction *tx, const CrmActivityLine *line, gint64 client_id, gint64 deal_id, GError **error)
{
  g_autoptr (CrmActivity) self = g_object_new (CRM_TYPE_ACTIVITY, NULL);

  self->line = *line;
  self->row = crm_transaction_load (tx, line->entity, line->record_id, error);
  if (!self->row)
    return NULL;
  if (line->author_id)
    self->author = crm_transaction_dup_title (tx, "user", line->author_id);
  if (line->client_id && line->client_id != client_id)
    self->client_name = crm_transaction_dup_title (tx, "client", line->client_id);
  self->trigger_title = find_trigger (tx, self->row);
  if (line->deal_id && line->deal_id != deal_id)
    self->deal_title = crm_transaction_dup_title (tx, "deal", line->deal_id);
  self->stay = g_str_equal (line->entity, "deal_move") ? find_stay (tx, self->row) : -1;
  return g_steal_pointer (&self);
}

static void
read_line (CrmStatement *statement, CrmActivityLine *line)
{
  line->client_id = crm_statement_get_integer (statement, 0);
  line->at = crm_statement_get_integer (statement, 1);
  line->id = crm_statement_get_integer (statement, 2);
  line->entity = g_intern_string (crm_statement_get_text (statement, 3));
  line->record_id = crm_statement_get_integer (statement, 4);
  line->main = crm_statement_get_integer (statement, 5) != 0;
  line->deal_id = crm_statement_get_integer (statement, 6);
  line->kind = g_intern_string (crm_statement_get_text (statement, 7));
  line->direction =
      crm_statement_is_null (statement, 8) ? NULL : g_intern_string (crm_statement_get_text (statement, 8));
  line->author_id = crm_statement_get_integer (statement, 9);
  line->duration = crm_statement_is_null (statement, 10) ? -1 : crm_statement_get_integer (statement, 10);
  line->counted = crm_statement_get_integer (statement, 11) != 0;
  line->summary = g_strdup (crm_statement_get_text (statement, 12));
}

#define COLUMNS \
  "a.client_id, a.at, a.id, a.entity, a.record_id, a.main, a.deal_id, a.kind, a.direction, a.author_id, " \
  "a.duration, a.counted, a.summary"

/* Whose name need not be said with every line: the client looked at, or the deal's. */
static gboolean
find_known_client (CrmTransaction *tx, const CrmActivityFilter *filter, gint64 *client, GError **error)
{
  g_autoptr (CrmStatement) find = NULL;
  gboolean found = FALSE;

  *client = filter->client_id;
  if (filter->deal_id == 0)
    return TRUE;
  find = crm_db_prepare (crm_transaction_get_db (tx), "SELECT client FROM deal WHERE id = $1", error);
  if (!find)
    return FALSE;
  crm_statement_bind_integer (find, 1, filter->deal_id);
  if (!crm_statement_step (find, &found, error))
    return FALSE;
  *client = found ? crm_statement_get_integer (find, 0) : 0;
  return TRUE;
}

/* A deal's lines have their index, a person's come straight from the clustered key; a company's are those of it and its people now, asked for
 * as one list of ids: with "or" SQLite would gather and sort all their lines, whole, before the limit. */
static const char *
get_whose (CrmTransaction *tx, const CrmActivityFilter *filter, GError **error)
{
  g_autoptr (CrmStatement) company = NULL;
  gboolean row;

  if (filter->deal_id != 0)
    return "a.deal_id = $1 AND a.main";
  company = crm_db_prepare (
      crm_transaction_get_db (tx), "SELECT EXISTS (SELECT 1 FROM client WHERE company = $1)", error);
  if (!company)
    return NULL;
  crm_statement_bind_integer (company, 1, filter->client_id);
  if (!crm_statement_step (company, &row, error))
    return NULL;
  return crm_statement_get_integer (company, 0)
             ? "a.client_id IN (SELECT $1 UNION ALL SELECT id FROM client WHERE company = $1)"
             : "a.client_id = $1";
}

/* Which lines, seen from the key at/id (0/0: from the newest). */
typedef struct
{
  const char *columns;
  gint64 at;
  gint64 id;
  gboolean newer; /* those newer than or at the key, oldest first */
  guint limit;    /* 0: all */
  guint offset;
} Window;

static CrmStatement *
prepare_lines (CrmTransaction *tx, const CrmActivityFilter *filter, const Window *window, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_auto (GStrv) words = filter->text ? crm_text_words (filter->text) : NULL;
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autofree char *match = NULL;
  const char *whose = filter->person_id ? "a.client_id = $1" : get_whose (tx, filter, error);
  CrmStatement *statement;
  int n = 1, n_key = 0, n_kind = 0, n_match = 0, n_deal = 0, n_direction = 0;

  if (!whose)
    return NULL;
  g_string_printf (sql, "SELECT %s FROM activity a WHERE %s", window->columns, whose);
  if (window->at || window->id)
    {
      n_key = n + 1;
      g_string_append_printf (
          sql, " AND (a.at, a.id) %s ($%d, $%d)", window->newer ? ">=" : "<", n + 1, n + 2);
      n += 2;
    }
  if (filter->kind)
    {
      n_kind = ++n;
      g_string_append_printf (sql, " AND a.kind = $%d", n);
    }
  if (filter->in_deal)
    {
      n_deal = ++n;
      g_string_append_printf (sql, " AND a.deal_id = $%d", n);
    }
  if (filter->direction)
    {
      n_direction = ++n;
      g_string_append_printf (sql, " AND a.direction = $%d", n);
    }
  if (words && words[0])
    {
      g_auto (GStrv) parts = g_strsplit (crm_db_match_condition (db), "$1", 2);
      n_match = ++n;
      match = crm_db_format_match (db, (const char *const *)words);
      g_string_append_printf (sql,
          " AND EXISTS (SELECT 1 FROM body b WHERE b.entity = a.entity AND b.record_id = a.record_id AND "
          "b.id %s$%d%s)",
          parts[0], n, parts[1]);
    }
  g_string_append_printf (sql, " ORDER BY a.at %s, a.id %s LIMIT $%d OFFSET $%d",
      window->newer ? "ASC" : "DESC", window->newer ? "ASC" : "DESC", n + 1, n + 2);
  statement = crm_db_prepare (db, sql->str, error);
  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1,
      filter->person_id ? filter->person_id
      : filter->deal_id ? filter->deal_id
                        : filter->client_id);
  if (n_key)
    {
      crm_statement_bind_integer (statement, n_key, window->at);
      crm_statement_bind_integer (statement, n_key + 1, window->id);
    }
  if (n_kind)
    crm_statement_bind_text (statement, n_kind, filter->kind);
  if (n_deal)
    crm_statement_bind_integer (statement, n_deal, filter->in_deal);
  if (n_direction)
    crm_statement_bind_text (statement, n_direction, filter->direction);
  if (n_match)
    crm_statement_bind_text (statement, n_match, match);
  crm_statement_bind_integer (statement, n + 1, window->limit ? window->limit : G_MAXINT32);
  crm_statement_bind_integer (statement, n + 2, window->offset);
  return statement;
}

typedef struct
{
  GPtrArray *found; /* CrmActivity */
  GHashTable *seen; /* records */
  guint limit;      /* 0: none */
  gint64 deal;      /* the one looked at, 0 none */
  guint n_read;     /* lines of the last statement */
  gint64 at;        /* the last line read */
  gint64 id;
} Reading;

static void
reading_init (Reading *self, const CrmActivityFilter *filter, guint limit)
{
  self->found = g_ptr_array_new_with_free_func (g_object_unref);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->limit = limit;
  self->deal = filter->deal_id;
}

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* Takes the lines of the statement, each record once. */
static gboolean
read_lines (CrmTransaction *tx, CrmStatement *statement, gint64 client, Reading *reading, GError **error)
{
  gboolean row = FALSE;

  reading->n_read = 0;
  while ((!reading->limit || reading->found->len < reading->limit) &&
         crm_statement_step (statement, &row, error) && row)
    {
      CrmActivityLine line;
      CrmActivity *activity;
      char *key;

      read_line (statement, &line);
      reading->n_read++;
      reading->at = line.at;
      reading->id = line.id;
      key = g_strdup_printf ("%s\x1f%" G_GINT64_FORMAT, line.entity, line.record_id);
      if (!g_hash_table_add (reading->seen, key))
        {
          g_free (line.summary);
          continue;
        }
      activity = complete (tx, &line, client, reading->deal, error);
      if (!activity)
        return FALSE;
      g_ptr_array_add (reading->found, activity);
    }
  return !row || (reading->limit && reading->found->len >= reading->limit);
}

GPtrArray *
crm_transaction_timeline (CrmTransaction *tx, const CrmActivityFilter *filter, gint64 before_at,
    gint64 before_id, guint limit, GError **error)
{
  g_auto (Reading) reading = { 0 };
  gint64 client;

  reading_init (&reading, filter, limit);
  if (!find_known_client (tx, filter, &client, error))
    return NULL;
  do
    {
      const Window window = { COLUMNS, before_at, before_id, FALSE, limit, 0 };
      g_autoptr (CrmStatement) statement = prepare_lines (tx, filter, &window, error);

      if (!statement || !read_lines (tx, statement, client, &reading, error))
        return NULL;
      before_at = reading.at;
      before_id = reading.id;
    }
  while (limit && reading.found->len < limit && reading.n_read == limit); /* some told of the same record */
  return g_steal_pointer (&reading.found);
}

gboolean
crm_transaction_timeline_newer (
    CrmTransaction *tx, const CrmActivityFilter *filter, gint64 *at, gint64 *id, guint n, GError **error)
{
  const Window window = { "a.at, a.id", *at, *id, TRUE, 1, n };
  g_autoptr (CrmStatement) statement = prepare_lines (tx, filter, &window, error);
  gboolean row = FALSE;

  if (!statement || !crm_statement_step (statement, &row, error))
    return FALSE;
  *at = row ? crm_statement_get_integer (statement, 0) : 0;
  *id = row ? crm_statement_get_integer (statement, 1) : 0;
  return TRUE;
}

gboolean
crm_transaction_timeline_find (CrmTransaction *tx, const CrmActivityFilter *filter, const char *entity,
    gint64 record, gint64 *at, gint64 *id, GError **error)
{
  const char *whose = get_whose (tx, filter, error);
  g_autofree char *sql = NULL;
  g_autoptr (CrmStatement) statement = NULL;
  gboolean row = FALSE;

  if (!whose)
    return FALSE;
  sql = g_strdup_printf ("SELECT a.at, a.id FROM activity a WHERE %s AND a.entity = $2 AND a.record_id = $3 "
                         "ORDER BY a.at DESC, a.id DESC LIMIT 1",
      whose);
  statement = crm_db_prepare (crm_transaction_get_db (tx), sql, error);
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, filter->deal_id ? filter->deal_id : filter->client_id);
  crm_statement_bind_text (statement, 2, entity);
  crm_statement_bind_integer (statement, 3, record);
  if (!crm_statement_step (statement, &row, error))
    return FALSE;
  *at = row ? crm_statement_get_integer (statement, 0) : 0;
  *id = row ? crm_statement_get_integer (statement, 1) + 1 : 0;
  return TRUE;
}

#define PINNED(OWNER) \
  "(a.entity = 'note' AND a.record_id IN (SELECT id FROM note WHERE " OWNER " = $1 AND pinned)" \
  " OR a.entity = 'call' AND a.record_id IN (SELECT id FROM call WHERE " OWNER " = $1 AND pinned))" \
  " ORDER BY a.at DESC, a.id DESC"

GPtrArray *
crm_transaction_pinned (CrmTransaction *tx, const CrmActivityFilter *filter, GError **error)
{
  g_auto (Reading) reading = { 0 };
  gint64 client;
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      filter->deal_id ? "SELECT " COLUMNS
                        " FROM activity a WHERE a.deal_id = $1 AND a.main AND " PINNED ("deal")
                      : "SELECT " COLUMNS " FROM activity a WHERE a.client_id = $1 AND " PINNED ("client"),
      error);

  if (!statement)
    return NULL;
  crm_statement_bind_integer (statement, 1, filter->deal_id ? filter->deal_id : filter->client_id);
  reading_init (&reading, filter, 0);
  if (!find_known_client (tx, filter, &client, error) || !read_lines (tx, statement, client, &reading, error))
    return NULL;
  return g_steal_pointer (&reading.found);
}

void
crm_text_hit_free (CrmTextHit *self)
{
  g_free (self->client_name);
  g_free (self->about);
  g_free (self->entity);
  g_free (self->excerpt);
  g_free (self);
}

/* The words' surroundings: from a little before the first hit. */
static char *
make_excerpt (const char *body, char **words)
{
  g_autofree char *fold = crm_text_fold (body);
  const char *hit = words[0] ? strstr (fold, words[0]) : NULL;
  glong at = hit ? g_utf8_pointer_to_offset (fold, hit) : 0, length = g_utf8_strlen (body, -1);
  glong from = MAX (at - 40, 0);
  g_autofree char *part = NULL, *excerpt = NULL;

  if (from < 10 || from >= length)
    return crm_text_excerpt (body, EXCERPT_CHARACTERS);
  part = g_utf8_substring (body, from, length);
  excerpt = crm_text_excerpt (part, EXCERPT_CHARACTERS);
  return g_strconcat ("…", excerpt, NULL);
}

/* What a text that belongs to no client is known by. */
static gboolean
find_about (CrmTransaction *tx, CrmTextHit *hit, GError **error)
{
  gboolean message = g_str_equal (hit->entity, "message"), row;
  g_autoptr (CrmStatement) find = NULL;

  if (hit->client_id || (!message && !hit->deal_id))
    return TRUE;
  find = crm_db_prepare (crm_transaction_get_db (tx),
      message ? "SELECT address, conversation FROM message WHERE id = $1"
              : "SELECT title, NULL FROM deal WHERE id = $1",
      error);
  if (!find)
    return FALSE;
  crm_statement_bind_integer (find, 1, message ? hit->record_id : hit->deal_id);
  if (!crm_statement_step (find, &row, error))
    return FALSE;
  if (row)
    {
      hit->about = g_strdup (crm_statement_get_text (find, 0));
      hit->conversation_id = crm_statement_get_integer (find, 1);
    }
  return TRUE;
}

GPtrArray *
crm_transaction_search_texts (
    CrmTransaction *tx, const char *text, guint limit, gint64 *total, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_auto (GStrv) words = crm_text_words (text);
  g_autofree char *match = crm_db_format_match (db, (const char *const *)words);
  /* Newest texts have the highest numbers, and the index gives them in that order. */
  g_autofree char *sql =
      g_strconcat ("SELECT a.client_id, c.name, b.entity, b.record_id, a.at, b.body, a.deal_id FROM body b"
                   " JOIN activity a ON a.entity = b.entity AND a.record_id = b.record_id AND a.main"
                   " LEFT JOIN client c ON c.id = a.client_id WHERE c.archived_at IS NULL AND b.id ",
          crm_db_match_condition (db), " ORDER BY b.id DESC LIMIT $2", NULL);
  g_autofree char *count = g_strconcat (
      "SELECT count (*) FROM body b JOIN activity a ON a.entity = b.entity AND a.record_id = b.record_id"
      " AND a.main LEFT JOIN client c ON c.id = a.client_id WHERE c.archived_at IS NULL AND b.id ",
      crm_db_match_condition (db), NULL);
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_text_hit_free);
  g_autoptr (CrmStatement) find = NULL;
  gboolean row = FALSE;

  *total = 0;
  if (!words[0])
    return g_steal_pointer (&hits);
  find = crm_db_prepare (db, sql, error);
  if (!find)
    return NULL;
  crm_statement_bind_text (find, 1, match);
  crm_statement_bind_integer (find, 2, limit ? limit : G_MAXINT32);
  while (crm_statement_step (find, &row, error) && row)
    {
      CrmTextHit *hit = g_new0 (CrmTextHit, 1);

      hit->client_id = crm_statement_get_integer (find, 0);
      hit->client_name = g_strdup (crm_statement_get_text (find, 1));
      hit->entity = g_strdup (crm_statement_get_text (find, 2));
      hit->record_id = crm_statement_get_integer (find, 3);
      hit->at = crm_statement_get_integer (find, 4);
      hit->excerpt = make_excerpt (crm_statement_get_text (find, 5), words);
      hit->deal_id = crm_statement_get_integer (find, 6);
      g_ptr_array_add (hits, hit);
      if (!find_about (tx, hit, error))
        return NULL;
    }
  if (row)
    return NULL;
  *total = hits->len;
  if (limit && hits->len == limit)
    {
      g_autoptr (CrmStatement) all = crm_db_prepare (db, count, error);
      if (!all)
        return NULL;
      crm_statement_bind_text (all, 1, match);
      if (!crm_statement_step (all, &row, error))
        return NULL;
      *total = crm_statement_get_integer (all, 0);
    }
  return g_steal_pointer (&hits);
}
