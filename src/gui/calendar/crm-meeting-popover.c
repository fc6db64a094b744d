/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar/crm-meeting-popover.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/crm-text.h"
#include "calendar/crm-calendar-writes.h"
#include "calendar/crm-meeting-dialog.h"
#include "calendar/crm-meeting-warnings.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-completion.h"
#include "widgets/crm-popover-at.h"

/* Keeps the draft it began with; reads the entries when it is saved. Main thread. */

#define WIDTH 360

static const struct
{
  const char *kind;
  const char *label;
  const char *icon;
} kinds[] = {
  { "meeting", NC_ ("calendar", "Meeting"), "crm-meeting-symbolic" },
  { "call", NC_ ("calendar", "Call"), "call-start-symbolic" },
  { "todo", NC_ ("calendar", "To do"), "crm-task-symbolic" },
};
#define N_KINDS G_N_ELEMENTS (kinds)

struct _CrmMeetingPopover
{
  GtkPopover parent_instance;

  CrmStore *store;        /* owned */
  CrmMeetingDraft *draft; /* owned */
  GtkWidget *title;
  GtkWidget *chips[N_KINDS];
  GtkWidget *client;
  CrmCompletion *completion; /* owned by client */
  GtkWidget *times;
  GtkWidget *place;
  GtkWidget *warnings;
  GtkWidget *error;
  gboolean done;
};

G_DEFINE_FINAL_TYPE (CrmMeetingPopover, crm_meeting_popover, GTK_TYPE_POPOVER)

static const char *
get_kind (CrmMeetingPopover *self)
{
  for (guint i = 0; i < N_KINDS; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->chips[i])))
      return kinds[i].kind;
  return kinds[0].kind;
}

static void
show_error (CrmMeetingPopover *self, const char *message)
{
  gtk_label_set_text (GTK_LABEL (self->error), message != NULL ? message : "");
  gtk_widget_set_visible (self->error, message != NULL);
}

/* What stands in the entries. Caller owns; NULL with error when the times cannot be read. */
static CrmMeetingDraft *
read_draft (CrmMeetingPopover *self, GError **error)
{
  g_autoptr (CrmMeetingDraft) draft = crm_meeting_draft_copy (self->draft);
  g_autofree char *client = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->client))));
  g_autofree char *place = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->place))));
  gint64 taken = crm_completion_get_taken (self->completion);

  if (!crm_meeting_times_read (
          CRM_MEETING_TIMES (self->times), &draft->starts_at, &draft->ends_at, &draft->all_day, error))
    return NULL;
  g_free (draft->kind);
  draft->kind = g_strdup (get_kind (self));
  g_free (draft->title);
  draft->title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title))));
  g_clear_pointer (&draft->client_name, g_free);
  if (taken != 0)
    g_array_append_val (draft->clients, taken);
  else if (*client != '\0')
    draft->client_name = g_steal_pointer (&client);
  g_free (draft->place);
  draft->place = *place != '\0' ? g_steal_pointer (&place) : NULL;
  return g_steal_pointer (&draft);
}

static void
save (CrmMeetingPopover *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmMeetingDraft) draft = read_draft (self, &error);

  if (self->done)
    return;
  if (draft == NULL)
    {
      show_error (self, error->message);
      gtk_widget_grab_focus (self->times);
      return;
    }
  /* Of a client alone the kind is title enough. */
  if (*draft->title == '\0' && (draft->client_name != NULL || draft->clients->len > 0))
    for (guint i = 0; i < N_KINDS; i++)
      if (g_str_equal (kinds[i].kind, draft->kind))
        {
          g_free (draft->title);
          draft->title = g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "calendar", kinds[i].label));
        }
  if (*draft->title == '\0')
    {
      show_error (self, _ ("A meeting needs a title or a client."));
      gtk_widget_grab_focus (self->title);
      return;
    }
  self->done = TRUE;
  crm_calendar_write_add (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), self->store, draft);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_more (CrmMeetingPopover *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmMeetingDraft) draft = read_draft (self, &error);

  if (draft == NULL)
    {
      show_error (self, error->message);
      return;
    }
  self->done = TRUE;
  crm_meeting_dialog_present_new (GTK_WIDGET (self), self->store, draft);
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* What stands against it. */
static void
check (CrmMeetingPopover *self)
{
  CrmMeetingPlan plan = {
    .place = gtk_editable_get_text (GTK_EDITABLE (self->place)), .latitude = NAN, .longitude = NAN
  };
  g_autoptr (GArray) clients = g_array_copy (self->draft->clients);
  gint64 taken = crm_completion_get_taken (self->completion);
  gboolean known = crm_meeting_times_read (
      CRM_MEETING_TIMES (self->times), &plan.starts_at, &plan.ends_at, &plan.all_day, NULL);

  if (taken != 0)
    g_array_append_val (clients, taken);
  plan.clients = clients;
  if (*plan.place == '\0')
    plan.place = NULL;
  crm_meeting_warnings_set (CRM_MEETING_WARNINGS (self->warnings),
      known && g_str_equal (get_kind (self), "meeting") ? &plan : NULL);
}

static void
on_free_taken (CrmMeetingPopover *self, gint64 at)
{
  gint64 start, end;
  gboolean all_day;

  if (!crm_meeting_times_read (CRM_MEETING_TIMES (self->times), &start, &end, &all_day, NULL))
    return;
  crm_meeting_times_set (CRM_MEETING_TIMES (self->times), at, at + (end - start), FALSE);
  check (self);
}

static void
on_kind (CrmMeetingPopover *self)
{
  check (self);
  gtk_widget_set_visible (self->place, g_str_equal (get_kind (self), "meeting"));
}

static GtkWidget *
new_entry (CrmMeetingPopover *self, const char *name)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  return entry;
}

static GtkWidget *
make_kinds (CrmMeetingPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (guint i = 0; i < N_KINDS; i++)
    {
      self->chips[i] = crm_chip_new (g_dpgettext2 (GETTEXT_PACKAGE, "calendar", kinds[i].label),
          kinds[i].icon, i > 0 ? self->chips[0] : NULL);
      gtk_toggle_button_set_active (
          GTK_TOGGLE_BUTTON (self->chips[i]), g_str_equal (kinds[i].kind, self->draft->kind));
      g_signal_connect_object (self->chips[i], "toggled", G_CALLBACK (on_kind), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), self->chips[i]);
    }
  return box;
}

static GtkWidget *
make_buttons (CrmMeetingPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *more = gtk_button_new_with_mnemonic (_ ("_More…"));
  GtkWidget *plan = gtk_button_new_with_mnemonic (C_ ("verb", "_Plan"));

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_add_css_class (plan, "suggested-action");
  g_signal_connect_object (more, "clicked", G_CALLBACK (on_more), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "clicked", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), more);
  gtk_box_append (GTK_BOX (box), plan);
  return box;
}

static void
build (CrmMeetingPopover *self, int width)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  const CrmMeetingDraft *draft = self->draft;

  gtk_widget_set_size_request (box, width, -1);
  gtk_widget_add_css_class (box, "popover-form");
  self->title = new_entry (self, _ ("Title"));
  if (draft->title != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->title), draft->title);
  gtk_box_append (GTK_BOX (box), self->title);
  self->client = new_entry (self, _ ("Client, known or new"));
  self->completion = crm_completion_attach (self->client, self->store, "client", NULL, NULL, FALSE);
  if (draft->client_name != NULL)
    crm_completion_set_text (self->completion, draft->client_name, 0);
  gtk_box_append (GTK_BOX (box), self->client);
  gtk_box_append (GTK_BOX (box), make_kinds (self));
  self->times = crm_meeting_times_new (self->store);
  crm_meeting_times_set (CRM_MEETING_TIMES (self->times), draft->starts_at, draft->ends_at, draft->all_day);
  g_signal_connect_object (self->times, "activate", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->times);
  self->place = new_entry (self, _ ("Place"));
  if (draft->place != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->place), draft->place);
  gtk_box_append (GTK_BOX (box), self->place);
  self->warnings = crm_meeting_warnings_new (self->store);
  g_signal_connect_object (self->warnings, "taken", G_CALLBACK (on_free_taken), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->warnings);
  g_signal_connect_object (self->times, "changed", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->place, "changed", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->client, "changed", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->completion, "taken", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  self->error = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->error), 0);
  gtk_label_set_wrap (GTK_LABEL (self->error), TRUE);
  gtk_widget_add_css_class (self->error, "late");
  gtk_widget_add_css_class (self->error, "caption");
  gtk_widget_set_visible (self->error, FALSE);
  gtk_box_append (GTK_BOX (box), self->error);
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  on_kind (self);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("New meeting"), -1);
}

static void
crm_meeting_popover_dispose (GObject *object)
{
  CrmMeetingPopover *self = CRM_MEETING_POPOVER (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->draft, crm_meeting_draft_free);
  G_OBJECT_CLASS (crm_meeting_popover_parent_class)->dispose (object);
}

static void
crm_meeting_popover_class_init (CrmMeetingPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_meeting_popover_dispose;
}

static void
crm_meeting_popover_init (CrmMeetingPopover *self)
{
}

CrmMeetingPopover *
crm_meeting_popover_show (
    GtkWidget *at, const GdkRectangle *where, CrmStore *store, const CrmMeetingDraft *draft)
{
  CrmMeetingPopover *self;
  double x, y;

  g_return_val_if_fail (GTK_IS_WIDGET (at) && CRM_IS_STORE (store) && draft != NULL, NULL);
  self = g_object_new (CRM_TYPE_MEETING_POPOVER, NULL);
  self->store = g_object_ref (store);
  self->draft = crm_meeting_draft_copy (draft);
  build (self, crm_popover_get_width (at, WIDTH));
  crm_popover_open_at (GTK_POPOVER (self), at);
  if (where != NULL && gtk_widget_translate_coordinates (
                           at, gtk_widget_get_parent (GTK_WIDGET (self)), where->x, where->y, &x, &y))
    {
      GdkRectangle place = { (int)x, (int)y, MAX (where->width, 1), MAX (where->height, 1) };

      gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_RIGHT);
      gtk_popover_set_pointing_to (GTK_POPOVER (self), &place);
    }
  gtk_widget_grab_focus (self->title);
  return self;
}

gboolean
crm_meeting_popover_is_done (CrmMeetingPopover *self)
{
  g_return_val_if_fail (CRM_IS_MEETING_POPOVER (self), FALSE);
  return self->done;
}

GtkEditable *
crm_meeting_popover_get_title (CrmMeetingPopover *self)
{
  return GTK_EDITABLE (self->title);
}

GtkEditable *
crm_meeting_popover_get_client (CrmMeetingPopover *self)
{
  return GTK_EDITABLE (self->client);
}
