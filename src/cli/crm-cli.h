/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* What every verb of the command line shares: the parsed arguments, the open book and the way errors become exit codes. */

typedef struct _CrmCli CrmCli;

/* A number that was not among the options. */
#define CRM_CLI_NOT_GIVEN G_MININT64

/* Options a verb takes; --book, --wait, --json and --help are taken by all. */
typedef enum
{
  CRM_CLI_WHERE = 1 << 0,
  CRM_CLI_TEXT = 1 << 1,
  CRM_CLI_ORDER = 1 << 2,
  CRM_CLI_LIMIT = 1 << 3,
  CRM_CLI_COLUMNS = 1 << 4,
  CRM_CLI_ARCHIVED = 1 << 5,
  CRM_CLI_PURGE = 1 << 6,
  CRM_CLI_REPAIR = 1 << 7,
  CRM_CLI_SQL = 1 << 8,
  CRM_CLI_KIND = 1 << 9,
  CRM_CLI_ENTITY = 1 << 10,
  CRM_CLI_FORMAT = 1 << 11,
  CRM_CLI_MAP = 1 << 12,
  CRM_CLI_DRY_RUN = 1 << 13,
  CRM_CLI_OUTPUT = 1 << 14,
  CRM_CLI_CLIENTS = 1 << 15,
  CRM_CLI_SEED = 1 << 16,
  CRM_CLI_REASON = 1 << 17,
  CRM_CLI_COMMENT = 1 << 18,
  CRM_CLI_OUTCOME = 1 << 19,
  CRM_CLI_NEXT = 1 << 20,
  CRM_CLI_ADDRESS_BOOK = 1 << 21,
  CRM_CLI_NAMES = 1 << 22, /* --make, --name */
  CRM_CLI_DAYS = 1 << 23,
  CRM_CLI_CALENDAR = 1 << 24,
  CRM_CLI_TIMES = 1 << 25,    /* --occurrence, --scope */
  CRM_CLI_SETTINGS = 1 << 30, /* --set, --to */
  CRM_CLI_SEND = 1 << 27,  /* --channel, --template, --account, --deal, --meeting, --occurrence, --language */
  CRM_CLI_ON = 1 << 28,    /* --client, --deal */
  CRM_CLI_ABOUT = 1 << 26, /* --client, --deal, --meeting, --occurrence, --language */
} CrmCliOptions;

typedef enum
{
  CRM_CLI_BOOK_MAYBE,  /* opened when it is there */
  CRM_CLI_BOOK_NEEDED, /* refused when it is not there */
  CRM_CLI_BOOK_MADE,   /* made when it is not there */
} CrmCliBook;

/* A verb, as data; each is defined in its own file. */
typedef struct
{
  const char *name;
  const char *arguments; /* "ENTITY ID FIELD=VALUE…" */
  const char *summary;   /* N_(): one line */
  const char *details;   /* N_(), may be NULL: printed below the options */
  CrmCliOptions options;
  guint min_arguments;
  guint max_arguments; /* G_MAXUINT: any number */
  gboolean entity;     /* the first argument is an entity; it is checked before run () */
  CrmCliBook book;
  gboolean replaces_damaged; /* a book that cannot be opened gives way to the first argument */
  /* Before the book is opened, may be NULL: what would be in vain begins no book. */
  gboolean (*prepare) (CrmCli *cli, GError **error);
  /* Before a book is begun, may be NULL: on a new one that is thrown away it refuses what run () would. With --dry-run it is all
   * that is done, and prints; without it prints nothing. */
  gboolean (*rehearse) (CrmCli *cli, GError **error);
  /* FALSE with error set: exit 2 for CRM_CLI_ERROR_USAGE, else 1. */
  gboolean (*run) (CrmCli *cli, GError **error);
} CrmCliVerb;

struct _CrmCli
{
  const CrmCliVerb *verb;
  char **arguments; /* owned; after the verb */
  guint n_arguments;
  CrmStore *store;   /* owned; NULL for CRM_CLI_BOOK_MAYBE without a book */
  CrmEntity *entity; /* owned; of verbs with an entity */
  GBytes *content;   /* owned, nullable: of the file of "import" once it was read */
  char *content_name;

  /* Options, as given; all owned. */
  char *book;
  gint64 wait;
  gboolean json;
  char **where;
  char *text;
  char **order;
  gint64 limit; /* CRM_CLI_NOT_GIVEN: none given */
  char *columns;
  gboolean archived;
  gboolean purge;
  gboolean repair;
  gboolean sql;
  char *kind;
  char *import_entity;
  char *format;
  char **map;
  char **make;
  char **name;
  char *address_book;
  char *calendar;
  gboolean dry_run;
  char *output;
  gint64 clients; /* CRM_CLI_NOT_GIVEN: none given */
  gint64 seed;    /* CRM_CLI_NOT_GIVEN: none given */
  gint64 days;    /* CRM_CLI_NOT_GIVEN: none given */
  char *reason;
  char *comment;
  char *outcome;
  char *next;
  char *occurrence;
  char *scope;
  char *channel;
  char *template;
  char *account;
  char **set;
  char *to;
  char *client;
  char *deal;
  char *meeting;
  char *language;
};

#define CRM_CLI_ERROR (crm_cli_error_quark ())
GQuark crm_cli_error_quark (void);

typedef enum
{
  CRM_CLI_ERROR_USAGE,  /* a mistake in the arguments: exit 2 */
  CRM_CLI_ERROR_FAILED, /* exit 1 */
} CrmCliError;

/* A sentence for people, to stderr. */
void crm_cli_say (const char *format, ...) G_GNUC_PRINTF (1, 2);
