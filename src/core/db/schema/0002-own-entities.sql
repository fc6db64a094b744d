-- The user's own entities; the table of each (u_<id>) is made when the row is, and fields of its own may link.

CREATE TABLE own_entity (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  label text NOT NULL, label_fold text, label_key %BLOB%,
  plural text, plural_fold text,
  icon text,
  position bigint
);
CREATE INDEX own_entity_label ON own_entity (label_fold);

ALTER TABLE own_field ADD COLUMN target text;
