/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-meeting.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* Any bytes as a position and as a recorded track: never a crash, never a warning; a position lies on the earth, stays are long enough
 * and one after the other. With libFuzzer this is its entry point; without, a test that tries its own seeds and a fixed series of
 * mutations of them. Main thread. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define MIN_SECONDS 60

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) stays = NULL;
  double latitude, longitude;
  gint64 last = G_MININT64;

  if (crm_position_parse (text, &latitude, &longitude))
    {
      g_assert_true (fabs (latitude) <= 90 && fabs (longitude) <= 180);
      g_assert_true (isfinite (crm_position_get_distance (latitude, longitude, -latitude, 0)));
    }
  stays = crm_stays_read_gpx (bytes, 100, MIN_SECONDS, &error);
  g_assert_true ((stays == NULL) == (error != NULL));
  for (guint i = 0; stays != NULL && i < stays->len; i++)
    {
      const CrmStay *stay = &g_array_index (stays, CrmStay, i);

      g_assert_cmpint (stay->from, >=, last);
      g_assert_cmpint (stay->until - stay->from, >=, MIN_SECONDS * G_USEC_PER_SEC);
      g_assert_true (fabs (stay->latitude) <= 90 && fabs (stay->longitude) <= 180);
      last = stay->until;
    }
  return 0;
}

#ifndef CRM_LIBFUZZER
static const char *const seeds[] = {
  "50.4501, 30.5234",
  "50°27'0.4\"N 30°31'24\"E",
  "geo:50.4501,30.5234;u=35",
  "-33.9 ; 151.2",
  "<?xml version=\"1.0\"?><gpx xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>"
  "<trkpt lat=\"50.45\" lon=\"30.52\"><time>2026-03-10T10:00:00Z</time></trkpt>"
  "<trkpt lat=\"50.4501\" lon=\"30.5201\"><time>2026-03-10T10:05:00Z</time></trkpt>"
  "<trkpt lat=\"50.5\" lon=\"30.6\"><time>2026-03-10T10:30:00Z</time></trkpt></trkseg></trk>"
  "<wpt lat=\"50.5\" lon=\"30.6\"><time>2026-03-10T10:32:00.5+02:00</time></wpt></gpx>",
};

static void
test_seeds (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      gsize length = strlen (seeds[i]);

      LLVMFuzzerTestOneInput ((const uint8_t *)seeds[i], length);
      for (guint k = 0; k < 2000; k++)
        {
          g_autofree char *copy = g_strdup (seeds[i]);
          gsize size = g_rand_boolean (random) ? length : (gsize)g_rand_int_range (random, 0, (gint32)length);

          for (int n = g_rand_int_range (random, 1, 6); n > 0; n--)
            copy[g_rand_int_range (random, 0, (gint32)length)] = (char)g_rand_int_range (random, 1, 256);
          LLVMFuzzerTestOneInput ((const uint8_t *)copy, size);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/place", test_seeds);
  return g_test_run ();
}
#endif
