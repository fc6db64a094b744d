/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-month-cell.h"

#include <glib/gi18n-lib.h>

#include "calendar/crm-event-words.h"
#include "widgets/crm-scaled.h"

/* Owns its texts; drawn without children, for there are 42 of it. Main thread. */

#define LINE crm_scaled (20)
#define DISC crm_scaled (24) /* around the number of today */

struct _CrmMonthCell
{
  GtkWidget parent_instance;

  guint32 day;
  gboolean other;
  gboolean today;
  gboolean off; /* nobody works */
  gboolean holiday;
  gboolean away; /* somebody is on leave */
  char *name;
  char *special_name; /* nullable */
  gboolean told;      /* a bar says so */
  guint n_rest;
  int rest_y;
};

G_DEFINE_FINAL_TYPE (CrmMonthCell, crm_month_cell, GTK_TYPE_WIDGET)

static GdkRGBA
get_color (GtkWidget *widget, const char *name, float alpha)
{
  GdkRGBA color = { 0.5f, 0.5f, 0.5f, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &color);
  color.alpha *= alpha;
  return color;
}

static int
draw_text (CrmMonthCell *self, GtkSnapshot *snapshot, const char *text, int x, int y, int width, gboolean end,
    double scale, const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int wide, high;

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &wide, &high);
  if (wide > width)
    {
      pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      wide = width;
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float)(end ? x + width - wide : x), (float)(y - high / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
  return wide;
}

static void
draw_number (CrmMonthCell *self, GtkSnapshot *snapshot, int width, gboolean rtl, const GdkRGBA *text)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *number = crm_event_dup_day (self->day, "%-d");
  /* Translators: the first day of a month in a small square. */
  g_autofree char *first = crm_event_dup_day (self->day, C_ ("calendar", "%-d %b"));
  gboolean named = g_str_equal (number, "1");
  GdkRGBA color = *text;
  int x = rtl ? width - DISC - 2 : 2;

  color.alpha *= self->other ? 0.45f : 1;
  if (self->today)
    {
      GdkRGBA ground = get_color (widget, "accent_bg_color", 1);
      GskRoundedRect disc;

      gsk_rounded_rect_init_from_rect (&disc, &GRAPHENE_RECT_INIT ((float)x, 2, DISC, DISC), (float)DISC / 2);
      gtk_snapshot_push_rounded_clip (snapshot, &disc);
      gtk_snapshot_append_color (snapshot, &ground, &disc.bounds);
      gtk_snapshot_pop (snapshot);
      color = get_color (widget, "accent_fg_color", 1);
    }
  if (named && !self->today)
    draw_text (self, snapshot, first, 6, CRM_MONTH_CELL_HEAD / 2, width - 12, rtl, 1, &color);
  else
    {
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, number);
      int wide;

      pango_layout_get_pixel_size (layout, &wide, NULL);
      draw_text (
          self, snapshot, number, x + (DISC - wide) / 2, CRM_MONTH_CELL_HEAD / 2, wide, FALSE, 1, &color);
    }
  if (self->special_name != NULL && !named && !self->told)
    {
      GdkRGBA dim = *text;

      dim.alpha *= 0.62f;
      draw_text (self, snapshot, self->special_name, rtl ? 4 : DISC + 6, CRM_MONTH_CELL_HEAD / 2,
          width - DISC - 10, !rtl, 0.82, &dim);
    }
}

static void
crm_month_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmMonthCell *self = CRM_MONTH_CELL (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  graphene_rect_t whole = GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height);
  GdkRGBA text, veil;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  veil = text;
  veil.alpha *= 0.035f;
  if (self->off)
    gtk_snapshot_append_color (snapshot, &veil, &whole);
  veil = get_color (widget, "chat_color", self->holiday ? 0.07f : 0.04f);
  if (self->holiday || self->away)
    gtk_snapshot_append_color (snapshot, &veil, &whole);
  veil = get_color (widget, "accent_bg_color", 0.06f);
  if (self->today)
    gtk_snapshot_append_color (snapshot, &veil, &whole);
  draw_number (self, snapshot, width, rtl, &text);
  if (self->n_rest > 0)
    {
      g_autofree char *rest = g_strdup_printf ("+%u", self->n_rest);

      text.alpha *= 0.7f;
      draw_text (self, snapshot, rest, 8, self->rest_y + LINE / 2, width - 16, rtl, 0.82, &text);
    }
}

static void
crm_month_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
    int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 40 : CRM_MONTH_CELL_HEAD + LINE;
  *minimum_baseline = *natural_baseline = -1;
}

static void
crm_month_cell_finalize (GObject *object)
{
  CrmMonthCell *self = CRM_MONTH_CELL (object);

  g_free (self->name);
  g_free (self->special_name);
  G_OBJECT_CLASS (crm_month_cell_parent_class)->finalize (object);
}

static void
crm_month_cell_class_init (CrmMonthCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_month_cell_finalize;
  widget_class->snapshot = crm_month_cell_snapshot;
  widget_class->measure = crm_month_cell_measure;
  gtk_widget_class_set_css_name (widget_class, "monthcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
crm_month_cell_init (CrmMonthCell *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
crm_month_cell_new (void)
{
  return g_object_new (CRM_TYPE_MONTH_CELL, NULL);
}

static void
add_part (GString *text, const char *part)
{
  g_string_append (text, text->len > 0 ? ", " : "");
  g_string_append (text, part);
}

void
crm_month_cell_set_day (CrmMonthCell *self, const CrmGridItems *items, guint32 day, gboolean other)
{
  const CrmAgendaDay *known = crm_grid_items_get_day (items, day);
  GString *special = g_string_new (NULL);
  GString *name;

  self->day = day;
  self->other = other;
  self->today = day == crm_grid_items_get_today (items);
  self->off = known != NULL ? !known->works : crm_grid_items_get_weekday (day) >= 6;
  if (known != NULL && known->holiday != NULL)
    add_part (special, known->holiday);
  for (guint i = 0; known != NULL && known->away != NULL && i < known->away->len; i++)
    {
      g_autofree char *away = g_strdup_printf (_ ("%s is away"), (char *)known->away->pdata[i]);

      add_part (special, away);
    }
  self->holiday = known != NULL && known->holiday != NULL;
  self->away = !self->holiday && special->len > 0;
  g_free (self->special_name);
  self->special_name = g_string_free (special, special->len == 0);
  g_free (self->name);
  self->name = crm_event_dup_day (day, C_ ("calendar", "%A %-d %B"));
  name = g_string_new (self->name);
  if (self->today)
    add_part (name, _ ("today"));
  if (self->special_name != NULL)
    add_part (name, self->special_name);
  g_free (self->name);
  self->name = g_string_free (name, FALSE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->special_name);
  crm_month_cell_set_count (self, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint32
crm_month_cell_get_day (CrmMonthCell *self)
{
  return self->day;
}

void
crm_month_cell_set_told (CrmMonthCell *self, gboolean told)
{
  self->told = told;
}

void
crm_month_cell_set_count (CrmMonthCell *self, guint n_items)
{
  g_autofree char *count = g_strdup_printf (ngettext ("%u entry", "%u entries", n_items), n_items);
  g_autofree char *name = n_items > 0 ? g_strdup_printf ("%s, %s", self->name, count) : g_strdup (self->name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
crm_month_cell_set_rest (CrmMonthCell *self, guint n, int y)
{
  if (self->n_rest == n && self->rest_y == y)
    return;
  self->n_rest = n;
  self->rest_y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
crm_month_cell_set_target (CrmMonthCell *self, gboolean target)
{
  if (target)
    gtk_widget_add_css_class (GTK_WIDGET (self), "target");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "target");
}

gboolean
crm_month_cell_leads_to_day (CrmMonthCell *self, double x, double y)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double from_start = rtl ? gtk_widget_get_width (GTK_WIDGET (self)) - x : x;

  return (y < CRM_MONTH_CELL_HEAD && from_start < DISC + 6) ||
         (self->n_rest > 0 && y >= self->rest_y && y < self->rest_y + LINE && from_start < 50);
}
