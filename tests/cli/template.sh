# SPDX-License-Identifier: GPL-3.0-or-later
# Templates: kept by the verbs every record has, checked when written, shown as they would be sent; ready ones.
. "$(dirname "$0")/lib.sh"

add client name="Олена Ковальчук" language=uk city="Київ"
olena=$id
add client name="Jonas Krüger" language=de
jonas=$id
add deal title="Beans" client="$olena" amount="1200 UAH" pay_by=2031-05-06
deal=$id
add template name="Payment"
payment=$id
expect 0 show template "$payment" --json
json "x[0]['channel'] == 'any' and x[0]['purpose'] == 'service'"
expect 1 template preview Payment --deal "$deal"
fails_with "The template “Payment” has no text."
expect 1 add template_text template="$payment" text="Hello {client.nam"
fails_with "Line 1, character 7: This “{” is not closed. Write “{{” for a brace that is only a brace."
add template_text template="$payment" language=uk text="Вітаємо, {client.name|first}! {deal.amount}, {deal.pay_by}."
add template_text template="$payment" language=de text="{client.name}: {client.city}"

# In the language of the client; by number and by name.
expect 0 template preview Payment --deal "$deal"
out_is "Вітаємо, Олена! 1 200 ₴, 6 травня 2031 р.."
expect 0 template preview "$payment" --client "Олена Ковальчук" --deal Beans --json
json "x[0]['language'] == 'uk' and x[0]['missing'] == [] and x[0]['sms_unicode'] and x[0]['sms_parts'] == 1"
expect 0 template preview Payment --client "$olena" --language de
out_is "Олена Ковальчук: Київ"

# What lacks something would not be sent.
expect 1 template preview Payment --client "$jonas"
fails_with "It would not be sent, it lacks City: Jonas Krüger: ⟨City⟩"
expect 0 template preview Payment --client "$jonas" --json
json "x[0]['missing'] == ['City']"
expect 1 template preview Payment --client "Nobody at all"
fails_with "There is no client “Nobody at all”."
expect 1 template preview Greeting --client "$jonas"
fails_with "There is no template “Greeting”."
expect 2 template fill Payment

# Ready ones.
expect 0 template ready
out_has "rate  How did you like it?"
expect 0 template ready rate
rate=$(cat "$work/out")
expect 0 show template "$rate" --json
json "x[0]['expects'] == 'scale' and x[0]['scale_min'] == 1 and x[0]['scale_max'] == 5"
expect 0 template preview "How did you like it?" --client "$jonas"
out_has "Hello Jonas! How did you like it with us?"
expect 1 template ready nothing
fails_with "There is no ready template “nothing”."
expect 0 undo
err_has "Ready template added"
expect 0 check
