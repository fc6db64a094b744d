/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-text-hits.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "activity/crm-activity.h"
#include "base/crm-clock.h"
#include "base/crm-text.h"
#include "base/crm-time.h"
#include "client/crm-contact-look.h"
#include "crm-window.h"
#include "message/crm-message-words.h"
#include "widgets/crm-highlight.h"

/* Owns the strip of text hits below the client list. Searched a little later than the names and with lower priority: the list
 * answers each key, the texts answer when the typing rests. Main thread. */

#define DELAY 150 /* ms */
#define SHOWN 3   /* hits at first */
#define MORE 50

struct _CrmTextHits
{
  GtkBox parent_instance;

  CrmStore *store; /* owned */
  char *text;      /* owned, nullable */
  gint64 total;
  guint limit;
  GtkWidget *title;
  GtkWidget *more;
  GtkWidget *scrolled;
  GtkWidget *list;
  GCancellable *cancellable; /* owned, nullable */
  guint search_id;
};

G_DEFINE_FINAL_TYPE (CrmTextHits, crm_text_hits, GTK_TYPE_BOX)

typedef struct
{
  char *text;
  guint limit;
} Request;

typedef struct
{
  GPtrArray *hits;
  gint64 total;
} Answer;

static void
request_free (Request *request)
{
  g_free (request->text);
  g_free (request);
}

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->hits, g_ptr_array_unref);
  g_free (answer);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
search_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->hits = crm_transaction_search_texts (tx, request->text, request->limit, &answer->total, error);
  return answer->hits != NULL ? g_steal_pointer (&answer) : NULL;
}

/* The client; else whom a message came from, which deal it is about, or at least what it is. */
static char *
dup_name (CrmTextHits *self, const CrmTextHit *hit)
{
  if (hit->client_name != NULL)
    return g_strdup (hit->client_name);
  if (hit->about != NULL)
    return g_str_equal (hit->entity, "message") ? crm_message_dup_address (self->store, hit->about)
                                                : g_strdup (hit->about);
  return g_strdup (crm_contact_look_words (hit->entity, NULL));
}

/* A click leads to where the text can be read. */
static void
set_target (GtkWidget *row, const CrmTextHit *hit)
{
  GtkActionable *actionable = GTK_ACTIONABLE (row);

  if (hit->client_id != 0)
    {
      gtk_actionable_set_action_name (actionable, "win.open-client");
      gtk_actionable_set_action_target (actionable, "x", hit->client_id);
    }
  else if (hit->conversation_id != 0)
    {
      gtk_actionable_set_action_name (actionable, "win.open-conversation");
      gtk_actionable_set_action_target (actionable, "x", hit->conversation_id);
    }
  else if (hit->deal_id != 0)
    {
      gtk_actionable_set_action_name (actionable, "win.open-deal");
      gtk_actionable_set_action_target (actionable, "x", hit->deal_id);
    }
  else if (g_str_equal (hit->entity, "meeting"))
    {
      gtk_actionable_set_action_name (actionable, "win.open-meeting");
      gtk_actionable_set_action_target (actionable, "(xs)", hit->record_id, "");
    }
  else
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
}

static void
add_hit (CrmTextHits *self, const CrmTextHit *hit)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *known_by = dup_name (self, hit);
  GtkWidget *name = gtk_label_new (known_by);
  GtkWidget *excerpt = gtk_label_new (hit->excerpt);
  g_autofree char *when =
      crm_instant_display_relative (hit->at, crm_clock_now (), crm_store_get_zone (self->store));
  GtkWidget *time = gtk_label_new (when);
  const char *icon = crm_contact_look_icon (hit->entity, NULL);
  GtkWidget *image = gtk_image_new_from_icon_name (icon != NULL ? icon : "crm-note-symbolic");
  g_auto (GStrv) words = crm_text_words (self->text);
  g_autoptr (PangoAttrList) marks = crm_highlight (excerpt, hit->excerpt, (const char *const *)words, NULL);

  if (crm_contact_look_class (hit->entity) != NULL)
    gtk_widget_add_css_class (image, crm_contact_look_class (hit->entity));
  gtk_widget_add_css_class (name, "semibold");
  gtk_widget_add_css_class (excerpt, "caption");
  gtk_widget_add_css_class (time, "caption");
  gtk_widget_add_css_class (time, "dim-label");
  gtk_label_set_attributes (GTK_LABEL (excerpt), marks);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (excerpt), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (excerpt), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), name);
  gtk_box_append (GTK_BOX (lines), excerpt);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_box_append (GTK_BOX (box), time);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  set_target (row, hit);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
show_answer (CrmTextHits *self, Answer *answer)
{
  GtkWidget *row;
  g_autofree char *number = NULL;
  g_autofree char *title = NULL;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  self->total = answer != NULL ? answer->total : 0;
  for (guint i = 0; answer != NULL && i < answer->hits->len; i++)
    add_hit (self, answer->hits->pdata[i]);
  number = g_strdup_printf ("%'" G_GINT64_FORMAT, self->total);
  title = g_strdup_printf (_ ("In notes and calls: %s"), number);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_visible (self->more, self->total > SHOWN && self->limit == SHOWN);
  gtk_widget_set_visible (GTK_WIDGET (self), self->total > 0);
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = crm_store_read_finish (CRM_STORE (source), result, &error);
  CrmTextHits *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = CRM_TEXT_HITS (data);
  g_clear_object (&self->cancellable);
  if (error != NULL)
    crm_window_report_error (GTK_WIDGET (self), error, _ ("Searching in notes and calls"), NULL);
  show_answer (self, answer);
}

static void
forget (CrmTextHits *self)
{
  g_clear_handle_id (&self->search_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static gboolean
search (gpointer data)
{
  CrmTextHits *self = data;
  Request *request = g_new0 (Request, 1);

  self->search_id = 0;
  request->text = g_strdup (self->text);
  request->limit = self->limit;
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 3, search_in_worker, request, (GDestroyNotify)request_free,
      (GDestroyNotify)answer_free, self->cancellable, on_searched, self);
  return G_SOURCE_REMOVE;
}

static void
on_more_clicked (CrmTextHits *self)
{
  self->limit = MORE;
  forget (self);
  search (self);
}

static void
crm_text_hits_dispose (GObject *object)
{
  CrmTextHits *self = CRM_TEXT_HITS (object);

  forget (self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_text_hits_parent_class)->dispose (object);
}

static void
crm_text_hits_finalize (GObject *object)
{
  g_free (CRM_TEXT_HITS (object)->text);
  G_OBJECT_CLASS (crm_text_hits_parent_class)->finalize (object);
}

static void
crm_text_hits_class_init (CrmTextHitsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_text_hits_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_text_hits_finalize;
}

static void
crm_text_hits_init (CrmTextHits *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 8);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 10);
  gtk_widget_set_margin_start (GTK_WIDGET (self), 14);
  gtk_widget_set_margin_end (GTK_WIDGET (self), 14);
  self->limit = SHOWN;
  self->title = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->title, "sec");
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_set_hexpand (self->title, TRUE);
  self->more = gtk_button_new_with_label (_ ("Show more"));
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_add_css_class (self->more, "caption");
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (on_more_clicked), self);
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), self->more);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled), 180);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->list);
  gtk_box_append (GTK_BOX (self), head);
  gtk_box_append (GTK_BOX (self), self->scrolled);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
crm_text_hits_new (CrmStore *store)
{
  CrmTextHits *self = g_object_new (CRM_TYPE_TEXT_HITS, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}

void
crm_text_hits_set_text (CrmTextHits *self, const char *text)
{
  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  self->limit = SHOWN;
  forget (self);
  if (text == NULL || g_utf8_strlen (text, 2) < 2)
    {
      show_answer (self, NULL);
      return;
    }
  self->total = -1;
  self->search_id = g_timeout_add (DELAY, search, self);
}
