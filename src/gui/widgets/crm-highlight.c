/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/crm-highlight.h"

#include "base/crm-text.h"

/* Finds folded words in a text as written: the text is folded character by character, with a map back to its own bytes,
 * because folding changes lengths (ß→ss, marks vanish). Main thread; owns nothing. */

static char *
fold_with_map (const char *text, GArray *map)
{
  GString *fold = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    {
      const char *next = g_utf8_next_char (p);
      guint offset = p - text;

      /* A base letter and its marks belong together: й must not become и. */
      while (*next != '\0' && g_unichar_ismark (g_utf8_get_char (next)))
        next = g_utf8_next_char (next);
      if (g_unichar_isspace (g_utf8_get_char (p)))
        {
          g_string_append_c (fold, ' ');
          g_array_append_val (map, offset);
        }
      else
        {
          g_autofree char *letter = g_strndup (p, next - p);
          g_autofree char *folded = crm_text_fold (letter);

          g_string_append (fold, folded);
          for (gsize i = strlen (folded); i > 0; i--)
            g_array_append_val (map, offset);
        }
      p = next;
    }
  return g_string_free (fold, FALSE);
}

static PangoAttrList *
mark (PangoAttrList *list, const GdkRGBA *accent, guint start, guint end)
{
  PangoAttribute *attr =
      pango_attr_foreground_new (accent->red * 65535, accent->green * 65535, accent->blue * 65535);

  if (list == NULL)
    list = pango_attr_list_new ();
  attr->start_index = start;
  attr->end_index = end;
  pango_attr_list_change (list, attr);
  attr = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
  attr->start_index = start;
  attr->end_index = end;
  pango_attr_list_change (list, attr);
  return list;
}

PangoAttrList *
crm_highlight (GtkWidget *widget, const char *text, const char *const *words, guint *found)
{
  g_autoptr (GArray) map = NULL;
  g_autofree char *fold = NULL;
  PangoAttrList *list = NULL;
  GdkRGBA accent = { 0.11, 0.44, 0.85, 1 };
  guint end;

  if (text == NULL || words == NULL || words[0] == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;

  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_color", &accent);
  map = g_array_new (FALSE, FALSE, sizeof (guint));
  fold = fold_with_map (text, map);
  end = strlen (text);
  g_array_append_val (map, end);
  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = strlen (words[i]);

      for (const char *hit = strstr (fold, words[i]); hit != NULL && length > 0;
           hit = strstr (hit + length, words[i]))
        {
          guint last = hit - fold + length - 1;
          guint stop = last + 1;

          /* To the end of the written letter: several folded bytes may map to one place. */
          while (g_array_index (map, guint, stop) == g_array_index (map, guint, last))
            stop++;
          list =
              mark (list, &accent, g_array_index (map, guint, hit - fold), g_array_index (map, guint, stop));
          if (found != NULL)
            *found |= 1u << i;
        }
    }
  return list;
}
