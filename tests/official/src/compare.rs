//! What differs, told by its kind.

use std::collections::BTreeMap;
use std::process::ExitCode;

use crate::side::{Call, Sent, Side};
use crate::situation::Situation;

/// What was compared so far.
#[derive(Debug, Default)]
pub(crate) struct Comparison {
    calls: usize,
    requests: usize,
    /// The calls of each difference.
    differences: BTreeMap<(&'static str, String), Vec<String>>,
    equal: usize,
}

impl Comparison {
    /// Compares the calls of two clients of a service.
    pub(crate) fn add(
        &mut self,
        service: &'static str,
        situation: Situation,
        ours: Side,
        official: Side,
    ) {
        assert_eq!(ours.calls.len(), official.calls.len(), "{service}");
        for (ours, official) in ours.calls.iter().zip(&official.calls) {
            self.calls += 1;
            self.requests += official.sent.len();
            let mut differences = differences(ours, official);
            differences.retain(|it| !is_explained(&ours.name, situation, it));
            self.equal += usize::from(differences.is_empty());
            for difference in differences {
                let calls = self.differences.entry((service, difference)).or_default();
                calls.push(format!("{} ({situation:?})", ours.name));
            }
        }
    }

    /// Prints the differences; whether there were none is the exit code.
    pub(crate) fn print(&self) -> ExitCode {
        for ((service, difference), calls) in &self.differences {
            println!("{service}: {difference}");
            println!("    {} calls: {}", calls.len(), calls[0]);
            for call in calls.iter().skip(1).take(3) {
                println!("        {call}");
            }
        }
        println!(
            "{} calls, {} requests: {} calls are equal, {} kinds of differences",
            self.calls,
            self.requests,
            self.equal,
            self.differences.len()
        );
        if self.differences.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

/// Whether the difference of a call in this situation is expected.
fn is_explained(call: &str, situation: Situation, difference: &str) -> bool {
    match (call.split('/').next(), situation) {
        // The decision diagram that the official client is made from asks for a session, although the call has no bucket.
        (Some("ListDirectoryBuckets"), Situation::Unencrypted | Situation::SignedChunks) => true,
        // Both clients fail, in words of their own.
        (_, Situation::SmallChunks) => {
            difference.starts_with("outcome\n")
                && difference.contains("chunks of 1000 bytes are too small")
                && difference.contains("but 1000 was provided")
        }
        // The client that creates the session has its own user agent, which names the version of the crate.
        (_, Situation::Sessions) => {
            difference.starts_with("user-agent") || difference.starts_with("x-amz-user-agent")
        }
        _ => false,
    }
}

fn differences(ours: &Call, official: &Call) -> Vec<String> {
    let mut all = Vec::new();
    if ours.outcome != official.outcome {
        all.push(differ("outcome", &ours.outcome, &official.outcome));
    }
    if ours.sent.len() != official.sent.len() {
        let attempts = [&ours.sent, &official.sent].map(|it| it.len().to_string());
        all.push(differ("attempts", &attempts[0], &attempts[1]));
    }
    for (ours, official) in ours.sent.iter().zip(&official.sent) {
        for difference in of_requests(ours, official) {
            // What a second attempt has as the first had it is told once.
            if !all.contains(&difference) {
                all.push(difference);
            }
        }
    }
    all
}

fn of_requests(ours: &Sent, official: &Sent) -> Vec<String> {
    let mut all = Vec::new();
    if ours.line != official.line {
        all.push(differ("line", &ours.line, &official.line));
    }
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in official.headers.iter().chain(&ours.headers) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    for name in names {
        let [mut one, mut other] = [ours, official].map(|it| values(it, name));
        if name == "authorization" {
            // The signature depends on everything else.
            [one, other] = [one, other].map(|it| unsigned(&it).to_owned());
        }
        if name == "amz-sdk-invocation-id" {
            [one, other] = [one, other].map(|it| it.len().to_string());
        }
        if one != other {
            all.push(differ(name, &one, &other));
        }
    }
    if ours.body != official.body {
        let [one, other] = [ours, official].map(|it| it.body.escape_ascii().to_string());
        all.push(differ("body", &one, &other));
    }
    if ours.length != official.length {
        let [one, other] = [ours, official].map(|it| format!("{:?}", it.length));
        all.push(differ("length of the body", &one, &other));
    }
    if all.is_empty() {
        let [one, other] = [ours, official].map(|it| values(it, "authorization"));
        if one != other {
            all.push(differ("authorization", &one, &other));
        }
    }
    all
}

fn values(sent: &Sent, name: &str) -> String {
    let lines = sent.headers.iter().filter(|(other, _)| other == name);
    lines.map(|(_, value)| format!("[{value}]")).collect()
}

fn unsigned(authorization: &str) -> &str {
    authorization
        .split_once(", Signature=")
        .map_or(authorization, |(before, _)| before)
}

fn differ(what: &str, ours: &str, official: &str) -> String {
    format!("{what}\n    ours     {ours}\n    official {official}")
}
