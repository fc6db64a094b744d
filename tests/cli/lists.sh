# SPDX-License-Identifier: GPL-3.0-or-later
# Conditions, words, order, limit, columns; the table for people.
. "$(dirname "$0")/lib.sh"

add client name="Олена Ковальчук" city=Київ phone="067 123 45 67" tags=vip birthday=1993-08-24 status=customer
add client name="Zoë Müller" city=Zürich email=zoe@example.ch status=lead
add client name="Jan Żółw" city=Łódź phone="+48 22 123 45 67" birthday=--02-29 status=lead
add client name="山田太郎" city=東京 tags=vip,wholesale status=contact
add client kind=company name="Acme, Inc." city=Київ status=lead

# finds NAMES-IDS ARGUMENT…
finds () {
  ids=$1
  shift
  expect 0 list client --order id --json "$@"
  json "[o['id'] for o in x] == [$ids]"
  expect 0 count client "$@"
  out_is "$(echo "$ids" | tr -cd 0-9 | wc -c | tr -d ' ')"
}
finds 1,2,3,4,5
finds 2,3,5 --where status=lead
finds 1,5 --where city=київ
finds 5 --where city=КИЇВ --where status=lead
finds 2 --where "name=ZOE MULLER"
finds 3 --where "name=jan zolw"
finds 2,3,4,5 --where "name!=Олена Ковальчук"
finds 1 --where phone=+380671234567
finds 1 --where "phone=(067) 123-45-67"
finds "" --where phone=+49221234567
finds 3 --where phone=+48221234567
finds 2,4,5 --where phone=
finds 1,3 --where phone!=
finds 1,4 --where tags=vip
finds 4 --where tags=wholesale --where tags=vip
finds 2,3,5 --where tags=
finds 2 --where email~EXAMPLE.ch
finds 1 --where name~коваль
finds 4 --where name~太
finds 1 --where "birthday<2000-01-01" --where "birthday>1990-01-01"
finds "" --where "birthday<1990-01-01"
finds 5 --where kind=company
finds "" --where id=
finds 1,2,3,4,5 --where uid!=
finds 4,5 --where "id>3"
finds 1,2 --where "id<3"
finds "" --where name=Nobody
finds 1 --text "ковальчук олена"
finds 2 --text muller
finds 1 --text "1234567 олена"
finds 3 --text "zolw jan"

# Values that cannot be compared are failures, not empty lists.
expect 1 list client --where "birthday<soon"
fails_with "birthday"
expect 1 list client --where id~1
fails_with "id: This test does not fit"

# Order: as people expect names to sort, several keys, both ways.
expect 0 list client --columns name --json
json "[o['name'] for o in x].index('Acme, Inc.') == 0 and [o['name'] for o in x].index('Zoë Müller') == 2"
expect 0 list client --order -id --limit 2 --json
json "[o['id'] for o in x] == [5, 4]"
expect 0 list client --order status --order -id --json
json "[o['id'] for o in x] == [4, 1, 5, 3, 2]"
expect 0 list client --limit 0 --json
out_is "[]"

# Columns are those asked for, in that order.
expect 0 list client --columns city,id --json --order id --limit 1
out_is '[
{"city":"Київ","id":1}
]'
expect 0 list client --where name=Nobody --json
out_is "[]"
expect 0 list client --where name=Nobody
out_is_empty

# Options may stand before or after the verb.
"$CLIENTELE_CLI" list --json client --limit=1 --book "$book" --order id >"$work/out" 2>"$work/err" || fail "order of options"
json "len(x) == 1"

# The table: aligned on a terminal, also with wide and with combining letters.
expect 0 list client --order id --columns id,name,city,tags
out_is "id  name             city    tags
 1  Олена Ковальчук  Київ    vip
 2  Zoë Müller       Zürich
 3  Jan Żółw         Łódź
 4  山田太郎         東京    vip, wholesale
 5  Acme, Inc.       Київ"

# Wrong locale settings of the desktop do not spoil input or output.
LC_ALL=C cli list client --where city=київ --where kind=company --columns name,city >"$work/out" 2>"$work/err" || fail "C locale"
out_is "name        city
Acme, Inc.  Київ"

# Other entities by the same verbs.
add deal title="Roof" client=1 amount="1200.50 EUR"
add deal title="Cellar" client=1 amount="300 UAH"
add task title="Call back" client=1 due_on=2026-12-24
expect 0 list deal --where "client=Олена Ковальчук" --order -title --columns title,amount
out_is "title        amount
Roof    1200.50 EUR
Cellar   300.00 UAH"
expect 0 list deal --where client=2 --json
out_is "[]"
expect 0 list task --where "due_on<2027-01-01" --columns title,client,due_on
out_is "title      client           due_on
Call back  Олена Ковальчук  2026-12-24"
expect 0 list tag --columns name
out_is "name
vip
wholesale"
expect 0 count user
out_is 1

# Search: clients first, with the reason when it is not the name; then texts.
add note client=2 text="Wants a quote for 500 apples before Easter"
expect 0 search apples --json
json "len(x) == 1 and x[0]['entity'] == 'note' and x[0]['client'] == 2 and x[0]['name'] == 'Zoë Müller'"
json "'apples' in x[0]['excerpt']"
json "keys('entity', 'id', 'client', 'name', 'excerpt')"
expect 0 search ковальчук --json
json "[(o['entity'], o['id'], o['excerpt']) for o in x] == [('client', 1, None)]"
expect 0 search 1234567 --json
json "[o['id'] for o in x] == [3, 1] and all('123' in o['excerpt'] for o in x)"
expect 0 search zoe example
out_has "zoe@example.ch"
expect 0 search nothing such --json
out_is "[]"
