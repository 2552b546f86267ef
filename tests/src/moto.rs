//! The server moto (`pip install 'moto[server]'`), which is started on loopback and stopped after a test.

use std::env;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

/// The ports that servers are given: the first one, and how many.
const FIRST_PORT: u32 = 10_000;
const PORTS: u32 = 20_000;

/// A running server. It ends with this value.
pub struct Moto {
    child: Child,
    address: SocketAddr,
}

impl Moto {
    /// Starts the server, if it is installed. Says so if it is not.
    ///
    /// # Panics
    /// If it does not start, and `TINSMITH_REQUIRE_LIVE` is 1.
    pub fn start() -> Option<Self> {
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
        let address = free_address()?;
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
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// An address that nobody else is given: below the ports that systems choose by themselves, since one of
/// those may be taken before the server has it.
fn free_address() -> Option<SocketAddr> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    for _ in 0..PORTS {
        let offset = std::process::id().wrapping_mul(97);
        let offset = offset.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed));
        let port = u16::try_from(FIRST_PORT + offset % PORTS).ok()?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        if TcpListener::bind(address).is_ok() {
            return Some(address);
        }
    }
    None
}

impl Drop for Moto {
    fn drop(&mut self) {
        // If it ended already, there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
