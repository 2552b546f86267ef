//! Defaults that the official clients drop, since an absent value does not mean the default to the service.

use tinsmith_model::{Kind, Model, Optionality, PlacedMember};

use super::s3_control;
use crate::plan::defaults::is_number;

/// The members whose default is dropped.
enum Dropped {
    /// The shape of this name, and every member that targets it.
    Target(&'static str),
    /// The member of the structure: the structure's name, and the member's.
    Member(&'static str, &'static str),
}
use Dropped::{Member, Target};

/// The dropped defaults by the service's `sdkId`. The official list also names members of inputs, which are
/// optional anyway.
const DROPPED: [(&str, &[Dropped]); 8] = [
    (
        "AmplifyUIBuilder",
        &[
            Target("ListComponentsLimit"),
            Target("ListFormsLimit"),
            Target("ListThemesLimit"),
        ],
    ),
    (
        "drs",
        &[
            Target("LaunchActionOrder"),
            Target("MaxResultsReplicatingSourceServers"),
            Target("MaxResultsType"),
            Target("StrictlyPositiveInteger"),
            Target("Validity"),
            Member(
                "CostOptimizationConfiguration",
                "burstBalanceDeltaThreshold",
            ),
            Member("CostOptimizationConfiguration", "burstBalanceThreshold"),
        ],
    ),
    ("EMR Serverless", &[Target("WorkerCounts")]),
    ("Evidently", &[Target("ResultsPeriod")]),
    (
        "IoT",
        &[
            Member("DescribeProvisioningTemplateResponse", "enabled"),
            Member("ProvisioningTemplateSummary", "enabled"),
            Member("ThingConnectivity", "connected"),
        ],
    ),
    ("Location", &[Target("PlaceIndexSearchResultLimit")]),
    (
        "Payment Cryptography Data",
        &[Target("IntegerRangeBetween4And12")],
    ),
    (
        s3_control::ID,
        &[
            Member("PublicAccessBlockConfiguration", "BlockPublicAcls"),
            Member("PublicAccessBlockConfiguration", "BlockPublicPolicy"),
            Member("PublicAccessBlockConfiguration", "IgnorePublicAcls"),
            Member("PublicAccessBlockConfiguration", "RestrictPublicBuckets"),
        ],
    ),
];

/// The member's optionality in the official client of the service.
pub(crate) fn optionality(model: &Model, place: PlacedMember<'_>) -> Optionality {
    let target = &model[place.member.target];
    match super::id(&model[place.service]) {
        // EC2 may leave out any member of a response.
        Some("EC2") => Optionality::Optional,
        Some("S3") if is_number(&target.kind) || matches!(target.kind, Kind::Boolean) => {
            Optionality::WithoutDefault
        }
        Some(sdk_id) => {
            let container = model[place.container].id.name();
            let is_dropped = |dropped: &Dropped| match *dropped {
                Target(name) => target.id.name() == name && target.traits.default_value().is_some(),
                Member(structure, member) => {
                    (structure, member) == (container, &*place.member.name)
                }
            };
            let lists = DROPPED.iter().filter(|(service, _)| *service == sdk_id);
            if lists.flat_map(|(_, list)| *list).any(is_dropped) {
                Optionality::WithoutDefault
            } else {
                Optionality::AsModelled
            }
        }
        None => Optionality::AsModelled,
    }
}

#[cfg(test)]
mod tests {
    use tinsmith_model::{Closure, Model, Operations, Rule, Side};

    use crate::plan::{Choices, Plan};

    /// A service of this `sdkId`, or of nobody.
    fn model(sdk_id: Option<&str>, of_connectivity: &str) -> Model {
        let service = sdk_id.map_or_else(String::new, |id| {
            format!(r#"@aws.api#service(sdkId: "{id}")"#)
        });
        let text = format!(
            r#"$version: "2.0"
            namespace example.optionality
            {service}
            @aws.protocols#restJson1
            service Service {{ version: "1", operations: [Get] }}
            @http(method: "POST", uri: "/")
            operation Get {{
                input := {{ things: ThingConnectivity }}
                output := {{
                    things: ThingConnectivity
                    @required seen: Integer
                }}
            }}
            structure ThingConnectivity {{
                connected: Boolean = false
                validity: Validity = 1
                @required count: Integer = 0
                other: Integer = 0
                text: String = ""
                {of_connectivity}
            }}
            @default(1)
            integer Validity"#
        );
        let model = Model::from_bytes("optionality.smithy", text.as_bytes());
        model.unwrap_or_else(|problems| panic!("{problems}"))
    }

    /// The members of the structure, and after them that of the output, that are no `Option`.
    fn plain(model: &Model) -> String {
        let closure = Closure::of(model, None, &Operations::All);
        let closure = closure.unwrap_or_else(|problems| panic!("{problems}"));
        let plan = Plan::new(&closure, Choices::default());
        let plan = plan.unwrap_or_else(|problems| panic!("{problems}"));
        let fields = [&plan.structures[0], &plan.operations[0].output]
            .map(|it| it.fields.iter().filter(|field| !field.optional));
        let names: Vec<&str> = fields.into_iter().flatten().map(|it| &*it.snake).collect();
        names.join(" ")
    }

    #[test]
    fn defaults_are_dropped_by_service() {
        let all = "connected validity count other text seen";
        for (sdk_id, expected) in [
            (None, all),
            (Some("Other"), all),
            (Some("IoT"), "validity count other text seen"),
            (Some("drs"), "connected count other text seen"),
            (Some("S3"), "count text seen"),
            (Some("EC2"), ""),
        ] {
            assert_eq!(plain(&model(sdk_id, "")), expected, "{sdk_id:?}");
        }
    }

    #[test]
    fn a_target_without_a_default_leaves_those_of_its_members() {
        let text = "hops: LaunchActionOrder = 1 }\ninteger LaunchActionOrder\nstructure Rest {";
        assert!(plain(&model(Some("drs"), text)).ends_with("hops seen"));
    }

    #[test]
    fn verdicts_know_it() {
        for (sdk_id, expected) in [
            (Some("Other"), Rule::DefaultAddedPlain),
            (Some("EC2"), Rule::DefaultAdded),
            (Some("S3"), Rule::DefaultAdded),
        ] {
            let [old, new] = ["late: Integer", "late: Integer = 0"].map(|it| model(sdk_id, it));
            let side = |model| Side {
                model,
                service: None,
            };
            let changes = crate::compare(side(&old), side(&new), &Operations::All);
            let changes = changes
                .unwrap_or_else(|problems| panic!("{problems}"))
                .changes;
            let rules: Vec<Rule> = changes.iter().map(|change| change.rule).collect();
            assert_eq!(rules, [expected], "{sdk_id:?}");
        }
    }
}
