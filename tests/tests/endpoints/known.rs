//! The cases that must fail, with the reasons.

use std::collections::BTreeSet;

use tinsmith_model::Node;

/// Tests that must fail for another reason than the age of their model: client, test and reason.
const KNOWN: [(&str, &str, &str); 1] = [(
    "of_botocore_opensearchmemory",
    "of_botocore_opensearchmemory::resolver::case_2",
    "official clients refuse a region that is no host label before they ask the rules, with another message",
)];

/// The isolated partitions have dual-stack domains of their own since 2025: geography and the domain that older
/// models expect. `DUAL_STACK_SINCE_2025` in `generator/src/plan/endpoint/tests/cases.rs` has the same partitions.
const DUAL_STACK_BEFORE_2025: [(&str, &str); 4] = [
    ("us-iso-", ".c2s.ic.gov"),
    ("us-isob-", ".sc2s.sgov.gov"),
    ("eu-isoe-", ".cloud.adc-e.uk"),
    ("us-isof-", ".csp.hci.ic.gov"),
];

/// The cases of a service, counted from 1, that expect that a partition has no dual-stack domain of its own.
pub(crate) fn outdated(cases: &[Node]) -> BTreeSet<usize> {
    // The endpoints of services without the choice are in the dual-stack domain.
    let has_choice = cases.iter().any(|case| dual_stack(case).is_some());
    let numbered = cases.iter().zip(1..);
    let outdated = numbered.filter(|(case, _)| {
        let is_dual_stack = !has_choice || dual_stack(case) == Some(true);
        is_dual_stack && expects_old_domain(case) == Some(true)
    });
    outdated.map(|(_, number)| number).collect()
}

/// The value of the parameter for dual-stack endpoints.
fn dual_stack(case: &Node) -> Option<bool> {
    case.get("params")?.get("UseDualStack")?.as_bool()
}

fn expects_old_domain(case: &Node) -> Option<bool> {
    let region = case.get("params")?.get("Region")?.as_str()?;
    let mut partitions = DUAL_STACK_BEFORE_2025.iter();
    let (_, domain) = partitions.find(|(geography, _)| region.starts_with(geography))?;
    let expected = case.get("expect")?;
    Some(match expected.get("error").and_then(Node::as_str) {
        Some(message) => {
            message.contains("DualStack") && message.contains("this partition does not support")
        }
        None => {
            let url = expected.get("endpoint")?.get("url")?.as_str()?;
            url.ends_with(domain)
        }
    })
}

/// What became of tests.
#[derive(Default)]
pub(crate) struct Verdict {
    passed: usize,
    outdated: usize,
    /// Entries of [`KNOWN`] that have failed.
    known: BTreeSet<usize>,
    clients: BTreeSet<String>,
    problems: Vec<String>,
}

impl Verdict {
    /// Adds the tests of a client.
    pub(crate) fn add(
        &mut self,
        client: &str,
        outdated: &BTreeSet<usize>,
        ended: impl IntoIterator<Item = (String, bool)>,
    ) {
        self.clients.insert(client.to_owned());
        for (test, passed) in ended {
            let name = test.rsplit("::").next().unwrap_or_default();
            let number = name.strip_prefix("case_").unwrap_or_default();
            let number = number.split('_').next().unwrap_or_default();
            let is_outdated = number
                .parse()
                .is_ok_and(|number| outdated.contains(&number));
            let mut known = KNOWN.iter();
            let known = known.position(|(of, known, _)| *of == client && *known == test);
            match (passed, is_outdated, known) {
                (true, false, None) => self.passed += 1,
                (false, true, None) => self.outdated += 1,
                (false, false, Some(index)) => drop(self.known.insert(index)),
                (false, ..) => self.problems.push(format!("{client}: {test} fails")),
                (true, ..) => {
                    let problem = format!("{client}: {test} passes, and is expected to fail");
                    self.problems.push(problem);
                }
            }
        }
    }

    /// Prints the counts.
    ///
    /// # Panics
    /// A test failed that must pass, or passed although it must fail.
    pub(crate) fn assert(self) {
        println!(
            "{} clients: {} endpoint tests pass, {} are out of date, {} differ for a known reason",
            self.clients.len(),
            self.passed,
            self.outdated,
            self.known.len(),
        );
        assert!(self.problems.is_empty(), "{}", self.problems.join("\n"));
        assert!(self.passed > 0);
        for (index, (client, test, reason)) in KNOWN.iter().enumerate() {
            let is_stale = self.clients.contains(*client) && !self.known.contains(&index);
            assert!(
                !is_stale,
                "{client}: {test} is known to fail ({reason}), and was not run"
            );
        }
    }
}
