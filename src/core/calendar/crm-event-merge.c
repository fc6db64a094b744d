/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-event-private.h"

/* Three-way merge of an event, aspect by aspect. Any thread. */

CrmEvent *
crm_event_merge (const CrmEvent *base, const CrmEvent *ours, const CrmEvent *theirs, GPtrArray **conflicts)
{
  CrmEvent *merged;

  g_return_val_if_fail (ours != NULL && theirs != NULL, NULL);

  merged = crm_event_copy (ours);
  if (conflicts != NULL)
    *conflicts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < CRM_EVENT_N_ASPECTS; i++)
    {
      if (crm_event_equal_in (ours, theirs, i))
        continue;
      if (base != NULL && crm_event_equal_in (base, ours, i))
        crm_event_take_over (merged, theirs, i);
      else if ((base == NULL || !crm_event_equal_in (base, theirs, i)) && conflicts != NULL)
        g_ptr_array_add (*conflicts, g_strdup (crm_event_aspects[i]));
    }
  /* What a meeting does not keep is theirs. */
  merged->is_private = theirs->is_private;
  merged->sequence = MAX (ours->sequence, theirs->sequence);
  merged->modified_at = MAX (ours->modified_at, theirs->modified_at);
  return merged;
}
