/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-task-line-entry.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "base/crm-recurrence.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "task/crm-task-guess.h"
#include "task/crm-task-line.h"
#include "task/crm-task-words.h"
#include "task/crm-task.h"
#include "task/crm-when-entry.h"
#include "widgets/crm-avatar.h"
#include "widgets/crm-completion.h"
#include "widgets/crm-wrap-layout.h"

/* Owns the reading of the text and what the person made of it. Corrections last until the line is cleared. Main thread. */

typedef enum
{
  CLIENT_GUESSED,
  CLIENT_CHOSEN,
  CLIENT_NEW,
  CLIENT_NONE,
} ClientChoice;

struct _CrmTaskLineEntry
{
  GtkBox parent_instance;

  CrmStore *store; /* owned */
  GtkWidget *entry;
  GtkWidget *foot; /* chips and what stands at their end */
  GtkWidget *caption;
  GtkWidget *chips;
  CrmTaskLine *line;         /* owned */
  CrmTaskGuess *guess;       /* owned, nullable */
  GCancellable *cancellable; /* owned, nullable: looking up names */
  CrmTaskLineFlags without;
  const char *kind; /* chosen, or NULL */
  ClientChoice client_choice;
  gint64 client_id; /* chosen */
  char *client_name;
  gboolean when_chosen;
  char *date; /* chosen, nullable */
  gint64 at;
  gboolean rule_chosen;
  char *rule; /* chosen, nullable */
  gint64 about_client;
  gint64 about_deal;
  char *day; /* nullable */
};

G_DEFINE_FINAL_TYPE (CrmTaskLineEntry, crm_task_line_entry, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *const kinds[] = {
  [CRM_TASK_LINE_TODO] = "todo",
  [CRM_TASK_LINE_CALL] = "call",
  [CRM_TASK_LINE_LETTER] = "letter",
  [CRM_TASK_LINE_MEETING] = "meeting",
};

static void show_chips (CrmTaskLineEntry *self);

static const char *
get_text (CrmTaskLineEntry *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static const char *
get_kind (CrmTaskLineEntry *self)
{
  return self->kind != NULL ? self->kind : kinds[self->line->kind];
}

static const char *
get_rule (CrmTaskLineEntry *self)
{
  return self->rule_chosen ? self->rule : self->line->rule;
}

/* The day, and the time or 0. */
static const char *
get_date (CrmTaskLineEntry *self, gint64 *at)
{
  *at = 0;
  if (self->when_chosen)
    {
      *at = self->at;
      return self->date;
    }
  if (!self->line->has_when)
    return self->day;
  *at = self->line->when.has_time ? self->line->when.at : 0;
  return self->line->when.date;
}

/* 0 when there is none. name is borrowed. */
static gint64
get_client (CrmTaskLineEntry *self, const char **name)
{
  *name = self->client_name;
  if (self->client_choice == CLIENT_CHOSEN)
    return self->client_id;
  if (self->client_choice == CLIENT_GUESSED && self->guess != NULL && self->guess->clients->len > 0)
    {
      const CrmTaskClient *client = self->guess->clients->pdata[0];

      *name = client->name;
      return client->id;
    }
  return 0;
}

/* Chips */

typedef GtkWidget *(*MakePopover) (CrmTaskLineEntry *self);

static void
on_popup_wanted (GtkMenuButton *button, gpointer data)
{
  CrmTaskLineEntry *self = data;
  MakePopover make = g_object_get_data (G_OBJECT (button), "make");
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = make (self);

  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

static void
add_chip (CrmTaskLineEntry *self, GtkWidget *icon, const char *text, const char *style, const char *name,
    MakePopover make)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  g_autofree char *spoken = g_strdup_printf (C_ ("what a chip is about, its value", "%s: %s"), name, text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  g_object_set_data (G_OBJECT (button), "make", (gpointer)make);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), on_popup_wanted, self, NULL);
  gtk_widget_add_css_class (button, "reading-chip");
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  gtk_widget_set_tooltip_text (button, _ ("Correct this"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_box_append (GTK_BOX (self->chips), button);
}

static GtkWidget *
make_icon (const char *icon, const char *style)
{
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  if (style != NULL)
    gtk_widget_add_css_class (image, style);
  return image;
}

/* The corrections. Each closes its popover; the chips are made anew when it is away. */

static gboolean
on_corrected_idle (gpointer data)
{
  g_autoptr (CrmTaskLineEntry) self = data;

  if (self->store != NULL)
    {
      show_chips (self);
      gtk_widget_grab_focus (self->entry);
      gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
  return G_SOURCE_REMOVE;
}

static void
read_line (CrmTaskLineEntry *self)
{
  g_clear_pointer (&self->line, crm_task_line_free);
  self->line = crm_task_line_new (get_text (self), crm_clock_now (), crm_store_get_zone (self->store),
      crm_task_get_week_start (self->store), self->without);
}

static void
end_correction (CrmTaskLineEntry *self, GtkWidget *from)
{
  GtkWidget *popover = gtk_widget_get_ancestor (from, GTK_TYPE_POPOVER);

  read_line (self);
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  g_idle_add (on_corrected_idle, g_object_ref (self));
}

static GtkWidget *
add_choice (GtkWidget *box, const char *label, const char *icon, gpointer value, GCallback callback,
    CrmTaskLineEntry *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *text = gtk_label_new (label);

  if (icon != NULL)
    gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name (icon));
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 32);
  gtk_widget_add_css_class (text, "plain-weight");
  gtk_box_append (GTK_BOX (line), text);
  gtk_button_set_child (GTK_BUTTON (button), line);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data (G_OBJECT (button), "value", value);
  g_signal_connect_object (button, "clicked", callback, self, 0);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
on_kind_clicked (GtkButton *button, CrmTaskLineEntry *self)
{
  self->kind = g_object_get_data (G_OBJECT (button), "value");
  end_correction (self, GTK_WIDGET (button));
}

static GtkWidget *
make_kinds (CrmTaskLineEntry *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    add_choice (box, crm_task_kind_get_label (kinds[i]), crm_task_kind_get_icon (kinds[i]),
        (gpointer)kinds[i], G_CALLBACK (on_kind_clicked), self);
  return box;
}

static void
take_client (CrmTaskLineEntry *self, ClientChoice choice, gint64 id, const char *name)
{
  char *copy = g_strdup (name);

  self->client_choice = choice;
  self->client_id = id;
  g_free (self->client_name);
  self->client_name = copy;
}

static void
on_client_clicked (GtkButton *button, CrmTaskLineEntry *self)
{
  const CrmTaskClient *client = g_object_get_data (G_OBJECT (button), "value");

  take_client (self, CLIENT_CHOSEN, client->id, client->name);
  end_correction (self, GTK_WIDGET (button));
}

static void
on_new_client_clicked (GtkButton *button, CrmTaskLineEntry *self)
{
  take_client (self, CLIENT_NEW, 0, self->guess->unknown);
  end_correction (self, GTK_WIDGET (button));
}

static void
on_no_client_clicked (GtkButton *button, CrmTaskLineEntry *self)
{
  take_client (self, CLIENT_NONE, 0, NULL);
  end_correction (self, GTK_WIDGET (button));
}

static void
on_client_taken (CrmCompletion *completion, gint64 id, const char *title, CrmTaskLineEntry *self)
{
  GtkWidget *entry = g_object_get_data (G_OBJECT (completion), "entry");

  take_client (self, CLIENT_CHOSEN, id, title);
  end_correction (self, entry);
}

static GtkWidget *
make_clients (CrmTaskLineEntry *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *entry = gtk_entry_new ();
  CrmCompletion *completion = crm_completion_attach (entry, self->store, "client", NULL, NULL, FALSE);

  for (guint i = 0; self->guess != NULL && i < self->guess->clients->len; i++)
    {
      CrmTaskClient *client = self->guess->clients->pdata[i];

      add_choice (box, client->name, "avatar-default-symbolic", client, G_CALLBACK (on_client_clicked), self);
    }
  if (self->guess != NULL && self->guess->unknown != NULL)
    {
      g_autofree char *label = g_strdup_printf (_ ("Add “%s” as a new client"), self->guess->unknown);

      add_choice (box, label, "list-add-symbolic", NULL, G_CALLBACK (on_new_client_clicked), self);
    }
  add_choice (box, _ ("No client"), "edit-clear-symbolic", NULL, G_CALLBACK (on_no_client_clicked), self);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Another client"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Another client"), -1);
  g_object_set_data (G_OBJECT (completion), "entry", entry);
  g_signal_connect_object (completion, "taken", G_CALLBACK (on_client_taken), self, 0);
  gtk_box_append (GTK_BOX (box), entry);
  return box;
}

static void
on_when_activate (CrmWhenEntry *entry, CrmTaskLineEntry *self)
{
  g_auto (CrmWhen) when = { 0 };

  if (!crm_when_entry_read (entry, &when, NULL))
    return;
  self->when_chosen = TRUE;
  g_free (self->date);
  self->date = g_strdup (when.date);
  self->at = when.has_time ? when.at : 0;
  end_correction (self, GTK_WIDGET (entry));
}

static void
on_no_date_clicked (GtkButton *button, CrmTaskLineEntry *self)
{
  self->when_chosen = TRUE;
  g_clear_pointer (&self->date, g_free);
  self->at = 0;
  end_correction (self, GTK_WIDGET (button));
}

static void
on_keep_words_clicked (GtkButton *button, CrmTaskLineEntry *self)
{
  self->without |= GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "value"));
  end_correction (self, GTK_WIDGET (button));
}

static GtkWidget *
make_when (CrmTaskLineEntry *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *entry = crm_when_entry_new (self->store, _ ("Due"), NULL);
  gint64 at;
  const char *date = get_date (self, &at);

  crm_when_entry_set (CRM_WHEN_ENTRY (entry), date, at);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_when_activate), self, 0);
  gtk_box_append (GTK_BOX (box), entry);
  add_choice (box, _ ("No date"), "edit-clear-symbolic", NULL, G_CALLBACK (on_no_date_clicked), self);
  if (self->line->has_when && self->line->rule == NULL)
    add_choice (box, _ ("These words belong to the title"), "edit-undo-symbolic",
        GUINT_TO_POINTER (CRM_TASK_LINE_NO_WHEN), G_CALLBACK (on_keep_words_clicked), self);
  return box;
}

static void
on_rule_clicked (GtkButton *button, CrmTaskLineEntry *self)
{
  char *rule = g_strdup (g_object_get_data (G_OBJECT (button), "value"));

  self->rule_chosen = TRUE;
  g_free (self->rule);
  self->rule = rule;
  end_correction (self, GTK_WIDGET (button));
}

static GtkWidget *
make_rules (CrmTaskLineEntry *self)
{
  static const struct
  {
    const char *label;
    const char *rule;
  } rules[] = {
    { N_ ("Every day"), "FREQ=DAILY" },
    { N_ ("Every week"), "FREQ=WEEKLY" },
    { N_ ("Every month"), "FREQ=MONTHLY" },
    { N_ ("Every year"), "FREQ=YEARLY" },
    { N_ ("Only once"), NULL },
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    add_choice (box, _ (rules[i].label), NULL, (gpointer)rules[i].rule, G_CALLBACK (on_rule_clicked), self);
  if (self->line->rule != NULL)
    add_choice (box, _ ("These words belong to the title"), "edit-undo-symbolic",
        GUINT_TO_POINTER (CRM_TASK_LINE_NO_RULE | CRM_TASK_LINE_NO_WHEN), G_CALLBACK (on_keep_words_clicked),
        self);
  return box;
}

static GtkWidget *
make_importance (CrmTaskLineEntry *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  add_choice (box, _ ("Not important"), "edit-clear-symbolic", GUINT_TO_POINTER (CRM_TASK_LINE_NO_IMPORTANCE),
      G_CALLBACK (on_keep_words_clicked), self);
  return box;
}

static void
show_client_chip (CrmTaskLineEntry *self)
{
  const char *name;
  gint64 id = get_client (self, &name);
  GtkWidget *avatar;
  g_autofree char *text = NULL;

  if (self->about_client != 0 || self->about_deal != 0)
    return;
  if (id != 0)
    {
      avatar = crm_avatar_new (18);
      crm_avatar_set_client (avatar, name, NULL);
      add_chip (self, avatar, name, NULL, _ ("Client"), make_clients);
    }
  else if (self->client_choice == CLIENT_NEW)
    {
      text = g_strdup_printf (_ ("New client %s"), self->client_name);
      add_chip (self, make_icon ("list-add-symbolic", NULL), text, NULL, _ ("Client"), make_clients);
    }
  else if (self->client_choice == CLIENT_GUESSED && self->guess != NULL && self->guess->unknown != NULL)
    {
      text = g_strdup_printf (_ ("New client %s?"), self->guess->unknown);
      add_chip (self, make_icon ("list-add-symbolic", NULL), text, "unsure", _ ("Client"), make_clients);
    }
  else
    {
      add_chip (self, make_icon ("avatar-default-symbolic", NULL), _ ("No client"), "unsure", _ ("Client"),
          make_clients);
    }
}

static void
show_chips (CrmTaskLineEntry *self)
{
  gint64 now = crm_clock_now ();
  GTimeZone *zone = crm_store_get_zone (self->store);
  const char *kind = get_kind (self);
  const char *rule = get_rule (self);
  gint64 at;
  const char *date = get_date (self, &at);
  g_autofree char *day = crm_task_dup_day (date, at, now, zone);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_box_remove (GTK_BOX (self->chips), child);
  gtk_widget_set_visible (self->foot, !crm_task_line_entry_is_empty (self));
  if (crm_task_line_entry_is_empty (self))
    return;
  add_chip (self, make_icon (crm_task_kind_get_icon (kind), crm_task_kind_get_style (kind)),
      crm_task_kind_get_label (kind), NULL, _ ("Kind"), make_kinds);
  show_client_chip (self);
  add_chip (self, make_icon ("x-office-calendar-symbolic", NULL), date != NULL ? day : _ ("No date"),
      date != NULL ? NULL : "unsure", _ ("Due"), make_when);
  if (rule != NULL)
    {
      g_autoptr (CrmRecurrence) recurrence = crm_recurrence_new (rule, NULL);
      g_autofree char *words =
          recurrence != NULL ? crm_recurrence_describe (recurrence, date) : g_strdup (rule);

      add_chip (
          self, make_icon ("media-playlist-repeat-symbolic", NULL), words, NULL, _ ("Repeats"), make_rules);
    }
  if (self->line->important)
    add_chip (self, make_icon ("crm-flag-symbolic", "late"), _ ("Important"), NULL, _ ("Priority"),
        make_importance);
}

/* Reading */

static void
on_guessed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTaskLineEntry) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTaskGuess) guess = crm_task_guess_finish (CRM_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->guess, crm_task_guess_free);
  self->guess = g_steal_pointer (&guess);
  show_chips (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_changed (CrmTaskLineEntry *self)
{
  gboolean asks = self->about_client == 0 && self->about_deal == 0;

  if (crm_task_line_entry_is_empty (self))
    {
      self->without = 0;
      self->kind = NULL;
      self->when_chosen = self->rule_chosen = FALSE;
      take_client (self, CLIENT_GUESSED, 0, NULL);
      g_clear_pointer (&self->guess, crm_task_guess_free);
    }
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  read_line (self);
  if (asks && ((self->line->names != NULL && self->line->names->len > 0) || self->line->phone.end > 0))
    {
      self->cancellable = g_cancellable_new ();
      crm_task_guess_async (
          self->store, get_text (self), self->line, self->cancellable, on_guessed, g_object_ref (self));
    }
  else
    g_clear_pointer (&self->guess, crm_task_guess_free);
  show_chips (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_activate (CrmTaskLineEntry *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);
}

gboolean
crm_task_line_entry_read (CrmTaskLineEntry *self, CrmValues *values, char **new_client, GError **error)
{
  gint64 at;
  const char *date = get_date (self, &at);
  const char *rule = get_rule (self);
  const char *name;
  gint64 client = get_client (self, &name);

  *new_client = NULL;
  if (crm_text_is_blank (self->line->title))
    {
      g_set_error_literal (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("What is to be done?"));
      return FALSE;
    }
  crm_values_set_text (values, CRM_TASK_TITLE, self->line->title);
  crm_values_set_text (values, CRM_TASK_KIND, get_kind (self));
  if (at != 0)
    crm_values_set_integer (values, CRM_TASK_DUE_AT, at);
  else if (date != NULL)
    crm_values_set_text (values, CRM_TASK_DUE_ON, date);
  if (rule != NULL)
    crm_values_set_text (values, CRM_TASK_RECURRENCE, rule);
  if (self->line->important)
    crm_values_set_text (values, CRM_TASK_PRIORITY, "high");
  if (self->about_client > 0)
    crm_values_set_integer (values, CRM_TASK_CLIENT, self->about_client);
  if (self->about_deal != 0)
    crm_values_set_integer (values, CRM_TASK_DEAL, self->about_deal);
  if (self->about_client == 0 && self->about_deal == 0 && client != 0)
    crm_values_set_integer (values, CRM_TASK_CLIENT, client);
  else if (self->client_choice == CLIENT_NEW)
    *new_client = g_strdup (self->client_name);
  return TRUE;
}

static gboolean
crm_task_line_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CRM_TASK_LINE_ENTRY (widget)->entry);
}

static void
crm_task_line_entry_dispose (GObject *object)
{
  CrmTaskLineEntry *self = CRM_TASK_LINE_ENTRY (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_task_line_entry_parent_class)->dispose (object);
}

static void
crm_task_line_entry_finalize (GObject *object)
{
  CrmTaskLineEntry *self = CRM_TASK_LINE_ENTRY (object);

  g_clear_pointer (&self->line, crm_task_line_free);
  g_clear_pointer (&self->guess, crm_task_guess_free);
  g_free (self->client_name);
  g_free (self->date);
  g_free (self->rule);
  g_free (self->day);
  G_OBJECT_CLASS (crm_task_line_entry_parent_class)->finalize (object);
}

static void
crm_task_line_entry_class_init (CrmTaskLineEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_task_line_entry_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_task_line_entry_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_task_line_entry_grab_focus;
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATE] = g_signal_new (
      "activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_task_line_entry_init (CrmTaskLineEntry *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  self->entry = gtk_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 10);
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_PRIMARY, "list-add-symbolic");
  gtk_entry_set_icon_activatable (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_PRIMARY, FALSE);
  self->chips = crm_wrap_box_new ();
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->chips), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("How the line is read"), -1);
  gtk_box_append (GTK_BOX (self), self->entry);
  self->caption = gtk_label_new (_ ("Will be added:"));
  gtk_widget_add_css_class (self->caption, "caption");
  gtk_widget_add_css_class (self->caption, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (self->caption), PANGO_ELLIPSIZE_END);
  self->foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_visible (self->foot, FALSE);
  gtk_box_append (GTK_BOX (self->foot), self->caption);
  gtk_box_append (GTK_BOX (self->foot), self->chips);
  gtk_box_append (GTK_BOX (self), self->foot);
}

GtkWidget *
crm_task_line_entry_new (CrmStore *store, const char *label, const char *placeholder)
{
  CrmTaskLineEntry *self = g_object_new (CRM_TYPE_TASK_LINE_ENTRY, NULL);

  self->store = g_object_ref (store);
  read_line (self);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_activate), self);
  return GTK_WIDGET (self);
}

void
crm_task_line_entry_set_about (CrmTaskLineEntry *self, gint64 client, gint64 deal)
{
  g_return_if_fail (CRM_IS_TASK_LINE_ENTRY (self));
  self->about_client = client;
  self->about_deal = deal;
  on_changed (self);
}

void
crm_task_line_entry_set_day (CrmTaskLineEntry *self, const char *day)
{
  g_return_if_fail (CRM_IS_TASK_LINE_ENTRY (self));
  if (g_strcmp0 (self->day, day) == 0)
    return;
  g_free (self->day);
  self->day = g_strdup (day);
  show_chips (self);
}

gboolean
crm_task_line_entry_is_empty (CrmTaskLineEntry *self)
{
  return crm_text_is_blank (get_text (self));
}

void
crm_task_line_entry_clear (CrmTaskLineEntry *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

gboolean
crm_task_line_entry_is_guessing (CrmTaskLineEntry *self)
{
  return self->cancellable != NULL;
}

GtkEditable *
crm_task_line_entry_get_editable (CrmTaskLineEntry *self)
{
  return GTK_EDITABLE (self->entry);
}

GtkWidget *
crm_task_line_entry_get_chips (CrmTaskLineEntry *self)
{
  return self->chips;
}

void
crm_task_line_entry_add_end (CrmTaskLineEntry *self, GtkWidget *widget)
{
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_widget_set_halign (widget, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (self->foot), widget);
}

void
crm_task_line_entry_set_narrow (CrmTaskLineEntry *self, gboolean narrow)
{
  GtkWidget *end = gtk_widget_get_last_child (self->foot);

  gtk_widget_set_visible (self->caption, !narrow);
  if (end != self->chips)
    gtk_widget_set_visible (end, !narrow);
}
