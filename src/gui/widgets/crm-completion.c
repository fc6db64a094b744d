/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-completion.h"
#include "base/crm-text.h"

/* Reads at most MAX_ROWS titles in the reader for every change of the text; an older answer is cancelled. Owns the popover, which is a
 * child of the entry. Main thread. */

#define MAX_ROWS 6
#define MAX_FRAMES 60

struct _CrmCompletion
{
  GObject parent_instance;
  GtkWidget *entry;   /* not owned: it owns us */
  GtkWidget *popover; /* child of entry */
  GtkWidget *list;
  CrmStore *store; /* owned */
  char *entity;
  char *field;
  char *value;
  gboolean many;
  gboolean quiet;   /* the text is being set by the program */
  gboolean typed;   /* the text is the person's */
  gboolean pending; /* what fits is being read */
  int steps;        /* how far down was gone meanwhile */
  gboolean take;    /* and whether that one was asked for */
  int frames;       /* how much longer is waited for the entry to be seen; 0: not at all */
  gint64 taken;
  GCancellable *cancellable; /* of the read under way, nullable */
};

G_DEFINE_FINAL_TYPE (CrmCompletion, crm_completion, G_TYPE_OBJECT)

enum
{
  SIGNAL_TAKEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  char *entity;
  char *field;
  char *value;
  char *text;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_free (ask->entity);
  g_free (ask->field);
  g_free (ask->value);
  g_free (ask->text);
  g_free (ask);
}

static gpointer
suggest_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Ask *ask = data;
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, ask->entity, error);
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (GArray) ids = NULL;
  const char *title;

  if (entity == NULL)
    return NULL;
  title = entity->fields[MAX (entity->info->title_field, 0)].name;
  query = crm_query_new (ask->entity);
  if (!crm_text_is_blank (ask->text))
    crm_condition_add (crm_query_get_where (query), crm_condition_new (title, CRM_TEST_CONTAINS, ask->text));
  if (ask->field != NULL)
    crm_condition_add (
        crm_query_get_where (query), crm_condition_new (ask->field, CRM_TEST_EQUAL, ask->value));
  crm_query_add_order (query, title);
  crm_query_set_limit (query, MAX_ROWS);
  ids = crm_transaction_find (tx, query, error);
  if (ids == NULL)
    return NULL;
  return crm_transaction_load_many (tx, ask->entity, (const gint64 *)ids->data, ids->len, error);
}

/* The part of the text that is completed: all of it, or what follows the last comma. */
static const char *
get_part (CrmCompletion *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  const char *comma = self->many ? strrchr (text, ',') : NULL;

  if (comma != NULL)
    text = comma + 1;
  while (g_ascii_isspace (*text))
    text++;
  return text;
}

static void
close_list (CrmCompletion *self)
{
  /* The entry may be going. */
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void move_selection (CrmCompletion *self, int step);

static void
take_row (CrmCompletion *self, GtkListBoxRow *row)
{
  gint64 id = *(gint64 *)g_object_get_data (G_OBJECT (row), "id");
  g_autofree char *title = g_strdup (g_object_get_data (G_OBJECT (row), "title"));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *before = g_strndup (text, get_part (self) - text);
  g_autofree char *whole = g_strconcat (before, title, NULL);

  crm_completion_set_text (self, whole, self->many ? 0 : id);
  close_list (self);
  g_signal_emit (self, signals[SIGNAL_TAKEN], 0, id, title);
}

static void
fill_list (CrmCompletion *self, GPtrArray *rows)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < rows->len; i++)
    {
      CrmRow *row = g_ptr_array_index (rows, i);
      char *title = crm_row_dup_title (row);
      GtkWidget *label = gtk_label_new (title);
      GtkWidget *item = gtk_list_box_row_new ();
      gint64 *id = g_new (gint64, 1);

      *id = row->id;
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 20);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (item), label);
      gtk_widget_set_focusable (item, FALSE);
      g_object_set_data_full (G_OBJECT (item), "id", id, g_free);
      g_object_set_data_full (G_OBJECT (item), "title", title, g_free);
      gtk_list_box_append (GTK_LIST_BOX (self->list), item);
    }
}

/* A list below what is scrolled away would open outside the window. */
static gboolean
is_in_sight (GtkWidget *entry)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (entry, GTK_TYPE_VIEWPORT);
  graphene_rect_t place;

  if (gtk_widget_get_height (entry) == 0)
    return FALSE;
  return viewport == NULL ||
         (gtk_widget_compute_bounds (entry, viewport, &place) && place.origin.y + place.size.height > 0 &&
             place.origin.y < (float)gtk_widget_get_height (viewport));
}

/* Below an entry that was only just put there: its place is known after the next layout, and it may have to be scrolled to. */
static gboolean
on_tick (GtkWidget *entry, GdkFrameClock *clock, gpointer data)
{
  CrmCompletion *self = data;

  if (self->frames > 0 && --self->frames > 0 && !is_in_sight (entry))
    return G_SOURCE_CONTINUE;
  if (self->frames > 0 && gtk_widget_get_mapped (entry) && gtk_widget_get_first_child (self->list) != NULL)
    gtk_popover_popup (GTK_POPOVER (self->popover));
  self->frames = 0;
  return G_SOURCE_REMOVE;
}

static void
on_suggested (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCompletion) self = data;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  rows = crm_store_read_finish (CRM_STORE (source), result, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->pending = FALSE;
  /* A suggestion that cannot be had is no matter for a message; cancelled means that a newer one is on its way. */
  if (rows == NULL || self->entry == NULL)
    return;
  fill_list (self, rows);
  for (int i = 0; i < self->steps && rows->len > 0; i++)
    move_selection (self, 1);
  if (self->take && self->steps > 0 && rows->len > 0)
    {
      take_row (self, gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)));
      return;
    }
  if (rows->len > 0 && !is_in_sight (self->entry))
    {
      if (self->frames == 0)
        gtk_widget_add_tick_callback (self->entry, on_tick, g_object_ref (self), g_object_unref);
      self->frames = MAX_FRAMES;
    }
  else if (rows->len > 0 && gtk_widget_get_mapped (self->entry))
    {
      gtk_popover_popup (GTK_POPOVER (self->popover));
      /* As high as there are rows now: one that is open keeps its size otherwise. */
      gtk_popover_present (GTK_POPOVER (self->popover));
    }
  else
    close_list (self);
}

void
crm_completion_offer (CrmCompletion *self)
{
  Ask *ask;

  g_return_if_fail (CRM_IS_COMPLETION (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->pending = TRUE;
  self->steps = 0;
  self->take = FALSE;
  ask = g_new0 (Ask, 1);
  ask->entity = g_strdup (self->entity);
  ask->field = g_strdup (self->field);
  ask->value = g_strdup (self->value);
  /* What stood there stands for itself: the others are wanted. */
  ask->text = g_strdup (self->typed ? get_part (self) : "");
  crm_store_read_async (self->store, 0, suggest_in_worker, ask, ask_free, (GDestroyNotify)g_ptr_array_unref,
      self->cancellable, on_suggested, g_object_ref (self));
}

static void
on_changed (GtkEditable *editable, CrmCompletion *self)
{
  if (self->quiet)
    return;
  self->taken = 0;
  self->typed = TRUE;
  if (crm_text_is_blank (get_part (self)))
    {
      g_cancellable_cancel (self->cancellable);
      self->pending = FALSE;
      close_list (self);
    }
  else
    crm_completion_offer (self);
}

static void
move_selection (CrmCompletion *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : (step > 0 ? 0 : -1);

  gtk_list_box_select_row (
      GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), MAX (index, 0)));
}

static gboolean
on_key_pressed (
    GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, CrmCompletion *self)
{
  GtkListBoxRow *row;

  /* Keys of who is faster than the list are meant for what it will show. */
  if (self->pending && (keyval == GDK_KEY_Down || (self->steps > 0 && keyval == GDK_KEY_Up)) &&
      (state & gtk_accelerator_get_default_mod_mask ()) == 0)
    {
      self->steps += keyval == GDK_KEY_Down ? 1 : -1;
      return GDK_EVENT_STOP;
    }
  if (self->pending && self->steps > 0 && (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter))
    {
      self->take = TRUE;
      return GDK_EVENT_STOP;
    }
  if (!crm_completion_is_open (self))
    {
      if (keyval != GDK_KEY_Down || (state & gtk_accelerator_get_default_mod_mask () & ~GDK_ALT_MASK) != 0)
        return GDK_EVENT_PROPAGATE;
      crm_completion_offer (self);
      return GDK_EVENT_STOP;
    }
  switch (keyval)
    {
    case GDK_KEY_Down: move_selection (self, 1); return GDK_EVENT_STOP;
    case GDK_KEY_Up: move_selection (self, -1); return GDK_EVENT_STOP;
    case GDK_KEY_Escape: close_list (self); return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
      if (row == NULL)
        {
          close_list (self);
          return GDK_EVENT_PROPAGATE;
        }
      take_row (self, row);
      return GDK_EVENT_STOP;
    default: return GDK_EVENT_PROPAGATE;
    }
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, CrmCompletion *self)
{
  take_row (self, row);
}

static void
on_focus_leave (GtkEventControllerFocus *controller, CrmCompletion *self)
{
  self->steps = 0;
  self->frames = MIN (self->frames, 1);
  close_list (self);
}

static void
on_entry_destroy (GtkWidget *entry, CrmCompletion *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->entry = NULL;
}

static void
crm_completion_finalize (GObject *object)
{
  CrmCompletion *self = CRM_COMPLETION (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_free (self->entity);
  g_free (self->field);
  g_free (self->value);
  G_OBJECT_CLASS (crm_completion_parent_class)->finalize (object);
}

static void
crm_completion_class_init (CrmCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_completion_finalize;
  signals[SIGNAL_TAKEN] = g_signal_new ("taken", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
      NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
}

static void
crm_completion_init (CrmCompletion *self)
{
}

CrmCompletion *
crm_completion_attach (GtkWidget *entry, CrmStore *store, const char *entity, const char *field,
    const char *value, gboolean many)
{
  CrmCompletion *self = g_object_new (CRM_TYPE_COMPLETION, NULL);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_return_val_if_fail (GTK_IS_EDITABLE (entry), NULL);
  self->entry = entry;
  self->store = g_object_ref (store);
  self->entity = g_strdup (entity);
  self->field = g_strdup (field);
  self->value = g_strdup (value);
  self->many = many;

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_SINGLE);
  gtk_widget_set_focusable (self->list, FALSE);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_widget_add_css_class (self->popover, "offers");
  gtk_popover_set_child (GTK_POPOVER (self->popover), self->list);
  gtk_widget_set_parent (self->popover, entry);

  /* In the capture phase: the entry would take Enter and the arrows first. */
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (entry, key);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_leave), self);
  gtk_widget_add_controller (entry, focus);
  g_signal_connect (entry, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (entry, "destroy", G_CALLBACK (on_entry_destroy), self);
  g_object_set_data_full (G_OBJECT (entry), "crm-completion", self, g_object_unref);
  return self;
}

gint64
crm_completion_get_taken (CrmCompletion *self)
{
  g_return_val_if_fail (CRM_IS_COMPLETION (self), 0);
  return self->taken;
}

gboolean
crm_completion_is_open (CrmCompletion *self)
{
  g_return_val_if_fail (CRM_IS_COMPLETION (self), FALSE);
  return self->popover != NULL && gtk_widget_get_visible (self->popover);
}

gboolean
crm_completion_is_choosing (CrmCompletion *self)
{
  return (self->pending && self->steps > 0) ||
         (crm_completion_is_open (self) && gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)) != NULL);
}

void
crm_completion_set_text (CrmCompletion *self, const char *text, gint64 id)
{
  g_return_if_fail (CRM_IS_COMPLETION (self));
  self->quiet = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->quiet = FALSE;
  self->typed = FALSE;
  self->taken = id;
}
