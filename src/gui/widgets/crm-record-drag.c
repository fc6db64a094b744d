/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-record-drag.h"

/* Plain values. Main thread. */

G_DEFINE_BOXED_TYPE (CrmRecordDrag, crm_record_drag, crm_record_drag_copy, crm_record_drag_free)

CrmRecordDrag *
crm_record_drag_new (const char *entity, gint64 id)
{
  CrmRecordDrag *self = g_new (CrmRecordDrag, 1);

  self->entity = g_strdup (entity);
  self->id = id;
  return self;
}

CrmRecordDrag *
crm_record_drag_copy (const CrmRecordDrag *self)
{
  return crm_record_drag_new (self->entity, self->id);
}

void
crm_record_drag_free (CrmRecordDrag *self)
{
  g_free (self->entity);
  g_free (self);
}

GdkContentProvider *
crm_record_drag_new_content (const char *entity, gint64 id)
{
  g_autoptr (CrmRecordDrag) drag = crm_record_drag_new (entity, id);

  return gdk_content_provider_new_typed (CRM_TYPE_RECORD_DRAG, drag);
}
