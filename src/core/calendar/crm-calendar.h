/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* A calendar of the desktop that this book uses (evolution-data-server keeps it; source is its name there). The book works without any. */
enum
{
  CRM_CALENDAR_NAME,
  CRM_CALENDAR_SOURCE, /* uid of its ESource */
  CRM_CALENDAR_COLOR,  /* "#rrggbb" */
  CRM_CALENDAR_MODE, /* "off": known, not read; "read": its events are shown; "both": meetings are written there too */
  CRM_CALENDAR_ROLE,    /* "events"; "holidays": its days are shaded and no work days */
  CRM_CALENDAR_VISIBLE, /* the layer is switched on */
  CRM_CALENDAR_MAIN,    /* new meetings go there; at most one, the program takes it from the others */
  CRM_CALENDAR_POSITION,
  CRM_CALENDAR_N_FIELDS
};
extern const CrmEntityInfo crm_calendar_entity;

/* An address book of the desktop that is kept in step. */
enum
{
  CRM_ADDRESS_BOOK_NAME,
  CRM_ADDRESS_BOOK_SOURCE,
  CRM_ADDRESS_BOOK_MODE, /* "off", "read", "both" */
  CRM_ADDRESS_BOOK_TRUTH, /* whose word counts where both sides changed one field: "book", "clientele" or "ask" */
  CRM_ADDRESS_BOOK_POSITION,
  CRM_ADDRESS_BOOK_N_FIELDS
};
extern const CrmEntityInfo crm_address_book_entity;
