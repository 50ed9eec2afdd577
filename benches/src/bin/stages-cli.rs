//! What the command line needs for specs, with the allocator that it has.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    hera_benches::stages::main()
}
