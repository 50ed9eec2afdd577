//! What a build script needs for specs, with the allocator of the system.

fn main() -> anyhow::Result<()> {
    hera_benches::stages::main()
}
