/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timeline/crm-card-actions.h"

#include "crm-window.h"
#include "timeline/crm-composer.h"
#include "widgets/crm-field-row.h"
#include "widgets/crm-key.h"

/* Keeps nothing but the card's letters with its key controller. Main thread. */

static const struct
{
  guint letter;
  guint digit;
  CrmComposerMode mode;
} modes[] = {
  { GDK_KEY_n, GDK_KEY_1, CRM_COMPOSER_NOTE },
  { GDK_KEY_c, GDK_KEY_2, CRM_COMPOSER_CALL },
  { GDK_KEY_s, GDK_KEY_4, CRM_COMPOSER_MESSAGE },
  { GDK_KEY_g, GDK_KEY_5, CRM_COMPOSER_MEETING },
  { GDK_KEY_t, GDK_KEY_6, CRM_COMPOSER_TASK },
};

void
crm_card_bind_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "card.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "card.next", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    gtk_widget_class_add_binding_action (
        widget_class, modes[i].digit, GDK_ALT_MASK, "card.mode", "i", modes[i].mode);
}

static CrmFieldRow *
find_edited (GtkWidget *widget)
{
  CrmFieldRow *found = NULL;

  if (CRM_IS_FIELD_ROW (widget))
    return crm_field_row_is_editing (CRM_FIELD_ROW (widget)) ? CRM_FIELD_ROW (widget) : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_edited (child);
  return found;
}

/* What is open ends first, wherever the focus is; then the card is left. The composer keeps what was begun there. */
static void
leave (GtkWidget *card, CrmTimelineView *timeline)
{
  CrmFieldRow *edited = find_edited (card);

  if (edited != NULL)
    crm_field_row_revert (edited);
  else if (!crm_timeline_view_end_search (timeline))
    gtk_widget_activate_action (card, "win.back", NULL);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
    CrmTimelineView *timeline)
{
  GtkWidget *card = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (card));
  const CrmCardLetter *own = g_object_get_data (G_OBJECT (controller), "letters");
  guint letter = crm_key_get_letter (keyval, code);

  if (keyval == GDK_KEY_Escape && (state & gtk_accelerator_get_default_mod_mask ()) == 0)
    {
      leave (card, timeline);
      return GDK_EVENT_STOP;
    }
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || GTK_IS_EDITABLE (focus) ||
      GTK_IS_TEXT_VIEW (focus))
    return GDK_EVENT_PROPAGATE;
  for (; own != NULL && own->action != NULL; own++)
    if (own->letter == letter)
      return gtk_widget_activate_action (card, own->action, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (modes[i].letter == letter)
      return gtk_widget_activate_action (card, "card.mode", "i", modes[i].mode);
  switch (letter)
    {
    case GDK_KEY_e: return gtk_widget_activate_action (card, "card.edit", NULL);
    case GDK_KEY_j: crm_timeline_view_step (timeline, 1); return GDK_EVENT_STOP;
    case GDK_KEY_k: crm_timeline_view_step (timeline, -1); return GDK_EVENT_STOP;
    default: return GDK_EVENT_PROPAGATE;
    }
}

void
crm_card_add_letters (GtkWidget *card, CrmTimelineView *timeline, const CrmCardLetter *own)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  g_object_set_data (G_OBJECT (key), "letters", (gpointer)own);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (on_key), timeline, 0);
  gtk_widget_add_controller (card, key);
}

typedef struct
{
  GtkWidget *card;    /* owned */
  const char *failed; /* static */
} Archive;

static void
on_archived (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Archive *archive = data;
  g_autoptr (GtkWidget) card = archive->card;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (card, error, archive->failed, NULL);
  else if (gtk_widget_get_mapped (card))
    crm_window_back (card);
}

void
crm_card_archive (GtkWidget *card, CrmStore *store, const char *entity, gint64 id, const char *failed)
{
  Archive *archive = g_new0 (Archive, 1);

  archive->card = g_object_ref (card);
  archive->failed = failed;
  crm_store_archive_async (store, entity, &id, 1, FALSE, NULL, on_archived, archive);
}
