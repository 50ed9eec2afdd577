-- A step of a run changes the run's header in its place, and no index: what a step changes of it stands in
-- no index but in conditions that stay as they were. So when a run last went on is in none; the pages have
-- room for it, and an index holds only the headers that somebody looks for in it.
DROP INDEX universal_transactions_to_prune;
CREATE INDEX universal_transactions_to_prune
    ON universal_transactions (organization_id, created_at, id)
    WHERE transaction_type = 'orchestration_run'
        AND transaction_status IN ('completed', 'compensated', 'cancelled', 'failed')
        AND NOT metadata ? 'pruned';
DROP INDEX universal_transactions_by_source;
CREATE INDEX universal_transactions_by_source
    ON universal_transactions (organization_id, source_entity_id)
    WHERE source_entity_id IS NOT NULL;
DROP INDEX universal_transactions_key_wanted;
CREATE INDEX universal_transactions_key_wanted
    ON universal_transactions (organization_id, (business_context ->> 'concurrency_key'), id)
    WHERE transaction_type = 'orchestration_run'
        AND transaction_status IN ('running', 'compensating', 'parked')
        AND business_context ->> 'concurrency_key' IS NOT NULL;
-- It served the foreign key of the lines.
ALTER TABLE universal_transactions DROP CONSTRAINT universal_transactions_organization_id_id_key;
ALTER TABLE universal_transactions SET (fillfactor = 80);
-- A line belongs to a header of its organisation, and that to the organisation: who deletes it deletes both.
-- Asked of each line, the organisation's row would be locked by all who write at once.
ALTER TABLE universal_transaction_lines
    DROP CONSTRAINT universal_transaction_lines_organization_id_fkey;
-- The id of a line with a token is the token's hash.
DROP INDEX IF EXISTS universal_transaction_lines_token;
