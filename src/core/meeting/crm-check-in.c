/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/crm-error.h"
#include "meeting/crm-meeting-private.h"

/* Field table of check-ins, and what the program fills in: who, for whom, and how far from the place. Runs in the writer's thread. */

static const CrmChoice sources[] = {
  { "geoclue", N_ ("This computer") },
  { "gpx", N_ ("A recorded track") },
  { "typed", N_ ("Typed") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_CHECK_IN_MEETING] = { "meeting", N_ ("Meeting"), CRM_KIND_LINK, CRM_FIELD_OWNED | CRM_FIELD_INDEXED,
      .target = "meeting" },
  [CRM_CHECK_IN_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, 0, .target = "client" },
  [CRM_CHECK_IN_USER] = { "user", N_ ("Employee"), CRM_KIND_LINK, 0, .target = "user" },
  [CRM_CHECK_IN_AT] = { "at", N_ ("Arrived"), CRM_KIND_INSTANT, CRM_FIELD_REQUIRED },
  [CRM_CHECK_IN_UNTIL] = { "until", N_ ("Left"), CRM_KIND_INSTANT },
  [CRM_CHECK_IN_LATITUDE] = { "latitude", N_ ("Latitude"), CRM_KIND_REAL, CRM_FIELD_REQUIRED },
  [CRM_CHECK_IN_LONGITUDE] = { "longitude", N_ ("Longitude"), CRM_KIND_REAL, CRM_FIELD_REQUIRED },
  [CRM_CHECK_IN_ACCURACY] = { "accuracy", N_ ("Accuracy in metres"), CRM_KIND_INTEGER },
  [CRM_CHECK_IN_DISTANCE] = { "distance", N_ ("Metres from the place"), CRM_KIND_INTEGER },
  [CRM_CHECK_IN_SOURCE] = { "source", N_ ("Source"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = sources },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_CHECK_IN_N_FIELDS);

static gboolean
read_angle (const CrmRow *before, CrmValues *values, int field, double most, double *angle, GError **error)
{
  const CrmValue *value = crm_values_has (values, field) || !before ? crm_values_get (values, field)
                                                                    : crm_row_get (before, field);

  *angle = value && value->type == CRM_VALUE_REAL      ? value->v.real
           : value && value->type == CRM_VALUE_INTEGER ? (double)value->v.integer
                                                       : NAN;
  return isnan (*angle) || fabs (*angle) <= most ||
         crm_meeting_refuse (
             crm_values_get_entity (values), field, _ ("There is no such place on the earth."), error);
}

/* What follows from the meeting: for whom, and how far away. */
static gboolean
settle_meeting (CrmTransaction *tx, const CrmRow *before, CrmValues *values, double latitude,
    double longitude, GError **error)
{
  gint64 id = crm_meeting_get_integer (before, values, CRM_CHECK_IN_MEETING);
  g_autoptr (CrmRow) meeting = id ? crm_transaction_load (tx, "meeting", id, error) : NULL;
  const CrmValue *clients, *there, *long_there;

  crm_value_clear (crm_values_slot (values, CRM_CHECK_IN_DISTANCE));
  if (!meeting)
    return !id;
  clients = crm_row_get (meeting, CRM_MEETING_CLIENTS);
  if (!crm_meeting_get_integer (before, values, CRM_CHECK_IN_CLIENT) && clients->type == CRM_VALUE_LIST &&
      clients->v.list->len)
    crm_values_set_integer (values, CRM_CHECK_IN_CLIENT, g_array_index (clients->v.list, gint64, 0));
  there = crm_row_get (meeting, CRM_MEETING_LATITUDE);
  long_there = crm_row_get (meeting, CRM_MEETING_LONGITUDE);
  if (there->type == CRM_VALUE_REAL && long_there->type == CRM_VALUE_REAL && !isnan (latitude) &&
      !isnan (longitude))
    crm_values_set_integer (values, CRM_CHECK_IN_DISTANCE,
        llround (crm_position_get_distance (there->v.real, long_there->v.real, latitude, longitude)));
  return TRUE;
}

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  double latitude, longitude;
  gint64 at, until;

  if (crm_transaction_is_verbatim (tx))
    return TRUE;
  if (!before && !crm_values_get_text (values, CRM_CHECK_IN_SOURCE))
    crm_values_set_text (values, CRM_CHECK_IN_SOURCE, "typed");
  if (!before && !crm_values_has (values, CRM_CHECK_IN_USER) && crm_transaction_get_user (tx))
    crm_values_set_integer (values, CRM_CHECK_IN_USER, crm_transaction_get_user (tx));
  if (!before && !crm_meeting_get_integer (NULL, values, CRM_CHECK_IN_AT))
    crm_values_set_integer (values, CRM_CHECK_IN_AT, crm_transaction_get_now (tx));
  at = crm_meeting_get_integer (before, values, CRM_CHECK_IN_AT);
  until = crm_meeting_get_integer (before, values, CRM_CHECK_IN_UNTIL);
  if (until && until < at)
    return crm_meeting_refuse (
        crm_values_get_entity (values), CRM_CHECK_IN_UNTIL, _ ("Nobody leaves before arriving."), error);
  if (!read_angle (before, values, CRM_CHECK_IN_LATITUDE, 90, &latitude, error) ||
      !read_angle (before, values, CRM_CHECK_IN_LONGITUDE, 180, &longitude, error))
    return FALSE;
  /* The distance is that of the day: a place that is corrected later does not move who was there. */
  if (before && !crm_values_has (values, CRM_CHECK_IN_MEETING) &&
      !crm_values_has (values, CRM_CHECK_IN_LATITUDE) && !crm_values_has (values, CRM_CHECK_IN_LONGITUDE))
    {
      crm_values_unset (values, CRM_CHECK_IN_DISTANCE);
      return TRUE;
    }
  return settle_meeting (tx, before, values, latitude, longitude, error);
}

gint64
crm_check_in_add (CrmTransaction *tx, gint64 meeting, double latitude, double longitude, gint64 accuracy_m,
    gint64 at, gint64 until, const char *source, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "check_in", error);
  g_autoptr (CrmValues) values = NULL;

  if (!entity)
    return 0;
  values = crm_values_new (entity);
  if (meeting)
    crm_values_set_integer (values, CRM_CHECK_IN_MEETING, meeting);
  crm_value_set_real (crm_values_slot (values, CRM_CHECK_IN_LATITUDE), latitude);
  crm_value_set_real (crm_values_slot (values, CRM_CHECK_IN_LONGITUDE), longitude);
  if (accuracy_m > 0)
    crm_values_set_integer (values, CRM_CHECK_IN_ACCURACY, accuracy_m);
  if (at)
    crm_values_set_integer (values, CRM_CHECK_IN_AT, at);
  if (until)
    crm_values_set_integer (values, CRM_CHECK_IN_UNTIL, until);
  crm_values_set_text (values, CRM_CHECK_IN_SOURCE, source);
  return crm_transaction_insert (tx, values, NULL, error);
}

static const CrmEntityHooks hooks = { .prepare = prepare };

const CrmEntityInfo crm_check_in_entity = {
  .name = "check_in",
  .label = N_ ("Check-in"),
  .plural = N_ ("Check-ins"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = -1,
  .hooks = &hooks,
};
