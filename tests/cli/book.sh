# SPDX-License-Identifier: GPL-3.0-or-later
# The book as a whole: backup, restore, check, schema, the default place.
. "$(dirname "$0")/lib.sh"

add client name=Anna tags=vip
add note client=1 text="Likes apples"
expect 0 show client 1 --json
cp "$work/out" "$work/anna"

expect 0 backup "$work/copy.clientele"
out_is_empty
[ -s "$work/copy.clientele" ] || fail "no backup"
"$CLIENTELE_CLI" --book "$work/copy.clientele" show client 1 --json >"$work/out" 2>"$work/err" || fail "open the backup"
cmp -s "$work/anna" "$work/out" || fail "the backup differs"
expect 0 backup "$work/copy.clientele"
printf 'a letter\n' >"$work/letter.txt"
expect 1 backup "$work/letter.txt"
[ "$(cat "$work/letter.txt")" = "a letter" ] || fail "a backup replaced a letter"
out_is_empty
mkfifo "$work/pipe"
expect 1 backup "$work/pipe"
[ -p "$work/pipe" ] || fail "a backup replaced a pipe"
expect 1 backup "$work/no/such/folder/copy.clientele"
out_is_empty

expect 0 set client 1 name=Berta
add client name=Clara
expect 0 restore "$work/copy.clientele"
expect 0 list client --json
json "len(x) == 1"
expect 0 show client 1 --json
cmp -s "$work/anna" "$work/out" || fail "restored something else"
expect 0 check
out_is "The book is in order."
expect 0 check --json
out_is "[]"
# The replaced book was kept.
kept=$(find "$work" -maxdepth 1 -name 'test.clientele*' ! -name 'test.clientele' ! -name '*-wal' ! -name '*-shm' ! -name '*.lock' | head -n 1)
[ -n "$kept" ] || fail "the replaced book was not kept"
"$CLIENTELE_CLI" --book "$kept" count client >"$work/out" 2>"$work/err" || fail "open the kept book"
out_is 2

# What is no book is refused and left alone.
expect 1 restore "$work/nothing"
out_is_empty
echo "a letter" >"$work/letter"
expect 1 restore "$work/letter"
out_is_empty
expect 0 show client 1 --json
cmp -s "$work/anna" "$work/out" || fail "a refused restore changed the book"
"$CLIENTELE_CLI" --book "$work/letter" list client >"$work/out" 2>"$work/err" && fail "opened a letter"
out_is_empty
[ "$(cat "$work/letter")" = "a letter" ] || fail "changed a file that is no book"
printf x >"$work/letter1"
: >"$work/letter0"
for n in 0 1; do
  "$CLIENTELE_CLI" --book "$work/letter$n" list client >"$work/out" 2>"$work/err" && fail "opened a file of $n bytes"
  [ "$(wc -c <"$work/letter$n")" -eq $n ] || fail "changed a file of $n bytes"
done
"$CLIENTELE_CLI" --book "$work/letter1" add client name=Anna >"$work/out" 2>"$work/err" && fail "wrote a book over a letter"
[ "$(cat "$work/letter1")" = x ] || fail "changed a file that is no book"

# Restore into a book that is not there yet.
# What a newer program wrote is named, and left alone.
cp "$work/copy.clientele" "$work/newer.clientele"
python3 -c '
import sqlite3, sys
book = sqlite3.connect (sys.argv[1])
book.execute ("INSERT INTO schema_migration VALUES (99, ?, ?, 0, ?)", ("0099-later.sql", "00", "9.9"))
book.commit ()' "$work/newer.clientele"
expect 1 restore "$work/newer.clientele"
fails_with "newer.clientele” was written by a newer version of the program (9.9)"

# A damaged book: said so, and a backup takes its place; what is left of it is kept.
cp "$work/copy.clientele" "$work/hurt.clientele"
python3 -c '
import sys
with open (sys.argv[1], "r+b") as book:
    book.seek (100)
    book.write (bytes (50000))' "$work/hurt.clientele"
whole=$book
book=$work/hurt.clientele
expect 1 list client
fails_with "is damaged"
expect 1 restore "$work/letter"
fails_with "is not a book of Clientele"
expect 0 restore "$work/copy.clientele"
err_has "The book was damaged; what was there is kept as “$work/hurt.clientele.damaged-"
expect 0 check
expect 0 show client 1
ls "$work"/hurt.clientele.damaged-* >/dev/null || fail "the damaged book was thrown away"
# Damage that is met only when the book has been read in part.
cp "$work/copy.clientele" "$work/torn.clientele"
python3 -c '
import sqlite3, sys
book = sqlite3.connect (sys.argv[1])
page = book.execute ("SELECT rootpage FROM sqlite_master WHERE name = ?", ("change",)).fetchone ()[0]
size = book.execute ("PRAGMA page_size").fetchone ()[0]
book.close ()
with open (sys.argv[1], "r+b") as book:
    book.seek ((page - 1) * size)
    book.write (bytes ([7]) * size)' "$work/torn.clientele"
book=$work/torn.clientele
expect 1 list client
fails_with "is damaged"
expect 0 restore "$work/copy.clientele"
expect 0 check
expect 0 show client 1
book=$whole

"$CLIENTELE_CLI" --book "$work/new.clientele" restore "$work/copy.clientele" >"$work/out" 2>"$work/err" || fail "restore into nothing"
"$CLIENTELE_CLI" --book "$work/new.clientele" show client 1 --json >"$work/out" 2>"$work/err" || fail "show restored"
cmp -s "$work/anna" "$work/out" || fail "restored something else"

# Damage is found, told, and mended where it can be.
if command -v sqlite3 >/dev/null; then
  sqlite3 "$book" "DELETE FROM activity; UPDATE client_figures SET last_contact_at = 5"
  expect 1 check
  err_has "check --repair"
  expect 1 check --json
  json "len(x) > 0 and all(o['problem'] for o in x)"
  expect 0 check --repair
  out_has "wrong figures"
  out_has "The book is in order."
  expect 0 check
  expect 0 timeline 1 --json
  json "len(x) == 1"
  # What refers to nothing is named; how far it is, is said to people alone.
  cp "$book" "$work/lost.clientele"
  sqlite3 "$work/lost.clientele" "UPDATE note SET client = 900"
  whole=$book book=$work/lost.clientele
  expect 1 check
  out_has "note 1 refers to a record of client that does not exist."
  expect 1 check --repair
  err_has "The book has"
  ! grep -q % "$work/err" || fail "progress was written into a file"
  book=$whole
fi

# Schema: with a book and without.
expect 0 schema client
out_has "name"
out_has "required"
expect 0 schema
out_has "client"
out_has "note"
expect 0 schema note --json
json "len(x) == 1 and x[0]['entity'] == 'note'"
json "{'name', 'label', 'kind', 'required', 'read_only', 'own', 'target', 'choices'} == set(x[0]['fields'][0])"
json "[f['kind'] for f in x[0]['fields'] if f['name'] == 'client'] == ['link']"
expect 0 schema --sql
out_has "CREATE TABLE client ("
book=$work/none.clientele
expect 0 schema --json
json "{'client', 'address', 'note', 'call', 'deal', 'task', 'meeting', 'message', 'tag', 'user'} <= {o['entity'] for o in x}"
expect 0 schema --sql
out_has "CREATE TABLE client ("
[ ! -e "$book" ] || fail "schema made a book"
if command -v sqlite3 >/dev/null; then
  sqlite3 "$work/from-sql" <"$work/out" >"$work/err" 2>&1 || fail "the DDL does not run"
fi

# The book of the user.
"$CLIENTELE_CLI" add client name=Default >"$work/out" 2>"$work/err" || fail "default book"
[ -s "$XDG_DATA_HOME/clientele/book.clientele" ] || fail "the default book is elsewhere"
