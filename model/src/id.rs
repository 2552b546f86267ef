//! Shape ids (Smithy 2.0, "Shape ID").

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// An absolute shape id without a member: `namespace#Name`.
///
/// Cheap to clone. The order is that of the text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(Arc<str>);

/// What a shape id must look like, for messages.
pub(crate) const EXPECTED_ID: &str = "an absolute shape id such as `example.weather#City`";

impl ShapeId {
    /// Reads an absolute id; `None` if it is relative, names a member or is not well-formed.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        is_id(text).then(|| Self(text.into()))
    }

    /// Reads `namespace#Name` or `namespace#Name$member`.
    pub(crate) fn parse_with_member(text: &str) -> Option<(Self, Option<&str>)> {
        match text.split_once('$') {
            None => Some((Self::parse(text)?, None)),
            Some((shape, member)) if is_identifier(member) => {
                Some((Self::parse(shape)?, Some(member)))
            }
            Some(_) => None,
        }
    }

    /// The part before `#`.
    pub fn namespace(&self) -> &str {
        self.0
            .split_once('#')
            .map_or("", |(namespace, _)| namespace)
    }

    /// The part after `#`.
    pub fn name(&self) -> &str {
        self.0.split_once('#').map_or(&*self.0, |(_, name)| name)
    }

    /// The whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for ShapeId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for ShapeId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a text is an absolute id of a shape.
fn is_id(text: &str) -> bool {
    text.split_once('#').is_some_and(|(namespace, name)| {
        namespace.split('.').all(is_identifier) && is_identifier(name)
    })
}

/// Whether a text is an absolute id of a shape or of a member.
pub(crate) fn is_id_of_shape_or_member(text: &str) -> bool {
    match text.split_once('$') {
        None => is_id(text),
        Some((shape, member)) => is_id(shape) && is_identifier(member),
    }
}

/// `Identifier` of the specification's grammar: a letter, or underscores and then a letter or digit;
/// then letters, digits and underscores.
pub(crate) fn is_identifier(text: &str) -> bool {
    let bytes = text.as_bytes();
    let underscores = bytes.iter().take_while(|byte| **byte == b'_').count();
    let rest = bytes.get(underscores..).unwrap_or_default();
    let start_ok = match rest.first() {
        Some(first) if underscores == 0 => first.is_ascii_alphabetic(),
        Some(first) => first.is_ascii_alphanumeric(),
        None => false,
    };
    start_ok
        && rest
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers() {
        for good in ["a", "A9", "_a", "__1", "a_b"] {
            assert!(is_identifier(good), "{good}");
        }
        for bad in ["", "_", "9a", "a-b", "é", "a b", "a."] {
            assert!(!is_identifier(bad), "{bad}");
        }
    }

    #[test]
    fn ids() {
        let id = ShapeId::parse("a.b#C").expect("well-formed");
        assert_eq!(
            (id.namespace(), id.name(), id.as_str()),
            ("a.b", "C", "a.b#C")
        );
        for bad in [
            "C", "a.b", "a..b#C", "a#", "#C", "a#b#c", "a#C$m", ".a#C", "a b#C",
        ] {
            assert!(ShapeId::parse(bad).is_none(), "{bad}");
        }
        let (id, member) = ShapeId::parse_with_member("a#C$m").expect("well-formed");
        assert_eq!((id.as_str(), member), ("a#C", Some("m")));
        assert!(ShapeId::parse_with_member("a#C$").is_none());
        for (text, expected) in [
            ("a#C", true),
            ("a#C$m", true),
            ("a#C$", false),
            ("a$m", false),
            ("C", false),
        ] {
            assert_eq!(is_id_of_shape_or_member(text), expected, "{text}");
        }
    }
}
