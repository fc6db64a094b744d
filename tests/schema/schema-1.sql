PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_migration (number bigint PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at bigint NOT NULL, app_version text NOT NULL);
INSERT INTO schema_migration VALUES(1,'0001-foundation.sql','73640e818edf1d4570fd32bfb4c494d1f973795dd104492cd28b57fd86fa28b6',1795298462456540,'0.1.0');
CREATE TABLE setting (
  name text PRIMARY KEY,
  value text NOT NULL
);
INSERT INTO setting VALUES('currency','EUR');
INSERT INTO setting VALUES('time-zone','Etc/UTC');
INSERT INTO setting VALUES('week-start','1');
INSERT INTO setting VALUES('sort-version','153.120');
INSERT INTO setting VALUES('revision','4');
INSERT INTO setting VALUES('sort-locale','en');
INSERT INTO setting VALUES('generation','bd1d5688215a67f6');
INSERT INTO setting VALUES('phone-region','UA');
CREATE TABLE sequence (
  name text PRIMARY KEY,
  value bigint NOT NULL
);
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
INSERT INTO operation VALUES(1,1795298462467918,0,'cli','New book',0,NULL,NULL);
INSERT INTO operation VALUES(2,1795298462482461,1,'cli','Add client “Ромашка”',1,NULL,NULL);
INSERT INTO operation VALUES(3,1795298462536046,1,'cli','Add client “Олена Іваненко”',1,NULL,NULL);
INSERT INTO operation VALUES(4,1795298462586011,1,'cli','Add client “Zoë Müller”',1,NULL,NULL);
INSERT INTO operation VALUES(5,1795298462649152,1,'cli','Add client “Archived One”',1,NULL,NULL);
INSERT INTO operation VALUES(6,1795298462723209,1,'cli','Add deal “Дах”',1,NULL,NULL);
INSERT INTO operation VALUES(7,1795298462786095,1,'cli','Add task “Подзвонити”',1,NULL,NULL);
INSERT INTO operation VALUES(8,1795298462830515,1,'cli','Add meeting “Втрьох”',1,NULL,NULL);
INSERT INTO operation VALUES(9,1795298462870089,1,'cli','Add message “Від нікого”',1,NULL,NULL);
INSERT INTO operation VALUES(10,1795298462912125,1,'cli','Add note “Перша розмова”',1,NULL,NULL);
INSERT INTO operation VALUES(11,1795298462942918,1,'cli','Add call',1,NULL,NULL);
INSERT INTO operation VALUES(12,1795298462979375,1,'cli','Add own_field “Улюблений колір”',1,NULL,NULL);
INSERT INTO operation VALUES(13,1795298463010323,1,'cli','Change client “Олена Іваненко”',1,NULL,NULL);
INSERT INTO operation VALUES(14,1795298463034271,1,'cli','Change client “Zoë Müller”',1,NULL,NULL);
INSERT INTO operation VALUES(15,1795298463068958,1,'cli','Archive client “Archived One”',1,NULL,NULL);
INSERT INTO operation VALUES(16,1795298489962036,1,'cli','Change user “root”',1,NULL,NULL);
INSERT INTO operation VALUES(17,1795298490017573,1,'cli','Change client “Zoë Müller”',1,NULL,NULL);
INSERT INTO operation VALUES(18,1795298490041208,1,'cli','Change client “Zoë Müller”',1,NULL,NULL);
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
INSERT INTO change VALUES(6,3,'tag',1,'insert',1,NULL);
INSERT INTO change VALUES(7,3,'tag',2,'insert',1,NULL);
INSERT INTO change VALUES(8,3,'client',2,'insert',1,NULL);
INSERT INTO change VALUES(9,3,'address',2,'insert',1,NULL);
INSERT INTO change VALUES(10,3,'address',3,'insert',1,NULL);
INSERT INTO change VALUES(11,4,'client',3,'insert',1,NULL);
INSERT INTO change VALUES(12,5,'client',4,'insert',1,NULL);
INSERT INTO change VALUES(13,5,'address',4,'insert',1,NULL);
INSERT INTO change VALUES(14,6,'deal',1,'insert',1,NULL);
INSERT INTO change VALUES(15,7,'task',1,'insert',1,NULL);
INSERT INTO change VALUES(16,8,'meeting',1,'insert',1,NULL);
INSERT INTO change VALUES(17,9,'message',1,'insert',1,NULL);
INSERT INTO change VALUES(18,10,'note',1,'insert',1,NULL);
INSERT INTO change VALUES(19,11,'call',1,'insert',1,NULL);
INSERT INTO change VALUES(20,12,'own_field',1,'insert',1,NULL);
INSERT INTO change VALUES(21,13,'client',2,'update',2,'{"x_1":[null,"синій"]}');
INSERT INTO change VALUES(22,14,'client',3,'update',2,'{"city":["Köln","Berlin"]}');
INSERT INTO change VALUES(23,15,'client',4,'archive',2,NULL);
INSERT INTO change VALUES(24,15,'address',4,'archive',2,NULL);
INSERT INTO change VALUES(25,16,'user',1,'update',2,'{"name":["Марія","Марія"]}');
INSERT INTO change VALUES(26,17,'client',3,'update',3,'{"country":[null,"Germany"]}');
INSERT INTO change VALUES(27,18,'client',3,'update',4,'{"city":["Berlin","Bonn"]}');
CREATE TABLE IF NOT EXISTS "user" (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  login text,
  email text, email_fold text,
  active boolean
);
INSERT INTO user VALUES(1,X'01a200208b0475abaff09fd4e667650c',2,1795298462467918,1795298489962036,NULL,16,'Марія','марія',X'617206964af4010901de08','maria',NULL,NULL,1);
CREATE TABLE tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  color text
);
INSERT INTO tag VALUES(1,X'01a200208b487dbca764255d541adaea',1,1795298462536046,1795298462536046,NULL,3,'vip','vip',X'543a4801070107',NULL);
INSERT INTO tag VALUES(2,X'01a200208b487bb0853b7183fd732706',1,1795298462536046,1795298462536046,NULL,3,'новий','новий',X'61788a0e464e01090109',NULL);
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
);
INSERT INTO own_field VALUES(1,X'01a200208d03719b91bdf841c9e2697a',1,1795298462979375,1795298462979375,NULL,12,'client','Улюблений колір','улюблений колір',X'61ac62f00c622878464e030461548a624a96011301db12','text',NULL,NULL);
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
INSERT INTO status_rule VALUES(1,X'01a200208b04770a8631fbfc392a1c1c',1,1795298462467918,1795298462467918,NULL,1,'Interested on the phone','interested on the phone',X'3a4450324c324e50323004464404503832044838464432011b01dc1a','call','outcome','interested','interested','contact',1,0);
INSERT INTO status_rule VALUES(2,X'01a200208b047511baa57a64c804ad2c',1,1795298462467918,1795298462467918,NULL,1,'Agreed on the phone','agreed on the phone',X'2a364c32323004464404503832044838464432011701dc16','call','outcome','agreed','agreed','contact',1,1);
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
, x_1 text, x_1_fold text, x_1_key blob);
INSERT INTO client VALUES(1,X'01a200208b1277108654ac5a1d946cd5',1,1795298462482461,1795298462482461,NULL,2,'company','Ромашка','ромашка',X'61968a7206da5406010b01de0a',NULL,NULL,NULL,'lead',1795298462482461,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Київ','київ',X'6154464a0e0143960501db08',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO client VALUES(2,X'01a200208b487bf4863582d2cd38b7d2',2,1795298462536046,1795298463010323,NULL,13,'person','Олена Іваненко','олена іваненко',X'618a622878060304614a0e06782878548a011201d8c1db0b',1,NULL,NULL,'lead',1795298462536046,NULL,' customer partner ','Ярмарок','ярмарок',X'61f4967206968a54010b01e00a',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'--03-08',NULL,NULL,NULL,'Алергія на горіхи','алергія на горіхи',1,NULL,NULL,'синій','синій',X'619c46784a4e01090109');
INSERT INTO client VALUES(3,X'01a200208b7a7b8e808ef2fe1d6fac8d',4,1795298462586011,1795298490041208,NULL,18,'person','Zoë Müller','zoe muller',X'5c46320442524040324c01439643960801dcc2dc0a',NULL,NULL,NULL,'customer',1795298462586011,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Bonn','bonn',X'2c464444010801dc07',NULL,NULL,NULL,NULL,'Germany','germany',X'36324c422a445a010b01dc0a',NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO client VALUES(4,X'01a200208bb97625b285aef96460593d',2,1795298462649152,1795298463068958,1795298463068958,15,'person','Archived One','archived one',X'2a4c2e383a54323004464432011001dcbedc06',NULL,NULL,NULL,'lead',1795298462649152,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO address VALUES(1,X'01a200208b1e7f9fa34cd09a500eb67c',1,1795298462482461,1795298462482461,NULL,2,1,'phone',NULL,'+380442223344','+380442223344','442223344',1,NULL);
INSERT INTO address VALUES(2,X'01a200208b50700e9e4feb5b11119492',1,1795298462536046,1795298462536046,NULL,3,2,'phone',NULL,'+380671234567','+380671234567','671234567',1,NULL);
INSERT INTO address VALUES(3,X'01a200208b507591ac50619181209e97',1,1795298462536046,1795298462536046,NULL,3,2,'email',NULL,'olena@example.com','olena@example.com','olena@example.com',1,NULL);
INSERT INTO address VALUES(4,X'01a200208bc27799be81257af0a155f4',2,1795298462649152,1795298463068958,1795298463068958,15,4,'phone',NULL,'1234567','1234567','1234567',1,NULL);
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
);
INSERT INTO deal VALUES(1,X'01a200208c0473b1b7b7a7b8c10a4bc1',1,1795298462723209,1795298462723209,NULL,6,'Дах','дах',X'611a06b6010701db06',3,120050,'EUR','open',NULL,NULL,NULL,NULL,1);
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
);
INSERT INTO task VALUES(1,X'01a200208c42740c807dd1bc493b6f26',1,1795298462786095,1795298462786095,NULL,7,'Подзвонити','подзвонити',X'618e8a1a320e8a7846a246010e01db0d',2,NULL,'2026-04-01',NULL,NULL,1);
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
INSERT INTO meeting VALUES(1,X'01a200208c6e76e0abef0579dbf2d544',1,1795298462830515,1795298462830515,NULL,8,'Втрьох','втрьох',X'610ea296e88ab6010a01db09',1772359200000000,1772362800000000,NULL,NULL,NULL,'held',NULL,1);
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
INSERT INTO message VALUES(1,X'01a200208c9670f6978b74dd907de47e',1,1795298462870089,1795298462870089,NULL,9,NULL,'mail','in',1772445600000000,'x@example.com','x@example.com','Від нікого','від нікого',X'610e4a1a030461784a548a108a010e01db0d',NULL);
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
INSERT INTO note VALUES(1,X'01a200208cc073d0b8847ee7e788f908',1,1795298462912125,1795298462912125,NULL,10,2,1795298462912125,'Перша розмова','перша розмова',NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO call VALUES(1,X'01a200208cdf76499ab474d94faedf58',1,1795298462942918,1795298462942918,NULL,11,3,1795298462942918,'out',400,'agreed',NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE body (
  id INTEGER PRIMARY KEY,
  entity text NOT NULL,
  record_id bigint NOT NULL,
  title text,
  body text NOT NULL,
  UNIQUE (entity, record_id)
);
INSERT INTO body VALUES(1,'note',1,'Перша розмова','Говорили про дах, хоче черепицю');
INSERT INTO body VALUES(2,'call',1,NULL,'Agreed on the price');
CREATE TABLE client_figures (
  client_id INTEGER PRIMARY KEY REFERENCES client (id) ON DELETE CASCADE,
  last_contact_at bigint,
  last_contact_kind text,
  last_contact_direction text,
  phone text,
  email text,
  web text,
  handle text
);
INSERT INTO client_figures VALUES(1,NULL,NULL,NULL,'+380442223344',NULL,NULL,NULL);
INSERT INTO client_figures VALUES(2,1795298462912125,'note',NULL,'+380671234567','olena@example.com',NULL,NULL);
INSERT INTO client_figures VALUES(3,1795298462942918,'call','out',NULL,NULL,NULL,NULL);
INSERT INTO client_figures VALUES(4,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE client_search (
  client_id INTEGER PRIMARY KEY REFERENCES client (id) ON DELETE CASCADE,
  line text NOT NULL
);
INSERT INTO client_search VALUES(1,'ромашка380442223344');
INSERT INTO client_search VALUES(2,'олена іваненкоромашка380671234567olena@example.comvipновийалергія на горіхи');
INSERT INTO client_search VALUES(3,'zoe muller');
INSERT INTO client_search VALUES(4,'archived one');
CREATE TABLE activity_day (
  day text NOT NULL,
  author_id bigint NOT NULL,
  kind text NOT NULL,
  direction text NOT NULL,
  entries bigint NOT NULL,
  seconds bigint NOT NULL,
  PRIMARY KEY (day, author_id, kind, direction)
);
INSERT INTO activity_day VALUES('2026-03-01',1,'meeting','',1,3600);
INSERT INTO activity_day VALUES('2026-03-02',0,'mail','in',1,0);
INSERT INTO activity_day VALUES('2026-11-21',1,'note','',1,0);
INSERT INTO activity_day VALUES('2026-11-21',1,'call','out',1,400);
CREATE TABLE record_link (
  entity text NOT NULL,
  record_id bigint NOT NULL,
  field text NOT NULL,
  position bigint NOT NULL,
  target_id bigint NOT NULL,
  PRIMARY KEY (entity, record_id, field, position)
) WITHOUT ROWID;
INSERT INTO record_link VALUES('client',2,'tags',0,1);
INSERT INTO record_link VALUES('client',2,'tags',1,2);
INSERT INTO record_link VALUES('meeting',1,'clients',0,2);
INSERT INTO record_link VALUES('meeting',1,'clients',1,3);
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
INSERT INTO activity VALUES(0,1772445600000000,2,'message',1,1,NULL,'mail','in',NULL,NULL,1,'Від нікого');
INSERT INTO activity VALUES(2,1772359200000000,1,'meeting',1,1,NULL,'meeting',NULL,1,3600,1,'Втрьох');
INSERT INTO activity VALUES(2,1795298462912125,3,'note',1,1,NULL,'note',NULL,1,NULL,1,'Перша розмова');
INSERT INTO activity VALUES(3,1772359200000000,1,'meeting',1,0,NULL,'meeting',NULL,1,3600,1,'Втрьох');
INSERT INTO activity VALUES(3,1795298462942918,4,'call',1,1,NULL,'call','out',1,400,1,'Agreed on the price');
CREATE TABLE IF NOT EXISTS 'body_index_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO body_index_data VALUES(1,X'020209');
INSERT INTO body_index_data VALUES(10,X'000000000102020002010101020101');
INSERT INTO body_index_data VALUES(137438953473,X'000000771130d0b3d0bed0b2d0bed180d0b8d0bbd0b801060101020205b4d0b0d18501060101040209bfd0b5d180d188d0b00102020304d180d0be0106010103010ed180d0bed0b7d0bcd0bed0b2d0b0010203020785d0bed187d0b50106010105020f87d0b5d180d0b5d0bfd0b8d186d18e010601010604170c0e0b130e');
INSERT INTO body_index_data VALUES(274877906945,X'000000300730616772656564020601010201026f6e020601010301057072696365020601010501037468650206010104040d090c');
CREATE TABLE IF NOT EXISTS 'body_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO body_index_idx VALUES(1,X'',2);
INSERT INTO body_index_idx VALUES(2,X'',2);
CREATE TABLE IF NOT EXISTS 'body_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO body_index_docsize VALUES(1,X'0205');
INSERT INTO body_index_docsize VALUES(2,X'0004');
CREATE TABLE IF NOT EXISTS 'body_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO body_index_config VALUES('version',4);
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','body_index','body_index',0,'CREATE VIRTUAL TABLE body_index USING fts5 (title, body, content='''', tokenize=''unicode61 remove_diacritics 0'')');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('user',1);
INSERT INTO sqlite_sequence VALUES('status_rule',2);
INSERT INTO sqlite_sequence VALUES('client',4);
INSERT INTO sqlite_sequence VALUES('address',4);
INSERT INTO sqlite_sequence VALUES('tag',2);
INSERT INTO sqlite_sequence VALUES('deal',1);
INSERT INTO sqlite_sequence VALUES('task',1);
INSERT INTO sqlite_sequence VALUES('meeting',1);
INSERT INTO sqlite_sequence VALUES('message',1);
INSERT INTO sqlite_sequence VALUES('note',1);
INSERT INTO sqlite_sequence VALUES('call',1);
INSERT INTO sqlite_sequence VALUES('own_field',1);
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
PRAGMA writable_schema=OFF;
COMMIT;
