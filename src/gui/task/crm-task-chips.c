/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task/crm-task-chips.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "store/crm-record.h"
#include "client/crm-client.h"
#include "task/crm-task-words.h"
#include "widgets/crm-chip.h"

/* Owns the chips; counts in one read, a moment after the last change. Main thread, but for the function named _in_worker. */

#define COUNT_DELAY 120 /* ms */

typedef enum
{
  CHIP_OPEN,
  CHIP_MINE,
  CHIP_OVERDUE,
  CHIP_CALLS,
  CHIP_WITH_DEAL,
  CHIP_SET_BY_ME,
  N_CHIPS
} Chip;

static const struct
{
  const char *label;
  const char *icon;
  gboolean counted;
} chip_table[N_CHIPS] = {
  [CHIP_OPEN] = { N_ ("Open"), NULL, TRUE },
  [CHIP_MINE] = { N_ ("Mine"), NULL, FALSE },
  [CHIP_OVERDUE] = { N_ ("Overdue"), NULL, TRUE },
  [CHIP_CALLS] = { N_ ("Calls"), "call-start-symbolic", TRUE },
  [CHIP_WITH_DEAL] = { N_ ("With deal"), "crm-deal-symbolic", FALSE },
  [CHIP_SET_BY_ME] = { N_ ("Set by me"), NULL, FALSE },
};

struct _CrmTaskChips
{
  GtkBox parent_instance;

  CrmStore *store; /* owned */
  CrmNames *users; /* owned */
  CrmTaskFilter *filter;
  GtkWidget *chips[N_CHIPS];
  GtkWidget *counts[N_CHIPS];
  GtkWidget *done;
  GtkWidget *owner_button;
  GtkWidget *owner_label;
  GtkWidget *client_chip;
  GtkWidget *client_label;
  CrmRecord *client;         /* owned, nullable */
  GCancellable *cancellable; /* owned, nullable */
  guint count_id;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CrmTaskChips, crm_task_chips, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Counting */

typedef struct
{
  CrmTaskFilter *filter; /* owned */
  gint64 now;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  crm_task_filter_free (ask->filter);
  g_free (ask);
}

static gint64
count_chip (CrmTransaction *tx, const Ask *ask, Chip chip, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("task");
  g_autoptr (CrmTaskFilter) filter = crm_task_filter_copy (ask->filter);

  filter->calls = chip == CHIP_CALLS;
  filter->with_deal = FALSE;
  crm_task_filter_restrict (filter, query);
  if (chip == CHIP_OVERDUE)
    crm_task_group_restrict (CRM_TASK_OVERDUE, query, ask->now, crm_transaction_get_zone (tx), 1);
  else
    crm_condition_add (crm_query_get_where (query), crm_condition_new ("done_at", CRM_TEST_EMPTY, NULL));
  return crm_transaction_count (tx, query, error);
}

static gpointer
count_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree gint64 *counts = g_new0 (gint64, N_CHIPS);

  for (Chip chip = 0; chip < N_CHIPS; chip++)
    if (chip_table[chip].counted && (counts[chip] = count_chip (tx, data, chip, error)) < 0)
      return NULL;
  return g_steal_pointer (&counts);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTaskChips) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *counts = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  g_clear_object (&self->cancellable);
  for (Chip chip = 0; chip < N_CHIPS; chip++)
    if (chip_table[chip].counted)
      {
        /* Unknown is shown as unknown. */
        g_autofree char *text =
            counts != NULL ? g_strdup_printf ("%'" G_GINT64_FORMAT, counts[chip]) : g_strdup ("…");
        g_autofree char *name = g_strdup_printf ("%s, %s", _ (chip_table[chip].label), text);

        gtk_label_set_text (GTK_LABEL (self->counts[chip]), text);
        gtk_accessible_update_property (
            GTK_ACCESSIBLE (self->chips[chip]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      }
}

static gboolean
count (gpointer data)
{
  CrmTaskChips *self = data;
  Ask *ask = g_new0 (Ask, 1);

  self->count_id = 0;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  ask->filter = crm_task_filter_copy (self->filter);
  ask->now = crm_clock_now ();
  crm_store_read_async (self->store, 2, count_in_worker, ask, ask_free, g_free, self->cancellable, on_counted,
      g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
on_store_changed (CrmTaskChips *self, CrmChangeSet *changes)
{
  if (crm_change_set_touches (changes, "task") && self->count_id == 0)
    self->count_id = g_timeout_add (COUNT_DELAY, count, self);
}

/* Choosing */

static void
tell (CrmTaskChips *self)
{
  crm_task_chips_update (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_chip_toggled (GtkToggleButton *button, CrmTaskChips *self)
{
  gboolean on = gtk_toggle_button_get_active (button);
  CrmTaskFilter *filter = self->filter;

  if (self->filling)
    return;
  if (GTK_WIDGET (button) == self->done)
    filter->done = on;
  else if (GTK_WIDGET (button) == self->chips[CHIP_OPEN])
    {
      /* All open ones again, whoever's they are. */
      filter->done = FALSE;
      filter->overdue = filter->calls = filter->with_deal = FALSE;
    }
  else if (GTK_WIDGET (button) == self->chips[CHIP_MINE])
    {
      filter->mine = on;
      filter->set_by_me = FALSE;
      filter->owner = 0;
    }
  else if (GTK_WIDGET (button) == self->chips[CHIP_OVERDUE])
    {
      filter->overdue = on;
      filter->done = FALSE;
    }
  else if (GTK_WIDGET (button) == self->chips[CHIP_CALLS])
    filter->calls = on;
  else if (GTK_WIDGET (button) == self->chips[CHIP_WITH_DEAL])
    filter->with_deal = on;
  else
    {
      filter->set_by_me = on;
      filter->mine = FALSE;
    }
  tell (self);
}

static void
on_owner_clicked (GtkButton *button, CrmTaskChips *self)
{
  const gint64 *owner = g_object_get_data (G_OBJECT (button), "owner");
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);

  self->filter->owner = *owner;
  if (*owner != 0)
    self->filter->mine = FALSE;
  gtk_popover_popdown (GTK_POPOVER (popover));
  tell (self);
}

static void
add_owner (CrmTaskChips *self, GtkWidget *box, gint64 owner, const char *name)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "plain-weight");
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "owner", g_memdup2 (&owner, sizeof owner), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_owner_clicked), self, 0);
  gtk_box_append (GTK_BOX (box), button);
}

static void
on_owners_wanted (GtkMenuButton *button, gpointer data)
{
  CrmTaskChips *self = data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  add_owner (self, box, 0, _ ("Anybody"));
  for (guint i = 0; i < crm_names_get_count (self->users); i++)
    {
      const CrmRow *row = crm_names_get_row (self->users, i);

      add_owner (self, box, row->id, crm_names_get_title (self->users, row->id));
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

static void
on_client_clicked (CrmTaskChips *self)
{
  self->filter->client = 0;
  tell (self);
}

static void
show_client (CrmTaskChips *self)
{
  const char *name = self->client != NULL ? crm_record_get_text (self->client, CRM_CLIENT_NAME) : NULL;

  gtk_label_set_text (GTK_LABEL (self->client_label), name != NULL ? name : "…");
}

static void
follow_client (CrmTaskChips *self)
{
  gint64 wanted = self->filter->client;

  gtk_widget_set_visible (self->client_chip, wanted != 0);
  if ((self->client != NULL ? crm_record_get_id (self->client) : 0) == wanted)
    return;
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);
  if (wanted == 0)
    return;
  self->client = crm_store_get_record (self->store, "client", wanted);
  g_signal_connect_swapped (self->client, "changed", G_CALLBACK (show_client), self);
  show_client (self);
}

void
crm_task_chips_update (CrmTaskChips *self)
{
  const CrmTaskFilter *filter = self->filter;
  const gboolean on[N_CHIPS] = { !filter->done, filter->mine, filter->overdue, filter->calls,
    filter->with_deal, filter->set_by_me };
  const char *owner = filter->owner != 0 ? crm_names_get_title (self->users, filter->owner) : NULL;
  gboolean several = crm_names_get_count (self->users) > 1;

  self->filling = TRUE;
  for (Chip chip = 0; chip < N_CHIPS; chip++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[chip]), on[chip]);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->done), filter->done);
  self->filling = FALSE;
  /* With one person there is nobody else to be responsible. */
  gtk_widget_set_visible (self->owner_button, several || owner != NULL);
  gtk_widget_set_visible (self->chips[CHIP_SET_BY_ME], several || filter->set_by_me);
  gtk_label_set_text (GTK_LABEL (self->owner_label), owner != NULL ? owner : _ ("Responsible"));
  if (owner != NULL)
    gtk_widget_add_css_class (self->owner_button, "active");
  else
    gtk_widget_remove_css_class (self->owner_button, "active");
  follow_client (self);
  if (self->count_id == 0)
    self->count_id = g_timeout_add (COUNT_DELAY / 4, count, self);
}

/* Making */

static void
crm_task_chips_dispose (GObject *object)
{
  CrmTaskChips *self = CRM_TASK_CHIPS (object);

  g_clear_handle_id (&self->count_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);
  g_clear_object (&self->users);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_task_chips_parent_class)->dispose (object);
}

static void
crm_task_chips_class_init (CrmTaskChipsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_task_chips_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_task_chips_init (CrmTaskChips *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 8);
}

static GtkWidget *
make_chip (CrmTaskChips *self, Chip chip)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (chip_table[chip].icon != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (chip_table[chip].icon));
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ (chip_table[chip].label)));
  if (chip_table[chip].counted)
    {
      self->counts[chip] = gtk_label_new ("…");
      gtk_widget_add_css_class (self->counts[chip], "count");
      gtk_widget_add_css_class (self->counts[chip], "numeric");
      gtk_box_append (GTK_BOX (box), self->counts[chip]);
    }
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "chip");
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (chip_table[chip].label), -1);
  g_signal_connect (button, "toggled", G_CALLBACK (on_chip_toggled), self);
  return button;
}

static void
make_owner_button (CrmTaskChips *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->owner_label = gtk_label_new (_ ("Responsible"));
  gtk_box_append (GTK_BOX (box), self->owner_label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->owner_button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->owner_button), box);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->owner_button), on_owners_wanted, self, NULL);
  gtk_widget_add_css_class (self->owner_button, "chip");
  gtk_widget_add_css_class (self->owner_button, "flat");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->owner_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Responsible"), -1);
  gtk_box_append (GTK_BOX (self), self->owner_button);
}

static void
make_client_chip (CrmTaskChips *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->client_label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->client_label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->client_label), 24);
  gtk_box_append (GTK_BOX (box), self->client_label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  self->client_chip = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->client_chip), box);
  gtk_widget_add_css_class (self->client_chip, "chip");
  gtk_widget_add_css_class (self->client_chip, "flat");
  gtk_widget_add_css_class (self->client_chip, "active");
  gtk_widget_set_tooltip_text (self->client_chip, _ ("Tasks of all clients"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->client_chip), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Tasks of all clients"), -1);
  g_signal_connect_swapped (self->client_chip, "clicked", G_CALLBACK (on_client_clicked), self);
  gtk_box_append (GTK_BOX (self), self->client_chip);
}

GtkWidget *
crm_task_chips_new (CrmStore *store, CrmNames *users, CrmTaskFilter *filter)
{
  CrmTaskChips *self = g_object_new (CRM_TYPE_TASK_CHIPS, NULL);
  GtkWidget *spring = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->store = g_object_ref (store);
  self->users = g_object_ref (users);
  self->filter = filter;
  for (Chip chip = 0; chip < N_CHIPS; chip++)
    {
      self->chips[chip] = make_chip (self, chip);
      gtk_box_append (GTK_BOX (self), self->chips[chip]);
    }
  make_owner_button (self);
  make_client_chip (self);
  gtk_widget_set_hexpand (spring, TRUE);
  gtk_box_append (GTK_BOX (self), spring);
  self->done = crm_chip_new (_ ("Done"), NULL, NULL);
  g_signal_connect (self->done, "toggled", G_CALLBACK (on_chip_toggled), self);
  gtk_box_append (GTK_BOX (self), self->done);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (users, "changed", G_CALLBACK (crm_task_chips_update), self, G_CONNECT_SWAPPED);
  crm_task_chips_update (self);
  return GTK_WIDGET (self);
}
