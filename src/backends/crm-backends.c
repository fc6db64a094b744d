/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-backends.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <gmodule.h>
#include <unistd.h>

#include "base/crm-time.h"
#include "base/crm-error.h"
#include "calendar-eds/crm-eds-calendar-module.h"
#include "contacts-eds/crm-eds-module.h"
#include "crm-lazy-calendar-server.h"
#include "crm-lazy-secret-store.h"
#include "import/crm-charset.h"
#include "secret-libsecret/crm-libsecret-module.h"
#include "sms-http/crm-sms-http-module.h"
#include "sms-modem/crm-sms-modem-channel.h"

/* Which outside system stands behind which abstract class of core. evolution-data-server brings some forty libraries, so what uses it
 * is in modules, one loaded for the first number or card, one for the first question for calendars, and never given back. Their files are
 * opened with the program: newer ones that are installed meanwhile would not fit. Any thread. */

typedef struct
{
  const char *file;
  const char *symbol;
  gsize opened, loaded; /* once */
  int fd;
  gconstpointer table;
} Module;

static Module contacts_module = { "clientele-contacts-eds.so", CRM_EDS_MODULE_SYMBOL };
static Module calendar_module = { "clientele-calendar-eds.so", CRM_EDS_CALENDAR_MODULE_SYMBOL };
static Module secret_module = { "clientele-secret-libsecret.so", CRM_LIBSECRET_MODULE_SYMBOL };
static Module sms_http_module = { "clientele-sms-http.so", CRM_SMS_HTTP_MODULE_SYMBOL };

/* What the modules take from core: named here, so that every program has it. */
__attribute__ ((used)) static const GCallback lent[] = {
  G_CALLBACK (crm_calendar_info_free),
  G_CALLBACK (crm_calendar_object_free),
  G_CALLBACK (crm_calendar_object_new),
  G_CALLBACK (crm_calendar_server_get_type),
  G_CALLBACK (crm_card_add_address),
  G_CALLBACK (crm_card_format_get_type),
  G_CALLBACK (crm_card_free),
  G_CALLBACK (crm_card_has_postal),
  G_CALLBACK (crm_card_new),
  G_CALLBACK (crm_channel_error_new_retry),
  G_CALLBACK (crm_channel_error_quark),
  G_CALLBACK (crm_channel_get_type),
  G_CALLBACK (crm_charset_to_utf8),
  G_CALLBACK (crm_date_is_valid),
  G_CALLBACK (crm_date_parse),
  G_CALLBACK (crm_fetched_free),
  G_CALLBACK (crm_http_request_free),
  G_CALLBACK (crm_outgoing_free),
  G_CALLBACK (crm_phone_format_get_type),
  G_CALLBACK (crm_provider_make_send),
  G_CALLBACK (crm_provider_new),
  G_CALLBACK (crm_provider_read_send),
  G_CALLBACK (crm_secret_store_get_type),
  G_CALLBACK (crm_sent_free),
  G_CALLBACK (crm_store_error_quark),
};

struct _CrmLazyPhoneFormat
{
  CrmPhoneFormat parent_instance;
};

#define CRM_TYPE_LAZY_PHONE_FORMAT (crm_lazy_phone_format_get_type ())
G_DECLARE_FINAL_TYPE (CrmLazyPhoneFormat, crm_lazy_phone_format, CRM, LAZY_PHONE_FORMAT, CrmPhoneFormat)
G_DEFINE_FINAL_TYPE (CrmLazyPhoneFormat, crm_lazy_phone_format, CRM_TYPE_PHONE_FORMAT)

struct _CrmLazyCardFormat
{
  CrmCardFormat parent_instance;
};

#define CRM_TYPE_LAZY_CARD_FORMAT (crm_lazy_card_format_get_type ())
G_DECLARE_FINAL_TYPE (CrmLazyCardFormat, crm_lazy_card_format, CRM, LAZY_CARD_FORMAT, CrmCardFormat)
G_DEFINE_FINAL_TYPE (CrmLazyCardFormat, crm_lazy_card_format, CRM_TYPE_CARD_FORMAT)

struct _CrmLazyAddressSource
{
  CrmAddressSource parent_instance;
  CrmAddressSource *real; /* owned; NULL until it is asked */
  guint patience_ms;
};

#define CRM_TYPE_LAZY_ADDRESS_SOURCE (crm_lazy_address_source_get_type ())
G_DECLARE_FINAL_TYPE (
    CrmLazyAddressSource, crm_lazy_address_source, CRM, LAZY_ADDRESS_SOURCE, CrmAddressSource)
G_DEFINE_FINAL_TYPE (CrmLazyAddressSource, crm_lazy_address_source, CRM_TYPE_ADDRESS_SOURCE)

/* The modules of a build folder lie beside the folder of the program; tests name the folder, for they lie elsewhere. */
static int
open_module (const char *file)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname (program ? program : "");
  g_autofree char *built = g_build_filename (folder, "..", "backends", file, NULL);
  g_autofree char *installed = g_build_filename (CRM_MODULE_DIR, file, NULL);
  const char *named = g_getenv ("CLIENTELE_MODULES");
  g_autofree char *wanted = named ? g_build_filename (named, file, NULL) : NULL;
  const char *const paths[] = { wanted ? wanted : built, installed };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      int fd = open (paths[i], O_RDONLY | O_CLOEXEC);

      if (fd >= 0)
        return fd;
    }
  g_error ("%s is missing: the program is not completely installed", installed);
}

static int
get_module_file (Module *module)
{
  if (g_once_init_enter (&module->opened))
    {
      module->fd = open_module (module->file);
      g_once_init_leave (&module->opened, 1);
    }
  return module->fd;
}

static gconstpointer
get_module (Module *module)
{
  if (g_once_init_enter (&module->loaded))
    {
      g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", get_module_file (module));
      /* Not dlopen (): libraries behind it load others by GModule while the loader's lock is held, and a thread that loads a format of
       * pictures takes the two locks the other way round. */
      GModule *handle = g_module_open (path, G_MODULE_BIND_LOCAL);
      gpointer table = NULL;

      if (!handle || !g_module_symbol (handle, module->symbol, &table) || !table)
        g_error ("%s cannot be used: %s", module->file, g_module_error ());
      module->table = table;
      g_once_init_leave (&module->loaded, 1);
    }
  return module->table;
}

static const CrmEdsModule *
get_eds (void)
{
  return get_module (&contacts_module);
}

static CrmPhoneFormat *
get_phone_format (void)
{
  static gsize format;

  if (g_once_init_enter (&format))
    g_once_init_leave (&format, GPOINTER_TO_SIZE (get_eds ()->phone_format_new ()));
  return GSIZE_TO_POINTER (format);
}

static CrmCardFormat *
get_card_format (void)
{
  static gsize format;

  if (g_once_init_enter (&format))
    g_once_init_leave (&format, GPOINTER_TO_SIZE (get_eds ()->card_format_new ()));
  return GSIZE_TO_POINTER (format);
}

static char *
crm_lazy_phone_format_normalise (CrmPhoneFormat *format, const char *typed, const char *region)
{
  CrmPhoneFormat *real = get_phone_format ();

  return CRM_PHONE_FORMAT_GET_CLASS (real)->normalise (real, typed, region);
}

static char *
crm_lazy_phone_format_display (CrmPhoneFormat *format, const char *e164, const char *region)
{
  CrmPhoneFormat *real = get_phone_format ();

  return CRM_PHONE_FORMAT_GET_CLASS (real)->display (real, e164, region);
}

static void
crm_lazy_phone_format_class_init (CrmLazyPhoneFormatClass *klass)
{
  CrmPhoneFormatClass *format_class = CRM_PHONE_FORMAT_CLASS (klass);

  format_class->normalise = crm_lazy_phone_format_normalise;
  format_class->display = crm_lazy_phone_format_display;
}

static void
crm_lazy_phone_format_init (CrmLazyPhoneFormat *self)
{
}

static GPtrArray *
crm_lazy_card_format_parse_file (
    CrmCardFormat *format, GBytes *bytes, const char *forced_charset, GError **error)
{
  CrmCardFormat *real = get_card_format ();

  return CRM_CARD_FORMAT_GET_CLASS (real)->parse_file (real, bytes, forced_charset, error);
}

static char *
crm_lazy_card_format_write (CrmCardFormat *format, GPtrArray *cards, CrmCardVersion version)
{
  CrmCardFormat *real = get_card_format ();

  return CRM_CARD_FORMAT_GET_CLASS (real)->write (real, cards, version);
}

static void
crm_lazy_card_format_class_init (CrmLazyCardFormatClass *klass)
{
  CrmCardFormatClass *format_class = CRM_CARD_FORMAT_CLASS (klass);

  format_class->parse_file = crm_lazy_card_format_parse_file;
  format_class->write = crm_lazy_card_format_write;
}

static void
crm_lazy_card_format_init (CrmLazyCardFormat *self)
{
}

static CrmAddressSource *
get_address_source (CrmAddressSource *source)
{
  CrmLazyAddressSource *self = CRM_LAZY_ADDRESS_SOURCE (source);

  if (self->real == NULL)
    self->real = get_eds ()->address_source_new (self->patience_ms);
  return self->real;
}

static void
crm_lazy_address_source_list_async (
    CrmAddressSource *source, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  crm_address_source_list_async (get_address_source (source), cancellable, callback, data);
}

static void
crm_lazy_address_source_read_async (CrmAddressSource *source, const char *id, CrmAddressProgress progress,
    gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  crm_address_source_read_async (
      get_address_source (source), id, progress, progress_data, cancellable, callback, data);
}

static void
crm_lazy_address_source_finalize (GObject *object)
{
  g_clear_object (&CRM_LAZY_ADDRESS_SOURCE (object)->real);
  G_OBJECT_CLASS (crm_lazy_address_source_parent_class)->finalize (object);
}

static void
crm_lazy_address_source_class_init (CrmLazyAddressSourceClass *klass)
{
  CrmAddressSourceClass *source_class = CRM_ADDRESS_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_lazy_address_source_finalize;
  source_class->list_async = crm_lazy_address_source_list_async;
  source_class->read_async = crm_lazy_address_source_read_async;
}

static void
crm_lazy_address_source_init (CrmLazyAddressSource *self)
{
}

static CrmSecretStore *
make_secret_store (void)
{
  const CrmLibsecretModule *module = get_module (&secret_module);

  return module->secret_store_new ();
}

static CrmCalendarServer *
make_calendar_server (guint patience_ms)
{
  const CrmEdsCalendarModule *module = get_module (&calendar_module);

  return module->calendar_server_new (patience_ms);
}

static CrmCalendarServer *
make_contact_server (guint patience_ms)
{
  const CrmEdsCalendarModule *module = get_module (&calendar_module);

  return module->contact_server_new (patience_ms);
}

CrmPhoneFormat *
crm_backends_phone_format (void)
{
  get_module_file (&contacts_module);
  return g_object_new (CRM_TYPE_LAZY_PHONE_FORMAT, NULL);
}

CrmCardFormat *
crm_backends_card_format (void)
{
  get_module_file (&contacts_module);
  return g_object_new (CRM_TYPE_LAZY_CARD_FORMAT, NULL);
}

CrmAddressSource *
crm_backends_address_source (guint patience_ms)
{
  CrmLazyAddressSource *self;

  get_module_file (&contacts_module);
  self = g_object_new (CRM_TYPE_LAZY_ADDRESS_SOURCE, NULL);
  self->patience_ms = patience_ms;
  return CRM_ADDRESS_SOURCE (self);
}

CrmCalendarServer *
crm_backends_calendar_server (guint patience_ms)
{
  get_module_file (&calendar_module);
  return crm_lazy_calendar_server_new (patience_ms, make_calendar_server);
}

CrmCalendarServer *
crm_backends_contact_server (guint patience_ms)
{
  get_module_file (&calendar_module);
  return crm_lazy_calendar_server_new (patience_ms, make_contact_server);
}

CrmSecretStore *
crm_backends_secret_store (void)
{
  get_module_file (&secret_module);
  /* Who runs channels takes their secrets first. */
  get_module_file (&sms_http_module);
  return crm_lazy_secret_store_new (make_secret_store);
}

static CrmProvider *
load_provider (const char *provider, const char *definition, GError **error)
{
  g_autoptr (GBytes) shipped = NULL;

  if (definition)
    return crm_provider_new (definition, -1, error);
  shipped = provider ? crm_provider_dup_definition (provider) : NULL;
  if (!shipped)
    {
      g_set_error_literal (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_PROTOCOL,
          _ ("The provider of this account is not known to the program."));
      return NULL;
    }
  return crm_provider_new (g_bytes_get_data (shipped, NULL), (gssize)g_bytes_get_size (shipped), error);
}

static CrmChannel *
make_http_channel (
    const char *provider, const char *definition, const char *sender, GHashTable *settings, GError **error)
{
  g_autoptr (CrmProvider) description = load_provider (provider, definition, error);
  g_autoptr (GHashTable) all = g_hash_table_new (g_str_hash, g_str_equal);
  const CrmSmsHttpModule *module;
  GHashTableIter iter;
  gpointer name, value;

  if (!description)
    return NULL;
  g_hash_table_iter_init (&iter, settings);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (all, name, value);
  if (sender && *sender)
    g_hash_table_insert (all, (gpointer) "sender", (gpointer)sender);
  module = get_module (&sms_http_module);
  return module->channel_new (description, all);
}

CrmChannel *
crm_backends_channel_factory (const char *backend, const char *provider, const char *definition,
    const char *sender, GHashTable *settings, gpointer data, GError **error)
{
  if (g_strcmp0 (backend, "http") == 0)
    return make_http_channel (provider, definition, sender, settings, error);
  if (g_strcmp0 (backend, "modem") == 0)
    return crm_sms_modem_channel_new ();
  g_set_error_literal (error, CRM_CHANNEL_ERROR, CRM_CHANNEL_ERROR_UNSUPPORTED,
      _ ("This program does not know the way this account sends."));
  return NULL;
}
