/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-calendar-details.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/crm-money.h"
#include "client/crm-client.h"
#include "calendar/crm-calendar-place.h"
#include "calendar/crm-calendar-words.h"
#include "calendar/crm-invite.h"
#include "client/crm-client-contacts.h"
#include "crm-window.h"
#include "deal/crm-deal.h"
#include "meeting/crm-check-in-line.h"
#include "widgets/crm-avatar.h"
#include "widgets/crm-chip.h"

/* Shows at once what the agenda knows, then what a read of the record adds (reminder, people, deal, calendar). Everything is made anew for another
 * item. Main thread, but for functions named _in_worker. */

#define N_NEXT 3

typedef struct
{
  CrmRow *meeting;         /* owned, nullable */
  GPtrArray *participants; /* CrmRow, nullable */
  GPtrArray *names;        /* char *, as participants */
  GPtrArray *zones;        /* likewise their time zones, each nullable */
  char *amount;            /* of the deal, nullable */
  char *stage;
  char *calendar;
} Known;

struct _CrmCalendarDetails
{
  AdwBin parent_instance;

  CrmStore *store; /* owned */
  GtkWidget *box;
  GtkWidget *buttons;
  CrmAgenda *agenda;   /* owned, nullable: of item */
  CrmAgendaItem *item; /* nullable */
  CrmAgenda *next;     /* owned, nullable */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CrmCalendarDetails, crm_calendar_details, ADW_TYPE_BIN)

static void
known_free (gpointer data)
{
  Known *known = data;

  g_clear_pointer (&known->meeting, crm_row_unref);
  g_clear_pointer (&known->participants, g_ptr_array_unref);
  g_clear_pointer (&known->names, g_ptr_array_unref);
  g_clear_pointer (&known->zones, g_ptr_array_unref);
  g_free (known->amount);
  g_free (known->stage);
  g_free (known->calendar);
  g_free (known);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Known, known_free)

/* Reading */

typedef struct
{
  gint64 meeting;
  gint64 deal;
  gint64 calendar;
} Ask;

static char *
dup_participant_in_worker (CrmTransaction *tx, const CrmRow *row)
{
  gint64 client = crm_row_get_integer (row, CRM_PARTICIPANT_CLIENT);
  gint64 user = crm_row_get_integer (row, CRM_PARTICIPANT_USER);
  const char *name = crm_row_get_text (row, CRM_PARTICIPANT_NAME);
  char *title = client != 0 ? crm_transaction_dup_title (tx, "client", client)
                : user != 0 ? crm_transaction_dup_title (tx, "user", user)
                            : NULL;

  if (title != NULL)
    return title;
  if (name == NULL)
    name = crm_row_get_text (row, CRM_PARTICIPANT_ADDRESS);
  return g_strdup (name != NULL ? name : "");
}

/* Of a client; others are where the book is. Caller owns; NULL: not known. */
static char *
dup_zone_in_worker (CrmTransaction *tx, const CrmRow *participant)
{
  gint64 id = crm_row_get_integer (participant, CRM_PARTICIPANT_CLIENT);
  g_autoptr (CrmRow) client = id != 0 ? crm_transaction_load (tx, "client", id, NULL) : NULL;

  return client != NULL ? g_strdup (crm_row_get_text (client, CRM_CLIENT_ZONE)) : NULL;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Ask *ask = data;
  g_autoptr (Known) known = g_new0 (Known, 1);

  if (ask->meeting != 0)
    {
      known->meeting = crm_transaction_load (tx, "meeting", ask->meeting, error);
      known->participants =
          known->meeting != NULL ? crm_meeting_list_participants (tx, ask->meeting, error) : NULL;
      if (known->participants == NULL)
        return NULL;
      known->names = g_ptr_array_new_with_free_func (g_free);
      known->zones = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < known->participants->len; i++)
        {
          g_ptr_array_add (known->names, dup_participant_in_worker (tx, known->participants->pdata[i]));
          g_ptr_array_add (known->zones, dup_zone_in_worker (tx, known->participants->pdata[i]));
        }
    }
  if (ask->deal != 0)
    {
      g_autoptr (CrmRow) deal = crm_transaction_load (tx, "deal", ask->deal, NULL);
      const CrmValue *amount = deal != NULL ? crm_row_get (deal, CRM_DEAL_AMOUNT) : NULL;

      if (amount != NULL && amount->type == CRM_VALUE_MONEY)
        known->amount = crm_money_display (amount->v.money.minor, amount->v.money.currency, TRUE);
      if (deal != NULL)
        known->stage = crm_transaction_dup_title (tx, "stage", crm_row_get_integer (deal, CRM_DEAL_STAGE));
    }
  if (ask->calendar != 0)
    known->calendar = crm_transaction_dup_title (tx, "calendar", ask->calendar);
  return g_steal_pointer (&known);
}

/* Lines */

static GtkWidget *
new_label (const char *text, gboolean wrap, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (wrap)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
    }
  else
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (label, text);
    }
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* Icon, words, and below them a caption (nullable). */
static GtkWidget *
add_line (
    CrmCalendarDetails *self, const char *icon, const char *style, const char *text, const char *caption)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_valign (image, caption != NULL ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (image, caption != NULL ? 2 : 0);
  gtk_widget_add_css_class (image, style != NULL ? style : "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), new_label (text, TRUE, style));
  if (caption != NULL)
    {
      GtkWidget *second = new_label (caption, TRUE, "caption");

      gtk_widget_add_css_class (second, "dim-label");
      gtk_box_append (GTK_BOX (words), second);
    }
  gtk_box_append (GTK_BOX (line), image);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (self->box), line);
  return line;
}

static GtkWidget *
new_icon_button (const char *icon, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
add_head (CrmCalendarDetails *self)
{
  const CrmAgendaItem *item = self->item;
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *disc =
      crm_disc_new (crm_calendar_item_get_icon (item), crm_calendar_item_get_style (item), TRUE);
  GtkWidget *title = new_label (item->title, TRUE, "heading");

  /* In the middle of the first line, which is as high as the button. */
  gtk_widget_set_valign (disc, GTK_ALIGN_START);
  gtk_widget_set_margin_top (disc, 4);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), disc);
  gtk_box_append (GTK_BOX (head), title);
  if (item->read_only)
    {
      GtkWidget *lock = gtk_image_new_from_icon_name ("changes-prevent-symbolic");

      gtk_widget_set_tooltip_text (lock, _ ("Cannot be changed here"));
      gtk_widget_add_css_class (lock, "dim-label");
      gtk_box_append (GTK_BOX (head), lock);
    }
  else
    {
      GtkWidget *edit = new_icon_button ("document-edit-symbolic", _ ("Edit (Enter)"));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (edit), "calendar.edit");
      gtk_box_append (GTK_BOX (head), edit);
    }
  gtk_box_append (GTK_BOX (self->box), head);
}

static void
on_call (CrmCalendarDetails *self)
{
  if (self->item != NULL && self->item->phone != NULL)
    crm_client_contacts_open (GTK_WIDGET (self), "phone", self->item->phone, NULL);
}

static void
add_client (CrmCalendarDetails *self)
{
  const CrmAgendaItem *item = self->item;
  GtkWidget *card, *avatar, *words, *open;
  g_autofree char *call_name = NULL, *open_name = NULL;

  if (item->client == 0)
    return;
  card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "pad-small");
  avatar = crm_avatar_new (36);
  crm_avatar_set_client (avatar, item->client_name, NULL);
  gtk_box_append (GTK_BOX (card), avatar);
  words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), new_label (item->client_name, FALSE, "semibold"));
  if (item->client_caption != NULL)
    {
      GtkWidget *caption = new_label (item->client_caption, FALSE, "caption");

      gtk_widget_add_css_class (caption, "dim-label");
      gtk_box_append (GTK_BOX (words), caption);
    }
  gtk_box_append (GTK_BOX (card), words);
  if (item->phone != NULL)
    {
      GtkWidget *call;

      call_name = g_strdup_printf (_ ("Call %s"), item->client_name);
      call = new_icon_button ("call-start-symbolic", call_name);
      gtk_widget_add_css_class (call, "call");
      g_signal_connect_object (call, "clicked", G_CALLBACK (on_call), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (card), call);
    }
  open_name = g_strdup_printf (_ ("Open %s"), item->client_name);
  open = new_icon_button ("go-next-symbolic", open_name);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "x", item->client);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.open-client");
  gtk_box_append (GTK_BOX (card), open);
  gtk_box_append (GTK_BOX (self->box), card);
}

/* What the clock says in the zone of the meeting, and where those are who take part. */
static void
append_elsewhere (CrmCalendarDetails *self, const Known *known, GString *text)
{
  const char *zone = crm_row_get_text (known->meeting, CRM_MEETING_ZONE);
  GTimeZone *own = crm_store_get_zone (self->store);
  g_autofree char *there = crm_calendar_dup_there (self->item->starts_at, zone, own);

  if (there != NULL)
    g_string_append (text, there);
  for (guint i = 0; i < known->zones->len; i++)
    {
      g_autofree char *theirs = crm_calendar_dup_there (self->item->starts_at, known->zones->pdata[i], own);

      if (theirs != NULL && g_strcmp0 (theirs, there) != 0)
        g_string_append_printf (
            text, "%s%s · %s", text->len > 0 ? "\n" : "", (char *)known->names->pdata[i], theirs);
    }
}

static char *
dup_time_caption (CrmCalendarDetails *self, const Known *known)
{
  GString *text = g_string_new (NULL);

  if (known != NULL && known->meeting != NULL && !self->item->all_day)
    append_elsewhere (self, known, text);
  if (known != NULL && known->meeting != NULL)
    {
      g_autofree char *reminders = crm_calendar_dup_reminders (
          crm_row_get_text (known->meeting, CRM_MEETING_REMINDERS), self->item->all_day);

      if (reminders != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", reminders);
    }
  if (self->item->repeats)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", _ ("Repeats"));
  if (self->item->owner_name != NULL && self->item->owner != crm_store_get_user (self->store))
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", self->item->owner_name);
  if (text->len > 0)
    return g_string_free (text, FALSE);
  g_string_free (text, TRUE);
  return NULL;
}

static void
on_map (GtkButton *button, CrmCalendarDetails *self)
{
  double *position = g_object_get_data (G_OBJECT (button), "position");

  if (self->item != NULL)
    crm_calendar_show_place (GTK_WIDGET (self), self->item->place, position[0], position[1]);
}

static void
add_place (CrmCalendarDetails *self, const Known *known)
{
  GtkWidget *line, *map;
  double *position;

  if (self->item->place == NULL)
    return;
  line = add_line (self, "mark-location-symbolic", NULL, self->item->place, NULL);
  map = new_icon_button ("find-location-symbolic", _ ("Show on a map"));
  position = g_new (double, 2);
  position[0] = position[1] = NAN;
  if (known != NULL && known->meeting != NULL &&
      crm_row_get (known->meeting, CRM_MEETING_LATITUDE)->type == CRM_VALUE_REAL &&
      crm_row_get (known->meeting, CRM_MEETING_LONGITUDE)->type == CRM_VALUE_REAL)
    {
      position[0] = crm_row_get (known->meeting, CRM_MEETING_LATITUDE)->v.real;
      position[1] = crm_row_get (known->meeting, CRM_MEETING_LONGITUDE)->v.real;
    }
  g_object_set_data_full (G_OBJECT (map), "position", position, g_free);
  g_signal_connect_object (map, "clicked", G_CALLBACK (on_map), self, 0);
  gtk_box_append (GTK_BOX (line), map);
}

static void
on_online (CrmCalendarDetails *self)
{
  if (self->item != NULL && self->item->online != NULL)
    crm_client_contacts_open (GTK_WIDGET (self), "web", self->item->online, NULL);
}

static void
add_online (CrmCalendarDetails *self)
{
  GtkWidget *line, *open;

  if (self->item->online == NULL)
    return;
  line = add_line (self, "camera-web-symbolic", NULL, self->item->online, NULL);
  open = new_icon_button ("go-next-symbolic", _ ("Join online"));
  g_signal_connect_object (open, "clicked", G_CALLBACK (on_online), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), open);
}

static void
add_deal (CrmCalendarDetails *self, const Known *known)
{
  GtkWidget *line, *open;
  g_autofree char *caption = NULL;

  if (self->item->deal == 0 || g_str_equal (self->item->kind, "closing"))
    return;
  if (known != NULL && known->amount != NULL && known->stage != NULL)
    caption = g_strdup_printf ("%s · %s", known->amount, known->stage);
  else if (known != NULL)
    caption = g_strdup (known->stage);
  line = add_line (self, "crm-deal-symbolic", NULL, self->item->deal_title, caption);
  open = new_icon_button ("go-next-symbolic", _ ("Open the deal"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "x", self->item->deal);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.open-deal");
  gtk_box_append (GTK_BOX (line), open);
}

static void
add_people (CrmCalendarDetails *self, const Known *known)
{
  static const struct
  {
    const char *answer;
    const char *icon;
    const char *style;
  } signs[] = { { "accepted", "emblem-ok-symbolic", "ok" }, { "declined", "window-close-symbolic", "late" },
    { "tentative", "dialog-question-symbolic", "today" } };

  /* The only client stands above. */
  if (known == NULL || known->participants == NULL ||
      known->participants->len <= (self->item->client != 0 ? 1 : 0))
    return;
  for (guint i = 0; i < known->participants->len; i++)
    {
      CrmRow *row = known->participants->pdata[i];
      const char *answer = crm_row_get_text (row, CRM_PARTICIPANT_ANSWER);
      const CrmField *field = &row->entity->fields[CRM_PARTICIPANT_ANSWER];
      g_autofree char *words =
          g_strcmp0 (answer, "none") != 0
              ? crm_field_format_display (field, crm_row_get (row, CRM_PARTICIPANT_ANSWER), NULL)
              : NULL;
      const char *icon = "avatar-default-symbolic", *style = NULL;
      GtkWidget *line;

      for (guint k = 0; k < G_N_ELEMENTS (signs); k++)
        if (g_strcmp0 (signs[k].answer, answer) == 0)
          {
            icon = signs[k].icon;
            style = signs[k].style;
          }
      line = add_line (self, icon, NULL, known->names->pdata[i], words);
      if (style != NULL)
        gtk_widget_add_css_class (gtk_widget_get_first_child (line), style);
    }
}

static void
add_sync (CrmCalendarDetails *self, const Known *known)
{
  const CrmAgendaItem *item = self->item;
  const char *name = known != NULL && known->calendar != NULL ? known->calendar : "";
  g_autofree char *text = NULL;

  if (item->sync == NULL && item->calendar != 0 && *name != '\0')
    {
      add_line (self, "x-office-calendar-symbolic", NULL, name, NULL);
      return;
    }
  if (item->sync == NULL || known == NULL)
    return;
  if (g_str_equal (item->sync, "queued"))
    text = g_strdup_printf (_ ("Not yet in calendar “%s”"), name);
  else if (g_str_equal (item->sync, "conflict"))
    text = g_strdup_printf (_ ("Changed here and in calendar “%s”"), name);
  else
    text = g_strdup_printf (_ ("Calendar “%s” does not take it"), name);
  add_line (self, g_str_equal (item->sync, "queued") ? "content-loading-symbolic" : "dialog-warning-symbolic",
      g_str_equal (item->sync, "queued") ? NULL : "late", text, NULL);
}

static GtkWidget *
new_action_button (const char *label, const char *action, gboolean suggested)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_hexpand (button, TRUE);
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  return button;
}

static void
add_buttons (CrmCalendarDetails *self, const Known *known)
{
  const CrmAgendaItem *item = self->item;
  gboolean meeting = g_str_equal (item->kind, "meeting"), task = g_str_equal (item->kind, "task");
  gboolean done = crm_calendar_item_is_done (item);

  self->buttons = NULL;
  if (g_str_equal (item->kind, "event"))
    gtk_box_append (
        GTK_BOX (self->box), new_action_button (_ ("_Take into the book"), "calendar.adopt", FALSE));
  if (!meeting && !task)
    return;
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (self->buttons),
      new_action_button (done ? _ ("_Change outcome…") : _ ("Mark as _done…"), "calendar.done", !done));
  if (!done && !item->read_only)
    gtk_box_append (GTK_BOX (self->buttons), new_action_button (_ ("Mo_ve…"), "calendar.move", FALSE));
  gtk_box_append (GTK_BOX (self->box), self->buttons);
  if (meeting)
    {
      gtk_box_append (GTK_BOX (self->box), crm_check_in_line_new (self->store, item->id));
      gtk_box_append (GTK_BOX (self->box), new_action_button (_ ("I am _here…"), "calendar.check-in", FALSE));
    }
  if (meeting && g_strcmp0 (item->sync, "conflict") == 0)
    gtk_box_append (
        GTK_BOX (self->box), new_action_button (_ ("_Compare versions…"), "calendar.resolve", FALSE));
}

static void
clear (CrmCalendarDetails *self)
{
  GtkWidget *child;

  self->buttons = NULL;
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
}

static void
on_invite (CrmCalendarDetails *self)
{
  gboolean cancelled = self->item != NULL && g_strcmp0 (self->item->state, "cancelled") == 0;

  if (self->item != NULL)
    crm_invite_send (GTK_WIDGET (self), self->store, self->item->id, cancelled ? "CANCEL" : "REQUEST");
}

/* Those who take part can be written to; of a cancelled meeting, that it is. */
static void
add_invite (CrmCalendarDetails *self, const Known *known)
{
  gboolean cancelled = g_strcmp0 (self->item->state, "cancelled") == 0;
  GtkWidget *button;

  if (self->item->read_only || known == NULL || known->participants == NULL ||
      known->participants->len == 0 || (!cancelled && g_strcmp0 (self->item->state, "planned") != 0))
    return;
  button =
      gtk_button_new_with_mnemonic (cancelled ? _ ("_Tell the participants…") : _ ("Send _invitations…"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_invite), self);
  gtk_box_append (GTK_BOX (self->box), button);
}

static void
show_item (CrmCalendarDetails *self, const Known *known)
{
  CrmAgendaItem *item = self->item;
  GTimeZone *zone = crm_store_get_zone (self->store);
  g_autofree char *time = NULL, *caption = NULL;
  const char *text = item->text;

  clear (self);
  add_head (self);
  add_client (self);
  time = crm_calendar_dup_time (item->starts_at,
      g_str_equal (item->kind, "task") ? item->starts_at : item->ends_at, item->all_day, zone);
  caption = dup_time_caption (self, known);
  if (g_strcmp0 (item->state, "cancelled") == 0)
    add_line (self, "window-close-symbolic", "late", _ ("Cancelled"), NULL);
  else if (item->unanswered)
    add_line (self, "crm-hint-symbolic", "today", _ ("Did it take place?"), NULL);
  add_line (self, "alarm-symbolic", NULL, time, caption);
  add_place (self, known);
  add_online (self);
  add_deal (self, known);
  add_people (self, known);
  if (known != NULL && known->meeting != NULL)
    text = crm_row_get_text (known->meeting, CRM_MEETING_TEXT);
  if (text != NULL)
    add_line (self, "crm-note-symbolic", NULL, text, NULL);
  if (known != NULL && known->meeting != NULL &&
      crm_row_get_text (known->meeting, CRM_MEETING_PRIVATE_NOTE) != NULL)
    add_line (self, "changes-prevent-symbolic", NULL,
        crm_row_get_text (known->meeting, CRM_MEETING_PRIVATE_NOTE), _ ("Private note"));
  add_sync (self, known);
  add_buttons (self, known);
  add_invite (self, known);
}

/* What comes next */

static GtkWidget *
new_next_row (CrmCalendarDetails *self, const CrmAgendaItem *item)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *disc =
      crm_disc_new (crm_calendar_item_get_icon (item), crm_calendar_item_get_style (item), TRUE);
  GTimeZone *zone = crm_store_get_zone (self->store);
  g_autofree char *time = crm_calendar_dup_time (item->starts_at, item->ends_at, item->all_day, zone);
  g_autofree char *name =
      g_strdup_printf ("%s, %s, %s", item->title, item->client_name != NULL ? item->client_name : "", time);
  GtkWidget *when = new_label (time, TRUE, "caption");

  gtk_widget_set_valign (disc, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (when, "dim-label");
  gtk_widget_add_css_class (when, "numeric");
  gtk_box_append (GTK_BOX (words),
      new_label (item->client_name != NULL ? item->client_name : item->title, FALSE, "semibold"));
  if (item->client_name != NULL)
    gtk_box_append (GTK_BOX (words), new_label (item->title, FALSE, "plain-weight"));
  gtk_box_append (GTK_BOX (words), when);
  gtk_box_append (GTK_BOX (box), disc);
  gtk_box_append (GTK_BOX (box), words);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_target (
      GTK_ACTIONABLE (button), "(xsx)", item->id, item->rid != NULL ? item->rid : "", item->starts_at);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "calendar.show-meeting");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
show_next (CrmCalendarDetails *self)
{
  GPtrArray *items = self->next != NULL ? crm_agenda_get_items (self->next) : NULL;

  clear (self);
  if (items == NULL)
    return;
  gtk_box_append (GTK_BOX (self->box), new_label (_ ("Next meetings"), FALSE, "heading"));
  for (guint i = 0; i < MIN (items->len, N_NEXT); i++)
    gtk_box_append (GTK_BOX (self->box), new_next_row (self, items->pdata[i]));
  if (items->len == 0)
    {
      GtkWidget *none = new_label (_ ("Nothing planned."), TRUE, "dim-label");

      gtk_box_append (GTK_BOX (self->box), none);
    }
}

/* Showing */

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCalendarDetails) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Known) known = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  g_clear_object (&self->cancellable);
  /* A record that is gone meanwhile: the page reads anew and says so. */
  if (known != NULL && self->item != NULL)
    {
      GtkWidget *focus = gtk_widget_get_focus_child (self->box);

      show_item (self, known);
      if (focus != NULL)
        gtk_widget_child_focus (self->box, GTK_DIR_TAB_FORWARD);
    }
}

void
crm_calendar_details_set_item (CrmCalendarDetails *self, CrmAgenda *agenda, CrmAgendaItem *item)
{
  CrmAgenda *old;
  Ask *ask;
  gboolean same;

  g_return_if_fail (CRM_IS_CALENDAR_DETAILS (self));
  old = self->agenda;
  same = item != NULL && self->item != NULL && g_str_equal (item->kind, self->item->kind) &&
         item->id == self->item->id && g_strcmp0 (item->rid, self->item->rid) == 0;
  self->agenda = item != NULL ? crm_agenda_ref (agenda) : NULL;
  self->item = item;
  g_clear_pointer (&old, crm_agenda_unref);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (item == NULL)
    {
      show_next (self);
      return;
    }
  /* Of the same one what is shown stays until it is read anew: nothing flickers. */
  if (!same)
    show_item (self, NULL);
  self->cancellable = g_cancellable_new ();
  ask = g_new0 (Ask, 1);
  ask->meeting = g_str_equal (item->kind, "meeting") ? item->id : 0;
  ask->deal = item->deal;
  ask->calendar = item->calendar;
  crm_store_read_async (self->store, 1, read_in_worker, ask, g_free, known_free, self->cancellable, on_read,
      g_object_ref (self));
}

void
crm_calendar_details_set_next (CrmCalendarDetails *self, CrmAgenda *next)
{
  g_return_if_fail (CRM_IS_CALENDAR_DETAILS (self));
  g_clear_pointer (&self->next, crm_agenda_unref);
  self->next = next != NULL ? crm_agenda_ref (next) : NULL;
  if (self->item == NULL)
    show_next (self);
}

GtkWidget *
crm_calendar_details_get_button (CrmCalendarDetails *self, const char *action)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_DETAILS (self), NULL);
  if (self->buttons == NULL || !gtk_widget_get_mapped (self->buttons))
    return NULL;
  for (GtkWidget *button = gtk_widget_get_first_child (self->buttons); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), action) == 0)
      return button;
  return NULL;
}

gboolean
crm_calendar_details_is_loading (CrmCalendarDetails *self)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_DETAILS (self), FALSE);
  return self->cancellable != NULL;
}

static void
crm_calendar_details_dispose (GObject *object)
{
  CrmCalendarDetails *self = CRM_CALENDAR_DETAILS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->item = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->agenda, crm_agenda_unref);
  g_clear_pointer (&self->next, crm_agenda_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_calendar_details_parent_class)->dispose (object);
}

static void
crm_calendar_details_class_init (CrmCalendarDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_calendar_details_dispose;
}

static void
crm_calendar_details_init (CrmCalendarDetails *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

GtkWidget *
crm_calendar_details_new (CrmStore *store)
{
  CrmCalendarDetails *self = g_object_new (CRM_TYPE_CALENDAR_DETAILS, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}
