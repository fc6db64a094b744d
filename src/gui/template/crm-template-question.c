/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template-question.h"

#include <glib/gi18n-lib.h>

#include "template/crm-template.h"

/* Rows over a draft that somebody else owns. */

struct _CrmTemplateQuestion
{
  AdwPreferencesGroup parent_instance;
  CrmStore *store;         /* owned */
  CrmTemplateDraft *draft; /* borrowed, nullable */
  GtkWidget *expects;
  GtkWidget *scale;
  GtkWidget *scale_min;
  GtkWidget *scale_max;
  GtkWidget *words_row;
  GtkTextBuffer *words;
  GtkWidget *days_row;
  GtkWidget *days;
  GtkWidget *reply;
  GtkWidget *meaning_row;
  gboolean quiet;
};

G_DEFINE_FINAL_TYPE (CrmTemplateQuestion, crm_template_question, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const struct
{
  const char *word;
  const char *label;
} kinds[] = {
  { "", N_ ("None") },
  { "scale", N_ ("A number") },
  { "yes-no", N_ ("Yes or no") },
  { "words", N_ ("One of these words") },
  { "text", N_ ("Any text") },
};

static void
set (char **to, const char *from)
{
  char *copy = g_strdup (from);

  g_free (*to);
  *to = copy;
}

/* As the book would have it. */
static gboolean
read_reply (CrmTemplateQuestion *self, const char *reply, gint64 *score, gboolean *has_score, char **value)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "template");
  g_autofree CrmValue *values = g_new0 (CrmValue, entity->n_fields);
  CrmRow row = { .entity = entity, .values = values };
  gboolean understood;

  crm_value_set_text (&values[CRM_TEMPLATE_EXPECTS], self->draft->expects);
  crm_value_set_text (&values[CRM_TEMPLATE_WORDS], self->draft->words);
  crm_value_set_integer (&values[CRM_TEMPLATE_SCALE_MIN], self->draft->scale_min);
  crm_value_set_integer (&values[CRM_TEMPLATE_SCALE_MAX], self->draft->scale_max);
  understood = crm_answer_read (&row, reply, score, has_score, value);
  for (guint i = 0; i < entity->n_fields; i++)
    crm_value_clear (&values[i]);
  return understood;
}

static void
show_meaning (CrmTemplateQuestion *self)
{
  const char *reply = gtk_editable_get_text (GTK_EDITABLE (self->reply));
  g_autofree char *value = NULL, *text = NULL;
  gboolean has_score = FALSE;
  gint64 score = 0;

  if (!*reply || !self->draft)
    text = g_strdup (_ ("Type what somebody might answer."));
  else if (!read_reply (self, reply, &score, &has_score, &value))
    text = g_strdup (_ ("No answer: it stays a message to be read."));
  else if (has_score && !g_str_equal (self->draft->expects, "scale"))
    /* Translators: what a reply is understood as, and the points it counts. */
    text = g_strdup_printf (_ ("Understood as: %s (%lld)"), value, (long long)score);
  else
    text = g_strdup_printf (_ ("Understood as: %s"), value);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->meaning_row), text);
}

static void
show_rows (CrmTemplateQuestion *self)
{
  const char *expects = self->draft ? self->draft->expects : "";

  gtk_widget_set_visible (self->scale, g_str_equal (expects, "scale"));
  gtk_widget_set_visible (self->words_row, g_str_equal (expects, "words"));
  gtk_widget_set_visible (self->days_row, *expects != '\0');
  gtk_widget_set_visible (self->reply, *expects != '\0');
  gtk_widget_set_visible (self->meaning_row, *expects != '\0');
  show_meaning (self);
}

static void
on_changed (CrmTemplateQuestion *self)
{
  g_autofree char *words = NULL;
  GtkTextIter start, end;
  guint kind = adw_combo_row_get_selected (ADW_COMBO_ROW (self->expects));

  if (self->quiet || !self->draft || kind >= G_N_ELEMENTS (kinds))
    return;
  gtk_text_buffer_get_bounds (self->words, &start, &end);
  words = gtk_text_buffer_get_text (self->words, &start, &end, TRUE);
  set (&self->draft->expects, kinds[kind].word);
  set (&self->draft->words, words);
  self->draft->scale_min = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->scale_min));
  self->draft->scale_max = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->scale_max));
  self->draft->valid_days = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->days));
  show_rows (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
crm_template_question_set_draft (CrmTemplateQuestion *self, CrmTemplateDraft *draft)
{
  g_return_if_fail (CRM_IS_TEMPLATE_QUESTION (self));
  self->draft = draft;
  self->quiet = TRUE;
  for (guint i = 0; draft && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].word, draft->expects))
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->expects), i);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->scale_min), draft ? draft->scale_min : 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->scale_max), draft ? draft->scale_max : 5);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->days), draft ? draft->valid_days : 7);
  gtk_text_buffer_set_text (self->words, draft ? draft->words : "", -1);
  gtk_editable_set_text (GTK_EDITABLE (self->reply), "");
  self->quiet = FALSE;
  show_rows (self);
}

static GtkWidget *
make_spin (CrmTemplateQuestion *self, int min, int max, const char *label)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (min, max, 1);

  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (on_changed), self);
  return spin;
}

static GtkWidget *
make_words_row (CrmTemplateQuestion *self)
{
  GtkWidget *row = adw_preferences_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *view = gtk_text_view_new (),
            *label = gtk_label_new (_ ("A line for each meaning: 3=good, fine"));

  self->words = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_signal_connect_swapped (self->words, "changed", G_CALLBACK (on_changed), self);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_set_size_request (view, -1, 72);
  gtk_widget_add_css_class (view, "template-text");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Words that are expected"), -1);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), view);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static GtkWidget *
make_row (const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  return row;
}

static void
build (CrmTemplateQuestion *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (labels, _ (kinds[i].label));
  self->expects = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->expects), _ ("Expected answer"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->expects), G_LIST_MODEL (labels));
  g_signal_connect_swapped (self->expects, "notify::selected", G_CALLBACK (on_changed), self);
  self->scale = make_row (_ ("From, to"));
  self->scale_min = make_spin (self, -100, 999, _ ("Smallest number"));
  self->scale_max = make_spin (self, -99, 1000, _ ("Largest number"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->scale), self->scale_min);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->scale), self->scale_max);
  self->words_row = make_words_row (self);
  self->days_row = make_row (_ ("Days in which a reply counts"));
  self->days = make_spin (self, 1, 366, _ ("Days in which a reply counts"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->days_row), self->days);
  self->reply = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reply), _ ("Try a reply"));
  g_signal_connect_swapped (self->reply, "changed", G_CALLBACK (show_meaning), self);
  self->meaning_row = make_row ("");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->meaning_row), FALSE);
  gtk_widget_add_css_class (self->meaning_row, "dim-label");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->expects);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->scale);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->words_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->days_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->reply);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->meaning_row);
}

static void
crm_template_question_dispose (GObject *object)
{
  CrmTemplateQuestion *self = CRM_TEMPLATE_QUESTION (object);

  self->draft = NULL;
  self->quiet = TRUE;
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_template_question_parent_class)->dispose (object);
}

static void
crm_template_question_class_init (CrmTemplateQuestionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_template_question_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_template_question_init (CrmTemplateQuestion *self)
{
}

GtkWidget *
crm_template_question_new (CrmStore *store)
{
  CrmTemplateQuestion *self = g_object_new (CRM_TYPE_TEMPLATE_QUESTION, "title", _ ("Question"), NULL);

  self->store = g_object_ref (store);
  build (self);
  crm_template_question_set_draft (self, NULL);
  return GTK_WIDGET (self);
}
