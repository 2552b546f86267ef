//! The syntax of the AWS SDK for Python: `client.create_user(Username='string')`.

use tinsmith_model::{Kind, Shape};

use super::page::Syntax;
use super::syntax::{Lines, Spelling};
use super::tree::Tree;
use crate::docs::printable;

/// A call with every parameter.
pub(super) fn request(operation: &str, input: Option<&Tree<'_>>) -> Syntax {
    let mut lines = Lines::new(&format!("client.{}(", method(operation)));
    let members = input.map_or(&[][..], |input| &input.children);
    if !members.is_empty() {
        lines.deeper();
        fields(&mut lines, members, true);
        lines.shallower();
    }
    lines.push(")", false);
    lines.finish()
}

/// The response with every member.
pub(super) fn response(output: &Tree<'_>) -> Syntax {
    let mut lines = Lines::new("");
    value(&mut lines, output, false);
    lines.finish()
}

/// Documentation as the SDK's pages show it. They are made from reStructuredText, in which a backslash escapes the next
/// character and is not shown.
pub(super) fn unescaped(documentation: &str) -> String {
    let mut text = String::with_capacity(documentation.len());
    let mut chars = documentation.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next()),
            c => text.push(c),
        }
    }
    text
}

/// The name and the type of a member.
pub(super) fn spell(tree: &Tree<'_>, is_request: bool) -> Spelling {
    let type_name = match &tree.shape().kind {
        Kind::Blob if tree.is_stream() && is_request => "bytes or seekable file-like object",
        Kind::Blob if tree.is_stream() => "StreamingBody",
        Kind::Union(_) if tree.is_stream() => "EventStream",
        kind => type_name(kind),
    };
    Spelling {
        name: in_structure(tree).then(|| tree.name().to_owned()),
        type_name: type_name.to_owned(),
    }
}

/// The new members of the tree: `{'IdentityInfo': {'Mobile': 'string'}}`.
pub(super) fn excerpt(tree: &Tree<'_>) -> String {
    if !tree.changed && !tree.new_values.is_empty() {
        let values: Vec<String> = tree.new_values.iter().map(|value| quoted(value)).collect();
        return format!("{{{}}}", values.join(", "));
    }
    let shape = tree.shape();
    match &shape.kind {
        Kind::Structure(_) | Kind::Union(_) if !tree.folded => {
            let shown = tree.children.iter().filter(|child| child.has_changes());
            let mut entries: Vec<(&str, String)> =
                shown.map(|child| (child.name(), excerpt(child))).collect();
            entries.sort();
            let entries: Vec<String> = entries
                .iter()
                .map(|(name, value)| format!("{}: {value}", quoted(name)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        Kind::List(_) if !tree.folded => {
            let element: String = tree.children.iter().map(excerpt).collect();
            if tree.changed {
                format!("[{element}]")
            } else {
                element
            }
        }
        Kind::Map { .. } if !tree.folded => {
            let value = tree.children.last().map(excerpt).unwrap_or_default();
            if tree.changed {
                format!("{{'string': {value}}}")
            } else {
                value
            }
        }
        Kind::Enum(values) => {
            let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
            quoted(&values.join(" | "))
        }
        kind => quoted(type_name(kind)),
    }
}

fn in_structure(tree: &Tree<'_>) -> bool {
    let container = tree.container.map(|shape| &tree.scope.model[shape].kind);
    matches!(container, Some(Kind::Structure(_) | Kind::Union(_)))
}

fn fields(lines: &mut Lines, members: &[Tree<'_>], as_arguments: bool) {
    for (at, member) in members.iter().enumerate() {
        if at > 0 {
            lines.push(",", false);
            lines.next();
        }
        let name = if as_arguments {
            format!("{}=", member.name())
        } else {
            format!("{}: ", quoted(member.name()))
        };
        lines.push(&name, member.changed);
        value(lines, member, as_arguments);
    }
}

/// A value; `is_request` matters for streams, which are members of the input or output itself.
fn value(lines: &mut Lines, tree: &Tree<'_>, is_request: bool) {
    let changed = tree.changed;
    if tree.folded {
        return lines.push("{'... recursive ...'}", changed);
    }
    match &tree.shape().kind {
        Kind::Union(_) if tree.is_stream() && !is_request => lines.push("EventStream({", changed),
        Kind::Structure(_) | Kind::Union(_) | Kind::Map { .. } => lines.push("{", changed),
        Kind::List(_) => lines.push("[", changed),
        _ => {
            return lines.push(
                &scalar(tree, is_request),
                changed || !tree.new_values.is_empty(),
            );
        }
    }
    let close = match &tree.shape().kind {
        Kind::Union(_) if tree.is_stream() && !is_request => "})",
        Kind::List(_) => "]",
        _ => "}",
    };
    if !tree.children.is_empty() {
        lines.deeper();
        match &tree.shape().kind {
            Kind::List(_) => {
                for element in &tree.children {
                    value(lines, element, false);
                    lines.push(",", false);
                }
            }
            Kind::Map { .. } => {
                lines.push("'string': ", changed);
                for entry in tree.children.iter().skip(1) {
                    value(lines, entry, false);
                }
            }
            _ => fields(lines, &tree.children, false),
        }
        lines.shallower();
    }
    lines.push(close, changed);
}

fn scalar(tree: &Tree<'_>, is_request: bool) -> String {
    let shape: &Shape = tree.shape();
    let text = match &shape.kind {
        Kind::Enum(values) => {
            let values: Vec<String> = values.iter().map(|value| quoted(&value.value)).collect();
            return values.join("|");
        }
        Kind::Boolean => "True|False",
        Kind::Byte
        | Kind::Short
        | Kind::Integer
        | Kind::IntEnum(_)
        | Kind::Long
        | Kind::BigInteger => "123",
        Kind::Float | Kind::Double | Kind::BigDecimal => "123.0",
        Kind::Timestamp => "datetime(2015, 1, 1)",
        Kind::Blob if tree.is_stream() && is_request => "b'bytes'|file",
        Kind::Blob if tree.is_stream() => "StreamingBody()",
        Kind::Blob => "b'bytes'",
        Kind::Document => "{...}|[...]|123|123.4|'string'|True|None",
        _ => "'string'",
    };
    text.to_owned()
}

fn type_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Blob => "bytes",
        Kind::Boolean => "boolean",
        Kind::Byte
        | Kind::Short
        | Kind::Integer
        | Kind::IntEnum(_)
        | Kind::Long
        | Kind::BigInteger => "integer",
        Kind::Float | Kind::Double | Kind::BigDecimal => "float",
        Kind::Timestamp => "datetime",
        Kind::Document => "document",
        Kind::List(_) => "list",
        Kind::Map { .. } | Kind::Structure(_) | Kind::Union(_) => "dict",
        _ => "string",
    }
}

fn quoted(text: &str) -> String {
    let text = printable(text);
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// Operations with special names in botocore.
const METHODS: [(&str, &str); 8] = [
    ("CreateCachediSCSIVolume", "create_cached_iscsi_volume"),
    ("CreateStorediSCSIVolume", "create_stored_iscsi_volume"),
    (
        "DescribeCachediSCSIVolumes",
        "describe_cached_iscsi_volumes",
    ),
    (
        "DescribeStorediSCSIVolumes",
        "describe_stored_iscsi_volumes",
    ),
    ("ExecutePartiQLBatch", "execute_partiql_batch"),
    ("ExecutePartiQLStatement", "execute_partiql_statement"),
    ("ExecutePartiQLTransaction", "execute_partiql_transaction"),
    (
        "ListHITsForQualificationType",
        "list_hits_for_qualification_type",
    ),
];

/// The method of an operation, by the rule of botocore's `xform_name`.
pub(super) fn method(operation: &str) -> String {
    if let Some((_, method)) = METHODS.iter().find(|(name, _)| *name == operation) {
        return (*method).to_owned();
    }
    if operation.contains('_') {
        return operation.to_owned();
    }
    let chars: Vec<char> = plural_acronym(operation).chars().collect();
    let first = before_words(&chars);
    let mut out = String::new();
    let mut previous: Option<char> = None;
    for c in first {
        let starts = previous.is_some_and(|p| p.is_ascii_lowercase() || p.is_ascii_digit());
        if starts && c.is_ascii_uppercase() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
        previous = Some(c);
    }
    out
}

/// `ListACLs` as `List_acls`: an acronym in the plural at the end is one word.
fn plural_acronym(name: &str) -> String {
    let Some(stem) = name.strip_suffix('s') else {
        return name.to_owned();
    };
    let capitals = stem
        .bytes()
        .rev()
        .take_while(u8::is_ascii_uppercase)
        .count();
    match capitals {
        0 | 1 => name.to_owned(),
        _ => {
            let (head, acronym) = name.split_at(stem.len() - capitals);
            format!("{head}_{}", acronym.to_lowercase())
        }
    }
}

/// Inserts `_` before each capital letter that a small letter follows; each letter is part of one match only.
fn before_words(chars: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(chars.len() + 8);
    let mut at = 0;
    while at < chars.len() {
        out.push(chars[at]);
        at += 1;
        let is_word = chars.get(at).is_some_and(char::is_ascii_uppercase)
            && chars.get(at + 1).is_some_and(char::is_ascii_lowercase);
        if is_word {
            out.extend(['_', chars[at]]);
            at += 1;
            while let Some(c) = chars.get(at).filter(|c| c.is_ascii_lowercase()) {
                out.push(*c);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::method;

    #[test]
    fn methods_are_named_as_in_botocore() {
        for (operation, expected) in [
            ("CreateUser", "create_user"),
            ("UpdateUserIdentityInfo", "update_user_identity_info"),
            ("ListDBClusters", "list_db_clusters"),
            ("DescribeACLs", "describe_acls"),
            ("ListACLs", "list_acls"),
            ("GetSAMLProvider", "get_saml_provider"),
            (
                "ListHITsForQualificationType",
                "list_hits_for_qualification_type",
            ),
            ("DescribeEC2Instances", "describe_ec2_instances"),
            ("SwapEnvironmentCNAMEs", "swap_environment_cnames"),
            ("ListObjectsV2", "list_objects_v2"),
            ("AddTagsToResource", "add_tags_to_resource"),
        ] {
            assert_eq!(method(operation), expected);
        }
    }
}
