-- Writes a step of each of several runs of one organisation: checks the fences, writes the headers where
-- they change, and adds the new lines. Gives the runs whose step holds. The others have moved on, have
-- another owner, or their code is taken: nothing of theirs is written. A line or a token that is there
-- already breaks its index: it was written by another owner.
--
-- A write has the fields of `written`. `opening` is the whole header of a new run. `owner` is null for a
-- person's word, which counts whoever owns the run; `taker`, if given, owns it from then on. A step that
-- `turns` nothing only shares the header's lock, so that branches of one run commit beside each other, and a
-- take-over waits for them. A run is there once.
--
-- One row at a time is looked up, by index: the plan outlasts the call that made it, and the tables grow.
CREATE FUNCTION hera_write_runs(organization uuid, writes jsonb) RETURNS SETOF uuid
LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
    RETURN QUERY
    WITH written AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(writes) AS write (
            run uuid, actor uuid, opening jsonb, fence bigint, turns boolean, owner text, taker text,
            status text, error jsonb, at timestamptz, lines jsonb
        ) ORDER BY run
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
        RETURNING header.id
    ), turned AS (
        UPDATE universal_transactions AS header
        SET version = header.version + 1, transaction_status = write.status, updated_at = write.at,
            updated_by = write.actor, metadata = header.metadata || jsonb_build_object(
                'error', write.error, 'owner', coalesce(write.taker, header.metadata ->> 'owner'))
        FROM written AS write
        WHERE write.opening IS NULL AND write.turns
            AND header.organization_id = organization AND header.id = write.run
            AND header.version = write.fence
            AND (write.owner IS NULL OR header.metadata ->> 'owner' = write.owner)
        RETURNING header.id
    ), shared AS (
        SELECT header.id
        FROM written AS write JOIN universal_transactions AS header
            ON header.organization_id = organization AND header.id = write.run
            AND header.version = write.fence AND header.metadata ->> 'owner' = write.owner
        WHERE write.opening IS NULL AND NOT write.turns
        FOR SHARE OF header
    ), held AS (
        SELECT opened.id FROM opened UNION ALL SELECT turned.id FROM turned
        UNION ALL SELECT shared.id FROM shared
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
    SELECT held.id FROM held;
END
$$;

-- Writes a step of one run, or ends the transaction. HR001: the run has moved on, or has another owner.
-- HR002: the run's code is taken. That of twelve arguments is for processes of an older version.
CREATE FUNCTION hera_write_run(organization uuid, writes jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM hera_write_runs(organization, writes);
    IF FOUND THEN
        RETURN;
    ELSIF jsonb_path_exists(writes, '$[0].opening ? (@ != null)') THEN
        RAISE EXCEPTION 'the code of the run is taken' USING ERRCODE = 'HR002';
    ELSE
        RAISE EXCEPTION 'the run has moved on' USING ERRCODE = 'HR001';
    END IF;
END
$$;
