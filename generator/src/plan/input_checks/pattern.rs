//! Patterns of models in the dialect of the crate `regex`, which clients check them with.
//!
//! Smithy's patterns are of ECMA 262. Where both dialects have a construct and mean something else by it, the expression
//! is rewritten, or refused if it is not clear what its author means.

use std::fmt::Display;

use regex::Regex;
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{
    AssertionKind, Ast, ClassPerl, ClassPerlKind, ClassSetBinaryOp, ClassSetItem, Literal,
    LiteralKind, Span, SpecialLiteralKind, Visitor, visit,
};

/// The pattern for the crate `regex`.
///
/// # Errors
/// The pattern is not valid, or has what the crate does not do or would understand in another way; the text says what.
pub(super) fn translated(pattern: &str) -> Result<String, String> {
    let ast = Parser::new()
        .parse(pattern)
        .map_err(|error| problem(pattern, error.span(), error.kind()))?;
    let rewritten = visit(&ast, Rewriter::of(pattern))?;
    match Regex::new(&rewritten) {
        Ok(_) => Ok(rewritten),
        Err(regex::Error::CompiledTooBig(limit)) => Err(format!(
            "it takes more than {limit} bytes when it is compiled"
        )),
        // The message has several lines: the expression, a mark below it, and the error.
        Err(error) => {
            let message = error.to_string();
            let last = message.lines().last().unwrap_or_default();
            Err(last.trim_start_matches("error: ").to_owned())
        }
    }
}

fn problem(pattern: &str, span: &Span, what: impl Display) -> String {
    let part = pattern
        .get(span.start.offset..span.end.offset)
        .unwrap_or_default();
    if part.is_empty() {
        what.to_string()
    } else {
        format!("`{part}`: {what}")
    }
}

/// Collects what is to be replaced in a pattern.
struct Rewriter<'p> {
    pattern: &'p str,
    replaced: Vec<(Span, &'static str)>,
    dots: Vec<Span>,
    /// The pattern says itself what a dot matches.
    has_dot_flag: bool,
}

impl<'p> Rewriter<'p> {
    fn of(pattern: &'p str) -> Self {
        Self {
            pattern,
            replaced: Vec::new(),
            dots: Vec::new(),
            has_dot_flag: false,
        }
    }

    fn literal(&self, literal: &Literal) -> Result<(), String> {
        match literal.kind {
            LiteralKind::Special(SpecialLiteralKind::Bell) => {
                let what =
                    "the letter `a` in ECMA 262, and the character U+0007 here; write one of them";
                self.problem(&literal.span, what)
            }
            _ => Ok(()),
        }
    }

    fn problem<T>(&self, span: &Span, what: &str) -> Result<T, String> {
        Err(problem(self.pattern, span, what))
    }
}

impl Visitor for Rewriter<'_> {
    type Output = String;
    type Err = String;

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), String> {
        match ast {
            Ast::Dot(span) => self.dots.push(**span),
            Ast::ClassPerl(class) => self.replaced.push((class.span, perl(class))),
            Ast::Flags(flags) => {
                let dot = regex_syntax::ast::Flag::DotMatchesNewLine;
                self.has_dot_flag |= flags.flags.flag_state(dot).is_some();
            }
            Ast::Group(group) => {
                let dot = regex_syntax::ast::Flag::DotMatchesNewLine;
                self.has_dot_flag |= group.flags().is_some_and(|it| it.flag_state(dot).is_some());
            }
            Ast::Assertion(assertion) => {
                let replacement = match assertion.kind {
                    AssertionKind::WordBoundary => r"(?-u:\b)",
                    AssertionKind::NotWordBoundary => r"(?-u:\B)",
                    AssertionKind::WordBoundaryStartAngle => "<",
                    AssertionKind::WordBoundaryEndAngle => ">",
                    AssertionKind::StartText | AssertionKind::EndText => {
                        let what = "an anchor that ECMA 262 does not have; write `^` or `$`";
                        return self.problem(&assertion.span, what);
                    }
                    _ => return Ok(()),
                };
                self.replaced.push((assertion.span, replacement));
            }
            Ast::Literal(literal) => return self.literal(literal),
            Ast::ClassBracketed(class) => {
                let text = self
                    .pattern
                    .get(class.span.start.offset..)
                    .unwrap_or_default();
                if text.starts_with("[]") || text.starts_with("[^]") {
                    let what =
                        "a class that begins with `]`, which is empty in ECMA 262; write `\\]`";
                    return self.problem(&class.span, what);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), String> {
        match item {
            ClassSetItem::Perl(class) => {
                self.replaced.push((class.span, perl(class)));
                Ok(())
            }
            ClassSetItem::Literal(literal) => self.literal(literal),
            ClassSetItem::Bracketed(class) => {
                let what = "a `[` in a class is a letter in ECMA 262; write `\\[`";
                self.problem(&class.span, what)
            }
            ClassSetItem::Ascii(class) => {
                let what = "a class by name, which ECMA 262 does not have; write its letters";
                self.problem(&class.span, what)
            }
            _ => Ok(()),
        }
    }

    fn visit_class_set_binary_op_pre(
        &mut self,
        operation: &ClassSetBinaryOp,
    ) -> Result<(), String> {
        let what = "`&&`, `--` and `~~` in a class are letters in ECMA 262; write one with `\\`";
        self.problem(&operation.span, what)
    }

    fn finish(self) -> Result<String, String> {
        let mut replaced = self.replaced;
        if !self.has_dot_flag {
            let dots = self.dots.into_iter();
            replaced.extend(dots.map(|span| (span, r"[^\n\r\u2028\u2029]")));
        }
        replaced.sort_by_key(|(span, _)| span.start.offset);
        let mut rewritten = String::with_capacity(self.pattern.len());
        let mut end = 0;
        for (span, replacement) in replaced {
            let before = self.pattern.get(end..span.start.offset);
            rewritten.push_str(before.unwrap_or_default());
            rewritten.push_str(replacement);
            end = span.end.offset;
        }
        rewritten.push_str(self.pattern.get(end..).unwrap_or_default());
        Ok(rewritten)
    }
}

/// A class such as `\w` with the characters that it has in ECMA 262, where digits and letters of words are those of
/// ASCII. Classes of the crate `regex` may have classes in them.
fn perl(class: &ClassPerl) -> &'static str {
    match (&class.kind, class.negated) {
        (ClassPerlKind::Digit, false) => "[0-9]",
        (ClassPerlKind::Digit, true) => "[^0-9]",
        (ClassPerlKind::Word, false) => "[0-9A-Za-z_]",
        (ClassPerlKind::Word, true) => "[^0-9A-Za-z_]",
        (ClassPerlKind::Space, false) => r"[\t-\r\p{Zs}\u2028\u2029\uFEFF]",
        (ClassPerlKind::Space, true) => r"[^\t-\r\p{Zs}\u2028\u2029\uFEFF]",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_what_they_mean_in_ecma_262() {
        let cases = [
            (r"^[a-z]{1,3}$", "abc", "abcd"),
            (r"^\d+$", "12", "१२"),
            (r"^[\d.]+$", "1.2", "१"),
            (r"^\D$", "१", "1"),
            (r"^\w+$", "a_1", "é"),
            (r"^[\w-]+$", "a-b", "é"),
            (r"^[^\w]$", "é", "a"),
            (r"^[\W]$", "é", "_"),
            (r"^\s$", "\u{feff}", "\u{85}"),
            (r"^[^\s]$", "\u{85}", "\u{a0}"),
            (r"^[\S]$", "x", "\u{3000}"),
            (r"^.$", "é", "\r"),
            (r"^(?s).$", "\r", "ab"),
            (r"\ba\b", "éa", "ba"),
            (r"^\<a\>$", "<a>", "a"),
            (r"^a\/b\-c$", "a/b-c", "ab"),
            (r"^[\u0020-\uD7FF]*$", "aé ", "\n"),
            (r"^\p{L}+$", "Åb", "1"),
            (r"^\p{Script=Greek}$", "λ", "l"),
            (r"b", "abc", "ac"),
            (r"^a$", "a", "a\n"),
        ];
        for (pattern, matching, other) in cases {
            let translated = translated(pattern).unwrap_or_else(|it| panic!("{pattern}: {it}"));
            let compiled = Regex::new(&translated).expect("it was compiled");
            assert!(compiled.is_match(matching), "{pattern}: {translated}");
            assert!(!compiled.is_match(other), "{pattern}: {translated}");
        }
    }

    #[test]
    fn what_stays_is_as_written() {
        for same in ["^[a-z]{1,3}$", r"^(?i)arn:aws:[^:]+$", r"^\p{L}(a|b)*?\.$"] {
            assert_eq!(translated(same).as_deref(), Ok(same));
        }
        assert_eq!(translated(r"^[\w.]$").as_deref(), Ok("^[[0-9A-Za-z_].]$"));
    }

    #[test]
    fn what_cannot_be_done_is_told() {
        let cases = [
            (r"^(?=a)b$", "look-around"),
            (r"^(?!a)b$", "look-around"),
            (r"(?<=a)b", "look-around"),
            (r"^(a)\1$", "backreferences are not supported"),
            (r"^[a-z", "unclosed character class"),
            (r"^\p{Alnum}$", "Unicode property not found"),
            (r"^[\uD83D]$", "Unicode"),
            (r"^[[a-z]]$", "`[a-z]`: a `[` in a class"),
            (r"^[[:alpha:]]$", "a class by name"),
            (r"^[a-z&&[b]]$", "`&&`, `--` and `~~`"),
            (r"^[]a]$", "begins with `]`"),
            (r"\Aa$", r"`\A`: an anchor"),
            (r"^a\z", r"`\z`: an anchor"),
            (r"^\a$", "the letter `a`"),
            (r"^[\a]$", "the letter `a`"),
            (r"^\p{L}{1,60000}$", "more than 10485760 bytes"),
        ];
        for (pattern, message) in cases {
            let found = translated(pattern).expect_err(pattern);
            assert!(found.contains(message), "{pattern}: {found}");
            assert!(!found.contains('\n'), "{pattern}: {found}");
        }
    }
}
