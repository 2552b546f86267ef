//! A small HTTP/1.1 server on loopback, which returns given responses and records the requests.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// The status of the answer to a request that no answer was scripted for.
pub const OFF_SCRIPT: u16 = 418;

/// A running server. It ends with this value.
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    script: Mutex<VecDeque<Answer>>,
    received: Mutex<Vec<Received>>,
    stopped: AtomicBool,
}

impl Server {
    /// Starts a server that gives each answer once, in this order.
    pub fn start(script: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port on loopback");
        let address = listener.local_addr().expect("a bound listener");
        let state = Arc::new(State {
            script: Mutex::new(script.into_iter().collect()),
            ..State::default()
        });
        let shared = Arc::clone(&state);
        thread::spawn(move || accept(&listener, &shared));
        Self { address, state }
    }

    /// The server's URL, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The variables of an application that calls this server as one of AWS's services.
    pub fn environment(&self) -> [(&'static str, String); 4] {
        [
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "secret".to_owned()),
            ("AWS_REGION", "eu-west-2".to_owned()),
            ("AWS_ENDPOINT_URL", self.url()),
        ]
    }

    /// Host and port, as a `Host` header names them.
    pub fn authority(&self) -> String {
        self.address.to_string()
    }

    /// What came in so far, in order.
    pub fn received(&self) -> Vec<Received> {
        lock(&self.state.received).clone()
    }

    /// The one request that came in.
    ///
    /// # Panics
    /// There was none, or more than one.
    pub fn only_request(&self) -> Received {
        let mut received = self.received();
        assert_eq!(received.len(), 1, "requests: {received:#?}");
        received.remove(0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.stopped.store(true, Ordering::SeqCst);
        // Wakes the listener, which waits for a connection.
        drop(TcpStream::connect(self.address));
    }
}

/// A request, as it came over the wire.
#[derive(Clone, Debug)]
pub struct Received {
    /// `GET` and the like.
    pub method: String,
    /// The path, still encoded.
    pub path: String,
    /// What stands behind the question mark, still encoded.
    pub query: Option<String>,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body; of a chunked one, the content.
    pub body: Vec<u8>,
}

impl Received {
    /// The value of a header: of several lines, the first.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.header_lines(name).first().copied()
    }

    /// The value of each line of a header.
    pub fn header_lines(&self, name: &str) -> Vec<&str> {
        self.headers
            .iter()
            .filter(|(it, _)| it.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// Path and query.
    pub fn target(&self) -> String {
        match &self.query {
            Some(query) => format!("{}?{query}", self.path),
            None => self.path.clone(),
        }
    }

    /// The body as text.
    ///
    /// # Panics
    /// It is not UTF-8.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a body of text")
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// It is not JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {:?}", String::from_utf8_lossy(&self.body)))
    }
}

/// What the server answers.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    flow: Flow,
}

/// How far an answer comes.
#[derive(Clone, Copy, Debug)]
enum Flow {
    Whole,
    /// The body comes in chunks of this size.
    Chunked(usize),
    /// The connection closes after this much of the body.
    Truncated(usize),
    /// Nothing more comes after this much of the body.
    Stalled(usize),
    /// Nothing comes at all.
    Silent,
    /// The connection closes at once.
    Dropped,
}

impl Answer {
    /// An answer without a body.
    pub fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            flow: Flow::Whole,
        }
    }

    /// Success, with a JSON body.
    pub fn ok(body: &str) -> Self {
        Self::json(200, body)
    }

    /// A JSON body.
    pub fn json(status: u16, body: &str) -> Self {
        Self::new(status)
            .header("Content-Type", "application/json")
            .body(body)
    }

    /// An error as restJson1 services name them.
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        let body = serde_json::json!({ "Message": message });
        Self::json(status, &body.to_string()).header("x-amzn-ErrorType", code)
    }

    /// Sets the status.
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the body.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Sends the body in chunks.
    pub fn chunked(self, size: usize) -> Self {
        self.flow(Flow::Chunked(size.max(1)))
    }

    /// Closes the connection when `length` bytes of the body are sent.
    pub fn truncated(self, length: usize) -> Self {
        self.flow(Flow::Truncated(length))
    }

    /// Goes silent when `length` bytes of the body are sent.
    pub fn stalled(self, length: usize) -> Self {
        self.flow(Flow::Stalled(length))
    }

    /// No answer: the connection stays open.
    pub fn silence() -> Self {
        Self::new(200).flow(Flow::Silent)
    }

    /// No answer: the connection closes.
    pub fn hang_up() -> Self {
        Self::new(200).flow(Flow::Dropped)
    }

    fn flow(mut self, flow: Flow) -> Self {
        self.flow = flow;
        self
    }

    fn head(&self) -> String {
        let mut head = format!("HTTP/1.1 {} Scripted\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let bodiless = matches!(self.status, 204 | 304);
        let framing = match self.flow {
            Flow::Chunked(_) => "Transfer-Encoding: chunked\r\n".to_owned(),
            _ if bodiless => String::new(),
            _ => format!("Content-Length: {}\r\n", self.body.len()),
        };
        head + &framing + "\r\n"
    }

    /// Whether the connection can go on.
    fn write(&self, stream: &mut TcpStream) -> io::Result<bool> {
        let sent = match self.flow {
            Flow::Whole | Flow::Chunked(_) => self.body.len(),
            Flow::Truncated(length) | Flow::Stalled(length) => length.min(self.body.len()),
            Flow::Silent => return wait_for_end(stream),
            Flow::Dropped => return Ok(false),
        };
        let mut bytes = self.head().into_bytes();
        match self.flow {
            Flow::Chunked(size) => {
                for chunk in self.body.chunks(size) {
                    bytes.extend(format!("{:x}\r\n", chunk.len()).bytes());
                    bytes.extend(chunk);
                    bytes.extend(b"\r\n");
                }
                bytes.extend(b"0\r\n\r\n");
            }
            _ => bytes.extend(&self.body[..sent]),
        }
        stream.write_all(&bytes)?;
        stream.flush()?;
        match self.flow {
            Flow::Stalled(_) => wait_for_end(stream),
            Flow::Truncated(_) => Ok(false),
            _ => Ok(true),
        }
    }
}

/// Waits for the client to give up.
fn wait_for_end(stream: &mut TcpStream) -> io::Result<bool> {
    let mut rest = [0; 64];
    while stream.read(&mut rest)? > 0 {}
    Ok(false)
}

fn accept(listener: &TcpListener, state: &Arc<State>) {
    for stream in listener.incoming() {
        if state.stopped.load(Ordering::SeqCst) {
            return;
        }
        let (Ok(stream), state) = (stream, Arc::clone(state)) else {
            return;
        };
        // A connection that breaks is the client's affair.
        thread::spawn(move || drop(serve(stream, &state)));
    }
}

fn serve(mut stream: TcpStream, state: &State) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    while let Some(request) = read_request(&mut reader)? {
        // The request first: whoever has the answer finds the request.
        lock(&state.received).push(request);
        let answer = lock(&state.script).pop_front();
        let answer = answer.unwrap_or_else(|| Answer::error(OFF_SCRIPT, "OffScript", "no answer"));
        if !answer.write(&mut stream)? {
            break;
        }
    }
    stream.shutdown(Shutdown::Both)
}

fn read_request(reader: &mut impl BufRead) -> io::Result<Option<Received>> {
    let line = read_line(reader)?;
    let mut parts = line.split(' ');
    let (Some(method), Some(target)) = (parts.next(), parts.next()) else {
        return Ok(None);
    };
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query.to_owned())),
        None => (target, None),
    };
    let mut request = Received {
        method: method.to_owned(),
        path: path.to_owned(),
        query,
        headers: read_headers(reader)?,
        body: Vec::new(),
    };
    let chunked = request.header("transfer-encoding") == Some("chunked");
    let length = request
        .header("content-length")
        .and_then(|it| it.parse().ok());
    request.body = match (chunked, length) {
        (true, _) => read_chunks(reader)?,
        (false, length) => read_exactly(reader, length.unwrap_or(0))?,
    };
    Ok(Some(request))
}

fn read_headers(reader: &mut impl BufRead) -> io::Result<Vec<(String, String)>> {
    let mut headers = Vec::new();
    loop {
        let line = read_line(reader)?;
        let Some((name, value)) = line.split_once(':') else {
            return Ok(headers);
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
}

fn read_chunks(reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = usize::from_str_radix(read_line(reader)?.trim(), 16)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        body.extend(read_exactly(reader, size)?);
        read_line(reader)?;
        if size == 0 {
            return Ok(body);
        }
    }
}

fn read_exactly(reader: &mut impl BufRead, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// A line without its end. Bytes that are not UTF-8 are replaced.
fn read_line(reader: &mut impl BufRead) -> io::Result<String> {
    let mut line = Vec::new();
    reader.read_until(b'\n', &mut line)?;
    let line = String::from_utf8_lossy(&line);
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
