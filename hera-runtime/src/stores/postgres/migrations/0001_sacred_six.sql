-- The Sacred Six, and nothing else. Every row has an organisation and an actor; row-level security, which
-- holds for the owner of the tables as well, hides what other organisations have.

CREATE TABLE core_organizations (
    id                       uuid NOT NULL PRIMARY KEY,
    organization_name        text NOT NULL,
    organization_code        text NOT NULL UNIQUE,
    organization_type        text NOT NULL DEFAULT 'business_unit',
    industry_classification  text,
    parent_organization_id   uuid REFERENCES core_organizations (id),
    ai_insights              jsonb NOT NULL DEFAULT '{}',
    ai_classification        text,
    ai_confidence            numeric(5,4),
    settings                 jsonb NOT NULL DEFAULT '{}',
    status                   text NOT NULL DEFAULT 'active',
    created_at               timestamptz NOT NULL,
    updated_at               timestamptz NOT NULL,
    created_by               uuid NOT NULL,
    updated_by               uuid NOT NULL
);

CREATE TABLE core_entities (
    id                  uuid NOT NULL PRIMARY KEY,
    organization_id     uuid NOT NULL REFERENCES core_organizations (id) ON DELETE CASCADE,
    entity_type         text NOT NULL,
    entity_name         text NOT NULL,
    entity_code         text,
    entity_description  text,
    parent_entity_id    uuid,
    smart_code          varchar(100) NOT NULL,
    smart_code_status   text NOT NULL DEFAULT 'DRAFT',
    ai_confidence       numeric(5,4),
    ai_classification   text,
    ai_insights         jsonb NOT NULL DEFAULT '{}',
    business_rules      jsonb NOT NULL DEFAULT '{}',
    metadata            jsonb NOT NULL DEFAULT '{}',
    tags                text[] NOT NULL DEFAULT '{}',
    status              text NOT NULL DEFAULT 'active',
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    created_by          uuid NOT NULL,
    updated_by          uuid NOT NULL,
    version             integer NOT NULL DEFAULT 1,
    UNIQUE (organization_id, id)
);

CREATE INDEX core_entities_by_code ON core_entities (organization_id, entity_type, entity_code);

CREATE TABLE core_dynamic_data (
    id                    uuid NOT NULL PRIMARY KEY,
    organization_id       uuid NOT NULL REFERENCES core_organizations (id) ON DELETE CASCADE,
    entity_id             uuid NOT NULL,
    field_name            text NOT NULL,
    field_type            text NOT NULL DEFAULT 'text',
    field_value_text      text,
    field_value_number    numeric(20,8),
    field_value_boolean   boolean,
    field_value_date      timestamptz,
    field_value_json      jsonb,
    field_value_file_url  text,
    calculated_value      jsonb,
    smart_code            varchar(100) NOT NULL,
    smart_code_status     text NOT NULL DEFAULT 'DRAFT',
    ai_confidence         numeric(5,4),
    ai_enhanced_value     text,
    ai_insights           jsonb NOT NULL DEFAULT '{}',
    validation_rules      jsonb NOT NULL DEFAULT '{}',
    validation_status     text NOT NULL DEFAULT 'valid',
    field_order           integer NOT NULL DEFAULT 1,
    is_searchable         boolean NOT NULL DEFAULT true,
    is_required           boolean NOT NULL DEFAULT false,
    is_system_field       boolean NOT NULL DEFAULT false,
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz NOT NULL,
    created_by            uuid NOT NULL,
    updated_by            uuid NOT NULL,
    version               integer NOT NULL DEFAULT 1,
    UNIQUE (organization_id, entity_id, field_name),
    FOREIGN KEY (organization_id, entity_id)
        REFERENCES core_entities (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE core_relationships (
    id                      uuid NOT NULL PRIMARY KEY,
    organization_id         uuid NOT NULL REFERENCES core_organizations (id) ON DELETE CASCADE,
    from_entity_id          uuid NOT NULL,
    to_entity_id            uuid NOT NULL CHECK (to_entity_id <> from_entity_id),
    relationship_type       text NOT NULL,
    relationship_direction  text NOT NULL DEFAULT 'forward',
    relationship_strength   numeric(5,4) NOT NULL DEFAULT 1,
    relationship_data       jsonb NOT NULL DEFAULT '{}',
    smart_code              varchar(100) NOT NULL,
    smart_code_status       text NOT NULL DEFAULT 'DRAFT',
    ai_confidence           numeric(5,4),
    ai_classification       text,
    ai_insights             jsonb NOT NULL DEFAULT '{}',
    business_logic          jsonb NOT NULL DEFAULT '{}',
    validation_rules        jsonb NOT NULL DEFAULT '{}',
    is_active               boolean NOT NULL DEFAULT true,
    effective_date          timestamptz,
    expiration_date         timestamptz,
    created_at              timestamptz NOT NULL,
    updated_at              timestamptz NOT NULL,
    created_by              uuid NOT NULL,
    updated_by              uuid NOT NULL,
    version                 integer NOT NULL DEFAULT 1,
    FOREIGN KEY (organization_id, from_entity_id)
        REFERENCES core_entities (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, to_entity_id)
        REFERENCES core_entities (organization_id, id) ON DELETE CASCADE
);

CREATE INDEX core_relationships_from
    ON core_relationships (organization_id, from_entity_id, relationship_type);
CREATE INDEX core_relationships_to
    ON core_relationships (organization_id, to_entity_id, relationship_type);

CREATE TABLE universal_transactions (
    id                         uuid NOT NULL PRIMARY KEY,
    organization_id            uuid NOT NULL REFERENCES core_organizations (id) ON DELETE CASCADE,
    transaction_type           text NOT NULL,
    transaction_code           text UNIQUE,
    transaction_date           timestamptz NOT NULL,
    source_entity_id           uuid,
    target_entity_id           uuid,
    total_amount               numeric(19,4) NOT NULL DEFAULT 0,
    transaction_status         text NOT NULL DEFAULT 'pending',
    reference_number           text,
    external_reference         text,
    smart_code                 varchar(100) NOT NULL,
    smart_code_status          text NOT NULL DEFAULT 'DRAFT',
    ai_confidence              numeric(5,4),
    ai_classification          text,
    ai_insights                jsonb NOT NULL DEFAULT '{}',
    business_context           jsonb NOT NULL DEFAULT '{}',
    metadata                   jsonb NOT NULL DEFAULT '{}',
    approval_required          boolean NOT NULL DEFAULT false,
    approved_by                uuid,
    approved_at                timestamptz,
    transaction_currency_code  char(3),
    base_currency_code         char(3),
    exchange_rate              numeric(20,10),
    exchange_rate_date         timestamptz,
    exchange_rate_type         text,
    fiscal_period_entity_id    uuid,
    fiscal_year                integer,
    fiscal_period              integer,
    posting_period_code        text,
    created_at                 timestamptz NOT NULL,
    updated_at                 timestamptz NOT NULL,
    created_by                 uuid NOT NULL,
    updated_by                 uuid NOT NULL,
    version                    integer NOT NULL DEFAULT 1,
    UNIQUE (organization_id, id)
);

CREATE INDEX universal_transactions_by_type
    ON universal_transactions (organization_id, transaction_type, created_at);
CREATE INDEX universal_transactions_by_source
    ON universal_transactions (organization_id, source_entity_id);
-- Few runs are unfinished at any time: what recovery looks for.
CREATE INDEX universal_transactions_unfinished ON universal_transactions (created_at)
    WHERE transaction_type = 'orchestration_run'
        AND transaction_status IN ('running', 'compensating');

CREATE TABLE universal_transaction_lines (
    id                 uuid NOT NULL PRIMARY KEY,
    organization_id    uuid NOT NULL REFERENCES core_organizations (id) ON DELETE CASCADE,
    transaction_id     uuid NOT NULL,
    line_number        integer NOT NULL,
    entity_id          uuid,
    line_type          text NOT NULL,
    description        text,
    quantity           numeric(20,8) NOT NULL DEFAULT 1,
    unit_amount        numeric(20,8) NOT NULL DEFAULT 0,
    line_amount        numeric(20,8) NOT NULL DEFAULT 0,
    discount_amount    numeric(20,8) NOT NULL DEFAULT 0,
    tax_amount         numeric(20,8) NOT NULL DEFAULT 0,
    smart_code         varchar(100) NOT NULL,
    smart_code_status  text NOT NULL DEFAULT 'DRAFT',
    ai_confidence      numeric(5,4),
    ai_classification  text,
    ai_insights        jsonb NOT NULL DEFAULT '{}',
    line_data          jsonb NOT NULL DEFAULT '{}',
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    created_by         uuid NOT NULL,
    updated_by         uuid NOT NULL,
    version            integer NOT NULL DEFAULT 1,
    UNIQUE (transaction_id, line_number),
    FOREIGN KEY (organization_id, transaction_id)
        REFERENCES universal_transactions (organization_id, id) ON DELETE CASCADE
);

-- A boundary commits once, and a node is undone once: the token of its line says so.
CREATE UNIQUE INDEX universal_transaction_lines_token
    ON universal_transaction_lines (transaction_id, (line_data ->> 'token'))
    WHERE line_type IN ('orchestration_boundary', 'orchestration_compensation');

-- The platform's organisation: the registry, the audit and the workers' leases belong to it.
INSERT INTO core_organizations (
    id, organization_name, organization_code, created_at, updated_at, created_by, updated_by
) VALUES (
    '00000000-0000-0000-0000-000000000000', 'HERA platform', 'HERA-PLATFORM', now(), now(),
    '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000'
);

-- The organisation for which a transaction acts: set for that transaction alone, so that connections
-- may be shared. None is none: no row is seen then.
CREATE FUNCTION hera_organization() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('hera.organization_id', true), '')::uuid $$;

-- Whether the engine itself asks, which looks for runs of all organisations.
CREATE FUNCTION hera_is_engine() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT coalesce(current_setting('hera.engine', true), '') = 'on' $$;

ALTER TABLE core_organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE core_organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON core_organizations
    USING (id = (SELECT hera_organization()))
    WITH CHECK (id = (SELECT hera_organization()));

ALTER TABLE core_entities ENABLE ROW LEVEL SECURITY;
ALTER TABLE core_entities FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON core_entities
    USING (organization_id = (SELECT hera_organization()))
    WITH CHECK (organization_id = (SELECT hera_organization()));

ALTER TABLE core_dynamic_data ENABLE ROW LEVEL SECURITY;
ALTER TABLE core_dynamic_data FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON core_dynamic_data
    USING (organization_id = (SELECT hera_organization()))
    WITH CHECK (organization_id = (SELECT hera_organization()));

ALTER TABLE core_relationships ENABLE ROW LEVEL SECURITY;
ALTER TABLE core_relationships FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON core_relationships
    USING (organization_id = (SELECT hera_organization()))
    WITH CHECK (organization_id = (SELECT hera_organization()));

ALTER TABLE universal_transactions ENABLE ROW LEVEL SECURITY;
ALTER TABLE universal_transactions FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON universal_transactions
    USING (organization_id = (SELECT hera_organization()))
    WITH CHECK (organization_id = (SELECT hera_organization()));

ALTER TABLE universal_transaction_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE universal_transaction_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON universal_transaction_lines
    USING (organization_id = (SELECT hera_organization()))
    WITH CHECK (organization_id = (SELECT hera_organization()));

-- What the engine reads of other organisations: headers of runs, to drive and to take over.
CREATE POLICY runs_of_the_engine ON universal_transactions FOR SELECT
    USING (transaction_type = 'orchestration_run' AND (SELECT hera_is_engine()));

-- And who is alive among its workers.
CREATE POLICY workers_of_the_engine ON core_entities FOR SELECT
    USING (entity_type = 'orchestration_worker' AND (SELECT hera_is_engine()));

-- One worker by its code.
CREATE UNIQUE INDEX core_entities_worker ON core_entities (entity_code)
    WHERE entity_type = 'orchestration_worker';

-- Whether the lease of a worker holds, by the clock of the database: the one clock that all share.
CREATE FUNCTION hera_worker_lives(worker text) RETURNS boolean LANGUAGE sql VOLATILE AS $$
    SELECT EXISTS (
        SELECT 1 FROM core_entities
        WHERE entity_type = 'orchestration_worker' AND entity_code = worker
            AND (metadata ->> 'lease_until')::timestamptz > clock_timestamp()
    )
$$;

-- Tells all workers something when the transaction commits.
CREATE FUNCTION hera_tell(what text) RETURNS void LANGUAGE sql VOLATILE AS
    $$ SELECT pg_notify('hera', what) $$;

-- Writes a step of a run: checks the fence, writes the header where it changes, and adds the new lines.
-- An error ends the transaction. HR001: the run has moved on, or has another owner. HR002: the run's
-- code is taken. A line or a token that is there already breaks its index: it was written by another
-- owner.
--
-- `opening` is the whole header of a new run. `owner` is null for a person's word, which counts whoever
-- owns the run; `taker`, if given, owns it from then on. A step that `turns` nothing only shares the header's lock, so that branches of one run
-- commit beside each other, and a take-over waits for them.
CREATE FUNCTION hera_write_run(
    run uuid, organization uuid, actor uuid, opening jsonb, fence bigint, turns boolean, owner text,
    taker text, status text, error jsonb, written_at timestamptz, lines jsonb
) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF opening IS NOT NULL THEN
        INSERT INTO universal_transactions (
            id, organization_id, transaction_type, transaction_code, transaction_date,
            transaction_status, smart_code, metadata, created_at, updated_at, created_by, updated_by
        ) VALUES (
            run, organization, 'orchestration_run', opening ->> 'code',
            (opening ->> 'started_at')::timestamptz, status, opening ->> 'orchestration',
            opening -> 'metadata', written_at, written_at, actor, actor
        ) ON CONFLICT (transaction_code) DO NOTHING;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the code of the run is taken' USING ERRCODE = 'HR002';
        END IF;
    ELSIF turns THEN
        UPDATE universal_transactions AS header
        SET version = header.version + 1, transaction_status = status, updated_at = written_at,
            updated_by = actor, metadata = header.metadata
                || jsonb_build_object('error', error, 'owner', coalesce(taker, header.metadata ->> 'owner'))
        WHERE header.organization_id = organization AND header.id = run
            AND header.version = fence
            AND (owner IS NULL OR header.metadata ->> 'owner' = owner);
    ELSE
        PERFORM 1 FROM universal_transactions AS header
        WHERE header.organization_id = organization AND header.id = run
            AND header.version = fence AND header.metadata ->> 'owner' = owner
        FOR SHARE;
    END IF;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the run has moved on' USING ERRCODE = 'HR001';
    END IF;
    INSERT INTO universal_transaction_lines (
        id, organization_id, transaction_id, line_number, line_type, description, smart_code,
        line_data, created_at, updated_at, created_by, updated_by
    )
    SELECT line.id, organization, run, line.number, line.kind, line.subject, line.smart_code,
        line.data, line.at, line.at, actor, actor
    FROM jsonb_to_recordset(lines) AS line (
        id uuid, number integer, kind text, subject text, smart_code text, data jsonb, at timestamptz
    );
END
$$;
