/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/crm-store.h"

/* What the business sells: a thing or a service. */
enum
{
  CRM_PRODUCT_NAME,
  CRM_PRODUCT_ARTICLE, /* the business's own number of it */
  CRM_PRODUCT_CATEGORY,
  CRM_PRODUCT_UNIT,  /* "pcs", "kg", "h" */
  CRM_PRODUCT_PRICE, /* a unit, without tax */
  CRM_PRODUCT_COST,  /* what a unit costs the business */
  CRM_PRODUCT_TAX,   /* 1/100 % */
  CRM_PRODUCT_SUPPLIER,
  CRM_PRODUCT_STOCK, /* 1/1000 of a unit; empty: not counted */
  CRM_PRODUCT_ACTIVE,
  CRM_PRODUCT_TEXT,
  CRM_PRODUCT_N_FIELDS
};
extern const CrmEntityInfo crm_product_entity;
