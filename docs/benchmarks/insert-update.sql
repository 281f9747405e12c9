-- pgbench script: one insert and one update, each in a commit of its own.
-- psql -c 'CREATE TABLE bench (id bigserial PRIMARY KEY, study int, state text, point float8[], value float8)'
-- pgbench -n -c 16 -j 2 -T 20 -M prepared -f insert-update.sql
\set value random(1, 1000000)
BEGIN;
INSERT INTO bench (study, state, point) VALUES (1, 'RUNNING', '{0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1.0}') RETURNING id \gset
COMMIT;
BEGIN;
UPDATE bench SET state = 'COMPLETE', value = :value WHERE id = :id;
COMMIT;
