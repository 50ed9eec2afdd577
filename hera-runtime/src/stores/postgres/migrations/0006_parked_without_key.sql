-- A run can give its concurrency key up in the very step that parks it: it is not waited for then, and stands
-- in line again, by its admission, once it goes on.

-- For which run another one waits: who has its concurrency key, else who waits and was admitted before.
-- Who is parked without it does not wait. Null where the run has its key, or needs none.
CREATE OR REPLACE FUNCTION hera_waits_for(run uuid, organization uuid) RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT other.id
    FROM universal_transactions AS asking JOIN universal_transactions AS other
        ON other.organization_id = asking.organization_id
        AND other.transaction_type = 'orchestration_run'
        AND other.transaction_status IN ('running', 'compensating', 'parked')
        AND other.business_context ->> 'concurrency_key' = asking.business_context ->> 'concurrency_key'
        AND (other.business_context ->> 'holds' = 'true'
            OR other.id < asking.id AND other.transaction_status <> 'parked')
    WHERE asking.organization_id = organization AND asking.id = run
        AND asking.transaction_status IN ('running', 'compensating', 'parked')
        AND asking.business_context ->> 'holds' = 'false'
    ORDER BY other.business_context ->> 'holds' DESC, other.id
    LIMIT 1
$$;

-- As before; a step that `releases` gives the run's concurrency key up.
CREATE OR REPLACE FUNCTION hera_write_runs(organization uuid, writes jsonb)
RETURNS TABLE (run uuid, place tid) LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH written AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(writes) AS write (
            run uuid, place tid, actor uuid, opening jsonb, fence bigint, turns boolean, owner text,
            taker text, status text, releases boolean, error jsonb, at timestamptz, lines jsonb
        ) ORDER BY run
    ), found AS MATERIALIZED (
        SELECT write.run, write.fence, write.turns, write.owner, write.taker, write.status,
            write.releases, write.error, write.at, write.actor,
            coalesce(here.place, there.place) AS place
        FROM written AS write
            LEFT JOIN LATERAL (
                SELECT header.ctid AS place FROM universal_transactions AS header
                WHERE header.ctid = write.place AND header.id = write.run OFFSET 0
            ) AS here ON true
            LEFT JOIN LATERAL (
                SELECT header.ctid AS place FROM universal_transactions AS header
                WHERE here.place IS NULL AND header.id = write.run OFFSET 0
            ) AS there ON true
        WHERE write.opening IS NULL
    ), opened AS (
        INSERT INTO universal_transactions AS header (
            id, organization_id, transaction_type, transaction_code, transaction_date,
            transaction_status, smart_code, metadata, business_context, created_at, updated_at,
            created_by, updated_by
        )
        SELECT write.run, organization, 'orchestration_run', opening ->> 'code',
            (opening ->> 'started_at')::timestamptz, write.status, opening ->> 'orchestration',
            opening -> 'metadata', coalesce(opening -> 'queued', '{}'), write.at, write.at,
            write.actor, write.actor
        FROM written AS write WHERE opening IS NOT NULL
        ON CONFLICT (transaction_code) DO NOTHING
        RETURNING header.id, header.ctid AS place
    ), turned AS (
        UPDATE universal_transactions AS header
        SET version = header.version + 1, transaction_status = found.status, updated_at = found.at,
            updated_by = found.actor, business_context = CASE WHEN found.releases
                THEN header.business_context || '{"holds": false}' ELSE header.business_context END,
            metadata = header.metadata || jsonb_build_object(
                'error', found.error, 'owner', coalesce(found.taker, header.metadata ->> 'owner'))
        FROM found
        WHERE found.turns AND header.ctid = found.place AND header.id = found.run
            AND header.version = found.fence
            AND (found.owner IS NULL OR header.metadata ->> 'owner' = found.owner)
        RETURNING header.id, header.ctid AS place
    ), shared AS (
        SELECT header.id, header.ctid AS place
        FROM found JOIN universal_transactions AS header
            ON header.ctid = found.place AND header.id = found.run
            AND header.version = found.fence AND header.metadata ->> 'owner' = found.owner
        WHERE NOT found.turns
        FOR SHARE OF header
    ), held AS (
        SELECT * FROM opened UNION ALL SELECT * FROM turned UNION ALL SELECT * FROM shared
    ), added AS (
        INSERT INTO universal_transaction_lines (
            id, organization_id, transaction_id, line_number, line_type, description, smart_code,
            line_data, created_at, updated_at, created_by, updated_by
        )
        SELECT line.id, organization, write.run, line.number, line.kind, line.subject,
            line.smart_code, line.data, line.at, line.at, write.actor, write.actor
        FROM held JOIN written AS write ON write.run = held.id
            CROSS JOIN jsonb_to_recordset(write.lines) AS line (
                id uuid, number integer, kind text, subject text, smart_code text, data jsonb,
                at timestamptz
            )
    )
    SELECT held.id, held.place FROM held;
END
$$;
