/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-view.h"

/* Abstract page of the window: header bar and content. Owns a reference to the store it shows, and the title and the mark
 * the window takes from it. Main thread. */

typedef struct
{
  CrmStore *store; /* owned */
  char *title;     /* owned, nullable */
  char *mark;      /* owned, nullable */
} CrmViewPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CrmView, crm_view, ADW_TYPE_BIN)

enum
{
  PROP_STORE = 1,
  PROP_TITLE,
  PROP_MARK,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

static void
crm_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CrmView *self = CRM_VIEW (object);

  switch (id)
    {
    case PROP_STORE: g_value_set_object (value, crm_view_get_store (self)); break;
    case PROP_TITLE: g_value_set_string (value, crm_view_get_title (self)); break;
    case PROP_MARK: g_value_set_string (value, crm_view_get_mark (self)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
crm_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CrmView *self = CRM_VIEW (object);
  CrmViewPrivate *priv = crm_view_get_instance_private (self);

  switch (id)
    {
    case PROP_STORE: priv->store = g_value_dup_object (value); break;
    case PROP_TITLE: crm_view_set_title (self, g_value_get_string (value)); break;
    case PROP_MARK: crm_view_set_mark (self, g_value_get_string (value)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
crm_view_finalize (GObject *object)
{
  CrmViewPrivate *priv = crm_view_get_instance_private (CRM_VIEW (object));

  /* Not in dispose: widgets inside a page may still ask for the store while they are torn down. */
  g_clear_object (&priv->store);
  g_clear_pointer (&priv->title, g_free);
  g_clear_pointer (&priv->mark, g_free);
  G_OBJECT_CLASS (crm_view_parent_class)->finalize (object);
}

static void
crm_view_class_init (CrmViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = crm_view_get_property;
  object_class->set_property = crm_view_set_property;
  object_class->finalize = crm_view_finalize;

  props[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, CRM_TYPE_STORE,
      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_TITLE] = g_param_spec_string (
      "title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_MARK] = g_param_spec_string (
      "mark", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
crm_view_init (CrmView *self)
{
}

CrmStore *
crm_view_get_store (CrmView *self)
{
  CrmViewPrivate *priv = crm_view_get_instance_private (self);

  g_return_val_if_fail (CRM_IS_VIEW (self), NULL);
  return priv->store;
}

const char *
crm_view_get_title (CrmView *self)
{
  CrmViewPrivate *priv = crm_view_get_instance_private (self);

  g_return_val_if_fail (CRM_IS_VIEW (self), NULL);
  return priv->title;
}

void
crm_view_set_title (CrmView *self, const char *title)
{
  CrmViewPrivate *priv = crm_view_get_instance_private (self);

  g_return_if_fail (CRM_IS_VIEW (self));
  if (g_strcmp0 (priv->title, title) == 0)
    return;
  g_free (priv->title);
  priv->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

const char *
crm_view_get_mark (CrmView *self)
{
  CrmViewPrivate *priv = crm_view_get_instance_private (self);

  g_return_val_if_fail (CRM_IS_VIEW (self), NULL);
  return priv->mark;
}

void
crm_view_set_mark (CrmView *self, const char *mark)
{
  CrmViewPrivate *priv = crm_view_get_instance_private (self);

  g_return_if_fail (CRM_IS_VIEW (self));
  if (g_strcmp0 (priv->mark, mark) == 0)
    return;
  g_free (priv->mark);
  priv->mark = g_strdup (mark);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MARK]);
}

char *
crm_view_dup_saved_mark (gint64 id)
{
  return g_strdup_printf ("saved-%" G_GINT64_FORMAT, id);
}

gboolean
crm_view_focus_search (CrmView *self)
{
  g_return_val_if_fail (CRM_IS_VIEW (self), FALSE);
  return CRM_VIEW_GET_CLASS (self)->focus_search != NULL && CRM_VIEW_GET_CLASS (self)->focus_search (self);
}

gboolean
crm_view_add_new (CrmView *self)
{
  g_return_val_if_fail (CRM_IS_VIEW (self), FALSE);
  return CRM_VIEW_GET_CLASS (self)->add_new != NULL && CRM_VIEW_GET_CLASS (self)->add_new (self);
}

void
crm_view_shown (CrmView *self)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (CRM_IS_VIEW (self));
  if (CRM_VIEW_GET_CLASS (self)->shown != NULL)
    CRM_VIEW_GET_CLASS (self)->shown (self);
  /* Its letters are keys at once, also while what is to have the focus is still being read. */
  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (root != NULL && (focus == NULL || !gtk_widget_get_mapped (focus)))
    gtk_root_set_focus (root, GTK_WIDGET (self));
}

void
crm_view_hidden (CrmView *self)
{
  g_return_if_fail (CRM_IS_VIEW (self));
  if (CRM_VIEW_GET_CLASS (self)->hidden != NULL)
    CRM_VIEW_GET_CLASS (self)->hidden (self);
}

void
crm_view_width_changed (CrmView *self, int width)
{
  g_return_if_fail (CRM_IS_VIEW (self));
  if (CRM_VIEW_GET_CLASS (self)->width_changed != NULL)
    CRM_VIEW_GET_CLASS (self)->width_changed (self, width);
}

gboolean
crm_view_take_back (CrmView *self)
{
  g_return_val_if_fail (CRM_IS_VIEW (self), FALSE);
  return CRM_VIEW_GET_CLASS (self)->take_back != NULL && CRM_VIEW_GET_CLASS (self)->take_back (self);
}

GtkWidget *
crm_view_get_strip_place (CrmView *self)
{
  g_return_val_if_fail (CRM_IS_VIEW (self), NULL);
  return CRM_VIEW_GET_CLASS (self)->get_strip_place != NULL
             ? CRM_VIEW_GET_CLASS (self)->get_strip_place (self)
             : NULL;
}
