# SPDX-License-Identifier: GPL-3.0-or-later
# Deals go from stage to stage, are won, lost and opened again; what a stage asks for is asked; each can be undone.
. "$(dirname "$0")/lib.sh"

# deal_is STAGE STATE
deal_is () {
  expect 0 show deal "$deal"
  grep -qE "^stage +$1\$" "$work/out" || fail "$what: not in the stage $1"
  grep -qiE "^state +$2\$" "$work/out" || fail "$what: not $2"
}

add client name=Anna
add deal title=Roof client=Anna amount="100 EUR"
deal=$id
deal_is "New request" open
expect 0 list client --where "open_deals=1" --columns name
out_has Anna
# Sums are money as everywhere, one a currency.
expect 0 show client 1 --json
json "x[0]['open_sums'] == [{'amount': '100.00', 'currency': 'EUR'}]"
expect 0 show client 1
out_has "100.00 EUR"
expect 0 count client --where "open_deals>1"
out_is 0
expect 1 count client --where open_deals=many
fails_with "A number is needed"

expect 0 deal move "$deal" offer
out_is_empty
deal_is Offer open
expect 0 deal move "$deal" 2 --json
json "x[0]['stage'] == 2 and x[0]['id'] == $deal"
expect 0 history deal "$deal"
out_has "Move deal “Roof”"
expect 0 undo
deal_is Offer open
expect 0 redo
deal_is Qualified open

# Every entry into a stage is kept, with its end.
expect 0 list deal_move --order at --json
json "[o['stage'] for o in x] == [1, 3, 2]"
json "[o['until'] is None for o in x] == [False, False, True]"

# A stage that is not there is not guessed.
expect 1 deal move "$deal" Ofer
fails_with "There is no stage “Ofer” in this pipeline. Its stages are: New request, Qualified, Offer, Negotiation, Contract."
expect 1 deal move "$deal" 77
fails_with "There is no stage “77”"
expect 1 deal move 99 Offer
fails_with "There is no deal 99."
add pipeline name=Service
add stage name=Visit pipeline=Service
expect 1 deal move "$deal" Visit
fails_with "There is no stage “Visit”"
deal_is Qualified open

# What a stage asks for.
expect 0 set stage 4 required="expected_close source"
expect 1 deal move "$deal" Negotiation
fails_with "The stage “Negotiation” asks for:"
err_has "xpected"
deal_is Qualified open
expect 0 set deal "$deal" expected_close=2026-12-01 source=Web
expect 0 deal move "$deal" Negotiation
deal_is Negotiation open

# Lost keeps the stage; opening takes the reason away.
expect 0 deal lost "$deal" --reason price --comment "Too dear by half"
deal_is Negotiation lost
expect 0 show deal "$deal" --json
json "x[0]['lost_reason'] == 1 and x[0]['lost_comment'] == 'Too dear by half' and x[0]['closed_at']"
expect 0 deal open "$deal"
deal_is Negotiation open
expect 0 show deal "$deal" --json
json "x[0]['lost_reason'] is None and x[0]['lost_comment'] is None and x[0]['closed_at'] is None"
expect 1 deal lost "$deal" --reason Weather
fails_with "There is no reason of loss “Weather” in the book."
deal_is Negotiation open

# Won goes to the stage of the won, when there is one.
expect 0 deal won "$deal"
deal_is Negotiation won
expect 0 undo
deal_is Negotiation open
add stage name=Paid pipeline=1 state=won probability=100
expect 0 deal won "$deal"
deal_is Paid won
expect 0 deal open "$deal"
deal_is Negotiation open
expect 0 check

for arguments in "deal" "deal move" "deal move $deal" "deal won" "deal won $deal now" "deal sell $deal" "deal move x Offer" \
  "deal won $deal --reason Price" "deal move $deal Offer --comment no"; do
  # shellcheck disable=SC2086
  expect 2 $arguments
  out_is_empty
done
deal_is Negotiation open
