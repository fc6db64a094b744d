# SPDX-License-Identifier: GPL-3.0-or-later
# The calendars a book uses, and keeping them in step where there is no desktop.
. "$(dirname "$0")/lib.sh"

# Never the calendars of whoever runs the tests.
DBUS_SESSION_BUS_ADDRESS=unix:path=$work/no-such-bus
XDG_RUNTIME_DIR=$work
export DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR

expect 1 calendars
fails_with "There is no book"
add client name=Anna
expect 0 calendars --json
json "x == []"

add calendar name=Work source=work mode=both main=yes
office=$id
add calendar name=Home source=home
house=$id
expect 0 calendars --json
json "[(c['id'], c['name'], c['mode'], c['role'], c['main']) for c in x] == [($office, 'Work', 'both', 'events', True), ($house, 'Home', 'read', 'events', False)]"
json "x[0]['queued'] == 0 and x[0]['conflicts'] == 0 and x[0]['failed'] == 0"
json "x[0]['last_success'] is None and x[0]['error'] is None"

# New meetings go to one calendar.
expect 0 set calendar "$house" mode=both main=yes
expect 0 calendars --json
json "[c['id'] for c in x if c['main']] == [$house]"

expect 1 sync
fails_with "calendar"
expect 0 check
expect 2 calendars 7
expect 1 sync now
err_has "There is no account"
expect 2 sync now then
