# SPDX-License-Identifier: GPL-3.0-or-later
# Modules of the user's own, built of bricks: an entity, fields, links; every verb works on them, and the book goes through JSON
# whole.
. "$(dirname "$0")/lib.sh"

# In an empty place a wrong word makes no book.
expect 2 add vehicle title=Van
fails_with_usage=$(wc -l <"$work/err")
[ "$fails_with_usage" -ge 1 ] || fail "nothing said"
[ ! -e "$book" ] || fail "a wrong word made a book"

add client name=Anna
add client name=Bert
add own_entity label=Vehicle plural=Vehicles
[ "$id" = 1 ] || fail "the first module is not 1"
expect 0 show own_entity 1
out_has "u_1"
add own_field entity=u_1 label=Owner kind=link target=client
add own_field entity=vehicle label=Drivers kind=links target=client
add own_field entity=vehicle label=Price kind=money
add own_field entity=client label=Car kind=link target=vehicle
add own_field entity=client label=Fleet kind=links target=vehicle
expect 1 add own_field entity=client label=Boat kind=link
out_is_empty
expect 1 add own_entity label=VEHICLE
fails_with "There is already a module “VEHICLE”."

# By its name or by its label, with fields by theirs.
add u_1 title=Van x_1=1 drivers="Bert; Anna" price="1200 EUR" tags=old text="Needs new tyres"
add Vehicle title=Bus owner=Bert
expect 0 set client 2 car=Bus fleet="Van; Bus"
expect 0 list vehicle --columns title,owner,drivers
out_is "title  x_1   x_2
Bus    Bert
Van    Anna  Bert, Anna"
expect 0 count vehicle
out_is 2
expect 0 count vehicle --where owner=Anna
out_is 1
expect 0 list vehicle --text TYRES --columns title
out_has Van
expect 0 list client --where car=Bus --columns name
out_has Bert
out_lacks Anna
expect 0 list vehicle --json
json 'x[1]["title"] == "Van" and x[0]["x_1"] is not None'
expect 1 add u_1 title=Tram owner=99
fails_with "There is no client 99."
expect 2 list bicycle
err_has "u_1 (Vehicle)"
expect 2 set u_1 1 wheels=4
expect 0 schema vehicle --json
json 'len(x) == 1 and x[0]["entity"] == "u_1" and x[0]["label"] == "Vehicle" and x[0]["title"] == "title"'
json '[f["target"] for f in x[0]["fields"] if f["label"] == "Owner"] == ["client"]'
expect 0 schema --json
json 'x[-1]["entity"] == "u_1"'

# Changing, taking back, history.
expect 0 set vehicle 1 title="White van"
expect 0 history vehicle 1 --json
json 'x[0]["field"] == "title" and x[0]["old"] == "Van"'
expect 0 undo
expect 0 show u_1 1 --json
json 'x[0]["title"] == "Van"'
expect 0 redo
expect 0 delete u_1 2
expect 0 count u_1
out_is 1
expect 0 undo
expect 1 delete client 1 --purge
err_has "u_1 1 refers to it"

# A view is saved of it as of anything.
add saved_view name=Ours entity=u_1 query='{"entity":"u_1","where":{"all":[]},"order":["title"]}'

# Taken away and brought back, by another process.
expect 0 delete own_entity 1
expect 2 list vehicle
expect 0 check
expect 0 undo
expect 0 count vehicle
out_is 2
expect 0 check

# As a table, there and back.
expect 0 export vehicle --output "$work/vehicles.csv"
head -n 1 "$work/vehicles.csv" | grep -q '^uid,title,tags,text,Owner,Drivers,Price' || fail "other headings"
printf 'Title,Owner,Price\nTram,Anna,5 EUR\nFerry,Nobody,6 EUR\n' >"$work/more.csv"
expect 0 import "$work/more.csv" --entity vehicle
out_has "1 new"
out_has "1 faulty"
expect 0 list vehicle --where title=Tram --columns title,owner,price
out_has "5.00 EUR"
expect 0 undo
expect 0 count vehicle
out_is 2
expect 0 import "$work/vehicles.csv" --entity u_1
out_has "0 new"

# The whole book as JSON is the same book elsewhere, definitions and links to what comes later in the file included.
whole () {
  "$CLIENTELE_CLI" --book "$1" export all >"$work/out" 2>"$work/err" || fail "export $1"
  sed 's/"exported_at": "[^"]*"//' "$work/out" >"$2"
}
whole "$book" "$work/one"
cp "$work/out" "$work/book.json"
"$CLIENTELE_CLI" --book "$work/other" import "$work/book.json" >"$work/out" 2>"$work/err" || fail "import the book"
out_has " 0 faulty"
whole "$work/other" "$work/two"
cmp -s "$work/one" "$work/two" || fail "the book is another one after export and import"
"$CLIENTELE_CLI" --book "$work/other" check >"$work/out" 2>"$work/err" || fail "check the other book"
"$CLIENTELE_CLI" --book "$work/other" list client --where fleet="White van" --columns name >"$work/out" || fail "list the other book"
out_has Bert
# It is one operation, with its tables.
"$CLIENTELE_CLI" --book "$work/other" undo >"$work/out" 2>"$work/err" || fail "undo the import"
"$CLIENTELE_CLI" --book "$work/other" list vehicle >"$work/out" 2>"$work/err" && fail "the module stayed"
"$CLIENTELE_CLI" --book "$work/other" redo >"$work/out" 2>"$work/err" || fail "redo the import"
"$CLIENTELE_CLI" --book "$work/other" list vehicle --columns title,owner >"$work/out" || fail "list after redo"
out_is "title      x_1
Bus        Bert
White van  Anna"
"$CLIENTELE_CLI" --book "$work/other" check >"$work/out" 2>"$work/err" || fail "check after redo"

# Into a book whose modules have other numbers: theirs are called by what they are called there.
"$CLIENTELE_CLI" --book "$work/third" add own_entity label=Pet >"$work/out" 2>"$work/err" || fail "add a pet"
"$CLIENTELE_CLI" --book "$work/third" add pet title=Rex >"$work/out" 2>"$work/err" || fail "add Rex"
"$CLIENTELE_CLI" --book "$work/third" import "$work/book.json" >"$work/out" 2>"$work/err" || fail "import into the third"
"$CLIENTELE_CLI" --book "$work/third" list u_2 --columns title,owner >"$work/out" 2>"$work/err" || fail "list u_2"
out_has "White van"
"$CLIENTELE_CLI" --book "$work/third" list pet --columns title >"$work/out" || fail "list pets"
out_is "title
Rex"
"$CLIENTELE_CLI" --book "$work/third" list client --where car=Bus --columns name >"$work/out" || fail "list by car"
out_has Bert
"$CLIENTELE_CLI" --book "$work/third" list saved_view --json >"$work/out" || fail "list saved views"
json 'x[0]["entity"] == "u_2" and "\"u_2\"" in x[0]["query"]'
"$CLIENTELE_CLI" --book "$work/third" check >"$work/out" 2>"$work/err" || fail "check the third"

# Records of one module say what they are.
expect 0 export vehicle --format json --output "$work/vehicles.json"
"$CLIENTELE_CLI" --book "$work/fourth" import "$work/vehicles.json" >"$work/out" 2>"$work/err" || fail "import the vehicles"
"$CLIENTELE_CLI" --book "$work/fourth" count vehicle >"$work/out" || fail "count in the fourth"
out_is 2
