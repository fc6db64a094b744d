/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-values.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "base/crm-decimal.h"
#include "base/crm-error.h"
#include "base/crm-money.h"
#include "base/crm-text.h"
#include "base/crm-time.h"

/* What is to be written to one record: a set of values by field. Belongs to one thread at a time. */

struct _CrmValues
{
  CrmEntity *entity; /* owned */
  CrmValue *values;  /* n_fields of them */
  gboolean *is_set;
};

CrmValues *
crm_values_new (CrmEntity *entity)
{
  CrmValues *self = g_new0 (CrmValues, 1);

  self->entity = crm_entity_ref (entity);
  self->values = g_new0 (CrmValue, entity->n_fields);
  self->is_set = g_new0 (gboolean, entity->n_fields);
  return self;
}

void
crm_values_free (CrmValues *self)
{
  for (guint i = 0; i < self->entity->n_fields; i++)
    crm_value_clear (&self->values[i]);
  g_free (self->values);
  g_free (self->is_set);
  crm_entity_unref (self->entity);
  g_free (self);
}

CrmValues *
crm_values_copy (CrmValues *self)
{
  CrmValues *copy = crm_values_new (self->entity);

  for (guint i = 0; i < self->entity->n_fields; i++)
    if (self->is_set[i])
      crm_value_copy (crm_values_slot (copy, (int)i), &self->values[i]);
  return copy;
}

CrmEntity *
crm_values_get_entity (CrmValues *self)
{
  return self->entity;
}

const CrmValue *
crm_values_get (CrmValues *self, int field)
{
  return crm_values_has (self, field) ? &self->values[field] : NULL;
}

const char *
crm_values_get_text (CrmValues *self, int field)
{
  const CrmValue *value = crm_values_get (self, field);
  return value && value->type == CRM_VALUE_TEXT ? value->v.text : NULL;
}

CrmValue *
crm_values_slot (CrmValues *self, int field)
{
  g_return_val_if_fail (field >= 0 && (guint)field < self->entity->n_fields, NULL);
  self->is_set[field] = TRUE;
  return &self->values[field];
}

void
crm_values_unset (CrmValues *self, int field)
{
  self->is_set[field] = FALSE;
  crm_value_clear (&self->values[field]);
}

gboolean
crm_values_has (CrmValues *self, int field)
{
  return field >= 0 && (guint)field < self->entity->n_fields && self->is_set[field];
}

guint
crm_values_count (CrmValues *self)
{
  guint n = 0;

  for (guint i = 0; i < self->entity->n_fields; i++)
    n += self->is_set[i] ? 1 : 0;
  return n;
}

void
crm_values_set_text (CrmValues *self, int field, const char *text)
{
  crm_value_set_text (crm_values_slot (self, field), text);
}

void
crm_values_set_integer (CrmValues *self, int field, gint64 value)
{
  crm_value_set_integer (crm_values_slot (self, field), value);
}

static gboolean
refuse (const CrmField *field, const char *reason, GError **error)
{
  g_set_error (
      error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, "%s: %s", crm_field_get_label (field), reason);
  return FALSE;
}

static gboolean
read_boolean (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  static const char *const yes[] = { "yes", "true", "1", "y", "on", "tak", "так", "да", "ja", "x", "✓",
    NULL };
  static const char *const no[] = { "no", "false", "0", "n", "off", "ні", "нет", "nein", NULL };
  g_autofree char *fold = g_utf8_strdown (text, -1);
  g_autofree char *own_yes = g_utf8_strdown (_ ("Yes"), -1), *own_no = g_utf8_strdown (_ ("No"), -1);

  g_strstrip (fold);
  if (g_strv_contains (yes, fold) || g_str_equal (fold, own_yes))
    crm_value_set_integer (value, 1);
  else if (g_strv_contains (no, fold) || g_str_equal (fold, own_no))
    crm_value_set_integer (value, 0);
  else
    {
      g_autofree char *reason = g_strdup_printf (_ ("“%s” is neither yes nor no."), text);
      return refuse (field, reason, error);
    }
  return TRUE;
}

static const char *
find_choice (const CrmField *field, const char *text)
{
  g_autofree char *fold = crm_text_fold (text);

  for (const CrmChoice *choice = field->choices; choice && choice->word; choice++)
    {
      g_autofree char *label = crm_text_fold (crm_field_get_choice_label (field, choice->word));
      g_autofree char *word = crm_text_fold (choice->word);
      if (g_str_equal (word, fold) || g_str_equal (label, fold))
        return choice->word;
    }
  return NULL;
}

static char *
list_choices (const CrmField *field)
{
  GString *list = g_string_new (NULL);

  for (const CrmChoice *choice = field->choices; choice && choice->word; choice++)
    g_string_append_printf (list, "%s%s", list->len ? ", " : "", choice->word);
  return g_string_free (list, FALSE);
}

static gboolean
read_choice (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  const char *word = find_choice (field, text);

  if (!word)
    {
      g_autofree char *all = list_choices (field);
      g_autofree char *reason = g_strdup_printf (_ ("“%s” is not one of: %s."), text, all);
      return refuse (field, reason, error);
    }
  crm_value_set_text (value, word);
  return TRUE;
}

/* Several words are kept as " a b " in the order of the table, so that one of them is found between blanks. */
static gboolean
read_choices (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",;", -1);
  g_autoptr (GString) stored = g_string_new (" ");
  g_autoptr (GHashTable) chosen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; parts[i]; i++)
    {
      g_autoptr (GPtrArray) words = g_ptr_array_new ();
      g_auto (GStrv) pieces = NULL;

      if (crm_text_is_blank (parts[i]))
        continue;
      if (find_choice (field, parts[i]))
        {
          g_hash_table_add (chosen, (gpointer)find_choice (field, parts[i]));
          continue;
        }
      /* Stored form " a b " is accepted as well. */
      pieces = g_strsplit (g_strstrip (parts[i]), " ", -1);
      for (guint k = 0; pieces[k]; k++)
        {
          const char *word = find_choice (field, pieces[k]);
          if (!word)
            {
              g_autofree char *all = list_choices (field);
              g_autofree char *reason = g_strdup_printf (_ ("“%s” is not one of: %s."), parts[i], all);
              return refuse (field, reason, error);
            }
          g_hash_table_add (chosen, (gpointer)word);
        }
    }
  for (const CrmChoice *choice = field->choices; choice && choice->word; choice++)
    if (g_hash_table_contains (chosen, choice->word))
      g_string_append_printf (stored, "%s ", choice->word);
  crm_value_set_text (value, stored->len > 1 ? stored->str : NULL);
  return TRUE;
}

static gboolean
refuse_large (const CrmField *field, const char *text, GError **error)
{
  g_autofree char *reason = g_strdup_printf (_ ("“%s” is too large."), text);

  return refuse (field, reason, error);
}

static gboolean
read_number (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  g_autofree char *plain = g_strdup (text);
  char *end = NULL, *to = plain;

  /* Blanks and no-break spaces group digits; a comma is a decimal sign in half of Europe. */
  for (const char *p = plain; *p; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      to += g_unichar_to_utf8 (g_utf8_get_char (p), to);
  *to = '\0';
  if (field->kind == CRM_KIND_INTEGER)
    {
      gint64 number = g_ascii_strtoll (plain, &end, 10);
      if (end != plain && *end == '\0' && (number == G_MAXINT64 || number == G_MININT64))
        return refuse_large (field, text, error);
      if (end != plain && *end == '\0')
        {
          crm_value_set_integer (value, number);
          return TRUE;
        }
    }
  else
    {
      char *comma = strchr (plain, ',');
      if (comma && !strchr (plain, '.') && comma == strrchr (plain, ','))
        *comma = '.';
      double number = g_ascii_strtod (plain, &end);
      if (end != plain && *end == '\0' && isinf (number) && g_ascii_isdigit (end[-1]))
        return refuse_large (field, text, error);
      if (end != plain && *end == '\0' && isfinite (number))
        {
          crm_value_set_real (value, number);
          return TRUE;
        }
    }
  g_autofree char *reason = g_strdup_printf (_ ("“%s” is not a number."), text);
  return refuse (field, reason, error);
}

static gboolean
read_id_list (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",;", -1);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; parts[i]; i++)
    {
      gint64 id;

      g_strstrip (parts[i]);
      if (!*parts[i])
        continue;
      if (!g_ascii_string_to_signed (parts[i], 10, 1, G_MAXINT64, &id, NULL))
        {
          g_autofree char *reason = g_strdup_printf (_ ("“%s” is not the number of a record."), parts[i]);
          return refuse (field, reason, error);
        }
      g_array_append_val (ids, id);
    }
  crm_value_take_list (value, g_steal_pointer (&ids));
  return TRUE;
}

gboolean
crm_values_read (CrmValues *self, int index, const char *text, const CrmReadContext *context, GError **error)
{
  const CrmField *field = &self->entity->fields[index];
  g_autoptr (GError) reason = NULL;
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  gint64 number;
  char currency[4];

  if (field->flags & CRM_FIELD_COMPUTED)
    return refuse (field, _ ("This field is set by the program."), error);
  if (crm_text_is_blank (text))
    {
      if (field->flags & CRM_FIELD_REQUIRED)
        return refuse (field, _ ("This field must not be empty."), error);
      crm_value_clear (crm_values_slot (self, index));
      return TRUE;
    }
  if (!g_utf8_validate (text, -1, NULL))
    return refuse (field, _ ("The text is not valid UTF-8."), error);

  g_autofree char *clean = g_strstrip (g_strdup (text));
  gboolean ok = TRUE;
  switch (field->kind)
    {
    case CRM_KIND_TEXT:
    case CRM_KIND_OPTION:
    case CRM_KIND_PHONE:
    case CRM_KIND_URL:
    case CRM_KIND_PLACE:
      crm_value_take_text (&value, g_strdelimit (g_steal_pointer (&clean), "\n\r\t", ' '));
      break;
    case CRM_KIND_EMAIL:
      if (!strchr (clean, '@') || clean[0] == '@' || clean[strlen (clean) - 1] == '@' ||
          strpbrk (clean, " \t\n,;<>"))
        {
          g_autofree char *why = g_strdup_printf (_ ("“%s” is not an e-mail address."), clean);
          return refuse (field, why, error);
        }
      crm_value_take_text (&value, g_steal_pointer (&clean));
      break;
    case CRM_KIND_LONG:
    case CRM_KIND_BODY: crm_value_take_text (&value, g_steal_pointer (&clean)); break;
    case CRM_KIND_INTEGER:
    case CRM_KIND_REAL: ok = read_number (field, clean, &value, error); break;
    case CRM_KIND_DECIMAL:
      if (!crm_decimal_parse (clean, field->digits, &number, &reason))
        return refuse (field, reason->message, error);
      crm_value_set_integer (&value, number);
      break;
    case CRM_KIND_BOOLEAN: ok = read_boolean (field, clean, &value, error); break;
    case CRM_KIND_DATE:
      {
        char *date = crm_date_parse (clean, CRM_DATE_ORDER_UNKNOWN, &reason);
        if (!date)
          return refuse (field, reason->message, error);
        crm_value_take_text (&value, date);
        if (date[0] == '-' && !(field->flags & (CRM_FIELD_YEARLY | CRM_FIELD_OWN)))
          return refuse (field, _ ("The year is missing."), error);
        break;
      }
    case CRM_KIND_INSTANT:
      if (!crm_instant_parse (clean, context ? context->zone : NULL, &number, &reason))
        return refuse (field, reason->message, error);
      crm_value_set_integer (&value, number);
      break;
    case CRM_KIND_DURATION:
      if (!crm_duration_parse (clean, &number, &reason))
        return refuse (field, reason->message, error);
      crm_value_set_integer (&value, number);
      break;
    case CRM_KIND_MONEY:
      if (!crm_money_parse (
              clean, context && context->currency ? context->currency : "EUR", 0, &number, currency, &reason))
        return refuse (field, reason->message, error);
      crm_value_set_money (&value, number, currency);
      break;
    case CRM_KIND_LINK:
      if (!g_ascii_string_to_signed (clean, 10, 1, G_MAXINT64, &number, NULL))
        {
          g_autofree char *why = g_strdup_printf (_ ("“%s” is not the number of a record."), clean);
          return refuse (field, why, error);
        }
      crm_value_set_integer (&value, number);
      break;
    case CRM_KIND_LINKS:
    case CRM_KIND_TAGS: ok = read_id_list (field, clean, &value, error); break;
    case CRM_KIND_CHOICE: ok = read_choice (field, clean, &value, error); break;
    case CRM_KIND_CHOICES: ok = read_choices (field, clean, &value, error); break;
    case CRM_KIND_BLOB:
      {
        gsize size;
        guchar *data = g_base64_decode (clean, &size);
        g_autofree char *again = g_base64_encode (data, size);
        if (strlen (again) != strlen (clean))
          {
            g_free (data);
            return refuse (field, _ ("This is not base64."), error);
          }
        crm_value_take_blob (&value, g_bytes_new_take (data, size));
        break;
      }
    case CRM_N_KINDS:
    default: g_return_val_if_reached (FALSE);
    }
  if (ok)
    crm_value_copy (crm_values_slot (self, index), &value);
  return ok;
}

static char *
join_ids (GArray *ids)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i ? ";" : "", g_array_index (ids, gint64, i));
  return g_string_free (text, FALSE);
}

char *
crm_field_format_plain (const CrmField *field, const CrmValue *value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (crm_value_is_empty (value))
    return NULL;
  switch (value->type)
    {
    case CRM_VALUE_INTEGER:
      if (field->kind == CRM_KIND_INSTANT)
        return crm_instant_format (value->v.integer);
      if (field->kind == CRM_KIND_BOOLEAN)
        return g_strdup (value->v.integer ? "true" : "false");
      if (field->kind == CRM_KIND_DECIMAL)
        return crm_decimal_format (value->v.integer, field->digits);
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->v.integer);
    case CRM_VALUE_REAL:
      /* 2871.35, not 2871.3499999999999, unless that would be another number. */
      g_ascii_formatd (number, sizeof number, "%.15g", value->v.real);
      if (g_ascii_strtod (number, NULL) != value->v.real)
        g_ascii_dtostr (number, sizeof number, value->v.real);
      return g_strdup (number);
    case CRM_VALUE_TEXT:
      if (field->kind == CRM_KIND_CHOICES)
        {
          g_autofree char *words = g_strstrip (g_strdup (value->v.text));
          g_auto (GStrv) parts = g_strsplit (words, " ", -1);
          return g_strjoinv (";", parts);
        }
      return g_strdup (value->v.text);
    case CRM_VALUE_BLOB:
      return g_base64_encode (g_bytes_get_data (value->v.blob, NULL), g_bytes_get_size (value->v.blob));
    case CRM_VALUE_MONEY:
      {
        g_autofree char *amount = crm_money_to_decimal (value->v.money.minor, value->v.money.currency);
        return g_strconcat (amount, " ", value->v.money.currency, NULL);
      }
    case CRM_VALUE_LIST: return join_ids (value->v.list);
    case CRM_VALUE_NULL:
    default: return NULL;
    }
}

static char *
display_choices (const CrmField *field, const char *stored)
{
  g_auto (GStrv) words = g_strsplit (stored, " ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; words[i]; i++)
    if (*words[i])
      g_string_append_printf (
          text, "%s%s", text->len ? ", " : "", crm_field_get_choice_label (field, words[i]));
  return g_string_free (text, FALSE);
}

char *
crm_field_format_display (const CrmField *field, const CrmValue *value, GTimeZone *zone)
{
  if (crm_value_is_empty (value))
    return NULL;
  if (value->type == CRM_VALUE_MONEY)
    return crm_money_display (value->v.money.minor, value->v.money.currency, FALSE);
  if (value->type == CRM_VALUE_TEXT)
    {
      if (field->kind == CRM_KIND_DATE)
        return crm_date_display (value->v.text);
      if (field->kind == CRM_KIND_CHOICE)
        return g_strdup (crm_field_get_choice_label (field, value->v.text));
      if (field->kind == CRM_KIND_CHOICES)
        return display_choices (field, value->v.text);
    }
  if (value->type == CRM_VALUE_INTEGER)
    {
      if (field->kind == CRM_KIND_INSTANT)
        return crm_instant_display_full (value->v.integer, zone);
      if (field->kind == CRM_KIND_BOOLEAN)
        return g_strdup (value->v.integer ? _ ("Yes") : _ ("No"));
      if (field->kind == CRM_KIND_DURATION)
        return crm_duration_display (value->v.integer);
      if (field->kind == CRM_KIND_DECIMAL)
        return crm_decimal_display (value->v.integer, field->digits);
    }
  if (value->type == CRM_VALUE_REAL)
    return g_strdup_printf ("%.15g", value->v.real);
  return crm_field_format_plain (field, value);
}
