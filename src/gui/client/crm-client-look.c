/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-look.h"

#include "base/crm-clock.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "client/crm-client-next.h"
#include "client/crm-client.h"
#include "widgets/crm-left-to-right.h"

/* Owns what all cells of the client list share: the names of users and tags, the words being searched for and the
 * density. Main thread. */

struct _CrmClientLook
{
  GObject parent_instance;

  CrmStore *store;     /* owned */
  CrmNames *tags;      /* owned */
  CrmNames *users;     /* owned */
  GHashTable *modules; /* owned; entity that an own field links to → CrmNames */
  char *text;          /* owned, nullable */
  char **words;        /* owned, nullable */
  gboolean compact;
  gboolean missing;
  GHashTable *watchers; /* owned; cell → CrmClientLookFunc */
};

G_DEFINE_FINAL_TYPE (CrmClientLook, crm_client_look, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
tell_watchers (CrmClientLook *self, gboolean words_only)
{
  GHashTableIter iter;
  gpointer watcher, func;

  /* Showing a cell neither makes nor ends one, so the table stays as it is meanwhile. */
  g_hash_table_iter_init (&iter, self->watchers);
  while (g_hash_table_iter_next (&iter, &watcher, &func))
    ((CrmClientLookFunc)func) (watcher, words_only);
}

static void
tell (CrmClientLook *self)
{
  tell_watchers (self, FALSE);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Names of the records of an own module, read when the first cell wants them. */
static CrmNames *
get_module (CrmClientLook *self, const char *entity)
{
  CrmNames *names = g_hash_table_lookup (self->modules, entity);

  if (names == NULL)
    {
      names = crm_names_get (self->store, entity);
      g_hash_table_insert (self->modules, g_strdup (entity), names);
      g_signal_connect_object (names, "changed", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
    }
  return names;
}

gboolean
crm_client_look_knows (const CrmField *field)
{
  return (field->flags & CRM_FIELD_OWN) == 0 || field->target == NULL ||
         g_str_equal (field->target, "user") || g_str_has_prefix (field->target, "u_");
}

static char *
dup_link (CrmClientLook *self, const CrmField *field, CrmRow *row, int index)
{
  gint64 id = crm_row_get_integer (row, index);
  const char *name = NULL;

  if (id == 0)
    return g_strdup ("");
  if (g_strcmp0 (field->target, "user") == 0)
    name = crm_names_get_title (self->users, id);
  else if (index == CRM_CLIENT_COMPANY)
    name = crm_row_get_text (row, CRM_CLIENT_COMPANY_NAME);
  else if (crm_client_look_knows (field))
    name = crm_names_get_title (get_module (self, field->target), id);
  return g_strdup (name != NULL ? name : "");
}

static char *
dup_names (CrmNames *names, const CrmValue *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; value->type == CRM_VALUE_LIST && value->v.list != NULL && i < value->v.list->len; i++)
    {
      const char *name = crm_names_get_title (names, g_array_index (value->v.list, gint64, i));

      if (name != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
crm_client_look_dispose (GObject *object)
{
  CrmClientLook *self = CRM_CLIENT_LOOK (object);

  if (self->tags != NULL)
    g_signal_handlers_disconnect_by_data (self->tags, self);
  if (self->users != NULL)
    g_signal_handlers_disconnect_by_data (self->users, self);
  g_clear_pointer (&self->modules, g_hash_table_unref);
  g_clear_object (&self->tags);
  g_clear_object (&self->users);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_client_look_parent_class)->dispose (object);
}

static void
crm_client_look_finalize (GObject *object)
{
  CrmClientLook *self = CRM_CLIENT_LOOK (object);

  g_hash_table_unref (self->watchers);
  g_free (self->text);
  g_strfreev (self->words);
  G_OBJECT_CLASS (crm_client_look_parent_class)->finalize (object);
}

static void
crm_client_look_class_init (CrmClientLookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_client_look_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_client_look_finalize;

  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_client_look_init (CrmClientLook *self)
{
  self->watchers = g_hash_table_new (NULL, NULL);
}

CrmClientLook *
crm_client_look_new (CrmStore *store)
{
  CrmClientLook *self = g_object_new (CRM_TYPE_CLIENT_LOOK, NULL);

  self->store = g_object_ref (store);
  self->modules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->tags = crm_names_get (store, "tag");
  self->users = crm_names_get (store, "user");
  g_signal_connect_swapped (self->tags, "changed", G_CALLBACK (tell), self);
  g_signal_connect_swapped (self->users, "changed", G_CALLBACK (tell), self);
  return self;
}

void
crm_client_look_watch (CrmClientLook *self, gpointer watcher, CrmClientLookFunc func)
{
  g_hash_table_insert (self->watchers, watcher, func);
}

void
crm_client_look_unwatch (CrmClientLook *self, gpointer watcher)
{
  g_hash_table_remove (self->watchers, watcher);
}

void
crm_client_look_refresh (CrmClientLook *self)
{
  tell_watchers (self, FALSE);
}

CrmStore *
crm_client_look_get_store (CrmClientLook *self)
{
  return self->store;
}

CrmNames *
crm_client_look_get_tags (CrmClientLook *self)
{
  return self->tags;
}

CrmNames *
crm_client_look_get_users (CrmClientLook *self)
{
  return self->users;
}

void
crm_client_look_set_text (CrmClientLook *self, const char *text)
{
  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  g_clear_pointer (&self->words, g_strfreev);
  self->text = g_strdup (text);
  if (text != NULL)
    self->words = crm_text_words (text);
  tell_watchers (self, TRUE);
}

void
crm_client_look_set_missing (CrmClientLook *self, gboolean missing)
{
  if (self->missing == missing)
    return;
  self->missing = missing;
  tell_watchers (self, FALSE);
}

gboolean
crm_client_look_get_missing (CrmClientLook *self)
{
  return self->missing;
}

const char *
crm_client_look_get_text (CrmClientLook *self)
{
  return self->text;
}

const char *const *
crm_client_look_get_words (CrmClientLook *self)
{
  return (const char *const *)self->words;
}

void
crm_client_look_set_compact (CrmClientLook *self, gboolean compact)
{
  if (self->compact == compact)
    return;
  self->compact = compact;
  tell (self);
}

gboolean
crm_client_look_get_compact (CrmClientLook *self)
{
  return self->compact;
}

static void
on_density_changed (CrmClientLook *self, const char *key, GSettings *settings)
{
  g_autofree char *density = g_settings_get_string (settings, "density");

  crm_client_look_set_compact (self, g_str_equal (density, "compact"));
}

static void
on_density_activated (CrmClientLook *self, GVariant *value, GSimpleAction *action)
{
  g_simple_action_set_state (action, value);
  crm_client_look_set_compact (self, g_str_equal (g_variant_get_string (value, NULL), "compact"));
}

GAction *
crm_client_look_create_density (CrmClientLook *self, GSettings *settings)
{
  GSimpleAction *action;

  if (settings != NULL)
    {
      g_signal_connect_object (
          settings, "changed::density", G_CALLBACK (on_density_changed), self, G_CONNECT_SWAPPED);
      on_density_changed (self, NULL, settings);
      return g_settings_create_action (settings, "density");
    }
  action =
      g_simple_action_new_stateful ("density", G_VARIANT_TYPE_STRING, g_variant_new_string ("comfortable"));
  g_signal_connect_object (
      action, "change-state", G_CALLBACK (on_density_activated), self, G_CONNECT_SWAPPED);
  return G_ACTION (action);
}

/* As on the card: in the country's own form. */
static char *
dup_phone (CrmClientLook *self, const char *typed)
{
  CrmPhoneFormat *format = crm_store_get_phone_format (self->store);
  const char *region = crm_store_get_setting (self->store, "phone-region");
  g_autofree char *normal = crm_phone_normalise (format, typed, region);

  return crm_left_to_right (crm_phone_display (format, typed, normal, region));
}

/* Money of deals, whatever number the column is sorted by. */
static char *
dup_sums (CrmClientLook *self, CrmRow *row, int field)
{
  char *sums = crm_client_dup_sums (self->store, row, field);

  return sums != NULL ? sums : g_strdup ("");
}

char *
crm_client_look_dup_text (CrmClientLook *self, CrmRow *row, const char *name)
{
  GTimeZone *zone = crm_store_get_zone (self->store);
  const CrmField *field;
  const CrmValue *value;
  char *text;
  int index;

  if (g_str_equal (name, "created_at"))
    return crm_instant_display_relative (row->created_at, crm_clock_now (), zone);
  if (g_str_equal (name, "updated_at"))
    return crm_instant_display_relative (row->updated_at, crm_clock_now (), zone);
  index = crm_entity_find_field (row->entity, name);
  if (index < 0)
    return g_strdup ("");

  field = &row->entity->fields[index];
  value = crm_row_get (row, index);
  if (crm_value_is_empty (value))
    return g_strdup ("");
  if (index == CRM_CLIENT_OPEN_DEALS || index == CRM_CLIENT_YEAR_AMOUNT)
    return dup_sums (self, row, index == CRM_CLIENT_OPEN_DEALS ? CRM_CLIENT_OPEN_SUMS : CRM_CLIENT_YEAR_SUMS);
  if (field->kind == CRM_KIND_LINK)
    return dup_link (self, field, row, index);
  if (field->kind == CRM_KIND_TAGS)
    return dup_names (self->tags, value);
  if (field->kind == CRM_KIND_LINKS)
    return crm_client_look_knows (field) ? dup_names (get_module (self, field->target), value)
                                         : g_strdup ("");
  if (field->kind == CRM_KIND_INSTANT)
    return crm_instant_display_relative (crm_row_get_integer (row, index), crm_clock_now (), zone);
  if (field->kind == CRM_KIND_PHONE)
    return dup_phone (self, crm_row_get_text (row, index));
  text = crm_field_format_display (field, value, zone);
  return text != NULL ? text : g_strdup ("");
}

const char *
crm_client_look_get_tag_class (CrmClientLook *self, gint64 tag)
{
  static const char *const colours[] = { "blue", "green", "orange", "purple", "red" };
  const char *colour = crm_names_get_text (self->tags, tag, "color");

  for (guint i = 0; colour != NULL && i < G_N_ELEMENTS (colours); i++)
    if (g_str_equal (colour, colours[i]))
      return colours[i];
  /* A tag without a colour of its own keeps one for life by its number. */
  return colours[tag % G_N_ELEMENTS (colours)];
}
