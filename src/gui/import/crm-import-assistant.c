/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/crm-import-assistant.h"

#include <glib/gi18n-lib.h>

#include "calendar/crm-ics-dialog.h"
#include "crm-window.h"
#include "import/crm-import-books-page.h"
#include "import/crm-import-file-page.h"
#include "import/crm-import-mapping-page.h"
#include "import/crm-import-names-page.h"
#include "import/crm-import-preview-page.h"
#include "import/crm-import-result-page.h"
#include "import/crm-import-work-page.h"

/* The window of an import. Owns the importer and the one piece of work under way; its answers come to a closed window too and are then
 * dropped. Main thread. */

typedef enum
{
  WORK_NONE,
  WORK_READ, /* an address book */
  WORK_LOAD,
  WORK_PLAN,   /* before the preview */
  WORK_NAMES,  /* after names were answered */
  WORK_REPLAN, /* while the preview is on show */
  WORK_RUN,
} Work;

struct _CrmImportAssistant
{
  AdwWindow parent_instance;
  CrmStore *store;             /* owned */
  CrmImporter *importer;       /* owned */
  GFile *file;                 /* owned, nullable */
  CrmAddressSource *addresses; /* owned; NULL when a file is imported */
  GBytes *contacts;            /* owned, nullable: of the address book that was read */
  char *book_name;             /* owned, nullable: its name */
  Work work;
  GCancellable *cancellable; /* of the work, nullable */
  guint reveal;              /* source: work that takes longer than a moment is shown */
  gboolean closed;
  AdwWindowTitle *heading;
  GtkWidget *cancel;
  GtkWidget *back;
  GtkWidget *verb;
  GtkSpinner *spinner;
  GtkWidget *strip;
  GtkLabel *message;
  GtkStack *stack;
  CrmImportFilePage *file_page;
  CrmImportBooksPage *books_page;
  CrmImportMappingPage *mapping_page;
  CrmImportNamesPage *names_page;
  gboolean asks_names; /* the plan on show has names to be answered */
  CrmImportPreviewPage *preview_page;
  CrmImportWorkPage *work_page;
  CrmImportResultPage *result_page;
};

G_DEFINE_FINAL_TYPE (CrmImportAssistant, crm_import_assistant, ADW_TYPE_WINDOW)

#define REVEAL_MS 150

static gboolean
is_at (CrmImportAssistant *self, const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0;
}

static void
update (CrmImportAssistant *self)
{
  g_autofree char *verb = NULL;
  gboolean can_go = FALSE;

  if (is_at (self, "mapping"))
    {
      verb = g_strdup (_ ("_Preview"));
      can_go = self->work == WORK_NONE && crm_importer_get_problem (self->importer) == NULL;
    }
  else if (is_at (self, "names"))
    {
      verb = g_strdup (_ ("_Preview"));
      can_go = self->work == WORK_NONE;
    }
  else if (is_at (self, "preview"))
    {
      guint n = crm_import_preview_page_get_n_written (self->preview_page);

      verb = g_strdup_printf (ngettext ("_Import %'u row", "_Import %'u rows", n), n);
      can_go = n > 0 && (self->work == WORK_NONE || self->work == WORK_REPLAN);
    }
  else if (is_at (self, "result"))
    {
      verb = g_strdup (_ ("_Done"));
      can_go = TRUE;
    }
  gtk_button_set_label (GTK_BUTTON (self->verb), verb != NULL ? verb : "");
  gtk_widget_set_visible (self->verb, verb != NULL);
  gtk_widget_set_tooltip_text (self->verb, _ ("Ctrl+Enter"));
  gtk_widget_set_visible (self->cancel, !is_at (self, "result"));
  gtk_widget_set_visible (
      self->back, is_at (self, "mapping") || is_at (self, "names") || is_at (self, "preview"));
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "import.next", can_go || (is_at (self, "file") && self->work == WORK_NONE));
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "import.back", gtk_widget_get_visible (self->back) && self->work != WORK_RUN);
}

static void
show_page (CrmImportAssistant *self, const char *page)
{
  GtkWidget *child;

  if (is_at (self, page))
    {
      update (self);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, page);
  update (self);
  child = gtk_stack_get_visible_child (self->stack);
  if (!gtk_widget_grab_focus (child))
    gtk_widget_grab_focus (gtk_widget_get_visible (self->verb) ? self->verb : self->cancel);
}

/* Where the import begins: a file or an address book is chosen. */
static void
show_start (CrmImportAssistant *self)
{
  show_page (self, self->addresses != NULL ? "books" : "file");
}

/* message NULL takes it away. */
static void
say (CrmImportAssistant *self, const char *style, const char *message)
{
  gtk_widget_remove_css_class (self->strip, "banner-warn");
  gtk_widget_remove_css_class (self->strip, "banner-err");
  if (style != NULL)
    gtk_widget_add_css_class (self->strip, style);
  gtk_label_set_text (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (self->strip, message != NULL);
}

/* Work */

static gboolean
on_reveal (gpointer data)
{
  CrmImportAssistant *self = data;

  self->reveal = 0;
  if (self->work == WORK_PLAN || self->work == WORK_NAMES || self->work == WORK_READ)
    show_page (self, "work");
  else
    {
      gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
      gtk_spinner_set_spinning (self->spinner, TRUE);
    }
  return G_SOURCE_REMOVE;
}

static void
end_work (CrmImportAssistant *self)
{
  g_clear_handle_id (&self->reveal, g_source_remove);
  g_clear_object (&self->cancellable);
  if (self->work == WORK_RUN)
    crm_window_set_busy (GTK_WIDGET (self), NULL, NULL);
  self->work = WORK_NONE;
  if (self->closed)
    return;
  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
}

/* What is under way is given up: its answer is dropped. */
static void
start_work (CrmImportAssistant *self, Work work)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  end_work (self);
  self->work = work;
  self->cancellable = g_cancellable_new ();
  if (work == WORK_RUN)
    crm_window_set_busy (GTK_WIDGET (self), _ ("Importing"), NULL);
  else
    self->reveal = g_timeout_add (REVEAL_MS, on_reveal, self);
}

/* An answer that is waited for; its callback holds a reference on the window and on its cancellable. */
typedef struct
{
  CrmImportAssistant *self;
  GCancellable *cancellable;
} Answer;

static Answer *
answer_new (CrmImportAssistant *self)
{
  Answer *answer = g_new (Answer, 1);

  answer->self = g_object_ref (self);
  answer->cancellable = g_object_ref (self->cancellable);
  return answer;
}

static void
answer_free (Answer *answer)
{
  g_object_unref (answer->cancellable);
  g_object_unref (answer->self);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gboolean
is_current (Answer *answer)
{
  return !answer->self->closed && answer->self->cancellable == answer->cancellable;
}

static void
on_progress (guint done, guint total, gpointer data)
{
  Answer *answer = data;

  if (is_current (answer))
    crm_import_work_page_set_progress (answer->self->work_page, done, total);
}

static gboolean
is_cancel (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Planning */

static void
on_planned (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Answer) answer = data;
  CrmImportAssistant *self = answer->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmImportPlan) plan = crm_importer_plan_finish (CRM_IMPORTER (source), result, &error);
  Work work = self->work;

  if (!is_current (answer))
    return;
  end_work (self);
  if (plan == NULL)
    {
      if (work == WORK_PLAN)
        {
          if (crm_importer_can_map (self->importer))
            show_page (self, "mapping");
          else
            show_start (self);
        }
      else if (work == WORK_NAMES)
        show_page (self, "names");
      if (!is_cancel (error))
        say (self, "banner-err", error->message);
      update (self);
      return;
    }
  crm_import_preview_page_show (self->preview_page, self->importer, plan);
  if (work != WORK_REPLAN)
    {
      self->asks_names = crm_import_names_page_is_needed (self->importer, plan);
      crm_import_names_page_show (self->names_page, self->importer, self->store, plan);
    }
  if (work == WORK_PLAN && self->asks_names)
    show_page (self, "names");
  else if (work == WORK_NAMES && crm_import_names_page_is_wrong (self->importer, plan))
    show_page (self, "names");
  else
    show_page (self, "preview");
}

static void
plan (CrmImportAssistant *self, Work work)
{
  Answer *answer;

  say (self, NULL, NULL);
  start_work (self, work);
  crm_import_work_page_start (self->work_page, _ ("Comparing with the book"), _ ("Nothing is written yet."));
  answer = answer_new (self);
  crm_importer_plan_async (self->importer, on_progress, answer, self->cancellable, on_planned, answer);
  update (self);
}

static void
plan_anew (CrmImportAssistant *self)
{
  crm_import_preview_page_forget (self->preview_page);
  plan (self, WORK_PLAN);
}

static void
on_replan (CrmImportAssistant *self)
{
  plan (self, WORK_REPLAN);
}

/* Loading */

static void load (CrmImportAssistant *self);

static gboolean
has_options (const CrmImportOptions *options)
{
  return options->entity != NULL || options->charset != NULL || options->delimiter != '\0' ||
         options->header != 0;
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Answer) answer = data;
  CrmImportAssistant *self = answer->self;
  g_autoptr (GError) error = NULL;
  gboolean loaded = crm_importer_load_finish (CRM_IMPORTER (source), result, &error);

  if (!is_current (answer))
    return;
  end_work (self);
  if (!loaded && has_options (crm_import_mapping_page_get_options (self->mapping_page)))
    {
      /* What was chosen by hand does not fit the file: back to what was found out. */
      crm_import_mapping_page_forget (self->mapping_page);
      load (self);
      say (self, "banner-err", error->message);
      return;
    }
  if (!loaded && self->addresses != NULL)
    {
      show_start (self);
      if (!is_cancel (error))
        say (self, "banner-err", error->message);
      return;
    }
  if (!loaded)
    {
      crm_import_file_page_show_refusal (self->file_page, is_cancel (error) ? NULL : error->message);
      show_page (self, "file");
      gtk_widget_grab_focus (GTK_WIDGET (self->file_page));
      return;
    }
  crm_import_file_page_show_refusal (self->file_page, NULL);
  adw_window_title_set_subtitle (self->heading, crm_importer_get_name (self->importer));
  if (crm_importer_can_map (self->importer))
    {
      crm_import_mapping_page_show (self->mapping_page, self->importer, self->store);
      show_page (self, "mapping");
    }
  else
    plan_anew (self);
}

static void
load (CrmImportAssistant *self)
{
  const CrmImportOptions *options = crm_import_mapping_page_get_options (self->mapping_page);

  start_work (self, WORK_LOAD);
  if (self->contacts != NULL)
    crm_importer_load_bytes_async (self->importer, self->contacts, self->book_name, options,
        self->cancellable, on_loaded, answer_new (self));
  else
    crm_importer_load_async (
        self->importer, self->file, options, self->cancellable, on_loaded, answer_new (self));
  update (self);
}

static void
open_file (CrmImportAssistant *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  g_set_object (&self->file, file);
  say (self, NULL, NULL);
  adw_window_title_set_subtitle (self->heading, "");
  crm_import_mapping_page_forget (self->mapping_page);
  crm_import_names_page_forget (self->names_page);
  crm_import_file_page_show_reading (self->file_page, name);
  load (self);
}

static void
on_file_chosen (CrmImportAssistant *self, GFile *file)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  /* Events have a dialog of their own: there are no columns to look at. */
  if (crm_ics_dialog_is_for (file) && parent != NULL)
    {
      crm_ics_dialog_present (parent, self->store, file);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  open_file (self, file);
}

static void
on_contacts_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Answer) answer = data;
  CrmImportAssistant *self = answer->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = crm_address_source_read_finish (CRM_ADDRESS_SOURCE (source), result, &error);

  if (!is_current (answer))
    return;
  end_work (self);
  if (bytes == NULL)
    {
      show_start (self);
      if (!is_cancel (error))
        say (self, "banner-err", error->message);
      return;
    }
  self->contacts = g_steal_pointer (&bytes);
  load (self);
}

static void
on_book_chosen (CrmImportAssistant *self, const char *id, const char *name)
{
  g_autofree char *title = g_strdup_printf (_ ("Reading “%s”"), name);
  Answer *answer;

  say (self, NULL, NULL);
  adw_window_title_set_subtitle (self->heading, "");
  g_clear_pointer (&self->contacts, g_bytes_unref);
  g_free (self->book_name);
  self->book_name = g_strdup (name);
  start_work (self, WORK_READ);
  crm_import_work_page_start (self->work_page, title, _ ("Nothing is written yet."));
  answer = answer_new (self);
  crm_address_source_read_async (
      self->addresses, id, on_progress, answer, self->cancellable, on_contacts_read, answer);
  update (self);
}

static void
on_reload (CrmImportAssistant *self)
{
  say (self, NULL, NULL);
  load (self);
}

static void
on_mapping_changed (CrmImportAssistant *self)
{
  say (self, NULL, NULL);
  update (self);
}

/* Importing */

static void
on_run (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Answer) answer = data;
  CrmImportAssistant *self = answer->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmImportResult) done = crm_importer_run_finish (CRM_IMPORTER (source), result, &error);

  if (!is_current (answer))
    return;
  end_work (self);
  if (done == NULL)
    {
      show_page (self, "preview");
      if (is_cancel (error))
        say (self, "banner-warn", _ ("The import was stopped. Nothing was imported."));
      else
        say (self, "banner-err", error->message);
      return;
    }
  /* Clients can be looked at in the window behind and come back from. */
  gtk_window_set_modal (GTK_WINDOW (self), FALSE);
  crm_import_result_page_show (self->result_page, self->store, self->importer, done);
  show_page (self, "result");
}

static void
run (CrmImportAssistant *self)
{
  Answer *answer;

  say (self, NULL, NULL);
  start_work (self, WORK_RUN);
  crm_import_work_page_start (
      self->work_page, _ ("Importing"), _ ("Cancel leaves the book as it was: nothing is half-imported."));
  answer = answer_new (self);
  crm_importer_run_async (self->importer, on_progress, answer, self->cancellable, on_run, answer);
  show_page (self, "work");
}

static void
on_open_client (CrmImportResultPage *page, gint64 id, CrmImportAssistant *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.open-client", "x", id);
  gtk_window_present (parent);
}

/* Actions */

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmImportAssistant *self = CRM_IMPORT_ASSISTANT (widget);

  /* Work in front is stopped; everything else is left. */
  if (self->cancellable != NULL && is_at (self, "work"))
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmImportAssistant *self = CRM_IMPORT_ASSISTANT (widget);

  say (self, NULL, NULL);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  end_work (self);
  if (is_at (self, "preview") && self->asks_names)
    show_page (self, "names");
  else if ((is_at (self, "preview") || is_at (self, "names")) && crm_importer_can_map (self->importer))
    show_page (self, "mapping");
  else
    {
      crm_import_file_page_show_refusal (self->file_page, NULL);
      adw_window_title_set_subtitle (self->heading, "");
      show_start (self);
    }
}

/* Where what was imported is looked at. */
static const char *
get_page (CrmImportAssistant *self)
{
  static const char *const pages[][2] = { { "deal", "deals" }, { "product", "products" }, { "task", "tasks" },
    { "meeting", "calendar" } };
  const char *entity = self->importer != NULL ? crm_importer_get_entity (self->importer) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (entity, pages[i][0]) == 0)
      return pages[i][1];
  return "clients";
}

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmImportAssistant *self = CRM_IMPORT_ASSISTANT (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (is_at (self, "file"))
    crm_import_file_page_choose (self->file_page);
  else if (is_at (self, "mapping"))
    plan_anew (self);
  else if (is_at (self, "names") && crm_import_names_page_is_changed (self->names_page))
    {
      crm_import_preview_page_forget (self->preview_page);
      plan (self, WORK_NAMES);
    }
  else if (is_at (self, "names"))
    show_page (self, "preview");
  else if (is_at (self, "preview"))
    run (self);
  else if (is_at (self, "result"))
    {
      if (parent != NULL)
        gtk_widget_activate_action (GTK_WIDGET (parent), "win.page", "s", get_page (self));
      gtk_window_close (GTK_WINDOW (self));
    }
}

/* Answers on their way keep the object alive after the window is gone: closing is what gives work up. */
static gboolean
crm_import_assistant_close_request (GtkWindow *window)
{
  CrmImportAssistant *self = CRM_IMPORT_ASSISTANT (window);

  self->closed = TRUE;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->reveal, g_source_remove);
  return GTK_WINDOW_CLASS (crm_import_assistant_parent_class)->close_request (window);
}

static void
crm_import_assistant_dispose (GObject *object)
{
  CrmImportAssistant *self = CRM_IMPORT_ASSISTANT (object);

  self->closed = TRUE;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  end_work (self);
  g_clear_object (&self->file);
  g_clear_object (&self->addresses);
  g_clear_pointer (&self->contacts, g_bytes_unref);
  g_clear_pointer (&self->book_name, g_free);
  g_clear_object (&self->importer);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_import_assistant_parent_class)->dispose (object);
}

static void
crm_import_assistant_class_init (CrmImportAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_import_assistant_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = crm_import_assistant_close_request;
  g_type_ensure (CRM_TYPE_IMPORT_FILE_PAGE);
  g_type_ensure (CRM_TYPE_IMPORT_BOOKS_PAGE);
  g_type_ensure (CRM_TYPE_IMPORT_MAPPING_PAGE);
  g_type_ensure (CRM_TYPE_IMPORT_NAMES_PAGE);
  g_type_ensure (CRM_TYPE_IMPORT_PREVIEW_PAGE);
  g_type_ensure (CRM_TYPE_IMPORT_WORK_PAGE);
  g_type_ensure (CRM_TYPE_IMPORT_RESULT_PAGE);
  gtk_widget_class_install_action (widget_class, "import.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "import.next", NULL, next_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "import.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "import.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "import.next", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/import/crm-import-assistant.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmImportAssistant, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmImportAssistant, cancel);
  gtk_widget_class_bind_template_child (widget_class, CrmImportAssistant, back);
  gtk_widget_class_bind_template_child (widget_class, CrmImportAssistant, verb);
  gtk_widget_class_bind_template_child (widget_class, CrmImportAssistant, spinner);
  gtk_widget_class_bind_template_child (widget_class, CrmImportAssistant, strip);
  gtk_widget_class_bind_template_child (widget_class, CrmImportAssistant, message);
  gtk_widget_class_bind_template_child (widget_class, CrmImportAssistant, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmImportAssistant, file_page);
  gtk_widget_class_bind_template_child (widget_class, CrmImportAssistant, books_page);
  gtk_widget_class_bind_template_child (widget_class, CrmImportAssistant, mapping_page);
  gtk_widget_class_bind_template_child (widget_class, CrmImportAssistant, names_page);
  gtk_widget_class_bind_template_child (widget_class, CrmImportAssistant, preview_page);
  gtk_widget_class_bind_template_child (widget_class, CrmImportAssistant, work_page);
  gtk_widget_class_bind_template_child (widget_class, CrmImportAssistant, result_page);
  gtk_widget_class_bind_template_callback (widget_class, on_file_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_book_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_reload);
  gtk_widget_class_bind_template_callback (widget_class, on_mapping_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_replan);
  gtk_widget_class_bind_template_callback (widget_class, on_open_client);
}

static void
crm_import_assistant_init (CrmImportAssistant *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static CrmImportAssistant *
make (GtkWindow *parent, CrmStore *store, CrmCardFormat *cards)
{
  CrmImportAssistant *self = g_object_new (CRM_TYPE_IMPORT_ASSISTANT, "transient-for", parent, NULL);

  self->store = g_object_ref (store);
  self->importer = crm_importer_new (store, cards);
  /* The program ends with the window behind, and waits for what is being written: that is given up instead. */
  g_signal_connect_object (parent, "unrealize", G_CALLBACK (gtk_window_close), self, G_CONNECT_SWAPPED);
  return self;
}

void
crm_import_assistant_present_addresses (
    GtkWindow *parent, CrmStore *store, CrmCardFormat *cards, CrmAddressSource *addresses)
{
  CrmImportAssistant *self = make (parent, store, cards);

  self->addresses = g_object_ref (addresses);
  show_page (self, "books");
  gtk_window_present (GTK_WINDOW (self));
  crm_import_books_page_load (self->books_page, addresses);
}

void
crm_import_assistant_present (GtkWindow *parent, CrmStore *store, CrmCardFormat *cards, GFile *file)
{
  CrmImportAssistant *self = make (parent, store, cards);

  update (self);
  if (file != NULL)
    open_file (self, file);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->file_page));
  gtk_window_present (GTK_WINDOW (self));
}
