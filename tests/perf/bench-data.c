/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-data.h"

#include <glib/gstdio.h>
#include <stdio.h>

/* Invented people: names of four languages, numbers that are nobody's, addresses at .example. Pure. */

static const char *const first[] = { "Олена", "Ганна", "Тарас", "Богдан", "Оксана", "Андрій", "Ярослава",
  "Їжак", "Алексей", "Наталья", "Сергей", "Семён", "Jürgen", "Käthe", "Lukas", "Sabine", "Emma", "Oliver",
  "Grace", "Henry", "Łukasz", "Zoë", "Марія", "Юрій" };
static const char *const last[] = { "Шевченко", "Коваленко", "Бондаренко", "Мельник", "Ткаченко", "Кравець",
  "Гончар", "Лисенко", "Иванов", "Соколова", "Кузнецов", "Воробьёва", "Müller", "Schmidt", "Weiß", "Krüger",
  "Smith", "Johnson", "Taylor", "Wilson", "Ґудзь", "Поліщук", "Савчук", "Öztürk" };
static const char *const middle[] = { "ван", "дар", "лем", "рос", "кет", "нов", "мир", "бел", "гор", "сан",
  "фил", "зар", "тон", "чер", "пал", "ски" };
static const char *const latin[] = { "van", "dar", "lem", "ros", "ket", "nov", "mir", "bel", "gor", "san",
  "fil", "zar", "ton", "cher", "pal", "ski" };
static const char *const cities[] = { "Київ", "Львів", "Одеса", "Харків", "Полтава", "Суми", "Луцьк",
  "Berlin", "Köln", "London", "Leeds", "Kraków", "Чернівці", "Рівне" };
static const char *const trades[] = { "Мебель", "Світло", "Holz", "Garden", "Авто", "Папір", "Logistik",
  "Foods" };
static const char *const tags[] = { "VIP", "опт", "роздріб", "выставка", "Messe", "newsletter", "2024",
  "партнер" };
static const char *const words[] = { "дзвонити", "після", "обіду", "любить", "каву", "prefers", "e-mail",
  "договор", "на", "год", "bittet", "um", "Rückruf", "знижка", "п'ять", "відсотків" };

guint
bench_random (BenchRandom *self, guint below)
{
  guint64 z = (self->state += 0x9e3779b97f4a7c15u);

  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (guint)((z ^ (z >> 31)) % below);
}

#define PICK(random, list) ((list)[bench_random (random, G_N_ELEMENTS (list))])

void
bench_person_make (BenchPerson *self, guint64 seed, guint k, guint n)
{
  BenchRandom random = { seed * 1000003 + k };
  guint syllables[3] = { bench_random (&random, 16), bench_random (&random, 16), bench_random (&random, 16) };
  guint number = bench_random (&random, 9000000) + 1000000;
  guint company = bench_random (&random, MAX (n / 10, 1));
  static const char *const phone_forms[] = { "+380 67 %03u %02u %02u", "067 %03u-%02u-%02u",
    "+380(67)%03u%02u%02u", "8 067 %03u %02u %02u" };
  GString *notes;

  self->name = g_strdup_printf (
      "%s %s%s%s", PICK (&random, first), PICK (&random, last), middle[syllables[0]], middle[syllables[1]]);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  self->phone =
      g_strdup_printf (PICK (&random, phone_forms), number / 10000 % 1000, number / 100 % 100, number % 100);
#pragma GCC diagnostic pop
  self->email = g_strdup_printf ("%s%s.%s%u@%s.example", latin[syllables[0]], latin[syllables[1]],
      latin[syllables[2]], k, latin[bench_random (&random, 16)]);
  self->company = bench_random (&random, 2)
                      ? g_strdup_printf ("%s %s %u", trades[company % G_N_ELEMENTS (trades)],
                            cities[company % G_N_ELEMENTS (cities)], company)
                      : NULL;
  self->city = PICK (&random, cities);
  self->birthday = bench_random (&random, 3)
                       ? NULL
                       : g_strdup_printf ("%u-%02u-%02u", 1950 + bench_random (&random, 50),
                             1 + bench_random (&random, 12), 1 + bench_random (&random, 28));
  self->tags = bench_random (&random, 2)
                   ? NULL
                   : g_strdup_printf ("%s, %s", PICK (&random, tags), PICK (&random, tags));
  notes = g_string_new (NULL);
  for (guint i = bench_random (&random, 3) ? 0 : 8 + bench_random (&random, 12); i > 0; i--)
    g_string_append_printf (notes, "%s%s", notes->len ? " " : "", PICK (&random, words));
  self->notes = g_string_free (notes, notes->len == 0);
}

void
bench_person_clear (BenchPerson *self)
{
  g_free (self->name);
  g_free (self->phone);
  g_free (self->email);
  g_free (self->company);
  g_free (self->birthday);
  g_free (self->tags);
  g_free (self->notes);
}

static const char *
or_empty (const char *text)
{
  return text ? text : "";
}

gboolean
bench_write_csv (const char *path, guint64 seed, guint n, GError **error)
{
  FILE *file = g_fopen (path, "w");
  gboolean ok;

  if (!file)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s cannot be written", path);
      return FALSE;
    }
  fputs ("Name,Phone,E-mail,Company,City,Birthday,Tags,Notes\n", file);
  for (guint k = 0; k < n; k++)
    {
      g_auto (BenchPerson) person = { 0 };

      bench_person_make (&person, seed, k, n);
      fprintf (file, "%s,%s,%s,%s,%s,%s,\"%s\",%s\n", person.name, person.phone, person.email,
          or_empty (person.company), person.city, or_empty (person.birthday), or_empty (person.tags),
          or_empty (person.notes));
    }
  ok = !ferror (file);
  if (fclose (file) != 0 || !ok)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s cannot be written", path);
      return FALSE;
    }
  return TRUE;
}
