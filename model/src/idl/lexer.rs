//! Tokens of the language (Smithy 2.0, "Lexical notation", "Whitespace", "Comments").
//!
//! White space is made of tokens too: where lines end matters in this language.

/// What a token is. Its text is a slice of the file.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    End,
    Space,
    Newline,
    Comma,
    Comment,
    Doc,
    Identifier,
    Number,
    /// `"..."`
    Text,
    /// `"""..."""`
    Block,
    Colon,
    Walrus,
    Equal,
    At,
    Dollar,
    Hash,
    Dot,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    LeftParen,
    RightParen,
    /// No token starts here, and why
    Wrong(Wrong),
}

/// The error at a place without a token.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Wrong {
    Character,
    Underscores,
    Minus,
    Fraction,
    Exponent,
    LeadingZero,
    /// A string that has no end
    Unclosed,
}

/// The token at hand, and where the next one starts.
#[derive(Clone)]
pub(super) struct Lexer<'s> {
    text: &'s str,
    token: Token,
    start: usize,
    end: usize,
    line_start: usize,
    /// Whether only spaces stand before the token on its line.
    first: bool,
}

impl<'s> Lexer<'s> {
    pub(super) fn new(text: &'s str) -> Self {
        let mut lexer = Self {
            text,
            token: Token::Newline,
            start: 0,
            end: 0,
            line_start: 0,
            first: true,
        };
        lexer.advance();
        lexer
    }

    pub(super) fn token(&self) -> Token {
        self.token
    }

    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// The end of the token, which is where the next one starts.
    pub(super) fn end(&self) -> usize {
        self.end
    }

    pub(super) fn slice(&self) -> &'s str {
        self.text.get(self.start..self.end).unwrap_or_default()
    }

    /// The file from a place on.
    pub(super) fn rest(&self, from: usize) -> &'s str {
        self.text.get(from..).unwrap_or_default()
    }

    /// Whether the token is the first one of its line.
    pub(super) fn is_first(&self) -> bool {
        self.first
    }

    /// Whether the token stands at the very start of its line.
    pub(super) fn is_at_margin(&self) -> bool {
        self.start == self.line_start
    }

    pub(super) fn advance(&mut self) {
        match self.token {
            Token::Newline => {
                self.line_start = self.end;
                self.first = true;
            }
            Token::Space => {}
            Token::Text | Token::Block => {
                self.first = false;
                if let Some(newline) = self.slice().rfind('\n') {
                    self.line_start = self.start + newline + 1;
                }
            }
            _ => self.first = false,
        }
        self.start = self.end;
        let rest = self.rest(self.start);
        let (token, length) = scan(rest);
        self.token = token;
        self.end = self.start + length;
    }
}

/// The token that a text starts with, and its length in bytes.
fn scan(rest: &str) -> (Token, usize) {
    let bytes = rest.as_bytes();
    let Some(first) = bytes.first() else {
        return (Token::End, 0);
    };
    let single = match first {
        b',' => Token::Comma,
        b'=' => Token::Equal,
        b'@' => Token::At,
        b'$' => Token::Dollar,
        b'#' => Token::Hash,
        b'.' => Token::Dot,
        b'{' => Token::LeftBrace,
        b'}' => Token::RightBrace,
        b'[' => Token::LeftBracket,
        b']' => Token::RightBracket,
        b'(' => Token::LeftParen,
        b')' => Token::RightParen,
        b'\n' => Token::Newline,
        b'\r' if rest.starts_with("\r\n") => return (Token::Newline, 2),
        b'\r' => Token::Newline,
        b':' if rest.starts_with(":=") => return (Token::Walrus, 2),
        b':' => Token::Colon,
        b' ' | b'\t' => return (Token::Space, count(bytes, |byte| b" \t".contains(&byte))),
        b'/' if rest.starts_with("//") => {
            let doc = rest.starts_with("///");
            let token = if doc { Token::Doc } else { Token::Comment };
            return (token, count(bytes, |byte| !b"\r\n".contains(&byte)));
        }
        b'"' => return string(rest),
        b'-' | b'0'..=b'9' => return number(bytes),
        b'_' | b'a'..=b'z' | b'A'..=b'Z' => return identifier(bytes),
        _ => {
            let length = rest.chars().next().map_or(1, char::len_utf8);
            return (Token::Wrong(Wrong::Character), length);
        }
    };
    (single, 1)
}

fn count(bytes: &[u8], accept: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| accept(**byte)).count()
}

fn identifier(bytes: &[u8]) -> (Token, usize) {
    let length = count(bytes, |byte| byte == b'_' || byte.is_ascii_alphanumeric());
    let underscores = count(bytes, |byte| byte == b'_');
    if underscores == length {
        return (Token::Wrong(Wrong::Underscores), length);
    }
    (Token::Identifier, length)
}

fn number(bytes: &[u8]) -> (Token, usize) {
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        count(rest, |byte| byte.is_ascii_digit())
    };
    let sign = count(bytes, |byte| byte == b'-').min(1);
    let whole = digits(sign);
    let mut length = sign + whole;
    if whole == 0 {
        return (Token::Wrong(Wrong::Minus), length);
    }
    if whole > 1 && bytes.get(sign) == Some(&b'0') {
        return (Token::Wrong(Wrong::LeadingZero), length);
    }
    if bytes.get(length) == Some(&b'.') {
        let fraction = digits(length + 1);
        length += 1 + fraction;
        if fraction == 0 {
            return (Token::Wrong(Wrong::Fraction), length);
        }
    }
    if let Some(b'e' | b'E') = bytes.get(length) {
        length += 1;
        if let Some(b'+' | b'-') = bytes.get(length) {
            length += 1;
        }
        let exponent = digits(length);
        length += exponent;
        if exponent == 0 {
            return (Token::Wrong(Wrong::Exponent), length);
        }
    }
    (Token::Number, length)
}

fn string(rest: &str) -> (Token, usize) {
    let (quote, token) = if rest.starts_with("\"\"\"") {
        ("\"\"\"", Token::Block)
    } else {
        ("\"", Token::Text)
    };
    let bytes = rest.as_bytes();
    let mut at = quote.len();
    loop {
        match bytes.get(at) {
            None => return (Token::Wrong(Wrong::Unclosed), rest.len()),
            Some(b'\\') => at += 2,
            Some(b'"') if rest[at..].starts_with(quote) => return (token, at + quote.len()),
            Some(_) => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(Token, &str)> {
        let mut lexer = Lexer::new(text);
        let mut found = Vec::new();
        while lexer.token() != Token::End {
            found.push((lexer.token(), lexer.slice()));
            lexer.advance();
        }
        found
    }

    #[test]
    fn one_of_each() {
        let found = tokens("a\t-1.5e+3\r\n:=:/// d\n\"\"\"\n\\\"\"\"\"\"\"é");
        let expected = [
            (Token::Identifier, "a"),
            (Token::Space, "\t"),
            (Token::Number, "-1.5e+3"),
            (Token::Newline, "\r\n"),
            (Token::Walrus, ":="),
            (Token::Colon, ":"),
            (Token::Doc, "/// d"),
            (Token::Newline, "\n"),
            (Token::Block, "\"\"\"\n\\\"\"\"\""),
            (Token::Wrong(Wrong::Unclosed), "\"\"é"),
        ];
        assert_eq!(found[..8], expected[..8]);
        assert_eq!(found[8].0, Token::Block);
    }

    #[test]
    fn what_is_no_token() {
        let cases = [
            ("é", Wrong::Character),
            ("__", Wrong::Underscores),
            ("-", Wrong::Minus),
            ("1.", Wrong::Fraction),
            ("1e+", Wrong::Exponent),
            ("01", Wrong::LeadingZero),
            ("\"a", Wrong::Unclosed),
            ("\"\\", Wrong::Unclosed),
            ("\"\"\"\"\"", Wrong::Unclosed),
        ];
        for (text, wrong) in cases {
            assert_eq!(tokens(text), [(Token::Wrong(wrong), text)], "{text}");
        }
    }
}
