//! The transforms of a projection (Smithy 2.0, "Transforms"), as far as a client needs them.

use std::collections::HashSet;

use super::edits::{Shapes, each_traits, has_tag, reached, remove, remove_members};
use crate::assemble::{Merged, flatten};
use crate::id::ShapeId;
use crate::issues::{At, Issues};
use crate::nearest::did_you_mean;
use crate::node::Node;
use crate::raw::{Body, RawShape};
use crate::traits::Traits;

const TRAIT: &str = "smithy.api#trait";
const TAGS: &str = "smithy.api#tags";

/// The transforms that are supported. Another one would be left out silently otherwise, so it is an error.
const NAMES: [&str; 17] = [
    "apply",
    "excludeMetadata",
    "excludeShapesByTag",
    "excludeShapesByTrait",
    "excludeTags",
    "excludeTraits",
    "excludeTraitsByTag",
    "filterSuppressions",
    "flattenAndRemoveMixins",
    "includeMetadata",
    "includeNamespaces",
    "includeServices",
    "includeShapesByTag",
    "includeTags",
    "includeTraits",
    "makeIdempotencyTokensClientOptional",
    "removeTraitDefinitions",
];
const REMOVE_UNUSED: &str = "removeUnusedShapes";

/// Carries out the transforms of a projection, in their order.
pub(crate) fn transform(
    file: u32,
    document: &Node,
    projection: &str,
    merged: &mut Merged,
    issues: &mut Issues<'_>,
) {
    // Shapes that use a mixin keep what it brings, even if the mixin goes.
    flatten(&mut merged.shapes, issues);
    let mut run = Run {
        file,
        document,
        merged,
        issues,
        under_way: Vec::new(),
        carried_out: 0,
    };
    run.projection(projection);
}

struct Run<'r, 's> {
    file: u32,
    document: &'r Node,
    merged: &'r mut Merged,
    issues: &'r mut Issues<'s>,
    /// The projections that apply each other, the last one being carried out.
    under_way: Vec<String>,
    carried_out: usize,
}

/// How many transforms a projection may carry out, those of projections that it applies among them: two
/// of them that each apply the next two would be millions after twenty steps.
const MOST_TRANSFORMS: usize = 1000;

/// How deep projections may apply each other.
const DEEPEST: usize = 64;

impl Run<'_, '_> {
    /// Recurses as deep as projections apply each other, each at most once.
    fn projection(&mut self, name: &str) {
        let document = self.document;
        let projection = document.get("projections").and_then(|all| all.get(name));
        let transforms = projection.and_then(|projection| projection.get("transforms"));
        let root = At::ROOT.key("projections");
        let at_projection = root.key(name);
        let at = at_projection.key("transforms");
        let Some(transforms) = transforms else { return };
        let Some(transforms) = transforms.as_array() else {
            self.issues
                .report(self.file, &at, "expected an array of transforms");
            return;
        };
        self.under_way.push(name.to_owned());
        for (index, transform) in transforms.iter().enumerate() {
            let at = at.index(index);
            self.carried_out += 1;
            if self.carried_out > MOST_TRANSFORMS {
                // Once is enough: all that are under way stop here.
                if self.carried_out == MOST_TRANSFORMS + 1 {
                    let message = format!(
                        "the projection carries out more than {MOST_TRANSFORMS} transforms, which is the limit"
                    );
                    self.issues.report(self.file, &at, message);
                }
                break;
            }
            match transform.get("name").and_then(Node::as_str) {
                Some(name) => self.transform(name, transform.get("args"), &at),
                None => {
                    self.issues
                        .report(self.file, &at, "the transform has no `name`");
                }
            }
        }
        self.under_way.pop();
    }

    fn transform(&mut self, name: &str, args: Option<&Node>, at: &At<'_>) {
        let key = match name {
            "apply" => "projections",
            "includeServices" => "services",
            "includeNamespaces" => "namespaces",
            "excludeShapesByTrait" | "excludeTraits" | "includeTraits" => "traits",
            "excludeMetadata" | "includeMetadata" => "keys",
            REMOVE_UNUSED | "removeTraitDefinitions" => "exportTagged",
            "makeIdempotencyTokensClientOptional" => return self.optional_tokens(),
            // Mixins are flat already, and clients know no suppressions.
            "flattenAndRemoveMixins" => {
                return remove(&mut self.merged.shapes, |_, s| s.is_mixin());
            }
            "filterSuppressions" => return,
            _ if NAMES.contains(&name) => "tags",
            _ => {
                let known = NAMES.into_iter().chain([REMOVE_UNUSED]);
                let hint = did_you_mean(name, known);
                let message = format!("the transform `{name}` is not supported");
                self.issues.report(self.file, at, message).hint(hint);
                return;
            }
        };
        let optional = key == "exportTagged";
        let Some(values) = self.texts(args, key, optional, at) else {
            return;
        };
        match name {
            "apply" => self.apply(&values, at),
            "excludeMetadata" => self
                .merged
                .metadata
                .retain(|(key, _)| !values.contains(key)),
            "includeMetadata" => self.merged.metadata.retain(|(key, _)| values.contains(key)),
            _ => edit(name, &values, &mut self.merged.shapes),
        }
    }

    /// An argument that is an array of strings.
    fn texts(
        &mut self,
        args: Option<&Node>,
        key: &str,
        optional: bool,
        at: &At<'_>,
    ) -> Option<Vec<String>> {
        let value = args.and_then(|args| args.get(key));
        if value.is_none() && optional {
            return Some(Vec::new());
        }
        let items = value.and_then(Node::as_array);
        let texts = items.and_then(|items| {
            let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
            texts.collect::<Option<Vec<String>>>()
        });
        if texts.is_none() {
            let message = format!("expected an array of strings as `{key}` in `args`");
            self.issues.report(self.file, at, message);
        }
        texts
    }

    fn apply(&mut self, names: &[String], at: &At<'_>) {
        for name in names {
            let projections = self.document.get("projections");
            if self.under_way.len() == DEEPEST {
                let message = format!(
                    "projections apply each other more than {DEEPEST} deep, which is the limit"
                );
                self.issues.report(self.file, at, message);
            } else if self.under_way.contains(name) {
                let message = format!("the projection `{name}` applies itself");
                self.issues.report(self.file, at, message);
            } else if projections.is_none_or(|all| all.get(name).is_none()) {
                let message = format!("there is no projection `{name}`");
                self.issues.report(self.file, at, message);
            } else {
                self.projection(name);
            }
        }
    }

    fn optional_tokens(&mut self) {
        each_traits(&mut self.merged.shapes, |traits| {
            if traits.has("smithy.api#idempotencyToken") && traits.is_required() {
                traits.set("smithy.api#clientOptional", Node::Object(Vec::new()));
            }
        });
    }
}

fn edit(name: &str, values: &[String], shapes: &mut Shapes) {
    let known: HashSet<&str> = values.iter().map(String::as_str).collect();
    let contains = |text: &str| known.contains(text);
    let is_service = |shape: &RawShape| matches!(shape.body, Body::Service(_));
    match name {
        "includeServices" => remove(shapes, |id, shape| {
            is_service(shape) && !contains(id.as_str())
        }),
        "includeNamespaces" => remove(shapes, |id, _| !contains(id.namespace())),
        "includeShapesByTag" => remove(shapes, |_, shape| !has_tag(&shape.traits, values)),
        "excludeShapesByTag" => {
            remove_members(shapes, |member| has_tag(&member.traits, values));
            remove(shapes, |_, shape| has_tag(&shape.traits, values));
        }
        "excludeShapesByTrait" => {
            let any = |traits: &Traits| traits.iter().any(|(id, _)| is_named(id, values));
            remove_members(shapes, |member| any(&member.traits));
            remove(shapes, |_, shape| any(&shape.traits));
        }
        "excludeTraits" => without_traits(shapes, |id| is_named(id, values)),
        "includeTraits" => without_traits(shapes, |id| !is_named(id, values)),
        "excludeTraitsByTag" => {
            let tagged = shapes
                .iter()
                .filter(|(_, shape)| shape.traits.has(TRAIT) && has_tag(&shape.traits, values));
            let tagged: HashSet<String> = tagged.map(|(id, _)| id.to_string()).collect();
            without_traits(shapes, |id| tagged.contains(id));
        }
        "excludeTags" => keep_tags(shapes, |tag| !contains(tag)),
        "includeTags" => keep_tags(shapes, contains),
        "removeTraitDefinitions" => remove(shapes, |_, shape| {
            shape.traits.has(TRAIT) && !has_tag(&shape.traits, values)
        }),
        _ => {
            let is_used = |shape: &RawShape| {
                is_service(shape) || shape.traits.has(TRAIT) || has_tag(&shape.traits, values)
            };
            let roots = shapes.iter().filter(|(_, shape)| is_used(shape));
            let roots: Vec<ShapeId> = roots.map(|(id, _)| id.clone()).collect();
            let used = reached(shapes, roots);
            remove(shapes, |id, _| !used.contains(id));
        }
    }
}

/// Whether a trait is one of these: ids, relative ones of the prelude, or namespaces that end with `#`.
fn is_named(id: &str, names: &[String]) -> bool {
    names.iter().any(|name| match name.split_once('#') {
        Some((_, "")) => id.starts_with(name.as_str()),
        Some(_) => id == name,
        None => id.strip_prefix("smithy.api#") == Some(name),
    })
}

/// Removes traits and their definitions.
fn without_traits(shapes: &mut Shapes, unwanted: impl Fn(&str) -> bool) {
    remove(shapes, |id, shape| {
        shape.traits.has(TRAIT) && unwanted(id.as_str())
    });
    each_traits(shapes, |traits| traits.retain(|id| !unwanted(id)));
}

fn keep_tags(shapes: &mut Shapes, kept: impl Fn(&str) -> bool) {
    each_traits(shapes, |traits| {
        if let Some(Node::Array(tags)) = traits.get_mut(TAGS) {
            tags.retain(|tag| tag.as_str().is_none_or(&kept));
            if tags.is_empty() {
                traits.remove(TAGS);
            }
        }
    });
}
