#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The C sources are as clang-format writes them. Its versions differ in details (macros); Debian 12's decides.
set -eu
cd "${1:?the source folder}"
case $(clang-format --version 2>/dev/null) in
  *'version 14.'*) ;;
  *) echo "only clang-format 14 is asked"; exit 77 ;;
esac
find src tests -name '*.[ch]' -exec clang-format --dry-run {} + 2>&1 |
  sed -n 's/^\([^:]*\):[0-9]*:[0-9]*: .*Wclang-format-violations.*/\1 is not formatted; run .\/dev format/p' |
  LC_ALL=C sort -u | if grep .; then exit 1; fi
