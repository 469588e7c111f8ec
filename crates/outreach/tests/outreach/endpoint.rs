//! An HTTP server that answers one request with given bytes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, JoinHandle};

/// What it was asked.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) line: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }
}

/// The server.
pub(crate) struct Endpoint {
    pub(crate) address: SocketAddr,
    asked: Receiver<Asked>,
    thread: JoinHandle<()>,
}

impl Endpoint {
    /// Answers one request, and then does what `afterwards` does with the connection.
    pub(crate) fn start(answer: String, afterwards: impl FnOnce(TcpStream) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (tell, asked) = channel();
        let thread = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            tell.send(read(&stream)).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
            afterwards(stream);
        });
        Self { address, asked, thread }
    }

    /// Answers one request and hangs up.
    pub(crate) fn answering(status: &str, headers: &str, body: &str) -> Self {
        let length = body.len();
        let answer = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n{body}");
        Self::start(answer, drop)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/hooks/in?token=t", self.address)
    }

    /// What it was asked; ends when it has hung up.
    pub(crate) fn asked(self) -> Asked {
        let asked = self.asked.recv().unwrap();
        self.thread.join().unwrap();
        asked
    }
}

/// Waits until the other side hangs up.
pub(crate) fn hold(mut stream: TcpStream) {
    let _ = stream.read_to_end(&mut Vec::new());
}

fn read(stream: &TcpStream) -> Asked {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if line.trim_end().is_empty() {
            break;
        }
        lines.push(line.trim_end().to_owned());
    }
    let line = lines.remove(0);
    let split = |line: String| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()));
    let headers: Vec<_> = lines.into_iter().filter_map(split).collect();
    let length = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let mut body = vec![0; length.map_or(0, |(_, value)| value.parse().unwrap())];
    reader.read_exact(&mut body).unwrap();
    Asked { line, headers, body: String::from_utf8(body).unwrap() }
}
