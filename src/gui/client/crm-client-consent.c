/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-consent.h"

#include <glib/gi18n-lib.h>

#include "base/crm-time.h"
#include "crm-window.h"
#include "message/crm-message.h"

/* Reads the newest consents whenever one changes. Main thread; functions named _in_worker in the workers. */

#define SHOWN 6

typedef enum
{
  CHOICE_GIVEN,
  CHOICE_NO_MARKETING,
  CHOICE_NOTHING,
  N_CHOICES
} Choice;

static const struct
{
  const char *label, *purpose;
} choices[N_CHOICES] = {
  [CHOICE_GIVEN] = { N_ ("Agreed to SMS advertising"), N_ ("Noted that a client agreed to advertising") },
  [CHOICE_NO_MARKETING] = { N_ ("No advertising"), N_ ("Noted that a client wants no advertising") },
  [CHOICE_NOTHING] = { N_ ("Do not write at all"), N_ ("Noted that a client must not be written to") },
};

struct _CrmClientConsent
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  gint64 client;
  GCancellable *cancellable; /* nullable */
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *button;
  GtkWidget *history;
};

G_DEFINE_FINAL_TYPE (CrmClientConsent, crm_client_consent, ADW_TYPE_BIN)

typedef struct
{
  CrmConsentState marketing, service;
  gboolean used; /* there is an account, or something was noted */
  GPtrArray *rows;
} Consents;

static void
consents_free (gpointer data)
{
  Consents *consents = data;

  g_clear_pointer (&consents->rows, g_ptr_array_unref);
  g_free (consents);
}

static gboolean
read_all (CrmTransaction *tx, gint64 client, Consents *out, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new ("consent");
  g_autofree char *id = g_strdup_printf ("%lld", (long long)client);
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) local = NULL;
  gint64 accounts = 0;

  crm_condition_add (crm_query_get_where (query), crm_condition_new ("client", CRM_TEST_EQUAL, id));
  crm_query_add_order (query, "-at");
  crm_query_set_limit (query, SHOWN);
  ids = crm_transaction_find (tx, query, error);
  if (ids == NULL ||
      !crm_db_get_integer (crm_transaction_get_db (tx),
          "SELECT count (*) FROM account WHERE channel = 'sms' AND archived_at IS NULL", 0, &accounts, error))
    return FALSE;
  out->rows = crm_transaction_load_many (tx, "consent", (const gint64 *)(void *)ids->data, ids->len, error);
  if (out->rows == NULL)
    return FALSE;
  out->used = accounts > 0 || ids->len > 0;
  out->marketing = crm_consent_get (tx, client, NULL, "sms", "marketing", &local);
  if (local == NULL)
    out->service = crm_consent_get (tx, client, NULL, "sms", "service", &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Consents *consents = g_new0 (Consents, 1);

  if (read_all (tx, *(gint64 *)data, consents, error))
    return consents;
  consents_free (consents);
  return NULL;
}

/* Noting */

typedef struct
{
  gint64 client;
  Choice choice;
} Noting;

static gboolean
add_consent (CrmTransaction *tx, gint64 client, const char *channel, const char *purpose, const char *state,
    GError **error)
{
  g_autoptr (CrmEntity) entity = crm_transaction_get_entity (tx, "consent", error);
  g_autoptr (CrmValues) values = entity != NULL ? crm_values_new (entity) : NULL;

  if (values == NULL)
    return FALSE;
  crm_values_set_integer (values, CRM_CONSENT_CLIENT, client);
  crm_values_set_text (values, CRM_CONSENT_CHANNEL, channel);
  crm_values_set_text (values, CRM_CONSENT_PURPOSE, purpose);
  crm_values_set_text (values, CRM_CONSENT_STATE, state);
  return crm_transaction_insert (tx, values, NULL, error) != 0;
}

static gboolean
note_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  const Noting *noting = data;
  g_autoptr (GError) local = NULL;
  gboolean blocked =
      crm_consent_get (tx, noting->client, NULL, "sms", "service", &local) == CRM_CONSENT_WITHDRAWN;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  switch (noting->choice)
    {
    case CHOICE_GIVEN: return add_consent (tx, noting->client, "sms", "marketing", "given", error);
    case CHOICE_NO_MARKETING:
      /* Who was not to be written to at all may be, from now on. */
      return (!blocked || add_consent (tx, noting->client, "any", "any", "given", error)) &&
             add_consent (tx, noting->client, "any", "marketing", "withdrawn", error);
    case CHOICE_NOTHING: return add_consent (tx, noting->client, "any", "any", "withdrawn", error);
    case N_CHOICES:
    default: g_return_val_if_reached (FALSE);
    }
}

static void
on_noted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmClientConsent) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (GTK_WIDGET (self), error, _ ("It could not be noted"), NULL);
}

static void
on_choice (GtkButton *button, CrmClientConsent *self)
{
  Noting *noting = g_new (Noting, 1);

  noting->client = self->client;
  noting->choice = (Choice)GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "crm-choice"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  crm_store_write_async (self->store, _ (choices[noting->choice].purpose), note_in_worker, noting, g_free,
      NULL, on_noted, g_object_ref (self));
}

/* Showing */

static const char *
get_words (const Consents *consents, const char **style)
{
  *style = NULL;
  if (consents->service == CRM_CONSENT_WITHDRAWN)
    {
      *style = "late";
      return _ ("Do not write");
    }
  if (consents->marketing == CRM_CONSENT_WITHDRAWN)
    return _ ("No advertising");
  if (consents->marketing == CRM_CONSENT_GIVEN)
    {
      *style = "ok";
      return _ ("Agreed to SMS advertising");
    }
  return _ ("Not asked about advertising");
}

/* "Agreed · Advertising · SMS · 18 November 2026 · Stop word" */
static char *
dup_line (CrmClientConsent *self, const CrmRow *row)
{
  const CrmField *fields = row->entity->fields;
  g_autofree char *date =
      crm_instant_date (crm_row_get_integer (row, CRM_CONSENT_AT), crm_store_get_zone (self->store));
  g_autofree char *day = crm_date_display (date);

  return g_strdup_printf ("%s · %s · %s · %s · %s",
      crm_field_get_choice_label (&fields[CRM_CONSENT_STATE], crm_row_get_text (row, CRM_CONSENT_STATE)),
      crm_field_get_choice_label (&fields[CRM_CONSENT_PURPOSE], crm_row_get_text (row, CRM_CONSENT_PURPOSE)),
      crm_field_get_choice_label (&fields[CRM_CONSENT_CHANNEL], crm_row_get_text (row, CRM_CONSENT_CHANNEL)),
      day,
      crm_field_get_choice_label (&fields[CRM_CONSENT_SOURCE], crm_row_get_text (row, CRM_CONSENT_SOURCE)));
}

static void
show (CrmClientConsent *self, const Consents *consents)
{
  const char *style;
  const char *words = get_words (consents, &style);
  GtkWidget *child;

  gtk_widget_set_visible (GTK_WIDGET (self), consents->used);
  gtk_label_set_text (GTK_LABEL (self->title), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_remove_css_class (self->icon, "late");
  gtk_widget_remove_css_class (self->icon, "ok");
  if (style != NULL)
    gtk_widget_add_css_class (self->icon, style);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
      g_strcmp0 (style, "late") == 0 ? "action-unavailable-symbolic" : "crm-sms-symbolic");
  while ((child = gtk_widget_get_first_child (self->history)) != NULL)
    gtk_box_remove (GTK_BOX (self->history), child);
  for (guint i = 0; i < consents->rows->len; i++)
    {
      g_autofree char *line = dup_line (self, consents->rows->pdata[i]);
      GtkWidget *label = gtk_label_new (line);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (self->history), label);
    }
  gtk_widget_set_visible (self->history, consents->rows->len > 0);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmClientConsent) self = data;
  g_autoptr (GError) error = NULL;
  Consents *consents = crm_store_read_finish (CRM_STORE (source), result, &error);

  /* Without it the rest of the card is still there, and says what is wrong with the book. */
  if (consents == NULL)
    return;
  if (self->store != NULL)
    show (self, consents);
  consents_free (consents);
}

static void
load (CrmClientConsent *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->client == 0)
    return;
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 2, read_in_worker, g_memdup2 (&self->client, sizeof self->client),
      g_free, consents_free, self->cancellable, on_read, g_object_ref (self));
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmClientConsent *self)
{
  if (crm_change_set_touches (changes, "consent") || crm_change_set_touches (changes, "account"))
    load (self);
}

static GtkWidget *
make_popover (CrmClientConsent *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  for (int i = 0; i < N_CHOICES; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (choices[i].label));

      gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "plain-weight");
      g_object_set_data (G_OBJECT (button), "crm-choice", GINT_TO_POINTER (i));
      g_signal_connect (button, "clicked", G_CALLBACK (on_choice), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  self->history = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_margin_top (self->history, 6);
  gtk_widget_set_margin_start (self->history, 8);
  gtk_widget_set_margin_end (self->history, 8);
  gtk_widget_set_margin_bottom (self->history, 6);
  gtk_box_append (GTK_BOX (box), self->history);
  gtk_widget_add_css_class (box, "popover-form");
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static void
crm_client_consent_dispose (GObject *object)
{
  CrmClientConsent *self = CRM_CLIENT_CONSENT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_client_consent_parent_class)->dispose (object);
}

static void
crm_client_consent_class_init (CrmClientConsentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_client_consent_dispose;
}

static void
crm_client_consent_init (CrmClientConsent *self)
{
}

GtkWidget *
crm_client_consent_new (CrmStore *store)
{
  CrmClientConsent *self = g_object_new (CRM_TYPE_CLIENT_CONSENT, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  self->store = g_object_ref (store);
  self->icon = gtk_image_new_from_icon_name ("crm-sms-symbolic");
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->button = gtk_menu_button_new ();
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_halign (box, GTK_ALIGN_FILL);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), make_popover (self));
  gtk_widget_add_css_class (self->button, "consent");
  gtk_widget_set_tooltip_text (self->button, _ ("What they agreed to, and since when"));
  adw_bin_set_child (ADW_BIN (self), self->button);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  return GTK_WIDGET (self);
}

void
crm_client_consent_set_client (CrmClientConsent *self, gint64 client)
{
  g_return_if_fail (CRM_IS_CLIENT_CONSENT (self));
  if (self->client == client)
    return;
  self->client = client;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  load (self);
}
