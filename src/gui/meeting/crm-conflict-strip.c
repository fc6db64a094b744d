/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-conflict-strip.h"

#include <glib/gi18n-lib.h>

#include "meeting/crm-conflict-dialog.h"

/* Counts what the sync says of its calendars; hidden by hand it comes again with another number. Main thread. */

struct _CrmConflictStrip
{
  GtkWidget parent_instance;

  CrmCalendarSync *sync; /* owned, nullable */
  GtkWidget *box;
  GtkWidget *label;
  guint n;
  guint hidden; /* the number it was hidden at */
};

G_DEFINE_FINAL_TYPE (CrmConflictStrip, crm_conflict_strip, GTK_TYPE_WIDGET)

static void
update (CrmConflictStrip *self)
{
  GPtrArray *health = self->sync != NULL ? crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (self->sync)) : NULL;
  g_autofree char *text = NULL;

  self->n = 0;
  for (guint i = 0; health != NULL && i < health->len; i++)
    self->n += ((const CrmCalendarHealth *)health->pdata[i])->n_conflicts;
  text = g_strdup_printf (ngettext ("%u meeting was changed here and in the calendar",
                              "%u meetings were changed here and in the calendar", self->n),
      self->n);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (self->n == 0)
    self->hidden = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), self->n > 0 && self->n != self->hidden);
}

static void
on_decide (CrmConflictStrip *self)
{
  if (self->sync != NULL)
    crm_conflict_dialog_present (
        GTK_WIDGET (self), crm_desktop_sync_get_store (CRM_DESKTOP_SYNC (self->sync)), 0);
}

static void
on_hide (CrmConflictStrip *self)
{
  self->hidden = self->n;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
crm_conflict_strip_dispose (GObject *object)
{
  CrmConflictStrip *self = CRM_CONFLICT_STRIP (object);

  crm_conflict_strip_set_sync (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (crm_conflict_strip_parent_class)->dispose (object);
}

static void
crm_conflict_strip_class_init (CrmConflictStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_conflict_strip_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_css_name (widget_class, "strip");
}

static void
crm_conflict_strip_init (CrmConflictStrip *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *decide = gtk_button_new_with_label (_ ("Decide…"));
  GtkWidget *hide = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (icon, "today");
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_set_valign (decide, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (hide, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (hide, "flat");
  gtk_widget_add_css_class (hide, "circular");
  gtk_widget_set_tooltip_text (hide, _ ("Hide this"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (hide), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Hide this"), -1);
  g_signal_connect_swapped (decide, "clicked", G_CALLBACK (on_decide), self);
  g_signal_connect_swapped (hide, "clicked", G_CALLBACK (on_hide), self);
  gtk_box_append (GTK_BOX (self->box), icon);
  gtk_box_append (GTK_BOX (self->box), self->label);
  gtk_box_append (GTK_BOX (self->box), decide);
  gtk_box_append (GTK_BOX (self->box), hide);
  update (self);
}

GtkWidget *
crm_conflict_strip_new (void)
{
  return g_object_new (CRM_TYPE_CONFLICT_STRIP, NULL);
}

void
crm_conflict_strip_set_sync (CrmConflictStrip *self, CrmCalendarSync *sync)
{
  g_return_if_fail (CRM_IS_CONFLICT_STRIP (self));
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_set_object (&self->sync, sync);
  if (sync != NULL)
    g_signal_connect_object (sync, "health", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (self->box != NULL)
    update (self);
}
