/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-test-gui.h"

#include <string.h>

#include "calendar/crm-calendar-view.h"
#include "client/crm-client-card-view.h"
#include "client/crm-client-list-header.h"
#include "client/crm-client-list-view.h"
#include "client/crm-client-states.h"
#include "client/crm-fill-dialog.h"
#include "client/crm-quick-add.h"
#include "crm-first-run.h"
#include "crm-nav-pane.h"
#include "crm-window.h"
#include "deal/crm-deal-card-view.h"
#include "deal/crm-deals-header.h"
#include "deal/crm-deals-view.h"
#include "import/crm-export-dialog.h"
#include "import/crm-import-assistant.h"
#include "import/crm-import-books-page.h"
#include "import/crm-import-file-page.h"
#include "import/crm-import-mapping-page.h"
#include "import/crm-import-names-page.h"
#include "import/crm-import-preview-page.h"
#include "import/crm-import-result-page.h"
#include "import/crm-import-work-page.h"
#include "task/crm-outcome-form.h"
#include "task/crm-reminder-strip.h"
#include "task/crm-tasks-view.h"
#include "timeline/crm-call-form.h"
#include "timeline/crm-composer-more.h"
#include "timeline/crm-composer.h"
#include "timeline/crm-timeline-view.h"
#include "today/crm-today-view.h"

/* Every part of the window that is described by a template can be made by itself and given up, without a warning and without a
 * rest; a description that is added has to be named here. Main thread. */

#define FOLDER "/io/github/clientele/Clientele/"
#define MARK "<template class=\""

GType crm_palette_get_type (void);
GType crm_preferences_get_type (void);

static const struct
{
  const char *name;
  GType (*get_type) (void);
} parts[] = {
  { "CrmCalendarView", crm_calendar_view_get_type },
  { "CrmCallForm", crm_call_form_get_type },
  { "CrmClientCardView", crm_client_card_view_get_type },
  { "CrmClientListHeader", crm_client_list_header_get_type },
  { "CrmClientListView", crm_client_list_view_get_type },
  { "CrmClientStates", crm_client_states_get_type },
  { "CrmComposer", crm_composer_get_type },
  { "CrmComposerMore", crm_composer_more_get_type },
  { "CrmDealCardView", crm_deal_card_view_get_type },
  { "CrmDealsHeader", crm_deals_header_get_type },
  { "CrmDealsView", crm_deals_view_get_type },
  { "CrmExportDialog", crm_export_dialog_get_type },
  { "CrmFillDialog", crm_fill_dialog_get_type },
  { "CrmFirstRun", crm_first_run_get_type },
  { "CrmImportAssistant", crm_import_assistant_get_type },
  { "CrmImportBooksPage", crm_import_books_page_get_type },
  { "CrmImportFilePage", crm_import_file_page_get_type },
  { "CrmImportMappingPage", crm_import_mapping_page_get_type },
  { "CrmImportNamesPage", crm_import_names_page_get_type },
  { "CrmImportPreviewPage", crm_import_preview_page_get_type },
  { "CrmImportResultPage", crm_import_result_page_get_type },
  { "CrmImportWorkPage", crm_import_work_page_get_type },
  { "CrmNavPane", crm_nav_pane_get_type },
  { "CrmOutcomeForm", crm_outcome_form_get_type },
  { "CrmPalette", crm_palette_get_type },
  { "CrmPreferences", crm_preferences_get_type },
  { "CrmQuickAdd", crm_quick_add_get_type },
  { "CrmReminderStrip", crm_reminder_strip_get_type },
  { "CrmTasksView", crm_tasks_view_get_type },
  { "CrmTimelineView", crm_timeline_view_get_type },
  { "CrmTodayView", crm_today_view_get_type },
  { "CrmWindow", crm_window_get_type },
};

static gboolean
is_named (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].name, name))
      return TRUE;
  return FALSE;
}

/* How many templates are in the folder and below it. */
static guint
count_templates (const char *folder)
{
  g_auto (GStrv) names = g_resources_enumerate_children (folder, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  guint n = 0;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (folder, names[i], NULL);
      g_autoptr (GBytes) bytes = NULL;
      const char *mark;

      if (g_str_has_suffix (path, "/"))
        n += count_templates (path);
      if (!g_str_has_suffix (path, ".ui"))
        continue;
      bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      mark = strstr (g_bytes_get_data (bytes, NULL), MARK);
      if (mark != NULL)
        {
          g_autofree char *name = g_strndup (mark + strlen (MARK), strcspn (mark + strlen (MARK), "\""));

          if (!is_named (name))
            g_error ("%s is made by no test", name);
          n++;
        }
    }
  return n;
}

static void
test_named (void)
{
  g_assert_cmpuint (count_templates (FOLDER), ==, G_N_ELEMENTS (parts));
}

static GtkWidget *
make (GType type, CrmStore *store)
{
  g_autoptr (GTypeClass) class = g_type_class_ref (type);

  return g_object_class_find_property (G_OBJECT_CLASS (class), "store") != NULL
             ? g_object_new (type, "store", store, NULL)
             : g_object_new (type, NULL);
}

static void
test_made (void)
{
  CrmStore *store = crm_test_store_new (TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      GtkWidget *widget = g_object_ref_sink (make (parts[i].get_type (), store));

      g_test_message ("%s", parts[i].name);
      g_assert_true (g_type_is_a (G_OBJECT_TYPE (widget), g_type_from_name (parts[i].name)));
      if (GTK_IS_WINDOW (widget))
        gtk_window_destroy (GTK_WINDOW (widget));
      g_assert_finalize_object (widget);
    }
  crm_test_store_remove (store);
}

int
main (int argc, char *argv[])
{
  crm_test_gui_init (&argc, &argv);
  crm_test_application ();
  g_test_add_func ("/parts/named", test_named);
  g_test_add_func ("/parts/made", test_made);
  return g_test_run ();
}
