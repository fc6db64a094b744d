#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What cannot be is refused with a sentence that names the field, and nothing is written.
. "$(dirname "$0")/lib.sh"

expect 0 demo
add script name=Call
add script_question script=1 question="Do you rent?" answer=yes-no
expect 0 history deal 29
cp "$work/out" "$work/before"

# refuse SENTENCE VERB ARGUMENT…
refuse () {
  sentence=$1
  shift
  expect 1 "$@"
  fails_with "$sentence"
}

refuse "color: “pink” is not one of: blue, green" set stage 1 color=pink
refuse "color: “pink” is not one of: blue, green" add tag name=X color=pink
refuse "probability: It must be between 0 and 100." set stage 1 probability=-5
refuse "rot_days: It must be between 1 and 3650" set stage 1 rot_days=99999999999
refuse "position: “99999999999999999999” is too large." set stage 1 position=99999999999999999999
refuse "required: A deal has no field “foo”." set stage 1 required=amount,foo
refuse "expected_close: There is no such day" set deal 29 expected_close=2026-02-31
refuse "expected_close: The year is missing." set deal 29 expected_close=--02-28
refuse "previous: A deal cannot repeat itself." set deal 29 previous=29
refuse "position: “nan” is not a number." set deal 29 position=nan
refuse "position: “1e999” is too large." set deal 29 position=1e999
refuse "cost: It must not be below zero." add deal_line deal=29 title=x quantity=1 price=5 cost=-5
refuse "cost: It must not be below zero." add product name=P cost=-5
refuse "There is no entity “foo”." add task title=T trigger_entity=foo trigger=3
refuse "trigger: There is no call 99999." add task title=T trigger_entity=call trigger=99999
refuse "trigger_entity: This field must not be empty." add task title=T trigger=5
refuse "done_at: It lies in the future." add task title=T done_at=2999-01-01T00:00
refuse "amount: A goal needs a number above zero." add goal period=month measure=calls number=5 amount=-3
refuse "number: A goal needs a number above zero." add goal period=month measure=won-sum amount=9 number=-7
refuse "number: “99999999999999999999” is too large." add goal period=month measure=calls number=99999999999999999999
refuse "target: It is a field of a client or deal" add script_question script=1 question=q answer=text target=nonsense
refuse "after_answer: “maybe” is none of the answers: yes, no." \
  add script_question script=1 question=q answer=text after_question=1 after_answer=maybe
refuse "written by the program alone" add deal_move deal=29 stage=1 state=open at=2020-01-01T00:00
refuse "written by the program alone" set deal_move 100 until=
refuse "written by the program alone" delete deal_move 100

expect 0 history deal 29
diff -u "$work/before" "$work/out" || fail "something was written"
# What is meant well goes in.
expect 0 set stage 1 color=Red
add client name=Anna birthday=--02-28
add task title=T trigger_entity=client trigger="$id"
expect 0 check
