/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-agenda-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/crm-clock.h"
#include "base/crm-local.h"
#include "base/crm-time.h"
#include "calendar/crm-calendar-words.h"
#include "widgets/crm-chip.h"

/* One row an item, made anew with every agenda; an item of several days stands on its first one that is shown. Keeps the agenda. Main thread. */

#define TIME_CHARS 8

struct _CrmAgendaList
{
  AdwBin parent_instance;

  CrmStore *store; /* owned */
  GtkListBox *list;
  GtkWidget *scrolled;
  CrmAgenda *agenda; /* owned, nullable */
  guint32 first;
  guint n;
  gboolean quiet; /* the selection is being set by the program */
};

static void implement_grid (CrmCalendarGridInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CrmAgendaList, crm_agenda_list, ADW_TYPE_BIN,
    G_IMPLEMENT_INTERFACE (CRM_TYPE_CALENDAR_GRID, implement_grid))

static CrmAgendaItem *
get_item (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "item") : NULL;
}

static guint32
get_day (CrmAgendaList *self, const CrmAgendaItem *item)
{
  return MAX (crm_local_day (item->starts_at, crm_store_get_zone (self->store), NULL), self->first);
}

/* Rows */

static void
append_part (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

static char *
dup_caption (const CrmAgendaItem *item)
{
  GString *text = g_string_new (NULL);

  append_part (text, item->client_name);
  if (g_strcmp0 (item->client_caption, item->client_name) != 0)
    append_part (text, item->client_caption);
  if (item->n_clients > 1)
    {
      g_autofree char *more =
          g_strdup_printf (ngettext ("and %u more", "and %u more", item->n_clients - 1), item->n_clients - 1);

      append_part (text, more);
    }
  append_part (text, item->place);
  if (item->unanswered)
    append_part (text, _ ("Did it take place?"));
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_sign (GtkBox *box, const char *icon, const char *style, const char *words)
{
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_widget_add_css_class (image, style);
  gtk_widget_set_tooltip_text (image, words);
  gtk_box_append (box, image);
}

static void
add_signs (GtkBox *box, const CrmAgendaItem *item)
{
  if (item->repeats)
    add_sign (box, "media-playlist-repeat-symbolic", "dim-label", _ ("Repeats"));
  if (g_strcmp0 (item->sync, "conflict") == 0 || g_strcmp0 (item->sync, "error") == 0)
    add_sign (box, "dialog-warning-symbolic", "late", _ ("Not in step with its calendar"));
  else if (item->sync != NULL)
    add_sign (box, "content-loading-symbolic", "dim-label", _ ("Not yet in its calendar"));
  if (item->read_only && g_str_equal (item->kind, "event"))
    add_sign (box, "changes-prevent-symbolic", "dim-label", _ ("Cannot be changed here"));
}

static GtkWidget *
new_time_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), TIME_CHARS);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

/* The end stands below the begin: names have more room beside it. */
static GtkWidget *
new_time (CrmAgendaList *self, const CrmAgendaItem *item, const char *hours)
{
  GTimeZone *zone = crm_store_get_zone (self->store);
  g_autofree char *from = crm_calendar_dup_clock (item->starts_at, zone);
  gboolean ends = !item->all_day && strcmp (hours, from) != 0;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "agenda-time");
  gtk_box_append (GTK_BOX (box), new_time_label (ends ? from : hours));
  if (ends)
    {
      g_autofree char *until = crm_calendar_dup_clock (item->ends_at, zone);
      g_autofree char *text = g_strdup_printf ("– %s", until);
      GtkWidget *label = new_time_label (text);

      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  return box;
}

static GtkWidget *
new_row (CrmAgendaList *self, CrmAgendaItem *item)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *hours = crm_calendar_dup_hours (item, crm_store_get_zone (self->store));
  g_autofree char *caption = dup_caption (item);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", hours, item->title, caption);
  GtkWidget *time = new_time (self, item, hours);
  GtkWidget *disc =
      crm_disc_new (crm_calendar_item_get_icon (item), crm_calendar_item_get_style (item), TRUE);

  gtk_widget_set_valign (disc, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), new_label (item->title, "semibold"));
  if (*caption != '\0')
    {
      GtkWidget *second = new_label (caption, "caption");

      gtk_widget_add_css_class (second, item->unanswered ? "today" : "dim-label");
      gtk_box_append (GTK_BOX (words), second);
    }
  gtk_box_append (GTK_BOX (box), time);
  gtk_box_append (GTK_BOX (box), disc);
  gtk_box_append (GTK_BOX (box), words);
  add_signs (GTK_BOX (box), item);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  if (crm_calendar_item_is_done (item))
    gtk_widget_add_css_class (box, "dim");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "item", item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

/* Of very many items of a day not all were read. */
static char *
dup_heading (CrmAgendaList *self, guint32 day, const char *date, const char *today)
{
  g_autofree char *heading = crm_date_display_heading (date, today);
  GPtrArray *days = crm_agenda_get_days (self->agenda);
  guint index = day - self->first;
  guint n = index < days->len ? ((const CrmAgendaDay *)days->pdata[index])->n_left_out : 0;
  g_autofree char *more = n > 0 ? g_strdup_printf (ngettext ("%u more", "%u more", n), n) : NULL;

  return more != NULL ? g_strdup_printf ("%s · %s", heading, more) : g_steal_pointer (&heading);
}

static void
set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  CrmAgendaList *self = data;
  const CrmAgendaItem *item = get_item (row);
  const CrmAgendaItem *above = get_item (before);
  guint32 day;
  GtkWidget *label;
  g_autofree char *date = NULL, *today = NULL, *heading = NULL;

  if (item == NULL)
    return;
  day = get_day (self, item);
  if (above != NULL && get_day (self, above) == day)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  date = crm_local_format (day);
  today = crm_instant_date (crm_clock_now (), crm_store_get_zone (self->store));
  heading = dup_heading (self, day, date, today);
  label = gtk_label_new (heading);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  if (g_strcmp0 (date, today) == 0)
    gtk_widget_add_css_class (label, "accent");
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_top (label, above != NULL ? 18 : 8);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_list_box_row_set_header (row, label);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const CrmAgendaItem *first = *(gconstpointer *)a, *second = *(gconstpointer *)b;
  guint32 day = get_day (data, first), other = get_day (data, second);

  if (day != other)
    return day < other ? -1 : 1;
  if (first->all_day != second->all_day)
    return first->all_day ? -1 : 1;
  return first->starts_at < second->starts_at ? -1 : first->starts_at > second->starts_at;
}

static GtkListBoxRow *
find_row (CrmAgendaList *self, const char *kind, gint64 id, const char *rid)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      const CrmAgendaItem *item = GTK_IS_LIST_BOX_ROW (row) ? get_item (GTK_LIST_BOX_ROW (row)) : NULL;

      if (item != NULL && g_strcmp0 (item->kind, kind) == 0 && item->id == id &&
          g_strcmp0 (item->rid != NULL ? item->rid : "", rid != NULL ? rid : "") == 0)
        return GTK_LIST_BOX_ROW (row);
    }
  return NULL;
}

/* The interface */

static void
fill (CrmAgendaList *self)
{
  /* Not a copy, which would free the items as well. */
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_ptr_array_extend (items, crm_agenda_get_items (self->agenda), NULL, NULL);
  g_ptr_array_sort_with_data (items, compare, self);
  for (guint i = 0; i < items->len; i++)
    gtk_list_box_append (self->list, new_row (self, items->pdata[i]));
}

static void
crm_agenda_list_set_agenda (CrmCalendarGrid *grid, guint32 first_day, guint n_days, CrmAgenda *agenda)
{
  CrmAgendaList *self = CRM_AGENDA_LIST (grid);
  GtkListBoxRow *focus = (GtkListBoxRow *)gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  const CrmAgendaItem *item = GTK_IS_LIST_BOX_ROW (focus) ? get_item (focus) : NULL;
  g_autofree char *rid = item != NULL ? g_strdup (item->rid) : NULL;
  const char *kind = item != NULL ? item->kind : NULL;
  gint64 id = item != NULL ? item->id : 0;
  int place = item != NULL ? gtk_list_box_row_get_index (focus) : 0;
  GtkListBoxRow *row;

  gtk_widget_set_opacity (GTK_WIDGET (self->list), agenda != NULL ? 1 : 0.55);
  if (agenda == NULL)
    return;
  crm_agenda_ref (agenda);
  self->first = first_day;
  self->n = n_days;
  self->quiet = TRUE;
  {
    /* The rows point into the old one until they are gone. */
    g_autoptr (CrmAgenda) old = g_steal_pointer (&self->agenda);

    self->agenda = agenda;
    fill (self);
  }
  self->quiet = FALSE;
  if (kind == NULL)
    return;
  row = find_row (self, kind, id, rid);
  /* What had the focus is gone: its neighbour has it. */
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list, place);
  if (row == NULL && place > 0)
    row = gtk_list_box_get_row_at_index (self->list, place - 1);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
crm_agenda_list_select (CrmCalendarGrid *grid, const char *kind, gint64 id, const char *rid)
{
  CrmAgendaList *self = CRM_AGENDA_LIST (grid);

  self->quiet = TRUE;
  gtk_list_box_select_row (self->list, kind != NULL ? find_row (self, kind, id, rid) : NULL);
  self->quiet = FALSE;
}

static void
crm_agenda_list_go_to (CrmCalendarGrid *grid, gint64 at)
{
  CrmAgendaList *self = CRM_AGENDA_LIST (grid);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (get_item (row)->ends_at > at || get_item (row)->starts_at >= at)
      {
        gtk_widget_grab_focus (GTK_WIDGET (row));
        return;
      }
}

static CrmAgendaItem *
crm_agenda_list_get_selected (CrmCalendarGrid *grid)
{
  return get_item (gtk_list_box_get_selected_row (CRM_AGENDA_LIST (grid)->list));
}

static void
implement_grid (CrmCalendarGridInterface *iface)
{
  iface->set_agenda = crm_agenda_list_set_agenda;
  iface->select = crm_agenda_list_select;
  iface->go_to = crm_agenda_list_go_to;
  iface->get_selected = crm_agenda_list_get_selected;
}

/* What a person does */

static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, CrmAgendaList *self)
{
  if (!self->quiet)
    g_signal_emit_by_name (self, "selected", get_item (row));
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, CrmAgendaList *self)
{
  g_signal_emit_by_name (self, "activated", get_item (row));
}

static void
open_menu (CrmAgendaList *self, GtkListBoxRow *row, double x, double y)
{
  graphene_rect_t bounds;
  GdkRectangle where = { 0 };

  if (row == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self), &bounds))
    return;
  gtk_list_box_select_row (self->list, row);
  where.x = (int)(bounds.origin.x + (x >= 0 ? x : bounds.size.width / 2));
  where.y = (int)(bounds.origin.y + (y >= 0 ? y : bounds.size.height));
  where.width = where.height = 1;
  g_signal_emit_by_name (self, "menu", get_item (row), &where);
}

static gboolean
on_key (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, CrmAgendaList *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  GtkListBoxRow *row = GTK_IS_LIST_BOX_ROW (focus) ? GTK_LIST_BOX_ROW (focus) : NULL;

  if (row == NULL || get_item (row) == NULL)
    return GDK_EVENT_PROPAGATE;
  if ((key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete) &&
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) == 0)
    {
      g_signal_emit_by_name (self, "remove", get_item (row));
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    {
      open_menu (self, row, -1, -1);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
on_right_press (GtkGestureClick *click, int n, double x, double y, CrmAgendaList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list, (int)y);
  graphene_rect_t bounds;

  if (row != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    open_menu (self, row, x - bounds.origin.x, y - bounds.origin.y);
}

/* Making */

static void
crm_agenda_list_dispose (GObject *object)
{
  CrmAgendaList *self = CRM_AGENDA_LIST (object);

  self->quiet = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->agenda, crm_agenda_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_agenda_list_parent_class)->dispose (object);
}

static void
crm_agenda_list_class_init (CrmAgendaListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_agenda_list_dispose;
}

static void
crm_agenda_list_init (CrmAgendaList *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *press = gtk_gesture_click_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_activate_on_single_click (self->list, FALSE);
  gtk_list_box_set_header_func (self->list, set_header, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "agenda");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Agenda"), -1);
  gtk_widget_set_margin_top (GTK_WIDGET (self->list), 8);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->list), 18);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (on_row_selected), self, 0);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self, 0);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), GDK_BUTTON_SECONDARY);
  g_signal_connect (press, "pressed", G_CALLBACK (on_right_press), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (press));

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->list));
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), clamp);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), self->scrolled);
}

GtkWidget *
crm_agenda_list_new (CrmStore *store)
{
  CrmAgendaList *self = g_object_new (CRM_TYPE_AGENDA_LIST, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}

GtkListBox *
crm_agenda_list_get_list (CrmAgendaList *self)
{
  g_return_val_if_fail (CRM_IS_AGENDA_LIST (self), NULL);
  return self->list;
}
