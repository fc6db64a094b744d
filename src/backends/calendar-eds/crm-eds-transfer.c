/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-eds/crm-eds-transfer.h"

#include <libecal/libecal.h>

#include "base/crm-error.h"
#include "calendar-eds/crm-eds-error.h"
#include "calendar-eds/crm-eds-object.h"

/* Owns the connection it is given. The service writes component by component, so an object with exceptions takes several steps; how far a
 * write came that failed in the middle is remembered, lest its repetition looks like somebody else's change. Worker thread, one at a time. */

#define FLAGS E_CAL_OPERATION_FLAG_CONFLICT_FAIL

/* The value of halfway; the key is the UID. */
typedef struct
{
  char *expected; /* nullable */
  char *reached;
} Halfway;

static void
free_halfway (gpointer data)
{
  Halfway *halfway = data;

  g_free (halfway->expected);
  g_free (halfway->reached);
  g_free (halfway);
}

CrmEdsTransfer *
crm_eds_transfer_new (EClient *client, gboolean tagged)
{
  CrmEdsTransfer *self = g_new0 (CrmEdsTransfer, 1);

  self->client = g_object_ref (client);
  self->tagged = tagged;
  self->halfway = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_halfway);
  g_ref_count_init (&self->ref_count);
  return self;
}

CrmEdsTransfer *
crm_eds_transfer_ref (CrmEdsTransfer *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
crm_eds_transfer_unref (CrmEdsTransfer *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_object_unref (self->client);
  g_hash_table_unref (self->halfway);
  g_free (self);
}

static void
propagate (GError **error, GError *failure)
{
  g_propagate_error (error, crm_eds_error_translate (failure));
}

GPtrArray *
crm_eds_transfer_read_all (CrmEdsTransfer *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) by_uid =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  GPtrArray *objects;
  GSList *components = NULL;
  GError *failure = NULL;
  GHashTableIter iter;
  gpointer uid, group;

  if (!e_cal_client_get_object_list_sync (
          E_CAL_CLIENT (self->client), "#t", &components, cancellable, &failure))
    {
      propagate (error, failure);
      return NULL;
    }
  for (GSList *l = components; l != NULL; l = l->next)
    {
      const char *name = i_cal_component_get_uid (l->data);

      if (name == NULL || *name == '\0')
        continue;
      group = g_hash_table_lookup (by_uid, name);
      if (group == NULL)
        {
          group = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (by_uid, g_strdup (name), group);
        }
      g_ptr_array_add (group, g_object_ref (l->data));
    }
  g_slist_free_full (components, g_object_unref);
  objects = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_calendar_object_free);
  g_hash_table_iter_init (&iter, by_uid);
  while (g_hash_table_iter_next (&iter, &uid, &group))
    g_ptr_array_add (
        objects, crm_eds_object_new (uid, group, E_CAL_CLIENT (self->client), self->tagged, cancellable));
  return objects;
}

/* ICalComponent *; empty when there is none. */
static GPtrArray *
get_components (CrmEdsTransfer *self, const char *uid, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GPtrArray *components;
  GSList *found = NULL;

  if (!e_cal_client_get_objects_for_uid_sync (
          E_CAL_CLIENT (self->client), uid, &found, cancellable, &failure) &&
      !g_error_matches (failure, E_CAL_CLIENT_ERROR, E_CAL_CLIENT_ERROR_OBJECT_NOT_FOUND))
    {
      propagate (error, g_steal_pointer (&failure));
      return NULL;
    }
  components = g_ptr_array_new_with_free_func (g_object_unref);
  for (GSList *l = found; l != NULL; l = l->next)
    g_ptr_array_add (components, i_cal_component_clone (e_cal_component_get_icalcomponent (l->data)));
  g_slist_free_full (found, g_object_unref);
  return components;
}

CrmCalendarObject *
crm_eds_transfer_read (CrmEdsTransfer *self, const char *uid, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) components = get_components (self, uid, cancellable, error);

  if (components == NULL)
    return NULL;
  return crm_eds_object_new (uid, components, E_CAL_CLIENT (self->client), self->tagged, cancellable);
}

/* One object that is being written. */
typedef struct
{
  CrmEdsTransfer *self;
  const char *uid;
  GPtrArray *current; /* owned; components as the service has them now */
  char *revision;     /* owned; nullable */
  GCancellable *cancellable;
  guint n_steps; /* that were taken */
} Writing;

static void
clear_writing (Writing *writing)
{
  g_clear_pointer (&writing->current, g_ptr_array_unref);
  g_clear_pointer (&writing->revision, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writing, clear_writing)

static gboolean
look (Writing *writing, GError **error)
{
  CrmEdsTransfer *self = writing->self;
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_object_unref);
  CrmCalendarObject *object;

  clear_writing (writing);
  writing->current = get_components (self, writing->uid, writing->cancellable, error);
  if (writing->current == NULL)
    return FALSE;
  for (guint i = 0; i < writing->current->len; i++)
    g_ptr_array_add (copies, i_cal_component_clone (writing->current->pdata[i]));
  object = crm_eds_object_new (
      writing->uid, copies, E_CAL_CLIENT (self->client), self->tagged, writing->cancellable);
  writing->revision = g_strdup (object->revision);
  crm_calendar_object_free (object);
  return TRUE;
}

/* A step that the service refuses because it has not got the object from the server yet is not the end of it. */
static gboolean
fail (Writing *writing, GError *failure, GError **error)
{
  if (writing->self->tagged && writing->revision == NULL && writing->current->len > 0 &&
      g_error_matches (failure, E_CAL_CLIENT_ERROR, E_CAL_CLIENT_ERROR_INVALID_OBJECT))
    {
      g_error_free (failure);
      failure = crm_eds_error_new_unreachable ();
    }
  propagate (error, failure);
  return FALSE;
}

static gboolean
end_step (Writing *writing, GError **error)
{
  writing->n_steps++;
  return look (writing, error);
}

static gboolean
create (Writing *writing, ICalComponent *component, GError **error)
{
  GError *failure = NULL;
  g_autofree char *uid = NULL;

  if (!e_cal_client_create_object_sync (
          E_CAL_CLIENT (writing->self->client), component, FLAGS, &uid, writing->cancellable, &failure))
    return fail (writing, failure, error);
  return end_step (writing, error);
}

static gboolean
modify (Writing *writing, ICalComponent *component, ECalObjModType extent, GError **error)
{
  GError *failure = NULL;

  crm_eds_object_mark (component, writing->current);
  if (!e_cal_client_modify_object_sync (
          E_CAL_CLIENT (writing->self->client), component, extent, FLAGS, writing->cancellable, &failure))
    return fail (writing, failure, error);
  return end_step (writing, error);
}

/* Exceptions that are not wanted any more. */
static gboolean
remove_exceptions (Writing *writing, GPtrArray *wanted, GError **error)
{
  g_autoptr (GPtrArray) before = g_ptr_array_ref (writing->current);

  for (guint i = 0; i < before->len; i++)
    {
      g_autofree char *rid = crm_eds_object_dup_rid (before->pdata[i]);
      GError *failure = NULL;

      if (*rid == '\0' || crm_eds_object_find (wanted, rid) != NULL)
        continue;
      if (!e_cal_client_remove_object_sync (E_CAL_CLIENT (writing->self->client), writing->uid, rid,
              E_CAL_OBJ_MOD_ONLY_THIS, FLAGS, writing->cancellable, &failure))
        return fail (writing, failure, error);
      if (!end_step (writing, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put (Writing *writing, GPtrArray *wanted, GError **error)
{
  if (!remove_exceptions (writing, wanted, error))
    return FALSE;
  for (guint i = 0; i < wanted->len; i++)
    {
      ICalComponent *component = wanted->pdata[i];
      g_autofree char *rid = crm_eds_object_dup_rid (component);
      ICalComponent *old = crm_eds_object_find (writing->current, rid);

      if (writing->current->len == 0)
        {
          if (!create (writing, component, error))
            return FALSE;
        }
      else if (old == NULL || !crm_eds_object_is_same (old, component))
        {
          if (!modify (writing, component, *rid == '\0' ? E_CAL_OBJ_MOD_ALL : E_CAL_OBJ_MOD_THIS, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
is_expected (Writing *writing, const char *expected)
{
  const Halfway *halfway = g_hash_table_lookup (writing->self->halfway, writing->uid);

  if (expected == NULL && writing->current->len == 0)
    return TRUE;
  if (writing->revision == NULL)
    return FALSE;
  return g_strcmp0 (writing->revision, expected) == 0 ||
         (halfway != NULL && g_strcmp0 (halfway->expected, expected) == 0 &&
             g_str_equal (halfway->reached, writing->revision));
}

static void
remember_halfway (Writing *writing, const char *expected)
{
  Halfway *halfway;

  if (writing->n_steps == 0 || writing->revision == NULL)
    return;
  halfway = g_new (Halfway, 1);
  halfway->expected = g_strdup (expected);
  halfway->reached = g_strdup (writing->revision);
  g_hash_table_replace (writing->self->halfway, g_strdup (writing->uid), halfway);
}

/* A time zone must be known to the calendar before an event names it. */
static gboolean
add_zones (Writing *writing, GPtrArray *wanted, GPtrArray *zones, GError **error)
{
  g_autoptr (GPtrArray) used = crm_eds_object_list_zones (wanted);
  GError *failure = NULL;

  for (guint i = 0; i < used->len; i++)
    g_ptr_array_add (zones, g_object_ref (used->pdata[i]));
  for (guint i = 0; i < zones->len; i++)
    if (!e_cal_client_add_timezone_sync (
            E_CAL_CLIENT (writing->self->client), zones->pdata[i], writing->cancellable, &failure))
      return fail (writing, failure, error);
  return TRUE;
}

static CrmCalendarObject *
make_result (Writing *writing, const char *before)
{
  CrmCalendarObject *object = crm_eds_object_new (writing->uid, writing->current,
      E_CAL_CLIENT (writing->self->client), writing->self->tagged, writing->cancellable);

  /* What a server took has another mark than before: without one it is only in the service's own store yet. */
  if (writing->self->tagged && writing->n_steps > 0 && g_strcmp0 (object->revision, before) == 0)
    g_clear_pointer (&object->revision, g_free);
  return object;
}

CrmCalendarObject *
crm_eds_transfer_write (CrmEdsTransfer *self, const char *uid, const char *ical, const char *expected,
    GCancellable *cancellable, GError **error)
{
  g_auto (Writing) writing = { .self = self, .uid = uid, .cancellable = cancellable };
  g_autoptr (GPtrArray) zones = NULL;
  g_autoptr (GPtrArray) wanted = crm_eds_object_read (ical, uid, self->tagged, &zones, error);
  g_autofree char *before = NULL;

  if (wanted == NULL || !look (&writing, error))
    return NULL;
  if (!is_expected (&writing, expected))
    {
      g_propagate_error (error, crm_eds_error_new_conflict ());
      return NULL;
    }
  before = g_strdup (writing.revision);
  if (!add_zones (&writing, wanted, zones, error))
    return NULL;
  if (!put (&writing, wanted, error))
    {
      remember_halfway (&writing, expected);
      return NULL;
    }
  g_hash_table_remove (self->halfway, uid);
  return make_result (&writing, before);
}

gboolean
crm_eds_transfer_remove (
    CrmEdsTransfer *self, const char *uid, const char *expected, GCancellable *cancellable, GError **error)
{
  g_auto (Writing) writing = { .self = self, .uid = uid, .cancellable = cancellable };
  GError *failure = NULL;

  if (!look (&writing, error))
    return FALSE;
  if (writing.current->len == 0)
    return TRUE;
  if (expected != NULL && !is_expected (&writing, expected))
    {
      g_propagate_error (error, crm_eds_error_new_conflict ());
      return FALSE;
    }
  if (e_cal_client_remove_object_sync (
          E_CAL_CLIENT (self->client), uid, NULL, E_CAL_OBJ_MOD_ALL, FLAGS, cancellable, &failure))
    return TRUE;
  if (g_error_matches (failure, E_CAL_CLIENT_ERROR, E_CAL_CLIENT_ERROR_OBJECT_NOT_FOUND))
    {
      g_error_free (failure);
      return TRUE;
    }
  return fail (&writing, failure, error);
}
