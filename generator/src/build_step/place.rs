//! Where clients are written, for `include_client!` to find them.
//!
//! The client of a module is a folder in `OUT_DIR`, named after the last segment of the module's path, beside a
//! file that declares the module. Two clients with the same place are refused, also in several calls of one build
//! script.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tinsmith_model::visible;

use crate::emit::requirements;
use crate::lock::is_build_script;
use crate::{Client, Error, File, Layout, names};

/// The folder of a client that is a whole crate.
const WHOLE_CRATE: &str = "client";

/// The root of such a client. The file beside it includes the root if the runtime has the version and the
/// features that it needs.
const WHOLE_CRATE_ROOT: &str = "root.rs";

/// The places of the clients that this build script has compiled so far.
static PLACES: Mutex<Places> = Mutex::new(Places::new());

/// The layouts of clients by their folders.
type Places = BTreeMap<PathBuf, Layout>;

/// Claims the places of these clients.
///
/// # Errors
/// Two clients would be written to one place, in this call or in several calls of one build script. Outside of build
/// scripts each call is a run of its own.
pub(super) fn claim<'a>(
    clients: impl Iterator<Item = (&'a Path, &'a Layout)>,
) -> Result<(), Error> {
    if is_build_script() {
        take(
            clients,
            &mut PLACES.lock().unwrap_or_else(PoisonError::into_inner),
        )
    } else {
        take(clients, &mut Places::new())
    }
}

fn take<'a>(
    clients: impl Iterator<Item = (&'a Path, &'a Layout)>,
    places: &mut Places,
) -> Result<(), Error> {
    for (out_dir, layout) in clients {
        let Some(other) = places.insert(out_dir.join(home(layout)), layout.clone()) else {
            continue;
        };
        let shown = |layout: &Layout| match layout {
            Layout::Module(path) => format!("`{path}`"),
            Layout::Crate => "the whole crate".to_owned(),
        };
        return Err(Error::Usage(format!(
            "two clients of this build script are written to one place, {} and {}: choose names with `module(path)` \
             whose last segments differ",
            shown(&other),
            shown(layout),
        )));
    }
    Ok(())
}

/// The client's name in the lock: the path of its module.
pub(super) fn name(layout: &Layout) -> &str {
    match layout {
        Layout::Module(path) => path,
        Layout::Crate => "crate",
    }
}

/// The last segment of a module's path.
fn module_of(layout: &Layout) -> Option<&str> {
    match layout {
        Layout::Module(path) => path.rsplit("::").next(),
        Layout::Crate => None,
    }
}

/// The client's own folder.
pub(super) fn home(layout: &Layout) -> PathBuf {
    PathBuf::from(module_of(layout).unwrap_or(WHOLE_CRATE))
}

/// The path of a module, checked.
pub(super) fn module_path(path: &str) -> Result<String, Error> {
    // `include_client!` would not find a module whose name had to be changed.
    let is_name = |name: &str| names::module_ident(name).to_string() == name;
    if path.split("::").all(is_name) {
        return Ok(path.to_owned());
    }
    let segments = path.split(['.', '/', '\\', ':']);
    let segments = segments.filter(|name| !["", "crate", "r#crate"].contains(name));
    let segments = segments.map(|name| {
        let name = name.strip_prefix("r#").unwrap_or(name);
        match names::module_ident(name).to_string() {
            // Files can't have raw names.
            raw if raw.starts_with("r#") => format!("{name}_"),
            name => name,
        }
    });
    let meant: Vec<String> = segments.collect();
    let hint = if meant.is_empty() {
        "expected identifiers with `::` between them, as in `clients::connect`".to_owned()
    } else {
        format!("did you mean `{}`?", meant.join("::"))
    };
    Err(Error::Usage(format!(
        "`{}` is not the path of a module: {hint}",
        visible(path)
    )))
}

/// The files, at the paths where `include_client!` looks for them: those of a module in a folder of its name, beside a
/// file that declares it; those of a whole crate in a folder of their own.
pub(super) fn files(client: Client, layout: &Layout) -> Vec<File> {
    let features = &client.summary.runtime_features;
    let folder = home(layout);
    let module = module_of(layout);
    let root = match module {
        None => WHOLE_CRATE_ROOT,
        Some(_) => "mod.rs",
    };
    let below = |file: File| File {
        path: if file.path.as_os_str() == "lib.rs" {
            folder.join(root)
        } else {
            folder.join(file.path)
        },
        text: file.text,
    };
    let mut placed: Vec<File> = client.files.into_iter().map(below).collect();
    let declaration = match module {
        Some(module) => requirements::declaration(module, features),
        None => File {
            path: folder.join("mod.rs"),
            ..requirements::inclusion(WHOLE_CRATE_ROOT, features)
        },
    };
    placed.push(declaration);
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_path_of_a_module_is_refused_with_the_one_that_was_meant() {
        for (path, meant) in [
            ("", "expected identifiers with `::`"),
            ("::", "expected identifiers with `::`"),
            ("aws.sts", "did you mean `aws::sts`?"),
            ("aws:sts", "did you mean `aws::sts`?"),
            ("aws/sts", "did you mean `aws::sts`?"),
            ("crate::sts", "did you mean `sts`?"),
            ("a-b", "did you mean `a_b`?"),
            ("a b", "did you mean `a_b`?"),
            ("a::", "did you mean `a`?"),
            ("1a", "did you mean `_1a`?"),
            ("a::match", "did you mean `a::match_`?"),
            ("r#type", "did you mean `type_`?"),
            ("gen", "did you mean `gen_`?"),
            ("super::a", "did you mean `super_::a`?"),
            ("a\nb", "did you mean `a_b`?"),
        ] {
            let refused = module_path(path);
            let Err(Error::Usage(message)) = refused else {
                panic!("{path} is a path");
            };
            assert!(
                message.ends_with(meant) || message.contains(meant),
                "{message}"
            );
        }
        for path in ["a", "a::b", "type_", "clients::connect"] {
            assert_eq!(module_path(path).ok().as_deref(), Some(path));
        }
    }
}
