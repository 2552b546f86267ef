//! Documentation and members in the language of a report.

use super::page::{Block, Language, Parameter};
use super::tree::Tree;
use super::{boto3, prose, rust, syntax};

/// Documentation as blocks.
pub(super) fn described(language: Language, documentation: Option<&str>) -> Vec<Block> {
    match language {
        Language::Rust => prose::blocks(documentation),
        Language::Boto3 => prose::blocks(documentation.map(boto3::unescaped).as_deref()),
    }
}

/// The members of a tree, in a language.
pub(super) fn members(language: Language, tree: &Tree<'_>, is_request: bool) -> Vec<Parameter> {
    let members = tree.children.iter();
    members.map(|it| member(language, it, is_request)).collect()
}

/// A member, in a language.
pub(super) fn member(language: Language, tree: &Tree<'_>, is_request: bool) -> Parameter {
    let spell = |tree: &Tree<'_>| match language {
        Language::Rust => rust::spell(tree, is_request),
        Language::Boto3 => boto3::spell(tree, is_request),
    };
    let describe = |documentation: Option<&str>| described(language, documentation);
    syntax::parameter(tree, is_request, &spell, &describe)
}
