/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-chips.h"

#include <glib/gi18n-lib.h>

#include "store/crm-condition-words.h"

/* Owns the chips and their counts. The counts are read one after the other, a moment after the last change, so that a burst
 * of commits costs one round and what a person waits for gets in between. Main thread. */

#define COUNT_DELAY 120 /* ms */

struct _CrmClientChips
{
  GtkBox parent_instance;

  CrmClientFilter *filter; /* owned */
  CrmClientLook *look;     /* owned */
  GtkWidget *chips[CRM_CLIENT_N_SCOPES];
  GtkWidget *counts[CRM_CLIENT_N_SCOPES]; /* labels */
  gint64 numbers[CRM_CLIENT_N_SCOPES];    /* -1 unknown */
  GtkWidget *tags_button;
  GtkWidget *tags_label;
  GtkWidget *tags_box;
  GtkWidget *conditions; /* box of removable chips */
  GtkAdjustment *place;  /* borrowed, nullable: how far the chips are scrolled */
  guint n_conditions;
  guint go_id;
  gboolean to_end;           /* a condition that was added is to be seen */
  GCancellable *cancellable; /* owned, nullable: counting under way */
  guint count_id;
  guint counting; /* the scope that is being counted */
  gboolean quiet;
};

G_DEFINE_FINAL_TYPE (CrmClientChips, crm_client_chips, GTK_TYPE_BOX)

static const struct
{
  const char *label;
  const char *icon;
} scopes[CRM_CLIENT_N_SCOPES] = {
  [CRM_CLIENT_SCOPE_ALL] = { N_ ("All"), NULL },
  [CRM_CLIENT_SCOPE_MINE] = { N_ ("Mine"), NULL },
  [CRM_CLIENT_SCOPE_NO_STEP] = { N_ ("No next step"), "crm-hint-symbolic" },
  [CRM_CLIENT_SCOPE_OVERDUE] = { N_ ("Overdue"), "crm-overdue-symbolic" },
  [CRM_CLIENT_SCOPE_SILENT] = { N_ ("Not contacted 30 days"), NULL },
  [CRM_CLIENT_SCOPE_BIRTHDAY] = { N_ ("Birthday soon"), "crm-gift-symbolic" },
  /* Chosen in the navigation, where it has its count. */
  [CRM_CLIENT_SCOPE_INCOMPLETE] = { N_ ("Incomplete"), NULL },
};

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmQuery) query = crm_client_filter_build_scope (GPOINTER_TO_UINT (data));
  gint64 count = crm_transaction_count (tx, query, error);

  return count < 0 ? NULL : g_memdup2 (&count, sizeof count);
}

/* A row that is too narrow is scrolled; no chip is squeezed until it says nothing. */
static void
set_words (GtkWidget *label, const char *words, int max)
{
  gtk_label_set_text (GTK_LABEL (label), words);
  gtk_label_set_width_chars (GTK_LABEL (label), (int)MIN (g_utf8_strlen (words, -1), max));
  gtk_label_set_max_width_chars (GTK_LABEL (label), max);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
}

static void
show_count (CrmClientChips *self, guint scope)
{
  g_autofree char *text = self->numbers[scope] < 0
                              ? g_strdup ("…")
                              : g_strdup_printf ("%'" G_GINT64_FORMAT, self->numbers[scope]);
  g_autofree char *name = g_strdup_printf ("%s, %s", _ (scopes[scope].label), text);

  gtk_label_set_text (GTK_LABEL (self->counts[scope]), text);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->chips[scope]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void on_counted (GObject *source, GAsyncResult *result, gpointer data);

static void
count_scope (CrmClientChips *self, guint scope)
{
  self->counting = scope;
  crm_store_read_async (crm_client_look_get_store (self->look), 2, count_in_worker, GUINT_TO_POINTER (scope),
      NULL, g_free, self->cancellable, on_counted, self);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *number = crm_store_read_finish (CRM_STORE (source), result, &error);
  CrmClientChips *self;
  guint scope;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = CRM_CLIENT_CHIPS (data);
  scope = self->counting;
  /* Unknown is shown as unknown: never an old number, never a zero. */
  self->numbers[scope] = number != NULL ? *number : -1;
  gtk_widget_set_tooltip_text (self->chips[scope], error != NULL ? error->message : NULL);
  show_count (self, scope);
  if (scope + 1 < CRM_CLIENT_N_SCOPES && gtk_widget_get_visible (self->chips[scope + 1]))
    count_scope (self, scope + 1);
  else
    g_clear_object (&self->cancellable);
}

static gboolean
count (gpointer data)
{
  CrmClientChips *self = data;

  self->count_id = 0;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  count_scope (self, 0);
  return G_SOURCE_REMOVE;
}

static void
count_soon (CrmClientChips *self, guint delay)
{
  if (self->count_id == 0)
    self->count_id = g_timeout_add (delay, count, self);
}

static void
on_store_changed (CrmClientChips *self, CrmChangeSet *changes)
{
  /* Calls and notes move the last contact, tasks and meetings the next step. */
  static const char *const entities[] = { "client", "call", "note", "task", "meeting", "deal" };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (crm_change_set_touches (changes, entities[i]))
      {
        count_soon (self, COUNT_DELAY);
        return;
      }
}

static void
on_chip_clicked (CrmClientChips *self, GtkWidget *chip)
{
  CrmClientScope wanted = CRM_CLIENT_SCOPE_ALL;

  for (guint i = 0; i < CRM_CLIENT_N_SCOPES; i++)
    if (self->chips[i] == chip && crm_client_filter_get_scope (self->filter) != i)
      wanted = i;
  /* A second click on a chip goes back to all; "All" also lets go of tags and conditions. */
  if (chip == self->chips[CRM_CLIENT_SCOPE_ALL])
    crm_client_filter_clear (self->filter);
  else
    crm_client_filter_set_scope (self->filter, wanted);
  for (guint i = 0; i < CRM_CLIENT_N_SCOPES; i++)
    gtk_toggle_button_set_active (
        GTK_TOGGLE_BUTTON (self->chips[i]), i == crm_client_filter_get_scope (self->filter));
}

static void
on_tag_toggled (CrmClientChips *self, GtkWidget *check)
{
  if (!self->quiet)
    crm_client_filter_toggle_tag (self->filter, g_object_get_data (G_OBJECT (check), "crm-tag"));
}

static void
on_condition_clicked (CrmClientChips *self, GtkWidget *chip)
{
  crm_client_filter_remove_condition (
      self->filter, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "crm-index")));
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
show_tags (CrmClientChips *self)
{
  CrmNames *tags = crm_client_look_get_tags (self->look);
  const char *const *chosen;
  guint n;

  chosen = crm_client_filter_get_tags (self->filter, &n);
  if (n == 0)
    set_words (self->tags_label, _ ("Tags"), 24);
  else
    {
      g_autofree char *joined = g_strjoinv (", ", (char **)chosen);

      set_words (self->tags_label, joined, 24);
    }
  if (n > 0)
    gtk_widget_add_css_class (self->tags_button, "active");
  else
    gtk_widget_remove_css_class (self->tags_button, "active");

  self->quiet = TRUE;
  clear_box (self->tags_box);
  for (guint i = 0; i < crm_names_get_count (tags); i++)
    {
      const char *title = crm_names_get_title (tags, crm_names_get_row (tags, i)->id);
      GtkWidget *check = gtk_check_button_new_with_label (title);

      g_object_set_data_full (G_OBJECT (check), "crm-tag", g_strdup (title), g_free);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), crm_client_filter_has_tag (self->filter, title));
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_tag_toggled), self);
      gtk_box_append (GTK_BOX (self->tags_box), check);
    }
  if (crm_names_get_count (tags) == 0)
    {
      GtkWidget *none = gtk_label_new (_ ("No tags yet"));

      gtk_widget_add_css_class (none, "dim-label");
      gtk_box_append (GTK_BOX (self->tags_box), none);
    }
  self->quiet = FALSE;
}

/* Within the layout that found the width it would be forgotten. */
static void
go_to_end (gpointer data)
{
  CrmClientChips *self = data;

  self->go_id = 0;
  gtk_adjustment_set_value (
      self->place, gtk_adjustment_get_upper (self->place) - gtk_adjustment_get_page_size (self->place));
}

static void
on_width_changed (CrmClientChips *self)
{
  if (!self->to_end)
    return;
  self->to_end = FALSE;
  if (self->go_id == 0)
    self->go_id = g_idle_add_once (go_to_end, self);
}

static void
show_end (CrmClientChips *self)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);

  if (scrolled == NULL)
    return;
  if (self->place == NULL)
    {
      self->place = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled));
      g_signal_connect_object (
          self->place, "changed", G_CALLBACK (on_width_changed), self, G_CONNECT_SWAPPED);
    }
  self->to_end = TRUE;
}

static void
show_conditions (CrmClientChips *self)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (crm_client_look_get_store (self->look), "client");
  GPtrArray *conditions = crm_client_filter_get_conditions (self->filter);

  clear_box (self->conditions);
  for (guint i = 0; i < conditions->len; i++)
    {
      g_autofree char *words = crm_condition_dup_words (conditions->pdata[i], entity);
      g_autofree char *name = g_strdup_printf (_ ("%s, remove this condition"), words);
      GtkWidget *chip = gtk_button_new ();
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      GtkWidget *label = gtk_label_new (NULL);

      if (i > 0)
        {
          GtkWidget *joint = gtk_label_new (crm_client_filter_get_any (self->filter) ? _ ("or") : _ ("and"));

          gtk_widget_add_css_class (joint, "caption");
          gtk_widget_add_css_class (joint, "dim-label");
          gtk_box_append (GTK_BOX (self->conditions), joint);
        }
      set_words (label, words, 32);
      gtk_box_append (GTK_BOX (box), label);
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
      gtk_button_set_child (GTK_BUTTON (chip), box);
      gtk_widget_add_css_class (chip, "chip");
      gtk_widget_add_css_class (chip, "flat");
      gtk_widget_add_css_class (chip, "active");
      gtk_widget_set_tooltip_text (chip, _ ("Remove this condition"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_object_set_data (G_OBJECT (chip), "crm-index", GUINT_TO_POINTER (i));
      g_signal_connect_swapped (chip, "clicked", G_CALLBACK (on_condition_clicked), self);
      gtk_box_append (GTK_BOX (self->conditions), chip);
    }
  if (conditions->len > self->n_conditions)
    show_end (self);
  self->n_conditions = conditions->len;
}

static void
on_filter_changed (CrmClientChips *self)
{
  gboolean incomplete = crm_client_filter_get_scope (self->filter) == CRM_CLIENT_SCOPE_INCOMPLETE;
  guint n;

  crm_client_filter_get_tags (self->filter, &n);
  for (guint i = 0; i < CRM_CLIENT_N_SCOPES; i++)
    gtk_toggle_button_set_active (
        GTK_TOGGLE_BUTTON (self->chips[i]), i == crm_client_filter_get_scope (self->filter));
  if (incomplete != gtk_widget_get_visible (self->chips[CRM_CLIENT_SCOPE_INCOMPLETE]))
    {
      gtk_widget_set_visible (self->chips[CRM_CLIENT_SCOPE_INCOMPLETE], incomplete);
      if (incomplete)
        count_soon (self, COUNT_DELAY);
    }
  /* Building the menu anew while its own check button is being toggled would take it from under the pointer. */
  if (!gtk_widget_get_mapped (self->tags_box))
    show_tags (self);
  show_conditions (self);
}

static void
crm_client_chips_dispose (GObject *object)
{
  CrmClientChips *self = CRM_CLIENT_CHIPS (object);

  g_clear_handle_id (&self->count_id, g_source_remove);
  g_clear_handle_id (&self->go_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->look != NULL)
    {
      g_signal_handlers_disconnect_by_data (crm_client_look_get_store (self->look), self);
      g_signal_handlers_disconnect_by_data (crm_client_look_get_tags (self->look), self);
    }
  if (self->filter != NULL)
    g_signal_handlers_disconnect_by_data (self->filter, self);
  g_clear_object (&self->filter);
  g_clear_object (&self->look);
  G_OBJECT_CLASS (crm_client_chips_parent_class)->dispose (object);
}

static void
crm_client_chips_class_init (CrmClientChipsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_client_chips_dispose;
}

static void
add_scope_chip (CrmClientChips *self, guint scope)
{
  GtkWidget *chip = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (scopes[scope].icon != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (scopes[scope].icon));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ (scopes[scope].label)));
  self->counts[scope] = gtk_label_new ("…");
  gtk_widget_add_css_class (self->counts[scope], "count");
  gtk_widget_add_css_class (self->counts[scope], "numeric");
  gtk_box_append (GTK_BOX (box), self->counts[scope]);
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, "flat");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), scope == CRM_CLIENT_SCOPE_ALL);
  g_signal_connect_swapped (chip, "clicked", G_CALLBACK (on_chip_clicked), self);
  gtk_box_append (GTK_BOX (self), chip);
  gtk_widget_set_visible (chip, scope != CRM_CLIENT_SCOPE_INCOMPLETE);
  self->chips[scope] = chip;
  self->numbers[scope] = -1;
}

static void
add_tags_chip (CrmClientChips *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->tags_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 360);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->tags_box);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  g_signal_connect_swapped (popover, "closed", G_CALLBACK (on_filter_changed), self);

  self->tags_label = gtk_label_new (NULL);
  set_words (self->tags_label, _ ("Tags"), 24);
  gtk_box_append (GTK_BOX (box), self->tags_label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->tags_button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->tags_button), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->tags_button), popover);
  gtk_widget_add_css_class (self->tags_button, "chip");
  gtk_widget_add_css_class (self->tags_button, "flat");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->tags_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Tags"), -1);
  gtk_box_append (GTK_BOX (self), self->tags_button);
}

static void
crm_client_chips_init (CrmClientChips *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 8);
  for (guint i = 0; i < CRM_CLIENT_N_SCOPES; i++)
    add_scope_chip (self, i);
  add_tags_chip (self);
  self->conditions = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (self), self->conditions);
}

GtkWidget *
crm_client_chips_new (CrmClientFilter *filter, CrmClientLook *look)
{
  CrmClientChips *self = g_object_new (CRM_TYPE_CLIENT_CHIPS, NULL);

  self->filter = g_object_ref (filter);
  self->look = g_object_ref (look);
  g_signal_connect_swapped (filter, "changed", G_CALLBACK (on_filter_changed), self);
  g_signal_connect_swapped (crm_client_look_get_tags (look), "changed", G_CALLBACK (on_filter_changed), self);
  g_signal_connect_swapped (crm_client_look_get_store (look), "changed", G_CALLBACK (on_store_changed), self);
  on_filter_changed (self);
  count_soon (self, 0);
  return GTK_WIDGET (self);
}

GtkWidget *
crm_client_chips_get_scope (CrmClientChips *self, CrmClientScope scope)
{
  return self->chips[scope];
}

gint64
crm_client_chips_get_count (CrmClientChips *self, CrmClientScope scope)
{
  return self->numbers[scope];
}

void
crm_client_chips_recount (CrmClientChips *self)
{
  count_soon (self, 0);
}
