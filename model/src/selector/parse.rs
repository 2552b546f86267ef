//! The parser of selectors (Smithy 2.0, "Selector grammar").

use super::{
    Assertion, Attribute, Comparator, Key, KindName, MAX_DEPTH, Neighbors, Operand, Scope,
    SelectorError, Step,
};
use crate::graph::Relationship;
use crate::nearest::nearest;
use crate::position::position;

const KINDS: [&str; 24] = [
    "blob",
    "boolean",
    "string",
    "byte",
    "short",
    "integer",
    "long",
    "float",
    "double",
    "bigInteger",
    "bigDecimal",
    "timestamp",
    "document",
    "enum",
    "intEnum",
    "list",
    "set",
    "map",
    "structure",
    "union",
    "operation",
    "resource",
    "service",
    "member",
];

const FUNCTIONS: [&str; 7] = ["is", "not", "test", "in", "root", "topdown", "recursive"];

/// Two characters before one, so that the longest operator is found first.
const COMPARATORS: [(&str, Comparator); 10] = [
    ("!=", Comparator::NotEqual),
    ("^=", Comparator::StartsWith),
    ("$=", Comparator::EndsWith),
    ("*=", Comparator::Contains),
    ("?=", Comparator::Exists),
    (">=", Comparator::GreaterOrEqual),
    ("<=", Comparator::LessOrEqual),
    ("=", Comparator::Equal),
    (">", Comparator::Greater),
    ("<", Comparator::Less),
];

const SET_COMPARATORS: [(&str, Comparator); 4] = [
    ("{=}", Comparator::SameValues),
    ("{!=}", Comparator::OtherValues),
    ("{<<}", Comparator::ProperSubset),
    ("{<}", Comparator::Subset),
];

type Result<T> = std::result::Result<T, SelectorError>;

/// Parses a whole selector.
pub(super) fn parse(text: &str) -> Result<Vec<Step>> {
    let mut parser = Parser::new(text);
    let steps = parser.steps()?;
    match parser.peek() {
        None => Ok(steps),
        Some(_) => Err(parser.expected("a selector")),
    }
}

/// Parses the path of an attribute at the start of a text, up to `}`. The number is where that ends.
pub(super) fn parse_path(text: &str) -> Result<(Vec<Key>, usize)> {
    let mut parser = Parser::new(text);
    let path = parser.path()?;
    parser.take("}")?;
    Ok((path, parser.at))
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    variables: usize,
    roots: usize,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            variables: 0,
            roots: 0,
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        let is_space = |c| matches!(c, ' ' | '\t' | '\r' | '\n');
        self.at += rest.len() - rest.trim_start_matches(is_space).len();
    }

    /// The next character that is not white space.
    fn peek(&mut self) -> Option<char> {
        self.skip_space();
        self.rest().chars().next()
    }

    fn takes(&mut self, token: &str) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn take(&mut self, token: &str) -> Result<()> {
        if self.takes(token) {
            Ok(())
        } else {
            Err(self.expected(&format!("`{token}`")))
        }
    }

    fn error(&self, at: usize, message: String) -> SelectorError {
        SelectorError {
            at,
            position: position(self.text, at),
            message,
            hint: None,
        }
    }

    fn expected(&mut self, wanted: &str) -> SelectorError {
        let found = match self.peek() {
            None => "the end of the selector".to_owned(),
            Some(c) => format!("`{c}`"),
        };
        self.error(self.at, format!("expected {wanted}, found {found}"))
    }

    fn unknown<'k>(
        &self,
        at: usize,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> SelectorError {
        let known: Vec<&str> = known.into_iter().collect();
        let mut error = self.error(at, format!("`{name}` is not {what}"));
        let near = nearest(name, known.iter().copied());
        error.hint = Some(match near.first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected one of {}", known.join(", ")),
        });
        error
    }

    /// Steps up to the end, or to what ends an argument.
    fn steps(&mut self) -> Result<Vec<Step>> {
        if self.depth > MAX_DEPTH {
            let message = format!("functions nest more than {MAX_DEPTH} deep, which is the limit");
            return Err(self.error(self.at, message));
        }
        self.depth += 1;
        let mut steps = Vec::new();
        while !matches!(self.peek(), None | Some(',' | ')')) {
            steps.push(self.step()?);
        }
        self.depth -= 1;
        if steps.is_empty() {
            return Err(self.expected("a selector"));
        }
        Ok(steps)
    }

    fn step(&mut self) -> Result<Step> {
        match self.peek() {
            Some('*') => {
                self.at += 1;
                Ok(Step::Any)
            }
            Some('[') => self.attribute(),
            Some(':') => self.function(),
            Some('$') => self.variable(),
            Some('>') => {
                self.at += 1;
                Ok(neighbors(false, Vec::new(), false))
            }
            Some('~') => {
                self.take("~>")?;
                Ok(Step::Reachable)
            }
            Some('-') => {
                self.take("-[")?;
                let (relationships, traits) = self.relationships()?;
                self.take("]->")?;
                Ok(neighbors(false, relationships, traits))
            }
            Some('<') => {
                self.at += 1;
                if !self.rest().starts_with("-[") {
                    return Ok(neighbors(true, Vec::new(), false));
                }
                self.take("-[")?;
                let (relationships, traits) = self.relationships()?;
                self.take("]-")?;
                Ok(neighbors(true, relationships, traits))
            }
            Some(c) if c.is_ascii_alphabetic() || c == '_' => self.kind(),
            _ => Err(self.expected("a selector")),
        }
    }

    fn relationships(&mut self) -> Result<(Vec<Relationship>, bool)> {
        let (mut found, mut traits) = (Vec::new(), false);
        loop {
            self.skip_space();
            let at = self.at;
            let name = self.identifier("the name of a relationship")?;
            match Relationship::named(name) {
                Some(relationship) => found.push(relationship),
                None if name == "trait" => traits = true,
                None => {
                    let known = Relationship::names().chain(["trait"]);
                    return Err(self.unknown(at, "a relationship", name, known));
                }
            }
            if !self.takes(",") {
                return Ok((found, traits));
            }
        }
    }

    fn identifier(&mut self, wanted: &str) -> Result<&'t str> {
        self.skip_space();
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let name = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(self.expected(wanted));
        }
        self.at += name.len();
        Ok(name)
    }

    fn kind(&mut self) -> Result<Step> {
        let at = self.at;
        let name = self.identifier("the name of a kind of shapes")?;
        let kind = match name {
            "number" => KindName::Number,
            "simpleType" => KindName::SimpleType,
            "collection" => KindName::Collection,
            _ => match KINDS.iter().find(|known| **known == name) {
                Some(known) => KindName::Exact(known),
                None => {
                    let known = KINDS.into_iter();
                    let known = known.chain(["number", "simpleType", "collection"]);
                    return Err(self.unknown(at, "a kind of shapes", name, known));
                }
            },
        };
        Ok(Step::Kind(kind))
    }

    fn function(&mut self) -> Result<Step> {
        self.at += 1;
        let at = self.at;
        let name = self.identifier("the name of a function")?;
        if !FUNCTIONS.contains(&name) && name != "each" {
            return Err(self.unknown(at, "a function", name, FUNCTIONS));
        }
        let mut arguments = self.arguments()?;
        let count = arguments.len();
        let allowed = match name {
            "is" | "each" | "test" => count,
            "topdown" => 2,
            _ => 1,
        };
        if count > allowed {
            let plural = if allowed == 1 { "" } else { "s" };
            let message =
                format!("`:{name}` takes {allowed} selector{plural} at most, found {count}");
            return Err(self.error(at, message));
        }
        let second = (name == "topdown" && count == 2)
            .then(|| arguments.pop())
            .flatten();
        let mut first = || arguments.pop().unwrap_or_default();
        Ok(match name {
            "not" => Step::Not(first()),
            "in" => Step::In(first()),
            "root" => {
                self.roots += 1;
                Step::Root(self.roots, first())
            }
            "recursive" => Step::Recursive(first()),
            "topdown" => Step::TopDown(first(), second),
            "test" => Step::Test(arguments),
            _ => Step::Is(arguments),
        })
    }

    fn arguments(&mut self) -> Result<Vec<Vec<Step>>> {
        self.take("(")?;
        let mut arguments = Vec::new();
        loop {
            arguments.push(self.steps()?);
            if self.takes(")") {
                return Ok(arguments);
            }
            self.take(",")?;
        }
    }

    fn variable(&mut self) -> Result<Step> {
        self.at += 1;
        if self.rest().starts_with('{') {
            self.at += 1;
            let name = self.identifier("the name of a variable")?.to_owned();
            self.take("}")?;
            return Ok(Step::Variable(name));
        }
        let at = self.at;
        let name = self.identifier("the name of a variable")?.to_owned();
        self.variables += 1;
        if self.variables > MAX_DEPTH {
            let message = format!("there are more than {MAX_DEPTH} variables, which is the limit");
            return Err(self.error(at, message));
        }
        let mut arguments = self.arguments()?;
        match (arguments.pop(), arguments.is_empty()) {
            (Some(steps), true) => Ok(Step::Define(name, steps)),
            _ => Err(self.error(at, format!("`${name}` takes one selector"))),
        }
    }

    fn attribute(&mut self) -> Result<Step> {
        self.at += 1;
        if self.takes("@") {
            let path = if self.peek() == Some(':') {
                Vec::new()
            } else {
                self.path()?
            };
            self.take(":")?;
            let mut assertions = vec![self.assertion()?];
            while self.takes("&&") {
                assertions.push(self.assertion()?);
            }
            self.take("]")?;
            return Ok(Step::Scope(Scope { path, assertions }));
        }
        let path = self.path()?;
        if self.takes("]") {
            return Ok(Step::Attribute(Attribute {
                path,
                comparison: None,
            }));
        }
        let comparator = self.comparator(&COMPARATORS)?;
        let mut values = vec![self.value()?];
        while self.takes(",") {
            values.push(self.value()?);
        }
        let ignores_case = self.ignores_case();
        self.take("]")?;
        Ok(Step::Attribute(Attribute {
            path,
            comparison: Some((comparator, values, ignores_case)),
        }))
    }

    fn ignores_case(&mut self) -> bool {
        self.skip_space();
        let rest = self.rest();
        let found =
            rest.starts_with('i') && !rest[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
        if found {
            self.at += 1;
        }
        found
    }

    fn comparator(&mut self, known: &[(&str, Comparator)]) -> Result<Comparator> {
        for (token, comparator) in known {
            if self.takes(token) {
                return Ok(*comparator);
            }
        }
        let tokens: Vec<String> = known.iter().map(|(it, _)| format!("`{it}`")).collect();
        Err(self.expected(&format!("`]` or one of {}", tokens.join(", "))))
    }

    fn assertion(&mut self) -> Result<Assertion> {
        let left = self.operand()?;
        let known: Vec<_> = SET_COMPARATORS.into_iter().chain(COMPARATORS).collect();
        let comparator = self.comparator(&known)?;
        let mut right = vec![self.operand()?];
        while self.takes(",") {
            right.push(self.operand()?);
        }
        let ignores_case = self.ignores_case();
        Ok(Assertion {
            left,
            comparator,
            right,
            ignores_case,
        })
    }

    fn operand(&mut self) -> Result<Operand> {
        if !self.takes("@{") {
            return Ok(Operand::Literal(self.value()?));
        }
        let path = self.path()?;
        self.take("}")?;
        Ok(Operand::Path(path))
    }

    fn path(&mut self) -> Result<Vec<Key>> {
        let mut path = vec![self.key()?];
        while self.takes("|") {
            path.push(self.key()?);
        }
        Ok(path)
    }

    fn key(&mut self) -> Result<Key> {
        if !self.takes("(") {
            return Ok(Key::Name(self.value()?));
        }
        self.skip_space();
        let at = self.at;
        let name = self.identifier("`keys`, `values` or `length`")?;
        let key = match name {
            "keys" => Key::Keys,
            "values" => Key::Values,
            "length" => Key::Length,
            _ => {
                let known = ["keys", "values", "length"];
                return Err(self.unknown(at, "a property of values", name, known));
            }
        };
        self.take(")")?;
        Ok(key)
    }

    /// Quoted text, a number, an identifier or a shape id.
    fn value(&mut self) -> Result<String> {
        let quote = match self.peek() {
            Some(c @ ('\'' | '"')) => c,
            _ => return self.bare_value(),
        };
        self.at += 1;
        let rest = self.rest();
        let Some(end) = rest.find(quote) else {
            return Err(self.error(
                self.at,
                format!("expected `{quote}` at the end of the text"),
            ));
        };
        self.at += end + 1;
        Ok(rest.get(..end).unwrap_or_default().to_owned())
    }

    fn bare_value(&mut self) -> Result<String> {
        let rest = self.rest();
        let is_part =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '#' | '-' | '+');
        let mut end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        // A shape id may name a member; `$=` is a comparator.
        if rest.get(..end).is_some_and(|id| id.contains('#'))
            && let Some(member) = rest.get(end..).and_then(|rest| rest.strip_prefix('$'))
            && member.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        {
            let length = member.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            end += 1 + length.unwrap_or(member.len());
        }
        let value = rest.get(..end).unwrap_or_default();
        if value.is_empty() {
            return Err(self.expected("a value"));
        }
        self.at += end;
        Ok(value.to_owned())
    }
}

fn neighbors(is_reverse: bool, relationships: Vec<Relationship>, traits: bool) -> Step {
    Step::Neighbors(Neighbors {
        is_reverse,
        relationships,
        traits,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_have_their_place() {
        let cases = [
            (
                "",
                "expected a selector, found the end of the selector at column 1",
            ),
            ("strin", "`strin` is not a kind of shapes at column 1"),
            (
                "list > :tets(string)",
                "`tets` is not a function at column 9",
            ),
            (
                "[trait|a = ",
                "expected a value, found the end of the selector at column 12",
            ),
            ("[trait|a ~ b]", "expected `]` or one of"),
            (
                ":not(string, list)",
                "`:not` takes 1 selector at most, found 2 at column 2",
            ),
            ("-[inputs]->", "`inputs` is not a relationship at column 3"),
            (
                "string\n  )",
                "expected a selector, found `)` at line 2, column 3",
            ),
            (
                "[trait|'é] *",
                "expected `'` at the end of the text at column 9",
            ),
            (
                "[trait|(key)]",
                "`key` is not a property of values at column 9",
            ),
            ("$a(string, list)", "`$a` takes one selector at column 2"),
        ];
        for (text, message) in cases {
            let error = parse(text).expect_err(text);
            assert!(error.to_string().starts_with(message), "{text}: {error}");
        }
        assert_eq!(
            parse("strin").expect_err("unknown").hint.as_deref(),
            Some("did you mean `string`?")
        );
    }

    #[test]
    fn nesting_is_limited() {
        let text = format!("{}string{}", ":is(".repeat(100_000), ")".repeat(100_000));
        let error = parse(&text).expect_err("too deep");
        assert!(error.message.contains("more than 64 deep"), "{error}");
        let text = "$a(*)".repeat(1000);
        let error = parse(&text).expect_err("too many");
        assert!(error.message.contains("more than 64 variables"), "{error}");
    }
}
