//! The report as a JUnit file: a test suite for each service, and a test case for each change.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::brief::{Line, lines, what};
use super::page::{Report, ServicePage};
use super::verdict;
use super::xml::allowed;

/// Writes a report. The changes that `fails` are failures, accepted ones are skipped.
///
/// # Panics
/// Never: a document in memory can always be written.
pub fn write(report: &Report, fails: &dyn Fn(&Line<'_>) -> bool) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    document(&mut writer, report, fails).expect("memory can be written");
    let mut text = String::from_utf8(writer.into_inner()).expect("XML of text is text");
    text.push('\n');
    text
}

type Xml = Writer<Vec<u8>>;

fn document(
    writer: &mut Xml,
    report: &Report,
    fails: &dyn Fn(&Line<'_>) -> bool,
) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let all = lines(report);
    let failures = all.iter().filter(|line| fails(line)).count();
    let name = match &report.inputs {
        Some([old, new]) => format!("tinsmith changes {old} {new}"),
        None => "tinsmith changes".to_owned(),
    };
    writer
        .create_element("testsuites")
        .with_attribute(("name", &*allowed(&name)))
        .with_attribute(("tests", &*all.len().to_string()))
        .with_attribute(("failures", &*failures.to_string()))
        .write_inner_content(|writer| {
            let mut services = report.services.iter();
            services.try_for_each(|service| suite(writer, service, fails))
        })?;
    Ok(())
}

fn suite(
    writer: &mut Xml,
    service: &ServicePage,
    fails: &dyn Fn(&Line<'_>) -> bool,
) -> io::Result<()> {
    let changes = service.changes.iter();
    let lines: Vec<Line<'_>> = changes.map(|change| Line { service, change }).collect();
    let failures = lines.iter().filter(|line| fails(line)).count();
    let skipped = lines
        .iter()
        .filter(|line| line.change.line.accepted.is_some());
    writer
        .create_element("testsuite")
        .with_attribute(("name", &*allowed(&service.name)))
        .with_attribute(("tests", &*lines.len().to_string()))
        .with_attribute(("failures", &*failures.to_string()))
        .with_attribute(("skipped", &*skipped.count().to_string()))
        .write_inner_content(|writer| {
            let mut lines = lines.iter();
            lines.try_for_each(|line| case(writer, line, fails(line)))
        })?;
    Ok(())
}

fn case(writer: &mut Xml, line: &Line<'_>, is_failure: bool) -> io::Result<()> {
    let change = &line.change.line;
    let name = allowed(&what(change));
    let class = allowed(&format!("{}.{}", line.service.id, change.rule.name()));
    let element = writer
        .create_element("testcase")
        .with_attribute(("classname", &*class))
        .with_attribute(("name", &*name))
        .with_attribute(("file", &*allowed(&line.service.file)));
    let text = allowed(&line.text());
    if let Some(reason) = &change.accepted {
        element.write_inner_content(|writer| {
            let skipped = writer.create_element("skipped");
            skipped
                .with_attribute(("message", &*allowed(reason)))
                .write_empty()?;
            Ok(())
        })?;
    } else if is_failure {
        let message = verdict::words(change.rust, change.wire);
        element.write_inner_content(|writer| {
            writer
                .create_element("failure")
                .with_attribute(("type", change.rule.name()))
                .with_attribute(("message", &*message))
                .write_text_content(BytesText::new(&text))?;
            Ok(())
        })?;
    } else {
        element.write_empty()?;
    }
    Ok(())
}
