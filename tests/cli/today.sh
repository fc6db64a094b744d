# SPDX-License-Identifier: GPL-3.0-or-later
# What the day asks for: the groups, their reasons, and hints that were dismissed.
. "$(dirname "$0")/lib.sh"

expect 1 today
fails_with "There is no book"

day () {
  date -u -d "$1" +%F
}

add client name="Olena Kovalchuk" birthday="$(day '30 years ago')"
olena=$id
expect 0 today --json
json "[(l['group'], l['kind'], l['hint'], l['id']) for l in x] == [('hints', 'birthday', 'birthday', $olena)]"
json "x[0]['reason'] == 'Turns 30 today' and x[0]['client'] == $olena"

add task title="Old letter" kind=letter client="$olena" due_on="$(day '2 days ago')"
late=$id
add task title="Samples" due_on="$(day today)"
samples=$id
add task title="Plan" due_on="$(day tomorrow)"
plan=$id
add task title="Far" due_on="$(day '9 days')"
add task title="Their word" kind=wait client="$olena" due_on="$(day '3 days')"
wait=$id
add task title="Was done" due_on="$(day today)"
done=$id
expect 0 task done "$done"
add deal title="Beans" client="$olena" amount="100 EUR"
beans=$id

expect 0 today --json
json "[(l['group'], l['id']) for l in x] == [('overdue', $late), ('agenda', $samples), ('tomorrow', $plan), ('hints', $olena), ('hints', $beans), ('waiting', $wait), ('done', $done)]"
json "x[0]['reason'] == '2 days late' and x[0]['step'] == 'letter' and x[0]['due_on'] == '$(day '2 days ago')'"
json "x[0]['client_name'] == 'Olena Kovalchuk' and x[0]['deal'] is None and x[0]['due_at'] is None"
json "x[4]['deal'] == $beans and x[4]['title'] == 'Plan a step: Olena Kovalchuk'"
json "x[5]['reason'].startswith('Waiting since today, until ')"

expect 0 today
out_has "2 days late"
out_has "Worth a look"
out_has "Plan a step: Olena Kovalchuk"

# Dismissed for good, dismissed until a day that is over.
add hint_dismissal hint=no-next-step about=deal about_id="$beans"
gone=$id
add hint_dismissal hint=birthday about=client about_id="$olena" until="$(day today)"
expect 0 today
out_lacks "Plan a step"
out_has "Turns 30 today"
expect 0 undo
expect 0 undo
expect 0 today
out_has "Plan a step"
expect 2 today tomorrow
