/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-window.h"

#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "crm-commands.h"
#include "crm-error-toast.h"
#include "crm-first-run.h"
#include "crm-nav-badges.h"
#include "crm-nav-pane.h"
#include "crm-pages.h"
#include "crm-place.h"
#include "crm-strips.h"
#include "crm-undo-toast.h"
#include "crm-window-actions.h"
#include "crm-window-state.h"
#include "meeting/crm-sync-of.h"
#include "widgets/crm-width-bin.h"
#include "client/crm-client-card-view.h"
#include "deal/crm-deal-card-view.h"

/* The main window: navigation at the left, one page at a time at the right. Owns the pages (made on their first visit and kept)
 * and the way back; holds references on the store and the card format, which the application owns. Main thread. */

struct _CrmWindow
{
  AdwApplicationWindow parent_instance;
  CrmWidthBin *width_bin;
  AdwToastOverlay *toasts;
  GtkBox *strips;
  GtkStack *root_stack;
  AdwLeaflet *leaflet;
  CrmNavPane *nav;
  GtkStack *pages;
  GtkWidget *opening;
  GtkSpinner *opening_spinner;

  CrmStore *store;             /* owned */
  CrmCardFormat *card_format;  /* owned, nullable */
  CrmAddressSource *addresses; /* owned, nullable */
  CrmUndoToast *undo;          /* owned */
  CrmNavBadges *badges;        /* owned, nullable: until the book is open */
  GQueue history;              /* of CrmPlace * (owned); newest last */
  CrmPlace *here;              /* owned, nullable */
  guint spinner_delay;
  gboolean opened;
  const char *start_page; /* interned */
  gboolean painted;
};

G_DEFINE_FINAL_TYPE (CrmWindow, crm_window, ADW_TYPE_APPLICATION_WINDOW)

#define BACK_BUTTON 8 /* of the mouse, as X and Wayland count */
#define SPINNER_DELAY_MS 150

/* A card needs to be told whose. */
static gboolean
is_card (const char *page)
{
  return g_str_equal (page, "client") || g_str_equal (page, "deal");
}

/* Dialogs count as being in the window they are transient for. */
static CrmWindow *
find_window (GtkWidget *from)
{
  GtkRoot *root = from != NULL ? gtk_widget_get_root (from) : NULL;

  while (GTK_IS_WINDOW (root) && !CRM_IS_WINDOW (root))
    root = GTK_ROOT (gtk_window_get_transient_for (GTK_WINDOW (root)));
  return CRM_IS_WINDOW (root) ? CRM_WINDOW (root) : NULL;
}

static CrmView *
get_view (CrmWindow *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->pages);

  return CRM_IS_VIEW (child) ? CRM_VIEW (child) : NULL;
}

static void
update_title (CrmWindow *self)
{
  GtkWidget *root = gtk_stack_get_visible_child (self->root_stack);
  CrmView *view = root == GTK_WIDGET (self->leaflet) ? get_view (self) : NULL;
  const char *title = view != NULL ? crm_view_get_title (view) : NULL;
  g_autofree char *text = NULL;

  /* Screen readers announce the page by this title. */
  if (title != NULL)
    text = g_strdup_printf (C_ ("window title: page, program", "%s — %s"), title, "Clientele");
  gtk_window_set_title (GTK_WINDOW (self), text != NULL ? text : "Clientele");
}

static void
on_title_changed (CrmView *view, GParamSpec *pspec, CrmWindow *self)
{
  update_title (self);
}

static void
on_mark_changed (CrmView *view, GParamSpec *pspec, CrmWindow *self)
{
  if (view == get_view (self))
    crm_nav_pane_mark_list (self->nav, crm_view_get_mark (view));
}

static GtkWidget *
find_header_bar (GtkWidget *widget)
{
  if (ADW_IS_HEADER_BAR (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_header_bar (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Window buttons at the start belong to the navigation as long as it is there. */
static void
bind_header_bar (CrmWindow *self, GtkWidget *page)
{
  GtkWidget *header = find_header_bar (page);

  if (header != NULL)
    g_object_bind_property (
        self->leaflet, "folded", header, "show-start-title-buttons", G_BINDING_SYNC_CREATE);
}

static GtkWidget *
ensure_page (CrmWindow *self, const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  for (guint i = 0; page == NULL && crm_pages[i].name != NULL; i++)
    if (g_str_equal (crm_pages[i].name, name))
      {
        page = crm_pages[i].make (self->store);
        gtk_stack_add_named (self->pages, page, name);
        bind_header_bar (self, page);
        crm_view_width_changed (CRM_VIEW (page), crm_width_bin_get_width (self->width_bin));
        g_signal_connect_object (page, "notify::title", G_CALLBACK (on_title_changed), self, 0);
        g_signal_connect_object (page, "notify::mark", G_CALLBACK (on_mark_changed), self, 0);
      }
  return page;
}

/* The stack gives the focus to the first widget of a page, its search: but letters are keys of the page from the first moment on. */
static void
leave_search (CrmWindow *self, GtkWidget *page)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus != NULL && GTK_IS_EDITABLE (focus) && gtk_widget_is_ancestor (focus, page) &&
      *gtk_editable_get_text (GTK_EDITABLE (focus)) == '\0')
    gtk_root_set_focus (GTK_ROOT (self), page);
}

static void
bring_to_front (CrmWindow *self, GtkWidget *page)
{
  CrmView *before = get_view (self);

  gtk_stack_set_visible_child (self->root_stack, GTK_WIDGET (self->leaflet));
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->pages));
  if (GTK_WIDGET (before) != page)
    {
      if (before != NULL)
        crm_view_hidden (before);
      gtk_stack_set_visible_child (self->pages, page);
      leave_search (self, page);
      crm_strips_move (self->strips, crm_view_get_strip_place (CRM_VIEW (page)));
      crm_view_shown (CRM_VIEW (page));
    }
  crm_nav_pane_mark_list (self->nav, crm_view_get_mark (CRM_VIEW (page)));
  update_title (self);
}

/* Takes place. */
static gboolean
go_to (CrmWindow *self, CrmPlace *place)
{
  GtkWidget *page = ensure_page (self, place->page);

  if (page == NULL)
    {
      crm_place_free (place);
      return FALSE;
    }
  if (self->here != place)
    g_clear_pointer (&self->here, crm_place_free);
  self->here = place;
  if (CRM_IS_CLIENT_CARD_VIEW (page))
    crm_client_card_view_set_client (CRM_CLIENT_CARD_VIEW (page), place->record, place->neighbours);
  else if (CRM_IS_DEAL_CARD_VIEW (page))
    crm_deal_card_view_set_deal (CRM_DEAL_CARD_VIEW (page), place->record, place->order);
  else
    {
      const char *parent = crm_page_get_parent (place->page);

      crm_nav_pane_select_page (self->nav, parent != NULL ? parent : place->page);
    }
  bring_to_front (self, page);
  return TRUE;
}

static void
forget_history (CrmWindow *self)
{
  g_queue_clear_full (&self->history, (GDestroyNotify)crm_place_free);
}

static void
show_first_run (CrmWindow *self)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->root_stack, "first-run");

  if (page == NULL)
    {
      page = crm_first_run_new (crm_window_actions_get_menu (self), self->addresses);
      gtk_stack_add_named (self->root_stack, page, "first-run");
    }
  gtk_stack_set_visible_child (self->root_stack, page);
  update_title (self);
  crm_first_run_focus (CRM_FIRST_RUN (page));
}

static void
show_start_page (CrmWindow *self)
{
  if (crm_store_is_fresh (self->store))
    show_first_run (self);
  else if (!self->start_page || !crm_window_show_page (self, self->start_page))
    crm_window_show_page (self, "today");
}

static void
end_opening (CrmWindow *self)
{
  g_clear_handle_id (&self->spinner_delay, g_source_remove);
  gtk_spinner_stop (self->opening_spinner);
}

static void
maybe_start (CrmWindow *self)
{
  if (!self->opened || !self->painted)
    return;
  end_opening (self);
  crm_nav_pane_set_store (self->nav, self->store);
  if (self->badges == NULL)
    self->badges = crm_nav_badges_new (self->store, self->nav);
  /* A notification may have led to a card already. */
  if (self->here == NULL)
    show_start_page (self);
}

static gboolean
on_painted_idle (gpointer data)
{
  CrmWindow *self = data;

  if (!self->painted)
    {
      self->painted = TRUE;
      maybe_start (self);
    }
  return G_SOURCE_REMOVE;
}

static void
on_after_paint (GdkFrameClock *clock, CrmWindow *self)
{
  g_signal_handlers_disconnect_by_func (clock, on_after_paint, self);
  /* Not here: a page made inside the frame would belong to it. */
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_painted_idle, g_object_ref (self), g_object_unref);
}

static void
on_realize (CrmWindow *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (!self->painted)
    g_signal_connect_object (clock, "after-paint", G_CALLBACK (on_after_paint), self, 0);
}

static gboolean
on_spinner_delay (gpointer data)
{
  CrmWindow *self = data;

  self->spinner_delay = 0;
  gtk_spinner_start (self->opening_spinner);
  return G_SOURCE_REMOVE;
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmWindow *self)
{
  crm_window_actions_update_undo (self, store);
  if (crm_change_set_touches (changes, "client") &&
      g_strcmp0 (gtk_stack_get_visible_child_name (self->root_stack), "first-run") == 0)
    crm_window_show_page (self, "clients");
}

static void
on_settings_changed (CrmStore *store, CrmWindow *self)
{
  crm_window_actions_update_undo (self, store);
}

/* Who comes back from another program, or from sleep, sees what has happened on servers meanwhile. */
static void
on_active_changed (CrmWindow *self)
{
  CrmCalendarSync *calendars = self->store != NULL ? crm_calendar_sync_of (self->store) : NULL;
  CrmContactSync *contacts = self->store != NULL ? crm_contact_sync_of (self->store) : NULL;

  if (!gtk_window_is_active (GTK_WINDOW (self)))
    return;
  if (calendars != NULL)
    crm_desktop_sync_refresh (CRM_DESKTOP_SYNC (calendars));
  if (contacts != NULL)
    crm_desktop_sync_refresh (CRM_DESKTOP_SYNC (contacts));
}

static void
on_width_changed (CrmWidthBin *bin, GParamSpec *pspec, CrmWindow *self)
{
  int width = crm_width_bin_get_width (bin);

  adw_leaflet_set_can_unfold (self->leaflet, crm_width_class (width) != CRM_WIDTH_CLASS_NARROW);
  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    if (CRM_IS_VIEW (page))
      crm_view_width_changed (CRM_VIEW (page), width);
}

static void
on_folded_changed (AdwLeaflet *leaflet, GParamSpec *pspec, CrmWindow *self)
{
  crm_nav_pane_set_folded (self->nav, adw_leaflet_get_folded (leaflet));
}

static GdkDragAction
on_drop_enter (GtkDropTarget *target, double x, double y, CrmWindow *self)
{
  if (!self->opened)
    return 0;
  gtk_widget_add_css_class (GTK_WIDGET (self->toasts), "drop-frame");
  return GDK_ACTION_COPY;
}

static void
on_drop_leave (GtkDropTarget *target, CrmWindow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->toasts), "drop-frame");
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, CrmWindow *self)
{
  GdkFileList *list = g_value_get_boxed (value);
  g_autoptr (GSList) files = list != NULL ? gdk_file_list_get_files (list) : NULL;

  on_drop_leave (target, self);
  if (files == NULL || !self->opened)
    return FALSE;
  crm_window_import (self, files->data);
  return TRUE;
}

static gboolean
crm_window_close_request (GtkWindow *window)
{
  CrmWindow *self = CRM_WINDOW (window);
  CrmView *view = get_view (self);

  /* The page writes what is half typed. */
  if (view != NULL)
    crm_view_hidden (view);
  crm_window_state_save (window);
  return GTK_WINDOW_CLASS (crm_window_parent_class)->close_request (window);
}

static void
crm_window_dispose (GObject *object)
{
  CrmWindow *self = CRM_WINDOW (object);

  g_clear_handle_id (&self->spinner_delay, g_source_remove);
  forget_history (self);
  g_clear_pointer (&self->here, crm_place_free);
  g_clear_object (&self->undo);
  g_clear_object (&self->badges);
  G_OBJECT_CLASS (crm_window_parent_class)->dispose (object);
}

static void
crm_window_finalize (GObject *object)
{
  CrmWindow *self = CRM_WINDOW (object);

  g_clear_object (&self->store);
  g_clear_object (&self->card_format);
  g_clear_object (&self->addresses);
  G_OBJECT_CLASS (crm_window_parent_class)->finalize (object);
}

static void
crm_window_class_init (CrmWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = crm_window_dispose;
  object_class->finalize = crm_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = crm_window_close_request;

  g_type_ensure (CRM_TYPE_WIDTH_BIN);
  g_type_ensure (CRM_TYPE_NAV_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/clientele/Clientele/crm-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, width_bin);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, strips);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, root_stack);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, nav);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, opening);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, opening_spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_width_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_folded_changed);
  crm_commands_add_bindings (widget_class);
}

static void
on_back_pressed (GtkGestureClick *click, int n_press, double x, double y, CrmWindow *self)
{
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

/* Some mice have a button for it, at the thumb. */
static void
add_back_button (CrmWindow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), BACK_BUTTON);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_back_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
crm_window_init (CrmWindow *self)
{
  GtkDropTarget *drop;

  g_queue_init (&self->history);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; crm_pages[i].name != NULL; i++)
    if (crm_pages[i].icon != NULL)
      crm_nav_pane_add_page (self->nav, crm_pages[i].name, _ (crm_pages[i].title), crm_pages[i].icon);
  bind_header_bar (self, self->opening);
  crm_strips_follow (self->strips, self->leaflet, GTK_WIDGET (self->nav));

  drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect (drop, "enter", G_CALLBACK (on_drop_enter), self);
  g_signal_connect (drop, "leave", G_CALLBACK (on_drop_leave), self);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  add_back_button (self);

  g_signal_connect (self, "realize", G_CALLBACK (on_realize), NULL);
  self->spinner_delay = g_timeout_add (SPINNER_DELAY_MS, on_spinner_delay, self);
}

CrmWindow *
crm_window_new (GtkApplication *application, CrmStore *store, CrmCardFormat *card_format)
{
  CrmWindow *self;

  g_return_val_if_fail (CRM_IS_STORE (store), NULL);
  self = g_object_new (CRM_TYPE_WINDOW, "application", application, NULL);
  g_set_object (&self->store, store);
  g_set_object (&self->card_format, card_format);
  self->undo = crm_undo_toast_new (store, GTK_WIDGET (self->toasts));
  crm_window_actions_install (self);
  crm_nav_pane_set_menu (self->nav, crm_window_actions_get_menu (self));
  crm_width_bin_announce (self->width_bin, crm_window_state_restore (GTK_WINDOW (self)));
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  g_signal_connect_object (store, "settings-changed", G_CALLBACK (on_settings_changed), self, 0);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active_changed), NULL);
  return self;
}

void
crm_window_set_start_page (CrmWindow *self, const char *name)
{
  self->start_page = g_intern_string (name);
}

CrmStore *
crm_window_get_store (CrmWindow *self)
{
  g_return_val_if_fail (CRM_IS_WINDOW (self), NULL);
  return self->store;
}

CrmCardFormat *
crm_window_get_card_format (CrmWindow *self)
{
  g_return_val_if_fail (CRM_IS_WINDOW (self), NULL);
  return self->card_format;
}

void
crm_window_set_address_source (CrmWindow *self, CrmAddressSource *source)
{
  g_return_if_fail (CRM_IS_WINDOW (self) && !self->opened);
  g_set_object (&self->addresses, source);
}

CrmAddressSource *
crm_window_get_address_source (CrmWindow *self)
{
  g_return_val_if_fail (CRM_IS_WINDOW (self), NULL);
  return self->addresses;
}

void
crm_window_add_strip (CrmWindow *self, GtkWidget *strip)
{
  g_return_if_fail (CRM_IS_WINDOW (self));
  gtk_box_append (self->strips, strip);
}

void
crm_window_book_opened (CrmWindow *self)
{
  g_return_if_fail (CRM_IS_WINDOW (self));
  self->opened = TRUE;
  crm_window_actions_set_open (self, TRUE);
  crm_window_actions_update_undo (self, self->store);
  maybe_start (self);
}

void
crm_window_book_failed (CrmWindow *self, const GError *error)
{
  GtkWidget *old = gtk_stack_get_child_by_name (self->root_stack, "failed");
  GtkWidget *page;

  g_return_if_fail (CRM_IS_WINDOW (self) && error != NULL);
  end_opening (self);
  if (old != NULL)
    gtk_stack_remove (self->root_stack, old);
  page = crm_window_actions_make_failed_page (self, error);
  gtk_stack_add_named (self->root_stack, page, "failed");
  gtk_stack_set_visible_child (self->root_stack, page);
  update_title (self);
}

/* Where Back leads from what is opened next. */
static void
remember_here (CrmWindow *self)
{
  CrmView *view = get_view (self);

  /* Previous and next may have led on from where the card was opened. */
  if (CRM_IS_CLIENT_CARD_VIEW (view))
    self->here->record = crm_client_card_view_get_client (CRM_CLIENT_CARD_VIEW (view));
  else if (CRM_IS_DEAL_CARD_VIEW (view))
    self->here->record = crm_deal_card_view_get_deal (CRM_DEAL_CARD_VIEW (view));
  g_queue_push_tail (&self->history, g_steal_pointer (&self->here));
}

gboolean
crm_window_show_page (CrmWindow *self, const char *name)
{
  g_return_val_if_fail (CRM_IS_WINDOW (self), FALSE);
  if (!self->opened)
    return FALSE;
  if (g_str_equal (name, "first-run"))
    {
      show_first_run (self);
      return TRUE;
    }
  if (is_card (name))
    return FALSE;
  if (crm_page_get_parent (name) == NULL || self->here == NULL)
    forget_history (self);
  else if (!g_str_equal (self->here->page, name))
    remember_here (self);
  return go_to (self, crm_place_new (name, 0, NULL));
}

gboolean
crm_window_open_page (CrmWindow *self, const char *name)
{
  g_return_val_if_fail (CRM_IS_WINDOW (self), FALSE);
  if (!self->opened || is_card (name))
    return FALSE;
  if (self->here != NULL && !g_str_equal (self->here->page, name))
    remember_here (self);
  return go_to (self, crm_place_new (name, 0, NULL));
}

void
crm_window_prepare_page (CrmWindow *self, const char *name)
{
  g_return_if_fail (CRM_IS_WINDOW (self));
  if (self->opened)
    ensure_page (self, name);
}

const char *
crm_window_get_page (CrmWindow *self)
{
  g_return_val_if_fail (CRM_IS_WINDOW (self), NULL);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->root_stack), "first-run") == 0)
    return "first-run";
  return self->here != NULL ? self->here->page : NULL;
}

CrmView *
crm_window_get_view (CrmWindow *self)
{
  g_return_val_if_fail (CRM_IS_WINDOW (self), NULL);
  return get_view (self);
}

CrmUndoToast *
crm_window_get_undo (CrmWindow *self)
{
  g_return_val_if_fail (CRM_IS_WINDOW (self), NULL);
  return self->undo;
}

/* Takes place. */
static void
open_card (CrmWindow *self, CrmPlace *place)
{
  if (self->here != NULL)
    remember_here (self);
  go_to (self, place);
}

void
crm_window_open_client (GtkWidget *from, gint64 client_id, CrmRecordList *neighbours)
{
  CrmWindow *self = find_window (from);

  if (self != NULL && self->opened)
    open_card (self, crm_place_new ("client", client_id, neighbours));
}

void
crm_window_open_deal (GtkWidget *from, gint64 deal_id, const gint64 *order, guint n)
{
  CrmWindow *self = find_window (from);
  CrmPlace *place;

  if (self == NULL || !self->opened)
    return;
  place = crm_place_new ("deal", deal_id, NULL);
  if (n > 0)
    {
      place->order = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
      g_array_append_vals (place->order, order, n);
    }
  open_card (self, place);
}

void
crm_window_back (GtkWidget *from)
{
  CrmWindow *self = find_window (from);
  CrmPlace *place;

  if (self == NULL)
    return;
  place = g_queue_pop_tail (&self->history);
  if (place != NULL)
    go_to (self, place);
  else if (adw_leaflet_get_folded (self->leaflet))
    {
      adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->nav));
      crm_nav_pane_focus (self->nav);
    }
  else if (self->here != NULL && crm_page_get_parent (self->here->page) != NULL)
    crm_window_show_page (self, crm_page_get_parent (self->here->page));
}

void
crm_window_report_error (GtkWidget *from, const GError *error, const char *doing, const char *retry_action)
{
  CrmWindow *self = find_window (from);

  g_return_if_fail (error != NULL && doing != NULL);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self == NULL)
    {
      g_message ("%s: %s", doing, error->message);
      return;
    }
  adw_toast_overlay_add_toast (
      self->toasts, crm_error_toast_new (GTK_WINDOW (self), error, doing, retry_action));
}

void
crm_window_toast (GtkWidget *from, const char *text)
{
  CrmWindow *self = find_window (from);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  if (self != NULL)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}

void
crm_window_set_busy (GtkWidget *from, const char *text, GCancellable *cancellable)
{
  CrmWindow *self = find_window (from);

  if (self != NULL)
    crm_nav_pane_set_busy (self->nav, text, cancellable);
}
