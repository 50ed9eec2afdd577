//! The salon's own commands, beside the operator's: `seed` and `cart`.

use std::fmt::Write as _;

use clap::{Args, Subcommand};
use hera_runtime::cli::{Failure, Options, Reply, Service};
use hera_runtime::ports::Scope;
use hera_runtime::{Uuid, Value};
use serde_json::json;

use crate::books::{Books, LineData};
use crate::catalogue::{CART, ENTRIES, SALON, SALON_NAME};
use crate::inventory::{CallError, Client, Request};
use crate::service;

/// Set up a small salon: its catalogue, an open cart, and stock at the inventory.
#[derive(Debug, Args)]
pub struct Seed {
    #[command(flatten)]
    options: Options,
}

/// Look at a cart, or open one.
#[derive(Debug, Args)]
pub struct Cart {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    question: CartQuestion,
}

#[derive(Debug, Subcommand)]
enum CartQuestion {
    /// Show what stands on a cart and what it costs.
    Show {
        /// The cart; the one that `seed` opens, where none is named.
        #[arg(default_value_t = CART)]
        cart: Uuid,
    },
    /// Open a cart.
    Open {
        /// Its id; a fresh one where none is given.
        cart: Option<Uuid>,
    },
}

impl Seed {
    /// Where it acts, for whom, and how it answers.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Runs the command. Doing it again is harmless.
    ///
    /// # Errors
    /// When the till's database or the inventory cannot be written.
    pub async fn run(&self, service: &Service, inventory: &Client) -> Result<Reply, Failure> {
        if self.options.organization(service)? != SALON {
            let message = format!("the seed is for {} alone ({SALON})", SALON_NAME.0);
            return Err(Failure::refused("OTHER_ORGANIZATION", message).help("leave out --org"));
        }
        let engine = self.options.engine(service).await?;
        service::seed(&engine).await?;
        let mut products = Vec::new();
        for entry in ENTRIES {
            let Some(stock) = entry.stock else { continue };
            let put = Request::Put {
                organization_id: SALON,
                product_id: entry.id,
                on_hand: stock.into(),
            };
            inventory.call(&put).await.map_err(no_inventory)?;
            products.push(entry);
        }
        let mut text = format!("{} is set up ({SALON}).\nOpen cart: {CART}\n", SALON_NAME.0);
        for entry in ENTRIES {
            let stock = entry.stock.map_or_else(String::new, |stock| format!(", {stock} in stock"));
            let _ =
                writeln!(text, "  {}  {:<10} {}{stock}", entry.id, entry.entity_type, entry.name);
        }
        let entries: Vec<Value> = ENTRIES
            .iter()
            .map(|entry| {
                json!({
                    "entity_id": entry.id.to_string(),
                    "entity_type": entry.entity_type,
                    "name": entry.name,
                    "stock": entry.stock,
                })
            })
            .collect();
        let json = json!({
            "organization_id": SALON.to_string(),
            "cart_id": CART.to_string(),
            "entries": entries,
        });
        Ok(Reply { status: 0, text, json })
    }
}

fn no_inventory(error: CallError) -> Failure {
    Failure::machine("INVENTORY", format!("the till is set up, its stock is not: {error}"))
        .help("start `salon-pos inventory` and seed again")
        .help("SALON_INVENTORY=ADDRESS names one that listens elsewhere")
}

impl Cart {
    /// Where it acts, for whom, and how it answers.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Runs the command.
    ///
    /// # Errors
    /// When the till's database cannot be read or written, or there is no such cart.
    pub async fn run(&self, service: &Service) -> Result<Reply, Failure> {
        match self.question {
            CartQuestion::Show { cart } => self.show(service, cart).await,
            CartQuestion::Open { cart } => {
                let cart = cart.unwrap_or_else(Uuid::now_v7);
                let engine = self.options.engine(service).await?;
                service::open_cart(&engine, self.whose(service)?, cart).await?;
                let json = json!({ "cart_id": cart.to_string() });
                Ok(Reply { status: 0, text: format!("cart {cart} is open\n"), json })
            }
        }
    }

    fn whose(&self, service: &Service) -> Result<Scope, Failure> {
        let organization_id = self.options.organization(service)?;
        Ok(Scope { organization_id, actor_id: self.options.actor(service) })
    }

    async fn show(&self, service: &Service, id: Uuid) -> Result<Reply, Failure> {
        let engine = self.options.engine(service).await?;
        let view = engine.view(self.whose(service)?).await?;
        let mut view = &view;
        let Some(cart) = view.transaction(id).await? else {
            return Err(Failure::refused("CART_NOT_FOUND", format!("there is no cart {id}"))
                .help("`salon-pos seed` opens one"));
        };
        let (mut text, mut lines) = (String::new(), Vec::new());
        for line in view.lines_of(id).await? {
            let data = LineData::of(&line);
            if data.removed {
                continue;
            }
            let name = line.description.clone().unwrap_or_default();
            let quantity = line.quantity.normalize();
            let _ = writeln!(
                text,
                "{quantity:>4} × {name:<24} {:>9.2}  less {:>8.2}  tax {:>8.2}  {}",
                line.line_amount, line.discount_amount, line.tax_amount, line.id
            );
            lines.push(json!({
                "line_id": line.id.to_string(),
                "line_type": line.line_type,
                "entity_id": line.entity_id.map(|id| id.to_string()),
                "description": name,
                "quantity": quantity.to_string(),
                "amount": format!("{:.2}", line.line_amount),
                "discount": format!("{:.2}", line.discount_amount),
                "tax": format!("{:.2}", line.tax_amount),
                "notes": data.notes,
            }));
        }
        let _ = writeln!(text, "total  {:.2}  ({})", cart.total_amount, cart.transaction_status);
        let json = json!({
            "cart_id": id.to_string(),
            "status": cart.transaction_status,
            "lines": lines,
            "total": format!("{:.2}", cart.total_amount),
        });
        Ok(Reply { status: 0, text, json })
    }
}
