//! Parses expressions by operator precedence. The steps that follow a projection belong to it, and are evaluated on each
//! of its values.

use super::lexer::{Token, error, tokens};
use super::{Comparator, Expression, MAX_DEPTH, Over, Slice, SyntaxError};

/// The precedence of operators: a higher number binds more tightly. A projection ends before an operator whose
/// precedence is lower than [`ENDS_PROJECTION`].
const PIPE: u8 = 1;
const OR: u8 = 2;
const AND: u8 = 3;
const COMPARISON: u8 = 5;
const FLATTEN: u8 = 9;
const ENDS_PROJECTION: u8 = 10;
const STAR: u8 = 20;
const FILTER: u8 = 21;
const DOT: u8 = 40;
const NOT: u8 = 45;
const BRACKET: u8 = 55;
const CALL: u8 = 60;

const COMPARATORS: [Comparator; 6] = [
    Comparator::Equal,
    Comparator::NotEqual,
    Comparator::Less,
    Comparator::AtMost,
    Comparator::Greater,
    Comparator::AtLeast,
];

/// Parses an expression.
///
/// # Errors
/// Fails if the text is not a JMESPath expression, or is nested more deeply than [`MAX_DEPTH`].
pub fn parse(text: &str) -> Result<Expression, SyntaxError> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        next: 0,
    };
    let (expression, _) = parser.expression(0, 0)?;
    match parser.peek() {
        Token::End => Ok(expression),
        _ => Err(parser.unexpected("an operator or the end")),
    }
}

/// An expression and its nesting depth.
type Parsed = (Expression, usize);

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        self.ahead(0)
    }

    /// Returns the token `count` tokens after the next one, or [`Token::End`] if there are fewer.
    fn ahead(&self, count: usize) -> &Token {
        let at = (self.next + count).min(self.tokens.len() - 1);
        &self.tokens[at].1
    }

    fn at(&self) -> usize {
        self.tokens[self.next].0
    }

    fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next = (self.next + 1).min(self.tokens.len() - 1);
        token
    }

    fn is(&self, symbol: &str) -> bool {
        matches!(self.peek(), Token::Symbol(found) if *found == symbol)
    }

    fn take_if(&mut self, symbol: &str) -> bool {
        let is_next = self.is(symbol);
        if is_next {
            self.take();
        }
        is_next
    }

    fn expect(&mut self, symbol: &str) -> Result<(), SyntaxError> {
        if self.take_if(symbol) {
            Ok(())
        } else {
            Err(self.unexpected(&format!("`{symbol}`")))
        }
    }

    fn unexpected(&self, expected: &str) -> SyntaxError {
        let found = self.peek().described();
        error(self.at(), format!("expected {expected}, found {found}"))
    }

    /// Returns `depth + 1`.
    ///
    /// # Errors
    /// Fails if that exceeds [`MAX_DEPTH`].
    fn deeper(&self, depth: usize) -> Result<usize, SyntaxError> {
        if depth < MAX_DEPTH {
            Ok(depth + 1)
        } else {
            Err(error(
                self.at(),
                format!("the expression is nested deeper than {MAX_DEPTH} levels"),
            ))
        }
    }

    /// Parses an expression up to an operator whose precedence is not higher than `binding`. `level` is the number of
    /// expressions around it.
    fn expression(&mut self, binding: u8, level: usize) -> Result<Parsed, SyntaxError> {
        let level = self.deeper(level)?;
        let mut left = self.start(level)?;
        while binding < self.binding() {
            let depth = self.deeper(left.1)?;
            left = self.continued(left.0, depth, level)?;
        }
        Ok(left)
    }

    /// Returns the precedence of the next token as an operator after an expression, or 0 if it isn't one.
    fn binding(&self) -> u8 {
        let Token::Symbol(symbol) = self.peek() else {
            return 0;
        };
        match *symbol {
            "|" => PIPE,
            "||" => OR,
            "&&" => AND,
            "==" | "!=" | "<" | "<=" | ">" | ">=" => COMPARISON,
            "[]" => FLATTEN,
            "[?" => FILTER,
            "." => DOT,
            "[" => BRACKET,
            "(" => CALL,
            _ => 0,
        }
    }

    /// Parses the beginning of an expression, before its first binary operator.
    fn start(&mut self, level: usize) -> Result<Parsed, SyntaxError> {
        let problem = self.unexpected("an expression");
        match self.take() {
            Token::Literal(value) => Ok((Expression::Literal(value), 1)),
            Token::Name(name) => Ok((Expression::Field(name), 1)),
            Token::Quoted(name) => {
                if self.is("(") {
                    Err(self.unexpected("no `(` after a quoted name"))
                } else {
                    Ok((Expression::Field(name), 1))
                }
            }
            Token::Number(_) | Token::End => Err(problem),
            Token::Symbol(symbol) => match symbol {
                "@" => Ok((Expression::Current, 1)),
                "*" => self.projection(Expression::Current, Over::Values, 1, STAR, level),
                "[?" => self.filter(Expression::Current, 1, level),
                "[]" => self.projection(Expression::Current, Over::Flattened, 1, FLATTEN, level),
                "!" => {
                    let (inner, depth) = self.expression(NOT, level)?;
                    Ok((Expression::Not(Box::new(inner)), self.deeper(depth)?))
                }
                "&" => {
                    let (inner, depth) = self.expression(0, level)?;
                    Ok((Expression::Reference(Box::new(inner)), self.deeper(depth)?))
                }
                "(" => {
                    let inner = self.expression(0, level)?;
                    self.expect(")")?;
                    Ok(inner)
                }
                "{" => self.object(level),
                "[" if self.is_place() => self.place(Expression::Current, 1, level),
                "[" if self.is("*") && *self.ahead(1) == Token::Symbol("]") => {
                    self.next += 2;
                    self.projection(Expression::Current, Over::Elements, 1, STAR, level)
                }
                "[" => self.list(level),
                _ => Err(problem),
            },
        }
    }

    /// Parses the next operator and what follows it, with `left` as the expression before the operator.
    fn continued(
        &mut self,
        left: Expression,
        depth: usize,
        level: usize,
    ) -> Result<Parsed, SyntaxError> {
        let problem = self.unexpected("an operator");
        let Token::Symbol(symbol) = self.take() else {
            return Err(problem);
        };
        let binary: fn(Box<Expression>, Box<Expression>) -> Expression = match symbol {
            "|" => Expression::Pipe,
            "||" => Expression::Or,
            "&&" => Expression::And,
            "." if self.take_if("*") => {
                return self.projection(left, Over::Values, depth, DOT, level);
            }
            "." => {
                let right = self.behind_dot(DOT, level)?;
                return self.joined(Expression::Chain, left, depth, right);
            }
            "(" => return self.call(left, level).map_err(|bad| bad.unwrap_or(problem)),
            "[?" => return self.filter(left, depth, level),
            "[]" => return self.projection(left, Over::Flattened, depth, FLATTEN, level),
            "[" if self.is_place() => return self.place(left, depth, level),
            "[" => {
                self.expect("*")?;
                self.expect("]")?;
                return self.projection(left, Over::Elements, depth, STAR, level);
            }
            _ => {
                let comparator = COMPARATORS.iter().find(|it| it.as_str() == symbol);
                let comparator = *comparator.ok_or(problem)?;
                let right = self.expression(COMPARISON, level)?;
                let compare = |left, right| Expression::Comparison(comparator, left, right);
                return self.joined(compare, left, depth, right);
            }
        };
        let binding = match symbol {
            "|" => PIPE,
            "||" => OR,
            _ => AND,
        };
        let right = self.expression(binding, level)?;
        self.joined(binary, left, depth, right)
    }

    /// Joins two expressions by a binary operator.
    fn joined(
        &self,
        join: impl FnOnce(Box<Expression>, Box<Expression>) -> Expression,
        left: Expression,
        depth: usize,
        (right, right_depth): Parsed,
    ) -> Result<Parsed, SyntaxError> {
        let depth = depth.max(self.deeper(right_depth)?);
        Ok((join(Box::new(left), Box::new(right)), depth))
    }

    /// Parses the step after a dot: a name, a function, `*`, a list `[a, b]` or an object `{a: b}`.
    fn behind_dot(&mut self, binding: u8, level: usize) -> Result<Parsed, SyntaxError> {
        match self.peek() {
            Token::Name(_) | Token::Quoted(_) | Token::Symbol("*") => {
                self.expression(binding, level)
            }
            Token::Symbol("[") => {
                let level = self.deeper(level)?;
                self.take();
                self.list(level)
            }
            Token::Symbol("{") => {
                let level = self.deeper(level)?;
                self.take();
                self.object(level)
            }
            _ => Err(self.unexpected("a name, `*`, `[` or `{`")),
        }
    }

    /// Parses the steps that belong to a projection.
    fn projection(
        &mut self,
        of: Expression,
        over: Over,
        depth: usize,
        binding: u8,
        level: usize,
    ) -> Result<Parsed, SyntaxError> {
        let (each, each_depth) = match self.peek() {
            Token::Symbol(".") => {
                self.take();
                self.behind_dot(binding, level)?
            }
            Token::Symbol("[" | "[?") => self.of_each(binding, level)?,
            _ if self.binding() < ENDS_PROJECTION => (Expression::Current, 1),
            _ => return Err(self.unexpected("a `.`, `[` or `[?`")),
        };
        let depth = self.deeper(depth.max(each_depth))?;
        let projection = Expression::Projection {
            of: Box::new(of),
            over,
            each: Box::new(each),
        };
        Ok((projection, depth))
    }

    /// Parses the step of a projection that begins with a bracket: an index, a slice, a filter or another projection.
    /// A list of expressions needs a dot before it.
    fn of_each(&mut self, binding: u8, level: usize) -> Result<Parsed, SyntaxError> {
        let is_list =
            self.is("[") && !matches!(self.ahead(1), Token::Number(_) | Token::Symbol(":" | "*"));
        if is_list {
            Err(self.unexpected("a `.` before the list"))
        } else {
            self.expression(binding, level)
        }
    }

    /// Parses the condition of a filter and the steps after it, behind `[?`.
    fn filter(
        &mut self,
        of: Expression,
        depth: usize,
        level: usize,
    ) -> Result<Parsed, SyntaxError> {
        let (condition, condition_depth) = self.expression(0, level)?;
        self.expect("]")?;
        let over = Over::Filtered(Box::new(condition));
        let depth = depth.max(condition_depth);
        self.projection(of, over, depth, FILTER, level)
    }

    /// Returns whether the tokens behind `[` are an index or a slice.
    fn is_place(&self) -> bool {
        matches!(self.peek(), Token::Number(_) | Token::Symbol(":"))
    }

    /// Parses an index or a slice, behind `[`.
    fn place(&mut self, of: Expression, depth: usize, level: usize) -> Result<Parsed, SyntaxError> {
        let mut parts = [None; 3];
        let mut part = 0;
        let at = self.at();
        loop {
            match self.peek() {
                Token::Number(number) if parts[part].is_none() => {
                    parts[part] = Some(*number);
                    self.take();
                }
                Token::Symbol(":") if part < 2 => {
                    part += 1;
                    self.take();
                }
                Token::Symbol("]") => break,
                _ => return Err(self.unexpected("`]`, `:` or a number")),
            }
        }
        self.take();
        let [start, stop, step] = parts;
        if let (0, Some(index)) = (part, start) {
            return Ok((Expression::Index(Box::new(of), index), self.deeper(depth)?));
        }
        let step = step.unwrap_or(1);
        if step == 0 {
            return Err(error(at, "the step of a slice is 0"));
        }
        let slice = Over::Slice(Slice { start, stop, step });
        self.projection(of, slice, depth, STAR, level)
    }

    /// Parses the rest of a list behind `[`: `a, b]`.
    fn list(&mut self, level: usize) -> Result<Parsed, SyntaxError> {
        let mut items = Vec::new();
        let mut deepest = 0;
        loop {
            let (item, depth) = self.expression(0, level)?;
            items.push(item);
            deepest = deepest.max(depth);
            if !self.take_if(",") {
                break;
            }
        }
        self.expect("]")?;
        Ok((Expression::List(items), self.deeper(deepest)?))
    }

    /// Parses the rest of an object behind `{`: `a: b, c: d}`.
    fn object(&mut self, level: usize) -> Result<Parsed, SyntaxError> {
        let mut entries: Vec<(String, Expression)> = Vec::new();
        let mut deepest = 0;
        loop {
            let problem = self.unexpected("a name");
            let (Token::Name(name) | Token::Quoted(name)) = self.take() else {
                return Err(problem);
            };
            self.expect(":")?;
            let (value, depth) = self.expression(0, level)?;
            // If a name is repeated, the last value counts.
            entries.retain(|(other, _)| *other != name);
            entries.push((name, value));
            deepest = deepest.max(depth);
            if !self.take_if(",") {
                break;
            }
        }
        self.expect("}")?;
        Ok((Expression::Object(entries), self.deeper(deepest)?))
    }

    /// Parses the arguments of a function, behind `(`. The error is `None` if the expression before `(` is not the name
    /// of a function.
    fn call(&mut self, function: Expression, level: usize) -> Result<Parsed, Option<SyntaxError>> {
        let Expression::Field(name) = function else {
            return Err(None);
        };
        let mut arguments = Vec::new();
        let mut deepest = 0;
        while !self.is(")") {
            let (argument, depth) = self.expression(0, level)?;
            arguments.push(argument);
            deepest = deepest.max(depth);
            if !self.take_if(",") {
                break;
            }
            if self.is(")") {
                return Err(Some(self.unexpected("an argument")));
            }
        }
        self.expect(")")?;
        let depth = self.deeper(deepest)?;
        Ok((Expression::Function(name, arguments), depth))
    }
}
