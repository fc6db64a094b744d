/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-field-editor.h"
#include <glib/gi18n-lib.h>
#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "base/crm-when.h"
#include "task/crm-task-words.h"
#include "widgets/crm-completion.h"

/* A table with one line per CrmKind: how its widget is made, filled and read. Owns the widget as its child. Main thread. */

struct _CrmFieldEditor
{
  AdwBin parent_instance;
  CrmStore *store;           /* owned */
  const CrmField *field;     /* not owned */
  GtkWidget *input;          /* what takes the text; inside the child */
  CrmCompletion *completion; /* nullable, owned by input */
  gboolean filling;
  gboolean blank; /* a switch whose value nobody has decided */
};

G_DEFINE_FINAL_TYPE (CrmFieldEditor, crm_field_editor, ADW_TYPE_BIN)

enum
{
  SIGNAL_COMMIT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  GtkWidget *(*make) (CrmFieldEditor *self); /* returns the child and sets input */
  void (*fill) (CrmFieldEditor *self, const char *text);
  char *(*read) (CrmFieldEditor *self);
} Kind;

static void
decide (CrmFieldEditor *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_COMMIT], 0);
}

/* One line of text */

static GtkWidget *
make_entry (CrmFieldEditor *self)
{
  static const GtkInputPurpose purposes[CRM_N_KINDS] = {
    [CRM_KIND_INTEGER] = GTK_INPUT_PURPOSE_NUMBER,
    [CRM_KIND_PHONE] = GTK_INPUT_PURPOSE_PHONE,
    [CRM_KIND_EMAIL] = GTK_INPUT_PURPOSE_EMAIL,
    [CRM_KIND_URL] = GTK_INPUT_PURPOSE_URL,
  };
  self->input = gtk_entry_new ();
  gtk_entry_set_input_purpose (GTK_ENTRY (self->input), purposes[self->field->kind]);
  gtk_widget_set_hexpand (self->input, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->input), 6);
  return self->input;
}

static void
fill_entry (CrmFieldEditor *self, const char *text)
{
  if (self->completion != NULL)
    crm_completion_set_text (self->completion, text, 0);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->input), text);
}

static char *
read_entry (CrmFieldEditor *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->input))));
}

/* Text that other records know */

static GtkWidget *
make_option (CrmFieldEditor *self)
{
  make_entry (self);
  self->completion =
      crm_completion_attach (self->input, self->store, "option", "list", self->field->target, FALSE);
  g_signal_connect_object (self->completion, "taken", G_CALLBACK (decide), self, G_CONNECT_SWAPPED);
  return self->input;
}

static GtkWidget *
make_link (CrmFieldEditor *self)
{
  gboolean many = self->field->kind == CRM_KIND_LINKS || self->field->kind == CRM_KIND_TAGS;
  const char *entity = self->field->kind == CRM_KIND_TAGS ? "tag" : self->field->target;
  gboolean company = g_strcmp0 (self->field->name, "company") == 0;

  make_entry (self);
  self->completion = crm_completion_attach (
      self->input, self->store, entity, company ? "kind" : NULL, company ? "company" : NULL, many);
  if (!many)
    g_signal_connect_object (self->completion, "taken", G_CALLBACK (decide), self, G_CONNECT_SWAPPED);
  return self->input;
}

static char *
read_link (CrmFieldEditor *self)
{
  gint64 id = crm_completion_get_taken (self->completion);

  return id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : read_entry (self);
}

/* Of clients and what is done with them there are too many to begin with any. */
static gboolean
has_few (const CrmField *field)
{
  static const char *const many[] = { "client", "deal", "task", "meeting", "product", NULL };

  return field->kind == CRM_KIND_OPTION ||
         (field->kind == CRM_KIND_LINK && field->target != NULL && !g_strv_contains (many, field->target));
}

/* Several lines */

static GtkWidget *
make_lines (CrmFieldEditor *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->input = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->input), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->input), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->input), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->input), 6);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->input), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->input), 6);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 64);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 180);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->input);
  gtk_widget_add_css_class (scrolled, "text-lines");
  return scrolled;
}

static void
fill_lines (CrmFieldEditor *self, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->input)), text, -1);
}

static char *
read_lines (CrmFieldEditor *self)
{
  g_autofree char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->input)), "text", &text, NULL);
  return g_strchomp (g_steal_pointer (&text));
}

/* A date: typed in any usual form, or picked */

static void
on_day_selected (GtkCalendar *calendar, CrmFieldEditor *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  gtk_editable_set_text (GTK_EDITABLE (self->input), text);
}

static void
on_calendar_wanted (GtkMenuButton *button, gpointer data)
{
  CrmFieldEditor *self = data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = gtk_calendar_new ();
  g_autofree char *text = crm_field_editor_dup_text (self);
  g_autoptr (GDateTime) day = NULL;
  int year, month, number;

  if (crm_date_is_valid (text) && sscanf (text, "%4d-%2d-%2d", &year, &month, &number) == 3)
    day = g_date_time_new_local (year, month, number, 12, 0, 0);
  if (day != NULL)
    gtk_calendar_select_day (GTK_CALENDAR (calendar), day);
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (on_day_selected), self, 0);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (button, popover);
}

static GtkWidget *
make_date (CrmFieldEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_menu_button_new ();

  gtk_box_append (GTK_BOX (box), make_entry (self));
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->input), _ ("24.11.1984 or 24 November"));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), on_calendar_wanted, self, NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Pick a date"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Pick a date"), -1);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

/* Days that come every year, as birthdays, are not said in words. */
static char *
parse_date (CrmFieldEditor *self, const char *typed, GError **error)
{
  if (self->field->flags & CRM_FIELD_YEARLY)
    return crm_date_parse (typed, CRM_DATE_ORDER_UNKNOWN, error);
  return crm_when_parse_day (typed, crm_clock_now (), crm_store_get_zone (self->store),
      crm_task_get_week_start (self->store), error);
}

static char *
read_date (CrmFieldEditor *self)
{
  g_autofree char *typed = read_entry (self);
  char *date = typed[0] != '\0' ? parse_date (self, typed, NULL) : NULL;

  return date != NULL ? date : g_steal_pointer (&typed);
}

static char *
read_duration (CrmFieldEditor *self)
{
  g_autofree char *typed = read_entry (self);
  gint64 seconds;

  if (typed[0] != '\0' && crm_duration_parse (typed, &seconds, NULL))
    return g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  return g_steal_pointer (&typed);
}

/* Yes or no */

static void
on_switched (GObject *object, GParamSpec *pspec, CrmFieldEditor *self)
{
  self->blank = self->blank && self->filling;
  decide (self);
}

static GtkWidget *
make_switch (CrmFieldEditor *self)
{
  self->input = gtk_switch_new ();
  gtk_widget_set_halign (self->input, GTK_ALIGN_START);
  g_signal_connect (self->input, "notify::active", G_CALLBACK (on_switched), self);
  return self->input;
}

static void
fill_switch (CrmFieldEditor *self, const char *text)
{
  self->blank = text[0] == '\0';
  gtk_switch_set_active (GTK_SWITCH (self->input), g_str_equal (text, "1") ||
                                                       g_ascii_strcasecmp (text, "true") == 0 ||
                                                       g_ascii_strcasecmp (text, "yes") == 0);
}

static char *
read_switch (CrmFieldEditor *self)
{
  if (gtk_switch_get_active (GTK_SWITCH (self->input)))
    return g_strdup ("1");
  return g_strdup (self->blank ? "" : "0");
}

/* One of some words */

static gboolean
can_be_empty (const CrmField *field)
{
  return (field->flags & CRM_FIELD_REQUIRED) == 0;
}

static void
on_choice_selected (GObject *object, GParamSpec *pspec, CrmFieldEditor *self)
{
  decide (self);
}

static GtkWidget *
make_choice (CrmFieldEditor *self)
{
  GtkStringList *labels = gtk_string_list_new (NULL);

  if (can_be_empty (self->field))
    gtk_string_list_append (labels, "—");
  for (const CrmChoice *choice = self->field->choices; choice != NULL && choice->word != NULL; choice++)
    gtk_string_list_append (labels, crm_field_get_choice_label (self->field, choice->word));
  self->input = gtk_drop_down_new (G_LIST_MODEL (labels), NULL);
  gtk_widget_set_hexpand (self->input, TRUE);
  g_signal_connect (self->input, "notify::selected", G_CALLBACK (on_choice_selected), self);
  return self->input;
}

static void
fill_choice (CrmFieldEditor *self, const char *text)
{
  guint position = can_be_empty (self->field) ? 1 : 0;

  for (const CrmChoice *choice = self->field->choices; choice != NULL && choice->word != NULL;
       choice++, position++)
    if (g_str_equal (choice->word, text))
      {
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->input), position);
        return;
      }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->input), 0);
}

static char *
read_choice (CrmFieldEditor *self)
{
  guint position = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->input));

  if (position == GTK_INVALID_LIST_POSITION || self->field->choices == NULL)
    return g_strdup ("");
  if (can_be_empty (self->field))
    return g_strdup (position == 0 ? "" : self->field->choices[position - 1].word);
  return g_strdup (self->field->choices[position].word);
}

/* Several of some words */

static GtkWidget *
make_choices (CrmFieldEditor *self)
{
  self->input = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  for (const CrmChoice *choice = self->field->choices; choice != NULL && choice->word != NULL; choice++)
    {
      GtkWidget *check =
          gtk_check_button_new_with_label (crm_field_get_choice_label (self->field, choice->word));

      g_object_set_data (G_OBJECT (check), "word", (gpointer)choice->word);
      gtk_box_append (GTK_BOX (self->input), check);
    }
  return self->input;
}

static void
fill_choices (CrmFieldEditor *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,;", -1);

  for (GtkWidget *check = gtk_widget_get_first_child (self->input); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
        g_strv_contains ((const char *const *)words, g_object_get_data (G_OBJECT (check), "word")));
}

static char *
read_choices (CrmFieldEditor *self)
{
  GString *words = g_string_new (NULL);

  for (GtkWidget *check = gtk_widget_get_first_child (self->input); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_string_append_printf (
          words, "%s%s", words->len > 0 ? "," : "", (char *)g_object_get_data (G_OBJECT (check), "word"));
  return g_string_free (words, FALSE);
}

static const Kind kinds[CRM_N_KINDS] = {
  [CRM_KIND_TEXT] = { make_entry, fill_entry, read_entry },
  [CRM_KIND_LONG] = { make_lines, fill_lines, read_lines },
  [CRM_KIND_BODY] = { make_lines, fill_lines, read_lines },
  [CRM_KIND_INTEGER] = { make_entry, fill_entry, read_entry },
  [CRM_KIND_REAL] = { make_entry, fill_entry, read_entry },
  [CRM_KIND_DECIMAL] = { make_entry, fill_entry, read_entry },
  [CRM_KIND_BOOLEAN] = { make_switch, fill_switch, read_switch },
  [CRM_KIND_DATE] = { make_date, fill_entry, read_date },
  [CRM_KIND_INSTANT] = { make_entry, fill_entry, read_entry },
  [CRM_KIND_DURATION] = { make_entry, fill_entry, read_duration },
  [CRM_KIND_MONEY] = { make_entry, fill_entry, read_entry },
  [CRM_KIND_LINK] = { make_link, fill_entry, read_link },
  [CRM_KIND_LINKS] = { make_link, fill_entry, read_entry },
  [CRM_KIND_TAGS] = { make_link, fill_entry, read_entry },
  [CRM_KIND_CHOICE] = { make_choice, fill_choice, read_choice },
  [CRM_KIND_CHOICES] = { make_choices, fill_choices, read_choices },
  [CRM_KIND_OPTION] = { make_option, fill_entry, read_entry },
  [CRM_KIND_PHONE] = { make_entry, fill_entry, read_entry },
  [CRM_KIND_EMAIL] = { make_entry, fill_entry, read_entry },
  [CRM_KIND_URL] = { make_entry, fill_entry, read_entry },
  [CRM_KIND_PLACE] = { make_entry, fill_entry, read_entry },
};

static gboolean
crm_field_editor_grab_focus (GtkWidget *widget)
{
  CrmFieldEditor *self = CRM_FIELD_EDITOR (widget);

  if (self->input != NULL && GTK_IS_BOX (self->input))
    return gtk_widget_child_focus (self->input, GTK_DIR_TAB_FORWARD);
  if (self->input == NULL || !gtk_widget_grab_focus (self->input))
    return FALSE;
  if (GTK_IS_ENTRY (self->input))
    gtk_editable_select_region (GTK_EDITABLE (self->input), 0, -1);
  return TRUE;
}

static void
crm_field_editor_dispose (GObject *object)
{
  CrmFieldEditor *self = CRM_FIELD_EDITOR (object);

  self->input = NULL;
  self->completion = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_field_editor_parent_class)->dispose (object);
}

static void
crm_field_editor_class_init (CrmFieldEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_field_editor_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_field_editor_grab_focus;
  signals[SIGNAL_COMMIT] = g_signal_new (
      "commit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_field_editor_init (CrmFieldEditor *self)
{
}

GtkWidget *
crm_field_editor_new (CrmStore *store, const CrmField *field)
{
  CrmFieldEditor *self;

  g_return_val_if_fail (field != NULL && crm_field_editor_can_edit (field), NULL);
  self = g_object_new (CRM_TYPE_FIELD_EDITOR, NULL);
  self->store = g_object_ref (store);
  self->field = field;
  self->filling = TRUE;
  adw_bin_set_child (ADW_BIN (self), kinds[field->kind].make (self));
  self->filling = FALSE;
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_LABEL, crm_field_get_label (field), -1);
  return GTK_WIDGET (self);
}

gboolean
crm_field_editor_can_edit (const CrmField *field)
{
  return (field->flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_COMPUTED)) == 0 && kinds[field->kind].make != NULL;
}

void
crm_field_editor_set_text (CrmFieldEditor *self, const char *text)
{
  g_return_if_fail (CRM_IS_FIELD_EDITOR (self));
  self->filling = TRUE;
  kinds[self->field->kind].fill (self, text != NULL ? text : "");
  self->filling = FALSE;
}

void
crm_field_editor_begin (CrmFieldEditor *self)
{
  g_return_if_fail (CRM_IS_FIELD_EDITOR (self));
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->completion != NULL && has_few (self->field))
    crm_completion_offer (self->completion);
}

gboolean
crm_field_editor_is_choosing (CrmFieldEditor *self)
{
  g_return_val_if_fail (CRM_IS_FIELD_EDITOR (self), FALSE);
  return self->completion != NULL && crm_completion_is_choosing (self->completion);
}

char *
crm_field_editor_dup_text (CrmFieldEditor *self)
{
  g_return_val_if_fail (CRM_IS_FIELD_EDITOR (self), NULL);
  return kinds[self->field->kind].read (self);
}

gboolean
crm_field_editor_is_multiline (CrmFieldEditor *self)
{
  g_return_val_if_fail (CRM_IS_FIELD_EDITOR (self), FALSE);
  return GTK_IS_TEXT_VIEW (self->input);
}

gboolean
crm_field_editor_check (CrmFieldEditor *self, CrmValues *values, int index, GError **error)
{
  CrmReadContext context;
  g_autofree char *text = crm_field_editor_dup_text (self);

  g_return_val_if_fail (CRM_IS_FIELD_EDITOR (self), FALSE);
  /* The reason a date cannot be read is worth more than "not a date". */
  if (self->field->kind == CRM_KIND_DATE && text[0] != '\0' && !crm_date_is_valid (text))
    {
      g_autofree char *date = parse_date (self, text, error);

      if (date == NULL)
        return FALSE;
    }
  if (self->field->kind == CRM_KIND_LINK || self->field->kind == CRM_KIND_LINKS ||
      self->field->kind == CRM_KIND_TAGS)
    return TRUE;
  context.currency = crm_store_get_setting (self->store, "currency");
  context.zone = crm_store_get_zone (self->store);
  return crm_values_read (values, index, text, &context, error);
}
