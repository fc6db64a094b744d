# SPDX-License-Identifier: GPL-3.0-or-later
# A second writer: somebody holds the book; the program waits as long as it was told to, and says so when in vain.
. "$(dirname "$0")/lib.sh"
command -v sqlite3 >/dev/null || exit 77

add client name=Anna
mkfifo "$work/commands" "$work/answers"
sqlite3 "$book" <"$work/commands" >"$work/answers" 2>&1 &
writer=$!
exec 3>"$work/commands" 4<"$work/answers"
echo "BEGIN IMMEDIATE; SELECT 'held';" >&3
read -r answer <&4
[ "$answer" = held ] || fail "the lock was not taken: $answer"

# Reading goes on.
expect 0 count client
out_is 1
expect 0 show client 1 --json --wait 0
json "x[0]['name'] == 'Anna'"

# Writing fails with a sentence, and nothing is written.
expect 1 --wait 0 add client name=Berta
out_is_empty
[ "$(wc -l <"$work/err")" -eq 1 ] || fail "$what: more than one sentence"
expect 1 set client 1 name=Berta --wait 0
out_is_empty

# Or waits until the other one is done.
cli --wait 30 add client name=Clara >"$work/waiting" 2>"$work/err" &
waiting=$!
echo "COMMIT; SELECT 'given';" >&3
read -r answer <&4
wait "$waiting" || fail "the waiting writer failed"
exec 3>&-
wait "$writer"
expect 0 list client --order id --columns name
out_is "name
Anna
Clara"

# Many writers at once: all get their turn, each id is given once.
children=
for i in 1 2 3 4 5 6 7 8; do
  cli add client name="Writer $i" >"$work/id$i" 2>"$work/err$i" &
  children="$children $!"
done
for child in $children; do
  wait "$child" || fail "a writer failed: $(cat "$work"/err?)"
done
[ "$(cat "$work"/id? | sort -u | wc -l)" -eq 8 ] || fail "an id was given twice"
expect 0 count client --where name~Writer
out_is 8
expect 0 check
out_is "The book is in order."
