/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar-eds/crm-eds-error.h"

#include <glib/gi18n-lib.h>
#include <libecal/libecal.h>

#include "base/crm-error.h"

/* Translates errors. Owns nothing. Any thread. */

#define HTTP_UNAUTHORIZED 401
#define HTTP_FORBIDDEN 403
#define HTTP_REQUEST_TIMEOUT 408
#define HTTP_CONFLICT 409
#define HTTP_PRECONDITION_FAILED 412
#define HTTP_TOO_MANY 429
#define HTTP_SERVER_FAILED 500
#define HTTP_OUT_OF_STORAGE 507

GError *
crm_eds_error_new_conflict (void)
{
  return g_error_new_literal (
      CRM_STORE_ERROR, CRM_STORE_ERROR_CONFLICT, _ ("The event was changed in the calendar meanwhile."));
}

GError *
crm_eds_error_new_unreachable (void)
{
  return g_error_new_literal (
      CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE, _ ("The calendar cannot be reached at present."));
}

GError *
crm_eds_error_new_silent (void)
{
  return g_error_new_literal (
      CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE, _ ("The calendar does not answer."));
}

static GError *
make_unreachable (const char *words)
{
  return g_error_new (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNREACHABLE,
      _ ("The calendar cannot be reached at present: %s"), words);
}

static GError *
make_refused (const char *words)
{
  return g_error_new (
      CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_REFUSED, _ ("The calendar does not take this: %s"), words);
}

static GError *
make_credentials (void)
{
  return g_error_new_literal (
      CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CREDENTIALS, _ ("The calendar asks for another password."));
}

static GError *
translate_http (const GError *error)
{
  switch (error->code)
    {
    case HTTP_UNAUTHORIZED: return make_credentials ();
    case HTTP_CONFLICT:
    case HTTP_PRECONDITION_FAILED: return crm_eds_error_new_conflict ();
    case HTTP_TOO_MANY:
      return g_error_new_literal (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_RATE_LIMITED,
          _ ("The calendar wants to be asked less often."));
    default: break;
    }
  if (error->code == HTTP_OUT_OF_STORAGE ||
      (error->code >= 400 && error->code < HTTP_SERVER_FAILED && error->code != HTTP_REQUEST_TIMEOUT))
    return make_refused (error->message);
  return make_unreachable (error->message);
}

/* A server's refusal to take an object comes in words only: "… HTTP error code 403 (Forbidden) …", in any language. */
static GError *
translate_other (const GError *error)
{
  g_autoptr (GRegex) code = g_regex_new ("\\b4[0-9][0-9] \\(", 0, 0, NULL);

  return g_regex_match (code, error->message, 0, NULL) ? make_refused (error->message)
                                                       : make_unreachable (error->message);
}

static GError *
translate_client (const GError *error)
{
  switch (error->code)
    {
    case E_CLIENT_ERROR_OUT_OF_SYNC: return crm_eds_error_new_conflict ();
    case E_CLIENT_ERROR_AUTHENTICATION_FAILED:
    case E_CLIENT_ERROR_AUTHENTICATION_REQUIRED: return make_credentials ();
    case E_CLIENT_ERROR_TLS_NOT_AVAILABLE:
      return g_error_new_literal (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CERTIFICATE,
          _ ("The calendar's server cannot prove who it is."));
    case E_CLIENT_ERROR_INVALID_ARG:
    case E_CLIENT_ERROR_PERMISSION_DENIED:
    case E_CLIENT_ERROR_NOT_SUPPORTED:
    case E_CLIENT_ERROR_UNSUPPORTED_AUTHENTICATION_METHOD:
    case E_CLIENT_ERROR_QUERY_REFUSED: return make_refused (error->message);
    default: return translate_other (error);
    }
}

static GError *
translate (const GError *error)
{
  if (error->domain == CRM_CHANNEL_ERROR || error->domain == CRM_STORE_ERROR)
    return g_error_copy (error);
  if (error->domain == E_SOUP_SESSION_ERROR)
    return translate_http (error);
  if (error->domain == E_CLIENT_ERROR)
    return translate_client (error);
  if (error->domain == G_TLS_ERROR)
    return g_error_new_literal (CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_CERTIFICATE,
        _ ("The calendar's server cannot prove who it is."));
  if (error->domain == E_CAL_CLIENT_ERROR)
    {
      if (error->code == E_CAL_CLIENT_ERROR_OBJECT_NOT_FOUND ||
          error->code == E_CAL_CLIENT_ERROR_OBJECT_ID_ALREADY_EXISTS)
        return crm_eds_error_new_conflict ();
      return make_refused (error->message);
    }
  return make_unreachable (error->message);
}

GError *
crm_eds_error_translate (GError *error)
{
  GError *translated;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;
  if (g_error_matches (error, E_CLIENT_ERROR, E_CLIENT_ERROR_CANCELLED))
    translated = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, error->message);
  else
    translated = translate (error);
  g_error_free (error);
  return translated;
}

gboolean
crm_eds_error_is_wrong_password (const GError *error)
{
  return error == NULL || g_error_matches (error, E_SOUP_SESSION_ERROR, HTTP_UNAUTHORIZED) ||
         g_error_matches (error, E_SOUP_SESSION_ERROR, HTTP_FORBIDDEN) ||
         g_error_matches (error, E_CLIENT_ERROR, E_CLIENT_ERROR_AUTHENTICATION_FAILED) ||
         g_error_matches (error, E_CLIENT_ERROR, E_CLIENT_ERROR_AUTHENTICATION_REQUIRED);
}
