/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What column headings mean, in English, Ukrainian, Russian and German. Pure functions, any thread.
 *
 * A target is the name of a client's field, or one of: first_name, middle_name, last_name (they make the name),
 * birth_year, birth_month, birth_day, label (kind of the address in the column beside it), deleted, uid. */

typedef enum
{
  CRM_IMPORT_SURE_NOT,  /* nothing known */
  CRM_IMPORT_SURE_PART, /* the heading only contains a known word: the content must agree */
  CRM_IMPORT_SURE_NAME, /* a heading that tables of other things have as well ("Name", "Account") */
  CRM_IMPORT_SURE,
} CrmImportSureness;

/* The target of a heading, static; NULL when unknown. */
const char *crm_import_names_find (const char *heading, CrmImportSureness *sureness);

/* The heading in the form that is compared: folded, letters and digits only. Caller owns. */
char *crm_import_names_key (const char *heading);

/* Label of a phone, e-mail or postal address in a heading or a type cell: "mobile", "work", "home", "fax", "pager",
 * "other"; NULL when it says none. Static. */
const char *crm_import_names_label (const char *text);

/* Service named by a heading of a messenger column ("Telegram"): static, NULL when none. */
const char *crm_import_names_service (const char *heading);

/* TRUE when the heading belongs to products, orders or deals and never to clients ("Unit price", "Deal stage"). */
gboolean crm_import_names_is_foreign (const char *heading);

/* TRUE when the heading tells about a business ("Industry", "Employees"): such tables list companies. */
gboolean crm_import_names_is_business (const char *heading);

/* TRUE when the heading names numbers or pictures ("Code", "IBAN", "Photo"): their cells look like addresses and are none. */
gboolean crm_import_names_is_code (const char *heading);

/* TRUE when a name has the legal form of a company in it ("ТОВ «Сонце»", "Sonne GmbH"). */
gboolean crm_import_names_is_company (const char *name);

/* The stable word of a choice field ("kind", "status", "roles") for what a person wrote, static; NULL when unknown. */
const char *crm_import_names_choice (const char *target, const char *text);
