/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A record on its way from a list to something that can be planned with it. Boxed, for drag and drop within the program. */
typedef struct
{
  char *entity; /* "client", "task" */
  gint64 id;
} CrmRecordDrag;

#define CRM_TYPE_RECORD_DRAG (crm_record_drag_get_type ())
GType crm_record_drag_get_type (void);
CrmRecordDrag *crm_record_drag_new (const char *entity, gint64 id);
CrmRecordDrag *crm_record_drag_copy (const CrmRecordDrag *self);
void crm_record_drag_free (CrmRecordDrag *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmRecordDrag, crm_record_drag_free)
/* What a drag source gives. Caller owns. */
GdkContentProvider *crm_record_drag_new_content (const char *entity, gint64 id);
/* What is carried under the pointer: its title, opaque, for without a compositor anything else is a black box. */
void crm_record_drag_set_icon (GdkDrag *drag, const char *title);
