//! The procedures of the cart and of the customers: one implementation per trait that the compiler made of a spec.

mod add_line;
mod customers;
mod delete_line;
mod inverses;
mod reprice;
mod reservations;
mod update_line;

use hera_runtime::{Decimal, DeclaredError, Fail, Uuid};

use crate::books::Share;
use crate::cart::{Found, No};
use crate::inventory::Client;

/// The salon's procedures, over the Sacred Six and the inventory service.
#[derive(Clone, Debug)]
pub struct Salon {
    inventory: Client,
}

impl Salon {
    /// The procedures, with this way to the inventory.
    #[must_use]
    pub fn new(inventory: Client) -> Salon {
        Salon { inventory }
    }
}

/// The declared errors of a procedure that asks the cart.
trait Refuses: DeclaredError + Sized {
    /// The error for what the cart says; `None` where the procedure never asks for it.
    fn of(no: &No) -> Option<Self>;
}

/// What a procedure fails with when a check found something wrong.
fn fail<E: Refuses>(found: Found) -> Fail<E> {
    match found {
        Found::Store(error) => error.into(),
        Found::No(no) => match E::of(&no) {
            Some(error) => Fail::because(error, no.to_string()),
            None => Fail::Infrastructure {
                code: hera_runtime::core::entry::infrastructure::STORE_FAILURE,
                message: format!("a refusal that the procedure does not declare: {no}"),
            },
        },
    }
}

/// [`fail`] for rules that need no rows.
fn no<E: Refuses>(no: No) -> Fail<E> {
    fail(Found::No(no))
}

/// A share of a service, if it says who and how much.
fn share(staff_id: Option<Uuid>, percent: Option<Decimal>) -> Result<Share, No> {
    match (staff_id, percent) {
        (Some(staff_id), Some(percent)) => Ok(Share { staff_id, percent }),
        _ => Err(No::InvalidStaffSplit("each share has a staff_id and a pct".to_owned())),
    }
}
