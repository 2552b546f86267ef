//! The report as plain text, laid out like the pages of the AWS SDK for Python.

use super::page::{
    Block, ChangeLine, Distinct, Excerpt, Language, Method, Parameter, Report, Run, ServicePage,
    Status, Syntax, TypeEntry,
};
use super::verdict;

/// The most operations that are named one by one.
pub(super) const MAX_NAMES: usize = 3;

/// Writes a report.
pub fn write(report: &Report) -> String {
    let mut out = String::new();
    let verdict = format!("Verdict: {}\n", verdict::overall(report));
    if let [_, _, ..] = report.services[..] {
        paragraph(&mut out, 0, &overview(report));
        paragraph(&mut out, 0, verdict.trim_end());
        for (service, line) in all_breaking(report) {
            paragraph(&mut out, 0, &format!("BREAKING: {service}: {line}"));
        }
    }
    for service in &report.services {
        page(&mut out, report, service);
    }
    if report.services.is_empty() {
        out.push_str("Nothing changed.\n\n");
    }
    if let Some(inputs) = inputs(report) {
        paragraph(&mut out, 0, &format!("Compared: {inputs}"));
    }
    out.push_str(&verdict);
    out
}

/// `old.json with new.json`
pub(super) fn inputs(report: &Report) -> Option<String> {
    let [old, new] = report.inputs.as_ref()?;
    Some(format!("{old} with {new}"))
}

/// `2022/10/13 - 17 services - 1 removed 2 new 3 updated api methods`
pub(super) fn overview(report: &Report) -> String {
    let services = format!("{} services", report.services.len());
    let methods = report.services.iter().flat_map(|service| &service.methods);
    titled(report, &services, methods)
}

/// `2022/10/13 - Amazon Connect Service - 3 updated api methods`
pub(super) fn heading(report: &Report, service: &ServicePage) -> String {
    titled(report, &service.name, service.methods.iter())
}

fn titled<'r>(
    report: &Report,
    subject: &str,
    methods: impl Iterator<Item = &'r Method> + Clone,
) -> String {
    let what = counts(methods);
    let title = report.title.iter().map(String::as_str);
    let title = title.filter(|title| !title.is_empty());
    let parts: Vec<&str> = title.chain([subject, &what]).collect();
    parts.join(" - ")
}

/// `1 new 3 updated api methods`
pub(super) fn counts<'r>(methods: impl Iterator<Item = &'r Method> + Clone) -> String {
    let count = |status| {
        let methods = methods.clone();
        methods.filter(|method| method.status == status).count()
    };
    counts_of(count)
}

/// The same, by the number of methods of each status.
pub(crate) fn counts_of(count: impl Fn(Status) -> usize) -> String {
    let counts: Vec<String> = [
        Status::Removed,
        Status::New,
        Status::Updated,
        Status::Documented,
    ]
    .into_iter()
    .map(|status| (count(status), status_name(status)))
    .filter(|(count, _)| *count > 0)
    .map(|(count, name)| format!("{count} {name}"))
    .collect();
    if counts.is_empty() {
        "no api methods".to_owned()
    } else {
        format!("{} api methods", counts.join(" "))
    }
}

/// The breaking changes of all services, each with the service's name.
pub(super) fn all_breaking(report: &Report) -> impl Iterator<Item = (&str, String)> {
    report.services.iter().flat_map(|service| {
        let lines = breaking(service).into_iter();
        lines.map(|line| (service.name.as_str(), line))
    })
}

pub(crate) fn status_name(status: Status) -> &'static str {
    match status {
        Status::Removed => "removed",
        Status::New => "new",
        Status::Updated => "updated",
        Status::Documented => "documented",
    }
}

/// `Changes (request)`, `Removed (response)`
pub(crate) fn excerpt_title(kind: &str, excerpt: &Excerpt) -> String {
    format!("{kind} ({})", verdict::part_name(excerpt.part))
}

/// The breaking changes of a service, each with its operations.
pub(super) fn breaking(service: &ServicePage) -> Vec<String> {
    let changes = service.changes.iter();
    changes
        .filter(|change| change.line.is_breaking())
        .map(|change| match reached(change) {
            Some(operations) => format!("{operations}: {}", verdict::sentence(&change.line)),
            None => verdict::sentence(&change.line),
        })
        .collect()
}

/// The first operations that a change reaches, and how many there are; none for changes of the service.
pub(super) fn reached(change: &Distinct) -> Option<String> {
    let names = change.operations();
    (!names.is_empty()).then(|| first_of(&names))
}

/// `A, B, C and 4 more`
pub(super) fn first_of(names: &[impl AsRef<str>]) -> String {
    let first = names.iter().take(MAX_NAMES).map(AsRef::as_ref);
    let first = first.collect::<Vec<&str>>().join(", ");
    match names.len().saturating_sub(MAX_NAMES) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

/// `Filter (structure, updated)`
pub(super) fn type_title(entry: &TypeEntry) -> String {
    format!(
        "{} ({}, {})",
        entry.name,
        entry.kind,
        status_name(entry.status)
    )
}

/// `in 7 operations: A, B, C and 4 more`
pub(super) fn reached_by(entry: &TypeEntry) -> Option<String> {
    let names = first_of(&entry.operations);
    match entry.operations.len() {
        0 => None,
        count => Some(format!("in {count} operations: {names}")),
    }
}

fn page(out: &mut String, report: &Report, service: &ServicePage) {
    paragraph(out, 0, &service.name);
    paragraph(out, 0, &heading(report, service));
    let words = verdict::words(service.level, service.compatibility);
    paragraph(out, 0, &format!("Verdict: {words}"));
    // Those of several services are all at the top.
    if report.services.len() == 1 {
        for line in breaking(service) {
            paragraph(out, 0, &format!("BREAKING: {line}"));
        }
    }
    if let Some(note) = &report.note {
        paragraph(out, 0, &format!("Changes  {note}"));
    }
    for line in service.other.iter().filter(|line| !line.is_breaking()) {
        paragraph(out, 0, &format!("Verdict: {}", verdict::sentence(line)));
    }
    for method in &service.methods {
        match &method.request {
            Some(request) => write_method(out, report.language, method, request),
            None => folded_method(out, method),
        }
    }
    for (at, entry) in service.types.iter().enumerate() {
        if at == 0 {
            paragraph(out, 0, "Types");
        }
        write_type(out, entry);
    }
}

/// The title of an operation, and its changes.
fn changes(out: &mut String, method: &Method) {
    let title = format!("{} ({})", method.name, status_name(method.status));
    line(out, 0, &title);
    for (kind, excerpts) in [("Removed", &method.removed), ("Changes", &method.added)] {
        for excerpt in excerpts {
            line(out, 0, &excerpt_title(kind, excerpt));
            line(out, 0, &excerpt.text);
        }
    }
    verdicts(out, &method.verdicts);
}

fn verdicts(out: &mut String, lines: &[ChangeLine]) {
    for change in lines {
        line(out, 0, &format!("Verdict: {}", verdict::sentence(change)));
        if let Some(member) = &change.member {
            self::member(out, 1, member);
        }
    }
}

fn folded_method(out: &mut String, method: &Method) {
    changes(out, method);
    if !method.types.is_empty() {
        line(out, 0, &format!("See types: {}", method.types.join(", ")));
    }
    out.push('\n');
    blocks(out, 0, &method.description);
    for (title, members) in [
        ("Request", &method.parameters),
        ("Response", &method.response_structure),
    ] {
        if !members.is_empty() {
            line(out, 0, title);
        }
        for member in members {
            self::member(out, 1, member);
        }
    }
}

fn write_type(out: &mut String, entry: &TypeEntry) {
    let reached = reached_by(entry).map(|reached| format!(" {reached}"));
    let title = type_title(entry) + &reached.unwrap_or_default();
    line(out, 0, &title);
    verdicts(out, &entry.verdicts);
    blocks(out, 0, &entry.description);
    for member in &entry.members {
        self::member(out, 1, member);
    }
    if !entry.values.is_empty() {
        line(out, 1, &entry.values.join(" | "));
    }
    out.push('\n');
}

fn write_method(out: &mut String, language: Language, method: &Method, request: &Syntax) {
    changes(out, method);
    out.push('\n');
    blocks(out, 0, &method.description);
    if language == Language::Boto3 {
        paragraph(out, 0, "See also: AWS API Documentation");
    }
    paragraph(out, 0, "Request Syntax");
    syntax(out, request);
    for parameter in &method.parameters {
        let name = parameter.name.as_deref().unwrap_or_default();
        paragraph(out, 0, &format!("type {name}:"));
        paragraph(out, 0, &parameter.type_name);
        paragraph(out, 0, &format!("param {name}:"));
        if parameter.required {
            paragraph(out, 0, "[REQUIRED]");
        }
        blocks(out, 0, &parameter.description);
        for child in &parameter.children {
            member(out, 1, child);
        }
    }
    let Some(response) = &method.response else {
        paragraph(out, 0, "returns:");
        return paragraph(out, 0, "None");
    };
    if language == Language::Boto3 {
        paragraph(out, 0, "rtype:");
        paragraph(out, 0, "dict");
    }
    paragraph(out, 0, "returns:");
    paragraph(out, 0, "Response Syntax");
    syntax(out, response);
    paragraph(out, 0, "Response Structure");
    let depth = match language {
        Language::Boto3 => {
            paragraph(out, 1, "• (dict) --");
            2
        }
        Language::Rust => 1,
    };
    for parameter in &method.response_structure {
        member(out, depth, parameter);
    }
}

fn member(out: &mut String, depth: usize, parameter: &Parameter) {
    let name = parameter.name.as_deref();
    let name = name.map(|name| format!("{name} ")).unwrap_or_default();
    let required = if parameter.required {
        " [REQUIRED]"
    } else {
        ""
    };
    let text = format!("• {name}({}) --{required}", parameter.type_name);
    paragraph(out, depth, &text);
    blocks(out, depth + 1, &parameter.description);
    for child in &parameter.children {
        member(out, depth + 1, child);
    }
}

fn syntax(out: &mut String, syntax: &Syntax) {
    for code in &syntax.lines {
        out.push_str(&"    ".repeat(code.indent));
        line(out, 0, &code.text);
    }
    out.push('\n');
}

fn blocks(out: &mut String, depth: usize, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(runs) | Block::Heading(runs) => paragraph(out, depth, &plain(runs)),
            Block::Code(code) => {
                for code in code.lines() {
                    line(out, depth + 1, code);
                }
                out.push('\n');
            }
            Block::Quote(inner) => self::blocks(out, depth + 1, inner),
            Block::Table(rows) => {
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|cell| plain(cell)).collect();
                    line(out, depth, &cells.join(" | "));
                }
                out.push('\n');
            }
            Block::List { ordered, items } => {
                for (at, item) in items.iter().enumerate() {
                    let marker = if *ordered {
                        format!("{}. ", at + 1)
                    } else {
                        "• ".to_owned()
                    };
                    let start = out.len();
                    self::blocks(out, depth + 1, item);
                    let indent = "  ".repeat(depth + 1).len();
                    if out[start..].len() > indent {
                        out.replace_range(start..start + indent, "");
                        out.insert_str(start, &format!("{}{marker}", "  ".repeat(depth)));
                    }
                }
            }
        }
    }
}

/// The text without styles and links, with dashes as on the SDK's pages.
fn plain(runs: &[Run]) -> String {
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    text.replace('—', "--")
}

pub(super) fn paragraph(out: &mut String, depth: usize, text: &str) {
    line(out, depth, text);
    out.push('\n');
}

pub(super) fn line(out: &mut String, depth: usize, text: &str) {
    if !text.is_empty() {
        out.push_str(&"  ".repeat(depth));
        out.push_str(text);
    }
    out.push('\n');
}
