/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-cli.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "backends/crm-backends.h"
#include "base/crm-error.h"
#include "crm-cli-verbs.h"
#include "store/crm-backups.h"

/* The program clientele-cli: reads the command line, opens the book, runs one verb and turns its error into an exit
 * code (0 done, 1 failed, 2 used wrongly). Lives on the main thread; nothing here runs a main loop. */

G_DEFINE_QUARK (crm - cli - error - quark, crm_cli_error)

typedef struct
{
  CrmCliOptions option; /* 0: every verb takes it */
  GOptionEntry entry;
} Option;

enum
{
  MOST_OPTIONS = 48 /* an entry without a name ends them */
};

static const CrmCliVerb *const verbs[] = {
#define LINE(verb) &crm_cli_##verb##_verb,
  CRM_CLI_VERBS (LINE)
#undef LINE
};

/* Output is UTF-8 whatever the locale says: scripts read it. */
void
crm_cli_say (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fprintf (stderr, "%s\n", text);
}

/* File names rather than strings, because GLib would convert strings from the character set of the locale. */
static void
fill_options (CrmCli *cli, gboolean *help, gboolean *version, Option options[MOST_OPTIONS])
{
  const Option table[] = {
    { 0, { "book", 0, 0, G_OPTION_ARG_FILENAME, &cli->book, _ ("The book (default: the one of the window)"),
             _ ("FILE") } },
    { 0, { "wait", 0, 0, G_OPTION_ARG_INT64, &cli->wait,
             _ ("Seconds to wait while somebody else writes (default: 30)"), _ ("N") } },
    { 0, { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, _ ("Print one JSON array"), NULL } },
    { CRM_CLI_WHERE,
        { "where", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &cli->where,
            _ ("Only records for which this holds; also !=, <, >, ~ (contains); may be repeated"),
            _ ("FIELD=VALUE") } },
    { CRM_CLI_TEXT, { "text", 0, 0, G_OPTION_ARG_FILENAME, &cli->text,
                        _ ("Only records that contain all words; of a meeting, what was said; of a message, "
                           "what to send"),
                        _ ("WORDS") } },
    { CRM_CLI_ORDER,
        { "order", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &cli->order,
            _ ("Sort by a field, “-” before it for the other way round; may be repeated"), _ ("[-]FIELD") } },
    { CRM_CLI_LIMIT, { "limit", 0, 0, G_OPTION_ARG_INT64, &cli->limit, _ ("At most this many"), _ ("N") } },
    { CRM_CLI_COLUMNS,
        { "columns", 0, 0, G_OPTION_ARG_FILENAME, &cli->columns, _ ("The fields to print"), _ ("A,B") } },
    { CRM_CLI_ARCHIVED,
        { "archived", 0, 0, G_OPTION_ARG_NONE, &cli->archived, _ ("Archived records"), NULL } },
    { CRM_CLI_PURGE,
        { "purge", 0, 0, G_OPTION_ARG_NONE, &cli->purge, _ ("Remove for good instead of archiving"), NULL } },
    { CRM_CLI_REPAIR,
        { "repair", 0, 0, G_OPTION_ARG_NONE, &cli->repair, _ ("Make anew what can be made anew"), NULL } },
    { CRM_CLI_SQL,
        { "sql", 0, 0, G_OPTION_ARG_NONE, &cli->sql, _ ("Print the tables of the database"), NULL } },
    { CRM_CLI_KIND, { "kind", 0, 0, G_OPTION_ARG_FILENAME, &cli->kind,
                        _ ("Only entries of one kind: note, call…"), _ ("KIND") } },
    { CRM_CLI_ENTITY, { "entity", 0, 0, G_OPTION_ARG_FILENAME, &cli->import_entity,
                          _ ("What the lines of the file are"), _ ("ENTITY") } },
    { CRM_CLI_FORMAT, { "format", 0, 0, G_OPTION_ARG_FILENAME, &cli->format, _ ("Format of the file"),
                          "csv|vcard|ics|json" } },
    { CRM_CLI_MAP, { "map", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &cli->map,
                       _ ("Which field a column becomes, nothing to leave it out; may be repeated"),
                       _ ("COLUMN=FIELD") } },
    { CRM_CLI_NAMES,
        { "make", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &cli->make,
            _ ("Make what the book lacks: stage, client, product, user; may be repeated"), _ ("ENTITY,…") } },
    { CRM_CLI_NAMES,
        { "name", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &cli->name,
            _ ("What a name of the file is called in the book, nothing to leave it empty; may be repeated"),
            _ ("ENTITY:NAME=NAME") } },
    { CRM_CLI_ADDRESS_BOOK, { "address-book", 0, 0, G_OPTION_ARG_FILENAME, &cli->address_book,
                                _ ("An address book of this computer instead of a file"), _ ("NAME") } },
    { CRM_CLI_CALENDAR, { "calendar", 0, 0, G_OPTION_ARG_FILENAME, &cli->calendar,
                            _ ("The calendar that meetings of the file are kept in"), _ ("NAME") } },
    { CRM_CLI_DRY_RUN,
        { "dry-run", 0, 0, G_OPTION_ARG_NONE, &cli->dry_run, _ ("Only tell what would happen"), NULL } },
    { CRM_CLI_OUTPUT,
        { "output", 0, 0, G_OPTION_ARG_FILENAME, &cli->output, _ ("Write to a file"), _ ("FILE") } },
    { CRM_CLI_DAYS, { "days", 0, 0, G_OPTION_ARG_INT64, &cli->days, _ ("Number of days"), _ ("N") } },
    { CRM_CLI_CLIENTS,
        { "clients", 0, 0, G_OPTION_ARG_INT64, &cli->clients, _ ("Number of clients"), _ ("N") } },
    { CRM_CLI_SEED, { "seed", 0, 0, G_OPTION_ARG_INT64, &cli->seed,
                        _ ("The same number makes the same business"), _ ("S") } },
    { CRM_CLI_REASON,
        { "reason", 0, 0, G_OPTION_ARG_FILENAME, &cli->reason,
            _ ("Why: a reason of loss of the book, or words kept in the history"), _ ("TEXT") } },
    { CRM_CLI_COMMENT, { "comment", 0, 0, G_OPTION_ARG_FILENAME, &cli->comment,
                           _ ("Why it was lost, in words"), _ ("TEXT") } },
    { CRM_CLI_OUTCOME,
        { "outcome", 0, 0, G_OPTION_ARG_FILENAME, &cli->outcome, _ ("What came of it"), _ ("TEXT") } },
    { CRM_CLI_NEXT,
        { "next", 0, 0, G_OPTION_ARG_FILENAME, &cli->next, _ ("When it is to be done again"), _ ("WHEN") } },
    { CRM_CLI_TIMES | CRM_CLI_ABOUT | CRM_CLI_SEND,
        { "occurrence", 0, 0, G_OPTION_ARG_FILENAME, &cli->occurrence,
            _ ("Which time of a meeting that repeats, like 20261119T100000"), _ ("TIME") } },
    { CRM_CLI_TIMES, { "scope", 0, 0, G_OPTION_ARG_FILENAME, &cli->scope,
                         _ ("Which of its times it is meant for"), "this|following|all" } },
    { CRM_CLI_SETTINGS,
        { "set", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &cli->set,
            _ ("A setting of the provider, also “sender”; may be repeated"), _ ("NAME=VALUE") } },
    { CRM_CLI_SETTINGS,
        { "to", 0, 0, G_OPTION_ARG_FILENAME, &cli->to, _ ("The number to write to"), _ ("NUMBER") } },
    { CRM_CLI_ABOUT | CRM_CLI_ON, { "client", 0, 0, G_OPTION_ARG_FILENAME, &cli->client,
                                      _ ("The client it is about, by number or name"), _ ("CLIENT") } },
    { CRM_CLI_ABOUT | CRM_CLI_SEND | CRM_CLI_ON,
        { "deal", 0, 0, G_OPTION_ARG_FILENAME, &cli->deal, _ ("The deal it is about, by number or title"),
            _ ("DEAL") } },
    { CRM_CLI_ABOUT | CRM_CLI_SEND, { "meeting", 0, 0, G_OPTION_ARG_FILENAME, &cli->meeting,
                                        _ ("The meeting it is about, by number or title"), _ ("MEETING") } },
    { CRM_CLI_ABOUT | CRM_CLI_SEND, { "language", 0, 0, G_OPTION_ARG_FILENAME, &cli->language,
                                        _ ("In this language instead of the client’s"), _ ("CODE") } },
    { CRM_CLI_SEND, { "channel", 0, 0, G_OPTION_ARG_FILENAME, &cli->channel,
                        _ ("What it goes by (default: sms)"), "sms|mail|chat" } },
    { CRM_CLI_SEND, { "template", 0, 0, G_OPTION_ARG_FILENAME, &cli->template,
                        _ ("The template to send, by number or name"), _ ("TEMPLATE") } },
    { CRM_CLI_SEND, { "account", 0, 0, G_OPTION_ARG_FILENAME, &cli->account,
                        _ ("The account it passes through (default: the main one)"), _ ("ACCOUNT") } },
    { 0, { "help", 'h', 0, G_OPTION_ARG_NONE, help, _ ("Print this help"), NULL } },
    { 0, { "version", 0, 0, G_OPTION_ARG_NONE, version, _ ("Print the version"), NULL } },
  };
  G_STATIC_ASSERT (G_N_ELEMENTS (table) < MOST_OPTIONS);
  memcpy (options, table, sizeof table);
}

static gboolean
option_is_given (const GOptionEntry *entry)
{
  if (entry->arg == G_OPTION_ARG_NONE)
    return *(gboolean *)entry->arg_data;
  if (entry->arg == G_OPTION_ARG_INT64)
    return *(gint64 *)entry->arg_data != CRM_CLI_NOT_GIVEN;
  return *(gpointer *)entry->arg_data != NULL;
}

static const CrmCliVerb *
find_verb (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i]->name, name))
      return verbs[i];
  return NULL;
}

static char *
describe_verbs (void)
{
  g_autoptr (GString) text = g_string_new (_ ("Works on a book of clients."));
  g_string_append_printf (text, "\n\n%s\n", _ ("Verbs:"));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_string_append_printf (text, "  %-11s %s\n", verbs[i]->name, _ (verbs[i]->summary));
  g_string_append_printf (text, "\n%s", _ ("“clientele-cli VERB --help” tells more about a verb."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* GLib lays out the help of exactly the options a verb takes; verb NULL: help of the program. */
static char *
format_help (const CrmCliVerb *verb, const Option *options)
{
  g_autofree char *usage =
      verb ? g_strdup_printf ("%s%s%s", verb->name, *verb->arguments ? " " : "", verb->arguments)
           : g_strdup (_ ("VERB …"));
  g_autofree char *about = verb ? g_strdup (_ (verb->summary)) : describe_verbs ();
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  GOptionEntry entries[MOST_OPTIONS + 1] = { 0 };
  guint n = 0;
  for (guint i = 0; options[i].entry.long_name; i++)
    if (options[i].option == 0 || (verb && verb->options & options[i].option))
      entries[n++] = options[i].entry;
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context, about);
  if (verb == NULL)
    g_option_context_set_description (
        context, _ ("Results go to the standard output, messages to the standard error.\n"
                    "Exit status: 0 done, 1 failed, 2 used wrongly."));
  else if (verb->details != NULL)
    g_option_context_set_description (context, _ (verb->details));
  return g_option_context_get_help (context, FALSE, NULL);
}

static gboolean
check_arguments (CrmCli *cli, const Option *options, GError **error)
{
  static const char *const formats[] = { "csv", "vcard", "ics", "json", NULL };
  const CrmCliVerb *verb = cli->verb;
  for (guint i = 0; options[i].entry.long_name; i++)
    if (options[i].option != 0 && !(verb->options & options[i].option) && option_is_given (&options[i].entry))
      {
        g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("“%s” has no option --%s."), verb->name,
            options[i].entry.long_name);
        return FALSE;
      }
  if (cli->n_arguments < verb->min_arguments)
    {
      g_set_error (
          error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("“%s” needs: %s."), verb->name, verb->arguments);
      return FALSE;
    }
  if (cli->n_arguments > verb->max_arguments)
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("“%s” is one argument too many for “%s”."),
          cli->arguments[verb->max_arguments], verb->name);
      return FALSE;
    }
  const gint64 numbers[] = { cli->limit, cli->clients, cli->seed, cli->days, cli->wait };
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      if (numbers[i] >= 0 || numbers[i] == CRM_CLI_NOT_GIVEN)
        continue;
      g_set_error (
          error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, "%s", _ ("A number of an option is below zero."));
      return FALSE;
    }
  if (cli->format != NULL && !g_strv_contains (formats, cli->format))
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE,
          _ ("“%s” is not a format: it is csv, vcard, ics or json."), cli->format);
      return FALSE;
    }
  return TRUE;
}

/* The entity that is named by the first argument or an option; NULL when the verb takes none. */
static const char *
get_entity_name (CrmCli *cli)
{
  return cli->verb->entity ? cli->arguments[0] : cli->import_entity;
}

/* Built-in entities are known before the book is opened; a mistake must not make one. */
static gboolean
check_entity (CrmCli *cli, GError **error)
{
  const char *name = get_entity_name (cli);
  guint n;
  const CrmEntityInfo *const *table = crm_entity_table (&n);
  g_autoptr (GString) known = g_string_new (NULL);
  g_autofree char *path = cli->book ? g_strdup (cli->book) : crm_store_dup_default_path ();
  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (table[i]->name, name))
        return TRUE;
      g_string_append_printf (known, "%s%s", known->len ? ", " : "", table[i]->name);
    }
  if (cli->store == NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_autoptr (GPtrArray) entities = cli->store ? crm_store_dup_entities (cli->store) : NULL;
  for (guint i = n; entities && i < entities->len; i++)
    g_string_append_printf (known, ", %s (%s)", crm_entity_get_name (entities->pdata[i]),
        crm_entity_get_label (entities->pdata[i]));
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE,
      _ ("There is no entity “%s”. The entities are: %s."), name, known->str);
  return FALSE;
}

/* A book that cannot be opened any more gives way to the backup that the first argument names. */
static gboolean
replace_damaged (CrmCli *cli, const char *path, guint wait, GError **error)
{
  g_autofree char *kept = NULL;
  if (!crm_backups_was_book (path))
    return FALSE;
  g_clear_error (error);
  if (!crm_backups_replace_damaged (path, cli->arguments[0], &kept, error))
    return FALSE;
  crm_cli_say (_ ("The book was damaged; what was there is kept as “%s”."), kept);
  return crm_store_open_sync (cli->store, FALSE, wait, error);
}

static gboolean
open_book (CrmCli *cli, GError **error)
{
  g_autofree char *path = cli->book ? g_strdup (cli->book) : crm_store_dup_default_path ();
  g_autoptr (GError) damage = NULL;
  gboolean exists = g_file_test (path, G_FILE_TEST_EXISTS);
  if (!exists && cli->verb->book == CRM_CLI_BOOK_MAYBE)
    return TRUE;
  if (!exists && cli->verb->book == CRM_CLI_BOOK_NEEDED)
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED,
          _ ("There is no book at “%s”; “add” and “import” begin one."), path);
      return FALSE;
    }
  g_autoptr (CrmPhoneFormat) phones = crm_backends_phone_format ();
  cli->store = crm_store_new (path, phones, CRM_ORIGIN_CLI);
  guint wait = MIN (cli->wait, G_MAXUINT / 1000);
  if (!crm_store_open_sync (cli->store, cli->verb->book == CRM_CLI_BOOK_MADE, wait, &damage))
    {
      gboolean replace =
          cli->verb->replaces_damaged && g_error_matches (damage, CRM_DB_ERROR, CRM_DB_ERROR_CORRUPT);
      g_propagate_error (error, g_steal_pointer (&damage));
      return replace && replace_damaged (cli, path, wait, error);
    }
  if (get_entity_name (cli) != NULL)
    cli->entity = crm_store_get_entity (cli->store, get_entity_name (cli));
  return get_entity_name (cli) == NULL || cli->entity != NULL || check_entity (cli, error);
}

static void
close_book (CrmCli *cli)
{
  g_clear_pointer (&cli->entity, crm_entity_unref);
  if (cli->store != NULL)
    crm_store_close (cli->store);
  g_clear_object (&cli->store);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_unlink (file);
    }
  g_rmdir (path);
}

/* A book is begun only when the verb went well on one that is thrown away: to remove the real one again could take along what another
 * program wrote into it meanwhile. */
static gboolean
rehearse (CrmCli *cli, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("clientele-XXXXXX", error);
  char *book = cli->book;
  gboolean ok;
  if (folder == NULL)
    return FALSE;
  cli->book = g_build_filename (folder, "book.clientele", NULL);
  ok = open_book (cli, error) && cli->verb->rehearse (cli, error);
  close_book (cli);
  remove_folder (folder);
  g_free (cli->book);
  cli->book = book;
  return ok;
}

static gboolean
run_verb (CrmCli *cli, GError **error)
{
  g_autofree char *path = cli->book ? g_strdup (cli->book) : crm_store_dup_default_path ();
  if (cli->verb->rehearse != NULL && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      if (!rehearse (cli, error))
        return FALSE;
      if (cli->dry_run)
        return TRUE;
    }
  return open_book (cli, error) && cli->verb->run (cli, error);
}

static gboolean
flush (GError **error)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_FAILED, _ ("The result could not be written: %s."),
      g_strerror (errno));
  return FALSE;
}

static gboolean
run (CrmCli *cli, const Option *options, GError **error)
{
  return check_arguments (cli, options, error) &&
         (get_entity_name (cli) == NULL || check_entity (cli, error)) &&
         (cli->verb->prepare == NULL || cli->verb->prepare (cli, error)) && run_verb (cli, error) &&
         flush (error);
}

static int
explain (CrmCli *cli, const GError *error)
{
  crm_cli_say ("%s", error->message);
  if (error->domain != CRM_CLI_ERROR && error->domain != G_OPTION_ERROR)
    return 1;
  if (error->domain == CRM_CLI_ERROR && error->code != CRM_CLI_ERROR_USAGE)
    return 1;
  if (cli->verb != NULL)
    crm_cli_say (_ ("“clientele-cli %s --help” tells how it is used."), cli->verb->name);
  else
    crm_cli_say ("%s", _ ("“clientele-cli --help” tells how it is used."));
  return 2;
}

/* GLib takes “--purge=no” for “--purge”. */
static gboolean
check_flags (const Option *options, int argc, char **argv, GError **error)
{
  for (int i = 1; i < argc && !g_str_equal (argv[i], "--"); i++)
    for (guint k = 0; options[k].entry.long_name; k++)
      {
        g_autofree char *start = g_strdup_printf ("--%s=", options[k].entry.long_name);
        if (options[k].entry.arg != G_OPTION_ARG_NONE || !g_str_has_prefix (argv[i], start))
          continue;
        g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("--%s takes no value."),
            options[k].entry.long_name);
        return FALSE;
      }
  return TRUE;
}

static gboolean
parse (CrmCli *cli, const Option *options, int *argc, char ***argv, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) rest = NULL;
  GOptionEntry entries[MOST_OPTIONS + 1] = { { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest,
      NULL, NULL } };
  for (guint i = 0; options[i].entry.long_name; i++)
    entries[i + 1] = options[i].entry;
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  for (int i = 1; i < *argc; i++)
    if (!g_utf8_validate ((*argv)[i], -1, NULL))
      {
        g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("Argument %d is not valid UTF-8."), i);
        return FALSE;
      }
  if (!check_flags (options, *argc, *argv, error) || !g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (rest == NULL)
    return TRUE;
  cli->verb = find_verb (rest[0]);
  if (cli->verb == NULL)
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_ERROR_USAGE, _ ("There is no verb “%s”."), rest[0]);
      return FALSE;
    }
  cli->arguments = g_strdupv (rest + 1);
  cli->n_arguments = g_strv_length (cli->arguments);
  return TRUE;
}

static void
clear (CrmCli *cli)
{
  close_book (cli);
  g_clear_pointer (&cli->content, g_bytes_unref);
  g_free (cli->content_name);
  g_strfreev (cli->arguments);
  g_free (cli->book);
  g_strfreev (cli->where);
  g_free (cli->text);
  g_strfreev (cli->order);
  g_free (cli->columns);
  g_free (cli->kind);
  g_free (cli->import_entity);
  g_free (cli->format);
  g_strfreev (cli->map);
  g_strfreev (cli->make);
  g_strfreev (cli->name);
  g_free (cli->address_book);
  g_free (cli->calendar);
  g_free (cli->output);
  g_free (cli->reason);
  g_free (cli->comment);
  g_free (cli->outcome);
  g_free (cli->next);
  g_free (cli->occurrence);
  g_free (cli->scope);
  g_free (cli->channel);
  g_free (cli->template);
  g_free (cli->account);
  g_strfreev (cli->set);
  g_free (cli->to);
  g_free (cli->client);
  g_free (cli->deal);
  g_free (cli->meeting);
  g_free (cli->language);
}

int
main (int argc, char **argv)
{
  CrmCli cli = { .wait = 30,
    .limit = CRM_CLI_NOT_GIVEN,
    .clients = CRM_CLI_NOT_GIVEN,
    .seed = CRM_CLI_NOT_GIVEN,
    .days = CRM_CLI_NOT_GIVEN };
  Option options[MOST_OPTIONS] = { 0 };
  gboolean help = FALSE, version = FALSE;
  g_autoptr (GError) error = NULL;
  int status = 0;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, CRM_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_set_prgname ("clientele-cli");

  fill_options (&cli, &help, &version, options);
  if (!parse (&cli, options, &argc, &argv, &error))
    status = explain (&cli, error);
  else if (!version && !help && cli.verb == NULL)
    {
      g_autofree char *text = format_help (NULL, options);
      fputs (text, stderr);
      status = 2;
    }
  else if (version || help)
    {
      g_autofree char *text =
          version ? g_strdup ("clientele-cli " CRM_VERSION "\n") : format_help (cli.verb, options);
      fputs (text, stdout);
      status = flush (&error) ? 0 : explain (&cli, error);
    }
  else if (!run (&cli, options, &error))
    status = explain (&cli, error);
  clear (&cli);
  return status;
}
