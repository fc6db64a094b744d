/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "store/crm-store.h"

/* Asks for a file and writes a copy of the whole book into it. */
void crm_backup_choose (GtkWindow *parent, CrmStore *store);
/* Asks for a backup, then for a confirmation, and puts it in the book's place; the book that was there is kept as a backup. */
void crm_restore_choose (GtkWindow *parent, CrmStore *store);
