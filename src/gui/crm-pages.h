/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "store/crm-store.h"

/* One line a page of the window, ended by an empty one. Pages without an icon are not in the navigation. */
typedef struct
{
  const char *name;
  const char *title; /* not translated yet */
  const char *icon;
  GtkWidget *(*make) (CrmStore *store);
} CrmPage;
extern const CrmPage crm_pages[];
