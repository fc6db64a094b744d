-- Sales: pipelines and stages, products, what a deal is made of and how it moved, tasks and what makes them, goals, scripts.

CREATE TABLE pipeline (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  main boolean,
  position bigint
);

CREATE TABLE stage (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  pipeline bigint NOT NULL REFERENCES pipeline (id),
  position bigint,
  state text NOT NULL,
  probability bigint,
  color text,
  rot_days bigint,
  required text
);
CREATE INDEX stage_pipeline ON stage (pipeline, position, id);

CREATE TABLE lost_reason (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  position bigint
);

CREATE TABLE product (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  article text, article_fold text, article_key %BLOB%,
  category text, category_fold text, category_key %BLOB%,
  unit text, unit_fold text,
  price bigint, price_currency text,
  cost bigint, cost_currency text,
  tax bigint,
  supplier bigint REFERENCES client (id),
  stock bigint,
  active boolean
);
CREATE INDEX product_name ON product (name_key, id) WHERE archived_at IS NULL;
CREATE INDEX product_fold ON product (name_fold);
CREATE INDEX product_article ON product (article_fold) WHERE article_fold IS NOT NULL;
CREATE INDEX product_supplier ON product (supplier) WHERE supplier IS NOT NULL;

ALTER TABLE deal ADD COLUMN pipeline bigint REFERENCES pipeline (id);
ALTER TABLE deal ADD COLUMN stage bigint REFERENCES stage (id);
ALTER TABLE deal ADD COLUMN stage_at bigint;
ALTER TABLE deal ADD COLUMN position double precision;
ALTER TABLE deal ADD COLUMN probability bigint;
ALTER TABLE deal ADD COLUMN amount_typed boolean;
ALTER TABLE deal ADD COLUMN contract boolean;
ALTER TABLE deal ADD COLUMN supplier bigint REFERENCES client (id);
ALTER TABLE deal ADD COLUMN carrier bigint REFERENCES client (id);
ALTER TABLE deal ADD COLUMN lost_reason bigint REFERENCES lost_reason (id);
ALTER TABLE deal ADD COLUMN lost_comment text;
ALTER TABLE deal ADD COLUMN lost_comment_fold text;
ALTER TABLE deal ADD COLUMN opened_at bigint;
ALTER TABLE deal ADD COLUMN previous bigint REFERENCES deal (id);
ALTER TABLE deal ADD COLUMN external_id text;
UPDATE deal SET opened_at = created_at, stage_at = created_at, position = 0 - created_at / 1000000,
  amount_typed = amount IS NOT NULL;
-- The deals of a board, in the order of the table; and a lane in the order by hand.
CREATE INDEX deal_lane ON deal (state, pipeline) WHERE archived_at IS NULL;
CREATE INDEX deal_stage ON deal (stage, state, position) WHERE archived_at IS NULL;
CREATE INDEX deal_owner ON deal (owner, state) WHERE owner IS NOT NULL;
CREATE INDEX deal_closed ON deal (closed_at, state) WHERE closed_at IS NOT NULL AND archived_at IS NULL;
CREATE INDEX deal_opened ON deal (opened_at) WHERE archived_at IS NULL;
CREATE INDEX deal_supplier ON deal (supplier) WHERE supplier IS NOT NULL;
CREATE INDEX deal_carrier ON deal (carrier) WHERE carrier IS NOT NULL;
CREATE INDEX deal_external ON deal (external_id) WHERE external_id IS NOT NULL;

CREATE TABLE deal_contact (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  deal bigint NOT NULL REFERENCES deal (id),
  client bigint NOT NULL REFERENCES client (id),
  role text, role_fold text,
  position bigint
);
CREATE INDEX deal_contact_deal ON deal_contact (deal);
CREATE INDEX deal_contact_client ON deal_contact (client);

CREATE TABLE deal_line (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  deal bigint NOT NULL REFERENCES deal (id),
  product bigint REFERENCES product (id),
  title text NOT NULL, title_fold text, title_key %BLOB%,
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
CREATE INDEX deal_line_deal ON deal_line (deal, position, id);
CREATE INDEX deal_line_product ON deal_line (product) WHERE product IS NOT NULL;

-- Every entry into a stage and every change of state: how long a deal stood where is a query.
CREATE TABLE deal_move (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  deal bigint NOT NULL REFERENCES deal (id),
  stage bigint NOT NULL REFERENCES stage (id),
  from_stage bigint REFERENCES stage (id),
  state text NOT NULL,
  at bigint NOT NULL,
  until bigint,
  "user" bigint REFERENCES "user" (id)
);
CREATE INDEX deal_move_deal ON deal_move (deal, at, id);
CREATE INDEX deal_move_stage ON deal_move (stage, at);

-- A plan of steps with the result wanted, and its use on one client or deal.
CREATE TABLE task_sequence (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  goal text, goal_fold text,
  active boolean,
  position bigint
);

CREATE TABLE task_step (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  task_sequence bigint NOT NULL REFERENCES task_sequence (id),
  kind text NOT NULL,
  title text NOT NULL, title_fold text, title_key %BLOB%,
  days bigint,
  "time" text,
  position bigint
);
CREATE INDEX task_step_sequence ON task_step (task_sequence, position, id);

CREATE TABLE task_run (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  task_sequence bigint NOT NULL REFERENCES task_sequence (id),
  client bigint REFERENCES client (id),
  deal bigint REFERENCES deal (id),
  owner bigint REFERENCES "user" (id),
  state text NOT NULL,
  ended_at bigint
);
CREATE INDEX task_run_client ON task_run (client) WHERE client IS NOT NULL;
CREATE INDEX task_run_deal ON task_run (deal) WHERE deal IS NOT NULL;

CREATE TABLE task_rule (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  event text NOT NULL,
  stage bigint REFERENCES stage (id),
  outcome text,
  kind text NOT NULL,
  title text NOT NULL, title_fold text, title_key %BLOB%,
  days bigint,
  "time" text,
  owner bigint REFERENCES "user" (id),
  active boolean,
  position bigint
);
CREATE INDEX task_rule_event ON task_rule (event);

ALTER TABLE task ADD COLUMN due_key bigint;
ALTER TABLE task ADD COLUMN kind text;
ALTER TABLE task ADD COLUMN priority text;
ALTER TABLE task ADD COLUMN assigner bigint REFERENCES "user" (id);
ALTER TABLE task ADD COLUMN state text;
ALTER TABLE task ADD COLUMN outcome text;
ALTER TABLE task ADD COLUMN outcome_fold text;
ALTER TABLE task ADD COLUMN remind_at bigint;
ALTER TABLE task ADD COLUMN recurrence text;
ALTER TABLE task ADD COLUMN occurrence text;
ALTER TABLE task ADD COLUMN trigger_entity text;
ALTER TABLE task ADD COLUMN "trigger" bigint;
ALTER TABLE task ADD COLUMN task_rule bigint REFERENCES task_rule (id);
ALTER TABLE task ADD COLUMN run bigint REFERENCES task_run (id);
ALTER TABLE task ADD COLUMN step bigint REFERENCES task_step (id);
UPDATE task SET kind = 'todo', state = CASE WHEN done_at IS NULL THEN 'open' ELSE 'done' END;
CREATE INDEX task_due ON task (due_key, id) WHERE done_at IS NULL AND archived_at IS NULL;
CREATE INDEX task_wait ON task (due_key, id) WHERE kind = 'wait' AND done_at IS NULL AND archived_at IS NULL;
CREATE INDEX task_remind ON task (remind_at, id) WHERE remind_at IS NOT NULL AND done_at IS NULL AND archived_at IS NULL;
CREATE INDEX task_done ON task (done_at, id) WHERE done_at IS NOT NULL AND archived_at IS NULL;
CREATE INDEX task_trigger ON task ("trigger") WHERE "trigger" IS NOT NULL;
CREATE INDEX task_run_link ON task (run) WHERE run IS NOT NULL;

CREATE TABLE goal (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  owner bigint REFERENCES "user" (id),
  period text NOT NULL,
  measure text NOT NULL,
  amount bigint, amount_currency text,
  number bigint,
  position bigint
);

-- What to say and ask at a stage, and where the answers go.
CREATE TABLE script (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  stage bigint REFERENCES stage (id),
  client_kind text,
  client_status text,
  advice text, advice_fold text,
  active boolean,
  position bigint
);

CREATE TABLE script_question (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  script bigint NOT NULL REFERENCES script (id),
  question text NOT NULL, question_fold text, question_key %BLOB%,
  answer text NOT NULL,
  choices text,
  target text,
  step text,
  position bigint
);
CREATE INDEX script_question_script ON script_question (script, position, id);

CREATE TABLE hint_dismissal (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  hint text NOT NULL,
  about text NOT NULL,
  about_id bigint NOT NULL,
  owner bigint REFERENCES "user" (id),
  until text
);
CREATE INDEX hint_dismissal_about ON hint_dismissal (about, about_id);

-- Clients added in a period; meetings whose outcome nobody noted yet.
CREATE INDEX meeting_planned ON meeting (starts_at) WHERE state = 'planned' AND archived_at IS NULL;
CREATE INDEX client_created ON client (created_at) WHERE archived_at IS NULL;

-- Derived: the next step of clients and deals, open and won sums of clients.
ALTER TABLE client_figures ADD COLUMN next_key bigint;
ALTER TABLE client_figures ADD COLUMN next_on text;
ALTER TABLE client_figures ADD COLUMN next_at bigint;
ALTER TABLE client_figures ADD COLUMN next_kind text;
ALTER TABLE client_figures ADD COLUMN next_title text;
ALTER TABLE client_figures ADD COLUMN next_entity text;
ALTER TABLE client_figures ADD COLUMN next_id bigint;
ALTER TABLE client_figures ADD COLUMN open_deals bigint;
ALTER TABLE client_figures ADD COLUMN open_sums text;
ALTER TABLE client_figures ADD COLUMN open_amount bigint;
ALTER TABLE client_figures ADD COLUMN won_sums text;
ALTER TABLE client_figures ADD COLUMN year_sums text;
ALTER TABLE client_figures ADD COLUMN year_amount bigint;
ALTER TABLE client_figures ADD COLUMN year_until bigint;
CREATE INDEX client_figures_next ON client_figures (next_key, client_id);
CREATE INDEX client_figures_year ON client_figures (year_until) WHERE year_until IS NOT NULL;

CREATE TABLE deal_figures (
  deal_id %ID% REFERENCES deal (id) ON DELETE CASCADE,
  next_key bigint,
  next_on text,
  next_at bigint,
  next_kind text,
  next_title text,
  next_entity text,
  next_id bigint
);
CREATE INDEX deal_figures_next ON deal_figures (next_key, deal_id);

-- Reminders that were shown, so that none comes twice: kept outside the log, for nobody undoes having heard.
CREATE TABLE reminder_told (
  entity text NOT NULL,
  record_id bigint NOT NULL,
  remind_at bigint NOT NULL,
  told_at bigint NOT NULL,
  PRIMARY KEY (entity, record_id, remind_at)
);
