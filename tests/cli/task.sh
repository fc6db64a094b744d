# SPDX-License-Identifier: GPL-3.0-or-later
# Tasks: done with what follows, put off with a reason, opened again; times in words.
. "$(dirname "$0")/lib.sh"

add client name="Олена Ковальчук"
olena=$id
add task title="Call Olena" kind=call client="$olena" due_at="2031-05-06 10:00"
call=$id

# Put off: a time, a day, no reason or one that history keeps.
expect 0 task move "$call" 2031-05-07 15:30
out_is_empty
expect 0 show task "$call" --json
json "x[0]['due_at'] == '2031-05-07T15:30:00Z' and x[0]['due_on'] == '2031-05-07'"
json "x[0]['remind_at'] == '2031-05-07T15:30:00Z'"
expect 0 task move "$call" 2031-05-09 --reason "She is on holiday" --json
json "len(x) == 1 and x[0]['due_on'] == '2031-05-09' and x[0]['due_at'] is None"
expect 0 history task "$call"
out_has "Put off task “Call Olena”: She is on holiday"
expect 0 undo
err_has "She is on holiday"
expect 0 show task "$call" --json
json "x[0]['due_at'] == '2031-05-07T15:30:00Z'"

# In words, in three languages; the day may end between the two commands.
for words in "in 3 days" "через 3 дні" "через 3 дня"; do
  before=$(date -u -d "3 days" +%F)
  expect 0 task move "$call" "$words"
  after=$(date -u -d "3 days" +%F)
  expect 0 show task "$call" --json
  json "x[0]['due_on'] in ('$before', '$after')"
done

# Done, with the next step; the same again without one.
expect 0 task done "$call" --outcome agreed --next "2031-06-01 09:00"
next=$(cat "$work/out")
[ "$next" -gt "$call" ] || fail "no next task"
expect 0 show task "$call" --json
json "x[0]['state'] == 'done' and x[0]['outcome'] == 'agreed' and x[0]['done_at']"
expect 0 show task "$next" --json
json "x[0]['title'] == 'Call Olena' and x[0]['kind'] == 'call' and x[0]['due_at'] == '2031-06-01T09:00:00Z'"
json "x[0]['client'] == $olena and x[0]['trigger'] == $call"
expect 1 task done "$call"
fails_with "“Call Olena” is done already."
expect 0 task done "$next"
out_is_empty
expect 0 show client "$olena" --json
json "x[0]['next_step'] is None"
expect 0 task open "$next"
expect 0 show client "$olena" --json
json "x[0]['next_step'] == 'Call Olena'"
expect 0 task done "$next" --json
json "x == []"

# A series goes on by itself.
add task title="Report" due_on=2031-03-07 recurrence="FREQ=WEEKLY;BYDAY=FR"
expect 0 task done "$id" --json
json "x[0]['due_on'] == '2031-03-14' and x[0]['recurrence'] == 'FREQ=WEEKLY;BYDAY=FR'"
expect 0 check

# Used wrongly.
expect 2 task close "$call"
err_has "done, move, open"
expect 2 task move "$call"
err_has "needs a time"
expect 2 task done "$call" tomorrow
expect 2 task open "$call" --outcome agreed
expect 2 task done "$call" --reason why
expect 2 task done x
expect 1 task done 999
fails_with "There is no task 999."
expect 1 task move "$next" blue
out_is_empty
expect 0 show task "$next" --json
json "x[0]['due_at'] == '2031-06-01T09:00:00Z'"

# Sequences: begun on a client or a deal, listed with the step to be done, ended; with the deal they end by themselves.
add task_sequence name="New client"
add task_step task_sequence="$id" kind=call title="Ring {client}" days=0 position=1
add task_step task_sequence="New client" kind=letter title="Write to {client}" days=3 position=2
expect 0 sequence start "New client" --client "Олена Ковальчук"
run=$(cat "$work/out")
expect 1 sequence start "New client" --client "$olena"
fails_with "The sequence “New client” is under way here already."
expect 0 sequence list --client "$olena" --json
json "len(x) == 1 and x[0]['run'] == $run and x[0]['next'] == 'Ring Олена Ковальчук' and x[0]['client'] == $olena"
step=$(python3 -c "import json; print(json.load(open('$work/out'))[0]['task'])")
expect 0 task done "$step"
expect 0 sequence list "New client"
out_has "Write to Олена Ковальчук"
expect 0 sequence stop "New client" --client "$olena"
expect 0 show task_run "$run" --json
json "x[0]['state'] == 'stopped'"
expect 0 sequence list --json
json "x == []"
expect 1 sequence stop "New client" --client "$olena"
fails_with "This sequence is not under way there."
expect 0 undo
expect 0 sequence list
out_has "Write to Олена Ковальчук"
expect 2 sequence start "New client"
expect 2 sequence list --where "a=b"
add deal title="Beans" client="$olena"
expect 0 sequence start "New client" --deal Beans
run=$(cat "$work/out")
expect 0 deal won "$id"
out_has "The sequence “New client” ended"
expect 0 show task_run "$run" --json
json "x[0]['state'] != 'running'"
expect 0 check
