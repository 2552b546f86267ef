//! The modules of a crate import each other in one direction. A module counts together with its descendants, so that
//! the rule holds for files and for folders alike; only a module and its own children may import each other. Tests may
//! import anything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use tinsmith_tests::{entries, repository};

/// The names of the modules that lead to one, from the crate's root.
type Module = Vec<String>;

/// What a module imports: itself and the other.
type Import = (Module, Module);

#[test]
fn modules_of_the_generator_import_in_one_direction() {
    assert_no_circles("generator/src");
}

#[test]
fn modules_of_the_model_import_in_one_direction() {
    assert_no_circles("model/src");
}

#[test]
fn modules_of_the_runtime_import_in_one_direction() {
    assert_no_circles("runtime/src");
}

fn assert_no_circles(folder: &str) {
    let modules = modules(&repository().join(folder));
    let circles = circles(&imports(&modules));
    assert!(
        circles.is_empty(),
        "modules of {folder} import each other:\n{}",
        circles.join("\n")
    );
}

/// The source of each module that is a file, but for those of tests.
fn modules(folder: &Path) -> BTreeMap<Module, Vec<TokenStream>> {
    let mut modules: BTreeMap<Module, Vec<TokenStream>> = BTreeMap::new();
    let mut pending = vec![(folder.to_owned(), Module::new())];
    while let Some((folder, outer)) = pending.pop() {
        for path in entries(&folder) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let module = match &*name {
                "tests" => continue,
                "lib" | "main" if outer.is_empty() => Module::new(),
                name => [&outer[..], &[name.to_owned()]].concat(),
            };
            if path.is_dir() {
                pending.push((path, module));
            } else if path.extension().is_some_and(|it| it == "rs") {
                let text = fs::read_to_string(&path).expect("a file of source");
                let tokens = text.parse().expect("a file of tokens");
                modules.entry(module).or_default().push(tokens);
            }
        }
    }
    modules
}

/// What each module imports of the others.
fn imports(modules: &BTreeMap<Module, Vec<TokenStream>>) -> BTreeSet<Import> {
    let mut imports = BTreeSet::new();
    for (module, sources) in modules {
        let mut paths = Vec::new();
        for source in sources {
            read(source.clone(), module, &mut paths);
        }
        for path in paths {
            let known = (0..=path.len()).rev().map(|end| path[..end].to_vec());
            let target = known.into_iter().find(|it| modules.contains_key(it));
            imports.extend(target.map(|target| (module.clone(), target)));
        }
    }
    imports
}

/// Collects the paths in the source of a module, from the crate's root.
fn read(source: TokenStream, module: &Module, paths: &mut Vec<Module>) {
    let tokens: Vec<TokenTree> = source.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        at += match rest {
            [TokenTree::Punct(hash), TokenTree::Group(attribute), ..]
                if hash.as_char() == '#' && attribute.stream().to_string() == "cfg (test)" =>
            {
                2 + end_of_item(&rest[2..])
            }
            // What is emitted is not called.
            [
                TokenTree::Ident(name),
                TokenTree::Punct(mark),
                TokenTree::Group(_),
                ..,
            ] if mark.as_char() == '!' && name.to_string().ends_with("quote") => 3,
            [
                TokenTree::Ident(word),
                TokenTree::Ident(name),
                TokenTree::Group(body),
                ..,
            ] if word == "mod" => {
                let inner = [&module[..], &[name.to_string()]].concat();
                read(body.stream(), &inner, paths);
                3
            }
            [TokenTree::Ident(word), ..] if word == "use" => {
                let length = rest.iter().position(is_end).unwrap_or(rest.len());
                read_use(&rest[1..length], Vec::new(), module, paths);
                length
            }
            [TokenTree::Ident(word), ..]
                if word == "crate" || word == "super" || word == "self" =>
            {
                let (path, length) = path(rest);
                paths.extend(absolute(&path, module));
                length
            }
            [TokenTree::Group(group), ..] => {
                read(group.stream(), module, paths);
                1
            }
            _ => 1,
        };
    }
}

fn is_end(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(mark) if mark.as_char() == ';')
}

/// How many tokens an item has, which ends with its body or a `;`.
fn end_of_item(tokens: &[TokenTree]) -> usize {
    let is_body = |token: &TokenTree| matches!(token, TokenTree::Group(it) if it.delimiter() == Delimiter::Brace);
    let end = tokens.iter().position(|it| is_end(it) || is_body(it));
    end.map_or(tokens.len(), |end| end + 1)
}

/// The path that the tokens begin with, and how many of them it is.
fn path(tokens: &[TokenTree]) -> (Vec<String>, usize) {
    let mut names = Vec::new();
    let mut length = 0;
    while let Some(TokenTree::Ident(name)) = tokens.get(length) {
        names.push(name.to_string());
        length += 1;
        match tokens.get(length..length + 2) {
            Some([TokenTree::Punct(first), TokenTree::Punct(second)])
                if first.as_char() == ':' && second.as_char() == ':' =>
            {
                length += 2;
            }
            _ => break,
        }
    }
    (names, length)
}

/// Collects the paths of what stands behind `use`.
fn read_use(tokens: &[TokenTree], outer: Vec<String>, module: &Module, paths: &mut Vec<Module>) {
    let is_comma =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
    for tree in tokens.split(is_comma) {
        let (names, length) = path(tree);
        let whole = [&outer[..], &names[..]].concat();
        match tree.get(length) {
            Some(TokenTree::Group(group)) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                read_use(&inner, whole, module, paths);
            }
            _ => paths.extend(absolute(&whole, module)),
        }
    }
}

/// The path from the crate's root; none for one of another crate, or of a child of the module.
fn absolute(path: &[String], module: &Module) -> Option<Module> {
    let supers = path.iter().take_while(|name| *name == "super").count();
    let (outer, rest) = match path.first()?.as_str() {
        "crate" => (&[][..], &path[1..]),
        "self" => (&module[..], &path[1..]),
        "super" => (module.get(..module.len() - supers)?, &path[supers..]),
        _ => return None,
    };
    Some([outer, rest].concat())
}

/// The circles of modules that stand in one, a line for each import on the way.
fn circles(imports: &BTreeSet<Import>) -> Vec<String> {
    let mut rooms: BTreeMap<&[String], BTreeMap<&str, BTreeMap<&str, &Import>>> = BTreeMap::new();
    for import in imports {
        let (from, to) = import;
        let shared = from.iter().zip(to).take_while(|(a, b)| a == b).count();
        // One of the two stands in the other.
        let (Some(own), Some(other)) = (from.get(shared), to.get(shared)) else {
            continue;
        };
        let room = rooms.entry(&from[..shared]).or_default();
        room.entry(own).or_default().entry(other).or_insert(import);
    }
    rooms.values().filter_map(circle).collect()
}

/// The shortest circle of the modules in one.
fn circle(imports: &BTreeMap<&str, BTreeMap<&str, &Import>>) -> Option<String> {
    let found = imports
        .keys()
        .filter_map(|start| way_back(imports, start))
        .min_by_key(Vec::len)?;
    let lines = found.iter().map(|(from, to)| {
        let [from, to] = [from, to].map(|it| it.join("::"));
        format!("  {from} imports {to}\n")
    });
    Some(lines.collect())
}

/// The shortest way of imports from a module back to it.
fn way_back<'a>(
    imports: &BTreeMap<&'a str, BTreeMap<&'a str, &'a Import>>,
    start: &'a str,
) -> Option<Vec<&'a Import>> {
    let mut seen = BTreeSet::new();
    let mut ways = vec![(start, Vec::new())];
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for (module, way) in ways {
            for (&next, &import) in imports.get(module).into_iter().flatten() {
                let way = [&way[..], &[import]].concat();
                if next == start {
                    return Some(way);
                }
                if seen.insert(next) {
                    longer.push((next, way));
                }
            }
        }
        ways = longer;
    }
    None
}

#[test]
fn circles_are_found() {
    let sources = [
        ("a", "use super::b::B; mod inner { use super::super::c; }"),
        ("b", "fn f() { crate::c::d::g() }"),
        ("c", "use d::G; pub fn c() { quote!(crate::a::A); }"),
        (
            "c/d",
            "#[cfg(test)] mod tests { use crate::a::A; } use crate::{x, c::C};",
        ),
    ];
    let modules = |sources: &[(&str, &str)]| -> BTreeMap<Module, Vec<TokenStream>> {
        let modules = sources.iter().map(|(name, source)| {
            let module = name.split('/').map(str::to_owned).collect();
            (module, vec![source.parse().expect("tokens")])
        });
        modules.collect()
    };
    assert!(circles(&imports(&modules(&sources))).is_empty());
    let back = [&sources[..], &[("c/e", "use crate::a::A;")]].concat();
    let found = circles(&imports(&modules(&back)));
    assert_eq!(found, ["  a imports c\n  c::e imports a\n"]);
}
