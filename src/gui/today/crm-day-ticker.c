/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/crm-day-ticker.h"

#include "base/crm-clock.h"

/* One timeout for all that depends on the time of day, set anew each time, so that it stays at the beginning of minutes. Ends with
 * its last reference. Main thread. */

struct _CrmDayTicker
{
  GObject parent_instance;
  guint timeout;
};

G_DEFINE_FINAL_TYPE (CrmDayTicker, crm_day_ticker, G_TYPE_OBJECT)

enum
{
  TICK,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
on_minute (gpointer data)
{
  CrmDayTicker *self = data;

  self->timeout = 0;
  crm_day_ticker_tick (self);
  return G_SOURCE_REMOVE;
}

static void
wait (CrmDayTicker *self)
{
  gint64 left = G_TIME_SPAN_MINUTE - crm_clock_now () % G_TIME_SPAN_MINUTE;

  g_clear_handle_id (&self->timeout, g_source_remove);
  /* A little after the minute rather than before it. */
  self->timeout = g_timeout_add ((guint)(left / 1000) + 20, on_minute, self);
}

static void
crm_day_ticker_finalize (GObject *object)
{
  CrmDayTicker *self = CRM_DAY_TICKER (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  G_OBJECT_CLASS (crm_day_ticker_parent_class)->finalize (object);
}

static void
crm_day_ticker_class_init (CrmDayTickerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_day_ticker_finalize;
  signals[TICK] = g_signal_new (
      "tick", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_day_ticker_init (CrmDayTicker *self)
{
  wait (self);
}

CrmDayTicker *
crm_day_ticker_get (void)
{
  static CrmDayTicker *shared; /* weak */

  if (shared != NULL)
    return g_object_ref (shared);
  shared = g_object_new (CRM_TYPE_DAY_TICKER, NULL);
  g_object_add_weak_pointer (G_OBJECT (shared), (gpointer *)&shared);
  return shared;
}

void
crm_day_ticker_tick (CrmDayTicker *self)
{
  g_return_if_fail (CRM_IS_DAY_TICKER (self));
  wait (self);
  g_signal_emit (self, signals[TICK], 0);
}
