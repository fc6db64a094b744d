/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/crm-message.h"

#include "base/crm-text.h"

/* The words by which somebody says that nothing more shall be written, or that it may be again. Any thread. */

/* Folded, one space between words. What the networks and the larger providers obey (STOP, END, QUIT …), and what people write in the
 * languages of the program and its neighbours. A new one is a line here. */
static const char *const stop_words[] = {
  "stop",
  "stop all",
  "stopall",
  "stop sms",
  "unsubscribe",
  "unsub",
  "cancel",
  "end",
  "quit",
  "remove me",
  "opt out",
  "optout",
  "стоп",
  "стоп смс",
  "стоп sms",
  "стоп рассылка",
  "стоп розсилка",
  "відписатися",
  "відписатись",
  "відпишіть мене",
  "відписка",
  "не пишіть",
  "не пишіть мені",
  "отписаться",
  "отписатся",
  "отпишите меня",
  "отписка",
  "не пишите",
  "не пишите мне",
  "stopp",
  "abmelden",
  "abbestellen",
  "wypisz",
  "rezygnuje",
  "odhlasit",
  "arret",
  "desabonner",
  "baja",
  "parar",
};

static const char *const start_words[] = {
  "start",
  "unstop",
  "subscribe",
  "yes start",
  "старт",
  "почати",
  "підписатися",
  "підписатись",
  "начать",
  "подписаться",
};

/* Folded, with what is neither a letter nor a digit taken for one space, and none at the ends. */
static char *
simplify (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1), *fold = crm_text_fold (valid);
  GString *out = g_string_new (NULL);

  for (const char *p = fold; p && *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (out, c);
      else if (out->len && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  if (out->len && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

static gboolean
is_same (const char *simple, const char *word)
{
  g_autofree char *other = simplify (word);

  return *other && g_str_equal (simple, other);
}

gboolean
crm_stop_word_matches (const char *text, const char *own_words, gboolean start)
{
  g_autofree char *simple = text ? simplify (text) : NULL;
  g_auto (GStrv) own = own_words && !start ? g_strsplit_set (own_words, ",;\n", -1) : NULL;
  const char *const *words = start ? start_words : stop_words;
  guint n = start ? G_N_ELEMENTS (start_words) : G_N_ELEMENTS (stop_words);

  if (!simple || !*simple)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (is_same (simple, words[i]))
      return TRUE;
  for (guint i = 0; own && own[i]; i++)
    if (is_same (simple, own[i]))
      return TRUE;
  return FALSE;
}
