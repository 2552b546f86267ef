//! The transforms of a projection (Smithy 2.0, "Transforms").

use std::collections::HashSet;

use super::arguments::Arguments;
use super::deprecated::remove_deprecated;
use super::edits::{Shapes, each_traits, has_tag, reached, remove, remove_members};
use super::rename::{flatten_namespaces, rename_shapes};
use super::selected::filter_shapes;
use super::suppressions::filter_suppressions;
use super::types::{change_string_enums, change_types};
use crate::assemble::{Merged, flatten};
use crate::id::ShapeId;
use crate::issues::{At, Issues};
use crate::nearest::did_you_mean;
use crate::node::Node;
use crate::raw::{Body, RawShape};
use crate::traits::Traits;

const TRAIT: &str = "smithy.api#trait";
const TAGS: &str = "smithy.api#tags";
const EXPORT_TAGGED: &str = "exportTagged";

/// The transforms that are supported. Another one would be left out silently otherwise, so it is an error.
const NAMES: [&str; 27] = [
    "apply",
    "changeStringEnumsToEnumShapes",
    "changeTypes",
    "compileBddFromEndpointRuleSet",
    "excludeMetadata",
    "excludeShapesBySelector",
    "excludeShapesByTag",
    "excludeShapesByTrait",
    "excludeTags",
    "excludeTraits",
    "excludeTraitsByTag",
    "filterSuppressions",
    "flattenAndRemoveMixins",
    "flattenNamespaces",
    "includeMetadata",
    "includeNamespaces",
    "includeServices",
    "includeShapesBySelector",
    "includeShapesByTag",
    "includeTags",
    "includeTraits",
    "includeTraitsByTag",
    "makeIdempotencyTokensClientOptional",
    "removeDeprecatedShapes",
    "removeTraitDefinitions",
    "removeUnusedShapes",
    "renameShapes",
];

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
        let mut arguments = Arguments {
            file: self.file,
            values: args,
            at,
            issues: self.issues,
        };
        let arguments = &mut arguments;
        let merged = &mut *self.merged;
        let key = match name {
            "apply" => "projections",
            "includeServices" => "services",
            "includeNamespaces" => "namespaces",
            "excludeShapesByTrait" | "excludeTraits" | "includeTraits" => "traits",
            "excludeMetadata" | "includeMetadata" => "keys",
            "removeUnusedShapes" | "removeTraitDefinitions" => EXPORT_TAGGED,
            "makeIdempotencyTokensClientOptional" => return self.optional_tokens(),
            // Mixins are flat already.
            "flattenAndRemoveMixins" => return remove(&mut merged.shapes, |_, s| s.is_mixin()),
            "changeStringEnumsToEnumShapes" => {
                return change_string_enums(&mut merged.shapes, arguments);
            }
            "changeTypes" => return change_types(&mut merged.shapes, arguments),
            // The diagram says the same as the rules from which it is made, and clients take either.
            "compileBddFromEndpointRuleSet" => return,
            "excludeShapesBySelector" => return filter_shapes(merged, true, arguments),
            "includeShapesBySelector" => return filter_shapes(merged, false, arguments),
            "filterSuppressions" => return filter_suppressions(merged, arguments),
            "flattenNamespaces" => return flatten_namespaces(merged, arguments),
            "removeDeprecatedShapes" => return remove_deprecated(&mut merged.shapes, arguments),
            "renameShapes" => return rename_shapes(merged, arguments),
            _ if NAMES.contains(&name) => "tags",
            _ => {
                let hint = did_you_mean(name, NAMES);
                let message = format!("the transform `{name}` is not supported");
                arguments.report(message).hint(hint);
                return;
            }
        };
        let values = match key {
            EXPORT_TAGGED => arguments.optional_texts(key),
            key => arguments.texts(key),
        };
        let Some(values) = values else { return };
        match name {
            "apply" => self.apply(&values, at),
            "excludeMetadata" => merged.metadata.retain(|(key, _)| !values.contains(key)),
            "includeMetadata" => merged.metadata.retain(|(key, _)| values.contains(key)),
            _ => edit(name, &values, &mut merged.shapes),
        }
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
        "excludeTraitsByTag" | "includeTraitsByTag" => {
            let is_excluded = |traits: &Traits| {
                traits.has(TRAIT) && has_tag(traits, values) == (name == "excludeTraitsByTag")
            };
            let excluded = shapes
                .iter()
                .filter(|(_, shape)| is_excluded(&shape.traits));
            let excluded: HashSet<String> = excluded.map(|(id, _)| id.to_string()).collect();
            without_traits(shapes, |id| excluded.contains(id));
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
