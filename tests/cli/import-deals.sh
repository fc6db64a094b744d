# SPDX-License-Identifier: GPL-3.0-or-later
# Importing deals, products and employees: what is recognised, names that are not found, --make and --name.
. "$(dirname "$0")/lib.sh"

cat >"$work/clients.csv" <<'CSV'
account,sector,phone
North Star,it,+380671234567
Blue Lake,it,+380671234568
CSV
cat >"$work/products.csv" <<'CSV'
product,series,sales_price
Tea Pro,T,12.50
Tea Basic,T,NULL
CSV
cat >"$work/agents.csv" <<'CSV'
sales_agent,manager,regional_office
Ada Berg,Ivo Kolar,East
CSV
cat >"$work/deals.csv" <<'CSV'
opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
D1,Ada Berg,TeaPro,North Star,Won,10/20/2016,3/17/2017,1054
D2,Ada Berg,Tea Basic,,Lost,10/21/2016,3/2/2017,0
D3,Ada Berg,Tea Pro,Blue Lake,Engaging,11/5/2016,,
D4,Nobody,Tea Pro,Blue Lake,Prospecting,,,
CSV
expect 0 import "$work/clients.csv"
expect 0 import "$work/products.csv" --json
json "x[0]['entity'] == 'product' and x[0]['created'] == 2"
expect 0 import "$work/agents.csv" --entity user --json
json "x[0]['entity'] == 'user' and x[0]['created'] == 1"

# Nothing is taken for something else; each record is in one place.
expect 0 import "$work/deals.csv" --dry-run --json
json "x[0]['entity'] == 'deal' and x[0]['created'] == 2 and x[0]['updated'] == 0 and x[0]['duplicates'] == []"
json "[f['line'] for f in x[0]['faulty']] == [4, 5]"
json "'Engaging' in x[0]['faulty'][0]['reason'] and 'Nobody' in x[0]['faulty'][1]['reason']"
json "x[0]['taken'] == [{'entity': 'product', 'name': 'TeaPro', 'for': 'Tea Pro', 'rows': 1}]"
json "[(m['entity'], m['name'], m['rows']) for m in x[0]['missing']] == [('stage', 'Engaging', 1), ('user', 'Nobody', 1), ('stage', 'Prospecting', 1)]"
json "[(m['name'], m['pipeline']) for m in x[0]['made']] == [('Won', 'Sales'), ('Lost', 'Sales')]"
expect 0 count deal
out_is 0
expect 0 count stage
out_is 0

# As told.
expect 2 import "$work/deals.csv" --make stage,tag
err_has "“tag” cannot be made of a name"
expect 2 import "$work/deals.csv" --name stage=Offer
err_has "ENTITY:NAME=NAME"
expect 0 import "$work/deals.csv" --make stage --name "stage:Prospecting=New request" --name user:Nobody=
out_has "Product “TeaPro” was taken for “Tea Pro”: 1 row"
out_has "Stage “Engaging” is added with a probability of 55 %: 1 row"
out_has "Stage “Won” is added with a probability of 100 %: 1 row"
out_has "Stage “Lost” is added with a probability of 0 %: 1 row"
out_has "Stage “Prospecting” is “New request”, as you said: 1 row"
out_has "Employee “Nobody” was left empty: 1 row"
out_has "4 new, 0 updated, 0 duplicates, 0 faulty"
expect 0 list deal --order external_id --columns external_id,title,state,amount,expected_close --json
json "[d['title'] for d in x] == ['Tea Pro – North Star', 'Tea Basic', 'Tea Pro – Blue Lake', 'Tea Pro – Blue Lake']"
json "[d['state'] for d in x] == ['won', 'lost', 'open', 'open']"
json "[d['amount']['amount'] for d in x] == ['1054.00', '0.00', '12.50', '12.50']"
expect 0 list stage --order position --columns name,state,probability --json
# The usual stages in which no row stands have gone.
json "[s['name'] for s in x] == ['New request', 'Engaging', 'Won', 'Lost']"
json "[s['probability'] for s in x] == [10, 55, 100, 0]"
expect 0 check

# Once more: what was said is remembered, and nothing is added.
expect 0 import "$work/deals.csv" --json
json "x[0]['created'] == 0 and x[0]['updated'] == 0 and len(x[0]['duplicates']) == 4 and x[0]['faulty'] == []"
expect 0 undo
expect 0 count deal
out_is 0
expect 0 count client
out_is 2
expect 0 check

# What an import left out as faulty and brings the second time replaces the usual stages all the same.
cp "$book" "$work/fresh"
rm -f "$book"*
for file in clients products; do expect 0 import "$work/$file.csv"; done
expect 0 import "$work/agents.csv" --entity user
expect 0 import "$work/deals.csv" --json
json "x[0]['created'] == 2 and len(x[0]['faulty']) == 2"
expect 0 import "$work/deals.csv" --make stage,user --json
json "x[0]['created'] == 2 and len(x[0]['duplicates']) == 2"
expect 0 list stage --order position --columns name,probability --json
json "[(s['name'], s['probability']) for s in x] == [('Engaging', 33), ('Prospecting', 66), ('Won', 100), ('Lost', 0)]"
# But not stages that were used or changed by hand.
expect 0 undo
expect 0 set stage 2 probability=35
expect 0 import "$work/deals.csv" --make stage,user
expect 0 count stage --where state=open
out_is 7
expect 0 check
rm -f "$book"*
cp "$work/fresh" "$book"

# Columns by hand, for every entity.
printf 'a,b,c\nRoof,7,North Star\n' >"$work/odd.csv"
expect 0 import "$work/odd.csv" --entity deal --map a=title --map b=amount --map c=client --json
json "x[0]['created'] == 1"
expect 0 import "$work/odd.csv" --entity product --map a=name --map b=tax --json
json "x[0]['created'] == 1"
expect 0 list product --where name=Roof --columns tax
out_has "7"
printf 'x,y,z\nRoof,7,North Star\n' >"$work/odd.csv"
expect 1 import "$work/odd.csv" --entity deal
fails_with "No column of this file is a field of"
expect 2 import "$work/odd.csv" --entity product --map x=name --map y=close_date
out_is_empty
err_has "close_date"

# A client is found by the number, not by how it ends.
add client name="Petra" phone="8 (812) 345-67-89"
petra=$id
add client name="Max" phone="+7 912 345 67 89"
max=$id
printf 'title,client\nWalls,+7 812 345-67-89\nDoor,9123456789\n' >"$work/numbers.csv"
expect 0 import "$work/numbers.csv" --entity deal --json
json "x[0]['created'] == 2 and x[0]['faulty'] == []"
expect 0 list deal --where title=Walls --columns client --json
json "x[0]['client'] == $petra"
expect 0 list deal --where title=Door --columns client --json
json "x[0]['client'] == $max"
expect 0 undo

# Out and in again.
expect 0 export deal --format csv --output "$work/export.csv"
expect 0 import "$work/export.csv" --json
json "x[0]['entity'] == 'deal' and len(x[0]['duplicates']) == 1 and x[0]['faulty'] == []"
