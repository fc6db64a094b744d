/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-eds/crm-eds-account.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "calendar-eds/crm-eds-error.h"

/* Watches the connection status and the questions of one source, and answers them. Owns the answer that is on its way. Main thread. */

#define SETTLE_MS 300
#define AGAIN_SECONDS 5

/* A password or trust on its way. */
typedef struct
{
  CrmEdsCall *call;         /* owned */
  ENamedParameters *params; /* owned */
  gboolean remember;
  guint again;  /* source */
  guint number; /* of the attempt */
} SigningIn;

struct _CrmEdsAccount
{
  GObject parent_instance;
  ESource *source;
  ESourceRegistry *registry;
  GCancellable *cancellable;
  guint settle; /* source */
  CrmCalendarStatus status;
  char *error;             /* nullable */
  CrmCalendarStatus asked; /* what the last question means; OFFLINE without one */
  char *asked_error;       /* nullable */
  char *certificate;       /* PEM, nullable */
  SigningIn *signing_in;   /* nullable */
  guint n_signed_in;       /* attempts so far */
  gboolean recalling;      /* the last question is being looked up */
};

G_DEFINE_FINAL_TYPE (CrmEdsAccount, crm_eds_account, G_TYPE_OBJECT)

static void
set_status (CrmEdsAccount *self, CrmCalendarStatus status, const char *error)
{
  if (self->status == status && g_strcmp0 (self->error, error) == 0)
    return;
  self->status = status;
  g_free (self->error);
  self->error = g_strdup (error);
  g_signal_emit_by_name (self, "changed");
}

static void
free_signing_in (SigningIn *signing_in)
{
  g_clear_handle_id (&signing_in->again, g_source_remove);
  crm_eds_call_unref (signing_in->call);
  e_named_parameters_free (signing_in->params);
  g_free (signing_in);
}

/* Takes error. */
static void
fail_signing_in (CrmEdsAccount *self, GError *error)
{
  SigningIn *signing_in = g_steal_pointer (&self->signing_in);

  crm_eds_call_return_error (signing_in->call, error);
  free_signing_in (signing_in);
}

static void
on_stored (GObject *object, GAsyncResult *result, gpointer data)
{
  SigningIn *signing_in = data;

  /* A password that the keyring does not take is asked for again another day; the calendar is open all the same. */
  e_source_credentials_provider_store_finish (E_SOURCE_CREDENTIALS_PROVIDER (object), result, NULL);
  crm_eds_call_return_true (signing_in->call);
  free_signing_in (signing_in);
}

static void
end_signing_in (CrmEdsAccount *self)
{
  SigningIn *signing_in = g_steal_pointer (&self->signing_in);
  g_autoptr (ESourceCredentialsProvider) provider = NULL;
  g_autoptr (ESource) owner = NULL;

  g_clear_handle_id (&signing_in->again, g_source_remove);
  if (!signing_in->remember)
    {
      crm_eds_call_return_true (signing_in->call);
      free_signing_in (signing_in);
      return;
    }
  provider = e_source_credentials_provider_new (self->registry);
  /* An account of several calendars keeps one password for all of them. */
  owner = e_source_credentials_provider_ref_credentials_source (provider, self->source);
  e_source_credentials_provider_store (
      provider, owner != NULL ? owner : self->source, signing_in->params, TRUE, NULL, on_stored, signing_in);
}

static const char *
get_question (CrmCalendarStatus status)
{
  return status == CRM_CALENDAR_CERTIFICATE ? _ ("The calendar's server cannot prove who it is.")
                                            : _ ("The calendar asks for a password.");
}

static void
take_question (
    CrmEdsAccount *self, ESourceCredentialsReason reason, const char *certificate, const GError *error)
{
  CrmCalendarStatus asked = CRM_CALENDAR_UNREACHABLE;
  g_autoptr (GError) polite = error != NULL ? crm_eds_error_translate (g_error_copy (error)) : NULL;
  g_autofree char *words = NULL;

  switch (reason)
    {
    case E_SOURCE_CREDENTIALS_REASON_UNKNOWN: return;
    case E_SOURCE_CREDENTIALS_REASON_REQUIRED: asked = CRM_CALENDAR_CREDENTIALS; break;
    case E_SOURCE_CREDENTIALS_REASON_REJECTED:
      /* A server that is not there is called a refusal too. */
      if (crm_eds_error_is_wrong_password (error))
        asked = CRM_CALENDAR_CREDENTIALS;
      break;
    case E_SOURCE_CREDENTIALS_REASON_SSL_FAILED:
      asked = CRM_CALENDAR_CERTIFICATE;
      g_free (self->certificate);
      self->certificate = g_strdup (certificate);
      break;
    case E_SOURCE_CREDENTIALS_REASON_ERROR: break;
    }
  if (asked != CRM_CALENDAR_UNREACHABLE)
    words = g_strdup (get_question (asked));
  else if (polite != NULL)
    words = g_strdup (polite->message);
  else
    {
      g_autoptr (GError) plain = crm_eds_error_new_unreachable ();

      words = g_strdup (plain->message);
    }
  self->asked = asked;
  g_free (self->asked_error);
  self->asked_error = g_steal_pointer (&words);
  g_signal_emit_by_name (self, "question");
  if (self->signing_in != NULL)
    {
      if (asked == CRM_CALENDAR_CREDENTIALS)
        fail_signing_in (self, g_error_new_literal (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CREDENTIALS,
                                   _ ("The calendar does not take this password.")));
      else
        fail_signing_in (self, g_error_new_literal (CRM_CHANNEL_ERROR,
                                   asked == CRM_CALENDAR_CERTIFICATE ? CRM_CHANNEL_ERROR_CERTIFICATE
                                                                     : CRM_CHANNEL_ERROR_UNREACHABLE,
                                   self->asked_error));
    }
}

static void settle_soon (CrmEdsAccount *self);

/* A question that was put before anybody here listened. */
static void
on_recalled (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmEdsAccount) self = data;
  g_autofree char *certificate = NULL;
  g_autoptr (GError) error = NULL;
  ESourceCredentialsReason reason = E_SOURCE_CREDENTIALS_REASON_UNKNOWN;
  GTlsCertificateFlags flags;

  self->recalling = FALSE;
  if (e_source_get_last_credentials_required_arguments_finish (
          E_SOURCE (object), result, &reason, &certificate, &flags, &error, NULL) &&
      self->asked == CRM_CALENDAR_OFFLINE)
    take_question (self, reason, certificate, error);
  if (self->asked != CRM_CALENDAR_OFFLINE)
    settle_soon (self);
}

static void
recall_question (CrmEdsAccount *self)
{
  if (self->recalling)
    return;
  self->recalling = TRUE;
  e_source_get_last_credentials_required_arguments (
      self->source, self->cancellable, on_recalled, g_object_ref (self));
}

static gboolean
on_settled (gpointer data)
{
  CrmEdsAccount *self = data;

  self->settle = 0;
  switch (e_source_get_connection_status (self->source))
    {
    case E_SOURCE_CONNECTION_STATUS_CONNECTED:
      self->asked = CRM_CALENDAR_OFFLINE;
      if (self->signing_in != NULL)
        end_signing_in (self);
      set_status (self, CRM_CALENDAR_CONNECTED, NULL);
      break;
    case E_SOURCE_CONNECTION_STATUS_CONNECTING: set_status (self, CRM_CALENDAR_CONNECTING, NULL); break;
    case E_SOURCE_CONNECTION_STATUS_DISCONNECTED:
    case E_SOURCE_CONNECTION_STATUS_AWAITING_CREDENTIALS:
    case E_SOURCE_CONNECTION_STATUS_SSL_FAILED:
      if (self->signing_in != NULL)
        break;
      if (self->asked != CRM_CALENDAR_OFFLINE)
        set_status (self, self->asked, self->asked_error);
      else
        {
          set_status (self, CRM_CALENDAR_CONNECTING, NULL);
          if (e_source_get_connection_status (self->source) != E_SOURCE_CONNECTION_STATUS_DISCONNECTED)
            recall_question (self);
        }
      break;
    }
  return G_SOURCE_REMOVE;
}

static void
settle_soon (CrmEdsAccount *self)
{
  g_clear_handle_id (&self->settle, g_source_remove);
  self->settle = g_timeout_add (SETTLE_MS, on_settled, self);
}

static void
on_connection_status (CrmEdsAccount *self)
{
  settle_soon (self);
}

/* The source itself tells of it on a thread of the bus; the registry does on the thread it was made on. */
static void
on_credentials_required (ESourceRegistry *registry, ESource *source, ESourceCredentialsReason reason,
    const char *certificate, GTlsCertificateFlags flags, const GError *error, CrmEdsAccount *self)
{
  if (source != self->source)
    return;
  take_question (self, reason, certificate, error);
  settle_soon (self);
}

typedef struct
{
  CrmEdsAccount *self; /* owned */
  guint number;
} Invocation;

static void
on_invoked (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree Invocation *invocation = data;
  g_autoptr (CrmEdsAccount) self = invocation->self;
  GError *error = NULL;

  if (e_source_invoke_authenticate_finish (E_SOURCE (object), result, &error))
    settle_soon (self);
  /* What an earlier answer met with says nothing of the later one. */
  else if (self->signing_in != NULL && self->signing_in->number == invocation->number)
    fail_signing_in (self, crm_eds_error_translate (g_steal_pointer (&error)));
  g_clear_error (&error);
}

static void
authenticate (CrmEdsAccount *self)
{
  Invocation *invocation = g_new0 (Invocation, 1);

  invocation->self = g_object_ref (self);
  invocation->number = self->signing_in->number;
  e_source_invoke_authenticate (
      self->source, self->signing_in->params, self->signing_in->call->cancellable, on_invoked, invocation);
}

/* The answer went to a service that has ended since, or was crossed by a question of its own: it is given again unless it is just being tried. */
static gboolean
on_again (gpointer data)
{
  CrmEdsAccount *self = data;

  switch (e_source_get_connection_status (self->source))
    {
    case E_SOURCE_CONNECTION_STATUS_CONNECTED:
    case E_SOURCE_CONNECTION_STATUS_CONNECTING: break;
    case E_SOURCE_CONNECTION_STATUS_DISCONNECTED:
    case E_SOURCE_CONNECTION_STATUS_AWAITING_CREDENTIALS:
    case E_SOURCE_CONNECTION_STATUS_SSL_FAILED: authenticate (self); break;
    }
  return G_SOURCE_CONTINUE;
}

/* Takes params. */
static void
invoke (CrmEdsAccount *self, ENamedParameters *params, gboolean remember, CrmEdsCall *call)
{
  /* The later answer counts. */
  if (self->signing_in != NULL)
    fail_signing_in (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled.")));
  self->signing_in = g_new0 (SigningIn, 1);
  self->signing_in->call = crm_eds_call_ref (call);
  self->signing_in->number = ++self->n_signed_in;
  self->signing_in->params = params;
  self->signing_in->remember = remember;
  self->signing_in->again = g_timeout_add_seconds (AGAIN_SECONDS, on_again, self);
  self->asked = CRM_CALENDAR_OFFLINE;
  authenticate (self);
}

static void
crm_eds_account_dispose (GObject *object)
{
  CrmEdsAccount *self = CRM_EDS_ACCOUNT (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->signing_in != NULL)
    fail_signing_in (self, crm_eds_error_new_unreachable ());
  G_OBJECT_CLASS (crm_eds_account_parent_class)->dispose (object);
}

static void
crm_eds_account_finalize (GObject *object)
{
  CrmEdsAccount *self = CRM_EDS_ACCOUNT (object);

  g_object_unref (self->source);
  g_object_unref (self->registry);
  g_object_unref (self->cancellable);
  g_free (self->error);
  g_free (self->asked_error);
  g_free (self->certificate);
  G_OBJECT_CLASS (crm_eds_account_parent_class)->finalize (object);
}

static void
crm_eds_account_class_init (CrmEdsAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_eds_account_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_eds_account_finalize;
  g_signal_new (
      "question", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_eds_account_init (CrmEdsAccount *self)
{
  self->status = CRM_CALENDAR_CONNECTING;
  self->cancellable = g_cancellable_new ();
}

CrmEdsAccount *
crm_eds_account_new (ESource *source, ESourceRegistry *registry)
{
  CrmEdsAccount *self = g_object_new (CRM_TYPE_EDS_ACCOUNT, NULL);

  self->source = g_object_ref (source);
  self->registry = g_object_ref (registry);
  g_signal_connect_object (
      source, "notify::connection-status", G_CALLBACK (on_connection_status), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (registry, "credentials-required", G_CALLBACK (on_credentials_required), self, 0);
  settle_soon (self);
  return self;
}

CrmCalendarStatus
crm_eds_account_get_status (CrmEdsAccount *self, const char **error)
{
  *error = self->error;
  return self->status;
}

GError *
crm_eds_account_dup_question (CrmEdsAccount *self)
{
  int code = CRM_CHANNEL_ERROR_UNREACHABLE;

  if (self->asked == CRM_CALENDAR_CREDENTIALS)
    code = CRM_CHANNEL_ERROR_CREDENTIALS;
  else if (self->asked == CRM_CALENDAR_CERTIFICATE)
    code = CRM_CHANNEL_ERROR_CERTIFICATE;
  return g_error_new_literal (CRM_CHANNEL_ERROR, code, self->asked_error);
}

gboolean
crm_eds_account_is_connected (CrmEdsAccount *self)
{
  return e_source_get_connection_status (self->source) == E_SOURCE_CONNECTION_STATUS_CONNECTED;
}

gboolean
crm_eds_account_is_awaiting (CrmEdsAccount *self)
{
  return e_source_get_connection_status (self->source) == E_SOURCE_CONNECTION_STATUS_AWAITING_CREDENTIALS;
}

void
crm_eds_account_sign_in (
    CrmEdsAccount *self, const char *user, const char *password, gboolean remember, CrmEdsCall *call)
{
  ENamedParameters *params = e_named_parameters_new ();

  if (user != NULL && *user != '\0')
    e_named_parameters_set (params, E_SOURCE_CREDENTIAL_USERNAME, user);
  e_named_parameters_set (params, E_SOURCE_CREDENTIAL_PASSWORD, password);
  invoke (self, params, remember, call);
}

static void
on_trust_written (GObject *object, GAsyncResult *result, gpointer data)
{
  CrmEdsCall *call = data;
  g_autoptr (CrmEdsAccount) self = g_object_ref (g_object_get_data (G_OBJECT (call->task), "account"));
  GError *error = NULL;

  if (e_source_write_finish (E_SOURCE (object), result, &error))
    invoke (self, e_named_parameters_new (), FALSE, call);
  else
    crm_eds_call_return_error (call, crm_eds_error_translate (error));
  crm_eds_call_unref (call);
}

void
crm_eds_account_trust (CrmEdsAccount *self, CrmEdsCall *call)
{
  g_autoptr (GTlsCertificate) certificate =
      self->certificate != NULL ? g_tls_certificate_new_from_pem (self->certificate, -1, NULL) : NULL;
  ESourceAuthentication *authentication;
  ESourceWebdav *webdav;
  g_autofree char *host = NULL;

  if (certificate == NULL || !e_source_has_extension (self->source, E_SOURCE_EXTENSION_WEBDAV_BACKEND) ||
      !e_source_has_extension (self->source, E_SOURCE_EXTENSION_AUTHENTICATION))
    {
      crm_eds_call_return_error (call, g_error_new_literal (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED,
                                           _ ("This calendar does not ask for trust.")));
      return;
    }
  authentication = e_source_get_extension (self->source, E_SOURCE_EXTENSION_AUTHENTICATION);
  webdav = e_source_get_extension (self->source, E_SOURCE_EXTENSION_WEBDAV_BACKEND);
  host = e_source_authentication_dup_host (authentication);
  e_source_webdav_update_ssl_trust (webdav, host, certificate, E_TRUST_PROMPT_RESPONSE_ACCEPT);
  g_object_set_data_full (G_OBJECT (call->task), "account", g_object_ref (self), g_object_unref);
  e_source_write (self->source, call->cancellable, on_trust_written, crm_eds_call_ref (call));
}
