/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Below these widths (pixels) the pages use fewer columns. */
#define CRM_WIDTH_NARROW 860
#define CRM_WIDTH_MEDIUM 1100

typedef enum
{
  CRM_WIDTH_CLASS_NARROW,
  CRM_WIDTH_CLASS_MEDIUM,
  CRM_WIDTH_CLASS_WIDE
} CrmWidthClass;

/* Tells when its width crosses one of the limits: property "width" (int, readable) holds the width at that moment and is
 * notified from an idle, never inside an allocation. */
#define CRM_TYPE_WIDTH_BIN (crm_width_bin_get_type ())
G_DECLARE_FINAL_TYPE (CrmWidthBin, crm_width_bin, CRM, WIDTH_BIN, AdwBin)

CrmWidthClass crm_width_class (int width);
/* The width the pages should be made for; before the first allocation the one that was announced. */
int crm_width_bin_get_width (CrmWidthBin *self);
/* Announces the width the window is going to open with, so that the first frame is right already. */
void crm_width_bin_announce (CrmWidthBin *self, int width);
