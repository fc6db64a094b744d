/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-columns.h"

#include <glib/gi18n-lib.h>

#include "client/crm-client-cell.h"
#include "client/crm-client.h"
#include "widgets/crm-column-order.h"
#include "widgets/crm-scaled.h"

/* Owns the set of columns of the client list. Every shown field of the field table can be one, the user's own fields too;
 * columns are made when they are first shown. Main thread. */

#define NAME_LEAST crm_scaled (180)
#define NAME_ROOM crm_scaled (260) /* px the name keeps when others have to go */

typedef struct
{
  char *field; /* owned */
  char *title; /* owned */
  CrmClientCellStyle style;
  int width; /* at the usual size of text; -1: natural */
  gboolean shown;
  GtkColumnViewColumn *column; /* owned, nullable: made when shown */
} Column;

struct _CrmClientColumns
{
  GObject parent_instance;

  GtkColumnView *view;   /* borrowed */
  CrmClientLook *look;   /* owned */
  GSettings *settings;   /* owned, nullable */
  CrmColumnOrder *order; /* owned */
  GPtrArray *columns;    /* owned; Column *, in the person's order */
  int room;              /* px for all columns; 0: any */
  guint save_id;
  gboolean of_view; /* they are those of a saved view */
};

G_DEFINE_FINAL_TYPE (CrmClientColumns, crm_client_columns, G_TYPE_OBJECT)

enum
{
  ORDER_CHANGED,
  COLUMNS_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* The proposed columns, in order; all others are offered hidden, after these. */
static const struct
{
  const char *field;
  CrmClientCellStyle style;
  int width;
  gboolean shown;
} proposed[] = {
  { "name", CRM_CLIENT_CELL_CLIENT, -1, TRUE },
  { "next_step", CRM_CLIENT_CELL_NEXT, 212, TRUE },
  { "last_contact", CRM_CLIENT_CELL_CONTACT, 156, TRUE },
  { "open_deals", CRM_CLIENT_CELL_DEALS, 134, TRUE },
  { "year_amount", CRM_CLIENT_CELL_YEAR, 116, TRUE },
  { "tags", CRM_CLIENT_CELL_TAGS, 108, TRUE },
  { "status", CRM_CLIENT_CELL_TEXT, 110, FALSE },
  { "owner", CRM_CLIENT_CELL_TEXT, 150, FALSE },
  { "city", CRM_CLIENT_CELL_TEXT, 130, FALSE },
  { "phone", CRM_CLIENT_CELL_TEXT, 160, FALSE },
  { "email", CRM_CLIENT_CELL_TEXT, 200, FALSE },
  { "source", CRM_CLIENT_CELL_TEXT, 130, FALSE },
  { "birthday", CRM_CLIENT_CELL_TEXT, 140, FALSE },
  { "created_at", CRM_CLIENT_CELL_TEXT, 130, FALSE },
};

static void
column_free (Column *column)
{
  g_free (column->field);
  g_free (column->title);
  g_clear_object (&column->column);
  g_free (column);
}

static int
find_column (CrmClientColumns *self, const char *field)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_str_equal (((Column *)self->columns->pdata[i])->field, field))
      return i;
  return -1;
}

static gboolean
is_offered (const CrmField *field)
{
  if (field->flags & CRM_FIELD_HIDDEN)
    return FALSE;
  switch (field->kind)
    {
    case CRM_KIND_BODY:
    case CRM_KIND_BLOB:
    case CRM_N_KINDS: return FALSE;
    case CRM_KIND_LINKS: return (field->flags & CRM_FIELD_OWN) != 0 && crm_client_look_knows (field);
    case CRM_KIND_LINK: return crm_client_look_knows (field);
    default: return TRUE;
    }
}

static void
add_column (CrmClientColumns *self, const char *field, const char *title, CrmClientCellStyle style, int width,
    gboolean shown)
{
  Column *column = g_new0 (Column, 1);

  column->field = g_strdup (field);
  column->title = g_strdup (title);
  column->style = style;
  column->width = width;
  column->shown = shown;
  g_ptr_array_add (self->columns, column);
}

static void
fill_columns (CrmClientColumns *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (crm_client_look_get_store (self->look), "client");

  for (guint i = 0; i < G_N_ELEMENTS (proposed); i++)
    {
      int index = entity != NULL ? crm_entity_find_field (entity, proposed[i].field) : -1;
      const char *title;

      if (g_str_equal (proposed[i].field, "created_at"))
        title = _ ("Added");
      else if (i == 0)
        title = _ ("Client");
      else if (index >= 0)
        title = crm_field_get_label (&entity->fields[index]);
      else
        continue;
      add_column (self, proposed[i].field, title, proposed[i].style, proposed[i].width, proposed[i].shown);
    }
  for (guint i = 0; entity != NULL && i < entity->n_fields; i++)
    {
      const CrmField *field = &entity->fields[i];

      if (is_offered (field) && find_column (self, field->name) < 0)
        add_column (self, field->name, crm_field_get_label (field), CRM_CLIENT_CELL_TEXT, 140, FALSE);
    }
}

/* Lays the remembered order, widths and visibility over the proposed set. */
static void
load_settings (CrmClientColumns *self)
{
  g_autoptr (GVariantIter) iter = NULL;
  const char *field;
  int width;
  gboolean shown;
  guint place = 0;

  if (self->settings == NULL)
    return;
  g_settings_get (self->settings, "client-columns", "a(sib)", &iter);
  while (g_variant_iter_next (iter, "(&sib)", &field, &width, &shown))
    {
      int index = find_column (self, field);
      Column *column;

      if (index < 0 || (guint)index < place)
        continue;
      column = g_ptr_array_steal_index (self->columns, index);
      /* The name names the row; it cannot be left out. */
      column->shown = shown || g_str_equal (field, "name");
      if (width > 0)
        column->width = width;
      g_ptr_array_insert (self->columns, place++, column);
    }
}

static gboolean
save (gpointer data)
{
  CrmClientColumns *self = data;
  GVariantBuilder builder;

  self->save_id = 0;
  if (self->settings == NULL)
    return G_SOURCE_REMOVE;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sib)"));
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];

      g_variant_builder_add (&builder, "(sib)", column->field, column->width, column->shown);
    }
  g_settings_set (self->settings, "client-columns", "a(sib)", &builder);
  return G_SOURCE_REMOVE;
}

/* Widths change with every pixel of a drag: written once it rests. */
static void
save_soon (CrmClientColumns *self)
{
  if (self->save_id == 0 && !self->of_view)
    self->save_id = g_timeout_add (500, save, self);
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  CrmClientColumns *self = data;
  int index = find_column (self, g_object_get_data (G_OBJECT (factory), "crm-field"));
  Column *column = self->columns->pdata[index];

  gtk_list_item_set_child (item, crm_client_cell_new (column->style, column->field, self->look, item));
  /* Whatever other columns take, a client can be told from the next; the list scrolls to the side. */
  if (column->style == CRM_CLIENT_CELL_CLIENT)
    gtk_widget_set_size_request (gtk_list_item_get_child (item), NAME_LEAST, -1);
  /* The row is selected, and not by its cell as well: with Ctrl that would take it back (GTK 4.8). */
  gtk_list_item_set_selectable (item, FALSE);
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  crm_client_cell_set_record (
      CRM_CLIENT_CELL (gtk_list_item_get_child (item)), CRM_RECORD (gtk_list_item_get_item (item)));
}

static void
on_unbind (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  crm_client_cell_set_record (CRM_CLIENT_CELL (gtk_list_item_get_child (item)), NULL);
}

static void
on_width_changed (GtkColumnViewColumn *gtk_column, GParamSpec *pspec, gpointer data)
{
  CrmClientColumns *self = data;

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];
      int width = gtk_column_view_column_get_fixed_width (gtk_column);

      if (column->column == gtk_column && crm_scaled (column->width) != width)
        {
          column->width = crm_unscaled (width);
          save_soon (self);
        }
    }
}

/* What the store can order by: everything but sets. */
static gboolean
is_sortable (CrmClientColumns *self, const char *name)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (crm_client_look_get_store (self->look), "client");
  int index = entity != NULL ? crm_entity_find_field (entity, name) : -1;

  if (index < 0)
    return g_str_equal (name, "created_at");
  return entity->fields[index].kind != CRM_KIND_TAGS && entity->fields[index].kind != CRM_KIND_CHOICES &&
         entity->fields[index].kind != CRM_KIND_LONG;
}

/* What a title sorts by: a step by its time, sums by their amount in the currency of the book. */
static const char *
get_key (const char *field)
{
  if (g_str_equal (field, "next_step"))
    return "next_key";
  return g_str_equal (field, "open_deals") ? "open_amount" : field;
}

static void
make_column (CrmClientColumns *self, Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_data_full (G_OBJECT (factory), "crm-field", g_strdup (column->field), g_free);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), self);
  column->column = gtk_column_view_column_new (column->title, factory);
  gtk_column_view_column_set_resizable (column->column, TRUE);
  if (column->style == CRM_CLIENT_CELL_CLIENT)
    gtk_column_view_column_set_expand (column->column, TRUE);
  if (column->width > 0)
    gtk_column_view_column_set_fixed_width (column->column, crm_scaled (column->width));
  if (is_sortable (self, column->field))
    crm_column_order_add_column (self->order, column->column, get_key (column->field));
  g_signal_connect (column->column, "notify::fixed-width", G_CALLBACK (on_width_changed), self);
}

/* Brings the view in line with the set: right columns, right places, and only what differs is touched. */
static void
show_columns (CrmClientColumns *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  guint place = 0;
  int used = 0;
  gboolean full = FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];
      gboolean wanted = column->shown;

      if (wanted && self->room > 0)
        {
          used += column->style == CRM_CLIENT_CELL_CLIENT
                      ? NAME_ROOM
                      : crm_scaled (column->width > 0 ? column->width : 140);
          full = full || used > self->room;
          wanted = !full || column->style == CRM_CLIENT_CELL_CLIENT;
        }
      if (!wanted)
        {
          if (column->column != NULL && gtk_column_view_column_get_column_view (column->column) != NULL)
            gtk_column_view_remove_column (self->view, column->column);
          continue;
        }
      if (column->column == NULL)
        make_column (self, column);
      if (gtk_column_view_column_get_column_view (column->column) == NULL)
        {
          gtk_column_view_insert_column (
              self->view, MIN (place, g_list_model_get_n_items (columns)), column->column);
          crm_column_fit (column->column);
          if (column->style == CRM_CLIENT_CELL_DEALS || column->style == CRM_CLIENT_CELL_YEAR)
            crm_column_align_end (column->column);
        }
      else
        {
          g_autoptr (GtkColumnViewColumn) there = g_list_model_get_item (columns, place);

          if (there != column->column)
            gtk_column_view_insert_column (self->view, place, column->column);
        }
      place++;
    }
}

static void
on_order_changed (CrmClientColumns *self)
{
  g_auto (GStrv) keys = crm_column_order_dup_keys (self->order);

  if (self->settings != NULL)
    g_settings_set_strv (self->settings, "client-order", (const char *const *)keys);
  g_signal_emit (self, signals[ORDER_CHANGED], 0);
}

static void
crm_client_columns_dispose (GObject *object)
{
  CrmClientColumns *self = CRM_CLIENT_COLUMNS (object);

  if (self->save_id != 0)
    {
      g_source_remove (self->save_id);
      save (self);
    }
  if (self->columns != NULL)
    for (guint i = 0; i < self->columns->len; i++)
      {
        Column *column = self->columns->pdata[i];

        if (column->column == NULL)
          continue;
        g_signal_handlers_disconnect_by_data (column->column, self);
        g_signal_handlers_disconnect_by_data (gtk_column_view_column_get_factory (column->column), self);
      }
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_object (&self->order);
  g_clear_object (&self->settings);
  g_clear_object (&self->look);
  G_OBJECT_CLASS (crm_client_columns_parent_class)->dispose (object);
}

static void
crm_client_columns_class_init (CrmClientColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_client_columns_dispose;
  signals[ORDER_CHANGED] = g_signal_new (
      "order-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COLUMNS_CHANGED] = g_signal_new (
      "columns-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_client_columns_init (CrmClientColumns *self)
{
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify)column_free);
}

CrmClientColumns *
crm_client_columns_new (GtkColumnView *view, CrmClientLook *look, GSettings *settings)
{
  CrmClientColumns *self = g_object_new (CRM_TYPE_CLIENT_COLUMNS, NULL);

  self->view = view;
  self->look = g_object_ref (look);
  if (settings != NULL)
    self->settings = g_object_ref (settings);
  self->order = crm_column_order_new (view);
  g_signal_connect_object (self->order, "changed", G_CALLBACK (on_order_changed), self, G_CONNECT_SWAPPED);
  fill_columns (self);
  load_settings (self);
  show_columns (self);
  return self;
}

guint
crm_client_columns_get_n (CrmClientColumns *self)
{
  return self->columns->len;
}

const char *
crm_client_columns_get_field (CrmClientColumns *self, guint index)
{
  return ((Column *)self->columns->pdata[index])->field;
}

const char *
crm_client_columns_get_title (CrmClientColumns *self, guint index)
{
  return ((Column *)self->columns->pdata[index])->title;
}

gboolean
crm_client_columns_get_shown (CrmClientColumns *self, guint index)
{
  return ((Column *)self->columns->pdata[index])->shown;
}

void
crm_client_columns_set_shown (CrmClientColumns *self, guint index, gboolean shown)
{
  Column *column = self->columns->pdata[index];

  if (column->shown == shown)
    return;
  column->shown = shown;
  show_columns (self);
  save_soon (self);
  g_signal_emit (self, signals[COLUMNS_CHANGED], 0);
}

void
crm_client_columns_move (CrmClientColumns *self, guint index, int by)
{
  Column *column;
  int to = (int)index + by;

  /* The client stays first. */
  if (index == 0 || to < 1 || to >= (int)self->columns->len)
    return;
  column = g_ptr_array_steal_index (self->columns, index);
  g_ptr_array_insert (self->columns, to, column);
  show_columns (self);
  save_soon (self);
  g_signal_emit (self, signals[COLUMNS_CHANGED], 0);
}

void
crm_client_columns_show_view (CrmClientColumns *self, const char *const *fields)
{
  guint place = 0;

  if (fields == NULL)
    {
      if (self->of_view)
        {
          self->of_view = FALSE;
          crm_client_columns_reload (self);
        }
      return;
    }
  /* What the person changed a moment ago is remembered first. */
  if (self->save_id != 0)
    {
      g_clear_handle_id (&self->save_id, g_source_remove);
      save (self);
    }
  self->of_view = TRUE;
  for (guint i = 0; i < self->columns->len; i++)
    ((Column *)self->columns->pdata[i])->shown = FALSE;
  for (guint i = 0; fields[i] != NULL; i++)
    {
      int index = find_column (self, fields[i]);
      Column *column;

      if (index < (int)place)
        continue;
      column = g_ptr_array_steal_index (self->columns, index);
      column->shown = TRUE;
      g_ptr_array_insert (self->columns, place++, column);
    }
  ((Column *)self->columns->pdata[MAX (find_column (self, "name"), 0)])->shown = TRUE;
  show_columns (self);
  g_signal_emit (self, signals[COLUMNS_CHANGED], 0);
}

void
crm_client_columns_set_room (CrmClientColumns *self, int width)
{
  if (self->room == width)
    return;
  self->room = width;
  show_columns (self);
}

void
crm_client_columns_reload (CrmClientColumns *self)
{
  g_auto (GStrv) keys = crm_column_order_dup_keys (self->order);

  if (self->save_id != 0)
    {
      g_clear_handle_id (&self->save_id, g_source_remove);
      save (self);
    }
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];

      if (column->column == NULL)
        continue;
      crm_column_order_remove_column (self->order, column->column);
      if (gtk_column_view_column_get_column_view (column->column) != NULL)
        gtk_column_view_remove_column (self->view, column->column);
    }
  g_ptr_array_set_size (self->columns, 0);
  fill_columns (self);
  load_settings (self);
  show_columns (self);
  crm_column_order_set_keys (self->order, (const char *const *)keys);
  g_signal_emit (self, signals[COLUMNS_CHANGED], 0);
}

char **
crm_client_columns_dup_order (CrmClientColumns *self)
{
  return crm_column_order_dup_keys (self->order);
}

void
crm_client_columns_set_order (CrmClientColumns *self, const char *const *keys)
{
  crm_column_order_set_keys (self->order, keys);
}

GPtrArray *
crm_client_columns_dup_shown (CrmClientColumns *self, gboolean titles)
{
  GPtrArray *result = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];

      if (column->shown)
        g_ptr_array_add (result, g_strdup (titles ? column->title : column->field));
    }
  return result;
}
