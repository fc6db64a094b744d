/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* What the book's settings can be set to: a code and its name in the language of the program. */
#define CRM_TYPE_LOCALE_CHOICE (crm_locale_choice_get_type ())
G_DECLARE_FINAL_TYPE (CrmLocaleChoice, crm_locale_choice, CRM, LOCALE_CHOICE, GObject)

/* Properties "code" and "name" (both char *). */
const char *crm_locale_choice_get_code (CrmLocaleChoice *self);

/* Choices for one of the settings "phone-region", "currency", "time-zone", "week-start", "sort-locale", sorted for people; current is
 * added when it is not among them (nullable). Caller owns; a GListModel of CrmLocaleChoice. */
GListModel *crm_locale_choices_new (const char *setting, const char *current);
