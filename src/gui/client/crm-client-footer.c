/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-footer.h"

#include <glib/gi18n-lib.h>

#include "widgets/crm-late-menu.h"
#include "widgets/crm-wrap-layout.h"

/* Owns the status line of the client list and its action bar. Main thread. */

struct _CrmClientFooter
{
  GtkBox parent_instance;

  GtkWidget *status;   /* label: the count */
  GtkWidget *figures;  /* menu button: what a column comes to */
  GtkWidget *total;    /* label in it */
  GtkWidget *selected; /* label: how many are selected */
  GtkWidget *actions;  /* box */
  GtkWidget *buttons;  /* box, in it: scrolls where the window is narrow */
  GtkWidget *archive;
  char *count; /* owned, nullable */
  gint64 without_step;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (CrmClientFooter, crm_client_footer, GTK_TYPE_BOX)

static GtkWidget *
add_action (CrmClientFooter *self, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (self->buttons), button);
  return button;
}

static void
show_status (CrmClientFooter *self)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, MAX (self->without_step, 0));
  g_autofree char *steps = g_strdup_printf (
      ngettext ("%s without a next step", "%s without a next step", (gulong)MAX (self->without_step, 0)),
      number);
  g_autofree char *text = self->without_step > 0 && self->count != NULL
                              ? g_strdup_printf ("%s · %s", self->count, steps)
                              : g_strdup (self->count);

  gtk_label_set_text (GTK_LABEL (self->status), text != NULL ? text : "");
}

static void
crm_client_footer_finalize (GObject *object)
{
  g_free (CRM_CLIENT_FOOTER (object)->count);
  G_OBJECT_CLASS (crm_client_footer_parent_class)->finalize (object);
}

static void
crm_client_footer_class_init (CrmClientFooterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_client_footer_finalize;
}

static void
crm_client_footer_init (CrmClientFooter *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *texts = crm_wrap_box_new ();
  GtkWidget *close;

  gtk_widget_add_css_class (GTK_WIDGET (self), "statusbar");
  self->status = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->status), 0);
  gtk_label_set_wrap (GTK_LABEL (self->status), TRUE);
  gtk_widget_set_hexpand (self->status, TRUE);
  gtk_widget_add_css_class (self->status, "numeric");
  gtk_box_append (GTK_BOX (texts), self->status);
  self->total = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->total), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->total, "numeric");
  self->figures = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->figures), self->total);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->figures), GTK_ARROW_UP);
  gtk_widget_add_css_class (self->figures, "flat");
  gtk_widget_set_tooltip_text (self->figures, _ ("Figures of a column"));
  gtk_box_append (GTK_BOX (texts), self->figures);
  gtk_box_append (GTK_BOX (self), texts);

  self->actions = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  gtk_widget_set_hexpand (self->actions, TRUE);
  self->selected = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->selected, "numeric");
  gtk_widget_add_css_class (self->selected, "semibold");
  gtk_label_set_ellipsize (GTK_LABEL (self->selected), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_end (self->selected, 8);
  gtk_box_append (GTK_BOX (self->actions), self->selected);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->buttons);
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->actions), scrolled);
  add_action (self, _ ("Tag…"), "clients.tag");
  add_action (self, _ ("Assign…"), "clients.assign");
  add_action (self, _ ("Change…"), "clients.change");
  self->archive = add_action (self, _ ("Archive"), "clients.archive");
  add_action (self, _ ("Write…"), "clients.write-to");
  add_action (self, _ ("Print…"), "clients.print");
  add_action (self, _ ("Export…"), "clients.export");
  close = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_set_tooltip_text (close, _ ("Clear the selection"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Clear the selection"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (close), "clients.unselect");
  gtk_box_append (GTK_BOX (self->actions), close);
  gtk_widget_set_visible (self->actions, FALSE);
  gtk_box_append (GTK_BOX (self), self->actions);
}

GtkWidget *
crm_client_footer_new (void)
{
  return g_object_new (CRM_TYPE_CLIENT_FOOTER, NULL);
}

void
crm_client_footer_set_count (CrmClientFooter *self, guint64 count, gboolean archived)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
  g_autofree char *text = NULL;

  if (count == G_MAXUINT64)
    text = g_strdup ("…");
  else if (archived)
    text = g_strdup_printf (ngettext ("%s archived client", "%s archived clients", count), number);
  else
    text = g_strdup_printf (ngettext ("%s client", "%s clients", count), number);
  g_free (self->count);
  self->count = g_steal_pointer (&text);
  show_status (self);
  gtk_button_set_label (GTK_BUTTON (self->archive), archived ? _ ("Restore") : _ ("Archive"));
}

void
crm_client_footer_set_totals (CrmClientFooter *self, gint64 without_step, const char *figures)
{
  const char *text = figures != NULL ? figures : _ ("Figures of a column");
  g_autofree char *tooltip =
      figures != NULL ? g_strconcat (_ ("Figures of a column"), "\n", figures, NULL) : g_strdup (text);

  self->without_step = without_step;
  show_status (self);
  gtk_label_set_text (GTK_LABEL (self->total), text);
  /* Even on a line of their own they may be cut: a menu button does not grow higher where it is narrower. */
  gtk_widget_set_tooltip_text (self->figures, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->figures), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static gboolean
has_sum (const CrmField *field)
{
  switch (field->kind)
    {
    case CRM_KIND_INTEGER:
    case CRM_KIND_REAL:
    case CRM_KIND_DECIMAL:
    case CRM_KIND_DURATION:
    case CRM_KIND_MONEY: return TRUE;
    default: return FALSE;
    }
}

void
crm_client_footer_set_columns (CrmClientFooter *self, CrmClientColumns *columns, const CrmEntity *entity)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) sums = g_menu_new ();
  g_autoptr (GMenu) counts = g_menu_new ();
  g_autoptr (GMenu) none = g_menu_new ();

  for (guint i = 0; i < crm_client_columns_get_n (columns); i++)
    {
      const char *field = crm_client_columns_get_field (columns, i);
      int index = crm_entity_find_field (entity, field);
      g_autofree char *action = g_strdup_printf ("clients.total-column::%s", field);

      /* Everybody has a name. */
      if (index < 0 || index == entity->info->title_field)
        continue;
      if (has_sum (&entity->fields[index]))
        g_menu_append (sums, crm_client_columns_get_title (columns, i), action);
      else if (crm_client_columns_get_shown (columns, i))
        g_menu_append (counts, crm_client_columns_get_title (columns, i), action);
    }
  g_menu_append (none, _ ("No figures"), "clients.total-column::");
  g_menu_append_section (menu, _ ("Sum and average"), G_MENU_MODEL (sums));
  g_menu_append_section (menu, _ ("How many are filled in"), G_MENU_MODEL (counts));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (none));
  crm_late_menu_set (GTK_MENU_BUTTON (self->figures), G_MENU_MODEL (menu));
}

void
crm_client_footer_set_narrow (CrmClientFooter *self, gboolean narrow)
{
  g_return_if_fail (CRM_IS_CLIENT_FOOTER (self));
  self->narrow = narrow;
  gtk_widget_set_visible (self->status, !narrow && !gtk_widget_get_visible (self->actions));
}

void
crm_client_footer_set_selected (CrmClientFooter *self, guint n)
{
  g_autofree char *number = g_strdup_printf ("%'u", n);
  g_autofree char *text = g_strdup_printf (ngettext ("%s selected", "%s selected", n), number);

  gtk_label_set_text (GTK_LABEL (self->selected), text);
  gtk_widget_set_visible (self->status, n == 0 && !self->narrow);
  gtk_widget_set_visible (self->figures, n == 0);
  gtk_widget_set_visible (self->actions, n > 0);
  if (n > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "selecting");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "selecting");
}
