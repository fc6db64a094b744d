#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the desktop reads about the program is valid, with its translations: desktop file, metainfo, settings,
# icons, help pages, flatpak manifests.
set -eu
cd "${1:?the source folder}"
for tool in msgfmt desktop-file-validate appstreamcli glib-compile-schemas xmllint; do
  command -v "$tool" >/dev/null || { echo "$tool is not here"; exit 77; }
done
id=io.github.clientele.Clientele
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
result=0
try () { "$@" || { echo "failed: $*"; result=1; }; }

try msgfmt --desktop --template="data/$id.desktop.in" -d po -o "$scratch/$id.desktop"
try desktop-file-validate "$scratch/$id.desktop"
try msgfmt --xml --template="data/$id.metainfo.xml.in" -d po -o "$scratch/$id.metainfo.xml"
# The project has no home page of its own to name; AppStream 0.16 does not ask for one and does not know the tag.
metainfo=$scratch/$id.metainfo.xml
appstreamcli validate --no-net --no-color "$metainfo" >/dev/null ||
  appstreamcli validate --no-net --no-color --override=url-homepage-missing=info "$metainfo" >"$scratch/log" ||
  { cat "$scratch/log"; appstreamcli validate --no-net --no-color "$metainfo"; result=1; }
try glib-compile-schemas --strict --dry-run data
find data src -name '*.svg' -o -name '*.ui' -o -name '*.gresource.xml' | while IFS= read -r file; do
  xmllint --nonet --noout "$file" || exit 1
done || result=1
if command -v yelp-check >/dev/null; then
  try yelp-check validate help/C/*.page
  try yelp-check links help/C
  try yelp-check orphans help/C
fi
for manifest in flatpak/*.json; do
  try python3 -m json.tool "$manifest" /dev/null
done
# What the release may do and stands on, the development version is tried with.
try python3 - "flatpak/$id.json" "flatpak/$id.Devel.json" <<'END'
import json
import sys

release, devel = (json.load(open(path)) for path in sys.argv[1:])
for key in "app-id", "runtime", "runtime-version", "sdk", "command", "finish-args":
    if release[key] != devel[key]:
        sys.exit(f"{key} differs in the manifests")
if release["modules"][:-1] != devel["modules"][:-1]:
    sys.exit("modules differ in the manifests")
END
exit "$result"
