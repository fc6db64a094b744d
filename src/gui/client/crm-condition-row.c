/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-condition-row.h"

#include <glib/gi18n-lib.h>

#include "store/crm-condition-words.h"

/* Owns the three widgets of one condition. What tests there are and what the value is typed into follow the kind of the chosen
 * field. A condition it cannot show (a group of a saved view) is kept as it is. Main thread. */

struct _CrmConditionRow
{
  GtkBox parent_instance;

  CrmClientLook *look; /* owned */
  CrmEntity *entity;   /* owned */
  GArray
      *fields; /* owned; int: index into entity, -1 = created_at, from RELATIONS down one of its relations */
  CrmCondition *group;  /* owned, nullable: kept whole */
  CrmNames *names;      /* owned, nullable: of the records a relation may name */
  GtkWidget *field;     /* GtkDropDown */
  GtkWidget *test;      /* GtkDropDown */
  GtkWidget *value;     /* GtkBox around the present value widget */
  GtkWidget *input;     /* in value, nullable: entry, spin button or drop-down */
  GtkWidget *days;      /* in value, nullable: drop-down of a relation */
  GPtrArray *words;     /* owned, nullable: stored words of a drop-down's rows */
  const CrmTest *tests; /* static: of the chosen field */
  guint n_tests;
  gboolean quiet;
};

G_DEFINE_FINAL_TYPE (CrmConditionRow, crm_condition_row, GTK_TYPE_BOX)

enum
{
  REMOVED,
  APPLY,
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* created_at is no field of the table but can be asked for like one. */
static const CrmField created_at = { "created_at", N_ ("Added"), CRM_KIND_INSTANT };

#define RELATIONS -2

/* Days that are offered; 0: at any time. */
static const guint day_choices[] = { 0, 7, 14, 30, 60, 90, 180, 365, 730 };

static int
get_index (CrmConditionRow *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->field));

  return selected < self->fields->len ? g_array_index (self->fields, int, selected) : -1;
}

/* NULL when a field is asked. */
static const CrmRelation *
get_relation (CrmConditionRow *self)
{
  int index = get_index (self);

  return index <= RELATIONS ? &self->entity->info->relations[RELATIONS - index] : NULL;
}

static const CrmField *
get_field (CrmConditionRow *self)
{
  const CrmRelation *relation = get_relation (self);
  int index = get_index (self);

  if (relation != NULL)
    return &relation->field;
  return index >= 0 ? &self->entity->fields[index] : &created_at;
}

static void
tell (CrmConditionRow *self)
{
  if (!self->quiet)
    g_signal_emit (self, signals[CHANGED], 0);
}

static CrmTest
get_test (CrmConditionRow *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->test));

  return self->tests[selected < self->n_tests ? selected : 0];
}

static void
on_input_activate (CrmConditionRow *self)
{
  g_signal_emit (self, signals[APPLY], 0);
}

/* The names of what a relation asks for; a number that was stored is one of them. */
static void
fill_names (CrmConditionRow *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->input)), selected = 0;
  g_autofree char *wanted =
      g_strdup (chosen < self->words->len ? self->words->pdata[chosen]
                                          : g_object_get_data (G_OBJECT (self->input), "crm-wanted"));

  g_ptr_array_set_size (self->words, 0);
  for (guint i = 0; i < crm_names_get_count (self->names); i++)
    {
      CrmRow *row = crm_names_get_row (self->names, i);
      const char *title = crm_names_get_title (self->names, row->id);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, row->id);

      if (g_strcmp0 (wanted, number) == 0 || g_strcmp0 (wanted, title) == 0)
        selected = i;
      g_ptr_array_add (self->words, g_strdup (title));
      gtk_string_list_append (labels, title != NULL ? title : number);
    }
  self->quiet = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->input), G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->input), selected);
  self->quiet = FALSE;
}

static void
on_names (CrmConditionRow *self)
{
  if (self->input == NULL || self->names == NULL)
    return;
  fill_names (self);
  tell (self);
}

static GtkWidget *
new_names_input (CrmConditionRow *self, const CrmField *field, const char *value)
{
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->words = g_ptr_array_new_with_free_func (g_free);
  self->names = crm_names_get (crm_client_look_get_store (self->look), field->target);
  self->input = gtk_drop_down_new (NULL, expression);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->input), TRUE);
  g_object_set_data_full (G_OBJECT (self->input), "crm-wanted", g_strdup (value), g_free);
  g_signal_connect_object (self->names, "changed", G_CALLBACK (on_names), self, G_CONNECT_SWAPPED);
  fill_names (self);
  return self->input;
}

static void
show_days (CrmConditionRow *self, guint days)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i <= G_N_ELEMENTS (day_choices); i++)
    {
      guint n = i < G_N_ELEMENTS (day_choices) ? day_choices[i] : days;
      g_autofree char *words = n != 0 ? g_strdup_printf (ngettext ("within %u day", "within %u days", n), n)
                                      : g_strdup (_ ("at any time"));

      if (i < G_N_ELEMENTS (day_choices) || selected == GTK_INVALID_LIST_POSITION)
        gtk_string_list_append (labels, words);
      if (n == days && selected == GTK_INVALID_LIST_POSITION)
        selected = i;
    }
  self->days = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->days), selected);
  g_object_set_data (G_OBJECT (self->days), "crm-days", GUINT_TO_POINTER (days));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->days), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Within how many days"), -1);
  g_signal_connect_swapped (self->days, "notify::selected", G_CALLBACK (tell), self);
  gtk_box_append (GTK_BOX (self->value), self->days);
}

static guint
get_days (CrmConditionRow *self)
{
  guint selected = self->days != NULL ? gtk_drop_down_get_selected (GTK_DROP_DOWN (self->days)) : 0;

  if (self->days == NULL)
    return 0;
  return selected < G_N_ELEMENTS (day_choices)
             ? day_choices[selected]
             : GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (self->days), "crm-days"));
}

static void
add_word (CrmConditionRow *self, GtkStringList *labels, const char *word, const char *label)
{
  g_ptr_array_add (self->words, g_strdup (word));
  gtk_string_list_append (labels, label);
}

static GtkWidget *
new_choice_input (CrmConditionRow *self, const CrmField *field, const char *value)
{
  GtkStringList *labels = gtk_string_list_new (NULL);
  GtkWidget *input;
  CrmNames *names = NULL;

  self->words = g_ptr_array_new_with_free_func (g_free);
  if (field->kind == CRM_KIND_TAGS)
    names = crm_client_look_get_tags (self->look);
  else if (field->kind == CRM_KIND_LINK)
    names = crm_client_look_get_users (self->look);
  if (field->kind == CRM_KIND_BOOLEAN)
    {
      add_word (self, labels, "1", _ ("yes"));
      add_word (self, labels, "0", _ ("no"));
    }
  for (guint i = 0; field->choices != NULL && field->choices[i].word != NULL; i++)
    add_word (
        self, labels, field->choices[i].word, crm_field_get_choice_label (field, field->choices[i].word));
  for (guint i = 0; names != NULL && i < crm_names_get_count (names); i++)
    {
      const char *title = crm_names_get_title (names, crm_names_get_row (names, i)->id);

      add_word (self, labels, title, title);
    }
  input = gtk_drop_down_new (G_LIST_MODEL (labels), NULL);
  for (guint i = 0; i < self->words->len; i++)
    if (g_strcmp0 (self->words->pdata[i], value) == 0)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (input), i);
  return input;
}

static gboolean
is_days (CrmTest test)
{
  return test == CRM_TEST_WITHIN_DAYS || test == CRM_TEST_OLDER_DAYS || test == CRM_TEST_LAST_DAYS;
}

static void
drop_input (CrmConditionRow *self)
{
  if (self->names != NULL)
    g_signal_handlers_disconnect_by_data (self->names, self);
  g_clear_object (&self->names);
  if (self->input != NULL)
    gtk_box_remove (GTK_BOX (self->value), self->input);
  if (self->days != NULL)
    gtk_box_remove (GTK_BOX (self->value), self->days);
  self->input = NULL;
  self->days = NULL;
  g_clear_pointer (&self->words, g_ptr_array_unref);
}

static void
listen (CrmConditionRow *self)
{
  const char *signal = GTK_IS_DROP_DOWN (self->input)     ? "notify::selected"
                       : GTK_IS_SPIN_BUTTON (self->input) ? "value-changed"
                                                          : "changed";

  g_signal_connect_swapped (self->input, signal, G_CALLBACK (tell), self);
}

static void
show_input (CrmConditionRow *self, const char *value, guint days)
{
  const CrmRelation *relation = get_relation (self);
  const CrmField *field = get_field (self);
  CrmTest test = get_test (self);

  drop_input (self);
  if (!crm_test_has_value (test))
    {
      if (relation != NULL && (relation->flags & CRM_RELATION_DAYS) != 0)
        show_days (self, days);
      return;
    }
  if (relation != NULL && field->kind == CRM_KIND_LINK && test != CRM_TEST_CONTAINS)
    self->input = new_names_input (self, field, value);
  else if (is_days (test))
    {
      self->input = gtk_spin_button_new_with_range (0, 3650, 1);
      gtk_spin_button_set_value (
          GTK_SPIN_BUTTON (self->input), value != NULL ? g_ascii_strtod (value, NULL) : 30);
    }
  else if (field->choices != NULL || field->kind == CRM_KIND_TAGS || field->kind == CRM_KIND_BOOLEAN ||
           (field->kind == CRM_KIND_LINK && g_strcmp0 (field->target, "user") == 0))
    self->input = new_choice_input (self, field, value);
  else
    {
      self->input = gtk_entry_new ();
      gtk_editable_set_text (GTK_EDITABLE (self->input), value != NULL ? value : "");
      if (field->kind == CRM_KIND_DATE || field->kind == CRM_KIND_INSTANT)
        gtk_entry_set_placeholder_text (GTK_ENTRY (self->input), _ ("Year-month-day"));
      g_signal_connect_swapped (self->input, "activate", G_CALLBACK (on_input_activate), self);
    }
  gtk_widget_set_hexpand (self->input, TRUE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Value"), -1);
  gtk_box_append (GTK_BOX (self->value), self->input);
  listen (self);
  if (relation != NULL && (relation->flags & CRM_RELATION_DAYS) != 0)
    show_days (self, days);
}

static void
show_tests (CrmConditionRow *self, CrmTest wanted)
{
  const CrmField *field = get_field (self);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  self->tests = crm_test_get_offered (field, &self->n_tests);
  for (guint i = 0; i < self->n_tests; i++)
    {
      gtk_string_list_append (labels, get_relation (self) != NULL
                                          ? crm_test_get_relation_words (self->tests[i])
                                          : crm_test_get_words (self->tests[i], field->kind));
      if (self->tests[i] == wanted)
        selected = i;
    }
  self->quiet = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->test), G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->test), selected);
  self->quiet = FALSE;
}

static void
on_field_selected (CrmConditionRow *self)
{
  if (self->quiet)
    return;
  show_tests (self, CRM_TEST_CONTAINS);
  show_input (self, NULL, 0);
  tell (self);
}

static void
on_test_selected (CrmConditionRow *self)
{
  g_autoptr (CrmCondition) old = NULL;

  if (self->quiet)
    return;
  old = crm_condition_row_dup_condition (self);
  show_input (
      self, old != NULL && !is_days (get_test (self)) ? old->value : NULL, old != NULL ? old->days : 0);
  tell (self);
}

static void
on_remove_clicked (CrmConditionRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static gboolean
is_asked (const CrmField *field)
{
  if (field->flags & CRM_FIELD_HIDDEN)
    return FALSE;
  return field->kind != CRM_KIND_BLOB && field->kind != CRM_KIND_BODY && field->kind != CRM_KIND_LINKS;
}

static void
fill_fields (CrmConditionRow *self, const char *wanted)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;
  int created = -1;

  for (guint i = 0; i < self->entity->n_fields; i++)
    {
      int index = i;

      if (!is_asked (&self->entity->fields[i]))
        continue;
      if (g_strcmp0 (self->entity->fields[i].name, wanted) == 0)
        selected = self->fields->len;
      g_array_append_val (self->fields, index);
      gtk_string_list_append (labels, crm_field_get_label (&self->entity->fields[i]));
    }
  if (g_strcmp0 (wanted, created_at.name) == 0)
    selected = self->fields->len;
  g_array_append_val (self->fields, created);
  gtk_string_list_append (labels, _ (created_at.label));
  for (guint i = 0; i < self->entity->info->n_relations; i++)
    {
      const CrmField *field = &self->entity->info->relations[i].field;
      int index = RELATIONS - (int)i;

      if ((field->flags & CRM_FIELD_HIDDEN) != 0)
        continue;
      if (g_strcmp0 (field->name, wanted) == 0)
        selected = self->fields->len;
      g_array_append_val (self->fields, index);
      gtk_string_list_append (labels, crm_field_get_label (field));
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->field), G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->field), selected);
}

static void
crm_condition_row_dispose (GObject *object)
{
  CrmConditionRow *self = CRM_CONDITION_ROW (object);

  self->quiet = TRUE;
  if (self->names != NULL)
    g_signal_handlers_disconnect_by_data (self->names, self);
  g_clear_object (&self->names);
  g_clear_object (&self->look);
  g_clear_pointer (&self->group, crm_condition_free);
  G_OBJECT_CLASS (crm_condition_row_parent_class)->dispose (object);
}

static void
crm_condition_row_finalize (GObject *object)
{
  CrmConditionRow *self = CRM_CONDITION_ROW (object);

  g_clear_pointer (&self->entity, crm_entity_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_array_unref (self->fields);
  G_OBJECT_CLASS (crm_condition_row_parent_class)->finalize (object);
}

static void
crm_condition_row_class_init (CrmConditionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_condition_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_condition_row_finalize;
  signals[REMOVED] = g_signal_new (
      "removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[APPLY] = g_signal_new (
      "apply", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_condition_row_init (CrmConditionRow *self)
{
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");

  self->fields = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->field = gtk_drop_down_new (NULL, NULL);
  self->test = gtk_drop_down_new (NULL, NULL);
  self->value = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_hexpand (self->value, TRUE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Field"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->test), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Test"), -1);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove this condition"), -1);
  gtk_widget_set_tooltip_text (remove, _ ("Remove this condition"));
  gtk_widget_add_css_class (remove, "flat");
  g_signal_connect_swapped (self->field, "notify::selected", G_CALLBACK (on_field_selected), self);
  g_signal_connect_swapped (self->test, "notify::selected", G_CALLBACK (on_test_selected), self);
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (on_remove_clicked), self);
  gtk_box_append (GTK_BOX (self), self->field);
  gtk_box_append (GTK_BOX (self), self->test);
  gtk_box_append (GTK_BOX (self), self->value);
  gtk_box_append (GTK_BOX (self), remove);
}

GtkWidget *
crm_condition_row_new (CrmClientLook *look, const CrmCondition *condition)
{
  CrmConditionRow *self = g_object_new (CRM_TYPE_CONDITION_ROW, NULL);
  gboolean whole = condition != NULL && (condition->group || condition->negate);

  self->look = g_object_ref (look);
  self->entity = crm_store_get_entity (crm_client_look_get_store (look), "client");
  self->quiet = TRUE;
  fill_fields (self, condition != NULL && !whole ? condition->field : "city");
  show_tests (self, condition != NULL && !whole ? condition->test : CRM_TEST_CONTAINS);
  show_input (
      self, condition != NULL && !whole ? condition->value : NULL, condition != NULL ? condition->days : 0);
  self->quiet = FALSE;
  if (whole)
    {
      g_autofree char *words = crm_condition_dup_words (condition, self->entity);
      GtkWidget *label = gtk_label_new (words);

      self->group = crm_condition_copy (condition);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_set_visible (self->field, FALSE);
      gtk_widget_set_visible (self->test, FALSE);
      gtk_widget_set_visible (self->value, FALSE);
      gtk_box_prepend (GTK_BOX (self), label);
    }
  return GTK_WIDGET (self);
}

CrmCondition *
crm_condition_row_dup_condition (CrmConditionRow *self)
{
  const CrmField *field = get_field (self);
  CrmTest test = get_test (self);
  g_autofree char *value = NULL;
  CrmCondition *condition;

  if (self->group != NULL)
    return crm_condition_copy (self->group);
  if (!crm_test_has_value (test))
    {
      condition = crm_condition_new (field->name, test, NULL);
      condition->days = get_days (self);
      return condition;
    }
  if (GTK_IS_SPIN_BUTTON (self->input))
    value = g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->input)));
  else if (GTK_IS_DROP_DOWN (self->input))
    {
      guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->input));

      /* Names that are still being read: as it was. */
      value =
          g_strdup (selected < self->words->len ? self->words->pdata[selected]
                                                : g_object_get_data (G_OBJECT (self->input), "crm-wanted"));
    }
  else if (self->input != NULL)
    value = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->input))));
  if (value == NULL || value[0] == '\0')
    return NULL;
  condition = crm_condition_new (field->name, test, value);
  condition->days = get_days (self);
  return condition;
}
