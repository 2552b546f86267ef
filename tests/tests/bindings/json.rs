//! JSON bodies: numbers, names, nulls, documents, recursion.

use std::collections::HashMap;

use serde_json::json;
use tinsmith_runtime::aws_smithy_types::{Document, Number};
use tinsmith_tests::server::{Answer, Server};

use crate::support::client;

#[tokio::test]
async fn numbers_go_to_their_limits() {
    let body = r#"{"nested":{"tiny":-128,"small":32767,"whole":-2147483648,
        "large":9223372036854775807,"single":3.4028235e38,"precise":"-Infinity",
        "tinies":[1],"singles":["NaN",0.1],"precises":[1e-7,1],"map":{"a":2.5E+1},
        "ranged":1e2}}"#;
    let answer = Answer::ok(body)
        .header("X-Long", "-9223372036854775808")
        .header("X-Double", "NaN");
    let server = Server::start([answer]);
    let output = client!(numbers, server)
        .put_numbers()
        .label(1.0)
        .float_query(0.1)
        .double_query(1e21)
        .double_query(-0.5)
        .long_header(i64::MAX)
        .double_header(1e-7)
        .tiny(i8::MIN)
        .small(i16::MAX)
        .whole(i32::MIN)
        .large(i64::MIN)
        .single(0.1)
        .precise(f64::NAN)
        .send()
        .await
        .expect("an answer");

    assert_eq!(output.long_header(), Some(i64::MIN));
    assert!(output.double_header().is_some_and(f64::is_nan));
    let nested = output.nested().expect("numbers");
    assert_eq!((nested.tiny(), nested.small()), (i8::MIN, i16::MAX));
    assert_eq!((nested.whole(), nested.large()), (i32::MIN, i64::MAX));
    assert_eq!(nested.single(), f32::MAX);
    assert_eq!(nested.precise(), f64::NEG_INFINITY);
    assert_eq!(nested.tinies(), [1]);
    assert!(nested.singles()[0].is_nan());
    assert_eq!(nested.singles()[1], 0.1);
    assert_eq!(nested.precises(), [1e-7, 1.0]);
    assert_eq!(nested.map().expect("a map")["a"], 25.0);
    assert_eq!(nested.ranged(), Some(100.0));

    let request = server.only_request();
    let text = request.text();
    assert!(text.contains(r#""large":-9223372036854775808"#), "{text}");
    assert!(text.contains(r#""single":0.1"#), "{text}");
    assert!(text.contains(r#""precise":"NaN""#), "{text}");
    let value = |text: &str| text.parse::<f64>().expect("a number");
    let label = request.path.strip_prefix("/numbers/").expect("a label");
    assert_eq!(value(label), 1.0);
    assert_eq!(value(request.header("x-double").expect("a header")), 1e-7);
    let query = request.query.as_deref().expect("a query");
    assert!(query.split('&').any(|it| it == "float=0.1"), "{query}");
    let doubles = query.split('&').filter_map(|it| it.strip_prefix("double="));
    let doubles: Vec<f64> = doubles.map(|it| value(&it.replace("%2B", "+"))).collect();
    assert_eq!(doubles, [1e21, -0.5]);
}

#[tokio::test]
async fn numbers_out_of_range_fail_the_call() {
    for number in [
        r#""tiny":128"#,
        r#""small":-32769"#,
        r#""whole":2147483648"#,
        r#""large":9223372036854775808"#,
        r#""whole":"1""#,
        r#""precise":"1.5""#,
        r#""precise":true"#,
    ] {
        let server = Server::start([Answer::ok(&format!(r#"{{"nested":{{{number}}}}}"#))]);
        let call = client!(numbers, server).put_numbers();
        let output = call.label(1.0).send().await;
        output.expect_err(number);
    }
}

#[tokio::test]
async fn members_may_have_other_names_on_the_wire() {
    use crate::clients::json_name::types::{Choice, Nested};

    let body = r#"{"$plain":"p","plain":"no","Nested-Thing":{"a \"quoted\" name":1,"count":2},
        "choice":{"R":"right"}}"#;
    let server = Server::start([Answer::ok(body)]);
    let output = client!(json_name, server)
        .rename()
        .plain("p")
        .nested(Nested::builder().count(1).count2(2).build())
        .choice(Choice::Left("left".to_owned()))
        .send()
        .await
        .expect("an answer");
    assert_eq!(output.plain(), Some("p"));
    let nested = output.nested().expect("a structure");
    assert_eq!((nested.count(), nested.count2()), (Some(1), Some(2)));
    assert_eq!(output.choice(), Some(&Choice::Right("right".to_owned())));
    assert_eq!(
        server.only_request().json(),
        json!({
            "$plain": "p",
            "Nested-Thing": { "a \"quoted\" name": 1, "count": 2 },
            "choice": { "L": "left" },
        })
    );
}

#[tokio::test]
async fn sparse_collections_keep_their_nulls() {
    use crate::clients::sparse::types::Item;

    let text = |text: &str| Some(text.to_owned());
    let body = r#"{"sparseTexts":["a",null],"denseTexts":["a","b"],
        "sparseStructures":[null,{"name":"n"}],"sparseMap":{"a":null,"b":"c"},
        "sparseNumberMap":{"zero":0,"none":null},"denseMap":{"b":"c"},
        "nested":[[null],null],"mapOfSparse":{"a":["x",null]}}"#;
    let server = Server::start([Answer::ok(body)]);
    let output = client!(sparse, server)
        .put_sparse()
        .sparse_texts(text("a"))
        .sparse_texts(None)
        .dense_texts("d")
        .sparse_structures(None)
        .sparse_structures(Some(Item::builder().name("n").build()))
        .sparse_map("a", None)
        .sparse_number_map("zero", Some(0))
        .nested(Some(vec![None, text("x")]))
        .nested(None)
        .map_of_sparse("m", vec![None])
        .send()
        .await
        .expect("an answer");

    assert_eq!(output.sparse_texts(), [text("a"), None]);
    assert_eq!(output.dense_texts(), ["a", "b"]);
    let structures = output.sparse_structures();
    assert_eq!(structures[0], None);
    assert_eq!(structures[1].as_ref().and_then(Item::name), Some("n"));
    let map = output.sparse_map().expect("a map");
    assert_eq!(
        (map["a"].as_deref(), map["b"].as_deref()),
        (None, Some("c"))
    );
    let numbers = output.sparse_number_map().expect("a map");
    assert_eq!((numbers["zero"], numbers["none"]), (Some(0), None));
    let dense = HashMap::from([("b".to_owned(), "c".to_owned())]);
    assert_eq!(output.dense_map(), Some(&dense));
    assert_eq!(output.nested(), [Some(vec![None]), None]);
    assert_eq!(
        output.map_of_sparse().expect("a map")["a"],
        [text("x"), None]
    );
    assert_eq!(
        server.only_request().json(),
        json!({
            "sparseTexts": ["a", null],
            "denseTexts": ["d"],
            "sparseStructures": [null, { "name": "n" }],
            "sparseMap": { "a": null },
            "sparseNumberMap": { "zero": 0 },
            "nested": [[null, "x"], null],
            "mapOfSparse": { "m": [null] },
        })
    );
}

#[tokio::test]
async fn dense_lists_have_no_nulls() {
    let server = Server::start([Answer::ok(r#"{"denseTexts":["a",null]}"#)]);
    let error = client!(sparse, server).put_sparse().send().await;
    let whole = format!("{:?}", error.expect_err("an error"));
    assert!(whole.contains("denseTexts[1]"), "{whole}");
}

#[tokio::test]
async fn documents_hold_anything() {
    use crate::clients::documents::types::{Choice, Nested};

    let body = r#"{"document":{"a":[1,-2,2.5,"x",true,null,{}]},"named":"text","list":[1,null],
        "map":{"k":null},"nested":{"document":null},"choice":{"document":[]}}"#;
    let server = Server::start([Answer::ok(body), Answer::ok("{}")]);
    let number = |number: Number| Document::Number(number);
    let object = Document::Object(HashMap::from([(
        "a".to_owned(),
        Document::Array(vec![
            number(Number::PosInt(1)),
            number(Number::NegInt(-2)),
            number(Number::Float(2.5)),
            Document::String("x".into()),
            Document::Bool(true),
            Document::Null,
            Document::Object(HashMap::new()),
        ]),
    )]));
    let client = client!(documents, server);
    let output = client
        .put_documents()
        .document(object.clone())
        .named(Document::String("text".into()))
        .list(number(Number::PosInt(u64::MAX)))
        .map("k", Document::Bool(false))
        .nested(
            Nested::builder()
                .document(Document::Null)
                .build()
                .expect("all that is required"),
        )
        .choice(Choice::Document(Document::Array(Vec::new())))
        .send()
        .await
        .expect("an answer");

    assert_eq!(output.document(), Some(&object));
    assert_eq!(output.named(), Some(&Document::String("text".into())));
    // Dense as list and map are, null is a document.
    assert_eq!(output.list(), [number(Number::PosInt(1)), Document::Null]);
    assert_eq!(output.map().expect("a map")["k"], Document::Null);
    assert_eq!(output.nested().expect("one").document(), &Document::Null);
    assert_eq!(
        output.choice(),
        Some(&Choice::Document(Document::Array(Vec::new())))
    );
    let output = client.put_documents().send().await.expect("an answer");
    assert_eq!(output.document(), None);

    assert_eq!(
        server.received()[0].json(),
        json!({
            "document": { "a": [1, -2, 2.5, "x", true, null, {}] },
            "named": "text",
            "list": [u64::MAX],
            "map": { "k": false },
            "nested": { "document": null },
            "choice": { "document": [] },
        })
    );
}

#[tokio::test]
async fn structures_hold_themselves() {
    use crate::clients::recursion::types::{
        Expression, Folder, Left, Middle, Node, Pair, Right, Tree, Wrapped, Wrapper,
    };

    let node = Node::builder()
        .value(1)
        .next(Node::builder().value(2).build())
        .build();
    let left = |name: &str| Left::builder().name(name);
    let inner = left("inner").build().expect("all that is required");
    let left = left("outer")
        .right(
            Right::builder()
                .middle(Middle::builder().left(inner).build())
                .build(),
        )
        .build()
        .expect("all that is required");
    let leaf = Tree::builder().value("leaf").build();
    let tree = Tree::builder()
        .children(leaf.clone())
        .children(leaf)
        .build();
    let folder = Folder::builder()
        .entries("a", Folder::builder().build())
        .build();
    let not = Expression::Not(Box::new(Expression::Literal(1.5)));
    let pair = Pair::builder()
        .first(not.clone())
        .second(Expression::Literal(2.0));
    let expression = Expression::All(vec![not, Expression::Pair(Box::new(pair.build()))]);
    let wrapped = Wrapper::builder()
        .choice(Wrapped::Again(Box::new(
            Wrapper::builder().choice(Wrapped::End).build(),
        )))
        .build();
    let wire = json!({
        "node": { "value": 1, "next": { "value": 2 } },
        "left": { "name": "outer", "right": { "middle": { "left": { "name": "inner" } } } },
        "tree": { "children": [{ "value": "leaf" }, { "value": "leaf" }] },
        "folder": { "entries": { "a": {} } },
        "expression": { "all": [
            { "not": { "literal": 1.5 } },
            { "pair": { "first": { "not": { "literal": 1.5 } }, "second": { "literal": 2 } } },
        ] },
        "wrapped": { "choice": { "again": { "choice": { "end": {} } } } },
    });
    let server = Server::start([Answer::ok(&wire.to_string())]);
    let output = client!(recursion, server)
        .put_recursive()
        .node(node.clone())
        .left(left.clone())
        .tree(tree.clone())
        .folder(folder.clone())
        .expression(expression.clone())
        .wrapped(wrapped.clone())
        .send()
        .await
        .expect("an answer");

    assert_eq!(output.node(), Some(&node));
    assert_eq!(output.left(), Some(&left));
    assert_eq!(output.tree(), Some(&tree));
    assert_eq!(output.folder(), Some(&folder));
    assert_eq!(output.expression(), Some(&expression));
    assert_eq!(output.wrapped(), Some(&wrapped));
    let mut sent = server.only_request().json();
    // serde_json tells 2 from 2.0.
    let second = &mut sent["expression"]["all"][1]["pair"]["second"]["literal"];
    assert_eq!(second.as_f64(), Some(2.0));
    *second = json!(2);
    assert_eq!(sent, wire);
}

#[tokio::test]
async fn recursion_ends_before_the_stack_does() {
    let deep = |depth: usize| {
        let open = r#"{"next":"#.repeat(depth);
        format!(r#"{{"node":{open}{{}}{}}}"#, "}".repeat(depth))
    };
    let server = Server::start([Answer::ok(&deep(100)), Answer::ok(&deep(100_000))]);
    let client = client!(recursion, server);
    let output = client.put_recursive().send().await.expect("an answer");
    let mut depth = 0;
    let mut node = output.node();
    while let Some(inner) = node {
        depth += 1;
        node = inner.next();
    }
    assert_eq!(depth, 101);
    client.put_recursive().send().await.expect_err("too deep");
}
