# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by the tests of the command line: a folder and a book of their own, and checks that tell what was
# expected. Each test is given the program by CLIENTELE_CLI.

set -u
: "${CLIENTELE_CLI:?is not set}"
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
export HOME="$work/home" XDG_DATA_HOME="$work/data" TZ=UTC
mkdir -p "$HOME" "$XDG_DATA_HOME"
book=$work/test.clientele

cli () {
  "$CLIENTELE_CLI" --book "$book" "$@"
}

fail () {
  echo "FAILED: $*" >&2
  echo "-- standard output:" >&2
  cat "$work/out" >&2
  echo "-- standard error:" >&2
  cat "$work/err" >&2
  exit 1
}

# expect STATUS ARGUMENT…: runs the program; its output is then checked by the functions below.
expect () {
  wanted=$1
  shift
  what="clientele-cli $*"
  cli "$@" >"$work/out" 2>"$work/err"
  got=$?
  [ "$got" -eq "$wanted" ] || fail "$what: exit $got, not $wanted"
}

# The whole standard output.
out_is () {
  printf '%s\n' "$1" >"$work/wanted"
  diff -u "$work/wanted" "$work/out" >&2 || fail "$what: another output"
}

out_is_empty () {
  [ ! -s "$work/out" ] || fail "$what: printed something"
}

out_has () {
  grep -qF -- "$1" "$work/out" || fail "$what: “$1” is not in the output"
}

out_lacks () {
  ! grep -qF -- "$1" "$work/out" || fail "$what: “$1” is in the output"
}

err_has () {
  grep -qF -- "$1" "$work/err" || fail "$what: “$1” is not among the messages"
}

# One sentence, and nothing on the standard output.
fails_with () {
  out_is_empty
  err_has "$1"
  [ "$(wc -l <"$work/err")" -eq 1 ] || fail "$what: more than one sentence"
}

# json EXPRESSION: the output is a JSON array, called x; the expression holds.
json () {
  python3 -c '
import json, sys
x = json.load(open(sys.argv[1], encoding="utf-8"))
assert isinstance(x, list)
def keys(*names): return all(set(names) == set(o) for o in x)
if not eval(sys.argv[2]):
    sys.exit(1)
' "$work/out" "$1" || fail "$what: not so: $1"
}

# add ENTITY FIELD=VALUE…: leaves the id in $id.
add () {
  expect 0 add "$@"
  id=$(cat "$work/out")
  case $id in
    '' | *[!0-9]*) fail "$what: printed no id" ;;
  esac
}
