/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libedataserver/libedataserver.h>

/* Whether the desktop's own program that tells of reminders (evolution-alarm-notify) runs at present. Signal "changed". Main thread. */
#define CRM_TYPE_EDS_ALARM_WATCH (crm_eds_alarm_watch_get_type ())
G_DECLARE_FINAL_TYPE (CrmEdsAlarmWatch, crm_eds_alarm_watch, CRM, EDS_ALARM_WATCH, GObject)

CrmEdsAlarmWatch *crm_eds_alarm_watch_new (void);
/* It runs, and tells of the reminders of this calendar. */
gboolean crm_eds_alarm_watch_covers (CrmEdsAlarmWatch *self, ESource *source);
