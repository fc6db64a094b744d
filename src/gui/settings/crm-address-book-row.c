/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-address-book-row.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "settings/crm-contact-conflict.h"
#include "settings/crm-setting-record.h"

/* Holds a reference on the sync; every change goes through it. Main thread. */

static const char *const modes[] = { "off", "read" };
static const char *const truths[] = { "ask", "book", "clientele" };

struct _CrmAddressBookRow
{
  AdwExpanderRow parent_instance;

  CrmContactSync *sync; /* owned */
  char *source;
  gint64 book;
  GtkWidget *mode;
  GtkWidget *truth;
  GtkWidget *state_row;
  GtkWidget *conflicts;
  GtkWidget *retry;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CrmAddressBookRow, crm_address_book_row, ADW_TYPE_EXPANDER_ROW)

static void
append (GString *text, const char *words)
{
  if (words != NULL && *words != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
}

/* NULL: nothing to say. */
static const char *
say_status (const CrmCalendarInfo *info)
{
  if (info == NULL)
    return _ ("Not on this computer any more");
  switch (info->status)
    {
    case CRM_CALENDAR_CONNECTING: return _ ("Connecting…");
    case CRM_CALENDAR_UNREACHABLE: return _ ("Cannot be reached");
    case CRM_CALENDAR_CREDENTIALS: return _ ("A password is wanted: give it in GNOME Contacts or Evolution");
    case CRM_CALENDAR_CERTIFICATE: return _ ("Its certificate is not trusted");
    case CRM_CALENDAR_BROKEN: return _ ("Does not work");
    case CRM_CALENDAR_OFFLINE:
    case CRM_CALENDAR_CONNECTED:
    default: return NULL;
    }
}

char *
crm_contact_health_dup_line (const CrmContactHealth *health, gint64 now, GTimeZone *zone)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *status = say_status (health->info);

  if (g_str_equal (health->mode, "off"))
    return g_strdup (_ ("Not used"));
  append (text, status != NULL ? status : health->error);
  if (health->last_success != 0)
    {
      g_autofree char *when = crm_instant_display_relative (health->last_success, now, zone);
      g_autofree char *words =
          g_strdup_printf (text->len > 0 ? _ ("last in step: %s") : _ ("In step: %s"), when);

      append (text, words);
    }
  if (health->next_try > now)
    {
      g_autofree char *when = crm_instant_display_relative (health->next_try, now, zone);
      g_autofree char *words = g_strdup_printf (_ ("next try: %s"), when);

      append (text, words);
    }
  if (health->last_success != 0)
    {
      g_autofree char *words = g_strdup_printf (
          ngettext ("%u client follows it", "%u clients follow it", health->n_clients), health->n_clients);

      append (text, words);
    }
  if (health->n_conflicts > 0)
    {
      g_autofree char *words = g_strdup_printf (
          ngettext ("%u changed on both sides", "%u changed on both sides", health->n_conflicts),
          health->n_conflicts);

      append (text, words);
    }
  if (text->len == 0)
    append (text, _ ("Not read yet"));
  return g_strdup (text->str);
}

static void
on_used (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) self = data;
  g_autoptr (GError) error = NULL;

  crm_contact_sync_use_finish (CRM_CONTACT_SYNC (source), result, &error);
  crm_setting_record_say (self, error);
}

static void
on_changed (CrmAddressBookRow *self)
{
  guint mode = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->mode));
  guint truth = adw_combo_row_get_selected (ADW_COMBO_ROW (self->truth));

  if (self->showing || mode >= G_N_ELEMENTS (modes) || truth >= G_N_ELEMENTS (truths))
    return;
  crm_contact_sync_use_async (
      self->sync, self->source, modes[mode], truths[truth], NULL, on_used, g_object_ref (self));
}

static void
on_retry (CrmAddressBookRow *self)
{
  crm_desktop_sync_retry (CRM_DESKTOP_SYNC (self->sync), self->book);
}

static void
on_conflicts (CrmAddressBookRow *self)
{
  crm_contact_conflict_ask (GTK_WIDGET (self), self->sync, 0);
}

/* The import stands over the main window; these preferences would cover it. */
static void
on_take (CrmAddressBookRow *self)
{
  GtkWindow *preferences = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWindow *window = gtk_window_get_transient_for (preferences);

  if (window == NULL)
    return;
  g_object_ref (window);
  gtk_window_close (preferences);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.import-addresses", NULL);
  g_object_unref (window);
}

static guint
find_word (const char *const *words, guint n, const char *word)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (words[i], word) == 0)
      return i;
  return 0;
}

void
crm_address_book_row_set_health (CrmAddressBookRow *self, const CrmContactHealth *health)
{
  g_autofree char *title = g_markup_escape_text (health->name != NULL ? health->name : "", -1);
  g_autofree char *line = crm_contact_health_dup_line (health, crm_clock_now (),
      crm_store_get_zone (crm_desktop_sync_get_store (CRM_DESKTOP_SYNC (self->sync))));
  const char *account = health->info != NULL ? health->info->account : NULL;
  g_autofree char *whole = account != NULL ? g_strdup_printf ("%s · %s", account, line) : g_strdup (line);
  g_autofree char *subtitle = g_markup_escape_text (whole, -1);
  g_autofree char *state = g_markup_escape_text (line, -1);
  g_autofree char *name = g_strdup_printf (_ ("Use of “%s”"), health->name);
  gboolean used = !g_str_equal (health->mode, "off");

  self->showing = TRUE;
  g_free (self->source);
  self->source = g_strdup (health->source);
  self->book = health->book;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mode), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  /* A book of a newer version may be used in ways this one does not know: those read as well. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->mode), used ? 1 : 0);
  adw_combo_row_set_selected (
      ADW_COMBO_ROW (self->truth), find_word (truths, G_N_ELEMENTS (truths), health->truth));
  gtk_widget_set_sensitive (self->truth, used);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->state_row), state);
  gtk_widget_set_visible (self->retry, used && health->info != NULL);
  gtk_widget_set_visible (self->conflicts, health->n_conflicts > 0);
  if (health->n_conflicts > 0)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  self->showing = FALSE;
}

const char *
crm_address_book_row_get_source (CrmAddressBookRow *self)
{
  return self->source;
}

static void
crm_address_book_row_dispose (GObject *object)
{
  g_clear_object (&CRM_ADDRESS_BOOK_ROW (object)->sync);
  G_OBJECT_CLASS (crm_address_book_row_parent_class)->dispose (object);
}

static void
crm_address_book_row_finalize (GObject *object)
{
  g_free (CRM_ADDRESS_BOOK_ROW (object)->source);
  G_OBJECT_CLASS (crm_address_book_row_parent_class)->finalize (object);
}

static void
crm_address_book_row_class_init (CrmAddressBookRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_address_book_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_address_book_row_finalize;
}

static GtkWidget *
add_button (CrmAddressBookRow *self, GtkWidget *row, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", callback, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
crm_address_book_row_init (CrmAddressBookRow *self)
{
  const char *const uses[] = { _ ("Not used"), _ ("Followed"), NULL };
  const char *const words[] = { _ ("Ask me"), _ ("The address book"), _ ("Clientele"), NULL };
  g_autoptr (GtkStringList) names = gtk_string_list_new (words);
  GtkWidget *row;

  self->mode = gtk_drop_down_new_from_strings (uses);
  gtk_widget_add_css_class (self->mode, "plain");
  gtk_widget_set_valign (self->mode, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->mode, "notify::selected", G_CALLBACK (on_changed), self);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->mode);

  self->state_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), _ ("State"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->state_row), 4);
  self->conflicts = add_button (self, self->state_row, _ ("Decide…"), G_CALLBACK (on_conflicts));
  self->retry = add_button (self, self->state_row, _ ("Retry"), G_CALLBACK (on_retry));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->state_row);

  self->truth = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->truth), _ ("When both changed"));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->truth), _ ("Whose word counts for a field that was changed here and there"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->truth), G_LIST_MODEL (names));
  g_signal_connect_swapped (self->truth, "notify::selected", G_CALLBACK (on_changed), self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->truth);

  row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("New clients"));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (row), _ ("Contacts become clients only when you take them; those then follow"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  add_button (self, row, _ ("Take clients from it…"), G_CALLBACK (on_take));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

GtkWidget *
crm_address_book_row_new (CrmContactSync *sync)
{
  CrmAddressBookRow *self = g_object_new (CRM_TYPE_ADDRESS_BOOK_ROW, NULL);

  self->sync = g_object_ref (sync);
  return GTK_WIDGET (self);
}
