# SPDX-License-Identifier: GPL-3.0-or-later
# Adding, showing, changing, archiving and removing records; the shape of JSON.
. "$(dirname "$0")/lib.sh"

# A book that is not there: reading says so, adding begins one.
expect 1 list client
fails_with "There is no book at"
[ ! -e "$book" ] || fail "reading made a book"
add client kind=company name="Acme GmbH" city=Wien
acme=$id
add client name="Олена Ковальчук" company="Acme GmbH" phone="067 123 45 67" email=Olena@Example.com \
  birthday=1993-08-24 tags=vip,wholesale status=lead roles=customer,partner
olena=$id
[ "$acme" != "$olena" ] || fail "two records have one id"

expect 0 show client "$olena" --json
json "len(x) == 1"
json "x[0]['id'] == $olena and x[0]['version'] == 1"
json "len(x[0]['uid']) == 36 and x[0]['uid'].count('-') == 4"
json "__import__('re').fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z', x[0]['created_at'])"
json "x[0]['updated_at'] == x[0]['created_at'] and x[0]['archived_at'] is None"
json "x[0]['name'] == 'Олена Ковальчук' and x[0]['kind'] == 'person'"
json "x[0]['company'] == $acme and x[0]['company_name'] == 'Acme GmbH'"
json "x[0]['phone'] == '067 123 45 67' and x[0]['email'] == 'Olena@Example.com'"
json "x[0]['birthday'] == '1993-08-24' and x[0]['city'] is None"
json "sorted(x[0]['tags']) == ['vip', 'wholesale']"
json "x[0]['roles'] == ['customer', 'partner'] and x[0]['status'] == 'lead'"
expect 0 show client "$acme" --json
json "x[0]['tags'] == [] and x[0]['company'] is None and x[0]['kind'] == 'company'"

# Keys are the fields of the schema, of every entity.
expect 0 schema --json
python3 - "$work/out" >"$work/fields" <<'PYTHON'
import json, sys
for entity in json.load(open(sys.argv[1], encoding="utf-8")):
    print(entity["entity"], ",".join(field["name"] for field in entity["fields"]))
PYTHON
fields=$(sed -n 's/^client //p' "$work/fields")
expect 0 show client "$olena" --json
json "list(x[0]) == '$fields'.split(',')"
expect 0 list client --json
json "all(list(o) == '$fields'.split(',') for o in x) and len(x) == 2"

# For people.
expect 0 show client "$olena"
out_has "name                    Олена Ковальчук"
out_has "company                 Acme GmbH"
out_has "tags                    vip, wholesale"
out_lacks "city"

# Booleans, money, dates, instants, long texts, links by id or exact name.
add deal title=Roof client="acme gmbh" amount="1200.5 EUR" expected_close=2026-12-01
deal=$id
expect 0 show deal "$deal" --json
json "x[0]['amount'] == {'amount': '1200.50', 'currency': 'EUR'} and x[0]['client'] == $acme"
json "x[0]['expected_close'] == '2026-12-01'"
add note client="$olena" at=2026-03-01T10:00:00+02:00 text="First line
second line" pinned=yes deal=Roof
expect 0 show note "$id" --json
json "x[0]['at'] == '2026-03-01T08:00:00Z' and x[0]['pinned'] is True and x[0]['deal'] == $deal"
json "x[0]['text'] == 'First line\nsecond line' and x[0]['client'] == $olena"
add call client="$olena" direction=out duration=6:40 outcome=answered
expect 0 show call "$id" --json
json "x[0]['duration'] == 400 and x[0]['direction'] == 'out'"
expect 0 add client name=Json --json
json "len(x) == 1 and x[0]['name'] == 'Json' and isinstance(x[0]['id'], int)"

# Changing: only what is named; an empty value empties the field.
expect 0 set client "$olena" city=Київ status=customer tags=vip
out_is_empty
expect 0 show client "$olena" --json
json "x[0]['city'] == 'Київ' and x[0]['tags'] == ['vip'] and x[0]['version'] == 2"
json "x[0]['phone'] == '067 123 45 67' and x[0]['company'] == $acme"
expect 0 set client "$olena" city= tags= company= phone= --json
json "x[0]['city'] is None and x[0]['tags'] == [] and x[0]['company'] is None and x[0]['phone'] is None"
expect 0 set client "$olena" company="$acme" phone="+380 67 999 88 77"
expect 0 show client "$olena" --json
json "x[0]['company'] == $acme and x[0]['phone'] == '+380 67 999 88 77'"
version=$(sed -n 's/.*"version":\([0-9]*\).*/\1/p' "$work/out")
expect 0 set client "$olena" company="$acme"
expect 0 show client "$olena" --json
json "x[0]['version'] == $version"

# A value that a field refuses is a failure that names the field; nothing is written.
refused () {
  expect 1 "$@"
  out_is_empty
}
refused set client "$olena" birthday=yesterday
fails_with "birthday: "
refused set client "$olena" birthday=2023-02-29
fails_with "birthday: "
refused set client "$olena" city=Lviv email=nobody
fails_with "email: "
refused set client "$olena" status=friend
fails_with "status: "
refused set client "$olena" name=
fails_with "name: "
refused set client "$olena" company="Nobody & Sons"
err_has "Nobody & Sons"
refused add client city=Wien
fails_with "name: "
refused set deal "$deal" amount=much
fails_with "amount: "
refused set client "$olena" id=9
fails_with "id: "
refused set client "$olena" last_contact=2026-01-01
fails_with "last_contact: "
expect 0 show client "$olena" --json
json "x[0]['city'] is None and x[0]['version'] == $version"

# Records that are not there.
for verb in show "set" delete history; do
  case $verb in
    set) expect 1 set client 4711 name=Anna ;;
    *) expect 1 $verb client 4711 ;;
  esac
  fails_with "There is no client 4711."
done
expect 1 timeline 4711
fails_with "There is no client 4711."
expect 1 delete client 4711 --purge
fails_with "There is no client 4711."
# A deal with the very number of its client keeps the client.
held=$("$CLIENTELE_CLI" --book "$work/held.clientele" add client name=Held)
holds=$("$CLIENTELE_CLI" --book "$work/held.clientele" add deal title=Holds client="$held")
[ "$held" = "$holds" ] || fail "the numbers differ"
if "$CLIENTELE_CLI" --book "$work/held.clientele" delete client "$held" --purge 2>"$work/held.err"; then fail "a held client was removed"; fi
grep -q "deal $holds refers to it" "$work/held.err" || fail "what refers to the client is not named"

# Archived: left out, shown on demand, back with undo. Removed: gone.
add client name=Gone phone="067 765 43 21" email=gone@example.com
gone=$id
expect 0 set client "$gone" email=
expect 0 count client
before=$(cat "$work/out")
expect 0 delete client "$gone"
out_is_empty
expect 0 count client
out_is "$((before - 1))"
expect 0 list client --json
json "all(o['id'] != $gone for o in x)"
expect 0 list client --archived --json
json "[o['id'] for o in x] == [$gone] and x[0]['archived_at'] is not None"
expect 0 count client --archived
out_is 1
expect 1 show client "$gone"
err_has "--archived"
expect 0 show client "$gone" --archived --json
json "x[0]['name'] == 'Gone'"
# What was in the archive before is not its own any more, what went there with it is.
json "x[0]['phone'] == '067 765 43 21' and x[0]['email'] is None"
expect 0 list client --archived --where "phone=067 765 43 21" --where email= --columns name
out_has Gone
expect 0 count client --where "phone=067 765 43 21"
out_is 0
expect 0 undo
expect 0 show client "$gone" --json
json "x[0]['archived_at'] is None and x[0]['phone'] == '067 765 43 21'"
expect 0 delete client "$gone" --purge
expect 1 show client "$gone" --archived
fails_with "There is no client $gone."
expect 0 undo
expect 0 show client "$gone" --json
json "x[0]['name'] == 'Gone'"

# Fields of one's own are fields like others; taken away and brought back.
add own_field entity=client label="Shoe size" kind=integer
own=$id
add client name=Shoes "Shoe size=43"
shoes=$id
expect 0 list client --where "x_$own>40" --columns "name,x_$own" --json
json "x == [{'name': 'Shoes', 'x_$own': 43}]"
expect 0 set client "$shoes" "x_$own=44"
refused set client "$shoes" "x_$own=big"
fails_with "x_$own: "
expect 0 schema client --json
json "[f['label'] for f in x[0]['fields'] if f['own']] == ['Shoe size']"
expect 0 delete own_field "$own"
expect 2 list client --where "x_$own=44"
expect 0 undo
expect 0 show client "$shoes" --json
json "x[0]['x_$own'] == 44"
refused add own_field entity=client label=Colour kind=colour
fails_with "kind: "
expect 0 add own_field entity=client label=Colour kind=choice choices="red
green"
expect 0 set client "$shoes" Colour=red
refused set client "$shoes" Colour=blue

# What was exported comes back as what it was, also when nobody says what it is.
add client name=Olena
add task title="Call about shoes" client="$id" due_on=2026-12-01
expect 0 count client
clients=$(cat "$work/out")
expect 0 export task --format csv --output "$work/task.csv"
expect 0 delete task "$id" --purge
expect 0 import "$work/task.csv"
expect 0 list task --json
json "'Call about shoes' in [o['title'] for o in x]"
expect 0 count client
out_is "$clients"

expect 0 check
out_is "The book is in order."
