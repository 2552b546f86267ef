//! Compares XML by value: white space between elements, the order of attributes, the order of elements with different
//! names, the order of elements that may be entries of a map, prolog and comments do not count.

use std::collections::HashSet;

/// The canonical form of a document: documents have the same form if and only if they have the same value.
pub(super) fn canonical(bytes: &[u8]) -> Result<String, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let mut reader = Reader { rest: text };
    reader.skip_between()?;
    let element = reader.element()?;
    reader.skip_between()?;
    if !reader.rest.is_empty() {
        return Err(format!("XML has more than an element: `{}`", reader.rest));
    }
    Ok(element.text)
}

/// An element in its canonical form.
struct Element {
    name: String,
    text: String,
    /// It has two elements and may be an entry of a map.
    is_pair: bool,
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn eat(&mut self, what: &str) -> bool {
        let rest = self.rest.strip_prefix(what);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Consumes the text before `end`, and `end`. Returns the text.
    fn until(&mut self, end: &str) -> Result<&'a str, String> {
        let split = self.rest.split_once(end);
        let (text, rest) = split.ok_or_else(|| format!("XML has no `{end}`: `{}`", self.rest))?;
        self.rest = rest;
        Ok(text)
    }

    /// Consumes a comment or a processing instruction.
    fn skip_aside(&mut self) -> Result<bool, String> {
        if self.eat("<!--") {
            self.until("-->")?;
        } else if self.eat("<?") {
            self.until("?>")?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn skip_between(&mut self) -> Result<(), String> {
        self.rest = self.rest.trim_start();
        while self.skip_aside()? {
            self.rest = self.rest.trim_start();
        }
        Ok(())
    }

    /// Consumes a name.
    fn name(&mut self) -> Result<&'a str, String> {
        let end = self
            .rest
            .find(|c: char| c.is_whitespace() || "=/><\"'".contains(c));
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        if name.is_empty() {
            return Err(format!("XML has no name: `{rest}`"));
        }
        self.rest = rest;
        Ok(name)
    }

    fn element(&mut self) -> Result<Element, String> {
        if !self.eat("<") {
            return Err(format!("XML has no element: `{}`", self.rest));
        }
        let name = self.name()?;
        let mut attributes = Vec::new();
        let is_empty = loop {
            self.rest = self.rest.trim_start();
            if self.eat("/>") {
                break true;
            }
            if self.eat(">") {
                break false;
            }
            attributes.push(self.attribute()?);
        };
        attributes.sort();
        let (content, children) = if is_empty {
            ("\"\"".to_owned(), 0)
        } else {
            self.content(name)?
        };
        let attributes = attributes.concat();
        Ok(Element {
            name: name.to_owned(),
            text: format!("<{name}{attributes}>{content}</{name}>"),
            is_pair: children == 2,
        })
    }

    fn attribute(&mut self) -> Result<String, String> {
        let name = self.name()?;
        self.rest = self.rest.trim_start();
        if !self.eat("=") {
            return Err(format!("XML has an attribute without a value: `{name}`"));
        }
        self.rest = self.rest.trim_start();
        let quote = if self.eat("'") { "'" } else { "\"" };
        if quote == "\"" && !self.eat(quote) {
            return Err(format!("XML has a value without quotes: `{}`", self.rest));
        }
        Ok(format!(" {name}={:?}", unescaped(self.until(quote)?)?))
    }

    /// Consumes the content of an element and its end tag. Returns the content and the number of elements in it.
    fn content(&mut self, name: &str) -> Result<(String, usize), String> {
        let (mut text, mut children) = (String::new(), Vec::new());
        loop {
            if self.eat("</") {
                let end = self.until(">")?.trim_end();
                if end != name {
                    return Err(format!("XML ends `{name}` with `{end}`"));
                }
                break;
            }
            if self.eat("<![CDATA[") {
                text.push_str(self.until("]]>")?);
            } else if self.skip_aside()? {
                continue;
            } else if self.rest.starts_with('<') {
                children.push(self.element()?);
            } else {
                let end = self
                    .rest
                    .find('<')
                    .ok_or_else(|| format!("XML does not end `{name}`"))?;
                let (plain, rest) = self.rest.split_at(end);
                text.push_str(&unescaped(plain)?);
                self.rest = rest;
            }
        }
        if children.is_empty() {
            return Ok((format!("{text:?}"), 0));
        }
        let text = match text.trim() {
            "" => String::new(),
            text => format!("{text:?}"),
        };
        sort(&mut children);
        let texts: Vec<String> = children.into_iter().map(|child| child.text).collect();
        Ok((format!("{text}\n{}\n", texts.join("\n")), texts.len()))
    }
}

/// Sorts elements by name, and those with the same name by their content if all may be entries of a map.
fn sort(elements: &mut [Element]) {
    let others = elements.iter().filter(|it| !it.is_pair);
    let others: HashSet<String> = others.map(|it| it.name.clone()).collect();
    elements.sort_by(|a, b| {
        let by_name = a.name.cmp(&b.name);
        if others.contains(&a.name) {
            by_name
        } else {
            by_name.then_with(|| a.text.cmp(&b.text))
        }
    });
}

fn unescaped(text: &str) -> Result<String, String> {
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (entity, rest) = part.split_once(';').ok_or("XML has a `&` without `;`")?;
        let code = match entity.strip_prefix('#') {
            Some(code) => match code.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => code.parse().ok(),
            },
            None => None,
        };
        out.push(match (entity, code.and_then(char::from_u32)) {
            (_, Some(c)) => c,
            ("amp", _) => '&',
            ("lt", _) => '<',
            ("gt", _) => '>',
            ("quot", _) => '"',
            ("apos", _) => '\'',
            _ => return Err(format!("XML has no entity `{entity}`")),
        });
        out.push_str(rest);
    }
    Ok(out)
}
