/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-chip.h"

/* Constructors of the small pieces every page uses; nothing here keeps state. Main thread. */

GtkWidget *
crm_chip_new (const char *label, const char *icon, GtkWidget *group)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_widget_add_css_class (button, "chip");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (icon != NULL)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
      gtk_box_append (GTK_BOX (box), gtk_label_new (label));
      gtk_button_set_child (GTK_BUTTON (button), box);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
  else
    {
      gtk_button_set_label (GTK_BUTTON (button), label);
    }
  if (group != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (group));
  return button;
}

GtkWidget *
crm_chip_new_static (const char *text, const char *icon, const char *style)
{
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *box;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_widget_set_tooltip_text (label, text);
  if (icon == NULL)
    {
      gtk_widget_add_css_class (label, "minichip");
      if (style != NULL)
        gtk_widget_add_css_class (label, style);
      return label;
    }
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "minichip");
  if (style != NULL)
    gtk_widget_add_css_class (box, style);
  return box;
}

GtkWidget *
crm_tag_new (const char *name, const char *color)
{
  GtkWidget *label = gtk_label_new (name);

  gtk_widget_add_css_class (label, "tag");
  if (color != NULL)
    gtk_widget_add_css_class (label, color);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (label, name);
  return label;
}

GtkWidget *
crm_disc_new (const char *icon, const char *style, gboolean small)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "valign",
      GTK_ALIGN_START, "hexpand", FALSE, NULL);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_widget_set_hexpand (image, TRUE);
  gtk_widget_add_css_class (box, "disc");
  if (style != NULL)
    gtk_widget_add_css_class (box, style);
  if (small)
    gtk_widget_add_css_class (box, "small");
  gtk_box_append (GTK_BOX (box), image);
  return box;
}

const char *
crm_kind_icon (const char *kind, const char *direction)
{
  if (g_strcmp0 (kind, "call") == 0)
    {
      if (g_strcmp0 (direction, "missed") == 0)
        return "call-missed-symbolic";
      if (g_strcmp0 (direction, "in") == 0)
        return "call-incoming-symbolic";
      return "call-outgoing-symbolic";
    }
  if (g_strcmp0 (kind, "message") == 0 || g_strcmp0 (kind, "sms") == 0)
    return "crm-sms-symbolic";
  if (g_strcmp0 (kind, "mail") == 0)
    return "mail-unread-symbolic";
  if (g_strcmp0 (kind, "chat") == 0)
    return "crm-chat-symbolic";
  if (g_strcmp0 (kind, "meeting") == 0)
    return "crm-meeting-symbolic";
  if (g_strcmp0 (kind, "task") == 0)
    return "crm-task-symbolic";
  if (g_strcmp0 (kind, "deal") == 0)
    return "crm-deal-symbolic";
  return "crm-note-symbolic";
}

const char *
crm_kind_style (const char *kind)
{
  static const char *const styles[][2] = {
    { "call", "call" },
    { "message", "sms" },
    { "sms", "sms" },
    { "mail", "mail" },
    { "chat", "chat" },
    { "meeting", "meet" },
    { "task", "task" },
    { "deal", "deal" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_strcmp0 (kind, styles[i][0]) == 0)
      return styles[i][1];
  return "note";
}
