//! Compiles the specs: whatever is wrong with them is wrong with this build.

fn main() {
    hera_specc::Builder::new("../specs").build();
}
