/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-next.h"

#include <glib/gi18n-lib.h>

#include "base/crm-sums.h"
#include "client/crm-client.h"
#include "deal/crm-deal-words.h"
#include "task/crm-task-kinds.h"

/* No state. Main thread. */

static const struct
{
  const char *kind;
  const char *icon;
} kinds[] = {
  { "call", "call-start-symbolic" },
  { "letter", "mail-unread-symbolic" },
  { "meeting", "crm-meeting-symbolic" },
  { "todo", "crm-task-symbolic" },
};

CrmNextState
crm_client_get_next_state (CrmStore *store, const CrmRow *row, gint64 now)
{
  g_autofree char *today = crm_deal_dup_today (store, now);

  return crm_next_state (crm_row_get_integer (row, CRM_CLIENT_NEXT_KEY),
      crm_row_get_text (row, CRM_CLIENT_NEXT_KIND), crm_row_get_text (row, CRM_CLIENT_NEXT_ON), now, today);
}

char *
crm_client_dup_next_title (const CrmRow *row)
{
  const char *title = crm_row_get_text (row, CRM_CLIENT_NEXT_TITLE);
  const char *kind = crm_row_get_text (row, CRM_CLIENT_NEXT_KIND);

  if (title != NULL)
    return g_strdup (title);
  for (const CrmChoice *choice = crm_task_kinds; kind != NULL && choice->word != NULL; choice++)
    if (g_str_equal (choice->word, kind))
      return g_strdup (_ (choice->label));
  return g_strdup (_ ("No next step"));
}

char *
crm_client_dup_next_when (CrmStore *store, const CrmRow *row, gint64 now)
{
  return crm_next_state_dup_when (crm_client_get_next_state (store, row, now), store,
      crm_row_get_text (row, CRM_CLIENT_NEXT_ON), crm_row_get_integer (row, CRM_CLIENT_NEXT_AT), now);
}

const char *
crm_client_get_next_icon (const CrmRow *row, CrmNextState state)
{
  const char *kind = crm_row_get_text (row, CRM_CLIENT_NEXT_KIND);

  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      return kinds[i].icon;
  return crm_next_state_get_icon (state);
}

char *
crm_client_dup_sums (CrmStore *store, const CrmRow *row, int field)
{
  const char *text = crm_row_get_text (row, field);
  g_autoptr (CrmSums) sums = NULL;

  if (text == NULL)
    return NULL;
  sums = crm_sums_from_text (text);
  return crm_sums_display (sums, crm_store_get_setting (store, "currency"), TRUE);
}
