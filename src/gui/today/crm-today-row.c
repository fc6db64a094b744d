/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today/crm-today-row.h"

#include <glib/gi18n-lib.h>

#include "today/crm-today-words.h"
#include "widgets/crm-avatar.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-record-drag.h"

/* Builds what its list shows of a line: check, time, disc, texts, buttons. Keeps the reading the line belongs to. Main thread. */

struct _CrmTodayRow
{
  GtkListBoxRow parent_instance;

  CrmStore *store; /* owned */
  CrmTodayGroupKind group;
  CrmToday *today;          /* owned */
  const CrmTodayLine *line; /* of today */
  GtkWidget *badge;         /* child, nullable */
  GtkWidget *offer;         /* child, nullable */
  GtkWidget *check;         /* child, nullable */
  char *soon;
  char *warning; /* nullable */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (CrmTodayRow, crm_today_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  ACT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
emit (CrmTodayRow *self, CrmTodayAct act, GtkWidget *at)
{
  g_signal_emit (self, signals[ACT], 0, (int)act, at);
}

void
crm_today_row_act (CrmTodayRow *self, CrmTodayAct act)
{
  g_return_if_fail (CRM_IS_TODAY_ROW (self));
  emit (self, act,
      act == CRM_TODAY_ACT_DONE && self->check != NULL    ? self->check
      : act == CRM_TODAY_ACT_OFFER && self->offer != NULL ? self->offer
                                                          : GTK_WIDGET (self));
}

static void
on_check_toggled (GtkCheckButton *check, CrmTodayRow *self)
{
  gboolean done = self->group == CRM_TODAY_DONE;

  if (gtk_check_button_get_active (check) == done)
    return;
  /* The mark follows the book, not the pointer: the popover may be closed without saving. */
  g_signal_handlers_block_by_func (check, on_check_toggled, self);
  gtk_check_button_set_active (check, done);
  g_signal_handlers_unblock_by_func (check, on_check_toggled, self);
  emit (self, CRM_TODAY_ACT_DONE, GTK_WIDGET (check));
}

static GtkWidget *
make_check (CrmTodayRow *self)
{
  GtkWidget *check = gtk_check_button_new ();
  gboolean meeting = g_str_equal (self->line->kind, "meeting");
  const char *name = self->group == CRM_TODAY_DONE ? _ ("Open again")
                     : meeting                     ? _ ("Took place")
                                                   : _ ("Done");

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), self->group == CRM_TODAY_DONE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (check, 34, 34);
  gtk_widget_set_tooltip_text (check, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (check, "toggled", G_CALLBACK (on_check_toggled), self);
  self->check = check;
  return check;
}

static void
on_snooze_clicked (GtkButton *button, CrmTodayRow *self)
{
  emit (self, CRM_TODAY_ACT_SNOOZE, GTK_WIDGET (button));
}

static void
on_offer_clicked (GtkButton *button, CrmTodayRow *self)
{
  emit (self, CRM_TODAY_ACT_OFFER, GTK_WIDGET (button));
}

static GtkWidget *
make_icon_button (const char *icon, const char *name, const char *style)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* What is offered: words for a hint and for the call that comes next, else a coloured icon. */
static void
append_offer (CrmTodayRow *self, GtkWidget *box)
{
  CrmTodayOffer offer = crm_today_line_get_offer (self->line);
  const char *icon = crm_today_offer_get_icon (offer), *name = crm_today_offer_get_label (offer);
  const char *style = offer == CRM_TODAY_OFFER_CALL ? "call" : offer == CRM_TODAY_OFFER_WRITE ? "mail" : NULL;
  gboolean next = self->soon != NULL && offer == CRM_TODAY_OFFER_CALL;

  if (name == NULL)
    return;
  if (self->group == CRM_TODAY_HINTS || (next && !self->narrow))
    {
      self->offer = gtk_button_new_with_label (name);
      gtk_widget_set_valign (self->offer, GTK_ALIGN_CENTER);
      if (next)
        gtk_widget_add_css_class (self->offer, "suggested-action");
    }
  else
    self->offer = make_icon_button (icon, name, style);
  g_signal_connect (self->offer, "clicked", G_CALLBACK (on_offer_clicked), self);
  gtk_box_append (GTK_BOX (box), self->offer);
}

static void
append_snooze (CrmTodayRow *self, GtkWidget *box)
{
  GtkWidget *button;

  if (!g_str_equal (self->line->kind, "task"))
    return;
  button = make_icon_button ("alarm-symbolic", _ ("Put off"), NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (on_snooze_clicked), self);
  gtk_box_append (GTK_BOX (box), button);
}

static void
append_menu (GtkWidget *box)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, _ ("Not now"), "hint.not-now");
  g_menu_append (menu, _ ("Don’t show again"), "hint.never");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("More"), -1);
  gtk_box_append (GTK_BOX (box), button);
}

/* "16:00" over "75 min". */
static GtkWidget *
make_time (CrmTodayRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *time = self->line->at != 0 ? crm_today_dup_time (self->store, self->line->at) : NULL;
  g_autofree char *length = crm_today_dup_length (self->line);
  GtkWidget *first = make_label (time != NULL ? time : "", "semibold");

  gtk_widget_add_css_class (first, "numeric");
  gtk_label_set_xalign (GTK_LABEL (first), 1);
  gtk_box_append (GTK_BOX (box), first);
  if (length != NULL)
    {
      GtkWidget *second = make_label (length, "caption");

      gtk_widget_add_css_class (second, "dim-label");
      gtk_widget_add_css_class (second, "numeric");
      gtk_label_set_xalign (GTK_LABEL (second), 1);
      gtk_box_append (GTK_BOX (box), second);
    }
  gtk_widget_set_size_request (box, 48, -1);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

/* Avatar, name, "· place or company". */
static GtkWidget *
make_client (CrmTodayRow *self)
{
  const CrmTodayLine *line = self->line;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (line->client_name != NULL)
    {
      GtkWidget *avatar = crm_avatar_new (18);

      crm_avatar_set_client (avatar, line->client_name, NULL);
      gtk_box_append (GTK_BOX (box), avatar);
      gtk_box_append (GTK_BOX (box), make_label (line->client_name, "caption"));
    }
  if ((line->client_caption != NULL || line->deal_title != NULL) &&
      !(self->narrow && line->client_name != NULL))
    {
      const char *text = line->client_caption != NULL ? line->client_caption : line->deal_title;
      g_autofree char *more = line->client_name != NULL ? g_strconcat ("· ", text, NULL) : g_strdup (text);
      GtkWidget *label = make_label (more, "caption");

      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_visible (box, gtk_widget_get_first_child (box) != NULL);
  return box;
}

static GtkWidget *
make_warning (CrmTodayRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *text = make_label (self->warning, "caption");

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
  gtk_widget_add_css_class (icon, "today");
  gtk_widget_add_css_class (text, "today");
  gtk_widget_set_tooltip_text (text, self->warning);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), text);
  return box;
}

static GtkWidget *
make_texts (CrmTodayRow *self)
{
  const CrmTodayLine *line = self->line;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2),
            *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = make_label (line->title, "semibold");
  gboolean wraps = self->group == CRM_TODAY_HINTS || self->group == CRM_TODAY_WAITING;

  gtk_widget_set_tooltip_text (title, line->title);
  /* A hint has a button beside it, and the name at its end. */
  if (self->group == CRM_TODAY_HINTS)
    {
      gtk_label_set_wrap (GTK_LABEL (title), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_lines (GTK_LABEL (title), 2);
    }
  gtk_box_append (GTK_BOX (head), title);
  self->badge = gtk_label_new (self->soon);
  gtk_widget_add_css_class (self->badge, "badge");
  gtk_widget_add_css_class (self->badge, "next");
  gtk_widget_set_valign (self->badge, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->badge, self->soon != NULL);
  gtk_box_append (GTK_BOX (head), self->badge);
  gtk_box_append (GTK_BOX (box), head);
  if (wraps)
    {
      GtkWidget *reason = gtk_label_new (NULL);
      g_autofree char *text = self->group == CRM_TODAY_WAITING && line->client_name != NULL
                                  ? g_strdup_printf ("%s · %s", line->client_name, line->reason)
                                  : g_strdup (line->reason);

      gtk_label_set_text (GTK_LABEL (reason), text);
      gtk_label_set_xalign (GTK_LABEL (reason), 0);
      gtk_label_set_wrap (GTK_LABEL (reason), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (reason), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_lines (GTK_LABEL (reason), 2);
      gtk_label_set_ellipsize (GTK_LABEL (reason), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (reason, "caption");
      gtk_widget_add_css_class (reason, "dim-label");
      gtk_widget_set_tooltip_text (reason, text);
      gtk_box_append (GTK_BOX (box), reason);
    }
  else
    gtk_box_append (GTK_BOX (box), make_client (self));
  if (self->warning != NULL)
    gtk_box_append (GTK_BOX (box), make_warning (self));
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static void
fill_overdue (CrmTodayRow *self, GtkWidget *box)
{
  GtkWidget *reason = gtk_label_new (self->line->reason), *texts = make_texts (self);

  gtk_box_append (GTK_BOX (box), make_check (self));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_add_css_class (reason, "caption");
  gtk_widget_add_css_class (reason, "late");
  gtk_widget_add_css_class (reason, "numeric");
  /* A question about a meeting is long; how late something is never breaks. */
  if (self->narrow)
    gtk_label_set_wrap (GTK_LABEL (reason), TRUE);
  else if (g_utf8_strlen (self->line->reason, -1) > 24)
    {
      gtk_label_set_wrap (GTK_LABEL (reason), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (reason), 24);
      gtk_label_set_justify (GTK_LABEL (reason), GTK_JUSTIFY_RIGHT);
    }
  gtk_label_set_xalign (GTK_LABEL (reason), self->narrow ? 0 : 1);
  /* Beside the subject it would leave no room for that. */
  gtk_box_append (GTK_BOX (self->narrow ? texts : box), reason);
  append_offer (self, box);
  append_snooze (self, box);
}

static void
fill (CrmTodayRow *self, GtkWidget *box)
{
  const CrmTodayLine *line = self->line;
  GtkWidget *disc = crm_disc_new (crm_today_line_get_icon (line), crm_today_line_get_style (line), FALSE);

  gtk_widget_set_hexpand (disc, FALSE);
  gtk_widget_set_valign (disc, GTK_ALIGN_CENTER);
  if (self->group == CRM_TODAY_AGENDA || self->group == CRM_TODAY_TOMORROW)
    gtk_box_append (GTK_BOX (box), make_time (self));
  if (self->group == CRM_TODAY_DONE)
    {
      GtkWidget *reason;

      gtk_box_append (GTK_BOX (box), make_check (self));
      gtk_box_append (GTK_BOX (box), make_texts (self));
      reason = make_label (line->reason, "caption");
      gtk_widget_add_css_class (reason, "dim-label");
      gtk_label_set_ellipsize (GTK_LABEL (reason), PANGO_ELLIPSIZE_NONE);
      gtk_box_append (GTK_BOX (box), reason);
      g_object_ref_sink (disc);
      g_object_unref (disc);
      return;
    }
  gtk_widget_set_visible (disc, !self->narrow);
  gtk_box_append (GTK_BOX (box), disc);
  gtk_box_append (GTK_BOX (box), make_texts (self));
  append_offer (self, box);
  if (self->group == CRM_TODAY_HINTS)
    append_menu (box);
  else if (self->group == CRM_TODAY_AGENDA)
    {
      if (!self->narrow)
        append_snooze (self, box);
      gtk_box_append (GTK_BOX (box), make_check (self));
    }
  else if (self->group == CRM_TODAY_WAITING && !line->declined)
    gtk_box_append (GTK_BOX (box), make_check (self));
}

/* The whole line in one sentence. */
static void
update_name (CrmTodayRow *self)
{
  const CrmTodayLine *line = self->line;
  g_autoptr (GString) text = g_string_new (line->title);
  const char *const parts[] = { line->hint != NULL ? NULL : line->client_name, line->client_caption,
    line->reason, self->soon, self->warning, line->important ? _ ("Important") : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, ", %s", parts[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
}

static void
build (CrmTodayRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, self->narrow                       ? 6
                                                            : self->group == CRM_TODAY_OVERDUE ? 8
                                                                                               : 12);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean inside =
      focus != NULL && focus != GTK_WIDGET (self) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));

  self->badge = self->offer = self->check = NULL;
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  if (self->group == CRM_TODAY_OVERDUE)
    fill_overdue (self, box);
  else
    fill (self, box);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  update_name (self);
  if (inside)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
hint_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  emit (CRM_TODAY_ROW (widget),
      g_str_equal (name, "hint.never") ? CRM_TODAY_ACT_NEVER : CRM_TODAY_ACT_NOT_NOW, widget);
}

static void
crm_today_row_finalize (GObject *object)
{
  CrmTodayRow *self = CRM_TODAY_ROW (object);

  g_clear_pointer (&self->today, crm_today_unref);
  g_clear_object (&self->store);
  g_free (self->soon);
  g_free (self->warning);
  G_OBJECT_CLASS (crm_today_row_parent_class)->finalize (object);
}

static void
crm_today_row_class_init (CrmTodayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_today_row_finalize;
  signals[ACT] = g_signal_new ("act", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 2, G_TYPE_INT, GTK_TYPE_WIDGET);
  gtk_widget_class_install_action (widget_class, "hint.not-now", NULL, hint_action);
  gtk_widget_class_install_action (widget_class, "hint.never", NULL, hint_action);
}

static void
crm_today_row_init (CrmTodayRow *self)
{
}

/* A task is planned anew where it is dropped; anything else about a client stands for the client. */
static GdkContentProvider *
on_drag_prepare (CrmTodayRow *self, double x, double y)
{
  const CrmTodayLine *line = self->line;

  if (line == NULL || self->group == CRM_TODAY_DONE)
    return NULL;
  if (g_strcmp0 (line->kind, "task") == 0)
    return crm_record_drag_new_content ("task", line->id);
  if (g_strcmp0 (line->kind, "meeting") == 0 || line->client == 0)
    return NULL;
  return crm_record_drag_new_content ("client", line->client);
}

static void
on_drag_begin (CrmTodayRow *self, GdkDrag *drag)
{
  crm_record_drag_set_icon (drag, self->line != NULL ? self->line->title : NULL);
}

static void
add_drag (CrmTodayRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (on_drag_prepare), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (on_drag_begin), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

GtkWidget *
crm_today_row_new (CrmStore *store, CrmTodayGroupKind group)
{
  CrmTodayRow *self = g_object_new (CRM_TYPE_TODAY_ROW, NULL);

  self->store = g_object_ref (store);
  self->group = group;
  add_drag (self);
  return GTK_WIDGET (self);
}

void
crm_today_row_set_line (CrmTodayRow *self, CrmToday *today, const CrmTodayLine *line)
{
  gboolean same;

  g_return_if_fail (CRM_IS_TODAY_ROW (self));
  same = self->line != NULL && crm_today_line_equal (self->line, line);
  crm_today_ref (today);
  g_clear_pointer (&self->today, crm_today_unref);
  self->today = today;
  self->line = line;
  if (!same)
    build (self);
}

const CrmTodayLine *
crm_today_row_get_line (CrmTodayRow *self)
{
  g_return_val_if_fail (CRM_IS_TODAY_ROW (self), NULL);
  return self->line;
}

void
crm_today_row_set_soon (CrmTodayRow *self, const char *soon)
{
  gboolean other;

  g_return_if_fail (CRM_IS_TODAY_ROW (self));
  if (g_strcmp0 (self->soon, soon) == 0)
    return;
  other = (self->soon == NULL) != (soon == NULL);
  g_free (self->soon);
  self->soon = g_strdup (soon);
  if (other)
    {
      build (self);
      return;
    }
  gtk_label_set_text (GTK_LABEL (self->badge), soon);
  update_name (self);
}

void
crm_today_row_set_warning (CrmTodayRow *self, const char *warning)
{
  g_return_if_fail (CRM_IS_TODAY_ROW (self));
  if (g_strcmp0 (self->warning, warning) == 0)
    return;
  g_free (self->warning);
  self->warning = g_strdup (warning);
  if (self->line != NULL)
    build (self);
}

void
crm_today_row_set_narrow (CrmTodayRow *self, gboolean narrow)
{
  g_return_if_fail (CRM_IS_TODAY_ROW (self));
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  if (self->line != NULL)
    build (self);
}
