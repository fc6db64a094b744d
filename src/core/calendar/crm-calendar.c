/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar.h"

#include <glib/gi18n-lib.h>

/* Field table of calendars. The hooks run in the writer's thread. */

static const CrmChoice modes[] = {
  { "off", N_ ("Not used") },
  { "read", N_ ("Shown") },
  { "both", N_ ("Kept in step") },
  { NULL, NULL },
};

static const CrmChoice roles[] = {
  { "events", N_ ("Events") },
  { "holidays", N_ ("Public holidays") },
  { NULL, NULL },
};

static const CrmField fields[] = {
  [CRM_CALENDAR_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_CALENDAR_SOURCE] = { "source", N_ ("Source"), CRM_KIND_TEXT, CRM_FIELD_PLAIN | CRM_FIELD_HIDDEN },
  [CRM_CALENDAR_COLOR] = { "color", N_ ("Colour"), CRM_KIND_TEXT, CRM_FIELD_PLAIN },
  [CRM_CALENDAR_MODE] = { "mode", N_ ("Use"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = modes },
  [CRM_CALENDAR_ROLE] = { "role", N_ ("Shows"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = roles },
  [CRM_CALENDAR_VISIBLE] = { "visible", N_ ("Visible"), CRM_KIND_BOOLEAN },
  [CRM_CALENDAR_MAIN] = { "main", N_ ("For new meetings"), CRM_KIND_BOOLEAN },
  [CRM_CALENDAR_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER, CRM_FIELD_HIDDEN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_CALENDAR_N_FIELDS);

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  if (before)
    return TRUE;
  if (!crm_values_get_text (values, CRM_CALENDAR_MODE))
    crm_values_set_text (values, CRM_CALENDAR_MODE, "read");
  if (!crm_values_get_text (values, CRM_CALENDAR_ROLE))
    crm_values_set_text (values, CRM_CALENDAR_ROLE, "events");
  return TRUE;
}

/* New meetings go to one calendar. */
static gboolean
take_main_from_others (CrmTransaction *tx, gint64 id, GError **error)
{
  g_autoptr (GArray) others = crm_db_list_integers (
      crm_transaction_get_db (tx), "SELECT id FROM calendar WHERE main AND id <> $1", error, 1, id);
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "calendar", error);

  if (!others || !entity)
    return FALSE;
  for (guint i = 0; i < others->len; i++)
    {
      g_autoptr (CrmValues) values = crm_values_new (entity);

      crm_values_set_integer (values, CRM_CALENDAR_MAIN, FALSE);
      if (!crm_transaction_update (tx, g_array_index (others, gint64, i), 0, values, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
inserted (CrmTransaction *tx, gint64 id, CrmValues *values, GError **error)
{
  const CrmValue *chosen = crm_values_get (values, CRM_CALENDAR_MAIN);

  return crm_transaction_is_verbatim (tx) || !chosen || chosen->type != CRM_VALUE_INTEGER ||
         !chosen->v.integer || take_main_from_others (tx, id, error);
}

static gboolean
written (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  /* With the calendar goes what was seen in it; when that takes place is of no interest either. */
  if (!after)
    return crm_db_run (crm_transaction_get_db (tx),
        "DELETE FROM occurrence WHERE source = 1 AND parent_id IN"
        " (SELECT e.id FROM calendar_event e WHERE e.calendar_id = $1)",
        error, 1, before->id);
  return crm_transaction_is_verbatim (tx) || !crm_row_get_integer (after, CRM_CALENDAR_MAIN) ||
         crm_row_get_integer (before, CRM_CALENDAR_MAIN) || take_main_from_others (tx, after->id, error);
}

/* Rows about calendars, and occurrences of events, that are not there any more: nothing shows them. */
static gboolean
check (CrmTransaction *tx, gboolean repair, GPtrArray *problems, GError **error)
{
  static const struct
  {
    const char *count, *remove, *words;
  } rules[] = {
    { "SELECT count (*) FROM calendar_event e WHERE NOT EXISTS (SELECT 1 FROM calendar c WHERE c.id = "
      "e.calendar_id)",
        "DELETE FROM calendar_event WHERE NOT EXISTS"
        " (SELECT 1 FROM calendar c WHERE c.id = calendar_event.calendar_id)",
        N_ ("Events of a calendar that is not there") },
    { "SELECT count (*) FROM calendar_state s WHERE NOT EXISTS (SELECT 1 FROM calendar c WHERE c.id = "
      "s.calendar_id)",
        "DELETE FROM calendar_state WHERE NOT EXISTS"
        " (SELECT 1 FROM calendar c WHERE c.id = calendar_state.calendar_id)",
        N_ ("Calendars that are not there but kept in step") },
    { "SELECT count (*) FROM occurrence o WHERE o.source = 1 AND NOT EXISTS"
      " (SELECT 1 FROM calendar_event e WHERE e.id = o.parent_id AND e.meeting_id IS NULL)",
        "DELETE FROM occurrence WHERE source = 1 AND NOT EXISTS"
        " (SELECT 1 FROM calendar_event e WHERE e.id = occurrence.parent_id AND e.meeting_id IS NULL)",
        N_ ("Times of events that are not there") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      gint64 n;

      if (!crm_db_get_integer (crm_transaction_get_db (tx), rules[i].count, 0, &n, error))
        return FALSE;
      if (!n)
        continue;
      if (problems)
        g_ptr_array_add (problems, g_strdup_printf ("%s: %lld", _ (rules[i].words), (long long)n));
      if (repair && !crm_db_run (crm_transaction_get_db (tx), rules[i].remove, error, 0))
        return FALSE;
    }
  return TRUE;
}

static const CrmEntityHooks hooks = {
  .prepare = prepare,
  .inserted = inserted,
  .written = written,
  .check = check,
};

const CrmEntityInfo crm_calendar_entity = {
  .name = "calendar",
  .label = N_ ("Calendar"),
  .plural = N_ ("Calendars"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_CALENDAR_NAME,
  .hooks = &hooks,
};
