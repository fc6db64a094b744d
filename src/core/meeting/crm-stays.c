/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "base/crm-error.h"
#include "base/crm-time.h"
#include "meeting/crm-meeting.h"

/* Where somebody stood still in a recorded track. Pure functions; any thread. Bounded by the sizes below, and one pass over the points. */

#define MOST_BYTES (64 * 1024 * 1024)
#define MOST_POINTS 1000000
/* A point that jumped away and back does not end a stay. */
#define GAP (2 * 60 * G_USEC_PER_SEC)

typedef struct
{
  gint64 at;
  double latitude, longitude;
} Point;

typedef struct
{
  GArray *points;
  Point point;
  gboolean in_point; /* within <trkpt> or <wpt> that has a position */
  GString *time;     /* nullable: not within <time> */
  gboolean is_gpx;
} Reading;

static const char *
get_local_name (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon ? colon + 1 : name;
}

static gboolean
read_degrees (const char *text, double most, double *value)
{
  char *end = NULL;

  if (!text)
    return FALSE;
  *value = g_ascii_strtod (text, &end);
  return end != text && !*end && *value >= -most && *value <= most;
}

static void
on_start (GMarkupParseContext *context, const char *name, const char **names, const char **values,
    gpointer data, GError **error)
{
  Reading *self = data;
  const char *latitude = NULL, *longitude = NULL;

  name = get_local_name (name);
  if (g_str_equal (name, "gpx"))
    self->is_gpx = TRUE;
  if (g_str_equal (name, "time") && self->in_point && !self->time)
    self->time = g_string_new (NULL);
  if (!g_str_equal (name, "trkpt") && !g_str_equal (name, "wpt"))
    return;
  for (guint i = 0; names[i]; i++)
    if (g_str_equal (names[i], "lat"))
      latitude = values[i];
    else if (g_str_equal (names[i], "lon"))
      longitude = values[i];
  self->point.at = G_MININT64;
  self->in_point = read_degrees (latitude, 90, &self->point.latitude) &&
                   read_degrees (longitude, 180, &self->point.longitude);
}

static void
on_end (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Reading *self = data;

  name = get_local_name (name);
  if (g_str_equal (name, "time") && self->time)
    {
      g_autofree char *text = g_strstrip (g_string_free (g_steal_pointer (&self->time), FALSE));

      if (!crm_instant_parse (text, NULL, &self->point.at, NULL))
        self->point.at = G_MININT64;
    }
  if (!g_str_equal (name, "trkpt") && !g_str_equal (name, "wpt"))
    return;
  if (self->in_point && self->point.at != G_MININT64)
    g_array_append_val (self->points, self->point);
  self->in_point = FALSE;
  if (self->points->len > MOST_POINTS)
    g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("The track is too long."));
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Reading *self = data;

  if (self->time && self->time->len + length < 100)
    g_string_append_len (self->time, text, (gssize)length);
}

static int
compare_points (gconstpointer a, gconstpointer b)
{
  const Point *x = a, *y = b;

  return x->at < y->at ? -1 : x->at > y->at;
}

static GArray *
read_points (GBytes *file, GError **error)
{
  static const GMarkupParser parser = { on_start, on_end, on_text, NULL, NULL };
  Reading self = { .points = g_array_new (FALSE, FALSE, sizeof (Point)) };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &self, NULL);
  g_autoptr (GArray) points = self.points;
  g_autoptr (GError) local = NULL;
  gsize size;
  const char *text = g_bytes_get_data (file, &size);
  gboolean ok;

  if (size > MOST_BYTES)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("The track is too long."));
      return NULL;
    }
  ok = size && g_markup_parse_context_parse (context, text, (gssize)size, &local) &&
       g_markup_parse_context_end_parse (context, &local) && self.is_gpx;
  if (self.time)
    g_string_free (self.time, TRUE);
  if (ok)
    {
      g_array_sort (points, compare_points);
      return g_steal_pointer (&points);
    }
  if (local && local->domain == CRM_STORE_ERROR)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("This is not a recorded track (GPX)."));
  return NULL;
}

/* Points that lie together: where their middle is, and since when and until when. */
typedef struct
{
  CrmStay stay;
  double latitudes, longitudes; /* sums */
  guint n;
} Cluster;

static void
add_to_cluster (Cluster *self, double latitude, double longitude, guint n)
{
  self->latitudes += latitude * n;
  self->longitudes += longitude * n;
  self->n += n;
  self->stay.latitude = self->latitudes / self->n;
  self->stay.longitude = self->longitudes / self->n;
}

static double
get_distance (const Cluster *self, double latitude, double longitude)
{
  return crm_position_get_distance (self->stay.latitude, self->stay.longitude, latitude, longitude);
}

static GArray *
list_clusters (GArray *points, double radius)
{
  GArray *clusters = g_array_new (FALSE, FALSE, sizeof (Cluster));

  for (guint i = 0; i < points->len; i++)
    {
      const Point *point = &g_array_index (points, Point, i);
      Cluster *last = clusters->len ? &g_array_index (clusters, Cluster, clusters->len - 1) : NULL;

      if (last && get_distance (last, point->latitude, point->longitude) <= radius)
        {
          add_to_cluster (last, point->latitude, point->longitude, 1);
          last->stay.until = point->at;
        }
      else
        {
          Cluster fresh = { .stay = { .from = point->at, .until = point->at } };

          add_to_cluster (&fresh, point->latitude, point->longitude, 1);
          g_array_append_val (clusters, fresh);
        }
    }
  return clusters;
}

GArray *
crm_stays_read_gpx (GBytes *file, double radius_m, int min_s, GError **error)
{
  g_autoptr (GArray) points = read_points (file, error), clusters = NULL;
  GArray *stays;
  Cluster last = { 0 };
  gint64 least = (gint64)min_s * G_USEC_PER_SEC;

  if (!points)
    return NULL;
  clusters = list_clusters (points, radius_m);
  stays = g_array_new (FALSE, FALSE, sizeof (CrmStay));
  for (guint i = 0; i < clusters->len; i++)
    {
      const Cluster *next = &g_array_index (clusters, Cluster, i);

      if (last.n && next->stay.from - last.stay.until <= GAP &&
          get_distance (&last, next->stay.latitude, next->stay.longitude) <= radius_m)
        {
          add_to_cluster (&last, next->stay.latitude, next->stay.longitude, next->n);
          last.stay.until = next->stay.until;
          continue;
        }
      /* It may still be an outlier within the stay before. */
      if (last.n && last.stay.until - last.stay.from >= GAP && next->stay.until - next->stay.from < GAP &&
          next->stay.until - last.stay.until <= GAP)
        continue;
      if (last.n && last.stay.until - last.stay.from >= least)
        g_array_append_val (stays, last.stay);
      last = *next;
    }
  if (last.n && last.stay.until - last.stay.from >= least)
    g_array_append_val (stays, last.stay);
  return stays;
}
