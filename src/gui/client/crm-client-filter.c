/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-filter.h"

/* Owns the choices of the client list's chips, filter popover, search entry and column titles, and turns them into a
 * CrmQuery and back. No widgets. Main thread. */

struct _CrmClientFilter
{
  GObject parent_instance;

  CrmClientScope scope;
  GPtrArray *tags;       /* owned; char *, NULL-terminated */
  GPtrArray *conditions; /* owned; CrmCondition * */
  gboolean any;
  gboolean archived;
  char *text;   /* owned, nullable */
  char **order; /* owned */
};

G_DEFINE_FINAL_TYPE (CrmClientFilter, crm_client_filter, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const struct
{
  const char *field;
  CrmTest test;
  const char *value;
} scopes[CRM_CLIENT_N_SCOPES] = {
  [CRM_CLIENT_SCOPE_MINE] = { "owner", CRM_TEST_MINE, NULL },
  [CRM_CLIENT_SCOPE_NO_STEP] = { "next_key", CRM_TEST_EMPTY, NULL },
  [CRM_CLIENT_SCOPE_OVERDUE] = { "next_key", CRM_TEST_PAST, NULL },
  [CRM_CLIENT_SCOPE_SILENT] = { "last_contact", CRM_TEST_OLDER_DAYS, "30" },
  [CRM_CLIENT_SCOPE_BIRTHDAY] = { "birthday", CRM_TEST_WITHIN_DAYS, "14" },
};

static void
tell (CrmClientFilter *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static GPtrArray *
new_tags (void)
{
  GPtrArray *tags = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (tags, NULL);
  return tags;
}

static GPtrArray *
new_conditions (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)crm_condition_free);
}

static int
find_tag (CrmClientFilter *self, const char *tag)
{
  for (guint i = 0; i + 1 < self->tags->len; i++)
    if (g_str_equal (self->tags->pdata[i], tag))
      return i;
  return -1;
}

static void
append_tag (GPtrArray *tags, const char *tag)
{
  g_ptr_array_insert (tags, tags->len - 1, g_strdup (tag));
}

static CrmCondition *
new_incomplete (void)
{
  static const char *const ways[] = { "phone", "email", "handle" };
  CrmCondition *any = crm_condition_new_group (TRUE);
  CrmCondition *unreachable = crm_condition_new_group (FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    crm_condition_add (unreachable, crm_condition_new (ways[i], CRM_TEST_EMPTY, NULL));
  crm_condition_add (any, unreachable);
  crm_condition_add (any, crm_condition_new ("owner", CRM_TEST_EMPTY, NULL));
  return any;
}

static void
add_scope (CrmQuery *query, CrmClientScope scope)
{
  if (scope == CRM_CLIENT_SCOPE_INCOMPLETE)
    crm_condition_add (crm_query_get_where (query), new_incomplete ());
  else if (scope != CRM_CLIENT_SCOPE_ALL)
    crm_condition_add (crm_query_get_where (query),
        crm_condition_new (scopes[scope].field, scopes[scope].test, scopes[scope].value));
}

/* A saved view gives back an empty value where there was none. */
static gboolean
is_same_value (const char *a, const char *b)
{
  return g_strcmp0 (a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static gboolean
is_same_condition (const CrmCondition *a, const CrmCondition *b)
{
  if (a->group != b->group)
    return FALSE;
  if (!a->group)
    return g_strcmp0 (a->field, b->field) == 0 && a->test == b->test && a->negate == b->negate &&
           is_same_value (a->value, b->value);
  if (a->any != b->any || a->children->len != b->children->len)
    return FALSE;
  for (guint i = 0; i < a->children->len; i++)
    if (!is_same_condition (a->children->pdata[i], b->children->pdata[i]))
      return FALSE;
  return TRUE;
}

static CrmClientScope
match_scope (const CrmCondition *condition)
{
  g_autoptr (CrmCondition) incomplete = condition->group ? new_incomplete () : NULL;

  if (incomplete != NULL && is_same_condition (condition, incomplete))
    return CRM_CLIENT_SCOPE_INCOMPLETE;
  for (guint i = CRM_CLIENT_SCOPE_ALL + 1; i < CRM_CLIENT_N_SCOPES; i++)
    if (!condition->group && g_strcmp0 (condition->field, scopes[i].field) == 0 &&
        condition->test == scopes[i].test && is_same_value (condition->value, scopes[i].value))
      return i;
  return CRM_CLIENT_SCOPE_ALL;
}

static gboolean
is_tag_group (const CrmCondition *condition)
{
  if (!condition->group || !condition->any || condition->children->len == 0)
    return FALSE;
  for (guint i = 0; i < condition->children->len; i++)
    {
      const CrmCondition *child = condition->children->pdata[i];

      if (child->group || g_strcmp0 (child->field, "tags") != 0 || child->test != CRM_TEST_EQUAL ||
          child->value == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_flat_any (const CrmCondition *condition)
{
  if (!condition->group || !condition->any)
    return FALSE;
  for (guint i = 0; i < condition->children->len; i++)
    if (((const CrmCondition *)condition->children->pdata[i])->group)
      return FALSE;
  return TRUE;
}

static void
crm_client_filter_finalize (GObject *object)
{
  CrmClientFilter *self = CRM_CLIENT_FILTER (object);

  g_ptr_array_unref (self->tags);
  g_ptr_array_unref (self->conditions);
  g_free (self->text);
  g_strfreev (self->order);
  G_OBJECT_CLASS (crm_client_filter_parent_class)->finalize (object);
}

static void
crm_client_filter_class_init (CrmClientFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_client_filter_finalize;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_client_filter_init (CrmClientFilter *self)
{
  self->tags = new_tags ();
  self->conditions = new_conditions ();
  self->order = g_new0 (char *, 1);
}

CrmClientFilter *
crm_client_filter_new (void)
{
  return g_object_new (CRM_TYPE_CLIENT_FILTER, NULL);
}

CrmClientScope
crm_client_filter_get_scope (CrmClientFilter *self)
{
  return self->scope;
}

void
crm_client_filter_set_scope (CrmClientFilter *self, CrmClientScope scope)
{
  if (self->scope == scope)
    return;
  self->scope = scope;
  tell (self);
}

gboolean
crm_client_filter_has_tag (CrmClientFilter *self, const char *tag)
{
  return find_tag (self, tag) >= 0;
}

void
crm_client_filter_toggle_tag (CrmClientFilter *self, const char *tag)
{
  int index = find_tag (self, tag);

  if (index >= 0)
    g_ptr_array_remove_index (self->tags, index);
  else
    append_tag (self->tags, tag);
  tell (self);
}

const char *const *
crm_client_filter_get_tags (CrmClientFilter *self, guint *n)
{
  if (n != NULL)
    *n = self->tags->len - 1;
  return (const char *const *)self->tags->pdata;
}

GPtrArray *
crm_client_filter_get_conditions (CrmClientFilter *self)
{
  return self->conditions;
}

gboolean
crm_client_filter_get_any (CrmClientFilter *self)
{
  return self->any;
}

void
crm_client_filter_set_conditions (CrmClientFilter *self, GPtrArray *conditions, gboolean any)
{
  g_ptr_array_unref (self->conditions);
  self->conditions = conditions;
  self->any = any;
  tell (self);
}

void
crm_client_filter_remove_condition (CrmClientFilter *self, guint index)
{
  if (index >= self->conditions->len)
    return;
  g_ptr_array_remove_index (self->conditions, index);
  tell (self);
}

const char *
crm_client_filter_get_text (CrmClientFilter *self)
{
  return self->text;
}

void
crm_client_filter_set_text (CrmClientFilter *self, const char *text)
{
  const char *value = text != NULL && text[0] != '\0' ? text : NULL;

  if (g_strcmp0 (self->text, value) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (value);
  tell (self);
}

gboolean
crm_client_filter_get_archived (CrmClientFilter *self)
{
  return self->archived;
}

void
crm_client_filter_set_archived (CrmClientFilter *self, gboolean archived)
{
  if (self->archived == archived)
    return;
  self->archived = archived;
  tell (self);
}

const char *const *
crm_client_filter_get_order (CrmClientFilter *self)
{
  return (const char *const *)self->order;
}

void
crm_client_filter_set_order (CrmClientFilter *self, const char *const *keys)
{
  if (g_strv_equal (keys, (const char *const *)self->order))
    return;
  g_strfreev (self->order);
  self->order = g_strdupv ((char **)keys);
  tell (self);
}

gboolean
crm_client_filter_is_narrow (CrmClientFilter *self)
{
  return self->scope != CRM_CLIENT_SCOPE_ALL || self->tags->len > 1 || self->conditions->len > 0 ||
         self->archived;
}

void
crm_client_filter_clear (CrmClientFilter *self)
{
  if (!crm_client_filter_is_narrow (self))
    return;
  self->scope = CRM_CLIENT_SCOPE_ALL;
  self->archived = FALSE;
  self->any = FALSE;
  g_ptr_array_unref (self->tags);
  self->tags = new_tags ();
  g_ptr_array_set_size (self->conditions, 0);
  tell (self);
}

CrmQuery *
crm_client_filter_build (CrmClientFilter *self)
{
  CrmQuery *query = crm_query_new ("client");
  CrmCondition *where = crm_query_get_where (query);

  add_scope (query, self->scope);
  if (self->tags->len > 1)
    {
      CrmCondition *tags = crm_condition_new_group (TRUE);

      for (guint i = 0; i + 1 < self->tags->len; i++)
        crm_condition_add (tags, crm_condition_new ("tags", CRM_TEST_EQUAL, self->tags->pdata[i]));
      crm_condition_add (where, tags);
    }
  if (self->conditions->len > 0)
    {
      CrmCondition *group = where;

      if (self->any && self->conditions->len > 1)
        {
          group = crm_condition_new_group (TRUE);
          crm_condition_add (where, group);
        }
      for (guint i = 0; i < self->conditions->len; i++)
        crm_condition_add (group, crm_condition_copy (self->conditions->pdata[i]));
    }
  if (self->text != NULL)
    crm_query_set_text (query, self->text);
  if (self->archived)
    crm_query_set_archived (query, CRM_ARCHIVED_ONLY);
  /* By name alone is the order lists have anyway, and the one the memory search answers in. */
  if (g_strv_length (self->order) == 1 && g_str_equal (self->order[0], "name"))
    return query;
  for (guint i = 0; self->order[i] != NULL; i++)
    crm_query_add_order (query, self->order[i]);
  return query;
}

CrmQuery *
crm_client_filter_build_scope (CrmClientScope scope)
{
  CrmQuery *query = crm_query_new ("client");

  add_scope (query, scope);
  return query;
}

void
crm_client_filter_load (CrmClientFilter *self, CrmQuery *query)
{
  CrmCondition *where = crm_query_get_where (query);

  self->scope = CRM_CLIENT_SCOPE_ALL;
  self->any = FALSE;
  self->archived = crm_query_get_archived (query) == CRM_ARCHIVED_ONLY;
  g_ptr_array_unref (self->tags);
  self->tags = new_tags ();
  g_ptr_array_set_size (self->conditions, 0);

  for (guint i = 0; i < where->children->len; i++)
    {
      const CrmCondition *child = where->children->pdata[i];
      CrmClientScope scope = match_scope (child);

      if (scope != CRM_CLIENT_SCOPE_ALL && self->scope == CRM_CLIENT_SCOPE_ALL)
        self->scope = scope;
      else if (self->tags->len == 1 && is_tag_group (child))
        {
          for (guint j = 0; j < child->children->len; j++)
            append_tag (self->tags, ((const CrmCondition *)child->children->pdata[j])->value);
        }
      else
        g_ptr_array_add (self->conditions, crm_condition_copy (child));
    }
  /* One group of alternatives is the builder's "any" mode; beside others it stays a group of its own. */
  if (self->conditions->len == 1 && is_flat_any (self->conditions->pdata[0]))
    {
      g_autoptr (GPtrArray) groups = g_steal_pointer (&self->conditions);
      const CrmCondition *group = groups->pdata[0];

      self->any = TRUE;
      self->conditions = new_conditions ();
      for (guint i = 0; i < group->children->len; i++)
        g_ptr_array_add (self->conditions, crm_condition_copy (group->children->pdata[i]));
    }
  g_free (self->text);
  self->text = g_strdup (crm_query_get_text (query));
  if (crm_query_get_order (query)[0] != NULL)
    {
      g_strfreev (self->order);
      self->order = g_strdupv ((char **)crm_query_get_order (query));
    }
  tell (self);
}

/* As it comes back from a saved view, so that two can be compared. */
static CrmQuery *
build_plain (CrmClientFilter *self)
{
  g_autoptr (CrmQuery) query = crm_client_filter_build (self);
  g_autofree char *json = crm_query_to_json (query);

  return crm_query_from_json (json, NULL);
}

gboolean
crm_client_filter_shows (CrmClientFilter *self, CrmQuery *query)
{
  g_autoptr (CrmClientFilter) other = crm_client_filter_new ();
  g_autoptr (CrmQuery) mine = build_plain (self);
  g_autoptr (CrmQuery) theirs = NULL;

  crm_client_filter_load (other, query);
  crm_client_filter_set_order (other, (const char *const *)self->order);
  if (other->text == NULL)
    crm_client_filter_set_text (other, self->text);
  theirs = build_plain (other);
  return mine != NULL && theirs != NULL && crm_query_equal (mine, theirs);
}
