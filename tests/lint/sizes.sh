#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# No C file is over 1000 lines: past that it holds more than one thing and is split by concern.
set -eu
cd "${1:?the source folder}"
find src tests -name '*.[ch]' | LC_ALL=C sort | while IFS= read -r file; do
  lines=$(wc -l <"$file")
  [ "$lines" -le 1000 ] || echo "$file: $lines lines; split it by concern before 1000"
done | if grep .; then exit 1; fi
