/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "crm-window.h"
#include "deal/crm-board-view-private.h"
#include "deal/crm-deal-words.h"
#include "deal/crm-deal-writes.h"
#include "deal/crm-lost-popover.h"
#include "deal/crm-postpone-popover.h"
#include "deal/crm-required-popover.h"
#include "deal/crm-step-popover.h"

/* What pointer, keys and menu do with deals; the same functions for all of them. A card goes to its new place at once, and back when the
 * store refuses. Main thread. */

typedef struct
{
  CrmBoardView *self; /* owned */
  GArray *ids;        /* owned */
  char *subject;      /* owned */
  char *key;          /* owned, nullable: lane */
  gint64 before;
  gboolean ask;    /* why it was lost */
  GdkRectangle at; /* where to ask */
  const char *doing;
  char *refusal; /* owned, nullable: why it was refused */
  guint frames;
} Step;

static Step *
step_new (CrmBoardView *self, GArray *ids, const char *doing)
{
  Step *step = g_new0 (Step, 1);
  CrmDealTile *tile = crm_board_view_find_tile (self, g_array_index (ids, gint64, 0), NULL);
  CrmRow *row = tile != NULL ? crm_deal_tile_get_row (tile) : NULL;

  step->self = g_object_ref (self);
  step->ids = g_array_copy (ids);
  step->subject =
      crm_deal_writes_dup_subject (row != NULL ? crm_row_get_text (row, CRM_DEAL_TITLE) : NULL, ids->len);
  step->doing = doing;
  return step;
}

static void
step_free (Step *step)
{
  g_object_unref (step->self);
  g_array_unref (step->ids);
  g_free (step->subject);
  g_free (step->key);
  g_free (step->refusal);
  g_free (step);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static void
step_closure_free (gpointer data, GClosure *closure)
{
  step_free (data);
}

/* Questions */

static void
popup (CrmBoardView *self, GtkWidget *popover, gint64 deal, const GdkRectangle *at)
{
  CrmDealTile *tile = crm_board_view_find_tile (self, deal, NULL);
  graphene_rect_t bounds;
  GdkRectangle place = { gtk_widget_get_width (GTK_WIDGET (self)) / 2,
    gtk_widget_get_height (GTK_WIDGET (self)) / 3, 1, 1 };

  if (at != NULL && at->width > 0)
    place = *at;
  else if (tile != NULL && gtk_widget_compute_bounds (GTK_WIDGET (tile), GTK_WIDGET (self), &bounds))
    place = (GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width,
      (int)bounds.size.height };
  crm_board_view_popup (self, popover, &place);
}

static void
report (Step *step, const GError *error)
{
  crm_board_view_say (step->self, error->message);
  crm_window_report_error (GTK_WIDGET (step->self), error, step->doing, NULL);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Step) step = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    report (step, error);
}

/* Moves */

guint
crm_board_find_sorted (CrmBoardView *self, CrmLaneView *lane, gint64 deal)
{
  const CrmBoardQuery *query = crm_board_get_query (self->board);
  CrmDealTile *tile = crm_board_view_find_tile (self, deal, NULL);
  CrmRow *row = tile != NULL ? crm_deal_tile_get_row (tile) : NULL;
  gint64 now = crm_clock_now ();
  guint n = crm_lane_view_get_n_tiles (lane);

  /* It enters the lane now: it is the youngest there. */
  if (row == NULL || (query->order == CRM_BOARD_AGE && query->group == CRM_BOARD_BY_STAGE))
    return n;
  for (guint i = 0; i < n; i++)
    {
      CrmRow *other = crm_deal_tile_get_row (crm_lane_view_get_tile (lane, i));

      if (other != NULL && crm_deal_compare (self->store, row, other, query->order, now) < 0)
        return i;
    }
  return n;
}

static void on_moved (GObject *source, GAsyncResult *result, gpointer data);

static void
write_move (Step *step, const char *const *filled)
{
  CrmBoardView *self = step->self;
  CrmLaneView *lane = crm_board_view_find_lane (self, step->key);
  const CrmBoardQuery *query = crm_board_get_query (self->board);

  if (lane == NULL)
    {
      step_free (step);
      return;
    }
  crm_board_view_hold (self);
  crm_deal_writes_move (self->store, step->ids, step->subject, query->group, crm_lane_view_get_lane (lane),
      step->before, filled, on_moved, step);
}

static void
on_filled (CrmRequiredPopover *popover, const char *const *filled, gpointer data)
{
  Step *asked = data;
  Step *step = step_new (asked->self, asked->ids, asked->doing);

  step->key = g_strdup (asked->key);
  step->before = asked->before;
  write_move (step, filled);
}

/* Names of fields any of the deals lacks to enter the lane. Caller owns. */
static GPtrArray *
list_missing (Step *step, const CrmLane *lane)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < step->ids->len; i++)
    {
      CrmDealTile *tile = crm_board_view_find_tile (step->self, g_array_index (step->ids, gint64, i), NULL);
      CrmRow *row = tile != NULL ? crm_deal_tile_get_row (tile) : NULL;
      g_autoptr (GPtrArray) missing =
          row != NULL ? crm_stage_list_missing (lane->required, row, NULL) : g_ptr_array_new ();

      for (guint m = 0; m < missing->len; m++)
        if (!g_ptr_array_find_with_equal_func (all, missing->pdata[m], g_str_equal, NULL))
          g_ptr_array_add (all, missing->pdata[m]);
    }
  return all;
}

/* The second frame after the card went back: it has its place again, and the question can point at it. */
static gboolean
ask_required (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Step *step = data;
  CrmBoardView *self = step->self;
  CrmLaneView *lane = crm_board_view_find_lane (self, step->key);
  g_autoptr (GPtrArray) missing = NULL;
  GtkWidget *popover;
  Step *asked;

  if (step->frames++ < 1)
    return G_SOURCE_CONTINUE;
  self->asking = 0;
  if (lane == NULL || !gtk_widget_get_mapped (widget))
    return G_SOURCE_REMOVE;
  missing = list_missing (step, crm_lane_view_get_lane (lane));
  popover = crm_required_popover_new (self->store, step->refusal, missing);
  asked = step_new (self, step->ids, step->doing);
  asked->key = g_strdup (step->key);
  asked->before = step->before;
  g_signal_connect_data (popover, "filled", G_CALLBACK (on_filled), asked, step_closure_free, 0);
  popup (self, popover, g_array_index (step->ids, gint64, 0), NULL);
  return G_SOURCE_REMOVE;
}

/* Takes step. */
static void
refuse (Step *step, const GError *error)
{
  CrmBoardView *self = step->self;
  CrmLaneView *lane = crm_board_view_find_lane (self, step->key);
  g_autoptr (GPtrArray) missing = lane != NULL ? list_missing (step, crm_lane_view_get_lane (lane)) : NULL;

  /* On a page that is not shown there is nothing to point at, and perhaps no frame any more. */
  if (missing == NULL || missing->len == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      report (step, error);
      step_free (step);
      return;
    }
  crm_board_view_say (self, error->message);
  step->refusal = g_strdup (error->message);
  crm_board_view_stop_asking (self);
  self->asking =
      gtk_widget_add_tick_callback (GTK_WIDGET (self), ask_required, step, (GDestroyNotify)step_free);
}

static void
on_reason (CrmLostPopover *popover, gint64 reason, const char *comment, gpointer data)
{
  Step *asked = data;
  Step *step = step_new (asked->self, asked->ids, _ ("Saving the reason"));

  g_free (step->subject);
  step->subject = g_strdup (asked->subject);
  crm_deal_writes_reason (asked->self->store, asked->ids, asked->subject, reason, comment, on_written, step);
}

/* Why it was lost, when it is lost already. Takes step; id 0: at its place. */
static void
ask_reason (Step *step, gint64 id)
{
  GtkWidget *popover;

  if (!gtk_widget_get_mapped (GTK_WIDGET (step->self)))
    {
      step_free (step);
      return;
    }
  popover = crm_lost_popover_new (step->self->store);
  popup (step->self, popover, id, &step->at);
  g_signal_connect_data (popover, "chosen", G_CALLBACK (on_reason), step, step_closure_free, 0);
}

static void
on_moved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Step) step = data;
  g_autoptr (GError) error = NULL;
  CrmBoardView *self = step->self;
  gboolean ok = crm_store_write_finish (CRM_STORE (source), result, NULL, &error);

  if (self->board == NULL)
    return;
  crm_board_view_release (self);
  if (ok && step->ask)
    {
      gint64 id = g_array_index (step->ids, gint64, 0);

      ask_reason (g_steal_pointer (&step), id);
    }
  if (ok)
    return;
  self->told = 0;
  crm_board_view_show (self);
  if (g_error_matches (error, CRM_STORE_ERROR, CRM_STORE_ERROR_REQUIRED))
    refuse (g_steal_pointer (&step), error);
  else
    report (step, error);
}

/* The first card after a place that is not moved itself; 0 for the end. */
static gint64
find_before (CrmLaneView *lane, guint index, GArray *ids)
{
  for (guint i = index; i < crm_lane_view_get_n_tiles (lane); i++)
    {
      gint64 id = crm_deal_tile_get_id (crm_lane_view_get_tile (lane, i));

      if (!crm_board_view_ids_contain (ids, id))
        return id;
    }
  return 0;
}

static gboolean
is_in_lane (CrmLaneView *lane, GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    if (crm_lane_view_find (lane, g_array_index (ids, gint64, i)) == NULL)
      return FALSE;
  return TRUE;
}

/* Puts the cards where they are going to be, before the store has it. */
static void
place (CrmBoardView *self, GArray *ids, CrmLaneView *to, guint index)
{
  CrmDealTile *cursor = crm_board_view_get_cursor (self, NULL);
  gboolean focus = cursor != NULL && gtk_widget_has_focus (GTK_WIDGET (cursor));
  gint64 before = find_before (to, index, ids);

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      CrmLaneView *from;
      g_autoptr (CrmDealTile) tile = NULL;
      CrmDealTile *next;

      if (crm_board_view_find_tile (self, id, &from) == NULL)
        continue;
      tile = crm_lane_view_steal (from, id);
      next = before != 0 ? crm_lane_view_find (to, before) : NULL;
      crm_lane_view_insert (
          to, tile, next != NULL ? crm_lane_view_get_index (to, next) : crm_lane_view_get_n_tiles (to));
    }
  if (focus)
    crm_board_view_set_cursor (self, cursor, TRUE);
}

void
crm_board_move (CrmBoardView *self, GArray *ids, CrmLaneView *to, guint index)
{
  gboolean by_hand = crm_board_view_is_by_hand (self);
  gboolean inside = is_in_lane (to, ids);
  Step *step;

  if (inside && !by_hand)
    {
      if (crm_board_get_query (self->board)->group == CRM_BOARD_BY_STAGE)
        {
          const char *text = _ ("These cards are sorted by themselves. Sort by hand to place them.");

          crm_board_view_say (self, text);
          crm_window_toast (GTK_WIDGET (self), text);
        }
      return;
    }
  step = step_new (self, ids, _ ("Moving the deal"));
  step->key = g_strdup (crm_lane_view_get_key (to));
  step->ask = !inside && crm_board_get_query (self->board)->group == CRM_BOARD_BY_STAGE &&
              g_str_equal (crm_lane_view_get_lane (to)->state, "lost");
  if (!by_hand)
    index = crm_board_find_sorted (self, to, g_array_index (ids, gint64, 0));
  step->before = by_hand && index != G_MAXUINT ? find_before (to, index, ids) : by_hand ? 0 : -1;
  self->told = g_array_index (ids, gint64, 0);
  self->told_n = ids->len;
  g_free (self->told_key);
  self->told_key = g_strdup (step->key);
  place (self, ids, to, MIN (index, crm_lane_view_get_n_tiles (to)));
  write_move (step, NULL);
}

/* Won, lost, postponed */

/* The focus goes to a neighbour of what leaves the board. */
static void
move_cursor_off (CrmBoardView *self, GArray *ids)
{
  CrmLaneView *lane;
  CrmDealTile *tile = crm_board_view_get_cursor (self, &lane);
  CrmDealTile *next = NULL;
  guint index;

  if (tile == NULL || !crm_board_view_ids_contain (ids, self->cursor))
    return;
  index = crm_lane_view_get_index (lane, tile);
  for (guint i = index + 1; next == NULL && i < crm_lane_view_get_n_tiles (lane); i++)
    if (!crm_board_view_ids_contain (ids, crm_deal_tile_get_id (crm_lane_view_get_tile (lane, i))))
      next = crm_lane_view_get_tile (lane, i);
  for (guint i = index; next == NULL && i > 0; i--)
    if (!crm_board_view_ids_contain (ids, crm_deal_tile_get_id (crm_lane_view_get_tile (lane, i - 1))))
      next = crm_lane_view_get_tile (lane, i - 1);
  if (next != NULL)
    crm_board_view_set_cursor (self, next, gtk_widget_has_focus (GTK_WIDGET (tile)));
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Step) step = data;
  g_autoptr (GError) error = NULL;
  CrmBoardView *self = step->self;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    {
      report (step, error);
      return;
    }
  if (self->board == NULL)
    return;
  crm_board_view_say (self, step->subject);
  if (step->ask)
    ask_reason (g_steal_pointer (&step), 0);
}

static void
set_state (CrmBoardView *self, GArray *ids, const char *state, const GdkRectangle *at)
{
  Step *step =
      step_new (self, ids, g_str_equal (state, "won") ? _ ("Winning the deal") : _ ("Losing the deal"));
  CrmDealTile *tile = crm_board_view_find_tile (self, g_array_index (ids, gint64, 0), NULL);
  g_autofree char *subject = g_strdup (step->subject);
  graphene_rect_t bounds;

  step->ask = g_str_equal (state, "lost");
  if (at != NULL)
    step->at = *at;
  else if (tile != NULL && gtk_widget_compute_bounds (GTK_WIDGET (tile), GTK_WIDGET (self), &bounds))
    step->at = (GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width,
      (int)bounds.size.height };
  move_cursor_off (self, ids);
  crm_deal_writes_state (self->store, ids, subject, state, on_closed, step);
}

void
crm_board_win (CrmBoardView *self, GArray *ids)
{
  set_state (self, ids, "won", NULL);
}

void
crm_board_lose (CrmBoardView *self, GArray *ids, const GdkRectangle *at)
{
  set_state (self, ids, "lost", at);
}

static void
on_day (CrmPostponePopover *popover, const char *date, gpointer data)
{
  Step *asked = data;
  Step *step = step_new (asked->self, asked->ids, _ ("Postponing the deal"));

  crm_deal_writes_postpone (asked->self->store, asked->ids, asked->subject, date, on_written, step);
}

void
crm_board_postpone (CrmBoardView *self, GArray *ids, const GdkRectangle *at)
{
  GtkWidget *popover = crm_postpone_popover_new (self->store);

  g_signal_connect_data (popover, "chosen", G_CALLBACK (on_day),
      step_new (self, ids, _ ("Postponing the deal")), step_closure_free, 0);
  popup (self, popover, g_array_index (ids, gint64, 0), at);
}

void
crm_board_delete (CrmBoardView *self, GArray *ids)
{
  Step *step = step_new (self, ids, _ ("Deleting the deal"));

  move_cursor_off (self, ids);
  crm_store_archive_async (
      self->store, "deal", (const gint64 *)(gconstpointer)ids->data, ids->len, FALSE, NULL, on_written, step);
}

/* Steps */

static void
on_step_done (CrmStepPopover *popover, gpointer data)
{
  Step *asked = data;
  gint64 deal = g_array_index (asked->ids, gint64, 0);
  CrmDealTile *tile = crm_board_view_find_tile (asked->self, deal, NULL);
  CrmRow *row = tile != NULL ? crm_deal_tile_get_row (tile) : NULL;
  g_autofree char *title = row != NULL ? crm_deal_dup_next_title (row) : NULL;

  if (title != NULL)
    crm_deal_writes_done (asked->self->store, deal, title, on_written,
        step_new (asked->self, asked->ids, _ ("Saving the step")));
}

static void
on_step_planned (
    CrmStepPopover *popover, const char *kind, const char *title, const char *date, gpointer data)
{
  Step *asked = data;

  crm_deal_writes_step (asked->self->store, g_array_index (asked->ids, gint64, 0), kind, title, date,
      on_written, step_new (asked->self, asked->ids, _ ("Saving the step")));
}

void
crm_board_ask_step (CrmBoardView *self, gint64 deal)
{
  CrmDealTile *tile = crm_board_view_find_tile (self, deal, NULL);
  CrmRow *row = tile != NULL ? crm_deal_tile_get_row (tile) : NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkWidget *popover;

  if (row == NULL)
    return;
  g_array_append_val (ids, deal);
  popover = crm_step_popover_new (self->store, row);
  g_signal_connect_data (popover, "done", G_CALLBACK (on_step_done),
      step_new (self, ids, _ ("Saving the step")), step_closure_free, 0);
  g_signal_connect_data (popover, "planned", G_CALLBACK (on_step_planned),
      step_new (self, ids, _ ("Saving the step")), step_closure_free, 0);
  popup (self, popover, deal, NULL);
}

void
crm_board_open (CrmBoardView *self, gint64 deal)
{
  CrmLaneView *lane;

  /* The card leads on to the others of its lane. */
  if (crm_board_view_find_tile (self, deal, &lane) != NULL)
    {
      GArray *ids = crm_lane_view_get_lane (lane)->ids;

      crm_window_open_deal (GTK_WIDGET (self), deal, (const gint64 *)(gconstpointer)ids->data, ids->len);
    }
}
