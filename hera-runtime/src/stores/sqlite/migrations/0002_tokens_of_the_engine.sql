-- The token of a line counts for the engine's own lines alone: those of a business may say what they like.
DROP INDEX universal_transaction_lines_token;
CREATE UNIQUE INDEX universal_transaction_lines_token
    ON universal_transaction_lines (transaction_id, json_extract(line_data, '$.token'))
    WHERE line_type IN ('orchestration_boundary', 'orchestration_compensation');
