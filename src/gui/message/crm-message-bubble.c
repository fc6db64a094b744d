/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-message-bubble.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "message/crm-message-words.h"
#include "message/crm-message-writes.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-wrap-layout.h"

/* Holds its message's id. Main thread. */

#define TEXT_CHARS 58

struct _CrmMessageBubble
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  gint64 message;
  GtkWidget *foot;
  GtkWidget *time;
};

G_DEFINE_FINAL_TYPE (CrmMessageBubble, crm_message_bubble, ADW_TYPE_BIN)

static void
do_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const names[] = {
    [CRM_MESSAGE_TAKE_BACK] = "bubble.take-back",
    [CRM_MESSAGE_SEND_AGAIN] = "bubble.send-again",
    [CRM_MESSAGE_MARK_SENT] = "bubble.mark-sent",
    [CRM_MESSAGE_SET_DUE] = "bubble.send-now",
  };
  CrmMessageBubble *self = CRM_MESSAGE_BUBBLE (widget);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      crm_message_do (widget, self->store, (CrmMessageDeed)i, &self->message, 1, 0);
}

static void
add_button (GtkWidget *box, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "small-button");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);
}

/* What a person can do about it. */
static void
add_buttons (GtkWidget *words, const CrmRow *row)
{
  GtkWidget *box;

  if (!crm_message_is_in_state (row, "failed") && !crm_message_is_in_state (row, "uncertain") &&
      !crm_message_is_in_state (row, "queued"))
    return;
  box = crm_wrap_box_new ();
  gtk_widget_set_margin_top (box, 4);
  if (crm_message_is_in_state (row, "queued"))
    {
      add_button (box, _ ("Take back"), "bubble.take-back");
      add_button (box, _ ("Send now"), "bubble.send-now");
    }
  else
    {
      add_button (box, _ ("Send again"), "bubble.send-again");
    }
  if (crm_message_is_in_state (row, "uncertain"))
    add_button (box, _ ("It was sent"), "bubble.mark-sent");
  gtk_box_append (GTK_BOX (words), box);
}

static GtkWidget *
new_caption (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/* Time, state, and where it came from. */
static void
add_foot (CrmMessageBubble *self, GtkWidget *words, const CrmMessageItem *item)
{
  GTimeZone *zone = crm_store_get_zone (self->store);
  gint64 at = crm_row_get_integer (item->row, CRM_MESSAGE_AT);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *clock = crm_message_dup_clock (at, zone);
  g_autofree char *full = crm_instant_display_full (at, zone);
  g_autofree char *state = crm_message_dup_state (item->row);
  g_autofree char *sentence = crm_message_dup_state_sentence (item->row, crm_clock_now (), zone);
  const char *style;
  const char *icon = crm_message_get_state_icon (item->row, &style);
  GtkWidget *time = new_caption (clock);

  gtk_widget_add_css_class (time, "numeric");
  gtk_widget_set_tooltip_text (time, full);
  if (item->answer != NULL)
    gtk_box_append (GTK_BOX (foot), crm_chip_new_static (item->answer, "starred-symbolic", "good"));
  if (item->campaign != NULL)
    gtk_box_append (GTK_BOX (foot), crm_chip_new_static (item->campaign, "crm-flag-symbolic", NULL));
  if (item->author != NULL)
    gtk_box_append (GTK_BOX (foot), new_caption (item->author));
  gtk_box_append (GTK_BOX (foot), time);
  if (icon != NULL)
    {
      GtkWidget *image = gtk_image_new_from_icon_name (icon);

      gtk_image_set_pixel_size (GTK_IMAGE (image), 14);
      gtk_widget_add_css_class (image, style != NULL ? style : "dim-label");
      gtk_widget_set_tooltip_text (image, sentence);
      gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, state,
          GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
      gtk_box_append (GTK_BOX (foot), image);
    }
  self->foot = foot;
  self->time = time;
  gtk_widget_set_halign (foot, crm_message_is_incoming (item->row) ? GTK_ALIGN_START : GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (words), foot);
  /* What is not as it should be is said, not only hinted at. */
  if (crm_message_is_in_state (item->row, "failed") || crm_message_is_in_state (item->row, "uncertain") ||
      crm_message_is_in_state (item->row, "cancelled") ||
      (crm_message_is_in_state (item->row, "queued") &&
          crm_row_get_integer (item->row, CRM_MESSAGE_DUE_AT) > crm_clock_now () + G_TIME_SPAN_MINUTE))
    {
      GtkWidget *label = new_caption (sentence);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), TEXT_CHARS);
      if (style != NULL)
        {
          gtk_widget_remove_css_class (label, "dim-label");
          gtk_widget_add_css_class (label, style);
        }
      gtk_box_append (GTK_BOX (words), label);
    }
  add_buttons (words, item->row);
}

static GtkWidget *
new_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TEXT_CHARS);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  return label;
}

static void
crm_message_bubble_dispose (GObject *object)
{
  g_clear_object (&CRM_MESSAGE_BUBBLE (object)->store);
  G_OBJECT_CLASS (crm_message_bubble_parent_class)->dispose (object);
}

static void
crm_message_bubble_class_init (CrmMessageBubbleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_message_bubble_dispose;
  gtk_widget_class_install_action (widget_class, "bubble.take-back", NULL, do_action);
  gtk_widget_class_install_action (widget_class, "bubble.send-again", NULL, do_action);
  gtk_widget_class_install_action (widget_class, "bubble.mark-sent", NULL, do_action);
  gtk_widget_class_install_action (widget_class, "bubble.send-now", NULL, do_action);
}

static void
crm_message_bubble_init (CrmMessageBubble *self)
{
}

GtkWidget *
crm_message_bubble_new (CrmStore *store, const CrmMessageItem *item)
{
  CrmMessageBubble *self =
      g_object_new (CRM_TYPE_MESSAGE_BUBBLE, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *subject = crm_row_get_text (item->row, CRM_MESSAGE_SUBJECT);
  const char *text = crm_row_get_text (item->row, CRM_MESSAGE_TEXT);
  gboolean in = crm_message_is_incoming (item->row);
  g_autofree char *full = NULL;
  g_autofree char *state = NULL;
  g_autofree char *name = NULL;

  self->store = g_object_ref (store);
  self->message = item->row->id;
  full =
      crm_instant_display_full (crm_row_get_integer (item->row, CRM_MESSAGE_AT), crm_store_get_zone (store));
  state = crm_message_dup_state_sentence (item->row, crm_clock_now (), crm_store_get_zone (store));
  gtk_widget_add_css_class (words, "bubble");
  gtk_widget_add_css_class (words, in ? "in" : "out");
  if (crm_message_is_in_state (item->row, "cancelled"))
    gtk_widget_add_css_class (words, "cancelled");
  gtk_widget_set_halign (words, in ? GTK_ALIGN_START : GTK_ALIGN_END);
  if (subject != NULL)
    {
      GtkWidget *heading = new_text (subject);

      gtk_widget_add_css_class (heading, "semibold");
      gtk_box_append (GTK_BOX (words), heading);
    }
  /* A picture alone: who sent it is to be asked, or the provider. */
  gtk_box_append (GTK_BOX (words), text != NULL || subject != NULL ? new_text (text != NULL ? text : "")
                                                                   : new_caption (_ ("Without text")));
  add_foot (self, words, item);
  adw_bin_set_child (ADW_BIN (self), words);
  /* Ours leave room at the start, theirs at the end. */
  if (in)
    gtk_widget_set_margin_end (words, 40);
  else
    gtk_widget_set_margin_start (words, 40);
  name = g_strdup_printf ("%s, %s%s%s. %s", in ? _ ("Incoming message") : _ ("Our message"), full,
      state != NULL ? ", " : "", state != NULL ? state : "", text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

void
crm_message_bubble_hide_time (CrmMessageBubble *self)
{
  g_return_if_fail (CRM_IS_MESSAGE_BUBBLE (self));
  gtk_widget_set_visible (self->time, FALSE);
  gtk_widget_set_visible (self->foot, gtk_widget_get_first_child (self->foot) != self->time ||
                                          gtk_widget_get_next_sibling (self->time) != NULL);
}

gint64
crm_message_bubble_get_message (CrmMessageBubble *self)
{
  g_return_val_if_fail (CRM_IS_MESSAGE_BUBBLE (self), 0);
  return self->message;
}
