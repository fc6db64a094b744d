# SPDX-License-Identifier: GPL-3.0-or-later
# Pairs that may be one client are listed, and two clients become one.
. "$(dirname "$0")/lib.sh"

add client name="Anna Kowalska" phone="+380671234567" city=Kyiv
anna=$id
add client name="Анна Ковальска" phone="067 123 45 67" email=anna@example.org city=Lviv
twin=$id
add client name="Boris Lys" phone="+380671234567"
boris=$id
add note client="$twin" text="Likes tea"
note=$id

expect 0 duplicates --json
json "[(p['a'], p['b']) for p in x] == [($anna, $twin), ($anna, $boris)]"
json "x[0]['grounds'] == ['phone', 'name'] and x[1]['grounds'] == ['phone'] and x[1]['b_name'] == 'Boris Lys'"
expect 0 duplicates --limit 1
out_has "same phone, same name"
out_lacks "Boris"
expect 2 duplicates client

expect 1 merge "$anna" "$anna"
err_has "cannot be merged with itself"
expect 1 merge "$anna" 99
err_has "no client 99"
expect 2 merge "$anna" "$twin" city
expect 2 merge "$anna" "$twin" city=mine
expect 1 merge "$anna" "$twin" city=both
expect 2 merge "$anna"
expect 0 merge "$anna" "$twin" city=other
out_is_empty
expect 0 show client "$anna" --json
json "x[0]['city'] == 'Lviv' and x[0]['email'] == 'anna@example.org' and x[0]['name'] == 'Anna Kowalska'"
expect 0 show note "$note" --json
json "x[0]['client'] == $anna"
expect 0 timeline "$anna"
out_has "Merged with “Анна Ковальска”"
expect 0 list client --json
json "sorted(c['id'] for c in x) == [$anna, $boris]"
expect 0 duplicates --json
json "[(p['a'], p['b']) for p in x] == [($anna, $boris)]"
expect 0 check

# What was merged goes into a file and out of it, with who went up into whom.
expect 0 export all --format json --output "$work/book.json"
mv "$book" "$work/first.clientele"
expect 0 import "$work/book.json"
expect 0 list client --columns id,merged --json
json "[c['merged'] for c in x if c['id'] == $anna] == [[$twin]]"
expect 0 check
rm -f "$book"*
mv "$work/first.clientele" "$book"

expect 0 undo
expect 0 show client "$anna" --json
json "x[0]['city'] == 'Kyiv' and x[0]['email'] is None and x[0]['merged'] == []"
expect 0 show note "$note" --json
json "x[0]['client'] == $twin"
expect 0 duplicates --json
json "len(x) == 2"
expect 0 redo
expect 0 check

# Numbers of two countries that end alike are two numbers.
add client name="Hans Mohr" phone="+49 671 234567"
hans=$id
expect 0 duplicates --json
json "not [p for p in x if $hans in (p['a'], p['b'])]"
add client name="Gerd Mohr" phone="671 234567"
gerd=$id
expect 0 duplicates --json
json "[p['b'] for p in x if p['a'] == $hans] == [$gerd]"
