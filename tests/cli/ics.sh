# SPDX-License-Identifier: GPL-3.0-or-later
# Calendar files: events become meetings, are known again, can be taken back, and go out as they came in.
. "$(dirname "$0")/lib.sh"

cat >"$work/a.ics" <<'TEXT'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Other//EN
BEGIN:VEVENT
UID:weekly@example.org
DTSTAMP:20260101T000000Z
DTSTART;TZID=W. Europe Standard Time:20300702T100000
DTEND;TZID=W. Europe Standard Time:20300702T110000
RRULE:FREQ=WEEKLY;COUNT=4
EXDATE;TZID=W. Europe Standard Time:20300709T100000
SUMMARY:Weekly talk
LOCATION:Main street 1
ATTENDEE;CN=Somebody;PARTSTAT=ACCEPTED:mailto:Anna@Example.org
ORGANIZER;CN=Boss:mailto:boss@example.org
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT30M
DESCRIPTION:x
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:weekly@example.org
DTSTAMP:20260101T000000Z
RECURRENCE-ID:20300716T080000Z
DTSTART;TZID=W. Europe Standard Time:20300716T150000
DTEND;TZID=W. Europe Standard Time:20300716T160000
SUMMARY:Later this time
END:VEVENT
BEGIN:VEVENT
UID:fair@example.org
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20300801
DTEND;VALUE=DATE:20300803
SUMMARY:Fair
END:VEVENT
BEGIN:VEVENT
UID:odd@example.org
DTSTART:20300801T100000Z
RRULE:FREQ=DAILY;BYHOUR=9,17
SUMMARY:Twice a day
END:VEVENT
BEGIN:VEVENT
UID:never@example.org
SUMMARY:No time
END:VEVENT
END:VCALENDAR
TEXT

add client name=Anna email=anna@example.org
expect 0 import "$work/a.ics" --dry-run --json
json "x[0]['created'] == 2 and len(x[0]['faulty']) == 2 and x[0]['entity'] == 'meeting'"
expect 0 list meeting --json
out_is "[]"

expect 0 import "$work/a.ics" --json
json "x[0]['created'] == 2 and x[0]['updated'] == 0 and x[0]['duplicates'] == []"
json "[f['line'] for f in x[0]['faulty']] == [36, 42]"
json "'repeats in a way' in x[0]['faulty'][0]['reason'] and 'when it begins' in x[0]['faulty'][1]['reason']"

expect 0 list meeting --where title="Weekly talk" --json
json "len(x) == 1 and x[0]['starts_at'] == '2030-07-02T08:00:00Z' and x[0]['zone'] == 'Europe/Berlin'"
json "x[0]['reminders'] == '30' and x[0]['excluded'] == '20300709T100000' and x[0]['place'] == 'Main street 1'"
json "len(x[0]['clients']) == 1"
expect 0 list meeting --where title="Later this time" --json
json "x[0]['rid'] == '20300716T100000' and x[0]['starts_at'] == '2030-07-16T13:00:00Z'"
expect 0 list meeting --where title=Fair --json
json "x[0]['starts_on'] == '2030-08-01' and x[0]['ends_on'] == '2030-08-02'"
expect 0 list participant --json
json "sorted(o['address'] for o in x) == ['anna@example.org', 'boss@example.org']"

# Once more brings nothing.
expect 0 import "$work/a.ics" --json
json "x[0]['created'] == 0 and x[0]['updated'] == 0 and len(x[0]['duplicates']) == 2"

# A later version changes the meeting, an earlier one does not.
sed -e 's/SUMMARY:Fair/SUMMARY:Great fair/' -e 's/DTSTAMP:20260101T000000Z/DTSTAMP:20400101T000000Z/' "$work/a.ics" >"$work/b.ics"
expect 0 import "$work/b.ics" --json
json "x[0]['updated'] == 1 and x[0]['created'] == 0"
expect 0 list meeting --where title="Great fair" --json
json "len(x) == 1"
expect 0 undo
expect 0 list meeting --where title=Fair --json
json "len(x) == 1"

# Out and into another book: the same comes out there.
expect 0 export meeting --format ics
out_has "SUMMARY:Weekly talk"
out_has "TZID:Europe/Berlin"
cp "$work/out" "$work/first.ics"
[ "$(grep -c BEGIN:VTIMEZONE "$work/first.ics")" -eq 1 ] || fail "a time zone stands there twice"
first=$book
book=$work/other.test
expect 0 import "$work/first.ics"
expect 0 export meeting --output "$work/second.ics"
for f in first second; do
  grep -vE '^(CREATED|DTSTAMP|LAST-MODIFIED):' "$work/$f.ics" >"$work/$f.plain"
done
cmp "$work/first.plain" "$work/second.plain" || fail "the second export differs"
book=$first

expect 0 export meeting --format ics --where title=Fair
out_has "SUMMARY:Fair"
out_lacks "Weekly"
expect 2 export client --format ics
err_has "Only meetings"

# One operation takes all of it back.
expect 0 undo
expect 0 list meeting --json
out_is "[]"
expect 0 list participant --json
out_is "[]"

# Where they are kept.
expect 1 import "$work/a.ics" --calendar Work
fails_with "There is no calendar “Work”."
add calendar name=Work mode=read
expect 1 import "$work/a.ics" --calendar Work
fails_with "only shown"
expect 0 set calendar "$id" mode=both
expect 0 import "$work/a.ics" --calendar Work
expect 0 list meeting --where title=Fair --json
json "x[0]['calendar'] == 1"
expect 0 undo
expect 0 import "$work/a.ics" --calendar "$id"
expect 0 list meeting --where title=Fair --json
json "x[0]['calendar'] == 1"
expect 0 undo
expect 1 import "$work/a.ics" --calendar 99

# A mark of the encoding before the first word.
printf '\357\273\277BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:mark\nDTSTART:20300101T100000Z\nSUMMARY:Mark\nEND:VEVENT\nEND:VCALENDAR\n' >"$work/mark.ics"
expect 0 import --dry-run "$work/mark.ics"
out_has '1 new'
printf 'BEGIN:VCALENDAR\nVERSION:1.0\nBEGIN:VEVENT\nDTSTART:20300101T100000\nEND:VEVENT\nEND:VCALENDAR\n' >"$work/old.ics"
expect 1 import "$work/old.ics"
fails_with "vCalendar 1.0"
printf 'BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n' >"$work/empty.ics"
expect 1 import "$work/empty.ics"
fails_with "There are no events"

# What invites, changes its mind and calls off comes in order; nothing of it brings a second meeting. They were written long ago: when a file was
# taken says nothing of how new it is.
book=$work/messages.test
message () { # METHOD SEQUENCE START SUMMARY [LINE]
  printf 'From: a@example.org\nTo: b@example.org\nMIME-Version: 1.0\nContent-Type: text/calendar; method=%s\n\n' "$1"
  printf 'BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:%s\nBEGIN:VEVENT\nUID:visit\nDTSTAMP:20200101T000000Z\n' "$1"
  printf 'SEQUENCE:%s\nDTSTART:%s\nSUMMARY:%s\nATTENDEE;PARTSTAT=%s:mailto:anna@example.org\n%sEND:VEVENT\nEND:VCALENDAR\n' "$2" "$3" "$4" \
    "${5:-NEEDS-ACTION}" "${6:-}"
}
add client name=Anna email=anna@example.org
message REQUEST 0 20300701T100000Z Visit >"$work/first.eml"
message REQUEST 0 20300701T100000Z 'Visit and tea' >"$work/minor.eml"
message REQUEST 1 20300702T100000Z Visit >"$work/major.eml"
message COUNTER 1 20300703T100000Z Visit >"$work/counter.eml"
message REPLY 1 20300702T100000Z Visit ACCEPTED >"$work/reply.eml"
message CANCEL 2 20300702T100000Z Visit >"$work/cancel.eml"
expect 0 import "$work/cancel.eml" --json
json "x[0]['created'] == 0 and x[0]['faulty'][0]['reason'] == 'Not in the book'"
expect 0 import "$work/first.eml" --json
json "x[0]['created'] == 1"
expect 0 import "$work/minor.eml" --json
json "x[0]['updated'] == 1"
expect 0 import "$work/major.eml" --json
json "x[0]['updated'] == 1"
# The first one is an old story now.
expect 0 import "$work/first.eml" --json
json "x[0]['updated'] == 0 and len(x[0]['duplicates']) == 1"
expect 0 import "$work/counter.eml" --json
json "x[0]['updated'] == 0 and 'Another time' in x[0]['faulty'][0]['reason']"
expect 0 list meeting --json
json "len(x) == 1 and x[0]['starts_at'] == '2030-07-02T10:00:00Z' and x[0]['state'] == 'planned'"
expect 0 import "$work/reply.eml" --json
json "x[0]['updated'] == 1"
expect 0 list participant --json
json "[o['answer'] for o in x] == ['accepted']"
# What was changed here is not lost to a message that says the same time.
expect 0 set meeting 1 title='Visit with samples'
expect 0 import "$work/minor.eml" --json
json "x[0]['updated'] == 0"
expect 0 import "$work/cancel.eml" --json
json "x[0]['updated'] == 1"
expect 0 list meeting --json
json "x[0]['state'] == 'cancelled' and x[0]['title'] == 'Visit with samples'"
expect 0 undo
expect 0 list meeting --json
json "x[0]['state'] == 'planned'"

# Times of a series that is not here: none of them is lost, and once more they bring nothing.
printf 'BEGIN:VCALENDAR\nVERSION:2.0\n' >"$work/alone.ics"
for day in 01 08 15; do
  printf 'BEGIN:VEVENT\nUID:alone\nDTSTAMP:20200101T000000Z\nRECURRENCE-ID:203008%sT100000Z\nDTSTART:203008%sT120000Z\nSUMMARY:Alone\nEND:VEVENT\n' \
    $day $day >>"$work/alone.ics"
done
echo END:VCALENDAR >>"$work/alone.ics"
for round in first second; do
  expect 0 import "$work/alone.ics"
  expect 0 list meeting --where title=Alone --json
  json "sorted(o['starts_at'] for o in x) == ['2030-08-01T12:00:00Z', '2030-08-08T12:00:00Z', '2030-08-15T12:00:00Z']"
done

# A component alone, and one whose name says what it should be.
printf 'BEGIN:VEVENT\nUID:bare\nDTSTART:20300901T100000Z\nSUMMARY:Bare\nEND:VEVENT\n' >"$work/bare.txt"
expect 0 import "$work/bare.txt" --json
json "x[0]['created'] == 1"
printf 'Sign in, please\n' >"$work/page.ics"
expect 1 import "$work/page.ics"
fails_with "no calendar file"
printf 'From: a@example.org\nDate: Tue, 1 Jan 2030 10:00:00 +0000\n\nSee you soon\n' >"$work/letter.eml"
expect 1 import "$work/letter.eml"
fails_with "no invitation"
