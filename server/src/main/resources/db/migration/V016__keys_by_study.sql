-- A trial is known by its study and its number everywhere. With the study first in the key of every table of studies, all of them can
-- be partitioned by it. The column id stays for servers of the version before, and goes later.

DO $$
DECLARE
    reference record;
    restore text[] := '{}';
    next text;
BEGIN
    FOR reference IN
        SELECT conrelid::regclass AS child, conname, pg_get_constraintdef(oid) AS definition
          FROM pg_constraint WHERE contype = 'f' AND confrelid = 'trial'::regclass
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', reference.child, reference.conname);
        restore := restore || format(
            'ALTER TABLE %s ADD CONSTRAINT %I %s', reference.child, reference.conname, reference.definition);
    END LOOP;
    ALTER TABLE trial DROP CONSTRAINT trial_pkey;
    ALTER TABLE trial DROP CONSTRAINT trial_study_id_number_key;
    ALTER TABLE trial ADD PRIMARY KEY (study_id, number);
    FOREACH next IN ARRAY restore LOOP
        EXECUTE next;
    END LOOP;
END $$;
