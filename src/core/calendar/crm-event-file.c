/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-error.h"
#include "calendar/crm-event-mail.h"
#include "import/crm-charset.h"

/* A file cut into objects: one pass over its lines finds where components begin and end, those of one UID are put together with
 * the time zones they name, and each object is then read by itself. Any thread. */

#define MAX_FILE (64 * 1024 * 1024)
#define MAX_EVENTS 200000
#define MAX_OUT (G_GUINT64_CONSTANT (256) * 1024 * 1024) /* bytes of all objects */
#define MAX_ZONE (64 * 1024)
#define MAX_ZONES 500
#define MAX_HEAD (16 * 1024)
#define MAX_FAULTS 1000

/* One VCALENDAR of the file. */
typedef struct
{
  GString *head;     /* its own lines */
  GHashTable *zones; /* TZID → text of the VTIMEZONE */
  gboolean old;      /* vCalendar 1.0 */
} Calendar;

typedef struct
{
  CrmEventObject *object;
  GString *body;     /* VEVENTs */
  GHashTable *tzids; /* TZID → Calendar */
  Calendar *calendar;
} Group;

typedef struct
{
  CrmEventFile *file;
  GPtrArray *calendars;
  GPtrArray *groups;
  GHashTable *by_uid; /* → Group */
  Calendar *calendar; /* the one being read */
  guint n_events;
  /* The component being read: NULL when none is. */
  const char *begin;
  char *name;
  guint line;
  guint depth; /* of components within */
  char *open[CRM_EVENT_MAX_DEPTH];
  gboolean damaged;
} Scan;

static void
calendar_free (Calendar *self)
{
  g_string_free (self->head, TRUE);
  g_hash_table_unref (self->zones);
  g_free (self);
}

static void
object_free (CrmEventObject *self)
{
  g_free (self->uid);
  g_free (self->ical);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_free (self);
}

static void
group_free (Group *self)
{
  g_clear_pointer (&self->object, object_free);
  g_string_free (self->body, TRUE);
  g_hash_table_unref (self->tzids);
  g_free (self);
}

void
crm_event_file_free (CrmEventFile *self)
{
  if (self == NULL)
    return;
  g_free (self->method);
  g_free (self->name);
  g_ptr_array_unref (self->objects);
  g_ptr_array_unref (self->faults);
  g_array_unref (self->lines);
  g_free (self);
}

static void
add_fault (Scan *self, guint line, const char *message)
{
  if (self->file->faults->len >= MAX_FAULTS)
    return;
  g_ptr_array_add (self->file->faults, g_strdup (message));
  g_array_append_val (self->file->lines, line);
}

static void
begin_calendar (Scan *self)
{
  self->calendar = g_new0 (Calendar, 1);
  self->calendar->head = g_string_new (NULL);
  self->calendar->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_ptr_array_add (self->calendars, self->calendar);
}

/* A line of the VCALENDAR itself. */
static void
take_head (Scan *self, const CrmEventLine *line)
{
  const char *value = crm_event_line_get_value (line);

  if (crm_event_line_is (line, "METHOD"))
    {
      g_free (self->file->method);
      self->file->method = strlen (value) <= 64 ? g_strstrip (g_ascii_strup (value, -1)) : NULL;
    }
  else if (crm_event_line_is (line, "X-WR-CALNAME"))
    {
      g_free (self->file->name);
      self->file->name = crm_event_text_read (value);
    }
  else
    {
      self->calendar->old |= crm_event_line_is (line, "VERSION") && g_str_has_prefix (value, "1.");
      if (line->value > 0 && self->calendar->head->len + strlen (line->text) < MAX_HEAD)
        g_string_append_printf (self->calendar->head, "%s\r\n", line->raw);
    }
}

/* An answer and a refusal are read as such; what is kept is no message. */
static gboolean
is_brief (const char *method)
{
  return g_strcmp0 (method, "REPLY") == 0 || g_strcmp0 (method, "CANCEL") == 0;
}

/* What tells an event without a UID from others: all but when it was written. Caller owns. */
static char *
make_uid (const CrmEventPart *part)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);

  for (guint i = 0; i < part->items->len; i++)
    {
      const CrmEventLine *line = g_array_index (part->items, CrmEventItem, i).line;

      if (line == NULL || crm_event_line_is (line, "DTSTAMP") || crm_event_line_is (line, "CREATED") ||
          crm_event_line_is (line, "LAST-MODIFIED") || crm_event_line_is (line, "SEQUENCE"))
        continue;
      g_checksum_update (sum, (const guchar *)line->text, -1);
      g_checksum_update (sum, (const guchar *)"\n", 1);
    }
  return g_strconcat (g_checksum_get_string (sum), "@clientele", NULL);
}

static char *
take_uid (CrmEventPart *part)
{
  const CrmEventLine *line = crm_event_part_find (part, "UID");
  g_autofree char *uid =
      line != NULL ? g_strstrip (crm_event_text_read (crm_event_line_get_value (line))) : NULL;
  g_autofree char *text = NULL;

  if (uid != NULL && *uid != '\0' && strlen (uid) <= 1000)
    return g_steal_pointer (&uid);
  g_free (uid);
  uid = make_uid (part);
  text = g_strconcat ("UID:", uid, NULL);
  crm_event_part_replace (part, "UID", crm_event_line_new (text));
  return g_steal_pointer (&uid);
}

static Group *
get_group (Scan *self, const char *uid)
{
  Group *group = g_hash_table_lookup (self->by_uid, uid);

  if (group != NULL)
    return group;
  group = g_new0 (Group, 1);
  group->object = g_new0 (CrmEventObject, 1);
  group->object->uid = g_strdup (uid);
  group->object->line = self->line;
  group->body = g_string_new (NULL);
  group->tzids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  group->calendar = self->calendar;
  g_ptr_array_add (self->groups, group);
  g_hash_table_insert (self->by_uid, group->object->uid, group);
  return group;
}

static void
take_event (Scan *self, CrmEventPart *part)
{
  g_autofree char *uid = take_uid (part);
  Group *group = get_group (self, uid);

  if (group->body->len > CRM_EVENT_MAX_OBJECT)
    return;
  crm_event_part_append_to (part, group->body);
  for (guint i = 0; i < part->items->len; i++)
    {
      const CrmEventLine *line = g_array_index (part->items, CrmEventItem, i).line;
      g_autofree char *tzid = line != NULL ? crm_event_line_dup_param (line, "TZID") : NULL;

      if (tzid != NULL && g_hash_table_size (group->tzids) < 50 &&
          !g_hash_table_contains (group->tzids, tzid))
        g_hash_table_insert (group->tzids, g_steal_pointer (&tzid), self->calendar);
    }
}

static void
take_zone (Scan *self, const CrmEventPart *part, const char *text, gsize length)
{
  const CrmEventLine *line = crm_event_part_find (part, "TZID");

  if (line == NULL || length > MAX_ZONE || g_hash_table_size (self->calendar->zones) >= MAX_ZONES)
    add_fault (self, self->line, _ ("A time zone cannot be read."));
  else
    g_hash_table_insert (
        self->calendar->zones, g_strdup (crm_event_line_get_value (line)), g_strndup (text, length));
}

static void
drop_component (Scan *self)
{
  while (self->depth > 0)
    g_free (self->open[--self->depth]);
  g_clear_pointer (&self->name, g_free);
  self->begin = NULL;
  self->damaged = FALSE;
}

static void
end_component (Scan *self, const char *end)
{
  gboolean event = g_ascii_strcasecmp (self->name, "VEVENT") == 0;
  gsize length = (gsize)(end - self->begin);
  g_autofree char *text = NULL;
  g_autoptr (CrmEventPart) part = NULL;
  g_autoptr (GError) error = NULL;

  if (!event && g_ascii_strcasecmp (self->name, "VTIMEZONE") != 0)
    {
      self->file->n_other += !g_str_has_prefix (self->name, "X-");
      drop_component (self);
      return;
    }
  self->n_events += event;
  if (length > CRM_EVENT_MAX_OBJECT)
    add_fault (self, self->line, _ ("The event is larger than 16 MiB."));
  else if (self->damaged)
    add_fault (self, self->line, _ ("Its parts do not begin and end as they should."));
  else
    {
      text = g_strndup (self->begin, length);
      part = crm_event_part_parse (text, &error);
      if (part == NULL)
        add_fault (self, self->line, error->message);
      else if (event && !is_brief (self->file->method) && crm_event_part_find (part, "DTSTART") == NULL)
        add_fault (self, self->line, _ ("The event does not tell when it begins."));
      else if (event)
        take_event (self, part);
      else
        take_zone (self, part, text, length);
    }
  drop_component (self);
}

static void
begin_component (Scan *self, const char *text, const char *name, guint line)
{
  gboolean top = g_ascii_strcasecmp (name, "VEVENT") == 0 || g_ascii_strcasecmp (name, "VCALENDAR") == 0;

  if (self->begin != NULL && top)
    {
      add_fault (self, self->line, _ ("It does not end."));
      drop_component (self);
    }
  if (g_ascii_strcasecmp (name, "VCALENDAR") == 0)
    {
      begin_calendar (self);
      return;
    }
  if (self->begin == NULL)
    {
      if (self->calendar == NULL)
        {
          /* A VEVENT alone, as some programs put on the clipboard. */
          if (!top)
            return;
          begin_calendar (self);
        }
      self->begin = text;
      self->name = g_strdup (name);
      self->line = line;
      return;
    }
  if (self->depth == CRM_EVENT_MAX_DEPTH - 2)
    self->damaged = TRUE;
  else
    self->open[self->depth++] = g_strdup (name);
}

static void
end_named (Scan *self, const char *name, const char *end)
{
  if (self->begin == NULL)
    return;
  if (self->depth > 0 && g_ascii_strcasecmp (self->open[self->depth - 1], name) == 0)
    g_free (self->open[--self->depth]);
  else if (g_ascii_strcasecmp (self->name, name) == 0)
    {
      self->damaged |= self->depth > 0;
      end_component (self, end);
    }
  else if (g_ascii_strcasecmp (name, "VCALENDAR") == 0)
    {
      add_fault (self, self->line, _ ("It does not end."));
      drop_component (self);
    }
  else
    self->damaged = TRUE;
}

/* The end of the content line at p, behind its end of line. */
static const char *
find_end (const char *p, gsize *length, guint *n_lines)
{
  const char *start = p;

  for (*n_lines = 1;; (*n_lines)++)
    {
      const char *end = strchr (p, '\n');

      if (end == NULL)
        {
          end = p + strlen (p);
          *length = (gsize)(end - start);
          return end;
        }
      if (end[1] != ' ' && end[1] != '\t')
        {
          *length = (gsize)(end - start) - (end > start && end[-1] == '\r');
          return end + 1;
        }
      p = end + 1;
    }
}

static gboolean
starts_with (const char *text, gsize length, const char *word)
{
  return length >= strlen (word) && g_ascii_strncasecmp (text, word, strlen (word)) == 0;
}

static char *
dup_name (const char *text, gsize length, const char *word)
{
  return g_strstrip (g_strndup (text + strlen (word), MIN (length - strlen (word), 100)));
}

static gboolean
scan (Scan *self, const char *text, GError **error)
{
  guint number = 1;
  guint n_lines;
  gsize length;

  for (const char *p = text, *next; *p != '\0'; p = next, number += n_lines)
    {
      g_autofree char *name = NULL;

      next = find_end (p, &length, &n_lines);
      if (starts_with (p, length, "BEGIN:"))
        {
          name = dup_name (p, length, "BEGIN:");
          begin_component (self, p, name, number);
        }
      else if (starts_with (p, length, "END:"))
        {
          name = dup_name (p, length, "END:");
          end_named (self, name, next);
        }
      else if (self->begin == NULL && self->calendar != NULL && length > 0 && length < MAX_HEAD)
        {
          g_autoptr (CrmEventLine) line = crm_event_line_new_raw (p, length, number);

          take_head (self, line);
        }
      if (self->n_events > MAX_EVENTS)
        {
          g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
              _ ("The file has more than %d events. Divide it."), MAX_EVENTS);
          return FALSE;
        }
    }
  if (self->begin != NULL)
    add_fault (self, self->line, _ ("It does not end."));
  drop_component (self);
  return TRUE;
}

static char *
put_together (const Group *group, const char *method)
{
  GString *out = g_string_new ("BEGIN:VCALENDAR\r\n");
  g_autoptr (GList) tzids = g_list_sort (g_hash_table_get_keys (group->tzids), (GCompareFunc)strcmp);

  g_string_append (out, group->calendar->head->str);
  if (is_brief (method))
    g_string_append_printf (out, "METHOD:%s\r\n", method);
  for (GList *l = tzids; l != NULL; l = l->next)
    {
      const Calendar *calendar = g_hash_table_lookup (group->tzids, l->data);
      const char *zone = g_hash_table_lookup (calendar->zones, l->data);

      if (zone != NULL)
        g_string_append_printf (out, "%s%s", zone, g_str_has_suffix (zone, "\n") ? "" : "\r\n");
    }
  g_string_append (out, group->body->str);
  g_string_append (out, "END:VCALENDAR\r\n");
  return g_string_free (out, FALSE);
}

static gboolean
read_groups (Scan *self, GTimeZone *zone, GError **error)
{
  guint64 size = 0;

  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = self->groups->pdata[i];
      CrmEventObject *object = group->object;
      g_autoptr (GError) reason = NULL;

      object->ical = put_together (group, self->file->method);
      size += strlen (object->ical);
      if (size > MAX_OUT)
        {
          g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
              _ ("The file has more in it than Clientele can take at once. Divide it."));
          return FALSE;
        }
      object->events = crm_event_parse_object (object->ical, zone, &reason);
      if (object->events == NULL)
        add_fault (self, object->line, reason->message);
      else
        g_ptr_array_add (self->file->objects, g_steal_pointer (&group->object));
    }
  return TRUE;
}

/* An end of line that was made twice: "\r\r\n", or an empty line before a fold. */
static gboolean
is_doubled (const guint8 *data)
{
  return (data[0] == '\r' && data[1] == '\r' && data[2] == '\n') ||
         (data[0] == '\n' && data[1] == '\n' && data[2] == ' ');
}

/* A letter cut in two by a fold is joined before the encoding is looked at. */
static GBytes *
join_letters (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  GByteArray *out = g_byte_array_sized_new ((guint)size);

  for (gsize i = 0; i < size; i++)
    {
      gsize fold = data[i] == '\r' && i + 1 < size && data[i + 1] == '\n' ? 2 : data[i] == '\n' ? 1 : 0;

      if (fold > 0 && i > 0 && data[i - 1] >= 0x80 && i + fold + 1 < size &&
          (data[i + fold] == ' ' || data[i + fold] == '\t') && (data[i + fold + 1] & 0xC0) == 0x80)
        i += fold;
      else if (i + 2 >= size || !is_doubled (data + i))
        g_byte_array_append (out, data + i, 1);
    }
  return g_byte_array_free_to_bytes (out);
}

static char *
decode (GBytes *bytes, GError **error)
{
  gsize size = g_bytes_get_size (bytes);
  g_autoptr (GBytes) joined = NULL;
  g_autoptr (GBytes) mail = NULL;
  g_autoptr (GError) reason = NULL;
  char *text;

  if (size > MAX_FILE)
    {
      g_set_error_literal (
          error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("The file is larger than 64 MiB. Divide it."));
      return NULL;
    }
  if (crm_event_mail_is (bytes))
    {
      mail = crm_event_mail_extract (bytes);
      if (mail == NULL)
        {
          g_set_error_literal (
              error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("There is no invitation in this message."));
          return NULL;
        }
      bytes = mail;
    }
  joined = join_letters (bytes);
  text = crm_charset_to_utf8 (joined, NULL, NULL, NULL, &reason);
  if (text == NULL)
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, reason->message);
      return NULL;
    }
  if (strchr (text, '\n') == NULL)
    g_strdelimit (text, "\r", '\n');
  return text;
}

static gboolean
is_all_old (const Scan *self)
{
  for (guint i = 0; i < self->calendars->len; i++)
    {
      if (!((const Calendar *)self->calendars->pdata[i])->old)
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_event_method_is_answer (const char *method)
{
  return is_brief (method);
}

const char *
crm_event_method_get_problem (const char *method)
{
  if (g_strcmp0 (method, "COUNTER") == 0)
    return _ ("Another time is proposed. If you agree, move the meeting.");
  if (g_strcmp0 (method, "DECLINECOUNTER") == 0 || g_strcmp0 (method, "REFRESH") == 0 ||
      g_strcmp0 (method, "ADD") == 0)
    return _ ("This is a message between calendars that Clientele does not take.");
  return NULL;
}

gboolean
crm_event_file_is_named (const char *name)
{
  static const char *const endings[] = { ".ics", ".ical", ".ifb", ".icalendar", ".vcs", ".eml" };
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;

  for (guint i = 0; lower != NULL && i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_has_suffix (lower, endings[i]))
        return TRUE;
    }
  return FALSE;
}

gboolean
crm_event_file_is_begun (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  GString *start = g_string_new (NULL);
  gboolean begun;

  /* The first letters, whatever the width of a character. */
  for (gsize i = 0; i < length && start->len < 4096; i++)
    if (data[i] != '\0')
      g_string_append_c (start, data[i]);
  /* Also a component alone, and what a download put before the first one. */
  begun = g_regex_match_simple (
      "^[^A-Z]*BEGIN:V(EVENT|TODO|JOURNAL|FREEBUSY|TIMEZONE)\\s*$|^[^A-Z]*BEGIN:VCALENDAR\\s*$", start->str,
      G_REGEX_CASELESS | G_REGEX_MULTILINE | G_REGEX_RAW | G_REGEX_NEWLINE_ANYCRLF, 0);
  g_string_free (start, TRUE);
  return begun || crm_event_mail_is (bytes);
}

CrmEventFile *
crm_event_file_parse (GBytes *bytes, GTimeZone *zone, GError **error)
{
  g_autoptr (CrmEventFile) file = g_new0 (CrmEventFile, 1);
  g_autoptr (GPtrArray) calendars = g_ptr_array_new_with_free_func ((GDestroyNotify)calendar_free);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify)group_free);
  g_autoptr (GHashTable) by_uid = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *text = NULL;
  Scan self = { .file = file, .calendars = calendars, .groups = groups, .by_uid = by_uid };

  file->objects = g_ptr_array_new_with_free_func ((GDestroyNotify)object_free);
  file->faults = g_ptr_array_new_with_free_func (g_free);
  file->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  text = decode (bytes, error);
  if (text == NULL || !scan (&self, text, error))
    return NULL;
  if (calendars->len == 0)
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("This is no calendar file."));
      return NULL;
    }
  if (is_all_old (&self))
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID,
          _ ("This is the old form vCalendar 1.0, which Clientele does not read. Export it as iCalendar "
             "2.0."));
      return NULL;
    }
  if (!read_groups (&self, zone, error))
    return NULL;
  return g_steal_pointer (&file);
}
