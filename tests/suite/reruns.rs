//! When cargo runs the build script again: when specs or settings change, come or go, and else never.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SPEC: &str = "smart_code: HERA.SALON.POS.CART.GREET.v1\nintent: Say good morning.\n";

/// A repository with a service in a folder of its own.
struct Service {
    folder: tempfile::TempDir,
}

impl Service {
    fn new() -> Service {
        let service = Service { folder: tempfile::tempdir().expect("a folder") };
        fs::create_dir(service.at(".git")).expect("a folder");
        service.write("service/src/lib.rs", "");
        service.write("service/specs/greet.yml", SPEC);
        let manifest = "[package]\nname = \"service\"\nedition = \"2024\"\n\n[workspace]\n";
        service.write("service/Cargo.toml", manifest);
        // The compiler as a program, since it is built already; cargo reads what it prints.
        let (program, runs) = (env!("CARGO_BIN_EXE_build-script"), service.at("runs"));
        let script = format!(
            "use std::io::Write;\nfn main() {{\n    \
             let runs = std::fs::OpenOptions::new().create(true).append(true).open({runs:?});\n    \
             runs.unwrap().write_all(b\".\").unwrap();\n    \
             assert!(std::process::Command::new({program:?}).status().unwrap().success());\n}}\n"
        );
        service.write("service/build.rs", &script);
        service
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.at(path)).expect("it was there");
    }

    /// Builds, and says how often the build script ran in it.
    fn runs(&self) -> u64 {
        let count = || fs::metadata(self.at("runs")).map_or(0, |runs| runs.len());
        let before = count();
        let done = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["build", "--offline", "--quiet"])
            .env("CARGO_TARGET_DIR", self.at("target"))
            .current_dir(self.at("service"))
            .output()
            .expect("cargo runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        count() - before
    }
}

#[test]
fn the_build_script_runs_again_when_specs_or_settings_change_and_else_never() {
    let service = Service::new();
    assert_eq!(service.runs(), 1, "the first build");
    assert_eq!(service.runs(), 0, "no change");
    service.write("service/specs/more.yml", &SPEC.replace("GREET", "PART"));
    assert_eq!(service.runs(), 1, "a new spec");
    assert_eq!(service.runs(), 0, "no change");
    let settings = "[severities]\nHS0201 = \"allow\"\n";
    // From far to near: each new one takes the place of the one before.
    for path in ["hera.toml", "service/hera.toml", "service/specs/hera.toml"] {
        service.write(path, settings);
        assert_eq!(service.runs(), 1, "{path} is new");
        assert_eq!(service.runs(), 0, "no change");
        service.write(path, "[severities]\nHS0201 = \"note\"\n");
        assert_eq!(service.runs(), 1, "{path} changed");
        assert_eq!(service.runs(), 0, "no change");
    }
    service.remove("service/specs/hera.toml");
    assert_eq!(service.runs(), 1, "the nearest settings are gone");
    assert_eq!(service.runs(), 0, "no change");
    service.remove("service/hera.toml");
    assert_eq!(service.runs(), 1, "the nearest settings are gone");
    assert_eq!(service.runs(), 0, "no change");
    service.write("hera.toml", settings);
    assert_eq!(service.runs(), 1, "what counts now changed");
    assert_eq!(service.runs(), 0, "no change");
}
