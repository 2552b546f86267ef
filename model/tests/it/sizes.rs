//! Models that are large in one way: what is refused with a limit, and that what is not stays right.

use std::collections::{BTreeMap, HashSet};

use tinsmith_model::{Closure, Diagnostic, Kind, Model, Operations, ShapeRef, Side, compare};

use crate::support::{member_names, member_trait, shape};

fn idl(body: &str) -> String {
    format!("$version: \"2.0\"\nnamespace a\n{body}")
}

fn load(body: &str) -> Model {
    match Model::from_bytes("test.smithy", idl(body).as_bytes()) {
        Ok(model) => model,
        Err(problems) => panic!(
            "{}",
            problems
                .iter()
                .take(3)
                .map(ToString::to_string)
                .collect::<String>()
        ),
    }
}

fn problems(body: &str) -> Vec<Diagnostic> {
    match Model::from_bytes("test.smithy", idl(body).as_bytes()) {
        Ok(_) => panic!("no problem found"),
        Err(problems) => problems.into_iter().collect(),
    }
}

fn each(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn mixins_that_copy_too_much_are_refused_with_the_limit() {
    let text = "x".repeat(1 << 20);
    let users = each(200, |i| format!("structure S{i:03} with [M] {{ }}\n"));
    let found = problems(&format!(
        "@mixin\nstructure M {{\n    /// {text}\n    m: String\n    n: String\n}}\n{users}\
         list L {{ member: S199 }}"
    ));
    assert_eq!(found.len(), 1, "{}", found[1]);
    assert_eq!(found[0].shape.as_deref(), Some("a#S127"));
    let expected = "the mixins of a#S127 bring 2 members; with it, mixins copy more than 128 MiB of members \
                    and traits in all, which is the limit";
    assert_eq!(found[0].message, expected);
}

#[test]
fn mixins_that_use_each_other_in_many_cycles_are_told_shortly() {
    const MIXINS: usize = 120;
    let names = each(MIXINS, |i| format!("M{i} "));
    let mixins = each(MIXINS, |i| {
        let others = names.replacen(&format!("M{i} "), "", 1);
        format!("@mixin\nstructure M{i} with [{others}] {{ m{i}: String }}\n")
    });
    let found = problems(&mixins);
    assert_eq!(found.len(), MIXINS * (MIXINS - 1) / 2);
    let start = "mixins use each other in a cycle: a#M0 -> ";
    assert!(found.iter().any(|it| it.message.starts_with(start)));
    assert!(found.iter().any(|it| it.message.contains(" more) -> ")));
    assert!(found.iter().all(|it| it.message.len() < 200));
}

#[test]
fn shapes_with_mixins_in_cycles_are_not_blamed() {
    let found = problems(
        "@mixin\nstructure A with [B] { a: String }\n@mixin\nstructure B with [A] { b: String }\n\
         @mixin\nstructure Apart { c: String }\n@mixin\nstructure Between with [A Apart] { }\n\
         structure User with [Between] { a: Integer, $b }\napply User$c @sensitive\napply User$b @sensitive\n\
         structure Other with [Apart] { u: User }\napply Other$none @sensitive",
    );
    let messages: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "mixins use each other in a cycle: a#A -> a#B -> a#A",
            "traits are applied to member `none` of a#Other, which does not exist",
        ]
    );
}

#[test]
fn later_mixins_and_own_members_come_over_earlier_ones_however_many_there_are() {
    let mixins = each(40, |i| {
        format!(
            "@mixin\n@other#t{i}\nstructure M{i} {{\n    /// from {i}\n    shared: String\n    m{i}: String\n}}\n"
        )
    });
    let names = each(40, |i| format!("M{i} "));
    let model = load(&format!(
        "{mixins}structure S with [{names}] {{ own: String }}\napply S$m7 @documentation(\"applied\")"
    ));
    let members = member_names(&model, "a#S");
    assert_eq!(members.len(), 42);
    assert_eq!(
        (members[0], members[1], members[41]),
        ("shared", "m0", "own")
    );
    let docs = |member| member_trait(&model, "a#S", member, "smithy.api#documentation");
    assert_eq!(docs("shared"), "\"from 39\"");
    assert_eq!(docs("m7"), "\"applied\"");
    let traits: Vec<&str> = shape(&model, "a#S")
        .traits
        .iter()
        .map(|(id, _)| id)
        .collect();
    assert_eq!(traits.len(), 40);
    assert!(traits.is_sorted());
}

#[test]
fn many_traits_that_are_applied_to_one_shape_are_merged_like_few() {
    let applies = each(30, |i| format!("apply S @other#t{i}({})\n", i % 7));
    let model = load(&format!(
        "{applies}@tags([\"a\"])\n@other#t3(3)\nstructure S {{ m: String }}\napply S @tags([\"b\"])"
    ));
    let traits = &shape(&model, "a#S").traits;
    assert_eq!(traits.len(), 31);
    assert_eq!(
        traits.get("other#t29").map(ToString::to_string),
        Some("1".into())
    );
    let tags = traits.get("smithy.api#tags").map(ToString::to_string);
    assert_eq!(tags.as_deref(), Some("[\"a\",\"b\"]"));

    let found = problems(&format!(
        "{applies}@other#t3(4)\nstructure S {{ m: String }}"
    ));
    let messages: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(
        messages,
        ["trait other#t3 is applied twice with different values: 4 and 3"]
    );
}

#[test]
fn traits_that_are_applied_to_many_members_find_theirs() {
    let members = each(50, |i| format!("    m{i}: String\n"));
    let applies = each(50, |i| format!("apply S$m{i} @documentation(\"d{i}\")\n"));
    let both = format!("{applies}apply S$m9 @sensitive\n");
    for body in [
        format!("structure S {{\n{members}}}\n{both}"),
        format!("@mixin\nstructure M {{\n{members}}}\nstructure S with [M] {{ }}\n{both}"),
    ] {
        let model = load(&body);
        for i in [0, 9, 49] {
            let docs = member_trait(&model, "a#S", &format!("m{i}"), "smithy.api#documentation");
            assert_eq!(docs, format!("\"d{i}\""));
        }
        assert_eq!(
            member_trait(&model, "a#S", "m9", "smithy.api#sensitive"),
            "{}"
        );
    }
    let found = problems(&format!(
        "structure S {{\n{members}}}\n{both}apply S$n @sensitive"
    ));
    assert_eq!(found.len(), 1);
    assert!(
        found[0].message.contains("member `n` of a#S"),
        "{}",
        found[0]
    );
}

#[test]
fn problems_end_where_nobody_reads_on() {
    let members = each(10_500, |i| format!("    m{i}: None{i}\n"));
    let found = problems(&format!("structure S {{\n{members}}}"));
    assert_eq!(found.len(), 10_001);
    let last = &found[10_000];
    assert!(
        last.message
            .starts_with("there are more than 10000 problems"),
        "{last}"
    );
}

#[test]
fn an_input_that_operations_share_is_blamed_once() {
    let operations = each(50, |i| {
        format!("@http(method: \"POST\", uri: \"/{{a}}/{i}\")\noperation Op{i} {{ input: In }}\n")
    });
    let found = problems(&format!(
        "{operations}@http(method: \"POST\", uri: \"/\")\noperation Other {{ input: In }}\n\
         structure In {{\n    @httpLabel a: String\n    @httpHeader(\"x y\") b: String\n}}\n"
    ));
    let messages: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
    let expected = [
        "member `a` is a label of the URI, expected it to be `smithy.api#required`",
        "member `a` is a label, but the URI of a#Other has no `{a}`",
        "`x y` is not the name of a header",
    ];
    let unique: HashSet<&str> = messages.iter().copied().collect();
    assert_eq!(messages.len(), 3, "{messages:?}");
    assert_eq!(unique, HashSet::from(expected));
}

#[test]
fn constants_of_a_uri_clash_with_members_whichever_operation_has_them() {
    let found = problems(
        "@http(method: \"GET\", uri: \"/a?x=1&y\")\noperation A { input: In }\n\
         @http(method: \"GET\", uri: \"/b?z\")\noperation B { input: In }\n\
         structure In {\n    @httpQuery(\"y\") m: String\n    @httpQuery(\"z\") n: String\n}\n",
    );
    let messages: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "query parameter `y` is also a constant of the URI",
            "query parameter `z` is also a constant of the URI"
        ]
    );
}

#[test]
fn values_of_large_enums_unions_and_structures_are_checked() {
    let values = each(100, |i| format!("    V{i}\n"));
    let members = each(100, |i| format!("    m{i}: E\n"));
    let entries = each(100, |i| format!("m{i}: \"V{i}\"\n"));
    let body = |entries: &str, union: &str| {
        format!(
            "enum E {{\n{values}}}\n@trait\nstructure large {{\n{members}    @required\n    last: E\n}}\n\
             @trait\nunion one {{\n{members}}}\n\
             @large(\n{entries})\n@one({union})\nstructure S {{ m: E = \"V99\" }}"
        )
    };
    load(&body(&format!("{entries}last: \"V7\"\n"), "m99: \"V0\""));
    let found = problems(&body(&entries.replace("\"V42\"", "\"W\""), "m100: \"V0\""));
    let mut messages: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
    messages.sort_unstable();
    assert_eq!(messages.len(), 3, "{messages:?}");
    assert!(messages[0].starts_with("malformed a#large: expected one of `V0`"));
    assert_eq!(
        messages[1],
        "malformed a#large: the member `last` is required"
    );
    assert_eq!(
        messages[2],
        "malformed a#one: the union has no member `m100`"
    );
}

#[test]
fn values_that_two_members_of_a_large_enum_share_are_told() {
    let values = each(1000, |i| format!("    V{i} = \"v{}\"\n", i % 999));
    let numbers = each(1000, |i| format!("    V{i} = {}\n", i % 999));
    let definitions = each(1000, |i| {
        format!("{{value: \"v{i}\", name: \"N{}\"}}\n", i % 999)
    });
    let found = problems(&format!(
        "enum E {{\n{values}}}\nintEnum I {{\n{numbers}}}\n@enum([{definitions}])\nstring T\n"
    ));
    let messages: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the value `v0` is also that of member `V0`",
            "the value 0 is also that of member `V0`",
            "the name `N0` occurs twice",
        ]
    );
}

/// The structures that a service with the input `N0` reaches, and that no cycle is left unboxed.
fn boxed(body: &str) -> usize {
    let model = load(&format!(
        "service V {{ operations: [Op] }}\noperation Op {{ input: In }}\nstructure In {{ n: N0 }}\n{body}"
    ));
    let closure = Closure::of(&model, None, &Operations::All).expect("a service");
    let mut boxed = 0;
    let mut held: BTreeMap<ShapeRef, usize> = BTreeMap::new();
    let mut holds: BTreeMap<ShapeRef, Vec<ShapeRef>> = BTreeMap::new();
    for (container, _) in closure.shapes() {
        held.entry(container).or_default();
        for member in model.shape(container).members() {
            if !matches!(model.shape(member.target).kind, Kind::Structure(_)) {
                continue;
            }
            if closure.is_boxed(container, &member.name) {
                boxed += 1;
                continue;
            }
            *held.entry(member.target).or_default() += 1;
            holds.entry(container).or_default().push(member.target);
        }
    }
    // Taken off one after the other, which all can be if there is no cycle.
    let mut free: Vec<ShapeRef> = held
        .iter()
        .filter(|(_, held)| **held == 0)
        .map(|(it, _)| *it)
        .collect();
    let mut left = held.len();
    while let Some(shape) = free.pop() {
        left -= 1;
        for target in holds.remove(&shape).unwrap_or_default() {
            let held = held.get_mut(&target).expect("a structure");
            *held -= 1;
            if *held == 0 {
                free.push(target);
            }
        }
    }
    assert_eq!(left, 0, "structures are left in a cycle");
    boxed
}

#[test]
fn structures_in_many_cycles_are_boxed() {
    let ring = |n: usize| each(n, |i| format!("structure N{i} {{ n: N{} }}\n", (i + 1) % n));
    assert_eq!(boxed(&ring(20_000)), 1);
    let dense = |n: usize| {
        each(n, |i| {
            let members = each(n, |j| format!("    m{j}: N{j}\n"));
            format!("structure N{i} {{\n{members}}}\n")
        })
    };
    // Each holds itself, and of each pair one holds the other.
    assert_eq!(boxed(&dense(20)), 20 + 20 * 19 / 2);
    // The shortest cycles of these are so long that they are not looked for in the end.
    let steps = |n: usize| {
        each(n, |i| {
            format!(
                "structure N{i} {{ a: N{}, b: N{} }}\n",
                (i + 1) % n,
                (i + 2) % n
            )
        })
    };
    assert!(boxed(&steps(8_000)) > 0);
}

#[test]
fn changes_that_reach_too_many_operations_are_refused_with_the_limit() {
    let model = |target: &str| {
        let names = each(400, |i| format!("Op{i} "));
        let operations = each(400, |i| {
            format!("operation Op{i} {{ input := {{ n: N0 }} }}\n")
        });
        let shapes = each(200, |i| {
            format!("structure N{i} {{ n: N{}, m: {target} }}\n", i + 1)
        });
        load(&format!(
            "service V {{ operations: [{names}] }}\n{operations}{shapes}structure N200 {{ }}"
        ))
    };
    let (old, new) = (model("String"), model("Integer"));
    let side = |model| Side {
        model,
        service: None,
    };
    let found = compare(side(&old), side(&new), &Operations::All).expect_err("too many");
    let found: Vec<Diagnostic> = found.into_iter().collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].shape.as_deref(), Some("a#V"));
    assert!(
        found[0].message.contains("more than 2000000 ways"),
        "{}",
        found[0]
    );

    let some = Operations::Named(vec!["Op7".to_owned()]);
    let changes = compare(side(&old), side(&new), &some).expect("few enough");
    assert_eq!(changes.changes.len(), 200);
    let longest = changes
        .changes
        .iter()
        .map(|change| change.reach[0].path.len());
    assert_eq!(longest.max(), Some(201));
}

#[test]
fn many_errors_of_a_service_belong_to_each_operation() {
    let errors = each(300, |i| {
        format!("@error(\"client\")\nstructure E{i} {{ }}\n")
    });
    let listed = each(300, |i| format!("E{i} "));
    let model = load(&format!(
        "service V {{ operations: [A, B], errors: [{listed}] }}\noperation A {{ errors: [E7, Own] }}\noperation B {{ }}\n\
         @error(\"client\")\nstructure Own {{ }}\n{errors}operation Apart {{ errors: [E1] }}"
    ));
    let closure = Closure::of(&model, None, &Operations::All).expect("a service");
    let errors = |id: &str| closure.errors(model.find(id).expect("an operation"));
    assert_eq!((errors("a#A").len(), errors("a#B").len()), (301, 300));
    assert!(errors("a#Apart").is_empty());
    let names: Vec<&str> = errors("a#A")
        .into_iter()
        .map(|it| closure.name(it))
        .collect();
    assert!(names.is_sorted());
    let path = closure.path_to(&model, model.find("a#E9").expect("an error"));
    assert_eq!(path, Some(vec!["a#A".to_owned(), "a#E9".to_owned()]));
}
