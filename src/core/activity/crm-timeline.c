/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "activity/crm-timeline.h"

#include "base/crm-error.h"

/* The timeline of one client or one deal, paged by key. Main thread. After a commit that touches it what is loaded is read again and
 * the difference is told, so that a view keeps its place. */

#define FIRST_PAGE 30
#define PAGE 50
#define CONTEXT 4 /* lines above the one that is looked for */

struct _CrmTimeline
{
  GObject parent_instance;
  CrmStore *store; /* owned */
  gint64 client_id;
  gint64 deal_id;
  char *kind; /* nullable */
  char *text; /* nullable */
  gint64 person;
  gint64 in_deal;
  const char *direction; /* interned, nullable */
  gint64 start_at;       /* what is newer is left out; 0/0: nothing */
  gint64 start_id;
  GPtrArray *items; /* CrmActivity */
  GListStore *pinned;
  GCancellable *cancellable;
  gboolean loading;
  gboolean complete;
  char *error;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
    CrmTimeline, crm_timeline, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef enum
{
  PROP_LOADING = 1,
  PROP_COMPLETE,
  PROP_ERROR,
  N_PROPS
} CrmTimelineProperty;

static GParamSpec *properties[N_PROPS];

typedef struct
{
  CrmTimeline *timeline;    /* not used in the worker */
  CrmActivityFilter filter; /* its words owned */
  gint64 before_at;
  gint64 before_id;
  guint limit;
  gboolean again; /* reads what is loaded anew */
  gint64 start_at;
  gint64 start_id;
  guint newer;        /* so many more above */
  const char *entity; /* interned, nullable: begins above this record */
  gint64 record;
} Page;

typedef struct
{
  GPtrArray *items;
  GPtrArray *pinned;
  gint64 start_at;
  gint64 start_id;
} Result;

static GType
get_item_type (GListModel *model)
{
  return CRM_TYPE_ACTIVITY;
}

static guint
get_n_items (GListModel *model)
{
  return CRM_TIMELINE (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  CrmTimeline *self = CRM_TIMELINE (model);
  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
free_page (gpointer data)
{
  Page *page = data;

  g_free ((char *)page->filter.kind);
  g_free ((char *)page->filter.text);
  g_free (page);
}

static void
free_result (gpointer data)
{
  Result *result = data;

  g_clear_pointer (&result->items, g_ptr_array_unref);
  g_clear_pointer (&result->pinned, g_ptr_array_unref);
  g_free (result);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Result, free_result)

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Page *page = data;
  g_autoptr (Result) result = g_new0 (Result, 1);
  gboolean first = page->before_at == 0;

  result->start_at = page->start_at;
  result->start_id = page->start_id;
  if (page->entity && !crm_transaction_timeline_find (tx, &page->filter, page->entity, page->record,
                          &result->start_at, &result->start_id, error))
    return NULL;
  if (page->newer && result->start_at &&
      !crm_transaction_timeline_newer (
          tx, &page->filter, &result->start_at, &result->start_id, page->newer, error))
    return NULL;
  result->items = crm_transaction_timeline (tx, &page->filter, first ? result->start_at : page->before_at,
      first ? result->start_id : page->before_id, page->limit, error);
  if (!result->items)
    return NULL;
  if (first)
    {
      result->pinned = crm_transaction_pinned (tx, &page->filter, error);
      if (!result->pinned)
        return NULL;
    }
  return g_steal_pointer (&result);
}

static gboolean
is_same (CrmActivity *a, CrmActivity *b)
{
  const CrmActivityLine *x = crm_activity_get_line (a), *y = crm_activity_get_line (b);

  return x->entity == y->entity && x->record_id == y->record_id && x->at == y->at && x->id == y->id &&
         crm_activity_get_row (a)->version == crm_activity_get_row (b)->version;
}

/* Tells the smallest change: what differs between a common beginning and a common end. */
static void
replace (CrmTimeline *self, GPtrArray *fresh)
{
  guint start = 0, end = 0, removed, added;

  while (start < self->items->len && start < fresh->len &&
         is_same (self->items->pdata[start], fresh->pdata[start]))
    start++;
  while (end < self->items->len - start && end < fresh->len - start &&
         is_same (self->items->pdata[self->items->len - 1 - end], fresh->pdata[fresh->len - 1 - end]))
    end++;
  removed = self->items->len - start - end;
  added = fresh->len - start - end;
  if (removed)
    g_ptr_array_remove_range (self->items, start, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->items, (int)(start + i), g_object_ref (fresh->pdata[start + i]));
  if (removed || added)
    g_list_model_items_changed (G_LIST_MODEL (self), start, removed, added);
}

static void
set_state (CrmTimeline *self, gboolean loading, const char *error)
{
  if (self->loading != loading)
    {
      self->loading = loading;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
    }
  if (g_strcmp0 (self->error, error) != 0)
    {
      g_free (self->error);
      self->error = g_strdup (error);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
    }
}

static void
set_complete (CrmTimeline *self, gboolean complete)
{
  if (self->complete == complete)
    return;
  self->complete = complete;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

static void
on_read (GObject *source, GAsyncResult *async_result, gpointer data)
{
  Page *page = data;
  g_autoptr (CrmTimeline) self = page->timeline;
  g_autoptr (GError) error = NULL;
  g_autoptr (Result) result = crm_store_read_finish (CRM_STORE (source), async_result, &error);
  guint limit = page->limit, old = self->items->len;
  gboolean again = page->again;

  g_free (page);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  if (!result)
    {
      set_state (self, FALSE, error->message);
      return;
    }
  if (result->pinned)
    g_list_store_splice (self->pinned, 0, g_list_model_get_n_items (G_LIST_MODEL (self->pinned)),
        result->pinned->pdata, result->pinned->len);
  if (again || old == 0)
    {
      self->start_at = result->start_at;
      self->start_id = result->start_id;
    }
  if (again)
    replace (self, result->items);
  else if (result->items->len)
    {
      for (guint i = 0; i < result->items->len; i++)
        g_ptr_array_add (self->items, g_object_ref (result->items->pdata[i]));
      g_list_model_items_changed (G_LIST_MODEL (self), old, 0, result->items->len);
    }
  set_state (self, FALSE, NULL);
  set_complete (self, result->items->len < limit);
}

/* The page is filled with what is shown and taken. */
static void
start_page (CrmTimeline *self, Page *page)
{
  CrmActivity *last = !page->again && self->items->len ? self->items->pdata[self->items->len - 1] : NULL;
  Page *copy;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  page->filter.client_id = self->client_id;
  page->filter.deal_id = self->deal_id;
  page->filter.kind = g_strdup (self->kind);
  page->filter.text = g_strdup (self->text);
  page->filter.person_id = self->person;
  page->filter.in_deal = self->in_deal;
  page->filter.direction = self->direction;
  page->start_at = self->start_at;
  page->start_id = self->start_id;
  page->before_at = last ? crm_activity_get_line (last)->at : 0;
  page->before_id = last ? crm_activity_get_line (last)->id : 0;
  copy = g_new0 (Page, 1);
  copy->timeline = g_object_ref (self);
  copy->limit = page->limit;
  copy->again = page->again;
  set_state (self, TRUE, self->error);
  crm_store_read_async (
      self->store, 0, read_in_worker, page, free_page, free_result, self->cancellable, on_read, copy);
}

static void
start (CrmTimeline *self, guint limit, gboolean again)
{
  Page *page = g_new0 (Page, 1);

  page->limit = limit;
  page->again = again;
  start_page (self, page);
}

static gboolean
is_shown (CrmTimeline *self)
{
  return self->client_id != 0 || self->deal_id != 0;
}

/* A company shows its people too, so a line of anybody may be ours. */
static gboolean
may_touch_client (CrmTimeline *self, const CrmChange *change)
{
  return change->client != 0 || g_str_equal (change->entity, "meeting");
}

/* Which deal a record was or is about is not told: every record that writes lines may be ours. */
static gboolean
may_touch_deal (CrmTimeline *self, const CrmChange *change)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, change->entity);
  const CrmEntityHooks *hooks = entity != NULL && entity->info != NULL ? entity->info->hooks : NULL;

  return g_str_equal (change->entity, "deal") || (hooks != NULL && hooks->describe != NULL);
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmTimeline *self)
{
  const CrmChange *list;
  gboolean ours;
  guint n;

  if (!is_shown (self))
    return;
  ours = self->deal_id ? crm_change_set_is_reload (changes)
                       : crm_change_set_touches_client (changes, self->client_id);
  list = crm_change_set_get_changes (changes, &n);
  for (guint i = 0; i < n && !ours; i++)
    ours = self->deal_id ? may_touch_deal (self, &list[i]) : may_touch_client (self, &list[i]);
  if (ours)
    start (self, MAX (self->items->len + 1, FIRST_PAGE), TRUE);
}

static void
crm_timeline_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CrmTimeline *self = CRM_TIMELINE (object);

  switch ((CrmTimelineProperty)id)
    {
    case PROP_LOADING: g_value_set_boolean (value, self->loading); break;
    case PROP_COMPLETE: g_value_set_boolean (value, self->complete); break;
    case PROP_ERROR: g_value_set_string (value, self->error); break;
    case N_PROPS:
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
crm_timeline_dispose (GObject *object)
{
  CrmTimeline *self = CRM_TIMELINE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_timeline_parent_class)->dispose (object);
}

static void
crm_timeline_finalize (GObject *object)
{
  CrmTimeline *self = CRM_TIMELINE (object);

  g_ptr_array_unref (self->items);
  g_object_unref (self->pinned);
  g_free (self->kind);
  g_free (self->text);
  g_free (self->error);
  G_OBJECT_CLASS (crm_timeline_parent_class)->finalize (object);
}

static void
crm_timeline_class_init (CrmTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = crm_timeline_get_property;
  object_class->dispose = crm_timeline_dispose;
  object_class->finalize = crm_timeline_finalize;
  properties[PROP_LOADING] =
      g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPLETE] =
      g_param_spec_boolean ("complete", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] =
      g_param_spec_string ("error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
crm_timeline_init (CrmTimeline *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->pinned = g_list_store_new (CRM_TYPE_ACTIVITY);
}

CrmTimeline *
crm_timeline_new (CrmStore *store)
{
  CrmTimeline *self = g_object_new (CRM_TYPE_TIMELINE, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  return self;
}

static void
clear (CrmTimeline *self)
{
  guint old = self->items->len;

  g_ptr_array_set_size (self->items, 0);
  if (old)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, old, 0);
  set_complete (self, FALSE);
}

static void
restart (CrmTimeline *self)
{
  self->start_at = self->start_id = 0;
  clear (self);
  if (is_shown (self))
    start (self, FIRST_PAGE, FALSE);
}

static void
set_owner (CrmTimeline *self, gint64 client_id, gint64 deal_id)
{
  if (self->client_id == client_id && self->deal_id == deal_id)
    return;
  self->client_id = client_id;
  self->deal_id = deal_id;
  self->person = self->in_deal = 0;
  self->direction = NULL;
  g_list_store_remove_all (self->pinned);
  restart (self);
}

void
crm_timeline_set_client (CrmTimeline *self, gint64 client_id)
{
  set_owner (self, client_id, 0);
}

void
crm_timeline_set_deal (CrmTimeline *self, gint64 deal_id)
{
  set_owner (self, 0, deal_id);
}

gint64
crm_timeline_get_client (CrmTimeline *self)
{
  return self->client_id;
}

gint64
crm_timeline_get_deal (CrmTimeline *self)
{
  return self->deal_id;
}

void
crm_timeline_set_filter (CrmTimeline *self, const char *kind, const char *text)
{
  if (g_strcmp0 (self->kind, kind) == 0 && g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->kind);
  g_free (self->text);
  self->kind = g_strdup (kind);
  self->text = g_strdup (text);
  restart (self);
}

void
crm_timeline_set_scope (CrmTimeline *self, gint64 person, gint64 deal, const char *direction)
{
  const char *interned = g_intern_string (direction);

  if (self->person == person && self->in_deal == deal && self->direction == interned)
    return;
  self->person = person;
  self->in_deal = deal;
  self->direction = interned;
  restart (self);
}

void
crm_timeline_jump (CrmTimeline *self, gint64 before)
{
  if (!is_shown (self))
    return;
  clear (self);
  self->start_at = before;
  self->start_id = 0;
  start (self, FIRST_PAGE, FALSE);
}

void
crm_timeline_jump_to (CrmTimeline *self, const char *entity, gint64 record)
{
  Page *page;

  if (!is_shown (self))
    return;
  for (guint i = 0; i < self->items->len; i++)
    {
      const CrmActivityLine *line = crm_activity_get_line (self->items->pdata[i]);

      if (line->record_id == record && g_strcmp0 (line->entity, entity) == 0)
        return;
    }
  clear (self);
  page = g_new0 (Page, 1);
  page->limit = FIRST_PAGE;
  page->entity = g_intern_string (entity);
  page->record = record;
  page->newer = CONTEXT;
  start_page (self, page);
}

gboolean
crm_timeline_is_at_top (CrmTimeline *self)
{
  return self->start_at == 0;
}

void
crm_timeline_load_newer (CrmTimeline *self)
{
  Page *page;

  if (self->loading || !is_shown (self) || crm_timeline_is_at_top (self))
    return;
  page = g_new0 (Page, 1);
  page->limit = self->items->len + PAGE;
  page->again = TRUE;
  page->newer = PAGE;
  start_page (self, page);
}

void
crm_timeline_load_more (CrmTimeline *self)
{
  if (!self->loading && !self->complete && is_shown (self))
    start (self, PAGE, FALSE);
}

gboolean
crm_timeline_is_loading (CrmTimeline *self)
{
  return self->loading;
}

gboolean
crm_timeline_is_complete (CrmTimeline *self)
{
  return self->complete;
}

const char *
crm_timeline_get_error (CrmTimeline *self)
{
  return self->error;
}

GListModel *
crm_timeline_get_pinned (CrmTimeline *self)
{
  return G_LIST_MODEL (self->pinned);
}
