-- Derived: when each meeting, and each event of a calendar that is none of ours, takes place. A recurring one has a row for
-- each time, up to a horizon; source is 0 for a meeting and 1 for an event.
CREATE TABLE occurrence (
  starts_at bigint NOT NULL,
  source bigint NOT NULL,
  parent_id bigint NOT NULL,
  rid text NOT NULL,
  ends_at bigint NOT NULL,
  all_day boolean NOT NULL,
  PRIMARY KEY (starts_at, source, parent_id, rid)
) WITHOUT ROWID;
CREATE INDEX occurrence_parent ON occurrence (source, parent_id, starts_at);
-- Those longer than a day, so that the others are found by their beginning alone.
CREATE INDEX occurrence_long ON occurrence (ends_at, starts_at) WHERE ends_at - starts_at > 86400000000;
