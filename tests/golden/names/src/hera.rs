// Generated from all specs by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

/// `STD`.
pub mod std {
    /// `CORE`.
    pub mod core {
        /// `BOOL`.
        pub mod bool {
            /// `U32`.
            pub mod u32 {
                /// `HERA.STD.CORE.BOOL.U32.v1`: Orchestrate.
                pub mod v1 {
                    include!("declared.orchestration.rs");
                }
            }
        }

        /// `DECL`.
        pub mod decl {
            /// `SELFISH`.
            pub mod selfish {
                /// `HERA.STD.CORE.DECL.SELFISH.v1`: Do it.
                pub mod v1 {
                    include!("hera.yml.2.rs");
                }
            }
        }

        /// `HERA_RUNTIME`.
        pub mod hera_runtime {
            /// `HERA_RUNTIME`.
            #[allow(clippy::module_inception)]
            pub mod hera_runtime {
                /// `HERA.STD.CORE.HERA_RUNTIME.HERA_RUNTIME.v1`: It ends; {with} &amp;
                pub mod v1 {
                    include!("variants.rs");
                }
            }
        }

        /// `ORCH`.
        pub mod orch {
            /// `COMPUTED`.
            pub mod computed {
                /// `HERA.STD.CORE.ORCH.COMPUTED.v1`: Count it.
                pub mod v1 {
                    include!("computed.orchestration.rs");
                }
            }

            /// `GUARDED`.
            pub mod guarded {
                /// `HERA.STD.CORE.ORCH.GUARDED.v1`: Hand it on.
                pub mod v1 {
                    include!("guarded.orchestration.rs");
                }
            }

            /// `PARKED`.
            pub mod parked {
                /// `HERA.STD.CORE.ORCH.PARKED.v1`: Let others go on.
                pub mod v1 {
                    include!("parked.orchestration.rs");
                }
            }

            /// `UNSTARTED`.
            pub mod unstarted {
                /// `HERA.STD.CORE.ORCH.UNSTARTED.v1`: Wait for edges.
                pub mod v1 {
                    include!("unstarted.orchestration.rs");
                }
            }
        }

        /// `WIRE`.
        pub mod wire {
            /// `DYN`.
            pub mod r#dyn {
                /// `HERA.STD.CORE.WIRE.DYN.v1`: Do it.
                pub mod v1 {
                    include!("third.rs");
                }
            }

            /// `FIFTH`.
            pub mod fifth {
                /// `HERA.STD.CORE.WIRE.FIFTH.v1`: Undo it.
                pub mod v1 {
                    include!("fifth.rs");
                }
            }

            /// `FIRST`.
            pub mod first {
                /// `HERA.STD.CORE.WIRE.FIRST.v2`: Do it.
                pub mod v2 {
                    include!("first.rs");
                }
            }

            /// `FOURTH`.
            pub mod fourth {
                /// `HERA.STD.CORE.WIRE.FOURTH.v1`: Do it.
                pub mod v1 {
                    include!("fourth.rs");
                }
            }

            /// `RAW`.
            pub mod raw {
                /// `HERA.STD.CORE.WIRE.RAW.v1`: Do it.
                pub mod v1 {
                    include!("second.rs");
                }
            }
        }
    }

    /// `ORCH`.
    pub mod orch {
        /// `ORCH`.
        #[allow(clippy::module_inception)]
        pub mod orch {
            /// `SPECS`.
            pub mod specs {
                /// `HERA.STD.ORCH.ORCH.SPECS.v1`: Orchestrate.
                pub mod v1 {
                    include!("names.orchestration.rs");
                }
            }
        }
    }
}

/// `TYPE`.
pub mod r#type {
    /// `MOVE`.
    pub mod r#move {
        /// `GEN`.
        pub mod r#gen {
            /// `GEN`.
            #[allow(clippy::module_inception)]
            pub mod r#gen {
                /// `HERA.TYPE.MOVE.GEN.GEN.v1`: Do it.
                pub mod v1 {
                    include!("fields.rs");
                }
            }
        }

        /// `JUDGE`.
        pub mod judge {
            /// `GEN`.
            pub mod r#gen {
                /// `HERA.TYPE.MOVE.JUDGE.GEN.v1`: Answer no more than is asked.
                pub mod v1 {
                    include!("judged.rs");
                }
            }
        }
    }
}

/// All specs, by smart code.
pub static SPECS: &[&::hera_runtime::flow::Spec] = &[
    &std::core::bool::u32::v1::SPEC,
    &std::core::decl::selfish::v1::SPEC,
    &std::core::hera_runtime::hera_runtime::v1::SPEC,
    &std::core::orch::computed::v1::SPEC,
    &std::core::orch::guarded::v1::SPEC,
    &std::core::orch::parked::v1::SPEC,
    &std::core::orch::unstarted::v1::SPEC,
    &std::core::wire::r#dyn::v1::SPEC,
    &std::core::wire::fifth::v1::SPEC,
    &std::core::wire::first::v2::SPEC,
    &std::core::wire::fourth::v1::SPEC,
    &std::core::wire::raw::v1::SPEC,
    &std::orch::orch::specs::v1::SPEC,
    &r#type::r#move::r#gen::r#gen::v1::SPEC,
    &r#type::r#move::judge::r#gen::v1::SPEC,
];
