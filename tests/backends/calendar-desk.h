/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "base/crm-error.h"
#include "calendar/crm-calendar-server.h"
#include "crm-test-calendars.h"
#include "crm-test-eds.h"

/* What tests of the desktop's calendars share: the calendars of one program, waiting for what they tell and answer, and the other program.
 * Everything asserts. Main thread. */

#define PATIENCE_MS 20000
#define SHORT_MS 2000

/* The calendars, and what they told. */
typedef struct
{
  CrmCalendarServer *server;
  const char *source;
  GHashTable *told; /* CrmCalendarObject by UID, as last told of */
  guint n_told;     /* signals' objects */
  guint n_gone;     /* signals */
  guint n_changed;  /* signals */
  CrmCalendarStatus wanted;
  const char *uid;  /* awaited */
  const char *part; /* of its text; NULL: that it is gone */
} Desk;

/* An answer that is waited for. */
typedef struct
{
  GPtrArray *list;
  CrmCalendarObject *object;
  GError *error;
  gboolean ok, done;
} Answer;

void desk_init (Desk *desk, const char *source, guint patience_ms);
void desk_clear (Desk *desk);
void answer_clear (Answer *answer);
gboolean answer_is_done (gpointer data);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

/* Starts the session with a calendar server in it (password: what the desktop remembers, nullable) and the program. */
void desk_start (Desk *desk, const char *password, guint patience_ms);

/* Follows the calendar, until it is connected. */
void desk_open (Desk *desk);

/* Counts a signal: data is a guint. */
void desk_count (CrmCalendarServer *server, gpointer data);

/* part: of the text; NULL: that it is gone. */
void desk_await_status (Desk *desk, CrmCalendarStatus wanted);
const CrmCalendarObject *desk_await_told (Desk *desk, const char *uid, const char *part);

/* Each asks and waits for the answer, whatever it was. */
void desk_list (Desk *desk, Answer *answer);
void desk_read (Desk *desk, const char *uid, Answer *answer);
void desk_read_all (Desk *desk, Answer *answer);
void desk_refresh (Desk *desk, Answer *answer);
void desk_try_write (Desk *desk, const char *uid, const char *ical, const char *expected, Answer *answer);
void desk_try_remove (Desk *desk, const char *uid, const char *expected, Answer *answer);
void desk_authenticate (Desk *desk, const char *password, gboolean remember, Answer *answer);
void desk_trust (Desk *desk, Answer *answer);

/* These must succeed; the revision it has then: caller owns. */
void desk_refresh_well (Desk *desk);
char *desk_write (Desk *desk, const char *uid, const char *ical, const char *expected);

/* Neither a write nor a removal is possible: the channel error. */
void desk_assert_write_fails (Desk *desk, const char *uid, int code);

/* NULL when it is not in the list. Borrowed. */
const CrmCalendarInfo *desk_find_info (GPtrArray *infos, const char *source);

/* One VCALENDAR. properties: lines of the event after its UID. Caller owns. */
char *desk_make_object (const char *uid, const char *properties);
char *desk_make_plain (const char *uid, const char *title);

/* Lines joined as other programs see them (caller owns), and how often a part is in a text. */
char *desk_unfold (const char *ical);
guint desk_count_parts (const char *ical, const char *part);

/* What another program does with the calendar. */
void desk_other_adds (Desk *desk, const char *ical);
void desk_other_renames (Desk *desk, const char *uid, const char *title);
void desk_other_removes (Desk *desk, const char *uid);

#define desk_assert_has(ical, part) \
  G_STMT_START \
  { \
    g_autofree char *unfolded = desk_unfold (ical); \
    if (strstr (unfolded, part) == NULL) \
      g_error ("%s: there is no %s in\n%s", G_STRLOC, part, unfolded); \
  } \
  G_STMT_END

#define desk_assert_has_not(ical, part) \
  G_STMT_START \
  { \
    g_autofree char *unfolded = desk_unfold (ical); \
    if (strstr (unfolded, part) != NULL) \
      g_error ("%s: there is %s in\n%s", G_STRLOC, part, unfolded); \
  } \
  G_STMT_END

typedef struct
{
  const char *path;
  void (*run) (void);
  gboolean needs_services, needs_radicale;
} DeskCase;

/* A process knows one session bus, so every case is one. Returns what main () returns. */
int desk_run_cases (int argc, char **argv, const DeskCase *cases, guint n_cases);
