/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backends/crm-backends.h"
#include "card-dump.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Any bytes as a vCard file: reading never crashes, never warns, and what was read is the same after writing it
 * and reading it again. With libFuzzer this is its entry point; without, a test that tries its own seeds and
 * a fixed series of mutations of them. Main thread. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static char *
dump_all (GPtrArray *cards)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < cards->len; i++)
    {
      g_autofree char *text = card_dump (cards->pdata[i], FALSE);

      g_string_append_printf (out, "%u\n%s", i, text);
    }
  return g_string_free (out, FALSE);
}

static GPtrArray *
keep_whole (GPtrArray *cards)
{
  GPtrArray *whole = g_ptr_array_new ();

  for (guint i = 0; i < cards->len; i++)
    if (((CrmCard *)cards->pdata[i])->error == NULL)
      g_ptr_array_add (whole, cards->pdata[i]);
  return whole;
}

static void
check_round_trip (CrmCardFormat *format, GPtrArray *cards, CrmCardVersion version)
{
  g_autoptr (GPtrArray) whole = keep_whole (cards);
  g_autofree char *text = crm_card_format_write (format, whole, version);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *before = dump_all (whole);
  g_autofree char *after = NULL;

  if (whole->len == 0)
    return;
  again = crm_card_format_parse_file (format, bytes, NULL, NULL);
  after = again != NULL ? dump_all (again) : NULL;
  if (g_strcmp0 (before, after) != 0)
    {
      fprintf (
          stderr, "version %d\n--- read\n%s--- written\n%s--- read again\n%s", version, before, text, after);
      abort ();
    }
}

/* libFuzzer keeps the input of an abort, not that of the trap which GLib's fatal warnings are. */
static void
on_log (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) == 0)
    return;
  fprintf (stderr, "%s: %s\n", domain, message);
  abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (CrmCardFormat) format = crm_backends_card_format ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) cards = NULL;
  g_autoptr (GError) error = NULL;

  g_log_set_default_handler (on_log, NULL);
  bytes = g_bytes_new (data, size);
  cards = crm_card_format_parse_file (format, bytes, NULL, &error);
  if (cards == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_assert_cmpuint (cards->len, >, 0);
  check_round_trip (format, cards, CRM_CARD_VERSION_3_0);
  check_round_trip (format, cards, CRM_CARD_VERSION_2_1);
  return 0;
}

#ifndef CRM_LIBFUZZER

#define N_MUTATIONS 2000

static const char *const seeds[] = {
  "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9A=D0=BE=\r\n=D0=B2;=D0=9E;;;"
  "\r\n"
  "TEL;CELL;PREF:+380 67 123 45 67\r\nADR;HOME:;;St. 1\\; 2;Kyiv;;01001;Ukraine\r\n"
  "PHOTO;PNG;ENCODING=BASE64:\r\n iVBORw0KGgoAAAANSUhEUgAA\r\n AAEAAAABCAYAAAAfFcSJ\r\n\r\n"
  "AGENT:\r\nBEGIN:VCARD\r\nFN:Help\r\nEND:VCARD\r\nNOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab=3Bc\r\nEND:"
  "VCARD\r\n",
  "BEGIN:VCARD\nVERSION:3.0\nFN:J\\, M\nN:M;J;K,O;Dr.;\nORG:B\\;S;V\nitem1.TEL;type=work:1\n"
  "item1.X-ABLabel:_$!<Main>!$_\nEMAIL;TYPE=INTERNET,PREF:a@b\nURL:http\\://x.y\nCATEGORIES:a,b\\,c\n"
  "BDAY:1970-02-28\nNOTE:l1\\nl2\n  folded\nIMPP;X-SERVICE-TYPE=Q:x-apple:a%20b\nX-SKYPE:s\nEND:VCARD\n",
  "BEGIN:VCARD\nVERSION:4.0\nFN:\xD0\x86\nKIND:org\nGENDER:F;x\nLANG;PREF=1:uk\nBDAY:--0229\n"
  "TEL;VALUE=uri;PREF=1;TYPE=\"work,voice\":tel:+380-44;ext=102\nADR;LABEL=\"a;b\":;;M;K;;;\n"
  "PHOTO:data:image/gif;base64,R0lGODlhAQABAAAAACw=\nUID:urn:uuid:1\nEND:VCARD\n",
  "junk\nFN:no "
  "begin\nEND:VCARD\nBEGIN:VCARD\nFN:\xCF\xEE\xEB\xFC\nNOTE:\xE4\xE0\nBEGIN:VCARD\nN;CHARSET=koi8-r:"
  "\xF0\xA3\n",
  "\xFF\xFE"
  "B\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0\n\0F\0N\0:\0"
  "A\0\n\0E\0N\0D\0:\0V\0C\0A\0R\0D\0\n",
};

static const char *const pieces[] = { "\r\n", "\n ", "=\r\n", "\\", ";", ",", ":", "=", "\"", "\t", "\xD0",
  "\xEF\xBB\xBF", "BEGIN:VCARD\n", "END:VCARD\n", "AGENT:", "=0A", "=3B",
  ";TYPE=", ";CHARSET=", ";ENCODING=b", "\\n", "X-ABLabel:", "tel:", "%00" };

static void
mutate (GByteArray *data, GRand *random)
{
  for (int n = g_rand_int_range (random, 1, 8); n > 0; n--)
    {
      guint at = (guint)g_rand_int_range (random, 0, (gint32)data->len + 1);
      guint length = (guint)g_rand_int_range (random, 0, 24);
      const char *piece = pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))];
      g_autoptr (GByteArray) tail = g_byte_array_new ();

      g_byte_array_append (tail, data->data + at, data->len - at);
      switch (g_rand_int_range (random, 0, 5))
        {
        case 0: /* drop */
          g_byte_array_set_size (data, at);
          g_byte_array_remove_range (tail, 0, MIN (length, tail->len));
          break;
        case 1: /* repeat */ g_byte_array_append (data, tail->data, MIN (length * 8, tail->len)); break;
        case 2: /* another byte */
          if (tail->len > 0)
            tail->data[0] = (guint8)g_rand_int (random);
          break;
        default:
          g_byte_array_set_size (data, at);
          g_byte_array_append (data, (const guint8 *)piece, (guint)strlen (piece));
          break;
        }
      g_byte_array_set_size (data, MIN (at + (data->len - MIN (at, data->len)), data->len));
      g_byte_array_append (data, tail->data, tail->len);
    }
}

static void
get_seed (guint n, GByteArray *data)
{
  /* The last one has NUL bytes: "\xFF\xFE", then 32 letters of two bytes. */
  gsize length =
      n + 1 < G_N_ELEMENTS (seeds) ? strlen (seeds[n]) : 2 + 2 * strlen ("BEGIN:VCARD\nFN:A\nEND:VCARD\n");

  g_byte_array_append (data, (const guint8 *)seeds[n], (guint)length);
}

static void
test_seeds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autoptr (GByteArray) data = g_byte_array_new ();
      g_autoptr (CrmCardFormat) format = crm_backends_card_format ();
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GPtrArray) cards = NULL;

      get_seed (i, data);
      bytes = g_bytes_new (data->data, data->len);
      cards = crm_card_format_parse_file (format, bytes, NULL, NULL);
      g_assert_nonnull (cards);
      LLVMFuzzerTestOneInput (data->data, data->len);
    }
}

static void
test_mutations (void)
{
  const char *first = g_getenv ("CRM_FUZZ_FIRST");
  guint start = first != NULL ? (guint)atoi (first) : 0;

  for (guint i = start; i < start + N_MUTATIONS; i++)
    {
      g_autoptr (GByteArray) data = g_byte_array_new ();
      GRand *random = g_rand_new_with_seed (i);

      get_seed (i % G_N_ELEMENTS (seeds), data);
      mutate (data, random);
      g_rand_free (random);
      g_test_message ("mutation %u", i);
      LLVMFuzzerTestOneInput (data->data, data->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz-vcard/seeds", test_seeds);
  g_test_add_func ("/fuzz-vcard/mutations", test_mutations);
  return g_test_run ();
}

#endif
