/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings/crm-hours-group.h"

#include <glib/gi18n-lib.h>

#include "base/crm-hours.h"
#include "base/crm-text.h"
#include "settings/crm-setting-record.h"
#include "user/crm-user.h"
#include "widgets/crm-names.h"

/* Owns a line for the book and one for each employee. What cannot be understood is not written and stays to be mended. Main thread. */

typedef struct
{
  CrmHoursGroup *group; /* not owned */
  gint64 user;          /* 0: the business */
  GtkWidget *entry;
  GtkWidget *hint; /* what was understood, or why it was not */
  gboolean typed;  /* and not written yet */
} Line;

struct _CrmHoursGroup
{
  AdwPreferencesGroup parent_instance;
  CrmStore *store;  /* owned */
  CrmNames *users;  /* owned */
  GPtrArray *lines; /* Line *, owned */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CrmHoursGroup, crm_hours_group, ADW_TYPE_PREFERENCES_GROUP)

static const char *
get_stored (CrmHoursGroup *self, gint64 user)
{
  const char *hours = user ? crm_names_get_text (self->users, user, "hours")
                           : crm_store_get_setting (self->store, "working-hours");

  return hours != NULL || user ? hours : CRM_HOURS_DEFAULT;
}

static void
show_hint (Line *line, const char *text, gboolean wrong)
{
  g_autofree char *markup = g_markup_escape_text (text != NULL ? text : "", -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (line->hint), markup);
  gtk_widget_set_visible (line->hint, text != NULL);
  if (wrong)
    gtk_widget_add_css_class (line->entry, "error");
  else
    gtk_widget_remove_css_class (line->entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (line->entry), GTK_ACCESSIBLE_STATE_INVALID,
      wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (line->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "", -1);
}

/* The one spelling of what is typed, "" for an employee who works as the business does; NULL when it is not understood, which is said. */
static char *
read_line (Line *line, gboolean say)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (line->entry));
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmHours) hours = NULL;
  g_autofree char *words = NULL;

  if (line->user && crm_text_is_blank (text))
    {
      show_hint (line, say ? _ ("Works as the business does") : NULL, FALSE);
      return g_strdup ("");
    }
  hours = crm_hours_new (text, &error);
  if (hours == NULL)
    {
      show_hint (line, error->message, TRUE);
      return NULL;
    }
  words = crm_hours_describe (hours);
  show_hint (line, say && strcmp (words, text) != 0 ? words : NULL, FALSE);
  return crm_hours_to_string (hours);
}

static void
on_changed (Line *line)
{
  if (line->group->showing)
    return;
  line->typed = TRUE;
  g_free (read_line (line, TRUE));
}

static void
show_line (Line *line)
{
  const char *stored = get_stored (line->group, line->user);
  g_autoptr (CrmHours) hours = stored != NULL ? crm_hours_new (stored, NULL) : NULL;
  g_autofree char *words =
      hours != NULL ? crm_hours_describe (hours) : g_strdup (stored != NULL ? stored : "");

  line->group->showing = TRUE;
  line->typed = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (line->entry), words);
  show_hint (line, NULL, FALSE);
  line->group->showing = FALSE;
}

static void
on_apply (Line *line)
{
  CrmHoursGroup *self = line->group;
  g_autofree char *hours = read_line (line, FALSE);
  CrmRow *user;

  if (hours == NULL)
    return;
  line->typed = FALSE;
  if (g_strcmp0 (hours, get_stored (self, line->user)) == 0)
    {
      show_line (line);
      return;
    }
  if (!line->user)
    {
      crm_setting_record_set_setting (
          GTK_WIDGET (self), self->store, _ ("Working hours changed"), "working-hours", hours, NULL);
      return;
    }
  user = crm_names_find (self->users, line->user);
  if (user != NULL)
    crm_setting_record_read (line->entry, self->store, user, CRM_USER_HOURS, hours);
}

/* Text that somebody is in the middle of stays. */
static void
refresh_line (Line *line)
{
  if (!line->typed)
    show_line (line);
}

static void
line_free (Line *line)
{
  g_signal_handlers_disconnect_by_data (line->entry, line);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (line->group), line->entry);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (line->group), line->hint);
  g_free (line);
}

static void
add_line (CrmHoursGroup *self, gint64 user, const char *title)
{
  Line *line = g_new0 (Line, 1);
  g_autofree char *markup = g_markup_escape_text (title, -1);

  line->group = self;
  line->user = user;
  line->entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line->entry), markup);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (line->entry), TRUE);
  line->hint = adw_action_row_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (line->hint), FALSE);
  gtk_widget_set_focusable (line->hint, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), line->entry);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), line->hint);
  g_ptr_array_add (self->lines, line);
  show_line (line);
  g_signal_connect_swapped (line->entry, "changed", G_CALLBACK (on_changed), line);
  g_signal_connect_swapped (line->entry, "apply", G_CALLBACK (on_apply), line);
}

static gboolean
has_same_users (CrmHoursGroup *self)
{
  guint n = crm_names_get_count (self->users);

  if (self->lines->len != n + 1)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      Line *line = self->lines->pdata[i + 1];
      g_autofree char *title = g_markup_escape_text (crm_names_get_title (self->users, line->user) ?: "", -1);

      if (crm_names_get_row (self->users, i)->id != line->user ||
          strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (line->entry)), title) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
update (CrmHoursGroup *self)
{
  if (has_same_users (self))
    {
      for (guint i = 0; i < self->lines->len; i++)
        refresh_line (self->lines->pdata[i]);
      return;
    }
  g_ptr_array_set_size (self->lines, 0);
  add_line (self, 0, _ ("The business"));
  for (guint i = 0; i < crm_names_get_count (self->users); i++)
    {
      CrmRow *user = crm_names_get_row (self->users, i);

      add_line (self, user->id, crm_names_get_title (self->users, user->id));
    }
}

static void
crm_hours_group_dispose (GObject *object)
{
  CrmHoursGroup *self = CRM_HOURS_GROUP (object);

  self->showing = TRUE;
  if (self->users != NULL)
    g_signal_handlers_disconnect_by_data (self->users, self);
  if (self->lines != NULL)
    g_ptr_array_set_size (self->lines, 0);
  g_clear_object (&self->users);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_hours_group_parent_class)->dispose (object);
}

static void
crm_hours_group_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_HOURS_GROUP (object)->lines);
  G_OBJECT_CLASS (crm_hours_group_parent_class)->finalize (object);
}

static void
crm_hours_group_class_init (CrmHoursGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_hours_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_hours_group_finalize;
}

static void
crm_hours_group_init (CrmHoursGroup *self)
{
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)line_free);
}

GtkWidget *
crm_hours_group_new (CrmStore *store)
{
  CrmHoursGroup *self = g_object_new (CRM_TYPE_HOURS_GROUP, "title", _ ("Working hours"), NULL);
  g_autoptr (CrmHours) hours = crm_hours_new (CRM_HOURS_EXAMPLE, NULL);
  g_autofree char *example = crm_hours_describe (hours), *description = NULL;

  /* Translators: “Mon–Fri 9:00–18:00, Sat 10:00–14:00” */
  description = g_strdup_printf (
      _ ("Written like “%s”. An employee without hours works as the business does."), example);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), description);
  self->store = g_object_ref (store);
  self->users = crm_names_get (store, "user");
  g_signal_connect_swapped (self->users, "changed", G_CALLBACK (update), self);
  g_signal_connect_object (store, "settings-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
