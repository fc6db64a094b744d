# SPDX-License-Identifier: GPL-3.0-or-later
# Segments and campaigns: counted, listed, previewed, started, paused, stopped.
. "$(dirname "$0")/lib.sh"

add client name="Anna" city=Kyiv phone="+380671234567"
anna=$id
add client name="Boris" city=Lviv phone="+380671234568"
add client name="Clara" city=Kyiv
add product name=Espresso
product=$id
add deal title=Beans client="$anna"
deal=$id
add deal_line deal="$deal" product="$product" title=Espresso quantity=1 price="10 EUR"
expect 0 deal won "$deal"

# Conditions that ask other records, also without a segment.
expect 0 list client --where bought=Espresso --columns name
out_has Anna
expect 0 count client --where bought/30!=Espresso
out_has 2
expect 0 count client --where deal=
out_has 2
expect 0 list client --where bought=Nothing --json
json "x == []"
expect 2 list client --where nonsense=1
# Only what asks other records has days.
expect 1 count client --where birthday/7!=
err_has "days"

add segment name="Buyers in Kyiv" query='{"entity":"client","where":{"all":[{"field":"bought","test":"=","value":"Espresso","days":90},{"field":"city","test":"=","value":"Kyiv"}]}}'
add segment name=Kyiv query='{"entity":"client","where":{"all":[{"field":"city","test":"=","value":"Kyiv"}]}}'
kyiv=$id
expect 0 segment count "Buyers in Kyiv"
[ "$(cat "$work/out")" = 1 ] || fail "not one buyer"
expect 0 segment count Kyiv --json
json "x[0]['count'] == 2 and x[0]['conditions'] == 'City: Kyiv'"
expect 0 segment list "$kyiv" --columns name --order -name --limit 1
out_has Clara
expect 0 segment list Kyiv --where name=Anna --json
json "len(x) == 1 and x[0]['name'] == 'Anna'"
expect 1 segment count Nowhere
expect 2 segment find Kyiv
expect 2 segment count Kyiv --limit 1
expect 1 add segment name=Wrong query='{"entity":"client","where":{"all":[{"field":"bought","test":"<","value":"1"}]}}'

add template name=Hello channel=sms purpose=service
template=$id
add template_text template="$template" text="Hello {client.name}!"
add campaign name="Spring news" template="$template" segment="$kyiv"
campaign=$id
expect 0 campaign status "Spring news"
out_has "There is no account to send with"
expect 1 campaign start "Spring news"
err_has "There is no account to send with"
add account name=SMS channel=sms backend=http active=yes
expect 0 campaign preview "Spring news"
out_has "Hello Anna!"
out_has "Has no phone number"
err_has "1 of 2 would be written to."
expect 0 campaign preview "$campaign" --limit 1 --json
json "len(x) == 1 and x[0]['text'] == 'Hello Anna!' and x[0]['reason'] is None and x[0]['variant'] == 'a'"
expect 0 campaign start "Spring news"
expect 0 campaign status "Spring news" --json
json "x[0]['state'] == 'scheduled' and x[0]['recipients'] == 0"
expect 1 campaign start "Spring news"
expect 0 campaign pause "Spring news"
expect 1 campaign pause "Spring news"
expect 0 campaign stop "Spring news" --json
json "x[0]['state'] == 'stopped'"
expect 0 undo
expect 0 show campaign "$campaign" --json
json "x[0]['state'] == 'paused'"
expect 2 campaign dance "Spring news"
expect 2 campaign status "Spring news" --limit 3
