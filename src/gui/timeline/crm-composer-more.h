/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timeline/crm-composer-form.h"

/* The lines behind the composer's "More", shared by all kinds: when, title, place, rule, result, pinned, not for the record. Shows
 * those the kind has. Main thread. Signal "changed" when the person changed a line. */
#define CRM_TYPE_COMPOSER_MORE (crm_composer_more_get_type ())
G_DECLARE_FINAL_TYPE (CrmComposerMore, crm_composer_more, CRM, COMPOSER_MORE, AdwBin)

GtkWidget *crm_composer_more_new (CrmStore *store);
/* The kind that is written. */
void crm_composer_more_set_form (CrmComposerMore *self, CrmComposerForm *form);
/* Keys of the drafts of its lines, ended by NULL; what a line has, or NULL; NULL empties it. */
const char *const *crm_composer_more_get_keys (CrmComposerMore *self);
char *crm_composer_more_dup_draft (CrmComposerMore *self, const char *key);
void crm_composer_more_set_draft (CrmComposerMore *self, const char *key, const char *value);
/* From the record that is edited. */
void crm_composer_more_fill (CrmComposerMore *self, CrmRow *row);
/* Adds the values of the lines the kind has. */
gboolean crm_composer_more_read (CrmComposerMore *self, CrmValues *values, GError **error);
