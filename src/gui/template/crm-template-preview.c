/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template/crm-template-preview.h"

#include <glib/gi18n-lib.h>

#include "base/crm-text.h"
#include "meeting/crm-meeting.h"
#include "template/crm-template.h"
#include "widgets/crm-completion.h"

/* Owns the entry with the client's name and the filled text. Filled in the reader, with every change anew; an older answer is dropped. The client's
 * next meeting and open deal stand for those a real message is about. */

#define MOST_CLIENTS 100

/* What a text needs of a client to be worth looking at. */
typedef enum
{
  NEEDS_NOTHING,
  NEEDS_DEAL,
  NEEDS_MEETING,
} Needs;

struct _CrmTemplatePreview
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  GtkWidget *entry;
  CrmCompletion *completion; /* owned by the entry */
  GtkWidget *before;
  GtkWidget *after;
  GtkLabel *label;
  GtkLabel *missing;
  char *subject; /* owned, nullable */
  char *text;    /* owned */
  char *language;
  gint64 client;
  GArray *clients; /* gint64, owned; nullable until read */
  Needs needs;     /* that clients were chosen for */
  gboolean chosen; /* by the person */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CrmTemplatePreview, crm_template_preview, ADW_TYPE_BIN)

enum
{
  SIGNAL_FILLED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  char *subject;
  char *text;
  char *language;
  gint64 client;
  gboolean list; /* the clients are wanted as well */
  Needs needs;
} Ask;

typedef struct
{
  CrmFilled *filled; /* of the text */
  char *subject;
  char *name;
  gint64 client;
  GArray *clients;
} Result;

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  g_free (ask->subject);
  g_free (ask->text);
  g_free (ask->language);
  g_free (ask);
}

static void
result_free (gpointer data)
{
  Result *result = data;

  g_clear_pointer (&result->filled, crm_filled_free);
  g_clear_pointer (&result->clients, g_array_unref);
  g_free (result->subject);
  g_free (result->name);
  g_free (result);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Result, result_free)

/* With an open deal, with a meeting to come, or those last spoken with. */
static GArray *
list_clients (CrmTransaction *tx, Needs needs, GError **error)
{
  CrmDb *db = crm_transaction_get_db (tx);
  g_autoptr (CrmQuery) query = crm_query_new ("client");
  g_autoptr (GArray) found = NULL;

  if (needs == NEEDS_DEAL)
    found = crm_db_list_integers (db,
        "SELECT client FROM deal WHERE state = 'open' AND archived_at IS NULL AND client IS NOT NULL GROUP "
        "BY client "
        "ORDER BY max(id) DESC LIMIT $1",
        error, 1, (gint64)MOST_CLIENTS);
  else if (needs == NEEDS_MEETING)
    found = crm_db_list_integers (db,
        "SELECT l.target_id FROM occurrence o JOIN record_link l ON l.record_id = o.parent_id AND l.entity = "
        "'meeting' "
        "AND l.field = 'clients' WHERE o.source = 0 AND o.starts_at > $1 GROUP BY l.target_id ORDER BY "
        "min(o.starts_at) LIMIT $2",
        error, 2, crm_transaction_get_now (tx), (gint64)MOST_CLIENTS);
  if (needs != NEEDS_NOTHING && (!found || found->len))
    return g_steal_pointer (&found);
  crm_query_add_order (query, "-last_contact");
  crm_query_set_limit (query, MOST_CLIENTS);
  return crm_transaction_find (tx, query, error);
}

/* Half a text needs nothing. */
static Needs
get_needs (const char *words)
{
  g_autoptr (CrmTemplateText) text = crm_template_text_new (words, NULL);
  Needs needs = NEEDS_NOTHING;

  for (const char *const *field = text ? crm_template_text_get_fields (text) : NULL; field && *field; field++)
    needs = g_str_has_prefix (*field, "meeting.")                          ? NEEDS_MEETING
            : g_str_has_prefix (*field, "deal.") && needs != NEEDS_MEETING ? NEEDS_DEAL
                                                                           : needs;
  return needs;
}

/* What a message to the client would be about. */
static gboolean
find_subject (CrmTransaction *tx, CrmTemplateSubject *subject, CrmOccurrence **occurrence, GError **error)
{
  g_autoptr (GArray) deals = NULL;
  g_autoptr (GPtrArray) meetings = NULL;

  if (!subject->client)
    return TRUE;
  deals = crm_db_list_integers (crm_transaction_get_db (tx),
      "SELECT id FROM deal WHERE client = $1 AND archived_at IS NULL ORDER BY CASE state WHEN 'open' THEN 0 "
      "ELSE 1 END, "
      "id DESC LIMIT 1",
      error, 1, subject->client);
  meetings =
      deals ? crm_meeting_list_coming (tx, "client", subject->client, crm_transaction_get_now (tx), 1, error)
            : NULL;
  if (!meetings)
    return FALSE;
  if (deals->len)
    subject->deal = g_array_index (deals, gint64, 0);
  if (meetings->len)
    {
      const CrmOccurrence *first = meetings->pdata[0];

      subject->meeting = first->meeting;
      *occurrence = g_new0 (CrmOccurrence, 1);
      (*occurrence)->rid = g_strdup (first->rid);
      subject->rid = (*occurrence)->rid;
    }
  return TRUE;
}

static CrmFilled *
fill (CrmTransaction *tx, const char *words, const CrmTemplateSubject *subject, GError **error)
{
  g_autoptr (CrmTemplateText) text = crm_template_text_new (words, error);

  return text ? crm_template_fill_text (tx, text, subject, error) : NULL;
}

static gpointer
fill_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Ask *ask = data;
  g_autoptr (Result) result = g_new0 (Result, 1);
  g_autoptr (CrmOccurrence) occurrence = NULL;
  CrmTemplateSubject subject = { .client = ask->client, .language = ask->language };

  if (ask->list)
    {
      result->clients = list_clients (tx, ask->needs, error);
      if (!result->clients)
        return NULL;
      if (!subject.client && result->clients->len)
        subject.client = g_array_index (result->clients, gint64, 0);
    }
  result->client = subject.client;
  if (subject.client)
    result->name = crm_transaction_dup_title (tx, "client", subject.client);
  if (!find_subject (tx, &subject, &occurrence, error))
    return NULL;
  result->filled = fill (tx, ask->text, &subject, error);
  if (!result->filled)
    return NULL;
  if (!crm_text_is_blank (ask->subject))
    {
      g_autoptr (CrmFilled) line = fill (tx, ask->subject, &subject, error);

      if (!line)
        return NULL;
      result->subject = g_strdup (line->text);
    }
  return g_steal_pointer (&result);
}

static PangoAttrList *
make_marks (const CrmFilled *filled, guint shift)
{
  PangoAttrList *marks = pango_attr_list_new ();

  for (guint i = 0; i < filled->spans->len; i++)
    {
      const CrmTemplateSpan *span = &g_array_index (filled->spans, CrmTemplateSpan, i);
      PangoAttribute *colour = span->missing ? pango_attr_background_new (0xc0c0, 0x1c1c, 0x2828)
                                             : pango_attr_background_new (0xf5f5, 0xd3d3, 0x2d2d);
      PangoAttribute *alpha = pango_attr_background_alpha_new ((guint16)(span->missing ? 0x5000 : 0x5999));

      colour->start_index = alpha->start_index = span->start + shift;
      colour->end_index = alpha->end_index = span->end + shift;
      pango_attr_list_insert (marks, colour);
      pango_attr_list_insert (marks, alpha);
      if (span->missing)
        {
          PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

          bold->start_index = span->start + shift;
          bold->end_index = span->end + shift;
          pango_attr_list_insert (marks, bold);
        }
    }
  return marks;
}

static void
show_missing (CrmTemplatePreview *self, CrmFilled *filled)
{
  g_autoptr (GString) labels = g_string_new (NULL);
  g_autofree char *sentence = NULL;

  for (guint i = 0; i < filled->missing->len; i++)
    g_string_append_printf (labels, "%s%s", i ? ", " : "", (char *)filled->missing->pdata[i]);
  if (labels->len)
    /* Translators: names of fields. */
    sentence = g_strdup_printf (_ ("This message would not be sent, it lacks: %s"), labels->str);
  gtk_label_set_text (self->missing, sentence ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->missing), sentence != NULL);
}

/* What is missing counts as long as it is called; its brackets are only for the eye. */
static void
tell_filled (CrmTemplatePreview *self, const CrmFilled *filled)
{
  g_autoptr (GString) text = g_string_new (filled->text);

  if (filled->missing->len)
    {
      g_string_replace (text, "⟨", "", 0);
      g_string_replace (text, "⟩", "", 0);
    }
  g_signal_emit (self, signals[SIGNAL_FILLED], 0, text->str);
}

static void
show_result (CrmTemplatePreview *self, Result *result)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PangoAttrList) marks = NULL;

  if (result->subject)
    g_string_append_printf (text, "%s\n\n", result->subject);
  marks = make_marks (result->filled, (guint)text->len);
  g_string_append (text, result->filled->text);
  gtk_label_set_text (self->label, text->str);
  gtk_label_set_attributes (self->label, marks);
  show_missing (self, result->filled);
  if (result->clients)
    {
      g_clear_pointer (&self->clients, g_array_unref);
      self->clients = g_array_ref (result->clients);
    }
  if (result->client != self->client || !*gtk_editable_get_text (GTK_EDITABLE (self->entry)))
    {
      self->client = result->client;
      crm_completion_set_text (self->completion, result->name, result->client);
    }
  gtk_widget_set_sensitive (self->before, self->clients && self->clients->len > 1);
  gtk_widget_set_sensitive (self->after, self->clients && self->clients->len > 1);
  tell_filled (self, result->filled);
}

static void
on_filled (GObject *source, GAsyncResult *async, gpointer data)
{
  g_autoptr (CrmTemplatePreview) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Result) result = crm_store_read_finish (CRM_STORE (source), async, &error);

  if (!self->store || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (result)
    {
      show_result (self, result);
      return;
    }
  /* What was there stays: half a field is what typing looks like. */
  gtk_label_set_text (self->missing, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), TRUE);
  g_signal_emit (self, signals[SIGNAL_FILLED], 0, NULL);
}

static void
load (CrmTemplatePreview *self)
{
  Ask *ask;
  Needs needs;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!self->text)
    return;
  needs = get_needs (self->text);
  /* One that was chosen stays. */
  if (needs > self->needs && !self->chosen)
    {
      g_clear_pointer (&self->clients, g_array_unref);
      self->client = 0;
    }
  self->needs = MAX (self->needs, needs);
  self->cancellable = g_cancellable_new ();
  ask = g_new0 (Ask, 1);
  ask->subject = g_strdup (self->subject);
  ask->text = g_strdup (self->text);
  ask->language = g_strdup (self->language);
  ask->client = self->client;
  ask->list = !self->clients;
  ask->needs = self->needs;
  crm_store_read_async (self->store, 0, fill_in_worker, ask, ask_free, result_free, self->cancellable,
      on_filled, g_object_ref (self));
}

void
crm_template_preview_set_text (
    CrmTemplatePreview *self, const char *subject, const char *text, const char *language)
{
  g_return_if_fail (CRM_IS_TEMPLATE_PREVIEW (self));
  g_free (self->subject);
  g_free (self->text);
  g_free (self->language);
  self->subject = g_strdup (subject);
  self->text = g_strdup (text);
  self->language = g_strdup (language);
  load (self);
}

void
crm_template_preview_move (CrmTemplatePreview *self, int step)
{
  guint at = 0;
  gboolean found = FALSE;

  g_return_if_fail (CRM_IS_TEMPLATE_PREVIEW (self));
  if (!self->clients || !self->clients->len)
    return;
  for (; at < self->clients->len && !found; at++)
    found = g_array_index (self->clients, gint64, at) == self->client;
  /* One chosen by name is before the first. */
  at = found ? (at - 1 + self->clients->len + (guint)(step + (int)self->clients->len)) % self->clients->len
             : 0;
  self->client = g_array_index (self->clients, gint64, at);
  crm_completion_set_text (self->completion, "", 0);
  self->chosen = TRUE;
  load (self);
}

static void
on_taken (CrmCompletion *completion, gint64 id, const char *title, CrmTemplatePreview *self)
{
  self->client = id;
  self->chosen = TRUE;
  load (self);
}

static void
on_before (CrmTemplatePreview *self)
{
  crm_template_preview_move (self, -1);
}

static void
on_after (CrmTemplatePreview *self)
{
  crm_template_preview_move (self, 1);
}

static void
crm_template_preview_dispose (GObject *object)
{
  CrmTemplatePreview *self = CRM_TEMPLATE_PREVIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->clients, g_array_unref);
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->language, g_free);
  G_OBJECT_CLASS (crm_template_preview_parent_class)->dispose (object);
}

static void
crm_template_preview_class_init (CrmTemplatePreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_template_preview_dispose;
  signals[SIGNAL_FILLED] = g_signal_new ("filled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
crm_template_preview_init (CrmTemplatePreview *self)
{
}

static GtkWidget *
make_button (CrmTemplatePreview *self, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_sensitive (button, FALSE);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static GtkLabel *
make_label (GtkWidget *box, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  if (class)
    gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

GtkWidget *
crm_template_preview_new (CrmStore *store)
{
  CrmTemplatePreview *self = g_object_new (CRM_TYPE_TEMPLATE_PREVIEW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6),
            *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *heading = gtk_label_new (_ ("As it is sent to"));
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->store = g_object_ref (store);
  gtk_widget_add_css_class (heading, "heading");
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("A client"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Client of the preview"), -1);
  gtk_widget_set_hexpand (self->entry, TRUE);
  self->completion = crm_completion_attach (self->entry, store, "client", NULL, NULL, FALSE);
  g_signal_connect_object (self->completion, "taken", G_CALLBACK (on_taken), self, 0);
  self->before = make_button (self, "go-previous-symbolic", _ ("The client before"), G_CALLBACK (on_before));
  self->after = make_button (self, "go-next-symbolic", _ ("The next client"), G_CALLBACK (on_after));
  gtk_widget_add_css_class (buttons, "linked");
  gtk_box_append (GTK_BOX (buttons), self->before);
  gtk_box_append (GTK_BOX (buttons), self->after);
  gtk_box_append (GTK_BOX (row), heading);
  gtk_box_append (GTK_BOX (row), self->entry);
  gtk_box_append (GTK_BOX (row), buttons);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "pad");
  self->label = make_label (card, NULL);
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), card);
  self->missing = make_label (box, "late");
  gtk_widget_add_css_class (GTK_WIDGET (self->missing), "caption");
  gtk_widget_set_visible (GTK_WIDGET (self->missing), FALSE);
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}
