-- Workers are rows of the platform's organisation: what another organisation calls one is none.
DROP POLICY workers_of_the_engine ON core_entities;
CREATE POLICY workers_of_the_engine ON core_entities FOR SELECT
    USING (organization_id = '00000000-0000-0000-0000-000000000000'
        AND entity_type = 'orchestration_worker' AND (SELECT hera_is_engine()));

DROP INDEX core_entities_worker;
CREATE UNIQUE INDEX core_entities_worker ON core_entities (entity_code)
    WHERE organization_id = '00000000-0000-0000-0000-000000000000'
        AND entity_type = 'orchestration_worker';

CREATE OR REPLACE FUNCTION hera_worker_lives(worker text) RETURNS boolean LANGUAGE sql VOLATILE AS $$
    SELECT EXISTS (
        SELECT 1 FROM core_entities
        WHERE organization_id = '00000000-0000-0000-0000-000000000000'
            AND entity_type = 'orchestration_worker' AND entity_code = worker
            AND (metadata ->> 'lease_until')::timestamptz > clock_timestamp()
    )
$$;
