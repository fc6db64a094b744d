#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# po/POTFILES.in names exactly the files that have something to translate. With --list after the folder: prints
# those files instead of comparing.
set -eu
cd "${1:?the source folder}"

wanted () {
  {
    # Comments mention N_ () as well; a string or the end of the line follows the real ones.
    grep -rlE '(^|[^A-Za-z0-9_])((_|N_|C_|NC_|Q_) ?\(("|$)|(ngettext|gettext|g_dngettext|g_dpgettext2?) ?\()' \
      src --include='*.[ch]' || :
    grep -rlE 'translatable="(yes|true|1)"' src --include='*.ui' || :
    find data -name '*.desktop.in' -o -name '*.metainfo.xml.in'
  } | LC_ALL=C sort -u
}

if [ "${2:-}" = --list ]; then
  wanted
  exit
fi

listed=$(grep -vE '^(#|$)' po/POTFILES.in || :)
{
  wanted | while IFS= read -r file; do
    printf '%s\n' "$listed" | grep -qxF "$file" || echo "po/POTFILES.in lacks $file; run ./dev strings"
  done
  printf '%s\n' "$listed" | LC_ALL=C sort | uniq -d | sed 's/^/po\/POTFILES.in names twice: /'
  # A macro cuts the text short: the collector sees only what stands before it.
  grep -rnE '_ \("[^"]*%" *(G_G|PRI)' src --include='*.[ch]' | sed 's/$/: write %lld and a cast/' || :
  for file in $listed; do
    [ -f "$file" ] || echo "po/POTFILES.in names $file, which is not here"
  done
} | if grep .; then exit 1; fi
