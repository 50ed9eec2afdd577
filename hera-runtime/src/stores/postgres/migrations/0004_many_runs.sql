-- Many runs at once that share nothing do not get into each other's way.
--
-- A serializable transaction takes note of each page of an index that it reads, and fails where others write
-- to it, though it be rows that have nothing to do with it. Ids of runs are ordered by time: the headers of
-- all runs under way lie on one page of each index. So a step of a run reads no index of
-- `universal_transactions`: it finds its header by its place in the table, and the journal's lines, which
-- are only written with their header in hand, are not held against it once more.

-- What the foreign key did, triggers do: for lines of a business when they are written, for all lines when
-- their transaction goes.
ALTER TABLE universal_transaction_lines
    DROP CONSTRAINT universal_transaction_lines_organization_id_transaction_id_fkey;

CREATE FUNCTION hera_line_has_its_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM universal_transactions
    WHERE organization_id = NEW.organization_id AND id = NEW.transaction_id FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the line belongs to no transaction' USING
            ERRCODE = 'foreign_key_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER universal_transaction_lines_transaction
    AFTER INSERT OR UPDATE OF organization_id, transaction_id, line_type ON universal_transaction_lines
    FOR EACH ROW WHEN (NEW.line_type NOT IN ('orchestration_node', 'orchestration_boundary',
        'orchestration_compensation', 'orchestration_run', 'orchestration_act'))
    EXECUTE FUNCTION hera_line_has_its_transaction();

CREATE FUNCTION hera_lines_go_with_their_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM universal_transaction_lines
    WHERE organization_id = OLD.organization_id AND transaction_id = OLD.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER universal_transactions_lines_go
    AFTER DELETE ON universal_transactions
    FOR EACH ROW EXECUTE FUNCTION hera_lines_go_with_their_transaction();

CREATE FUNCTION hera_transaction_stays_itself() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a transaction keeps its id and its organisation' USING
        ERRCODE = 'foreign_key_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END
$$;

CREATE TRIGGER universal_transactions_stay
    BEFORE UPDATE OF id, organization_id ON universal_transactions
    FOR EACH ROW WHEN ((NEW.id, NEW.organization_id) IS DISTINCT FROM (OLD.id, OLD.organization_id))
    EXECUTE FUNCTION hera_transaction_stays_itself();

-- Writes a step of each of several runs of one organisation: checks the fences, writes the headers where
-- they change, and adds the new lines. Gives the runs whose step holds, and where their headers lie then.
-- The others have moved on, have another owner, or their code is taken: nothing of theirs is written. A
-- line or a token that is there already breaks its index: it was written by another owner.
--
-- A write has the fields of `written`. `place` is where the header was last, if that is known; it may have
-- moved. `opening` is the whole header of a new run. `owner` is null for a person's word, which counts
-- whoever owns the run; `taker`, if given, owns it from then on. A step that `turns` nothing only shares the
-- header's lock, so that branches of one run commit beside each other, and a take-over waits for them. A run
-- is there once.
--
-- One row at a time is looked up, by the one index that can be meant: the plan outlasts the call that made
-- it, and the tables grow. That it is a row of the organisation is the guard's matter.
CREATE FUNCTION hera_write_runs(organization uuid, writes jsonb)
RETURNS TABLE (run uuid, place tid) LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH written AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(writes) AS write (
            run uuid, place tid, actor uuid, opening jsonb, fence bigint, turns boolean, owner text,
            taker text, status text, error jsonb, at timestamptz, lines jsonb
        ) ORDER BY run
    ), found AS MATERIALIZED (
        SELECT write.run, write.fence, write.turns, write.owner, write.taker, write.status,
            write.error, write.at, write.actor, coalesce(here.place, there.place) AS place
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
            updated_by = found.actor, metadata = header.metadata || jsonb_build_object(
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

-- Writes a step of one run, or ends the transaction. HR001: the run has moved on, or has another owner.
-- HR002: the run's code is taken. That of twelve arguments is for processes of an older version.
CREATE FUNCTION hera_write_run(organization uuid, writes jsonb) RETURNS TABLE (run uuid, place tid)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN QUERY SELECT * FROM hera_write_runs(organization, writes);
    IF FOUND THEN
        RETURN;
    ELSIF jsonb_path_exists(writes, '$[0].opening ? (@ != null)') THEN
        RAISE EXCEPTION 'the code of the run is taken' USING ERRCODE = 'HR002';
    ELSE
        RAISE EXCEPTION 'the run has moved on' USING ERRCODE = 'HR001';
    END IF;
END
$$;
