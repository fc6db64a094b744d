PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_migration (number bigint PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at bigint NOT NULL, app_version text NOT NULL);
INSERT INTO schema_migration VALUES(1,'0001-foundation.sql','73640e818edf1d4570fd32bfb4c494d1f973795dd104492cd28b57fd86fa28b6',1795336495188323,'0.1.0');
INSERT INTO schema_migration VALUES(2,'0002-own-entities.sql','fa166ba3fadd215bd2d4427241c43885548522aea1ddc32669fe4aad4bf78569',1795336495189547,'0.1.0');
INSERT INTO schema_migration VALUES(3,'0003-sales.sql','48410e75039ad5c854b88dc8c1ee2863b49074883bcdc4230940e0362338767a',1795336495230497,'0.1.0');
INSERT INTO schema_migration VALUES(4,'0004-calendar.sql','f38bba31580cacf8fa6f034cf632ccc67247c81b81aced8b8ffb97aaaaaf3bf1',1795336495259762,'0.1.0');
INSERT INTO schema_migration VALUES(5,'0005-messages.sql','89450833fc2bd8c584d0bb1acf2dc34ea85678707c0be350144a0c963b686cd5',1795336495297379,'0.1.0');
CREATE TABLE setting (
  name text PRIMARY KEY,
  value text NOT NULL
);
INSERT INTO setting VALUES('meeting-reminders','30');
INSERT INTO setting VALUES('working-hours','1-5 09:00-18:00');
INSERT INTO setting VALUES('currency','UAH');
INSERT INTO setting VALUES('time-zone','Etc/UTC');
INSERT INTO setting VALUES('reminder-minutes','0');
INSERT INTO setting VALUES('reminder-day','never');
INSERT INTO setting VALUES('week-start','1');
INSERT INTO setting VALUES('sort-version','153.120.42');
INSERT INTO setting VALUES('revision','2');
INSERT INTO setting VALUES('sort-locale','uk_UA');
INSERT INTO setting VALUES('generation','98eaa6eb149668de');
INSERT INTO setting VALUES('phone-region','UA');
INSERT INTO setting VALUES('derived-schema','5');
INSERT INTO setting VALUES('outbox-generation','98eaa6eb149668de');
CREATE TABLE sequence (
  name text PRIMARY KEY,
  value bigint NOT NULL
);
INSERT INTO sequence VALUES('occurrence-until',1842597295000000);
INSERT INTO sequence VALUES('occurrence-day',1795305600000000);
INSERT INTO sequence VALUES('activity',15);
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
INSERT INTO operation VALUES(1,1795336495302499,0,'cli','New book',0,NULL,NULL);
INSERT INTO operation VALUES(2,1795336495306837,1,'cli','Add client “Кав''ярня «Лев»”',1,NULL,NULL);
INSERT INTO operation VALUES(3,1795336495357824,1,'cli','Add client “Олена Коваль”',1,NULL,NULL);
INSERT INTO operation VALUES(4,1795336495437881,1,'cli','Add client “Jonas Krüger”',1,NULL,NULL);
INSERT INTO operation VALUES(5,1795336495521872,1,'cli','Add client “No phone”',1,NULL,NULL);
INSERT INTO operation VALUES(6,1795336495545711,1,'cli','Add deal “Espresso machine”',1,NULL,NULL);
INSERT INTO operation VALUES(7,1795336495590025,1,'cli','Add provider “Own”',1,NULL,NULL);
INSERT INTO operation VALUES(8,1795336495630012,1,'cli','Add account “Shop”',1,NULL,NULL);
INSERT INTO operation VALUES(9,1795336495650225,1,'cli','Add template “Ask”',1,NULL,NULL);
INSERT INTO operation VALUES(10,1795336495664924,1,'cli','Add template_text',1,NULL,NULL);
INSERT INTO operation VALUES(11,1795336495687969,1,'cli','Add template_text',1,NULL,NULL);
INSERT INTO operation VALUES(12,1795336495721615,1,'cli','Add template “News”',1,NULL,NULL);
INSERT INTO operation VALUES(13,1795336495757830,1,'cli','Add template_text',1,NULL,NULL);
INSERT INTO operation VALUES(14,1795336495785707,1,'cli','Add segment “Lviv”',1,NULL,NULL);
INSERT INTO operation VALUES(15,1795336495809600,1,'cli','Add segment_exclusion',1,NULL,NULL);
INSERT INTO operation VALUES(16,1795336495825594,1,'cli','Send a message',1,NULL,NULL);
INSERT INTO operation VALUES(17,1795336495874523,1,'sync','Send messages',0,NULL,NULL);
INSERT INTO operation VALUES(18,1795336495878599,1,'sync','Send messages',0,NULL,NULL);
INSERT INTO operation VALUES(19,1795336495907480,1,'cli','Send a message',1,NULL,NULL);
INSERT INTO operation VALUES(20,1795336495960833,1,'sync','Send messages',0,NULL,NULL);
INSERT INTO operation VALUES(21,1795336495970602,1,'sync','Send messages',0,NULL,NULL);
INSERT INTO operation VALUES(22,1795336495993679,1,'cli','Add message',1,NULL,NULL);
INSERT INTO operation VALUES(23,1795336496073792,1,'cli','Add message',1,NULL,NULL);
INSERT INTO operation VALUES(24,1795336496149786,1,'cli','Add consent',1,NULL,NULL);
INSERT INTO operation VALUES(25,1795336496173570,1,'cli','Add campaign “Spring”',1,NULL,NULL);
INSERT INTO operation VALUES(26,1795336496201034,1,'cli','Add consent',1,NULL,NULL);
INSERT INTO operation VALUES(27,1795336496229950,1,'cli','Start campaign “Spring”',1,NULL,NULL);
INSERT INTO operation VALUES(28,1795336496257926,1,'sync','Write to many',0,NULL,NULL);
INSERT INTO operation VALUES(29,1795336496329319,1,'cli','Change account “Shop”',1,NULL,NULL);
INSERT INTO operation VALUES(30,1795336496345406,1,'cli','Send a message',1,NULL,NULL);
INSERT INTO operation VALUES(31,1795336496372868,1,'sync','Send messages',0,NULL,NULL);
INSERT INTO operation VALUES(32,1795336496375762,1,'sync','Send messages',0,NULL,NULL);
INSERT INTO operation VALUES(33,1795336496647179,1,'cli','Change client “Jonas Krüger”',1,NULL,NULL);
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
INSERT INTO change VALUES(8,3,'address',3,'insert',1,NULL);
INSERT INTO change VALUES(9,4,'client',3,'insert',1,NULL);
INSERT INTO change VALUES(10,4,'address',4,'insert',1,NULL);
INSERT INTO change VALUES(11,5,'client',4,'insert',1,NULL);
INSERT INTO change VALUES(12,6,'pipeline',1,'insert',1,NULL);
INSERT INTO change VALUES(13,6,'stage',1,'insert',1,NULL);
INSERT INTO change VALUES(14,6,'stage',2,'insert',1,NULL);
INSERT INTO change VALUES(15,6,'stage',3,'insert',1,NULL);
INSERT INTO change VALUES(16,6,'stage',4,'insert',1,NULL);
INSERT INTO change VALUES(17,6,'stage',5,'insert',1,NULL);
INSERT INTO change VALUES(18,6,'lost_reason',1,'insert',1,NULL);
INSERT INTO change VALUES(19,6,'lost_reason',2,'insert',1,NULL);
INSERT INTO change VALUES(20,6,'lost_reason',3,'insert',1,NULL);
INSERT INTO change VALUES(21,6,'lost_reason',4,'insert',1,NULL);
INSERT INTO change VALUES(22,6,'lost_reason',5,'insert',1,NULL);
INSERT INTO change VALUES(23,6,'deal',1,'insert',1,NULL);
INSERT INTO change VALUES(24,6,'deal_move',1,'insert',1,NULL);
INSERT INTO change VALUES(25,7,'provider',1,'insert',1,NULL);
INSERT INTO change VALUES(26,8,'account',1,'insert',1,NULL);
INSERT INTO change VALUES(27,9,'template',1,'insert',1,NULL);
INSERT INTO change VALUES(28,10,'template_text',1,'insert',1,NULL);
INSERT INTO change VALUES(29,11,'template_text',2,'insert',1,NULL);
INSERT INTO change VALUES(30,12,'template',2,'insert',1,NULL);
INSERT INTO change VALUES(31,13,'template_text',3,'insert',1,NULL);
INSERT INTO change VALUES(32,14,'segment',1,'insert',1,NULL);
INSERT INTO change VALUES(33,15,'segment_exclusion',1,'insert',1,NULL);
INSERT INTO change VALUES(34,16,'conversation',1,'insert',1,NULL);
INSERT INTO change VALUES(35,16,'message',1,'insert',1,NULL);
INSERT INTO change VALUES(36,16,'conversation',1,'update',2,'{"deal":[null,1]}');
INSERT INTO change VALUES(37,17,'message',1,'update',2,'{"state":["queued","sending"]}');
INSERT INTO change VALUES(38,18,'message',1,'update',3,'{"at":[1795336495825594,1795336495878599],"state":["sending","sent"],"sent_at":[null,1795336495878599]}');
INSERT INTO change VALUES(39,19,'conversation',2,'insert',1,NULL);
INSERT INTO change VALUES(40,19,'message',2,'insert',1,NULL);
INSERT INTO change VALUES(41,20,'message',2,'update',2,'{"state":["queued","sending"]}');
INSERT INTO change VALUES(42,21,'message',2,'update',3,'{"at":[1795336495907480,1795336495970602],"state":["sending","sent"],"sent_at":[null,1795336495970602]}');
INSERT INTO change VALUES(43,22,'message',3,'insert',1,NULL);
INSERT INTO change VALUES(44,22,'answer',1,'insert',1,NULL);
INSERT INTO change VALUES(45,22,'message',3,'update',2,'{"result":[null,"5 of 5"]}');
INSERT INTO change VALUES(46,23,'conversation',3,'insert',1,NULL);
INSERT INTO change VALUES(47,23,'message',4,'insert',1,NULL);
INSERT INTO change VALUES(48,24,'consent',1,'insert',1,NULL);
INSERT INTO change VALUES(49,25,'campaign',1,'insert',1,NULL);
INSERT INTO change VALUES(50,26,'consent',2,'insert',1,NULL);
INSERT INTO change VALUES(51,27,'campaign',1,'update',2,'{"state":["draft","scheduled"],"started_at":[null,1795336496229950]}');
INSERT INTO change VALUES(52,28,'campaign',1,'update',3,'{"state":["scheduled","running"]}');
INSERT INTO change VALUES(53,28,'message',5,'insert',1,NULL);
INSERT INTO change VALUES(54,29,'account',1,'update',2,'{"settings":["{\"address\":\"http://127.0.0.1:18765/\"}","{\"address\":\"http://127.0.0.1:9/\"}"]}');
INSERT INTO change VALUES(55,30,'message',6,'insert',1,NULL);
INSERT INTO change VALUES(56,31,'message',6,'update',2,'{"state":["queued","sending"]}');
INSERT INTO change VALUES(57,32,'message',6,'update',3,'{"state":["sending","queued"],"error":[null,"HTTP cannot be reached. Check the connection to the internet, or try again later."]}');
INSERT INTO change VALUES(58,33,'client',3,'update',2,'{"city":["Berlin","Bonn"]}');
CREATE TABLE IF NOT EXISTS "user" (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  login text,
  email text, email_fold text,
  active boolean
, hours text, phone text, phone_fold text);
INSERT INTO user VALUES(1,X'01a20264e0c67d889ffad65e8ed3fe25',1,1795336495302499,1795336495302499,NULL,1,'root','root',X'4c46465001080108','root',NULL,NULL,1,NULL,NULL,NULL);
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
INSERT INTO status_rule VALUES(1,X'01a20264e0c6739fb496af6e09de3ebe',1,1795336495302499,1795336495302499,NULL,1,'Interested on the phone','interested on the phone',X'3a4450324c324e50323004464404503832044838464432011b01dc1a','call','outcome','interested','interested','contact',1,0);
INSERT INTO status_rule VALUES(2,X'01a20264e0c6764b9d6bc51654c3c172',1,1795336495302499,1795336495302499,NULL,1,'Agreed on the phone','agreed on the phone',X'2a364c32323004464404503832044838464432011701dc16','call','outcome','agreed','agreed','contact',1,1);
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
, channel text, zone text);
INSERT INTO client VALUES(1,X'01a20264e0ca7427b59da6aa44bb0936',1,1795336495306837,1795336495306837,NULL,2,'company','Кав''ярня «Лев»','кав''ярня «лев»',X'2754060e03096e27f49678f40304098e2762280e030990011201dbbddb07',NULL,NULL,NULL,'lead',1795336495306837,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,NULL);
INSERT INTO client VALUES(2,X'01a20264e0fe726c87deee1533f09514',1,1795336495357824,1795336495357824,NULL,3,'person','Олена Коваль','олена коваль',X'278a62287806030427548a0e0662e8011001d8c1db09',1,NULL,NULL,'lead',1795336495357824,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Львів','львів',X'2762e80e4a0e010901db08',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'uk',NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,NULL);
INSERT INTO client VALUES(3,X'01a20264e14e76a3b2a14dd8e73f6844',2,1795336495437881,1795336496647179,NULL,33,'person','Jonas Krüger','jonas kruger',X'3c46442a4e043e4c5236324c013d960701dcc1dc0a',NULL,NULL,NULL,'lead',1795336495437881,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Bonn','bonn',X'2c464444010801dc07',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'de',NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,NULL);
INSERT INTO client VALUES(4,X'01a20264e1a272019a3c5e140099263b',1,1795336495521872,1795336495521872,NULL,5,'person','No phone','no phone',X'4446044838464432010c01dc0b',NULL,NULL,NULL,'lead',1795336495521872,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Львів','львів',X'2762e80e4a0e010901db08',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,NULL);
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
INSERT INTO address VALUES(1,X'01a20264e0dd7c92b03a62d91a984164',1,1795336495306837,1795336495306837,NULL,2,1,'phone',NULL,'+380671234567','+380671234567','671234567',1,NULL);
INSERT INTO address VALUES(2,X'01a20264e1207732855a903644bb6eaf',1,1795336495357824,1795336495357824,NULL,3,2,'phone',NULL,'+380501234567','+380501234567','501234567',1,NULL);
INSERT INTO address VALUES(3,X'01a20264e120784580e2394280d6729f',1,1795336495357824,1795336495357824,NULL,3,2,'email',NULL,'olena@lev.example','olena@lev.example','olena@lev.example',1,NULL);
INSERT INTO address VALUES(4,X'01a20264e1757e0ca65af1fad493965e',1,1795336495437881,1795336495437881,NULL,4,3,'phone',NULL,'+4930123456','+4930123456','930123456',1,NULL);
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
, pipeline bigint REFERENCES pipeline (id), stage bigint REFERENCES stage (id), stage_at bigint, position double precision, probability bigint, amount_typed boolean, contract boolean, supplier bigint REFERENCES client (id), carrier bigint REFERENCES client (id), lost_reason bigint REFERENCES lost_reason (id), lost_comment text, lost_comment_fold text, opened_at bigint, previous bigint REFERENCES deal (id), external_id text, pay_by text, paid_on text);
INSERT INTO deal VALUES(1,X'01a20264e1ba7835acf64ad993f1a4a2',1,1795336495545711,1795336495545711,NULL,6,'Espresso machine','espresso machine',X'324e484c324e4e4604422a2e383a4432011401dc13',2,120050,'EUR','open',NULL,NULL,NULL,NULL,1,1,1,1795336495545711,-1795336495.5457110404,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,1795336495545711,NULL,NULL,NULL,NULL);
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
, account bigint REFERENCES account (id), conversation bigint REFERENCES conversation (id), author bigint REFERENCES "user" (id), state text, error text, remote_id text, due_at bigint, sent_at bigint, delivered_at bigint, parts bigint, price bigint, price_currency text, template bigint REFERENCES template (id), campaign bigint REFERENCES campaign (id), task bigint REFERENCES task (id), trigger_entity text, "trigger" bigint, pinned boolean, place text, place_fold text, rule text, rule_fold text, result text, result_fold text, off_record boolean);
INSERT INTO message VALUES(1,X'01a20264e2f17d638f96d807b65da08e',3,1795336495825594,1795336495878599,NULL,18,2,'sms','out',1795336495878599,'+380501234567','501234567',NULL,NULL,NULL,1,1,1,1,'sent',NULL,NULL,1795336495825594,1795336495878599,NULL,NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(2,X'01a20264e3477a90b12f79702c67985a',3,1795336495907480,1795336495970602,NULL,21,3,'sms','out',1795336495970602,'+4930123456','930123456',NULL,NULL,NULL,NULL,1,2,1,'sent',NULL,NULL,1795336495907480,1795336495970602,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(3,X'01a20264e3a57cb8b9791f2bd9e8b91b',2,1795336495993679,1795336495993679,NULL,22,2,'sms','in',1795336495993679,'+380501234567','501234567',NULL,NULL,NULL,1,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'5 of 5','5 of 5',NULL);
INSERT INTO message VALUES(4,X'01a20264e3f07e9796a50dee2251689b',1,1795336496073792,1795336496073792,NULL,23,NULL,'sms','in',1772791200000000,'+380991112233','991112233',NULL,NULL,NULL,NULL,1,3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(5,X'01a20264e4947caabc905d9bff05c69c',1,1795336496257926,1795336496257926,NULL,28,2,'sms','out',1795336496257926,'+380501234567','501234567',NULL,NULL,NULL,1,1,1,NULL,'queued',NULL,NULL,1795336496257926,NULL,NULL,NULL,NULL,NULL,2,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO message VALUES(6,X'01a20264e4e77262b7d78c784a393476',3,1795336496345406,1795336496375762,NULL,32,2,'sms','out',1795336496345406,'+380501234567','501234567',NULL,NULL,NULL,1,1,1,1,'queued','HTTP cannot be reached. Check the connection to the internet, or try again later.',NULL,1795336496345406,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO body VALUES(1,'message',1,NULL,'Вітаємо, Олена! Оцініть нас від 1 до 5.');
INSERT INTO body VALUES(2,'message',2,NULL,'Ihre Bestellung ist fertig');
INSERT INTO body VALUES(3,'message',3,NULL,'5, дякую');
INSERT INTO body VALUES(4,'message',4,NULL,'Скільки коштує?');
INSERT INTO body VALUES(5,'message',5,NULL,'Знижка, Олена Коваль!');
INSERT INTO body VALUES(6,'message',6,NULL,'It waits');
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
INSERT INTO client_figures VALUES(2,1795336495993679,'sms','in','+380501234567','olena@lev.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,'EUR 120050',NULL,NULL,NULL,NULL,NULL);
INSERT INTO client_figures VALUES(3,1795336495970602,'sms','out','+4930123456',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO client_figures VALUES(4,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE client_search (
  client_id INTEGER PRIMARY KEY REFERENCES client (id) ON DELETE CASCADE,
  line text NOT NULL
);
INSERT INTO client_search VALUES(1,'кав''ярня «лев»380671234567');
INSERT INTO client_search VALUES(2,'олена ковалькав''ярня «лев»380501234567olena@lev.example');
INSERT INTO client_search VALUES(3,'jonas kruger4930123456');
INSERT INTO client_search VALUES(4,'no phone');
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
INSERT INTO activity_day VALUES('2026-11-22',1,'sms','out',2,0);
INSERT INTO activity_day VALUES('2026-11-22',0,'sms','in',1,0);
INSERT INTO activity_day VALUES('2026-03-06',0,'sms','in',1,0);
CREATE TABLE record_link (
  entity text NOT NULL,
  record_id bigint NOT NULL,
  field text NOT NULL,
  position bigint NOT NULL,
  target_id bigint NOT NULL,
  PRIMARY KEY (entity, record_id, field, position)
) WITHOUT ROWID;
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
INSERT INTO activity VALUES(0,1772791200000000,10,'message',4,1,NULL,'sms','in',NULL,NULL,1,'Скільки коштує?');
INSERT INTO activity VALUES(2,1795336495545711,1,'deal_move',1,1,1,'deal',NULL,1,NULL,1,'opened: New request');
INSERT INTO activity VALUES(2,1795336495878599,4,'message',1,1,1,'sms','out',1,NULL,1,'Вітаємо, Олена! Оцініть нас від 1 до 5.');
INSERT INTO activity VALUES(2,1795336495993679,9,'message',3,1,1,'sms','in',NULL,NULL,1,'5, дякую · 5 of 5');
INSERT INTO activity VALUES(2,1795336496257926,11,'message',5,1,1,'sms','out',NULL,NULL,0,'Знижка, Олена Коваль!');
INSERT INTO activity VALUES(2,1795336496345406,14,'message',6,1,1,'sms','out',1,NULL,0,'It waits');
INSERT INTO activity VALUES(3,1795336495970602,7,'message',2,1,NULL,'sms','out',1,NULL,1,'Ihre Bestellung ist fertig');
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','body_index','body_index',0,'CREATE VIRTUAL TABLE body_index USING fts5 (title, body, content='''', tokenize=''unicode61 remove_diacritics 0'')');
CREATE TABLE IF NOT EXISTS 'body_index_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO body_index_data VALUES(1,X'060015');
INSERT INTO body_index_data VALUES(10,X'000000000106060006010101020101030101040101050101060101');
INSERT INTO body_index_data VALUES(137438953473,X'0000006b023031010601010701013501060101090106d0b2d196d0b40106010106050ad182d0b0d194d0bcd0be01060101020203b4d0be01060101080205bdd0b0d18101060101050209bed0bbd0b5d0bdd0b00106010103030cd186d196d0bdd196d182d18c01060101040408080d110a0c10');
INSERT INTO body_index_data VALUES(274877906945,X'000000360b3062657374656c6c756e67020601010301066665727469670206010105010469687265020601010202027374020601010404110d0b');
INSERT INTO body_index_data VALUES(412316860417,X'0000001d0230350306010102010ad0b4d18fd0bad183d18e03060101030408');
INSERT INTO body_index_data VALUES(549755813889,X'0000002c0d30d0bad0bed188d182d183d1940406010103010ed181d0bad196d0bbd18cd0bad0b804060101020413');
INSERT INTO body_index_data VALUES(687194767361,X'000000390d30d0b7d0bdd0b8d0b6d0bad0b00506010102020bbad0bed0b2d0b0d0bbd18c05060101040209bed0bbd0b5d0bdd0b00506010103041312');
INSERT INTO body_index_data VALUES(824633720833,X'000000190330697406060101020105776169747306060101030409');
CREATE TABLE IF NOT EXISTS 'body_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO body_index_idx VALUES(1,X'',2);
INSERT INTO body_index_idx VALUES(2,X'',2);
INSERT INTO body_index_idx VALUES(3,X'',2);
INSERT INTO body_index_idx VALUES(4,X'',2);
INSERT INTO body_index_idx VALUES(5,X'',2);
INSERT INTO body_index_idx VALUES(6,X'',2);
CREATE TABLE IF NOT EXISTS 'body_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO body_index_docsize VALUES(1,X'0008');
INSERT INTO body_index_docsize VALUES(2,X'0004');
INSERT INTO body_index_docsize VALUES(3,X'0002');
INSERT INTO body_index_docsize VALUES(4,X'0002');
INSERT INTO body_index_docsize VALUES(5,X'0003');
INSERT INTO body_index_docsize VALUES(6,X'0002');
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
INSERT INTO pipeline VALUES(1,X'01a20264e1ba7bb1a34d01524369ce10',1,1795336495545711,1795336495545711,NULL,6,'Sales','sales',X'4e2a40324e010901dc08',1,0);
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
INSERT INTO stage VALUES(1,X'01a20264e1ba7c03b6aa8bb1e9af673b',1,1795336495545711,1795336495545711,NULL,6,'New request','new request',X'443256044c324a52324e50010f01dc0e',1,0,'open',10,NULL,7,NULL);
INSERT INTO stage VALUES(2,X'01a20264e1ba767581a28741439c4070',1,1795336495545711,1795336495545711,NULL,6,'Qualified','qualified',X'4a522a403a343a3230010d01dc0c',1,1,'open',30,NULL,10,NULL);
INSERT INTO stage VALUES(3,X'01a20264e1ba7d92b762f9484e840097',1,1795336495545711,1795336495545711,NULL,6,'Offer','offer',X'463434324c010901dc08',1,2,'open',50,NULL,10,NULL);
INSERT INTO stage VALUES(4,X'01a20264e1ba7264a1fa1892a762c801',1,1795336495545711,1795336495545711,NULL,6,'Negotiation','negotiation',X'44323646503a2a503a4644010f01dc0e',1,3,'open',75,NULL,14,NULL);
INSERT INTO stage VALUES(5,X'01a20264e1ba71359f67cec4616c339e',1,1795336495545711,1795336495545711,NULL,6,'Contract','contract',X'2e4644504c2a2e50010c01dc0b',1,4,'open',90,NULL,14,NULL);
CREATE TABLE lost_reason (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  position bigint
);
INSERT INTO lost_reason VALUES(1,X'01a20264e1ba7483b850c27613e06253',1,1795336495545711,1795336495545711,NULL,6,'Price','price',X'484c3a2e32010901dc08',0);
INSERT INTO lost_reason VALUES(2,X'01a20264e1ba7cc5b609d22ca75ca6e7',1,1795336495545711,1795336495545711,NULL,6,'Chose a competitor','chose a competitor',X'2e38464e32042a042e46424832503a50464c011601dc15',1);
INSERT INTO lost_reason VALUES(3,X'01a20264e1ba7046a80726485434a0d5',1,1795336495545711,1795336495545711,NULL,6,'No answer','no answer',X'4446042a444e56324c010d01dc0c',2);
INSERT INTO lost_reason VALUES(4,X'01a20264e1ba7bd2b857f003d5bb0513',1,1795336495545711,1795336495545711,NULL,6,'Not needed any more','not needed any more',X'44465004443232303230042a445a0442464c32011701dc16',3);
INSERT INTO lost_reason VALUES(5,X'01a20264e1ba74ff8a905f08f452ada3',1,1795336495545711,1795336495545711,NULL,6,'Wrong time','wrong time',X'564c46443604503a4232010e01e00d',4);
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
INSERT INTO deal_move VALUES(1,X'01a20264e1ba7abbbff2f48aca3a8921',1,1795336495545711,1795336495545711,NULL,6,1,1,NULL,'open',1795336495545711,NULL,1);
CREATE TABLE task_sequence (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  goal text, goal_fold text,
  active boolean,
  position bigint
, runs_on boolean);
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
CREATE TABLE provider (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  definition text NOT NULL
);
INSERT INTO provider VALUES(1,X'01a20264e1e674aa96a3cc4482078e0e',1,1795336495590025,1795336495590025,NULL,7,'Own','own',X'465644010701dc06',replace('{\n  "format": 1,\n  "id": "generic-http",\n  "name": "HTTP",\n  "about": {\n    "en": "Any gateway that takes a message as parameters of a request",\n    "uk": "Будь-який шлюз, що приймає повідомлення як параметри запиту",\n    "ru": "Любой шлюз, который принимает сообщение параметрами запроса"\n  },\n  "settings": [\n    {\n      "name": "address",\n      "label": { "en": "Address", "uk": "Адреса", "ru": "Адрес" },\n      "hint": {\n        "en": "Where the message is sent to, like https://gateway.example/send",\n        "uk": "Куди надсилати повідомлення, наприклад https://gateway.example/send",\n        "ru": "Куда отправлять сообщение, например https://gateway.example/send"\n      },\n      "required": true\n    },\n    {\n      "name": "method",\n      "label": { "en": "Method", "uk": "Метод", "ru": "Метод" },\n      "hint": { "en": "POST or GET", "uk": "POST або GET", "ru": "POST или GET" },\n      "default": "POST",\n      "required": true\n    },\n    {\n      "name": "user",\n      "label": { "en": "User name", "uk": "Ім’я користувача", "ru": "Имя пользователя" }\n    },\n    {\n      "name": "password",\n      "label": { "en": "Password or key", "uk": "Пароль або ключ", "ru": "Пароль или ключ" },\n      "secret": true\n    },\n    {\n      "name": "user_name",\n      "label": {\n        "en": "Parameter of the user name",\n        "uk": "Параметр імені користувача",\n        "ru": "Параметр имени пользователя"\n      },\n      "default": "login"\n    },\n    {\n      "name": "password_name",\n      "label": { "en": "Parameter of the password", "uk": "Параметр пароля", "ru": "Параметр пароля" },\n      "default": "password"\n    },\n    {\n      "name": "to_name",\n      "label": { "en": "Parameter of the number", "uk": "Параметр номера", "ru": "Параметр номера" },\n      "default": "to",\n      "required": true\n    },\n    {\n      "name": "text_name",\n      "label": { "en": "Parameter of the text", "uk": "Параметр тексту", "ru": "Параметр текста" },\n      "default": "text",\n      "required": true\n    },\n    {\n      "name": "sender_name",\n      "label": { "en": "Parameter of the sender", "uk": "Параметр відправника", "ru": "Параметр отправителя" },\n      "default": "from"\n    },\n    {\n      "name": "plus",\n      "label": { "en": "Number with “+”", "uk": "Номер із «+»", "ru": "Номер с «+»" },\n      "hint": {\n        "en": "“yes” when the gateway wants it; else leave it empty",\n        "uk": "«так», якщо шлюз цього хоче; інакше залиште порожнім",\n        "ru": "«да», если шлюз этого хочет; иначе оставьте пустым"\n      }\n    }\n  ],\n  "limits": { "per_minute": 60 },\n  "send": {\n    "request": {\n      "method": "{settings.method}",\n      "url": "{settings.address}",\n      "form": {\n        "{settings.user_name}": { "$if": "{settings.user}", "$value": "{settings.user}" },\n        "{settings.password_name}": { "$if": "{settings.password}", "$value": "{settings.password}" },\n        "{settings.to_name}": { "$if": "{settings.plus}", "$value": "{to}", "$else": "{to.digits}" },\n        "{settings.sender_name}": { "$if": "{sender}", "$value": "{sender}" },\n        "{settings.text_name}": "{text}"\n      }\n    },\n    "answer": {\n      "type": "text",\n      "failure": { "all": ["*error*", "err*", "*fail*", "*denied*", "*invalid*", "*ошибка*", "*помилка*"] },\n      "error_text": "all"\n    }\n  }\n}','\n',char(10)));
CREATE TABLE account (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  channel text NOT NULL,
  backend text NOT NULL,
  provider text,
  settings text,
  sender text,
  active boolean,
  main boolean,
  rate bigint,
  quiet text,
  position bigint
);
INSERT INTO account VALUES(1,X'01a20264e20e7446856c5e38bcfa5d9c',2,1795336495630012,1795336496329319,NULL,29,'Shop','shop',X'4e384648010801dc07','sms','http','generic-http','{"address":"http://127.0.0.1:9/"}','Lev',1,1,NULL,NULL,NULL);
CREATE TABLE account_state (
  account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  "cursor" text,
  status text,
  error text,
  last_success bigint,
  next_try bigint,
  tries bigint NOT NULL,
  balance bigint,
  balance_currency text,
  balance_at bigint,
  blocked_until bigint
);
INSERT INTO account_state VALUES(1,NULL,'unreachable','HTTP cannot be reached. Check the connection to the internet, or try again later.',1795336496373470,1795336532375610,1,NULL,NULL,NULL,NULL);
CREATE TABLE conversation (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  client bigint REFERENCES client (id),
  channel text NOT NULL,
  address text NOT NULL,
  address_match text,
  account bigint REFERENCES account (id),
  deal bigint REFERENCES deal (id),
  deal_by_hand boolean,
  state text NOT NULL,
  owner bigint REFERENCES "user" (id)
);
INSERT INTO conversation VALUES(1,X'01a20264e2f07a04a88ba516ed0f7481',2,1795336495825594,1795336495825594,NULL,16,2,'sms','+380501234567','501234567',1,1,NULL,'open',NULL);
INSERT INTO conversation VALUES(2,X'01a20264e34676dd90b4a01e3eafe798',1,1795336495907480,1795336495907480,NULL,19,3,'sms','+4930123456','930123456',1,NULL,NULL,'open',NULL);
INSERT INTO conversation VALUES(3,X'01a20264e3f0722c9b8dc33dcadf34f6',1,1795336496073792,1795336496073792,NULL,23,NULL,'sms','+380991112233','991112233',1,NULL,NULL,'open',NULL);
CREATE TABLE conversation_figures (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE,
  last_at bigint,
  last_message bigint,
  last_direction text,
  preview text,
  waiting_since bigint,
  n_messages bigint NOT NULL,
  n_unread bigint NOT NULL
);
INSERT INTO conversation_figures VALUES(1,1795336496345406,6,'out','It waits',NULL,4,0);
INSERT INTO conversation_figures VALUES(2,1795336495970602,2,'out','Ihre Bestellung ist fertig',NULL,1,0);
INSERT INTO conversation_figures VALUES(3,1772791200000000,4,'in','Скільки коштує?',1772791200000000,1,1);
CREATE TABLE conversation_seen (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE,
  seen_at bigint NOT NULL
);
INSERT INTO conversation_seen VALUES(1,1795336496345406);
INSERT INTO conversation_seen VALUES(2,1795336495907480);
CREATE TABLE template (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  channel text NOT NULL,
  purpose text NOT NULL,
  expects text,
  scale_min bigint,
  scale_max bigint,
  words text,
  valid_days bigint,
  position bigint
);
INSERT INTO template VALUES(1,X'01a20264e22275b18d99f746c5214cbb',1,1795336495650225,1795336495650225,NULL,9,'Ask','ask',X'2a4e3e010701dc06','sms','service','scale',1,5,NULL,7,NULL);
INSERT INTO template VALUES(2,X'01a20264e2697e738fdaec2352f5211b',1,1795336495721615,1795336495721615,NULL,12,'News','news',X'4432564e010801dc07','sms','marketing',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE template_text (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  template bigint NOT NULL REFERENCES template (id),
  language text,
  subject text, subject_fold text,
  text text NOT NULL
);
INSERT INTO template_text VALUES(1,X'01a20264e23172a690fd6bca39bbd773',1,1795336495664924,1795336495664924,NULL,10,1,'uk',NULL,NULL,'Вітаємо, {client.name|first}! Оцініть нас від 1 до 5.');
INSERT INTO template_text VALUES(2,X'01a20264e2487afa8babcf05f6415a36',1,1795336495687969,1795336495687969,NULL,11,1,'de',NULL,NULL,'Guten Tag! Von 1 bis 5?');
INSERT INTO template_text VALUES(3,X'01a20264e28d7e5e9bd3c5023e1f4f7e',1,1795336495757830,1795336495757830,NULL,13,2,NULL,NULL,NULL,'Знижка, {client.name}!');
CREATE TABLE segment (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  query text NOT NULL,
  position bigint
);
INSERT INTO segment VALUES(1,X'01a20264e2aa7848b44a65991afe114e',1,1795336495785707,1795336495785707,NULL,14,'Lviv','lviv',X'40543a54010801dc07','{"entity":"client","where":{"all":[{"field":"city","test":"=","value":"Львів"}]},"order":[]}',NULL);
CREATE TABLE segment_exclusion (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  segment bigint NOT NULL REFERENCES segment (id),
  client bigint NOT NULL REFERENCES client (id)
);
INSERT INTO segment_exclusion VALUES(1,X'01a20264e2c17dc984f3c5836808b71f',1,1795336495809600,1795336495809600,NULL,15,1,4);
CREATE TABLE campaign (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key blob,
  segment bigint REFERENCES segment (id),
  template bigint REFERENCES template (id),
  template_b bigint REFERENCES template (id),
  share_b bigint,
  channel text NOT NULL,
  account bigint REFERENCES account (id),
  state text NOT NULL,
  occasion text NOT NULL,
  occasion_field text,
  occasion_day text,
  stage bigint REFERENCES stage (id),
  lead_days bigint,
  at_time text,
  starts_at bigint,
  rate bigint,
  cap_days bigint,
  sales_days bigint,
  budget bigint, budget_currency text,
  started_at bigint,
  ended_at bigint
);
INSERT INTO campaign VALUES(1,X'01a20264e42e72ce969776aa0f0fd07d',3,1795336496173570,1795336496257926,NULL,28,'Spring','spring',X'4e484c3a4436010a01dc09',1,2,NULL,NULL,'sms',1,'running','once',NULL,NULL,NULL,NULL,NULL,NULL,NULL,30,NULL,5000,'UAH',1795336496229950,NULL);
CREATE TABLE campaign_recipient (
  campaign_id bigint NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
  client_id bigint NOT NULL REFERENCES client (id) ON DELETE CASCADE,
  occasion text NOT NULL,
  variant text NOT NULL,
  state text NOT NULL,
  reason text,
  message_id bigint,
  at bigint NOT NULL,
  PRIMARY KEY (campaign_id, client_id, occasion)
);
INSERT INTO campaign_recipient VALUES(1,2,'once','a','queued',NULL,5,1795336496257926);
CREATE TABLE outbox (
  message_id INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
  account_id bigint,
  stage text NOT NULL,
  due_at bigint NOT NULL,
  urgent boolean NOT NULL,
  tries bigint NOT NULL,
  started_at bigint,
  error text,
  purpose text,
  "key" text
);
INSERT INTO outbox VALUES(5,1,'queued',1795338000000000,0,0,NULL,NULL,'marketing','01a20264e49470ee986f566407d34a84');
INSERT INTO outbox VALUES(6,1,'queued',1795336527375604,1,1,1795336496372868,'HTTP cannot be reached. Check the connection to the internet, or try again later.',NULL,'01a20264e4e878499af3cfae897168e0');
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  message bigint NOT NULL REFERENCES message (id),
  name text, name_fold text,
  type text,
  size bigint,
  content text NOT NULL
);
CREATE TABLE content (
  hash text PRIMARY KEY,
  data blob NOT NULL
);
CREATE TABLE consent (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  client bigint REFERENCES client (id),
  address text,
  address_match text,
  channel text NOT NULL,
  purpose text NOT NULL,
  state text NOT NULL,
  at bigint NOT NULL,
  source text NOT NULL,
  message bigint REFERENCES message (id),
  note text, note_fold text
);
INSERT INTO consent VALUES(1,X'01a20264e415728ea0b4eebdcfd39a1e',1,1795336496149786,1795336496149786,NULL,24,3,NULL,NULL,'sms','marketing','withdrawn',1795336496149786,'hand',NULL,NULL,NULL);
INSERT INTO consent VALUES(2,X'01a20264e44979e78961763c3e87e796',1,1795336496201034,1795336496201034,NULL,26,2,NULL,NULL,'any','marketing','given',1795336496201034,'hand',NULL,NULL,NULL);
CREATE TABLE answer (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uid blob NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  message bigint NOT NULL REFERENCES message (id),
  asked bigint REFERENCES message (id),
  template bigint REFERENCES template (id),
  client bigint REFERENCES client (id),
  deal bigint REFERENCES deal (id),
  campaign bigint REFERENCES campaign (id),
  at bigint NOT NULL,
  score bigint,
  value text
);
INSERT INTO answer VALUES(1,X'01a20264e3aa79ca82887cfda0cbbe60',1,1795336495993679,1795336495993679,NULL,22,3,1,1,2,1,NULL,1795336495993679,5,'5 of 5');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('participant',0);
INSERT INTO sqlite_sequence VALUES('user',1);
INSERT INTO sqlite_sequence VALUES('status_rule',2);
INSERT INTO sqlite_sequence VALUES('client',4);
INSERT INTO sqlite_sequence VALUES('address',4);
INSERT INTO sqlite_sequence VALUES('pipeline',1);
INSERT INTO sqlite_sequence VALUES('stage',5);
INSERT INTO sqlite_sequence VALUES('lost_reason',5);
INSERT INTO sqlite_sequence VALUES('deal',1);
INSERT INTO sqlite_sequence VALUES('deal_move',1);
INSERT INTO sqlite_sequence VALUES('provider',1);
INSERT INTO sqlite_sequence VALUES('account',1);
INSERT INTO sqlite_sequence VALUES('template',2);
INSERT INTO sqlite_sequence VALUES('template_text',3);
INSERT INTO sqlite_sequence VALUES('segment',1);
INSERT INTO sqlite_sequence VALUES('segment_exclusion',1);
INSERT INTO sqlite_sequence VALUES('conversation',3);
INSERT INTO sqlite_sequence VALUES('message',6);
INSERT INTO sqlite_sequence VALUES('answer',1);
INSERT INTO sqlite_sequence VALUES('consent',2);
INSERT INTO sqlite_sequence VALUES('campaign',1);
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
CREATE INDEX conversation_address ON conversation (channel, address_match);
CREATE INDEX conversation_client ON conversation (client) WHERE client IS NOT NULL;
CREATE INDEX conversation_deal ON conversation (deal) WHERE deal IS NOT NULL;
CREATE INDEX conversation_figures_last ON conversation_figures (last_at, conversation_id);
CREATE INDEX conversation_figures_waiting ON conversation_figures (waiting_since) WHERE waiting_since IS NOT NULL;
CREATE INDEX template_text_template ON template_text (template);
CREATE INDEX segment_exclusion_segment ON segment_exclusion (segment, client);
CREATE INDEX segment_exclusion_client ON segment_exclusion (client);
CREATE INDEX campaign_segment ON campaign (segment) WHERE segment IS NOT NULL;
CREATE INDEX campaign_template ON campaign (template) WHERE template IS NOT NULL;
CREATE INDEX campaign_running ON campaign (state) WHERE state IN ('scheduled', 'running') AND archived_at IS NULL;
CREATE INDEX campaign_recipient_state ON campaign_recipient (campaign_id, state);
CREATE INDEX campaign_recipient_client ON campaign_recipient (client_id);
CREATE INDEX campaign_recipient_message ON campaign_recipient (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX message_client ON message (client, direction, at, state, archived_at) WHERE client IS NOT NULL;
CREATE INDEX message_pinned ON message (client, at) WHERE pinned;
CREATE UNIQUE INDEX message_received ON message (account, remote_id) WHERE direction = 'in' AND remote_id IS NOT NULL;
CREATE INDEX message_sent ON message (account, remote_id) WHERE direction = 'out' AND remote_id IS NOT NULL;
CREATE INDEX message_conversation ON message (conversation, at) WHERE conversation IS NOT NULL;
CREATE INDEX message_campaign ON message (campaign) WHERE campaign IS NOT NULL;
CREATE INDEX message_template ON message (template) WHERE template IS NOT NULL;
CREATE INDEX message_task ON message (task) WHERE task IS NOT NULL;
CREATE INDEX message_address ON message (address_match, at) WHERE address_match IS NOT NULL;
CREATE INDEX outbox_due ON outbox (account_id, stage, urgent, due_at);
CREATE INDEX attachment_message ON attachment (message);
CREATE INDEX attachment_content ON attachment (content);
CREATE INDEX consent_client ON consent (client, at, channel, purpose, state, archived_at) WHERE client IS NOT NULL;
CREATE INDEX consent_address ON consent (address_match, at) WHERE address_match IS NOT NULL;
CREATE INDEX consent_message ON consent (message) WHERE message IS NOT NULL;
CREATE INDEX answer_message ON answer (message);
CREATE INDEX answer_asked ON answer (asked) WHERE asked IS NOT NULL;
CREATE INDEX answer_template ON answer (template, at) WHERE template IS NOT NULL;
CREATE INDEX answer_client ON answer (client) WHERE client IS NOT NULL;
CREATE INDEX answer_campaign ON answer (campaign) WHERE campaign IS NOT NULL;
CREATE INDEX deal_pay_by ON deal (pay_by) WHERE pay_by IS NOT NULL AND paid_on IS NULL AND archived_at IS NULL;
CREATE INDEX deal_previous ON deal (previous) WHERE previous IS NOT NULL;
PRAGMA writable_schema=OFF;
COMMIT;
