//! The one user of the HTTP library: opens the port, takes requests in and sends answers out.
//!
//! The library ends its loop at the first connection that breaks while it is accepted, so the door opens itself again.
//! Nobody who is slow or silent holds up anybody else: each request has a thread, up to a bound.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddrV4, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tiny_http::{Request, Server};

use super::answer::{Answer, Status};

/// Requests that are worked on at once; what comes beyond is turned away. A browser sends six.
const MOST_AT_ONCE: usize = 256;

/// A form of the desk has a few short fields.
const LONGEST_FORM: u64 = 4_096;

/// How long to wait before the next try to open again, where the system has nothing left to give.
const BREATH: Duration = Duration::from_millis(200);

/// How many ports are tried behind the usual one.
const TRIED: u16 = 20;

/// An open port of this computer, which no other computer can reach.
#[derive(Debug)]
pub struct Door {
    listener: TcpListener,
    port: u16,
}

/// What somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// How.
    pub method: Method,
    /// What, as it came.
    pub target: String,
    /// Under which name they think to have found us.
    pub host: Option<String>,
    /// What a form holds, as it came.
    pub form: String,
}

/// The methods that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Send it.
    Get,
    /// Say what you would send.
    Head,
    /// Do something.
    Post,
    /// Anything else.
    Other,
}

/// Somebody who asked and waits for the answer.
pub struct Visitor {
    request: Request,
    head_only: bool,
}

impl Visitor {
    /// Sends the answer. One who has gone away needs none.
    pub fn answer(self, answer: &Answer) {
        let bytes = answer.to_bytes(self.head_only);
        let mut writer = self.request.into_writer();
        let _gone_away = writer.write_all(&bytes).and_then(|()| writer.flush());
    }
}

impl Door {
    /// Opens `port`.
    ///
    /// # Errors
    /// The port is taken, or the system keeps it for itself.
    pub fn open(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind(SocketAddrV4::new(Ipv4Addr::LOCALHOST, port))?;
        let port = listener.local_addr()?.port();
        Ok(Self { listener, port })
    }

    /// Opens `usual`, or the first free port behind it, or any.
    ///
    /// # Errors
    /// The system has no port to give.
    pub fn open_near(usual: u16) -> io::Result<Self> {
        let near = (usual..usual.saturating_add(TRIED)).find_map(|port| Self::open(port).ok());
        near.map_or_else(|| Self::open(0), Ok)
    }

    /// Returns the number of the port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Lets visitors in, for ever; `receive` gets each with what they asked, in a thread of their own. `reopened` is
    /// called when the door had to be opened again.
    pub fn receive_all(self, receive: impl Fn(Asked, Visitor) + Send + Sync + 'static, reopened: &dyn Fn()) {
        let (port, receive) = (self.port, Arc::new(receive));
        let mut listener = self.listener;
        let inside = Arc::new(AtomicUsize::new(0));
        loop {
            if let Ok(server) = Server::from_listener(listener, None) {
                while let Ok(request) = server.recv() {
                    let receive = Arc::clone(&receive);
                    let place = Place::taken(&inside);
                    let visit = move || {
                        let _until_done = place;
                        admit(request, &*receive);
                    };
                    if inside.load(Ordering::Relaxed) <= MOST_AT_ONCE {
                        // Where no thread can be had, the visitor is turned away.
                        let _turned_away = thread::Builder::new().spawn(visit);
                    }
                }
            }
            reopened();
            listener = open_again(port);
        }
    }
}

/// The door that was there a moment ago can take a while to let go of the port.
fn open_again(port: u16) -> TcpListener {
    loop {
        match Door::open(port) {
            Ok(door) => return door.listener,
            Err(_) => thread::sleep(BREATH),
        }
    }
}

/// A place among those who are inside.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn taken(inside: &Arc<AtomicUsize>) -> Self {
        inside.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(inside))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn admit(mut request: Request, receive: &impl Fn(Asked, Visitor)) {
    let method = match request.method() {
        tiny_http::Method::Get => Method::Get,
        tiny_http::Method::Head => Method::Head,
        tiny_http::Method::Post => Method::Post,
        _ => Method::Other,
    };
    let form = match method {
        Method::Post => form(&mut request),
        _ => Ok(String::new()),
    };
    let head_only = method == Method::Head;
    let Ok(form) = form else {
        return Visitor { request, head_only }.answer(&Answer::words(Status::NotAllowed, "I did not understand this."));
    };
    let asked = Asked {
        method,
        target: request.url().to_owned(),
        host: header(&request, "Host"),
        form,
    };
    receive(asked, Visitor { request, head_only });
}

fn form(request: &mut Request) -> io::Result<String> {
    let mut form = String::new();
    request.as_reader().take(LONGEST_FORM).read_to_string(&mut form)?;
    Ok(form)
}

fn header(request: &Request, name: &'static str) -> Option<String> {
    let header = request.headers().iter().find(|header| header.field.equiv(name));
    header.map(|header| header.value.as_str().to_owned())
}

/// Returns whether a port could not be had because another program has it. Windows keeps ranges of ports for itself
/// and says "not allowed" of those.
pub fn is_taken(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied)
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_door_that_broke_is_opened_again() {
        let door = Door::open(0).expect("a free port");
        // Accepting from this one fails at once, as it does when a connection is aborted.
        door.listener.set_nonblocking(true).expect("a setting");
        let (port, (told, hears)) = (door.port, channel());
        let hello = |_, visitor: Visitor| visitor.answer(&Answer::words(Status::Ok, "hello"));
        thread::spawn(move || door.receive_all(hello, &move || told.send(()).unwrap_or_default()));
        hears
            .recv_timeout(Duration::from_secs(30))
            .expect("it was opened again");
        let mut answer = String::new();
        let connect = || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok();
        let mut client = std::iter::repeat_with(connect)
            .take(100_000)
            .flatten()
            .next()
            .expect("it answers");
        client
            .write_all(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            .expect("sent");
        client.read_to_string(&mut answer).expect("an answer");
        assert!(answer.ends_with("hello\n"), "{answer}");
    }

    #[test]
    fn a_port_that_is_taken_is_an_error_unless_the_next_will_do() {
        let first = Door::open(0).expect("a free port");
        assert!(is_taken(&Door::open(first.port).expect_err("taken")));
        assert_ne!(Door::open_near(first.port).expect("another").port, first.port);
    }
}
