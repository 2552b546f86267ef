//! Models of a size that can be chosen, each large in one way.

use std::fmt::Write;

/// The files of a model: names and texts.
pub(super) type Files = Vec<(String, String)>;

/// Shapes that a service with one operation reaches by the structure `Start`.
fn reached(shapes: &str) -> Files {
    smithy(&format!(
        "{}{shapes}",
        service(
            "Only",
            "@http(method: \"POST\", uri: \"/only\")\noperation Only { input := { start: Start } }"
        )
    ))
}

/// A service of these operations, which are also defined.
fn service(operations: &str, definitions: &str) -> String {
    format!(
        "@aws.protocols#restJson1\n@aws.auth#sigv4(name: \"g\")\n@aws.api#service(sdkId: \"G\")\n\
         service Growth {{ version: \"1\", operations: [{operations}] }}\n\
         {definitions}\n"
    )
}

fn smithy(body: &str) -> Files {
    let text = format!("$version: \"2.0\"\nnamespace growth\n{body}");
    vec![("model.smithy".to_owned(), text)]
}

/// One text for each number below a limit.
fn each(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

/// An enum.
pub(super) fn enum_values(n: usize) -> Files {
    let values = each(n, |i| format!("    V{i}\n"));
    reached(&format!(
        "structure Start {{ e: E }}\nenum E {{\n{values}}}\n"
    ))
}

/// An integer enum.
pub(super) fn int_enum_values(n: usize) -> Files {
    let values = each(n, |i| format!("    V{i} = {i}\n"));
    reached(&format!(
        "structure Start {{ e: E }}\nintEnum E {{\n{values}}}\n"
    ))
}

/// A string with the trait `@enum`.
pub(super) fn enum_trait(n: usize) -> Files {
    let values = each(n, |i| format!("{{value: \"v{i}\", name: \"V{i}\"}}\n"));
    reached(&format!(
        "structure Start {{ e: E }}\n@enum([{values}])\nstring E\n"
    ))
}

/// Members whose default is a value of a large enum.
pub(super) fn enum_defaults(n: usize) -> Files {
    let values = each(n, |i| format!("    V{i}\n"));
    let members = each(n, |i| format!("    m{i}: E = \"V{i}\"\n"));
    reached(&format!(
        "structure Start {{\n{members}}}\nenum E {{\n{values}}}\n"
    ))
}

/// A structure.
pub(super) fn members(n: usize) -> Files {
    let members = each(n, |i| format!("    m{i}: String\n"));
    reached(&format!("structure Start {{\n{members}}}\n"))
}

/// A union.
pub(super) fn union_members(n: usize) -> Files {
    let members = each(n, |i| format!("    m{i}: String\n"));
    reached(&format!(
        "structure Start {{ u: U }}\nunion U {{\n{members}}}\n"
    ))
}

/// Operations with inputs and outputs of their own.
pub(super) fn operations(n: usize) -> Files {
    let names = each(n, |i| format!("Op{i} "));
    let operations = each(n, |i| {
        format!(
            "@http(method: \"POST\", uri: \"/op{i}\")\n\
             operation Op{i} {{ input := {{ a: String, b: Shared }}, output := {{ c: Shared }} }}\n"
        )
    });
    let shared = "structure Shared { a: String, b: Deeper }\nstructure Deeper { c: String }\n";
    smithy(&format!("{}{shared}", service(&names, &operations)))
}

/// Operations that have one large input in common.
pub(super) fn shared_input(n: usize) -> Files {
    let names = each(n, |i| format!("Op{i} "));
    let operations = each(n, |i| {
        format!(
            "@http(method: \"POST\", uri: \"/op{i}\")\n\
             operation Op{i} {{ input: Shared, output: Shared }}\n"
        )
    });
    let members = each(n, |i| format!("    m{i}: String\n"));
    let shared = format!("structure Shared {{\n{members}}}\n");
    smithy(&format!("{}{shared}", service(&names, &operations)))
}

/// Operations that all reach the same chain of structures.
pub(super) fn shared_chain(n: usize) -> Files {
    let names = each(n, |i| format!("Op{i} "));
    let operations = each(n, |i| {
        format!(
            "@http(method: \"POST\", uri: \"/op{i}\")\n\
             operation Op{i} {{ input := {{ a: N0 }} }}\n"
        )
    });
    smithy(&format!("{}{}", service(&names, &operations), chain_of(n)))
}

/// Errors of the service, which all operations have, and operations.
pub(super) fn service_errors(n: usize) -> Files {
    let names = each(n, |i| format!("Op{i} "));
    let operations = each(n, |i| {
        format!("@http(method: \"POST\", uri: \"/op{i}\")\noperation Op{i} {{ }}\n")
    });
    let errors = each(n, |i| {
        format!("@error(\"client\")\nstructure E{i} {{ message: String }}\n")
    });
    let listed = each(n, |i| format!("E{i} "));
    let text = service(&names, &operations);
    let text = text.replacen(
        "version: \"1\"",
        &format!("version: \"1\", errors: [{listed}]"),
        1,
    );
    smithy(&format!("{text}{errors}"))
}

/// Errors of one operation.
pub(super) fn operation_errors(n: usize) -> Files {
    let errors = each(n, |i| {
        format!("@error(\"client\")\nstructure E{i} {{ message: String }}\n")
    });
    let listed = each(n, |i| format!("E{i} "));
    let text = service(
        "Only",
        &format!(
            "@http(method: \"POST\", uri: \"/only\")\noperation Only {{ errors: [{listed}] }}"
        ),
    );
    smithy(&format!("{text}{errors}"))
}

/// Resources of one service.
pub(super) fn resources_wide(n: usize) -> Files {
    let names = each(n, |i| format!("R{i} "));
    resources(n, &names, |_| String::new())
}

/// Resources, each in the one before.
pub(super) fn resources_deep(n: usize) -> Files {
    resources(n, "R0", |i| {
        if i + 1 == n {
            String::new()
        } else {
            format!("resources: [R{}]", i + 1)
        }
    })
}

fn resources(n: usize, roots: &str, inner: impl Fn(usize) -> String) -> Files {
    let text = service(
        "",
        "@http(method: \"POST\", uri: \"/unused\")\noperation Unused { }",
    );
    let text = text.replacen("operations: []", &format!("resources: [{roots}]"), 1);
    let resources = each(n, |i| {
        format!(
            "resource R{i} {{ operations: [Op{i}], {} }}\n\
             @http(method: \"POST\", uri: \"/op{i}\")\noperation Op{i} {{ }}\n",
            inner(i)
        )
    });
    smithy(&format!("{text}{resources}"))
}

/// Shapes of all kinds.
pub(super) fn shapes(n: usize) -> Files {
    let members = each(n, |i| format!("    m{i}: S{i}\n"));
    let shapes = each(n, |i| {
        format!(
            "structure S{i} {{ l: L{i}, t: T{i} }}\nlist L{i} {{ member: T{i} }}\n\
             @length(min: 1)\nstring T{i}\n"
        )
    });
    reached(&format!("structure Start {{\n{members}}}\n{shapes}"))
}

/// One structure that uses many mixins.
pub(super) fn mixins_wide(n: usize) -> Files {
    let mixins = each(n, |i| {
        format!("@mixin\nstructure M{i} {{ m{i}: String }}\n")
    });
    let names = each(n, |i| format!("M{i} "));
    reached(&format!("structure Start with [{names}] {{ }}\n{mixins}"))
}

/// Mixins, each of which uses the one before.
pub(super) fn mixins_chain(n: usize) -> Files {
    let mixins = each(n, |i| match i {
        0 => "@mixin\nstructure M0 { m0: String }\n".to_owned(),
        _ => format!(
            "@mixin\nstructure M{i} with [M{}] {{ m{i}: String }}\n",
            i - 1
        ),
    });
    reached(&format!(
        "structure Start with [M{}] {{ }}\n{mixins}",
        n - 1
    ))
}

/// Mixins, each of which uses all before.
pub(super) fn mixins_all(n: usize) -> Files {
    let mut names = String::new();
    let mut mixins = String::new();
    for i in 0..n {
        let with = if names.is_empty() {
            String::new()
        } else {
            format!("with [{names}]")
        };
        let _ = writeln!(mixins, "@mixin\nstructure M{i} {with} {{ m{i}: String }}");
        let _ = write!(names, "M{i} ");
    }
    reached(&format!(
        "structure Start with [M{}] {{ }}\n{mixins}",
        n - 1
    ))
}

/// Mixins that all use each other, which is an error.
pub(super) fn mixins_cycles(n: usize) -> Files {
    let names = each(n, |i| format!("M{i} "));
    let mixins = each(n, |i| {
        let others = names.replacen(&format!("M{i} "), "", 1);
        format!("@mixin\nstructure M{i} with [{others}] {{ m{i}: String }}\n")
    });
    reached(&format!("structure Start {{ }}\n{mixins}"))
}

/// `apply` statements for the members of one structure.
pub(super) fn apply_members(n: usize) -> Files {
    let members = each(n, |i| format!("    m{i}: String\n"));
    let applies = each(n, |i| {
        format!("apply Start$m{i} @documentation(\"d{i}\")\n")
    });
    reached(&format!("structure Start {{\n{members}}}\n{applies}"))
}

/// `apply` statements that add different traits to one shape.
pub(super) fn apply_traits(n: usize) -> Files {
    let applies = each(n, |i| format!("apply Start @other#t{}({i})\n", n - i));
    reached(&format!("structure Start {{ }}\n{applies}"))
}

/// `apply` statements for members that a mixin brings.
pub(super) fn apply_inherited(n: usize) -> Files {
    let members = each(n, |i| format!("    m{i}: String\n"));
    let applies = each(n, |i| {
        format!("apply Start$m{i} @documentation(\"d{i}\")\n")
    });
    reached(&format!(
        "@mixin\nstructure M {{\n{members}}}\nstructure Start with [M] {{ }}\n{applies}"
    ))
}

/// Traits of one shape.
pub(super) fn traits(n: usize) -> Files {
    let traits = each(n, |i| format!("@other#t{}({i})\n", n - i));
    reached(&format!("{traits}structure Start {{ }}\n"))
}

/// Values of a trait that are as deep as values may be.
pub(super) fn deep_values(n: usize) -> Files {
    let (open, close) = ("[".repeat(100), "]".repeat(100));
    let members = each(n, |i| format!("    m{i}: T{i}\n"));
    let shapes = each(n, |i| format!("@other#t({open}{i}{close})\nstring T{i}\n"));
    reached(&format!("structure Start {{\n{members}}}\n{shapes}"))
}

/// A value of a trait with many entries, and a trait that says what they are.
pub(super) fn large_value(n: usize) -> Files {
    let members = each(n, |i| format!("    m{i}: Color\n"));
    let values = each(n, |i| format!("    V{i}\n"));
    let entries = each(n, |i| format!("m{i}: \"V{i}\"\n"));
    reached(&format!(
        "@trait\nstructure large {{\n{members}}}\nenum Color {{\n{values}}}\n\
         @large(\n{entries})\nstructure Start {{ }}\n"
    ))
}

fn chain_of(n: usize) -> String {
    each(n, |i| {
        if i + 1 == n {
            format!("structure N{i} {{ last: String }}\n")
        } else {
            format!("structure N{i} {{ next: N{} }}\n", i + 1)
        }
    })
}

/// Structures, each in the one before.
pub(super) fn chain(n: usize) -> Files {
    reached(&format!("structure Start {{ a: N0 }}\n{}", chain_of(n)))
}

/// Structures that require each other in a chain, by lists.
pub(super) fn chain_of_lists(n: usize) -> Files {
    let shapes = each(n, |i| {
        if i + 1 == n {
            format!("structure N{i} {{ last: String }}\n")
        } else {
            format!(
                "structure N{i} {{ @required next: L{i} }}\nlist L{i} {{ member: N{} }}\n",
                i + 1
            )
        }
    });
    reached(&format!("structure Start {{ a: N0 }}\n{shapes}"))
}

/// Structures that contain each other in one long cycle.
pub(super) fn ring(n: usize) -> Files {
    let shapes = each(n, |i| {
        format!("structure N{i} {{ next: N{} }}\n", (i + 1) % n)
    });
    reached(&format!("structure Start {{ a: N0 }}\n{shapes}"))
}

/// Structures, each of which contains all.
pub(super) fn dense(n: usize) -> Files {
    let shapes = each(n, |i| {
        let members = each(n, |j| format!("    m{j}: N{j}\n"));
        format!("structure N{i} {{\n{members}}}\n")
    });
    reached(&format!("structure Start {{ a: N0 }}\n{shapes}"))
}

/// Structures with a short cycle each.
pub(super) fn cycles(n: usize) -> Files {
    let members = each(n, |i| format!("    m{i}: N{i}\n"));
    let shapes = each(n, |i| {
        format!("structure N{i} {{ a: N{i}, b: P{i} }}\nstructure P{i} {{ n: N{i} }}\n")
    });
    reached(&format!("structure Start {{\n{members}}}\n{shapes}"))
}

/// Structures that require each other in one long cycle, which is an error.
pub(super) fn required_ring(n: usize) -> Files {
    let shapes = each(n, |i| {
        format!("structure N{i} {{ @required next: N{} }}\n", (i + 1) % n)
    });
    reached(&format!("structure Start {{ a: N0 }}\n{shapes}"))
}

fn rules(parameters: &str, rules: &str) -> Files {
    let text = service(
        "Only",
        "@http(method: \"POST\", uri: \"/only\")\noperation Only { }",
    );
    let rules = format!(
        "@smithy.rules#endpointRuleSet(version: \"1.0\", parameters: {{ \
         Region: {{type: \"String\", builtIn: \"AWS::Region\"}} {parameters} }}, rules: [\n{rules}])\n{text}"
    );
    smithy(&rules)
}

const ENDPOINT: &str =
    "type: \"endpoint\", endpoint: {url: \"https://a.b\", properties: {}, headers: {}}";

/// Endpoint rules beside each other.
pub(super) fn endpoint_rules(n: usize) -> Files {
    let each_rule = each(n, |i| {
        format!(
            "{{conditions: [{{fn: \"stringEquals\", argv: [{{ref: \"Region\"}}, \"r{i}\"]}}], {ENDPOINT}}}\n"
        )
    });
    rules("", &format!("{each_rule}{{conditions: [], {ENDPOINT}}}\n"))
}

/// Conditions of one endpoint rule, each of which assigns a variable.
pub(super) fn endpoint_conditions(n: usize) -> Files {
    let conditions = each(n, |i| {
        format!(
            "{{fn: \"substring\", argv: [{{ref: \"Region\"}}, 0, 2, false], assign: \"v{i}\"}}\n"
        )
    });
    rules(
        "",
        &format!("{{conditions: [\n{conditions}], {ENDPOINT}}}\n{{conditions: [], {ENDPOINT}}}\n"),
    )
}

/// Parameters of endpoint rules.
pub(super) fn endpoint_parameters(n: usize) -> Files {
    let parameters = each(n, |i| format!("P{i}: {{type: \"String\"}}\n"));
    let conditions = each(n, |i| {
        format!("{{fn: \"isSet\", argv: [{{ref: \"P{i}\"}}]}}\n")
    });
    rules(
        &parameters,
        &format!("{{conditions: [\n{conditions}], {ENDPOINT}}}\n{{conditions: [], {ENDPOINT}}}\n"),
    )
}

/// Documentation as paragraphs of HTML.
pub(super) fn documentation(n: usize) -> Files {
    let text = each(n, |i| {
        format!("<p>Word <b>bold{i}</b> <a href='x'>link</a> &amp; more.</p>")
    });
    reached(&format!(
        "@documentation(\"{text}\")\nstructure Start {{ }}\n"
    ))
}

/// Documentation whose elements nest.
pub(super) fn documentation_nested(n: usize) -> Files {
    let text = format!("{}deep{}", "<ul><li>".repeat(n), "</li></ul>".repeat(n));
    reached(&format!(
        "@documentation(\"{text}\")\nstructure Start {{ }}\n"
    ))
}

/// Documentation that is all special characters of Markdown.
pub(super) fn documentation_special(n: usize) -> Files {
    let text = "*_[`<&>(]".repeat(n);
    reached(&format!(
        "@documentation(\"{text}\")\nstructure Start {{ }}\n"
    ))
}

/// Documentation of markup that is never closed, each kind again and again on a member of its own.
pub(super) fn documentation_open(n: usize) -> Files {
    let parts = [
        "<",
        "<p",
        "<p a='",
        "<ul><li>",
        "<note>",
        "<b>",
        "<code>",
        "<code> ",
        "<!--",
        "&",
        "&amp",
        "`",
        "`` ` ",
        "*a",
        "*a ",
        "_",
        "[",
        "[a](",
        "-",
        "\\n",
        "\\n ",
        "- a\\n",
        "1. ",
        "| ",
        "> ",
        "https://",
        "https://a.example/",
        "https://{",
        "\\\\",
        "~~~\\n",
    ];
    let members = each(parts.len(), |i| {
        let text = parts[i].repeat(n);
        format!("    @documentation(\"{text}\")\n    m{i}: String\n")
    });
    reached(&format!("structure Start {{\n{members}}}\n"))
}

/// Files of one folder, each with a namespace and a structure that has the next one's.
pub(super) fn files(n: usize) -> Files {
    let mut files = reached("structure Start { a: growth.n0#S }\n");
    files.extend((0..n).map(|i| {
        let (import, target) = if i + 1 == n { (String::new(), "String".to_owned()) } else { (format!("use growth.n{0}#T{0}\n", i + 1), format!("growth.n{}#S", i + 1)) };
        let text = format!(
            "$version: \"2.0\"\nnamespace growth.n{i}\n{import}structure S {{ m: {target} }}\nstring T{i}\n"
        );
        (format!("part{i}.smithy"), text)
    }));
    files
}

/// `use` statements of one file.
pub(super) fn uses(n: usize) -> Files {
    let text = each(n, |i| format!("use growth.other#S{i}\n"));
    let members = each(n, |i| format!("    m{i}: S{i}\n"));
    let other = each(n, |i| format!("string S{i}\n"));
    let mut files = smithy(&format!("{text}structure Start {{\n{members}}}\n"));
    files.push((
        "other.smithy".to_owned(),
        format!("$version: \"2.0\"\nnamespace growth.other\n{other}"),
    ));
    files
}

/// Comments and text blocks.
pub(super) fn comments(n: usize) -> Files {
    let lines = each(n, |i| format!("// comment {i}\n"));
    let docs = each(n, |i| format!("/// documentation {i}\n"));
    let block = each(n, |i| format!("    line {i}\n"));
    reached(&format!(
        "{lines}{docs}structure Start {{ }}\n@other#t(\"\"\"\n{block}    \"\"\")\nstring T\n"
    ))
}

/// A number of many digits, as a value of a trait and as a default.
pub(super) fn digits(n: usize) -> Files {
    let digits = "7".repeat(n);
    reached(&format!(
        "@other#t({digits}.{digits})\nstructure Start {{ a: Float = 0.{digits} }}\n"
    ))
}

/// Entries of an object.
pub(super) fn metadata(n: usize) -> Files {
    let statements = each(n, |i| format!("metadata k{i} = {{a: [{i}]}}\n"));
    let text = format!("$version: \"2.0\"\n{statements}namespace growth\nstructure Start {{ }}\n");
    vec![("model.smithy".to_owned(), text)]
}

/// Members whose targets do not exist.
pub(super) fn wrong_targets(n: usize) -> Files {
    let members = each(n, |i| format!("    m{i}: Shap{i}\n"));
    let shapes = each(n, |i| format!("string Shape{i}\n"));
    reached(&format!("structure Start {{\n{members}}}\n{shapes}"))
}

/// `apply` statements whose targets do not exist.
pub(super) fn wrong_applies(n: usize) -> Files {
    let applies = each(n, |i| format!("apply Shap{i} @sensitive\n"));
    let shapes = each(n, |i| format!("string Shape{i}\n"));
    reached(&format!("structure Start {{ }}\n{applies}{shapes}"))
}

/// Mixins that do not exist.
pub(super) fn wrong_mixins(n: usize) -> Files {
    let shapes = each(n, |i| {
        format!("@mixin\nstructure Mixin{i} {{ }}\nstructure S{i} with [Mixi{i}] {{ }}\n")
    });
    reached(&format!("structure Start {{ }}\n{shapes}"))
}

/// Members that are wrong in themselves, on one line.
pub(super) fn wrong_members(n: usize) -> Files {
    let members = each(n, |i| format!("@httpResponseCode m{i}: String, "));
    reached(&format!("structure Start {{ {members} }}\n"))
}

/// Operations that share an input in which each member is wrong.
pub(super) fn wrong_shared_input(n: usize) -> Files {
    let names = each(n, |i| format!("Op{i} "));
    let operations = each(n, |i| {
        format!("@http(method: \"POST\", uri: \"/op{i}\")\noperation Op{i} {{ input: Shared }}\n")
    });
    let members = each(n, |i| format!("    @httpLabel m{i}: String\n"));
    let shared = format!("structure Shared {{\n{members}}}\n");
    smithy(&format!("{}{shared}", service(&names, &operations)))
}

/// Lines that can't be read.
pub(super) fn wrong_lines(n: usize) -> Files {
    let lines = each(n, |i| format!("structur S{i} {{ a: String }}\n"));
    reached(&format!("structure Start {{ }}\n{lines}"))
}

/// A document in the JSON AST on one line, with wrong targets.
pub(super) fn wrong_json(n: usize) -> Files {
    let members = each(n, |i| {
        format!(
            "\"m{i}\":{{\"target\":\"growth#None{i}\",\"traits\":{{\"smithy.api#required\":7}}}},"
        )
    });
    let text = format!(
        "{{\"smithy\":\"2.0\",\"shapes\":{{\"growth#Start\":{{\"type\":\"structure\",\"members\":{{{}}}}}}}}}",
        members.trim_end_matches(',')
    );
    vec![("model.json".to_owned(), text)]
}

fn aws_json(operations: &str, shapes: &str) -> Files {
    let text = format!(
        "{{\"metadata\":{{\"apiVersion\":\"2020-01-01\",\"protocol\":\"rest-json\",\"serviceId\":\"Growth\",\
         \"endpointPrefix\":\"growth\",\"signatureVersion\":\"v4\"}},\n\"operations\":{{{}}},\n\"shapes\":{{{}}}}}",
        operations.trim_end_matches(",\n"),
        shapes.trim_end_matches(",\n")
    );
    vec![("service-2.json".to_owned(), text)]
}

/// Operations in the format AWS JSON.
pub(super) fn aws_operations(n: usize) -> Files {
    let operations = each(n, |i| {
        format!(
            "\"Op{i}\":{{\"name\":\"Op{i}\",\"http\":{{\"method\":\"POST\",\"requestUri\":\"/{i}\"}},\
             \"input\":{{\"shape\":\"In{i}\"}},\"errors\":[{{\"shape\":\"Bad\"}}]}},\n"
        )
    });
    let shapes = each(n, |i| {
        format!(
            "\"In{i}\":{{\"type\":\"structure\",\"members\":{{\"a\":{{\"shape\":\"Text\"}}}}}},\n"
        )
    });
    let others = "\"Text\":{\"type\":\"string\"},\n\
                  \"Bad\":{\"type\":\"structure\",\"members\":{},\"exception\":true},\n";
    aws_json(&operations, &format!("{shapes}{others}"))
}

/// A structure in the format AWS JSON whose members are required, streams or JSON in texts.
pub(super) fn aws_members(n: usize) -> Files {
    let members = each(n, |i| {
        let more = match i % 2 {
            0 => ",\"jsonvalue\":true",
            _ => "",
        };
        format!("\"m{i}\":{{\"shape\":\"Text{i}\"{more}}},\n")
    });
    let required = each(n, |i| format!("\"m{i}\","));
    let texts = each(n, |i| format!("\"Text{i}\":{{\"type\":\"string\"}},\n"));
    let start = format!(
        "\"Start\":{{\"type\":\"structure\",\"required\":[{}],\"members\":{{{}}}}},\n",
        required.trim_end_matches(','),
        members.trim_end_matches(",\n")
    );
    let operation = "\"Only\":{\"name\":\"Only\",\"http\":{\"method\":\"POST\",\"requestUri\":\"/\"},\
                     \"input\":{\"shape\":\"Start\"}},\n";
    aws_json(operation, &format!("{start}{texts}"))
}

/// Payloads of as many structures in the format AWS JSON.
pub(super) fn aws_payloads(n: usize) -> Files {
    let shapes = each(n, |i| {
        format!(
            "\"In{i}\":{{\"type\":\"structure\",\"payload\":\"a\",\"members\":{{\"a\":{{\"shape\":\"Body\"}}}}}},\n"
        )
    });
    let operations = each(n, |i| {
        format!(
            "\"Op{i}\":{{\"name\":\"Op{i}\",\"http\":{{\"method\":\"POST\",\"requestUri\":\"/{i}\"}},\
             \"input\":{{\"shape\":\"In{i}\"}}}},\n"
        )
    });
    aws_json(
        &operations,
        &format!("{shapes}\"Body\":{{\"type\":\"blob\",\"streaming\":true}},\n"),
    )
}

/// An enum in the format AWS JSON whose values make the same name.
pub(super) fn aws_enum_values(n: usize) -> Files {
    let values = each(n, |i| {
        format!(
            "\"{}\",",
            format!("{i:032b}").replace('0', "-").replace('1', "+")
        )
    });
    aws_json(
        "",
        &format!(
            "\"E\":{{\"type\":\"string\",\"enum\":[{}]}},\n",
            values.trim_end_matches(',')
        ),
    )
}

/// References to shapes that do not exist, in the format AWS JSON.
pub(super) fn aws_wrong(n: usize) -> Files {
    let members = each(n, |i| format!("\"m{i}\":{{\"shape\":\"Tex{i}\"}},\n"));
    let texts = each(n, |i| format!("\"Text{i}\":{{\"type\":\"string\"}},\n"));
    let start = format!(
        "\"Start\":{{\"type\":\"structure\",\"members\":{{{}}}}},\n",
        members.trim_end_matches(",\n")
    );
    aws_json("", &format!("{start}{texts}"))
}
