/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-merge-pane.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-error.h"
#include "base/crm-time.h"
#include "client/crm-client.h"
#include "duplicate/crm-client-merge.h"
#include "widgets/crm-avatar.h"
#include "widgets/crm-chip.h"
#include "widgets/crm-left-to-right.h"
#include "widgets/crm-wrap-layout.h"

/* Reads both clients, keeps what was chosen by the name of the field (so that a swap or somebody's change meanwhile leaves it), and writes. Main thread;
 * *_in_worker in the store's workers. */

#define NAME_CHARS 11 /* of the column of names: it wraps by words, not by letters */

struct _CrmMergePane
{
  AdwBin parent_instance;
  CrmStore *store; /* owned */
  gint64 keep;     /* 0: nobody */
  gint64 other;
  CrmMergePreview *preview; /* owned, nullable */
  GHashTable *choices; /* field name → id of the client whose value is taken, 0: both (gint64, owned) */
  GCancellable *cancellable; /* of the reading under way, nullable */
  gboolean pending;          /* being written */
  GtkStack *stack;
  GtkWidget *error;
  GtkWidget *content;
  AdwStatusPage *failure;
};

G_DEFINE_FINAL_TYPE (CrmMergePane, crm_merge_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_READY,
  N_PROPERTIES
};
static GParamSpec *properties[N_PROPERTIES];

enum
{
  MERGED,
  APART,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
tell_ready (CrmMergePane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

gboolean
crm_merge_pane_is_ready (CrmMergePane *self)
{
  return self->preview != NULL && !self->pending;
}

static void
show_error (CrmMergePane *self, const GError *error)
{
  gtk_label_set_text (GTK_LABEL (self->error), error != NULL ? error->message : "");
  gtk_widget_set_visible (self->error, error != NULL);
}

/* Building */

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 4);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

typedef struct
{
  CrmMergePane *pane; /* borrowed: the button is in it */
  char *field;
  gint64 client; /* whose value it is; 0: of both */
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *choice = data;

  g_free (choice->field);
  g_free (choice);
}

static void
on_choice (GtkCheckButton *button, Choice *choice)
{
  if (gtk_check_button_get_active (button))
    g_hash_table_insert (
        choice->pane->choices, g_strdup (choice->field), g_memdup2 (&choice->client, sizeof choice->client));
}

/* Whose value of a field is taken: what was chosen, else what is proposed. */
static gint64
get_chosen (CrmMergePane *self, const CrmMergeField *field)
{
  const gint64 *chosen =
      g_hash_table_lookup (self->choices, self->preview->keep->entity->fields[field->field].name);

  if (chosen != NULL && (*chosen != 0 || field->both))
    return *chosen;
  return field->proposed == CRM_MERGE_BOTH    ? 0
         : field->proposed == CRM_MERGE_OTHER ? self->other
                                              : self->keep;
}

static GtkWidget *
new_value (CrmMergePane *self, const CrmMergeField *field, const char *text)
{
  const CrmField *info = &self->preview->keep->entity->fields[field->field];
  g_autofree char *shown =
      info->kind == CRM_KIND_PHONE ? crm_left_to_right (g_strdup (text)) : g_strdup (text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GtkWidget *label = new_label (shown, NULL);

  /* A hyphen where an address is broken would seem to be part of it. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  return label;
}

static GtkWidget *
new_choice (CrmMergePane *self, const CrmMergeField *field, gint64 client, const char *text, GtkWidget *group)
{
  const CrmField *info = &self->preview->keep->entity->fields[field->field];
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *label = new_value (self, field, text);
  Choice *choice = g_new0 (Choice, 1);
  /* Translators: a field and its value. */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), crm_field_get_label (info), text);

  choice->pane = self;
  choice->field = g_strdup (info->name);
  choice->client = client;
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (group));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), get_chosen (self, field) == client);
  g_signal_connect_data (button, "toggled", G_CALLBACK (on_choice), choice, choice_free, 0);
  return button;
}

static GtkWidget *
new_field_name (CrmMergePane *self, const CrmMergeField *field)
{
  const CrmField *info = &self->preview->keep->entity->fields[field->field];
  GtkWidget *label = new_label (crm_field_get_label (info), "dim-label");
  GtkWidget *box;

  gtk_label_set_width_chars (GTK_LABEL (label), NAME_CHARS);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (!field->differs || (info->flags & CRM_FIELD_MAIN) == 0)
    return label;
  /* The choice is which is the main one. */
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), new_label (_ ("both are kept"), "caption"));
  return box;
}

static void
add_field (CrmMergePane *self, GtkGrid *grid, int line, const CrmMergeField *field)
{
  GtkWidget *name = new_field_name (self, field);

  gtk_grid_attach (grid, name, 0, line, 1, 1);
  if (field->differs)
    {
      GtkWidget *keep = new_choice (self, field, self->keep, field->keep, NULL);

      gtk_grid_attach (grid, keep, 1, line, 1, 1);
      gtk_grid_attach (grid, new_choice (self, field, self->other, field->other, keep), 2, line, 1, 1);
      if (field->both)
        gtk_grid_attach (grid, new_choice (self, field, 0, _ ("Both"), keep), 3, line, 1, 1);
      return;
    }
  if (field->keep != NULL)
    gtk_grid_attach (grid, new_value (self, field, field->keep), 1, line, 1, 1);
  if (field->other != NULL)
    gtk_grid_attach (grid, new_value (self, field, field->other), 2, line, 1, 1);
}

static void take_all (CrmMergePane *self, gint64 client);

static void
on_take_keep (CrmMergePane *self)
{
  take_all (self, self->keep);
}

static void
on_take_other (CrmMergePane *self)
{
  take_all (self, self->other);
}

static GtkWidget *
new_head (CrmMergePane *self, const CrmRow *row, gboolean stays)
{
  GtkWidget *box = crm_wrap_box_new ();
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *avatar = crm_avatar_new (36);
  const char *name = crm_row_get_text (row, CRM_CLIENT_NAME);
  const CrmValue *photo = crm_row_get (row, CRM_CLIENT_PHOTO);
  g_autofree char *since =
      crm_instant_display_relative (row->created_at, crm_clock_now (), crm_store_get_zone (self->store));
  g_autofree char *caption = crm_client_dup_caption (row);
  g_autofree char *line = NULL;

  /* Translators: when a client was added to the book. */
  line = g_strdup_printf (_ ("added: %s"), since);
  crm_avatar_set_client (avatar, name, photo->type == CRM_VALUE_BLOB ? photo->v.blob : NULL);
  gtk_widget_set_valign (avatar, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (texts), new_label (stays ? _ ("Stays") : _ ("Goes into it"), "sec"));
  gtk_box_append (GTK_BOX (texts), new_label (name, "heading"));
  if (caption != NULL)
    gtk_box_append (GTK_BOX (texts), new_label (caption, "dim-label"));
  gtk_box_append (GTK_BOX (texts), new_label (line, "dim-label"));
  gtk_box_append (GTK_BOX (box), avatar);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static GtkWidget *
new_take_all (CrmMergePane *self, const CrmRow *row, gboolean stays)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Take all values"));
  g_autofree char *what =
      g_strdup_printf (_ ("Take all values of %s"), crm_row_get_text (row, CRM_CLIENT_NAME));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (stays ? on_take_keep : on_take_other), self);
  return button;
}

static GtkWidget *
new_fields (CrmMergePane *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GPtrArray *fields = self->preview->fields;
  int line = 2;

  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_attach (GTK_GRID (grid), new_head (self, self->preview->keep, TRUE), 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), new_head (self, self->preview->other, FALSE), 2, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), new_take_all (self, self->preview->keep, TRUE), 1, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), new_take_all (self, self->preview->other, FALSE), 2, 1, 1, 1);
  /* What must be decided first. */
  for (gboolean differs = TRUE; differs >= FALSE; differs--)
    for (guint i = 0; i < fields->len; i++)
      {
        const CrmMergeField *field = fields->pdata[i];

        if (field->differs == differs)
          add_field (self, GTK_GRID (grid), line++, field);
      }
  return grid;
}

static GtkWidget *
new_counts (CrmMergePane *self)
{
  GtkWidget *box = crm_wrap_box_new ();

  for (guint i = 0; i < self->preview->counts->len; i++)
    {
      const CrmMergeCount *count = self->preview->counts->pdata[i];
      g_autofree char *text =
          g_strdup_printf ("%s: %u + %u", crm_entity_get_plural (count->entity), count->keep, count->other);
      GtkWidget *chip = crm_chip_new_static (text, NULL, NULL);

      gtk_box_append (GTK_BOX (box), chip);
    }
  gtk_widget_set_visible (box, self->preview->counts->len > 0);
  return box;
}

static GtkWidget *
new_entry (CrmMergePane *self, const CrmMergeEntry *entry)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *summary = gtk_label_new (entry->summary);
  g_autofree char *when =
      crm_instant_display_relative (entry->at, crm_clock_now (), crm_store_get_zone (self->store));
  const CrmRow *of = entry->of_other ? self->preview->other : self->preview->keep;
  GtkWidget *whose = gtk_label_new (crm_row_get_text (of, CRM_CLIENT_NAME));

  gtk_label_set_xalign (GTK_LABEL (summary), 0);
  gtk_label_set_ellipsize (GTK_LABEL (summary), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (summary), TRUE);
  gtk_widget_set_hexpand (summary, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (whose), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (whose), 18);
  gtk_widget_add_css_class (whose, "dim-label");
  gtk_box_append (GTK_BOX (box),
      crm_disc_new (crm_kind_icon (entry->kind, entry->direction), crm_kind_style (entry->kind), TRUE));
  gtk_box_append (GTK_BOX (box), summary);
  gtk_box_append (GTK_BOX (box), whose);
  gtk_box_append (GTK_BOX (box), gtk_label_new (when));
  return box;
}

static void
build_content (CrmMergePane *self)
{
  GtkWidget *child, *note;

  while ((child = gtk_widget_get_first_child (self->content)) != NULL)
    gtk_box_remove (GTK_BOX (self->content), child);
  gtk_box_append (GTK_BOX (self->content), new_fields (self));
  gtk_box_append (GTK_BOX (self->content), new_label (_ ("Together"), "heading"));
  gtk_box_append (GTK_BOX (self->content), new_counts (self));
  for (guint i = 0; i < self->preview->timeline->len; i++)
    gtk_box_append (GTK_BOX (self->content), new_entry (self, self->preview->timeline->pdata[i]));
  note = new_label (
      _ ("Values that are not taken stand in a note. A merge can be taken back at any time."), "dim-label");
  gtk_label_set_lines (GTK_LABEL (note), -1);
  gtk_box_append (GTK_BOX (self->content), note);
}

static void
take_all (CrmMergePane *self, gint64 client)
{
  for (guint i = 0; i < self->preview->fields->len; i++)
    {
      const CrmMergeField *field = self->preview->fields->pdata[i];

      if (field->differs)
        g_hash_table_insert (self->choices, g_strdup (self->preview->keep->entity->fields[field->field].name),
            g_memdup2 (&client, sizeof client));
    }
  build_content (self);
}

/* Reading */

typedef struct
{
  gint64 keep, other;
} Pair;

static gpointer
preview_in_worker (CrmTransaction *tx, gpointer data, GCancellable *cancellable, GError **error)
{
  const Pair *pair = data;

  return crm_client_preview_merge (tx, pair->keep, pair->other, error);
}

static void
on_previewed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmMergePane) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmMergePreview) preview = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  g_clear_pointer (&self->preview, crm_merge_preview_free);
  self->preview = g_steal_pointer (&preview);
  if (self->preview != NULL)
    build_content (self);
  else
    adw_status_page_set_description (self->failure, error->message);
  gtk_stack_set_visible_child_name (self->stack, self->preview != NULL ? "content" : "failure");
  tell_ready (self);
}

static void
load (CrmMergePane *self)
{
  Pair pair = { self->keep, self->other };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->keep == 0)
    return;
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 0, preview_in_worker, g_memdup2 (&pair, sizeof pair), g_free,
      (GDestroyNotify)crm_merge_preview_free, self->cancellable, on_previewed, g_object_ref (self));
}

void
crm_merge_pane_set_pair (CrmMergePane *self, gint64 keep, gint64 other)
{
  g_return_if_fail (CRM_IS_MERGE_PANE (self));
  if (keep == self->keep && other == self->other)
    return;
  /* Of the same two the choices stay. */
  if (MIN (keep, other) != MIN (self->keep, self->other) ||
      MAX (keep, other) != MAX (self->keep, self->other))
    g_hash_table_remove_all (self->choices);
  self->keep = keep;
  self->other = other;
  g_clear_pointer (&self->preview, crm_merge_preview_free);
  show_error (self, NULL);
  gtk_stack_set_visible_child_name (self->stack, keep != 0 ? "loading" : "nobody");
  tell_ready (self);
  load (self);
}

void
crm_merge_pane_swap (CrmMergePane *self)
{
  if (crm_merge_pane_is_ready (self))
    crm_merge_pane_set_pair (self, self->other, self->keep);
}

static void
on_store_changed (CrmMergePane *self, CrmChangeSet *changes)
{
  if (self->keep == 0 || self->pending)
    return;
  if (crm_change_set_touches_client (changes, self->keep) ||
      crm_change_set_touches_client (changes, self->other))
    load (self);
}

/* Writing */

typedef struct
{
  CrmMergePane *self; /* owned */
  Pair pair;
  GHashTable *choices; /* owned, nullable: tell them apart */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->self);
  g_clear_pointer (&work->choices, g_hash_table_unref);
  g_free (work);
}

static gboolean
write_in_worker (CrmTransaction *tx, gpointer data, GError **error)
{
  Work *work = data;

  return work->choices != NULL
             ? crm_client_merge (tx, work->pair.keep, work->pair.other, work->choices, error)
             : crm_client_mark_distinct (tx, work->pair.keep, work->pair.other, error);
}

static void
finish (Work *work, GAsyncResult *result)
{
  CrmMergePane *self = work->self;
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (self->store == NULL)
    return;
  done = crm_store_write_finish (self->store, result, NULL, &error);
  self->pending = FALSE;
  show_error (self, error);
  tell_ready (self);
  if (done)
    g_signal_emit (
        self, signals[work->choices != NULL ? MERGED : APART], 0, work->pair.keep, work->pair.other);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  finish (data, result);
  work_free (data);
}

/* The same data serves the worker and what follows; the callback, which always comes, frees it. */
static void
start_write (CrmMergePane *self, const char *purpose, GHashTable *choices)
{
  Work *work = g_new0 (Work, 1);

  work->self = g_object_ref (self);
  work->pair.keep = self->keep;
  work->pair.other = self->other;
  work->choices = choices;
  self->pending = TRUE;
  tell_ready (self);
  crm_store_write_async (self->store, purpose, write_in_worker, work, NULL, NULL, on_written, work);
}

void
crm_merge_pane_merge (CrmMergePane *self)
{
  GHashTable *choices;
  g_autofree char *purpose = NULL;

  g_return_if_fail (CRM_IS_MERGE_PANE (self));
  if (!crm_merge_pane_is_ready (self))
    return;
  choices = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->preview->fields->len; i++)
    {
      const CrmMergeField *field = self->preview->fields->pdata[i];
      gint64 chosen = get_chosen (self, field);

      /* The names are those of the entity's table, which the preview keeps; the rest is as proposed. */
      if (field->differs)
        g_hash_table_insert (choices,
            (gpointer)g_intern_string (self->preview->keep->entity->fields[field->field].name),
            GUINT_TO_POINTER (chosen == 0            ? CRM_MERGE_BOTH
                              : chosen == self->keep ? CRM_MERGE_KEEP
                                                     : CRM_MERGE_OTHER));
    }
  purpose =
      g_strdup_printf (_ ("“%s” merged with “%s”"), crm_row_get_text (self->preview->keep, CRM_CLIENT_NAME),
          crm_row_get_text (self->preview->other, CRM_CLIENT_NAME));
  start_write (self, purpose, choices);
}

void
crm_merge_pane_tell_apart (CrmMergePane *self)
{
  g_return_if_fail (CRM_IS_MERGE_PANE (self));
  if (crm_merge_pane_is_ready (self))
    start_write (self, _ ("Marked as not the same"), NULL);
}

/* The widget */

static void
crm_merge_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_READY)
    g_value_set_boolean (value, crm_merge_pane_is_ready (CRM_MERGE_PANE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
crm_merge_pane_dispose (GObject *object)
{
  CrmMergePane *self = CRM_MERGE_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->preview, crm_merge_preview_free);
  g_clear_pointer (&self->choices, g_hash_table_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_merge_pane_parent_class)->dispose (object);
}

static void
crm_merge_pane_class_init (CrmMergePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = crm_merge_pane_get_property;
  object_class->dispose = crm_merge_pane_dispose;
  properties[PROP_READY] =
      g_param_spec_boolean ("ready", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[MERGED] = g_signal_new ("merged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
  signals[APART] = g_signal_new ("apart", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
}

static void
on_retry (CrmMergePane *self)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  load (self);
}

static void
crm_merge_pane_init (CrmMergePane *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  GtkWidget *spinner = gtk_spinner_new ();
  GtkWidget *retry = gtk_button_new_with_label (_ ("Try again"));

  self->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->stack = GTK_STACK (gtk_stack_new ());
  self->error = new_label (NULL, "late");
  gtk_widget_set_visible (self->error, FALSE);
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_box_append (GTK_BOX (box), self->error);
  gtk_box_append (GTK_BOX (box), self->content);
  gtk_widget_set_margin_top (box, 14);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 16);
  gtk_widget_set_margin_end (box, 16);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  self->failure = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_title (self->failure, _ ("These two cannot be compared"));
  gtk_widget_set_halign (retry, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (retry, "pill");
  g_signal_connect_swapped (retry, "clicked", G_CALLBACK (on_retry), self);
  adw_status_page_set_child (self->failure, retry);
  gtk_stack_add_named (self->stack, adw_bin_new (), "nobody");
  gtk_stack_add_named (self->stack, spinner, "loading");
  gtk_stack_add_named (self->stack, scrolled, "content");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->failure), "failure");
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
crm_merge_pane_new (CrmStore *store)
{
  CrmMergePane *self = g_object_new (CRM_TYPE_MERGE_PANE, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
