#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The C sources are as clang-format writes them.
set -eu
cd "${1:?the source folder}"
command -v clang-format >/dev/null || exit 77
find src tests -name '*.[ch]' -exec clang-format --dry-run -Werror {} +
