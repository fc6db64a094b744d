PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_migration (number bigint PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at bigint NOT NULL, app_version text NOT NULL);
INSERT INTO schema_migration VALUES(1,'0001-foundation.sql','73640e818edf1d4570fd32bfb4c494d1f973795dd104492cd28b57fd86fa28b6',1795316805688367,'0.1.0');
INSERT INTO schema_migration VALUES(2,'0002-own-entities.sql','fa166ba3fadd215bd2d4427241c43885548522aea1ddc32669fe4aad4bf78569',1795316805730682,'0.1.0');
INSERT INTO schema_migration VALUES(3,'0003-sales.sql','48410e75039ad5c854b88dc8c1ee2863b49074883bcdc4230940e0362338767a',1795316805821703,'0.1.0');
CREATE TABLE setting (
  name text PRIMARY KEY,
  value text NOT NULL
);
INSERT INTO setting VALUES('currency','EUR');
INSERT INTO setting VALUES('time-zone','Etc/UTC');
INSERT INTO setting VALUES('reminder-minutes','0');
INSERT INTO setting VALUES('reminder-day','never');
INSERT INTO setting VALUES('week-start','1');
INSERT INTO setting VALUES('sort-version','153.120');
INSERT INTO setting VALUES('revision','2');
INSERT INTO setting VALUES('sort-locale','en');
INSERT INTO setting VALUES('generation','1c2b339236845477');
INSERT INTO setting VALUES('phone-region','UA');
INSERT INTO setting VALUES('derived-schema','3');
CREATE TABLE sequence (
  name text PRIMARY KEY,
  value bigint NOT NULL
);
INSERT INTO sequence VALUES('activity',3);
CREATE TABLE operation (
  id INTEGER PRIMARY KEY,
  at bigint NOT NULL,
  author bigint NOT NULL,
  origin text NOT NULL,
  purpose text NOT NULL,
  undoable boolean NOT NULL,
  undoes_id bigint REFERENCES operation (id),
  undone_by bigint REFERENCES operation (id)
);
INSERT INTO operation VALUES(1,1795316805842954,0,'cli','New book',0,NULL,NULL);
INSERT INTO operation VALUES(2,1795316805854041,1,'cli','Add client “Олена Іваненко”',1,NULL,NULL);
INSERT INTO operation VALUES(3,1795316805962060,1,'cli','Add client “Ромашка”',1,NULL,NULL);
INSERT INTO operation VALUES(4,1795316805988584,1,'cli','Add deal “Roof”',1,NULL,NULL);
INSERT INTO operation VALUES(5,1795316806026899,1,'cli','Add product “Tile”',1,NULL,NULL);
INSERT INTO operation VALUES(6,1795316806074060,1,'cli','Add deal_line',1,NULL,NULL);
INSERT INTO operation VALUES(7,1795316806124232,1,'cli','Add meeting “Look at the roof”',1,NULL,NULL);
INSERT INTO operation VALUES(8,1795316806166078,1,'cli','Add meeting “First talk”',1,NULL,NULL);
INSERT INTO operation VALUES(9,1795316806210614,1,'cli','Add meeting “Nobody yet”',1,NULL,NULL);
INSERT INTO operation VALUES(10,1795316806244471,1,'cli','Add task “Подзвонити”',1,NULL,NULL);
INSERT INTO operation VALUES(11,1795316806290026,1,'cli','Add goal',1,NULL,NULL);
INSERT INTO operation VALUES(12,1795316806338817,1,'cli','Change meeting “Nobody yet”',1,NULL,NULL);
CREATE TABLE change (
  seq INTEGER PRIMARY KEY,
  operation_id bigint NOT NULL REFERENCES operation (id),
  entity text NOT NULL,
  record_id bigint NOT NULL,
  op text NOT NULL,
  version_after bigint NOT NULL,
  detail text
);
INSERT INTO change VALUES(1,1,'user',1,'insert',1,NULL);
INSERT INTO change VALUES(2,1,'status_rule',1,'insert',1,NULL);
INSERT INTO change VALUES(3,1,'status_rule',2,'insert',1,NULL);
INSERT INTO change VALUES(4,2,'client',1,'insert',1,NULL);
INSERT INTO change VALUES(5,2,'address',1,'insert',1,NULL);
INSERT INTO change VALUES(6,2,'address',2,'insert',1,NULL);
INSERT INTO change VALUES(7,3,'client',2,'insert',1,NULL);
INSERT INTO change VALUES(8,4,'pipeline',1,'insert',1,NULL);
INSERT INTO change VALUES(9,4,'stage',1,'insert',1,NULL);
INSERT INTO change VALUES(10,4,'stage',2,'insert',1,NULL);
INSERT INTO change VALUES(11,4,'stage',3,'insert',1,NULL);
INSERT INTO change VALUES(12,4,'stage',4,'insert',1,NULL);
INSERT INTO change VALUES(13,4,'stage',5,'insert',1,NULL);
INSERT INTO change VALUES(14,4,'lost_reason',1,'insert',1,NULL);
INSERT INTO change VALUES(15,4,'lost_reason',2,'insert',1,NULL);
INSERT INTO change VALUES(16,4,'lost_reason',3,'insert',1,NULL);
INSERT INTO change VALUES(17,4,'lost_reason',4,'insert',1,NULL);
INSERT INTO change VALUES(18,4,'lost_reason',5,'insert',1,NULL);
INSERT INTO change VALUES(19,4,'deal',1,'insert',1,NULL);
INSERT INTO change VALUES(20,4,'deal_move',1,'insert',1,NULL);
INSERT INTO change VALUES(21,5,'product',1,'insert',1,NULL);
INSERT INTO change VALUES(22,6,'deal_line',1,'insert',1,NULL);
INSERT INTO change VALUES(23,7,'meeting',1,'insert',1,NULL);
INSERT INTO change VALUES(24,8,'meeting',2,'insert',1,NULL);
INSERT INTO change VALUES(25,9,'meeting',3,'insert',1,NULL);
INSERT INTO change VALUES(26,10,'task',1,'insert',1,NULL);
INSERT INTO change VALUES(27,11,'goal',1,'insert',1,NULL);
INSERT INTO change VALUES(28,12,'meeting',3,'update',2,'{"title":["Nobody yet","Nobody"]}');
CREATE TABLE IF NOT EXISTS "user" (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  login text,
  email text, email_fold text,
  active boolean
);
INSERT INTO user VALUES(1,X'01a2013870d37f5495d339a724f2a3a3',1,1795316805842954,1795316805842954,NULL,1,'maria','maria',X'4c46465001080108','maria',NULL,NULL,1);
CREATE TABLE tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  color text
);
CREATE TABLE option (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  list text NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  position bigint
);
CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  entity text NOT NULL,
  query text NOT NULL,
  color text,
  pinned boolean,
  position bigint
);
CREATE TABLE own_field (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  entity text NOT NULL,
  label text NOT NULL, label_fold text, label_key blob,
  kind text NOT NULL,
  choices text,
  position bigint
, target text);
CREATE TABLE import_batch (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  format text,
  layout text,
  mapping text,
  added bigint, updated bigint, duplicates bigint, faulty bigint
);
CREATE TABLE status_rule (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  event text NOT NULL,
  field text,
  contains text, contains_fold text,
  status text NOT NULL,
  active boolean,
  position bigint
);
INSERT INTO status_rule VALUES(1,X'01a2013870d37617b7c89186eb996122',1,1795316805842954,1795316805842954,NULL,1,'Interested on the phone','interested on the phone',X'3a4450324c324e50323004464404503832044838464432011b01dc1a','call','outcome','interested','interested','contact',1,0);
INSERT INTO status_rule VALUES(2,X'01a2013870d3792480a5c95780e9885a',1,1795316805842954,1795316805842954,NULL,1,'Agreed on the phone','agreed on the phone',X'2a364c32323004464404503832044838464432011701dc16','call','outcome','agreed','agreed','contact',1,1);
CREATE TABLE client (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  kind text NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  company bigint REFERENCES client (id),
  "position" text, position_fold text,
  status text NOT NULL, status_at bigint, status_reason text,
  roles text,
  source text, source_fold text, source_key blob,
  street text, street_fold text,
  city text, city_fold text, city_key blob,
  region text, region_fold text,
  postcode text, postcode_fold text,
  country text, country_fold text, country_key blob,
  birthday text,
  language text,
  interests text, interests_fold text,
  notes text, notes_fold text,
  owner bigint REFERENCES "user" (id),
  external_id text,
  photo blob
);
INSERT INTO client VALUES(1,X'01a2013870de7b8cbf76d401e404a42e',1,1795316805854041,1795316805854041,NULL,2,'person','Олена Іваненко','олена іваненко',X'618a622878060304614a0e06782878548a011201d8c1db0b',NULL,NULL,NULL,'lead',1795316805854041,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL);
INSERT INTO client VALUES(2,X'01a20138714a7364a8754ae492980ae5',1,1795316805962060,1795316805962060,NULL,3,'company','Ромашка','ромашка',X'61968a7206da5406010b01de0a',NULL,NULL,NULL,'lead',1795316805962060,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL);
CREATE TABLE address (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  client bigint NOT NULL REFERENCES client (id),
  kind text NOT NULL,
  label text,
  value text NOT NULL,
  normal text,
  match_key text,
  main boolean,
  position bigint
);
INSERT INTO address VALUES(1,X'01a201387104706eb852b00f6c8ab433',1,1795316805854041,1795316805854041,NULL,2,1,'phone',NULL,'+380671234567','+380671234567','671234567',1,NULL);
INSERT INTO address VALUES(2,X'01a20138710471ea9eedf531c25078d5',1,1795316805854041,1795316805854041,NULL,2,1,'email',NULL,'olena@example.com','olena@example.com','olena@example.com',1,NULL);
CREATE TABLE client_distinct (
  a bigint NOT NULL REFERENCES client (id) ON DELETE CASCADE,
  b bigint NOT NULL REFERENCES client (id) ON DELETE CASCADE,
  PRIMARY KEY (a, b)
);
CREATE TABLE deal (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  title text NOT NULL, title_fold text, title_key blob,
  client bigint REFERENCES client (id),
  amount bigint, amount_currency text,
  state text NOT NULL,
  source text, source_fold text,
  expected_close text,
  closed_at bigint,
  owner bigint REFERENCES "user" (id)
, pipeline bigint REFERENCES pipeline (id), stage bigint REFERENCES stage (id), stage_at bigint, position double precision, probability bigint, amount_typed boolean, contract boolean, supplier bigint REFERENCES client (id), carrier bigint REFERENCES client (id), lost_reason bigint REFERENCES lost_reason (id), lost_comment text, lost_comment_fold text, opened_at bigint, previous bigint REFERENCES deal (id), external_id text);
INSERT INTO deal VALUES(1,X'01a2013871657de4ab16eddfc9e16079',1,1795316805988584,1795316805988584,NULL,4,'Roof','roof',X'4c464634010801dc07',1,120050,'EUR','open',NULL,NULL,NULL,NULL,1,1,1,1795316805988584,-1795316805.9885840416,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,1795316805988584,NULL,NULL);
CREATE TABLE task (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  title text NOT NULL, title_fold text, title_key blob,
  client bigint REFERENCES client (id),
  deal bigint REFERENCES deal (id),
  due_on text,
  due_at bigint,
  done_at bigint,
  owner bigint REFERENCES "user" (id)
, due_key bigint, kind text, priority text, assigner bigint REFERENCES "user" (id), state text, outcome text, outcome_fold text, remind_at bigint, recurrence text, occurrence text, trigger_entity text, "trigger" bigint, task_rule bigint REFERENCES task_rule (id), run bigint REFERENCES task_run (id), step bigint REFERENCES task_step (id));
INSERT INTO task VALUES(1,X'01a2013872647763ad4c87e1444bb0b3',1,1795316806244471,1795316806244471,NULL,10,'Подзвонити','подзвонити',X'618e8a1a320e8a7846a246010e01db0d',1,NULL,'2026-12-03',NULL,NULL,1,1796342400000000,'todo',NULL,NULL,'open',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE meeting (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  title text NOT NULL, title_fold text, title_key blob,
  starts_at bigint NOT NULL,
  ends_at bigint,
  zone text,
  place text, place_fold text,
  state text NOT NULL,
  deal bigint REFERENCES deal (id),
  owner bigint REFERENCES "user" (id)
);
INSERT INTO meeting VALUES(1,X'01a2013871ec7db5aa4bf5718b031b66',1,1795316806124232,1795316806124232,NULL,7,'Look at the roof','look at the roof',X'4046463e042a5004503832044c464634011401dc13',1796115600000000,1796119200000000,NULL,'Київ, вул. Садова 5','київ, вул. садова 5','planned',1,1);
INSERT INTO meeting VALUES(2,X'01a2013872167e62a04fdc0ea1d6296c',1,1795316806166078,1795316806166078,NULL,8,'First talk','first talk',X'343a4c4e5004502a403e010e01dc0d',1794301200000000,1794303000000000,NULL,NULL,NULL,'held',NULL,1);
INSERT INTO meeting VALUES(3,X'01a20138724273c198c0bf7577bb5438',2,1795316806210614,1795316806338817,NULL,12,'Nobody','nobody',X'44462c46305a010a01dc09',1796202000000000,NULL,NULL,NULL,NULL,'planned',NULL,1);
CREATE TABLE message (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  client bigint REFERENCES client (id),
  channel text NOT NULL,
  direction text NOT NULL,
  at bigint NOT NULL,
  address text, address_match text,
  subject text, subject_fold text, subject_key blob,
  deal bigint REFERENCES deal (id)
);
CREATE TABLE note (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  client bigint REFERENCES client (id),
  at bigint NOT NULL,
  title text, title_fold text,
  pinned boolean,
  author bigint REFERENCES "user" (id),
  deal bigint REFERENCES deal (id),
  task bigint REFERENCES task (id),
  trigger_entity text, "trigger" bigint,
  place text, place_fold text,
  rule text, rule_fold text,
  result text, result_fold text,
  off_record boolean
);
CREATE TABLE call (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  client bigint REFERENCES client (id),
  at bigint NOT NULL,
  direction text NOT NULL,
  duration bigint,
  outcome text,
  pinned boolean,
  author bigint REFERENCES "user" (id),
  deal bigint REFERENCES deal (id),
  task bigint REFERENCES task (id),
  trigger_entity text, "trigger" bigint,
  place text, place_fold text,
  rule text, rule_fold text,
  result text, result_fold text,
  off_record boolean,
  phone text, phone_fold text
);
CREATE TABLE body (
  id INTEGER PRIMARY KEY,
  entity text NOT NULL,
  record_id bigint NOT NULL,
  title text,
  body text NOT NULL,
  UNIQUE (entity, record_id)
);
CREATE TABLE client_figures (
  client_id INTEGER PRIMARY KEY REFERENCES client (id) ON DELETE CASCADE,
  last_contact_at bigint,
  last_contact_kind text,
  last_contact_direction text,
  phone text,
  email text,
  web text,
  handle text
, next_key bigint, next_on text, next_at bigint, next_kind text, next_title text, next_entity text, next_id bigint, open_deals bigint, open_sums text, open_amount bigint, won_sums text, year_sums text, year_amount bigint, year_until bigint);
INSERT INTO client_figures VALUES(1,1794301200000000,'meeting',NULL,'+380671234567','olena@example.com',NULL,NULL,1796115600000000,'2026-12-01',1796115600000000,'meeting','Look at the roof','meeting',1,1,'EUR 120050',120050,NULL,NULL,NULL,NULL);
INSERT INTO client_figures VALUES(2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1796115600000000,'2026-12-01',1796115600000000,'meeting','Look at the roof','meeting',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE client_search (
  client_id INTEGER PRIMARY KEY REFERENCES client (id) ON DELETE CASCADE,
  line text NOT NULL
);
INSERT INTO client_search VALUES(1,'олена іваненко380671234567olena@example.com');
INSERT INTO client_search VALUES(2,'ромашка');
CREATE TABLE activity_day (
  day text NOT NULL,
  author_id bigint NOT NULL,
  kind text NOT NULL,
  direction text NOT NULL,
  entries bigint NOT NULL,
  seconds bigint NOT NULL,
  PRIMARY KEY (day, author_id, kind, direction)
);
INSERT INTO activity_day VALUES('2026-11-22',1,'deal','',1,0);
INSERT INTO activity_day VALUES('2026-11-10',1,'meeting','',1,1800);
CREATE TABLE record_link (
  entity text NOT NULL,
  record_id bigint NOT NULL,
  field text NOT NULL,
  position bigint NOT NULL,
  target_id bigint NOT NULL,
  PRIMARY KEY (entity, record_id, field, position)
) WITHOUT ROWID;
INSERT INTO record_link VALUES('meeting',1,'clients',0,1);
INSERT INTO record_link VALUES('meeting',2,'clients',0,1);
INSERT INTO record_link VALUES('meeting',1,'clients',1,2);
CREATE TABLE activity (
  client_id bigint NOT NULL,
  at bigint NOT NULL,
  id bigint NOT NULL,
  entity text NOT NULL,
  record_id bigint NOT NULL,
  main boolean NOT NULL,
  deal_id bigint,
  kind text NOT NULL,
  direction text,
  author_id bigint,
  duration bigint,
  counted boolean NOT NULL,
  summary text,
  PRIMARY KEY (client_id, at, id)
) WITHOUT ROWID;
INSERT INTO activity VALUES(1,1794301200000000,2,'meeting',2,1,NULL,'meeting',NULL,1,1800,1,'First talk');
INSERT INTO activity VALUES(1,1795316805988584,1,'deal_move',1,1,1,'deal',NULL,1,NULL,1,'opened: New request');
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','body_index','body_index',0,'CREATE VIRTUAL TABLE body_index USING fts5 (title, body, content='''', tokenize=''unicode61 remove_diacritics 0'')');
CREATE TABLE IF NOT EXISTS 'body_index_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO body_index_data VALUES(1,X'');
INSERT INTO body_index_data VALUES(10,X'00000000000000');
CREATE TABLE IF NOT EXISTS 'body_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS 'body_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE IF NOT EXISTS 'body_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO body_index_config VALUES('version',4);
CREATE TABLE own_entity (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  label text NOT NULL, label_fold text, label_key blob,
  plural text, plural_fold text,
  icon text,
  position bigint
);
CREATE TABLE pipeline (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  main boolean,
  position bigint
);
INSERT INTO pipeline VALUES(1,X'01a2013871647245bf192cbcb2897509',1,1795316805988584,1795316805988584,NULL,4,'Sales','sales',X'4e2a40324e010901dc08',1,0);
CREATE TABLE stage (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  pipeline bigint NOT NULL REFERENCES pipeline (id),
  position bigint,
  state text NOT NULL,
  probability bigint,
  color text,
  rot_days bigint,
  required text
);
INSERT INTO stage VALUES(1,X'01a2013871657c2a991f18b58575d49e',1,1795316805988584,1795316805988584,NULL,4,'New request','new request',X'443256044c324a52324e50010f01dc0e',1,0,'open',10,NULL,7,NULL);
INSERT INTO stage VALUES(2,X'01a20138716573ab9f7d244981b4cf8c',1,1795316805988584,1795316805988584,NULL,4,'Qualified','qualified',X'4a522a403a343a3230010d01dc0c',1,1,'open',30,NULL,10,NULL);
INSERT INTO stage VALUES(3,X'01a201387165737c84437662eac6b021',1,1795316805988584,1795316805988584,NULL,4,'Offer','offer',X'463434324c010901dc08',1,2,'open',50,NULL,10,NULL);
INSERT INTO stage VALUES(4,X'01a2013871657cccbd12e7bdf2d64c10',1,1795316805988584,1795316805988584,NULL,4,'Negotiation','negotiation',X'44323646503a2a503a4644010f01dc0e',1,3,'open',75,NULL,14,NULL);
INSERT INTO stage VALUES(5,X'01a20138716573998e92fd3a8ea3b0ed',1,1795316805988584,1795316805988584,NULL,4,'Contract','contract',X'2e4644504c2a2e50010c01dc0b',1,4,'open',90,NULL,14,NULL);
CREATE TABLE lost_reason (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  position bigint
);
INSERT INTO lost_reason VALUES(1,X'01a201387165746fbe431aa6b6e6d436',1,1795316805988584,1795316805988584,NULL,4,'Price','price',X'484c3a2e32010901dc08',0);
INSERT INTO lost_reason VALUES(2,X'01a20138716577499080da3aba95cc52',1,1795316805988584,1795316805988584,NULL,4,'Chose a competitor','chose a competitor',X'2e38464e32042a042e46424832503a50464c011601dc15',1);
INSERT INTO lost_reason VALUES(3,X'01a20138716572af992b36e686933edd',1,1795316805988584,1795316805988584,NULL,4,'No answer','no answer',X'4446042a444e56324c010d01dc0c',2);
INSERT INTO lost_reason VALUES(4,X'01a2013871657768883ad1d60599dfcf',1,1795316805988584,1795316805988584,NULL,4,'Not needed any more','not needed any more',X'44465004443232303230042a445a0442464c32011701dc16',3);
INSERT INTO lost_reason VALUES(5,X'01a20138716572028d0c7599765d1316',1,1795316805988584,1795316805988584,NULL,4,'Wrong time','wrong time',X'564c46443604503a4232010e01e00d',4);
CREATE TABLE product (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  article text, article_fold text, article_key blob,
  category text, category_fold text, category_key blob,
  unit text, unit_fold text,
  price bigint, price_currency text,
  cost bigint, cost_currency text,
  tax bigint,
  supplier bigint REFERENCES client (id),
  stock bigint,
  active boolean
);
INSERT INTO product VALUES(1,X'01a20138718b779dafa60f6523c0b165',1,1795316806026899,1795316806026899,NULL,5,'Tile','tile',X'503a4032010801dc07',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1200,'EUR',NULL,NULL,NULL,NULL,NULL,1);
CREATE TABLE deal_contact (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  deal bigint NOT NULL REFERENCES deal (id),
  client bigint NOT NULL REFERENCES client (id),
  role text, role_fold text,
  position bigint
);
CREATE TABLE deal_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  deal bigint NOT NULL REFERENCES deal (id),
  product bigint REFERENCES product (id),
  title text NOT NULL, title_fold text, title_key blob,
  quantity bigint NOT NULL,
  unit text, unit_fold text,
  price bigint NOT NULL, price_currency text,
  discount bigint,
  tax bigint,
  cost bigint, cost_currency text,
  total bigint, total_currency text,
  tax_amount bigint, tax_amount_currency text,
  margin bigint, margin_currency text,
  position bigint
);
INSERT INTO deal_line VALUES(1,X'01a2013871ba7ad88c51e294b922d7ca',1,1795316806074060,1795316806074060,NULL,6,1,1,'Tile','tile',X'503a4032010801dc07',100000,NULL,NULL,1200,'EUR',NULL,NULL,NULL,NULL,120000,'EUR',0,'EUR',NULL,NULL,NULL);
CREATE TABLE deal_move (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  deal bigint NOT NULL REFERENCES deal (id),
  stage bigint NOT NULL REFERENCES stage (id),
  from_stage bigint REFERENCES stage (id),
  state text NOT NULL,
  at bigint NOT NULL,
  until bigint,
  "user" bigint REFERENCES "user" (id)
);
INSERT INTO deal_move VALUES(1,X'01a2013871657c9fbcd6b58b152aed97',1,1795316805988584,1795316805988584,NULL,4,1,1,NULL,'open',1795316805988584,NULL,1);
CREATE TABLE task_sequence (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  goal text, goal_fold text,
  active boolean,
  position bigint
);
CREATE TABLE task_step (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  task_sequence bigint NOT NULL REFERENCES task_sequence (id),
  kind text NOT NULL,
  title text NOT NULL, title_fold text, title_key blob,
  days bigint,
  "time" text,
  position bigint
);
CREATE TABLE task_run (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  task_sequence bigint NOT NULL REFERENCES task_sequence (id),
  client bigint REFERENCES client (id),
  deal bigint REFERENCES deal (id),
  owner bigint REFERENCES "user" (id),
  state text NOT NULL,
  ended_at bigint
);
CREATE TABLE task_rule (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  event text NOT NULL,
  stage bigint REFERENCES stage (id),
  outcome text,
  kind text NOT NULL,
  title text NOT NULL, title_fold text, title_key blob,
  days bigint,
  "time" text,
  owner bigint REFERENCES "user" (id),
  active boolean,
  position bigint
);
CREATE TABLE goal (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  owner bigint REFERENCES "user" (id),
  period text NOT NULL,
  measure text NOT NULL,
  amount bigint, amount_currency text,
  number bigint,
  position bigint
);
INSERT INTO goal VALUES(1,X'01a201387292738bbdee1e0acd4a6d61',1,1795316806290026,1795316806290026,NULL,11,NULL,'month','won-sum',100000,'EUR',NULL,NULL);
CREATE TABLE script (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  stage bigint REFERENCES stage (id),
  client_kind text,
  client_status text,
  advice text, advice_fold text,
  active boolean,
  position bigint
);
CREATE TABLE script_question (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  script bigint NOT NULL REFERENCES script (id),
  question text NOT NULL, question_fold text, question_key blob,
  answer text NOT NULL,
  choices text,
  target text,
  step text,
  position bigint
);
CREATE TABLE hint_dismissal (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  hint text NOT NULL,
  about text NOT NULL,
  about_id bigint NOT NULL,
  owner bigint REFERENCES "user" (id),
  until text
);
CREATE TABLE deal_figures (
  deal_id INTEGER PRIMARY KEY REFERENCES deal (id) ON DELETE CASCADE,
  next_key bigint,
  next_on text,
  next_at bigint,
  next_kind text,
  next_title text,
  next_entity text,
  next_id bigint
);
INSERT INTO deal_figures VALUES(1,1796115600000000,'2026-12-01',1796115600000000,'meeting','Look at the roof','meeting',1);
CREATE TABLE reminder_told (
  entity text NOT NULL,
  record_id bigint NOT NULL,
  remind_at bigint NOT NULL,
  told_at bigint NOT NULL,
  PRIMARY KEY (entity, record_id, remind_at)
);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('user',1);
INSERT INTO sqlite_sequence VALUES('status_rule',2);
INSERT INTO sqlite_sequence VALUES('client',2);
INSERT INTO sqlite_sequence VALUES('address',2);
INSERT INTO sqlite_sequence VALUES('pipeline',1);
INSERT INTO sqlite_sequence VALUES('stage',5);
INSERT INTO sqlite_sequence VALUES('lost_reason',5);
INSERT INTO sqlite_sequence VALUES('deal',1);
INSERT INTO sqlite_sequence VALUES('deal_move',1);
INSERT INTO sqlite_sequence VALUES('product',1);
INSERT INTO sqlite_sequence VALUES('deal_line',1);
INSERT INTO sqlite_sequence VALUES('meeting',3);
INSERT INTO sqlite_sequence VALUES('task',1);
INSERT INTO sqlite_sequence VALUES('goal',1);
CREATE INDEX operation_undoes ON operation (undoes_id) WHERE undoes_id IS NOT NULL;
CREATE INDEX operation_undone ON operation (undone_by) WHERE undone_by IS NOT NULL;
CREATE INDEX change_operation ON change (operation_id);
CREATE INDEX change_record ON change (entity, record_id);
CREATE INDEX tag_name ON tag (name_fold);
CREATE INDEX option_list ON option (list, position);
CREATE INDEX import_batch_layout ON import_batch (layout);
CREATE INDEX client_name ON client (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX client_fold ON client (name_fold);
CREATE INDEX client_company ON client (company) WHERE company IS NOT NULL;
CREATE INDEX client_owner ON client (owner, name_key, id) WHERE owner IS NOT NULL AND archived_at IS NULL;
CREATE INDEX client_status ON client (status, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX client_city ON client (city_key, id) WHERE city_key IS NOT NULL AND archived_at IS NULL;
CREATE INDEX client_external ON client (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX client_birthday ON client (birthday) WHERE birthday IS NOT NULL AND archived_at IS NULL;
CREATE INDEX address_client ON address (client);
CREATE INDEX address_match ON address (match_key, kind) WHERE match_key IS NOT NULL;
CREATE INDEX client_distinct_b ON client_distinct (b);
CREATE INDEX deal_client ON deal (client) WHERE client IS NOT NULL;
CREATE INDEX deal_title ON deal (title_key, id) WHERE archived_at IS NULL;
CREATE INDEX task_client ON task (client) WHERE client IS NOT NULL;
CREATE INDEX task_deal ON task (deal) WHERE deal IS NOT NULL;
CREATE INDEX task_open ON task (due_on, id) WHERE done_at IS NULL AND archived_at IS NULL;
CREATE INDEX meeting_starts ON meeting (starts_at, ends_at);
CREATE INDEX meeting_deal ON meeting (deal) WHERE deal IS NOT NULL;
CREATE INDEX message_client ON message (client) WHERE client IS NOT NULL;
CREATE INDEX message_nobody ON message (at) WHERE client IS NULL AND archived_at IS NULL;
CREATE INDEX message_deal ON message (deal) WHERE deal IS NOT NULL;
CREATE INDEX note_client ON note (client) WHERE client IS NOT NULL;
CREATE INDEX note_pinned ON note (client, at) WHERE pinned;
CREATE INDEX note_deal ON note (deal) WHERE deal IS NOT NULL;
CREATE INDEX note_task ON note (task) WHERE task IS NOT NULL;
CREATE INDEX call_client ON call (client) WHERE client IS NOT NULL;
CREATE INDEX call_pinned ON call (client, at) WHERE pinned;
CREATE INDEX call_deal ON call (deal) WHERE deal IS NOT NULL;
CREATE INDEX call_task ON call (task) WHERE task IS NOT NULL;
CREATE INDEX client_figures_contact ON client_figures (last_contact_at, client_id);
CREATE INDEX record_link_target ON record_link (entity, field, target_id, record_id);
CREATE INDEX activity_record ON activity (entity, record_id);
CREATE INDEX activity_deal ON activity (deal_id, at, id) WHERE main AND deal_id IS NOT NULL;
CREATE INDEX own_entity_label ON own_entity (label_fold);
CREATE INDEX stage_pipeline ON stage (pipeline, position, id);
CREATE INDEX product_name ON product (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX product_fold ON product (name_fold);
CREATE INDEX product_article ON product (article_fold) WHERE article_fold IS NOT NULL;
CREATE INDEX product_supplier ON product (supplier) WHERE supplier IS NOT NULL;
CREATE INDEX deal_lane ON deal (state, pipeline) WHERE archived_at IS NULL;
CREATE INDEX deal_stage ON deal (stage, state, position) WHERE archived_at IS NULL;
CREATE INDEX deal_owner ON deal (owner, state) WHERE owner IS NOT NULL;
CREATE INDEX deal_closed ON deal (closed_at, state) WHERE closed_at IS NOT NULL AND archived_at IS NULL;
CREATE INDEX deal_opened ON deal (opened_at) WHERE archived_at IS NULL;
CREATE INDEX deal_supplier ON deal (supplier) WHERE supplier IS NOT NULL;
CREATE INDEX deal_carrier ON deal (carrier) WHERE carrier IS NOT NULL;
CREATE INDEX deal_external ON deal (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX deal_contact_deal ON deal_contact (deal);
CREATE INDEX deal_contact_client ON deal_contact (client);
CREATE INDEX deal_line_deal ON deal_line (deal, position, id);
CREATE INDEX deal_line_product ON deal_line (product) WHERE product IS NOT NULL;
CREATE INDEX deal_move_deal ON deal_move (deal, at, id);
CREATE INDEX deal_move_stage ON deal_move (stage, at);
CREATE INDEX task_step_sequence ON task_step (task_sequence, position, id);
CREATE INDEX task_run_client ON task_run (client) WHERE client IS NOT NULL;
CREATE INDEX task_run_deal ON task_run (deal) WHERE deal IS NOT NULL;
CREATE INDEX task_rule_event ON task_rule (event);
CREATE INDEX task_due ON task (due_key, id) WHERE done_at IS NULL AND archived_at IS NULL;
CREATE INDEX task_wait ON task (due_key, id) WHERE kind = 'wait' AND done_at IS NULL AND archived_at IS NULL;
CREATE INDEX task_remind ON task (remind_at, id) WHERE remind_at IS NOT NULL AND done_at IS NULL AND archived_at IS NULL;
CREATE INDEX task_done ON task (done_at, id) WHERE done_at IS NOT NULL AND archived_at IS NULL;
CREATE INDEX task_trigger ON task ("trigger") WHERE "trigger" IS NOT NULL;
CREATE INDEX task_run_link ON task (run) WHERE run IS NOT NULL;
CREATE INDEX script_question_script ON script_question (script, position, id);
CREATE INDEX hint_dismissal_about ON hint_dismissal (about, about_id);
CREATE INDEX meeting_planned ON meeting (starts_at) WHERE state = 'planned' AND archived_at IS NULL;
CREATE INDEX client_created ON client (created_at) WHERE archived_at IS NULL;
CREATE INDEX client_figures_next ON client_figures (next_key, client_id);
CREATE INDEX client_figures_year ON client_figures (year_until) WHERE year_until IS NOT NULL;
CREATE INDEX deal_figures_next ON deal_figures (next_key, deal_id);
PRAGMA writable_schema=OFF;
COMMIT;
