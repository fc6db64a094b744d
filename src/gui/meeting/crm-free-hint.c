/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "meeting/crm-free-hint.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "calendar/crm-agenda.h"

/* Asks the book about a time; only the last question counts. Main thread, but for functions named _in_worker. */

struct _CrmFreeHint
{
  GtkBox parent_instance;

  CrmStore *store; /* owned */
  GtkWidget *label;
  GtkWidget *button;
  GCancellable *cancellable; /* of the question under way, nullable */
  gint64 offer;              /* 0: none */
};

G_DEFINE_FINAL_TYPE (CrmFreeHint, crm_free_hint, GTK_TYPE_BOX)

enum
{
  SIGNAL_TAKEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  gint64 exclude, starts_at, ends_at;
  char *place; /* nullable */
  gint64 from; /* 0: warnings are asked for, else the first free time of this day */
  gint64 until;
  int length_s;
} Question;

static void
question_free (gpointer data)
{
  g_free (((Question *)data)->place);
  g_free (data);
}

typedef struct
{
  gint64 free_at;
  GPtrArray *warnings; /* char *, nullable */
} Answer;

static void
answer_free (gpointer data)
{
  g_clear_pointer (&((Answer *)data)->warnings, g_ptr_array_unref);
  g_free (data);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
ask_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  gint64 user = crm_transaction_get_user (tx);
  g_autoptr (Answer) answer = g_new0 (Answer, 1);
  g_autoptr (GPtrArray) warnings = NULL;
  GError *failure = NULL;

  if (question->from != 0)
    {
      answer->free_at = crm_agenda_find_free (tx, user, question->from, question->length_s, &failure);
      if (answer->free_at >= question->until)
        answer->free_at = 0;
    }
  else
    {
      warnings = crm_agenda_find_warnings (tx, question->exclude, question->starts_at, question->ends_at,
          FALSE, &user, user != 0 ? 1 : 0, question->place, NAN, NAN, &failure);
      answer->warnings = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; warnings != NULL && i < warnings->len; i++)
        g_ptr_array_add (answer->warnings, g_strdup (((CrmAgendaWarning *)warnings->pdata[i])->text));
    }
  if (failure == NULL)
    return g_steal_pointer (&answer);
  g_propagate_error (error, failure);
  return NULL;
}

static void
show_warnings (CrmFreeHint *self, GPtrArray *warnings)
{
  g_autoptr (GString) text = g_string_new (warnings->len == 0 ? _ ("Free at this time") : NULL);

  for (guint i = 0; i < warnings->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *)warnings->pdata[i]);
  gtk_label_set_text (GTK_LABEL (self->label), text->str);
  gtk_widget_set_css_classes (self->label, warnings->len == 0 ? (const char *[]){ "caption", "ok", NULL }
                                                              : (const char *[]){ "caption", "today", NULL });
}

static void
show_offer (CrmFreeHint *self, gint64 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, crm_store_get_zone (self->store));
  g_autofree char *clock = g_date_time_format (local, "%H:%M");
  g_autofree char *text = g_strdup_printf (_ ("Free at %s"), clock);

  self->offer = at;
  gtk_button_set_label (GTK_BUTTON (self->button), text);
}

static void
show_nothing (CrmFreeHint *self)
{
  self->offer = 0;
  gtk_widget_set_visible (self->label, FALSE);
  gtk_widget_set_visible (self->button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmFreeHint) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  g_clear_object (&self->cancellable);
  show_nothing (self);
  if (answer == NULL)
    {
      /* A hint that cannot be had keeps nobody from planning. */
      g_debug ("%s", error->message);
      return;
    }
  if (answer->warnings != NULL)
    show_warnings (self, answer->warnings);
  else if (answer->free_at != 0)
    show_offer (self, answer->free_at);
  gtk_widget_set_visible (self->label, answer->warnings != NULL);
  gtk_widget_set_visible (self->button, answer->free_at != 0);
  gtk_widget_set_visible (GTK_WIDGET (self), answer->warnings != NULL || answer->free_at != 0);
}

/* Takes question. */
static void
ask (CrmFreeHint *self, Question *question)
{
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 0, ask_in_worker, question, question_free, answer_free,
      self->cancellable, on_answered, g_object_ref (self));
}

static void
forget (CrmFreeHint *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
crm_free_hint_set (CrmFreeHint *self, gint64 exclude, gint64 starts_at, gint64 ends_at, const char *place)
{
  Question *question;

  g_return_if_fail (CRM_IS_FREE_HINT (self));
  forget (self);
  if (starts_at == 0)
    {
      show_nothing (self);
      return;
    }
  question = g_new0 (Question, 1);
  question->exclude = exclude;
  question->starts_at = starts_at;
  question->ends_at = ends_at;
  question->place = g_strdup (place);
  ask (self, question);
}

void
crm_free_hint_offer (CrmFreeHint *self, const char *date, gint64 length)
{
  GTimeZone *zone;
  g_autofree char *after = NULL;
  Question *question;

  g_return_if_fail (CRM_IS_FREE_HINT (self) && date != NULL);
  forget (self);
  zone = crm_store_get_zone (self->store);
  after = crm_date_add_days (date, 1);
  question = g_new0 (Question, 1);
  question->from = MAX (crm_date_instant (date, zone), crm_clock_now ());
  question->until = crm_date_instant (after, zone);
  question->length_s = (int)(length / G_USEC_PER_SEC);
  ask (self, question);
}

static void
on_clicked (CrmFreeHint *self)
{
  g_signal_emit (self, signals[SIGNAL_TAKEN], 0, self->offer);
}

static void
crm_free_hint_dispose (GObject *object)
{
  CrmFreeHint *self = CRM_FREE_HINT (object);

  forget (self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_free_hint_parent_class)->dispose (object);
}

static void
crm_free_hint_class_init (CrmFreeHintClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_free_hint_dispose;
  signals[SIGNAL_TAKEN] = g_signal_new ("taken", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
      NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
crm_free_hint_init (CrmFreeHint *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_widget_set_hexpand (self->label, TRUE);
  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "caption");
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->button, _ ("Take this time"));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_clicked), self);
  gtk_box_append (GTK_BOX (self), self->label);
  gtk_box_append (GTK_BOX (self), self->button);
  show_nothing (self);
}

GtkWidget *
crm_free_hint_new (CrmStore *store)
{
  CrmFreeHint *self = g_object_new (CRM_TYPE_FREE_HINT, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}
