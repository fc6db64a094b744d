/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crm-error.h"

/* The quarks of the error domains; nothing is owned. */

/* The formatter takes the hyphens of a quark's name for subtractions. */
/* clang-format off */
G_DEFINE_QUARK (crm-db-error-quark, crm_db_error)
G_DEFINE_QUARK (crm-store-error-quark, crm_store_error)
/* clang-format on */
