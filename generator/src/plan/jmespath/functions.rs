//! Calls of the functions of JMESPath that are supported.

use super::{Code, Function, Item, Ty, Value, unified, wrong};

/// The supported functions by their names, except `not_null`.
const FUNCTIONS: [(&str, Function); 9] = [
    ("abs", Function::Abs),
    ("ceil", Function::Ceil),
    ("contains", Function::Contains),
    ("ends_with", Function::EndsWith),
    ("floor", Function::Floor),
    ("keys", Function::Keys),
    ("length", Function::Length),
    ("starts_with", Function::StartsWith),
    ("sum", Function::Sum),
];

/// Compiles a call of the function `name`. The compiler itself handles `keys` of a structure.
///
/// # Errors
/// The function is not supported, or does not take these arguments.
pub(super) fn call(name: &str, arguments: Vec<Value>) -> Result<Value, String> {
    if name == "not_null" {
        return not_null(arguments);
    }
    let Some((_, function)) = FUNCTIONS.iter().find(|(known, _)| *known == name) else {
        let known: Vec<&str> = FUNCTIONS.iter().map(|(name, _)| *name).collect();
        return Err(format!(
            "the function `{name}` is not supported; expected {}, or not_null",
            known.join(", ")
        ));
    };
    let fits = |at: usize, expected: &str, fits: fn(&Ty) -> bool| {
        let argument = arguments.get(at);
        let argument = argument.ok_or_else(|| format!("`{name}` takes more arguments"))?;
        if fits(&argument.item.ty) {
            Ok(())
        } else {
            Err(wrong(&format!("`{name}` needs {expected}"), argument))
        }
    };
    let is_text: fn(&Ty) -> bool = |ty| *ty == Ty::Text;
    let ty = match function {
        Function::Abs | Function::Ceil | Function::Floor => {
            fits(0, "a number", |ty| *ty == Ty::Number)?;
            Ty::Number
        }
        Function::StartsWith | Function::EndsWith => {
            fits(0, "a string", is_text)?;
            fits(1, "a string", is_text)?;
            Ty::Boolean
        }
        Function::Contains => {
            fits(
                0,
                "a list of strings, numbers or booleans, or a string",
                |ty| match ty {
                    Ty::List(item) => matches!(item.ty, Ty::Text | Ty::Number | Ty::Boolean),
                    ty => *ty == Ty::Text,
                },
            )?;
            let element = match &arguments[0].item.ty {
                Ty::List(item) => item.ty.clone(),
                _ => Ty::Text,
            };
            let found = arguments.get(1).map(|argument| &argument.item.ty);
            if found != Some(&element) {
                let found = found.map_or("nothing", Ty::described);
                let expected = element.described();
                return Err(format!(
                    "the second argument of `contains` must be {expected}, not {found}"
                ));
            }
            Ty::Boolean
        }
        Function::Keys => {
            fits(0, "a map or a structure", |ty| matches!(ty, Ty::Map(_)))?;
            let item = Item {
                ty: Ty::Text,
                optional: false,
            };
            Ty::List(Box::new(item))
        }
        Function::Length => {
            fits(0, "a list, a map or a string", |ty| {
                matches!(ty, Ty::List(_) | Ty::Map(_) | Ty::Text)
            })?;
            Ty::Number
        }
        Function::Sum => {
            fits(
                0,
                "a list of numbers",
                |ty| matches!(ty, Ty::List(item) if item.ty == Ty::Number && !item.optional),
            )?;
            Ty::Number
        }
    };
    let optional = arguments.iter().any(|argument| argument.item.optional);
    Ok(Value::new(Code::Call(*function, arguments), ty, optional))
}

/// Compiles a call of `not_null`, whose arguments must all have one type.
fn not_null(arguments: Vec<Value>) -> Result<Value, String> {
    let mut ty = Ty::Null;
    for argument in &arguments {
        ty = unified(&ty, &argument.item.ty)?;
    }
    if matches!(ty, Ty::List(_) | Ty::Object(_)) {
        return Err(format!(
            "`not_null` with {} is not supported",
            ty.described()
        ));
    }
    let optional = arguments.iter().all(|argument| argument.item.optional);
    Ok(Value::new(Code::NotNull(arguments), ty, optional))
}
