-- Messages: the accounts they pass through, who they are exchanged with, what is on its way, and what is written to many.

-- A provider the person described; the program's own come with it.
CREATE TABLE provider (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  definition text NOT NULL
);

CREATE TABLE account (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
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

-- How an account fares. Outside the log, like all that another program says.
CREATE TABLE account_state (
  account_id %ID% REFERENCES account (id) ON DELETE CASCADE,
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

-- All messages of one channel with one address.
CREATE TABLE conversation (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
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
CREATE INDEX conversation_address ON conversation (channel, address_match);
CREATE INDEX conversation_client ON conversation (client) WHERE client IS NOT NULL;
CREATE INDEX conversation_deal ON conversation (deal) WHERE deal IS NOT NULL;

CREATE TABLE conversation_figures (
  conversation_id %ID% REFERENCES conversation (id) ON DELETE CASCADE,
  last_at bigint,
  last_message bigint,
  last_direction text,
  preview text,
  waiting_since bigint,
  n_messages bigint NOT NULL,
  n_unread bigint NOT NULL
);
CREATE INDEX conversation_figures_last ON conversation_figures (last_at, conversation_id);
CREATE INDEX conversation_figures_waiting ON conversation_figures (waiting_since) WHERE waiting_since IS NOT NULL;
-- Up to when somebody has read it. Outside the log.
CREATE TABLE conversation_seen (
  conversation_id %ID% REFERENCES conversation (id) ON DELETE CASCADE,
  seen_at bigint NOT NULL
);

CREATE TABLE template (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  channel text NOT NULL,
  purpose text NOT NULL,
  expects text,
  scale_min bigint,
  scale_max bigint,
  words text,
  valid_days bigint,
  position bigint
);
CREATE TABLE template_text (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  template bigint NOT NULL REFERENCES template (id),
  language text,
  subject text, subject_fold text,
  text text NOT NULL
);
CREATE INDEX template_text_template ON template_text (template);

CREATE TABLE segment (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
  query text NOT NULL,
  position bigint
);
-- Who is never in it, whatever its conditions say.
CREATE TABLE segment_exclusion (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  segment bigint NOT NULL REFERENCES segment (id),
  client bigint NOT NULL REFERENCES client (id)
);
CREATE INDEX segment_exclusion_segment ON segment_exclusion (segment, client);
CREATE INDEX segment_exclusion_client ON segment_exclusion (client);

CREATE TABLE campaign (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  name text NOT NULL, name_fold text, name_key %BLOB%,
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
CREATE INDEX campaign_segment ON campaign (segment) WHERE segment IS NOT NULL;
CREATE INDEX campaign_template ON campaign (template) WHERE template IS NOT NULL;
CREATE INDEX campaign_running ON campaign (state) WHERE state IN ('scheduled', 'running') AND archived_at IS NULL;

-- Who a campaign writes to: settled when it starts, one row a client and occasion, so that nobody is written to twice. Outside the log.
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
CREATE INDEX campaign_recipient_state ON campaign_recipient (campaign_id, state);
CREATE INDEX campaign_recipient_client ON campaign_recipient (client_id);
CREATE INDEX campaign_recipient_message ON campaign_recipient (message_id) WHERE message_id IS NOT NULL;

ALTER TABLE message ADD COLUMN account bigint REFERENCES account (id);
ALTER TABLE message ADD COLUMN conversation bigint REFERENCES conversation (id);
ALTER TABLE message ADD COLUMN author bigint REFERENCES "user" (id);
ALTER TABLE message ADD COLUMN state text;
ALTER TABLE message ADD COLUMN error text;
ALTER TABLE message ADD COLUMN remote_id text;
ALTER TABLE message ADD COLUMN due_at bigint;
ALTER TABLE message ADD COLUMN sent_at bigint;
ALTER TABLE message ADD COLUMN delivered_at bigint;
ALTER TABLE message ADD COLUMN parts bigint;
ALTER TABLE message ADD COLUMN price bigint;
ALTER TABLE message ADD COLUMN price_currency text;
ALTER TABLE message ADD COLUMN template bigint REFERENCES template (id);
ALTER TABLE message ADD COLUMN campaign bigint REFERENCES campaign (id);
ALTER TABLE message ADD COLUMN task bigint REFERENCES task (id);
ALTER TABLE message ADD COLUMN trigger_entity text;
ALTER TABLE message ADD COLUMN "trigger" bigint;
ALTER TABLE message ADD COLUMN pinned boolean;
ALTER TABLE message ADD COLUMN place text;
ALTER TABLE message ADD COLUMN place_fold text;
ALTER TABLE message ADD COLUMN rule text;
ALTER TABLE message ADD COLUMN rule_fold text;
ALTER TABLE message ADD COLUMN result text;
ALTER TABLE message ADD COLUMN result_fold text;
ALTER TABLE message ADD COLUMN off_record boolean;
-- Also when somebody was written to last.
DROP INDEX message_client;
CREATE INDEX message_client ON message (client, direction, at, state, archived_at) WHERE client IS NOT NULL;
CREATE INDEX message_pinned ON message (client, at) WHERE pinned;
-- What a provider hands over again is known already.
CREATE UNIQUE INDEX message_received ON message (account, remote_id) WHERE direction = 'in' AND remote_id IS NOT NULL;
CREATE INDEX message_sent ON message (account, remote_id) WHERE direction = 'out' AND remote_id IS NOT NULL;
CREATE INDEX message_conversation ON message (conversation, at) WHERE conversation IS NOT NULL;
CREATE INDEX message_campaign ON message (campaign) WHERE campaign IS NOT NULL;
CREATE INDEX message_template ON message (template) WHERE template IS NOT NULL;
CREATE INDEX message_task ON message (task) WHERE task IS NOT NULL;
CREATE INDEX message_address ON message (address_match, at) WHERE address_match IS NOT NULL;

-- What is on its way: a row from being queued until nothing more is expected of it. Outside the log.
CREATE TABLE outbox (
  message_id %ID% REFERENCES message (id) ON DELETE CASCADE,
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
CREATE INDEX outbox_due ON outbox (account_id, stage, urgent, due_at);

CREATE TABLE attachment (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  archived_at bigint, operation_id bigint NOT NULL,
  message bigint NOT NULL REFERENCES message (id),
  name text, name_fold text,
  type text,
  size bigint,
  content text NOT NULL
);
CREATE INDEX attachment_message ON attachment (message);
CREATE INDEX attachment_content ON attachment (content);
-- Files, once each: by the SHA-256 of what is in them.
CREATE TABLE content (
  hash text PRIMARY KEY,
  data %BLOB% NOT NULL
);

CREATE TABLE consent (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
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
CREATE INDEX consent_client ON consent (client, at, channel, purpose, state, archived_at) WHERE client IS NOT NULL;
CREATE INDEX consent_address ON consent (address_match, at) WHERE address_match IS NOT NULL;
CREATE INDEX consent_message ON consent (message) WHERE message IS NOT NULL;

CREATE TABLE answer (
  id %RECORD%, uid %BLOB% NOT NULL UNIQUE, version bigint NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
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
CREATE INDEX answer_message ON answer (message);
CREATE INDEX answer_asked ON answer (asked) WHERE asked IS NOT NULL;
CREATE INDEX answer_template ON answer (template, at) WHERE template IS NOT NULL;
CREATE INDEX answer_client ON answer (client) WHERE client IS NOT NULL;
CREATE INDEX answer_campaign ON answer (campaign) WHERE campaign IS NOT NULL;

ALTER TABLE client ADD COLUMN channel text;
ALTER TABLE client ADD COLUMN zone text;
ALTER TABLE "user" ADD COLUMN phone text;
ALTER TABLE "user" ADD COLUMN phone_fold text;
ALTER TABLE deal ADD COLUMN pay_by text;
ALTER TABLE deal ADD COLUMN paid_on text;
CREATE INDEX deal_pay_by ON deal (pay_by) WHERE pay_by IS NOT NULL AND paid_on IS NULL AND archived_at IS NULL;

-- A sequence that goes on when the deal it runs on is won or lost.
ALTER TABLE task_sequence ADD COLUMN runs_on boolean;

-- What repeats a deal is looked for when it is removed, as by the undo of an import of thousands.
CREATE INDEX deal_previous ON deal (previous) WHERE previous IS NOT NULL;
