# SPDX-License-Identifier: GPL-3.0-or-later
# What is used wrongly exits with 2 and a sentence that names it, and touches nothing.
. "$(dirname "$0")/lib.sh"

usage () {
  names=$1
  shift
  expect 2 "$@"
  out_is_empty
  err_has "$names"
}

expect 2
err_has "Verbs:"
usage "“frobnicate”" frobnicate
usage "--frobnicate" --frobnicate list client
usage "“list” needs: ENTITY." list
usage "“clients”" list clients
usage "“client2”" list client client2
usage "--purge" list client --purge
usage "--where" add client name=Anna --where name=Anna
usage "--limit" list client --limit many
usage "below zero" --wait=-5 list client
usage "below zero" list client --limit -1
usage "below zero" demo --seed -1
usage "“xls” is not a format" import "$work/none" --format xls
usage "“xml” is not a format" export client --format xml
usage "“clients”" import "$work/none" --entity clients
usage "one of the two" import
expect 1 import "$work/none.csv"
fails_with "none.csv"
expect 1 restore "$work/none.clientele"
fails_with "none.clientele"
echo "a letter" >"$work/letter"
expect 1 restore "$work/letter"
fails_with "is not a book"
[ ! -e "$book" ] || fail "a mistake made a book"

# What is refused, or only tried, begins no book and leaves nothing behind.
export TMPDIR="$work/tmp"
mkdir "$TMPDIR"
leaves_nothing () {
  [ -z "$(find "$work" -name '*.clientele*')" ] || fail "$what: made a book"
  [ -z "$(ls -A "$TMPDIR")" ] || fail "$what: left something behind"
}
usage "10,000,000" demo --clients 0
leaves_nothing
usage "nickname" add client nickname=Anna
leaves_nothing
expect 1 add client name=Anna email=nonsense
fails_with "nonsense"
leaves_nothing
expect 1 add note client=1 text=Lost
out_is_empty
leaves_nothing
printf 'Name;City\nAnna;Praha\n' >"$work/clients.csv"
printf 'Title;Stage;Amount\nTea;New request;100\n' >"$work/deals.csv"
printf '{"format": "clientele", "version": 99}\n' >"$work/strange.json"
: >"$work/empty.csv"
expect 0 import "$work/clients.csv" --dry-run
out_is "1 new, 0 updated, 0 duplicates, 0 faulty"
leaves_nothing
expect 0 import "$work/deals.csv" --entity deal --dry-run
out_has "1 new"
leaves_nothing
usage "nickname" import "$work/clients.csv" --map City=nickname
leaves_nothing
usage "“moon”" import "$work/clients.csv" --make moon
leaves_nothing
expect 1 import "$work/clients.csv" --map Name=
out_is_empty
leaves_nothing
printf 'BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20261119T100000Z\nEND:VEVENT\nEND:VCALENDAR\n' >"$work/event.ics"
for file in empty.csv strange.json "event.ics --calendar=moon"; do
  # The words of an option are split on purpose.
  # shellcheck disable=SC2086
  expect 1 import "$work/"$file
  out_is_empty
  leaves_nothing
done
# A pipe can be read once only.
mkfifo "$work/pipe.csv"
cat "$work/clients.csv" >"$work/pipe.csv" &
expect 0 import "$work/pipe.csv"
out_is "1 new, 0 updated, 0 duplicates, 0 faulty"
expect 0 count client
out_is 1
[ -z "$(ls -A "$TMPDIR")" ] || fail "left something behind"
rm "$book"*

add client name=Anna
usage "--json takes no value" list client --json=no
usage "--purge takes no value" delete client 1 --purge=no
usage "nickname" list client --where nickname=Anna
usage "name" list client --where name
usage "nickname" list client --order nickname
usage "nickname" list client --order -nickname
usage "nickname" list client --columns name,nickname
usage "--columns" list client --columns ""
usage "“city” is given twice" add client name=Boris city=Kyiv city=Lviv
usage "“city” is given twice" set client 1 city=Kyiv city=
usage "nickname" count client --where nickname=Anna
usage "nickname" add client nickname=Anna
usage "“Anna”" add client Anna
usage "FIELD=VALUE" add client
usage "nickname" set client 1 nickname=Anna
usage "“first”" set client first name=Anna
usage "ID" show client
usage "“-”" show client -
usage "“1x”" delete client 1x
usage "“soon”" timeline soon
usage "WORDS" search
usage "words" search "  "
usage "FILE" backup
usage "FILE" restore
usage "“now”" undo now
usage "“now”" check now
usage "“clients”" schema clients
usage "--sql" schema client --sql
printf '\377' >"$work/bytes"
usage "UTF-8" add client name="$(cat "$work/bytes")"
expect 0 count client
out_is 1

# Help goes to the standard output, of the program and of every verb.
for arguments in --help -h; do
  expect 0 $arguments
  out_has "Verbs:"
  out_has "--book=FILE"
done
for verb in $(cli --help | sed -n '/^Verbs:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
  expect 0 "$verb" --help
  out_has "clientele-cli [OPTION…] $verb"
  out_has "--json"
done
expect 0 list --help
out_has "--where=FIELD=VALUE"
out_has "--archived"
out_lacks "--purge"
for verb in list count show add set delete deal timeline search undo history backup restore check schema; do
  expect 0 "$verb" --help
done
expect 0 --version
out_has "clientele-cli "
if [ -c /dev/full ]; then
  for arguments in --help --version "list --help" "list client"; do
    what="clientele-cli $arguments, the disk being full"
    # shellcheck disable=SC2086
    cli $arguments >/dev/full 2>"$work/err"
    [ $? -eq 1 ] || fail "$what: not exit 1"
    [ "$(wc -l <"$work/err")" -eq 1 ] || fail "$what: not one sentence"
  done
fi
