/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-turned-label.h"

/* Owns a label that is laid out along the height and drawn turned by a quarter. Main thread. */

struct _CrmTurnedLabel
{
  GtkWidget parent_instance;

  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (CrmTurnedLabel, crm_turned_label, GTK_TYPE_WIDGET)

static void
crm_turned_label_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
    int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmTurnedLabel *self = CRM_TURNED_LABEL (widget);

  gtk_widget_measure (self->label,
      orientation == GTK_ORIENTATION_HORIZONTAL ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, -1,
      minimum, natural, NULL, NULL);
  *minimum_baseline = *natural_baseline = -1;
}

static void
crm_turned_label_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmTurnedLabel *self = CRM_TURNED_LABEL (widget);
  GskTransform *transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float)width, 0));

  gtk_widget_allocate (self->label, height, width, -1, gsk_transform_rotate (transform, 90));
}

static void
crm_turned_label_dispose (GObject *object)
{
  CrmTurnedLabel *self = CRM_TURNED_LABEL (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (crm_turned_label_parent_class)->dispose (object);
}

static void
crm_turned_label_class_init (CrmTurnedLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_turned_label_dispose;
  widget_class->measure = crm_turned_label_measure;
  widget_class->size_allocate = crm_turned_label_size_allocate;
}

static void
crm_turned_label_init (CrmTurnedLabel *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

GtkWidget *
crm_turned_label_new (void)
{
  return g_object_new (CRM_TYPE_TURNED_LABEL, NULL);
}

void
crm_turned_label_set_text (CrmTurnedLabel *self, const char *text)
{
  g_return_if_fail (CRM_IS_TURNED_LABEL (self));
  gtk_label_set_text (GTK_LABEL (self->label), text);
}
