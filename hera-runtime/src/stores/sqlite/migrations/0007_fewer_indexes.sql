-- No header of a run has a source: the index holds those that have one.
DROP INDEX universal_transactions_by_source;
CREATE INDEX universal_transactions_by_source
    ON universal_transactions (organization_id, source_entity_id)
    WHERE source_entity_id IS NOT NULL;
-- The id of a line with a token is the token's hash.
DROP INDEX IF EXISTS universal_transaction_lines_token;
