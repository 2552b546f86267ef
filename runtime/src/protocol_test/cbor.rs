//! Compares CBOR (RFC 8949) by value: the order of keys, the width of numbers and whether a length is definite do not
//! count.

use crate::hex::hex;

const BREAK: u8 = 0xff;

/// The canonical form of a document: documents have the same form if and only if they have the same value.
pub(super) fn canonical(bytes: &[u8]) -> Result<String, String> {
    let mut reader = Reader { bytes, pos: 0 };
    let text = reader.value()?;
    if reader.pos < bytes.len() {
        let end = reader.pos;
        return Err(format!("CBOR has more than a value, from byte {end}"));
    }
    Ok(text)
}

struct Reader<'a> {
    bytes: &'a [u8],
    pos: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], String> {
        let end = self.pos.checked_add(count);
        let taken = end.and_then(|end| self.bytes.get(self.pos..end));
        let taken = taken.ok_or("CBOR ends within a value")?;
        self.pos += count;
        Ok(taken)
    }

    fn unsigned(&mut self, width: usize) -> Result<u64, String> {
        let bytes = self.take(width)?.iter();
        Ok(bytes.fold(0, |value, &byte| value << 8 | u64::from(byte)))
    }

    /// The argument of an initial byte; `None` for an indefinite length.
    fn argument(&mut self, low: u8) -> Result<Option<u64>, String> {
        match low {
            0..24 => Ok(Some(low.into())),
            24..=27 => self.unsigned(1 << (low - 24)).map(Some),
            31 => Ok(None),
            _ => Err(format!("CBOR has no argument {low}")),
        }
    }

    /// Consumes a break, if it comes next. It ends an item of indefinite length.
    fn at_break(&mut self) -> bool {
        let ends = self.bytes.get(self.pos) == Some(&BREAK);
        self.pos += usize::from(ends);
        ends
    }

    fn value(&mut self) -> Result<String, String> {
        let initial = self.unsigned(1)? as u8;
        let (major, low) = (initial >> 5, initial & 0x1f);
        if major == 7 {
            return self.simple(low);
        }
        let argument = self.argument(low)?;
        let known = || argument.ok_or("CBOR has a number of indefinite length");
        Ok(match major {
            0 => known()?.to_string(),
            1 => (-1 - i128::from(known()?)).to_string(),
            2 => format!("h'{}'", hex(&self.string(major, argument)?)),
            3 => {
                let text = String::from_utf8(self.string(major, argument)?);
                format!("{:?}", text.map_err(|error| error.to_string())?)
            }
            4 => {
                let items = self.items(argument, Self::value)?;
                format!("[{}]", items.join(","))
            }
            5 => {
                let mut entries = self.items(argument, |reader| {
                    Ok(format!("{}:{}", reader.value()?, reader.value()?))
                })?;
                entries.sort();
                format!("{{{}}}", entries.join(","))
            }
            _ => {
                let (tag, value) = (known()?, self.value()?);
                // Seconds since 1970 may be integers or floats.
                match (tag, value.parse::<f64>()) {
                    (1, Ok(seconds)) => format!("1({seconds:?})"),
                    _ => format!("{tag}({value})"),
                }
            }
        })
    }

    fn items(
        &mut self,
        count: Option<u64>,
        item: impl Fn(&mut Self) -> Result<String, String>,
    ) -> Result<Vec<String>, String> {
        let mut items = Vec::new();
        match count {
            Some(count) => {
                for _ in 0..count {
                    items.push(item(self)?);
                }
            }
            None => {
                while !self.at_break() {
                    items.push(item(self)?);
                }
            }
        }
        Ok(items)
    }

    fn string(&mut self, major: u8, length: Option<u64>) -> Result<Vec<u8>, String> {
        if let Some(length) = length {
            let length = usize::try_from(length).map_err(|error| error.to_string())?;
            return Ok(self.take(length)?.to_vec());
        }
        let mut bytes = Vec::new();
        while !self.at_break() {
            let initial = self.unsigned(1)? as u8;
            if initial >> 5 != major {
                return Err("CBOR has a string within a string of another kind".to_owned());
            }
            let length = self.argument(initial & 0x1f)?;
            if length.is_none() {
                return Err("CBOR has a string of indefinite length within another".to_owned());
            }
            bytes.extend(self.string(major, length)?);
        }
        Ok(bytes)
    }

    fn simple(&mut self, low: u8) -> Result<String, String> {
        Ok(match low {
            20 => "false".to_owned(),
            21 => "true".to_owned(),
            22 => "null".to_owned(),
            23 => "undefined".to_owned(),
            25 => float(half(self.unsigned(2)? as u16)),
            26 => float(f32::from_bits(self.unsigned(4)? as u32).into()),
            27 => float(f64::from_bits(self.unsigned(8)?)),
            other => return Err(format!("CBOR has no simple value {other}")),
        })
    }
}

fn float(value: f64) -> String {
    format!("{value:?}")
}

/// RFC 8949, appendix D.
fn half(bits: u16) -> f64 {
    let (exponent, mantissa) = (bits >> 10 & 0x1f, f64::from(bits & 0x3ff));
    let value = match exponent {
        0 => mantissa * 2_f64.powi(-24),
        31 if mantissa == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (mantissa + 1024.0) * 2_f64.powi(i32::from(exponent) - 25),
    };
    if bits >> 15 == 1 { -value } else { value }
}
