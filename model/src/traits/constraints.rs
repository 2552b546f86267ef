//! The traits that limit values: `length`, `range`, `pattern` and `uniqueItems`.
//!
//! Smithy specification: [constraint traits](https://smithy.io/2.0/spec/constraint-traits.html).

use super::{Traits, expected};
use crate::node::Node;

/// `@length`: the number of Unicode scalar values of a string, of bytes of a blob, or of entries of a list or map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// The least length
    pub min: Option<u64>,
    /// The greatest length
    pub max: Option<u64>,
}

/// `@range`: its bounds are numbers of any size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range<'a> {
    /// The least number
    pub min: Option<&'a Node>,
    /// The greatest number
    pub max: Option<&'a Node>,
}

impl Traits {
    /// `@length`
    ///
    /// # Errors
    /// What was expected in the place of a value that is not valid. The loader does not check it.
    pub fn length(&self) -> Result<Option<Length>, String> {
        let Some(value) = self.get("smithy.api#length") else {
            return Ok(None);
        };
        let bound = |key: &str| match value.get(key) {
            None => Ok(None),
            Some(bound) => match bound.as_i64().and_then(|it| u64::try_from(it).ok()) {
                Some(bound) => Ok(Some(bound)),
                None => expected(&format!("a length as `{key}`"), bound),
            },
        };
        let (min, max) = (bound("min")?, bound("max")?);
        if min.is_none() && max.is_none() {
            return expected("an object with `min`, `max` or both", value);
        }
        if let (Some(min), Some(max)) = (min, max)
            && min > max
        {
            return Err(format!("`min` is {min}, which is more than `max`, {max}"));
        }
        Ok(Some(Length { min, max }))
    }

    /// `@range`
    ///
    /// # Errors
    /// What was expected in the place of a value that is not valid. The loader does not check it.
    pub fn range(&self) -> Result<Option<Range<'_>>, String> {
        let Some(value) = self.get("smithy.api#range") else {
            return Ok(None);
        };
        let bound = |key: &str| match value.get(key) {
            None => Ok(None),
            Some(bound @ Node::Number(_)) => Ok(Some(bound)),
            Some(other) => expected(&format!("a number as `{key}`"), other),
        };
        let (min, max) = (bound("min")?, bound("max")?);
        if min.is_none() && max.is_none() {
            return expected("an object with `min`, `max` or both", value);
        }
        Ok(Some(Range { min, max }))
    }

    /// `@pattern`: a regular expression in the dialect of ECMA 262.
    ///
    /// # Errors
    /// What was expected in the place of a value that is not a string. The loader does not check it.
    pub fn pattern(&self) -> Result<Option<&str>, String> {
        match self.get("smithy.api#pattern") {
            None => Ok(None),
            Some(Node::String(pattern)) => Ok(Some(pattern)),
            Some(other) => expected("a string", other),
        }
    }

    /// `@uniqueItems`
    pub fn has_unique_items(&self) -> bool {
        self.has("smithy.api#uniqueItems")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traits(name: &str, json: &str) -> Traits {
        let value = serde_json::from_str(json).expect("valid JSON");
        vec![(format!("smithy.api#{name}"), value)].into()
    }

    #[test]
    fn bounds_are_read() {
        let length = traits("length", r#"{"min":1,"max":64}"#).length();
        let (min, max) = (Some(1), Some(64));
        assert_eq!(length, Ok(Some(Length { min, max })));
        let least = traits("length", r#"{"min":0}"#).length();
        let (min, max) = (Some(0), None);
        assert_eq!(least, Ok(Some(Length { min, max })));
        let range = traits("range", r#"{"max":-0.5}"#);
        let range = range.range().expect("valid").expect("there");
        assert_eq!(range.min, None);
        assert_eq!(range.max.and_then(Node::as_f64), Some(-0.5));
        assert_eq!(traits("pattern", "\"^a$\"").pattern(), Ok(Some("^a$")));
        let none = Traits::default();
        assert_eq!(none.length(), Ok(None));
        assert_eq!(none.range(), Ok(None));
        assert_eq!(none.pattern(), Ok(None));
        assert!(!none.has_unique_items());
    }

    #[test]
    fn values_that_are_not_valid_are_told() {
        let bad = [
            ("length", "{}", "`min`, `max` or both"),
            ("length", r#"{"min":-1}"#, "a length as `min`, found -1"),
            ("length", r#"{"min":2,"max":1}"#, "more than `max`, 1"),
            ("range", "7", "`min`, `max` or both, found 7"),
            ("range", r#"{"max":"9"}"#, "a number as `max`, found `9`"),
            ("pattern", "[]", "a string, found an array"),
        ];
        for (name, json, message) in bad {
            let traits = traits(name, json);
            let found = match name {
                "length" => traits.length().err(),
                "range" => traits.range().err(),
                _ => traits.pattern().err(),
            };
            let found = found.expect(json);
            assert!(found.contains(message), "{json}: {found}");
        }
    }
}
