/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-meeting-people.h"

#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "widgets/crm-completion.h"
#include "widgets/crm-names.h"

/* A row for each person, made anew when people come or go; the roles and answers are those of the field table. Main thread. */

struct _CrmMeetingPeople
{
  GtkBox parent_instance;

  CrmStore *store;   /* owned */
  CrmEntity *entity; /* owned: participant */
  CrmNames *users;   /* owned */
  GPtrArray *people; /* owned, CrmMeetingPerson */
  GtkWidget *list;
  GtkWidget *entry;
  CrmCompletion *completion; /* owned by entry */
  gboolean changed;
};

G_DEFINE_FINAL_TYPE (CrmMeetingPeople, crm_meeting_people, GTK_TYPE_BOX)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void show (CrmMeetingPeople *self);

static void
tell (CrmMeetingPeople *self)
{
  self->changed = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static CrmMeetingPerson *
get_person (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "person");
}

static void
on_remove (GtkButton *button, CrmMeetingPeople *self)
{
  g_ptr_array_remove (self->people, get_person (GTK_WIDGET (button)));
  show (self);
  tell (self);
  gtk_widget_grab_focus (self->entry);
}

static const char *
get_word (const CrmField *field, guint place)
{
  return field->choices[place].word;
}

static void
on_role (GtkDropDown *choice, GParamSpec *pspec, CrmMeetingPeople *self)
{
  CrmMeetingPerson *person = get_person (GTK_WIDGET (choice));

  g_free (person->role);
  person->role =
      g_strdup (get_word (&self->entity->fields[CRM_PARTICIPANT_ROLE], gtk_drop_down_get_selected (choice)));
  tell (self);
}

static void
on_answer (GtkDropDown *choice, GParamSpec *pspec, CrmMeetingPeople *self)
{
  CrmMeetingPerson *person = get_person (GTK_WIDGET (choice));

  g_free (person->answer);
  person->answer = g_strdup (
      get_word (&self->entity->fields[CRM_PARTICIPANT_ANSWER], gtk_drop_down_get_selected (choice)));
  tell (self);
}

static GtkWidget *
new_choice (CrmMeetingPeople *self, CrmMeetingPerson *person, int index, GCallback chosen)
{
  const CrmField *field = &self->entity->fields[index];
  const char *word = index == CRM_PARTICIPANT_ROLE ? person->role : person->answer;
  GtkStringList *names = gtk_string_list_new (NULL);
  g_autofree char *name = g_strdup_printf ("%s: %s", person->name, crm_field_get_label (field));
  guint selected = 0;
  GtkWidget *choice;

  for (guint i = 0; field->choices[i].word != NULL; i++)
    {
      gtk_string_list_append (names, _ (field->choices[i].label));
      if (g_strcmp0 (field->choices[i].word, word) == 0)
        selected = i;
    }
  choice = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), selected);
  gtk_widget_add_css_class (choice, "plain");
  gtk_widget_add_css_class (choice, "flat");
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (choice, crm_field_get_label (field));
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (choice), "person", person);
  g_signal_connect_object (choice, "notify::selected", chosen, self, 0);
  return choice;
}

static GtkWidget *
new_row (CrmMeetingPeople *self, CrmMeetingPerson *person)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *image = gtk_image_new_from_icon_name (person->client != 0 ? "x-office-address-book-symbolic"
                                                   : person->user != 0 ? "avatar-default-symbolic"
                                                   : person->address   ? "mail-unread-symbolic"
                                                                       : "list-add-symbolic");
  GtkWidget *label = gtk_label_new (person->name != NULL ? person->name : person->address);
  GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *name = g_strdup_printf (_ ("Remove %s"), gtk_label_get_text (GTK_LABEL (label)));

  gtk_widget_add_css_class (image, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_margin_start (label, 4);
  gtk_widget_set_tooltip_text (
      label, person->address != NULL ? person->address : gtk_label_get_text (GTK_LABEL (label)));
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (remove, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (remove), "person", person);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove), self, 0);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), new_choice (self, person, CRM_PARTICIPANT_ROLE, G_CALLBACK (on_role)));
  gtk_box_append (GTK_BOX (box), new_choice (self, person, CRM_PARTICIPANT_ANSWER, G_CALLBACK (on_answer)));
  gtk_box_append (GTK_BOX (box), remove);
  return box;
}

static void
show (CrmMeetingPeople *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; i < self->people->len; i++)
    gtk_box_append (GTK_BOX (self->list), new_row (self, self->people->pdata[i]));
  gtk_widget_set_visible (self->list, self->people->len > 0);
}

static gboolean
is_there (CrmMeetingPeople *self, const CrmMeetingPerson *person)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      const CrmMeetingPerson *other = self->people->pdata[i];

      if ((person->client != 0 && other->client == person->client) ||
          (person->user != 0 && other->user == person->user) ||
          (person->address != NULL && g_strcmp0 (other->address, person->address) == 0))
        return TRUE;
    }
  return FALSE;
}

void
crm_meeting_people_add (CrmMeetingPeople *self, CrmMeetingPerson *person)
{
  g_return_if_fail (CRM_IS_MEETING_PEOPLE (self) && person != NULL);
  if (is_there (self, person))
    {
      crm_meeting_person_free (person);
      return;
    }
  g_ptr_array_add (self->people, person);
  show (self);
  tell (self);
}

/* An employee of this name, 0 none. */
static gint64
find_user (CrmMeetingPeople *self, const char *name)
{
  g_autofree char *fold = crm_text_fold (name);

  for (guint i = 0; i < crm_names_get_count (self->users); i++)
    {
      CrmRow *row = crm_names_get_row (self->users, i);
      g_autofree char *title = crm_row_dup_title (row);
      g_autofree char *other = crm_text_fold (title);

      if (g_str_equal (fold, other))
        return row->id;
    }
  return 0;
}

static CrmMeetingPerson *
read_person (CrmMeetingPeople *self, const char *text)
{
  const char *at = strchr (text, '@'), *open = strchr (text, '<'), *close = strchr (text, '>');
  gint64 user = find_user (self, text);
  g_autofree char *name = NULL, *address = NULL;

  if (at == NULL)
    return crm_meeting_person_new (0, user, text, NULL);
  if (open == NULL || close == NULL || close < open)
    return crm_meeting_person_new (0, 0, text, text);
  name = g_strstrip (g_strndup (text, (gsize)(open - text)));
  address = g_strstrip (g_strndup (open + 1, (gsize)(close - open - 1)));
  return crm_meeting_person_new (0, 0, *name != '\0' ? name : address, address);
}

static void
take_text (CrmMeetingPeople *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  gint64 client = crm_completion_get_taken (self->completion);

  if (*text == '\0')
    return;
  crm_completion_set_text (self->completion, "", 0);
  crm_meeting_people_add (
      self, client != 0 ? crm_meeting_person_new (client, 0, text, NULL) : read_person (self, text));
}

static void
on_taken (CrmCompletion *completion, gint64 id, const char *title, CrmMeetingPeople *self)
{
  take_text (self);
}

static void
on_user (GtkButton *button, CrmMeetingPeople *self)
{
  CrmRow *row = g_object_get_data (G_OBJECT (button), "row");
  g_autofree char *title = crm_row_dup_title (row);
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);

  crm_meeting_people_add (self, crm_meeting_person_new (0, row->id, title, NULL));
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
on_users_wanted (GtkMenuButton *menu, gpointer data)
{
  CrmMeetingPeople *self = data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < crm_names_get_count (self->users); i++)
    {
      CrmRow *row = crm_names_get_row (self->users, i);
      g_autofree char *title = crm_row_dup_title (row);
      GtkWidget *button = gtk_button_new_with_label (title);

      gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
      gtk_widget_add_css_class (gtk_button_get_child (GTK_BUTTON (button)), "plain-weight");
      gtk_widget_add_css_class (button, "flat");
      g_object_set_data_full (G_OBJECT (button), "row", crm_row_ref (row), (GDestroyNotify)crm_row_unref);
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_user), self, 0);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_widget_add_css_class (popover, "menu");
  gtk_menu_button_set_popover (menu, popover);
}

static gboolean
crm_meeting_people_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CRM_MEETING_PEOPLE (widget)->entry);
}

static void
crm_meeting_people_dispose (GObject *object)
{
  CrmMeetingPeople *self = CRM_MEETING_PEOPLE (object);

  g_clear_object (&self->users);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_meeting_people_parent_class)->dispose (object);
}

static void
crm_meeting_people_finalize (GObject *object)
{
  CrmMeetingPeople *self = CRM_MEETING_PEOPLE (object);

  g_clear_pointer (&self->entity, crm_entity_unref);
  g_ptr_array_unref (self->people);
  G_OBJECT_CLASS (crm_meeting_people_parent_class)->finalize (object);
}

static void
crm_meeting_people_class_init (CrmMeetingPeopleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_meeting_people_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_meeting_people_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_meeting_people_grab_focus;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_meeting_people_init (CrmMeetingPeople *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_meeting_person_free);
}

GtkWidget *
crm_meeting_people_new (CrmStore *store)
{
  CrmMeetingPeople *self = g_object_new (CRM_TYPE_MEETING_PEOPLE, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *users = gtk_menu_button_new ();

  self->store = g_object_ref (store);
  self->entity = crm_store_get_entity (store, "participant");
  self->users = crm_names_get (store, "user");
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_visible (self->list, FALSE);
  self->entry = gtk_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_entry_set_placeholder_text (
      GTK_ENTRY (self->entry), _ ("Add a client, an employee or an e-mail address"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add a participant"), -1);
  self->completion = crm_completion_attach (self->entry, store, "client", NULL, NULL, FALSE);
  g_signal_connect_object (self->completion, "taken", G_CALLBACK (on_taken), self, 0);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (take_text), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (users), "avatar-default-symbolic");
  gtk_widget_add_css_class (users, "flat");
  gtk_widget_set_tooltip_text (users, _ ("Add an employee"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (users), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add an employee"), -1);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (users), on_users_wanted, self, NULL);
  gtk_box_append (GTK_BOX (line), self->entry);
  gtk_box_append (GTK_BOX (line), users);
  gtk_box_append (GTK_BOX (self), self->list);
  gtk_box_append (GTK_BOX (self), line);
  return GTK_WIDGET (self);
}

void
crm_meeting_people_take (CrmMeetingPeople *self, GPtrArray *people)
{
  g_return_if_fail (CRM_IS_MEETING_PEOPLE (self));
  g_ptr_array_unref (self->people);
  self->people = people;
  self->changed = FALSE;
  show (self);
}

GPtrArray *
crm_meeting_people_get (CrmMeetingPeople *self)
{
  g_return_val_if_fail (CRM_IS_MEETING_PEOPLE (self), NULL);
  take_text (self);
  return self->people;
}

gboolean
crm_meeting_people_is_changed (CrmMeetingPeople *self)
{
  g_return_val_if_fail (CRM_IS_MEETING_PEOPLE (self), FALSE);
  return self->changed;
}

GtkEditable *
crm_meeting_people_get_entry (CrmMeetingPeople *self)
{
  return GTK_EDITABLE (self->entry);
}
