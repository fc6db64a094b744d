PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_migration (number bigint PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at bigint NOT NULL, app_version text NOT NULL);
INSERT INTO schema_migration VALUES(1,'0001-foundation.sql','73640e818edf1d4570fd32bfb4c494d1f973795dd104492cd28b57fd86fa28b6',1795325172798879,'0.1.0');
INSERT INTO schema_migration VALUES(2,'0002-own-entities.sql','fa166ba3fadd215bd2d4427241c43885548522aea1ddc32669fe4aad4bf78569',1795325172800838,'0.1.0');
INSERT INTO schema_migration VALUES(3,'0003-sales.sql','48410e75039ad5c854b88dc8c1ee2863b49074883bcdc4230940e0362338767a',1795325172828639,'0.1.0');
INSERT INTO schema_migration VALUES(4,'0004-calendar.sql','f38bba31580cacf8fa6f034cf632ccc67247c81b81aced8b8ffb97aaaaaf3bf1',1795325172849197,'0.1.0');
CREATE TABLE setting (
  name text PRIMARY KEY,
  value text NOT NULL
);
INSERT INTO setting VALUES('meeting-reminders','30');
INSERT INTO setting VALUES('working-hours','1-5 09:00-18:00');
INSERT INTO setting VALUES('currency','EUR');
INSERT INTO setting VALUES('time-zone','Etc/UTC');
INSERT INTO setting VALUES('reminder-minutes','0');
INSERT INTO setting VALUES('reminder-day','never');
INSERT INTO setting VALUES('week-start','1');
INSERT INTO setting VALUES('sort-version','153.120');
INSERT INTO setting VALUES('revision','2');
INSERT INTO setting VALUES('sort-locale','en');
INSERT INTO setting VALUES('generation','d2082104e18c12eb');
INSERT INTO setting VALUES('phone-region','UA');
INSERT INTO setting VALUES('derived-schema','4');
CREATE TABLE sequence (
  name text PRIMARY KEY,
  value bigint NOT NULL
);
INSERT INTO sequence VALUES('occurrence-until',1842585972000000);
INSERT INTO sequence VALUES('occurrence-day',1795305600000000);
INSERT INTO sequence VALUES('activity',5);
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
INSERT INTO operation VALUES(1,1795325172850930,0,'cli','New book',0,NULL,NULL);
INSERT INTO operation VALUES(2,1795325172852320,1,'cli','Add client “Кав''ярня «Лев»”',1,NULL,NULL);
INSERT INTO operation VALUES(3,1795325172881907,1,'cli','Add client “Олена Коваль”',1,NULL,NULL);
INSERT INTO operation VALUES(4,1795325172892322,1,'cli','Add deal “Espresso machine”',1,NULL,NULL);
INSERT INTO operation VALUES(5,1795325172902019,1,'cli','Add meeting “Tasting”',1,NULL,NULL);
INSERT INTO operation VALUES(6,1795325172911568,1,'cli','Add participant',1,NULL,NULL);
INSERT INTO operation VALUES(7,1795325172919759,1,'cli','Add message',1,NULL,NULL);
INSERT INTO operation VALUES(8,1795325172944450,1,'cli','Add message “Price list”',1,NULL,NULL);
INSERT INTO operation VALUES(9,1795325172953997,1,'cli','Add message',1,NULL,NULL);
INSERT INTO operation VALUES(10,1795325172978859,1,'cli','Add calendar “Work”',1,NULL,NULL);
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
INSERT INTO change VALUES(6,3,'client',2,'insert',1,NULL);
INSERT INTO change VALUES(7,3,'address',2,'insert',1,NULL);
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
INSERT INTO change VALUES(21,5,'meeting',1,'insert',1,NULL);
INSERT INTO change VALUES(22,6,'participant',1,'insert',1,NULL);
INSERT INTO change VALUES(23,6,'meeting',1,'update',2,'{"clients":[null,[2]]}');
INSERT INTO change VALUES(24,7,'message',1,'insert',1,NULL);
INSERT INTO change VALUES(25,8,'message',2,'insert',1,NULL);
INSERT INTO change VALUES(26,9,'message',3,'insert',1,NULL);
INSERT INTO change VALUES(27,10,'calendar',1,'insert',1,NULL);
CREATE TABLE IF NOT EXISTS "user" (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  login text,
  email text, email_fold text,
  active boolean
, hours text);
INSERT INTO user VALUES(1,X'01a201b81c7273acbe511af2140201f5',1,1795325172850930,1795325172850930,NULL,1,'maria','maria',X'422a4c3a2a01090109','maria',NULL,NULL,1,NULL);
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
INSERT INTO status_rule VALUES(1,X'01a201b81c7373818b890dc96a65b83a',1,1795325172850930,1795325172850930,NULL,1,'Interested on the phone','interested on the phone',X'3a4450324c324e50323004464404503832044838464432011b01dc1a','call','outcome','interested','interested','contact',1,0);
INSERT INTO status_rule VALUES(2,X'01a201b81c7373ba8b61bcb62b27447f',1,1795325172850930,1795325172850930,NULL,1,'Agreed on the phone','agreed on the phone',X'2a364c32323004464404503832044838464432011701dc16','call','outcome','agreed','agreed','contact',1,1);
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
INSERT INTO client VALUES(1,X'01a201b81c747211b44a0d0f21ed5acc',1,1795325172852320,1795325172852320,NULL,2,'company','Кав''ярня «Лев»','кав''ярня «лев»',X'6154060e03096e61f49678f40304098e6162280e030990011201dbbddb07',NULL,NULL,NULL,'lead',1795325172852320,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL);
INSERT INTO client VALUES(2,X'01a201b81c927e0d95ca4fec37e281bb',1,1795325172881907,1795325172881907,NULL,3,'person','Олена Коваль','олена коваль',X'618a62287806030461548a0e0662e8011001d8c1db09',1,NULL,NULL,'lead',1795325172881907,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL);
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
INSERT INTO address VALUES(1,X'01a201b81c857b1db2cf1fe927393224',1,1795325172852320,1795325172852320,NULL,2,1,'phone',NULL,'+380671234567','+380671234567','671234567',1,NULL);
INSERT INTO address VALUES(2,X'01a201b81c927bd68ed94da16a3fba0a',1,1795325172881907,1795325172881907,NULL,3,2,'email',NULL,'olena@lev.example','olena@lev.example','olena@lev.example',1,NULL);
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
INSERT INTO deal VALUES(1,X'01a201b81c9c7033abf357fb3766b0ad',1,1795325172892322,1795325172892322,NULL,4,'Espresso machine','espresso machine',X'324e484c324e4e4604422a2e383a4432011401dc13',2,120000,'EUR','open',NULL,NULL,NULL,NULL,1,1,1,1795325172892322,-1795325172.8923220634,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,1795325172892322,NULL,NULL);
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
, purpose text, purpose_fold text, starts_on text, ends_on text, latitude double precision, longitude double precision, online text, online_fold text, reminders text, recurrence text, excluded text, series bigint REFERENCES meeting (id), rid text, outcome text, outcome_fold text, actual_start bigint, actual_end bigint, private_note text, private_note_fold text, task bigint REFERENCES task (id), trigger_entity text, "trigger" bigint, calendar bigint REFERENCES calendar (id), ical_uid text);
INSERT INTO meeting VALUES(1,X'01a201b81ca67f2299a5b5043e854269',2,1795325172902019,1795325172911568,NULL,6,'Tasting','tasting',X'502a4e503a4436010b01dc0a',1775034000000000,1775037600000000,'Etc/UTC',NULL,NULL,'planned',NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'FREQ=WEEKLY;COUNT=3',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO message VALUES(1,X'01a201b81cc6752cb4ad5c1ca595f1d2',1,1795325172919759,1795325172919759,NULL,7,2,'sms','in',1772697600000000,'+380671234567','671234567',NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(2,X'01a201b81cd07aa4a8b017a6de1fb994',1,1795325172944450,1795325172944450,NULL,8,NULL,'mail','in',1772784000000000,'unknown@else.example','unknown@else.example','Price list','price list',X'484c3a2e3204403a4e50010e01dc0d',NULL);
INSERT INTO message VALUES(3,X'01a201b81ce874c89d35f0d0a4a6d6e1',1,1795325172953997,1795325172953997,NULL,9,2,'sms','out',1772870400000000,'+380671234567','671234567',NULL,NULL,NULL,1);
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
INSERT INTO body VALUES(1,'message',1,NULL,'Дякую, чекаю');
INSERT INTO body VALUES(2,'message',2,'Price list','Please send it.');
INSERT INTO body VALUES(3,'message',3,NULL,'До зустрічі');
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
INSERT INTO client_figures VALUES(1,NULL,NULL,NULL,'+380671234567',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO client_figures VALUES(2,1772870400000000,'sms','out',NULL,'olena@lev.example',NULL,NULL,1776243600000000,'2026-04-15',1776243600000000,'meeting','Tasting','meeting',1,1,'EUR 120000',120000,NULL,NULL,NULL,NULL);
CREATE TABLE client_search (
  client_id INTEGER PRIMARY KEY REFERENCES client (id) ON DELETE CASCADE,
  line text NOT NULL
);
INSERT INTO client_search VALUES(1,'кав''ярня «лев»380671234567');
INSERT INTO client_search VALUES(2,'олена ковалькав''ярня «лев»olena@lev.example');
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
INSERT INTO activity_day VALUES('2026-03-05',0,'sms','in',1,0);
INSERT INTO activity_day VALUES('2026-03-06',0,'mail','in',1,0);
INSERT INTO activity_day VALUES('2026-03-07',0,'sms','out',1,0);
CREATE TABLE record_link (
  entity text NOT NULL,
  record_id bigint NOT NULL,
  field text NOT NULL,
  position bigint NOT NULL,
  target_id bigint NOT NULL,
  PRIMARY KEY (entity, record_id, field, position)
) WITHOUT ROWID;
INSERT INTO record_link VALUES('meeting',1,'clients',0,2);
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
INSERT INTO activity VALUES(0,1772784000000000,3,'message',2,1,NULL,'mail','in',NULL,NULL,1,'Price list');
INSERT INTO activity VALUES(2,1772697600000000,2,'message',1,1,NULL,'sms','in',NULL,NULL,1,'Дякую, чекаю');
INSERT INTO activity VALUES(2,1772870400000000,4,'message',3,1,1,'sms','out',NULL,NULL,1,'До зустрічі');
INSERT INTO activity VALUES(2,1795325172892322,1,'deal_move',1,1,1,'deal',NULL,1,NULL,1,'opened: New request');
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','body_index','body_index',0,'CREATE VIRTUAL TABLE body_index USING fts5 (title, body, content='''', tokenize=''unicode61 remove_diacritics 0'')');
CREATE TABLE IF NOT EXISTS 'body_index_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO body_index_data VALUES(1,X'030207');
INSERT INTO body_index_data VALUES(10,X'000000000103030003010101020101030101');
INSERT INTO body_index_data VALUES(137438953473,X'000000260b30d0b4d18fd0bad183d18e0106010102010ad187d0b5d0bad0b0d18e01060101030411');
INSERT INTO body_index_data VALUES(274877906945,X'0000003703306974020601010401046c6973740202030106706c656173650206010102020472696365020202010473656e6402060101030409090d09');
INSERT INTO body_index_data VALUES(412316860417,X'000000250530d0b4d0be0306010102020fb7d183d181d182d180d196d187d1960306010103040b');
CREATE TABLE IF NOT EXISTS 'body_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO body_index_idx VALUES(1,X'',2);
INSERT INTO body_index_idx VALUES(2,X'',2);
INSERT INTO body_index_idx VALUES(3,X'',2);
CREATE TABLE IF NOT EXISTS 'body_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO body_index_docsize VALUES(1,X'0002');
INSERT INTO body_index_docsize VALUES(2,X'0203');
INSERT INTO body_index_docsize VALUES(3,X'0002');
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
INSERT INTO pipeline VALUES(1,X'01a201b81c9c757ca0629b684abca97f',1,1795325172892322,1795325172892322,NULL,4,'Sales','sales',X'4e2a40324e010901dc08',1,0);
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
INSERT INTO stage VALUES(1,X'01a201b81c9c735e9aa63dc9847fef1e',1,1795325172892322,1795325172892322,NULL,4,'New request','new request',X'443256044c324a52324e50010f01dc0e',1,0,'open',10,NULL,7,NULL);
INSERT INTO stage VALUES(2,X'01a201b81c9c73a9b99e272f49bc4255',1,1795325172892322,1795325172892322,NULL,4,'Qualified','qualified',X'4a522a403a343a3230010d01dc0c',1,1,'open',30,NULL,10,NULL);
INSERT INTO stage VALUES(3,X'01a201b81c9c7274a6daedaaa8a527d3',1,1795325172892322,1795325172892322,NULL,4,'Offer','offer',X'463434324c010901dc08',1,2,'open',50,NULL,10,NULL);
INSERT INTO stage VALUES(4,X'01a201b81c9c7063aea253e7982b9661',1,1795325172892322,1795325172892322,NULL,4,'Negotiation','negotiation',X'44323646503a2a503a4644010f01dc0e',1,3,'open',75,NULL,14,NULL);
INSERT INTO stage VALUES(5,X'01a201b81c9c704a8bfa03205d290436',1,1795325172892322,1795325172892322,NULL,4,'Contract','contract',X'2e4644504c2a2e50010c01dc0b',1,4,'open',90,NULL,14,NULL);
CREATE TABLE lost_reason (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  position bigint
);
INSERT INTO lost_reason VALUES(1,X'01a201b81c9c79a08a8aeb05e035c8d3',1,1795325172892322,1795325172892322,NULL,4,'Price','price',X'484c3a2e32010901dc08',0);
INSERT INTO lost_reason VALUES(2,X'01a201b81c9c7f0eac89d941f6cc231d',1,1795325172892322,1795325172892322,NULL,4,'Chose a competitor','chose a competitor',X'2e38464e32042a042e46424832503a50464c011601dc15',1);
INSERT INTO lost_reason VALUES(3,X'01a201b81c9c72d685c79740abe558d7',1,1795325172892322,1795325172892322,NULL,4,'No answer','no answer',X'4446042a444e56324c010d01dc0c',2);
INSERT INTO lost_reason VALUES(4,X'01a201b81c9c7cbfa77e820c337278ec',1,1795325172892322,1795325172892322,NULL,4,'Not needed any more','not needed any more',X'44465004443232303230042a445a0442464c32011701dc16',3);
INSERT INTO lost_reason VALUES(5,X'01a201b81c9c76ca847914edfd530ead',1,1795325172892322,1795325172892322,NULL,4,'Wrong time','wrong time',X'564c46443604503a4232010e01e00d',4);
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
INSERT INTO deal_move VALUES(1,X'01a201b81c9c73d98856da7c5f9e2dc9',1,1795325172892322,1795325172892322,NULL,4,1,1,NULL,'open',1795325172892322,NULL,1);
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
CREATE TABLE reminder_told (
  entity text NOT NULL,
  record_id bigint NOT NULL,
  remind_at bigint NOT NULL,
  told_at bigint NOT NULL,
  PRIMARY KEY (entity, record_id, remind_at)
);
CREATE TABLE calendar (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  source text,
  color text,
  mode text NOT NULL,
  role text NOT NULL,
  visible boolean,
  main boolean,
  position bigint
);
INSERT INTO calendar VALUES(1,X'01a201b81cf27f2aa35901e51b50929f',1,1795325172978859,1795325172978859,NULL,10,'Work','work',X'56464c3e010801e007','work',NULL,'both','events',NULL,NULL,NULL);
CREATE TABLE participant (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  meeting bigint NOT NULL REFERENCES meeting (id),
  client bigint REFERENCES client (id),
  "user" bigint REFERENCES "user" (id),
  name text, name_fold text, name_key blob,
  address text, address_fold text,
  role text NOT NULL,
  answer text NOT NULL,
  position bigint
);
INSERT INTO participant VALUES(1,X'01a201b81caf7e85bacb2916f110bcaa',1,1795325172911568,1795325172911568,NULL,6,1,2,NULL,NULL,NULL,NULL,NULL,NULL,'required','none',0);
CREATE TABLE check_in (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  meeting bigint REFERENCES meeting (id),
  client bigint REFERENCES client (id),
  "user" bigint REFERENCES "user" (id),
  at bigint NOT NULL,
  until bigint,
  latitude double precision NOT NULL,
  longitude double precision NOT NULL,
  accuracy bigint,
  distance bigint,
  source text NOT NULL
);
CREATE TABLE leave (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  "user" bigint NOT NULL REFERENCES "user" (id),
  kind text NOT NULL,
  starts_on text NOT NULL,
  ends_on text NOT NULL,
  note text, note_fold text
);
CREATE TABLE address_book (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  source text,
  mode text NOT NULL,
  truth text NOT NULL,
  position bigint
);
CREATE TABLE calendar_event (
  id INTEGER PRIMARY KEY,
  calendar_id bigint NOT NULL REFERENCES calendar (id) ON DELETE CASCADE,
  ical_uid text NOT NULL,
  meeting_id bigint,
  state text NOT NULL,
  revision text,
  base text,
  theirs text,
  theirs_revision text,
  sent_hash text,
  tries bigint NOT NULL,
  next_try bigint,
  error text,
  missing_since bigint,
  seen_at bigint,
  title text,
  UNIQUE (calendar_id, ical_uid)
);
CREATE TABLE calendar_state (
  calendar_id INTEGER PRIMARY KEY REFERENCES calendar (id) ON DELETE CASCADE,
  first_sync_done boolean NOT NULL,
  last_success bigint,
  last_reconcile bigint,
  error text
);
CREATE TABLE contact_link (
  id INTEGER PRIMARY KEY,
  address_book_id bigint NOT NULL REFERENCES address_book (id) ON DELETE CASCADE,
  contact_uid text NOT NULL,
  client_id bigint,
  state text NOT NULL,
  revision text,
  base text,
  theirs text,
  theirs_revision text,
  tries bigint NOT NULL,
  next_try bigint,
  error text,
  missing_since bigint,
  UNIQUE (address_book_id, contact_uid)
);
CREATE TABLE address_book_state (
  address_book_id INTEGER PRIMARY KEY REFERENCES address_book (id) ON DELETE CASCADE,
  first_sync_done boolean NOT NULL,
  last_success bigint,
  last_reconcile bigint,
  error text
);
CREATE TABLE reminder_snoozed (
  meeting_id bigint NOT NULL,
  rid text NOT NULL,
  starts_at bigint NOT NULL,
  remind_at bigint NOT NULL,
  PRIMARY KEY (meeting_id, rid)
);
CREATE TABLE occurrence (
  starts_at bigint NOT NULL,
  source bigint NOT NULL,
  parent_id bigint NOT NULL,
  rid text NOT NULL,
  ends_at bigint NOT NULL,
  all_day boolean NOT NULL,
  PRIMARY KEY (starts_at, source, parent_id, rid)
) WITHOUT ROWID;
INSERT INTO occurrence VALUES(1775034000000000,0,1,'20260401T090000',1775037600000000,0);
INSERT INTO occurrence VALUES(1775638800000000,0,1,'20260408T090000',1775642400000000,0);
INSERT INTO occurrence VALUES(1776243600000000,0,1,'20260415T090000',1776247200000000,0);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('participant',1);
INSERT INTO sqlite_sequence VALUES('user',1);
INSERT INTO sqlite_sequence VALUES('status_rule',2);
INSERT INTO sqlite_sequence VALUES('client',2);
INSERT INTO sqlite_sequence VALUES('address',2);
INSERT INTO sqlite_sequence VALUES('pipeline',1);
INSERT INTO sqlite_sequence VALUES('stage',5);
INSERT INTO sqlite_sequence VALUES('lost_reason',5);
INSERT INTO sqlite_sequence VALUES('deal',1);
INSERT INTO sqlite_sequence VALUES('deal_move',1);
INSERT INTO sqlite_sequence VALUES('meeting',1);
INSERT INTO sqlite_sequence VALUES('message',3);
INSERT INTO sqlite_sequence VALUES('calendar',1);
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
CREATE INDEX calendar_source ON calendar (source) WHERE source IS NOT NULL;
CREATE INDEX meeting_series ON meeting (series, rid) WHERE series IS NOT NULL;
CREATE INDEX meeting_recurring ON meeting (id) WHERE recurrence IS NOT NULL AND archived_at IS NULL;
CREATE INDEX meeting_calendar ON meeting (calendar) WHERE calendar IS NOT NULL;
CREATE INDEX meeting_ical_uid ON meeting (ical_uid) WHERE ical_uid IS NOT NULL;
CREATE INDEX meeting_task ON meeting (task) WHERE task IS NOT NULL;
CREATE INDEX participant_meeting ON participant (meeting, position, id);
CREATE INDEX participant_client ON participant (client) WHERE client IS NOT NULL;
CREATE INDEX participant_user ON participant ("user") WHERE "user" IS NOT NULL;
CREATE INDEX check_in_meeting ON check_in (meeting) WHERE meeting IS NOT NULL;
CREATE INDEX check_in_at ON check_in (at);
CREATE INDEX leave_days ON leave (starts_on, ends_on);
CREATE INDEX calendar_event_meeting ON calendar_event (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX calendar_event_state ON calendar_event (state, next_try) WHERE state <> 'clean';
CREATE INDEX contact_link_client ON contact_link (client_id) WHERE client_id IS NOT NULL;
CREATE INDEX task_done_on ON task (due_on) WHERE done_at IS NOT NULL AND archived_at IS NULL;
CREATE INDEX deal_expected ON deal (expected_close) WHERE state = 'open' AND archived_at IS NULL;
CREATE INDEX occurrence_parent ON occurrence (parent_id, source, starts_at);
CREATE INDEX occurrence_long ON occurrence (ends_at, starts_at) WHERE ends_at - starts_at > 86400000000;
PRAGMA writable_schema=OFF;
COMMIT;
