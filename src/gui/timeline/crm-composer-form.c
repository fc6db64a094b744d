/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-composer-form.h"

/* The store, and what a kind does that has no lines of its own. Main thread. */

typedef struct
{
  CrmStore *store; /* owned */
} CrmComposerFormPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CrmComposerForm, crm_composer_form, ADW_TYPE_BIN)

typedef enum
{
  PROP_STORE = 1,
  N_PROPS
} CrmComposerFormProperty;
static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static char *
dup_no_draft (CrmComposerForm *self, const char *key)
{
  return NULL;
}

static void
set_no_draft (CrmComposerForm *self, const char *key, const char *value)
{
}

static void
fill_nothing (CrmComposerForm *self, CrmRow *row)
{
}

static gboolean
read_nothing (CrmComposerForm *self, CrmValues *values, GError **error)
{
  return TRUE;
}

static void
be_about_anybody (CrmComposerForm *self, gint64 client, gint64 deal)
{
}

static void
need_no_buffer (CrmComposerForm *self, GtkTextBuffer *buffer)
{
}

static void
add_record (CrmComposerForm *self, CrmValues *values, GAsyncReadyCallback callback, gpointer data)
{
  crm_store_add_async (crm_composer_form_get_store (self), values, NULL, callback, data);
}

static void
clear_nothing (CrmComposerForm *self)
{
}

static void
crm_composer_form_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CrmComposerFormPrivate *priv = crm_composer_form_get_instance_private (CRM_COMPOSER_FORM (object));

  switch ((CrmComposerFormProperty)id)
    {
    case PROP_STORE: priv->store = g_value_dup_object (value); break;
    case N_PROPS:
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
crm_composer_form_dispose (GObject *object)
{
  CrmComposerFormPrivate *priv = crm_composer_form_get_instance_private (CRM_COMPOSER_FORM (object));

  g_clear_object (&priv->store);
  G_OBJECT_CLASS (crm_composer_form_parent_class)->dispose (object);
}

static void
crm_composer_form_class_init (CrmComposerFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = crm_composer_form_set_property;
  object_class->dispose = crm_composer_form_dispose;
  properties[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, CRM_TYPE_STORE,
      G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  for (int i = 0; i < CRM_COMPOSER_N_FIELDS; i++)
    klass->fields[i] = -1;
  klass->dup_draft = dup_no_draft;
  klass->set_draft = set_no_draft;
  klass->fill = fill_nothing;
  klass->read = read_nothing;
  klass->set_about = be_about_anybody;
  klass->set_buffer = need_no_buffer;
  klass->add_async = add_record;
  klass->added = clear_nothing;
}

static void
crm_composer_form_init (CrmComposerForm *self)
{
}

CrmComposerForm *
crm_composer_form_new (GType type, CrmStore *store)
{
  return g_object_new (type, "store", store, NULL);
}

CrmStore *
crm_composer_form_get_store (CrmComposerForm *self)
{
  CrmComposerFormPrivate *priv = crm_composer_form_get_instance_private (self);

  return priv->store;
}

int
crm_composer_form_get_field (CrmComposerForm *self, CrmComposerField field)
{
  return CRM_COMPOSER_FORM_GET_CLASS (self)->fields[field];
}

char *
crm_composer_form_dup_draft (CrmComposerForm *self, const char *key)
{
  return CRM_COMPOSER_FORM_GET_CLASS (self)->dup_draft (self, key);
}

void
crm_composer_form_set_draft (CrmComposerForm *self, const char *key, const char *value)
{
  CRM_COMPOSER_FORM_GET_CLASS (self)->set_draft (self, key, value);
}

void
crm_composer_form_fill (CrmComposerForm *self, CrmRow *row)
{
  CRM_COMPOSER_FORM_GET_CLASS (self)->fill (self, row);
}

gboolean
crm_composer_form_read (CrmComposerForm *self, CrmValues *values, GError **error)
{
  return CRM_COMPOSER_FORM_GET_CLASS (self)->read (self, values, error);
}

void
crm_composer_form_set_about (CrmComposerForm *self, gint64 client, gint64 deal)
{
  CRM_COMPOSER_FORM_GET_CLASS (self)->set_about (self, client, deal);
}

void
crm_composer_form_set_buffer (CrmComposerForm *self, GtkTextBuffer *buffer)
{
  CRM_COMPOSER_FORM_GET_CLASS (self)->set_buffer (self, buffer);
}

gboolean
crm_composer_form_has_more (CrmComposerForm *self)
{
  for (int field = CRM_COMPOSER_FIELD_AT; field < CRM_COMPOSER_N_FIELDS; field++)
    if (crm_composer_form_get_field (self, field) >= 0)
      return TRUE;
  return FALSE;
}

void
crm_composer_form_add_async (
    CrmComposerForm *self, CrmValues *values, GAsyncReadyCallback callback, gpointer data)
{
  CRM_COMPOSER_FORM_GET_CLASS (self)->add_async (self, values, callback, data);
}

void
crm_composer_form_added (CrmComposerForm *self)
{
  CRM_COMPOSER_FORM_GET_CLASS (self)->added (self);
}

void
crm_composer_form_changed (CrmComposerForm *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
