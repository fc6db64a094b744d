/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* One line a page of the window, ended by an empty one. Pages without an icon are not in the navigation: they belong to another one, where
 * Back leads when it is not known whence they were opened. */
typedef struct
{
  const char *name;
  const char *title; /* not translated yet */
  const char *icon;
  GtkWidget *(*make) (CrmStore *store);
  const char *parent; /* nullable */
} CrmPage;
extern const CrmPage crm_pages[];
/* NULL when the page belongs to no other. */
const char *crm_page_get_parent (const char *name);
