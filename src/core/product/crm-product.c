/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "product/crm-product.h"

#include <glib/gi18n-lib.h>

#include "base/crm-error.h"

/* Field table of the product. The hooks run in the writer's thread. */

static const CrmField fields[] = {
  [CRM_PRODUCT_NAME] = { "name", N_ ("Name"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_PRODUCT_ARTICLE] = { "article", N_ ("Article"), CRM_KIND_TEXT, CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_PRODUCT_CATEGORY] = { "category", N_ ("Category"), CRM_KIND_OPTION, CRM_FIELD_SORTED,
      .target = "product-category" },
  [CRM_PRODUCT_UNIT] = { "unit", N_ ("Unit"), CRM_KIND_OPTION, 0, .target = "unit" },
  [CRM_PRODUCT_PRICE] = { "price", N_ ("Price"), CRM_KIND_MONEY },
  [CRM_PRODUCT_COST] = { "cost", N_ ("Cost"), CRM_KIND_MONEY },
  [CRM_PRODUCT_TAX] = { "tax", N_ ("Tax rate, %"), CRM_KIND_DECIMAL, .digits = 2 },
  [CRM_PRODUCT_SUPPLIER] = { "supplier", N_ ("Supplier"), CRM_KIND_LINK, CRM_FIELD_INDEXED,
      .target = "client" },
  [CRM_PRODUCT_STOCK] = { "stock", N_ ("In stock"), CRM_KIND_DECIMAL, .digits = 3 },
  [CRM_PRODUCT_ACTIVE] = { "active", N_ ("On sale"), CRM_KIND_BOOLEAN },
  [CRM_PRODUCT_TEXT] = { "text", N_ ("Description"), CRM_KIND_BODY, CRM_FIELD_SEARCHED },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_PRODUCT_N_FIELDS);

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const CrmValue *tax = crm_values_get (values, CRM_PRODUCT_TAX),
                 *cost = crm_values_get (values, CRM_PRODUCT_COST);

  if (!before && !crm_values_has (values, CRM_PRODUCT_ACTIVE))
    crm_values_set_integer (values, CRM_PRODUCT_ACTIVE, TRUE);
  if (tax && tax->type == CRM_VALUE_INTEGER && (tax->v.integer < 0 || tax->v.integer > 10000))
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, _ ("%s: It must be between 0 and 100."),
          crm_field_get_label (&fields[CRM_PRODUCT_TAX]));
      return FALSE;
    }
  if (cost && cost->type == CRM_VALUE_MONEY && cost->v.money.minor < 0)
    {
      g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, "%s: %s",
          crm_field_get_label (&fields[CRM_PRODUCT_COST]), _ ("It must not be below zero."));
      return FALSE;
    }
  return TRUE;
}

static const CrmEntityHooks hooks = { .prepare = prepare };

const CrmEntityInfo crm_product_entity = {
  .name = "product",
  .label = N_ ("Product"),
  .plural = N_ ("Products"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_PRODUCT_NAME,
  .hooks = &hooks,
};
