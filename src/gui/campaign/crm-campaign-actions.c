/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign/crm-campaign-actions.h"

#include <glib/gi18n-lib.h>

#include "base/crm-money.h"
#include "campaign/crm-campaign.h"
#include "campaign/crm-campaigns-view.h"
#include "crm-window.h"
#include "segment/crm-segment.h"
#include "widgets/crm-message-dialog.h"

/* Each action owns its request until it is done or given up. Main thread; …_in_worker in the store's threads. */

#define MICROS 1000000

typedef struct
{
  GtkWidget *from; /* owned */
  CrmStore *store; /* owned */
  gint64 campaign;
  char *name;
} Request;

static Request *
request_new (GtkWidget *from, CrmStore *store, gint64 campaign, const char *name)
{
  Request *self = g_new0 (Request, 1);

  self->from = g_object_ref (from);
  self->store = g_object_ref (store);
  self->campaign = campaign;
  self->name = g_strdup (name);
  return self;
}

static void
request_free (gpointer data)
{
  Request *self = data;

  g_clear_object (&self->from);
  g_clear_object (&self->store);
  g_free (self->name);
  g_free (self);
}

static GtkWindow *
get_window (Request *self)
{
  GtkRoot *root = gtk_widget_get_root (self->from);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* Writes of one campaign */

static gboolean
start_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_campaign_start (tx, *(gint64 *)data, error);
}

static gboolean
pause_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_campaign_pause (tx, *(gint64 *)data, error);
}

static gboolean
stop_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  return crm_campaign_stop (tx, *(gint64 *)data, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (from, error, _ ("Changing the campaign"), NULL);
}

static void
write_campaign (GtkWidget *from, CrmStore *store, const char *purpose, CrmWriteFunc func, gint64 campaign)
{
  crm_store_write_async (store, purpose, func, g_memdup2 (&campaign, sizeof campaign), g_free, NULL,
      on_written, g_object_ref (from));
}

void
crm_campaign_pause_async (GtkWidget *from, CrmStore *store, gint64 campaign, const char *name)
{
  g_autofree char *purpose = g_strdup_printf (_ ("Campaign “%s” paused"), name);

  write_campaign (from, store, purpose, pause_in_worker, campaign);
}

/* Start */

static char *
dup_cost (const CrmCampaignEstimate *estimate)
{
  guint digits;
  gint64 unit = 1;
  g_autofree char *money = NULL;

  if (!estimate->has_price)
    return g_strdup (_ ("What that costs is not known yet: the provider tells it with the first messages."));
  if (estimate->currency[0] == '\0')
    return g_strdup_printf (
        _ ("That costs about %.2f units of the provider."), (double)estimate->micros / MICROS);
  digits = crm_money_digits (estimate->currency);
  for (guint i = 0; i < digits; i++)
    unit *= 10;
  money = crm_money_display (
      (gint64)((double)estimate->micros * (double)unit / MICROS + 0.5), estimate->currency, FALSE);
  return g_strdup_printf (_ ("That costs about %s."), money);
}

static char *
dup_question (const CrmCampaignEstimate *estimate)
{
  g_autofree char *cost = estimate->n_written != 0 ? dup_cost (estimate) : NULL;
  g_autofree char *who = g_strdup_printf (
      ngettext ("%'u client will be written to", "%'u clients will be written to", estimate->n_written),
      estimate->n_written);
  guint left_out = estimate->n_all - estimate->n_written;
  g_autofree char *rest =
      g_strdup_printf (ngettext ("%'u is left out", "%'u are left out", left_out), left_out);
  g_autofree char *parts = g_strdup_printf (
      ngettext ("%'u message part in all", "%'u message parts in all", estimate->n_parts), estimate->n_parts);

  if (estimate->n_all == 0)
    return g_strdup (_ ("At present there is nobody to write to. It waits for its occasions."));
  return cost != NULL ? g_strdup_printf ("%s, %s; %s. %s", who, rest, parts, cost)
                      : g_strdup_printf ("%s, %s.", who, rest);
}

static void
on_start_answer (Request *self, const char *answer)
{
  g_autofree char *purpose = g_strdup_printf (_ ("Campaign “%s” started"), self->name);

  if (g_str_equal (answer, "start"))
    write_campaign (self->from, self->store, purpose, start_in_worker, self->campaign);
}

static gpointer
estimate_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  CrmCampaignEstimate estimate;

  return crm_campaign_estimate (tx, *(gint64 *)data, &estimate, error)
             ? g_memdup2 (&estimate, sizeof estimate)
             : NULL;
}

static void
on_estimated (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree CrmCampaignEstimate *estimate = crm_store_read_finish (CRM_STORE (source), result, &error);
  g_autofree char *heading = g_strdup_printf (_ ("Start “%s”?"), self->name), *body = NULL;
  AdwMessageDialog *dialog;

  if (estimate == NULL || get_window (self) == NULL)
    {
      if (estimate == NULL)
        crm_window_report_error (self->from, error, _ ("Starting the campaign"), NULL);
      request_free (self);
      return;
    }
  body = dup_question (estimate);
  dialog = crm_message_dialog_new (get_window (self), heading, body);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "start", _ ("_Start"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "start", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_start_answer), self);
  g_object_set_data_full (G_OBJECT (dialog), "crm-request", self, request_free);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
crm_campaign_ask_start (GtkWidget *from, CrmStore *store, gint64 campaign, const char *name)
{
  crm_store_read_async (store, 0, estimate_in_worker, g_memdup2 (&campaign, sizeof campaign), g_free, g_free,
      NULL, on_estimated, request_new (from, store, campaign, name));
}

/* Stop */

static void
on_stop_answer (Request *self, const char *answer)
{
  g_autofree char *purpose = g_strdup_printf (_ ("Campaign “%s” stopped"), self->name);

  if (g_str_equal (answer, "stop"))
    write_campaign (self->from, self->store, purpose, stop_in_worker, self->campaign);
}

void
crm_campaign_ask_stop (GtkWidget *from, CrmStore *store, gint64 campaign, const char *name)
{
  Request *self = request_new (from, store, campaign, name);
  g_autofree char *heading = g_strdup_printf (_ ("Stop “%s”?"), name);
  AdwMessageDialog *dialog = crm_message_dialog_new (get_window (self), heading,
      _ ("What has not been sent yet is taken back. A campaign that was stopped cannot be started again."));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "stop", _ ("S_top"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "stop", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_stop_answer), self);
  g_object_set_data_full (G_OBJECT (dialog), "crm-request", self, request_free);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* New ones */

typedef struct
{
  char *name;     /* of a segment to be made; nullable */
  char *query;    /* JSON */
  char *proposal; /* nullable */
  char *campaign_name;
  gint64 segment;
  gboolean campaign; /* a draft is made */
  gint64 *made;      /* shared with the request: [0] segment, [1] campaign */
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  g_free (self->name);
  g_free (self->query);
  g_free (self->proposal);
  g_free (self->campaign_name);
  g_atomic_rc_box_release (self->made);
  g_free (self);
}

static gint64
make_segment (CrmTransaction *tx, const Making *self, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "segment", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;

  if (values == NULL)
    return 0;
  crm_values_set_text (values, CRM_SEGMENT_NAME, self->name);
  crm_values_set_text (values, CRM_SEGMENT_QUERY, self->query);
  return crm_transaction_insert (tx, values, NULL, error);
}

static gint64
make_campaign (CrmTransaction *tx, const Making *self, gint64 segment, GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "campaign", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;
  gint64 id;

  if (values == NULL)
    return 0;
  if (segment != 0)
    crm_values_set_integer (values, CRM_CAMPAIGN_SEGMENT, segment);
  if (self->proposal != NULL)
    {
      id = crm_campaign_make_proposal (tx, self->proposal, error);
      return id != 0 && (segment == 0 || crm_transaction_update (tx, id, 0, values, error)) ? id : 0;
    }
  crm_values_set_text (values, CRM_CAMPAIGN_NAME, self->campaign_name);
  return crm_transaction_insert (tx, values, NULL, error);
}

static gboolean
make_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Making *self = data;
  gint64 segment = self->segment;

  if (self->name != NULL)
    {
      self->made[0] = segment = make_segment (tx, self, error);
      if (segment == 0)
        return FALSE;
    }
  if (self->campaign)
    self->made[1] = make_campaign (tx, self, segment, error);
  return !self->campaign || self->made[1] != 0;
}

typedef struct
{
  GtkWidget *from; /* owned */
  gint64 *made;
} Showing;

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  Showing *self = data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (self->from);

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (self->from, error, _ ("Adding it"), NULL);
  else if (CRM_IS_WINDOW (root) && crm_window_show_page (CRM_WINDOW (root), "campaigns"))
    {
      CrmCampaignsView *view = CRM_CAMPAIGNS_VIEW (crm_window_get_view (CRM_WINDOW (root)));

      if (self->made[1] != 0)
        crm_campaigns_view_show_campaign (view, self->made[1]);
      else
        crm_campaigns_view_show_segment (view, self->made[0]);
    }
  g_object_unref (self->from);
  g_atomic_rc_box_release (self->made);
  g_free (self);
}

/* Takes making. */
static void
make (GtkWidget *from, CrmStore *store, const char *purpose, Making *making)
{
  Showing *showing = g_new0 (Showing, 1);

  making->made = g_atomic_rc_box_alloc0 (2 * sizeof (gint64));
  showing->from = g_object_ref (from);
  showing->made = g_atomic_rc_box_acquire (making->made);
  crm_store_write_async (store, purpose, make_in_worker, making, making_free, NULL, on_made, showing);
}

void
crm_campaign_add (GtkWidget *from, CrmStore *store, const char *proposal, gint64 segment)
{
  Making *making = g_new0 (Making, 1);

  making->proposal = g_strdup (proposal);
  making->campaign_name = g_strdup (_ ("New campaign"));
  making->segment = segment;
  making->campaign = TRUE;
  make (from, store, _ ("Add campaign"), making);
}

/* What is asked for: conditions and words, without an order. */
static char *
dup_json (CrmQuery *query)
{
  g_autoptr (CrmQuery) plain = crm_query_copy (query);

  crm_query_clear_order (plain);
  crm_query_set_limit (plain, 0);
  return crm_query_to_json (plain);
}

CrmQuery *
crm_segment_query_of (const gint64 *ids, guint n)
{
  CrmQuery *query = crm_query_new ("client");
  CrmCondition *any = crm_condition_new_group (TRUE);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, ids[i]);

      crm_condition_add (any, crm_condition_new ("id", CRM_TEST_EQUAL, number));
    }
  crm_condition_add (crm_query_get_where (query), any);
  return query;
}

void
crm_campaign_write_to (GtkWidget *from, CrmStore *store, CrmQuery *query)
{
  Making *making = g_new0 (Making, 1);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%x %H:%M");

  making->name = g_strdup_printf (_ ("Chosen on %s"), day);
  making->query = dup_json (query);
  making->campaign_name = g_strdup (_ ("New campaign"));
  making->campaign = TRUE;
  make (from, store, _ ("Write to these clients"), making);
}

typedef struct
{
  GtkWidget *from; /* owned */
  CrmStore *store; /* owned */
  char *query;
  GtkWidget *entry;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_object_unref (self->from);
  g_object_unref (self->store);
  g_free (self->query);
  g_free (self);
}

static void
on_save_answer (Asking *self, const char *answer)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autofree char *purpose = g_strdup_printf (_ ("Segment “%s” added"), name);
  Making *making;

  if (!g_str_equal (answer, "save") || name[0] == '\0')
    return;
  making = g_new0 (Making, 1);
  making->name = g_steal_pointer (&name);
  making->query = g_strdup (self->query);
  make (self->from, self->store, purpose, making);
}

static void
on_name_changed (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "save", name[0] != '\0');
}

void
crm_segment_ask_save (GtkWidget *from, CrmStore *store, CrmQuery *query)
{
  GtkRoot *root = gtk_widget_get_root (from);
  Asking *self = g_new0 (Asking, 1);
  AdwMessageDialog *dialog =
      crm_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("New segment"),
          _ ("A segment is filled anew whenever it is used: whoever meets its conditions then is in it."));

  self->from = g_object_ref (from);
  self->store = g_object_ref (store);
  self->query = dup_json (query);
  self->entry = gtk_entry_new ();
  gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Name"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"), -1);
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_name_changed), dialog);
  adw_message_dialog_set_extra_child (dialog, self->entry);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (dialog, "save", FALSE);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_save_answer), self);
  g_object_set_data_full (G_OBJECT (dialog), "crm-asking", self, asking_free);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (self->entry);
}
