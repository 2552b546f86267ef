//! Splits an expression into tokens.

use super::SyntaxError;
use crate::diagnostics::shortened;
use crate::node::Node;

/// A token of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name without quotes.
    Name(String),
    /// A name in double quotes, without them and with its escapes resolved.
    Quoted(String),
    Literal(Node),
    Number(i64),
    /// An operator, bracket or other punctuation: one of [`SYMBOLS`].
    Symbol(&'static str),
    /// The end of the expression.
    End,
}

impl Token {
    /// Describes the token for error messages.
    pub(super) fn described(&self) -> String {
        match self {
            Self::Name(name) | Self::Quoted(name) => format!("the name `{}`", shortened(name)),
            Self::Literal(_) => "a literal".to_owned(),
            Self::Number(number) => format!("the number {number}"),
            Self::Symbol(symbol) => format!("`{symbol}`"),
            Self::End => "the end".to_owned(),
        }
    }
}

/// All symbols. A symbol comes before its own prefixes, since the first match is taken.
const SYMBOLS: [&str; 24] = [
    "[?", "[]", "||", "&&", "==", "!=", "<=", ">=", "[", "]", "{", "}", "(", ")", ".", ",", ":",
    "*", "|", "&", "!", "<", ">", "@",
];

/// Returns the tokens of a text, each with its offset in bytes. The last one is [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, SyntaxError> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    loop {
        lexer.skip(|c| matches!(c, ' ' | '\t' | '\r' | '\n'));
        let at = lexer.at;
        let token = lexer.next()?;
        let is_end = token == Token::End;
        tokens.push((at, token));
        if is_end {
            return Ok(tokens);
        }
    }
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip(&mut self, matches: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !matches(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn next(&mut self) -> Result<Token, SyntaxError> {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return Ok(Token::End);
        };
        match first {
            'a'..='z' | 'A'..='Z' | '_' => {
                let name = self.skip(|c| c.is_ascii_alphanumeric() || c == '_');
                Ok(Token::Name(name.to_owned()))
            }
            '0'..='9' | '-' => self.number(),
            '"' => {
                let at = self.at;
                let quoted = self.delimited('"')?;
                let name = serde_json::from_str::<Node>(&format!("\"{quoted}\""));
                match name {
                    Ok(Node::String(name)) => Ok(Token::Quoted(name)),
                    _ => Err(error(at, "expected a name in quotes that is a JSON string")),
                }
            }
            '\'' => {
                let raw = self.delimited('\'')?;
                Ok(Token::Literal(Node::String(raw_string(raw))))
            }
            '`' => {
                let at = self.at;
                let json = self.delimited('`')?.replace("\\`", "`");
                match serde_json::from_str::<Node>(json.trim()) {
                    Ok(value) => Ok(Token::Literal(value)),
                    Err(_) => Err(error(at, "expected a literal that is JSON")),
                }
            }
            _ => match SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
                Some(symbol) => {
                    self.at += symbol.len();
                    Ok(Token::Symbol(symbol))
                }
                None => {
                    let found = crate::visible(&first.to_string()).into_owned();
                    Err(error(self.at, format!("unexpected `{found}`")))
                }
            },
        }
    }

    fn number(&mut self) -> Result<Token, SyntaxError> {
        let at = self.at;
        if self.rest().starts_with('-') {
            self.at += 1;
        }
        self.skip(|c| c.is_ascii_digit());
        let number = self.text[at..self.at].parse();
        number
            .map(Token::Number)
            .map_err(|_| error(at, "expected a 64-bit integer"))
    }

    /// Takes a quoted text, and returns what is between the quotes. A quote after a backslash does not end it.
    fn delimited(&mut self, quote: char) -> Result<&'t str, SyntaxError> {
        let start = self.at + 1;
        let mut chars = self.text[start..].char_indices();
        while let Some((at, c)) = chars.next() {
            if c == quote {
                self.at = start + at + 1;
                return Ok(&self.text[start..start + at]);
            }
            if c == '\\' {
                chars.next();
            }
        }
        Err(error(
            self.at,
            format!("expected another `{quote}`, found the end"),
        ))
    }
}

/// Resolves the escapes of a raw string, `\'` and `\\`. All other backslashes stay.
fn raw_string(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(&escaped @ ('\'' | '\\'))) => {
                out.push(escaped);
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}

pub(super) fn error(at: usize, message: impl Into<String>) -> SyntaxError {
    SyntaxError {
        at,
        message: message.into(),
    }
}
