/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template-editor.h"

#include <glib/gi18n-lib.h>

#include "base/crm-spoken.h"
#include "base/crm-text.h"
#include "message/crm-sms-counter.h"
#include "template/crm-template-preview.h"
#include "template/crm-template-question.h"
#include "template/crm-template-text-view.h"
#include "widgets/crm-chip.h"

/* Widgets over a draft that the window owns. The text on show is that of one language; the counter counts what the preview makes of it. */

struct _CrmTemplateEditor
{
  AdwBin parent_instance;
  CrmStore *store;         /* owned */
  CrmTemplateDraft *draft; /* borrowed, nullable */
  CrmDraftText *text;      /* of draft: on show; nullable */
  GtkWidget *name;
  GtkWidget *channel;
  GtkWidget *purpose;
  GtkWidget *languages; /* box of chips */
  GtkWidget *remove;
  GtkWidget *add_popover;
  GtkWidget *add_entry;
  GtkWidget *subject;
  GtkWidget *view;
  GtkWidget *counter;
  GtkWidget *preview;
  GtkWidget *question;
  gboolean quiet;
};

G_DEFINE_FINAL_TYPE (CrmTemplateEditor, crm_template_editor, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  const char *word;
  const char *label;
} Choice;

static const Choice channels[] = {
  { "any", N_ ("Every channel") },
  { "sms", N_ ("SMS") },
  { "mail", N_ ("Letter") },
  { "chat", N_ ("Chat") },
};

static const Choice purposes[] = {
  { "service", N_ ("What they need to know") },
  { "marketing", N_ ("Advertising") },
};

static void
set (char **to, const char *from)
{
  char *copy = g_strdup (from);

  g_free (*to);
  *to = copy;
}

static void
tell (CrmTemplateEditor *self)
{
  if (!self->quiet && self->draft)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
show_preview (CrmTemplateEditor *self)
{
  gboolean mail = self->draft &&
                  (g_str_equal (self->draft->channel, "mail") || g_str_equal (self->draft->channel, "any"));

  gtk_widget_set_visible (self->subject, mail);
  gtk_widget_set_visible (self->counter, self->draft && !g_str_equal (self->draft->channel, "mail"));
  if (self->text)
    crm_template_preview_set_text (CRM_TEMPLATE_PREVIEW (self->preview), mail ? self->text->subject : NULL,
        self->text->text, self->text->language);
}

/* Languages */

static char *
dup_language_label (const char *language)
{
  return *language ? crm_spoken_language_name (language) : g_strdup (_ ("Everybody else"));
}

static void show_languages (CrmTemplateEditor *self);

static void
show_text (CrmTemplateEditor *self, CrmDraftText *text)
{
  self->quiet = TRUE;
  self->text = text;
  gtk_editable_set_text (GTK_EDITABLE (self->subject), text ? text->subject : "");
  crm_template_text_view_set_text (CRM_TEMPLATE_TEXT_VIEW (self->view), text ? text->text : "");
  gtk_widget_set_sensitive (self->remove, self->draft && crm_template_draft_count_texts (self->draft) > 1);
  self->quiet = FALSE;
  show_preview (self);
}

static void
on_language_toggled (GtkToggleButton *chip, CrmTemplateEditor *self)
{
  CrmDraftText *text = g_object_get_data (G_OBJECT (chip), "text");

  if (!self->quiet && gtk_toggle_button_get_active (chip))
    show_text (self, text);
}

static void
show_languages (CrmTemplateEditor *self)
{
  GtkWidget *child, *group = NULL;

  self->quiet = TRUE;
  while ((child = gtk_widget_get_first_child (self->languages)))
    gtk_box_remove (GTK_BOX (self->languages), child);
  for (guint i = 0; self->draft && i < self->draft->texts->len; i++)
    {
      CrmDraftText *text = self->draft->texts->pdata[i];
      g_autofree char *label = dup_language_label (text->language);
      GtkWidget *chip;

      if (text->removed)
        continue;
      chip = crm_chip_new (label, NULL, group);
      group = group ? group : chip;
      g_object_set_data (G_OBJECT (chip), "text", text);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), text == self->text);
      g_signal_connect (chip, "toggled", G_CALLBACK (on_language_toggled), self);
      gtk_box_append (GTK_BOX (self->languages), chip);
    }
  self->quiet = FALSE;
}

static CrmDraftText *
find_text (CrmTemplateEditor *self, const char *language)
{
  for (guint i = 0; i < self->draft->texts->len; i++)
    {
      CrmDraftText *text = self->draft->texts->pdata[i];

      if (!text->removed && (!language || g_str_equal (text->language, language)))
        return text;
    }
  return NULL;
}

/* A code, the name of a language, or nothing for everybody else. */
static void
on_add_language (CrmTemplateEditor *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->add_entry));
  g_autofree char *code = crm_text_is_blank (typed) ? g_strdup ("") : crm_spoken_language (typed);
  CrmDraftText *text;

  if (!self->draft)
    return;
  if (!code)
    {
      gtk_widget_add_css_class (self->add_entry, "error");
      return;
    }
  gtk_widget_remove_css_class (self->add_entry, "error");
  text = find_text (self, code);
  if (!text)
    {
      text = crm_template_draft_add_text (self->draft, code);
      /* What is there is the best beginning of a translation. */
      if (self->text)
        {
          set (&text->text, self->text->text);
          set (&text->subject, self->text->subject);
        }
    }
  gtk_editable_set_text (GTK_EDITABLE (self->add_entry), "");
  gtk_popover_popdown (GTK_POPOVER (self->add_popover));
  show_text (self, text);
  show_languages (self);
  gtk_widget_grab_focus (self->view);
  tell (self);
}

static void
on_remove_language (CrmTemplateEditor *self)
{
  if (!self->text || crm_template_draft_count_texts (self->draft) < 2)
    return;
  self->text->removed = TRUE;
  show_text (self, find_text (self, NULL));
  show_languages (self);
  tell (self);
}

/* What a person changed */

static void
on_name_changed (CrmTemplateEditor *self)
{
  if (self->quiet || !self->draft)
    return;
  set (&self->draft->name, gtk_editable_get_text (GTK_EDITABLE (self->name)));
  tell (self);
}

static void
on_choice_changed (CrmTemplateEditor *self)
{
  guint channel = adw_combo_row_get_selected (ADW_COMBO_ROW (self->channel));
  guint purpose = adw_combo_row_get_selected (ADW_COMBO_ROW (self->purpose));

  if (self->quiet || !self->draft || channel >= G_N_ELEMENTS (channels) || purpose >= G_N_ELEMENTS (purposes))
    return;
  set (&self->draft->channel, channels[channel].word);
  set (&self->draft->purpose, purposes[purpose].word);
  show_preview (self);
  tell (self);
}

static void
on_subject_changed (CrmTemplateEditor *self)
{
  if (self->quiet || !self->text)
    return;
  set (&self->text->subject, gtk_editable_get_text (GTK_EDITABLE (self->subject)));
  show_preview (self);
  tell (self);
}

static void
on_text_changed (CrmTemplateEditor *self)
{
  if (self->quiet || !self->text)
    return;
  g_free (self->text->text);
  self->text->text = crm_template_text_view_dup_text (CRM_TEMPLATE_TEXT_VIEW (self->view));
  show_preview (self);
  tell (self);
}

static void
on_insert_field (CrmTemplateEditor *self)
{
  crm_template_text_view_insert_field (CRM_TEMPLATE_TEXT_VIEW (self->view));
}

/* What makes it Unicode may stand in the text or come from a field: only the first can be helped here. */
static void
on_simplify (CrmTemplateEditor *self)
{
  g_autofree char *simple = self->text ? crm_sms_simplify (self->text->text) : NULL;

  if (simple)
    crm_template_text_view_replace (CRM_TEMPLATE_TEXT_VIEW (self->view), simple);
}

static void
on_filled (CrmTemplatePreview *preview, const char *text, CrmTemplateEditor *self)
{
  if (text)
    crm_sms_counter_set_text (CRM_SMS_COUNTER (self->counter), text);
}

static void
select_word (GtkWidget *row, const Choice *choices, guint n, const char *word)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (choices[i].word, word))
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
}

void
crm_template_editor_set_draft (CrmTemplateEditor *self, CrmTemplateDraft *draft)
{
  g_return_if_fail (CRM_IS_TEMPLATE_EDITOR (self));
  self->quiet = TRUE;
  self->draft = draft;
  self->text = NULL;
  if (draft)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->name), draft->name);
      select_word (self->channel, channels, G_N_ELEMENTS (channels), draft->channel);
      select_word (self->purpose, purposes, G_N_ELEMENTS (purposes), draft->purpose);
      if (!crm_template_draft_count_texts (draft))
        crm_template_draft_add_text (draft, "");
    }
  crm_template_question_set_draft (CRM_TEMPLATE_QUESTION (self->question), draft);
  self->quiet = FALSE;
  show_text (self, draft ? find_text (self, NULL) : NULL);
  show_languages (self);
}

void
crm_template_editor_focus_name (CrmTemplateEditor *self)
{
  g_return_if_fail (CRM_IS_TEMPLATE_EDITOR (self));
  gtk_widget_grab_focus (self->name);
}

static void
crm_template_editor_dispose (GObject *object)
{
  CrmTemplateEditor *self = CRM_TEMPLATE_EDITOR (object);

  self->quiet = TRUE;
  self->draft = NULL;
  self->text = NULL;
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_template_editor_parent_class)->dispose (object);
}

static void
crm_template_editor_class_init (CrmTemplateEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_template_editor_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_template_editor_init (CrmTemplateEditor *self)
{
}

static GtkWidget *
make_combo (CrmTemplateEditor *self, const char *title, const Choice *choices, guint n)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (labels, _ (choices[i].label));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (on_choice_changed), self);
  return row;
}

static GtkWidget *
make_form (CrmTemplateEditor *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->name = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), _ ("Name"));
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (on_name_changed), self);
  self->channel = make_combo (self, _ ("Channel"), channels, G_N_ELEMENTS (channels));
  self->purpose = make_combo (self, _ ("Purpose"), purposes, G_N_ELEMENTS (purposes));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->name);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->channel);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->purpose);
  return group;
}

static void
name_button (GtkWidget *button, const char *label)
{
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static GtkWidget *
make_add_popover (CrmTemplateEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *add = gtk_button_new_with_label (_ ("Add"));
  GtkWidget *label =
      gtk_label_new (_ ("A language, as “uk” or “Deutsch”. Leave it empty for everybody else."));

  self->add_entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->add_entry), _ ("Language"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->add_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Language"), -1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_widget_add_css_class (label, "caption");
  g_signal_connect_swapped (self->add_entry, "activate", G_CALLBACK (on_add_language), self);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add_language), self);
  gtk_box_append (GTK_BOX (box), self->add_entry);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), add);
  self->add_popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->add_popover), box);
  return self->add_popover;
}

static GtkWidget *
make_languages (CrmTemplateEditor *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *scrolled = gtk_scrolled_window_new ();
  GtkWidget *add = gtk_menu_button_new ();

  self->languages = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->languages);
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (add), "list-add-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (add), make_add_popover (self));
  gtk_widget_add_css_class (add, "flat");
  name_button (add, _ ("Add a language"));
  self->remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_add_css_class (self->remove, "flat");
  name_button (self->remove, _ ("Remove this language"));
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (on_remove_language), self);
  gtk_box_append (GTK_BOX (row), scrolled);
  gtk_box_append (GTK_BOX (row), add);
  gtk_box_append (GTK_BOX (row), self->remove);
  return row;
}

static GtkWidget *
make_text (CrmTemplateEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6),
            *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *insert = gtk_button_new_with_mnemonic (_ ("Insert _field"));

  self->subject = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->subject), _ ("Subject of a letter"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->subject), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Subject of a letter"), -1);
  g_signal_connect_swapped (self->subject, "changed", G_CALLBACK (on_subject_changed), self);
  self->view = crm_template_text_view_new (self->store);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Text of the template"), -1);
  gtk_widget_set_size_request (self->view, -1, 96);
  gtk_widget_add_css_class (frame, "card");
  gtk_widget_add_css_class (frame, "pad");
  g_signal_connect_swapped (self->view, "changed", G_CALLBACK (on_text_changed), self);
  gtk_box_append (GTK_BOX (frame), self->view);
  self->counter = crm_sms_counter_new ();
  gtk_widget_set_hexpand (self->counter, TRUE);
  gtk_widget_set_halign (self->counter, GTK_ALIGN_END);
  g_signal_connect_swapped (self->counter, "simplify", G_CALLBACK (on_simplify), self);
  g_signal_connect_swapped (insert, "clicked", G_CALLBACK (on_insert_field), self);
  gtk_box_append (GTK_BOX (foot), insert);
  gtk_box_append (GTK_BOX (foot), self->counter);
  gtk_box_append (GTK_BOX (box), make_languages (self));
  gtk_box_append (GTK_BOX (box), self->subject);
  gtk_box_append (GTK_BOX (box), frame);
  gtk_box_append (GTK_BOX (box), foot);
  return box;
}

GtkWidget *
crm_template_editor_new (CrmStore *store)
{
  CrmTemplateEditor *self = g_object_new (CRM_TYPE_TEMPLATE_EDITOR, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->store = g_object_ref (store);
  self->preview = crm_template_preview_new (store);
  g_signal_connect_object (self->preview, "filled", G_CALLBACK (on_filled), self, 0);
  self->question = crm_template_question_new (store);
  g_signal_connect_object (self->question, "changed", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), make_form (self));
  gtk_box_append (GTK_BOX (box), make_text (self));
  gtk_box_append (GTK_BOX (box), self->preview);
  gtk_box_append (GTK_BOX (box), self->question);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 680);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  return GTK_WIDGET (self);
}
