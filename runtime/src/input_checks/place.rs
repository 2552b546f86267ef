//! Values of an input and the way to them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Display;
use std::hash::Hash;
use std::ops::RangeBounds;

use aws_smithy_runtime_api::box_error::BoxError;

use super::bounds::{Measured, ends, texts};
use super::decimal;
use super::invalid_input::{Constraint, Found, InvalidInput, Violation};
use super::pattern::Pattern;
use crate::structure::REDACTED;

/// How many characters of a text are shown.
const SHOWN: usize = 40;

/// How many violations are kept. The way to each may be as long as the input is deep.
const KEPT: usize = 1_000;

/// Checks the input of an operation by the function that the generator wrote for it.
///
/// # Errors
/// An [`InvalidInput`] with the violations.
pub fn check<'i, T>(
    operation: &'static str,
    input: &'i T,
    checks: fn(&'i T, &Place<'_, 'i>),
) -> Result<(), BoxError> {
    let findings = RefCell::new(Findings::default());
    checks(
        input,
        &Place {
            findings: &findings,
            way: Way::Start(None),
            sensitive: false,
        },
    );
    loop {
        let next = findings.borrow_mut().postponed.pop();
        let Some(next) = next else { break };
        (next.check)(&Place {
            findings: &findings,
            way: Way::Start(next.way),
            sensitive: next.sensitive,
        });
    }
    let Findings {
        mut violations,
        omitted,
        ..
    } = findings.into_inner();
    if violations.is_empty() {
        return Ok(());
    }
    // Maps have no order.
    violations.sort_by(|(way, one), (other_way, other)| {
        let by_place = way.cmp(other_way);
        let by_place = by_place.then(one.is_of_key().cmp(&other.is_of_key()));
        by_place.then_with(|| one.to_string().cmp(&other.to_string()))
    });
    let violations = violations.into_iter().map(|(_, it)| it).collect();
    Err(InvalidInput::new(operation, violations, omitted).into())
}

/// What the checks of an input have found.
#[derive(Default)]
struct Findings<'i> {
    violations: Vec<(Vec<Segment<'i>>, Violation)>,
    /// How many more were found than are kept.
    omitted: usize,
    postponed: Vec<Postponed<'i>>,
    /// The ways to postponed values: each segment with the index of the one before it.
    ways: Vec<(Option<usize>, Segment<'i>)>,
}

/// A value that is checked later.
struct Postponed<'i> {
    way: Option<usize>,
    sensitive: bool,
    check: Box<dyn FnOnce(&Place<'_, 'i>) + 'i>,
}

/// One step on the way to a value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Segment<'i> {
    Member(&'static str),
    Item(usize),
    Key(&'i str),
    /// A key of a sensitive map.
    HiddenKey,
}

/// The way to a value, from a value that was postponed or the input.
enum Way<'p, 'i> {
    Start(Option<usize>),
    Step(&'p Way<'p, 'i>, Segment<'i>),
}

/// A value of an input, as the way to it: `'i` is the input.
///
/// Its methods report a violation if the value does not meet the constraint.
pub struct Place<'p, 'i> {
    findings: &'p RefCell<Findings<'i>>,
    way: Way<'p, 'i>,
    sensitive: bool,
}

impl<'i> Place<'_, 'i> {
    fn step(&self, segment: Segment<'i>) -> Place<'_, 'i> {
        Place {
            findings: self.findings,
            way: Way::Step(&self.way, segment),
            sensitive: self.sensitive,
        }
    }

    /// The member of this structure or union.
    pub fn member(&self, name: &'static str) -> Place<'_, 'i> {
        self.step(Segment::Member(name))
    }

    /// The item of this list.
    pub fn item(&self, index: usize) -> Place<'_, 'i> {
        self.step(Segment::Item(index))
    }

    /// The key of this map, and the value that it has for the key.
    pub fn key(&self, key: &'i str) -> Place<'_, 'i> {
        self.step(if self.sensitive {
            Segment::HiddenKey
        } else {
            Segment::Key(key)
        })
    }

    /// The same place, of which no error shows the value, or keys and values below it.
    #[must_use]
    pub fn sensitive(self) -> Self {
        Self {
            sensitive: true,
            ..self
        }
    }

    /// Reports that a required member is not set.
    pub fn missing(&self) {
        self.report(false, Constraint::Required, Found::Nothing);
    }

    /// Checks the trait `length`.
    pub fn length<T: Measured + ?Sized>(&self, value: &T, bounds: impl RangeBounds<u64>) {
        self.check_length(false, value, bounds);
    }

    /// Checks the trait `length` of a map's key.
    pub fn key_length(&self, key: &str, bounds: impl RangeBounds<u64>) {
        self.check_length(true, key, bounds);
    }

    /// Checks the trait `pattern`.
    pub fn pattern(&self, value: &str, pattern: &Pattern) {
        self.check_pattern(false, value, pattern);
    }

    /// Checks the trait `pattern` of a map's key.
    pub fn key_pattern(&self, key: &str, pattern: &Pattern) {
        self.check_pattern(true, key, pattern);
    }

    /// Checks that an enum has the value. The values are in ascending order.
    pub fn one_of(&self, value: &str, values: &'static [&'static str]) {
        self.check_one_of(false, value, values);
    }

    /// Checks that an enum has the value of a map's key. The values are in ascending order.
    pub fn key_one_of(&self, key: &str, values: &'static [&'static str]) {
        self.check_one_of(true, key, values);
    }

    /// Checks that an `intEnum` has the value.
    pub fn one_of_numbers(&self, value: i32, values: &'static [i32]) {
        if !values.contains(&value) {
            self.report(false, Constraint::IntEnum(values), self.number(&value));
        }
    }

    /// Checks the trait `range`. No range contains NaN.
    pub fn range<T: PartialOrd + Display>(&self, value: T, bounds: impl RangeBounds<T>) {
        if !bounds.contains(&value) {
            let (min, max) = texts(&bounds);
            self.report(false, Constraint::Range { min, max }, self.number(&value));
        }
    }

    /// Checks the trait `range` of a number of any size, by its digits.
    pub fn range_of_digits(&self, value: &str, bounds: impl RangeBounds<&'static str>) {
        let (min, max) = ends(&bounds);
        let is_within = min
            .is_none_or(|min| decimal::compare(value, min).is_some_and(|it| it.is_ge()))
            && max.is_none_or(|max| decimal::compare(value, max).is_some_and(|it| it.is_le()));
        if !is_within {
            let (min, max) = texts(&bounds);
            self.report(false, Constraint::Range { min, max }, self.number(&value));
        }
    }

    /// Checks the trait `uniqueItems`.
    pub fn unique<T: Eq + Hash>(&self, items: &[T]) {
        let mut seen = HashMap::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            match seen.entry(item) {
                Entry::Vacant(entry) => {
                    entry.insert(index);
                }
                Entry::Occupied(first) => self.item(index).repeats(*first.get()),
            }
        }
    }

    /// Checks the trait `uniqueItems` of items that have no hash. The time grows with the square of their number.
    pub fn unique_compared<T: PartialEq>(&self, items: &[T]) {
        for (index, item) in items.iter().enumerate() {
            if let Some(first) = items[..index].iter().position(|other| other == item) {
                self.item(index).repeats(first);
            }
        }
    }

    /// Checks a value of a recursive shape when all others have been checked, so that the depth of the value needs no
    /// stack.
    pub fn later<T>(&self, value: &'i T, check: fn(&'i T, &Place<'_, 'i>)) {
        let mut findings = self.findings.borrow_mut();
        let (start, segments) = self.segments();
        let mut way = start;
        for segment in segments {
            findings.ways.push((way, segment));
            way = Some(findings.ways.len() - 1);
        }
        findings.postponed.push(Postponed {
            way,
            sensitive: self.sensitive,
            check: Box::new(move |place| check(value, place)),
        });
    }

    fn check_length<T: Measured + ?Sized>(
        &self,
        of_key: bool,
        value: &T,
        bounds: impl RangeBounds<u64>,
    ) {
        let length = u64::try_from(value.measure()).unwrap_or(u64::MAX);
        if !bounds.contains(&length) {
            let (min, max) = ends(&bounds);
            let (min, max) = (min.copied(), max.copied());
            let found = Found::Length(length, T::UNIT);
            self.report(of_key, Constraint::Length { min, max }, found);
        }
    }

    fn check_pattern(&self, of_key: bool, value: &str, pattern: &Pattern) {
        if !pattern.matches(value) {
            let constraint = Constraint::Pattern(pattern.modelled());
            self.report(of_key, constraint, self.text(value));
        }
    }

    fn check_one_of(&self, of_key: bool, value: &str, values: &'static [&'static str]) {
        if values.binary_search(&value).is_err() {
            self.report(of_key, Constraint::Enum(values), self.text(value));
        }
    }

    fn repeats(&self, first: usize) {
        self.report(false, Constraint::UniqueItems, Found::EqualTo(first));
    }

    fn number(&self, number: &impl Display) -> Found {
        if self.sensitive {
            Found::Redacted
        } else {
            Found::Number(number.to_string())
        }
    }

    fn text(&self, text: &str) -> Found {
        if self.sensitive {
            return Found::Redacted;
        }
        Found::Text(match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_owned(),
        })
    }

    fn report(&self, of_key: bool, constraint: Constraint, found: Found) {
        let mut findings = self.findings.borrow_mut();
        if findings.violations.len() == KEPT {
            findings.omitted += 1;
            return;
        }
        let (mut start, mut way) = self.segments();
        way.reverse();
        while let Some((before, segment)) = start.and_then(|it| findings.ways.get(it)) {
            way.push(*segment);
            start = *before;
        }
        way.reverse();
        let violation = Violation::new(pointer(&way), of_key, constraint, found);
        findings.violations.push((way, violation));
    }

    /// The index of the way that this one starts with, and the segments after it.
    fn segments(&self) -> (Option<usize>, Vec<Segment<'i>>) {
        let mut segments = Vec::new();
        let mut way = &self.way;
        loop {
            match way {
                Way::Start(start) => {
                    segments.reverse();
                    return (*start, segments);
                }
                Way::Step(before, segment) => {
                    segments.push(*segment);
                    way = before;
                }
            }
        }
    }
}

/// The way as a JSON Pointer.
fn pointer(way: &[Segment<'_>]) -> String {
    let mut pointer = String::new();
    for segment in way {
        pointer.push('/');
        match segment {
            Segment::Member(name) => pointer.push_str(name),
            Segment::Item(index) => pointer.push_str(&index.to_string()),
            Segment::Key(key) => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
            Segment::HiddenKey => pointer.push_str(REDACTED),
        }
    }
    pointer
}
