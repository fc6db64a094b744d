/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timeline/crm-script-panel.h"

#include <glib/gi18n-lib.h>

#include "script/crm-script.h"
#include "task/crm-when-entry.h"

/* Owns the script that was found last and one editor a question. Finds it in the reader, again whenever the records it depends on change;
 * answers stay as long as the script is the same. Main thread. */

struct _CrmScriptPanel
{
  AdwBin parent_instance;
  CrmStore *store;           /* owned */
  GCancellable *cancellable; /* owned, nullable: of the search under way */
  gint64 client;
  gint64 deal;
  CrmRow *script;       /* owned, nullable */
  GPtrArray *questions; /* owned, nullable */
  GPtrArray *editors;   /* borrowed widgets, one a question; each in its row */
  GtkWidget *name;
  GtkWidget *advice;
  GtkWidget *rows;
};

G_DEFINE_FINAL_TYPE (CrmScriptPanel, crm_script_panel, ADW_TYPE_BIN)

/* Finding */

typedef struct
{
  gint64 client;
  gint64 deal;
} About;

typedef struct
{
  CrmRow *script; /* NULL: none fits */
  GPtrArray *questions;
} Found;

static void
found_free (gpointer data)
{
  Found *self = data;

  g_clear_pointer (&self->script, crm_row_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  About *about = data;
  g_autoptr (Found) found = g_new0 (Found, 1);
  g_autoptr (GError) wrong = NULL;

  found->script = crm_script_find (tx, about->client, about->deal, &found->questions, &wrong);
  if (wrong != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&wrong));
      return NULL;
    }
  return g_steal_pointer (&found);
}

/* Editors */

static const char *
get_kind (CrmRow *question)
{
  return crm_row_get_text (question, CRM_SCRIPT_QUESTION_ANSWER);
}

static void show_asked (CrmScriptPanel *self);

static void
on_answer_toggled (GtkToggleButton *button, GtkToggleButton *other)
{
  /* One at most: a group would not let go of the last one. */
  if (gtk_toggle_button_get_active (button))
    gtk_toggle_button_set_active (other, FALSE);
}

static GtkWidget *
make_yes_no (const char *question)
{
  GtkWidget *pair = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  GtkWidget *yes = gtk_toggle_button_new_with_label (_ ("Yes"));
  GtkWidget *no = gtk_toggle_button_new_with_label (_ ("No"));

  g_signal_connect (yes, "toggled", G_CALLBACK (on_answer_toggled), no);
  g_signal_connect (no, "toggled", G_CALLBACK (on_answer_toggled), yes);
  gtk_widget_add_css_class (pair, "linked");
  gtk_widget_set_halign (pair, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (pair), yes);
  gtk_box_append (GTK_BOX (pair), no);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pair), GTK_ACCESSIBLE_PROPERTY_LABEL, question, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (yes), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, question, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (no), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, question, -1);
  return pair;
}

/* The first one is no answer. */
static GtkWidget *
make_choice (CrmRow *question, const char *words)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  g_auto (GStrv) answers = crm_script_list_answers (question);
  GtkWidget *drop_down;

  gtk_string_list_append (list, _ ("No answer"));
  gtk_string_list_splice (list, 1, 0, (const char *const *)answers);
  drop_down = gtk_drop_down_new (G_LIST_MODEL (list), NULL);
  gtk_widget_set_halign (drop_down, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return drop_down;
}

/* Every change of it may bring other questions. */
static GtkWidget *
make_editor (CrmScriptPanel *self, CrmRow *question)
{
  const char *kind = get_kind (question);
  const char *words = crm_row_get_text (question, CRM_SCRIPT_QUESTION_QUESTION);
  GtkWidget *pair, *choice, *entry;

  if (g_strcmp0 (kind, "yes-no") == 0)
    {
      pair = make_yes_no (words);
      for (GtkWidget *button = gtk_widget_get_first_child (pair); button != NULL;
           button = gtk_widget_get_next_sibling (button))
        g_signal_connect_object (button, "toggled", G_CALLBACK (show_asked), self, G_CONNECT_SWAPPED);
      return pair;
    }
  if (g_strcmp0 (kind, "choice") == 0)
    {
      choice = make_choice (question, words);
      g_signal_connect_object (choice, "notify::selected", G_CALLBACK (show_asked), self, G_CONNECT_SWAPPED);
      return choice;
    }
  entry = g_strcmp0 (kind, "date") == 0 ? crm_when_entry_new (self->store, words, NULL) : gtk_entry_new ();
  g_signal_connect_object (entry, "changed", G_CALLBACK (show_asked), self, G_CONNECT_SWAPPED);
  if (CRM_IS_WHEN_ENTRY (entry))
    return entry;
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return entry;
}

static void
set_yes_no (GtkWidget *pair, gboolean active)
{
  for (GtkWidget *button = gtk_widget_get_first_child (pair); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), active);
}

static void
clear_editor (GtkWidget *editor)
{
  if (GTK_IS_BOX (editor) && !CRM_IS_WHEN_ENTRY (editor))
    set_yes_no (editor, FALSE);
  else if (GTK_IS_DROP_DOWN (editor))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (editor), 0);
  else if (CRM_IS_WHEN_ENTRY (editor))
    crm_when_entry_set (CRM_WHEN_ENTRY (editor), NULL, 0);
  else
    gtk_editable_set_text (GTK_EDITABLE (editor), "");
}

/* "" for none; NULL with error. */
static char *
dup_answer (GtkWidget *editor, GError **error)
{
  g_auto (CrmWhen) when = { 0 };

  if (CRM_IS_WHEN_ENTRY (editor))
    {
      if (!crm_when_entry_read (CRM_WHEN_ENTRY (editor), &when, error))
        return NULL;
      return g_strdup (when.date != NULL ? when.date : "");
    }
  if (GTK_IS_DROP_DOWN (editor))
    {
      GtkDropDown *drop_down = GTK_DROP_DOWN (editor);
      gpointer item =
          gtk_drop_down_get_selected (drop_down) > 0 ? gtk_drop_down_get_selected_item (drop_down) : NULL;

      return g_strdup (item != NULL ? gtk_string_object_get_string (item) : "");
    }
  if (GTK_IS_BOX (editor))
    {
      GtkWidget *yes = gtk_widget_get_first_child (editor);

      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (yes)))
        return g_strdup ("yes");
      return g_strdup (
          gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (gtk_widget_get_next_sibling (yes))) ? "no" : "");
    }
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (editor))));
}

/* Showing */

static void
append_row (CrmScriptPanel *self, CrmRow *question)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new (crm_row_get_text (question, CRM_SCRIPT_QUESTION_QUESTION));
  GtkWidget *editor = make_editor (self, question);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* What is short stands beside its question. */
  if (g_strcmp0 (get_kind (question), "yes-no") == 0 || g_strcmp0 (get_kind (question), "choice") == 0)
    {
      gtk_orientable_set_orientation (GTK_ORIENTABLE (row), GTK_ORIENTATION_HORIZONTAL);
      gtk_box_set_spacing (GTK_BOX (row), 12);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_set_valign (editor, GTK_ALIGN_CENTER);
    }
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), editor);
  gtk_box_append (GTK_BOX (self->rows), row);
  g_ptr_array_add (self->editors, editor);
}

/* An answer for each question; "" for none, for one that is not asked and, without error, for one that cannot be read. NULL with error. */
static char **
read_answers (CrmScriptPanel *self, GError **error)
{
  g_auto (GStrv) answers = g_new0 (char *, self->editors->len + 1);

  for (guint i = 0; i < self->editors->len; i++)
    {
      answers[i] = dup_answer (self->editors->pdata[i], NULL);
      if (answers[i] == NULL)
        answers[i] = g_strdup ("");
    }
  for (guint i = 0; i < self->editors->len; i++)
    {
      g_autofree char *answer = NULL;

      if (!crm_script_is_asked (self->questions, (const char *const *)answers, i))
        *answers[i] = '\0';
      else if (error != NULL && (answer = dup_answer (self->editors->pdata[i], error)) == NULL)
        {
          g_prefix_error (
              error, "%s: ", crm_row_get_text (self->questions->pdata[i], CRM_SCRIPT_QUESTION_QUESTION));
          return NULL;
        }
    }
  return g_steal_pointer (&answers);
}

/* What was answered before its question went stays, should it come again. */
static void
show_asked (CrmScriptPanel *self)
{
  g_auto (GStrv) answers = NULL;

  /* Not before all of them are there. */
  if (self->questions == NULL || self->editors->len < self->questions->len)
    return;
  answers = read_answers (self, NULL);
  for (guint i = 0; i < self->editors->len; i++)
    gtk_widget_set_visible (gtk_widget_get_parent (self->editors->pdata[i]),
        crm_script_is_asked (self->questions, (const char *const *)answers, i));
}

static void
show_advice (CrmScriptPanel *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->advice), text != NULL ? text : "");
  gtk_widget_set_visible (self->advice, text != NULL);
}

static void
show_script (CrmScriptPanel *self, CrmRow *script, GPtrArray *questions)
{
  GtkWidget *row;

  g_ptr_array_set_size (self->editors, 0);
  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), row);
  g_clear_pointer (&self->script, crm_row_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  gtk_widget_set_visible (GTK_WIDGET (self), script != NULL);
  if (script == NULL)
    return;
  self->script = crm_row_ref (script);
  self->questions = g_ptr_array_ref (questions);
  gtk_label_set_text (GTK_LABEL (self->name), crm_row_get_text (script, CRM_SCRIPT_NAME));
  show_advice (self, crm_row_get_text (script, CRM_SCRIPT_ADVICE));
  for (guint i = 0; i < questions->len; i++)
    append_row (self, questions->pdata[i]);
  show_asked (self);
}

static gboolean
is_same_row (CrmRow *a, CrmRow *b)
{
  return a->id == b->id && a->version == b->version;
}

static gboolean
is_same (CrmScriptPanel *self, Found *found)
{
  if (self->script == NULL || found->script == NULL)
    return self->script == found->script;
  if (!is_same_row (self->script, found->script) || self->questions->len != found->questions->len)
    return FALSE;
  for (guint i = 0; i < self->questions->len; i++)
    if (!is_same_row (self->questions->pdata[i], found->questions->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmScriptPanel) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Found) found = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (error != NULL)
    {
      show_script (self, NULL, NULL);
      gtk_label_set_text (GTK_LABEL (self->name), _ ("The script could not be read"));
      show_advice (self, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
      return;
    }
  if (!is_same (self, found) || found->script == NULL)
    show_script (self, found->script, found->questions);
}

static void
stop (CrmScriptPanel *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
look (CrmScriptPanel *self)
{
  About about = { self->client, self->deal };

  stop (self);
  if (self->client == 0 && self->deal == 0)
    return;
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 1, find_in_worker, g_memdup2 (&about, sizeof about), g_free, found_free,
      self->cancellable, on_found, g_object_ref (self));
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmScriptPanel *self)
{
  if (crm_change_set_touches (changes, "script") || crm_change_set_touches (changes, "script_question") ||
      crm_change_set_has (changes, "client", self->client) ||
      crm_change_set_has (changes, "deal", self->deal))
    look (self);
}

/* For others */

void
crm_script_panel_set_about (CrmScriptPanel *self, gint64 client, gint64 deal)
{
  g_return_if_fail (CRM_IS_SCRIPT_PANEL (self));
  if (self->client == client && self->deal == deal)
    return;
  self->client = client;
  self->deal = deal;
  show_script (self, NULL, NULL);
  look (self);
}

GPtrArray *
crm_script_panel_get_questions (CrmScriptPanel *self)
{
  g_return_val_if_fail (CRM_IS_SCRIPT_PANEL (self), NULL);
  return self->questions;
}

char **
crm_script_panel_dup_answers (CrmScriptPanel *self, GError **error)
{
  g_return_val_if_fail (CRM_IS_SCRIPT_PANEL (self), NULL);
  return read_answers (self, error);
}

void
crm_script_panel_clear (CrmScriptPanel *self)
{
  g_return_if_fail (CRM_IS_SCRIPT_PANEL (self));
  for (guint i = 0; i < self->editors->len; i++)
    clear_editor (self->editors->pdata[i]);
}

/* Making */

static void
crm_script_panel_dispose (GObject *object)
{
  CrmScriptPanel *self = CRM_SCRIPT_PANEL (object);

  stop (self);
  g_ptr_array_set_size (self->editors, 0);
  g_clear_pointer (&self->script, crm_row_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_script_panel_parent_class)->dispose (object);
}

static void
crm_script_panel_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_SCRIPT_PANEL (object)->editors);
  G_OBJECT_CLASS (crm_script_panel_parent_class)->finalize (object);
}

static void
crm_script_panel_class_init (CrmScriptPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_script_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_script_panel_finalize;
}

static GtkWidget *
make_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
crm_script_panel_init (CrmScriptPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->editors = g_ptr_array_new ();
  self->name = make_label ("heading");
  self->advice = make_label ("dim-label");
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_box_append (GTK_BOX (box), self->name);
  gtk_box_append (GTK_BOX (box), self->advice);
  gtk_box_append (GTK_BOX (box), self->rows);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
crm_script_panel_new (CrmStore *store)
{
  CrmScriptPanel *self = g_object_new (CRM_TYPE_SCRIPT_PANEL, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  return GTK_WIDGET (self);
}
