/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-palette.h"

#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "client/crm-client.h"
#include "crm-commands.h"
#include "deal/crm-deal.h"
#include "store/crm-record.h"
#include "store/crm-search.h"

/* The palette's window: closes when something was chosen. Owns its rows; clients come from the search in memory, which it starts
 * loading when that has not been done. Main thread. */

#define CRM_TYPE_PALETTE (crm_palette_get_type ())
G_DECLARE_FINAL_TYPE (CrmPalette, crm_palette, CRM, PALETTE, AdwWindow)

struct _CrmPalette
{
  AdwWindow parent_instance;
  GtkSearchEntry *entry;
  GtkScrolledWindow *scroller;
  GtkListBox *list;
  CrmWindow *window;         /* weak: the palette is transient for it */
  GCancellable *cancellable; /* of the search for deals, nullable */
};

G_DEFINE_FINAL_TYPE (CrmPalette, crm_palette, ADW_TYPE_WINDOW)

#define MAX_CLIENTS 8
#define MAX_DEALS 5

typedef struct
{
  char *action; /* detailed; NULL for a record */
  gint64 client_id;
  gint64 deal_id;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->action);
  g_free (choice);
}

static gboolean
matches (const char *label, char **words)
{
  g_autofree char *fold = crm_text_fold (label);

  for (int i = 0; words[i] != NULL; i++)
    if (strstr (fold, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* The page in front has this action. */
static gboolean
is_of_page (CrmPalette *self, const char *action)
{
  CrmView *view = crm_window_get_view (self->window);
  GType owner;
  const char *name, *property;
  const GVariantType *type;

  for (guint i = 0; view != NULL && gtk_widget_class_query_action (
                                        GTK_WIDGET_GET_CLASS (view), i, &owner, &name, &type, &property);
       i++)
    if (g_str_equal (name, action))
      return TRUE;
  return FALSE;
}

static gboolean
is_enabled (CrmPalette *self, const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  GActionGroup *group = G_ACTION_GROUP (self->window);
  const char *dot;

  if (!g_action_parse_detailed_name (detailed, &name, &target, NULL))
    return FALSE;
  if (g_str_has_prefix (name, "app."))
    group = G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (self->window)));
  else if (!g_str_has_prefix (name, "win."))
    return TRUE; /* "window.close" and the like are GTK's own */
  dot = strchr (name, '.') + 1;
  return group != NULL && g_action_group_has_action (group, dot) &&
         g_action_group_get_action_enabled (group, dot);
}

static GtkWidget *
add_row (CrmPalette *self, const char *icon, const char *text, const char *hint, Choice *choice)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  if (hint != NULL)
    {
      GtkWidget *key = gtk_label_new (hint);

      gtk_widget_add_css_class (key, "palette-key");
      gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), key);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "choice", choice, choice_free);
  gtk_list_box_append (self->list, row);
  return label;
}

static void
show_name (CrmRecord *record, GtkLabel *label)
{
  const char *name = crm_record_get_text (record, CRM_CLIENT_NAME);
  g_autofree char *caption = NULL;
  g_autofree char *text = NULL;

  if (name == NULL)
    return;
  caption = crm_client_dup_caption (crm_record_get_row (record));
  text = caption != NULL ? g_strdup_printf ("%s · %s", name, caption) : g_strdup (name);
  gtk_label_set_label (label, text);
}

static void
on_record_changed (CrmRecord *record, GtkLabel *label)
{
  show_name (record, label);
}

static void
add_clients (CrmPalette *self, const char *text)
{
  CrmStore *store = crm_window_get_store (self->window);
  CrmSearch *search = crm_store_get_search (store);
  g_autoptr (GArray) ids = NULL;
  guint count = 0;

  if (crm_search_is_loaded (search))
    ids = crm_search_find (search, text, MAX_CLIENTS, &count);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      Choice *choice = g_new0 (Choice, 1);
      g_autoptr (CrmRecord) record = NULL;
      GtkWidget *label;

      choice->client_id = g_array_index (ids, gint64, i);
      record = crm_store_get_record (store, "client", choice->client_id);
      label = add_row (self, "avatar-default-symbolic", "", NULL, choice);
      g_signal_connect_object (record, "changed", G_CALLBACK (on_record_changed), label, 0);
      g_object_set_data_full (G_OBJECT (label), "record", g_object_ref (record), g_object_unref);
      show_name (record, GTK_LABEL (label));
    }
}

/* Deals are found in the book: they come a moment after the rest. */
static gpointer
find_deals_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("deal");
  g_autoptr (GArray) ids = NULL;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("title", CRM_TEST_CONTAINS, data));
  crm_query_add_order (query, "-stage_at");
  crm_query_set_limit (query, MAX_DEALS);
  ids = crm_transaction_find (tx, query, error);
  return ids != NULL ? crm_transaction_load_many (tx, "deal", (const gint64 *)ids->data, ids->len, error)
                     : NULL;
}

static void
on_deals_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmPalette) self = data;
  g_autoptr (GPtrArray) rows = crm_store_read_finish (CRM_STORE (source), result, NULL);

  /* Cancelled means that a newer search is on its way; a failure is no matter for a message here. */
  if (rows == NULL || self->cancellable == NULL)
    return;
  for (guint i = 0; i < rows->len; i++)
    {
      Choice *choice = g_new0 (Choice, 1);
      const char *title = crm_row_get_text (rows->pdata[i], CRM_DEAL_TITLE);
      const char *client = crm_row_get_text (rows->pdata[i], CRM_DEAL_CLIENT_NAME);
      g_autofree char *text = client != NULL ? g_strdup_printf ("%s · %s", title, client) : g_strdup (title);

      choice->deal_id = ((CrmRow *)rows->pdata[i])->id;
      add_row (self, "crm-deal-symbolic", text, NULL, choice);
    }
  if (gtk_list_box_get_selected_row (self->list) == NULL)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
add_deals (CrmPalette *self, const char *text)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (crm_text_is_blank (text))
    return;
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (crm_window_get_store (self->window), 0, find_deals_in_worker, g_strdup (text), g_free,
      (GDestroyNotify)g_ptr_array_unref, self->cancellable, on_deals_found, g_object_ref (self));
}

static void
add_commands (CrmPalette *self, gboolean of_page, char **words)
{
  guint n;
  const CrmCommand *commands = crm_commands_get (&n);

  for (guint i = 0; i < n; i++)
    if (commands[i].page == of_page && commands[i].label != NULL && matches (_ (commands[i].label), words) &&
        (of_page ? is_of_page (self, commands[i].action) : is_enabled (self, commands[i].action)))
      {
        g_autofree char *key = crm_command_dup_key (&commands[i]);
        Choice *choice = g_new0 (Choice, 1);

        choice->action = g_strdup (commands[i].action);
        add_row (self, "system-run-symbolic", _ (commands[i].label), key, choice);
      }
}

static void
fill (CrmPalette *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_auto (GStrv) words = crm_text_words (text);
  GtkWidget *child;

  if (self->window == NULL)
    return;
  while ((child = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0))) != NULL)
    gtk_list_box_remove (self->list, child);
  /* What the page in front can do comes first. */
  add_commands (self, TRUE, words);
  add_commands (self, FALSE, words);
  if (words[0] != NULL)
    add_clients (self, text);
  add_deals (self, text);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, CrmPalette *self)
{
  const Choice *choice = g_object_get_data (G_OBJECT (row), "choice");
  g_autofree char *action = g_strdup (choice->action);
  gint64 client_id = choice->client_id, deal_id = choice->deal_id;
  CrmWindow *window = self->window;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  gtk_window_destroy (GTK_WINDOW (self));
  if (window == NULL)
    return;
  if (deal_id != 0)
    crm_window_open_deal (GTK_WIDGET (window), deal_id, NULL, 0);
  else if (action == NULL)
    crm_window_open_client (GTK_WIDGET (window), client_id, NULL);
  else if (g_action_parse_detailed_name (action, &name, &target, NULL))
    {
      gboolean of_page = !g_str_has_prefix (name, "win.") && !g_str_has_prefix (name, "app.") &&
                         !g_str_has_prefix (name, "window.");

      gtk_widget_activate_action_variant (
          of_page ? GTK_WIDGET (crm_window_get_view (window)) : GTK_WIDGET (window), name, target);
    }
}

static void
on_activate (GtkSearchEntry *entry, CrmPalette *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    on_row_activated (self->list, row, self);
}

static void
move_selection (CrmPalette *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  GtkListBoxRow *next = NULL;
  graphene_rect_t bounds;

  if (row != NULL)
    next = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + by);
  if (next == NULL)
    return;
  gtk_list_box_select_row (self->list, next);
  if (gtk_widget_compute_bounds (GTK_WIDGET (next), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (self->scroller), bounds.origin.y,
        bounds.origin.y + bounds.size.height);
}

static void
on_next (GtkSearchEntry *entry, CrmPalette *self)
{
  move_selection (self, 1);
}

static void
on_previous (GtkSearchEntry *entry, CrmPalette *self)
{
  move_selection (self, -1);
}

static gboolean
on_key_pressed (
    GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, CrmPalette *self)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return FALSE;
  move_selection (self, key == GDK_KEY_Down ? 1 : -1);
  return TRUE;
}

static void
on_search_changed (GtkSearchEntry *entry, CrmPalette *self)
{
  fill (self);
}

static void
on_search_loaded (gpointer data)
{
  g_autoptr (CrmPalette) self = g_weak_ref_get (data);

  if (self != NULL)
    fill (self);
  g_weak_ref_clear (data);
  g_free (data);
}

static void
load_search (CrmPalette *self)
{
  CrmSearch *search = crm_store_get_search (crm_window_get_store (self->window));
  GWeakRef *weak;

  if (crm_search_is_loaded (search))
    return;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  crm_search_load (search, on_search_loaded, weak);
}

static void
crm_palette_dispose (GObject *object)
{
  CrmPalette *self = CRM_PALETTE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->window);
  G_OBJECT_CLASS (crm_palette_parent_class)->dispose (object);
}

static void
crm_palette_class_init (CrmPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_palette_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/clientele/Clientele/crm-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, CrmPalette, scroller);
  gtk_widget_class_bind_template_child (widget_class, CrmPalette, list);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_previous);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
crm_palette_init (CrmPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* Up and Down walk the list while the entry keeps the focus. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

void
crm_palette_present (CrmWindow *window)
{
  CrmPalette *self = g_object_new (CRM_TYPE_PALETTE, "transient-for", window, NULL);

  g_set_weak_pointer (&self->window, window);
  load_search (self);
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_window_present (GTK_WINDOW (self));
}
