/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-time-head.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "calendar/crm-event-words.h"
#include "calendar/crm-time-columns.h"
#include "widgets/crm-scaled.h"

/* Owns one button for each day, the bars and the buttons "+n". Main thread. */

#define DAY_HEIGHT crm_scaled (34)
#define ROW crm_scaled (24)
#define ROW_GAP 2
#define MARGIN 3
#define MAX_ROWS 3
#define MAX_DAYS 7
#define NARROW crm_scaled (58) /* px of a column where the name of the day has no room */

typedef struct
{
  GtkWidget *button;
  GtkWidget *name;
  GtkWidget *number;
  GtkWidget *rest;
  guint n_hidden;
} Day;

struct _CrmTimeHead
{
  GtkWidget parent_instance;

  const CrmGridItems *items; /* borrowed */
  Day days[MAX_DAYS];
  GtkWidget *caption; /* "all day" */
  GPtrArray *tiles;   /* borrowed children, also unused ones */
  GArray *pieces;     /* of CrmEventPiece */
  guint n_rows;
  GtkWidget *ghost;
  guint32 ghost_first;
  guint32 ghost_last;
  int inset;
};

G_DEFINE_FINAL_TYPE (CrmTimeHead, crm_time_head, GTK_TYPE_WIDGET)

static gboolean
is_rtl (CrmTimeHead *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static CrmEventPiece *
get_piece (CrmTimeHead *self, guint index)
{
  return &g_array_index (self->pieces, CrmEventPiece, index);
}

static guint
get_n_days (CrmTimeHead *self)
{
  return MIN (self->items->n_days, MAX_DAYS);
}

/* Rows of bars there are; where more were needed the last one is for "+n". */
static guint
get_bar_rows (CrmTimeHead *self)
{
  return self->n_rows > MAX_ROWS ? MAX_ROWS - 1 : self->n_rows;
}

static int
get_height (CrmTimeHead *self)
{
  int rows = (int)CLAMP (self->n_rows, 1, MAX_ROWS);

  return DAY_HEIGHT + MARGIN + rows * (ROW + ROW_GAP) + MARGIN + 1;
}

static int
get_width (CrmTimeHead *self)
{
  return MAX (gtk_widget_get_width (GTK_WIDGET (self)) - self->inset, 1);
}

GdkRectangle
crm_time_head_get_area (CrmTimeHead *self, guint32 first, guint32 last)
{
  guint n = get_n_days (self);
  GdkRectangle area = { .y = DAY_HEIGHT + MARGIN, .height = ROW };
  int from, to, from_width, to_width;
  int shift = is_rtl (self) ? self->inset : 0;

  first = CLAMP (first, self->items->first_day, self->items->first_day + n - 1) - self->items->first_day;
  last = CLAMP (last, self->items->first_day, self->items->first_day + n - 1) - self->items->first_day;
  crm_time_columns_get (get_width (self), n, first, is_rtl (self), &from, &from_width);
  crm_time_columns_get (get_width (self), n, last, is_rtl (self), &to, &to_width);
  area.x = MIN (from, to) + shift;
  area.width = MAX (from + from_width, to + to_width) - MIN (from, to);
  return area;
}

/* Layout */

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  int minimum_width, minimum_height;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &minimum_height, NULL, NULL, NULL);
  gtk_widget_size_allocate (
      child, &(GtkAllocation){ x, y, MAX (width, minimum_width), MAX (height, minimum_height) }, -1);
}

static void
place_day (CrmTimeHead *self, guint index)
{
  Day *day = &self->days[index];
  GdkRectangle area =
      crm_time_head_get_area (self, self->items->first_day + index, self->items->first_day + index);
  int wanted;

  gtk_widget_set_child_visible (day->name, area.width >= NARROW);
  gtk_widget_measure (day->button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &wanted, NULL, NULL);
  wanted = MIN (wanted, area.width);
  place (day->button, is_rtl (self) ? area.x + area.width - wanted : area.x, 0, wanted, DAY_HEIGHT);
  if (gtk_widget_get_visible (day->rest))
    place (
        day->rest, area.x + MARGIN, area.y + (MAX_ROWS - 1) * (ROW + ROW_GAP), area.width - 2 * MARGIN, ROW);
}

/* In the middle of the first row; where a language needs two lines they reach up beside the days, where nothing else is. */
static void
place_caption (CrmTimeHead *self, int width)
{
  int height;

  gtk_widget_measure (
      self->caption, GTK_ORIENTATION_VERTICAL, CRM_TIME_GUTTER - 4, NULL, &height, NULL, NULL);
  height = MAX (height, ROW);
  place (self->caption, is_rtl (self) ? width - CRM_TIME_GUTTER + 4 : 0,
      DAY_HEIGHT + MARGIN - (height - ROW) / 2, CRM_TIME_GUTTER - 4, height);
}

static void
crm_time_head_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmTimeHead *self = CRM_TIME_HEAD (widget);

  for (guint i = 0; i < get_n_days (self); i++)
    place_day (self, i);
  place_caption (self, width);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      CrmEventPiece *piece = get_piece (self, i);
      GdkRectangle area;

      if (piece->tile == NULL)
        continue;
      area = crm_time_head_get_area (self, piece->first, piece->last);
      place (GTK_WIDGET (piece->tile), area.x + MARGIN, area.y + (int)piece->slot.column * (ROW + ROW_GAP),
          area.width - 2 * MARGIN, ROW);
    }
  if (gtk_widget_get_visible (self->ghost))
    {
      GdkRectangle area = crm_time_head_get_area (self, self->ghost_first, self->ghost_last);

      place (self->ghost, area.x + MARGIN, area.y, area.width - 2 * MARGIN, ROW);
    }
}

static void
crm_time_head_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
    int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmTimeHead *self = CRM_TIME_HEAD (widget);

  *minimum_baseline = *natural_baseline = -1;
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? get_height (self) : CRM_TIME_GUTTER + 40;
}

static void
crm_time_head_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GdkRGBA line;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &line);
  line.alpha *= adw_style_manager_get_high_contrast (adw_style_manager_get_default ()) ? 1 : 0.15f;
  gtk_snapshot_append_color (snapshot, &line,
      &GRAPHENE_RECT_INIT (
          0, (float)gtk_widget_get_height (widget) - 1, (float)gtk_widget_get_width (widget), 1));
  GTK_WIDGET_CLASS (crm_time_head_parent_class)->snapshot (widget, snapshot);
}

/* Content */

static void
add_part (GString *text, const char *part)
{
  g_string_append (text, text->len > 0 ? ", " : "");
  g_string_append (text, part);
}

static void
dress_day (CrmTimeHead *self, guint index)
{
  Day *day = &self->days[index];
  guint32 number = self->items->first_day + index;
  gboolean is_today = number == crm_grid_items_get_today (self->items);
  const CrmAgendaDay *known = crm_grid_items_get_day (self->items, number);
  g_autofree char *name = crm_event_dup_day (number, "%a");
  g_autofree char *count = crm_event_dup_day (number, "%-d");
  /* Translators: a day as screen readers say it. */
  g_autofree char *full = crm_event_dup_day (number, C_ ("calendar", "%A %-d %B"));
  GString *text = g_string_new (full);

  if (is_today)
    add_part (text, _ ("today"));
  if (known != NULL && known->holiday != NULL)
    add_part (text, known->holiday);
  for (guint i = 0; known != NULL && known->away != NULL && i < known->away->len; i++)
    {
      /* Translators: %s is a person on leave. */
      g_autofree char *away = g_strdup_printf (_ ("%s is away"), (char *)known->away->pdata[i]);

      add_part (text, away);
    }
  gtk_label_set_text (GTK_LABEL (day->name), name);
  gtk_label_set_text (GTK_LABEL (day->number), count);
  if (is_today)
    gtk_widget_add_css_class (day->number, "today-number");
  else
    gtk_widget_remove_css_class (day->number, "today-number");
  if (known != NULL && known->holiday != NULL)
    gtk_widget_add_css_class (day->number, "late");
  else
    gtk_widget_remove_css_class (day->number, "late");
  gtk_widget_set_tooltip_text (day->button, text->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (day->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (day->button), "u", number);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (day->rest), "u", number);
  g_string_free (text, TRUE);
}

void
crm_time_head_update_days (CrmTimeHead *self)
{
  for (guint i = 0; i < MAX_DAYS; i++)
    {
      gtk_widget_set_visible (self->days[i].button, i < get_n_days (self));
      if (i < get_n_days (self))
        dress_day (self, i);
    }
}

/* Of very many, also of those with a time, not all were read. */
static guint
get_left_out (CrmTimeHead *self, guint index)
{
  const CrmAgendaDay *day = crm_grid_items_get_day (self->items, self->items->first_day + index);

  return day != NULL ? day->n_left_out : 0;
}

static void
hide_rows (CrmTimeHead *self)
{
  for (guint i = 0; i < MAX_DAYS; i++)
    self->days[i].n_hidden = 0;
  for (guint i = 0; i < self->pieces->len; i++)
    {
      CrmEventPiece *piece = get_piece (self, i);

      piece->slot.hidden = piece->slot.column >= get_bar_rows (self);
      for (guint32 day = piece->first; piece->slot.hidden && day <= piece->last; day++)
        self->days[day - self->items->first_day].n_hidden++;
    }
  for (guint i = 0; i < MAX_DAYS; i++)
    {
      guint n = self->days[i].n_hidden + (i < get_n_days (self) ? get_left_out (self, i) : 0);
      g_autofree char *label = g_strdup_printf ("+%u", n);
      g_autofree char *name = g_strdup_printf (ngettext ("%u more", "%u more", n), n);

      gtk_button_set_label (GTK_BUTTON (self->days[i].rest), label);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (self->days[i].rest), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_widget_set_visible (self->days[i].rest, n > 0);
    }
}

void
crm_time_head_update (CrmTimeHead *self)
{
  g_array_unref (self->pieces);
  self->pieces = crm_event_pieces_make_bars (
      self->items, self->items->first_day, get_n_days (self), FALSE, &self->n_rows);
  for (guint i = 0; i < get_n_days (self); i++)
    if (get_left_out (self, i) > 0)
      self->n_rows = MAX (self->n_rows, MAX_ROWS + 1);
  hide_rows (self);
  crm_event_pieces_dress (self->pieces, self->tiles, CRM_EVENT_BAR, self->items, FALSE, GTK_WIDGET (self));
  crm_time_head_update_days (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
crm_time_head_set_inset (CrmTimeHead *self, int inset)
{
  self->inset = inset;
}

guint32
crm_time_head_find_day (CrmTimeHead *self, double x)
{
  return self->items->first_day + crm_time_columns_find (get_width (self), get_n_days (self),
                                      x - (is_rtl (self) ? self->inset : 0), is_rtl (self));
}

gboolean
crm_time_head_is_strip (CrmTimeHead *self, double y)
{
  return y >= DAY_HEIGHT;
}

GPtrArray *
crm_time_head_list_tiles (CrmTimeHead *self)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->pieces->len; i++)
    if (get_piece (self, i)->tile != NULL)
      g_ptr_array_add (list, get_piece (self, i)->tile);
  return list;
}

CrmEventTile *
crm_time_head_find_tile (CrmTimeHead *self, const CrmAgendaItem *item)
{
  for (guint i = 0; i < self->pieces->len; i++)
    if (get_piece (self, i)->tile != NULL && crm_agenda_item_equal (get_piece (self, i)->item, item))
      return get_piece (self, i)->tile;
  return NULL;
}

static CrmEventPiece *
find_in_row (CrmTimeHead *self, guint32 day, guint row)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      CrmEventPiece *piece = get_piece (self, i);

      if (piece->tile != NULL && piece->slot.column == row && piece->first <= day && day <= piece->last)
        return piece;
    }
  return NULL;
}

CrmEventTile *
crm_time_head_find_at (CrmTimeHead *self, guint32 day, gboolean last)
{
  CrmEventPiece *found = NULL;

  for (guint row = 0; row < get_bar_rows (self) && (last || found == NULL); row++)
    {
      CrmEventPiece *piece = find_in_row (self, day, row);

      found = piece != NULL ? piece : found;
    }
  return found != NULL ? found->tile : NULL;
}

CrmEventTile *
crm_time_head_find_next (CrmTimeHead *self, guint32 day, CrmEventTile *tile, int by)
{
  for (guint i = 0; i < self->pieces->len; i++)
    if (get_piece (self, i)->tile == tile)
      for (int row = (int)get_piece (self, i)->slot.column + by; row >= 0 && row < (int)get_bar_rows (self);
           row += by)
        {
          CrmEventPiece *piece = find_in_row (self, day, (guint)row);

          if (piece != NULL)
            return piece->tile;
        }
  return NULL;
}

GtkWidget *
crm_time_head_get_day_button (CrmTimeHead *self, guint32 day)
{
  g_return_val_if_fail (
      day >= self->items->first_day && day < self->items->first_day + get_n_days (self), NULL);
  return self->days[day - self->items->first_day].button;
}

void
crm_time_head_show_ghost (
    CrmTimeHead *self, guint32 first, guint32 last, const CrmAgendaItem *item, const char *lead)
{
  self->ghost_first = first;
  self->ghost_last = last;
  crm_event_tile_set_ghost (CRM_EVENT_TILE (self->ghost), item, NULL, lead);
  gtk_widget_set_visible (self->ghost, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
crm_time_head_hide_ghost (CrmTimeHead *self)
{
  gtk_widget_set_visible (self->ghost, FALSE);
}

/* Making */

static void
crm_time_head_dispose (GObject *object)
{
  CrmTimeHead *self = CRM_TIME_HEAD (object);
  GtkWidget *child;

  g_array_set_size (self->pieces, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (crm_time_head_parent_class)->dispose (object);
}

static void
crm_time_head_finalize (GObject *object)
{
  CrmTimeHead *self = CRM_TIME_HEAD (object);

  g_array_unref (self->pieces);
  g_ptr_array_unref (self->tiles);
  G_OBJECT_CLASS (crm_time_head_parent_class)->finalize (object);
}

static void
crm_time_head_class_init (CrmTimeHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_time_head_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_time_head_finalize;
  widget_class->measure = crm_time_head_measure;
  widget_class->size_allocate = crm_time_head_size_allocate;
  widget_class->snapshot = crm_time_head_snapshot;
  gtk_widget_class_set_css_name (widget_class, "timehead");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
make_day (CrmTimeHead *self, Day *day)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  day->name = gtk_label_new (NULL);
  gtk_widget_add_css_class (day->name, "day-name");
  day->number = gtk_label_new (NULL);
  gtk_widget_add_css_class (day->number, "day-number");
  gtk_widget_set_valign (day->number, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), day->name);
  gtk_box_append (GTK_BOX (box), day->number);
  day->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (day->button), box);
  gtk_widget_add_css_class (day->button, "flat");
  gtk_widget_add_css_class (day->button, "day-head");
  gtk_widget_set_parent (day->button, GTK_WIDGET (self));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (day->button), "u", 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (day->button), "calendar-grid.show-day");
  day->rest = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (day->rest, "event-rest");
  gtk_widget_set_visible (day->rest, FALSE);
  gtk_widget_set_parent (day->rest, GTK_WIDGET (self));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (day->rest), "u", 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (day->rest), "calendar-grid.show-day");
}

static void
crm_time_head_init (CrmTimeHead *self)
{
  self->tiles = g_ptr_array_new ();
  self->pieces = g_array_new (FALSE, TRUE, sizeof (CrmEventPiece));
  for (guint i = 0; i < MAX_DAYS; i++)
    make_day (self, &self->days[i]);
  /* Translators: beside the strip of items without a time of day; there is room for about eight letters. */
  self->caption = gtk_label_new (_ ("all day"));
  gtk_label_set_ellipsize (GTK_LABEL (self->caption), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (self->caption), TRUE);
  gtk_label_set_lines (GTK_LABEL (self->caption), 2);
  gtk_label_set_justify (GTK_LABEL (self->caption), GTK_JUSTIFY_RIGHT);
  gtk_label_set_xalign (GTK_LABEL (self->caption), 1);
  gtk_widget_add_css_class (self->caption, "strip-caption");
  gtk_widget_set_parent (self->caption, GTK_WIDGET (self));
  self->ghost = crm_event_tile_new (CRM_EVENT_BAR);
  gtk_widget_set_visible (self->ghost, FALSE);
  gtk_widget_set_parent (self->ghost, GTK_WIDGET (self));
}

GtkWidget *
crm_time_head_new (const CrmGridItems *items)
{
  CrmTimeHead *self = g_object_new (CRM_TYPE_TIME_HEAD, NULL);

  self->items = items;
  return GTK_WIDGET (self);
}
