//! A headless Chromium, driven over its debugging protocol.

use std::env;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// The longest time that an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser with one page. Ends when it is dropped.
pub struct Browser {
    child: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    /// The number of the last call.
    last: u64,
    /// The page's session, once there is one.
    session: Option<String>,
    /// What the page reported and nobody has looked at.
    events: Vec<Value>,
}

impl Browser {
    /// The browser's executable: what `CHROMIUM` names, or the first one on the path. Says so if there is none.
    ///
    /// # Panics
    /// If nothing can be said.
    pub fn find() -> Option<PathBuf> {
        let found = Self::executable();
        if found.is_none() {
            // Past the capture of a test's output.
            let word = "NOT TESTED in a browser: found no Chromium; CHROMIUM may name one\n";
            io::stderr().write_all(word.as_bytes()).expect("stderr");
        }
        found
    }

    fn executable() -> Option<PathBuf> {
        if !cfg!(unix) {
            return None;
        }
        let named = env::var_os("CHROMIUM").filter(|path| !path.is_empty());
        named.map(PathBuf::from).or_else(|| {
            let path = env::var_os("PATH")?;
            let folders: Vec<PathBuf> = env::split_paths(&path).collect();
            let files = NAMES
                .iter()
                .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
            files.into_iter().find(|file| file.is_file())
        })
    }

    /// Starts a browser that keeps its files in a folder.
    ///
    /// # Panics
    /// If it does not start.
    pub fn start(executable: &Path, profile: &Path) -> Self {
        // The protocol is spoken on the descriptors 3 and 4.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 >&2"])
            .arg(executable)
            // A container has no sandbox to offer, and the pages are our own.
            .args(["--headless", "--no-sandbox", "--disable-gpu"])
            .args(["--no-first-run", "--disable-extensions"])
            .arg("--disable-background-networking")
            .arg("--remote-debugging-pipe")
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let input = child.stdin.take().expect("its input");
        let output = child.stdout.take().expect("its output");
        let (sender, messages) = channel();
        thread::spawn(move || {
            for message in BufReader::new(output).split(0).map_while(Result::ok) {
                let message = serde_json::from_slice(&message).expect("a message");
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut browser = Self {
            child,
            input,
            messages,
            last: 0,
            session: None,
            events: Vec::new(),
        };
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let session = browser.call("Target.attachToTarget", attach);
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        browser
    }

    /// Calls a method of the protocol.
    ///
    /// # Panics
    /// If the browser refuses it, or is gone.
    pub fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        let written = self.input.write_all(format!("{message}\0").as_bytes());
        written.expect("the browser listens");
        loop {
            let mut message = self.message();
            if message["id"] == self.last {
                assert_eq!(message["error"], Value::Null, "{method}");
                return message["result"].take();
            }
            self.events.push(message);
        }
    }

    /// Opens a file, and waits until it is loaded.
    pub fn open(&mut self, file: &Path, fragment: &str) {
        self.call("Page.navigate", json!({ "url": "about:blank" }));
        self.wait("Page.loadEventFired");
        let url = format!("file://{}{fragment}", file.display());
        self.call("Page.navigate", json!({ "url": url }));
        self.wait("Page.loadEventFired");
    }

    /// Does something that opens another page, and waits until that is loaded.
    pub fn follow(&mut self, action: impl FnOnce(&mut Self)) {
        const LOADED: &str = "Page.loadEventFired";
        self.events.retain(|event| event["method"] != LOADED);
        action(self);
        if !self.events.iter().any(|event| event["method"] == LOADED) {
            self.wait(LOADED);
        }
    }

    /// Gives the page a size, touch for narrow ones, and a colour scheme.
    pub fn resize(&mut self, width: u32, height: u32, scheme: &str) {
        let metrics = json!({
            "width": width,
            "height": height,
            "deviceScaleFactor": 1,
            "mobile": width < 600,
        });
        self.call("Emulation.setDeviceMetricsOverride", metrics);
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
        self.call(
            "Emulation.setEmulatedMedia",
            json!({ "features": [feature] }),
        );
    }

    /// The value of an expression in the page.
    ///
    /// # Panics
    /// If it throws.
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let parameters = json!({
            "expression": expression,
            "returnByValue": true,
            "awaitPromise": true,
            "userGesture": true,
        });
        let mut done = self.call("Runtime.evaluate", parameters);
        assert_eq!(done["exceptionDetails"], Value::Null, "{expression}");
        done["result"]["value"].take()
    }

    /// Presses a key that has no text, or is a text of its own.
    pub fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "ArrowDown" => (40, ""),
            _ => (0, key),
        };
        let mut event = json!({
            "type": "keyDown",
            "key": key,
            "code": key,
            "windowsVirtualKeyCode": code,
            "text": text,
        });
        self.call("Input.dispatchKeyEvent", event.clone());
        event["type"] = json!("keyUp");
        self.call("Input.dispatchKeyEvent", event);
    }

    /// Everything that the pages logged, threw or were refused since the last time, and every
    /// address that they asked for.
    pub fn reported(&mut self) -> (Vec<String>, Vec<String>) {
        // What was sent before the answer is here by then.
        self.evaluate("new Promise((done) => setTimeout(done, 100))");
        let mut problems = Vec::new();
        let mut addresses = Vec::new();
        for event in self.events.drain(..) {
            let parameters = &event["params"];
            match event["method"].as_str() {
                Some("Runtime.exceptionThrown" | "Runtime.consoleAPICalled" | "Log.entryAdded") => {
                    problems.push(parameters.to_string());
                }
                Some("Network.requestWillBeSent") => {
                    let url = parameters["request"]["url"].as_str();
                    addresses.push(url.unwrap_or_default().to_owned());
                }
                _ => {}
            }
        }
        (problems, addresses)
    }

    fn wait(&mut self, event: &str) {
        loop {
            let message = self.message();
            let is_it = message["method"] == event;
            self.events.push(message);
            if is_it {
                return;
            }
        }
    }

    fn message(&mut self) -> Value {
        self.messages
            .recv_timeout(PATIENCE)
            .expect("the browser answers")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let close = json!({ "id": self.last + 1, "method": "Browser.close" });
        let closed = self.input.write_all(format!("{close}\0").as_bytes());
        // It closes its end when it is gone, and what it started with it.
        while closed.is_ok() && self.messages.recv_timeout(Duration::from_secs(5)).is_ok() {}
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
