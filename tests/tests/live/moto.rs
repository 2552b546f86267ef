//! The server: started on loopback, and ended after a test.

use std::env;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use tinsmith_runtime::aws_credential_types::Credentials;

/// A running server. It ends with this value.
pub(crate) struct Moto {
    child: Child,
    address: SocketAddr,
}

impl Moto {
    /// Starts the server, if it is installed.
    pub(crate) fn start() -> Option<Self> {
        let commands: [&[&str]; 2] = [&["moto_server"], &["python3", "-m", "moto.server"]];
        // A free port may be taken by another before the server has it.
        for command in commands.iter().chain(&commands) {
            if let Some(moto) = Self::start_as(command) {
                return Some(moto);
            }
        }
        let required = env::var("TINSMITH_REQUIRE_LIVE").is_ok_and(|value| value == "1");
        assert!(!required, "moto does not start: is it installed?");
        println!("skipped: moto is not installed");
        None
    }

    fn start_as(command: &[&str]) -> Option<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("a bound listener");
        drop(listener);
        let child = Command::new(command[0])
            .args(&command[1..])
            .args(["-H", "127.0.0.1", "-p", &address.port().to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut moto = Self { child, address };
        for _ in 0..1200 {
            if TcpStream::connect(address).is_ok() {
                return Some(moto);
            }
            // It ends at once if the module is not there.
            if moto.child.try_wait().ok()?.is_some() {
                return None;
            }
            thread::sleep(Duration::from_millis(50));
        }
        None
    }

    /// The server's URL.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// Credentials; the server takes any.
pub(crate) fn credentials() -> Credentials {
    Credentials::new("AKIDTINSMITH", "secret", None, None, "tests")
}

impl Drop for Moto {
    fn drop(&mut self) {
        // If it ended already, there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
