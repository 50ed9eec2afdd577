-- Workers are rows of the platform's organisation: what another organisation calls one is none.
DROP POLICY workers_of_the_engine ON core_entities;
CREATE POLICY workers_of_the_engine ON core_entities FOR SELECT
    USING (organization_id = '00000000-0000-0000-0000-000000000000'
        AND entity_type = 'orchestration_worker' AND (SELECT hera_is_engine()));

-- A worker is found by its id, which is its code as well.
DROP INDEX core_entities_worker;

CREATE OR REPLACE FUNCTION hera_worker_lives(worker text) RETURNS boolean LANGUAGE sql VOLATILE AS $$
    SELECT EXISTS (
        SELECT 1 FROM core_entities
        WHERE id = CASE WHEN worker ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN worker::uuid END
            AND organization_id = '00000000-0000-0000-0000-000000000000'
            AND entity_type = 'orchestration_worker'
            AND (metadata ->> 'lease_until')::timestamptz > clock_timestamp()
    )
$$;
