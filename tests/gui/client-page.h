/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crm-test-gui.h"
#include "client/crm-client-card-view.h"
#include "client/crm-client-fields.h"
#include "timeline/crm-composer.h"
#include "timeline/crm-timeline-view.h"

/* The card of a client in a window of its own. */

typedef struct
{
  CrmStore *store;
  CrmWindow *window;
  CrmClientCardView *card;
  CrmClientFields *fields;
  CrmComposer *composer;
  CrmTimelineView *timeline;
  gint64 client;
} Fixture;

gboolean client_is_ready (gpointer data);

typedef struct
{
  const char *entity;
  gint64 id;
} Key;

CrmRow *client_load (CrmStore *store, const char *entity, gint64 id);
gint64 client_add_address (CrmStore *store, gint64 client, const char *kind, const char *value);
void client_set_up (Fixture *f, gconstpointer data);
void client_tear_down (Fixture *f, gconstpointer data);
gboolean client_has_dialog (gpointer data);
gboolean client_has_no_dialog (gpointer data);

typedef struct
{
  const char *entity, *field, *text;
} Addition;

void client_add (Fixture *f, const char *entity, const char *field, const char *text);
