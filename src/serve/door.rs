//! The one user of the network: opens the port, takes connections in and sends answers out.
//!
//! One connection, one request, one thread while it speaks; nobody who is slow or silent holds up anybody else. Who
//! has said nothing gives way to newcomers: browsers open connections in advance, and keep them.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddrV4, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::answer::{Answer, Status};
use super::request::{Asked, Method, NoRequest, read};

/// Connections that may be open without a whole request; when there are more, the oldest of them is closed.
const MOST_SILENT: usize = 128;

/// A browser on the same computer sends its request at once, and takes the answer at once.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long to wait before the next try, where the system cannot give a connection.
const BREATH: Duration = Duration::from_millis(50);

/// After so many failures in a row the port itself is taken to be broken.
const FAILURES: u32 = 20;

/// How many ports are tried from the usual one on.
const TRIED: u16 = 20;

/// An open port of this computer, which no other computer can reach.
#[derive(Debug)]
pub struct Door {
    listener: TcpListener,
    port: u16,
}

/// Somebody who asked and waits for the answer.
pub struct Visitor {
    stream: Arc<TcpStream>,
    head_only: bool,
}

impl Visitor {
    /// Sends the answer and closes the connection. One who has gone away needs none.
    pub fn answer(self, answer: &Answer) {
        let bytes = answer.to_bytes(self.head_only);
        let _gone_away = (&*self.stream).write_all(&bytes);
        let _gone_as_well = self.stream.shutdown(Shutdown::Write);
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
    /// called when the port had to be opened again.
    pub fn receive_all(self, receive: impl Fn(Asked, Visitor) + Send + Sync + 'static, reopened: &dyn Fn()) {
        let port = self.port;
        let (receive, silent) = (Arc::new(receive), Arc::new(Silent::default()));
        let mut listener = self.listener;
        loop {
            let_in(&listener, &receive, &silent);
            drop(listener);
            listener = open_again(port);
            reopened();
        }
    }
}

/// Lets visitors in for as long as the port works. A connection that breaks while it is taken in is no reason to stop.
fn let_in(
    listener: &TcpListener,
    receive: &Arc<impl Fn(Asked, Visitor) + Send + Sync + 'static>,
    silent: &Arc<Silent>,
) {
    let mut failures = 0;
    while failures < FAILURES {
        let Ok((stream, _)) = listener.accept() else {
            failures += 1;
            thread::sleep(BREATH);
            continue;
        };
        failures = 0;
        let (receive, silent) = (Arc::clone(receive), Arc::clone(silent));
        let stream = silent.enter(stream);
        // Where no thread can be had, the connection is closed.
        let _turned_away = thread::Builder::new().spawn(move || visit(stream, &*receive, &silent));
    }
}

fn open_again(port: u16) -> TcpListener {
    loop {
        match Door::open(port) {
            Ok(door) => return door.listener,
            Err(_) => thread::sleep(BREATH),
        }
    }
}

fn visit(stream: Arc<TcpStream>, receive: &impl Fn(Asked, Visitor), silent: &Silent) {
    let asked = read(&mut Patient::with(&stream));
    silent.leave(&stream);
    let _as_it_is = stream.set_write_timeout(Some(PATIENCE));
    let head_only = asked.as_ref().is_ok_and(|asked| asked.method == Method::Head);
    let visitor = Visitor {
        stream: Arc::clone(&stream),
        head_only,
    };
    match asked {
        Ok(asked) => receive(asked, visitor),
        Err(NoRequest::Silence) => {}
        Err(NoRequest::Nonsense) => refuse(visitor, Status::Bad),
        Err(NoRequest::TooMuch) => refuse(visitor, Status::TooLarge),
    }
}

/// Says no, and hears some of the rest: a connection that is closed on somebody who still speaks takes the answer with
/// it.
fn refuse(visitor: Visitor, status: Status) {
    let stream = Arc::clone(&visitor.stream);
    visitor.answer(&Answer::words(status, "I did not understand this."));
    let _heard = io::copy(&mut Patient::with(&stream).take(REST), &mut io::sink());
}

/// More than any honest mistake.
const REST: u64 = 4 * 1024 * 1024;

/// Reads from a connection until [`PATIENCE`] has come to its end, however little comes at a time.
struct Patient<'a> {
    stream: &'a TcpStream,
    until: Instant,
}

impl<'a> Patient<'a> {
    fn with(stream: &'a TcpStream) -> Self {
        Self {
            stream,
            until: Instant::now() + PATIENCE,
        }
    }
}

impl Read for Patient<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        self.stream.read(bytes)
    }
}

/// The connections that have not asked for anything yet, the oldest first.
#[derive(Default)]
struct Silent(Mutex<VecDeque<Arc<TcpStream>>>);

impl Silent {
    fn enter(&self, stream: TcpStream) -> Arc<TcpStream> {
        let stream = Arc::new(stream);
        let mut silent = self.lock();
        silent.push_back(Arc::clone(&stream));
        if silent.len() > MOST_SILENT {
            let oldest = silent.pop_front();
            let _closed_already = oldest.map(|oldest| oldest.shutdown(Shutdown::Both));
        }
        stream
    }

    fn leave(&self, stream: &Arc<TcpStream>) {
        self.lock().retain(|other| !Arc::ptr_eq(other, stream));
    }

    /// Whoever died with the lock left the list whole.
    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<TcpStream>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns whether a port could not be had because another program has it. Windows keeps ranges of ports for itself
/// and says "not allowed" of those.
pub fn is_taken(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_port_that_broke_is_opened_again() {
        let door = Door::open(0).expect("a free port");
        // Accepting from this one fails at once, and goes on failing.
        door.listener.set_nonblocking(true).expect("a setting");
        let (port, (told, hears)) = (door.port, channel());
        let hello = |_, visitor: Visitor| visitor.answer(&Answer::words(Status::Ok, "hello"));
        thread::spawn(move || door.receive_all(hello, &move || told.send(()).unwrap_or_default()));
        hears
            .recv_timeout(Duration::from_secs(30))
            .expect("it was opened again");
        let mut client = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("it is open");
        client.write_all(b"GET / HTTP/1.1\r\n\r\n").expect("sent");
        let mut answer = String::new();
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
