/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* A page of the window: header bar and content. The window knows pages only through this class. */
#define CRM_TYPE_VIEW (crm_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (CrmView, crm_view, CRM, VIEW, AdwBin)

struct _CrmViewClass
{
  AdwBinClass parent_class;
  /* Ctrl+F; FALSE when the page has no search. */
  gboolean (*focus_search) (CrmView *self);
  /* Ctrl+N: the page's new thing; FALSE lets the window open quick add. */
  gboolean (*add_new) (CrmView *self);
  /* The page came to the front or left it: may load, must keep scroll, selection and filter. */
  void (*shown) (CrmView *self);
  void (*hidden) (CrmView *self);
  /* The page's width class changed (below 860, below 1100, wide): see ui.md section 2. */
  void (*width_changed) (CrmView *self, int width);
  /* Alt+Left: FALSE when it means going back, as usual. */
  gboolean (*take_back) (CrmView *self);
  /* What is left empty on this page for strips (reminders); without one they lie over the foot of the window. */
  GtkWidget *(*get_strip_place) (CrmView *self);
};

/* Properties "store" (construct-only), "title" (for the window's title), "mark" (see crm_view_get_mark ()). */
CrmStore *crm_view_get_store (CrmView *self);
const char *crm_view_get_title (CrmView *self);
void crm_view_set_title (CrmView *self, const char *title);
/* Which list of the navigation the page shows at the moment: the name of its row there; NULL when it is none. */
const char *crm_view_get_mark (CrmView *self);
void crm_view_set_mark (CrmView *self, const char *mark);
/* The mark of a saved list. Caller frees. */
char *crm_view_dup_saved_mark (gint64 id);
gboolean crm_view_focus_search (CrmView *self);
gboolean crm_view_add_new (CrmView *self);
void crm_view_shown (CrmView *self);
void crm_view_hidden (CrmView *self);
void crm_view_width_changed (CrmView *self, int width);
gboolean crm_view_take_back (CrmView *self);
GtkWidget *crm_view_get_strip_place (CrmView *self); /* nullable */
