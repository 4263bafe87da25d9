//! The program `kohyo`.

fn main() -> std::process::ExitCode {
    kohyo::cli::main()
}
