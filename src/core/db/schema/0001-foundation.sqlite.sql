-- What SQLite does its own way: clustered tables and the text index.

CREATE TABLE record_link (
  entity text NOT NULL,
  record_id bigint NOT NULL,
  field text NOT NULL,
  position bigint NOT NULL,
  target_id bigint NOT NULL,
  PRIMARY KEY (entity, record_id, field, position)
) WITHOUT ROWID;
CREATE INDEX record_link_target ON record_link (entity, field, target_id, record_id);

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
CREATE INDEX activity_record ON activity (entity, record_id);
CREATE INDEX activity_deal ON activity (deal_id, at, id) WHERE main AND deal_id IS NOT NULL;

-- Contentless: it holds texts as the program folds them (ё with е, ł with l), which no tokenizer of SQLite does.
CREATE VIRTUAL TABLE body_index USING fts5 (title, body, content='', tokenize='unicode61 remove_diacritics 0');
