/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-contact-look.h"

#include <glib/gi18n-lib.h>

/* The table of icons, colours and words of contacts in the client list and its preview. Pure functions, any thread. */

typedef struct
{
  const char *kind;
  const char *direction;
  const char *icon;
  const char *style;
  const char *words;
} Look;

static const Look looks[] = {
  { "call", "in", "call-incoming-symbolic", "call", N_ ("Incoming call") },
  { "call", "out", "call-outgoing-symbolic", "call", N_ ("Outgoing call") },
  { "call", NULL, "call-start-symbolic", "call", N_ ("Call") },
  { "note", NULL, "crm-note-symbolic", "note", N_ ("Note") },
  { "mail", NULL, "mail-unread-symbolic", "mail", N_ ("Letter") },
  { "message", NULL, "mail-unread-symbolic", "mail", N_ ("Message") },
  { "sms", NULL, "crm-sms-symbolic", "sms", N_ ("SMS") },
  { "chat", NULL, "chat-message-new-symbolic", "chat", N_ ("Chat") },
  { "meeting", NULL, "crm-meeting-symbolic", "meet", N_ ("Meeting") },
  { "task", NULL, "crm-task-symbolic", "task", N_ ("Task") },
  { "deal", NULL, "crm-deal-symbolic", "deal", N_ ("Deal") },
};

static const Look *
find (const char *kind, const char *direction)
{
  if (kind == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_str_equal (looks[i].kind, kind) &&
        (looks[i].direction == NULL || g_strcmp0 (looks[i].direction, direction) == 0))
      return &looks[i];
  return NULL;
}

const char *
crm_contact_look_icon (const char *kind, const char *direction)
{
  const Look *look = find (kind, direction);

  return look != NULL ? look->icon : NULL;
}

const char *
crm_contact_look_class (const char *kind)
{
  const Look *look = find (kind, NULL);

  return look != NULL ? look->style : NULL;
}

const char *
crm_contact_look_words (const char *kind, const char *direction)
{
  const Look *look = find (kind, direction);

  return look != NULL ? _ (look->words) : NULL;
}
