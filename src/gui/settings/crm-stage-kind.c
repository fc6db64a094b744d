/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-stage-kind.h"

#include <glib/gi18n-lib.h>

#include "deal/crm-pipeline.h"
#include "settings/crm-remove-question.h"
#include "settings/crm-required-row.h"
#include "widgets/crm-dot.h"
#include "widgets/crm-names.h"

/* What a stage of a pipeline is called, offers and asks. Main thread. */

static const int fields[] = { CRM_STAGE_NAME, CRM_STAGE_STATE, CRM_STAGE_PROBABILITY, CRM_STAGE_ROT_DAYS,
  CRM_STAGE_COLOR, CRM_STAGE_REQUIRED, -1 };

static const CrmChoice states[] = {
  { "open", N_ ("Open: the sale goes on") },
  { "won", N_ ("Won: the sale ends here") },
  { "lost", N_ ("Lost: the sale ends here") },
};

static gboolean
list_words (CrmStore *store, CrmRow *row, int field, GPtrArray *words, GPtrArray *labels)
{
  if (field != CRM_STAGE_STATE)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_ptr_array_add (words, g_strdup (states[i].word));
      g_ptr_array_add (labels, g_strdup (_ (states[i].label)));
    }
  return TRUE;
}

static const char *
get_label (int field)
{
  switch (field)
    {
    case CRM_STAGE_STATE: return _ ("A deal here is");
    case CRM_STAGE_ROT_DAYS: return _ ("Days until a deal without a next step rots; empty: never");
    case CRM_STAGE_REQUIRED: return _ ("Must be filled to enter");
    default: return NULL;
    }
}

static guint
count_required (CrmRow *stage)
{
  g_auto (GStrv) names = g_strsplit (
      crm_row_get_text (stage, CRM_STAGE_REQUIRED) ? crm_row_get_text (stage, CRM_STAGE_REQUIRED) : "", " ",
      -1);
  guint n = 0;

  for (guint i = 0; names[i] != NULL; i++)
    n += names[i][0] != '\0';
  return n;
}

static char *
dup_subtitle (CrmStore *store, CrmRow *stage)
{
  const char *state = crm_row_get_text (stage, CRM_STAGE_STATE);
  guint required = count_required (stage);
  gint64 days = crm_row_get_integer (stage, CRM_STAGE_ROT_DAYS);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (g_strcmp0 (state, "won") == 0)
    g_ptr_array_add (parts, g_strdup (_ ("Won: the sale ends here")));
  else if (g_strcmp0 (state, "lost") == 0)
    g_ptr_array_add (parts, g_strdup (_ ("Lost: the sale ends here")));
  else if (!crm_value_is_empty (crm_row_get (stage, CRM_STAGE_PROBABILITY)))
    g_ptr_array_add (
        parts, g_strdup_printf (_ ("%d %%"), (int)crm_row_get_integer (stage, CRM_STAGE_PROBABILITY)));
  if (days > 0)
    g_ptr_array_add (parts,
        g_strdup_printf (ngettext ("rots after %d day", "rots after %d days", (gulong)days), (int)days));
  if (required > 0)
    g_ptr_array_add (
        parts, g_strdup_printf (ngettext ("%u field required", "%u fields required", required), required));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **)parts->pdata);
}

/* A new stage stands behind the others: half of what is missing to the sale, until a person says better. */
static void
complete (CrmStore *store, CrmValues *values)
{
  g_autoptr (CrmNames) stages = crm_names_get (store, "stage");
  const CrmValue *pipeline = crm_values_get (values, CRM_STAGE_PIPELINE);
  gint64 most = 0;

  for (guint i = 0; i < crm_names_get_count (stages); i++)
    {
      CrmRow *stage = crm_names_get_row (stages, i);

      if (crm_row_get_integer (stage, CRM_STAGE_PIPELINE) == pipeline->v.integer &&
          g_strcmp0 (crm_row_get_text (stage, CRM_STAGE_STATE), "open") == 0)
        most = MAX (most, crm_row_get_integer (stage, CRM_STAGE_PROBABILITY));
    }
  crm_values_set_text (values, CRM_STAGE_STATE, "open");
  crm_values_set_integer (values, CRM_STAGE_PROBABILITY, (most + 100) / 2);
}

static gboolean
applies (CrmRow *stage, int field)
{
  gboolean open = g_strcmp0 (crm_row_get_text (stage, CRM_STAGE_STATE), "open") == 0;

  /* A deal that is over neither rots nor is it likely. */
  return open || (field != CRM_STAGE_PROBABILITY && field != CRM_STAGE_ROT_DAYS);
}

static GtkWidget *
make (CrmStore *store, int field)
{
  return field == CRM_STAGE_REQUIRED ? crm_required_row_new (store, get_label (field)) : NULL;
}

static void
show (GtkWidget *widget, CrmRow *stage)
{
  crm_required_row_set_stage (CRM_REQUIRED_ROW (widget), stage);
}

static void
decorate (GtkWidget *row, CrmRow *stage)
{
  GtkWidget *dot = g_object_get_data (G_OBJECT (row), "dot");
  const char *color = crm_row_get_text (stage, CRM_STAGE_COLOR);
  const char *classes[] = { "tag-dot", color, NULL };

  if (dot == NULL)
    {
      dot = crm_dot_new (NULL);
      adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), dot);
      g_object_set_data (G_OBJECT (row), "dot", dot);
    }
  gtk_widget_set_css_classes (dot, classes);
  gtk_widget_set_opacity (dot, color != NULL ? 1 : 0.2);
}

const CrmRecordKind crm_stage_kind = {
  .entity = "stage",
  .fields = fields,
  .position = CRM_STAGE_POSITION,
  .owner = CRM_STAGE_PIPELINE,
  .active = -1,
  .add = N_ ("Add stage"),
  .fresh = N_ ("New stage"),
  .complete = complete,
  .dup_subtitle = dup_subtitle,
  .applies = applies,
  .get_label = get_label,
  .list_words = list_words,
  .make = make,
  .show = show,
  .remove = crm_remove_question_ask_stage,
  .decorate = decorate,
};
