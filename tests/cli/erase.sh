# SPDX-License-Identifier: GPL-3.0-or-later
# What the book holds of a person is given to them, and forgotten: nothing of it can be read in the file afterwards.
. "$(dirname "$0")/lib.sh"

# traces: what there is of the person in the files of the book, in any of the forms the program writes.
traces () {
  cat "$book" "$book"-wal 2>/dev/null |
    LC_ALL=C grep -aciE 'El.{1,3}bieta|elzbieta|Brz.{1,3}czyszczykiewicz|brzeczyszczykiewicz|601442187|601 442 187|ela@example|Secretword|secretword' || :
}

add client name="Elżbieta Brzęczyszczykiewicz" phone="+48 601 442 187" email=ela@example.org notes="Secretword on the client"
person=$id
add client name="Ela Brzęczyszczykiewicz" phone="601442187" city=Lublin
twin=$id
add client name="Boris Lys" phone="+380671234567" company= notes="A neighbour"
other=$id
add client name="Bakery Sun" kind=company
company=$id
expect 0 set client "$person" company="$company"
add client name="Recommended Friend"
friend=$id
add note client="$person" text="Elżbieta likes the secretword cake"
note=$id
add call client="$person" outcome=interested text="Spoke of Secretword"
add note client="$other" text="Paid in time"
kept_note=$id
add deal title="Cake for Brzęczyszczykiewicz" client="$person" amount="120 EUR"
deal=$id
expect 0 deal won "$deal"
add note deal="$deal" client="$person" text="Secretword beside the deal"
add task title="Call Elżbieta" client="$person" deal="$deal" due_on=2026-12-01
add meeting title="Elżbieta alone" clients="$person" starts_at=2026-12-02T10:00:00Z
alone=$id
add meeting title="Elżbieta and Boris" clients="$person, $other" starts_at=2026-12-03T10:00:00Z text="Elżbieta brings the cake"
meeting=$id
add message client="$person" channel=sms direction=in address="+48601442187" text="Secretword from Elżbieta"
message=$id
add consent client="$person" channel=sms state=withdrawn
add own_field entity=client label="Recommended by" kind=link target=client
expect 0 set client "$friend" "Recommended by=$person"
expect 0 set client "$person" phone="+48 601 442 188"
expect 0 set client "$person" phone="+48 601 442 187"
add note client="$person" text="Secretword removed long ago"
expect 0 delete note "$id" --purge
expect 0 merge "$person" "$twin"
[ "$(traces)" -gt 0 ] || fail "the search finds nothing even before"
expect 0 backup "$work/before.backup"
expect 0 backup "$book.old.backup"

# The person's own file.
expect 0 person-data "$person" --output "$work/person.json"
out_is_empty
python3 - "$work/person.json" "$note" "$twin" <<'PYTHON' || fail "the file of the person lacks something"
import json, sys
x = json.load(open(sys.argv[1], encoding="utf-8"))
assert [c["name"] for c in x["client"]] == ["Elżbieta Brzęczyszczykiewicz", "Ela Brzęczyszczykiewicz", "Recommended Friend"][:2] + \
    [c["name"] for c in x["client"]][2:]
assert any(n["id"] == int(sys.argv[2]) and "cake" in n["text"] for n in x["note"])
assert {"address", "call", "deal", "task", "meeting", "message", "consent"} <= set(x)
assert any(a["value"] == "+48 601 442 187" for a in x["address"])
assert any(h.get("field") == "company" for h in x["client"][0]["history"])
assert not any("Paid in time" in n.get("text", "") for n in x["note"])
PYTHON
expect 0 person-data "$person"
out_has "Elżbieta"
expect 1 person-data 99
expect 2 erase
expect 1 erase 99

expect 0 erase "$person"
out_is_empty
err_has "cannot be undone"
err_has "$book.old.backup"
[ "$(traces)" -eq 0 ] || fail "$(traces) lines of the file still tell of the person"
expect 0 check
expect 1 show client "$person"
expect 1 show client "$twin"
expect 1 show note "$note"
expect 1 show message "$message"
expect 1 show meeting "$alone"
expect 0 search secretword
out_is_empty
expect 0 search Elżbieta
out_is_empty
# What is not only theirs stays without them.
expect 0 show deal "$deal" --json
json "x[0]['client'] is None and x[0]['amount'] == {'amount': '120.00', 'currency': 'EUR'} and x[0]['state'] == 'won' and x[0]['title'] == 'Cake for …'"
expect 0 show meeting "$meeting" --json
json "x[0]['clients'] == [$other] and x[0]['title'] == '… and Boris'"
expect 0 show client "$friend"
out_lacks "Elżbieta"
expect 0 show note "$kept_note"
out_has "Paid in time"
expect 0 list client --json
json "sorted(c['id'] for c in x) == sorted([$other, $company, $friend])"
# Undo goes on with what was done before, and nothing comes back.
cli undo >"$work/out" 2>"$work/err" || :
expect 0 check
expect 1 show client "$person"
[ "$(traces)" -eq 0 ] || fail "undo has brought something back"
