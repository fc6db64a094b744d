#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# po/POTFILES.in names exactly the files that have something to translate.
set -eu
cd "${1:?the source folder}"

wanted () {
  # What a comment or a definition mentions is no string: a quote, or the end of the line, follows the call.
  grep -rlE '(^|[^A-Za-z0-9_])(N?C?_|(g_)?d?n?gettext|g_dp?n?gettext2?) \(("|[^)]*"|$)' src --include='*.[ch]' || :
  grep -rlE 'translatable="(yes|true|1)"' src --include='*.ui' || :
  find data -name '*.desktop.in' -o -name '*.metainfo.xml.in'
}

listed=$(grep -vE '^(#|$)' po/POTFILES.in | LC_ALL=C sort)
{
  wanted | LC_ALL=C sort -u | while IFS= read -r file; do
    printf '%s\n' "$listed" | grep -qxF "$file" || echo "po/POTFILES.in lacks $file"
  done
  printf '%s\n' "$listed" | uniq -d | sed 's/^/po\/POTFILES.in names twice: /'
  printf '%s\n' "$listed" | while IFS= read -r file; do
    [ -f "$file" ] || echo "po/POTFILES.in names $file, which is not here"
  done
} | if grep .; then exit 1; fi
