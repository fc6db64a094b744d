/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "base/crm-text.h"

/* The event as a plain value: copied, compared and put together by its aspects. Any thread. */

const char *const crm_event_aspects[CRM_EVENT_N_ASPECTS] = {
  [CRM_EVENT_TITLE] = "title",
  [CRM_EVENT_PLACE] = "place",
  [CRM_EVENT_TEXT] = "text",
  [CRM_EVENT_ONLINE] = "online",
  [CRM_EVENT_TIME] = "time",
  [CRM_EVENT_RECURRENCE] = "recurrence",
  [CRM_EVENT_REMINDERS] = "reminders",
  [CRM_EVENT_PEOPLE] = "people",
  [CRM_EVENT_STATUS] = "status",
};

static const char *const labels[CRM_EVENT_N_ASPECTS] = {
  [CRM_EVENT_TITLE] = N_ ("Title"),
  [CRM_EVENT_PLACE] = N_ ("Place"),
  [CRM_EVENT_TEXT] = N_ ("Text"),
  [CRM_EVENT_ONLINE] = N_ ("Online at"),
  [CRM_EVENT_TIME] = N_ ("Time"),
  [CRM_EVENT_RECURRENCE] = N_ ("Repetition"),
  [CRM_EVENT_REMINDERS] = N_ ("Reminders"),
  [CRM_EVENT_PEOPLE] = N_ ("Participants"),
  [CRM_EVENT_STATUS] = N_ ("State"),
};

const char *
crm_event_get_field_label (const char *word)
{
  for (guint i = 0; i < CRM_EVENT_N_ASPECTS; i++)
    {
      if (g_strcmp0 (word, crm_event_aspects[i]) == 0)
        return _ (labels[i]);
    }
  return word;
}

static const char *
intern (const char *const *words, const char *word)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_strcmp0 (words[i], word) == 0)
        return words[i];
    }
  return words[0];
}

const char *
crm_event_intern_role (const char *role)
{
  static const char *const words[] = { "required", "chair", "optional", "informed", NULL };

  return intern (words, role);
}

const char *
crm_event_intern_answer (const char *answer)
{
  static const char *const words[] = { "none", "accepted", "declined", "tentative", "delegated", NULL };

  return intern (words, answer);
}

CrmEventPerson *
crm_event_person_new (const char *name, const char *address)
{
  CrmEventPerson *self = g_new0 (CrmEventPerson, 1);

  self->name = crm_text_is_blank (name) ? NULL : g_strstrip (g_strdup (name));
  self->address = crm_text_is_blank (address) ? NULL : g_strstrip (g_utf8_strdown (address, -1));
  self->role = crm_event_intern_role (NULL);
  self->answer = crm_event_intern_answer (NULL);
  return self;
}

CrmEventPerson *
crm_event_person_copy (const CrmEventPerson *self)
{
  CrmEventPerson *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->address = g_strdup (self->address);
  return copy;
}

void
crm_event_person_free (CrmEventPerson *self)
{
  g_free (self->name);
  g_free (self->address);
  g_free (self);
}

CrmEventPerson *
crm_event_find_person (GPtrArray *people, const char *address, const char *name)
{
  for (guint i = 0; i < people->len; i++)
    {
      CrmEventPerson *person = people->pdata[i];

      if (address != NULL ? g_strcmp0 (person->address, address) == 0
                          : person->address == NULL && g_strcmp0 (person->name, name) == 0)
        return person;
    }
  return NULL;
}

CrmEvent *
crm_event_new (void)
{
  CrmEvent *self = g_new0 (CrmEvent, 1);

  self->latitude = NAN;
  self->longitude = NAN;
  self->rid = g_strdup ("");
  self->status = "confirmed";
  self->excluded = g_ptr_array_new_with_free_func (g_free);
  self->reminders = g_array_new (FALSE, FALSE, sizeof (int));
  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_event_person_free);
  return self;
}

static GPtrArray *
copy_texts (GPtrArray *texts)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (copy, g_strdup (texts->pdata[i]));
  return copy;
}

static GPtrArray *
copy_people (GPtrArray *people)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_event_person_free);

  for (guint i = 0; i < people->len; i++)
    g_ptr_array_add (copy, crm_event_person_copy (people->pdata[i]));
  return copy;
}

CrmEvent *
crm_event_copy (const CrmEvent *self)
{
  CrmEvent *copy = g_memdup2 (self, sizeof *self);

  copy->uid = g_strdup (self->uid);
  copy->rid = g_strdup (self->rid);
  copy->title = g_strdup (self->title);
  copy->place = g_strdup (self->place);
  copy->text = g_strdup (self->text);
  copy->online = g_strdup (self->online);
  copy->starts_on = g_strdup (self->starts_on);
  copy->ends_on = g_strdup (self->ends_on);
  copy->zone = g_strdup (self->zone);
  copy->clock = g_strdup (self->clock);
  copy->recurrence = g_strdup (self->recurrence);
  copy->excluded = copy_texts (self->excluded);
  copy->reminders = g_array_copy (self->reminders);
  copy->people = copy_people (self->people);
  return copy;
}

void
crm_event_free (CrmEvent *self)
{
  if (self == NULL)
    return;
  g_free (self->uid);
  g_free (self->rid);
  g_free (self->title);
  g_free (self->place);
  g_free (self->text);
  g_free (self->online);
  g_free (self->starts_on);
  g_free (self->ends_on);
  g_free (self->zone);
  g_free (self->clock);
  g_free (self->recurrence);
  g_ptr_array_unref (self->excluded);
  g_array_unref (self->reminders);
  g_ptr_array_unref (self->people);
  g_free (self);
}

/* Blanks at the ends, and how lines end, are nobody's change. */
static gboolean
is_same_text (const char *a, const char *b)
{
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  if (g_strcmp0 (a, b) == 0)
    return TRUE;
  left = g_strstrip (g_strdup (a != NULL ? a : ""));
  right = g_strstrip (g_strdup (b != NULL ? b : ""));
  return g_str_equal (left, right);
}

/* A degree has 111 km. */
static gboolean
is_near (double a, double b)
{
  return isnan (a) || isnan (b) ? isnan (a) == isnan (b) : fabs (a - b) < 0.000002;
}

static const char *
get_zone (const CrmEvent *self)
{
  return self->zone != NULL ? self->zone : "UTC";
}

/* Of one that does not repeat, only the instants count. */
static gboolean
is_same_time (const CrmEvent *a, const CrmEvent *b)
{
  if (a->all_day || b->all_day)
    return a->all_day == b->all_day && g_strcmp0 (a->starts_on, b->starts_on) == 0 &&
           g_strcmp0 (a->ends_on, b->ends_on) == 0;
  if (a->starts_at != b->starts_at || a->ends_at != b->ends_at)
    return FALSE;
  return (a->recurrence == NULL && b->recurrence == NULL) || a->floating || b->floating ||
         g_str_equal (get_zone (a), get_zone (b));
}

static gboolean
is_same_set (GPtrArray *a, GPtrArray *b)
{
  g_autoptr (GHashTable) set = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) other = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < a->len; i++)
    g_hash_table_add (set, a->pdata[i]);
  for (guint i = 0; i < b->len; i++)
    {
      if (!g_hash_table_contains (set, b->pdata[i]))
        return FALSE;
      g_hash_table_add (other, b->pdata[i]);
    }
  return g_hash_table_size (set) == g_hash_table_size (other);
}

static gboolean
has_minutes (GArray *reminders, int minutes)
{
  for (guint i = 0; i < reminders->len; i++)
    {
      if (g_array_index (reminders, int, i) == minutes)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_all_minutes (GArray *all, GArray *of)
{
  for (guint i = 0; i < of->len; i++)
    {
      if (!has_minutes (all, g_array_index (of, int, i)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_organizer (GPtrArray *people)
{
  for (guint i = 0; i < people->len; i++)
    {
      if (((const CrmEventPerson *)people->pdata[i])->organizer)
        return TRUE;
    }
  return FALSE;
}

/* Names are each program's own where there is an address; and some name no organizer of what they keep for themselves. */
static gboolean
are_all_among (GPtrArray *people, GPtrArray *others)
{
  gboolean invited = has_organizer (others);

  for (guint i = 0; i < people->len; i++)
    {
      const CrmEventPerson *person = people->pdata[i];
      const CrmEventPerson *other = crm_event_find_person (others, person->address, person->name);

      if (other == NULL && !invited && person->organizer && g_str_equal (person->answer, "accepted"))
        continue;
      if (other == NULL || g_strcmp0 (other->role, person->role) != 0 ||
          g_strcmp0 (other->answer, person->answer) != 0 || other->organizer != person->organizer)
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_event_equal_in (const CrmEvent *a, const CrmEvent *b, CrmEventAspect aspect)
{
  switch (aspect)
    {
    case CRM_EVENT_TITLE: return is_same_text (a->title, b->title);
    case CRM_EVENT_PLACE:
      return is_same_text (a->place, b->place) && is_near (a->latitude, b->latitude) &&
             is_near (a->longitude, b->longitude);
    case CRM_EVENT_TEXT: return is_same_text (a->text, b->text);
    case CRM_EVENT_ONLINE: return is_same_text (a->online, b->online);
    case CRM_EVENT_TIME: return is_same_time (a, b);
    case CRM_EVENT_RECURRENCE:
      return g_strcmp0 (a->recurrence, b->recurrence) == 0 && a->rich == b->rich &&
             is_same_set (a->excluded, b->excluded);
    case CRM_EVENT_REMINDERS:
      return has_all_minutes (a->reminders, b->reminders) && has_all_minutes (b->reminders, a->reminders);
    case CRM_EVENT_PEOPLE:
      return are_all_among (a->people, b->people) && are_all_among (b->people, a->people);
    /* A meeting is planned or cancelled. */
    case CRM_EVENT_STATUS:
      return g_str_equal (a->status, "cancelled") == g_str_equal (b->status, "cancelled");
    case CRM_EVENT_N_ASPECTS:
    default: g_return_val_if_reached (TRUE);
    }
}

gboolean
crm_event_equal (const CrmEvent *a, const CrmEvent *b)
{
  if (g_strcmp0 (a->uid, b->uid) != 0 || g_strcmp0 (a->rid, b->rid) != 0)
    return FALSE;
  for (guint i = 0; i < CRM_EVENT_N_ASPECTS; i++)
    {
      if (!crm_event_equal_in (a, b, i))
        return FALSE;
    }
  return TRUE;
}

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static void
take_time (CrmEvent *to, const CrmEvent *from)
{
  to->all_day = from->all_day;
  to->starts_at = from->starts_at;
  to->ends_at = from->ends_at;
  to->floating = from->floating;
  set_text (&to->starts_on, from->starts_on);
  set_text (&to->ends_on, from->ends_on);
  set_text (&to->zone, from->zone);
  set_text (&to->clock, from->clock);
}

void
crm_event_take_over (CrmEvent *to, const CrmEvent *from, CrmEventAspect aspect)
{
  switch (aspect)
    {
    case CRM_EVENT_TITLE: set_text (&to->title, from->title); break;
    case CRM_EVENT_PLACE:
      set_text (&to->place, from->place);
      to->latitude = from->latitude;
      to->longitude = from->longitude;
      break;
    case CRM_EVENT_TEXT: set_text (&to->text, from->text); break;
    case CRM_EVENT_ONLINE: set_text (&to->online, from->online); break;
    case CRM_EVENT_TIME: take_time (to, from); break;
    case CRM_EVENT_RECURRENCE:
      set_text (&to->recurrence, from->recurrence);
      to->rich = from->rich;
      g_ptr_array_unref (to->excluded);
      to->excluded = copy_texts (from->excluded);
      break;
    case CRM_EVENT_REMINDERS:
      g_array_unref (to->reminders);
      to->reminders = g_array_copy (from->reminders);
      break;
    case CRM_EVENT_PEOPLE:
      g_ptr_array_unref (to->people);
      to->people = copy_people (from->people);
      break;
    case CRM_EVENT_STATUS: to->status = from->status; break;
    case CRM_EVENT_N_ASPECTS:
    default: g_return_if_reached ();
    }
}
