/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-quick-read.h"
#include <glib/gi18n-lib.h>
#include "base/crm-clock.h"
#include "base/crm-text.h"
#include "client/crm-fill-dialog.h"
#include "task/crm-quick-line.h"
#include "task/crm-task-words.h"
#include "widgets/crm-wrap-layout.h"

/* Owns what the line says, and a card that was pasted instead of a line: the line is empty then. Main thread. */

struct _CrmQuickRead
{
  GtkBox parent_instance;
  CrmStore *store;       /* owned */
  CrmCardFormat *format; /* owned, nullable */
  GtkWidget *entry;      /* row */
  GtkWidget *chips;
  CrmQuickLineFlags without;
  char *parts[CRM_QUICK_READ_N_PARTS];
  gboolean is_company;
  CrmCard *card; /* owned, nullable: what it tells beside the parts */
};

G_DEFINE_FINAL_TYPE (CrmQuickRead, crm_quick_read, GTK_TYPE_BOX)

enum
{
  SIGNAL_READ,
  SIGNAL_CORRECT,
  SIGNAL_ACTIVATE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* flag 0: that reading cannot be taken back. */
static const struct
{
  const char *label;
  const char *icon;
  CrmQuickLineFlags flag;
} part_table[CRM_QUICK_READ_N_PARTS] = {
  [CRM_QUICK_READ_NAME] = { N_ ("Name"), "avatar-default-symbolic", CRM_QUICK_LINE_NO_NAME },
  [CRM_QUICK_READ_PHONE] = { N_ ("Phone"), "call-start-symbolic", CRM_QUICK_LINE_NO_PHONE },
  [CRM_QUICK_READ_EMAIL] = { N_ ("E-mail"), "mail-unread-symbolic", CRM_QUICK_LINE_NO_EMAIL },
  [CRM_QUICK_READ_COMPANY] = { N_ ("Company"), "system-users-symbolic", 0 },
  [CRM_QUICK_READ_NOTE] = { N_ ("First note"), "crm-note-symbolic", 0 },
  [CRM_QUICK_READ_TASK] = { N_ ("Task"), "crm-task-symbolic", CRM_QUICK_LINE_NO_TASK },
};

static void show_chips (CrmQuickRead *self);
static void read_line (CrmQuickRead *self);

static const char *
get_text (CrmQuickRead *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/* Chips */

static void
on_correct_clicked (GtkButton *button, CrmQuickRead *self)
{
  int part = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "part"));

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER)));
  g_signal_emit (self, signals[SIGNAL_CORRECT], 0, part);
}

static gboolean
read_again (gpointer data)
{
  g_autoptr (CrmQuickRead) self = data;

  if (self->store != NULL)
    {
      read_line (self);
      gtk_widget_grab_focus (self->entry);
    }
  return G_SOURCE_REMOVE;
}

static void
on_keep_words_clicked (GtkButton *button, CrmQuickRead *self)
{
  int part = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "part"));

  self->without |= part_table[part].flag;
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER)));
  /* The chip that holds this button goes away. */
  g_idle_add (read_again, g_object_ref (self));
}

static void
add_choice (GtkWidget *box, const char *label, int part, GCallback callback, CrmQuickRead *self)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  GtkWidget *text = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_add_css_class (text, "plain-weight");
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "part", GINT_TO_POINTER (part));
  g_signal_connect_object (button, "clicked", callback, self, 0);
  gtk_box_append (GTK_BOX (box), button);
}

static void
on_popup_wanted (GtkMenuButton *button, gpointer data)
{
  CrmQuickRead *self = data;
  int part = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "part"));
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  add_choice (box, _ ("Correct"), part, G_CALLBACK (on_correct_clicked), self);
  if (part_table[part].flag != 0 && get_text (self)[0] != '\0')
    add_choice (box, _ ("These words belong to the note"), part, G_CALLBACK (on_keep_words_clicked), self);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

static GtkWidget *
new_chip (const char *icon, const char *name, const char *text)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *line = crm_text_excerpt (text, 60);
  GtkWidget *label = gtk_label_new (line);
  g_autofree char *spoken = g_strdup_printf (C_ ("what a chip is about, its value", "%s: %s"), name, text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  gtk_widget_add_css_class (button, "reading-chip");
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return button;
}

/* What has no field in this window goes to the card all the same. */
static void
add_rest (CrmQuickRead *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const CrmCard *card = self->card;
  const char *const words[] = { card->title, card->birthday, card->postal.street, card->postal.postcode,
    card->postal.city, card->postal.country };
  GtkWidget *chip;

  for (guint i = 0; i < card->addresses->len; i++)
    g_string_append_printf (
        text, "%s%s", text->len > 0 ? ", " : "", ((CrmCardAddress *)card->addresses->pdata[i])->value);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words[i]);
  if (card->photo != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _ ("The picture"));
  if (text->len == 0)
    return;
  chip = new_chip ("list-add-symbolic", _ ("Also"), text->str);
  gtk_widget_set_can_target (chip, FALSE);
  gtk_box_append (GTK_BOX (self->chips), chip);
}

static void
show_chips (CrmQuickRead *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_box_remove (GTK_BOX (self->chips), child);
  for (int part = 0; part < CRM_QUICK_READ_N_PARTS; part++)
    {
      GtkWidget *chip;

      if (self->parts[part] == NULL)
        continue;
      chip = new_chip (part_table[part].icon, _ (part_table[part].label), self->parts[part]);
      g_object_set_data (G_OBJECT (chip), "part", GINT_TO_POINTER (part));
      gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (chip), on_popup_wanted, self, NULL);
      gtk_box_append (GTK_BOX (self->chips), chip);
    }
  if (self->card != NULL)
    add_rest (self);
  gtk_widget_set_visible (self->chips, gtk_widget_get_first_child (self->chips) != NULL);
}

/* Reading */

static void
forget (CrmQuickRead *self)
{
  for (int part = 0; part < CRM_QUICK_READ_N_PARTS; part++)
    g_clear_pointer (&self->parts[part], g_free);
  g_clear_pointer (&self->card, crm_card_free);
  self->is_company = FALSE;
}

static void
read_line (CrmQuickRead *self)
{
  g_autoptr (CrmQuickLine) line = crm_quick_line_new (get_text (self), crm_clock_now (),
      crm_store_get_zone (self->store), crm_task_get_week_start (self->store), self->without);

  forget (self);
  self->parts[CRM_QUICK_READ_NAME] = g_steal_pointer (&line->name);
  self->parts[CRM_QUICK_READ_PHONE] = g_steal_pointer (&line->phone);
  self->parts[CRM_QUICK_READ_EMAIL] = g_steal_pointer (&line->email);
  self->parts[CRM_QUICK_READ_NOTE] = g_steal_pointer (&line->note);
  self->parts[CRM_QUICK_READ_TASK] = g_steal_pointer (&line->task);
  self->is_company = line->is_company;
  show_chips (self);
  g_signal_emit (self, signals[SIGNAL_READ], 0);
}

static void
on_changed (CrmQuickRead *self)
{
  if (get_text (self)[0] == '\0')
    self->without = 0;
  /* The line is emptied for a card. */
  if (get_text (self)[0] != '\0' || self->card == NULL)
    read_line (self);
}

static char *
take_first_address (CrmCard *card, const char *kind)
{
  guint best = G_MAXUINT;
  char *value;

  for (guint i = 0; i < card->addresses->len; i++)
    {
      const CrmCardAddress *address = card->addresses->pdata[i];

      if (g_str_equal (address->kind, kind) && (best == G_MAXUINT || address->main))
        best = i;
    }
  if (best == G_MAXUINT)
    return NULL;
  value = g_strdup (((CrmCardAddress *)card->addresses->pdata[best])->value);
  g_ptr_array_remove_index (card->addresses, best);
  return value;
}

static void
take_card (CrmQuickRead *self, CrmCard *card)
{
  forget (self);
  self->card = card;
  self->parts[CRM_QUICK_READ_NAME] = g_steal_pointer (&card->full_name);
  self->parts[CRM_QUICK_READ_PHONE] = take_first_address (card, "phone");
  self->parts[CRM_QUICK_READ_EMAIL] = take_first_address (card, "email");
  self->parts[CRM_QUICK_READ_NOTE] = g_steal_pointer (&card->note);
  self->is_company = card->is_company;
  if (self->parts[CRM_QUICK_READ_NAME] == NULL)
    self->parts[CRM_QUICK_READ_NAME] = g_steal_pointer (&card->org);
  else if (!card->is_company)
    self->parts[CRM_QUICK_READ_COMPANY] = g_steal_pointer (&card->org);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  show_chips (self);
  g_signal_emit (self, signals[SIGNAL_READ], 0);
}

void
crm_quick_read_take_text (CrmQuickRead *self, const char *text)
{
  CrmCard *card;

  g_return_if_fail (CRM_IS_QUICK_READ (self));
  if (text == NULL)
    return;
  card = strchr (text, '\n') != NULL ? crm_fill_read_text (self->format, text) : NULL;
  if (card != NULL)
    take_card (self, card);
  else
    {
      int position = gtk_editable_get_position (GTK_EDITABLE (self->entry));
      g_autofree char *line = g_strstrip (g_strdelimit (g_strdup (text), "\r\n", ' '));

      gtk_editable_delete_selection (GTK_EDITABLE (self->entry));
      gtk_editable_insert_text (GTK_EDITABLE (self->entry), line, -1, &position);
      gtk_editable_set_position (GTK_EDITABLE (self->entry), position);
    }
}

/* A picture of somebody alone says nothing else: what was read stays. */
static void
take_picture (CrmQuickRead *self, GdkTexture *texture)
{
  if (self->card == NULL)
    self->card = crm_card_new ();
  g_clear_pointer (&self->card->photo, g_bytes_unref);
  self->card->photo = gdk_texture_save_to_png_bytes (texture);
  g_free (self->card->photo_mime);
  self->card->photo_mime = g_strdup ("image/png");
  show_chips (self);
}

/* Pasting and dropping */

static void
on_text_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmQuickRead) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self->store != NULL)
    crm_quick_read_take_text (self, text);
}

static void
on_picture_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmQuickRead) self = data;
  g_autoptr (GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self->store != NULL && texture != NULL)
    take_picture (self, texture);
}

/* The entry would take the first line of it only, and no picture. */
static void
on_paste (GtkText *text, CrmQuickRead *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (text));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  g_signal_stop_emission_by_name (text, "paste-clipboard");
  if (gdk_content_formats_contain_gtype (formats, G_TYPE_STRING))
    gdk_clipboard_read_text_async (clipboard, NULL, on_text_read, g_object_ref (self));
  else
    gdk_clipboard_read_texture_async (clipboard, NULL, on_picture_read, g_object_ref (self));
}

static void
on_file_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmQuickRead) self = data;
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  if (!g_file_load_contents_finish (G_FILE (source), result, &text, &length, NULL, NULL) ||
      self->store == NULL)
    return;
  bytes = g_bytes_new (text, length);
  texture = gdk_texture_new_from_bytes (bytes, NULL);
  if (texture != NULL)
    take_picture (self, texture);
  else if (g_utf8_validate (text, length, NULL))
    crm_quick_read_take_text (self, text);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, CrmQuickRead *self)
{
  if (G_VALUE_HOLDS (value, G_TYPE_FILE))
    g_file_load_contents_async (g_value_get_object (value), NULL, on_file_read, g_object_ref (self));
  else
    crm_quick_read_take_text (self, g_value_get_string (value));
  return TRUE;
}

static void
on_activate (CrmQuickRead *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);
}

static gboolean
crm_quick_read_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CRM_QUICK_READ (widget)->entry);
}

static void
crm_quick_read_dispose (GObject *object)
{
  CrmQuickRead *self = CRM_QUICK_READ (object);

  g_clear_object (&self->store);
  g_clear_object (&self->format);
  G_OBJECT_CLASS (crm_quick_read_parent_class)->dispose (object);
}

static void
crm_quick_read_finalize (GObject *object)
{
  forget (CRM_QUICK_READ (object));
  G_OBJECT_CLASS (crm_quick_read_parent_class)->finalize (object);
}

static void
crm_quick_read_class_init (CrmQuickReadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_quick_read_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_quick_read_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_quick_read_grab_focus;
  signals[SIGNAL_READ] = g_signal_new (
      "read", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CORRECT] = g_signal_new ("correct", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_ACTIVATE] = g_signal_new (
      "activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_quick_read_init (CrmQuickRead *self)
{
  static GType types[2];
  GtkWidget *list = gtk_list_box_new ();
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  types[0] = G_TYPE_FILE;
  types[1] = G_TYPE_STRING;
  gtk_drop_target_set_gtypes (drop, types, G_N_ELEMENTS (types));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->entry = adw_entry_row_new ();
  adw_preferences_row_set_title (
      ADW_PREFERENCES_ROW (self->entry), _ ("All in one line: Olena 067 123 45 67 about roof, call Fri 10"));
  gtk_widget_set_tooltip_text (self->entry, _ ("Also takes a pasted signature, vCard or picture"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), self->entry);
  self->chips = crm_wrap_box_new ();
  gtk_widget_set_visible (self->chips, FALSE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->chips), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("How the line is read"), -1);
  gtk_box_append (GTK_BOX (self), list);
  gtk_box_append (GTK_BOX (self), self->chips);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->entry, "entry-activated", G_CALLBACK (on_activate), self);
  g_signal_connect (
      gtk_editable_get_delegate (GTK_EDITABLE (self->entry)), "paste-clipboard", G_CALLBACK (on_paste), self);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

GtkWidget *
crm_quick_read_new (CrmStore *store)
{
  CrmQuickRead *self = g_object_new (CRM_TYPE_QUICK_READ, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}

void
crm_quick_read_set_format (CrmQuickRead *self, CrmCardFormat *format)
{
  g_return_if_fail (CRM_IS_QUICK_READ (self));
  g_set_object (&self->format, format);
}

const char *
crm_quick_read_get (CrmQuickRead *self, CrmQuickReadPart part)
{
  g_return_val_if_fail (CRM_IS_QUICK_READ (self), "");
  return self->parts[part] != NULL ? self->parts[part] : "";
}

gboolean
crm_quick_read_is_company (CrmQuickRead *self)
{
  g_return_val_if_fail (CRM_IS_QUICK_READ (self), FALSE);
  return self->is_company;
}

CrmCard *
crm_quick_read_dup_card (CrmQuickRead *self)
{
  g_return_val_if_fail (CRM_IS_QUICK_READ (self), NULL);
  return self->card != NULL ? crm_card_copy (self->card) : NULL;
}

GtkEditable *
crm_quick_read_get_editable (CrmQuickRead *self)
{
  g_return_val_if_fail (CRM_IS_QUICK_READ (self), NULL);
  return GTK_EDITABLE (self->entry);
}

GtkWidget *
crm_quick_read_get_chips (CrmQuickRead *self)
{
  g_return_val_if_fail (CRM_IS_QUICK_READ (self), NULL);
  return self->chips;
}
