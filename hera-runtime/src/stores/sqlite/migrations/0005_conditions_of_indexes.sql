-- The conditions of the indexes, said so that a write does not build a table of the values of each `IN` with
-- more than two, several times over.
DROP INDEX universal_transactions_key_held;
CREATE UNIQUE INDEX universal_transactions_key_held
    ON universal_transactions (organization_id, json_extract(business_context, '$.concurrency_key'))
    WHERE transaction_type = 'orchestration_run'
        AND (transaction_status = 'running' OR transaction_status = 'compensating'
            OR transaction_status = 'parked')
        AND business_context <> '{}' AND json_extract(business_context, '$.holds');
DROP INDEX universal_transactions_key_wanted;
CREATE INDEX universal_transactions_key_wanted
    ON universal_transactions
        (organization_id, json_extract(business_context, '$.concurrency_key'), id)
    WHERE transaction_type = 'orchestration_run'
        AND (transaction_status = 'running' OR transaction_status = 'compensating'
            OR transaction_status = 'parked')
        AND business_context <> '{}';
DROP INDEX universal_transactions_to_prune;
CREATE INDEX universal_transactions_to_prune
    ON universal_transactions (organization_id, updated_at, id)
    WHERE transaction_type = 'orchestration_run'
        AND (transaction_status = 'completed' OR transaction_status = 'compensated'
            OR transaction_status = 'cancelled' OR transaction_status = 'failed')
        AND json_extract(metadata, '$.pruned') IS NULL;
