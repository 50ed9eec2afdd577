-- Runs that wait for a person, for an outage to end or for their deadline: what an engine looks through.
CREATE INDEX universal_transactions_parked ON universal_transactions (created_at, id)
    WHERE transaction_type = 'orchestration_run' AND transaction_status = 'parked';
