//! The program `kohyo`.

/// A build makes and drops millions of small strings on every core; the system's allocator is the bottleneck then.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    kohyo::cli::main()
}
