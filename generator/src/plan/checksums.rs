//! Checksums of requests and responses (`aws.protocols#httpChecksum`).

use std::collections::BTreeSet;

use tinsmith_model::{Kind, Model, ShapeRef};

use super::{Operation, Plan};

/// The id of the trait.
pub(crate) const TRAIT: &str = "aws.protocols#httpChecksum";

/// The algorithms that the official crate has. It accepts `MD5` too, and calculates CRC32 instead.
pub(crate) const ALGORITHMS: [&str; 5] = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"];

/// The unsupported algorithms that an operation names: for its response, or as values of the enum by which a
/// caller chooses the algorithm of the request.
pub(crate) fn unknown(model: &Model, operation: ShapeRef) -> BTreeSet<String> {
    let Some(checksum) = model[operation].traits.http_checksum() else {
        return BTreeSet::new();
    };
    let input = match &model[operation].kind {
        Kind::Operation(operation) => operation.input,
        _ => None,
    };
    let chooser = checksum.request_algorithm_member.as_deref();
    let chooser = chooser.and_then(|name| model[input?].member(name));
    let chosen = match chooser.map(|member| &model[member.target].kind) {
        Some(Kind::Enum(values)) => values.as_slice(),
        _ => &[],
    };
    let named = chosen.iter().map(|value| value.value.clone());
    let named = named.chain(checksum.response_algorithms);
    named
        .filter(|name| !ALGORITHMS.iter().any(|it| it.eq_ignore_ascii_case(name)))
        .collect()
}

/// Whether the operation may send a stream with a checksum in its trailer.
pub(crate) fn may_stream(plan: &Plan<'_>, operation: &Operation<'_>) -> bool {
    let traits = &plan.shape(operation.shape).traits;
    let checksum = traits.http_checksum();
    checksum.is_some_and(|it| it.has_request()) && operation.input.stream(plan).is_some()
}
