/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-index-list.h"

/* Numbers as a list model, and the numbers as items. Owns nothing but the size. Main thread. */

struct _CrmIndex
{
  GObject parent_instance;
  guint position;
};

G_DEFINE_FINAL_TYPE (CrmIndex, crm_index, G_TYPE_OBJECT)

static void
crm_index_class_init (CrmIndexClass *klass)
{
}

static void
crm_index_init (CrmIndex *self)
{
}

guint
crm_index_get_position (CrmIndex *self)
{
  g_return_val_if_fail (CRM_IS_INDEX (self), 0);
  return self->position;
}

struct _CrmIndexList
{
  GObject parent_instance;
  guint n;
};

static GType
get_item_type (GListModel *model)
{
  return CRM_TYPE_INDEX;
}

static guint
get_n_items (GListModel *model)
{
  return CRM_INDEX_LIST (model)->n;
}

static gpointer
get_item (GListModel *model, guint position)
{
  CrmIndex *item;

  if (position >= CRM_INDEX_LIST (model)->n)
    return NULL;
  item = g_object_new (CRM_TYPE_INDEX, NULL);
  item->position = position;
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (
    CrmIndexList, crm_index_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
crm_index_list_class_init (CrmIndexListClass *klass)
{
}

static void
crm_index_list_init (CrmIndexList *self)
{
}

CrmIndexList *
crm_index_list_new (guint n)
{
  CrmIndexList *self = g_object_new (CRM_TYPE_INDEX_LIST, NULL);

  self->n = n;
  return self;
}

void
crm_index_list_set_size (CrmIndexList *self, guint n)
{
  guint old;

  g_return_if_fail (CRM_IS_INDEX_LIST (self));
  old = self->n;
  self->n = n;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, old, n);
}

void
crm_index_list_touch (CrmIndexList *self, guint position)
{
  g_return_if_fail (CRM_IS_INDEX_LIST (self));
  g_return_if_fail (position < self->n);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}
