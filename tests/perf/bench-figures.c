/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-figures.h"

#include <gio/gio.h>
#include <string.h>

#include "bench.h"

/* Runs programs that watch a window, one after the other, and collects their figures. Single thread. */

struct _BenchFigures
{
  GHashTable *values; /* name → GArray of double */
};

BenchFigures *
bench_figures_new (void)
{
  BenchFigures *self = g_new0 (BenchFigures, 1);

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  return self;
}

void
bench_figures_free (BenchFigures *self)
{
  g_hash_table_unref (self->values);
  g_free (self);
}

static void
add (BenchFigures *self, const char *name, double value)
{
  GArray *values = g_hash_table_lookup (self->values, name);

  if (!values)
    {
      values = g_array_new (FALSE, FALSE, sizeof (double));
      g_hash_table_insert (self->values, g_strdup (name), values);
    }
  g_array_append_val (values, value);
}

static GArray *
find (BenchFigures *self, const char *name)
{
  GArray *values = g_hash_table_lookup (self->values, name);

  if (!values)
    bench_die ("no window told its %s", name);
  return values;
}

double
bench_figures_get (BenchFigures *self, const char *name)
{
  return bench_median (find (self, name));
}

double
bench_figures_get_max (BenchFigures *self, const char *name)
{
  return bench_percentile (find (self, name), 1);
}

void
bench_figures_run (BenchFigures *self, const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;

  g_subprocess_launcher_setenv (launcher, "BENCH_START", now, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  if (!process || !g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error))
    bench_die ("%s: %s", arguments[0], error->message);
  if (!g_subprocess_get_successful (process))
    bench_die ("%s failed", arguments[0]);
  lines = g_strsplit (output, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      char *blank = strchr (lines[i], ' ');

      if (!blank)
        continue;
      *blank = '\0';
      add (self, lines[i], g_ascii_strtod (blank + 1, NULL));
    }
}
