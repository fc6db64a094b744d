/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Sort keys as people expect names to sort: an ICU collation key for one locale. Immutable to those who use it and
 * reference-counted; crm_collator_key () may be called by several threads at once. */
typedef struct _CrmCollator CrmCollator;

/* locale: "uk", "de_AT", … as the book keeps it. Falls back to the root order for unknown ones; never fails. */
CrmCollator *crm_collator_new (const char *locale);
CrmCollator *crm_collator_ref (CrmCollator *self);
void crm_collator_unref (CrmCollator *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCollator, crm_collator_unref)

/* Version of ICU's order: keys made by another version or locale must not be mixed. Owned by self. */
const char *crm_collator_get_version (CrmCollator *self);
/* Version of the ICU at work. One of the same version has the same order; knowing it costs nothing. */
const char *crm_collator_get_library (void);
const char *crm_collator_get_locale (CrmCollator *self);

/* The key of a text, compared byte by byte; at most 512 bytes (a longer key is cut). Caller owns. */
GBytes *crm_collator_key (CrmCollator *self, const char *text);
