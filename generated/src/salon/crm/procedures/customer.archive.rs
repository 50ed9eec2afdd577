// Generated from salon/crm/procedures/customer.archive.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::{DeclaredError, Fail, Transaction, Uuid, Value, flow, wire};

/// `HERA.SALON.CRM.CUSTOMER.ARCHIVE.v1`
///
/// Put a customer away who does not come any more.
///
/// Preconditions:
///
/// - the customer exists in the caller's organization and is not archived
///
/// Steps:
///
/// - Load the customer
/// - Set its status
///
/// Invariants:
///
/// - an archived customer keeps all that was written
pub trait Archive: Send + Sync {
    /// Writes in the boundary's transaction, through the Sacred Six and nothing else: an attempt
    /// that fails leaves nothing behind, and may be made again.
    fn persist(
        &self,
        cx: &mut Transaction,
        input: Input,
    ) -> impl Future<Output = Result<Output, Fail<Error>>> + Send;
}

/// What the procedure is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Whose customers they are
    pub organization_id: Uuid,
    /// The customer
    pub customer_id: Uuid,
}

impl wire::Wire for Input {
    fn encode(&self) -> Value {
        wire::Object::new()
            .field("organization_id", &self.organization_id)
            .field("customer_id", &self.customer_id)
            .finish()
    }

    fn decode(value: &Value) -> Result<Self, wire::WireError> {
        let fields = wire::Fields::of(value)?;
        Ok(Self {
            organization_id: fields.required("organization_id")?,
            customer_id: fields.required("customer_id")?,
        })
    }
}

/// What later nodes and the caller see.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `status`: enum[ACTIVE, ARCHIVED].
    pub status: Status,
}

impl wire::Wire for Output {
    fn encode(&self) -> Value {
        wire::Object::new().field("status", &self.status).finish()
    }

    fn decode(value: &Value) -> Result<Self, wire::WireError> {
        let fields = wire::Fields::of(value)?;
        Ok(Self {
            status: fields.required("status")?,
        })
    }
}

/// How the procedure says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// `CUSTOMER_NOT_FOUND`: no customer of this organization has the id (ask for another customer)
    CustomerNotFound,
    /// `CUSTOMER_ARCHIVED`: the customer was archived (ask for another customer)
    CustomerArchived,
}

impl DeclaredError for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::CustomerNotFound => "CUSTOMER_NOT_FOUND",
            Self::CustomerArchived => "CUSTOMER_ARCHIVED",
        }
    }

    fn describe(&self) -> &'static str {
        match self {
            Self::CustomerNotFound => {
                "no customer of this organization has the id (ask for another customer)"
            }
            Self::CustomerArchived => {
                "the customer was archived (ask for another customer)"
            }
        }
    }
}

/// `Status` of the spec: one of 2 words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// `ACTIVE`.
    Active,
    /// `ARCHIVED`.
    Archived,
}

impl Status {
    /// All words, in the order of the spec.
    pub const WORDS: &'static [&'static str] = &["ACTIVE", "ARCHIVED"];

    /// The word in the spec.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Archived => "ARCHIVED",
        }
    }
}

impl wire::Wire for Status {
    fn encode(&self) -> Value {
        Value::from(self.as_str())
    }

    fn decode(value: &Value) -> Result<Self, wire::WireError> {
        match wire::word(value, Self::WORDS)? {
            "ACTIVE" => Ok(Self::Active),
            "ARCHIVED" => Ok(Self::Archived),
            _ => Err(wire::not_a_word(value, Self::WORDS)),
        }
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "procedure",
    name: "HERA.SALON.CRM.CUSTOMER.ARCHIVE.v1",
    smart_code: "HERA.SALON.CRM.CUSTOMER.ARCHIVE.v1",
    intent: "Put a customer away who does not come any more.",
    file: "salon/crm/procedures/customer.archive.yml",
    sum: "cb7ec5a53572e8fb79f941cde664f5d95098910cca45ac1e757581824c9cc129",
    canonical: "{\"checks\":[{\"description\":\"Archiving twice is refused\"}],\"effects\":\"transactional\",\"errors\":[{\"action\":\"ask for another customer\",\"code\":\"CUSTOMER_NOT_FOUND\",\"http_status\":404,\"when\":\"no customer of this organization has the id\"},{\"action\":\"ask for another customer\",\"code\":\"CUSTOMER_ARCHIVED\",\"http_status\":409,\"when\":\"the customer was archived\"}],\"example_payload\":{\"customer_id\":\"3e0f7c1a-7d1c-4a63-9e7b-0000000000d1\",\"organization_id\":\"6f1c2a54-0d0e-4c57-9a4e-5f6f2f3c1a01\"},\"happy_path\":[{\"step\":\"Load the customer\"},{\"step\":\"Set its status\"}],\"inputs\":{\"required\":[{\"description\":\"Whose customers they are\",\"name\":\"organization_id\",\"type\":\"uuid\",\"where\":\"context\"},{\"description\":\"The customer\",\"name\":\"customer_id\",\"type\":\"uuid\"}]},\"intent\":\"Put a customer away who does not come any more.\\n\",\"invariants\":[\"an archived customer keeps all that was written\"],\"observability\":{\"audit_json\":true,\"logs\":[\"customer_archived\"]},\"outputs\":{\"entities_created\":[],\"response\":{\"status\":\"enum[ACTIVE, ARCHIVED]\"},\"transactions_emitted\":[]},\"permissions\":[\"crm_write\"],\"preconditions\":[\"the customer exists in the caller's organization and is not archived\"],\"scope\":{\"in_scope\":[\"The status of the customer\"],\"out_of_scope\":[\"Erasing the customer\"]},\"smart_code\":\"HERA.SALON.CRM.CUSTOMER.ARCHIVE.v1\"}",
};
