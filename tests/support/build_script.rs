//! A service's `build.rs` as a program of its own, so that tests can run it many times: cargo runs build
//! scripts in just this way, in the package's folder and with OUT_DIR set.

fn main() {
    hera_specc::Builder::new("specs").build();
}
