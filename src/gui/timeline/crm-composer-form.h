/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* One kind of entry the composer writes: what it is called, which fields of its record the composer's form fills, and the lines of its
 * own between the text and "More", which are the widget itself (empty for a kind that has none). A new kind is a subclass in a file of
 * its own and a line in the composer's table. Main thread. Signal "changed" when the person changed a line of its own. */
#define CRM_TYPE_COMPOSER_FORM (crm_composer_form_get_type ())
G_DECLARE_DERIVABLE_TYPE (CrmComposerForm, crm_composer_form, CRM, COMPOSER_FORM, AdwBin)

/* What the form asks of every kind that has the field. */
typedef enum
{
  CRM_COMPOSER_FIELD_CLIENT,
  CRM_COMPOSER_FIELD_DEAL,
  CRM_COMPOSER_FIELD_AUTHOR,
  CRM_COMPOSER_FIELD_TRIGGER_ENTITY,
  CRM_COMPOSER_FIELD_TRIGGER,
  CRM_COMPOSER_FIELD_TEXT,
  CRM_COMPOSER_FIELD_AT,
  CRM_COMPOSER_FIELD_TITLE,
  CRM_COMPOSER_FIELD_PLACE,
  CRM_COMPOSER_FIELD_RULE,
  CRM_COMPOSER_FIELD_RESULT,
  CRM_COMPOSER_FIELD_PINNED,
  CRM_COMPOSER_FIELD_OFF_RECORD,
  CRM_COMPOSER_N_FIELDS
} CrmComposerField;

struct _CrmComposerFormClass
{
  AdwBinClass parent_class;
  const char *entity; /* whose record it writes */
  const char *label;  /* untranslated, of its button */
  const char *icon;
  const char *tip;         /* untranslated */
  const char *edit_title;  /* untranslated, of the window that edits one */
  const char *text_key;    /* draft of the text; while there is one the kind counts as begun */
  const char *const *keys; /* drafts of its own lines, ended by NULL; or NULL */
  const char *verb;        /* untranslated, of the button that saves; NULL: "Save" */
  const char *placeholder; /* untranslated, in the empty text; NULL: the composer's own */
  gboolean takes_focus;    /* writing begins in its own lines, not in the text */
  int fields
      [CRM_COMPOSER_N_FIELDS]; /* index in the record; -1: the kind has no such field and the form hides it */
  /* Virtual; a kind without lines of its own needs none of them. */
  char *(*dup_draft) (CrmComposerForm *self, const char *key); /* what the line has, or NULL */
  void (*set_draft) (CrmComposerForm *self, const char *key, const char *value); /* NULL: as it begins */
  void (*fill) (CrmComposerForm *self, CrmRow *row); /* from the record that is edited */
  /* Adds its own values to those of the form, and says what is wrong or missing in them all. */
  gboolean (*read) (CrmComposerForm *self, CrmValues *values, GError **error);
  /* Whom a new entry is about, told before the form is shown; both 0: nobody, or an entry is edited. */
  void (*set_about) (CrmComposerForm *self, gint64 client, gint64 deal);
  /* The text that is written, shared by all kinds; once. */
  void (*set_buffer) (CrmComposerForm *self, GtkTextBuffer *buffer);
  /* Writes a new entry of these values (taken) and what belongs to it, as one operation; ends in crm_store_write_finish (). */
  void (*add_async) (CrmComposerForm *self, CrmValues *values, GAsyncReadyCallback callback, gpointer data);
  /* That entry is in the book: what has no draft is empty again. */
  void (*added) (CrmComposerForm *self);
};

/* type is a subclass's. */
CrmComposerForm *crm_composer_form_new (GType type, CrmStore *store);
CrmStore *crm_composer_form_get_store (CrmComposerForm *self);
/* Index of the field in the kind's record, or -1. */
int crm_composer_form_get_field (CrmComposerForm *self, CrmComposerField field);
char *crm_composer_form_dup_draft (CrmComposerForm *self, const char *key);
void crm_composer_form_set_draft (CrmComposerForm *self, const char *key, const char *value);
void crm_composer_form_fill (CrmComposerForm *self, CrmRow *row);
gboolean crm_composer_form_read (CrmComposerForm *self, CrmValues *values, GError **error);
void crm_composer_form_set_about (CrmComposerForm *self, gint64 client, gint64 deal);
void crm_composer_form_set_buffer (CrmComposerForm *self, GtkTextBuffer *buffer);
/* TRUE when the kind has lines behind "More". */
gboolean crm_composer_form_has_more (CrmComposerForm *self);
void crm_composer_form_add_async (
    CrmComposerForm *self, CrmValues *values, GAsyncReadyCallback callback, gpointer data);
void crm_composer_form_added (CrmComposerForm *self);
/* For subclasses. */
void crm_composer_form_changed (CrmComposerForm *self);
