//! Values of the parameters of rule sets.

/// The value of a rule set's parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamValue<'a> {
    /// `String`
    Text(&'a str),
    /// `Boolean`
    Bool(bool),
    /// `StringArray`
    List(List<'a>),
}

impl<'a> From<&'a str> for ParamValue<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(value)
    }
}

impl From<bool> for ParamValue<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl<'a> From<&'a [String]> for ParamValue<'a> {
    fn from(value: &'a [String]) -> Self {
        Self::List(List::Owned(value))
    }
}

/// A list of strings, as a caller or as a rule set's default holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List<'a> {
    /// From a caller.
    Owned(&'a [String]),
    /// From a rule set.
    Static(&'static [&'static str]),
}

impl<'a> List<'a> {
    /// An element by its index, counted from the end if it is negative.
    pub(super) fn get(self, index: i32) -> Option<&'a str> {
        match self {
            Self::Owned(list) => element(list, index).map(String::as_str),
            Self::Static(list) => element(list, index).copied(),
        }
    }
}

/// An element by its index, counted from the end if it is negative.
pub(super) fn element<T>(list: &[T], index: i32) -> Option<&T> {
    let distance = usize::try_from(index.unsigned_abs()).ok()?;
    let index = if index < 0 {
        list.len().checked_sub(distance)?
    } else {
        distance
    };
    list.get(index)
}
