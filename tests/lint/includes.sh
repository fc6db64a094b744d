#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Who may include whom: base <- db <- store <- nouns <- backends | gui | cli, the nouns among themselves
# in the order below, and the outside libraries only where they belong.
set -eu
cd "${1:?the source folder}"

# A file's layer as "rank name"; src/core itself holds the table of all entities, so it is above the nouns.
layer_of () {
  case $1 in
    src/core/base/*) echo 10 base ;;
    src/core/db/*) echo 20 db ;;
    src/core/store/*) echo 30 store ;;
    src/core/user/* | src/core/option/* | src/core/secret/*) echo 41 noun ;;
    src/core/client/*) echo 42 noun ;;
    src/core/deal/* | src/core/task/* | src/core/meeting/* | src/core/message/* | src/core/channel/* | \
      src/core/note/* | src/core/call/* | src/core/product/* | src/core/document/* | src/core/script/*) echo 43 noun ;;
    src/core/activity/* | src/core/calendar/* | src/core/today/* | src/core/report/* | src/core/import/* | src/core/contact/* | \
      src/core/template/* | src/core/segment/* | src/core/campaign/* | src/core/duplicate/*) echo 44 noun ;;
    src/core/*/*) echo 0 unknown ;;
    src/core/*) echo 45 core ;;
    src/backends/*) echo 50 backends ;;
    src/gui/*) echo 60 gui ;;
    src/cli/*) echo 60 cli ;;
    *) echo 90 program ;;
  esac
}

# Files include by their own folder, by src/core (the core's include folder) or by src.
resolve () {
  for folder in "$(dirname "$1")" src/core src src/gui; do
    if [ -f "$folder/$2" ]; then
      found=$folder/$2
      case $found in */../*) found=$(cd "$(dirname "$found")" && pwd -P | sed "s|^$(pwd -P)/||")/${2##*/} ;; esac
      echo "$found"
      return
    fi
  done
}

root=$(pwd -P)
check_own () {
  grep -rEHno '^ *# *include *"[^"]+"' src --include='*.[ch]' | while IFS= read -r line; do
    file=${line%%:*}
    name=${line#*\"}
    name=${name%\"*}
    target=$(resolve "$file" "$name")
    target=${target#"$root"/}
    [ -n "$target" ] || continue
    read -r from from_name <<FROM
$(layer_of "$file")
FROM
    read -r to to_name <<TO
$(layer_of "$target")
TO
    if [ "$from_name" = unknown ] || [ "$to_name" = unknown ]; then
      echo "$file: $target: a folder of core that has no place in tests/lint/includes.sh"
    elif [ "$from_name" = gui ] && [ "$to_name" = backends ]; then
      echo "$file includes $target: the window knows outside systems by core's classes only"
    elif [ "$from_name" = cli ] && [ "$to_name" = gui ] || [ "$from_name" = gui ] && [ "$to_name" = cli ]; then
      echo "$file includes $target: neither program includes the other"
    elif [ "$to" -gt "$from" ]; then
      echo "$file includes $target: $to_name is above $from_name"
    fi
  done
}

# only WHERE HEADERS: files of src outside the folders WHERE must not include HEADERS.
only () {
  grep -rEHn "^ *# *include *[<\"]($2)" src --include='*.[ch]' | grep -vE "^($1)" | sed "s#\$#  (allowed only in $1)#" || :
}

{
  check_own
  only 'src/core/db/' 'sqlite3'
  only 'src/gui/|src/main\.c' 'gtk/|gdk/|gsk/|adwaita\.h|pango/|graphene'
  only 'src/backends/' 'libebook|libecal|libedata|camel/|libsoup/|libsecret/'
} | if grep .; then exit 1; fi
