/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "base/crm-phone.h"
#include "calendar/crm-calendar-server.h"
#include "channel/crm-channel-manager.h"
#include "import/crm-address-source.h"
#include "import/crm-card-format.h"

/* The program: options, the open book, its window. Main thread. */
#define CRM_TYPE_APPLICATION (crm_application_get_type ())
G_DECLARE_FINAL_TYPE (CrmApplication, crm_application, CRM, APPLICATION, AdwApplication)

/* Both may be NULL: phones are then plain digits, and vCards cannot be read. References are taken. */
CrmApplication *crm_application_new (CrmPhoneFormat *phone_format, CrmCardFormat *card_format);
/* The address books of the desktop; before running. A reference is taken. */
void crm_application_set_address_source (CrmApplication *self, CrmAddressSource *source);
/* The calendars of the desktop, or NULL; before running. A reference is taken. */
void crm_application_set_calendar_server (CrmApplication *self, CrmCalendarServer *server);
/* Address books that may be followed. */
void crm_application_set_contact_server (CrmApplication *self, CrmCalendarServer *server);
/* What messages pass through, and where their passwords are kept (secrets nullable); before running. A reference is taken. */
void crm_application_set_channels (CrmApplication *self, CrmChannelFactory factory, CrmSecretStore *secrets);
/* Runs the program; returns its exit code: 1 when pictures could not be taken. */
int crm_application_run (CrmApplication *self, int argc, char **argv);
