/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-record-drag.h"

/* Plain values. Main thread. */

G_DEFINE_BOXED_TYPE (CrmRecordDrag, crm_record_drag, crm_record_drag_copy, crm_record_drag_free)

CrmRecordDrag *
crm_record_drag_new (const char *entity, gint64 id)
{
  CrmRecordDrag *self = g_new (CrmRecordDrag, 1);

  self->entity = g_strdup (entity);
  self->id = id;
  return self;
}

CrmRecordDrag *
crm_record_drag_copy (const CrmRecordDrag *self)
{
  return crm_record_drag_new (self->entity, self->id);
}

void
crm_record_drag_free (CrmRecordDrag *self)
{
  g_free (self->entity);
  g_free (self);
}

GdkContentProvider *
crm_record_drag_new_content (const char *entity, gint64 id)
{
  g_autoptr (CrmRecordDrag) drag = crm_record_drag_new (entity, id);

  return gdk_content_provider_new_typed (CRM_TYPE_RECORD_DRAG, drag);
}

void
crm_record_drag_set_icon (GdkDrag *drag, const char *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (label, "drag-icon");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
}
