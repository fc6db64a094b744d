# SPDX-License-Identifier: GPL-3.0-or-later
# What stands in the calendar: a day, several days, each kind of line, and what cannot be asked.
. "$(dirname "$0")/lib.sh"

expect 1 agenda
fails_with "There is no book"

add client name="Olena Kovalchuk" phone="+380671234567" birthday=1990-12-03
olena=$id
add meeting title="Tasting" starts_at="2026-12-01 10:00Z" ends_at="2026-12-01 11:00Z" clients="$olena" place="Main street 5"
tasting=$id
add meeting title="Cancelled" starts_at="2026-12-01 10:00Z" ends_at="2026-12-01 10:30Z" state=cancelled
cancelled=$id
add task title="Ring back" kind=call due_at="2026-12-01 09:15Z" client="$olena"
call=$id
add task title="Order" due_on=2026-12-02
order=$id
add deal title="Beans" client="$olena" expected_close=2026-12-04
beans=$id
add meeting title="Weekly" starts_at="2026-12-02 08:00Z" ends_at="2026-12-02 08:30Z" recurrence="FREQ=WEEKLY"
weekly=$id

expect 0 agenda 2026-12-01 --json
json "[(l['kind'], l['id']) for l in x] == [('task', $call), ('meeting', $tasting), ('meeting', $cancelled)]"
json "x[1]['client'] == $olena and x[1]['client_name'] == 'Olena Kovalchuk' and x[1]['place'] == 'Main street 5'"
json "x[1]['starts_at'] == '2026-12-01T10:00:00Z' and x[1]['ends_at'] == '2026-12-01T11:00:00Z'"
json "x[1]['state'] == 'planned' and x[2]['state'] == 'cancelled' and not x[1]['all_day']"
json "x[0]['step'] == 'call' and x[0]['state'] == 'open'"

expect 0 agenda 2026-12-01 --days 4 --json
json "[(l['kind'], l['id']) for l in x][3:] == [('task', $order), ('meeting', $weekly), ('birthday', $olena), ('closing', $beans)]"
json "x[4]['rid'] == '20261202T080000' and x[5]['all_day'] and x[5]['first_day'] == x[5]['last_day'] == '2026-12-03'"

# One line an item, with what one needs on the way.
expect 0 agenda 2026-12-01
out_has "10:00–11:00"
out_has "Tasting"
out_has "Olena Kovalchuk"
out_has "Main street 5"
out_has "+380671234567"
expect 0 agenda 2026-12-09 --days 1 --json
json "[l['rid'] for l in x] == ['20261209T080000']"
# Further than the times of a series are written down.
expect 0 agenda 2036-12-03 --json
json "[(l['kind'], l['id'], l['rid']) for l in x] == [('birthday', $olena, None), ('meeting', $weekly, '20361203T080000')]"
expect 0 agenda 2026-11-01
out_lacks "Tasting"

expect 2 agenda someday
expect 2 agenda --days 0
expect 2 agenda --days 367
err_has "--days"
