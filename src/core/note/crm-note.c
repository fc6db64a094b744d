/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "note/crm-note.h"

#include "note/crm-context.h"
#include "base/crm-error.h"
#include "base/crm-text.h"
#include "client/crm-status-rule.h"
#include "store/crm-activity-line.h"

/* Note and call: field tables, defaults, and the line each writes on the timeline. The hooks run in the writer's thread. */

#define SUMMARY_CHARACTERS 160

static const CrmField note_fields[] = {
  [CRM_NOTE_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, CRM_FIELD_OWNED | CRM_FIELD_INDEXED,
      .target = "client" },
  [CRM_NOTE_AT] = { "at", N_ ("When"), CRM_KIND_INSTANT, CRM_FIELD_REQUIRED },
  [CRM_NOTE_TITLE] = { "title", N_ ("Title"), CRM_KIND_TEXT, CRM_FIELD_SEARCHED },
  [CRM_NOTE_TEXT] = { "text", N_ ("Text"), CRM_KIND_BODY, CRM_FIELD_SEARCHED },
  CRM_CONTEXT_FIELDS (CRM_NOTE),
};
G_STATIC_ASSERT (G_N_ELEMENTS (note_fields) == CRM_NOTE_N_FIELDS);

static const CrmChoice directions[] = {
  { "out", N_ ("Outgoing") },
  { "in", N_ ("Incoming") },
  { NULL, NULL },
};

static const CrmChoice outcomes[] = {
  { "answered", N_ ("Answered") },
  { "interested", N_ ("Interested") },
  { "agreed", N_ ("Agreed") },
  { "call-back", N_ ("Call back") },
  { "not-interested", N_ ("Not interested") },
  { "no-answer", N_ ("No answer") },
  { "busy", N_ ("Busy") },
  { NULL, NULL },
};

static const CrmField call_fields[] = {
  [CRM_CALL_CLIENT] = { "client", N_ ("Client"), CRM_KIND_LINK, CRM_FIELD_OWNED | CRM_FIELD_INDEXED,
      .target = "client" },
  [CRM_CALL_AT] = { "at", N_ ("When"), CRM_KIND_INSTANT, CRM_FIELD_REQUIRED },
  [CRM_CALL_DIRECTION] = { "direction", N_ ("Direction"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED,
      .choices = directions },
  [CRM_CALL_DURATION] = { "duration", N_ ("Duration"), CRM_KIND_DURATION },
  [CRM_CALL_OUTCOME] = { "outcome", N_ ("Outcome"), CRM_KIND_CHOICE, 0, .choices = outcomes },
  [CRM_CALL_TEXT] = { "text", N_ ("Text"), CRM_KIND_BODY, CRM_FIELD_SEARCHED },
  CRM_CONTEXT_FIELDS (CRM_CALL),
  [CRM_CALL_PHONE] = { "phone", N_ ("Phone"), CRM_KIND_PHONE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (call_fields) == CRM_CALL_N_FIELDS);

static gboolean
prepare_common (CrmTransaction *tx, const CrmRow *before, CrmValues *values, const char *event, int client,
    int at, int author, GError **error)
{
  const CrmValue *who = crm_values_get (values, client);

  if (before)
    return TRUE;
  if (!crm_values_has (values, at))
    crm_values_set_integer (values, at, crm_transaction_get_now (tx));
  if (!crm_values_has (values, author) && crm_transaction_get_user (tx))
    crm_values_set_integer (values, author, crm_transaction_get_user (tx));
  return !who || who->type != CRM_VALUE_INTEGER ||
         crm_status_rule_apply (tx, event, who->v.integer, values, error);
}

static gboolean
prepare_note (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  if (!before && !crm_values_get_text (values, CRM_NOTE_TEXT) &&
      !crm_values_get_text (values, CRM_NOTE_TITLE))
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("A note needs a title or a text."));
      return FALSE;
    }
  return prepare_common (tx, before, values, "note", CRM_NOTE_CLIENT, CRM_NOTE_AT, CRM_NOTE_AUTHOR, error);
}

static gboolean
prepare_call (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  if (!before && !crm_values_get_text (values, CRM_CALL_DIRECTION))
    crm_values_set_text (values, CRM_CALL_DIRECTION, "out");
  return prepare_common (tx, before, values, "call", CRM_CALL_CLIENT, CRM_CALL_AT, CRM_CALL_AUTHOR, error);
}

static void
add_client (const CrmRow *row, int field, GArray *clients)
{
  gint64 id = crm_row_get_integer (row, field);

  if (id)
    g_array_append_val (clients, id);
}

static gboolean
describe_note (CrmTransaction *tx, const CrmRow *row, CrmActivityLine *line, GArray *clients)
{
  const char *title = crm_row_get_text (row, CRM_NOTE_TITLE);

  line->kind = "note";
  line->at = crm_row_get_integer (row, CRM_NOTE_AT);
  line->deal_id = crm_row_get_integer (row, CRM_NOTE_DEAL);
  line->author_id = crm_row_get_integer (row, CRM_NOTE_AUTHOR);
  line->counted = !crm_row_get_integer (row, CRM_NOTE_OFF_RECORD);
  line->summary =
      crm_text_excerpt (title ? title : crm_row_get_text (row, CRM_NOTE_TEXT), SUMMARY_CHARACTERS);
  add_client (row, CRM_NOTE_CLIENT, clients);
  return TRUE;
}

static gboolean
describe_call (CrmTransaction *tx, const CrmRow *row, CrmActivityLine *line, GArray *clients)
{
  const char *text = crm_row_get_text (row, CRM_CALL_TEXT);
  const CrmValue *duration = crm_row_get (row, CRM_CALL_DURATION);

  line->kind = "call";
  line->at = crm_row_get_integer (row, CRM_CALL_AT);
  line->direction = g_intern_string (crm_row_get_text (row, CRM_CALL_DIRECTION));
  line->deal_id = crm_row_get_integer (row, CRM_CALL_DEAL);
  line->author_id = crm_row_get_integer (row, CRM_CALL_AUTHOR);
  line->counted = !crm_row_get_integer (row, CRM_CALL_OFF_RECORD);
  if (duration->type == CRM_VALUE_INTEGER)
    line->duration = duration->v.integer;
  /* Words of the interface are not stored: a line without text keeps the stable word of the outcome. */
  line->summary = text ? crm_text_excerpt (text, SUMMARY_CHARACTERS)
                       : g_strdup (crm_row_get_text (row, CRM_CALL_OUTCOME));
  add_client (row, CRM_CALL_CLIENT, clients);
  return TRUE;
}

static const CrmEntityHooks note_hooks = { .prepare = prepare_note, .describe = describe_note };

const CrmEntityInfo crm_note_entity = {
  .name = "note",
  .label = N_ ("Note"),
  .plural = N_ ("Notes"),
  .fields = note_fields,
  .n_fields = G_N_ELEMENTS (note_fields),
  .title_field = CRM_NOTE_TITLE,
  .hooks = &note_hooks,
};

static const CrmEntityHooks call_hooks = { .prepare = prepare_call, .describe = describe_call };

const CrmEntityInfo crm_call_entity = {
  .name = "call",
  .label = N_ ("Call"),
  .plural = N_ ("Calls"),
  .fields = call_fields,
  .n_fields = G_N_ELEMENTS (call_fields),
  .title_field = -1,
  .hooks = &call_hooks,
};
