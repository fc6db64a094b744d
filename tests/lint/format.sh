#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The C sources are as clang-format writes them.
set -eu
cd "${1:?the source folder}"
command -v clang-format >/dev/null || exit 77
find src tests -name '*.[ch]' -exec clang-format --dry-run {} + 2>&1 |
  sed -n 's/^\([^:]*\):[0-9]*:[0-9]*: .*Wclang-format-violations.*/\1 is not formatted; run .\/dev format/p' |
  LC_ALL=C sort -u | if grep .; then exit 1; fi
