-- The Sacred Six, and nothing else. Uuids, timestamps (RFC 3339 with six digits, UTC), decimals
-- (canonical) and JSON are text; booleans are 0 and 1. Every row has an organisation and an actor.

CREATE TABLE core_organizations (
    id                       TEXT NOT NULL PRIMARY KEY,
    organization_name        TEXT NOT NULL,
    organization_code        TEXT NOT NULL UNIQUE,
    organization_type        TEXT NOT NULL DEFAULT 'business_unit',
    industry_classification  TEXT,
    parent_organization_id   TEXT REFERENCES core_organizations (id),
    ai_insights              TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(ai_insights)),
    ai_classification        TEXT,
    ai_confidence            TEXT,
    settings                 TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings)),
    status                   TEXT NOT NULL DEFAULT 'active',
    created_at               TEXT NOT NULL,
    updated_at               TEXT NOT NULL,
    created_by               TEXT NOT NULL,
    updated_by               TEXT NOT NULL
) STRICT;

CREATE TABLE core_entities (
    id                  TEXT NOT NULL PRIMARY KEY,
    organization_id     TEXT NOT NULL REFERENCES core_organizations (id) ON DELETE CASCADE,
    entity_type         TEXT NOT NULL,
    entity_name         TEXT NOT NULL,
    entity_code         TEXT,
    entity_description  TEXT,
    parent_entity_id    TEXT,
    smart_code          TEXT NOT NULL CHECK (length(smart_code) <= 100),
    smart_code_status   TEXT NOT NULL DEFAULT 'DRAFT',
    ai_confidence       TEXT,
    ai_classification   TEXT,
    ai_insights         TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(ai_insights)),
    business_rules      TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(business_rules)),
    metadata            TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata)),
    tags                TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
    status              TEXT NOT NULL DEFAULT 'active',
    created_at          TEXT NOT NULL,
    updated_at          TEXT NOT NULL,
    created_by          TEXT NOT NULL,
    updated_by          TEXT NOT NULL,
    version             INTEGER NOT NULL DEFAULT 1,
    UNIQUE (organization_id, id)
) STRICT;

CREATE INDEX core_entities_by_code ON core_entities (organization_id, entity_type, entity_code);

CREATE TABLE core_dynamic_data (
    id                    TEXT NOT NULL PRIMARY KEY,
    organization_id       TEXT NOT NULL REFERENCES core_organizations (id) ON DELETE CASCADE,
    entity_id             TEXT NOT NULL,
    field_name            TEXT NOT NULL,
    field_type            TEXT NOT NULL DEFAULT 'text',
    field_value_text      TEXT,
    field_value_number    TEXT,
    field_value_boolean   INTEGER CHECK (field_value_boolean IN (0, 1)),
    field_value_date      TEXT,
    field_value_json      TEXT CHECK (field_value_json IS NULL OR json_valid(field_value_json)),
    field_value_file_url  TEXT,
    calculated_value      TEXT CHECK (calculated_value IS NULL OR json_valid(calculated_value)),
    smart_code            TEXT NOT NULL CHECK (length(smart_code) <= 100),
    smart_code_status     TEXT NOT NULL DEFAULT 'DRAFT',
    ai_confidence         TEXT,
    ai_enhanced_value     TEXT,
    ai_insights           TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(ai_insights)),
    validation_rules      TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(validation_rules)),
    validation_status     TEXT NOT NULL DEFAULT 'valid',
    field_order           INTEGER NOT NULL DEFAULT 1,
    is_searchable         INTEGER NOT NULL DEFAULT 1 CHECK (is_searchable IN (0, 1)),
    is_required           INTEGER NOT NULL DEFAULT 0 CHECK (is_required IN (0, 1)),
    is_system_field       INTEGER NOT NULL DEFAULT 0 CHECK (is_system_field IN (0, 1)),
    created_at            TEXT NOT NULL,
    updated_at            TEXT NOT NULL,
    created_by            TEXT NOT NULL,
    updated_by            TEXT NOT NULL,
    version               INTEGER NOT NULL DEFAULT 1,
    UNIQUE (organization_id, entity_id, field_name),
    FOREIGN KEY (organization_id, entity_id)
        REFERENCES core_entities (organization_id, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE core_relationships (
    id                      TEXT NOT NULL PRIMARY KEY,
    organization_id         TEXT NOT NULL REFERENCES core_organizations (id) ON DELETE CASCADE,
    from_entity_id          TEXT NOT NULL,
    to_entity_id            TEXT NOT NULL CHECK (to_entity_id <> from_entity_id),
    relationship_type       TEXT NOT NULL,
    relationship_direction  TEXT NOT NULL DEFAULT 'forward',
    relationship_strength   TEXT NOT NULL DEFAULT '1',
    relationship_data       TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(relationship_data)),
    smart_code              TEXT NOT NULL CHECK (length(smart_code) <= 100),
    smart_code_status       TEXT NOT NULL DEFAULT 'DRAFT',
    ai_confidence           TEXT,
    ai_classification       TEXT,
    ai_insights             TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(ai_insights)),
    business_logic          TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(business_logic)),
    validation_rules        TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(validation_rules)),
    is_active               INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    effective_date          TEXT,
    expiration_date         TEXT,
    created_at              TEXT NOT NULL,
    updated_at              TEXT NOT NULL,
    created_by              TEXT NOT NULL,
    updated_by              TEXT NOT NULL,
    version                 INTEGER NOT NULL DEFAULT 1,
    FOREIGN KEY (organization_id, from_entity_id)
        REFERENCES core_entities (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, to_entity_id)
        REFERENCES core_entities (organization_id, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX core_relationships_from
    ON core_relationships (organization_id, from_entity_id, relationship_type);
CREATE INDEX core_relationships_to
    ON core_relationships (organization_id, to_entity_id, relationship_type);

CREATE TABLE universal_transactions (
    id                         TEXT NOT NULL PRIMARY KEY,
    organization_id            TEXT NOT NULL REFERENCES core_organizations (id) ON DELETE CASCADE,
    transaction_type           TEXT NOT NULL,
    transaction_code           TEXT UNIQUE,
    transaction_date           TEXT NOT NULL,
    source_entity_id           TEXT,
    target_entity_id           TEXT,
    total_amount               TEXT NOT NULL DEFAULT '0',
    transaction_status         TEXT NOT NULL DEFAULT 'pending',
    reference_number           TEXT,
    external_reference         TEXT,
    smart_code                 TEXT NOT NULL CHECK (length(smart_code) <= 100),
    smart_code_status          TEXT NOT NULL DEFAULT 'DRAFT',
    ai_confidence              TEXT,
    ai_classification          TEXT,
    ai_insights                TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(ai_insights)),
    business_context           TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(business_context)),
    metadata                   TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata)),
    approval_required          INTEGER NOT NULL DEFAULT 0 CHECK (approval_required IN (0, 1)),
    approved_by                TEXT,
    approved_at                TEXT,
    transaction_currency_code  TEXT CHECK (length(transaction_currency_code) = 3),
    base_currency_code         TEXT CHECK (length(base_currency_code) = 3),
    exchange_rate              TEXT,
    exchange_rate_date         TEXT,
    exchange_rate_type         TEXT,
    fiscal_period_entity_id    TEXT,
    fiscal_year                INTEGER,
    fiscal_period              INTEGER,
    posting_period_code        TEXT,
    created_at                 TEXT NOT NULL,
    updated_at                 TEXT NOT NULL,
    created_by                 TEXT NOT NULL,
    updated_by                 TEXT NOT NULL,
    version                    INTEGER NOT NULL DEFAULT 1,
    UNIQUE (organization_id, id)
) STRICT;

CREATE INDEX universal_transactions_by_type
    ON universal_transactions (organization_id, transaction_type, created_at);
CREATE INDEX universal_transactions_by_source
    ON universal_transactions (organization_id, source_entity_id);
-- Few runs are unfinished at any time: what recovery looks for.
CREATE INDEX universal_transactions_unfinished ON universal_transactions (created_at)
    WHERE transaction_type = 'orchestration_run'
        AND transaction_status IN ('running', 'compensating');

CREATE TABLE universal_transaction_lines (
    id                 TEXT NOT NULL PRIMARY KEY,
    organization_id    TEXT NOT NULL REFERENCES core_organizations (id) ON DELETE CASCADE,
    transaction_id     TEXT NOT NULL,
    line_number        INTEGER NOT NULL,
    entity_id          TEXT,
    line_type          TEXT NOT NULL,
    description        TEXT,
    quantity           TEXT NOT NULL DEFAULT '1',
    unit_amount        TEXT NOT NULL DEFAULT '0',
    line_amount        TEXT NOT NULL DEFAULT '0',
    discount_amount    TEXT NOT NULL DEFAULT '0',
    tax_amount         TEXT NOT NULL DEFAULT '0',
    smart_code         TEXT NOT NULL CHECK (length(smart_code) <= 100),
    smart_code_status  TEXT NOT NULL DEFAULT 'DRAFT',
    ai_confidence      TEXT,
    ai_classification  TEXT,
    ai_insights        TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(ai_insights)),
    line_data          TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(line_data)),
    created_at         TEXT NOT NULL,
    updated_at         TEXT NOT NULL,
    created_by         TEXT NOT NULL,
    updated_by         TEXT NOT NULL,
    version            INTEGER NOT NULL DEFAULT 1,
    UNIQUE (transaction_id, line_number),
    FOREIGN KEY (organization_id, transaction_id)
        REFERENCES universal_transactions (organization_id, id) ON DELETE CASCADE
) STRICT;

-- A boundary commits once, and a node is undone once: the token of its line says so.
CREATE UNIQUE INDEX universal_transaction_lines_token
    ON universal_transaction_lines (transaction_id, json_extract(line_data, '$.token'))
    WHERE json_extract(line_data, '$.token') IS NOT NULL;
