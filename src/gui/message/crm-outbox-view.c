/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-outbox-view.h"

#include <glib/gi18n-lib.h>

#include "crm-window.h"
#include "message/crm-message-writes.h"
#include "message/crm-outbox-row.h"
#include "message/crm-send-later.h"
#include "widgets/crm-wrap-layout.h"

/* Reads the first lines a moment after the last change; what was selected stays so. Main thread; read_in_worker in the reader. */

#define SHOWN 200
#define REFRESH_MS 150

typedef enum
{
  DEED_NOW,
  DEED_LATER,
  DEED_BACK,
  DEED_AGAIN,
  DEED_SENT,
  DEED_OPEN,
  N_DEEDS
} Deed;

struct _CrmOutboxView
{
  CrmView parent_instance;
  GCancellable *cancellable; /* owned */
  guint refresh;
  gboolean reading;
  gboolean stale;
  GtkWidget *stack;
  GtkWidget *error;
  GtkWidget *list;
  GtkWidget *more;
  GtkWidget *count;
  GtkWidget *deeds[N_DEEDS];
  GtkWidget *later;
};

G_DEFINE_FINAL_TYPE (CrmOutboxView, crm_outbox_view, CRM_TYPE_VIEW)

static const struct
{
  const char *label, *action;
} deeds[N_DEEDS] = {
  [DEED_NOW] = { N_ ("Send now"), "outbox.now" },
  [DEED_LATER] = { N_ ("Change time…"), NULL },
  [DEED_BACK] = { N_ ("Take back"), "outbox.back" },
  [DEED_AGAIN] = { N_ ("Send again"), "outbox.again" },
  [DEED_SENT] = { N_ ("It was sent"), "outbox.sent" },
  [DEED_OPEN] = { N_ ("Open client"), "outbox.open" },
};

typedef struct
{
  GPtrArray *lines;
  guint n_all;
} Outbox;

static void
outbox_free (gpointer data)
{
  Outbox *outbox = data;

  g_clear_pointer (&outbox->lines, g_ptr_array_unref);
  g_free (outbox);
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Outbox *outbox = g_new0 (Outbox, 1);

  outbox->lines = crm_outbox_list (tx, SHOWN, &outbox->n_all, error);
  if (outbox->lines != NULL)
    return outbox;
  outbox_free (outbox);
  return NULL;
}

/* The selection */

static GArray *
dup_selected (CrmOutboxView *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GList *rows = gtk_list_box_get_selected_rows (GTK_LIST_BOX (self->list));

  for (GList *row = rows; row != NULL; row = row->next)
    g_array_append_val (ids, crm_outbox_row_get_line (row->data)->message);
  g_list_free (rows);
  return ids;
}

/* What fits what is selected. */
static void
update_deeds (CrmOutboxView *self)
{
  GList *rows = gtk_list_box_get_selected_rows (GTK_LIST_BOX (self->list));
  guint queued = 0, failed = 0, uncertain = 0, n = g_list_length (rows);
  gboolean client = FALSE;

  for (GList *row = rows; row != NULL; row = row->next)
    {
      const CrmOutboxLine *line = crm_outbox_row_get_line (row->data);

      queued += g_str_equal (line->stage, "queued");
      failed += g_str_equal (line->stage, "failed");
      uncertain += g_str_equal (line->stage, "uncertain");
      client = line->client != 0;
    }
  g_list_free (rows);
  gtk_widget_set_visible (self->deeds[DEED_NOW], queued > 0);
  gtk_widget_set_visible (self->deeds[DEED_LATER], queued > 0);
  gtk_widget_set_visible (self->deeds[DEED_BACK], queued + failed > 0);
  gtk_widget_set_visible (self->deeds[DEED_AGAIN], failed + uncertain > 0);
  gtk_widget_set_visible (self->deeds[DEED_SENT], uncertain > 0);
  gtk_widget_set_visible (self->deeds[DEED_OPEN], n == 1 && client);
  if (n > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u selected", "%u selected", n), n);

      gtk_label_set_text (GTK_LABEL (self->count), text);
    }
  gtk_widget_set_visible (gtk_widget_get_parent (self->count), n > 0);
}

static void
deed_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmOutboxView *self = CRM_OUTBOX_VIEW (widget);
  g_autoptr (GArray) ids = dup_selected (self);
  CrmMessageDeed deed = g_str_equal (name, "outbox.now")    ? CRM_MESSAGE_SET_DUE
                        : g_str_equal (name, "outbox.back") ? CRM_MESSAGE_TAKE_BACK
                        : g_str_equal (name, "outbox.sent") ? CRM_MESSAGE_MARK_SENT
                                                            : CRM_MESSAGE_SEND_AGAIN;

  crm_message_do (
      widget, crm_view_get_store (CRM_VIEW (self)), deed, (const gint64 *)(void *)ids->data, ids->len, 0);
}

static void
on_later (CrmOutboxView *self, gint64 at)
{
  g_autoptr (GArray) ids = dup_selected (self);

  crm_message_do (GTK_WIDGET (self), crm_view_get_store (CRM_VIEW (self)), CRM_MESSAGE_SET_DUE,
      (const gint64 *)(void *)ids->data, ids->len, at);
}

static void
open_client (CrmOutboxView *self, CrmOutboxRow *row)
{
  gint64 client = crm_outbox_row_get_line (row)->client;

  if (client != 0)
    crm_window_open_client (GTK_WIDGET (self), client, NULL);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmOutboxView *self = CRM_OUTBOX_VIEW (widget);
  GList *rows = gtk_list_box_get_selected_rows (GTK_LIST_BOX (self->list));

  if (rows != NULL)
    open_client (self, rows->data);
  g_list_free (rows);
}

static void
on_row_activated (CrmOutboxView *self, CrmOutboxRow *row)
{
  open_client (self, row);
}

/* Showing */

static gboolean
is_same (const CrmOutboxLine *a, const CrmOutboxLine *b)
{
  return a->message == b->message && a->due_at == b->due_at && a->tries == b->tries &&
         a->client == b->client && g_strcmp0 (a->stage, b->stage) == 0 &&
         g_strcmp0 (a->error, b->error) == 0 && g_strcmp0 (a->client_name, b->client_name) == 0;
}

/* The row of a message from a place on; NULL none. */
static GtkListBoxRow *
find_row (CrmOutboxView *self, int from, gint64 message)
{
  GtkListBoxRow *row;

  for (int i = from; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (crm_outbox_row_get_line (CRM_OUTBOX_ROW (row))->message == message)
      return row;
  return NULL;
}

/* At a place, with the selection and the focus its old row had. */
static void
put_line (CrmOutboxView *self, CrmOutboxLine *line, int place)
{
  GtkListBoxRow *old = find_row (self, place, line->message);
  gboolean selected = old != NULL && gtk_list_box_row_is_selected (old);
  gboolean focused = old != NULL && gtk_widget_has_focus (GTK_WIDGET (old));
  GtkWidget *row;

  if (old != NULL && gtk_list_box_row_get_index (old) == place &&
      is_same (crm_outbox_row_get_line (CRM_OUTBOX_ROW (old)), line))
    {
      crm_outbox_line_free (line);
      return;
    }
  row = crm_outbox_row_new (crm_view_get_store (CRM_VIEW (self)), line);
  gtk_list_box_insert (GTK_LIST_BOX (self->list), row, place);
  if (selected)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), GTK_LIST_BOX_ROW (row));
  if (focused)
    gtk_widget_grab_focus (row);
  if (old != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (old));
}

static void
show_lines (CrmOutboxView *self, Outbox *outbox)
{
  gboolean had_focus = gtk_widget_get_focus_child (self->list) != NULL;
  GtkListBoxRow *row;

  g_ptr_array_set_free_func (outbox->lines, NULL);
  for (guint i = 0; i < outbox->lines->len; i++)
    put_line (self, outbox->lines->pdata[i], (int)i);
  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int)outbox->lines->len)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  if (had_focus && gtk_widget_get_focus_child (self->list) == NULL && outbox->lines->len > 0)
    gtk_widget_grab_focus (gtk_widget_get_first_child (self->list));
  if (outbox->n_all > outbox->lines->len)
    {
      guint rest = outbox->n_all - outbox->lines->len;
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", rest), rest);

      gtk_label_set_text (GTK_LABEL (self->more), text);
    }
  gtk_widget_set_visible (self->more, outbox->n_all > outbox->lines->len);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), outbox->n_all > 0 ? "list" : "empty");
  update_deeds (self);
}

static void read_outbox (CrmOutboxView *self);

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmOutboxView) self = data;
  g_autoptr (GError) error = NULL;
  Outbox *outbox = crm_store_read_finish (CRM_STORE (source), result, &error);

  self->reading = FALSE;
  if (self->stack == NULL)
    {
      g_clear_pointer (&outbox, outbox_free);
      return;
    }
  if (outbox != NULL)
    {
      show_lines (self, outbox);
      outbox_free (outbox);
    }
  else
    {
      adw_status_page_set_description (ADW_STATUS_PAGE (self->error), error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "error");
    }
  if (self->stale)
    read_outbox (self);
}

static void
read_outbox (CrmOutboxView *self)
{
  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  crm_store_read_async (crm_view_get_store (CRM_VIEW (self)), 1, read_in_worker, NULL, NULL, outbox_free,
      self->cancellable, on_read, g_object_ref (self));
}

static gboolean
on_refresh (gpointer data)
{
  CrmOutboxView *self = data;

  self->refresh = 0;
  read_outbox (self);
  return G_SOURCE_REMOVE;
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmOutboxView *self)
{
  if (self->refresh == 0 && crm_change_set_touches (changes, "message"))
    self->refresh = g_timeout_add (REFRESH_MS, on_refresh, self);
}

/* The page */

/* Space selects, as in other lists; Enter opens. */
static gboolean
on_key (
    GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state, CrmOutboxView *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (self->list);

  if (keyval != GDK_KEY_space || !GTK_IS_LIST_BOX_ROW (row))
    return GDK_EVENT_PROPAGATE;
  if (gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row)))
    gtk_list_box_unselect_row (GTK_LIST_BOX (self->list), GTK_LIST_BOX_ROW (row));
  else
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), GTK_LIST_BOX_ROW (row));
  return GDK_EVENT_STOP;
}

static GtkWidget *
make_header (void)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "win.back");
  gtk_widget_set_tooltip_text (back, _ ("Back (Alt+Left)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Back"), -1);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), back);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header),
      adw_window_title_new (_ ("Outbox"), _ ("What is on its way, and what did not get there")));
  return header;
}

static GtkWidget *
make_bar (CrmOutboxView *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *buttons = crm_wrap_box_new ();

  gtk_widget_add_css_class (bar, "statusbar");
  gtk_widget_add_css_class (bar, "selecting");
  self->count = gtk_label_new (NULL);
  gtk_box_append (GTK_BOX (bar), self->count);
  self->later = crm_send_later_new (crm_view_get_store (CRM_VIEW (self)));
  g_signal_connect_swapped (self->later, "chosen", G_CALLBACK (on_later), self);
  for (int i = 0; i < N_DEEDS; i++)
    {
      if (i == DEED_LATER)
        {
          self->deeds[i] = gtk_menu_button_new ();
          gtk_menu_button_set_label (GTK_MENU_BUTTON (self->deeds[i]), _ (deeds[i].label));
          gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->deeds[i]), self->later);
        }
      else
        {
          self->deeds[i] = gtk_button_new_with_label (_ (deeds[i].label));
          gtk_actionable_set_action_name (GTK_ACTIONABLE (self->deeds[i]), deeds[i].action);
        }
      gtk_box_append (GTK_BOX (buttons), self->deeds[i]);
    }
  gtk_widget_set_hexpand (buttons, TRUE);
  gtk_box_append (GTK_BOX (bar), buttons);
  return bar;
}

static GtkWidget *
make_list (CrmOutboxView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkEventController *key = gtk_event_controller_key_new ();

  self->list = gtk_list_box_new ();
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->list, key);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_MULTIPLE);
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (self->list), FALSE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Outbox"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect_swapped (self->list, "selected-rows-changed", G_CALLBACK (update_deeds), self);
  self->more = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->more, "dim-label");
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), self->more);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 14);
  gtk_widget_set_margin_end (box, 14);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  return scrolled;
}

static GtkWidget *
make_stack (CrmOutboxView *self)
{
  GtkWidget *empty = adw_status_page_new ();
  GtkWidget *retry = gtk_button_new_with_label (_ ("Try again"));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "crm-outbox-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("Nothing is on its way"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (empty), _ ("What waits to be sent, and what could not be sent, stands here."));
  self->error = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->error), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->error), _ ("The outbox cannot be shown"));
  gtk_widget_set_halign (retry, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (retry, "pill");
  g_signal_connect_swapped (retry, "clicked", G_CALLBACK (read_outbox), self);
  adw_status_page_set_child (ADW_STATUS_PAGE (self->error), retry);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "waiting");
  gtk_stack_add_named (GTK_STACK (self->stack), make_list (self), "list");
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), self->error, "error");
  gtk_widget_set_vexpand (self->stack, TRUE);
  return self->stack;
}

static void
crm_outbox_view_shown (CrmView *view)
{
  GtkWidget *row = gtk_widget_get_first_child (CRM_OUTBOX_VIEW (view)->list);

  if (row != NULL)
    gtk_widget_grab_focus (row);
}

static void
crm_outbox_view_constructed (GObject *object)
{
  CrmOutboxView *self = CRM_OUTBOX_VIEW (object);
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  G_OBJECT_CLASS (crm_outbox_view_parent_class)->constructed (object);
  gtk_box_append (GTK_BOX (page), make_header ());
  gtk_box_append (GTK_BOX (page), make_stack (self));
  gtk_box_append (GTK_BOX (page), make_bar (self));
  adw_bin_set_child (ADW_BIN (self), page);
  g_signal_connect_object (
      crm_view_get_store (CRM_VIEW (self)), "changed", G_CALLBACK (on_store_changed), self, 0);
  update_deeds (self);
  read_outbox (self);
}

static void
crm_outbox_view_dispose (GObject *object)
{
  CrmOutboxView *self = CRM_OUTBOX_VIEW (object);

  g_clear_handle_id (&self->refresh, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  self->stack = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (crm_outbox_view_parent_class)->dispose (object);
}

static void
crm_outbox_view_class_init (CrmOutboxViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = crm_outbox_view_constructed;
  G_OBJECT_CLASS (klass)->dispose = crm_outbox_view_dispose;
  CRM_VIEW_CLASS (klass)->shown = crm_outbox_view_shown;
  gtk_widget_class_install_action (widget_class, "outbox.now", NULL, deed_action);
  gtk_widget_class_install_action (widget_class, "outbox.back", NULL, deed_action);
  gtk_widget_class_install_action (widget_class, "outbox.again", NULL, deed_action);
  gtk_widget_class_install_action (widget_class, "outbox.sent", NULL, deed_action);
  gtk_widget_class_install_action (widget_class, "outbox.open", NULL, open_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "outbox.back", NULL);
}

static void
crm_outbox_view_init (CrmOutboxView *self)
{
  self->cancellable = g_cancellable_new ();
}

GtkWidget *
crm_outbox_view_new (CrmStore *store)
{
  return g_object_new (CRM_TYPE_OUTBOX_VIEW, "store", store, "title", _ ("Outbox"), NULL);
}

GtkListBox *
crm_outbox_view_get_list (CrmOutboxView *self)
{
  g_return_val_if_fail (CRM_IS_OUTBOX_VIEW (self), NULL);
  return GTK_LIST_BOX (self->list);
}

const char *
crm_outbox_view_get_state (CrmOutboxView *self)
{
  g_return_val_if_fail (CRM_IS_OUTBOX_VIEW (self), NULL);
  return gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
}
