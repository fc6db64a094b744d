/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-time-sheet-draw.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-local.h"
#include "calendar/crm-event-words.h"
#include "calendar/crm-time-columns.h"

/* Lines, veils, times of day and the line of now, drawn without widgets. No state. Main thread. */

#define DAY_MINUTES (24 * 60)

typedef struct
{
  GtkWidget *sheet;
  GtkSnapshot *snapshot;
  const CrmGridItems *items;
  int hour_height;
  int width;
  int height;
  gboolean rtl;
  GdkRGBA text;
} Ground;

static GdkRGBA
get_color (GtkWidget *widget, const char *name, float alpha)
{
  GdkRGBA color = { 0.5f, 0.5f, 0.5f, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &color);
  color.alpha *= alpha;
  return color;
}

static Ground
make_ground (GtkWidget *sheet, GtkSnapshot *snapshot, const CrmGridItems *items, int hour_height)
{
  Ground self = { sheet, snapshot, items, hour_height, gtk_widget_get_width (sheet),
    gtk_widget_get_height (sheet), gtk_widget_get_direction (sheet) == GTK_TEXT_DIR_RTL };

  gtk_style_context_get_color (gtk_widget_get_style_context (sheet), &self.text);
  return self;
}

static void
fill (Ground *self, const GdkRGBA *color, float alpha, int x, int y, int width, int height)
{
  GdkRGBA with = *color;

  with.alpha *= alpha;
  gtk_snapshot_append_color (
      self->snapshot, &with, &GRAPHENE_RECT_INIT ((float)x, (float)y, (float)width, (float)height));
}

static int
get_y (Ground *self, int minute)
{
  return minute * self->hour_height / 60;
}

static void
fill_minutes (Ground *self, const GdkRGBA *color, float alpha, guint index, int from, int to)
{
  int x, width;

  crm_time_columns_get (self->width, self->items->n_days, index, self->rtl, &x, &width);
  fill (self, color, alpha, x, get_y (self, from), width, get_y (self, to) - get_y (self, from));
}

static PangoLayout *
make_layout (Ground *self, const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (self->sheet, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.82));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

static void
draw_text (Ground *self, const char *text, int x, int y, int width, PangoAlignment alignment, gboolean middle)
{
  g_autoptr (PangoLayout) layout = make_layout (self, text);
  GdkRGBA color = self->text;
  int height;

  pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  /* Pango turns left and right by the direction of the text, not of the window. */
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_alignment (layout, alignment);
  pango_layout_get_pixel_size (layout, NULL, &height);
  color.alpha *= 0.62f;
  gtk_snapshot_save (self->snapshot);
  gtk_snapshot_translate (
      self->snapshot, &GRAPHENE_POINT_INIT ((float)x, (float)(middle ? y - height / 2 : y)));
  gtk_snapshot_append_layout (self->snapshot, layout, &color);
  gtk_snapshot_restore (self->snapshot);
}

gboolean
crm_time_sheet_find_leap (GTimeZone *zone, guint32 day, int *from, int *to, gboolean *twice)
{
  gint64 midnight = crm_local_instant (day, 0, zone);
  gint64 end = crm_local_instant (day + 1, 0, zone);
  int before = 0;

  if (end - midnight == G_TIME_SPAN_DAY)
    return FALSE;
  for (gint64 at = midnight; at < end; at += 15 * G_TIME_SPAN_MINUTE)
    {
      int second;
      int minute;

      crm_local_day (at, zone, &second);
      minute = second / 60;
      if (minute != before)
        {
          *twice = minute < before;
          *from = MIN (minute, before);
          *to = MAX (minute, before);
          return TRUE;
        }
      before = minute + 15;
    }
  /* The clock was turned at midnight. */
  return FALSE;
}

static void
draw_leap (Ground *self, guint index)
{
  GTimeZone *zone = crm_grid_items_get_zone (self->items);
  int from, to, x, width;
  gboolean twice;

  if (!crm_time_sheet_find_leap (zone, self->items->first_day + index, &from, &to, &twice))
    return;
  crm_time_columns_get (self->width, self->items->n_days, index, self->rtl, &x, &width);
  fill_minutes (self, &self->text, twice ? 0.05f : 0.12f, index, from, to);
  /* Translators: an hour of the day on which the clocks are changed. */
  draw_text (self, twice ? _ ("this hour twice") : _ ("no such hour"), x + 4, get_y (self, from) + 3,
      width - 8, self->rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT, FALSE);
}

/* Outside working hours, holidays, leave, today. */
static void
draw_day (Ground *self, guint index, guint32 today)
{
  guint32 day = self->items->first_day + index;
  const CrmAgendaDay *known = crm_grid_items_get_day (self->items, day);
  gboolean works = known != NULL ? known->works : crm_grid_items_get_weekday (day) < 6;
  GdkRGBA accent = get_color (self->sheet, "accent_bg_color", 0.06f);
  gboolean holiday = known != NULL && known->holiday != NULL;
  gboolean away = known != NULL && known->away != NULL && known->away->len > 0;
  GdkRGBA off = get_color (self->sheet, "chat_color", holiday ? 0.07f : 0.04f);
  int minute = 0;

  if (day == today)
    fill_minutes (self, &accent, 1, index, 0, DAY_MINUTES);
  if (holiday || away)
    fill_minutes (self, &off, 1, index, 0, DAY_MINUTES);
  if (!works)
    {
      fill_minutes (self, &self->text, 0.035f, index, 0, DAY_MINUTES);
      return;
    }
  if (known == NULL || known->spans == NULL || known->spans->len < 2)
    return;
  for (guint i = 0; i + 1 < known->spans->len; i += 2)
    {
      fill_minutes (self, &self->text, 0.025f, index, minute, g_array_index (known->spans, int, i));
      minute = g_array_index (known->spans, int, i + 1);
    }
  fill_minutes (self, &self->text, 0.025f, index, minute, DAY_MINUTES);
}

static void
draw_lines (Ground *self)
{
  int gutter_x = self->rtl ? 0 : CRM_TIME_GUTTER - 6;
  int width = self->width - CRM_TIME_GUTTER + 6;
  float strong = adw_style_manager_get_high_contrast (adw_style_manager_get_default ()) ? 3 : 1;

  for (int hour = 0; hour <= 24; hour++)
    {
      fill (self, &self->text, 0.11f * strong, gutter_x, get_y (self, hour * 60), width, 1);
      if (hour < 24)
        fill (self, &self->text, 0.05f * strong, self->rtl ? 0 : CRM_TIME_GUTTER,
            get_y (self, hour * 60 + 30), self->width - CRM_TIME_GUTTER, 1);
    }
  for (guint i = 0; i < self->items->n_days; i++)
    {
      int x, column;

      crm_time_columns_get (self->width, self->items->n_days, i, self->rtl, &x, &column);
      fill (self, &self->text, 0.11f * strong, self->rtl ? x + column - 1 : x, 0, 1, self->height);
    }
}

static void
draw_hours (Ground *self)
{
  for (int hour = 1; hour < 24; hour++)
    {
      g_autoptr (GDateTime) time = g_date_time_new_utc (2000, 1, 1, hour, 0, 0);
      g_autofree char *text = g_date_time_format (time, C_ ("calendar", "%-H:%M"));
      g_autoptr (PangoLayout) layout = make_layout (self, text);
      int width;

      /* Large letters take the room before the lines. */
      pango_layout_get_pixel_size (layout, &width, NULL);
      width = CLAMP (width, CRM_TIME_GUTTER - 10, CRM_TIME_GUTTER - 2);
      draw_text (self, text, self->rtl ? self->width - width : 0, get_y (self, hour * 60), width,
          self->rtl ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT, TRUE);
    }
}

void
crm_time_sheet_draw_ground (
    GtkWidget *sheet, GtkSnapshot *snapshot, const CrmGridItems *items, int hour_height)
{
  Ground self = make_ground (sheet, snapshot, items, hour_height);
  guint32 today = crm_grid_items_get_today (items);

  for (guint i = 0; i < items->n_days; i++)
    draw_day (&self, i, today);
  draw_lines (&self);
  for (guint i = 0; i < items->n_days; i++)
    draw_leap (&self, i);
  draw_hours (&self);
}

void
crm_time_sheet_draw_now (GtkWidget *sheet, GtkSnapshot *snapshot, const CrmGridItems *items, int hour_height)
{
  Ground self = make_ground (sheet, snapshot, items, hour_height);
  GdkRGBA color = get_color (sheet, "late_color", 1);
  int second, x, width, y;
  guint32 today = crm_local_day (crm_clock_now (), crm_grid_items_get_zone (items), &second);
  GskRoundedRect dot;

  if (today < items->first_day || today >= items->first_day + items->n_days)
    return;
  crm_time_columns_get (self.width, items->n_days, today - items->first_day, self.rtl, &x, &width);
  y = get_y (&self, second / 60);
  fill (&self, &color, 1, x, y - 1, width, 2);
  gsk_rounded_rect_init_from_rect (
      &dot, &GRAPHENE_RECT_INIT ((float)(self.rtl ? x + width : x) - 4, (float)y - 4, 8, 8), 4);
  gtk_snapshot_push_rounded_clip (snapshot, &dot);
  gtk_snapshot_append_color (snapshot, &color, &dot.bounds);
  gtk_snapshot_pop (snapshot);
}

void
crm_time_sheet_draw_cursor (GtkWidget *sheet, GtkSnapshot *snapshot, const GdkRectangle *area)
{
  GdkRGBA color = get_color (sheet, "accent_color", 1);
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (&frame,
      &GRAPHENE_RECT_INIT (
          (float)area->x + 2, (float)area->y + 1, (float)area->width - 3, (float)area->height - 1),
      7);
  gtk_snapshot_append_border (
      snapshot, &frame, (float[4]){ 2, 2, 2, 2 }, (GdkRGBA[4]){ color, color, color, color });
}
