// Generated from all specs by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

/// `FIN`.
pub mod fin {
    /// `POSTING`.
    pub mod posting {
        /// `GL`.
        pub mod gl {
            /// `JOURNAL`.
            pub mod journal {
                /// `HERA.FIN.POSTING.GL.JOURNAL.v1`: Post a sale to the general ledger as one balanced journal.
                pub mod v1 {
                    include!("fin/posting/procedures/gl.journal.rs");
                }
            }

            /// `REVERSE`.
            pub mod reverse {
                /// `HERA.FIN.POSTING.GL.REVERSE.v1`: Post the reversal of a refund to the general ledger as one balanced journal.
                pub mod v1 {
                    include!("fin/posting/procedures/gl.reverse.rs");
                }
            }
        }
    }
}

/// `SALON`.
pub mod salon {
    /// `CATALOG`.
    pub mod catalog {
        /// `PLAYBOOK`.
        pub mod playbook {
            /// `SEED`.
            pub mod seed {
                /// `HERA.SALON.CATALOG.PLAYBOOK.SEED.v1`: What a salon of this group has from its first day: the words of its catalogue, and two services.
                pub mod v1 {
                    include!("salon/catalogue/playbook.rs");
                }
            }
        }
    }

    /// `COMMISSION`.
    pub mod commission {
        /// `CALC`.
        pub mod calc {
            /// `SERVICE`.
            pub mod service {
                /// `HERA.SALON.COMMISSION.CALC.SERVICE.v1`: Work out what each member of staff earns from the services of a sale.
                pub mod v1 {
                    include!("salon/commission/procedures/calc.service.rs");
                }
            }
        }
    }

    /// `CRM`.
    pub mod crm {
        /// `CUSTOMER`.
        pub mod customer {
            /// `ARCHIVE`.
            pub mod archive {
                /// `HERA.SALON.CRM.CUSTOMER.ARCHIVE.v1`: Put a customer away who does not come any more.
                pub mod v1 {
                    include!("salon/crm/procedures/customer.archive.rs");
                }
            }

            /// `CREATE`.
            pub mod create {
                /// `HERA.SALON.CRM.CUSTOMER.CREATE.v1`: Write down a new customer with the number at which the salon can call.
                pub mod v1 {
                    include!("salon/crm/procedures/customer.create.rs");
                }
            }

            /// `READ`.
            pub mod read {
                /// `HERA.SALON.CRM.CUSTOMER.READ.v1`: Show a customer, with phone, email and loyalty points.
                pub mod v1 {
                    include!("salon/crm/procedures/customer.read.rs");
                }
            }

            /// `UPDATE`.
            pub mod update {
                /// `HERA.SALON.CRM.CUSTOMER.UPDATE.v1`: Change the name, phone or email of a customer.
                pub mod v1 {
                    include!("salon/crm/procedures/customer.update.rs");
                }
            }
        }

        /// `LOYALTY`.
        pub mod loyalty {
            /// `OPEN`.
            pub mod open {
                /// `HERA.SALON.CRM.LOYALTY.OPEN.v1`: Open the loyalty account of a new customer, with no points.
                pub mod v1 {
                    include!("salon/crm/procedures/loyalty.open.rs");
                }
            }
        }

        /// `ORCH`.
        pub mod orch {
            /// `CUSTOMERS`.
            pub mod customers {
                /// `HERA.SALON.CRM.ORCH.CUSTOMERS.v1`: Create, show, change and archive the customers of a salon.
                pub mod v1 {
                    include!("salon/crm/customers.orchestration.rs");
                }
            }
        }
    }

    /// `INV`.
    pub mod inv {
        /// `COMMIT`.
        pub mod commit {
            /// `SALE`.
            pub mod sale {
                /// `HERA.SALON.INV.COMMIT.SALE.v1`: Book the goods of a sale out of stock, in the sale's own transaction.
                pub mod v1 {
                    include!("salon/inventory/procedures/commit.sale.rs");
                }
            }
        }

        /// `RESERVE`.
        pub mod reserve {
            /// `ADJUST`.
            pub mod adjust {
                /// `HERA.SALON.INV.RESERVE.ADJUST.v1`: Change what is reserved of a product for a cart by the difference between two quantities of a line.
                pub mod v1 {
                    include!("salon/inventory/procedures/reserve.adjust.rs");
                }
            }

            /// `ADJUST_BACK`.
            pub mod adjust_back {
                /// `HERA.SALON.INV.RESERVE.ADJUST_BACK.v1`: Bring a reservation back to the previous quantity of its line: the inverse of ADJUST.
                pub mod v1 {
                    include!("salon/inventory/procedures/reserve.adjust_back.rs");
                }
            }

            /// `REINSTATE`.
            pub mod reinstate {
                /// `HERA.SALON.INV.RESERVE.REINSTATE.v1`: Reserve again what was released when a line was deleted: the inverse of RELEASE.
                pub mod v1 {
                    include!("salon/inventory/procedures/reserve.reinstate.rs");
                }
            }

            /// `RELEASE`.
            pub mod release {
                /// `HERA.SALON.INV.RESERVE.RELEASE.v1`: Release stock that is reserved for a cart: as a step of its own, or to take a reservation back.
                pub mod v1 {
                    include!("salon/inventory/procedures/reserve.release.rs");
                }
            }

            /// `SOFT`.
            pub mod soft {
                /// `HERA.SALON.INV.RESERVE.SOFT.v1`: Reserve stock of a product for a cart at the inventory service, until the sale or a release.
                pub mod v1 {
                    include!("salon/inventory/procedures/reserve.soft.rs");
                }
            }
        }

        /// `RETURN`.
        pub mod r#return {
            /// `DAMAGED`.
            pub mod damaged {
                /// `HERA.SALON.INV.RETURN.DAMAGED.v1`: Write off the damaged products of a return.
                pub mod v1 {
                    include!("salon/inventory/procedures/return.damaged.rs");
                }
            }

            /// `DAMAGED_VOID`.
            pub mod damaged_void {
                /// `HERA.SALON.INV.RETURN.DAMAGED_VOID.v1`: Take back the write-off of damaged goods: the inverse of RETURN.DAMAGED.
                pub mod v1 {
                    include!("salon/inventory/procedures/return.damaged_void.rs");
                }
            }

            /// `RESTOCK`.
            pub mod restock {
                /// `HERA.SALON.INV.RETURN.RESTOCK.v1`: Put the good products of a return back on the shelf.
                pub mod v1 {
                    include!("salon/inventory/procedures/return.restock.rs");
                }
            }

            /// `RESTOCK_VOID`.
            pub mod restock_void {
                /// `HERA.SALON.INV.RETURN.RESTOCK_VOID.v1`: Take back the restocking of a return: the inverse of RETURN.RESTOCK.
                pub mod v1 {
                    include!("salon/inventory/procedures/return.restock_void.rs");
                }
            }
        }

        /// `WORKFLOW`.
        pub mod workflow {
            /// `DEFINITION`.
            pub mod definition {
                /// `V1`.
                pub mod v1 {
                    /// `HERA.SALON.INV.WORKFLOW.DEFINITION.v1`: Goods that came back are looked at before they go on a shelf again or are written off.
                    pub mod goods_inspection {
                        include!("salon/inventory/workflows/goods_inspection.definition.rs");
                    }
                }
            }
        }
    }

    /// `PAYMENT`.
    pub mod payment {
        /// `CAPTURE`.
        pub mod capture {
            /// `PROCESS`.
            pub mod process {
                /// `HERA.SALON.PAYMENT.CAPTURE.PROCESS.v1`: Take the money of a payment intent through the gateway, the till or the card's balance.
                pub mod v1 {
                    include!("salon/payment/procedures/capture.process.rs");
                }
            }
        }

        /// `INTENT`.
        pub mod intent {
            /// `CREATE`.
            pub mod create {
                /// `HERA.SALON.PAYMENT.INTENT.CREATE.v1`: Note what a customer is going to pay and how; no money moves.
                pub mod v1 {
                    include!("salon/payment/procedures/intent.create.rs");
                }
            }
        }

        /// `REFUND`.
        pub mod refund {
            /// `PROCESS`.
            pub mod process {
                /// `HERA.SALON.PAYMENT.REFUND.PROCESS.v1`: Give money back the way it was paid.
                pub mod v1 {
                    include!("salon/payment/procedures/refund.process.rs");
                }
            }
        }
    }

    /// `POS`.
    pub mod pos {
        /// `CART`.
        pub mod cart {
            /// `ADD_LINE`.
            pub mod add_line {
                /// `HERA.SALON.POS.CART.ADD_LINE.v1`: Put a service, a retail product or an adjustment on an open cart, priced from the catalogue.
                pub mod v1 {
                    include!("salon/pos/procedures/cart.add_line.rs");
                }
            }

            /// `DELETE_LINE`.
            pub mod delete_line {
                /// `HERA.SALON.POS.CART.DELETE_LINE.v1`: Take a line out of an open cart, and say what it was.
                pub mod v1 {
                    include!("salon/pos/procedures/cart.delete_line.rs");
                }
            }

            /// `REMOVE_LINE`.
            pub mod remove_line {
                /// `HERA.SALON.POS.CART.REMOVE_LINE.v1`: Take back the addition of a line: the inverse of ADD_LINE.
                pub mod v1 {
                    include!("salon/pos/procedures/cart.remove_line.rs");
                }
            }

            /// `REPRICE`.
            pub mod reprice {
                /// `HERA.SALON.POS.CART.REPRICE.v1`: Work out the discounts, the tax and the total of an open cart from its lines.
                pub mod v1 {
                    include!("salon/pos/procedures/cart.reprice.rs");
                }
            }

            /// `RESTORE_LINE`.
            pub mod restore_line {
                /// `HERA.SALON.POS.CART.RESTORE_LINE.v1`: Take back the deletion of a line: the inverse of DELETE_LINE.
                pub mod v1 {
                    include!("salon/pos/procedures/cart.restore_line.rs");
                }
            }

            /// `REVERT_LINE`.
            pub mod revert_line {
                /// `HERA.SALON.POS.CART.REVERT_LINE.v1`: Take back a change of a line: the inverse of UPDATE_LINE, with the values from before.
                pub mod v1 {
                    include!("salon/pos/procedures/cart.revert_line.rs");
                }
            }

            /// `UPDATE_LINE`.
            pub mod update_line {
                /// `HERA.SALON.POS.CART.UPDATE_LINE.v1`: Change the quantity, the staff split or the notes of a line on an open cart.
                pub mod v1 {
                    include!("salon/pos/procedures/cart.update_line.rs");
                }
            }
        }

        /// `CHECKOUT`.
        pub mod checkout {
            /// `START`.
            pub mod start {
                /// `HERA.SALON.POS.CHECKOUT.START.v1`: Lock a priced cart and open a checkout with its totals frozen.
                pub mod v1 {
                    include!("salon/pos/procedures/checkout.start.rs");
                }
            }
        }

        /// `ORCH`.
        pub mod orch {
            /// `CART_LINE_MGMT`.
            pub mod cart_line_mgmt {
                /// `HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1`: Add, update, delete and reprice the lines of a cart at the chair, crash-safe, with stock reserved for retail lines and a trail of every step.
                pub mod v1 {
                    include!("salon/pos/cart.orchestration.rs");
                }
            }

            /// `CHECKOUT`.
            pub mod checkout {
                /// `HERA.SALON.POS.ORCH.CHECKOUT.v1`: Freeze a cart, take the payment, and turn cart and payments into a sale with its stock movements, commissions and journal, all in one transaction.
                pub mod v1 {
                    include!("salon/pos/checkout.orchestration.rs");
                }
            }

            /// `RETURNS`.
            pub mod returns {
                /// `HERA.SALON.POS.ORCH.RETURNS.v1`: Take goods back or lower the price of a service after the sale, put stock and tax right, refund the money and post the reversal.
                pub mod v1 {
                    include!("salon/pos/returns.orchestration.rs");
                }
            }
        }

        /// `RETURN`.
        pub mod r#return {
            /// `RETAIL`.
            pub mod retail {
                /// `HERA.SALON.POS.RETURN.RETAIL.v1`: Take sold products back and work out what is to be refunded.
                pub mod v1 {
                    include!("salon/pos/procedures/return.retail.rs");
                }
            }

            /// `VOID`.
            pub mod void {
                /// `HERA.SALON.POS.RETURN.VOID.v1`: Take back a return: the inverse of RETURN.RETAIL.
                pub mod v1 {
                    include!("salon/pos/procedures/return.void.rs");
                }
            }
        }

        /// `SALE`.
        pub mod sale {
            /// `COMMIT`.
            pub mod commit {
                /// `HERA.SALON.POS.SALE.COMMIT.v1`: Turn a paid checkout into a sale and close its cart.
                pub mod v1 {
                    include!("salon/pos/procedures/sale.commit.rs");
                }
            }
        }
    }

    /// `SVC`.
    pub mod svc {
        /// `ADJ`.
        pub mod adj {
            /// `POSTSALE`.
            pub mod postsale {
                /// `HERA.SALON.SVC.ADJ.POSTSALE.v1`: Lower the price of a service after the sale, for its quality or as a goodwill.
                pub mod v1 {
                    include!("salon/service/procedures/adj.postsale.rs");
                }
            }

            /// `POSTSALE_VOID`.
            pub mod postsale_void {
                /// `HERA.SALON.SVC.ADJ.POSTSALE_VOID.v1`: Take back a service adjustment: the inverse of ADJ.POSTSALE.
                pub mod v1 {
                    include!("salon/service/procedures/adj.postsale_void.rs");
                }
            }
        }
    }

    /// `TAX`.
    pub mod tax {
        /// `ADJ`.
        pub mod adj {
            /// `REVERSE`.
            pub mod reverse {
                /// `HERA.SALON.TAX.ADJ.REVERSE.v1`: Reverse the tax of a return or an adjustment, in proportion.
                pub mod v1 {
                    include!("salon/tax/procedures/adj.reverse.rs");
                }
            }

            /// `REVERSE_VOID`.
            pub mod reverse_void {
                /// `HERA.SALON.TAX.ADJ.REVERSE_VOID.v1`: Take back a reversal of tax: the inverse of TAX.ADJ.REVERSE.
                pub mod v1 {
                    include!("salon/tax/procedures/adj.reverse_void.rs");
                }
            }
        }
    }
}

/// All specs, by smart code.
pub static SPECS: &[&::hera_runtime::flow::Spec] = &[
    &fin::posting::gl::journal::v1::SPEC,
    &fin::posting::gl::reverse::v1::SPEC,
    &salon::catalog::playbook::seed::v1::SPEC,
    &salon::commission::calc::service::v1::SPEC,
    &salon::crm::customer::archive::v1::SPEC,
    &salon::crm::customer::create::v1::SPEC,
    &salon::crm::customer::read::v1::SPEC,
    &salon::crm::customer::update::v1::SPEC,
    &salon::crm::loyalty::open::v1::SPEC,
    &salon::crm::orch::customers::v1::SPEC,
    &salon::inv::commit::sale::v1::SPEC,
    &salon::inv::reserve::adjust::v1::SPEC,
    &salon::inv::reserve::adjust_back::v1::SPEC,
    &salon::inv::reserve::reinstate::v1::SPEC,
    &salon::inv::reserve::release::v1::SPEC,
    &salon::inv::reserve::soft::v1::SPEC,
    &salon::inv::r#return::damaged::v1::SPEC,
    &salon::inv::r#return::damaged_void::v1::SPEC,
    &salon::inv::r#return::restock::v1::SPEC,
    &salon::inv::r#return::restock_void::v1::SPEC,
    &salon::inv::workflow::definition::v1::goods_inspection::SPEC,
    &salon::payment::capture::process::v1::SPEC,
    &salon::payment::intent::create::v1::SPEC,
    &salon::payment::refund::process::v1::SPEC,
    &salon::pos::cart::add_line::v1::SPEC,
    &salon::pos::cart::delete_line::v1::SPEC,
    &salon::pos::cart::remove_line::v1::SPEC,
    &salon::pos::cart::reprice::v1::SPEC,
    &salon::pos::cart::restore_line::v1::SPEC,
    &salon::pos::cart::revert_line::v1::SPEC,
    &salon::pos::cart::update_line::v1::SPEC,
    &salon::pos::checkout::start::v1::SPEC,
    &salon::pos::orch::cart_line_mgmt::v1::SPEC,
    &salon::pos::orch::checkout::v1::SPEC,
    &salon::pos::orch::returns::v1::SPEC,
    &salon::pos::r#return::retail::v1::SPEC,
    &salon::pos::r#return::void::v1::SPEC,
    &salon::pos::sale::commit::v1::SPEC,
    &salon::svc::adj::postsale::v1::SPEC,
    &salon::svc::adj::postsale_void::v1::SPEC,
    &salon::tax::adj::reverse::v1::SPEC,
    &salon::tax::adj::reverse_void::v1::SPEC,
];
