/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "calendar/crm-calendar-sync-private.h"

/* Whole objects (a series with its exceptions) compared and merged. Pure, any thread. */

static const CrmEvent *
find (GPtrArray *events, const char *rid)
{
  for (guint i = 0; events && i < events->len; i++)
    if (g_strcmp0 (((const CrmEvent *)events->pdata[i])->rid, rid) == 0)
      return events->pdata[i];
  return NULL;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

static void
append (GString *out, const char *name, const char *text)
{
  if (text && *text)
    g_string_append_printf (out, "%s\x1f%s\x1e", name, text);
}

static void
append_sorted (GString *out, const char *name, GPtrArray *texts)
{
  g_ptr_array_sort (texts, compare_texts);
  for (guint i = 0; i < texts->len; i++)
    append (out, name, texts->pdata[i]);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  return *(const int *)a - *(const int *)b;
}

static char *
describe (const CrmEvent *event)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free), excluded = g_ptr_array_new ();

  append (out, "rid", event->rid);
  append (out, "title", event->title);
  append (out, "place", event->place);
  append (out, "text", event->text);
  append (out, "online", event->online);
  if (event->all_day)
    {
      append (out, "from", event->starts_on);
      append (out, "to", event->ends_on);
    }
  else
    g_string_append_printf (
        out, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\x1e", event->starts_at, event->ends_at);
  append (out, "rule", event->recurrence);
  append (out, "status", event->status);
  for (guint i = 0; event->excluded && i < event->excluded->len; i++)
    g_ptr_array_add (excluded, event->excluded->pdata[i]);
  append_sorted (out, "excluded", excluded);
  if (event->reminders)
    {
      g_autoptr (GArray) reminders = g_array_copy (event->reminders);

      g_array_sort (reminders, compare_numbers);
      for (guint i = 0; i < reminders->len; i++)
        g_string_append_printf (out, "alarm %d\x1e", g_array_index (reminders, int, i));
    }
  for (guint i = 0; event->people && i < event->people->len; i++)
    {
      const CrmEventPerson *person = event->people->pdata[i];

      g_ptr_array_add (
          people, g_strdup_printf ("%s|%s|%s|%d", person->address ? person->address : person->name,
                      person->role, person->answer, person->organizer));
    }
  append_sorted (out, "person", people);
  return g_string_free (out, FALSE);
}

char *
crm_events_digest (GPtrArray *events)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (texts, describe (events->pdata[i]));
  g_ptr_array_sort (texts, compare_texts);
  for (guint i = 0; i < texts->len; i++)
    g_checksum_update (sum, texts->pdata[i], (gssize)strlen (texts->pdata[i]) + 1);
  return g_strdup (g_checksum_get_string (sum));
}

gboolean
crm_events_equal (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const CrmEvent *other = find (b, ((const CrmEvent *)a->pdata[i])->rid);

      if (!other || !crm_event_equal (a->pdata[i], other))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_events_are_rich (GPtrArray *events)
{
  for (guint i = 0; events && i < events->len; i++)
    if (((const CrmEvent *)events->pdata[i])->rich)
      return TRUE;
  return FALSE;
}

static void
add_words (GPtrArray *words, GPtrArray *more)
{
  for (guint i = 0; more && i < more->len; i++)
    if (!g_ptr_array_find_with_equal_func (words, more->pdata[i], g_str_equal, NULL))
      g_ptr_array_add (words, g_strdup (more->pdata[i]));
}

static void
add_word (GPtrArray *words, const char *word)
{
  if (!g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL))
    g_ptr_array_add (words, g_strdup (word));
}

/* One component that at least one side does not have: what changed a thing and what removed it do not go together. */
static void
merge_lone (const CrmEvent *base, const CrmEvent *ours, const CrmEvent *theirs, GPtrArray *merged,
    GPtrArray *conflicts)
{
  const CrmEvent *there = ours ? ours : theirs;

  if (!base)
    g_ptr_array_add (merged, crm_event_copy (there));
  else if (there && !crm_event_equal (base, there))
    {
      add_word (conflicts, "recurrence");
      if (ours)
        g_ptr_array_add (merged, crm_event_copy (ours));
    }
}

static void
merge_one (GPtrArray *base, GPtrArray *ours, GPtrArray *theirs, const char *rid, GPtrArray *merged,
    GPtrArray *conflicts)
{
  const CrmEvent *before = find (base, rid), *here = find (ours, rid), *there = find (theirs, rid);
  g_autoptr (GPtrArray) words = NULL;

  if (!here || !there)
    {
      merge_lone (before, here, there, merged, conflicts);
      return;
    }
  g_ptr_array_add (merged, crm_event_merge (before, here, there, &words));
  add_words (conflicts, words);
}

GPtrArray *
crm_events_merge (GPtrArray *base, GPtrArray *ours, GPtrArray *theirs, GPtrArray *conflicts)
{
  GPtrArray *merged = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_event_free);

  for (guint i = 0; i < ours->len; i++)
    merge_one (base, ours, theirs, ((const CrmEvent *)ours->pdata[i])->rid, merged, conflicts);
  for (guint i = 0; i < theirs->len; i++)
    {
      const char *rid = ((const CrmEvent *)theirs->pdata[i])->rid;

      if (!find (ours, rid))
        merge_one (base, ours, theirs, rid, merged, conflicts);
    }
  return merged;
}
