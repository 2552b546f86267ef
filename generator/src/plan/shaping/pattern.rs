//! Patterns that choose shapes and members.

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// `*`
    All,
    /// `com.example#*`
    Namespace(String),
    /// `com.example#Money`
    Shape(String),
    /// `com.example#Money$amount`
    Member(String, String),
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// The text is not a pattern; the message says what is expected.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        const EXPECTED: &str = "expected `*`, `com.example#*`, a shape id such as `com.example#Money`, or a member \
                                such as `com.example#Money$amount`";
        if text == "*" {
            return Ok(Self::All);
        }
        let (namespace, rest) = text.split_once('#').ok_or(EXPECTED)?;
        if namespace.is_empty() || rest.is_empty() || namespace.contains('*') {
            return Err(EXPECTED);
        }
        match rest.split_once('$') {
            None if rest == "*" => Ok(Self::Namespace(namespace.to_owned())),
            None if !rest.contains('*') => Ok(Self::Shape(text.to_owned())),
            Some((name, member)) if !member.is_empty() && !name.contains('*') => {
                let shape = format!("{namespace}#{name}");
                Ok(Self::Member(shape, member.to_owned()))
            }
            _ => Err(EXPECTED),
        }
    }

    /// Whether the pattern matches the shape of this id.
    pub(super) fn has_shape(&self, id: &str) -> bool {
        match self {
            Self::All => true,
            Self::Namespace(namespace) => id
                .strip_prefix(namespace.as_str())
                .is_some_and(|rest| rest.starts_with('#')),
            Self::Shape(shape) => shape == id,
            Self::Member(..) => false,
        }
    }

    /// Whether the pattern matches the member of the shape of this id.
    pub(super) fn has_member(&self, id: &str, member: &str) -> bool {
        match self {
            Self::Member(shape, name) => shape == id && name == member,
            other => other.has_shape(id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_shapes_and_members() {
        // The pattern, whether it matches the shapes `a.b#C` and `a.bc#C`, and the member `a.b#C$d`.
        for (text, shapes, member) in [
            ("*", [true, true], true),
            ("a.b#*", [true, false], true),
            ("a.b#C", [true, false], true),
            ("a.b#D", [false, false], false),
            ("a.b#C$d", [false, false], true),
            ("a.b#C$e", [false, false], false),
        ] {
            let pattern = Pattern::parse(text).expect(text);
            let found = ["a.b#C", "a.bc#C"].map(|id| pattern.has_shape(id));
            assert_eq!(found, shapes, "{text}");
            assert_eq!(pattern.has_member("a.b#C", "d"), member, "{text}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        for text in [
            "", "Money", "#Money", "a#", "a*#Money", "a#Mon*", "a#*$b", "a#Money$", "**",
        ] {
            assert!(Pattern::parse(text).is_err(), "{text}");
        }
    }
}
