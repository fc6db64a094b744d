/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* "How did it go?" and "What happens next?", for tasks and meetings alike: outcome chips (keys 1 to 5), what was said, when and what the next
 * step is, with a word about the time. Main thread. Signal "save": Enter was pressed where it means that. */
#define CRM_TYPE_OUTCOME_FORM (crm_outcome_form_get_type ())
G_DECLARE_FINAL_TYPE (CrmOutcomeForm, crm_outcome_form, CRM, OUTCOME_FORM, GtkBox)

/* What it is asked about. */
typedef struct
{
  const char *title;    /* what the next step is called when nothing is typed */
  const char *kind;     /* chosen as the kind of the next step */
  const char *repeat;   /* nullable: what comes by itself */
  gboolean has_client;  /* only then can one wait for the client */
  gboolean is_meeting;  /* a meeting as the next step has a time */
  gint64 length;        /* of that (µs) */
  const char *what_for; /* place of the meeting, nullable */
} CrmOutcomeAbout;

/* The next step as it was chosen. Clear in the end. */
typedef struct
{
  gboolean wanted;
  const char *kind; /* static: "todo" "call" "letter" "meeting" "wait" */
  char *title;      /* nullable */
  char *due_on;     /* nullable */
  gint64 due_at;    /* 0: a day */
} CrmOutcomeNext;
void crm_outcome_next_clear (CrmOutcomeNext *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmOutcomeNext, crm_outcome_next_clear)

/* Outcomes to choose from (char *): the business's own words, then those for calls. In a worker. */
GPtrArray *crm_outcome_list (CrmTransaction *tx, GError **error);

/* outcomes: a reference is taken; about is copied. */
GtkWidget *crm_outcome_form_new (CrmStore *store, GPtrArray *outcomes, const CrmOutcomeAbout *about);
/* Which questions make sense. */
void crm_outcome_form_ask (CrmOutcomeForm *self, gboolean outcome, gboolean next);
/* NULL: none chosen. Owned by self. */
const char *crm_outcome_form_get_outcome (CrmOutcomeForm *self);
/* What was said; "" for nothing. Caller owns. */
char *crm_outcome_form_dup_text (CrmOutcomeForm *self);
/* FALSE: what is missing has been said in the form. */
gboolean crm_outcome_form_read_next (CrmOutcomeForm *self, CrmOutcomeNext *next);
/* A sentence at the foot; NULL takes it away. */
void crm_outcome_form_say (CrmOutcomeForm *self, const char *error);
/* Goes to the text. */
void crm_outcome_form_focus (CrmOutcomeForm *self);

/* What a popover with such a form is made of. */
/* Title and client (nullable) above the form and what belongs below, at most that wide. */
GtkWidget *crm_outcome_frame_new (
    const char *title, const char *client, int width, GtkWidget *form, GtkWidget *foot);
/* A hint beside the button that saves (*button, borrowed). */
GtkWidget *crm_outcome_foot_new (const char *hint, const char *label, GtkWidget **button);
