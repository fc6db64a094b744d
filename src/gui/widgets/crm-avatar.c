/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crm-avatar.h"

#include "base/crm-worker.h"

/* Initials at once, the photo when a thread has decoded it. An avatar keeps the bytes it shows, so that setting the same photo
 * again costs nothing. Main thread, except for the decoding. */

#define KEY_BYTES "crm-avatar-bytes"
#define KEY_CANCEL "crm-avatar-cancel"

static void
cancel_and_unref (gpointer data)
{
  g_cancellable_cancel (data);
  g_object_unref (data);
}

static void
decode_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = gdk_texture_new_from_bytes (data, &error);

  if (texture == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, texture, g_object_unref);
}

static void
on_decoded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  /* A damaged picture leaves the initials; a newer one has cancelled this. */
  if (texture != NULL)
    adw_avatar_set_custom_image (ADW_AVATAR (source), GDK_PAINTABLE (texture));
}

GtkWidget *
crm_avatar_new (int size)
{
  GtkWidget *avatar = adw_avatar_new (size, NULL, TRUE);

  gtk_widget_set_valign (avatar, GTK_ALIGN_CENTER);
  return avatar;
}

void
crm_avatar_set_client (GtkWidget *avatar, const char *name, GBytes *photo)
{
  g_autoptr (GTask) task = NULL;
  GCancellable *cancellable;
  GBytes *shown = g_object_get_data (G_OBJECT (avatar), KEY_BYTES);

  adw_avatar_set_text (ADW_AVATAR (avatar), name != NULL ? name : "");
  if (shown == photo || (shown != NULL && photo != NULL && g_bytes_equal (shown, photo)))
    return;
  g_object_set_data_full (G_OBJECT (avatar), KEY_CANCEL, NULL, NULL);
  g_object_set_data_full (G_OBJECT (avatar), KEY_BYTES, photo != NULL ? g_bytes_ref (photo) : NULL,
      (GDestroyNotify)g_bytes_unref);
  adw_avatar_set_custom_image (ADW_AVATAR (avatar), NULL);
  if (photo == NULL)
    return;
  cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (avatar), KEY_CANCEL, cancellable, cancel_and_unref);
  task = g_task_new (avatar, cancellable, on_decoded, NULL);
  g_task_set_task_data (task, g_bytes_ref (photo), (GDestroyNotify)g_bytes_unref);
  crm_task_run_in_thread (task, decode_in_thread);
}
