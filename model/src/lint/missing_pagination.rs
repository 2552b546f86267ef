//! Operations that should return pages, if the metadata asks for that (Smithy 2.0, "MissingPaginatedTrait").

use super::Lint;
use super::custom::configured;
use super::naming::{emit, is_skipped};
use super::values::structure_of;
use super::words::words;
use crate::events::Severity;
use crate::graph::VertexKind;

pub(super) fn check(lint: &mut Lint<'_, '_, '_>) {
    let graph = lint.graph;
    for configured in configured(graph, "MissingPaginatedTrait") {
        let list = |key: &str, default: &[&str]| -> Vec<String> {
            let texts = configured.texts(key);
            let texts = texts.as_deref().unwrap_or(default).iter();
            texts.map(|text| text.to_lowercase()).collect()
        };
        let required = list("verbsRequirePagination", &["list", "search"]);
        let suggested = list("verbsSuggestPagination", &["describe", "get"]);
        let of_input = list(
            "inputMembersRequirePagination",
            &[
                "maxresults",
                "maxitems",
                "pagesize",
                "limit",
                "nexttoken",
                "pagetoken",
                "token",
                "marker",
            ],
        );
        let of_output = list(
            "outputMembersRequirePagination",
            &[
                "nexttoken",
                "pagetoken",
                "token",
                "marker",
                "nextpage",
                "nextpagetoken",
                "position",
                "nextmarker",
                "paginationtoken",
                "nextpagemarker",
            ],
        );
        for operation in graph.of_kind(VertexKind::Operation) {
            let is_paginated = graph.traits(operation).has("smithy.api#paginated");
            if is_paginated || is_skipped(lint, &configured, operation) {
                continue;
            }
            let verb = words(graph.name(operation)).first().copied();
            let verb = verb.unwrap_or_default().to_lowercase();
            let members = |is_output: bool| {
                let structure = structure_of(graph, operation, is_output);
                structure.into_iter().flat_map(|it| graph.members(it))
            };
            let named = |is_output: bool, names: &[String]| {
                let mut members = members(is_output).map(|member| graph.name(member));
                members.find(|name| names.contains(&name.to_lowercase()))
            };
            let has_list = || {
                let mut targets = members(true).filter_map(|member| graph.target(member));
                targets.any(|target| graph.kind(target).is_list())
            };
            let member = named(false, &of_input).or_else(|| named(true, &of_output));
            let (severity, why) = if required.contains(&verb) {
                (Severity::Danger, format!("its verb is `{verb}`"))
            } else if let Some(member) = member {
                (Severity::Danger, format!("it has the member `{member}`"))
            } else if suggested.contains(&verb) && has_list() {
                let why = format!("its verb is `{verb}`, and its output has a list");
                (Severity::Warning, why)
            } else {
                continue;
            };
            let message = format!("the operation should have trait smithy.api#paginated: {why}");
            emit(lint, &configured, operation, severity, message);
        }
    }
}
