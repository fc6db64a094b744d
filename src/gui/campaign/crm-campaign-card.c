/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "campaign/crm-campaign-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/crm-money.h"
#include "base/crm-sums.h"
#include "campaign/crm-campaign-actions.h"
#include "campaign/crm-campaign-data.h"
#include "campaign/crm-campaign-occasion-row.h"
#include "campaign/crm-campaign-preview-dialog.h"
#include "campaign/crm-campaign-row.h"
#include "crm-window.h"
#include "widgets/crm-field-groups.h"

/* Owns what was read of the campaign last; reads again, a moment after a commit that may touch it. Main thread. */

#define REREAD_MS 400

struct _CrmCampaignCard
{
  AdwBin parent_instance;
  CrmStore *store;           /* owned */
  GCancellable *cancellable; /* owned, nullable: the read under way */
  CrmCampaignData *data;     /* owned, nullable */
  gint64 campaign;
  guint reread_id;
  GtkWidget *stack;
  GtkWidget *error; /* AdwStatusPage */
  GtkWidget *name;
  GtkWidget *state;
  GtkWidget *problem;
  GtkWidget *problem_text;
  GtkWidget *start;
  GtkWidget *pause;
  GtkWidget *stop;
  GtkWidget *bar;
  GtkWidget *results;  /* CrmSection */
  GtkWidget *left_out; /* CrmSection */
  GtkWidget *comparison;
  GtkWidget *groups;
  GtkWidget *occasion_row;
};

G_DEFINE_FINAL_TYPE (CrmCampaignCard, crm_campaign_card, ADW_TYPE_BIN)

/* Settings */

static CrmFieldShow
get_show (int field, gpointer data)
{
  CrmCampaignCard *self = data;
  CrmRow *row = self->data != NULL ? self->data->row : NULL;
  const char *occasion = row != NULL ? crm_row_get_text (row, CRM_CAMPAIGN_OCCASION) : "once";
  gboolean halves = row != NULL && crm_row_get_integer (row, CRM_CAMPAIGN_TEMPLATE_B) != 0;

  switch (field)
    {
    case CRM_CAMPAIGN_STATE:
    case CRM_CAMPAIGN_OCCASION_FIELD:
    case CRM_CAMPAIGN_STARTED_AT:
    case CRM_CAMPAIGN_ENDED_AT: return CRM_FIELD_SHOW_NEVER;
    case CRM_CAMPAIGN_NAME:
    case CRM_CAMPAIGN_TEMPLATE:
    case CRM_CAMPAIGN_CHANNEL:
    case CRM_CAMPAIGN_SEGMENT:
    case CRM_CAMPAIGN_OCCASION: return CRM_FIELD_SHOW_ALWAYS;
    case CRM_CAMPAIGN_SHARE_B: return halves ? CRM_FIELD_SHOW_ALWAYS : CRM_FIELD_SHOW_FILLED;
    case CRM_CAMPAIGN_OCCASION_DAY:
      return g_str_equal (occasion, "holiday") ? CRM_FIELD_SHOW_ALWAYS : CRM_FIELD_SHOW_FOLDED;
    case CRM_CAMPAIGN_STAGE:
      return g_str_equal (occasion, "stage") ? CRM_FIELD_SHOW_ALWAYS : CRM_FIELD_SHOW_FOLDED;
    case CRM_CAMPAIGN_LEAD_DAYS:
      return g_str_equal (occasion, "once") || g_str_equal (occasion, "stage") ? CRM_FIELD_SHOW_FOLDED
                                                                               : CRM_FIELD_SHOW_ALWAYS;
    case CRM_CAMPAIGN_STARTS_AT:
      return g_str_equal (occasion, "once") ? CRM_FIELD_SHOW_ALWAYS : CRM_FIELD_SHOW_FOLDED;
    case CRM_CAMPAIGN_AT_TIME:
      return g_str_equal (occasion, "once") ? CRM_FIELD_SHOW_FOLDED : CRM_FIELD_SHOW_ALWAYS;
    default: return CRM_FIELD_SHOW_FILLED;
    }
}

/* What an empty field means. */
static char *
dup_display (CrmRow *row, int field, const char *plain, gpointer data)
{
  const char *occasion = crm_row_get_text (row, CRM_CAMPAIGN_OCCASION);

  if (plain[0] != '\0')
    return NULL;
  switch (field)
    {
    case CRM_CAMPAIGN_SEGMENT: return g_strdup (_ ("Every client"));
    case CRM_CAMPAIGN_STARTS_AT: return g_strdup (_ ("At once"));
    case CRM_CAMPAIGN_AT_TIME: return g_strdup (g_strcmp0 (occasion, "stage") == 0 ? _ ("At once") : "10:00");
    case CRM_CAMPAIGN_SHARE_B: return g_strdup ("50");
    default: return NULL;
    }
}

static const CrmFieldGroupsInfo groups_info = {
  .group = N_ ("Campaign"),
  .show_of = get_show,
  .dup_display = dup_display,
};

/* Results */

static void
clear_section (GtkWidget *section)
{
  GtkListBox *list = crm_section_get_list (CRM_SECTION (section));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static void
add_figure (GtkWidget *section, const char *title, const char *value)
{
  GtkWidget *row = adw_action_row_new (), *label = gtk_label_new (value);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  crm_section_append (CRM_SECTION (section), row);
}

/* Of both halves side by side: "12 (5 + 7)". */
static void
add_count (CrmCampaignCard *self, const char *title, gsize offset, gboolean always)
{
  guint n[3];
  g_autofree char *text = NULL;

  for (guint i = 0; i < 3; i++)
    n[i] = *(guint *)(gpointer)((char *)&self->data->figures[i] + offset);
  if (n[0] == 0 && !always)
    return;
  text = self->data->comparison != NULL
             /* Translators: a number, and what of it belongs to text A and to text B. */
             ? g_strdup_printf (_ ("%'u (A %'u, B %'u)"), n[0], n[1], n[2])
             : g_strdup_printf ("%'u", n[0]);
  add_figure (self->results, title, text);
}

#define COUNT(title, field, always) \
  add_count (self, title, G_STRUCT_OFFSET (CrmCampaignFigures, field), always)

static void
add_sums (CrmCampaignCard *self, const char *title, const char *sums, gboolean budget)
{
  g_autoptr (CrmSums) parsed = crm_sums_from_text (sums);
  g_autofree char *shown = crm_sums_display (parsed, crm_store_get_setting (self->store, "currency"), FALSE);
  const CrmValue *value = crm_row_get (self->data->row, CRM_CAMPAIGN_BUDGET);
  g_autofree char *limit = budget && value->type == CRM_VALUE_MONEY
                               ? crm_money_display (value->v.money.minor, value->v.money.currency, FALSE)
                               : NULL;
  g_autofree char *text =
      limit != NULL ? g_strdup_printf (_ ("%s of %s"), shown != NULL ? shown : "0", limit) : NULL;

  if (shown != NULL || limit != NULL)
    add_figure (self->results, title, text != NULL ? text : shown);
}

static void
show_results (CrmCampaignCard *self)
{
  const CrmCampaignFigures *all = &self->data->figures[0];
  guint handled = all->n_recipients - all->n_waiting - all->n_queued;

  clear_section (self->results);
  clear_section (self->left_out);
  gtk_widget_set_visible (self->bar, all->n_waiting + all->n_queued != 0);
  if (all->n_recipients != 0)
    {
      gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), (double)handled / all->n_recipients);
      COUNT (_ ("Recipients"), n_recipients, TRUE);
      COUNT (_ ("Waiting"), n_waiting, FALSE);
      COUNT (_ ("Queued"), n_queued, FALSE);
      COUNT (_ ("Sent"), n_sent, TRUE);
      COUNT (_ ("Delivered"), n_delivered, TRUE);
      COUNT (_ ("Failed"), n_failed, FALSE);
      COUNT (_ ("Perhaps sent"), n_uncertain, FALSE);
      COUNT (_ ("Taken back"), n_stopped, FALSE);
      COUNT (_ ("Answered"), n_answered, TRUE);
      COUNT (_ ("Bought after it"), n_buyers, TRUE);
      add_sums (self, _ ("Sales after it"), all->sales, FALSE);
      add_sums (self, _ ("Cost"), all->price, TRUE);
      if (!isnan (all->score))
        {
          g_autofree char *score = g_strdup_printf ("%.1f", all->score);
          add_figure (self->results, _ ("Mean score"), score);
        }
    }
  for (guint i = 0; i < self->data->reasons->len; i += 2)
    add_figure (self->left_out, self->data->reasons->pdata[i], self->data->reasons->pdata[i + 1]);
  crm_section_update (CRM_SECTION (self->results), FALSE);
  crm_section_update (CRM_SECTION (self->left_out), FALSE);
  gtk_label_set_text (GTK_LABEL (self->comparison), self->data->comparison);
  gtk_widget_set_visible (self->comparison, self->data->comparison != NULL && all->n_sent != 0);
}

static void
show_head (CrmCampaignCard *self)
{
  CrmRow *row = self->data->row;
  const char *state = crm_row_get_text (row, CRM_CAMPAIGN_STATE);
  gboolean draft = g_str_equal (state, "draft"), paused = g_str_equal (state, "paused");
  gboolean on = g_str_equal (state, "scheduled") || g_str_equal (state, "running");
  const char *const classes[] = { "caption", crm_campaign_state_get_class (state), NULL };

  gtk_label_set_text (GTK_LABEL (self->name), crm_row_get_text (row, CRM_CAMPAIGN_NAME));
  gtk_label_set_text (GTK_LABEL (self->state), crm_campaign_state_get_label (state));
  gtk_widget_set_css_classes (self->state, (const char **)classes);
  gtk_widget_set_visible (self->start, draft || paused);
  gtk_button_set_label (GTK_BUTTON (self->start), paused ? _ ("_Go on") : _ ("_Start…"));
  gtk_widget_set_sensitive (self->start, self->data->problem == NULL);
  gtk_widget_set_visible (self->pause, on);
  gtk_widget_set_visible (self->stop, on || paused);
  gtk_label_set_text (GTK_LABEL (self->problem_text), self->data->problem);
  gtk_widget_set_visible (self->problem,
      self->data->problem != NULL && !g_str_equal (state, "done") && !g_str_equal (state, "stopped"));
}

static void
show_data (CrmCampaignCard *self)
{
  show_head (self);
  show_results (self);
  crm_field_groups_set_row (CRM_FIELD_GROUPS (self->groups), self->data->row, self->data->titles);
  crm_campaign_occasion_row_set_row (CRM_CAMPAIGN_OCCASION_ROW (self->occasion_row), self->data->row);
  gtk_widget_set_visible (
      self->occasion_row, g_strcmp0 (crm_row_get_text (self->data->row, CRM_CAMPAIGN_OCCASION), "date") == 0);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "card");
}

/* Reading */

static void
on_read (GObject *source, GAsyncResult *result, gpointer pointer)
{
  g_autoptr (GError) error = NULL;
  CrmCampaignData *data = crm_store_read_finish (CRM_STORE (source), result, &error);
  CrmCampaignCard *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = CRM_CAMPAIGN_CARD (pointer);
  g_clear_object (&self->cancellable);
  if (data == NULL)
    {
      adw_status_page_set_description (ADW_STATUS_PAGE (self->error), error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "error");
      return;
    }
  g_clear_pointer (&self->data, crm_campaign_data_free);
  self->data = data;
  show_data (self);
}

static void
load (CrmCampaignCard *self)
{
  g_clear_handle_id (&self->reread_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->campaign == 0)
    {
      g_clear_pointer (&self->data, crm_campaign_data_free);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "none");
      return;
    }
  self->cancellable = g_cancellable_new ();
  crm_store_read_async (self->store, 0, crm_campaign_read_in_worker,
      g_memdup2 (&self->campaign, sizeof self->campaign), g_free, (GDestroyNotify)crm_campaign_data_free,
      self->cancellable, on_read, self);
}

static gboolean
reread (gpointer data)
{
  CrmCampaignCard *self = data;

  self->reread_id = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

/* Messages come by the hundred; what the person changes is shown at once. */
static void
on_changed (CrmCampaignCard *self, CrmChangeSet *changes)
{
  static const char *const others[] = { "message", "answer", "deal", "template", "account", "segment" };

  if (self->campaign == 0)
    return;
  if (crm_change_set_has (changes, "campaign", self->campaign))
    {
      load (self);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (others) && self->reread_id == 0; i++)
    if (crm_change_set_touches (changes, others[i]))
      self->reread_id = g_timeout_add (REREAD_MS, reread, self);
}

static void
on_settings_changed (CrmCampaignCard *self)
{
  crm_field_groups_rebuild (CRM_FIELD_GROUPS (self->groups));
  load (self);
}

/* Buttons */

static void
on_preview (CrmCampaignCard *self)
{
  if (self->data != NULL)
    crm_campaign_preview_present (GTK_WIDGET (self), self->store, self->campaign,
        crm_row_get_text (self->data->row, CRM_CAMPAIGN_NAME));
}

static void
on_start (CrmCampaignCard *self)
{
  if (self->data != NULL)
    crm_campaign_ask_start (GTK_WIDGET (self), self->store, self->campaign,
        crm_row_get_text (self->data->row, CRM_CAMPAIGN_NAME));
}

static void
on_pause (CrmCampaignCard *self)
{
  if (self->data != NULL)
    crm_campaign_pause_async (GTK_WIDGET (self), self->store, self->campaign,
        crm_row_get_text (self->data->row, CRM_CAMPAIGN_NAME));
}

static void
on_stop (CrmCampaignCard *self)
{
  if (self->data != NULL)
    crm_campaign_ask_stop (GTK_WIDGET (self), self->store, self->campaign,
        crm_row_get_text (self->data->row, CRM_CAMPAIGN_NAME));
}

static void
on_archived (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmCampaignCard) self = data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, NULL, &error))
    crm_window_report_error (GTK_WIDGET (self), error, _ ("Archiving the campaign"), NULL);
}

static void
on_archive (CrmCampaignCard *self)
{
  if (self->campaign != 0)
    crm_store_archive_async (
        self->store, "campaign", &self->campaign, 1, FALSE, NULL, on_archived, g_object_ref (self));
}

static void
crm_campaign_card_dispose (GObject *object)
{
  CrmCampaignCard *self = CRM_CAMPAIGN_CARD (object);

  g_clear_handle_id (&self->reread_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->data, crm_campaign_data_free);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_campaign_card_parent_class)->dispose (object);
}

static void
crm_campaign_card_class_init (CrmCampaignCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_campaign_card_dispose;
}

static void
crm_campaign_card_init (CrmCampaignCard *self)
{
}

/* Building */

static GtkWidget *
make_head (CrmCampaignCard *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *archive = gtk_button_new_from_icon_name ("user-trash-symbolic");

  self->name = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_wrap (GTK_LABEL (self->name), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->name), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_widget_add_css_class (self->name, "heading2");
  self->state = gtk_label_new (NULL);
  gtk_widget_set_valign (self->state, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (archive, "flat");
  gtk_widget_set_valign (archive, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (archive, _ ("Archive this campaign"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (archive), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Archive this campaign"), -1);
  g_signal_connect_swapped (archive, "clicked", G_CALLBACK (on_archive), self);
  gtk_box_append (GTK_BOX (head), self->name);
  gtk_box_append (GTK_BOX (head), self->state);
  gtk_box_append (GTK_BOX (head), archive);
  return head;
}

static GtkWidget *
make_problem (CrmCampaignCard *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  self->problem = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->problem_text = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->problem_text), 0);
  gtk_label_set_wrap (GTK_LABEL (self->problem_text), TRUE);
  gtk_widget_add_css_class (icon, "warning");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->problem), icon);
  gtk_box_append (GTK_BOX (self->problem), self->problem_text);
  return self->problem;
}

static GtkWidget *
make_button (CrmCampaignCard *self, GtkWidget *box, const char *label, const char *style, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
make_buttons (CrmCampaignCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->start = make_button (self, box, _ ("_Start…"), "suggested-action", G_CALLBACK (on_start));
  gtk_button_set_use_underline (GTK_BUTTON (self->start), TRUE);
  self->pause = make_button (self, box, _ ("_Pause"), NULL, G_CALLBACK (on_pause));
  self->stop = make_button (self, box, _ ("S_top…"), NULL, G_CALLBACK (on_stop));
  make_button (self, box, _ ("Pre_view…"), NULL, G_CALLBACK (on_preview));
  return box;
}

static GtkWidget *
make_content (CrmCampaignCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14), *clamp = adw_clamp_new (),
            *scrolled = gtk_scrolled_window_new ();

  g_object_set (box, "margin-top", 14, "margin-bottom", 14, "margin-start", 14, "margin-end", 14, NULL);
  self->bar = gtk_progress_bar_new ();
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Progress"), -1);
  self->comparison = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->comparison), 0);
  gtk_label_set_wrap (GTK_LABEL (self->comparison), TRUE);
  self->results = crm_section_new (_ ("Results"));
  self->left_out = crm_section_new (_ ("Left out"));
  self->groups = crm_field_groups_new (self->store, "campaign", &groups_info, self);
  self->occasion_row = crm_campaign_occasion_row_new (self->store);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), make_problem (self));
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_box_append (GTK_BOX (box), self->results);
  gtk_box_append (GTK_BOX (box), self->comparison);
  gtk_box_append (GTK_BOX (box), self->left_out);
  gtk_box_append (GTK_BOX (box), self->groups);
  crm_section_append (
      crm_field_groups_ensure_section (CRM_FIELD_GROUPS (self->groups), "When"), self->occasion_row);
  gtk_box_append (GTK_BOX (box), crm_field_groups_new_more (CRM_FIELD_GROUPS (self->groups), FALSE));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  g_object_set (scrolled, "hscrollbar-policy", GTK_POLICY_NEVER, "child", clamp, NULL);
  return scrolled;
}

GtkWidget *
crm_campaign_card_new (CrmStore *store)
{
  CrmCampaignCard *self =
      g_object_new (CRM_TYPE_CAMPAIGN_CARD, "accessible-role", GTK_ACCESSIBLE_ROLE_REGION, NULL);
  GtkWidget *none = adw_status_page_new ();

  self->store = g_object_ref (store);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Campaign"), -1);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (none), "crm-campaign-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _ ("No campaign selected"));
  self->error = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->error), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->error), _ ("The campaign cannot be shown"));
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), none, "none");
  gtk_stack_add_named (GTK_STACK (self->stack), make_content (self), "card");
  gtk_stack_add_named (GTK_STACK (self->stack), self->error, "error");
  adw_bin_set_child (ADW_BIN (self), self->stack);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      store, "settings-changed", G_CALLBACK (on_settings_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
crm_campaign_card_set_campaign (CrmCampaignCard *self, gint64 id)
{
  g_return_if_fail (CRM_IS_CAMPAIGN_CARD (self));
  if (self->campaign == id)
    return;
  self->campaign = id;
  load (self);
}

gint64
crm_campaign_card_get_campaign (CrmCampaignCard *self)
{
  g_return_val_if_fail (CRM_IS_CAMPAIGN_CARD (self), 0);
  return self->campaign;
}
