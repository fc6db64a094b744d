/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-tile.h"

#include "calendar/crm-event-words.h"
#include "widgets/crm-scaled.h"

/* Owns the agenda its item stands in and the layouts of its texts, made when it is drawn in another size or with another item. Labels would do the
 * same at five times the cost, and 300 of these are on a page. Main thread. */

#define ICON 12
#define GAP 3
#define DOT 6
#define TITLE_HEIGHT 36      /* px from which on there is a title below the name */
#define TIME_HEIGHT 84       /* and the times below that */
#define ONE_LINE 150         /* px of width where name and title stand in one line */
#define NARROW 44            /* px: the name alone */
#define TINY crm_scaled (34) /* px: the beginning of it */
#define MAX_ICONS 4

struct _CrmEventTile
{
  GtkWidget parent_instance;

  CrmEventShape shape;
  CrmAgenda *agenda;   /* owned, nullable */
  CrmAgendaItem *item; /* of agenda; NULL: a ghost, or nothing */
  guint32 day;
  gboolean before;
  gboolean after;
  char *lead;
  char *second; /* nullable */
  char *times;
  gint64 starts_at; /* where it is shown; with zone, for the tooltip, which is made when it is asked for */
  gint64 ends_at;
  gboolean all_day;
  GTimeZone *zone; /* owned, nullable */
  const char *style;
  gboolean strike;
  gboolean selected;
  gboolean has_color;
  GdkRGBA color;
  const char *icons[MAX_ICONS];
  guint n_icons;
  PangoLayout *layouts[3]; /* owned, nullable */
  int built_width;
  int built_height;
  int offsets[3];
};

G_DEFINE_FINAL_TYPE (CrmEventTile, crm_event_tile, GTK_TYPE_WIDGET)

/* Texts */

static void
drop_layouts (CrmEventTile *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->layouts); i++)
    g_clear_object (&self->layouts[i]);
  self->built_width = self->built_height = -1;
}

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, guint from, guint to)
{
  attribute->start_index = from;
  attribute->end_index = to;
  pango_attr_list_insert (list, attribute);
}

/* A word that is longer than a line would be torn. */
static gboolean
tears_words (PangoLayout *layout)
{
  const char *text = pango_layout_get_text (layout);

  for (GSList *list = pango_layout_get_lines_readonly (layout); list != NULL; list = list->next)
    {
      const PangoLayoutLine *line = list->data;

      if (line->start_index > 0 &&
          !g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (text + line->start_index))) &&
          text[line->start_index - 1] != '-')
        return TRUE;
    }
  return FALSE;
}

/* strong: bytes at the beginning that are bold. Returns its height. */
static int
make_layout (CrmEventTile *self, guint index, const char *text, gsize strong, int width, int lines)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int height;

  if (strong > 0)
    add_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), 0, (guint)strong);
  if (self->strike)
    add_attribute (attributes, pango_attr_strikethrough_new (TRUE), 0, G_MAXUINT);
  add_attribute (attributes, pango_attr_insert_hyphens_new (FALSE), 0, G_MAXUINT);
  pango_layout_set_attributes (layout, attributes);
  if (index == 2 && gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    {
      /* Numbers have no direction of their own by which Pango would find the side. */
      pango_layout_set_auto_dir (layout, FALSE);
      pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
    }
  /* Where three dots would be all there is, the first letters are cut off by the edge instead. */
  if (width >= TINY)
    {
      pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_height (layout, -lines);
      if (lines > 1 && tears_words (layout))
        pango_layout_set_height (layout, -1);
    }
  pango_layout_get_pixel_size (layout, NULL, &height);
  self->layouts[index] = layout;
  return height;
}

static int
get_line_height (CrmEventTile *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  return MAX (height, 8);
}

/* As many as leave the words a width of their own; the weightiest come first. */
static int
get_icons_width (CrmEventTile *self, int width)
{
  int needed = (int)self->n_icons * (ICON + 2);

  while (needed > 0 && width - needed < (self->shape == CRM_EVENT_LINE ? 60 : TINY))
    needed -= ICON + 2;
  return needed;
}

/* Name and title, with the time before them in a cell of the month. */
static void
build_line (CrmEventTile *self, int width, int height)
{
  GString *text = g_string_new (self->lead);
  gsize strong = self->shape == CRM_EVENT_BAR && self->second == NULL ? 0 : text->len;
  int taken;

  if (self->second != NULL)
    g_string_append_printf (text, "  %s", self->second);
  if (self->shape == CRM_EVENT_LINE)
    strong = 0;
  taken = make_layout (self, 0, text->str, strong, width, 1);
  self->offsets[0] = MAX (0, (height - taken) / 2);
  g_string_free (text, TRUE);
}

static void
build_block (CrmEventTile *self, int width, int height)
{
  int line = get_line_height (self);
  int whole = gtk_widget_get_allocated_height (GTK_WIDGET (self));
  int room = MAX (1, height / line);
  gboolean narrow = width < NARROW;
  gboolean has_second = self->second != NULL && whole >= TITLE_HEIGHT && room >= 2 && !narrow;
  gboolean has_times = self->times != NULL && whole >= TIME_HEIGHT && room >= 3 && !narrow;
  int lead_lines = narrow ? room : has_second ? CLAMP (room - 1, 1, 2) : CLAMP (room, 1, 2);
  int y;

  y = make_layout (
      self, 0, self->lead, strlen (self->lead), width - get_icons_width (self, width), lead_lines);
  self->offsets[0] = room == 1 ? MAX (0, (height - y) / 2) : 0;
  if (has_second && height - y >= line)
    {
      int lines = (height - y) / line - (has_times ? 1 : 0);

      self->offsets[1] = y;
      y += make_layout (self, 1, self->second, 0, width, CLAMP (lines, 1, 2));
    }
  if (has_times && height - y >= line)
    {
      self->offsets[2] = y;
      make_layout (self, 2, self->times, 0, width, 1);
    }
}

static void
build (CrmEventTile *self, int width, int height)
{
  if (self->built_width == width && self->built_height == height)
    return;
  drop_layouts (self);
  self->built_width = width;
  self->built_height = height;
  if (self->lead == NULL)
    return;
  if (self->shape == CRM_EVENT_LINE)
    {
      int before = DOT + GAP;

      if (self->times != NULL)
        {
          int wide;

          make_layout (self, 2, self->times, 0, width, 1);
          pango_layout_get_pixel_size (self->layouts[2], &wide, NULL);
          if (width - before - wide - get_icons_width (self, width) >= NARROW)
            before += wide + GAP;
          else
            g_clear_object (&self->layouts[2]);
        }
      build_line (self, width - before - get_icons_width (self, width), height);
      self->offsets[2] = self->offsets[0];
    }
  else if (self->shape == CRM_EVENT_BAR ||
           (height < 2 * get_line_height (self) && width >= ONE_LINE && self->second != NULL))
    build_line (self, width - get_icons_width (self, width), height);
  else
    build_block (self, width, height);
}

/* Drawing */

static GdkRGBA
get_named (CrmEventTile *self, const char *name, const GdkRGBA *fallback)
{
  GdkRGBA color = *fallback;

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), name, &color);
  return color;
}

static GdkRGBA
get_kind_color (CrmEventTile *self, const GdkRGBA *fallback)
{
  g_autofree char *name = NULL;

  if (self->has_color || self->style == NULL)
    return self->has_color ? self->color : *fallback;
  name = g_str_equal (self->style, "deal") ? g_strdup ("accent_color")
                                           : g_strconcat (self->style, "_color", NULL);
  return get_named (self, name, fallback);
}

/* What style.css does for the kinds, for a colour that a calendar brings. */
static void
draw_own_color (CrmEventTile *self, GtkSnapshot *snapshot, gboolean rtl, const GdkRGBA *text)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GtkBorder padding, border;
  GskRoundedRect shape;
  GdkRGBA ground = get_named (self, "view_bg_color", &(GdkRGBA){ 1, 1, 1, 1 });
  graphene_rect_t bounds;

  gtk_style_context_get_padding (context, &padding);
  gtk_style_context_get_border (context, &border);
  bounds = GRAPHENE_RECT_INIT ((float)-(padding.left + border.left), (float)-(padding.top + border.top),
      (float)(gtk_widget_get_width (GTK_WIDGET (self)) + padding.left + padding.right + border.left +
              border.right),
      (float)(gtk_widget_get_height (GTK_WIDGET (self)) + padding.top + padding.bottom + border.top +
              border.bottom));
  ground.red += (self->color.red - ground.red) * 0.16f;
  ground.green += (self->color.green - ground.green) * 0.16f;
  ground.blue += (self->color.blue - ground.blue) * 0.16f;
  gsk_rounded_rect_init_from_rect (&shape, &bounds, 7);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &ground, &bounds);
  gtk_snapshot_append_color (snapshot, &self->color,
      &GRAPHENE_RECT_INIT (rtl ? bounds.origin.x + bounds.size.width - 3 : bounds.origin.x, bounds.origin.y,
          3, bounds.size.height));
  gtk_snapshot_pop (snapshot);
}

static void
draw_icons (CrmEventTile *self, GtkSnapshot *snapshot, int width, gboolean rtl, const GdkRGBA *text)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int room = get_icons_width (self, width);
  GdkRGBA warning = get_named (self, "late_color", text);
  GdkRGBA asking = get_named (self, "today_color", text);
  float y = (float)self->offsets[0] + 2;

  if (room == 0)
    return;
  for (guint i = 0; i < (guint)(room / (ICON + 2)); i++)
    {
      g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
          theme, self->icons[i], NULL, ICON, scale, GTK_TEXT_DIR_NONE, GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
      GdkRGBA color = *text;
      float x = rtl ? (float)((int)i * (ICON + 2)) : (float)(width - room + 2 + (int)i * (ICON + 2));

      if (g_str_equal (self->icons[i], "dialog-warning-symbolic") ||
          g_str_equal (self->icons[i], "crm-lost-symbolic"))
        color = warning;
      else if (g_str_equal (self->icons[i], "dialog-question-symbolic"))
        color = asking;
      else
        color.alpha *= 0.7f;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
      gtk_symbolic_paintable_snapshot_symbolic (
          GTK_SYMBOLIC_PAINTABLE (icon), GDK_SNAPSHOT (snapshot), ICON, ICON, &color, 1);
      gtk_snapshot_restore (snapshot);
    }
}

static void
draw_layout (CrmEventTile *self, GtkSnapshot *snapshot, guint index, int x, const GdkRGBA *color)
{
  if (self->layouts[index] == NULL)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)x, (float)self->offsets[index]));
  gtk_snapshot_append_layout (snapshot, self->layouts[index], color);
  gtk_snapshot_restore (snapshot);
}

/* Dot, time, name. */
static void
draw_line (CrmEventTile *self, GtkSnapshot *snapshot, int width, int height, gboolean rtl,
    const GdkRGBA *text, const GdkRGBA *dim)
{
  GdkRGBA color = get_kind_color (self, text);
  int lead_width = pango_layout_get_width (self->layouts[0]) / PANGO_SCALE;
  int x = DOT + GAP;
  int wide = 0;
  GskRoundedRect dot;

  gsk_rounded_rect_init_from_rect (&dot,
      &GRAPHENE_RECT_INIT (rtl ? (float)(width - DOT) : 0, (float)(height - DOT) / 2, DOT, DOT), DOT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &dot);
  gtk_snapshot_append_color (snapshot, &color, &dot.bounds);
  gtk_snapshot_pop (snapshot);
  if (self->layouts[2] != NULL)
    {
      int full = pango_layout_get_width (self->layouts[2]) / PANGO_SCALE;

      pango_layout_get_pixel_size (self->layouts[2], &wide, NULL);
      /* A layout as wide as the tile puts its text to its own beginning. */
      draw_layout (self, snapshot, 2, rtl ? width - x - full : x, dim);
      x += wide + GAP;
    }
  draw_layout (self, snapshot, 0, rtl ? width - x - lead_width : x, text);
}

static void
crm_event_tile_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmEventTile *self = CRM_EVENT_TILE (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA text, dim;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  dim = text;
  dim.alpha *= 0.62f;
  if (self->has_color && self->shape != CRM_EVENT_LINE)
    draw_own_color (self, snapshot, rtl, &text);
  build (self, width, height);
  if (self->layouts[0] == NULL)
    return;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, -1, (float)width, (float)height + 2));
  if (self->shape == CRM_EVENT_LINE)
    draw_line (self, snapshot, width, height, rtl, &text, &dim);
  else
    {
      int icons = get_icons_width (self, width);

      draw_layout (self, snapshot, 0, rtl ? icons : 0, &text);
      draw_layout (self, snapshot, 1, 0, &text);
      draw_layout (self, snapshot, 2, 0, &dim);
    }
  draw_icons (self, snapshot, width, rtl, &text);
  gtk_snapshot_pop (snapshot);
}

static void
crm_event_tile_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
    int *natural, int *minimum_baseline, int *natural_baseline)
{
  /* Its grid gives it what the time needs; text that has no room is not drawn. */
  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
}

static void
crm_event_tile_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (crm_event_tile_parent_class)->css_changed (widget, change);
  drop_layouts (CRM_EVENT_TILE (widget));
}

static void
crm_event_tile_dispose (GObject *object)
{
  CrmEventTile *self = CRM_EVENT_TILE (object);

  drop_layouts (self);
  self->item = NULL;
  g_clear_pointer (&self->agenda, crm_agenda_unref);
  g_clear_pointer (&self->lead, g_free);
  g_clear_pointer (&self->second, g_free);
  g_clear_pointer (&self->times, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  G_OBJECT_CLASS (crm_event_tile_parent_class)->dispose (object);
}

/* NULL for a ghost. Caller owns. */
static char *
dup_tooltip (CrmEventTile *self)
{
  return self->item != NULL
             ? crm_event_dup_tooltip (self->item, self->starts_at, self->ends_at, self->all_day, self->zone)
             : NULL;
}

static gboolean
crm_event_tile_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autofree char *text = dup_tooltip (CRM_EVENT_TILE (widget));

  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

static void
crm_event_tile_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_take_string (value, dup_tooltip (CRM_EVENT_TILE (object)));
}

static void
crm_event_tile_class_init (CrmEventTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_event_tile_dispose;
  G_OBJECT_CLASS (klass)->get_property = crm_event_tile_get_property;
  /* All that it says, in lines. */
  g_object_class_install_property (G_OBJECT_CLASS (klass), 1,
      g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  widget_class->query_tooltip = crm_event_tile_query_tooltip;
  widget_class->snapshot = crm_event_tile_snapshot;
  widget_class->measure = crm_event_tile_measure;
  widget_class->css_changed = crm_event_tile_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  gtk_widget_class_set_css_name (widget_class, "event");
}

static void
crm_event_tile_init (CrmEventTile *self)
{
  self->built_width = self->built_height = -1;
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "ev");
}

static void
set_class (CrmEventTile *self, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

static void
set_style (CrmEventTile *self, const char *style)
{
  if (g_strcmp0 (self->style, style) == 0)
    return;
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
  self->style = style;
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), style);
}

static void
set_selected (CrmEventTile *self, gboolean selected)
{
  if (selected == self->selected)
    return;
  self->selected = selected;
  set_class (self, "selected", selected);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

static void
add_icon (CrmEventTile *self, gboolean wanted, const char *name)
{
  if (wanted && self->n_icons < MAX_ICONS)
    self->icons[self->n_icons++] = name;
}

static void
show_state (CrmEventTile *self, const CrmAgendaItem *item)
{
  gboolean done = g_strcmp0 (item->state, "held") == 0 || g_strcmp0 (item->state, "done") == 0;
  gboolean cancelled = g_strcmp0 (item->state, "cancelled") == 0;
  gboolean missed = g_strcmp0 (item->state, "missed") == 0;

  self->strike = cancelled;
  set_class (self, "done", done);
  set_class (self, "cancelled", cancelled);
  set_class (self, "missed", missed);
  self->has_color = item->color != NULL && gdk_rgba_parse (&self->color, item->color);
  set_class (self, "own-color", self->has_color);
  self->n_icons = 0;
  add_icon (self, missed, "crm-lost-symbolic");
  add_icon (self, item->unanswered, "dialog-question-symbolic");
  add_icon (self, g_strcmp0 (item->sync, "conflict") == 0 || g_strcmp0 (item->sync, "error") == 0,
      "dialog-warning-symbolic");
  add_icon (self, g_strcmp0 (item->sync, "queued") == 0, "content-loading-symbolic");
  add_icon (self, item->repeats, "media-playlist-repeat-symbolic");
  add_icon (self, item->read_only && g_strcmp0 (item->kind, "event") == 0, "changes-prevent-symbolic");
}

GtkWidget *
crm_event_tile_new (CrmEventShape shape)
{
  CrmEventTile *self = g_object_new (CRM_TYPE_EVENT_TILE, NULL);

  self->shape = shape;
  if (shape == CRM_EVENT_BAR)
    gtk_widget_add_css_class (GTK_WIDGET (self), "bar");
  else if (shape == CRM_EVENT_LINE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "line");
  return GTK_WIDGET (self);
}

void
crm_event_tile_set_item (CrmEventTile *self, const CrmGridItems *items, CrmAgendaItem *item, gboolean dated)
{
  GTimeZone *zone = crm_grid_items_get_zone (items);
  g_autofree char *name = NULL;
  const char *second;
  gint64 starts_at, ends_at;
  gboolean all_day;

  g_return_if_fail (CRM_IS_EVENT_TILE (self) && item != NULL);
  crm_agenda_ref (items->agenda);
  g_clear_pointer (&self->agenda, crm_agenda_unref);
  self->agenda = items->agenda;
  self->item = item;
  crm_grid_items_get_times (items, item, &starts_at, &ends_at, &all_day);
  self->starts_at = starts_at;
  self->ends_at = ends_at;
  self->all_day = all_day;
  g_time_zone_ref (zone);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone;
  g_free (self->lead);
  g_free (self->second);
  g_free (self->times);
  self->lead = g_strdup (crm_event_get_lead (item, &second));
  self->second = g_strdup (second);
  self->times = all_day                         ? NULL
                : self->shape == CRM_EVENT_LINE ? crm_event_dup_clock (starts_at, zone)
                                                : crm_event_dup_times (starts_at, ends_at, zone);
  set_style (self, crm_event_get_style (item));
  show_state (self, item);
  set_selected (self, crm_grid_items_is_selected (items, item));
  name = crm_event_dup_name (item, starts_at, ends_at, all_day, dated, zone);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  drop_layouts (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

CrmAgendaItem *
crm_event_tile_get_item (CrmEventTile *self)
{
  return self->item;
}

CrmAgenda *
crm_event_tile_ref_agenda (CrmEventTile *self)
{
  return self->agenda != NULL ? crm_agenda_ref (self->agenda) : NULL;
}

CrmEventShape
crm_event_tile_get_shape (CrmEventTile *self)
{
  return self->shape;
}

void
crm_event_tile_show_selected (CrmEventTile *self, const CrmGridItems *items)
{
  set_selected (self, self->item != NULL && crm_grid_items_is_selected (items, self->item));
}

void
crm_event_tile_set_left (CrmEventTile *self, gboolean left)
{
  set_class (self, "left-behind", left);
}

void
crm_event_tile_set_part (CrmEventTile *self, guint32 day, gboolean before, gboolean after)
{
  self->day = day;
  set_class (self, "before", before);
  set_class (self, "after", after);
}

guint32
crm_event_tile_get_day (CrmEventTile *self)
{
  return self->day;
}

void
crm_event_tile_set_ghost (CrmEventTile *self, const CrmAgendaItem *item, const char *lead, const char *times)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "ghost");
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  set_style (self, item != NULL ? crm_event_get_style (item) : "meet");
  /* While it is on its way its time matters most. */
  g_free (self->lead);
  g_free (self->second);
  self->lead = g_strdup (times);
  self->second = g_strdup (lead);
  drop_layouts (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
