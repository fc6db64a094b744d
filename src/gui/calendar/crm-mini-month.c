/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-mini-month.h"

#include <glib/gi18n-lib.h>

#include "calendar/crm-calendar-words.h"
#include "task/crm-task-words.h"

/* Owns head, names of the weekdays and 42 buttons, which are told anew what day they are. Dots are read in the reader, the newest question
 * counts. Main thread, but for functions named _in_worker. */

#define DAYS 42
#define COLUMNS 7

struct _CrmMiniMonth
{
  GtkWidget parent_instance;

  CrmStore *store; /* owned */
  GtkWidget *box;
  GtkWidget *title;
  GtkWidget *names[COLUMNS];
  GtkWidget *days[DAYS];
  GtkWidget *dots[DAYS];
  GtkWidget *labels[DAYS];
  guint32 month; /* any day of the month in front */
  guint32 first; /* day of the first button */
  guint32 shown_first;
  guint shown_n;
  guint32 cursor;
  guint32 today;
  gboolean dotted[DAYS];
  GCancellable *cancellable; /* of the read under way, nullable */
};

G_DEFINE_FINAL_TYPE (CrmMiniMonth, crm_mini_month, GTK_TYPE_WIDGET)

enum
{
  DAY_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
is_in_month (CrmMiniMonth *self, guint32 day)
{
  GDate a, b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_julian (&a, day);
  g_date_set_julian (&b, self->month);
  return g_date_get_month (&a) == g_date_get_month (&b) && g_date_get_year (&a) == g_date_get_year (&b);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_day (CrmMiniMonth *self, guint i)
{
  guint32 day = self->first + i;
  gboolean shown = day >= self->shown_first && day < self->shown_first + self->shown_n;
  g_autofree char *number = crm_calendar_format_day (day, "%-d");
  g_autofree char *long_name = crm_calendar_format_day (day, C_ ("date", "%A, %-d %B %Y"));
  g_autofree char *name = NULL;

  gtk_label_set_text (GTK_LABEL (self->labels[i]), number);
  /* Translators: a day of the small month that has something in it. */
  name = self->dotted[i] ? g_strdup_printf (_ ("%s, something planned"), long_name) : g_strdup (long_name);
  gtk_widget_set_visible (self->dots[i], self->dotted[i]);
  set_class (self->days[i], "today-day", day == self->today);
  set_class (self->days[i], "other-month", !is_in_month (self, day));
  set_class (self->days[i], "cursor-day", day == self->cursor && self->shown_n != 1);
  set_class (self->days[i], "shown", shown);
  set_class (self->days[i], "begins", shown && (day == self->shown_first || i % COLUMNS == 0));
  set_class (self->days[i], "ends",
      shown && (day + 1 == self->shown_first + self->shown_n || i % COLUMNS == COLUMNS - 1));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->days[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->days[i]), GTK_ACCESSIBLE_STATE_SELECTED, (gboolean)(day == self->cursor), -1);
}

static void
show_days (CrmMiniMonth *self)
{
  for (guint i = 0; i < DAYS; i++)
    show_day (self, i);
}

/* Dots */

typedef struct
{
  guint32 first;
  GTimeZone *zone; /* owned */
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_time_zone_unref (ask->zone);
  g_free (ask);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;
  CrmAgendaQuery query = {
    .from = crm_calendar_day_instant (ask->first, ask->zone),
    .until = crm_calendar_day_instant (ask->first + DAYS, ask->zone),
    .layers = CRM_LAYER_MEETINGS | CRM_LAYER_EVENTS | CRM_LAYER_TASKS,
    .zone = ask->zone,
  };

  return crm_agenda_read_days (tx, &query, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmMiniMonth) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = crm_store_read_finish (CRM_STORE (source), result, &error);
  const guint8 *days;
  gsize n = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->box == NULL)
    return;
  g_clear_object (&self->cancellable);
  /* Without dots it is still a month; the page itself says what is wrong. */
  if (bytes == NULL)
    return;
  days = g_bytes_get_data (bytes, &n);
  for (guint i = 0; i < DAYS; i++)
    self->dotted[i] = i < n && days[i] != 0;
  show_days (self);
}

static void
read_dots (CrmMiniMonth *self)
{
  Ask *ask = g_new0 (Ask, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  ask->first = self->first;
  ask->zone = g_time_zone_ref (crm_store_get_zone (self->store));
  crm_store_read_async (self->store, 2, read_in_worker, ask, ask_free, (GDestroyNotify)g_bytes_unref,
      self->cancellable, on_read, g_object_ref (self));
}

/* Turning */

static void
lay_out (CrmMiniMonth *self)
{
  guint32 before = self->first;
  guint n;
  g_autofree char *title = NULL;
  int week_start = crm_task_get_week_start (self->store);

  crm_calendar_get_span (CRM_CALENDAR_MONTH, self->month, week_start, NULL, &self->first, &n);
  title = crm_calendar_dup_title (CRM_CALENDAR_MONTH, self->month, self->first, n);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  if (before != self->first)
    memset (self->dotted, 0, sizeof self->dotted);
  for (guint i = 0; i < COLUMNS; i++)
    {
      g_autofree char *name = crm_calendar_format_day (self->first + i, "%a");

      gtk_label_set_text (GTK_LABEL (self->names[i]), name);
    }
  show_days (self);
}

static void
turn (CrmMiniMonth *self, int direction)
{
  self->month = crm_calendar_step (CRM_CALENDAR_MONTH, self->month, direction);
  lay_out (self);
  read_dots (self);
}

static void
on_previous (CrmMiniMonth *self)
{
  turn (self, -1);
}

static void
on_next (CrmMiniMonth *self)
{
  turn (self, 1);
}

static void
on_day_clicked (GtkButton *button, CrmMiniMonth *self)
{
  for (guint i = 0; i < DAYS; i++)
    if (self->days[i] == GTK_WIDGET (button))
      {
        g_signal_emit (self, signals[DAY_CHOSEN], 0, (guint)(self->first + i));
        return;
      }
}

static int
find_focus (CrmMiniMonth *self)
{
  for (guint i = 0; i < DAYS; i++)
    if (gtk_widget_has_focus (self->days[i]))
      return (int)i;
  return -1;
}

static gboolean
on_key (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, CrmMiniMonth *self)
{
  int place = find_focus (self), step = 0;
  guint32 day;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Page_Up || key == GDK_KEY_Page_Down)
    {
      turn (self, key == GDK_KEY_Page_Down ? 1 : -1);
      return GDK_EVENT_STOP;
    }
  if (place < 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left: step = gtk_widget_get_direction (self->box) == GTK_TEXT_DIR_RTL ? 1 : -1; break;
    case GDK_KEY_Right: step = gtk_widget_get_direction (self->box) == GTK_TEXT_DIR_RTL ? -1 : 1; break;
    case GDK_KEY_Up: step = -COLUMNS; break;
    case GDK_KEY_Down: step = COLUMNS; break;
    default: return GDK_EVENT_PROPAGATE;
    }
  day = self->first + (guint32)(place + step);
  if (place + step < 0 || place + step >= DAYS)
    turn (self, step > 0 ? 1 : -1);
  if (day >= self->first && day < self->first + DAYS)
    gtk_widget_grab_focus (self->days[day - self->first]);
  return GDK_EVENT_STOP;
}

/* Making */

static GtkWidget *
make_turn_button (CrmMiniMonth *self, const char *icon, const char *name, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_day (CrmMiniMonth *self, guint i)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->days[i] = gtk_button_new ();
  self->labels[i] = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->labels[i], "numeric");
  gtk_widget_set_halign (self->labels[i], GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (dot, "day-dot");
  gtk_widget_set_halign (dot, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (dot, GTK_ALIGN_END);
  self->dots[i] = dot;
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->labels[i]);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), dot);
  gtk_button_set_child (GTK_BUTTON (self->days[i]), overlay);
  gtk_widget_add_css_class (self->days[i], "flat");
  gtk_widget_add_css_class (self->days[i], "day");
  g_signal_connect (self->days[i], "clicked", G_CALLBACK (on_day_clicked), self);
  return self->days[i];
}

static void
build (CrmMiniMonth *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *grid = gtk_grid_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_widget_set_margin_start (self->title, 6);
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head),
      make_turn_button (self, "go-previous-symbolic", _ ("Previous month"), G_CALLBACK (on_previous)));
  gtk_box_append (
      GTK_BOX (head), make_turn_button (self, "go-next-symbolic", _ ("Next month"), G_CALLBACK (on_next)));
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 2);
  for (int i = 0; i < COLUMNS; i++)
    {
      self->names[i] = gtk_label_new (NULL);
      gtk_widget_add_css_class (self->names[i], "caption");
      gtk_widget_add_css_class (self->names[i], "dim-label");
      gtk_grid_attach (GTK_GRID (grid), self->names[i], i, 0, 1, 1);
    }
  for (int i = 0; i < DAYS; i++)
    gtk_grid_attach (GTK_GRID (grid), make_day (self, (guint)i), i % COLUMNS, 1 + i / COLUMNS, 1, 1);
  gtk_box_append (GTK_BOX (self->box), head);
  gtk_box_append (GTK_BOX (self->box), grid);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
crm_mini_month_dispose (GObject *object)
{
  CrmMiniMonth *self = CRM_MINI_MONTH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_mini_month_parent_class)->dispose (object);
}

static void
crm_mini_month_class_init (CrmMiniMonthClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_mini_month_dispose;
  signals[DAY_CHOSEN] = g_signal_new ("day-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "minimonth");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
crm_mini_month_init (CrmMiniMonth *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  build (self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Month"), -1);
}

GtkWidget *
crm_mini_month_new (CrmStore *store)
{
  CrmMiniMonth *self = g_object_new (CRM_TYPE_MINI_MONTH, NULL);

  self->store = g_object_ref (store);
  self->today = self->month = self->cursor = crm_calendar_today (store);
  lay_out (self);
  return GTK_WIDGET (self);
}

void
crm_mini_month_set_shown (CrmMiniMonth *self, guint32 first, guint n, guint32 cursor)
{
  gboolean turned;

  g_return_if_fail (CRM_IS_MINI_MONTH (self));
  turned = !is_in_month (self, cursor);
  self->shown_first = first;
  self->shown_n = n;
  self->cursor = cursor;
  self->month = cursor;
  lay_out (self);
  if (turned)
    read_dots (self);
}

void
crm_mini_month_refresh (CrmMiniMonth *self)
{
  g_return_if_fail (CRM_IS_MINI_MONTH (self));
  self->today = crm_calendar_today (self->store);
  lay_out (self);
  read_dots (self);
}

gboolean
crm_mini_month_has_dot (CrmMiniMonth *self, guint32 day)
{
  g_return_val_if_fail (CRM_IS_MINI_MONTH (self), FALSE);
  return day >= self->first && day < self->first + DAYS && self->dotted[day - self->first];
}

gboolean
crm_mini_month_is_loading (CrmMiniMonth *self)
{
  g_return_val_if_fail (CRM_IS_MINI_MONTH (self), FALSE);
  return self->cancellable != NULL;
}
