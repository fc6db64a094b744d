# SPDX-License-Identifier: GPL-3.0-or-later
# Killed in the middle of writes: what was confirmed is there, nothing half-written is.
. "$(dirname "$0")/lib.sh"

add client name=First
round=0
: >"$work/ids"
while [ "$round" -lt 40 ]; do
  round=$((round + 1))
  cli add client name="Client $round" phone="067 000 00 $round" tags=a,b >"$work/id$round" 2>"$work/err" &
  child=$!
  # A different part of the write each time, without a clock: spin a while, then kill.
  spin=$((round * round * 60))
  while [ "$spin" -gt 0 ]; do
    spin=$((spin - 1))
  done
  kill -9 "$child" 2>"$work/kill"
  wait "$child" 2>"$work/kill"
  [ ! -s "$work/id$round" ] || cat "$work/id$round" >>"$work/ids"
done
what="after the kills"
expect 0 check
out_is "The book is in order."
expect 0 list client --json
cp "$work/out" "$work/all"
python3 - "$work/all" "$work/ids" <<'PYTHON' || fail "a confirmed client is missing or half there"
import json, sys
clients = {c["id"]: c for c in json.load(open(sys.argv[1], encoding="utf-8"))}
for line in open(sys.argv[2]):
    assert int(line) in clients
for c in clients.values():
    assert c["name"] == "First" or (c["phone"] and sorted(c["tags"]) == ["a", "b"])
PYTHON
