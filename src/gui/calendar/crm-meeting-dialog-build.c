/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-meeting-dialog-private.h"

#include <glib/gi18n-lib.h>

#include "calendar/crm-calendar.h"
#include "calendar/crm-reminder-chips.h"
#include "settings/crm-locale-choices.h"
#include "widgets/crm-field-editor.h"

/* The widgets of the editor: a line for each thing a meeting has. Main thread. */

static void
attach (GtkGrid *grid, int *place, const char *label, GtkWidget *editor)
{
  GtkWidget *caption = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (caption), 1);
  gtk_widget_set_valign (caption, GTK_ALIGN_START);
  gtk_widget_set_margin_top (caption, 8);
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_set_hexpand (editor, TRUE);
  gtk_grid_attach (grid, caption, 0, *place, 1, 1);
  gtk_grid_attach (grid, editor, 1, (*place)++, 1, 1);
}

static GtkWidget *
make_plain (CrmMeetingDialog *self, int field)
{
  guint i = crm_meeting_dialog_find_plain (field);
  const CrmRow *meeting = self->known->meeting;
  const char *title = field == CRM_MEETING_DEAL    ? self->known->deal_title
                      : field == CRM_MEETING_OWNER ? self->known->owner_title
                                                   : NULL;
  g_autofree char *plain = NULL;

  self->editors[i] = crm_field_editor_new (self->store, &self->entity->fields[field]);
  if (title != NULL)
    plain = g_strdup (title);
  else if (meeting != NULL)
    plain = crm_field_format_plain (&self->entity->fields[field], crm_row_get (meeting, field));
  crm_field_editor_set_text (CRM_FIELD_EDITOR (self->editors[i]), plain);
  self->before[i] = crm_field_editor_dup_text (CRM_FIELD_EDITOR (self->editors[i]));
  return self->editors[i];
}

static void
attach_plain (CrmMeetingDialog *self, GtkGrid *grid, int *place, int field)
{
  attach (grid, place, crm_field_get_label (&self->entity->fields[field]), make_plain (self, field));
}

static GtkWidget *
make_when (CrmMeetingDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->times = crm_meeting_times_new (self->store);
  self->zone_words = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->zone_words), 0);
  gtk_label_set_wrap (GTK_LABEL (self->zone_words), TRUE);
  gtk_widget_add_css_class (self->zone_words, "caption");
  gtk_widget_set_visible (self->zone_words, FALSE);
  self->warnings = crm_meeting_warnings_new (self->store);
  gtk_box_append (GTK_BOX (box), self->times);
  gtk_box_append (GTK_BOX (box), self->zone_words);
  gtk_box_append (GTK_BOX (box), self->warnings);
  return box;
}

static GtkWidget *
make_calendar (CrmMeetingDialog *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  GPtrArray *calendars = self->known->calendars;
  guint selected = 0;

  gtk_string_list_append (names, _ ("None: only in this book"));
  for (guint i = 0; i < calendars->len; i++)
    {
      CrmRow *row = calendars->pdata[i];

      gtk_string_list_append (names, crm_row_get_text (row, CRM_CALENDAR_NAME));
      if (row->id == self->known->calendar)
        selected = i + 1;
    }
  self->calendar = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->calendar), selected);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Calendar"), -1);
  return self->calendar;
}

/* Some hundred zones: only for who asks. */
static void
on_more_expanded (CrmMeetingDialog *self)
{
  const char *zone = crm_meeting_dialog_get_zone (self);
  GListModel *model;

  if (self->zone != NULL)
    return;
  if (zone == NULL)
    zone = crm_meeting_dialog_get_book_zone (self);
  model = crm_locale_choices_new ("time-zone", zone);
  self->zone = gtk_drop_down_new (model, gtk_property_expression_new (CRM_TYPE_LOCALE_CHOICE, NULL, "name"));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->zone), TRUE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->zone), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Time zone"), -1);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (CrmLocaleChoice) choice = g_list_model_get_item (model, i);

      if (g_strcmp0 (crm_locale_choice_get_code (choice), zone) == 0)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->zone), i);
    }
  g_signal_connect_object (
      self->zone, "notify::selected", G_CALLBACK (crm_meeting_dialog_show_zone), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self->zone_place), self->zone);
}

static GtkWidget *
make_more (CrmMeetingDialog *self)
{
  GtkWidget *grid = gtk_grid_new ();
  gboolean filled = crm_meeting_dialog_get_zone (self) != NULL;
  int place = 0;

  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_widget_set_margin_top (grid, 8);
  for (guint i = CRM_MEETING_DIALOG_FIRST_MORE; i < CRM_MEETING_DIALOG_N_PLAIN; i++)
    {
      attach_plain (self, GTK_GRID (grid), &place, crm_meeting_dialog_plain[i]);
      if (crm_meeting_dialog_plain[i] != CRM_MEETING_OWNER && *self->before[i] != '\0')
        filled = TRUE;
    }
  self->zone_place = adw_bin_new ();
  attach (GTK_GRID (grid), &place, _ ("Time zone"), self->zone_place);
  self->more = gtk_expander_new_with_mnemonic (_ ("_More"));
  gtk_expander_set_child (GTK_EXPANDER (self->more), grid);
  g_signal_connect_object (
      self->more, "notify::expanded", G_CALLBACK (on_more_expanded), self, G_CONNECT_SWAPPED);
  gtk_expander_set_expanded (GTK_EXPANDER (self->more), filled);
  return self->more;
}

static GtkWidget *
make_grid (CrmMeetingDialog *self)
{
  GtkWidget *widget = gtk_grid_new ();
  GtkGrid *grid = GTK_GRID (widget);
  int place = 0;

  gtk_grid_set_row_spacing (grid, 8);
  gtk_grid_set_column_spacing (grid, 12);
  self->repeat = crm_meeting_repeat_new (self->store);
  self->people = crm_meeting_people_new (self->store);
  self->reminders = crm_reminder_chips_new ();
  attach_plain (self, grid, &place, CRM_MEETING_TITLE);
  attach (grid, &place, _ ("When"), make_when (self));
  attach (grid, &place, _ ("Repeats"), self->repeat);
  attach (grid, &place, _ ("With"), self->people);
  attach_plain (self, grid, &place, CRM_MEETING_PLACE);
  attach_plain (self, grid, &place, CRM_MEETING_DEAL);
  attach (grid, &place, _ ("Reminders"), self->reminders);
  if (self->known->calendars->len > 0)
    attach (grid, &place, _ ("Calendar"), make_calendar (self));
  attach_plain (self, grid, &place, CRM_MEETING_TEXT);
  return widget;
}

static GtkWidget *
make_header (CrmMeetingDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_widget_set_tooltip_text (self->save, _ ("Ctrl+Enter"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->save), "meeting-dialog.save");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save);
  if (self->known->meeting != NULL)
    {
      GtkWidget *show = gtk_button_new_from_icon_name ("x-office-calendar-symbolic");

      gtk_widget_set_tooltip_text (show, _ ("Show in the calendar"));
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (show), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Show in the calendar"), -1);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (show), "meeting-dialog.show");
      adw_header_bar_pack_end (ADW_HEADER_BAR (header), show);
    }
  return header;
}

void
crm_meeting_dialog_build (CrmMeetingDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->error = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_widget_add_css_class (self->error, "late");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_widget_set_margin_top (content, 14);
  gtk_widget_set_margin_bottom (content, 18);
  gtk_widget_set_margin_start (content, 18);
  gtk_widget_set_margin_end (content, 18);
  gtk_box_append (GTK_BOX (content), self->error);
  gtk_box_append (GTK_BOX (content), make_grid (self));
  gtk_box_append (GTK_BOX (content), make_more (self));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 620);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), content);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self), box);
}
