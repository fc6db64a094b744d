/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-accounts-page.h"

#include <glib/gi18n-lib.h>

#include "settings/crm-address-books-group.h"
#include "settings/crm-calendar-row.h"
#include "settings/crm-message-accounts-group.h"
#include "settings/crm-message-rules-group.h"
#include "settings/crm-own-address-row.h"
#include "settings/crm-setting-record.h"
#include "widgets/crm-names.h"

/* Follows the health of the sync and keeps one row a calendar, so that what is open stays open. Main thread. */

struct _CrmAccountsPage
{
  AdwPreferencesPage parent_instance;

  CrmCalendarSync *sync; /* owned, nullable */
  CrmNames *calendars;   /* owned: records, for the sources of those that are gone */
  AdwPreferencesGroup *list;
  GtkWidget *message; /* row for all that is no calendar: loading, none, no service */
  GtkWidget *spinner;
  GPtrArray *rows; /* CrmCalendarRow, borrowed */
  AdwPreferencesGroup *fresh;
  AdwPreferencesGroup *invitations;
  GtkWidget *own;                /* from which address */
  AdwPreferencesGroup *messages; /* accounts of messages, NULL without any way to send */
  AdwPreferencesGroup *books;    /* nullable */
  GtkWidget *target;             /* combo: where new meetings go */
  GPtrArray *targets;            /* char *: sources in its order; the first is none */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CrmAccountsPage, crm_accounts_page, ADW_TYPE_PREFERENCES_PAGE)

/* Which calendar a line is about: NULL when nothing knows it. */
static const char *
get_source (CrmAccountsPage *self, const CrmCalendarHealth *health)
{
  return health->info != NULL ? health->info->source
                              : crm_names_get_text (self->calendars, health->calendar, "source");
}

static CrmCalendarRow *
find_row (CrmAccountsPage *self, const char *source)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (crm_calendar_row_get_source (self->rows->pdata[i]), source) == 0)
      return self->rows->pdata[i];
  return NULL;
}

static gboolean
is_known (CrmAccountsPage *self, GPtrArray *health, const char *source)
{
  for (guint i = 0; i < health->len; i++)
    if (g_strcmp0 (get_source (self, health->pdata[i]), source) == 0)
      return TRUE;
  return FALSE;
}

static void
show_rows (CrmAccountsPage *self, GPtrArray *health)
{
  for (guint i = self->rows->len; i > 0; i--)
    if (!is_known (self, health, crm_calendar_row_get_source (self->rows->pdata[i - 1])))
      {
        adw_preferences_group_remove (self->list, self->rows->pdata[i - 1]);
        g_ptr_array_remove_index (self->rows, i - 1);
      }
  for (guint i = 0; i < health->len; i++)
    {
      const char *source = get_source (self, health->pdata[i]);
      CrmCalendarRow *row = source != NULL ? find_row (self, source) : NULL;

      if (source == NULL)
        continue;
      if (row == NULL)
        {
          row = CRM_CALENDAR_ROW (crm_calendar_row_new (self->sync));
          adw_preferences_group_add (self->list, GTK_WIDGET (row));
          g_ptr_array_add (self->rows, row);
        }
      crm_calendar_row_set_health (row, health->pdata[i], source);
    }
}

static void
say (CrmAccountsPage *self, const char *title, const char *subtitle, gboolean busy)
{
  g_autofree char *text = subtitle != NULL ? g_markup_escape_text (subtitle, -1) : NULL;

  gtk_widget_set_visible (self->message, title != NULL);
  gtk_widget_set_visible (self->spinner, busy);
  if (title == NULL)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->message), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->message), text != NULL ? text : "");
  if (busy)
    gtk_spinner_start (GTK_SPINNER (self->spinner));
  else
    gtk_spinner_stop (GTK_SPINNER (self->spinner));
}

static void
show_message (CrmAccountsPage *self, guint n)
{
  const char *failure =
      self->sync != NULL ? crm_desktop_sync_get_error (CRM_DESKTOP_SYNC (self->sync)) : NULL;

  if (self->sync == NULL || failure != NULL)
    say (self, _ ("No calendars of the desktop"),
        failure != NULL ? failure
                        : _ ("The calendar works without them: meetings are kept in this book only. "
                             "evolution-data-server gives them."),
        FALSE);
  else if (crm_desktop_sync_is_loading (CRM_DESKTOP_SYNC (self->sync)))
    say (self, _ ("Asking the desktop for its calendars…"), NULL, TRUE);
  else if (n == 0)
    say (self, _ ("The desktop has no calendars yet"),
        _ ("Add one in GNOME Calendar, Evolution or the online accounts; it appears here by itself."), FALSE);
  else
    say (self, NULL, NULL, FALSE);
}

/* Where new meetings go */

static gboolean
can_have_new (const CrmCalendarHealth *health)
{
  return g_strcmp0 (health->mode, "both") == 0 && g_strcmp0 (health->role, "holidays") != 0;
}

static void
show_targets (CrmAccountsPage *self, GPtrArray *health)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  g_ptr_array_set_size (self->targets, 0);
  g_ptr_array_add (self->targets, NULL);
  gtk_string_list_append (names, _ ("In this book only"));
  for (guint i = 0; i < health->len; i++)
    {
      const CrmCalendarHealth *one = health->pdata[i];
      const char *source = get_source (self, one);

      if (source == NULL || !can_have_new (one))
        continue;
      if (one->main)
        chosen = self->targets->len;
      g_ptr_array_add (self->targets, g_strdup (source));
      gtk_string_list_append (names, one->name);
    }
  self->showing = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self->target), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->target), chosen);
  self->showing = FALSE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->target),
      self->targets->len > 1 ? _ ("A single meeting can still go elsewhere")
                             : _ ("Calendars that are kept in step can be chosen here"));
}

static void
on_used (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmAccountsPage) self = data;
  g_autoptr (GError) error = NULL;

  crm_calendar_sync_use_finish (CRM_CALENDAR_SYNC (source), result, &error);
  crm_setting_record_say (GTK_WIDGET (self), error);
}

static void
on_target (CrmAccountsPage *self)
{
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (self->target));
  const char *wanted = chosen < self->targets->len ? self->targets->pdata[chosen] : NULL;
  GPtrArray *health;

  if (self->showing || self->sync == NULL)
    return;
  health = crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (self->sync));
  for (guint i = 0; i < health->len; i++)
    {
      const CrmCalendarHealth *one = health->pdata[i];
      const char *source = get_source (self, one);
      gboolean main = g_strcmp0 (source, wanted) == 0 && wanted != NULL;

      /* At most one is: the one that is chosen, or none any more. */
      if (source == NULL || one->main == main || (!main && wanted != NULL))
        continue;
      crm_calendar_sync_use_async (
          self->sync, source, one->mode, one->role, main, NULL, on_used, g_object_ref (self));
      return;
    }
}

static void
show_health (CrmAccountsPage *self)
{
  GPtrArray *health = self->sync != NULL ? crm_desktop_sync_get_health (CRM_DESKTOP_SYNC (self->sync)) : NULL;

  if (health != NULL)
    {
      show_rows (self, health);
      show_targets (self, health);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->fresh), health != NULL && health->len > 0);
  show_message (self, health != NULL ? health->len : 0);
}

/* The settings of the desktop */

static GAppInfo *
find_settings (void)
{
  static const char *const commands[][2] = {
    { "gnome-control-center", "gnome-control-center online-accounts" },
    { "evolution", "evolution" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *program = g_find_program_in_path (commands[i][0]);

      if (program != NULL)
        return g_app_info_create_from_commandline (commands[i][1], NULL, G_APP_INFO_CREATE_NONE, NULL);
    }
  return NULL;
}

static void
on_settings (GtkButton *button, CrmAccountsPage *self)
{
  g_autoptr (GAppInfo) app = find_settings ();
  g_autoptr (GError) error = NULL;

  if (app != NULL && !g_app_info_launch (app, NULL, NULL, &error))
    crm_setting_record_say (GTK_WIDGET (self), error);
}

/* The page would keep it, and it what it follows. */
static void
end_group (CrmAccountsPage *self, AdwPreferencesGroup **member)
{
  g_autoptr (AdwPreferencesGroup) group = *member != NULL ? g_object_ref (*member) : NULL;

  *member = NULL;
  if (group == NULL)
    return;
  adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self), group);
  g_object_run_dispose (G_OBJECT (group));
}

static void
crm_accounts_page_dispose (GObject *object)
{
  CrmAccountsPage *self = CRM_ACCOUNTS_PAGE (object);

  /* By hand: the group would keep them, and they the sync. */
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    adw_preferences_group_remove (self->list, self->rows->pdata[i]);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  if (self->own != NULL)
    adw_preferences_group_remove (self->invitations, self->own);
  self->own = NULL;
  end_group (self, &self->messages);
  end_group (self, &self->books);
  g_clear_object (&self->sync);
  g_clear_object (&self->calendars);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  G_OBJECT_CLASS (crm_accounts_page_parent_class)->dispose (object);
}

static void
crm_accounts_page_class_init (CrmAccountsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_accounts_page_dispose;
}

static void
crm_accounts_page_init (CrmAccountsPage *self)
{
  g_autoptr (GAppInfo) app = find_settings ();

  self->rows = g_ptr_array_new ();
  self->targets = g_ptr_array_new_with_free_func (g_free);
  self->list = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _ ("Calendars"), "description",
      _ ("The same calendars that the desktop’s clock, GNOME Calendar and your phone show."), NULL);
  if (app != NULL)
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Online accounts…"));

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_signal_connect (button, "clicked", G_CALLBACK (on_settings), self);
      adw_preferences_group_set_header_suffix (self->list, button);
    }
  self->message = adw_action_row_new ();
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->message), 4);
  self->spinner = gtk_spinner_new ();
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->message), self->spinner);
  adw_preferences_group_add (self->list, self->message);
  self->fresh = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->target = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->target), _ ("New meetings"));
  g_signal_connect_swapped (self->target, "notify::selected", G_CALLBACK (on_target), self);
  adw_preferences_group_add (self->fresh, self->target);
}

GtkWidget *
crm_accounts_page_new (
    CrmStore *store, CrmChannelManager *channels, CrmCalendarSync *sync, CrmContactSync *contacts)
{
  CrmAccountsPage *self = g_object_new (CRM_TYPE_ACCOUNTS_PAGE, "name", "accounts", "title", _ ("Accounts"),
      "icon-name", "x-office-calendar-symbolic", NULL);

  if (channels != NULL)
    {
      self->messages = ADW_PREFERENCES_GROUP (crm_message_accounts_group_new (channels));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->messages);
      adw_preferences_page_add (
          ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (crm_message_rules_group_new (store)));
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->list);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->fresh);
  g_set_object (&self->sync, sync);
  self->calendars = crm_names_get (store, "calendar");
  g_signal_connect_object (self->calendars, "changed", G_CALLBACK (show_health), self, G_CONNECT_SWAPPED);
  if (sync != NULL)
    {
      g_signal_connect_object (sync, "health", G_CALLBACK (show_health), self, G_CONNECT_SWAPPED);
      crm_desktop_sync_look (CRM_DESKTOP_SYNC (sync));
      crm_desktop_sync_refresh (CRM_DESKTOP_SYNC (sync));
    }
  show_health (self);
  self->invitations = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->own = crm_own_address_row_new (store);
  adw_preferences_group_add (self->invitations, self->own);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->invitations);
  if (contacts != NULL)
    {
      self->books = ADW_PREFERENCES_GROUP (crm_address_books_group_new (contacts));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->books);
    }
  return GTK_WIDGET (self);
}
