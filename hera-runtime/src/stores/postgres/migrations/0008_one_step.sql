-- Most steps are written one at a time: by statements of one row each, and without a document to take apart.

-- Writes a step of one run, or ends the transaction, and says where the header lies. HR001: the run has moved
-- on, or has another owner. HR002: the run's code is taken. What the arguments mean stands at `hera_write_runs`,
-- which writes many.
CREATE FUNCTION hera_write_step(
    organization uuid, run uuid, place tid, actor uuid, opening jsonb, fence bigint, turns boolean,
    owner text, taker text, status text, releases boolean, error jsonb, written_at timestamptz, lines jsonb
) RETURNS tid LANGUAGE plpgsql VOLATILE SET enable_seqscan = off AS $$
#variable_conflict use_variable
DECLARE
    held tid;
BEGIN
    IF opening IS NOT NULL THEN
        INSERT INTO universal_transactions AS header (
            id, organization_id, transaction_type, transaction_code, transaction_date,
            transaction_status, smart_code, metadata, business_context, created_at, updated_at,
            created_by, updated_by
        ) VALUES (
            run, organization, 'orchestration_run', opening ->> 'code',
            (opening ->> 'started_at')::timestamptz, status, opening ->> 'orchestration',
            opening -> 'metadata', coalesce(opening -> 'queued', '{}'), written_at, written_at,
            actor, actor
        )
        ON CONFLICT (transaction_code) DO NOTHING
        RETURNING header.ctid INTO held;
        IF held IS NULL THEN
            RAISE EXCEPTION 'the code of the run is taken' USING ERRCODE = 'HR002';
        END IF;
    ELSE
        PERFORM FROM universal_transactions AS header WHERE header.ctid = place AND header.id = run;
        IF NOT FOUND THEN
            SELECT header.ctid INTO place FROM universal_transactions AS header WHERE header.id = run;
        END IF;
        IF turns THEN
            UPDATE universal_transactions AS header
            SET version = header.version + 1, transaction_status = status, updated_at = written_at,
                updated_by = actor, business_context = CASE WHEN releases
                    THEN header.business_context || '{"holds": false}' ELSE header.business_context END,
                metadata = header.metadata || jsonb_build_object(
                    'error', error, 'owner', coalesce(taker, header.metadata ->> 'owner'))
            WHERE header.ctid = place AND header.id = run AND header.version = fence
                AND (owner IS NULL OR header.metadata ->> 'owner' = owner)
            RETURNING header.ctid INTO held;
        ELSE
            SELECT header.ctid INTO held FROM universal_transactions AS header
            WHERE header.ctid = place AND header.id = run AND header.version = fence
                AND header.metadata ->> 'owner' = owner
            FOR SHARE;
        END IF;
        IF held IS NULL THEN
            RAISE EXCEPTION 'the run has moved on' USING ERRCODE = 'HR001';
        END IF;
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
    RETURN held;
END
$$;

-- The same as a transaction of its own: one statement, which says for whom it acts and how long it waits for a
-- lock, in milliseconds.
CREATE FUNCTION hera_write_alone(
    lock_ms integer, organization uuid, run uuid, place tid, actor uuid, opening jsonb, fence bigint,
    turns boolean, owner text, taker text, status text, releases boolean, error jsonb,
    written_at timestamptz, lines jsonb
) RETURNS tid LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM set_config('hera.organization_id', organization::text, true),
        set_config('hera.engine', 'off', true), set_config('lock_timeout', lock_ms::text, true);
    RETURN hera_write_step(organization, run, place, actor, opening, fence, turns, owner, taker, status,
        releases, error, written_at, lines);
END
$$;
