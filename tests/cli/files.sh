# SPDX-License-Identifier: GPL-3.0-or-later
# Files that others made: wide tables, marks, text before the first card; and what comes back from our own.
. "$(dirname "$0")/lib.sh"

counts () {
  json "(x[0]['created'], x[0]['updated'], len(x[0]['duplicates']), len(x[0]['faulty'])) == ($1)"
}

# A card file with a mark, and one with a line before the first card.
printf '\357\273\277BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nEND:VCARD\r\n' >"$work/mark.vcf"
expect 0 import "$work/mark.vcf" --json
counts 1,0,0,0
printf 'Sent by a phone\n\nBEGIN:VCARD\nVERSION:3.0\nFN:Boris\nEND:VCARD\n' >"$work/before.vcf"
expect 0 import "$work/before.vcf" --json
counts 1,0,0,0

# A card whose beginning was lost is no table.
printf 'VERSION:3.0\nFN:Clara\nTEL:+380671234562\nEND:VCARD\n' >"$work/tail.vcf"
expect 0 import "$work/tail.vcf" --json
counts 0,0,0,1
json "'BEGIN:VCARD' in x[0]['faulty'][0]['reason']"

# The end of a file as DOS writes it; and a byte that no text has, which is no encoding of its own.
printf 'Name;Phone\r\nFritz;+380671234560\r\n\032' >"$work/dos.csv"
expect 0 import "$work/dos.csv" --json
counts 1,0,0,0
expect 0 undo
python3 -c '
import sys
lines = "".join ("Client %d;+38067%07d\n" % (i, i) for i in range (300))
open (sys.argv[1], "wb").write (b"Name;Phone\n" + lines.encode () + b"Emil\0;+380671234561\n")' "$work/nul.csv"
expect 1 import "$work/nul.csv"
fails_with "This is not a text file"

# Somebody who is not in the book is responsible for nobody, and that is said.
printf 'Name,Phone,Owner\nGustav,+380671234563,Julia Weber\n' >"$work/owner.csv"
expect 0 import "$work/owner.csv"
out_has 'line 2: Responsible: “Julia Weber” is not in the book'
expect 0 undo

# A table of 300 columns, each of which becomes a field.
python3 - "$work" <<'END'
import sys
for n in 300, 520:
    with open ("%s/wide-%d.csv" % (sys.argv[1], n), "w") as out:
        out.write (",".join ("%s column %d" % (n, i) for i in range (n)) + ",Full name\n")
        for k in range (3):
            out.write (",".join (str (i * k + 1) for i in range (n)) + ",Client %d %d\n" % (n, k))
END
expect 0 import "$work/wide-300.csv" --json
counts 3,0,0,0
expect 0 list client --where "300 column 299=300" --columns name
out_has "Client 300 1"
expect 0 import "$work/wide-300.csv" --json
counts 0,0,3,0
expect 1 import "$work/wide-520.csv"
fails_with "has 500 own fields already"
expect 0 count client
out_is 5
expect 0 check

# When a client was added is among what a table tells, and comes back.
printf 'Name,Phone,Added\nClara,+380671234567,2019-05-06\nDora,+380671234568,2999-01-01\n' >"$work/added.csv"
expect 0 import "$work/added.csv"
expect 0 list client --where created_at=2019-05-06 --columns name
out_has Clara
expect 0 list client --where "created_at>2998-01-01"
out_is_empty
expect 0 export client --format csv --output "$work/clients.csv"
first=$book
book=$work/second.clientele
expect 0 import "$work/clients.csv" --json
counts 7,0,0,0
expect 0 export client --format csv --output "$work/again.csv"
head -n 1 "$work/again.csv" >"$work/wanted"
head -n 1 "$work/clients.csv" | diff -u "$work/wanted" - >&2 || fail "other columns came back"
grep -q "2019-05-06T00:00:00Z" "$work/again.csv" || fail "the day was lost"

# What went into the archive with its client has its lines there, also in the book that a JSON file makes.
book=$first
add note client=Clara text="Came by" at=2020-01-01
add client name=Emil
emil=$id
add note client="$emil" text="Wants it back" at=2020-01-02
expect 0 delete client "$emil"
expect 0 export all --output "$work/book.json"
book=$work/third.clientele
expect 0 import "$work/book.json" --json
expect 0 check
expect 0 list client --archived --json
json "len(x) == 1"
expect 0 timeline "$(sed -n 's/.*"id":\([0-9]*\).*/\1/p' "$work/out")" --json
json "[l['summary'] for l in x] == ['Wants it back']"
expect 0 export all --output "$work/book-2.json"
tail -n +2 "$work/book.json" >"$work/wanted"
tail -n +2 "$work/book-2.json" | diff - "$work/wanted" >/dev/null || fail "the book is not the same"

# Clients alone keep what belongs to them, and with --json the output is an array as everywhere; it comes back as well.
book=$work/alone.clientele
printf 'Name,Phone,E-mail,Shoe\nGreta,+380671234569,greta@example.org,39\n' >"$work/shoe.csv"
expect 0 import "$work/shoe.csv" --map Shoe=own
expect 0 set client 1 tags=vip
add tag name=unused
add note client=1 text="Not asked for"
expect 0 export client --json
json "list(x[0]['records']) == ['tag', 'own_field', 'client', 'address']"
json "[t['name'] for t in x[0]['records']['tag']] == ['vip']"
cp "$work/out" "$work/alone.json"
expect 0 export client --where name=Nobody --json
json "list(x[0]['records']) == ['own_field', 'client'] and x[0]['records']['client'] == []"
expect 0 export client --format json --output "$work/file.json" --json
json "x == [{'file': '$work/file.json'}]"
book=$work/alone-2.clientele
expect 0 import "$work/alone.json"
expect 0 list client --where phone=+380671234569 --where email=greta@example.org --where tags=vip --where Shoe=39 --columns name
out_has Greta
expect 0 check

# A pipe is written into and stays one.
mkfifo "$work/pipe"
cat "$work/pipe" >"$work/piped" &
expect 0 export client --format csv --output "$work/pipe"
wait
[ -p "$work/pipe" ] || fail "the pipe was replaced by a file"
[ "$(wc -l <"$work/piped")" -ge 2 ] || fail "nothing came through the pipe"

# Clients as they were listed: what others find out anew, and numbers of records, are left out.
book=$work/listed-from.clientele
add client kind=company name="Teremok"
add client name="Greta" phone="+380671234569" email=greta@example.org tags=vip,big company=Teremok birthday=--02-29 notes="Line 1
Line 2" status=customer
expect 0 list client --json
cp "$work/out" "$work/listed.json"
book=$work/listed-to.clientele
expect 0 import "$work/listed.json" --json
counts 2,0,0,0
expect 0 list client --where name=Greta --json
json "(x[0]['phone'], x[0]['email'], x[0]['tags'], x[0]['birthday'], x[0]['notes'], x[0]['status'], x[0]['company_name']) == ('+380671234569', 'greta@example.org', ['vip', 'big'], '--02-29', 'Line 1\nLine 2', 'customer', 'Teremok')"
expect 0 import "$work/listed.json" --json
counts 0,0,2,0
expect 0 import "$work/listed.json" --format json --dry-run
# Without uid they are matched as rows of a table are.
printf '[{"name": "Greta", "phone": "067 123 45 69", "city": "Lviv"}, {"name": "New", "email": "new@example.org"}]' >"$work/short.json"
expect 0 import "$work/short.json" --json
counts 1,1,0,0
add deal title=Roof client=1
expect 0 list deal --json
cp "$work/out" "$work/deals.json"
expect 1 import "$work/deals.json"
fails_with "export ENTITY --format json"
printf '[{"colour": "red"}]' >"$work/other.json"
expect 1 import "$work/other.json"
fails_with "This is a JSON file, not a table."

# What went with its owner goes with it again when an import is taken back and made again.
book=$work/owner.clientele
add client name=Anna phone=+380671234567
add note client=1 text=Old
expect 0 delete client 1
expect 0 export all --format json --output "$work/gone.json"
book=$work/owner2.clientele
expect 0 import "$work/gone.json"
expect 0 undo
expect 0 redo
expect 0 count note
[ "$(cat "$work/out")" = 0 ] || fail "the note of a client that is gone is there"
expect 0 count note --archived
[ "$(cat "$work/out")" = 1 ] || fail "the note of a client that is gone is lost"
