#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every language of po/LINGUAS has every string of the sources, none of them fuzzy.
set -eu
cd "${1:?the source folder}"
command -v msgcmp >/dev/null || exit 77
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

xgettext --files-from=po/POTFILES.in --output="$scratch/now.pot" --from-code=UTF-8 --add-comments \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=g_dngettext:2,3 \
  --keyword=g_dpgettext2:2c,3 --keyword=Q_:1g 2>"$scratch/log" || { cat "$scratch/log" >&2; exit 1; }
result=0
grep -v '^#' po/LINGUAS >"$scratch/languages"
while IFS= read -r language; do
  msgfmt --check --check-accelerators=_ --output-file=/dev/null "po/$language.po" || result=1
  msgcmp "po/$language.po" "$scratch/now.pot" >"$scratch/log" 2>&1 || {
    result=1
    echo "po/$language.po is not complete:"
    sed 's/^/  /' "$scratch/log"
  }
done <"$scratch/languages"
exit "$result"
