//! A client as several crates, which cargo compiles side by side:
//!
//! ```text
//! Cargo.toml, src/       the client: `Client` with its methods; it re-exports all else under the paths that it has in a
//!                        client of one crate
//! crates/part-1/         a part of the operations, and the types that no other part uses
//! crates/part-2/         ..
//! crates/base/           errors, the types that several parts use, and what all operations use: configuration, endpoints
//! ```
//!
//! The code of a file is the same as in a client of one crate, since each part re-exports the modules of the base at its
//! own root: `crate::types::User` is right wherever `User` is. What another crate uses is public, but hidden
//! (`source::shared_rust`). Rust allows inherent methods only in the crate of their type, and so
//!
//! - each crate has its own copy of the type `Builder`, whose methods are the setters;
//! - operations know what the clones of a client share, the base's `Handle`, and not the type `Client`.

mod modules;
mod placement;

use std::num::NonZero;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;

use crate::emit::{Part, base_parts, client_parts, emit, in_parallel, item_parts, path, source};
use crate::output::File;
use crate::plan::Plan;
use crate::plan::client::ClientTraits;
use crate::plan::split::Inner;

use placement::Placement;

/// Emits the source of a client and of its inner crates, of which `parts` have operations, without manifests. Files are
/// in the order of their paths.
pub(crate) fn client(
    plan: &Plan<'_>,
    client: &ClientTraits,
    parts: NonZero<usize>,
    threads: NonZero<usize>,
) -> Vec<File> {
    let shared =
        |part: Part| source::shared_rust(path(plan, part), || emit(plan, client, true, part));
    let items = item_parts(plan);
    let mut items = in_parallel(threads, &items, |&part| (part, shared(part)));
    // Sizes decide where operations and types are, whatever thread was the first.
    items.sort_by(|(_, a), (_, b)| a.path.cmp(&b.path));
    let placement = Placement::of(plan, parts, &items);
    let placed = items.into_iter().map(|(part, file)| {
        let inner = placement.of_item(plan, part);
        in_folder(&source_of(inner), file)
    });
    let mut files: Vec<File> = placed.collect();

    let base = base_parts(client).into_iter();
    files.extend(base.map(|part| in_folder(&source_of(Inner::Base), shared(part))));
    for inner in Inner::all(parts) {
        let modules = modules::of_inner(plan, client, &placement, inner);
        files.push(in_folder(&source_of(inner), shared(Part::Builder)));
        files.extend(modules.into_iter().map(|(part, tokens)| {
            let file = source::shared_rust(path(plan, part), || tokens.clone());
            in_folder(&source_of(inner), file)
        }));
    }

    let source = Path::new("src");
    let own = client_parts(plan, client).into_iter();
    files.extend(own.map(|part| {
        let file = source::rust(path(plan, part), || emit(plan, client, true, part));
        in_folder(source, file)
    }));
    let modules: Vec<(Part, TokenStream)> = modules::of_client(plan, client, &placement);
    files.extend(modules.into_iter().map(|(part, tokens)| {
        let file = source::rust(path(plan, part), || tokens.clone());
        in_folder(source, file)
    }));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The folder of the source of an inner crate.
fn source_of(inner: Inner) -> PathBuf {
    Path::new(&inner.folder()).join("src")
}

fn in_folder(folder: &Path, file: File) -> File {
    File {
        path: folder.join(&file.path),
        ..file
    }
}
