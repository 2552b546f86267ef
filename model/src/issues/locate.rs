//! Lines and columns of the places of a JSON document.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use super::at::OwnedStep;
use super::lines::Lines;

/// Finds places of a document that has been read without a fault; only ever used on the way to an error.
pub(super) struct Locator<'a> {
    text: &'a str,
    lines: OnceCell<Lines<'a>>,
    /// The offset of the key of each shape.
    shapes: OnceCell<HashMap<&'a str, usize>>,
    /// What is known of the objects and arrays that were entered, by their offsets.
    entered: RefCell<HashMap<usize, Entered<'a>>>,
}

/// An object or an array as far as it has been read: a shape with thousands of faults is read once.
struct Entered<'a> {
    keys: HashMap<&'a str, usize>,
    items: Vec<usize>,
    /// Where reading goes on.
    at: usize,
    /// The value at `at` was returned, and has not been stepped over yet.
    waiting: bool,
}

impl<'a> Locator<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            lines: OnceCell::new(),
            shapes: OnceCell::new(),
            entered: RefCell::default(),
        }
    }

    fn shapes(&self) -> &HashMap<&'a str, usize> {
        self.shapes.get_or_init(|| {
            let mut shapes = HashMap::new();
            let mut scan = Scan {
                text: self.text,
                at: 0,
            };
            if scan.enter_key("shapes").is_some() && scan.open(b'{').is_some() {
                while let Some((at, key)) = scan.key() {
                    shapes.insert(key, at);
                    if scan.skip_value().is_none() {
                        break;
                    }
                }
            }
            shapes
        })
    }

    /// Line and column of the deepest step of the path that exists.
    pub(super) fn locate(&self, steps: &[OwnedStep]) -> Option<(usize, usize)> {
        let mut scan = Scan {
            text: self.text,
            at: 0,
        };
        let mut place = 0;
        let mut rest = steps;
        if let [OwnedStep::Key(shapes), OwnedStep::Key(shape), inner @ ..] = steps
            && shapes == "shapes"
            && let Some(at) = self.shapes().get(shape.as_str())
        {
            scan.at = *at;
            scan.key()?;
            place = *at;
            rest = inner;
        }
        for step in rest {
            let entered = match step {
                OwnedStep::Key(key) => self.enter_key(&mut scan, key),
                OwnedStep::Index(index) => self.enter_index(&mut scan, *index),
            };
            match entered {
                Some(at) => place = at,
                None => break,
            }
        }
        if place == 0 {
            return None;
        }
        self.position(place)
    }

    /// Moves to the value of a key of the object at hand; the offset is that of the key.
    fn enter_key(&self, scan: &mut Scan<'a>, wanted: &str) -> Option<usize> {
        scan.open(b'{')?;
        let mut entered = self.entered.borrow_mut();
        let entered = entered
            .entry(scan.at)
            .or_insert_with(|| Entered::new(scan.at));
        if let Some(at) = entered.keys.get(wanted) {
            scan.at = *at;
            scan.key()?;
            return Some(*at);
        }
        loop {
            entered.go_on(scan)?;
            let (at, key) = scan.key()?;
            entered.keys.entry(key).or_insert(at);
            entered.wait(scan);
            if key == wanted {
                return Some(at);
            }
        }
    }

    /// Moves to an item of the array at hand.
    fn enter_index(&self, scan: &mut Scan<'a>, wanted: usize) -> Option<usize> {
        scan.open(b'[')?;
        let mut entered = self.entered.borrow_mut();
        let entered = entered
            .entry(scan.at)
            .or_insert_with(|| Entered::new(scan.at));
        while entered.items.len() <= wanted {
            entered.go_on(scan)?;
            if !entered.items.is_empty() {
                scan.open(b',')?;
            }
            scan.peek()?;
            entered.items.push(scan.at);
            entered.wait(scan);
        }
        let at = *entered.items.get(wanted)?;
        scan.at = at;
        Some(at)
    }

    /// Line and column, in characters, of an offset.
    pub(super) fn position(&self, offset: usize) -> Option<(usize, usize)> {
        let lines = self.lines.get_or_init(|| Lines::of(self.text));
        lines.position(offset)
    }
}

impl Entered<'_> {
    fn new(at: usize) -> Self {
        Self {
            keys: HashMap::new(),
            items: Vec::new(),
            at,
            waiting: false,
        }
    }

    /// Moves to the place where reading stopped, and skips the value there.
    fn go_on(&mut self, scan: &mut Scan<'_>) -> Option<()> {
        scan.at = self.at;
        if std::mem::take(&mut self.waiting) {
            scan.skip_value()?;
            self.at = scan.at;
        }
        Some(())
    }

    /// Stops before a value.
    fn wait(&mut self, scan: &Scan<'_>) {
        self.at = scan.at;
        self.waiting = true;
    }
}

/// Steps over JSON without building values. A step is `None` where the text is not what it expects.
struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blank = rest
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        self.at += blank;
        rest.get(blank).copied()
    }

    fn open(&mut self, bracket: u8) -> Option<()> {
        (self.peek()? == bracket).then(|| self.at += 1)
    }

    /// The next key of an object, with its offset; `None` at the end. Stops before the value.
    fn key(&mut self) -> Option<(usize, &'a str)> {
        if self.peek()? == b',' {
            self.at += 1;
        }
        if self.peek()? != b'"' {
            return None;
        }
        let start = self.at;
        self.skip_string()?;
        let key = self.text.get(start + 1..self.at - 1)?;
        self.open(b':')?;
        Some((start, key))
    }

    fn skip_string(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        self.at += 1;
        // Looking for one character is much faster than looking at each.
        loop {
            let start = self.at;
            let length = self.text.get(start..)?.find('"')?;
            let before = bytes.get(start..start + length)?.iter().rev();
            let backslashes = before.take_while(|byte| **byte == b'\\').count();
            self.at += length + 1;
            if backslashes % 2 == 0 {
                return Some(());
            }
        }
    }

    /// Steps over a value of any depth without recursion.
    fn skip_value(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => self.skip_string()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' => self.at += 1,
                _ => {
                    let rest = self.text.as_bytes().get(self.at..)?;
                    let scalar = rest
                        .iter()
                        .take_while(|byte| !b",]} \t\r\n".contains(byte))
                        .count();
                    self.at += scalar;
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Moves to the value of a key of the object at hand; the offset is that of the key.
    fn enter_key(&mut self, wanted: &str) -> Option<usize> {
        self.open(b'{')?;
        loop {
            let (at, key) = self.key()?;
            if key == wanted {
                return Some(at);
            }
            self.skip_value()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_places_of_one_long_line() {
        // Two bytes each, so that characters and bytes differ, and long enough to be counted in parts.
        let items: Vec<String> = (0..5000).map(|i| format!("\"é{i:04}\"")).collect();
        let text = format!("{{\"é\": [{}], \"b\": 1}}", items.join(","));
        let locator = Locator::new(&text);
        let key = |key: &str| OwnedStep::Key(key.to_owned());
        for index in [4999, 0, 2500, 2499] {
            let at = locator.locate(&[key("é"), OwnedStep::Index(index)]);
            assert_eq!(at, Some((1, 8 + 8 * index)), "{index}");
        }
        let missing = [key("é"), OwnedStep::Index(5000)];
        assert_eq!(locator.locate(&missing), Some((1, 2)));
        assert_eq!(locator.locate(&[key("b")]), Some((1, 8 + 8 * 5000 + 2)));
        assert_eq!(locator.locate(&[key("c")]), None);
    }
}
