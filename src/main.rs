//! The binary: see `cli`.
#![allow(clippy::all, clippy::print_stderr, clippy::unwrap_used)]
fn main() {
    let t = std::time::Instant::now();
    let l = fingerpost::load::load(std::path::Path::new("."));
    let c = fingerpost::compile::compile(
        &l.value,
        fingerpost::compile::Options {
            as_of: "2026-11-22".parse().unwrap(),
        },
        &mut |s| eprintln!("{s:?} {:?}", t.elapsed()),
    );
    eprintln!("{:?}", t.elapsed());
    for d in c.diagnostics.iter().take(20) {
        eprintln!("{:?} {} {}", d.path, d.finding.code.name(), d.finding.message);
    }
    if let Some(o) = c.value {
        let w = fingerpost::write::write(&o, std::path::Path::new("."), std::path::Path::new("/tmp/w/site"));
        eprintln!("{w:?} {:?}", t.elapsed());
    }
}
