/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <locale.h>

#include "backends/crm-backends.h"
#include "gui/crm-application.h"

/* The window's program: the one place that knows both the window and the back ends. Main thread. */

int
main (int argc, char *argv[])
{
  g_autoptr (CrmPhoneFormat) phone_format = NULL;
  g_autoptr (CrmCardFormat) card_format = NULL;
  g_autoptr (CrmAddressSource) address_source = NULL;
  g_autoptr (CrmCalendarServer) calendar_server = NULL;
  g_autoptr (CrmCalendarServer) contact_server = NULL;
  g_autoptr (CrmSecretStore) secrets = NULL;
  g_autoptr (CrmApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, CRM_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Clientele");

  phone_format = crm_backends_phone_format ();
  card_format = crm_backends_card_format ();
  address_source = crm_backends_address_source (CRM_BACKENDS_PATIENCE_MS);
  application = crm_application_new (phone_format, card_format);
  crm_application_set_address_source (application, address_source);
  calendar_server = crm_backends_calendar_server (CRM_BACKENDS_PATIENCE_MS);
  crm_application_set_calendar_server (application, calendar_server);
  contact_server = crm_backends_contact_server (CRM_BACKENDS_PATIENCE_MS);
  crm_application_set_contact_server (application, contact_server);
  secrets = crm_backends_secret_store ();
  crm_application_set_channels (application, crm_backends_channel_factory, secrets);
  return crm_application_run (application, argc, argv);
}
