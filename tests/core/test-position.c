/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-time.h"
#include "meeting/crm-meeting.h"

/* Positions as people write them, distances that are known, and stays in a recorded track. */

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    double latitude, longitude;
  } read[] = {
    { "50.4501, 30.5234", 50.4501, 30.5234 },
    { "50.4501 30.5234", 50.4501, 30.5234 },
    { " -33.8568,151.2153 ", -33.8568, 151.2153 },
    { "50°27'0.4\"N 30°31'24\"E", 50.450111, 30.523333 },
    { "50°27′N, 30°31′24″E", 50.45, 30.523333 },
    { "33.8568 S 151.2153 E", -33.8568, 151.2153 },
    { "geo:50.4501,30.5234;u=35", 50.4501, 30.5234 },
    { "GEO:50.4501,-30.5234,180;crs=wgs84", 50.4501, -30.5234 },
  };
  static const char *const refused[] = { "", "50.4501", "Kyiv", "91, 30", "50, 181", "50.4501, 30.5234, 7 m",
    "50,4501 30,5234", "-50 N 30 E", "50°61'N 30°E", "50 N 30", "geo:50.4501", "geo:50,30;crs=nad27",
    "geo:50,30 or so", "nan, 3", "5030", "\xff, 3" };

  for (guint i = 0; i < G_N_ELEMENTS (read); i++)
    {
      double latitude, longitude;

      g_assert_true (crm_position_parse (read[i].text, &latitude, &longitude));
      g_assert_cmpfloat_with_epsilon (latitude, read[i].latitude, 0.000001);
      g_assert_cmpfloat_with_epsilon (longitude, read[i].longitude, 0.000001);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      double latitude, longitude;

      if (crm_position_parse (refused[i], &latitude, &longitude))
        g_error ("“%s” was read as %f, %f", refused[i], latitude, longitude);
    }
}

static void
test_distance (void)
{
  /* A quarter of the way round, half of it, a degree, and nothing. */
  g_assert_cmpfloat_with_epsilon (crm_position_get_distance (0, 0, 90, 0), 10007557.2, 1);
  g_assert_cmpfloat_with_epsilon (crm_position_get_distance (0, 0, 0, 180), 20015114.4, 1);
  g_assert_cmpfloat_with_epsilon (crm_position_get_distance (50, 30, 51, 30), 111195.1, 1);
  g_assert_cmpfloat_with_epsilon (crm_position_get_distance (50, 179.999, 50, -179.999), 142.95, 0.1);
  g_assert_cmpfloat (crm_position_get_distance (50, 30, 50, 30), ==, 0);
}

#define POINT(tag, lat, lon, time) \
  "<" tag " lat=\"" lat "\" lon=\"" lon "\"><time>2026-03-10T" time "Z</time></" tag ">"

static char *
tell (const char *gpx, double radius, int seconds)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = g_bytes_new_static (gpx, strlen (gpx));
  g_autoptr (GArray) stays = crm_stays_read_gpx (file, radius, seconds, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!stays)
    return g_strdup (error->message);
  for (guint i = 0; i < stays->len; i++)
    {
      const CrmStay *stay = &g_array_index (stays, CrmStay, i);
      g_autofree char *from = crm_instant_format (stay->from), *until = crm_instant_format (stay->until);

      g_string_append_printf (
          text, "%s%.8s-%.8s %.3f", i ? " | " : "", from + 11, until + 11, stay->latitude);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_stays (void)
{
  /* On the way, ten minutes in one place with a point that jumped away, on the way, and a place that was marked twice. */
  static const char track[] =
      "<?xml version=\"1.0\"?><gpx xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>" POINT (
          "trkpt", "50.400", "30.5", "09:58:00") POINT ("trkpt", "50.420", "30.5", "09:59:00")
          POINT ("trkpt", "50.4500", "30.5", "10:00:00") POINT ("trkpt", "50.4501", "30.5", "10:02:00")
              POINT ("trkpt", "50.4502", "30.5", "10:04:00") POINT ("trkpt", "50.470", "30.5", "10:04:30")
                  POINT ("trkpt", "50.4501", "30.5", "10:05:00")
                      POINT ("trkpt", "50.4500", "30.5", "10:10:00") POINT ("trkpt", "50.480", "30.5",
                          "10:12:00") "<trkpt lat=\"99\" lon=\"0\"><time>x</time></trkpt>"
                                      "</trkseg></trk>" POINT ("wpt", "50.9", "30.5", "11:00:00")
                                          POINT ("wpt", "50.9", "30.5", "11:20:00") "</gpx>";
  g_autofree char *ten = tell (track, 100, 600), *long_ones = tell (track, 100, 900),
                  *none = tell (track, 1, 3600), *other = tell ("<kml/>", 100, 600),
                  *broken = tell ("<gpx><trk>", 100, 600), *empty = tell ("", 1, 1);

  g_assert_cmpstr (ten, ==, "10:00:00-10:10:00 50.450 | 11:00:00-11:20:00 50.900");
  g_assert_cmpstr (long_ones, ==, "11:00:00-11:20:00 50.900");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (other, ==, "This is not a recorded track (GPX).");
  g_assert_cmpstr (broken, ==, other);
  g_assert_cmpstr (empty, ==, other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/position/parse", test_parse);
  g_test_add_func ("/position/distance", test_distance);
  g_test_add_func ("/position/stays", test_stays);
  return g_test_run ();
}
