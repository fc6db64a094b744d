/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-task-filter.h"

/* No state. Any thread. */

CrmTaskFilter *
crm_task_filter_copy (const CrmTaskFilter *self)
{
  CrmTaskFilter *copy = g_memdup2 (self, sizeof *self);

  copy->text = g_strdup (self->text);
  return copy;
}

void
crm_task_filter_free (CrmTaskFilter *self)
{
  g_free (self->text);
  g_free (self);
}

gboolean
crm_task_filter_is_narrow (const CrmTaskFilter *self)
{
  return self->mine || self->overdue || self->calls || self->with_deal || self->set_by_me ||
         self->owner != 0 || self->client != 0 || self->text != NULL;
}

void
crm_task_filter_clear (CrmTaskFilter *self)
{
  g_free (self->text);
  *self = (CrmTaskFilter){ 0 };
}

static void
add (CrmCondition *group, const char *field, CrmTest test, const char *value)
{
  crm_condition_add (group, crm_condition_new (field, test, value));
}

static void
add_id (CrmCondition *group, const char *field, gint64 id)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  add (group, field, CRM_TEST_EQUAL, number);
}

void
crm_task_filter_restrict (const CrmTaskFilter *self, CrmQuery *query)
{
  CrmCondition *where = crm_query_get_where (query);

  if (self->mine)
    add (where, "owner", CRM_TEST_MINE, NULL);
  if (self->calls)
    add (where, "kind", CRM_TEST_EQUAL, "call");
  if (self->with_deal)
    add (where, "deal", CRM_TEST_NOT_EMPTY, NULL);
  if (self->set_by_me)
    add (where, "assigner", CRM_TEST_MINE, NULL);
  if (self->owner != 0)
    add_id (where, "owner", self->owner);
  if (self->client != 0)
    add_id (where, "client", self->client);
  if (self->text != NULL)
    {
      CrmCondition *any = crm_condition_new_group (TRUE);

      add (any, "title", CRM_TEST_CONTAINS, self->text);
      add (any, "client_name", CRM_TEST_CONTAINS, self->text);
      crm_condition_add (where, any);
    }
}
