# SPDX-License-Identifier: GPL-3.0-or-later
# History, undo and redo: by name, across program starts, and never over somebody's newer change.
. "$(dirname "$0")/lib.sh"

add client name=Anna city=Wien
anna=$id
expect 0 set client "$anna" city=Graz status=customer
expect 0 history client "$anna" --json
json "keys('at', 'author', 'purpose', 'field', 'old', 'new')"
json "any(o['field'] == 'city' and o['old'] == 'Wien' and o['new'] == 'Graz' for o in x)"
json "all(o['author'] and o['at'].endswith('Z') for o in x)"
json "any('Anna' in o['purpose'] for o in x)"
expect 0 history client "$anna"
out_has "Graz"

expect 0 undo
out_is_empty
err_has "Undone: Client “Anna” changed"
expect 0 show client "$anna" --json
json "x[0]['city'] == 'Wien' and x[0]['status'] != 'customer'"
expect 0 redo
err_has "Redone: "
expect 0 show client "$anna" --json
json "x[0]['city'] == 'Graz' and x[0]['status'] == 'customer'"
expect 0 undo --json
json "x[0]['reversed'] == 1 and x[0]['kept'] == 0 and x[0]['failed'] == 0 and 'Anna' in x[0]['purpose']"

# Undo goes on to the operation before.
expect 0 undo
expect 1 show client "$anna"
expect 0 count client
out_is 0
expect 0 redo
expect 0 redo
expect 0 show client "$anna" --json
json "x[0]['id'] == $anna and x[0]['city'] == 'Graz'"
expect 1 redo
fails_with "redo"

# A new operation ends redo.
expect 0 undo
expect 0 set client "$anna" city=Linz
expect 1 redo

# A removed record comes back whole.
add note client="$anna" text="Likes apples"
note=$id
expect 0 delete note "$note" --purge
expect 0 search apples --json
out_is "[]"
expect 0 undo
expect 0 show note "$note" --json
json "x[0]['text'] == 'Likes apples' and x[0]['client'] == $anna"
expect 0 search apples --json
json "len(x) == 1"
expect 0 timeline "$anna" --json
json "[o['id'] for o in x if o['kind'] == 'note'] == [$note]"

# Of a client also its addresses: they are fields of it wherever they are asked for.
expect 0 set client "$anna" phone="01 55 01 99"
expect 0 set client "$anna" phone="01 55 01 98"
add address client="$anna" kind=email value=anna@example.org
expect 0 set address "$id" label=home
expect 0 set client "$anna" phone=
expect 0 history client "$anna" --json
json "[(o['field'], o['old'], o['new']) for o in x][:4] == [
  ('phone', '01 55 01 98', None), ('email', None, 'anna@example.org'),
  ('phone', '01 55 01 99', '01 55 01 98'), ('phone', None, '01 55 01 99')]"
json "x[3]['purpose'] == 'Client “Anna” changed' and x[4]['field'] == 'city'"
expect 0 delete client "$anna"
expect 0 history client "$anna" --json
json "x[0]['field'] is None and x[1]['field'] == 'phone'"

# What is taken back is named for people, whatever it is and whether it has a name.
add leave user=1 kind=vacation starts_on=2026-07-01 ends_on=2026-07-10
leave=$id
expect 0 set leave "$leave" kind=trip
expect 0 delete leave "$leave"
for words in "Leave “$leave” archived" "Leave “$leave” changed" "Leave added"; do
  expect 0 undo
  err_has "Undone: $words"
done
add lost_reason name=Price
expect 0 delete lost_reason "$id" --purge
for words in "Reason of loss “Price” removed" "Reason of loss “Price” added"; do
  expect 0 undo
  err_has "Undone: $words"
done

# Everything taken back, there is nothing left to undo.
while cli undo >"$work/out" 2>"$work/err"; do :; done
fails_with "undo"
expect 0 check
out_is "The book is in order."
