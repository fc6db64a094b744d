# SPDX-License-Identifier: GPL-3.0-or-later
# Sending, the outbox, and keeping accounts in step, against a gateway on this computer.
. "$(dirname "$0")/lib.sh"

# Never the keyring or the calendars of whoever runs the tests.
DBUS_SESSION_BUS_ADDRESS=unix:path=$work/no-such-bus
XDG_RUNTIME_DIR=$work
export DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR

# A gateway that writes down what it is told, and refuses one number.
cat >"$work/gateway.py" <<'END'
import http.server, sys, threading, urllib.parse
class Gateway (http.server.BaseHTTPRequestHandler):
    def do_POST (self):
        fields = urllib.parse.parse_qs (self.rfile.read (int (self.headers["Content-Length"])).decode ())
        with open (sys.argv[1] + "/sent", "a", encoding="utf-8") as sent:
            sent.write (fields["to"][0] + " " + fields["text"][0] + "\n")
        with open (sys.argv[1] + "/keys", "a", encoding="utf-8") as keys:
            keys.write (fields.get ("key", [""])[0] + "\n")
        if self.path == "/late":
            another.wait ()
            threading.Event ().wait (1)
        self.send_response (401 if self.path == "/locked" else 200)
        self.end_headers ()
        self.wfile.write (b"error: number unknown" if fields["to"][0].endswith ("99") else b"OK")
        if fields["text"][0] == "Another":
            another.set ()
    def do_GET (self):
        if self.path.startswith ("/state/"):
            threading.Event ().wait ()
        self.send_response (200)
        self.end_headers ()
        self.wfile.write (b"OK")
    def log_message (self, *arguments):
        pass
another = threading.Event ()
server = http.server.ThreadingHTTPServer (("127.0.0.1", 0), Gateway)
with open (sys.argv[1] + "/port.new", "w") as port:
    port.write (str (server.server_port))
import os
os.rename (sys.argv[1] + "/port.new", sys.argv[1] + "/port")
server.serve_forever ()
END

expect 1 send Anna --text Hello
fails_with "There is no book"
add client name=Anna phone=+380671234567
anna=$id
expect 1 send Anna --text Hello
fails_with "no account"

# Nobody listens: it waits.
add account name=Shop channel=sms backend=http provider=generic-http 'settings={"address":"http://127.0.0.1:9/"}' main=yes
shop=$id
expect 2 send Anna
err_has "--text or --template"
expect 2 send Anna --text Hello --channel pigeon
err_has "no channel"
expect 1 send Nobody --text Hello
fails_with "There is no client"
expect 1 send Anna --text " "
fails_with "empty"
expect 1 send 12 --text Hello
fails_with "There is no client 12"
expect 1 send +38 --text Hello
fails_with "not a full phone number"
expect 1 --wait 20 send Anna --text "First, it waits"
err_has "It waits in the outbox"
first=$(cat "$work/out")
expect 0 outbox
out_has "First, it waits"
out_has "Anna"
grep -qE ' [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} ' "$work/out" || fail "the time is not that of the book"
expect 0 outbox --json
json "[(l['message'], l['state'], l['client_name'], l['account'], l['tries']) for l in x] == [($first, 'queued', 'Anna', 'Shop', 1)]"
expect 1 --wait 20 sync Shop
err_has "does not work"
expect 1 sync Nowhere
fails_with "There is no account"
expect 0 check

# Somebody does: what waits goes, once.
python3 "$work/gateway.py" "$work" &
gateway=$!
trap 'kill $gateway; rm -rf "$work"' EXIT
while [ ! -s "$work/port" ]; do sleep 0.05; done
expect 0 set account "$shop" "settings={\"address\":\"http://127.0.0.1:$(cat "$work/port")/\"}"
expect 0 --wait 20 sync Shop --json
json "[(a['account'], a['status'], a['queued']) for a in x] == [('Shop', 'connected', 0)]"
expect 0 --wait 20 send Anna --text "Привіт" --json
json "keys('message', 'state', 'error') and x[0]['state'] == 'sent' and x[0]['error'] is None"
expect 0 send +4930123456 --text "By number"
expect 1 send +380671234599 --text "Refused"
err_has "It was not sent"
printf '%s\n' "380671234567 First, it waits" "380671234567 Привіт" "4930123456 By number" "380671234599 Refused" >"$work/wanted"
diff -u "$work/wanted" "$work/sent" >&2 || fail "the gateway got something else"
expect 0 outbox --json
json "[(l['state'], l['address']) for l in x] == [('failed', '+380671234599')]"
expect 0 list message --where state=sent --json
json "len(x) == 3"

# It is gone, and says so.
expect 0 send "$anna" --text "Oops"
expect 1 undo
err_has "It is too late: the message has been sent."

# A template, whose text is the client's.
add template name=Reminder channel=sms purpose=service
add template_text template=Reminder 'text=Dear {client.name}, see you.'
expect 0 send Anna --template Reminder
tail -n 1 "$work/sent" | grep -qF "Dear Anna, see you." || fail "the template was not filled"

# Advertising keeps quiet hours, and says till when.
add client name=Vera phone=+380671234511 zone=UTC
add consent client=Vera channel=sms purpose=marketing state=given
add template name=Promo channel=sms purpose=marketing
add template_text template=Promo 'text=Sale!'
till=$(date -u -d '2 hours' '+%Y-%m-%d %H:%M')
expect 0 set account "$shop" quiet="$(date -u -d '1 hour ago' +%H:%M)-${till#* }"
expect 1 --wait 20 send Vera --template Promo
err_has "Will be sent ${till% *}"
expect 0 undo
expect 0 set account "$shop" quiet=-

# Who does not want to be written to is not.
add consent client=Anna state=withdrawn
expect 1 send Anna --text Hello
fails_with "asked not to be written to"
expect 0 check

# A sign-in that is refused is told as such; the missing keyring only by who needs it.
add provider name=Locked definition="{\"format\":1,\"id\":\"locked\",\"name\":\"Locked\",
  \"settings\":[{\"name\":\"key\",\"label\":\"Key\",\"secret\":true,\"required\":true}],
  \"send\":{\"request\":{\"method\":\"POST\",\"url\":\"http://127.0.0.1:$(cat "$work/port")/locked\",
    \"form\":{\"to\":\"{to}\",\"text\":\"{text}\",\"key\":\"{settings.key}\"}}}}"
expect 0 show provider "$id" --json
uid=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[0]["uid"])' "$work/out")
expect 0 set account "$shop" provider="$uid" settings='{}'
expect 1 --wait 20 send +380671234501 --text Locked
err_has "keyring"

# A secret is in the keyring or nowhere.
expect 1 set account "$shop" settings='{"key":"topsecret"}'
fails_with "“key” is a secret"
expect 1 add account name=Other channel=sms backend=http provider="$uid" settings='{"key":"topsecret"}'
fails_with "clientele-cli secret"
secret () {
  wanted=$1
  what="clientele-cli secret"
  printf '%s\n' "$4" | cli secret "$2" "$3" >"$work/out" 2>"$work/err"
  got=$?
  [ "$got" -eq "$wanted" ] || fail "$what: exit $got, not $wanted"
}
secret 1 Shop key topsecret
fails_with "no keyring"

# A book that an older version wrote, with a secret in an account, in the log of it, and in that of one that was removed. Without a keyring it works on.
add account name=Gone channel=sms backend=http provider="$uid"
gone=$id
expect 0 delete account "$gone" --purge
sqlite3 "$book" "UPDATE account SET settings = '{\"key\":\"topsecret\"}' WHERE id = $shop;
  UPDATE change SET detail = '{\"settings\":[\"{\\\"key\\\":\\\"topsecret0\\\",\\\"other\\\":\\\"stays\\\"}\",null]}'
    WHERE seq = (SELECT max (seq) FROM change WHERE entity = 'account' AND record_id = $shop);
  UPDATE change SET detail = json_set (detail, '\$.values.settings', '{\"key\":\"topsecret1\"}')
    WHERE entity = 'account' AND record_id = $gone AND op = 'delete';"
traces () {
  sqlite3 "$book" .dump | grep -c topsecret
}
[ "$(traces)" -eq 3 ] || fail "the older book was not made"
expect 1 --wait 20 send +380671234502 --text Locked
err_has "does not accept the sign-in"
[ "$(traces)" -ge 1 ] || fail "the secret is lost"

# Neither a file it exports nor one that an older version exported brings it to others.
expect 0 export all --format json
out_lacks topsecret
sed 's/"provider": "'"$uid"'", "settings": "{}"/"provider": "'"$uid"'", "settings": "{\\"key\\":\\"topsecret\\"}"/' "$work/out" >"$work/older.json"
grep -q topsecret "$work/older.json" || fail "the older file was not made"
"$CLIENTELE_CLI" --book "$work/copy.clientele" import "$work/older.json" >"$work/out" 2>"$work/err" || fail "the older file was not imported"
! sqlite3 "$work/copy.clientele" .dump | grep -q topsecret || fail "the secret was imported"
expect 0 export account --format csv
out_lacks topsecret

# With one it goes there, and the book forgets it.
command -v gnome-keyring-daemon >"$work/daemon" || exit 77
mkdir -m 700 "$work/run"
dbus-daemon --session --fork --print-address=3 --print-pid=4 3>"$work/bus" 4>"$work/bus.pid"
trap 'kill $gateway $keyring $(cat "$work/bus.pid"); rm -rf "$work"' EXIT
DBUS_SESSION_BUS_ADDRESS=$(cat "$work/bus")
mkfifo "$work/password"
env -u G_DEBUG XDG_RUNTIME_DIR="$work/run" gnome-keyring-daemon --foreground --unlock --components=secrets \
  --control-directory="$work/run" <"$work/password" >"$work/keyring.log" 2>&1 &
keyring=$!
printf test >"$work/password"
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
  string:org.freedesktop.secrets 2>/dev/null | grep -q true; do sleep 0.05; done
expect 1 --wait 20 send +380671234502 --text Locked
err_has "does not accept the sign-in"
[ "$(traces)" -eq 0 ] || fail "$(traces) lines of the book have the secret still"
sqlite3 "$book" .dump | grep -q stays || fail "more than the secret went"
expect 0 check
expect 0 show account "$shop"
out_has "{}"
tail -n 1 "$work/keys" | grep -qx topsecret || fail "the secret did not come from the keyring"
secret 0 Shop key "second one"
out_is_empty
expect 1 --wait 20 send +380671234502 --text Locked
tail -n 1 "$work/keys" | grep -qx "second one" || fail "the secret was not taken into the keyring"
secret 2 Shop nonsense x
err_has "It has: key."
secret 1 Nowhere key x
fails_with "There is no account"

# What goes on for long is no error: all has gone, and only whether it was delivered is still being asked.
address=http://127.0.0.1:$(cat "$work/port")
add provider name=Slow definition="{\"format\":1,\"id\":\"slow\",\"name\":\"Slow\",
  \"send\":{\"request\":{\"method\":\"POST\",\"url\":\"$address/\",\"form\":{\"to\":\"{to}\",\"text\":\"{text}\"}},
    \"answer\":{\"type\":\"text\",\"id\":\"all\"}},
  \"states\":{\"request\":{\"url\":\"$address/state/{id}\"},
    \"answer\":{\"type\":\"text\",\"state\":\"all\",\"states\":{\"OK\":\"delivered\"}}}}"
expect 0 show provider "$id" --json
uid=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[0]["uid"])' "$work/out")
expect 0 set account "$shop" provider="$uid" settings="{}"
expect 0 --wait 20 send +380671234500 --text Slow
expect 0 --wait 4 sync Shop --json
json "[(a['status'], a['queued'], a['error']) for a in x] == [('connected', 0, None)]"

# What else was on its way when its own message had gone is waited for.
add provider name=Late definition="{\"format\":1,\"id\":\"late\",\"name\":\"Late\",
  \"send\":{\"request\":{\"method\":\"POST\",\"url\":\"$address/late\",\"form\":{\"to\":\"{to}\",\"text\":\"{text}\"}},
    \"answer\":{\"type\":\"text\",\"id\":\"all\"}}}"
expect 0 show provider "$id" --json
uid=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[0]["uid"])' "$work/out")
add account name=Late channel=sms backend=http provider="$uid" active=no
expect 1 --wait 1 send +380671234510 --text Late --account Late
expect 0 set account "$id" active=yes
expect 0 --wait 20 send +380671234511 --text Another --account Shop
expect 0 --wait 4 sync Late
expect 0 list message --where state=uncertain --json
json "x == []"
