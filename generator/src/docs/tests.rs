//! Documentation strings of each form, and the Markdown that they become.

use super::*;

/// Pairs of documentation and the Markdown that it becomes.
#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (source, expected) in cases {
        assert_eq!(to_markdown(source), *expected, "{source:?}");
    }
}

#[test]
fn nothing_gives_nothing() {
    check(&[
        ("", ""),
        (" \n\t ", ""),
        ("<p></p>", ""),
        ("<p> <b> </b> <code/></p><ul><li></li></ul>", ""),
        ("<note></note>", ""),
        ("<pre>\n\n</pre>", ""),
        ("<table><tr></tr></table>", ""),
        ("<a href=\"https://a.example\"></a>", ""),
        ("<!-- hidden --><p></p>", ""),
    ]);
}

#[test]
fn paragraphs_are_lines() {
    check(&[
        ("<p>One.</p>", "One."),
        ("<p>One\n\t\t  line.</p>\n <p>Two.</p>", "One line.\n\nTwo."),
        ("before<p>in</p>after", "before\n\nin\n\nafter"),
        ("<p>unclosed<p>again", "unclosed\n\nagain"),
        (
            "<i>Deprecated.</i> Not in a paragraph",
            "*Deprecated.* Not in a paragraph",
        ),
        ("<p>a<br/>b<br></br>c</p>", "a\n\nb\n\nc"),
        ("<p>It ends.\n  \n  The next.</p>", "It ends.\n\nThe next."),
        ("<p>a stray\n\n line break</p>", "a stray line break"),
        ("<div>a</div><span>b</span> <u>c</u>", "a\n\nb c"),
        ("<p>a&nbsp;b\u{200b}c\u{202e}d\u{0}</p>", "a bcd"),
    ]);
}

#[test]
fn styles() {
    check(&[
        (
            "<p>an <i>Amazon</i> and <b>bold</b> word</p>",
            "an *Amazon* and **bold** word",
        ),
        ("<p>the<i> Guide </i>says</p>", "the *Guide* says"),
        ("<p><b>a <b>b</b> c</b></p>", "**a b** c"),
        ("<p><b>Note:</b>text</p>", "<strong>Note:</strong>text"),
        ("<p>the <i>n</i>th</p>", "the *n*th"),
        ("<p><i>a</i><b>b</b></p>", "<em>a</em><strong>b</strong>"),
        ("<p><b>a <i>b</i></b></p>", "**a <em>b</em>**"),
        ("<p><i><b>a</b></i></p>", "*<strong>a</strong>*"),
        (
            "<p>10<sup>6</sup> H<sub>2</sub>O</p>",
            "10<sup>6</sup> H<sub>2</sub>O",
        ),
        (
            "<p><b>crossed <i>tags</b> here</i></p>",
            "**crossed <em>tags</em>** here",
        ),
        (
            "<p><b>unclosed</p><p>plain</b></p>",
            "**unclosed**\n\nplain",
        ),
    ]);
}

#[test]
fn code() {
    check(&[
        ("<p>\n  <code>DryRun</code>\n</p>", "`DryRun`"),
        ("<p>a<code> b  c </code>d</p>", "a `b c` d"),
        ("<p><code>a`b</code> <code>`</code></p>", "``a`b`` `` ` ``"),
        ("<p><code>a</code><code>b</code></p>", "`ab`"),
        (
            "<p><code>[x] *y* <i>&lt;z&gt;</i></code></p>",
            "`[x] *y* <z>`",
        ),
        (
            "<p><code>arn:aws:s3:<Region>:<account-id></code></p>",
            "`arn:aws:s3:<Region>:<account-id>`",
        ),
        (
            "<p>use `PENDING` or ``null``, not `this</p>",
            "use `PENDING` or `null`, not \\`this",
        ),
        ("<p>`a`<code>b</code></p>", "`a` `b`"),
        ("<p><code>a<code> b</p>", "`a` b"),
        ("<p>the <code>a</code>\n  . And</p>", "the `a` . And"),
        ("<p><code>a\n  </code>. And</p>", "`a`. And"),
    ]);
}

#[test]
fn links() {
    check(&[
        (
            "<p>see <a href=\"https://a.example/b_c\">the\n  <i>guide</i>\n </a>.</p>",
            "see [the *guide*](https://a.example/b_c).",
        ),
        (
            "<p><a href=\"https://a.example/x (y)\">[z]</a></p>",
            "[\\[z\\]](https://a.example/x%28y%29)",
        ),
        (
            "<p><a href=\"https://a.example/?x=1&amp;y=2\">q</a></p>",
            "[q](https://a.example/?x=1&y=2)",
        ),
        (
            "<p><a href=\"#part\">here</a> <a href=\"API_X.html\">X</a></p>",
            "here X",
        ),
        (
            "<p><a href=\"mailto:a@b.example\">mail</a></p>",
            "[mail](mailto:a@b.example)",
        ),
        (
            "<p><a>CreateUser</a> and <a>two words</a></p>",
            "`CreateUser` and two words",
        ),
        ("<p>(<code>\n <a>X</a>\n </code>)</p>", "(`X`)"),
        (
            "<p><code>a <a href=\"https://a.example\">b</a> c</code></p>",
            "`a` [`b`](https://a.example) `c`",
        ),
        (
            "<p>So!<a href=\"https://a.example\">b</a></p>",
            "So\\![b](https://a.example)",
        ),
        (
            "<p><a href=\"https://a.example/x\">https://a.example/x</a></p>",
            "<https://a.example/x>",
        ),
        (
            "<p><a href=\"https://a.example\">a<a href=\"https://b.example\">b</a></p>",
            "[a](https://a.example)[b](https://b.example)",
        ),
        (
            "<p><a href=\"https://a.example\">unclosed</p>",
            "[unclosed](https://a.example)",
        ),
    ]);
}

#[test]
fn addresses_in_text() {
    check(&[
        (
            "<p>at https://a.example/b_c.</p>",
            "at <https://a.example/b_c>.",
        ),
        (
            "<p>(see http://a.example/b)</p>",
            "(see <http://a.example/b>)",
        ),
        (
            "at https://a.example/x_(y), or https://b.example",
            "at <https://a.example/x_(y)>, or <https://b.example>",
        ),
        (
            "<p>https://{id}.a.example/{x}.</p>",
            "https://{id}.a.example/{x}.",
        ),
        (
            "starts with https:// or http://localhost",
            "starts with https:// or http://localhost",
        ),
        ("\\https://a.example", "\\\\<https://a.example>"),
        (
            "<p><code>https://a.example</code></p>",
            "`https://a.example`",
        ),
    ]);
}

#[test]
fn addresses_with_placeholders_are_code() {
    check(&[
        (
            "<p>https://a.example/<key>.</p>",
            "`https://a.example/<key>`.",
        ),
        (
            "<p>at https://s3.a.example/{bucket}/{key} now</p>",
            "at `https://s3.a.example/{bucket}/{key}` now",
        ),
    ]);
}

#[test]
fn markup_in_text_is_literal() {
    check(&[
        (
            "<p>[optional] and [a](b)</p>",
            "\\[optional\\] and \\[a\\](b)",
        ),
        ("<p>2*3, a * b, *.txt</p>", "2\\*3, a * b, \\*.txt"),
        ("<p>snake_case_name _x_</p>", "snake_case_name \\_x\\_"),
        (
            "<p>the <instance-id> and < or <= and <<i>v</i>></p>",
            "the \\<instance-id> and < or <= and \\<*v*>",
        ),
        (
            "<p>&lt;p&gt; &amp;amp; AT&T &IAM; ?a=1&copy=2</p>",
            "\\<p> \\&amp; AT&T \\&IAM; ?a=1&copy=2",
        ),
        ("<p>--query x -- y --- z</p>", "\\--query x -- y --- z"),
        ("<p>C:\\temp \\d+ ~5</p>", "C:\\\\temp \\\\d+ \\~5"),
        ("<p>a < b</p", "a < b\\</p"),
        (
            "<p>x <?php?> <!DOCTYPE y></p>",
            "x \\<?php?> \\<!DOCTYPE y>",
        ),
        ("<p>\\*</p>", "\\\\\\*"),
    ]);
}

#[test]
fn lines_do_not_start_like_blocks() {
    check(&[
        ("<p># no heading</p>", "\\# no heading"),
        ("<p>#{host}</p>", "\\#{host}"),
        ("<p>> 5</p>", "\\> 5"),
        ("<p>- x</p><p>+ x</p><p>* x</p>", "\\- x\n\n\\+ x\n\n\\* x"),
        (
            "<p>1. x</p><p>12) x</p><p>1.5 x</p>",
            "1\\. x\n\n12\\) x\n\n1.5 x",
        ),
        (
            "<p>---</p><p>===</p><p>***</p>",
            "\\-\\--\n\n===\n\n\\*\\*\\*",
        ),
        ("<p>```rust</p>", "\\`\\`\\`rust"),
        ("<p>a\n    indented</p>", "a indented"),
        ("<p>a | b\n --- | ---\n c | d</p>", "a | b --- | --- c | d"),
    ]);
}

#[test]
fn lists() {
    check(&[
        (
            "<p>x:</p><ul><li><p>a</p></li> <li>b</li></ul><p>y</p>",
            "x:\n\n- a\n- b\n\ny",
        ),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        (
            "<ul><li><p>a</p><p>b</p></li><li>c</li></ul>",
            "- a\n\n  b\n- c",
        ),
        (
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
            "- a\n  - b\n- c",
        ),
        (
            "<ol><li>a<ul><li>b</li></ul>c</li></ol>",
            "1. a\n   - b\n\n   c",
        ),
        ("<ul><li>a<li>b", "- a\n- b"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
        ("<ul>stray<li>a</li></ul>", "- stray\n- a"),
        ("<li>a</li>", "- a"),
        (
            "<ul><li><ul><li>a</li><li>b</li></ul></li></ul>",
            "- - a\n  - b",
        ),
        ("</ul></li><p>a</p>", "a"),
    ]);
}

#[test]
fn ordered_lists_align_with_their_numbers() {
    let items = "<li><p>a</p><p>b</p></li>".repeat(10);
    let markdown = to_markdown(&format!("<ol>{items}</ol>"));
    assert!(
        markdown.ends_with("9. a\n\n   b\n10. a\n\n    b"),
        "{markdown}"
    );
}

#[test]
fn definition_lists() {
    check(&[
        (
            "<dl><dt>Term</dt><dd><p>Text.</p></dd></dl>",
            "- **Term**\n\n  Text.",
        ),
        (
            "<dl><dt>A</dt><dd><ul><li>x</li></ul></dd><dt>B</dt></dl>",
            "- **A**\n  - x\n- **B**",
        ),
        ("<dl><dd>alone</dd></dl>", "- alone"),
    ]);
}

#[test]
fn notes() {
    check(&[
        (
            "<p>a</p><note><p>b</p><p>c</p></note><p>d</p>",
            "a\n\n> **Note:** b\n>\n> c\n\nd",
        ),
        ("<important>b</important>", "> **Important:** b"),
        ("<note><ul><li>a</li></ul></note>", "> **Note:**\n>\n> - a"),
        (
            "<note><p>a</p></note><note><p>b</p></note>",
            "> **Note:** a\n\n> **Note:** b",
        ),
        (
            "<ul><li><p>a</p><note><p>b</p></note></li><li>c</li></ul>",
            "- a\n\n  > **Note:** b\n- c",
        ),
        ("<blockquote>q</blockquote>", "> q"),
    ]);
}

#[test]
fn headings() {
    check(&[
        ("<h2>Title</h2><p>a</p>", "## Title\n\na"),
        (
            "<fullname>Amazon X</fullname><p>a</p>",
            "##### Amazon X\n\na",
        ),
        ("<h3></h3>a", "a"),
    ]);
}

#[test]
fn preformatted() {
    check(&[
        (
            "<p>a</p><pre>\n{\n\t\"b\": <i>1</i>\n}\n</pre>",
            "a\n\n```text\n{\n    \"b\": 1\n}\n```",
        ),
        ("<pre><code>x</code></pre>", "```text\nx\n```"),
        ("<pre>```</pre>", "````text\n```\n````"),
        (
            "<ul><li>a<pre>b\n\nc</pre></li></ul>",
            "- a\n\n  ```text\n  b\n\n  c\n  ```",
        ),
        ("<pre>unclosed", "```text\nunclosed\n```"),
        (
            "<examples><request>POST /</request></examples>",
            "```text\nPOST /\n```",
        ),
        ("<p>the <request></p>", "the \\<request>"),
    ]);
}

#[test]
fn tables() {
    check(&[
        (
            "<table><thead><tr><th>A</th><th>B</th></tr></thead><tr><td><p>1</p><p>2</p></td><td><code>x|y</code></td></tr></table>",
            "| A | B |\n| --- | --- |\n| 1 2 | `x\\|y` |",
        ),
        (
            "<table><tr><td>a|b<td>c<tr><td>d</table>e",
            "| a\\|b | c |\n| --- | --- |\n| d |  |\n\ne",
        ),
    ]);
}

#[test]
fn plain_paragraphs() {
    check(&[
        ("One\nline.\n\nTwo.", "One line.\n\nTwo."),
        (
            "The user\n      that changed it.",
            "The user that changed it.",
        ),
        ("a\n\n        not code", "a\n\nnot code"),
        ("\n    not code", "not code"),
        ("A #EXT-X tag\n#EXT-X", "A #EXT-X tag #EXT-X"),
        ("#EXT-X", "\\#EXT-X"),
        ("# Title\ntext", "# Title\n\ntext"),
        (
            "Title\n=====\ntext\n\n---\n\nmore",
            "# Title\n\ntext\n\nmore",
        ),
        (
            "the <region> and [x] and H_264 &lt; 5",
            "the \\<region> and \\[x\\] and H_264 < 5",
        ),
        ("> quoted\n> text\n\nafter", "> quoted text\n\nafter"),
    ]);
}

#[test]
fn plain_lists() {
    check(&[
        ("Values:\n- a\n- b", "Values:\n\n- a\n- b"),
        (
            "Values:\n  * a\n    more\n  * b\n\nafter",
            "Values:\n\n- a more\n- b\n\nafter",
        ),
        ("- a\n  - b\n- c", "- a\n  - b\n- c"),
        ("- a\n\n  b\n- c", "- a\n\n  b\n- c"),
        ("x\n   1. a\n   2. b", "x\n\n1. a\n2. b"),
        ("a maximum of\n100. The rest", "a maximum of 100. The rest"),
        ("All of it. * One. * Two.", "All of it. * One. * Two."),
    ]);
}

#[test]
fn plain_code() {
    check(&[
        (
            "a\n```rust\nfn main() {}\n```\nb",
            "a\n\n```text\nfn main() {}\n```\n\nb",
        ),
        ("```\nunclosed", "```text\nunclosed\n```"),
        ("~~~\n```\n~~~", "````text\n```\n````"),
        (
            "- a\n  ```json\n  {\n    1\n  }\n  ```",
            "- a\n\n  ```text\n  {\n    1\n  }\n  ```",
        ),
        (
            "ids start with `aws-` or `x",
            "ids start with `aws-` or \\`x",
        ),
    ]);
}

#[test]
fn plain_markup() {
    check(&[
        (
            "use *Supplemental IMPs* and **all** or __all__",
            "use *Supplemental IMPs* and **all** or **all**",
        ),
        (
            "1 + ((n + 1) * x) and (1023*0.1=102.3) *.pdf",
            "1 + ((n + 1) * x) and (1023\\*0.1=102.3) \\*.pdf",
        ),
        ("a __integerMin0Max65535 b", "a \\_\\_integerMin0Max65535 b"),
        (
            "see [the guide](https://a.example/x) or <https://b.example>",
            "see [the guide](https://a.example/x) or <https://b.example>",
        ),
        ("see [this](Other)", "see \\[this\\](Other)"),
        ("a \\* b \\[c\\]", "a * b \\[c\\]"),
        ("`*` and *", "`*` and \\*"),
        (
            "| A | B |\n|---|:--|\n| 1 | [2] |\nafter",
            "| A | B |\n| --- | --- |\n| 1 | \\[2\\] |\n\nafter",
        ),
    ]);
}

#[test]
fn attributes_print_as_comments() {
    let print = |docs: Option<&str>| {
        let attributes = doc_attributes(docs);
        let file = syn::parse2(quote! { #attributes struct S; }).expect("valid");
        prettyplease::unparse(&file)
    };
    assert_eq!(print(None), "struct S;\n");
    assert_eq!(print(Some("<p> </p>")), "struct S;\n");
    assert_eq!(
        print(Some("<p>/ \"a\"</p><pre>b</pre>")),
        "/// / \"a\"\n///\n/// ```text\n/// b\n/// ```\nstruct S;\n"
    );
}

/// Markup that is never closed, again and again. That the time grows with the length only, `benchmarks growth` shows.
#[test]
fn documentation_stays_within_its_length() {
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
        "\n",
        "\n ",
        "- a\n",
        "1. ",
        "| ",
        "> ",
        "https://",
        "https://a.example/",
        "https://{",
        "\\",
        "~~~\n",
    ];
    for part in parts {
        for prefix in ["", "<p>"] {
            let source = format!("{prefix}{}", part.repeat(1_000));
            assert!(
                to_markdown(&source).len() < 20 * source.len() + 100,
                "{part:?}"
            );
        }
    }
}
