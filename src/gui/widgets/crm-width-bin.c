/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-width-bin.h"

/* A bin that watches its own width (libadwaita 1.2 has no breakpoints). Owns nothing but a pending idle. Main thread. */

struct _CrmWidthBin
{
  AdwBin parent_instance;
  int width;     /* told to others */
  int allocated; /* last seen */
  guint idle;
};

G_DEFINE_FINAL_TYPE (CrmWidthBin, crm_width_bin, ADW_TYPE_BIN)

enum
{
  PROP_WIDTH = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

CrmWidthClass
crm_width_class (int width)
{
  if (width < CRM_WIDTH_NARROW)
    return CRM_WIDTH_CLASS_NARROW;
  return width < CRM_WIDTH_MEDIUM ? CRM_WIDTH_CLASS_MEDIUM : CRM_WIDTH_CLASS_WIDE;
}

static gboolean
on_idle (gpointer data)
{
  CrmWidthBin *self = data;

  self->idle = 0;
  if (crm_width_class (self->allocated) != crm_width_class (self->width))
    crm_width_bin_announce (self, self->allocated);
  return G_SOURCE_REMOVE;
}

static void
crm_width_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmWidthBin *self = CRM_WIDTH_BIN (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  self->allocated = width;
  /* Before redraw: the frame after this one already has the right columns. */
  if (self->idle == 0 && crm_width_class (width) != crm_width_class (self->width))
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, self, NULL);
  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
}

static void
crm_width_bin_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
    int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
}

static GtkSizeRequestMode
crm_width_bin_get_request_mode (GtkWidget *widget)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  return child != NULL ? gtk_widget_get_request_mode (child) : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
crm_width_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_WIDTH: g_value_set_int (value, CRM_WIDTH_BIN (object)->width); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
crm_width_bin_dispose (GObject *object)
{
  CrmWidthBin *self = CRM_WIDTH_BIN (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  G_OBJECT_CLASS (crm_width_bin_parent_class)->dispose (object);
}

static void
crm_width_bin_class_init (CrmWidthBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = crm_width_bin_get_property;
  object_class->dispose = crm_width_bin_dispose;
  widget_class->size_allocate = crm_width_bin_size_allocate;
  widget_class->measure = crm_width_bin_measure;
  widget_class->get_request_mode = crm_width_bin_get_request_mode;

  props[PROP_WIDTH] = g_param_spec_int (
      "width", NULL, NULL, 0, G_MAXINT, CRM_WIDTH_MEDIUM, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
crm_width_bin_init (CrmWidthBin *self)
{
  /* AdwBin's layout manager would bypass size_allocate. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  self->width = CRM_WIDTH_MEDIUM;
}

int
crm_width_bin_get_width (CrmWidthBin *self)
{
  g_return_val_if_fail (CRM_IS_WIDTH_BIN (self), CRM_WIDTH_MEDIUM);
  return self->width;
}

void
crm_width_bin_announce (CrmWidthBin *self, int width)
{
  g_return_if_fail (CRM_IS_WIDTH_BIN (self));
  if (self->width == width)
    return;
  self->width = width;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WIDTH]);
}
