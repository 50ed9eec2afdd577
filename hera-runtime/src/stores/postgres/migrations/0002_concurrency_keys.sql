-- Runs with the same concurrency key go one at a time: who has it, until it is over, and who waits.
CREATE UNIQUE INDEX universal_transactions_key_held
    ON universal_transactions (organization_id, (business_context ->> 'concurrency_key'))
    WHERE transaction_type = 'orchestration_run'
        AND transaction_status IN ('running', 'compensating', 'parked')
        AND business_context ->> 'holds' = 'true';
CREATE INDEX universal_transactions_key_wanted
    ON universal_transactions (organization_id, (business_context ->> 'concurrency_key'), id)
    WHERE transaction_type = 'orchestration_run'
        AND transaction_status IN ('running', 'compensating', 'parked');

-- As before; `opening` may say for which concurrency key the run waits.
CREATE OR REPLACE FUNCTION hera_write_run(
    run uuid, organization uuid, actor uuid, opening jsonb, fence bigint, turns boolean, owner text,
    taker text, status text, error jsonb, written_at timestamptz, lines jsonb
) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF opening IS NOT NULL THEN
        INSERT INTO universal_transactions (
            id, organization_id, transaction_type, transaction_code, transaction_date,
            transaction_status, smart_code, metadata, business_context, created_at, updated_at,
            created_by, updated_by
        ) VALUES (
            run, organization, 'orchestration_run', opening ->> 'code',
            (opening ->> 'started_at')::timestamptz, status, opening ->> 'orchestration',
            opening -> 'metadata', coalesce(opening -> 'queued', '{}'), written_at, written_at,
            actor, actor
        ) ON CONFLICT (transaction_code) DO NOTHING;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the code of the run is taken' USING ERRCODE = 'HR002';
        END IF;
    ELSIF turns THEN
        UPDATE universal_transactions AS header
        SET version = header.version + 1, transaction_status = status, updated_at = written_at,
            updated_by = actor, metadata = header.metadata
                || jsonb_build_object('error', error, 'owner', coalesce(taker, header.metadata ->> 'owner'))
        WHERE header.organization_id = organization AND header.id = run
            AND header.version = fence
            AND (owner IS NULL OR header.metadata ->> 'owner' = owner);
    ELSE
        PERFORM 1 FROM universal_transactions AS header
        WHERE header.organization_id = organization AND header.id = run
            AND header.version = fence AND header.metadata ->> 'owner' = owner
        FOR SHARE;
    END IF;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the run has moved on' USING ERRCODE = 'HR001';
    END IF;
    INSERT INTO universal_transaction_lines (
        id, organization_id, transaction_id, line_number, line_type, description, smart_code,
        line_data, created_at, updated_at, created_by, updated_by
    )
    SELECT line.id, organization, run, line.number, line.kind, line.subject, line.smart_code,
        line.data, line.at, line.at, actor, actor
    FROM jsonb_to_recordset(lines) AS line (
        id uuid, number integer, kind text, subject text, smart_code text, data jsonb, at timestamptz
    );
END
$$;

-- For which run another one waits: who has its concurrency key, else who waits and was admitted before.
-- Null where the run has its key, or needs none.
CREATE FUNCTION hera_waits_for(run uuid, organization uuid) RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT other.id
    FROM universal_transactions AS asking JOIN universal_transactions AS other
        ON other.organization_id = asking.organization_id
        AND other.transaction_type = 'orchestration_run'
        AND other.transaction_status IN ('running', 'compensating', 'parked')
        AND other.business_context ->> 'concurrency_key' = asking.business_context ->> 'concurrency_key'
        AND (other.business_context ->> 'holds' = 'true' OR other.id < asking.id)
    WHERE asking.organization_id = organization AND asking.id = run
        AND asking.transaction_status IN ('running', 'compensating', 'parked')
        AND asking.business_context ->> 'holds' = 'false'
    ORDER BY other.business_context ->> 'holds' DESC, other.id
    LIMIT 1
$$;

-- Gives a run its concurrency key, or says for whom it waits. Who asks for the same key waits for the
-- end of this transaction, and sees then what came of it. HR001: the run has another owner, or is over.
CREATE FUNCTION hera_acquire(run uuid, organization uuid, owner text) RETURNS uuid
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    key text;
    other uuid;
BEGIN
    SELECT header.business_context ->> 'concurrency_key' INTO key
    FROM universal_transactions AS header
    WHERE header.organization_id = organization AND header.id = run
        AND header.metadata ->> 'owner' = owner
        AND header.transaction_status IN ('running', 'compensating', 'parked');
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the run has moved on' USING ERRCODE = 'HR001';
    END IF;
    IF key IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(organization::text || ' ' || key, 0));
    other := hera_waits_for(run, organization);
    IF other IS NULL THEN
        UPDATE universal_transactions AS header
        SET business_context = header.business_context || '{"holds": true}'
        WHERE header.organization_id = organization AND header.id = run
            AND header.business_context ->> 'holds' = 'false';
    END IF;
    RETURN other;
END
$$;
