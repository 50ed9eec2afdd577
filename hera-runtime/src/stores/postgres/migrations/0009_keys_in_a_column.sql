-- Who has a concurrency key, and who is next, is one row of an index, however many wait. Under row-level security
-- an index answers only what leaks nothing of a row, as `=` of texts; `->>` is not of these. So the key of a run
-- stands in a column as well.
ALTER TABLE universal_transactions NO FORCE ROW LEVEL SECURITY;
UPDATE universal_transactions
SET reference_number = business_context ->> 'concurrency_key'
WHERE transaction_type = 'orchestration_run'
    AND transaction_status IN ('running', 'compensating', 'parked')
    AND business_context ->> 'concurrency_key' IS NOT NULL;
ALTER TABLE universal_transactions FORCE ROW LEVEL SECURITY;

DROP INDEX universal_transactions_key_held;
CREATE UNIQUE INDEX universal_transactions_key_held
    ON universal_transactions (organization_id, reference_number)
    WHERE transaction_type = 'orchestration_run'
        AND transaction_status IN ('running', 'compensating', 'parked')
        AND business_context ->> 'holds' = 'true';
DROP INDEX universal_transactions_key_wanted;
CREATE INDEX universal_transactions_key_wanted
    ON universal_transactions (organization_id, reference_number, id)
    WHERE transaction_type = 'orchestration_run'
        AND transaction_status IN ('running', 'compensating')
        AND reference_number IS NOT NULL;

-- A run's key stands in its header from its first step on.
CREATE FUNCTION hera_key_stands_in_its_column() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.reference_number := NEW.business_context ->> 'concurrency_key';
    RETURN NEW;
END
$$;

CREATE TRIGGER universal_transactions_key
    BEFORE INSERT ON universal_transactions
    FOR EACH ROW WHEN (NEW.transaction_type = 'orchestration_run'
        AND NEW.business_context ->> 'concurrency_key' IS NOT NULL)
    EXECUTE FUNCTION hera_key_stands_in_its_column();

-- For which run another one waits: who has its concurrency key, else who waits and was admitted before.
-- Who is parked without it does not wait. Null where the run has its key, or needs none.
CREATE OR REPLACE FUNCTION hera_waits_for(run uuid, organization uuid) RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT coalesce((
        SELECT holder.id FROM universal_transactions AS holder
        WHERE holder.organization_id = asking.organization_id
            AND holder.reference_number = asking.reference_number
            AND holder.transaction_type = 'orchestration_run'
            AND holder.transaction_status IN ('running', 'compensating', 'parked')
            AND holder.business_context ->> 'holds' = 'true'
    ), (
        SELECT earlier.id FROM universal_transactions AS earlier
        WHERE earlier.organization_id = asking.organization_id
            AND earlier.reference_number = asking.reference_number
            AND earlier.transaction_type = 'orchestration_run'
            AND earlier.transaction_status IN ('running', 'compensating')
            AND earlier.id < asking.id
        ORDER BY earlier.id LIMIT 1
    ))
    FROM universal_transactions AS asking
    WHERE asking.organization_id = organization AND asking.id = run
        AND asking.transaction_status IN ('running', 'compensating', 'parked')
        AND asking.business_context ->> 'holds' = 'false'
$$;
