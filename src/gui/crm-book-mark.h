/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* As long as it lives, the other machines that share the folder of a book are told that it is open here. Main thread. */
typedef struct _CrmBookMark CrmBookMark;

CrmBookMark *crm_book_mark_new (const char *book);
void crm_book_mark_free (CrmBookMark *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBookMark, crm_book_mark_free)
