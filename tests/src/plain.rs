//! An HTTP client that knows nothing of services: whoever is given a URL may have such a one.

use std::io::{self, Read, Write};
use std::net::TcpStream;

/// An answer.
#[derive(Clone, Debug)]
pub struct Plain {
    /// The status code.
    pub status: u16,
    /// Status line and headers.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

/// Sends a request to a URL that begins with `http://`, in a connection of its own.
///
/// # Errors
/// The server can't be reached, or answers otherwise than in HTTP.
pub fn send<'a>(
    method: &str,
    url: &str,
    headers: impl IntoIterator<Item = (&'a str, &'a str)>,
    body: &[u8],
) -> io::Result<Plain> {
    let bad = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    let rest = url.strip_prefix("http://");
    let rest = rest.ok_or_else(|| bad("no URL without TLS"))?;
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    // In HTTP/1.0 no answer comes in chunks.
    let mut request = format!("{method} {path} HTTP/1.0\r\nhost: {authority}\r\n");
    let mut has_length = false;
    for (name, value) in headers {
        has_length |= name.eq_ignore_ascii_case("content-length");
        request += &format!("{name}: {value}\r\n");
    }
    if !has_length && !body.is_empty() {
        request += &format!("content-length: {}\r\n", body.len());
    }
    request += "\r\n";
    let mut stream = TcpStream::connect(authority)?;
    stream.write_all(request.as_bytes())?;
    stream.write_all(body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|it| it == b"\r\n\r\n");
    let end = end.ok_or_else(|| bad("an answer without an end of its head"))?;
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|it| it.parse().ok());
    Ok(Plain {
        status: status.ok_or_else(|| bad("an answer without a status"))?,
        head,
        body: answer[end + 4..].to_vec(),
    })
}
