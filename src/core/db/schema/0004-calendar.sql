-- The calendar: what a meeting is made of and when it takes place, who is away, the calendars and address books of the
-- desktop and what was last seen there.

CREATE TABLE calendar (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  source text,
  color text,
  mode text NOT NULL,
  role text NOT NULL,
  visible boolean,
  main boolean,
  position bigint
);
CREATE INDEX calendar_source ON calendar (source) WHERE source IS NOT NULL;

ALTER TABLE meeting ADD COLUMN purpose text;
ALTER TABLE meeting ADD COLUMN purpose_fold text;
ALTER TABLE meeting ADD COLUMN starts_on text;
ALTER TABLE meeting ADD COLUMN ends_on text;
ALTER TABLE meeting ADD COLUMN latitude double precision;
ALTER TABLE meeting ADD COLUMN longitude double precision;
ALTER TABLE meeting ADD COLUMN online text;
ALTER TABLE meeting ADD COLUMN online_fold text;
ALTER TABLE meeting ADD COLUMN reminders text;
ALTER TABLE meeting ADD COLUMN recurrence text;
ALTER TABLE meeting ADD COLUMN excluded text;
ALTER TABLE meeting ADD COLUMN series bigint REFERENCES meeting (id);
ALTER TABLE meeting ADD COLUMN rid text;
ALTER TABLE meeting ADD COLUMN outcome text;
ALTER TABLE meeting ADD COLUMN outcome_fold text;
ALTER TABLE meeting ADD COLUMN actual_start bigint;
ALTER TABLE meeting ADD COLUMN actual_end bigint;
ALTER TABLE meeting ADD COLUMN private_note text;
ALTER TABLE meeting ADD COLUMN private_note_fold text;
ALTER TABLE meeting ADD COLUMN task bigint REFERENCES task (id);
ALTER TABLE meeting ADD COLUMN trigger_entity text;
ALTER TABLE meeting ADD COLUMN "trigger" bigint;
ALTER TABLE meeting ADD COLUMN calendar bigint REFERENCES calendar (id);
ALTER TABLE meeting ADD COLUMN ical_uid text;
CREATE INDEX meeting_series ON meeting (series, rid) WHERE series IS NOT NULL;
CREATE INDEX meeting_recurring ON meeting (id) WHERE recurrence IS NOT NULL AND archived_at IS NULL;
CREATE INDEX meeting_calendar ON meeting (calendar) WHERE calendar IS NOT NULL;
CREATE INDEX meeting_ical_uid ON meeting (ical_uid) WHERE ical_uid IS NOT NULL;
CREATE INDEX meeting_task ON meeting (task) WHERE task IS NOT NULL;

CREATE TABLE participant (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  meeting bigint NOT NULL REFERENCES meeting (id),
  client bigint REFERENCES client (id),
  "user" bigint REFERENCES "user" (id),
  name text, name_fold text, name_key %BLOB%,
  address text, address_fold text,
  role text NOT NULL,
  answer text NOT NULL,
  position bigint
);
CREATE INDEX participant_meeting ON participant (meeting, position, id);
CREATE INDEX participant_client ON participant (client) WHERE client IS NOT NULL;
CREATE INDEX participant_user ON participant ("user") WHERE "user" IS NOT NULL;

CREATE TABLE check_in (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
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
CREATE INDEX check_in_meeting ON check_in (meeting) WHERE meeting IS NOT NULL;
CREATE INDEX check_in_at ON check_in (at);

-- When employees are away, and when they work.
CREATE TABLE leave (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  "user" bigint NOT NULL REFERENCES "user" (id),
  kind text NOT NULL,
  starts_on text NOT NULL,
  ends_on text NOT NULL,
  note text, note_fold text
);
CREATE INDEX leave_days ON leave (starts_on, ends_on);
ALTER TABLE "user" ADD COLUMN hours text;

CREATE TABLE address_book (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  source text,
  mode text NOT NULL,
  truth text NOT NULL,
  position bigint
);

-- What was last seen of an event in a calendar, and what must still go there: one row for a UID with all its exceptions.
-- Kept outside the log: it is about another program's data.
CREATE TABLE calendar_event (
  id %ID%,
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
CREATE INDEX calendar_event_meeting ON calendar_event (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX calendar_event_state ON calendar_event (state, next_try) WHERE state <> 'clean';

CREATE TABLE calendar_state (
  calendar_id %ID% REFERENCES calendar (id) ON DELETE CASCADE,
  first_sync_done boolean NOT NULL,
  last_success bigint,
  last_reconcile bigint,
  error text
);

-- The same for the people of an address book.
CREATE TABLE contact_link (
  id %ID%,
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
CREATE INDEX contact_link_client ON contact_link (client_id) WHERE client_id IS NOT NULL;

CREATE TABLE address_book_state (
  address_book_id %ID% REFERENCES address_book (id) ON DELETE CASCADE,
  first_sync_done boolean NOT NULL,
  last_success bigint,
  last_reconcile bigint,
  error text
);

-- When somebody wants to be reminded of a meeting again. Of one that was moved since it is void. Kept outside the log.
CREATE TABLE reminder_snoozed (
  meeting_id bigint NOT NULL,
  rid text NOT NULL,
  starts_at bigint NOT NULL,
  remind_at bigint NOT NULL,
  PRIMARY KEY (meeting_id, rid)
);

-- What was done on a day, and what should close in a month.
CREATE INDEX task_done_on ON task (due_on) WHERE done_at IS NOT NULL AND archived_at IS NULL;
CREATE INDEX deal_expected ON deal (expected_close) WHERE state = 'open' AND archived_at IS NULL;
