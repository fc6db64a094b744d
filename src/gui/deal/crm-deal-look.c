/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "deal/crm-deal-look.h"

#include <glib/gi18n-lib.h>

#include "widgets/crm-check-keys.h"

/* Owns what all cards of the board share: the names of users and tags, the shown fields and the density. Main thread. */

struct _CrmDealLook
{
  GObject parent_instance;

  CrmStore *store;     /* owned */
  CrmNames *users;     /* owned */
  CrmNames *tags;      /* owned */
  GSettings *settings; /* owned, nullable */
  guint shown;
  gboolean compact;
};

G_DEFINE_FINAL_TYPE (CrmDealLook, crm_deal_look, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const struct
{
  const char *word; /* in the settings */
  const char *label;
} fields[] = {
  { "client", N_ ("Client") },
  { "days", N_ ("Days in the stage") },
  { "amount", N_ ("Amount") },
  { "owner", N_ ("Responsible") },
  { "next", N_ ("Next step") },
  { "tags", N_ ("Tags") },
  { "close", N_ ("Expected to close") },
  { "probability", N_ ("Probability") },
  { "source", N_ ("Source") },
};

#define DEFAULT_SHOWN \
  (CRM_DEAL_SHOW_CLIENT | CRM_DEAL_SHOW_DAYS | CRM_DEAL_SHOW_AMOUNT | CRM_DEAL_SHOW_OWNER | \
      CRM_DEAL_SHOW_NEXT | CRM_DEAL_SHOW_TAGS)

static void
tell (CrmDealLook *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
load (CrmDealLook *self)
{
  g_auto (GStrv) words = g_settings_get_strv (self->settings, "deal-card-fields");

  self->shown = 0;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_strv_contains ((const char *const *)words, fields[i].word))
      self->shown |= 1u << i;
  self->compact = g_settings_get_boolean (self->settings, "deal-card-compact");
}

static void
save (CrmDealLook *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  if (self->settings == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (self->shown & 1u << i)
      g_strv_builder_add (builder, fields[i].word);
  words = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "deal-card-fields", (const char *const *)words);
}

static void
crm_deal_look_dispose (GObject *object)
{
  CrmDealLook *self = CRM_DEAL_LOOK (object);

  if (self->users != NULL)
    g_signal_handlers_disconnect_by_data (self->users, self);
  if (self->tags != NULL)
    g_signal_handlers_disconnect_by_data (self->tags, self);
  g_clear_object (&self->users);
  g_clear_object (&self->tags);
  g_clear_object (&self->settings);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (crm_deal_look_parent_class)->dispose (object);
}

static void
crm_deal_look_class_init (CrmDealLookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_deal_look_dispose;
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_deal_look_init (CrmDealLook *self)
{
  self->shown = DEFAULT_SHOWN;
}

CrmDealLook *
crm_deal_look_new (CrmStore *store, GSettings *settings)
{
  CrmDealLook *self = g_object_new (CRM_TYPE_DEAL_LOOK, NULL);

  self->store = g_object_ref (store);
  self->users = crm_names_get (store, "user");
  self->tags = crm_names_get (store, "tag");
  g_signal_connect_swapped (self->users, "changed", G_CALLBACK (tell), self);
  g_signal_connect_swapped (self->tags, "changed", G_CALLBACK (tell), self);
  if (settings != NULL)
    {
      self->settings = g_object_ref (settings);
      load (self);
    }
  return self;
}

CrmStore *
crm_deal_look_get_store (CrmDealLook *self)
{
  return self->store;
}

CrmNames *
crm_deal_look_get_users (CrmDealLook *self)
{
  return self->users;
}

CrmNames *
crm_deal_look_get_tags (CrmDealLook *self)
{
  return self->tags;
}

guint
crm_deal_look_get_shown (CrmDealLook *self)
{
  return self->shown;
}

gboolean
crm_deal_look_get_compact (CrmDealLook *self)
{
  return self->compact;
}

void
crm_deal_look_set_compact (CrmDealLook *self, gboolean compact)
{
  g_return_if_fail (CRM_IS_DEAL_LOOK (self));
  if (self->compact == compact)
    return;
  self->compact = compact;
  if (self->settings != NULL)
    g_settings_set_boolean (self->settings, "deal-card-compact", compact);
  tell (self);
}

const char *
crm_deal_look_get_tag_class (CrmDealLook *self, gint64 tag)
{
  static const char *const colours[] = { "blue", "green", "orange", "purple", "red" };
  const char *colour = crm_names_get_text (self->tags, tag, "color");

  for (guint i = 0; colour != NULL && i < G_N_ELEMENTS (colours); i++)
    if (g_str_equal (colour, colours[i]))
      return colours[i];
  /* A tag without a colour of its own keeps one for life by its number. */
  return colours[tag % G_N_ELEMENTS (colours)];
}

static void
on_toggled (CrmDealLook *self, GtkCheckButton *check)
{
  guint bit = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "crm-bit"));

  self->shown = gtk_check_button_get_active (check) ? self->shown | bit : self->shown & ~bit;
  save (self);
  tell (self);
}

GtkWidget *
crm_deal_look_make_popover (CrmDealLook *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *heading = gtk_label_new (_ ("Shown on cards"));

  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_set_margin_bottom (heading, 6);
  gtk_box_append (GTK_BOX (box), heading);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (_ (fields[i].label));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), (self->shown & 1u << i) != 0);
      g_object_set_data (G_OBJECT (check), "crm-bit", GUINT_TO_POINTER (1u << i));
      g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), check);
    }
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  crm_check_keys_add (box);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}
