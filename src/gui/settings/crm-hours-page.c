/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-hours-page.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "settings/crm-hours-group.h"
#include "settings/crm-record-group.h"
#include "user/crm-user.h"
#include "widgets/crm-names.h"

/* What leave is called, offers and asks. Main thread. */

static const int leave_fields[] = { CRM_LEAVE_USER, CRM_LEAVE_KIND, CRM_LEAVE_STARTS_ON, CRM_LEAVE_ENDS_ON,
  CRM_LEAVE_NOTE, -1 };

static void
complete_leave (CrmStore *store, CrmValues *values)
{
  g_autofree char *today = crm_instant_date (crm_clock_now (), crm_store_get_zone (store));

  crm_values_set_integer (values, CRM_LEAVE_USER, crm_store_get_user (store));
  crm_values_set_text (values, CRM_LEAVE_STARTS_ON, today);
}

static char *
dup_leave_title (CrmStore *store, CrmRow *leave)
{
  g_autoptr (CrmNames) users = crm_names_get (store, "user");
  const char *user = crm_names_get_title (users, crm_row_get_integer (leave, CRM_LEAVE_USER));
  const char *kind = crm_field_get_choice_label (
      &leave->entity->fields[CRM_LEAVE_KIND], crm_row_get_text (leave, CRM_LEAVE_KIND));

  /* Translators: an employee, and why they are away ("Vacation"). */
  return g_strdup_printf (_ ("%s: %s"), user != NULL ? user : "", kind != NULL ? kind : "");
}

static char *
dup_leave_subtitle (CrmStore *store, CrmRow *leave)
{
  const char *first = crm_row_get_text (leave, CRM_LEAVE_STARTS_ON),
             *last = crm_row_get_text (leave, CRM_LEAVE_ENDS_ON);
  g_autofree char *from = crm_date_display (first), *to = crm_date_display (last);

  if (g_strcmp0 (first, last) == 0)
    return g_steal_pointer (&from);
  /* Translators: the first and the last day. */
  return g_strdup_printf (_ ("%s – %s"), from, to);
}

static const CrmRecordKind leave_kind = {
  .entity = "leave",
  .fields = leave_fields,
  .position = -1,
  .owner = -1,
  .active = -1,
  .add = N_ ("Add leave"),
  .complete = complete_leave,
  .dup_title = dup_leave_title,
  .dup_subtitle = dup_leave_subtitle,
};

AdwPreferencesPage *
crm_hours_page_new (CrmStore *store)
{
  AdwPreferencesPage *page = g_object_new (ADW_TYPE_PREFERENCES_PAGE, "name", "hours", "title", _ ("Hours"),
      "icon-name", "document-open-recent-symbolic", NULL);
  GtkWidget *leave = crm_record_group_new (store, &leave_kind, _ ("Leave"));

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (leave),
      _ ("Days on which an employee is away. The calendar shows them, and warns who plans a meeting then."));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (crm_hours_group_new (store)));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (leave));
  return page;
}
