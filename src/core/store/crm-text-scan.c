/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/crm-text-scan.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Plain substring search over a large buffer: candidates by first, second and last byte, sixteen places at a time. Pure; any
 * thread. */

const char *
crm_text_scan (const char *from, const char *to, const char *needle, gsize length)
{
  if (length == 0 || to - from < (gssize)length)
    return NULL;
  if (length == 1)
    return memchr (from, needle[0], (gsize)(to - from));
#ifdef __SSE2__
  const char *last_start = to - length;
  const __m128i first = _mm_set1_epi8 (needle[0]);
  const __m128i second = _mm_set1_epi8 (needle[1]);
  const __m128i last = _mm_set1_epi8 (needle[length - 1]);

  for (const char *p = from; p <= last_start; p += 16)
    {
      __m128i a = _mm_cmpeq_epi8 (first, _mm_loadu_si128 ((const __m128i *)(const void *)p));
      __m128i b = _mm_cmpeq_epi8 (second, _mm_loadu_si128 ((const __m128i *)(const void *)(p + 1)));
      __m128i c = _mm_cmpeq_epi8 (last, _mm_loadu_si128 ((const __m128i *)(const void *)(p + length - 1)));
      unsigned mask = (unsigned)_mm_movemask_epi8 (_mm_and_si128 (_mm_and_si128 (a, b), c));

      while (mask)
        {
          const char *candidate = p + __builtin_ctz (mask);

          if (candidate > last_start)
            return NULL;
          if (memcmp (candidate, needle, length) == 0)
            return candidate;
          mask &= mask - 1;
        }
    }
  return NULL;
#else
  return memmem (from, (gsize)(to - from), needle, length);
#endif
}
