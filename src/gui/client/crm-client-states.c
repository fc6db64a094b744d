/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-states.h"

#include <glib/gi18n-lib.h>

#include "store/crm-condition-words.h"

/* Owns the pages that stand in for an empty client list and names on them what was asked for. Old rows stay while a new answer
 * is loading, and an empty answer is believed only when it is whole. A page gets its large icon when it is shown: GTK loads those of
 * hidden pages too, and for that size librsvg with them. Main thread. */

struct _CrmClientStates
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *empty_page;
  AdwStatusPage *nobody_page;
  AdwStatusPage *filtered_page;
  GtkButton *create_button;
  GtkWidget *clear_button;
  GtkWidget *demo_button;
};

G_DEFINE_FINAL_TYPE (CrmClientStates, crm_client_states, ADW_TYPE_BIN)

static char *
dup_filter_words (CrmClientFilter *filter, const CrmEntity *entity)
{
  GPtrArray *conditions = crm_client_filter_get_conditions (filter);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  switch (crm_client_filter_get_scope (filter))
    {
    case CRM_CLIENT_SCOPE_MINE: g_strv_builder_add (builder, _ ("Mine")); break;
    case CRM_CLIENT_SCOPE_NO_STEP: g_strv_builder_add (builder, _ ("No next step")); break;
    case CRM_CLIENT_SCOPE_OVERDUE: g_strv_builder_add (builder, _ ("Overdue")); break;
    case CRM_CLIENT_SCOPE_SILENT: g_strv_builder_add (builder, _ ("Not contacted 30 days")); break;
    case CRM_CLIENT_SCOPE_BIRTHDAY: g_strv_builder_add (builder, _ ("Birthday soon")); break;
    case CRM_CLIENT_SCOPE_INCOMPLETE: g_strv_builder_add (builder, _ ("Incomplete")); break;
    case CRM_CLIENT_SCOPE_ALL:
    case CRM_CLIENT_N_SCOPES: break;
    }
  g_strv_builder_addv (builder, (const char **)crm_client_filter_get_tags (filter, NULL));
  for (guint i = 0; i < conditions->len; i++)
    {
      g_autofree char *words = crm_condition_dup_words (conditions->pdata[i], entity);

      g_strv_builder_add (builder, words);
    }
  if (crm_client_filter_get_archived (filter))
    g_strv_builder_add (builder, _ ("Archived clients"));
  parts = g_strv_builder_end (builder);
  return g_strjoinv (" · ", parts);
}

static void
show_nobody (CrmClientStates *self, CrmClientFilter *filter)
{
  const char *text = crm_client_filter_get_text (filter);
  g_autofree char *title = g_strdup_printf (_ ("Nobody found for “%s”"), text);
  g_autofree char *create = g_strdup_printf (_ ("Create client “%s”"), text);
  g_autofree char *markup = g_markup_escape_text (title, -1);

  adw_status_page_set_icon_name (self->nobody_page, "system-search-symbolic");
  adw_status_page_set_title (self->nobody_page, markup);
  gtk_button_set_label (self->create_button, create);
  gtk_widget_set_visible (self->clear_button, crm_client_filter_is_narrow (filter));
}

static void
show_filtered (CrmClientStates *self, CrmClientFilter *filter, const CrmEntity *entity)
{
  g_autofree char *words = dup_filter_words (filter, entity);
  g_autofree char *markup = g_markup_escape_text (words, -1);

  adw_status_page_set_icon_name (self->filtered_page, "crm-filter-symbolic");
  adw_status_page_set_title (self->filtered_page, _ ("No client fits this filter"));
  adw_status_page_set_description (self->filtered_page, markup);
}

static void
crm_client_states_class_init (CrmClientStatesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/client/crm-client-states.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmClientStates, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmClientStates, empty_page);
  gtk_widget_class_bind_template_child (widget_class, CrmClientStates, nobody_page);
  gtk_widget_class_bind_template_child (widget_class, CrmClientStates, filtered_page);
  gtk_widget_class_bind_template_child (widget_class, CrmClientStates, create_button);
  gtk_widget_class_bind_template_child (widget_class, CrmClientStates, clear_button);
  gtk_widget_class_bind_template_child (widget_class, CrmClientStates, demo_button);
}

static void
crm_client_states_init (CrmClientStates *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_client_states_new (GtkWidget *table)
{
  CrmClientStates *self = g_object_new (CRM_TYPE_CLIENT_STATES, NULL);

  gtk_stack_add_named (self->stack, table, "list");
  gtk_stack_set_visible_child_name (self->stack, "list");
  return GTK_WIDGET (self);
}

void
crm_client_states_update (
    CrmClientStates *self, CrmRecordList *list, CrmClientFilter *filter, const CrmEntity *entity)
{
  guint64 count = crm_record_list_get_count (list);
  const char *state;

  if (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0 || (count != 0 && count != G_MAXUINT64))
    state = "list";
  else if (crm_record_list_is_loading (list) || crm_record_list_get_error (list) != NULL ||
           count == G_MAXUINT64)
    return;
  else if (crm_client_filter_get_text (filter) != NULL)
    {
      show_nobody (self, filter);
      state = "nobody";
    }
  else if (crm_client_filter_is_narrow (filter))
    {
      show_filtered (self, filter, entity);
      state = "filtered";
    }
  else
    {
      GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

      adw_status_page_set_icon_name (self->empty_page, "avatar-default-symbolic");
      gtk_widget_set_visible (self->demo_button,
          G_IS_ACTION_GROUP (root) && g_action_group_has_action (G_ACTION_GROUP (root), "demo"));
      state = "empty";
    }
  gtk_stack_set_visible_child_name (self->stack, state);
}

const char *
crm_client_states_get (CrmClientStates *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}
