-- A question of a script that is asked only after another one, and only after that answer of it.

ALTER TABLE script_question ADD COLUMN after_question bigint REFERENCES script_question (id);
ALTER TABLE script_question ADD COLUMN after_answer text;
