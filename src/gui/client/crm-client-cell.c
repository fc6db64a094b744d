/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/crm-client-cell.h"

#include <glib/gi18n-lib.h>

#include "base/crm-clock.h"
#include "base/crm-time.h"
#include "client/crm-client.h"
#include "client/crm-client-next.h"
#include "client/crm-contact-look.h"
#include "deal/crm-deal-words.h"
#include "store/crm-search.h"
#include "widgets/crm-highlight.h"

/* One cell of the client list: a few inscriptions and what it costs to keep them true to one record. Built once and
 * rebound while scrolling, so set-up makes all widgets and binding only changes texts. Main thread. */

#define MAX_TAGS 2
#define NO_INITIALS "\302\240" /* without any text an avatar loads and draws its picture of somebody */

struct _CrmClientCell
{
  GtkBox parent_instance;

  CrmClientCellStyle style;
  const char *field;   /* interned, nullable */
  CrmClientLook *look; /* owned */
  GtkListItem *item;   /* borrowed: owns this cell */
  CrmRecord *record;   /* owned, nullable */
  gulong changed_id;
  GtkWidget *avatar;
  GtkWidget *icon;
  GtkWidget *line;    /* GtkInscription */
  GtkWidget *caption; /* GtkInscription */
  GtkWidget *tags[MAX_TAGS];
  GtkWidget *badge;       /* label: number of open deals */
  GtkWidget *sum;         /* label: of the open deals; NARROW only */
  const char *icon_class; /* static, nullable: class set on icon */
  const char *line_class;
  const char *caption_class;
  const char *tag_class[MAX_TAGS];
};

G_DEFINE_FINAL_TYPE (CrmClientCell, crm_client_cell, GTK_TYPE_BOX)

static void
set_class (GtkWidget *widget, const char **current, const char *wanted)
{
  if (*current == wanted)
    return;
  if (*current != NULL)
    gtk_widget_remove_css_class (widget, *current);
  if (wanted != NULL)
    gtk_widget_add_css_class (widget, wanted);
  *current = wanted;
}

static GtkWidget *
new_inscription (const char *css_class)
{
  GtkWidget *inscription = gtk_inscription_new (NULL);

  g_object_set (inscription, "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, "min-chars", 3,
      "hexpand", TRUE, "yalign", 0.5f, NULL);
  if (css_class != NULL)
    gtk_widget_add_css_class (inscription, css_class);
  return inscription;
}

static GtkWidget *
new_icon (void)
{
  GtkWidget *icon = gtk_image_new ();

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 16);
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  return icon;
}

static void
build_client (CrmClientCell *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->avatar = adw_avatar_new (36, NO_INITIALS, TRUE);
  gtk_widget_set_valign (self->avatar, GTK_ALIGN_CENTER);
  self->line = new_inscription ("semibold");
  self->caption = new_inscription ("caption");
  gtk_widget_add_css_class (self->caption, "dim-label");
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), self->line);
  if (self->style == CRM_CLIENT_CELL_NARROW)
    {
      GtkWidget *second = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      self->icon = new_icon ();
      gtk_image_set_pixel_size (GTK_IMAGE (self->icon), 12);
      gtk_box_append (GTK_BOX (second), self->icon);
      gtk_box_append (GTK_BOX (second), self->caption);
      gtk_box_append (GTK_BOX (lines), second);
    }
  else
    gtk_box_append (GTK_BOX (lines), self->caption);
  gtk_box_append (GTK_BOX (self), self->avatar);
  gtk_box_append (GTK_BOX (self), lines);
  if (self->style == CRM_CLIENT_CELL_NARROW)
    {
      self->sum = gtk_label_new (NULL);
      gtk_widget_add_css_class (self->sum, "numeric");
      gtk_box_append (GTK_BOX (self), self->sum);
    }
  gtk_box_set_spacing (GTK_BOX (self), 12);
}

/* Most clients have none. */
static GtkWidget *
need_tag (CrmClientCell *self, guint i)
{
  if (self->tags[i] == NULL)
    {
      GtkWidget *tag = gtk_label_new (NULL);

      gtk_widget_add_css_class (tag, "tag");
      gtk_label_set_ellipsize (GTK_LABEL (tag), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (tag), 14);
      gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (self), tag);
      self->tags[i] = tag;
    }
  return self->tags[i];
}

static void
build_next (CrmClientCell *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->icon = new_icon ();
  self->line = new_inscription (NULL);
  self->caption = new_inscription ("caption");
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), self->line);
  gtk_box_append (GTK_BOX (lines), self->caption);
  gtk_box_append (GTK_BOX (self), self->icon);
  gtk_box_append (GTK_BOX (self), lines);
  gtk_box_set_spacing (GTK_BOX (self), 8);
}

static void
build_sum (CrmClientCell *self)
{
  self->line = new_inscription ("numeric");
  gtk_inscription_set_xalign (GTK_INSCRIPTION (self->line), 1);
  gtk_box_append (GTK_BOX (self), self->line);
  if (self->style == CRM_CLIENT_CELL_YEAR)
    {
      gtk_widget_add_css_class (self->line, "dim-label");
      return;
    }
  self->badge = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->badge, "badge");
  gtk_widget_add_css_class (self->badge, "numeric");
  gtk_widget_set_valign (self->badge, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self), self->badge);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

static void
build (CrmClientCell *self)
{
  switch (self->style)
    {
    case CRM_CLIENT_CELL_CLIENT:
    case CRM_CLIENT_CELL_NARROW: build_client (self); break;
    case CRM_CLIENT_CELL_CONTACT:
      self->icon = new_icon ();
      self->line = new_inscription (NULL);
      gtk_box_append (GTK_BOX (self), self->icon);
      gtk_box_append (GTK_BOX (self), self->line);
      gtk_box_set_spacing (GTK_BOX (self), 8);
      break;
    case CRM_CLIENT_CELL_NEXT: build_next (self); break;
    case CRM_CLIENT_CELL_DEALS:
    case CRM_CLIENT_CELL_YEAR: build_sum (self); break;
    case CRM_CLIENT_CELL_TAGS: gtk_box_set_spacing (GTK_BOX (self), 4); break;
    case CRM_CLIENT_CELL_TEXT:
      self->line = new_inscription (NULL);
      gtk_box_append (GTK_BOX (self), self->line);
      break;
    }
}

static char *
dup_contact (CrmClientCell *self, CrmRow *row)
{
  gint64 at = crm_row_get_integer (row, CRM_CLIENT_LAST_CONTACT);

  if (at == 0)
    return g_strdup (_ ("Never"));
  return crm_instant_display_relative (
      at, crm_clock_now (), crm_store_get_zone (crm_client_look_get_store (self->look)));
}

static void
show_marked (GtkWidget *inscription, const char *text, const char *const *words, guint *found)
{
  g_autoptr (PangoAttrList) marks = crm_highlight (inscription, text, words, found);

  gtk_inscription_set_text (GTK_INSCRIPTION (inscription), text);
  gtk_inscription_set_attributes (GTK_INSCRIPTION (inscription), marks);
}

/* Says where the words were found when that is not to be seen in the two lines. */
static char *
dup_reason (CrmClientCell *self, guint found)
{
  const char *const *words = crm_client_look_get_words (self->look);
  CrmSearch *search;

  if (words == NULL || words[0] == NULL || found == (1u << g_strv_length ((char **)words)) - 1)
    return NULL;
  search = crm_store_get_search (crm_client_look_get_store (self->look));
  if (!crm_search_is_loaded (search))
    return NULL;
  return crm_search_dup_reason (
      search, crm_record_get_id (self->record), crm_client_look_get_text (self->look));
}

static void
show_contact_icon (CrmClientCell *self, CrmRow *row)
{
  const char *kind = crm_row_get_text (row, CRM_CLIENT_LAST_CONTACT_KIND);
  const char *direction = crm_row_get_text (row, CRM_CLIENT_LAST_CONTACT_DIRECTION);
  const char *icon = crm_contact_look_icon (kind, direction);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon != NULL ? icon : "crm-hint-symbolic");
  set_class (self->icon, &self->icon_class, icon != NULL ? crm_contact_look_class (kind) : "dim-label");
}

static void
show_next_icon (CrmClientCell *self, CrmRow *row, CrmNextState state)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), crm_client_get_next_icon (row, state));
  set_class (self->icon, &self->icon_class, crm_next_state_get_style (state));
}

/* "next step Call back, today 16:00" */
static char *
dup_next (CrmClientCell *self, CrmRow *row)
{
  gint64 now = crm_clock_now ();
  g_autofree char *title = crm_client_dup_next_title (row);
  g_autofree char *when = crm_client_dup_next_when (crm_client_look_get_store (self->look), row, now);

  if (crm_row_get_integer (row, CRM_CLIENT_NEXT_KEY) == 0)
    return g_steal_pointer (&title);
  return when != NULL ? g_strdup_printf (_ ("next step %s, %s"), title, when)
                      : g_strdup_printf (_ ("next step %s"), title);
}

/* The row's name for a screen reader, on cell and row: a list item has no name of its own. */
static void
name_row (CrmClientCell *self, CrmRow *row, const char *name, const char *caption)
{
  g_autofree char *contact = dup_contact (self, row);
  g_autofree char *contact_part = g_strdup_printf (_ ("last contact %s"), contact);
  g_autofree char *next = dup_next (self, row);
  g_autofree char *open =
      crm_client_dup_sums (crm_client_look_get_store (self->look), row, CRM_CLIENT_OPEN_SUMS);
  g_autoptr (GString) label = g_string_new (name);
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (caption != NULL)
    g_string_append_printf (label, ", %s", caption);
  g_string_append_printf (label, ", %s, %s", next, contact_part);
  if (open != NULL)
    {
      g_autofree char *deals = g_strdup_printf (_ ("open deals %s"), open);

      g_string_append_printf (label, ", %s", deals);
    }
  for (int i = 0; i < 2 && parent != NULL; i++, parent = gtk_widget_get_parent (parent))
    if (GTK_IS_ACCESSIBLE (parent) && !GTK_IS_COLUMN_VIEW (parent) && !GTK_IS_LIST_VIEW (parent))
      gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, label->str, -1);
}

/* "No phone, e-mail or messenger · Nobody responsible" */
static char *
dup_missing (CrmRow *row)
{
  gboolean reachable = crm_row_get_text (row, CRM_CLIENT_PHONE) != NULL ||
                       crm_row_get_text (row, CRM_CLIENT_EMAIL) != NULL ||
                       crm_row_get_text (row, CRM_CLIENT_HANDLE) != NULL;
  gboolean owned = crm_row_get_integer (row, CRM_CLIENT_OWNER) != 0;

  return g_strconcat (reachable ? "" : _ ("No phone, e-mail or messenger"), reachable || owned ? "" : " · ",
      owned ? "" : _ ("Nobody responsible"), NULL);
}

static void
show_client (CrmClientCell *self, CrmRow *row)
{
  const char *name = crm_row_get_text (row, CRM_CLIENT_NAME);
  const char *const *words = crm_client_look_get_words (self->look);
  gboolean compact = crm_client_look_get_compact (self->look) && self->style == CRM_CLIENT_CELL_CLIENT;
  g_autofree char *caption =
      crm_client_look_get_missing (self->look) ? dup_missing (row) : crm_client_dup_caption (row);
  g_autofree char *reason = NULL;
  guint found = 0;

  adw_avatar_set_text (ADW_AVATAR (self->avatar), name);
  adw_avatar_set_size (ADW_AVATAR (self->avatar), compact ? 24 : 36);
  show_marked (self->line, name, words, &found);
  if (self->style == CRM_CLIENT_CELL_NARROW)
    {
      gint64 now = crm_clock_now ();
      CrmStore *store = crm_client_look_get_store (self->look);
      CrmNextState state = crm_client_get_next_state (store, row, now);
      g_autofree char *title = crm_client_dup_next_title (row);
      g_autofree char *when = crm_client_dup_next_when (store, row, now);
      g_autofree char *sums = crm_client_dup_sums (store, row, CRM_CLIENT_OPEN_SUMS);
      g_autofree char *contact = state == CRM_NEXT_NONE ? dup_contact (self, row)
                                 : when != NULL         ? g_strdup_printf ("%s · %s", when, title)
                                                        : g_strdup (title);

      if (state == CRM_NEXT_NONE)
        show_contact_icon (self, row);
      else
        show_next_icon (self, row, state);
      reason = dup_reason (self, found);
      gtk_widget_set_visible (self->icon, reason == NULL);
      show_marked (self->caption, reason != NULL ? reason : contact, reason != NULL ? words : NULL, NULL);
      gtk_label_set_text (GTK_LABEL (self->sum), sums);
    }
  else
    {
      g_autoptr (PangoAttrList) marks = crm_highlight (self->caption, caption, words, &found);

      reason = dup_reason (self, found);
      if (reason != NULL)
        show_marked (self->caption, reason, words, NULL);
      else
        {
          gtk_inscription_set_text (GTK_INSCRIPTION (self->caption), caption);
          gtk_inscription_set_attributes (GTK_INSCRIPTION (self->caption), marks);
        }
      gtk_widget_set_visible (self->caption, reason != NULL || (!compact && caption != NULL));
    }
  name_row (self, row, name, caption);
}

static void
show_contact (CrmClientCell *self, CrmRow *row)
{
  g_autofree char *text = dup_contact (self, row);
  const char *words = crm_contact_look_words (crm_row_get_text (row, CRM_CLIENT_LAST_CONTACT_KIND),
      crm_row_get_text (row, CRM_CLIENT_LAST_CONTACT_DIRECTION));

  gtk_inscription_set_text (GTK_INSCRIPTION (self->line), text);
  show_contact_icon (self, row);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
      words != NULL ? words : _ ("No contact yet"), -1);
}

/* Planned steps stay in the colour of text: only what is late or due today is to be seen. */
static void
show_next (CrmClientCell *self, CrmRow *row)
{
  CrmStore *store = crm_client_look_get_store (self->look);
  gint64 now = crm_clock_now ();
  CrmNextState state = crm_client_get_next_state (store, row, now);
  g_autofree char *title = crm_client_dup_next_title (row);
  g_autofree char *when = crm_client_dup_next_when (store, row, now);
  gboolean compact = crm_client_look_get_compact (self->look);
  gboolean colored = state == CRM_NEXT_OVERDUE || state == CRM_NEXT_TODAY;

  gtk_inscription_set_text (GTK_INSCRIPTION (self->line), compact && when != NULL ? when : title);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->caption), when);
  gtk_widget_set_visible (self->caption, !compact && when != NULL);
  set_class (self->line, &self->line_class, state == CRM_NEXT_NONE ? "dim-label" : NULL);
  set_class (self->caption, &self->caption_class, colored ? crm_next_state_get_style (state) : "dim-label");
  show_next_icon (self, row, state);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL, crm_next_state_get_label (state), -1);
}

static void
show_deals (CrmClientCell *self, CrmRow *row)
{
  gint64 n = crm_row_get_integer (row, CRM_CLIENT_OPEN_DEALS);
  g_autofree char *sums =
      crm_client_dup_sums (crm_client_look_get_store (self->look), row, CRM_CLIENT_OPEN_SUMS);
  g_autofree char *count = g_strdup_printf ("%d", (int)n);

  gtk_inscription_set_text (GTK_INSCRIPTION (self->line), sums);
  gtk_label_set_text (GTK_LABEL (self->badge), count);
  gtk_widget_set_visible (self->badge, n > 0);
}

static void
show_year (CrmClientCell *self, CrmRow *row)
{
  g_autofree char *sums =
      crm_client_dup_sums (crm_client_look_get_store (self->look), row, CRM_CLIENT_YEAR_SUMS);

  gtk_inscription_set_text (GTK_INSCRIPTION (self->line), sums);
}

static void
show_tags (CrmClientCell *self, CrmRow *row)
{
  const CrmValue *value = crm_row_get (row, CRM_CLIENT_TAGS);
  guint n = value->type == CRM_VALUE_LIST && value->v.list != NULL ? value->v.list->len : 0;

  for (guint i = 0; i < MAX_TAGS; i++)
    {
      gint64 id = i < n ? g_array_index (value->v.list, gint64, i) : 0;
      const char *name = id != 0 ? crm_names_get_title (crm_client_look_get_tags (self->look), id) : NULL;
      gboolean rest = i == MAX_TAGS - 1 && n > MAX_TAGS;
      g_autofree char *more = rest ? g_strdup_printf ("+%u", n - MAX_TAGS + 1) : NULL;

      if (name == NULL && !rest)
        {
          if (self->tags[i] != NULL)
            gtk_widget_set_visible (self->tags[i], FALSE);
          continue;
        }
      gtk_widget_set_visible (need_tag (self, i), TRUE);
      gtk_label_set_text (GTK_LABEL (self->tags[i]), rest ? more : name);
      set_class (
          self->tags[i], &self->tag_class[i], rest ? NULL : crm_client_look_get_tag_class (self->look, id));
    }
}

static void
show_text (CrmClientCell *self, CrmRow *row)
{
  g_autofree char *text = crm_client_look_dup_text (self->look, row, self->field);

  show_marked (self->line, text, crm_client_look_get_words (self->look), NULL);
}

static void
clear (CrmClientCell *self)
{
  if (self->line != NULL)
    gtk_inscription_set_text (GTK_INSCRIPTION (self->line), NULL);
  if (self->caption != NULL)
    gtk_inscription_set_text (GTK_INSCRIPTION (self->caption), NULL);
  if (self->avatar != NULL)
    adw_avatar_set_text (ADW_AVATAR (self->avatar), NO_INITIALS);
  if (self->icon != NULL)
    gtk_image_clear (GTK_IMAGE (self->icon));
  for (guint i = 0; i < MAX_TAGS; i++)
    if (self->tags[i] != NULL)
      gtk_widget_set_visible (self->tags[i], FALSE);
  if (self->badge != NULL)
    gtk_widget_set_visible (self->badge, FALSE);
  if (self->sum != NULL)
    gtk_label_set_text (GTK_LABEL (self->sum), NULL);
}

static void
show (CrmClientCell *self)
{
  CrmRow *row = self->record != NULL ? crm_record_get_row (self->record) : NULL;

  gtk_widget_set_size_request (GTK_WIDGET (self), -1,
      self->style == CRM_CLIENT_CELL_NARROW || !crm_client_look_get_compact (self->look) ? 36 : 28);
  if (row == NULL)
    {
      clear (self);
      return;
    }
  switch (self->style)
    {
    case CRM_CLIENT_CELL_CLIENT:
    case CRM_CLIENT_CELL_NARROW: show_client (self, row); break;
    case CRM_CLIENT_CELL_CONTACT: show_contact (self, row); break;
    case CRM_CLIENT_CELL_NEXT: show_next (self, row); break;
    case CRM_CLIENT_CELL_DEALS: show_deals (self, row); break;
    case CRM_CLIENT_CELL_YEAR: show_year (self, row); break;
    case CRM_CLIENT_CELL_TAGS: show_tags (self, row); break;
    case CRM_CLIENT_CELL_TEXT: show_text (self, row); break;
    }
}

static void
on_look_changed (gpointer watcher, gboolean words_only)
{
  CrmClientCell *self = watcher;

  /* Contact and tags show no marks. */
  if (words_only && self->style != CRM_CLIENT_CELL_CLIENT && self->style != CRM_CLIENT_CELL_NARROW &&
      self->style != CRM_CLIENT_CELL_TEXT)
    return;
  if (self->record != NULL)
    show (self);
}

/* Asked only where the pointer rests: setting a tooltip while binding costs a round trip to the display a cell. */
static gboolean
on_query_tooltip (CrmClientCell *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  CrmRow *row = self->record != NULL ? crm_record_get_row (self->record) : NULL;
  g_autofree char *text = NULL;

  if (row == NULL)
    return FALSE;
  if (self->style == CRM_CLIENT_CELL_TAGS)
    text = crm_client_look_dup_text (self->look, row, "tags");
  else if (self->style == CRM_CLIENT_CELL_NEXT)
    {
      gint64 at = crm_row_get_integer (row, CRM_CLIENT_NEXT_AT);
      const char *on = crm_row_get_text (row, CRM_CLIENT_NEXT_ON);
      g_autofree char *title = crm_client_dup_next_title (row);
      g_autofree char *when =
          at != 0 ? crm_instant_display_full (at, crm_store_get_zone (crm_client_look_get_store (self->look)))
          : on != NULL ? crm_date_display (on)
                       : NULL;

      text = when != NULL ? g_strdup_printf ("%s, %s", title, when) : g_steal_pointer (&title);
    }
  else
    {
      gint64 at = crm_row_get_integer (row, CRM_CLIENT_LAST_CONTACT);
      const char *words = crm_contact_look_words (crm_row_get_text (row, CRM_CLIENT_LAST_CONTACT_KIND),
          crm_row_get_text (row, CRM_CLIENT_LAST_CONTACT_DIRECTION));
      g_autofree char *when =
          at != 0 ? crm_instant_display_full (at, crm_store_get_zone (crm_client_look_get_store (self->look)))
                  : NULL;

      if (when != NULL)
        text = words != NULL ? g_strdup_printf ("%s, %s", words, when) : g_steal_pointer (&when);
    }
  if (text == NULL || text[0] == '\0')
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
crm_client_cell_dispose (GObject *object)
{
  CrmClientCell *self = CRM_CLIENT_CELL (object);

  if (self->record != NULL)
    g_clear_signal_handler (&self->changed_id, self->record);
  g_clear_object (&self->record);
  if (self->look != NULL)
    crm_client_look_unwatch (self->look, self);
  g_clear_object (&self->look);
  G_OBJECT_CLASS (crm_client_cell_parent_class)->dispose (object);
}

static void
crm_client_cell_class_init (CrmClientCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_client_cell_dispose;
}

static void
crm_client_cell_init (CrmClientCell *self)
{
}

GtkWidget *
crm_client_cell_new (CrmClientCellStyle style, const char *field, CrmClientLook *look, GtkListItem *item)
{
  CrmClientCell *self = g_object_new (CRM_TYPE_CLIENT_CELL, NULL);

  self->style = style;
  self->field = g_intern_string (field);
  self->look = g_object_ref (look);
  self->item = item;
  build (self);
  if (style == CRM_CLIENT_CELL_TAGS || style == CRM_CLIENT_CELL_CONTACT || style == CRM_CLIENT_CELL_NEXT)
    {
      gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
      g_signal_connect (self, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
    }
  crm_client_look_watch (look, self, on_look_changed);
  return GTK_WIDGET (self);
}

void
crm_client_cell_set_record (CrmClientCell *self, CrmRecord *record)
{
  if (self->record != NULL)
    g_clear_signal_handler (&self->changed_id, self->record);
  if (g_set_object (&self->record, record) || record != NULL)
    show (self);
  if (record != NULL)
    self->changed_id = g_signal_connect_swapped (record, "changed", G_CALLBACK (show), self);
}

CrmRecord *
crm_client_cell_get_record (CrmClientCell *self)
{
  return self->record;
}

const char *
crm_client_cell_get_field (CrmClientCell *self)
{
  return self->field;
}

guint
crm_client_cell_get_position (CrmClientCell *self)
{
  return self->record != NULL ? gtk_list_item_get_position (self->item) : G_MAXUINT;
}

static CrmClientCell *
find_below (GtkWidget *widget)
{
  for (int depth = 0; widget != NULL && depth < 4; depth++, widget = gtk_widget_get_first_child (widget))
    if (CRM_IS_CLIENT_CELL (widget))
      return CRM_CLIENT_CELL (widget);
  return NULL;
}

CrmClientCell *
crm_client_cell_find (GtkWidget *widget)
{
  for (GtkWidget *w = widget; w != NULL; w = gtk_widget_get_parent (w))
    {
      CrmClientCell *cell;

      if (GTK_IS_COLUMN_VIEW (w) || GTK_IS_LIST_VIEW (w))
        return NULL;
      cell = find_below (w);
      if (cell != NULL)
        return cell;
    }
  return NULL;
}
