/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "campaign/crm-campaign.h"

/* Whether one half did better than the other, said as far as the numbers go: a two-proportion z-test (pooled, two-sided, 95 %), and the size at which it
 * would tell in four of five trials. Pure functions; any thread. */

#define Z_95 1.959963984540054
#define Z_POWER 0.8416212335729143
#define LEAST_EXPECTED 5 /* below it the normal approximation does not hold */
#define MOST_NEEDED 1e7

static double
get_needed (double p, double q)
{
  double mean = (p + q) / 2;
  double root = Z_95 * sqrt (2 * mean * (1 - mean)) + Z_POWER * sqrt (p * (1 - p) + q * (1 - q));

  return root * root / ((p - q) * (p - q));
}

static char *
dup_share (guint n, guint of)
{
  /* Translators: a share and what it is of: "12.5 % (25 of 200)". */
  return g_strdup_printf (_ ("%.1f %% (%u of %u)"), 100.0 * n / of, n, of);
}

char *
crm_campaign_compare (guint n_a, guint answered_a, guint n_b, guint answered_b)
{
  double p, q, pooled, z, needed, least;
  g_autofree char *a = NULL, *b = NULL, *both = NULL;

  if (!n_a || !n_b)
    return g_strdup (_ ("Nothing can be compared before both texts have been sent."));
  answered_a = MIN (answered_a, n_a);
  answered_b = MIN (answered_b, n_b);
  a = dup_share (answered_a, n_a);
  b = dup_share (answered_b, n_b);
  /* Translators: "A: 12.5 % (25 of 200), B: 15.0 % (30 of 200)". */
  both = g_strdup_printf (_ ("Answered A: %s, B: %s."), a, b);
  p = (double)answered_a / n_a;
  q = (double)answered_b / n_b;
  if (!answered_a && !answered_b)
    return g_strdup_printf (_ ("%s Nobody has answered yet, so neither is better."), both);
  if ((gint64)answered_a * n_b == (gint64)answered_b * n_a)
    return g_strdup_printf (_ ("%s They do equally well."), both);

  pooled = (double)(answered_a + answered_b) / (n_a + n_b);
  least = MIN (n_a, n_b) * MIN (pooled, 1 - pooled);
  z = pooled < 1 ? fabs (p - q) / sqrt (pooled * (1 - pooled) * (1.0 / n_a + 1.0 / n_b)) : 0;
  needed = MIN (ceil (get_needed (p, q)), MOST_NEEDED);
  if (least >= LEAST_EXPECTED && z >= Z_95)
    return g_strdup_printf (p > q ? _ ("%s A is better; that this is chance is less likely than 1 in 20.")
                                  : _ ("%s B is better; that this is chance is less likely than 1 in 20."),
        both);
  if (least < LEAST_EXPECTED && needed <= MIN (n_a, n_b))
    return g_strdup_printf (_ ("%s There are too few answers to tell which is better."), both);
  return g_strdup_printf (
      ngettext ("%s This may be chance. To know, about %'u message of each would be needed.",
          "%s This may be chance. To know, about %'u messages of each would be needed.", (gulong)needed),
      both, (guint)MAX (needed, MIN (n_a, n_b) + 1));
}
