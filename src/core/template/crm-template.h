/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* A text to write again and again, in several languages, with fields of the client, deal, meeting and user. One that expects an answer is a question. */
enum
{
  CRM_TEMPLATE_NAME,
  CRM_TEMPLATE_CHANNEL, /* "any", "sms", "mail", "chat" */
  CRM_TEMPLATE_PURPOSE, /* "service": what they need to know (a reminder, an order's state); "marketing" */
  CRM_TEMPLATE_EXPECTS, /* empty: no answer; "scale", "yes-no", "words" (one of those given), "text" (anything) */
  CRM_TEMPLATE_SCALE_MIN,
  CRM_TEMPLATE_SCALE_MAX,
  CRM_TEMPLATE_WORDS,      /* "words": a line each, "3=good, fine, добре": score = words that mean it */
  CRM_TEMPLATE_VALID_DAYS, /* how long a reply is taken for an answer; empty: 7 */
  CRM_TEMPLATE_POSITION,
  CRM_TEMPLATE_N_FIELDS
};
extern const CrmEntityInfo crm_template_entity;

enum
{
  CRM_TEMPLATE_TEXT_TEMPLATE, /* owned by it */
  CRM_TEMPLATE_TEXT_LANGUAGE, /* "uk", "ru", "en" …; empty: for everybody else */
  CRM_TEMPLATE_TEXT_SUBJECT,
  CRM_TEMPLATE_TEXT_TEXT,
  CRM_TEMPLATE_TEXT_N_FIELDS
};
extern const CrmEntityInfo crm_template_text_entity;

/* A reply that answers a question. */
enum
{
  CRM_ANSWER_MESSAGE, /* owned by it: the reply */
  CRM_ANSWER_ASKED,   /* the message that asked */
  CRM_ANSWER_TEMPLATE,
  CRM_ANSWER_CLIENT,
  CRM_ANSWER_DEAL,
  CRM_ANSWER_CAMPAIGN,
  CRM_ANSWER_AT,
  CRM_ANSWER_SCORE,
  CRM_ANSWER_VALUE, /* what was understood, in words */
  CRM_ANSWER_N_FIELDS
};
extern const CrmEntityInfo crm_answer_entity;

/* A template's text, parsed: words, fields "{client.name}", fields with a format "{deal.amount|money}" "{meeting.starts_at|day}" and an else "{client.name|first|?friend}",
 * conditions "{if client.birthday today}…{else}…{end}", "{{" for a brace. Field names are those of the entities, own fields by label, links followed once
 * ("{deal.owner.name}"). Immutable; any thread. */
typedef struct _CrmTemplateText CrmTemplateText;
/* NULL with a sentence that names line and place. */
CrmTemplateText *crm_template_text_new (const char *text, GError **error);
void crm_template_text_free (CrmTemplateText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTemplateText, crm_template_text_free)
/* Fields it names ("client.name"), each once. Owned by self. */
const char *const *crm_template_text_get_fields (CrmTemplateText *self);

/* What a message is about: what the fields are of. 0: none. */
typedef struct
{
  gint64 client, deal, meeting, user;
  const char *rid;      /* which time of a recurring meeting, nullable */
  gint64 now;           /* µs; 0: that of the transaction */
  const char *language; /* "uk": of dates and money; NULL: the client's, else the book's */
} CrmTemplateSubject;

/* A span of the filled text that came from a field. Offsets in bytes. */
typedef struct
{
  guint start, end;
  gboolean missing; /* shows "⟨amount⟩" */
} CrmTemplateSpan;

typedef struct
{
  char *subject; /* nullable */
  char *text;
  char *language;     /* of the text that was chosen, "" for the one for everybody */
  GArray *spans;      /* CrmTemplateSpan of text, in order */
  GPtrArray *missing; /* char *: labels of fields without a value; such a message is not sent */
} CrmFilled;
void crm_filled_free (CrmFilled *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFilled, crm_filled_free)
/* Any transaction. Fills a text. Fields of a subject that is not there are missing, an unknown field is INVALID. */
CrmFilled *crm_template_fill_text (
    CrmTransaction *tx, CrmTemplateText *text, const CrmTemplateSubject *subject, GError **error);
/* The same for a template: the text in the client's language, else that for everybody, else the first. */
CrmFilled *crm_template_fill (
    CrmTransaction *tx, gint64 template, const CrmTemplateSubject *subject, GError **error);
/* For completion while writing: names that may follow what is typed ("client.b") with their labels; char *: name, label, name, label … Caller owns. */
GPtrArray *crm_template_complete (CrmTransaction *tx, const char *typed, GError **error);
/* Templates that come as a proposal, in the program's language: each becomes a record when it is chosen. */
typedef struct
{
  const char *id; /* "meeting" "payment" "order" "birthday" "holiday" "bonus" "news" "sleeping" "rate" */
  const char *name, *purpose, *text, *expects;
  int scale_min, scale_max;
} CrmTemplateProposal;
/* Ended by one without an id. Texts not translated yet: N_ (). */
extern const CrmTemplateProposal crm_template_proposals[];
/* In a write function: makes template and text from a proposal. Returns the template. */
gint64 crm_template_make_proposal (CrmTransaction *tx, const char *id, GError **error);

/* What a reply means as an answer to a question (a row of template). FALSE: it is none. value: caller owns. Any thread. */
gboolean crm_answer_read (
    const CrmRow *question, const char *reply, gint64 *score, gboolean *has_score, char **value);
/* In a write function: the question asked last of who sent message (within its days, not answered yet) is answered by it, when it can be. Returns the answer, 0 when it is
 * none (error tells failure). */
gint64 crm_answer_take (CrmTransaction *tx, const CrmRow *message, GError **error);
