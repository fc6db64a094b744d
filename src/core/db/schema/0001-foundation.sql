-- The foundation: book, people, what happened, and what every later part hangs on.
-- Portable: %ID%, %RECORD% and %BLOB% are filled in by the driver.

CREATE TABLE setting (
  name text PRIMARY KEY,
  value text NOT NULL
);

CREATE TABLE sequence (
  name text PRIMARY KEY,
  value bigint NOT NULL
);

-- Operations and changes: history, undo, and how another process is noticed.
CREATE TABLE operation (
  id %ID%,
  at bigint NOT NULL,
  author bigint NOT NULL,
  origin text NOT NULL,
  purpose text NOT NULL,
  undoable boolean NOT NULL,
  undoes_id bigint REFERENCES operation (id),
  undone_by bigint REFERENCES operation (id)
);
CREATE INDEX operation_undoes ON operation (undoes_id) WHERE undoes_id IS NOT NULL;
CREATE INDEX operation_undone ON operation (undone_by) WHERE undone_by IS NOT NULL;

CREATE TABLE change (
  seq %ID%,
  operation_id bigint NOT NULL REFERENCES operation (id),
  entity text NOT NULL,
  record_id bigint NOT NULL,
  op text NOT NULL,
  version_after bigint NOT NULL,
  detail text
);
CREATE INDEX change_operation ON change (operation_id);
CREATE INDEX change_record ON change (entity, record_id);

CREATE TABLE "user" (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  login text,
  email text, email_fold text,
  active boolean
);

CREATE TABLE tag (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  color text
);
CREATE INDEX tag_name ON tag (name_fold);

CREATE TABLE option (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  list text NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  position bigint
);
CREATE INDEX option_list ON option (list, position);

CREATE TABLE saved_view (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  entity text NOT NULL,
  query text NOT NULL,
  color text,
  pinned boolean,
  position bigint
);

-- The user's own fields; the columns themselves are added to the entity's table when the row is made.
CREATE TABLE own_field (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  entity text NOT NULL,
  label text NOT NULL, label_fold text, label_key %BLOB%,
  kind text NOT NULL,
  choices text,
  position bigint
);

CREATE TABLE import_batch (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  format text,
  layout text,
  mapping text,
  added bigint, updated bigint, duplicates bigint, faulty bigint
);
CREATE INDEX import_batch_layout ON import_batch (layout);

-- Rules by which the business keeps lead, contact and customer apart.
CREATE TABLE status_rule (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  event text NOT NULL,
  field text,
  contains text, contains_fold text,
  status text NOT NULL,
  active boolean,
  position bigint
);

CREATE TABLE client (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  kind text NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  company bigint REFERENCES client (id),
  "position" text, position_fold text,
  status text NOT NULL, status_at bigint, status_reason text,
  roles text,
  source text, source_fold text, source_key %BLOB%,
  street text, street_fold text,
  city text, city_fold text, city_key %BLOB%,
  region text, region_fold text,
  postcode text, postcode_fold text,
  country text, country_fold text, country_key %BLOB%,
  birthday text,
  language text,
  interests text, interests_fold text,
  notes text, notes_fold text,
  owner bigint REFERENCES "user" (id),
  external_id text,
  photo %BLOB%
);
CREATE INDEX client_name ON client (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX client_fold ON client (name_fold);
CREATE INDEX client_company ON client (company) WHERE company IS NOT NULL;
CREATE INDEX client_owner ON client (owner, name_key, id) WHERE owner IS NOT NULL AND archived_at IS NULL;
CREATE INDEX client_status ON client (status, name_key, id) WHERE archived_at IS NULL;
CREATE INDEX client_city ON client (city_key, id) WHERE city_key IS NOT NULL AND archived_at IS NULL;
CREATE INDEX client_external ON client (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX client_birthday ON client (birthday) WHERE birthday IS NOT NULL AND archived_at IS NULL;

CREATE TABLE address (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
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
CREATE INDEX address_client ON address (client);
CREATE INDEX address_match ON address (match_key, kind) WHERE match_key IS NOT NULL;

CREATE TABLE client_distinct (
  a bigint NOT NULL REFERENCES client (id) ON DELETE CASCADE,
  b bigint NOT NULL REFERENCES client (id) ON DELETE CASCADE,
  PRIMARY KEY (a, b)
);
CREATE INDEX client_distinct_b ON client_distinct (b);

-- Sketches that later parts fill out; what happened can already hang on them.
CREATE TABLE deal (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  title text NOT NULL, title_fold text, title_key %BLOB%,
  client bigint REFERENCES client (id),
  amount bigint, amount_currency text,
  state text NOT NULL,
  source text, source_fold text,
  expected_close text,
  closed_at bigint,
  owner bigint REFERENCES "user" (id)
);
CREATE INDEX deal_client ON deal (client) WHERE client IS NOT NULL;
CREATE INDEX deal_title ON deal (title_key, id) WHERE archived_at IS NULL;

CREATE TABLE task (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  title text NOT NULL, title_fold text, title_key %BLOB%,
  client bigint REFERENCES client (id),
  deal bigint REFERENCES deal (id),
  due_on text,
  due_at bigint,
  done_at bigint,
  owner bigint REFERENCES "user" (id)
);
CREATE INDEX task_client ON task (client) WHERE client IS NOT NULL;
CREATE INDEX task_deal ON task (deal) WHERE deal IS NOT NULL;
CREATE INDEX task_open ON task (due_on, id) WHERE done_at IS NULL AND archived_at IS NULL;

CREATE TABLE meeting (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  title text NOT NULL, title_fold text, title_key %BLOB%,
  starts_at bigint NOT NULL,
  ends_at bigint,
  zone text,
  place text, place_fold text,
  state text NOT NULL,
  deal bigint REFERENCES deal (id),
  owner bigint REFERENCES "user" (id)
);
CREATE INDEX meeting_starts ON meeting (starts_at, ends_at);
CREATE INDEX meeting_deal ON meeting (deal) WHERE deal IS NOT NULL;

CREATE TABLE message (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  client bigint REFERENCES client (id),
  channel text NOT NULL,
  direction text NOT NULL,
  at bigint NOT NULL,
  address text, address_match text,
  subject text, subject_fold text, subject_key %BLOB%,
  deal bigint REFERENCES deal (id)
);
CREATE INDEX message_client ON message (client) WHERE client IS NOT NULL;
CREATE INDEX message_nobody ON message (at) WHERE client IS NULL AND archived_at IS NULL;
CREATE INDEX message_deal ON message (deal) WHERE deal IS NOT NULL;

CREATE TABLE note (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
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
CREATE INDEX note_client ON note (client) WHERE client IS NOT NULL;
CREATE INDEX note_pinned ON note (client, at) WHERE pinned;
CREATE INDEX note_deal ON note (deal) WHERE deal IS NOT NULL;
CREATE INDEX note_task ON note (task) WHERE task IS NOT NULL;

CREATE TABLE call (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
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
CREATE INDEX call_client ON call (client) WHERE client IS NOT NULL;
CREATE INDEX call_pinned ON call (client, at) WHERE pinned;
CREATE INDEX call_deal ON call (deal) WHERE deal IS NOT NULL;
CREATE INDEX call_task ON call (task) WHERE task IS NOT NULL;

-- The text of notes, calls, messages: once per record, and what the text index is made of.
CREATE TABLE body (
  id %ID%,
  entity text NOT NULL,
  record_id bigint NOT NULL,
  title text,
  body text NOT NULL,
  UNIQUE (entity, record_id)
);

-- Derived figures and roll-ups: no version, no log; "check" makes them anew.
CREATE TABLE client_figures (
  client_id %ID% REFERENCES client (id) ON DELETE CASCADE,
  last_contact_at bigint,
  last_contact_kind text,
  last_contact_direction text,
  phone text,
  email text,
  web text,
  handle text
);
CREATE INDEX client_figures_contact ON client_figures (last_contact_at, client_id);

CREATE TABLE client_search (
  client_id %ID% REFERENCES client (id) ON DELETE CASCADE,
  line text NOT NULL
);

CREATE TABLE activity_day (
  day text NOT NULL,
  author_id bigint NOT NULL,
  kind text NOT NULL,
  direction text NOT NULL,
  entries bigint NOT NULL,
  seconds bigint NOT NULL,
  PRIMARY KEY (day, author_id, kind, direction)
);
