# SPDX-License-Identifier: GPL-3.0-or-later
# What the schema must stand: cases that a simpler one gets wrong.
. "$(dirname "$0")/lib.sh"

# A message from nobody, matched to a client later.
add message channel=mail direction=in at=2026-05-01T09:00:00Z address=who@example.org subject="Do you sell doors?"
message=$id
expect 0 show message "$message" --json
json "x[0]['client'] is None"
expect 0 list message --where client= --json
json "[o['id'] for o in x] == [$message]"
add client kind=company name=Acme
acme=$id
add client name=Anna company=Acme
anna=$id
add client name=Boris company=Acme
boris=$id
add client name=Chiara
chiara=$id
expect 0 timeline "$anna" --json
out_is "[]"
expect 0 set message "$message" client=Anna
expect 0 timeline "$anna" --json
json "[(o['entity'], o['id'], o['at']) for o in x] == [('message', $message, '2026-05-01T09:00:00Z')]"
json "keys('at', 'kind', 'entity', 'id', 'summary', 'author', 'deal', 'trigger')"
json "'doors' in x[0]['summary'] and x[0]['deal'] is None and x[0]['trigger'] is None"

# A meeting of three people is on three timelines, and on that of their company once.
add meeting title="Spring offer" starts_at=2026-05-02T10:00:00Z ends_at=2026-05-02T11:00:00Z \
  clients="Anna,Boris,Chiara" state=held
meeting=$id
expect 0 show meeting "$meeting" --json
json "x[0]['clients'] == [$anna, $boris, $chiara]"
for person in "$anna" "$boris" "$chiara"; do
  expect 0 timeline "$person" --json
  json "[o['id'] for o in x if o['entity'] == 'meeting'] == [$meeting]"
done

# The timeline of a company: its own and its people's, newest first, each record once.
add note client="$acme" at=2026-05-03T08:00:00Z text="Moved to a bigger shop"
note=$id
expect 0 timeline "$acme" --json
json "[(o['entity'], o['id']) for o in x] == [('note', $note), ('meeting', $meeting), ('message', $message)]"
expect 0 timeline "$acme"
out_has "Anna"
expect 0 timeline "$acme" --limit 1 --json
json "[o['entity'] for o in x] == ['note']"
expect 0 timeline "$acme" --kind meeting --json
json "[o['entity'] for o in x] == ['meeting']"
# Who leaves takes the timeline along.
expect 0 set client "$boris" company=
expect 0 set client "$anna" company=
expect 0 timeline "$acme" --json
json "[(o['entity'], o['id']) for o in x] == [('note', $note)]"
expect 0 set client "$anna" company=Acme

# A call that a message led to, about a deal; not for the record.
add deal title="Doors" client=Acme amount="5000 UAH"
doors=$id
add call client=Anna direction=out duration=3:00 outcome=agreed at=2026-05-04T08:00:00Z deal=Doors \
  trigger_entity=message trigger="$message" text="Will come on Friday"
call=$id
expect 0 timeline "$anna" --limit 1 --json
json "x[0]['kind'] == 'call' and x[0]['deal'] == $doors and x[0]['author']"
json "x[0]['trigger'] == {'entity': 'message', 'id': $message}"
add call client=Anna direction=in at=2026-05-05T08:00:00Z off_record=yes
expect 0 show call "$id" --json
json "x[0]['off_record'] is True"
expect 0 show client "$anna" --json
json "x[0]['last_contact'] == '2026-05-04T08:00:00Z' and x[0]['last_contact_kind'] == 'call'"

# A deal without a client.
add deal title="Nobody yet" amount="10 EUR"
expect 0 show deal "$id" --json
json "x[0]['client'] is None"
expect 0 list deal --where client= --columns title
out_is "title
Nobody yet"

# Two currencies are two amounts, never one sum or one order by number alone.
expect 0 list deal --order title --columns title,amount --json
json "[o['amount'] for o in x] == [{'amount': '5000.00', 'currency': 'UAH'}, {'amount': '10.00', 'currency': 'EUR'}]"
expect 1 set deal "$doors" amount="4999.99 JPY"
fails_with "amount: "
expect 0 set deal "$doors" amount="4999 JPY"
expect 0 show deal "$doors" --json
json "x[0]['amount'] == {'amount': '4999', 'currency': 'JPY'}"
expect 0 list deal --where "amount>100 JPY" --columns title
out_is "title
Doors"

# An archived client with tasks: they go with it, nothing else does, and undo brings exactly those back.
add task title="Measure" client=Chiara due_on=2026-06-01
measure=$id
add task title="Forgotten" client=Chiara
forgotten=$id
expect 0 delete task "$forgotten"
add task title="Nobody's" due_on=2026-06-01
expect 0 delete client "$chiara"
expect 0 list task --columns title
out_is "title
Nobody's"
expect 0 show meeting "$meeting" --json
json "x[0]['archived_at'] is None"
expect 0 undo
expect 0 list task --columns title --order title
out_is "title
Measure
Nobody's"
expect 0 show client "$chiara" --json
json "x[0]['archived_at'] is None"
expect 0 show task "$forgotten" --archived --json
json "x[0]['archived_at'] is not None"
expect 0 show task "$measure" --json
json "x[0]['client'] == $chiara"

# A task that was done is on the timeline, one still to do is not.
expect 0 timeline "$chiara" --kind task --json
out_is "[]"
expect 0 set task "$measure" done_at=2026-06-01T12:00:00Z
expect 0 timeline "$chiara" --kind task --json
json "[o['id'] for o in x] == [$measure]"

# A birthday without its year, and one on 29 February.
expect 0 set client "$anna" birthday=--12-24
expect 0 set client "$boris" birthday=2000-02-29
expect 0 list client --where birthday!= --order name --columns name,birthday
out_is "name   birthday
Anna   --12-24
Boris  2000-02-29"
expect 0 list client --where birthday=--12-24 --columns name
out_is "name
Anna"
expect 1 set client "$anna" birthday=--02-30
fails_with "birthday: "

# A second writer waits its turn: see lock.sh. Whatever happened above, the book is in order.
expect 0 check
out_is "The book is in order."
