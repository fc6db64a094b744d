/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar-eds/crm-eds-kind.h"

/* One piece of work for the thread of a calendar; made, answered and freed in the main thread. */
typedef struct _CrmEdsJob CrmEdsJob;
typedef void (*CrmEdsJobDone) (CrmEdsJob *self, gpointer data);

typedef enum
{
  CRM_EDS_JOB_READ_ALL,
  CRM_EDS_JOB_READ,   /* uids */
  CRM_EDS_JOB_WRITE,  /* uids, ical, expected */
  CRM_EDS_JOB_REMOVE, /* uids, expected */
  CRM_EDS_JOB_FOLLOW, /* view */
} CrmEdsJobKind;

struct _CrmEdsJob
{
  CrmEdsJobKind kind;
  const CrmEdsKind *what;
  CrmEdsTransfer *transfer; /* owned */
  GPtrArray *uids;          /* owned; char * */
  char *ical, *expected;    /* nullable */
  GObject *view;            /* owned, nullable */
  GCancellable *cancellable;
  GPtrArray *objects; /* result: CrmCalendarObject *; NULL when it failed, removed or followed */
  GError *error;      /* result; NULL when it succeeded */
  CrmEdsJobDone done;
  gpointer data;
};

/* transfer: a reference is taken. */
CrmEdsJob *crm_eds_job_new (
    const CrmEdsKind *what, CrmEdsJobKind kind, CrmEdsTransfer *transfer, GCancellable *cancellable);
void crm_eds_job_add_uid (CrmEdsJob *self, const char *uid);
/* Queues it; done is called in the main thread, once, and must not keep the job. Takes self. */
void crm_eds_job_push (CrmEdsJob *self, GThreadPool *thread, CrmEdsJobDone done, gpointer data);
/* A thread for jobs, one at a time. Caller frees it without waiting. */
GThreadPool *crm_eds_job_thread_new (void);
