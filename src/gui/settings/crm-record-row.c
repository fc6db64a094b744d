/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-record-row.h"

#include <glib/gi18n-lib.h>

#include "settings/crm-setting-record.h"

/* Owns the record's newest row and an editor for each field. Main thread. */

struct _CrmRecordRow
{
  AdwExpanderRow parent_instance;
  CrmStore *store; /* owned */
  const CrmRecordKind *kind;
  CrmRow *record;     /* owned */
  GPtrArray *editors; /* owned; CrmRecordEditor * */
  GtkSwitch *active;  /* nullable */
  GtkWidget *up;
  GtkWidget *down;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CrmRecordRow, crm_record_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  MOVE,
  DROP,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_active (CrmRecordRow *self)
{
  if (!self->showing)
    crm_setting_record_set_flag (GTK_WIDGET (self), self->store, self->record, self->kind->active,
        gtk_switch_get_active (self->active));
}

static void
on_delete (CrmRecordRow *self)
{
  if (self->kind->remove != NULL)
    self->kind->remove (GTK_WIDGET (self), self->store, self->record);
  else
    crm_setting_record_archive (GTK_WIDGET (self), self->store, self->record);
}

static void
on_up (CrmRecordRow *self)
{
  g_signal_emit (self, signals[MOVE], 0, -1);
}

static void
on_down (CrmRecordRow *self)
{
  g_signal_emit (self, signals[MOVE], 0, 1);
}

static gboolean
on_shortcut (GtkWidget *widget, GVariant *args, gpointer data)
{
  g_signal_emit (widget, signals[MOVE], 0, g_variant_get_int32 (args));
  return GDK_EVENT_STOP;
}

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, CrmRecordRow *self)
{
  return gdk_content_provider_new_typed (CRM_TYPE_RECORD_ROW, self);
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, CrmRecordRow *self)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, paintable, 0, 0);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, CrmRecordRow *self)
{
  CrmRecordRow *dragged = g_value_get_object (value);

  if (dragged == NULL || dragged == self || dragged->kind != self->kind)
    return FALSE;
  g_signal_emit (self, signals[DROP], 0, dragged->record->id);
  return TRUE;
}

static void
crm_record_row_dispose (GObject *object)
{
  CrmRecordRow *self = CRM_RECORD_ROW (object);

  self->showing = TRUE;
  g_ptr_array_set_size (self->editors, 0);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_record_row_parent_class)->dispose (object);
}

static void
crm_record_row_finalize (GObject *object)
{
  CrmRecordRow *self = CRM_RECORD_ROW (object);

  g_clear_pointer (&self->record, crm_row_unref);
  g_ptr_array_unref (self->editors);
  G_OBJECT_CLASS (crm_record_row_parent_class)->finalize (object);
}

static void
crm_record_row_class_init (CrmRecordRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_record_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_record_row_finalize;
  signals[MOVE] = g_signal_new (
      "move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[DROP] = g_signal_new ("drop", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, on_shortcut, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, on_shortcut, "i", 1);
}

static void
crm_record_row_init (CrmRecordRow *self)
{
  self->showing = TRUE;
  self->editors = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_editor_free);
}

static void
add_handle (CrmRecordRow *self)
{
  GtkWidget *handle = gtk_image_new_from_icon_name ("crm-drag-symbolic");
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (CRM_TYPE_RECORD_ROW, GDK_ACTION_MOVE);

  gtk_widget_add_css_class (handle, "dim-label");
  gtk_widget_set_tooltip_text (handle, _ ("Drag to move it, or press Alt+Up and Alt+Down"));
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), self);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), handle);
}

static void
add_switch (CrmRecordRow *self)
{
  self->active = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->active), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->active), _ ("Use it"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->active), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Use it"), -1);
  g_signal_connect_swapped (self->active, "notify::active", G_CALLBACK (on_active), self);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->active));
}

static GtkWidget *
add_button (CrmRecordRow *self, GtkWidget *row, const char *icon, const char *label, GCallback clicked)
{
  GtkWidget *button = icon != NULL ? gtk_button_new_from_icon_name (icon) : gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  if (icon != NULL)
    {
      gtk_widget_set_tooltip_text (button, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
  g_signal_connect_swapped (button, "clicked", clicked, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
add_foot (CrmRecordRow *self)
{
  GtkWidget *row = adw_action_row_new ();

  if (self->kind->position >= 0)
    {
      self->up = add_button (self, row, "go-up-symbolic", _ ("Move up"), G_CALLBACK (on_up));
      self->down = add_button (self, row, "go-down-symbolic", _ ("Move down"), G_CALLBACK (on_down));
    }
  gtk_widget_add_css_class (add_button (self, row, NULL, _ ("Delete"), G_CALLBACK (on_delete)), "late");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

GtkWidget *
crm_record_row_new (CrmStore *store, const CrmRecordKind *kind, CrmRow *record)
{
  CrmRecordRow *self = g_object_new (CRM_TYPE_RECORD_ROW, NULL);

  self->store = g_object_ref (store);
  self->kind = kind;
  if (kind->position >= 0)
    add_handle (self);
  if (kind->active >= 0)
    add_switch (self);
  for (const int *field = kind->fields; *field >= 0; field++)
    {
      CrmRecordEditor *editor = crm_record_editor_new (store, kind, record->entity, *field);

      g_ptr_array_add (self->editors, editor);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), crm_record_editor_get_widget (editor));
    }
  add_foot (self);
  return GTK_WIDGET (self);
}

gint64
crm_record_row_get_id (CrmRecordRow *self)
{
  g_return_val_if_fail (CRM_IS_RECORD_ROW (self), 0);
  return self->record->id;
}

CrmRow *
crm_record_row_get_record (CrmRecordRow *self)
{
  g_return_val_if_fail (CRM_IS_RECORD_ROW (self), NULL);
  return self->record;
}

void
crm_record_row_edit (CrmRecordRow *self)
{
  g_return_if_fail (CRM_IS_RECORD_ROW (self));
  if (self->editors->len > 0)
    gtk_widget_grab_focus (crm_record_editor_get_widget (self->editors->pdata[0]));
}

/* "Offer, 50 %, 10 days, 3 of 5" */
static void
name_row (CrmRecordRow *self, const char *title, const char *subtitle, guint place, guint n)
{
  g_autofree char *where = g_strdup_printf (_ ("%u of %u"), place + 1, n);
  g_autofree char *name = subtitle != NULL && subtitle[0] != '\0'
                              ? g_strdup_printf ("%s, %s, %s", title, subtitle, where)
                              : g_strdup_printf ("%s, %s", title, where);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
crm_record_row_set_record (CrmRecordRow *self, CrmRow *record, guint place, guint n)
{
  g_autofree char *title = NULL, *subtitle = NULL, *markup = NULL, *small = NULL;

  g_return_if_fail (CRM_IS_RECORD_ROW (self) && record != NULL);
  self->showing = TRUE;
  crm_row_ref (record);
  g_clear_pointer (&self->record, crm_row_unref);
  self->record = record;
  title = self->kind->dup_title != NULL ? self->kind->dup_title (self->store, record)
                                        : crm_row_dup_title (record);
  subtitle = self->kind->dup_subtitle != NULL ? self->kind->dup_subtitle (self->store, record) : NULL;
  markup = g_markup_escape_text (title, -1);
  small = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), markup);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), small);
  name_row (self, title, subtitle, place, n);
  if (self->active != NULL)
    gtk_switch_set_active (self->active, crm_setting_record_is_on (record, self->kind->active));
  for (guint i = 0; i < self->editors->len; i++)
    crm_record_editor_show (self->editors->pdata[i], record);
  if (self->up != NULL)
    {
      gtk_widget_set_sensitive (self->up, place > 0);
      gtk_widget_set_sensitive (self->down, place + 1 < n);
    }
  if (self->kind->decorate != NULL)
    self->kind->decorate (GTK_WIDGET (self), record);
  self->showing = FALSE;
}
