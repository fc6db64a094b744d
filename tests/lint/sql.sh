#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# SQL in C strings and in schema files stays in the subset that SQLite and PostgreSQL share.
# What is SQLite's alone lives in the SQLite driver (src/core/db/*sqlite*) and in *.sqlite.sql.
set -eu
cd "${1:?the source folder}"

schemas=$(find src -name '*.sql' ! -name '*.sqlite.sql' | LC_ALL=C sort)
sources=$(find src -name '*.c' ! -path 'src/core/db/*sqlite*' | LC_ALL=C sort)

# Names of boolean columns, so that "main = 1" is told from "client_id = 0".
booleans=
if [ -n "$schemas" ]; then
  # shellcheck disable=SC2086
  booleans=$(awk 'tolower ($2) ~ /^boolean/ { print $1 }' $schemas | LC_ALL=C sort -u | paste -sd '|' -)
fi

# "file:line: text" of each statement: neighbouring C strings are one, as the compiler joins them.
strings () {
  awk '
    function flush () { if (text != "") print FILENAME ":" start ": " text; text = "" }
    FNR == 1 { flush (); comment = 0 }
    {
      rest = $0
      while (rest != "") {
        if (comment) {
          end = index (rest, "*/")
          if (!end) break
          rest = substr (rest, end + 2); comment = 0
        } else if (match (rest, /^[ \t\\]+/)) {
          rest = substr (rest, RLENGTH + 1)
        } else if (rest ~ /^\/\*/) {
          comment = 1; rest = substr (rest, 3)
        } else if (rest ~ /^\/\//) {
          break
        } else if (match (rest, /^"([^"\\]|\\.)*"/)) {
          if (text == "") start = FNR
          text = text substr (rest, 2, RLENGTH - 2)
          rest = substr (rest, RLENGTH + 1)
        } else if (match (rest, /^'"'"'([^'"'"'\\]|\\.)*'"'"'/)) {
          flush (); rest = substr (rest, RLENGTH + 1)
        } else {
          flush ()
          if (!match (rest, /^[A-Za-z0-9_]+/)) RLENGTH = 1
          rest = substr (rest, RLENGTH + 1)
        }
      }
    }
    END { flush () }' "$@"
}

statements () {
  if [ -n "$sources" ]; then
    # shellcheck disable=SC2086
    strings $sources |
      grep -E '(SELECT|INSERT INTO|INSERT OR|UPDATE .* SET|DELETE FROM|WHERE|ORDER BY|VALUES|CREATE TABLE|CREATE INDEX|ALTER TABLE| FROM | AND |COLLATE| LIKE )' || :
  fi
  for schema in $schemas; do
    sed 's/--.*//' "$schema" | grep -n . | sed "s|^\([0-9]*\):|$schema:\1: |" || :
  done
}

# forbid PATTERN REASON
forbid () {
  printf '%s\n' "$all" | grep -iE "^[^:]*:[0-9]+: .*($1)" | sed "s|\$|  <- $2|" || :
}

all=$(statements)
{
  forbid '::[a-z]' 'use cast (... as ...)'
  forbid '(^|[^a-z0-9_])_?rowid([^a-z0-9_]|$)' 'rowid is not a column; use id'
  forbid 'insert or (replace|ignore)|replace into' 'use ON CONFLICT ... DO'
  forbid 'last_insert_rowid' 'use RETURNING id'
  forbid 'nocase' 'fold in C and compare folded columns'
  forbid '(^|[^a-z0-9_])(lower|upper) *\(' 'fold in C'
  forbid 'json[a-z_]* *\(|->>|(^|[^a-z_])jsonb?([^a-z_]|$)' 'no JSON in SQL'
  forbid '(^|[^a-z0-9_])ifnull *\(' 'use coalesce'
  forbid '(^|[^a-z0-9_])glob([^a-z0-9_]|$)' 'not portable'
  printf '%s\n' "$all" | grep -E ' LIKE ' | grep -vE '([a-z_.]*fold[a-z_]*|%s) (NOT )?LIKE ' |
    sed 's|$|  <- LIKE only on a folded column|' || :
  if [ -n "$booleans" ]; then
    forbid "(^|[^a-z0-9_])($booleans) *(=|<>|!=|is|is not) *[01]([^0-9]|\$)" 'write TRUE or FALSE'
    forbid 'boolean[^,]* default *\(?[01]' 'write TRUE or FALSE'
  fi
} | if grep .; then exit 1; fi
