//! The real preview on a free port, visited by clients that speak HTTP by hand, well and badly.

#![allow(clippy::print_stdout, reason = "how much was tried is part of the result")]

use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::thread;

use crate::support::preview::{Answer, Preview};
use crate::support::scratch::Scratch;

#[test]
fn pages_are_the_bytes_to_be_published_but_for_one_script() {
    let preview = Preview::open();
    let script = format!(
        r#"<script src="/_fingerpost/reload.js?seen={}" defer></script>"#,
        preview.seen()
    );
    let output = preview.output();
    for (path, bytes) in &output.files {
        let answer = preview.get(&format!("/{path}"));
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("Cache-Control"), Some("no-store"), "{path}");
        let is_page = path.as_str().ends_with(".html");
        let body = if is_page {
            answer.text().replacen(&script, "", 1).into_bytes()
        } else {
            answer.body
        };
        assert!(body == *bytes, "{path}");
    }
    println!("{} files compared, byte by byte", output.files.len());
}

#[test]
fn a_save_is_told_to_whoever_waits_and_shown_from_then_on() {
    let preview = Preview::open();
    let seen = preview.seen();
    let news = thread::scope(|threads| {
        let waits = threads.spawn(|| preview.wait(&seen));
        preview.site.change("content/index.md", "title: ", "title: Changed ");
        waits.join().expect("news")
    });
    assert!(news.contains(r#""change":"pages""#), "{news}");
    assert!(preview.next_build());
    assert!(preview.get("/").text().contains("Changed "));
}

#[test]
fn a_fault_is_shown_over_the_last_good_page_until_it_is_mended() {
    let preview = Preview::open();
    let (seen, good) = (preview.seen(), preview.site.read("content/index.md"));
    preview
        .site
        .write("content/index.md", format!("{good}\n[gone](gone.md)\n"));
    assert!(!preview.next_build());
    let news = preview.wait(&seen);
    assert!(
        news.contains("1 problem in 1 file") && news.contains("(broken-link)"),
        "{news}"
    );
    let page = preview.get("/");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("defer data-wrong></script>"));
    preview.site.write("content/index.md", good);
    assert!(preview.next_build());
    assert_eq!(preview.seen(), seen, "the same bytes are the same moment");
    assert!(preview.wait("another").contains(r#""faults":null"#));
}

#[test]
fn a_site_that_was_never_good_gets_a_page_that_says_why() {
    let site = Scratch::copy_of("tests/diagnostics/_base");
    site.write("content/policies/broken.md", "---\ntitle: <b>\nfoo: 1\n---\n");
    let preview = Preview::of(site);
    let page = preview.get("/anything");
    assert_eq!(page.status, 503);
    assert!(
        page.header("Content-Security-Policy")
            .is_some_and(|policy| policy.contains("frame-ancestors 'none'"))
    );
    assert!(page.text().contains("(unknown-key)"), "{}", page.text());
    std::fs::remove_file(preview.site.path().join("content/policies/broken.md")).expect("it goes");
    assert!(preview.next_build());
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_change_of_style_is_told_as_one() {
    let preview = Preview::open();
    let seen = preview.seen();
    preview.site.write("themes/default/css/own.css", "p { color: navy }");
    assert!(preview.next_build());
    let news = preview.wait(&seen);
    assert!(news.contains(r#""change":"style","style":"/assets/"#), "{news}");
}

#[test]
fn a_save_that_changes_no_byte_builds_nothing() {
    let preview = Preview::open();
    let same = preview.site.read("content/index.md");
    preview.site.write("content/index.md", same);
    preview.site.change("content/index.md", "title: ", "title: Changed ");
    assert!(preview.next_build());
    assert!(
        preview.get("/").text().contains("Changed "),
        "the first build that came is that of the change"
    );
}

#[test]
fn tricks_find_nothing() {
    let preview = Preview::open();
    for target in TRICKS {
        assert_eq!(preview.get(target).status, 404, "{target}");
    }
    let long = format!("/{}", "a".repeat(10_000));
    assert_eq!(preview.get(&long).status, 404);
    assert_eq!(preview.get("/_fingerpost/../../content/site.yaml").status, 404);
    println!("tried: {} addresses that are tricks", TRICKS.len() + 2);
}

const TRICKS: [&str; 30] = [
    "*",
    "index.html",
    "//index.html",
    "//example.org/",
    "http://example.org/index.html",
    "/../index.html",
    "/./index.html",
    "/policies/../index.html",
    "/%2e%2e/index.html",
    "/%2E%2E%2Findex.html",
    "/..%2f..%2fetc%2fpasswd",
    "/..%5cindex.html",
    "/policies\\..\\index.html",
    "/%252e%252e/index.html",
    "/index.html%00",
    "/%00",
    "/index.html%00.png",
    "/index.html.",
    "/index.html%20",
    "/index.html::$DATA",
    "/C:/Windows/win.ini",
    "/C%3A%5CWindows%5Cwin.ini",
    "/etc/passwd",
    "/%2fetc/passwd",
    "/nul",
    "/CON.html",
    "/com1.txt",
    "/%ff%fe",
    "/%c0%ae%c0%ae/index.html",
    "/content/site.yaml",
];

#[test]
fn only_reading_is_allowed_and_only_under_our_own_names() {
    let preview = Preview::open();
    let own = preview.host();
    let head = preview.ask("HEAD", "/", &own);
    let get = preview.get("/");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("Content-Length"), Some(get.body.len().to_string().as_str()));
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "NONSENSE"] {
        let answer = preview.ask(method, "/", &own);
        assert_eq!(
            (answer.status, answer.header("Allow")),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
    for host in [
        "evil.example",
        "",
        &format!("evil.example:{}", preview.port),
        "127.0.0.1",
        "127.0.0.1:1",
    ] {
        assert_eq!(preview.ask("GET", "/", host).status, 403, "{host}");
    }
    assert_eq!(
        preview.ask("GET", "/", &format!("localhost:{}", preview.port)).status,
        200
    );
    let nameless = preview.send(b"GET / HTTP/1.0\r\n\r\n").expect("an answer");
    assert_eq!(nameless.status, 403);
}

#[test]
fn clients_that_misbehave_harm_nobody() {
    let preview = Preview::open();
    for bytes in rude_requests() {
        let mut stream = preview.connect();
        let _cut_off = stream.write_all(&bytes);
        let _closed = stream.shutdown(Shutdown::Write);
        let answer = Answer::read(&mut stream);
        assert!(
            answer.is_none_or(|answer| answer.status != 200),
            "{:?}",
            String::from_utf8_lossy(&bytes[..40])
        );
        assert_eq!(preview.get("/").status, 200);
    }
    allow_many_connections();
    let idle: Vec<TcpStream> = (0..IDLE).map(|_| preview.connect()).collect();
    let halves: Vec<TcpStream> = (0..HALVES).map(|_| half_a_request(&preview)).collect();
    assert_eq!(preview.get("/").status, 200, "while they are held");
    (0..HASTY).for_each(|_| drop(preview.connect()));
    let gone: Vec<_> = (0..GONE).map(|_| waits_and_goes(&preview)).collect();
    drop((idle, halves, gone));
    assert_eq!(preview.get("/").status, 200, "after they are gone");
    println!(
        "tried: {} rude requests; {IDLE} silent connections, {HALVES} half requests and {GONE} who left, all held at once; {HASTY} gone before they were let in",
        rude_requests().len()
    );
}

/// Both ends of every connection are files of this process.
#[cfg(target_os = "linux")]
fn allow_many_connections() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    let most = limit.maximum.unwrap_or(4_096).min(4_096);
    limit.current = limit.current.map(|current| current.max(most));
    setrlimit(Resource::Nofile, limit).expect("room for a thousand connections");
}

/// Elsewhere there are few enough of them.
#[cfg(not(target_os = "linux"))]
fn allow_many_connections() {}

const IDLE: usize = if cfg!(target_os = "linux") { 1_000 } else { 200 };
const HALVES: usize = 50;
const GONE: usize = 50;
/// Most of them are closed before the server takes them from the system's queue.
const HASTY: usize = 300;

fn rude_requests() -> Vec<Vec<u8>> {
    let whole: [&[u8]; 10] = [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon here\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\nshort",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999999\r\n\r\nnot so much",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n",
    ];
    let huge = format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(2_000_000));
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(50_000));
    let noise: Vec<u8> = (0..100_000_u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let made = [huge.into_bytes(), many.into_bytes(), noise];
    whole.into_iter().map(<[u8]>::to_vec).chain(made).collect()
}

/// Begins to ask, and does not go on. Where there are too many of these the oldest are closed.
fn half_a_request(preview: &Preview) -> TcpStream {
    let mut stream = preview.connect();
    stream.write_all(b"GET / HTTP/1.1\r\nHos").expect("sent");
    stream
}

/// Asks to wait and goes away before there is an answer. More than may wait are sent away at once.
fn waits_and_goes(preview: &Preview) -> TcpStream {
    let mut stream = preview.connect();
    let request = format!(
        "GET /_fingerpost/wait.js?since={} HTTP/1.1\r\nHost: {}\r\n\r\n",
        preview.seen(),
        preview.host()
    );
    stream.write_all(request.as_bytes()).expect("sent");
    stream
}

#[test]
fn a_port_that_is_taken_stops_with_a_plain_message() {
    let preview = Preview::open();
    let port = preview.port.to_string();
    let ran = preview.site.run(["serve", "--port", &port]);
    assert_eq!(ran.exit, Some(3), "{ran:?}");
    assert!(
        ran.words.contains(&format!("Port {port} is taken by another program")),
        "{}",
        ran.words
    );
}

#[test]
fn a_folder_without_a_site_is_not_served() {
    let ran = Scratch::new().run(["serve"]);
    assert_eq!(ran.exit, Some(2), "{ran:?}");
    assert!(ran.words.contains("There is no folder `content`"), "{}", ran.words);
}

/// Whoever presses Ctrl+C has done with it, however many pages are open and wait for the next change.
#[cfg(target_os = "linux")]
#[test]
fn control_c_ends_it_whoever_is_connected() {
    use rustix::process::{Pid, Signal, kill_process};
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    use std::time::Instant;

    let site = Scratch::copy_of("tests/diagnostics/_base");
    let mut running = Command::new(env!("CARGO_BIN_EXE_fingerpost"))
        .args(["serve", "--port", "0"])
        .current_dir(site.path())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut words = BufReader::new(running.stderr.take().expect("its words"))
        .lines()
        .map_while(Result::ok);
    let port = words.find_map(|line| {
        line.strip_prefix("The preview is at http://127.0.0.1:")?
            .trim_end_matches('/')
            .parse()
            .ok()
    });
    words.find(|line| line.contains(" built in ")).expect("a first build");
    let held: Vec<TcpStream> = (0..50)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", port.expect("a port"))).expect("a connection");
            stream
                .write_all(b"GET /_fingerpost/wait.js HTTP/1.1\r\n")
                .expect("sent");
            stream
        })
        .collect();
    let pressed = Instant::now();
    kill_process(Pid::from_child(&running), Signal::INT).expect("it is told");
    // Waits for ever only where the program does; the runner of the tests does not.
    let ended = running.wait().expect("it ends");
    assert!(!ended.success());
    drop(held);
    println!("Ctrl+C ended it after {} ms", pressed.elapsed().as_millis());
}
