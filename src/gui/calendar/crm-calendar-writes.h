/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "calendar/crm-agenda.h"
#include "calendar/crm-meeting-draft.h"

/* What people do on the calendar page, each as one named operation that undo takes back; what goes wrong is reported in the window from is in.
 * A change of a repeating meeting first asks which ones are meant; given_up (nullable) is called when that is cancelled or fails. Main thread. */

/* "“Tasting”". Caller owns. */
char *crm_calendar_name_item (const char *title);
void crm_calendar_write_add (GtkWidget *from, CrmStore *store, const CrmMeetingDraft *draft);
/* Begins and ends at other times: a meeting, a task (its due time), an expected closing (its day). FALSE when this cannot be moved. */
gboolean crm_calendar_write_move (GtkWidget *from, CrmStore *store, const CrmAgendaItem *item,
    gint64 starts_at, gint64 ends_at, gboolean all_day, GCallback given_up);
/* Another one of the same at another time. FALSE when there can be no copy. */
gboolean crm_calendar_write_copy (
    GtkWidget *from, CrmStore *store, const CrmAgendaItem *item, gint64 starts_at);
/* Away: a meeting or a task. FALSE when this cannot be removed here. */
gboolean crm_calendar_write_remove (GtkWidget *from, CrmStore *store, const CrmAgendaItem *item);
/* A client was dropped on a free time: a meeting. A task was: one of kind "meeting" becomes a meeting that hangs on it, and is done by that.
 * Any other gets the day; with meets a free time makes a meeting of it too, and the task stays open until that is held; without, it
 * gets the time. */
void crm_calendar_write_dropped (GtkWidget *from, CrmStore *store, const char *entity, gint64 id, gint64 at,
    gboolean all_day, gboolean meets);
/* An event of the desktop's calendars becomes a meeting of the book. */
void crm_calendar_write_adopt (GtkWidget *from, CrmStore *store, const CrmAgendaItem *item);
/* Shows a calendar as a layer or not. */
void crm_calendar_write_visible (GtkWidget *from, CrmStore *store, gint64 calendar, gboolean visible);
