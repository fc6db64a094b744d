/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-view-private.h"

#include <glib/gi18n-lib.h>

#include "base/crm-local.h"
#include "base/crm-text.h"
#include "settings/crm-settings.h"

/* Parts of the calendar page that stand for themselves: the panel, and the search. Main thread. */

/* The panel */

void
crm_calendar_view_set_panel (CrmCalendarView *self, gboolean shown)
{
  adw_flap_set_reveal_flap (self->flap, shown);
}

static void
on_panel_toggled (CrmCalendarView *self)
{
  crm_calendar_view_set_panel (self, gtk_toggle_button_get_active (self->panel_button));
}

static void
on_flap_revealed (CrmCalendarView *self)
{
  gboolean shown = adw_flap_get_reveal_flap (self->flap);
  GSettings *settings = crm_settings_get ();

  gtk_toggle_button_set_active (self->panel_button, shown);
  /* A sheet in a narrow window comes and goes. */
  if (self->narrow || !self->shown_page)
    return;
  self->panel_wanted = shown;
  if (settings != NULL)
    g_settings_set_boolean (settings, "calendar-panel", shown);
}

/* The views */

#define TITLE_MARGIN 24 /* px on both sides of it */

void
crm_calendar_view_fit_modes (CrmCalendarView *self)
{
  GtkWidget *parts[] = { gtk_widget_get_parent (self->today_button), GTK_WIDGET (self->title),
    gtk_widget_get_parent (self->modes) };
  int width = gtk_widget_get_width (self->header), needed = TITLE_MARGIN;

  if (width == 0 || !gtk_widget_get_visible (GTK_WIDGET (self->mode_box)))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      int natural;

      gtk_widget_measure (parts[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      needed += natural;
    }
  /* And so it stays until the window is wider: buttons that come and go with the weeks would not be found. */
  if (needed > width)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->mode_box), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->mode_menu), TRUE);
    }
}

/* The keyboard */

static gboolean
on_focus_idle (gpointer data)
{
  g_autoptr (CrmCalendarView) self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *grid = GTK_WIDGET (crm_calendar_view_get_grid (self));

  if (!gtk_widget_get_mapped (grid) ||
      (focus != NULL && (gtk_widget_is_ancestor (focus, grid) ||
                            gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL ||
                            gtk_widget_is_ancestor (focus, self->panel))))
    return G_SOURCE_REMOVE;
  gtk_widget_grab_focus (grid);
  return G_SOURCE_REMOVE;
}

void
crm_calendar_view_focus_soon (CrmCalendarView *self)
{
  g_idle_add (on_focus_idle, g_object_ref (self));
}

/* Search */

static gboolean
matches (const CrmAgendaItem *item, const char *const *words)
{
  g_autofree char *all = g_strjoin (" ", item->title != NULL ? item->title : "",
      item->client_name != NULL ? item->client_name : "",
      item->client_caption != NULL ? item->client_caption : "", item->place != NULL ? item->place : "",
      item->deal_title != NULL ? item->deal_title : "", item->text != NULL ? item->text : "", NULL);
  g_autofree char *fold = crm_text_fold (all);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (fold, words[i]) == NULL)
      return FALSE;
  return words[0] != NULL;
}

typedef struct
{
  char **words;
  gint64 from, until; /* what is shown, where it is not */
  gint64 owner;
} Further;

static void
further_free (gpointer data)
{
  Further *further = data;

  g_strfreev (further->words);
  g_free (further);
}

static void
free_found (gpointer data)
{
  crm_occurrence_free (data);
}

/* What is still to come is looked for rather than what was. */
static gpointer
find_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Further *further = data;
  const char *const *words = (const char *const *)further->words;
  CrmOccurrence *found = NULL;

  if (!crm_agenda_find_words (tx, words, further->until, FALSE, further->owner, &found, error) ||
      (found == NULL &&
          !crm_agenda_find_words (tx, words, further->from, TRUE, further->owner, &found, error)))
    return NULL;
  return found;
}

static void
on_found_further (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarView) self = data;
  CrmOccurrence *found = crm_store_read_finish (CRM_STORE (source), result, NULL);

  if (self->day_ticker != NULL && gtk_search_bar_get_search_mode (self->search_bar))
    {
      gtk_label_set_text (self->search_words, found != NULL ? "" : _ ("Nothing found"));
      if (found != NULL)
        crm_calendar_view_show_meeting (self, found->meeting, found->rid, found->starts_at);
    }
  g_clear_pointer (&found, crm_occurrence_free);
}

/* Enter, when none of the shown days has it. */
static void
look_further (CrmCalendarView *self)
{
  GTimeZone *zone = crm_store_get_zone (crm_calendar_view_get_store (self));
  Further *further = g_new0 (Further, 1);

  further->words = crm_text_words (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  further->from = crm_local_instant (self->first, 0, zone);
  further->until = crm_local_instant (self->first + self->n, 0, zone);
  further->owner = crm_calendar_layers_get_owner (self->layers);
  crm_store_read_async (crm_calendar_view_get_store (self), 0, find_in_worker, further, further_free,
      free_found, NULL, on_found_further, g_object_ref (self));
}

/* step 0: the first from the selected one on. FALSE when there is none in what is shown. */
static gboolean
find_match (CrmCalendarView *self, int step)
{
  g_auto (GStrv) words = crm_text_words (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  GPtrArray *items = self->agenda != NULL ? crm_agenda_get_items (self->agenda) : NULL;
  g_autofree char *text = NULL;
  guint place = 0;

  for (guint i = 0; items != NULL && i < items->len; i++)
    if (matches (items->pdata[i], (const char *const *)words))
      g_ptr_array_add (found, items->pdata[i]);
  if (words[0] != NULL && found->len == 0)
    text = g_strdup (_ ("Not on these days: Enter looks further"));
  if (found->len > 0)
    {
      CrmAgendaItem *item;

      if (g_ptr_array_find (found, crm_calendar_view_get_selected (self), &place))
        place = (place + found->len + (guint)step) % found->len;
      else
        place = 0;
      item = found->pdata[place];
      crm_calendar_view_select_item (self, item);
      text = g_strdup_printf (_ ("%u of %u"), place + 1, found->len);
    }
  gtk_label_set_text (self->search_words, text != NULL ? text : "");
  return words[0] == NULL || found->len > 0;
}

static void
on_search_changed (CrmCalendarView *self)
{
  find_match (self, 0);
}

static void
on_search_next (CrmCalendarView *self)
{
  if (!find_match (self, 1))
    look_further (self);
}

static void
on_search_previous (CrmCalendarView *self)
{
  find_match (self, -1);
}

static void
on_stop_search (CrmCalendarView *self)
{
  CrmAgendaItem *item = crm_calendar_view_get_selected (self);

  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  if (item != NULL)
    crm_calendar_grid_go_to (crm_calendar_view_get_grid (self), item->starts_at);
  else
    gtk_widget_grab_focus (GTK_WIDGET (crm_calendar_view_get_grid (self)));
}

void
crm_calendar_view_bind_parts (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_panel_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_flap_revealed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_next);
  gtk_widget_class_bind_template_callback (widget_class, on_search_previous);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
}
