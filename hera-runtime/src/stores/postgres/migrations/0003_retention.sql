-- Runs that are over and not pruned, by when they ended: what retention looks for.
CREATE INDEX universal_transactions_to_prune
    ON universal_transactions (organization_id, updated_at, id)
    WHERE transaction_type = 'orchestration_run'
        AND transaction_status IN ('completed', 'compensated', 'cancelled', 'failed')
        AND NOT metadata ? 'pruned';
