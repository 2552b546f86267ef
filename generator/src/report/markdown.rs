//! The report as Markdown (CommonMark with tables).

use super::page::{
    Block, ChangeLine, Language, Method, Parameter, Report, Run, ServicePage, Style, Syntax,
    TypeEntry,
};
use super::text::{
    all_breaking, breaking, excerpt_title, heading, inputs, line, overview, paragraph, reached_by,
    status_name, type_title,
};
use super::{brief, verdict};

/// Writes a report.
pub fn write(report: &Report) -> String {
    let mut out = String::new();
    let verdict = format!("**Verdict: {}**", verdict::overall(report));
    if let [_, _, ..] = report.services[..] {
        paragraph(&mut out, 0, &format!("# {}", escaped(&overview(report))));
        paragraph(&mut out, 0, &verdict);
        let broken = all_breaking(report);
        let lines =
            broken.map(|(service, line)| format!("**{}**", escaped(&format!("{service}: {line}"))));
        let lines: Vec<String> = lines.collect();
        list(&mut out, &lines);
    }
    for service in &report.services {
        page(&mut out, report, service);
    }
    if report.services.is_empty() {
        paragraph(&mut out, 0, "Nothing changed.");
    }
    if let Some(inputs) = inputs(report) {
        paragraph(&mut out, 0, &format!("Compared: {}", escaped(&inputs)));
    }
    out.push_str(&verdict);
    out.push('\n');
    out
}

/// Writes a list of the changes, the worst first, of at most `limit` bytes. It ends with the number of those that have
/// no place. If the note and the changes do not fit, the note has at most half of the place, and is cut.
///
/// The title, the verdict, that number and the names of the inputs are always there, so the text may be longer than a
/// very low limit.
pub fn brief(report: &Report, limit: Option<usize>) -> String {
    let lines = brief::lines(report);
    let overview = match &report.services[..] {
        [] => "Nothing changed".to_owned(),
        [service] => heading(report, service),
        _ => overview(report),
    };
    let mut head = String::new();
    paragraph(&mut head, 0, &format!("# {}", escaped(&overview)));
    let verdict = format!("**Verdict: {}**", verdict::overall(report));
    let totals = brief::totals(report);
    paragraph(&mut head, 0, &format!("{verdict}, {totals}"));
    let compared = match inputs(report) {
        Some(inputs) => format!("\nCompared: {}\n", escaped(&inputs)),
        None => String::new(),
    };
    let items: Vec<String> = lines
        .iter()
        .map(|line| {
            let text = escaped(&line.text());
            match line.change.line.is_breaking() {
                true => format!("- **{}** {text}\n", line.verdict()),
                false => format!("- {} {text}\n", line.verdict()),
            }
        })
        .collect();
    let more = |count: usize| match count {
        0 => String::new(),
        count => format!("- and {count} more\n"),
    };
    let limit = limit.unwrap_or(usize::MAX);
    // What the end needs, whichever number is in it.
    let end = more(items.len()).len() + compared.len();
    let mut left = limit.saturating_sub(head.len() + end);
    if let Some(note) = &report.note {
        let note = note_of(note, left, items.iter().map(String::len).sum());
        left = left.saturating_sub(note.len());
        head.push_str(&note);
    }
    let fit = |item: &&String| match left.checked_sub(item.len()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let shown: Vec<&String> = items.iter().take_while(fit).collect();
    let shown_items: String = shown.iter().map(|item| item.as_str()).collect();
    format!(
        "{head}{shown_items}{}{compared}",
        more(items.len() - shown.len())
    )
}

/// The paragraph of a note, cut to half of the place if there is no place for both the note and the items.
fn note_of(note: &str, place: usize, items: usize) -> String {
    let whole = escaped_paragraph(note);
    if whole.len().saturating_add(items) <= place {
        return whole;
    }
    let most = place / 2;
    if whole.len() <= most {
        return whole;
    }
    // A text is not shorter when it is escaped.
    let ends = note.char_indices().map(|(end, _)| end);
    let ends: Vec<usize> = ends.take_while(|end| *end <= most).collect();
    let cut = |end: &usize| escaped_paragraph(&format!("{}...", &note[..*end]));
    let fitting = ends.partition_point(|end| cut(end).len() <= most);
    match fitting.checked_sub(1) {
        Some(last) => cut(&ends[last]),
        None => String::new(),
    }
}

fn escaped_paragraph(text: &str) -> String {
    let mut out = String::new();
    paragraph(&mut out, 0, &escaped(text));
    out
}

fn page(out: &mut String, report: &Report, service: &ServicePage) {
    paragraph(out, 0, &format!("# {}", escaped(&heading(report, service))));
    let words = verdict::words(service.level, service.compatibility);
    paragraph(out, 0, &format!("**Verdict: {words}**"));
    let broken = breaking(service);
    // Those of several services are all at the top.
    if report.services.len() == 1 && !broken.is_empty() {
        paragraph(out, 0, "## Breaking changes");
        for line in &broken {
            item(out, 0, &format!("**{}**", escaped(line)));
        }
        out.push('\n');
    }
    if let Some(note) = &report.note {
        paragraph(out, 0, &escaped(note));
    }
    let calm = service.other.iter().filter(|line| !line.is_breaking());
    let calm: Vec<String> = calm.map(|line| escaped(&verdict::sentence(line))).collect();
    list(out, &calm);
    for method in &service.methods {
        match &method.request {
            Some(request) => write_method(out, report.language, method, request),
            None => folded_method(out, report.language, method),
        }
    }
    for (at, entry) in service.types.iter().enumerate() {
        if at == 0 {
            paragraph(out, 0, "## Types");
        }
        write_type(out, entry);
    }
}

fn list(out: &mut String, lines: &[String]) {
    for line in lines {
        item(out, 0, line);
    }
    if !lines.is_empty() {
        out.push('\n');
    }
}

/// The title of an operation, and its changes.
fn changes(out: &mut String, language: Language, method: &Method) {
    let status = status_name(method.status);
    paragraph(out, 0, &format!("## {} ({status})", escaped(&method.name)));
    for (kind, excerpts) in [("Removed", &method.removed), ("Changes", &method.added)] {
        for excerpt in excerpts {
            paragraph(out, 0, &format!("{}:", excerpt_title(kind, excerpt)));
            fenced(out, 0, fence_name(language), &excerpt.text);
        }
    }
    verdicts(out, &method.verdicts);
}

fn verdicts(out: &mut String, lines: &[ChangeLine]) {
    for change in lines {
        item(out, 0, &escaped(&verdict::sentence(change)));
        if let Some(member) = &change.member {
            out.push('\n');
            parameters(out, 1, std::slice::from_ref(member));
        }
    }
    if !lines.is_empty() {
        out.push('\n');
    }
}

fn folded_method(out: &mut String, language: Language, method: &Method) {
    changes(out, language, method);
    if !method.types.is_empty() {
        let types: Vec<String> = method.types.iter().map(|it| code(it)).collect();
        paragraph(out, 0, &format!("See types: {}", types.join(", ")));
    }
    blocks(out, 0, &method.description);
    for (title, members) in [
        ("Request:", &method.parameters),
        ("Response:", &method.response_structure),
    ] {
        if !members.is_empty() {
            paragraph(out, 0, title);
        }
        parameters(out, 0, members);
    }
}

fn write_type(out: &mut String, entry: &TypeEntry) {
    paragraph(out, 0, &format!("### {}", escaped(&type_title(entry))));
    if let Some(reached) = reached_by(entry) {
        paragraph(out, 0, &escaped(&reached));
    }
    verdicts(out, &entry.verdicts);
    blocks(out, 0, &entry.description);
    parameters(out, 0, &entry.members);
    if !entry.values.is_empty() {
        let values: Vec<String> = entry.values.iter().map(|it| code(it)).collect();
        paragraph(out, 0, &format!("Values: {}", values.join(", ")));
    }
}

fn write_method(out: &mut String, language: Language, method: &Method, request: &Syntax) {
    changes(out, language, method);
    blocks(out, 0, &method.description);
    paragraph(out, 0, "### Request");
    syntax(out, language, request);
    parameters(out, 0, &method.parameters);
    paragraph(out, 0, "### Response");
    match &method.response {
        Some(response) => syntax(out, language, response),
        None => paragraph(out, 0, "Nothing."),
    }
    parameters(out, 0, &method.response_structure);
}

fn parameters(out: &mut String, depth: usize, parameters: &[Parameter]) {
    for parameter in parameters {
        let name = parameter.name.as_deref();
        let name = name.map(|name| format!("{} ", code(name)));
        let marks: String = [
            (parameter.required, " **required**"),
            (parameter.changed, " **new**"),
        ]
        .into_iter()
        .filter_map(|(is, mark)| is.then_some(mark))
        .collect();
        let type_name = code(&parameter.type_name);
        let head = format!("{}({type_name}){marks}", name.unwrap_or_default());
        item(out, depth, &head);
        out.push('\n');
        blocks(out, depth + 1, &parameter.description);
        self::parameters(out, depth + 1, &parameter.children);
    }
}

fn syntax(out: &mut String, language: Language, syntax: &Syntax) {
    let lines: Vec<String> = syntax
        .lines
        .iter()
        .map(|line| format!("{}{}", "    ".repeat(line.indent), line.text))
        .collect();
    fenced(out, 0, fence_name(language), &lines.join("\n"));
}

fn fence_name(language: Language) -> &'static str {
    match language {
        Language::Rust => "rust",
        Language::Boto3 => "python",
    }
}

fn blocks(out: &mut String, depth: usize, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(runs) => paragraph(out, depth, &inline(runs)),
            Block::Heading(runs) => paragraph(out, depth, &format!("**{}**", plain(runs))),
            Block::Code(text) => fenced(out, depth, "text", text),
            Block::Quote(inner) => {
                let mut quoted = String::new();
                self::blocks(&mut quoted, 0, inner);
                for text in quoted.trim_end().lines() {
                    line(out, depth, format!("> {text}").trim_end());
                }
                out.push('\n');
            }
            Block::List { ordered, items } => {
                for (at, blocks) in items.iter().enumerate() {
                    let marker = if *ordered {
                        format!("{}. ", at + 1)
                    } else {
                        "- ".to_owned()
                    };
                    let mut inner = String::new();
                    self::blocks(&mut inner, 0, blocks);
                    for (row, text) in inner.trim_end().lines().enumerate() {
                        let start = match row {
                            0 => marker.clone(),
                            _ => " ".repeat(marker.len()),
                        };
                        line(out, depth, format!("{start}{text}").trim_end());
                    }
                }
                out.push('\n');
            }
            Block::Table(rows) => table(out, depth, rows),
        }
    }
}

fn table(out: &mut String, depth: usize, rows: &[Vec<Vec<Run>>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| inline(cell).replace('|', "\\|"))
            .collect();
        line(out, depth, &format!("| {} |", cells.join(" | ")));
        if at == 0 {
            line(out, depth, &format!("|{}", " --- |".repeat(columns)));
        }
    }
    out.push('\n');
}

fn inline(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        let text = match run.style {
            Style::Code => code(&run.text),
            style => {
                let inner = escaped(run.text.trim());
                let mark = match style {
                    Style::Strong => "**",
                    Style::Emphasis => "*",
                    _ => "",
                };
                let start = &run.text[..run.text.len() - run.text.trim_start().len()];
                let end = &run.text[run.text.trim_end().len()..];
                if inner.is_empty() {
                    run.text.clone()
                } else {
                    format!("{start}{mark}{inner}{mark}{end}")
                }
            }
        };
        match &run.link {
            Some(link) => out.push_str(&format!("[{text}]({})", destination(link))),
            None => out.push_str(&text),
        }
    }
    out
}

fn plain(runs: &[Run]) -> String {
    escaped(&runs.iter().map(|run| run.text.as_str()).collect::<String>())
}

/// An address, escaped for the destination of a link.
fn destination(link: &str) -> String {
    let mut out = String::with_capacity(link.len());
    for c in link.chars() {
        match c {
            '(' | ')' | '<' | '>' | '\\' | '"' | '`' | ' ' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            '&' => out.push_str("&amp;"),
            _ => out.push(c),
        }
    }
    out
}

/// Text, escaped for any position in a line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let starts_block = match c {
            '#' | '+' | '-' | '=' | '~' | '>' => at == 0,
            '.' | ')' => digits > 0 && at == digits,
            _ => false,
        };
        if starts_block
            || matches!(
                c,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '!' | '|'
            )
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A code span.
fn code(text: &str) -> String {
    let ticks = "`".repeat(longest_run(text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

fn fenced(out: &mut String, depth: usize, language: &str, text: &str) {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    line(out, depth, &format!("{fence}{language}"));
    for text in text.lines() {
        line(out, depth, text);
    }
    paragraph(out, depth, &fence);
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn item(out: &mut String, depth: usize, text: &str) {
    line(out, depth, &format!("- {text}"));
}
