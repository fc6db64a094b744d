/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/crm-today-group.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "crm-window.h"
#include "today/crm-day-notice.h"

/* Heading, badge, "+" and rows; the list of what is done folds. Main thread. */

struct _CrmTodayGroup
{
  GtkBox parent_instance;

  CrmStore *store; /* owned */
  CrmTodayGroupKind kind;
  GtkWidget *title;
  GtkWidget *badge;
  GtkWidget *list;
  GtkWidget *more; /* how many more there are */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (CrmTodayGroup, crm_today_group, GTK_TYPE_BOX)

enum
{
  ACT,
  ADD,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *
get_title (CrmTodayGroupKind kind)
{
  switch (kind)
    {
    case CRM_TODAY_OVERDUE: return _ ("Overdue");
    case CRM_TODAY_AGENDA: return _ ("Agenda");
    case CRM_TODAY_TOMORROW: return _ ("Tomorrow");
    case CRM_TODAY_HINTS: return _ ("Worth a look");
    case CRM_TODAY_WAITING: return _ ("Waiting for an answer");
    case CRM_TODAY_DONE:
    case CRM_TODAY_N_GROUPS:
    default: return _ ("Done today");
    }
}

static void
on_act (CrmTodayRow *row, int act, GtkWidget *at, CrmTodayGroup *self)
{
  g_signal_emit (self, signals[ACT], 0, row, act, at);
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, CrmTodayGroup *self)
{
  crm_today_row_act (CRM_TODAY_ROW (row), CRM_TODAY_ACT_OPEN);
}

static gpointer
read_report_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_day_report_read (tx, crm_clock_now (), error);
}

static void
on_report_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTodayGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *report = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (report == NULL)
    {
      crm_window_report_error (GTK_WIDGET (self), error, _ ("The day could not be read"), NULL);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), report);
  crm_window_toast (GTK_WIDGET (self), _ ("Copied what was done today"));
}

static void
on_copy_clicked (GtkButton *button, CrmTodayGroup *self)
{
  crm_store_read_async (
      self->store, 0, read_report_in_worker, NULL, NULL, g_free, NULL, on_report_read, g_object_ref (self));
}

static void
on_add_clicked (GtkButton *button, CrmTodayGroup *self)
{
  g_signal_emit (self, signals[ADD], 0, button);
}

/* From the end of one list on to the next one. */
static gboolean
on_keynav_failed (GtkWidget *list, GtkDirectionType direction, CrmTodayGroup *self)
{
  if (direction != GTK_DIR_UP && direction != GTK_DIR_DOWN)
    return FALSE;
  return gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (list)),
      direction == GTK_DIR_UP ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
}

static void
crm_today_group_dispose (GObject *object)
{
  g_clear_object (&CRM_TODAY_GROUP (object)->store);
  G_OBJECT_CLASS (crm_today_group_parent_class)->dispose (object);
}

static void
crm_today_group_class_init (CrmTodayGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_today_group_dispose;
  signals[ACT] = g_signal_new ("act", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 3, CRM_TYPE_TODAY_ROW, G_TYPE_INT, GTK_TYPE_WIDGET);
  signals[ADD] = g_signal_new ("add", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 1, GTK_TYPE_WIDGET);
}

static void
crm_today_group_init (CrmTodayGroup *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

static GtkWidget *
make_heading (CrmTodayGroup *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gboolean late = self->kind == CRM_TODAY_OVERDUE;

  self->title = gtk_label_new (get_title (self->kind));
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->title, "heading");
  self->badge = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->badge, "badge");
  gtk_widget_add_css_class (self->badge, "numeric");
  gtk_widget_set_valign (self->badge, GTK_ALIGN_CENTER);
  if (late)
    {
      gtk_widget_add_css_class (self->title, "late");
      gtk_widget_add_css_class (self->badge, "late");
    }
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->badge);
  gtk_widget_set_margin_start (box, 2);
  if (self->kind == CRM_TODAY_AGENDA || self->kind == CRM_TODAY_TOMORROW)
    {
      GtkWidget *add = gtk_button_new_from_icon_name ("list-add-symbolic");
      const char *name =
          self->kind == CRM_TODAY_AGENDA ? _ ("New task for today") : _ ("New task for tomorrow");

      gtk_widget_add_css_class (add, "flat");
      gtk_widget_add_css_class (add, "circular");
      gtk_widget_set_halign (add, GTK_ALIGN_END);
      gtk_widget_set_hexpand (add, TRUE);
      gtk_widget_set_tooltip_text (add, name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_signal_connect (add, "clicked", G_CALLBACK (on_add_clicked), self);
      gtk_box_append (GTK_BOX (box), add);
    }
  if (self->kind == CRM_TODAY_DONE)
    {
      GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");

      gtk_widget_add_css_class (copy, "flat");
      gtk_widget_add_css_class (copy, "circular");
      gtk_widget_set_tooltip_text (copy, _ ("Copy what was done today"));
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (copy), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Copy what was done today"), -1);
      g_signal_connect (copy, "clicked", G_CALLBACK (on_copy_clicked), self);
      gtk_box_append (GTK_BOX (box), copy);
    }
  return box;
}

static void
build (CrmTodayGroup *self)
{
  GtkWidget *heading = make_heading (self), *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect (self->list, "keynav-failed", G_CALLBACK (on_keynav_failed), self);
  self->more = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->more), 0);
  gtk_widget_set_margin_start (self->more, 2);
  gtk_widget_add_css_class (self->more, "caption");
  gtk_widget_add_css_class (self->more, "dim-label");
  gtk_widget_set_visible (self->more, FALSE);
  gtk_box_append (GTK_BOX (content), self->list);
  gtk_box_append (GTK_BOX (content), self->more);
  if (self->kind == CRM_TODAY_DONE)
    {
      GtkWidget *expander = gtk_expander_new (NULL);

      gtk_expander_set_label_widget (GTK_EXPANDER (expander), heading);
      gtk_widget_set_margin_top (content, 6);
      gtk_expander_set_child (GTK_EXPANDER (expander), content);
      gtk_box_append (GTK_BOX (self), expander);
      return;
    }
  gtk_box_append (GTK_BOX (self), heading);
  gtk_box_append (GTK_BOX (self), content);
}

GtkWidget *
crm_today_group_new (CrmStore *store, CrmTodayGroupKind kind)
{
  CrmTodayGroup *self = g_object_new (CRM_TYPE_TODAY_GROUP, "visible", FALSE, NULL);

  self->store = g_object_ref (store);
  self->kind = kind;
  build (self);
  return GTK_WIDGET (self);
}

static gboolean
is_same (const CrmTodayLine *a, const CrmTodayLine *b)
{
  return a->id == b->id && g_str_equal (a->kind, b->kind) && g_strcmp0 (a->hint, b->hint) == 0 &&
         g_strcmp0 (a->rid, b->rid) == 0;
}

/* The row of a line from a place on, or NULL. */
static CrmTodayRow *
find_row (CrmTodayGroup *self, const CrmTodayLine *line, int from)
{
  GtkListBoxRow *row;

  for (int i = from; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (is_same (crm_today_row_get_line (CRM_TODAY_ROW (row)), line))
      return CRM_TODAY_ROW (row);
  return NULL;
}

static gboolean
is_wanted (const CrmTodayLine *line, GPtrArray *lines, guint n)
{
  for (guint i = 0; i < n; i++)
    if (is_same (line, lines->pdata[i]))
      return TRUE;
  return FALSE;
}

static GtkListBoxRow *
find_focus (CrmTodayGroup *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (self->list);

  return GTK_IS_LIST_BOX_ROW (focus) && gtk_widget_get_root (focus) != NULL &&
                 gtk_root_get_focus (gtk_widget_get_root (focus)) != NULL &&
                 (gtk_root_get_focus (gtk_widget_get_root (focus)) == focus ||
                     gtk_widget_is_ancestor (gtk_root_get_focus (gtk_widget_get_root (focus)), focus))
             ? GTK_LIST_BOX_ROW (focus)
             : NULL;
}

/* Takes away rows whose lines are gone; the focus goes to the row that takes the place. */
static void
remove_rows (CrmTodayGroup *self, GPtrArray *lines, guint n)
{
  GtkListBox *list = GTK_LIST_BOX (self->list);
  GtkListBoxRow *focus = find_focus (self), *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL;)
    {
      if (is_wanted (crm_today_row_get_line (CRM_TODAY_ROW (row)), lines, n))
        {
          i++;
          continue;
        }
      if (row == focus)
        {
          GtkListBoxRow *other = gtk_list_box_get_row_at_index (list, i + 1);

          if (other == NULL && i > 0)
            other = gtk_list_box_get_row_at_index (list, i - 1);
          if (other != NULL)
            gtk_widget_grab_focus (GTK_WIDGET (other));
          focus = other;
        }
      gtk_list_box_remove (list, GTK_WIDGET (row));
    }
}

static void
place_rows (CrmTodayGroup *self, CrmToday *today, GPtrArray *lines, guint n)
{
  GtkListBox *list = GTK_LIST_BOX (self->list);

  for (guint i = 0; i < n; i++)
    {
      const CrmTodayLine *line = lines->pdata[i];
      CrmTodayRow *row = find_row (self, line, (int)i);

      if (row == NULL)
        {
          row = CRM_TODAY_ROW (crm_today_row_new (self->store, self->kind));
          crm_today_row_set_narrow (row, self->narrow);
          g_signal_connect (row, "act", G_CALLBACK (on_act), self);
          gtk_list_box_insert (list, GTK_WIDGET (row), (int)i);
        }
      else if (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) != (int)i)
        {
          gboolean focused = find_focus (self) == GTK_LIST_BOX_ROW (row);

          g_object_ref (row);
          gtk_list_box_remove (list, GTK_WIDGET (row));
          gtk_list_box_insert (list, GTK_WIDGET (row), (int)i);
          if (focused)
            gtk_widget_grab_focus (GTK_WIDGET (row));
          g_object_unref (row);
        }
      crm_today_row_set_line (row, today, line);
    }
}

void
crm_today_group_set_lines (CrmTodayGroup *self, CrmToday *today, GPtrArray *lines, guint limit, guint n)
{
  guint shown;
  g_autofree char *count = NULL, *name = NULL;

  g_return_if_fail (CRM_IS_TODAY_GROUP (self));
  shown = MIN (lines->len, limit);
  remove_rows (self, lines, shown);
  place_rows (self, today, lines, shown);
  count = g_strdup_printf ("%u", n);
  gtk_label_set_text (GTK_LABEL (self->badge), count);
  gtk_widget_set_visible (self->badge,
      self->kind == CRM_TODAY_OVERDUE || self->kind == CRM_TODAY_HINTS || self->kind == CRM_TODAY_DONE);
  /* Translators: the heading of a list and how many lines it has. */
  name = g_strdup_printf (_ ("%s, %u"), get_title (self->kind), n);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (n > shown && self->kind != CRM_TODAY_HINTS)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", n - shown), n - shown);

      gtk_label_set_text (GTK_LABEL (self->more), more);
    }
  gtk_widget_set_visible (self->more, n > shown && self->kind != CRM_TODAY_HINTS);
  gtk_widget_set_visible (GTK_WIDGET (self), shown > 0);
}

void
crm_today_group_set_narrow (CrmTodayGroup *self, gboolean narrow)
{
  GtkListBoxRow *row;

  g_return_if_fail (CRM_IS_TODAY_GROUP (self));
  self->narrow = narrow;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    crm_today_row_set_narrow (CRM_TODAY_ROW (row), narrow);
}

GtkListBox *
crm_today_group_get_list (CrmTodayGroup *self)
{
  g_return_val_if_fail (CRM_IS_TODAY_GROUP (self), NULL);
  return GTK_LIST_BOX (self->list);
}

CrmTodayGroupKind
crm_today_group_get_kind (CrmTodayGroup *self)
{
  g_return_val_if_fail (CRM_IS_TODAY_GROUP (self), CRM_TODAY_N_GROUPS);
  return self->kind;
}
