//! The application, which calls a server in the same process.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::thread;

use super::{GetForecastError, client, temperature};

/// Starts a server that answers one call, and returns its address. In restJson1 the traits `http`, `httpLabel` and
/// `httpQuery` say where the input is, a header names the error, and all other members are JSON.
fn server() -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || -> io::Result<()> {
        let (mut connection, _) = listener.accept()?;
        let lines = BufReader::new(&connection).lines();
        let head: Vec<String> = lines
            .map_while(Result::ok)
            .take_while(|line| !line.is_empty())
            .collect();
        let (status, body) = match head[0].as_str() {
            "GET /cities/Graz/forecast?days=1 HTTP/1.1" => ("200 OK", r#"{"temperature": 21.5}"#),
            _ => (
                "404 Not Found\r\nx-amzn-errortype: NoSuchCity",
                r#"{"message": "unknown"}"#,
            ),
        };
        let length = body.len();
        write!(
            connection,
            "HTTP/1.1 {status}\r\ncontent-length: {length}\r\n\r\n{body}"
        )
    });
    Ok(address)
}

#[tokio::test]
async fn it_is_warm_in_graz() {
    let client = client(&server().expect("a server"), "secret");
    let degrees = temperature(&client, "Graz".to_owned()).await;
    assert_eq!(degrees.expect("a forecast"), Some(21.5));
}

#[tokio::test]
async fn nobody_knows_atlantis() {
    let client = client(&server().expect("a server"), "secret");
    let degrees = temperature(&client, "Atlantis".to_owned()).await;
    let error = degrees.expect_err("no forecast");
    assert!(matches!(error, GetForecastError::NoSuchCity(_)), "{error}");
}
