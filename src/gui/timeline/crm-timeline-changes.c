/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-timeline-changes.h"
#include <glib/gi18n-lib.h>
#include "base/crm-text.h"
#include "base/crm-time.h"

/* Owns the history of one client as it was read last; rows are made anew whenever they are placed. Main thread, but for the function named
 * _in_worker. */

#define MAX_NAMED 3   /* fields a folded line names */
#define MAX_VALUE 120 /* characters of a value */

struct _CrmTimelineChanges
{
  GObject parent_instance;
  CrmStore *store; /* owned */
  gint64 client;
  GCancellable *cancellable; /* owned, nullable */
  GPtrArray *lines;          /* CrmHistoryLine, owned, nullable: newest first */
};

G_DEFINE_FINAL_TYPE (CrmTimelineChanges, crm_timeline_changes, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gpointer
read_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_transaction_history_shown (tx, "client", *(gint64 *)data, NULL, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmTimelineChanges) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = crm_store_read_finish (CRM_STORE (source), result, &error);

  /* The entries tell enough where this cannot be read. */
  if (lines == NULL)
    return;
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  self->lines = lines;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
read_lines (CrmTimelineChanges *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->client == 0)
    return;
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 1, read_in_worker, g_memdup2 (&self->client, sizeof self->client),
      g_free, (GDestroyNotify)g_ptr_array_unref, self->cancellable, on_read, g_object_ref (self));
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmTimelineChanges *self)
{
  if (self->client != 0 &&
      (crm_change_set_is_reload (changes) || crm_change_set_has (changes, "client", self->client) ||
          (crm_change_set_touches (changes, "address") &&
              crm_change_set_touches_client (changes, self->client))))
    read_lines (self);
}

/* Lines */

/* What a person sees on the card, and changed; NULL for everything else. */
static const CrmField *
find_field (CrmEntity *entity, const CrmHistoryLine *line)
{
  int index = line->field != NULL ? crm_entity_find_field (entity, line->field) : -1;
  const CrmField *field = index >= 0 ? &entity->fields[index] : NULL;

  return field != NULL && (field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_READ_ONLY | CRM_FIELD_COMPUTED)) == 0
             ? field
             : NULL;
}

static char *
dup_change (const CrmField *field, const CrmHistoryLine *line)
{
  g_autofree char *old = crm_text_excerpt (line->old_value != NULL ? line->old_value : "", MAX_VALUE);
  g_autofree char *new = crm_text_excerpt (line->new_value != NULL ? line->new_value : "", MAX_VALUE);
  const char *label = crm_field_get_label (field);

  if (new[0] == '\0')
    return g_strdup_printf (_ ("%s: %s removed"), label, old);
  return old[0] != '\0' ? g_strdup_printf ("%s: %s → %s", label, old, new)
                        : g_strdup_printf ("%s: %s", label, new);
}

static char *
dup_fold (GPtrArray *lines, CrmEntity *entity)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      CrmHistoryLine *line = g_ptr_array_index (lines, i);

      if (!g_hash_table_add (seen, line->field) || ++n > MAX_NAMED)
        continue;
      g_string_append_printf (
          names, "%s%s", n > 1 ? ", " : "", crm_field_get_label (find_field (entity, line)));
    }
  if (n > MAX_NAMED)
    g_string_append (names, "…");
  return g_strdup_printf (ngettext ("Changed %u field: %s", "Changed %u fields: %s", n), n, names->str);
}

static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/* All of one run; the first is the newest. */
static GtkWidget *
new_row (CrmTimelineChanges *self, GPtrArray *lines)
{
  g_autoptr (CrmEntity) entity = crm_store_get_entity (self->store, "client");
  const CrmHistoryLine *first = g_ptr_array_index (lines, 0);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *icon = gtk_image_new_from_icon_name ("document-edit-symbolic");
  GTimeZone *zone = crm_store_get_zone (self->store);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (first->at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autofree char *clock = g_date_time_format (local, "%H:%M");
  g_autofree char *full = crm_instant_display_full (first->at, zone);
  g_autofree char *text =
      lines->len == 1 ? dup_change (find_field (entity, first), first) : dup_fold (lines, entity);
  g_autofree char *who =
      first->author != NULL && g_strcmp0 (first->author, crm_store_get_user_name (self->store)) != 0
          ? g_strdup_printf ("%s · %s", text, first->author)
          : g_strdup (text);
  g_autofree char *name = g_strdup_printf ("%s, %s", clock, who);
  GtkWidget *time = new_label (clock);

  gtk_widget_set_size_request (icon, 32, -1);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), new_label (who));
  if (lines->len > 1)
    {
      GtkWidget *revealer = gtk_revealer_new ();
      GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

      for (guint i = 0; i < lines->len; i++)
        {
          const CrmHistoryLine *one = g_ptr_array_index (lines, i);
          g_autofree char *change = dup_change (find_field (entity, one), one);

          gtk_box_append (GTK_BOX (all), new_label (change));
        }
      gtk_revealer_set_child (GTK_REVEALER (revealer), all);
      gtk_box_append (GTK_BOX (words), revealer);
      g_object_set_data (G_OBJECT (row), "revealer", revealer);
    }
  gtk_label_set_wrap (GTK_LABEL (time), FALSE);
  gtk_widget_set_valign (time, GTK_ALIGN_START);
  gtk_widget_add_css_class (time, "numeric");
  gtk_widget_set_tooltip_text (time, full);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), time);
  gtk_widget_set_margin_top (line, 6);
  gtk_widget_set_margin_bottom (line, 6);
  gtk_widget_set_margin_start (line, 14);
  gtk_widget_set_margin_end (line, 14);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), lines->len > 1);
  g_object_set_data (G_OBJECT (row), "crm-change", GINT_TO_POINTER (TRUE));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

gboolean
crm_timeline_changes_is_row (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "crm-change") != NULL;
}

void
crm_timeline_changes_toggle (GtkWidget *row)
{
  GtkRevealer *revealer = g_object_get_data (G_OBJECT (row), "revealer");

  if (revealer != NULL)
    gtk_revealer_set_reveal_child (revealer, !gtk_revealer_get_reveal_child (revealer));
}

/* An entry stands between two changes, the newer one first. */
static gboolean
is_apart (GArray *times, gint64 newer, gint64 older)
{
  for (guint i = 0; i < times->len; i++)
    if (g_array_index (times, gint64, i) <= newer && g_array_index (times, gint64, i) > older)
      return TRUE;
  return FALSE;
}

static gboolean
is_one_run (CrmTimelineChanges *self, const CrmHistoryLine *newer, const CrmHistoryLine *older, GArray *times)
{
  GTimeZone *zone = crm_store_get_zone (self->store);
  g_autofree char *day = crm_instant_date (newer->at, zone);
  g_autofree char *day_before = crm_instant_date (older->at, zone);

  return g_str_equal (day, day_before) && g_strcmp0 (newer->author, older->author) == 0 &&
         !is_apart (times, newer->at, older->at);
}

static void
end_run (CrmTimelineChanges *self, GPtrArray *run, GArray *found)
{
  CrmTimelineChange change;

  if (run->len == 0)
    return;
  change.at = ((CrmHistoryLine *)g_ptr_array_index (run, 0))->at;
  change.row = new_row (self, run);
  g_array_append_val (found, change);
  g_ptr_array_set_size (run, 0);
}

GArray *
crm_timeline_changes_list (CrmTimelineChanges *self, gint64 from, gint64 until, GArray *times)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (CrmTimelineChange));
  g_autoptr (GPtrArray) run = g_ptr_array_new ();
  g_autoptr (CrmEntity) entity = NULL;

  g_return_val_if_fail (CRM_IS_TIMELINE_CHANGES (self), found);
  entity = crm_store_get_entity (self->store, "client");
  for (guint i = 0; self->lines != NULL && i < self->lines->len; i++)
    {
      CrmHistoryLine *line = g_ptr_array_index (self->lines, i);

      if (line->at < from || line->at > until || find_field (entity, line) == NULL)
        continue;
      if (run->len > 0 && !is_one_run (self, g_ptr_array_index (run, run->len - 1), line, times))
        end_run (self, run, found);
      g_ptr_array_add (run, line);
    }
  end_run (self, run, found);
  return found;
}

static void
crm_timeline_changes_dispose (GObject *object)
{
  CrmTimelineChanges *self = CRM_TIMELINE_CHANGES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  G_OBJECT_CLASS (crm_timeline_changes_parent_class)->dispose (object);
}

static void
crm_timeline_changes_class_init (CrmTimelineChangesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_timeline_changes_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_timeline_changes_init (CrmTimelineChanges *self)
{
}

CrmTimelineChanges *
crm_timeline_changes_new (CrmStore *store)
{
  CrmTimelineChanges *self = g_object_new (CRM_TYPE_TIMELINE_CHANGES, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, 0);
  return self;
}

void
crm_timeline_changes_set_client (CrmTimelineChanges *self, gint64 client)
{
  g_return_if_fail (CRM_IS_TIMELINE_CHANGES (self));
  if (self->client == client)
    return;
  self->client = client;
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  read_lines (self);
}
