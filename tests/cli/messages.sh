# SPDX-License-Identifier: GPL-3.0-or-later
# Sending, the outbox, and keeping accounts in step, against a gateway on this computer.
. "$(dirname "$0")/lib.sh"

# Never the keyring or the calendars of whoever runs the tests.
DBUS_SESSION_BUS_ADDRESS=unix:path=$work/no-such-bus
XDG_RUNTIME_DIR=$work
export DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR
