#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# No file names a place of somebody's machine. The patterns are split so that this file does not match itself.
set -eu
cd "${1:?the source folder}"
if grep -rnIE --exclude-dir='_build*' --exclude-dir=.git --exclude=.git --exclude-dir=shots --exclude-dir=.flatpak-builder \
  '(^|[^[:alnum:]_.-])/(wor''k|ro''ot|hom''e/[a-z]+)/|\.\./sha''red/' .; then
  exit 1
fi
