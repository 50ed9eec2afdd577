//! The till as a service: the orchestrations of cart and customers over these procedures, and its salon.

use std::net::SocketAddr;

use hera_runtime::Uuid;
use hera_runtime::context::StoreError;
use hera_runtime::engine::Engine;
use hera_runtime::flow::Orchestration;
use hera_runtime::ports::{Organization, Scope};

use crate::catalogue::{self, MANAGER, SALON, SALON_NAME};
use crate::inventory::Client;
use crate::procedures::Salon;
use crate::specs::salon::crm::orch::customers;
use crate::specs::salon::pos::orch::cart_line_mgmt;

/// The environment variable with the address of the inventory.
pub const INVENTORY: &str = "SALON_INVENTORY";
/// Where the inventory is, unless the environment says otherwise.
pub const INVENTORY_DEFAULT: &str = "127.0.0.1:7077";

/// The way to the inventory that the environment names.
///
/// # Errors
/// When it names something that is no address.
pub fn inventory() -> Result<Client, String> {
    let text = std::env::var(INVENTORY).unwrap_or_else(|_| INVENTORY_DEFAULT.to_owned());
    let address: SocketAddr = text
        .parse()
        .map_err(|_| format!("{INVENTORY}: `{text}` is not an address like 127.0.0.1:7077"))?;
    Ok(Client::new(address))
}

/// What the service runs. Checkout and returns are compiled and have no procedures yet.
#[must_use]
pub fn orchestrations(inventory: Client) -> Vec<Orchestration> {
    let salon = Salon::new(inventory);
    vec![cart_line_mgmt::v1::orchestration(salon.clone()), customers::v1::orchestration(salon)]
}

/// For whom the salon's rows are set up.
#[must_use]
pub fn manager() -> Scope {
    Scope { organization_id: SALON, actor_id: MANAGER }
}

/// Writes the salon with its catalogue and a cart, as far as they are not there.
///
/// # Errors
/// When the store fails.
pub async fn seed(engine: &Engine) -> Result<(), StoreError> {
    let (name, code) = SALON_NAME;
    let salon = Organization { id: SALON, name: name.to_owned(), code: code.to_owned() };
    engine.create_organization(&salon, MANAGER).await?;
    let mut transaction = engine.begin(manager()).await?;
    catalogue::write(&mut transaction).await?;
    engine.commit(transaction).await
}

/// Opens a cart, unless it is there.
///
/// # Errors
/// When the store fails.
pub async fn open_cart(engine: &Engine, whose: Scope, cart: Uuid) -> Result<(), StoreError> {
    let mut transaction = engine.begin(whose).await?;
    catalogue::open_cart(&mut transaction, cart).await?;
    engine.commit(transaction).await
}
