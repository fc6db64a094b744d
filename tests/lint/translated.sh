#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every language of po/LINGUAS has every string of the sources, and every language of help/LINGUAS every string of
# the help, none of them fuzzy. With --collect FILE after the folder: writes the strings of the sources to FILE instead.
set -eu
cd "${1:?the source folder}"
command -v msgcmp >/dev/null || exit 77
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
now=$scratch/now.pot
[ "${2:-}" != --collect ] || now=${3:?the file to write}

xgettext --files-from=po/POTFILES.in --output="$now" --from-code=UTF-8 --add-comments --package-name=clientele \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=g_dngettext:2,3 \
  --keyword=g_dpgettext2:2c,3 --keyword=Q_:1g 2>"$scratch/log" || { cat "$scratch/log" >&2; exit 1; }
[ "${2:-}" != --collect ] || exit 0
result=0

# compare FOLDER FORM: FORM is the path of a language's file, with LANG for its name.
compare () {
  sed -n '/^[^#]/p' "$1/LINGUAS" | while IFS= read -r language; do
    file=$(printf '%s\n' "$2" | sed "s/LANG/$language/g")
    {
      msgfmt --check --output-file=/dev/null "$file" && msgcmp "$file" "$now"
    } >"$scratch/log" 2>&1 || {
      echo "$file is not complete:"
      grep -v 'is not used' "$scratch/log" | sed 's/^/  /'
    }
  done | if grep .; then return 1; fi
}

compare po po/LANG.po || result=1
if command -v itstool >/dev/null; then
  itstool --output "$now" help/C/*.page
  compare help help/LANG/LANG.po || result=1
fi
exit "$result"
