/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timeline/crm-timeline-view.h"

/* What the cards of clients and deals do alike: a card has the actions "card.mode" (CrmComposerMode), "card.edit", "card.previous" and
 * "card.next", a composer and a timeline. */

/* A letter of the card's own and its action. */
typedef struct
{
  guint letter;
  const char *action; /* NULL ends */
} CrmCardLetter;

/* In class_init: Alt with a digit or an arrow. */
void crm_card_bind_keys (GtkWidgetClass *widget_class);
/* Letters, which are keys only while no field has the focus, and Escape, which leads out. own is static, nullable. */
void crm_card_add_letters (GtkWidget *card, CrmTimelineView *timeline, const CrmCardLetter *own);
/* Puts the record away and goes back; failed: the heading when it cannot be. */
void crm_card_archive (GtkWidget *card, CrmStore *store, const char *entity, gint64 id, const char *failed);
