# SPDX-License-Identifier: GPL-3.0-or-later
# Providers of SMS: the list, the description of one, and whether one of your own is right.
. "$(dirname "$0")/lib.sh"

expect 0 provider list --json
json "len(x) == 10 and all(keys('id', 'name', 'can', 'documentation') for o in x)"
json "[o for o in x if o['id'] == 'twilio'][0]['can'] == ['send', 'fetch', 'states', 'look_up', 'balance']"
expect 0 provider list
out_has "SMS Gateway for Android"

# What is printed can be changed and checked.
expect 0 provider show smsru
cp "$work/out" "$work/mine.json"
expect 0 provider check "$work/mine.json" --set key=s3cr3t --set sender=Shop --to +79161112233 --text "Ready & waiting"
out_has "POST https://sms.ru/sms/send"
out_has "api_id=•••&to=79161112233&msg=Ready%20%26%20waiting&from=Shop&json=1"
out_lacks "s3cr3t"
expect 0 provider check twilio --set account=AC1 --set token=s3cr3t
out_has "Authorization: Basic •••"
out_has "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json"
expect 0 provider check twilio --json
json "[o['operation'] for o in x] == ['send', 'test', 'balance', 'look_up', 'states', 'fetch']"

# A mistake is named with its place.
sed 's/"method": "POST"/"metod": "POST"/' "$work/mine.json" >"$work/bad.json"
expect 1 provider check "$work/bad.json"
fails_with "send.request.metod: there is no such entry"
sed 's/{text}/{tekst}/' "$work/mine.json" >"$work/bad.json"
expect 1 provider check "$work/bad.json"
fails_with "send.request.form.msg: there is no placeholder “tekst”"
printf '{\n"format": 1\n"id": "x"}' >"$work/bad.json"
expect 1 provider check "$work/bad.json"
err_has "Line 2"
expect 1 provider check "$work/no-such-file"
out_is_empty
expect 1 provider check generic-http --set address=http://gateway.example/send
err_has "https://"

expect 2 provider check smsru --set nonsense=1
expect 2 provider check smsru --set key
expect 2 provider show nobody
expect 2 provider
expect 2 provider list more
