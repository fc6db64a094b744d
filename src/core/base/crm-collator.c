/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-collator.h"

#include <unicode/ucol.h>
#include <unicode/ustring.h>

/* Owns an ICU collator of one locale and clones of it. ICU promises thread safety per collator object only,
 * so each call borrows a clone from a pool: any thread, and never two on one clone. ICU's tables take a megabyte: they are
 * opened when the first key or the version is asked for. */

#define MAX_KEY 512
#define STACK_UNITS 256

struct _CrmCollator
{
  gatomicrefcount ref_count;
  char *locale;                              /* owned; as asked for */
  char version[U_MAX_VERSION_STRING_LENGTH]; /* of the master */
  UCollator *master;                         /* owned; NULL until needed; only cloned, under the mutex */
  GMutex mutex;
  GPtrArray *idle; /* of UCollator, owned */
};

static UCollator *
open_collator (const char *locale)
{
  UErrorCode status = U_ZERO_ERROR;
  UCollator *collator = ucol_open (locale, &status);

  if (U_SUCCESS (status))
    return collator;

  status = U_ZERO_ERROR;
  collator = ucol_open ("", &status);
  if (U_FAILURE (status))
    g_error ("ICU has no data for sorting: %s", u_errorName (status));
  return collator;
}

/* Under the mutex. */
static UCollator *
get_master (CrmCollator *self)
{
  UVersionInfo version;

  if (self->master == NULL)
    {
      /* An empty name is ICU's root; NULL would be the process's locale, which the book never follows. */
      self->master = open_collator (self->locale);
      ucol_getVersion (self->master, version);
      u_versionToString (version, self->version);
    }
  return self->master;
}

static UCollator *
borrow_clone (CrmCollator *self)
{
  UErrorCode status = U_ZERO_ERROR;
  UCollator *clone = NULL;

  g_mutex_lock (&self->mutex);
  if (self->idle->len > 0)
    clone = g_ptr_array_steal_index_fast (self->idle, self->idle->len - 1);
  else
    clone = ucol_clone (get_master (self), &status);
  g_mutex_unlock (&self->mutex);

  if (clone == NULL)
    g_error ("ICU cannot copy a collator: %s", u_errorName (status));
  return clone;
}

static void
give_back_clone (CrmCollator *self, UCollator *clone)
{
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->idle, clone);
  g_mutex_unlock (&self->mutex);
}

CrmCollator *
crm_collator_new (const char *locale)
{
  CrmCollator *self = g_new0 (CrmCollator, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->locale = g_strdup (locale != NULL ? locale : "");
  g_mutex_init (&self->mutex);
  self->idle = g_ptr_array_new_with_free_func ((GDestroyNotify)ucol_close);

  return self;
}

CrmCollator *
crm_collator_ref (CrmCollator *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
crm_collator_unref (CrmCollator *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->idle);
  g_clear_pointer (&self->master, ucol_close);
  g_mutex_clear (&self->mutex);
  g_free (self->locale);
  g_free (self);
}

const char *
crm_collator_get_version (CrmCollator *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_mutex_lock (&self->mutex);
  get_master (self);
  g_mutex_unlock (&self->mutex);
  return self->version;
}

const char *
crm_collator_get_library (void)
{
  static char text[U_MAX_VERSION_STRING_LENGTH];
  static gsize made;

  if (g_once_init_enter (&made))
    {
      UVersionInfo version;

      u_getVersion (version);
      u_versionToString (version, text);
      g_once_init_leave (&made, 1);
    }
  return text;
}

const char *
crm_collator_get_locale (CrmCollator *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->locale;
}

GBytes *
crm_collator_key (CrmCollator *self, const char *text)
{
  UChar stack[STACK_UNITS];
  g_autofree UChar *heap = NULL;
  UChar *units = stack;
  guint8 key[MAX_KEY + 1];
  UErrorCode status = U_ZERO_ERROR;
  UCollator *clone;
  int32_t n_units = 0;
  int32_t length;

  g_return_val_if_fail (self != NULL, NULL);

  if (text == NULL)
    text = "";
  u_strFromUTF8WithSub (stack, STACK_UNITS, &n_units, text, -1, 0xFFFD, NULL, &status);
  if (status == U_BUFFER_OVERFLOW_ERROR)
    {
      heap = g_new (UChar, (gsize)n_units + 1);
      units = heap;
      status = U_ZERO_ERROR;
      u_strFromUTF8WithSub (heap, n_units + 1, &n_units, text, -1, 0xFFFD, NULL, &status);
    }

  clone = borrow_clone (self);
  length = ucol_getSortKey (clone, units, n_units, key, sizeof key);
  give_back_clone (self, clone);

  /* ICU counts its closing zero, which says nothing when keys are compared with their length. */
  return g_bytes_new (key, length > 0 ? (gsize)MIN (length - 1, MAX_KEY) : 0);
}
