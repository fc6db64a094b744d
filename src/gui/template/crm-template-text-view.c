/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template-text-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "template/crm-template.h"

/* Owns the tags of its buffer and the list of names, a child that points at the cursor. Names are read in the reader with every key; an older
 * answer is dropped. */

#define MOST_TYPED 120

struct _CrmTemplateTextView
{
  GtkTextView parent_instance;
  CrmStore *store; /* owned */
  GtkTextBuffer *buffer;
  GtkTextTag *field;
  GtkTextTag *condition;
  GtkWidget *popover;
  GtkWidget *list;
  gboolean quiet;   /* the text is being set by the program */
  gboolean pending; /* the list is of what was typed before */
  gboolean taking;  /* what was asked for is being put in */
  GQueue wanted;    /* GtkTextMark * where the first of what comes was asked for already, in their order */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CrmTemplateTextView, crm_template_text_view, GTK_TYPE_TEXT_VIEW)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

char *
crm_template_text_view_dup_text (CrmTemplateTextView *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (CRM_IS_TEMPLATE_TEXT_VIEW (self), NULL);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

/* Marking */

static gboolean
is_condition (const char *inside)
{
  return g_str_has_prefix (inside, "if ") || g_str_has_prefix (inside, "else}") ||
         g_str_has_prefix (inside, "end}");
}

static void
mark (CrmTemplateTextView *self)
{
  g_autofree char *text = crm_template_text_view_dup_text (self);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->field, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->condition, &start, &end);
  for (const char *p = text; (p = strchr (p, '{'));)
    {
      const char *close;
      glong from;

      if (p[1] == '{')
        {
          p += 2;
          continue;
        }
      close = strpbrk (p + 1, "{}\n");
      if (!close || *close != '}')
        {
          p++;
          continue;
        }
      from = g_utf8_pointer_to_offset (text, p);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int)from);
      gtk_text_buffer_get_iter_at_offset (
          self->buffer, &end, (int)(from + g_utf8_pointer_to_offset (p, close + 1)));
      gtk_text_buffer_apply_tag (
          self->buffer, is_condition (p + 1) ? self->condition : self->field, &start, &end);
      p = close + 1;
    }
}

/* Offering */

static void
forget_first (CrmTemplateTextView *self)
{
  gtk_text_buffer_delete_mark (self->buffer, g_queue_pop_head (&self->wanted));
}

static void
forget_wanted (CrmTemplateTextView *self)
{
  while (!g_queue_is_empty (&self->wanted))
    forget_first (self);
}

static void
close_list (CrmTemplateTextView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->pending = FALSE;
  forget_wanted (self);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static gboolean
list_is_open (CrmTemplateTextView *self)
{
  return gtk_widget_get_visible (self->popover);
}

/* Where a name ends: at the cursor, or where it was asked for while more is being typed. */
static void
get_end (CrmTemplateTextView *self, GtkTextIter *end)
{
  GtkTextMark *first = g_queue_peek_head (&self->wanted);

  gtk_text_buffer_get_iter_at_mark (
      self->buffer, end, first ? first : gtk_text_buffer_get_insert (self->buffer));
}

/* What stands between the brace before the end and the end; NULL when there is none. start: where a name would go, nullable. Caller owns. */
static char *
dup_typed (CrmTemplateTextView *self, GtkTextIter *start)
{
  GtkTextIter line, cursor;
  g_autofree char *text = NULL;
  char *brace, *name;

  get_end (self, &cursor);
  line = cursor;
  gtk_text_iter_set_line_offset (&line, 0);
  text = gtk_text_buffer_get_text (self->buffer, &line, &cursor, TRUE);
  brace = strrchr (text, '{');
  if (!brace || strchr (brace, '}') || strlen (brace) > MOST_TYPED || (brace > text && brace[-1] == '{'))
    return NULL;
  name = brace + 1;
  if (g_str_has_prefix (name, "if "))
    name += 3;
  if (g_str_has_prefix (name, "if not "))
    name += 7;
  else if (g_str_has_prefix (name, "not "))
    name += 4;
  /* Behind a comparison only the person knows what to write. */
  if (strpbrk (name, "=<>!?\"") || g_str_equal (name, "else") || g_str_equal (name, "end") ||
      g_str_equal (name, "if"))
    return NULL;
  if (start)
    {
      *start = line;
      gtk_text_iter_forward_chars (start, (int)g_utf8_pointer_to_offset (text, name));
    }
  return g_strdup (name);
}

static void
point_at_cursor (CrmTemplateTextView *self)
{
  GtkTextIter cursor;
  GdkRectangle where;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor, gtk_text_buffer_get_insert (self->buffer));
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &cursor, &where);
  gtk_text_view_buffer_to_window_coords (
      GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, where.x, where.y, &where.x, &where.y);
  where.width = MAX (where.width, 1);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &where);
}

static GtkWidget *
make_row (const char *name, const char *label)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *left = gtk_label_new (label), *right = gtk_label_new (name);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", label, name);

  gtk_label_set_xalign (GTK_LABEL (left), 0);
  gtk_label_set_ellipsize (GTK_LABEL (left), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (left), 30);
  gtk_widget_set_hexpand (left, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (right), PANGO_ELLIPSIZE_START);
  gtk_label_set_max_width_chars (GTK_LABEL (right), 28);
  gtk_widget_add_css_class (right, "dim-label");
  gtk_widget_add_css_class (right, "caption");
  gtk_box_append (GTK_BOX (box), left);
  gtk_box_append (GTK_BOX (box), right);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  return row;
}

static gpointer
complete_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_template_complete (tx, data, error);
}

static void take_row (CrmTemplateTextView *self, GtkListBoxRow *row);

/* What is asked for here stays behind the text. */
static void
insert_at (CrmTemplateTextView *self, GtkTextIter *where, const char *text)
{
  GtkTextIter mark;

  for (GList *l = self->wanted.head; l; l = l->next)
    {
      gtk_text_buffer_get_iter_at_mark (self->buffer, &mark, l->data);
      if (gtk_text_iter_equal (&mark, where))
        g_object_set_data (l->data, "here", self);
    }
  gtk_text_buffer_insert (self->buffer, where, text, -1);
  for (GList *l = self->wanted.head; l; l = l->next)
    if (g_object_steal_data (l->data, "here"))
      gtk_text_buffer_move_mark (self->buffer, l->data, where);
}

static void go_on (CrmTemplateTextView *self);

/* Nothing fits what was asked for: the key does what it does otherwise. */
static void
give_up (CrmTemplateTextView *self)
{
  GtkTextIter where;

  if (g_queue_is_empty (&self->wanted))
    {
      close_list (self);
      return;
    }
  get_end (self, &where);
  self->taking = TRUE;
  if (g_object_get_data (g_queue_peek_head (&self->wanted), "newline"))
    insert_at (self, &where, "\n");
  self->taking = FALSE;
  forget_first (self);
  go_on (self);
}

static void
on_completed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTemplateTextView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = crm_store_read_finish (CRM_STORE (source), result, &error);
  GtkWidget *child;

  /* Cancelled: a newer one is on its way. */
  if (!self->store || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->pending = FALSE;
  /* Names that cannot be read are typed. */
  if (!found)
    {
      give_up (self);
      return;
    }
  while ((child = gtk_widget_get_first_child (self->list)))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i + 1 < found->len; i += 2)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (found->pdata[i], found->pdata[i + 1]));
  if (!found->len || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      give_up (self);
      return;
    }
  gtk_list_box_select_row (
      GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
  if (!g_queue_is_empty (&self->wanted))
    {
      take_row (self, gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
      return;
    }
  point_at_cursor (self);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/* Reads what fits where the first was asked for; when none was, what fits at the cursor. */
static void
go_on (CrmTemplateTextView *self)
{
  g_autofree char *typed = dup_typed (self, NULL);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!typed)
    {
      give_up (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  self->pending = TRUE;
  crm_store_read_async (self->store, 0, complete_in_worker, g_steal_pointer (&typed), g_free,
      (GDestroyNotify)g_ptr_array_unref, self->cancellable, on_completed, g_object_ref (self));
}

static void
offer (CrmTemplateTextView *self)
{
  forget_wanted (self);
  go_on (self);
}

static gboolean
is_at_cursor (CrmTemplateTextView *self, const GtkTextIter *iter)
{
  GtkTextIter cursor;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor, gtk_text_buffer_get_insert (self->buffer));
  return gtk_text_iter_equal (iter, &cursor);
}

/* Takes what is on its way, as soon as it is there. FALSE: there is nothing to wait for. */
static gboolean
want (CrmTemplateTextView *self, gboolean newline)
{
  GtkTextMark *mark;
  GtkTextIter cursor;

  if (!self->pending)
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor, gtk_text_buffer_get_insert (self->buffer));
  mark = gtk_text_buffer_create_mark (self->buffer, NULL, &cursor, TRUE);
  g_object_set_data (G_OBJECT (mark), "newline", GINT_TO_POINTER (newline));
  g_queue_push_tail (&self->wanted, mark);
  return TRUE;
}

/* TRUE inside "{if …". */
static gboolean
is_in_condition (CrmTemplateTextView *self, const GtkTextIter *name_start)
{
  GtkTextIter line = *name_start;
  g_autofree char *before = NULL;
  const char *brace;

  gtk_text_iter_set_line_offset (&line, 0);
  before = gtk_text_buffer_get_text (self->buffer, &line, name_start, TRUE);
  brace = strrchr (before, '{');
  return brace && g_str_has_prefix (brace + 1, "if");
}

static void
take_row (CrmTemplateTextView *self, GtkListBoxRow *row)
{
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (row), "name"));
  GtkTextIter start, cursor;
  g_autofree char *typed = dup_typed (self, &start);
  gboolean more = g_str_has_suffix (name, "."), condition, at_cursor;
  gunichar next;

  if (!typed)
    {
      give_up (self);
      return;
    }
  condition = is_in_condition (self, &start);
  gtk_text_buffer_begin_user_action (self->buffer);
  self->taking = TRUE;
  get_end (self, &cursor);
  at_cursor = is_at_cursor (self, &cursor);
  gtk_text_buffer_delete (self->buffer, &start, &cursor);
  insert_at (self, &start, name);
  next = gtk_text_iter_get_char (&start);
  if (!more && !condition && next != '}')
    insert_at (self, &start, "}");
  else if (!more && !condition)
    gtk_text_iter_forward_char (&start);
  /* What was typed meanwhile stays behind it. */
  if (at_cursor)
    gtk_text_buffer_place_cursor (self->buffer, &start);
  gtk_text_buffer_end_user_action (self->buffer);
  self->taking = FALSE;
  if (!g_queue_is_empty (&self->wanted))
    forget_first (self);
  if (more || !at_cursor || !g_queue_is_empty (&self->wanted))
    go_on (self);
  else
    close_list (self);
}

static void
move_selection (CrmTemplateTextView *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int index = row ? gtk_list_box_row_get_index (row) + step : 0;

  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), MAX (index, 0));
  if (row)
    {
      GtkAdjustment *adjustment = gtk_list_box_get_adjustment (GTK_LIST_BOX (self->list));
      graphene_rect_t bounds;

      gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
      if (adjustment && gtk_widget_compute_bounds (GTK_WIDGET (row), self->list, &bounds))
        gtk_adjustment_clamp_page (
            adjustment, bounds.origin.y, (double)bounds.origin.y + (double)bounds.size.height);
    }
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
    CrmTemplateTextView *self)
{
  GtkListBoxRow *row;

  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;

  /* Of the present word, though nothing is shown yet, or what is shown is of the word before. */
  if ((enter || keyval == GDK_KEY_Tab) && !(state & gtk_accelerator_get_default_mod_mask ()) &&
      want (self, enter))
    return GDK_EVENT_STOP;
  if (!list_is_open (self))
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Down: move_selection (self, 1); return GDK_EVENT_STOP;
    case GDK_KEY_Up: move_selection (self, -1); return GDK_EVENT_STOP;
    case GDK_KEY_Escape: close_list (self); return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
      row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
      if (!row)
        return GDK_EVENT_PROPAGATE;
      take_row (self, row);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_Right:
    case GDK_KEY_Home:
    case GDK_KEY_End: close_list (self); return GDK_EVENT_PROPAGATE;
    default: return GDK_EVENT_PROPAGATE;
    }
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, CrmTemplateTextView *self)
{
  take_row (self, row);
}

static void
on_focus_leave (GtkEventControllerFocus *controller, CrmTemplateTextView *self)
{
  close_list (self);
}

static gboolean
is_behind_wanted (CrmTemplateTextView *self)
{
  GtkTextMark *last = g_queue_peek_tail (&self->wanted);
  GtkTextIter end, cursor;

  if (!last)
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &end, last);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor, gtk_text_buffer_get_insert (self->buffer));
  return gtk_text_iter_compare (&end, &cursor) < 0;
}

static void
on_changed (GtkTextBuffer *buffer, CrmTemplateTextView *self)
{
  mark (self);
  if (self->quiet)
    return;
  /* Behind what is being waited for anything may be written. */
  if (!self->taking && gtk_widget_has_focus (GTK_WIDGET (self)) && !is_behind_wanted (self))
    offer (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
crm_template_text_view_set_text (CrmTemplateTextView *self, const char *text)
{
  g_return_if_fail (CRM_IS_TEMPLATE_TEXT_VIEW (self));
  self->quiet = TRUE;
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  self->quiet = FALSE;
  close_list (self);
}

void
crm_template_text_view_replace (CrmTemplateTextView *self, const char *text)
{
  GtkTextIter start, end;

  g_return_if_fail (CRM_IS_TEMPLATE_TEXT_VIEW (self));
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
}

void
crm_template_text_view_insert_field (CrmTemplateTextView *self)
{
  g_return_if_fail (CRM_IS_TEMPLATE_TEXT_VIEW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (self->buffer, "{", -1);
  offer (self);
}

static void
crm_template_text_view_dispose (GObject *object)
{
  CrmTemplateTextView *self = CRM_TEMPLATE_TEXT_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_template_text_view_parent_class)->dispose (object);
}

static void
crm_template_text_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmTemplateTextView *self = CRM_TEMPLATE_TEXT_VIEW (widget);

  GTK_WIDGET_CLASS (crm_template_text_view_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
crm_template_text_view_class_init (CrmTemplateTextViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_template_text_view_dispose;
  GTK_WIDGET_CLASS (klass)->size_allocate = crm_template_text_view_size_allocate;
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_template_text_view_init (CrmTemplateTextView *self)
{
  static const GdkRGBA yellow = { 0.96f, 0.83f, 0.18f, 0.35f };
  static const GdkRGBA blue = { 0.21f, 0.52f, 0.89f, 0.22f };
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  self->field = gtk_text_buffer_create_tag (self->buffer, "field", "background-rgba", &yellow, NULL);
  self->condition = gtk_text_buffer_create_tag (self->buffer, "condition", "background-rgba", &blue, NULL);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self), FALSE);
  gtk_text_buffer_set_enable_undo (self->buffer, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "template-text");

  self->list = gtk_list_box_new ();
  gtk_widget_set_focusable (self->list, FALSE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Fields that may follow"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 220);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_widget_add_css_class (self->popover, "offers");
  gtk_popover_set_child (GTK_POPOVER (self->popover), scrolled);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect (self->buffer, "changed", G_CALLBACK (on_changed), self);
}

GtkWidget *
crm_template_text_view_new (CrmStore *store)
{
  CrmTemplateTextView *self = g_object_new (CRM_TYPE_TEMPLATE_TEXT_VIEW, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}
