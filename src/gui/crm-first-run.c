/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-first-run.h"

#include <glib/gi18n-lib.h>

/* The welcome page. Owns its rows only; which of them are there is decided when it is first shown in a window. Main thread. */

struct _CrmFirstRun
{
  AdwBin parent_instance;
  GtkMenuButton *menu_button;
  GtkListBox *bring;
  GtkListBox *try;
  gboolean filled;
};

G_DEFINE_FINAL_TYPE (CrmFirstRun, crm_first_run, ADW_TYPE_BIN)

static const struct
{
  const char *action;
  const char *icon;
  const char *kind; /* style class of the disc */
  const char *title;
  const char *subtitle;
  gboolean brings;
} ways[] = {
  { "import", "document-open-symbolic", "mail", N_ ("Import contacts from a file"),
      N_ ("A CSV table or vCards from another program or a phone"), TRUE },
  { "demo", "crm-board-symbolic", "meet", N_ ("Look around with demo data"),
      N_ ("An invented business with about 300 clients; one step takes it away again"), FALSE },
  { "start-empty", "list-add-symbolic", "task", N_ ("Start empty"), N_ ("Add the first client by hand"),
      FALSE },
};

static GtkWidget *
make_disc (const char *icon, const char *kind)
{
  GtkWidget *disc = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon, "hexpand", TRUE, "accessible-role",
      GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_box_append (GTK_BOX (disc), image);
  gtk_widget_add_css_class (disc, "disc");
  gtk_widget_add_css_class (disc, kind);
  gtk_widget_set_valign (disc, GTK_ALIGN_CENTER);
  /* The image expands inside the disc, not the disc inside the row. */
  gtk_widget_set_hexpand (disc, FALSE);
  return disc;
}

static void
fill (CrmFirstRun *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean any[2] = { FALSE, FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *action = g_strconcat ("win.", ways[i].action, NULL);
      GtkWidget *row;

      if (!G_IS_ACTION_MAP (root) || g_action_map_lookup_action (G_ACTION_MAP (root), ways[i].action) == NULL)
        continue;
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (ways[i].title));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (ways[i].subtitle));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_disc (ways[i].icon, ways[i].kind));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
      gtk_list_box_append (ways[i].brings ? self->bring : self->try, row);
      any[ways[i].brings] = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->bring), any[TRUE]);
  gtk_widget_set_visible (GTK_WIDGET (self->try), any[FALSE]);
}

static void
crm_first_run_root (GtkWidget *widget)
{
  CrmFirstRun *self = CRM_FIRST_RUN (widget);

  GTK_WIDGET_CLASS (crm_first_run_parent_class)->root (widget);
  if (!self->filled)
    {
      self->filled = TRUE;
      fill (self);
    }
}

static void
crm_first_run_class_init (CrmFirstRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->root = crm_first_run_root;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/clientele/Clientele/crm-first-run.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, bring);
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, try);
}

static void
crm_first_run_init (CrmFirstRun *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_first_run_new (GMenuModel *menu)
{
  CrmFirstRun *self = g_object_new (CRM_TYPE_FIRST_RUN, NULL);

  gtk_menu_button_set_menu_model (self->menu_button, menu);
  return GTK_WIDGET (self);
}

void
crm_first_run_focus (CrmFirstRun *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (CRM_IS_FIRST_RUN (self));
  row = gtk_list_box_get_row_at_index (self->bring, 0);
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->try, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
