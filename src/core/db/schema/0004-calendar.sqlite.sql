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
CREATE INDEX occurrence_parent ON occurrence (parent_id, source, starts_at);
-- Those longer than a day, so that the others are found by their beginning alone.
CREATE INDEX occurrence_long ON occurrence (ends_at, starts_at) WHERE ends_at - starts_at > 86400000000;

-- The clients of the meetings there are take part in them.
INSERT INTO participant (uid, version, created_at, updated_at, archived_at, operation_id, meeting, client, role, answer, position)
  SELECT randomblob (16), 1, m.created_at, m.updated_at, m.archived_at, m.operation_id, m.id, l.target_id, 'required', 'none',
    l.position FROM record_link l JOIN meeting m ON m.id = l.record_id WHERE l.entity = 'meeting' AND l.field = 'clients'
    ORDER BY m.id, l.position;
