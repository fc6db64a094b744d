/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The three error domains of the program. Messages are sentences for the owner of a small shop. */

#define CRM_DB_ERROR (crm_db_error_quark ())
GQuark crm_db_error_quark (void);

typedef enum
{
  CRM_DB_ERROR_BUSY,        /* another process is writing */
  CRM_DB_ERROR_CONSTRAINT,  /* the file refused the value */
  CRM_DB_ERROR_TOO_NEW,     /* written by a newer version of the program */
  CRM_DB_ERROR_CORRUPT,     /* not a book, or damaged */
  CRM_DB_ERROR_FULL,        /* the disk is full */
  CRM_DB_ERROR_UNAVAILABLE, /* cannot be opened */
  CRM_DB_ERROR_DENIED,      /* no permission */
  CRM_DB_ERROR_ELSEWHERE,   /* another machine has it open */
  CRM_DB_ERROR_FAILED,
} CrmDbError;

#define CRM_STORE_ERROR (crm_store_error_quark ())
GQuark crm_store_error_quark (void);

typedef enum
{
  CRM_STORE_ERROR_NOT_FOUND, /* no such record, entity or field */
  CRM_STORE_ERROR_CONFLICT,  /* somebody changed the same field meanwhile */
  CRM_STORE_ERROR_INVALID,   /* a value a field refuses; the message names field and reason */
  CRM_STORE_ERROR_READ_ONLY,
  CRM_STORE_ERROR_NOTHING,  /* nothing to undo or redo */
  CRM_STORE_ERROR_REQUIRED, /* fields that a stage asks for are empty; the message names them */
} CrmStoreError;

#define CRM_CHANNEL_ERROR (crm_channel_error_quark ())
GQuark crm_channel_error_quark (void);

typedef enum
{
  CRM_CHANNEL_ERROR_CREDENTIALS,
  CRM_CHANNEL_ERROR_CERTIFICATE,
  CRM_CHANNEL_ERROR_UNREACHABLE,
  CRM_CHANNEL_ERROR_REFUSED,
  CRM_CHANNEL_ERROR_RATE_LIMITED,
  CRM_CHANNEL_ERROR_UNSUPPORTED,
  CRM_CHANNEL_ERROR_PROTOCOL,
  CRM_CHANNEL_ERROR_UNCERTAIN, /* it may have been done: must not be done again without a look */
} CrmChannelError;
