//! Calls as text, in the layout of `rustfmt`.

use super::Client;

/// The most letters that `rustfmt` keeps on one line of an array, of arguments or of a chain of calls.
const WIDTH: usize = 60;

/// The statement that compiles one client, after the indentation of its first line.
pub(super) fn statement(client: &Client<'_>, end: &str, indent: &str) -> String {
    let inner = format!("{indent}    ");
    // After a `)` on a line of its own a method stays on that line.
    match client.operations {
        Some(operations) => {
            let arguments = format!("{:?}, {}", client.model, list(operations, &inner));
            if arguments.len() <= WIDTH && !arguments.contains('\n') {
                return format!("tinsmith::compile({arguments}){end}");
            }
            let operations = list(operations, &inner);
            format!(
                "tinsmith::compile(\n{inner}{:?},\n{inner}{operations},\n{indent}){end}",
                client.model
            )
        }
        None => format!(
            "tinsmith::configure()\n{inner}.model({:?})\n{inner}.compile(){end}",
            client.model
        ),
    }
}

/// A client for `compile_all`, after the indentation of its first line.
pub(super) fn builder(client: &Client<'_>, indent: &str) -> String {
    let inner = format!("{indent}    ");
    let mut calls = vec![format!(".model({:?})", client.model)];
    if let Some(operations) = client.operations {
        calls.push(format!(".operations({})", list(operations, &inner)));
    }
    chain(&calls, indent)
}

/// The calls after `tinsmith::configure()`.
pub(super) fn chain(calls: &[String], indent: &str) -> String {
    let line = format!("tinsmith::configure(){}", calls.concat());
    if line.len() <= WIDTH && !line.contains('\n') {
        return line;
    }
    let calls: Vec<String> = calls
        .iter()
        .map(|call| format!("\n{indent}    {call}"))
        .collect();
    format!("tinsmith::configure(){}", calls.concat())
}

/// A list of names.
fn list(names: &[String], indent: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    let line = names.join(", ");
    if line.len() <= WIDTH {
        return format!("[{line}]");
    }
    let lines: Vec<String> = names
        .iter()
        .map(|name| format!("\n{indent}    {name},"))
        .collect();
    format!("[{}\n{indent}]", lines.concat())
}

/// The white space at the start of the line that has this byte.
pub(super) fn indent(text: &str, at: usize) -> String {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = &text[start..];
    line.chars()
        .take_while(|c| matches!(c, ' ' | '\t'))
        .collect()
}
