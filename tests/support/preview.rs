//! A preview on a free port, and a client that speaks HTTP by hand.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use fingerpost::compile::{self, compile};
use fingerpost::date::Date;
use fingerpost::load::load;
use fingerpost::output::Output;
use fingerpost::serve::{News, Options, serve};

use super::scratch::Scratch;

/// Long enough for any machine; nothing waits for it unless something is wrong.
const PATIENCE: Duration = Duration::from_secs(60);

fn today() -> Date {
    "2026-11-22".parse().expect("a date")
}

/// A preview of a small site, open until the tests end.
pub struct Preview {
    /// Where it lies.
    pub site: Scratch,
    /// Where it is shown.
    pub port: u16,
    builds: Mutex<Receiver<bool>>,
}

impl Preview {
    pub fn open() -> Self {
        Self::of(Scratch::copy_of("tests/diagnostics/_base"))
    }

    /// Opens a preview and waits for its first build.
    pub fn of(site: Scratch) -> Self {
        let root = site.path().to_owned();
        let ((port, ports), (built, builds)) = (channel(), channel());
        let tell = move |news: News| match news {
            News::Opened(number) => port.send(number).unwrap_or_default(),
            News::Built(build) => built.send(build.output.is_some()).unwrap_or_default(),
            News::Begun(_) | News::Reopened => {}
        };
        thread::spawn(move || {
            let options = Options {
                port: Some(0),
                today: &today,
                local: |_| Some("just now".into()),
            };
            serve(&root, options, &tell)
        });
        let preview = Self {
            port: ports.recv_timeout(PATIENCE).expect("a port"),
            builds: Mutex::new(builds),
            site,
        };
        preview.next_build();
        preview
    }

    /// Waits for a build, and returns whether it gave a site.
    pub fn next_build(&self) -> bool {
        self.builds
            .lock()
            .expect("the builds")
            .recv_timeout(PATIENCE)
            .expect("a build")
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a setting");
        stream.set_write_timeout(Some(PATIENCE)).expect("a setting");
        stream
    }

    pub fn send(&self, bytes: &[u8]) -> Option<Answer> {
        let mut stream = self.connect();
        let _cut_off = stream.write_all(bytes);
        Answer::read(&mut stream)
    }

    pub fn ask(&self, method: &str, target: &str, host: &str) -> Answer {
        let request = format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        self.send(request.as_bytes())
            .unwrap_or_else(|| panic!("an answer to {method} {target}"))
    }

    pub fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, &self.host())
    }

    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Sends a form as a browser does whose page is of the site `origin`.
    pub fn post(&self, target: &str, origin: &str, form: &str) -> Answer {
        let request = format!(
            "POST {target} HTTP/1.1\r\nHost: {}\r\nOrigin: {origin}\r\nContent-Length: {}\r\n\r\n{form}",
            self.host(),
            form.len()
        );
        self.send(request.as_bytes())
            .unwrap_or_else(|| panic!("an answer to POST {target}"))
    }

    /// Returns the moment that the pages show.
    pub fn seen(&self) -> String {
        let page = self.get("/").text();
        let (_, after) = page.split_once("reload.js?seen=").expect("the script");
        after.split('"').next().expect("an end").to_owned()
    }

    /// Waits as a page does, and returns what it is told.
    pub fn wait(&self, since: &str) -> String {
        self.get(&format!("/_fingerpost/wait.js?since={since}")).text()
    }

    pub fn output(&self) -> Output {
        let options = compile::Options { as_of: today() };
        compile(&load(self.site.path()).value, options, &mut |_| {})
            .value
            .expect("a site")
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    /// Reads to the end of the connection; nothing where it is cut off without a word.
    pub fn read(stream: &mut TcpStream) -> Option<Self> {
        let mut bytes = Vec::new();
        match stream.read_to_end(&mut bytes) {
            Err(error) if !is_cut_off(&error) => panic!("no end: {error}"),
            _ => {}
        }
        let end = bytes.windows(4).position(|piece| piece == b"\r\n\r\n")?;
        let head = String::from_utf8(bytes[..end].to_vec()).expect("text");
        Some(Self {
            status: head.split(' ').nth(1)?.parse().expect("a status"),
            head: head + "\r\n",
            body: bytes[end + 4..].to_vec(),
        })
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("text")
    }
}

fn is_cut_off(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe
    )
}
