-- Runs with the same concurrency key go one at a time: who has it, until it is over, and who waits.
CREATE UNIQUE INDEX universal_transactions_key_held
    ON universal_transactions (organization_id, json_extract(business_context, '$.concurrency_key'))
    WHERE transaction_type = 'orchestration_run'
        AND transaction_status IN ('running', 'compensating', 'parked')
        AND business_context <> '{}' AND json_extract(business_context, '$.holds');
CREATE INDEX universal_transactions_key_wanted
    ON universal_transactions
        (organization_id, json_extract(business_context, '$.concurrency_key'), id)
    WHERE transaction_type = 'orchestration_run'
        AND transaction_status IN ('running', 'compensating', 'parked')
        AND business_context <> '{}';
