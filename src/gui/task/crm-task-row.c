/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-task-row.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "task/crm-task-words.h"
#include "widgets/crm-avatar.h"

/* Owns its widgets; holds the record it shows. All rows have one height. Main thread. */

#define HEIGHT 54

struct _CrmTaskRow
{
  GtkListBoxRow parent_instance;

  CrmRecord *record; /* owned */
  CrmNames *users;   /* owned */
  GtkWidget *heading;
  GtkWidget *line;
  GtkWidget *check;
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *avatar;
  GtkWidget *client;
  GtkWidget *deal_icon;
  GtkWidget *deal;
  GtkWidget *state;
  GtkWidget *assigner;
  GtkWidget *flag;
  GtkWidget *repeat;
  GtkWidget *due;
  GtkWidget *menu;
  const char *due_style;
  const char *icon_style;
  gboolean filling;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (CrmTaskRow, crm_task_row, GTK_TYPE_LIST_BOX_ROW)

static void
set_label (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && text[0] != '\0');
}

static void
swap_style (GtkWidget *widget, const char **kept, const char *style)
{
  if (*kept != NULL)
    gtk_widget_remove_css_class (widget, *kept);
  if (style != NULL)
    gtk_widget_add_css_class (widget, style);
  *kept = style;
}

/* What was declined has ended without being done. */
static gboolean
is_ticked (const CrmRow *task)
{
  return crm_row_get_integer (task, CRM_TASK_DONE_AT) != 0 &&
         g_strcmp0 (crm_row_get_text (task, CRM_TASK_STATE), "declined") != 0;
}

static void
show_state (CrmTaskRow *self, const CrmRow *task)
{
  const char *state = crm_row_get_text (task, CRM_TASK_STATE);
  const CrmField *field = &task->entity->fields[CRM_TASK_STATE];
  gboolean said = g_strcmp0 (state, "doing") == 0 || g_strcmp0 (state, "declined") == 0;
  gint64 assigner = crm_row_get_integer (task, CRM_TASK_ASSIGNER),
         owner_id = crm_row_get_integer (task, CRM_TASK_OWNER);
  const char *name = assigner != 0 ? crm_names_get_title (self->users, assigner) : NULL;
  const char *owner = crm_names_get_title (self->users, owner_id);
  g_autofree char *words = NULL;

  if (name != NULL && owner != NULL)
    /* Translators: who gave a task, whom to: Julia → Peter. */
    words = g_strdup_printf (_ ("%s → %s"), name, owner);
  else if (owner_id != crm_store_get_user (crm_record_get_store (self->record)))
    words = g_strdup (owner); /* nobody gave it: a rule made it, or the deal is another one's */
  set_label (self->state, said ? crm_field_get_choice_label (field, state) : NULL);
  set_label (self->assigner, words);
}

static void
name_row (CrmTaskRow *self, const CrmRow *task, CrmTaskGroup group, const char *due)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  g_autofree char *name = NULL;
  g_autofree char *done = NULL;
  const char *title = crm_row_get_text (task, CRM_TASK_TITLE);

  g_strv_builder_add (builder, crm_task_kind_get_label (crm_row_get_text (task, CRM_TASK_KIND)));
  g_strv_builder_add (builder, title);
  if (crm_row_get_text (task, CRM_TASK_CLIENT_NAME) != NULL)
    g_strv_builder_add (builder, crm_row_get_text (task, CRM_TASK_CLIENT_NAME));
  if (crm_row_get_text (task, CRM_TASK_DEAL_TITLE) != NULL)
    g_strv_builder_add (builder, crm_row_get_text (task, CRM_TASK_DEAL_TITLE));
  g_strv_builder_add (builder, crm_task_group_get_title (group));
  if (due[0] != '\0')
    g_strv_builder_add (builder, due);
  if (gtk_widget_get_visible (self->flag))
    g_strv_builder_add (builder, _ ("Important"));
  if (gtk_widget_get_visible (self->state))
    g_strv_builder_add (builder, gtk_label_get_text (GTK_LABEL (self->state)));
  if (gtk_widget_get_visible (self->assigner))
    g_strv_builder_add (builder, gtk_label_get_text (GTK_LABEL (self->assigner)));
  parts = g_strv_builder_end (builder);
  name = g_strjoinv (", ", parts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  done = g_strdup_printf (_ ("Done: %s"), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, done, -1);
}

static void
show_due (CrmTaskRow *self, const CrmRow *task)
{
  gint64 now = crm_clock_now ();
  CrmStore *store = crm_record_get_store (self->record);
  GTimeZone *zone = crm_store_get_zone (store);
  CrmTaskGroup group = crm_task_get_group (task, now, zone, crm_task_get_week_start (store));
  g_autofree char *due = crm_task_dup_due (task, group, now, zone);
  g_autofree char *full = crm_task_dup_day (
      crm_row_get_text (task, CRM_TASK_DUE_ON), crm_row_get_integer (task, CRM_TASK_DUE_AT), now, zone);
  g_autofree char *repeat = crm_task_dup_repeat (task, now, zone);
  const char *style = crm_task_group_get_style (group);
  gboolean done = group == CRM_TASK_DONE;

  set_label (self->due, due);
  gtk_widget_set_tooltip_text (self->due, full);
  swap_style (self->due, &self->due_style, style != NULL ? style : "dim-label");
  gtk_widget_set_visible (self->repeat, repeat != NULL);
  gtk_widget_set_tooltip_text (self->repeat, repeat);
  if (repeat != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->repeat), GTK_ACCESSIBLE_PROPERTY_LABEL, repeat, -1);
  self->filling = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), is_ticked (task));
  self->filling = FALSE;
  if (done)
    gtk_widget_add_css_class (self->title, "dim-label");
  else
    gtk_widget_remove_css_class (self->title, "dim-label");
  name_row (self, task, group, due);
}

void
crm_task_row_update (CrmTaskRow *self)
{
  const CrmRow *task = self->record != NULL ? crm_record_get_row (self->record) : NULL;
  const char *kind, *client, *deal;

  if (task == NULL)
    return;
  kind = crm_row_get_text (task, CRM_TASK_KIND);
  client = crm_row_get_text (task, CRM_TASK_CLIENT_NAME);
  deal = crm_row_get_text (task, CRM_TASK_DEAL_TITLE);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), crm_task_kind_get_icon (kind));
  swap_style (self->icon, &self->icon_style, crm_task_kind_get_style (kind));
  gtk_widget_set_tooltip_text (self->icon, crm_task_kind_get_label (kind));
  set_label (self->title, crm_row_get_text (task, CRM_TASK_TITLE));
  gtk_widget_set_tooltip_text (self->title, crm_row_get_text (task, CRM_TASK_TITLE));
  gtk_widget_set_visible (self->avatar, client != NULL);
  if (client != NULL)
    crm_avatar_set_client (self->avatar, client, NULL);
  set_label (self->client, client);
  /* Of both, a telephone has room for the client. */
  set_label (self->deal, self->narrow && client != NULL ? NULL : deal);
  gtk_widget_set_visible (self->deal_icon, gtk_widget_get_visible (self->deal));
  gtk_widget_set_visible (self->flag, g_strcmp0 (crm_row_get_text (task, CRM_TASK_PRIORITY), "high") == 0);
  show_state (self, task);
  show_due (self, task);
}

/* Acting */

static void
on_check_toggled (CrmTaskRow *self)
{
  GtkCheckButton *check = GTK_CHECK_BUTTON (self->check);
  const CrmRow *task = crm_record_get_row (self->record);

  if (self->filling || task == NULL)
    return;
  /* It shows what the book says; the answer is asked for first. */
  self->filling = TRUE;
  gtk_check_button_set_active (check, is_ticked (task));
  self->filling = FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), "tasks.done", "x", task->id);
}

static void
add_item (GMenu *menu, const char *label, const char *action, gint64 id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", id);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (CrmTaskRow *self, const CrmRow *task)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) second = g_menu_new ();
  g_autoptr (GMenu) third = g_menu_new ();
  const char *state = crm_row_get_text (task, CRM_TASK_STATE);
  gboolean done = crm_row_get_integer (task, CRM_TASK_DONE_AT) != 0;
  gboolean doing = g_strcmp0 (state, "doing") == 0;

  add_item (first, done ? _ ("_Open again") : _ ("_Done…"), "tasks.done", task->id);
  if (!done)
    add_item (first, _ ("_Put off…"), "tasks.reschedule", task->id);
  add_item (first, _ ("_Edit…"), "tasks.edit", task->id);
  if (!done)
    {
      add_item (first, _ ("_Move up a group"), "tasks.move-up", task->id);
      add_item (first, _ ("Move do_wn a group"), "tasks.move-down", task->id);
      add_item (second, _ ("_Assign to…"), "tasks.assign", task->id);
      add_item (second, doing ? _ ("_Not in progress") : _ ("In _progress"), "tasks.doing", task->id);
      add_item (second, _ ("Dec_line"), "tasks.decline", task->id);
      add_item (second, gtk_widget_get_visible (self->flag) ? _ ("Not i_mportant") : _ ("I_mportant"),
          "tasks.important", task->id);
    }
  if (crm_row_get_integer (task, CRM_TASK_CLIENT) != 0)
    {
      add_item (third, _ ("Open _client"), "tasks.open-client", task->id);
      add_item (third, _ ("Only tasks of this c_lient"), "tasks.only-client", task->id);
    }
  add_item (third, _ ("De_lete"), "tasks.delete", task->id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (second));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (third));
  return G_MENU_MODEL (menu);
}

static void
on_menu_wanted (GtkMenuButton *button, gpointer data)
{
  CrmTaskRow *self = data;
  const CrmRow *task = crm_record_get_row (self->record);
  g_autoptr (GMenuModel) menu = task != NULL ? make_menu (self, task) : NULL;

  gtk_menu_button_set_menu_model (button, menu);
  if (gtk_menu_button_get_popover (button) != NULL)
    g_signal_connect_object (gtk_menu_button_get_popover (button), "closed",
        G_CALLBACK (gtk_widget_grab_focus), self, G_CONNECT_SWAPPED);
}

void
crm_task_row_set_narrow (CrmTaskRow *self, gboolean narrow)
{
  g_return_if_fail (CRM_IS_TASK_ROW (self));
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_box_set_spacing (GTK_BOX (self->line), narrow ? 6 : 10);
  crm_task_row_update (self);
}

void
crm_task_row_open_menu (CrmTaskRow *self)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu));
}

static void
on_secondary_click (CrmTaskRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  crm_task_row_open_menu (self);
}

/* Making */

static void
crm_task_row_dispose (GObject *object)
{
  CrmTaskRow *self = CRM_TASK_ROW (object);

  if (self->record != NULL)
    g_signal_handlers_disconnect_by_data (self->record, self);
  if (self->users != NULL)
    g_signal_handlers_disconnect_by_data (self->users, self);
  g_clear_object (&self->record);
  g_clear_object (&self->users);
  G_OBJECT_CLASS (crm_task_row_parent_class)->dispose (object);
}

static void
crm_task_row_class_init (CrmTaskRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_task_row_dispose;
}

static GtkWidget *
make_label (const char *style, const char *second)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  if (second != NULL)
    gtk_widget_add_css_class (label, second);
  return label;
}

static GtkWidget *
make_words (CrmTaskRow *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = make_label ("semibold", NULL);
  self->avatar = crm_avatar_new (18);
  self->client = make_label ("caption", NULL);
  self->deal_icon = gtk_image_new_from_icon_name ("crm-deal-symbolic");
  gtk_widget_add_css_class (self->deal_icon, "dim-label");
  gtk_image_set_pixel_size (GTK_IMAGE (self->deal_icon), 12);
  gtk_widget_set_margin_start (self->deal_icon, 4);
  self->deal = make_label ("caption", "dim-label");
  gtk_box_append (GTK_BOX (line), self->avatar);
  gtk_box_append (GTK_BOX (line), self->client);
  gtk_box_append (GTK_BOX (line), self->deal_icon);
  gtk_box_append (GTK_BOX (line), self->deal);
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), line);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  return words;
}

static void
make_ends (CrmTaskRow *self)
{
  self->state = make_label ("minichip", NULL);
  self->assigner = make_label ("caption", "dim-label");
  gtk_label_set_max_width_chars (GTK_LABEL (self->assigner), 18);
  self->flag = gtk_image_new_from_icon_name ("crm-flag-symbolic");
  gtk_widget_add_css_class (self->flag, "late");
  gtk_widget_set_tooltip_text (self->flag, _ ("Important"));
  self->repeat = gtk_image_new_from_icon_name ("media-playlist-repeat-symbolic");
  gtk_widget_add_css_class (self->repeat, "dim-label");
  self->due = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->due, "caption");
  gtk_widget_add_css_class (self->due, "numeric");
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu), on_menu_wanted, self, NULL);
  gtk_widget_set_valign (self->menu, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_set_tooltip_text (self->menu, _ ("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("More"), -1);
}

static void
crm_task_row_init (CrmTaskRow *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkGesture *click = gtk_gesture_click_new ();

  self->line = box;
  self->heading = make_label ("sec", NULL);
  gtk_widget_set_margin_top (self->heading, 12);
  gtk_widget_set_margin_start (self->heading, 12);
  gtk_widget_set_visible (self->heading, FALSE);
  self->check = gtk_check_button_new ();
  gtk_widget_set_valign (self->check, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->check, _ ("Done (Space)"));
  g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (on_check_toggled), self);
  self->icon = gtk_image_new ();
  make_ends (self);
  gtk_box_append (GTK_BOX (box), self->check);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), make_words (self));
  gtk_widget_set_valign (self->state, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->state);
  gtk_box_append (GTK_BOX (box), self->assigner);
  gtk_box_append (GTK_BOX (box), self->flag);
  gtk_box_append (GTK_BOX (box), self->repeat);
  gtk_box_append (GTK_BOX (box), self->due);
  gtk_box_append (GTK_BOX (box), self->menu);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_size_request (box, -1, HEIGHT);
  gtk_box_append (GTK_BOX (outer), self->heading);
  gtk_box_append (GTK_BOX (outer), box);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), outer);
  gtk_widget_add_css_class (GTK_WIDGET (self), "task-row");
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_secondary_click), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
crm_task_row_new (CrmRecord *record, CrmNames *users)
{
  CrmTaskRow *self = g_object_new (CRM_TYPE_TASK_ROW, NULL);

  self->users = g_object_ref (users);
  g_signal_connect_swapped (users, "changed", G_CALLBACK (crm_task_row_update), self);
  crm_task_row_set_record (self, record);
  return GTK_WIDGET (self);
}

void
crm_task_row_set_record (CrmTaskRow *self, CrmRecord *record)
{
  if (self->record == record)
    return;
  if (self->record != NULL)
    g_signal_handlers_disconnect_by_data (self->record, self);
  g_set_object (&self->record, record);
  if (record == NULL)
    return;
  g_signal_connect_swapped (record, "changed", G_CALLBACK (crm_task_row_update), self);
  crm_task_row_update (self);
}

gint64
crm_task_row_get_id (CrmTaskRow *self)
{
  return self->record != NULL ? crm_record_get_id (self->record) : 0;
}

CrmRow *
crm_task_row_get_task (CrmTaskRow *self)
{
  return self->record != NULL ? crm_record_get_row (self->record) : NULL;
}

void
crm_task_row_set_heading (CrmTaskRow *self, const char *heading)
{
  set_label (self->heading, heading);
}

GtkWidget *
crm_task_row_get_check (CrmTaskRow *self)
{
  return self->check;
}
