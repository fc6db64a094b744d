/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-duplicate-list.h"

#include <string.h>

/* Keeps its own copy of the pairs, so that what has changed is told as one piece and the selection and the place stay. Main thread. */

struct _CrmDuplicateItem
{
  GObject parent_instance;
  CrmDuplicatePair pair;
};

G_DEFINE_FINAL_TYPE (CrmDuplicateItem, crm_duplicate_item, G_TYPE_OBJECT)

static void
crm_duplicate_item_class_init (CrmDuplicateItemClass *klass)
{
}

static void
crm_duplicate_item_init (CrmDuplicateItem *self)
{
}

const CrmDuplicatePair *
crm_duplicate_item_get_pair (CrmDuplicateItem *self)
{
  return &self->pair;
}

struct _CrmDuplicateList
{
  GObject parent_instance;
  CrmDuplicateFinder *finder; /* owned */
  GArray *pairs;              /* owned: as they were told last */
};

static void crm_duplicate_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CrmDuplicateList, crm_duplicate_list, G_TYPE_OBJECT,
    G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, crm_duplicate_list_model_init))

static GType
get_item_type (GListModel *model)
{
  return CRM_TYPE_DUPLICATE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return CRM_DUPLICATE_LIST (model)->pairs->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  CrmDuplicateList *self = CRM_DUPLICATE_LIST (model);
  CrmDuplicateItem *item;

  if (position >= self->pairs->len)
    return NULL;
  item = g_object_new (CRM_TYPE_DUPLICATE_ITEM, NULL);
  item->pair = g_array_index (self->pairs, CrmDuplicatePair, position);
  return item;
}

static void
crm_duplicate_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_same (const GArray *a, guint i, const GArray *b, guint k)
{
  const CrmDuplicatePair *x = &g_array_index (a, CrmDuplicatePair, i),
                         *y = &g_array_index (b, CrmDuplicatePair, k);

  return x->a == y->a && x->b == y->b && x->grounds == y->grounds;
}

static void
on_finder_changed (CrmDuplicateList *self)
{
  const GArray *now = crm_duplicate_finder_get_pairs (self->finder);
  GArray *old = self->pairs;
  guint n = now != NULL ? now->len : 0, head = 0, tail = 0;

  while (head < MIN (n, old->len) && is_same (old, head, now, head))
    head++;
  while (tail < MIN (n, old->len) - head && is_same (old, old->len - 1 - tail, now, n - 1 - tail))
    tail++;
  if (head == n && n == old->len)
    return;
  self->pairs = g_array_sized_new (FALSE, FALSE, sizeof (CrmDuplicatePair), n);
  if (n > 0)
    g_array_append_vals (self->pairs, now->data, n);
  g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, n - head - tail);
  g_array_unref (old);
}

static void
crm_duplicate_list_finalize (GObject *object)
{
  CrmDuplicateList *self = CRM_DUPLICATE_LIST (object);

  g_object_unref (self->finder);
  g_array_unref (self->pairs);
  G_OBJECT_CLASS (crm_duplicate_list_parent_class)->finalize (object);
}

static void
crm_duplicate_list_class_init (CrmDuplicateListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_duplicate_list_finalize;
}

static void
crm_duplicate_list_init (CrmDuplicateList *self)
{
  self->pairs = g_array_new (FALSE, FALSE, sizeof (CrmDuplicatePair));
}

CrmDuplicateList *
crm_duplicate_list_new (CrmDuplicateFinder *finder)
{
  CrmDuplicateList *self = g_object_new (CRM_TYPE_DUPLICATE_LIST, NULL);

  self->finder = g_object_ref (finder);
  g_signal_connect_object (finder, "changed", G_CALLBACK (on_finder_changed), self, G_CONNECT_SWAPPED);
  on_finder_changed (self);
  return self;
}
