/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "import/crm-card-format.h"
#include "store/crm-store.h"

/* One line for a new client ("Olena +380 67 123 45 67 asked about roof, call Fri 10"), or what is pasted or dropped into it: a signature, a vCard,
 * a file of one, a picture. How it is read stands below as chips.
 * Signals: "read" when the reading changed; "correct" (int part): that one is to be corrected where it is shown; "activate" (Enter). */
#define CRM_TYPE_QUICK_READ (crm_quick_read_get_type ())
G_DECLARE_FINAL_TYPE (CrmQuickRead, crm_quick_read, CRM, QUICK_READ, GtkBox)

typedef enum
{
  CRM_QUICK_READ_NAME,
  CRM_QUICK_READ_PHONE,
  CRM_QUICK_READ_EMAIL,
  CRM_QUICK_READ_COMPANY,
  CRM_QUICK_READ_NOTE,
  CRM_QUICK_READ_TASK,
  CRM_QUICK_READ_N_PARTS
} CrmQuickReadPart;

GtkWidget *crm_quick_read_new (CrmStore *store);
/* Borrowed, nullable: without it no vCards are read. */
void crm_quick_read_set_format (CrmQuickRead *self, CrmCardFormat *format);
/* "" when the line does not say it. Owned by self until the next change. */
const char *crm_quick_read_get (CrmQuickRead *self, CrmQuickReadPart part);
gboolean crm_quick_read_is_company (CrmQuickRead *self);
/* What a card tells beside these parts; NULL when there is nothing. Caller owns. */
CrmCard *crm_quick_read_dup_card (CrmQuickRead *self);
/* As if it were pasted. */
void crm_quick_read_take_text (CrmQuickRead *self, const char *text);
GtkEditable *crm_quick_read_get_editable (CrmQuickRead *self);
/* The box of chips, for tests. */
GtkWidget *crm_quick_read_get_chips (CrmQuickRead *self);
