/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/crm-error.h"
#include "deal/crm-deal-private.h"
#include "product/crm-product.h"

/* The lines of a deal: what they come to, each rounded by itself, and the amount of the deal that follows them. Runs in the
 * writer's thread. */

static const CrmField fields[] = {
  [CRM_DEAL_LINE_DEAL] = { "deal", N_ ("Deal"), CRM_KIND_LINK,
      CRM_FIELD_REQUIRED | CRM_FIELD_OWNED | CRM_FIELD_INDEXED, .target = "deal" },
  [CRM_DEAL_LINE_PRODUCT] = { "product", N_ ("Product"), CRM_KIND_LINK, CRM_FIELD_INDEXED,
      .target = "product" },
  [CRM_DEAL_LINE_TITLE] = { "title", N_ ("Title"), CRM_KIND_TEXT,
      CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED | CRM_FIELD_SORTED },
  [CRM_DEAL_LINE_QUANTITY] = { "quantity", N_ ("Quantity"), CRM_KIND_DECIMAL, CRM_FIELD_REQUIRED,
      .digits = 3 },
  [CRM_DEAL_LINE_UNIT] = { "unit", N_ ("Unit"), CRM_KIND_OPTION, 0, .target = "unit" },
  [CRM_DEAL_LINE_PRICE] = { "price", N_ ("Price"), CRM_KIND_MONEY, CRM_FIELD_REQUIRED },
  [CRM_DEAL_LINE_DISCOUNT] = { "discount", N_ ("Discount, %"), CRM_KIND_DECIMAL, .digits = 2 },
  [CRM_DEAL_LINE_TAX] = { "tax", N_ ("Tax rate, %"), CRM_KIND_DECIMAL, .digits = 2 },
  [CRM_DEAL_LINE_COST] = { "cost", N_ ("Cost"), CRM_KIND_MONEY },
  [CRM_DEAL_LINE_TOTAL] = { "total", N_ ("Total"), CRM_KIND_MONEY, CRM_FIELD_READ_ONLY },
  [CRM_DEAL_LINE_TAX_AMOUNT] = { "tax_amount", N_ ("Tax"), CRM_KIND_MONEY, CRM_FIELD_READ_ONLY },
  [CRM_DEAL_LINE_MARGIN] = { "margin", N_ ("Margin"), CRM_KIND_MONEY, CRM_FIELD_READ_ONLY },
  [CRM_DEAL_LINE_POSITION] = { "position", N_ ("Position"), CRM_KIND_INTEGER },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CRM_DEAL_LINE_N_FIELDS);

#define WHOLE 10000 /* 100 % */
/* Eighteen digits: as much as can be typed and read from a file, and two of them never leave 64 bits. */
#define MOST G_GINT64_CONSTANT (999999999999999999)

static gboolean
refuse (int field, const char *reason, GError **error)
{
  g_set_error (error, CRM_STORE_ERROR, CRM_STORE_ERROR_INVALID, "%s: %s",
      crm_field_get_label (&fields[field]), reason);
  return FALSE;
}

/* a × b ÷ divisor, rounded half away from zero, without losing digits on the way; FALSE when the result does not fit. */
static gboolean
scale (gint64 a, gint64 b, gint64 divisor, gint64 *result)
{
  gint64 whole = a / divisor, rest = a % divisor, whole_part, rest_part, half;

  if (__builtin_mul_overflow (whole, b, &whole_part) || __builtin_mul_overflow (rest, b, &rest_part))
    return FALSE;
  half = rest_part < 0 ? -(divisor / 2) : divisor / 2;
  return !__builtin_add_overflow (rest_part, half, &rest_part) &&
         !__builtin_add_overflow (whole_part, rest_part / divisor, result);
}

static gint64
find_divisor (gint64 a, gint64 b)
{
  while (b)
    {
      gint64 rest = a % b;
      a = b;
      b = rest;
    }
  return a < 0 ? -a : a;
}

gboolean
crm_deal_line_compute (
    gint64 quantity, gint64 price, gint64 discount, gint64 tax, gint64 *total, gint64 *tax_amount)
{
  gint64 divisor = 1000 * WHOLE, factor, common;

  /* One fraction, so that the line is rounded once. */
  if (__builtin_mul_overflow (quantity, WHOLE - discount, &factor))
    return FALSE;
  common = factor ? find_divisor (factor, divisor) : divisor;
  return scale (price, factor / common, divisor / common, total) && scale (*total, tax, WHOLE, tax_amount);
}

static gboolean
is_countable (gint64 amount)
{
  return amount >= -MOST && amount <= MOST;
}

static const CrmValue *
get_value (const CrmRow *before, CrmValues *values, int field)
{
  static const CrmValue none = CRM_VALUE_INIT;
  const CrmValue *value = crm_values_has (values, field) ? crm_values_get (values, field)
                          : before                       ? crm_row_get (before, field)
                                                         : NULL;
  return value ? value : &none;
}

static gint64
get_integer (const CrmRow *before, CrmValues *values, int field)
{
  const CrmValue *value = get_value (before, values, field);
  return value->type == CRM_VALUE_INTEGER ? value->v.integer : 0;
}

/* What the line does not say itself is the product's. */
static gboolean
take_product (CrmTransaction *tx, CrmValues *values, GError **error)
{
  static const struct
  {
    int line;
    int product;
  } same[] = {
    { CRM_DEAL_LINE_TITLE, CRM_PRODUCT_NAME },
    { CRM_DEAL_LINE_UNIT, CRM_PRODUCT_UNIT },
    { CRM_DEAL_LINE_PRICE, CRM_PRODUCT_PRICE },
    { CRM_DEAL_LINE_TAX, CRM_PRODUCT_TAX },
    { CRM_DEAL_LINE_COST, CRM_PRODUCT_COST },
  };
  const CrmValue *link = crm_values_get (values, CRM_DEAL_LINE_PRODUCT);
  g_autoptr (CrmRow) product = NULL;

  if (!link || link->type != CRM_VALUE_INTEGER)
    return TRUE;
  product = crm_transaction_load (tx, "product", link->v.integer, error);
  if (!product)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    if (!crm_values_has (values, same[i].line))
      crm_value_copy (crm_values_slot (values, same[i].line), crm_row_get (product, same[i].product));
  return TRUE;
}

/* All money of a deal's lines is in one currency, so that the deal has one amount. */
static gboolean
check_currency (
    CrmTransaction *tx, const CrmRow *before, CrmValues *values, const char *currency, GError **error)
{
  g_autoptr (CrmStatement) other = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT price_currency FROM deal_line WHERE deal = $1 AND id <> $2 AND price_currency <> $3 AND "
      "archived_at IS NULL LIMIT 1",
      error);
  gboolean row;

  if (!other)
    return FALSE;
  crm_statement_bind_integer (other, 1, get_integer (before, values, CRM_DEAL_LINE_DEAL));
  crm_statement_bind_integer (other, 2, before ? before->id : 0);
  crm_statement_bind_text (other, 3, currency);
  if (!crm_statement_step (other, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  g_autofree char *reason =
      g_strdup_printf (_ ("The other lines of this deal are in %s."), crm_statement_get_text (other, 0));
  return refuse (CRM_DEAL_LINE_PRICE, reason, error);
}

static gboolean
set_totals (const CrmRow *before, CrmValues *values, GError **error)
{
  const CrmValue *price = get_value (before, values, CRM_DEAL_LINE_PRICE),
                 *cost = get_value (before, values, CRM_DEAL_LINE_COST);
  gint64 quantity = get_integer (before, values, CRM_DEAL_LINE_QUANTITY),
         discount = get_integer (before, values, CRM_DEAL_LINE_DISCOUNT),
         tax = get_integer (before, values, CRM_DEAL_LINE_TAX), full, total, tax_amount, spent = 0, none;
  const char *currency = price->v.money.currency;

  if (quantity == 0)
    return refuse (CRM_DEAL_LINE_QUANTITY, _ ("It must not be zero."), error);
  if (discount < 0 || discount > WHOLE)
    return refuse (CRM_DEAL_LINE_DISCOUNT, _ ("It must be between 0 and 100."), error);
  if (cost->type == CRM_VALUE_MONEY && cost->v.money.minor < 0)
    return refuse (CRM_DEAL_LINE_COST, _ ("It must not be below zero."), error);
  if (tax < 0 || tax > WHOLE)
    return refuse (CRM_DEAL_LINE_TAX, _ ("It must be between 0 and 100."), error);
  if (!crm_deal_line_compute (quantity, price->v.money.minor, discount, tax, &total, &tax_amount) ||
      !crm_deal_line_compute (quantity, price->v.money.minor, 0, 0, &full, &none) || !is_countable (full))
    return refuse (CRM_DEAL_LINE_PRICE, _ ("The line comes to more than can be counted."), error);
  crm_value_set_money (crm_values_slot (values, CRM_DEAL_LINE_TOTAL), total, currency);
  crm_value_set_money (crm_values_slot (values, CRM_DEAL_LINE_TAX_AMOUNT), tax_amount, currency);
  if (cost->type == CRM_VALUE_MONEY && g_strcmp0 (cost->v.money.currency, currency) == 0 &&
      crm_deal_line_compute (quantity, cost->v.money.minor, 0, 0, &spent, &none) && is_countable (spent) &&
      is_countable (total - spent))
    crm_value_set_money (crm_values_slot (values, CRM_DEAL_LINE_MARGIN), total - spent, currency);
  else
    crm_value_clear (crm_values_slot (values, CRM_DEAL_LINE_MARGIN));
  return TRUE;
}

static gboolean
prepare (CrmTransaction *tx, const CrmRow *before, CrmValues *values, GError **error)
{
  const CrmValue *price;

  if (crm_transaction_is_verbatim (tx))
    return TRUE;
  if (!take_product (tx, values, error))
    return FALSE;
  if (!before && !crm_values_has (values, CRM_DEAL_LINE_QUANTITY))
    crm_values_set_integer (values, CRM_DEAL_LINE_QUANTITY, 1000);
  price = get_value (before, values, CRM_DEAL_LINE_PRICE);
  if (price->type != CRM_VALUE_MONEY)
    return TRUE; /* refused as a required field */
  return check_currency (tx, before, values, price->v.money.currency, error) &&
         set_totals (before, values, error);
}

/* The deal's amount is the sum of its lines unless somebody typed it. */
gboolean
crm_deal_follow_lines (CrmTransaction *tx, gint64 deal, GError **error)
{
  g_autoptr (CrmRow) row = deal ? crm_transaction_load (tx, "deal", deal, error) : NULL;
  g_autoptr (CrmValues) values = NULL;
  CrmDealTotals totals;

  if (!row)
    return FALSE;
  if (crm_row_get_integer (row, CRM_DEAL_AMOUNT_TYPED))
    return TRUE;
  if (!crm_deal_get_totals (tx, deal, &totals, error))
    return FALSE;
  values = crm_values_new (row->entity);
  if (totals.n_lines)
    crm_value_set_money (crm_values_slot (values, CRM_DEAL_AMOUNT), totals.total, totals.currency);
  else
    crm_value_clear (crm_values_slot (values, CRM_DEAL_AMOUNT));
  crm_values_set_integer (values, CRM_DEAL_AMOUNT_TYPED, FALSE);
  return crm_transaction_update (tx, deal, 0, values, error);
}

static gboolean
inserted (CrmTransaction *tx, gint64 id, CrmValues *values, GError **error)
{
  return crm_transaction_is_verbatim (tx) ||
         crm_deal_follow_lines (tx, crm_values_get (values, CRM_DEAL_LINE_DEAL)->v.integer, error);
}

/* A deal that goes takes its lines along; there is nothing to follow. */
static gboolean
follow (CrmTransaction *tx, gint64 id, GError **error)
{
  g_autoptr (CrmRow) deal = crm_transaction_load (tx, "deal", id, NULL);

  return !deal || deal->archived_at || crm_deal_follow_lines (tx, id, error);
}

static gboolean
written (CrmTransaction *tx, const CrmRow *before, const CrmRow *after, GError **error)
{
  gint64 from = crm_row_get_integer (before, CRM_DEAL_LINE_DEAL),
         to = after ? crm_row_get_integer (after, CRM_DEAL_LINE_DEAL) : from;

  return crm_transaction_is_verbatim (tx) ||
         (follow (tx, from, error) && (to == from || follow (tx, to, error)));
}

static const CrmEntityHooks hooks = {
  .prepare = prepare, .inserted = inserted, .written = written, .check = crm_deal_line_check
};

const CrmEntityInfo crm_deal_line_entity = {
  .name = "deal_line",
  .label = N_ ("Line of a deal"),
  .plural = N_ ("Lines of deals"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = CRM_DEAL_LINE_TITLE,
  .hooks = &hooks,
};

gboolean
crm_deal_get_totals (CrmTransaction *tx, gint64 deal, CrmDealTotals *out, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_db_prepare (crm_transaction_get_db (tx),
      "SELECT quantity, price, discount, total, tax_amount, margin, price_currency FROM deal_line"
      " WHERE deal = $1 AND archived_at IS NULL",
      error);
  gboolean row = FALSE;

  *out = (CrmDealTotals){ 0 };
  if (!statement)
    return FALSE;
  crm_statement_bind_integer (statement, 1, deal);
  while (crm_statement_step (statement, &row, error) && row)
    {
      gint64 full = 0, none, total = crm_statement_get_integer (statement, 3);
      gboolean fits;

      crm_deal_line_compute (crm_statement_get_integer (statement, 0),
          crm_statement_get_integer (statement, 1), 0, 0, &full, &none);
      out->n_lines++;
      fits = !__builtin_add_overflow (out->total, total, &out->total) && is_countable (out->total) &&
             !__builtin_add_overflow (out->discount, full - total, &out->discount) &&
             !__builtin_add_overflow (out->tax, crm_statement_get_integer (statement, 4), &out->tax);
      if (!crm_statement_is_null (statement, 5))
        {
          fits = fits && !__builtin_add_overflow (
                             out->margin, crm_statement_get_integer (statement, 5), &out->margin);
          out->n_costed++;
        }
      if (!fits)
        return refuse (CRM_DEAL_LINE_TOTAL, _ ("The lines come to more than can be counted."), error);
      g_strlcpy (out->currency, crm_statement_get_text (statement, 6), sizeof out->currency);
    }
  return !row;
}
