/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-wakeup.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "base/crm-clock.h"

/* Owns a timer of the kernel on the wall clock, which goes on through sleep and is cancelled, that is, wakes, when the clock is set; and a
 * coarse tick for where there is none. Main thread. */

#define TICK_SECONDS 60

struct _CrmWakeup
{
  void (*func) (gpointer data);
  gpointer data;
  int fd; /* -1: only the tick */
  guint fd_source;
  guint tick;
};

static void
arm (CrmWakeup *self, gint64 wait)
{
  /* Far enough for never: the change of the clock is what it waits for then. */
  gint64 at = g_get_real_time () + CLAMP (wait, 1000, 365 * G_TIME_SPAN_DAY);
  struct itimerspec when = {
    .it_value = { .tv_sec = at / G_USEC_PER_SEC, .tv_nsec = (at % G_USEC_PER_SEC) * 1000 },
  };

  if (self->fd >= 0)
    timerfd_settime (self->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, NULL);
}

static gboolean
on_timer (int fd, GIOCondition condition, gpointer data)
{
  CrmWakeup *self = data;
  guint64 times;
  gssize got = read (fd, &times, sizeof times);

  /* Woken for nothing: another reader cannot be, so it is a spurious wake-up. */
  if (got < 0 && errno == EAGAIN)
    return G_SOURCE_CONTINUE;
  /* A cancelled timer would tell so for ever. */
  arm (self, G_MAXINT64);
  self->func (self->data);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_tick (gpointer data)
{
  CrmWakeup *self = data;

  self->func (self->data);
  return G_SOURCE_CONTINUE;
}

CrmWakeup *
crm_wakeup_new (void (*func) (gpointer data), gpointer data)
{
  CrmWakeup *self = g_new0 (CrmWakeup, 1);

  self->func = func;
  self->data = data;
  self->fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->fd >= 0)
    self->fd_source = g_unix_fd_add (self->fd, G_IO_IN, on_timer, self);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
  arm (self, G_MAXINT64);
  return self;
}

void
crm_wakeup_free (CrmWakeup *self)
{
  g_clear_handle_id (&self->fd_source, g_source_remove);
  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

void
crm_wakeup_set (CrmWakeup *self, gint64 at)
{
  arm (self, at == G_MAXINT64 ? at : at - crm_clock_now ());
}
