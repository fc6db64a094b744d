# SPDX-License-Identifier: GPL-3.0-or-later
# Meetings: how they went with what follows, moved, removed, one time of a series or more; checked in.
. "$(dirname "$0")/lib.sh"

add client name="Олена Ковальчук"
olena=$id
add meeting title="Tasting" clients="$olena" starts_at="2031-05-06 10:00" ends_at="2031-05-06 11:30"
tasting=$id
expect 0 show meeting "$tasting" --json
json "x[0]['reminders'] == '30' and x[0]['state'] == 'planned'"
expect 0 list participant --json
json "len(x) == 1 and x[0]['client'] == $olena and x[0]['meeting'] == $tasting and x[0]['answer'] == 'none'"

# Another time, another day at the same time.
expect 0 meeting move "$tasting" 2031-05-07 15:00
out_is_empty
expect 0 meeting move "$tasting" 2031-05-09 --json
json "x[0]['starts_at'] == '2031-05-09T15:00:00Z' and x[0]['ends_at'] == '2031-05-09T16:30:00Z'"
expect 0 undo
err_has "Move meeting “Tasting”"

# How it went, and what comes next.
expect 0 meeting held "$tasting" --outcome agreed --text "She takes two boxes" --next "2031-06-01 09:00"
next=$(cat "$work/out")
expect 0 show meeting "$tasting" --json
json "x[0]['state'] == 'held' and x[0]['outcome'] == 'agreed' and x[0]['text'] == 'She takes two boxes'"
expect 0 show task "$next" --json
json "x[0]['title'] == 'Tasting' and x[0]['client'] == $olena and x[0]['trigger'] == $tasting"
json "x[0]['due_at'] == '2031-06-01T09:00:00Z'"
expect 0 timeline "$olena" --json
json "x[0]['kind'] == 'meeting'"
expect 0 undo

# One time of a series, this and the following, all.
add meeting title="Round" starts_at="2031-01-03 10:00" ends_at="2031-01-03 11:00" recurrence="FREQ=WEEKLY;BYDAY=FR"
round=$id
expect 2 meeting held "$round"
err_has "--occurrence"
expect 1 meeting held "$round" --occurrence 20310104T100000
fails_with "“Round” does not take place at that time."
expect 0 meeting held "$round" --occurrence 20310103T100000 --text "All were there"
expect 0 list meeting --where state=held --json
json "len(x) == 1 and x[0]['rid'] == '20310103T100000' and x[0]['series'] == $round"
expect 0 meeting move "$round" 2031-01-11 12:00 --occurrence 20310110T100000
moved=$(cat "$work/out")
[ "$moved" -gt "$round" ] || fail "no meeting of its own"
expect 0 meeting remove "$round" --occurrence 20310117T100000
expect 0 show meeting "$round" --json
json "x[0]['excluded'] == '20310117T100000'"
expect 0 meeting move "$round" 2031-01-24 14:00 --occurrence 20310124T100000 --scope following --json
json "x[0]['id'] != $round and x[0]['starts_at'] == '2031-01-24T14:00:00Z'"
expect 0 show meeting "$round" --json
json "'UNTIL=20310124T095959Z' in x[0]['recurrence']"
expect 0 meeting cancel "$round" --scope all
expect 0 show meeting "$round" --json
json "x[0]['state'] == 'cancelled'"
expect 0 meeting remove "$round" --scope all
# What was held stays, without its series.
expect 0 list meeting --where state=held --json
json "len(x) == 1 and x[0]['series'] is None"
expect 0 check

# Where somebody was.
add meeting title="Visit" clients="$olena" starts_at="2031-05-06 10:00" latitude=50.4501 longitude=30.5234
visit=$id
expect 0 meeting check-in "$visit" "50°27'0.4\"N 30°31'24\"E" --json
json "x[0]['client'] == $olena and x[0]['distance'] < 20 and x[0]['source'] == 'typed'"

# The whole book elsewhere is the same book, also when a time of its own stands in the file before its series.
add meeting title="Choir" starts_at="2031-02-03 18:00" ends_at="2031-02-03 19:00" recurrence="FREQ=WEEKLY;COUNT=8"
choir=$id
expect 0 meeting move "$choir" 2031-02-25 18:00 --occurrence 20310224T180000
expect 0 meeting move "$choir" 2031-02-17 19:00 --occurrence 20310217T180000 --scope following
rest=$(cat "$work/out")
expect 0 list meeting --where rid=20310224T190000 --json
json "len(x) == 1 and x[0]['id'] < $rest and x[0]['series'] == $rest"
add meeting title="Fair" starts_on=2031-03-30 ends_on=2031-03-31 reminders="-540 1440"
whole () {
  "$CLIENTELE_CLI" --book "$1" export all >"$work/out" 2>"$work/err" || fail "export $1"
  sed 's/"exported_at": "[^"]*"//' "$work/out" >"$2"
}
whole "$book" "$work/one"
cp "$work/out" "$work/book.json"
"$CLIENTELE_CLI" --book "$work/other" import "$work/book.json" >"$work/out" 2>"$work/err" || fail "import the book"
whole "$work/other" "$work/two"
cmp -s "$work/one" "$work/two" || fail "the book is another one after export and import"
"$CLIENTELE_CLI" --book "$work/other" check >"$work/out" 2>"$work/err" || fail "check the other book"

# Used wrongly.
expect 2 meeting close "$visit"
err_has "held, missed"
expect 2 meeting move "$visit"
err_has "needs a time"
expect 2 meeting held "$visit" tomorrow
expect 2 meeting move "$visit" tomorrow --outcome agreed
expect 2 meeting held "$round" --scope some
err_has "this, following, all"
expect 2 meeting check-in "$visit" here
err_has "position"
expect 2 meeting held x
expect 1 meeting held 999
