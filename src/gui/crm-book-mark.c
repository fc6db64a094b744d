/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-book-mark.h"

#include "store/crm-presence.h"

/* Renews the mark by a timer, and takes it back at the end. Main thread. */

struct _CrmBookMark
{
  char *book;
  guint source;
};

static gboolean
on_time (gpointer data)
{
  CrmBookMark *self = data;

  crm_presence_write (self->book);
  return G_SOURCE_CONTINUE;
}

CrmBookMark *
crm_book_mark_new (const char *book)
{
  CrmBookMark *self = g_new0 (CrmBookMark, 1);

  self->book = g_strdup (book);
  crm_presence_write (book);
  self->source = g_timeout_add_seconds_full (G_PRIORITY_LOW, CRM_PRESENCE_SECONDS, on_time, self, NULL);
  return self;
}

void
crm_book_mark_free (CrmBookMark *self)
{
  g_source_remove (self->source);
  crm_presence_remove (self->book);
  g_free (self->book);
  g_free (self);
}
