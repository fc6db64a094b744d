/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "card-dump.h"

/* Spells a card out. Pure function; any thread. */

static void
add (GString *out, const char *name, const char *value)
{
  g_autofree char *escaped = value != NULL ? g_strescape (value, NULL) : NULL;
  g_autofree char *text = value != NULL ? g_strcompress (escaped) : NULL;

  if (text == NULL)
    return;
  g_string_append_printf (out, "  %s: ", name);
  for (const char *p = text; *p != '\0'; p++)
    if (*p == '\n')
      g_string_append (out, "\\n");
    else
      g_string_append_c (out, *p);
  g_string_append_c (out, '\n');
}

char *
card_dump (const CrmCard *card, gboolean all)
{
  GString *out = g_string_new (NULL);

  if (all)
    {
      g_string_append_printf (out, "line %u, %s\n", card->line, card->charset);
      add (out, "ERROR", card->error);
    }
  add (out, "uid", card->uid);
  add (out, "full name", card->full_name);
  add (out, "family", card->family);
  add (out, "given", card->given);
  add (out, "additional", card->additional);
  add (out, "prefix", card->prefix);
  add (out, "suffix", card->suffix);
  add (out, "nickname", card->nickname);
  add (out, "org", card->org);
  add (out, "department", card->department);
  add (out, "title", card->title);
  add (out, "role", card->role);
  add (out, "birthday", card->birthday);
  add (out, "anniversary", card->anniversary);
  add (out, "note", card->note);
  add (out, "language", card->language);
  add (out, "gender", card->gender);
  add (out, "company", card->is_company ? "yes" : NULL);
  add (out, "street", card->postal.street);
  add (out, "city", card->postal.city);
  add (out, "region", card->postal.region);
  add (out, "postcode", card->postal.postcode);
  add (out, "country", card->postal.country);
  if (card->photo != NULL)
    {
      g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, card->photo);

      g_string_append_printf (
          out, "  photo: %s %" G_GSIZE_FORMAT " %s\n", card->photo_mime, g_bytes_get_size (card->photo), sum);
    }
  for (guint i = 0; i < card->tags->len; i++)
    add (out, "tag", card->tags->pdata[i]);
  for (guint i = 0; i < card->addresses->len; i++)
    {
      const CrmCardAddress *address = card->addresses->pdata[i];
      g_autofree char *text = g_strdup_printf ("[%s]%s %s", address->label != NULL ? address->label : "",
          address->main ? "*" : "", address->value);

      add (out, address->kind, text);
    }
  for (guint i = 0; all && i < card->rest->len; i++)
    add (out, "rest", card->rest->pdata[i]);
  return g_string_free (out, FALSE);
}
