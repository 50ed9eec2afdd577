//! `graph`: the three formats, held against the golden pictures of one flow and against the real
//! readers of the formats: an XML parser, Graphviz, Mermaid.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::{folder, run, run_in, workspace};

const RETURNS: &str = "specs/salon/pos/returns.orchestration.yml";
const RETURN: &str = "POS.RETURN.RETAIL.REQUESTED";
const CART: &str = "specs/salon/pos/cart.orchestration.yml";
const ADD: &str = "POS.CART.LINE_ADD.REQUESTED";

fn drawn(file: &str, event: &str, format: &str) -> String {
    let args = ["graph", file, "--event", event, "--uses", "specs", "--format", format];
    run(&args).ends(0).stdout
}

/// Compares with a golden file; `HERA_BLESS=1` writes it.
#[track_caller]
fn golden(format: &str) {
    let text = drawn(RETURNS, RETURN, format);
    let path = workspace().join("tests/golden/graph").join(format!("returns.{format}"));
    if std::env::var_os("HERA_BLESS").is_some() {
        std::fs::write(&path, &text).expect("it can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        text == expected,
        "{} differs: HERA_BLESS=1 writes it, then look at it",
        path.display()
    );
}

#[test]
fn mermaid_is_golden() {
    golden("mermaid");
}

#[test]
fn dot_is_golden() {
    golden("dot");
}

#[test]
fn svg_is_golden() {
    golden("svg");
}

#[test]
fn every_format_tells_the_same_facts() {
    for format in ["mermaid", "dot", "svg"] {
        let text = drawn(RETURNS, RETURN, format);
        for fact in [
            "PROCESS_RETURN",
            "restock_txn",
            "HERA.SALON.INV.RETURN.RESTOCK_VOID.v1",
            "has_damaged_items == true",
            "API.POST./api/v1/salon/pos/sales/:id/returns",
            "pivot: stays when POST_GL_REVERSAL fails",
            "parks on an outage",
            "parks on REFUND_NOT_FOUND",
        ] {
            assert!(text.contains(fact), "{format} lacks {fact}:\n{text}");
        }
        assert!(!text.contains("POS.PAYMENT.REFUND.REQUESTED"), "another event in {format}");
    }
    // A flow that can always go back has no pivot, and nothing of it parks.
    let text = drawn(CART, ADD, "svg");
    assert!(!text.contains("pivot:") && !text.contains("parks on"), "{text}");
    assert!(text.contains("only when $.payload.line_type == 'RETAIL'"), "{text}");
}

#[test]
fn without_an_event_all_flows_are_drawn() {
    let args = ["graph", RETURNS, "--uses", "specs", "--format", "svg"];
    let text = run(&args).ends(0).stdout;
    for event in [RETURN, "POS.SERVICE.ADJUSTMENT.REQUESTED", "POS.PAYMENT.REFUND.REQUESTED"] {
        assert!(text.contains(event), "{event}");
    }
    assert!(text.contains("<title id=\"t\">HERA.SALON.POS.ORCH.RETURNS.v1</title>"), "{text}");
}

#[test]
fn a_picture_goes_to_a_file() {
    let there = folder(&[]);
    let path = there.path().join("add.svg").to_string_lossy().into_owned();
    let args = ["graph", CART, "--event", ADD, "--uses", "specs", "--format", "svg"];
    let silent = run(&[&args[..], &["--output", &path]].concat()).ends(0);
    assert_eq!(silent.stdout, "");
    assert_eq!(std::fs::read_to_string(&path).expect("it is there"), drawn(CART, ADD, "svg"));
    let nowhere = there.path().join("no/add.svg").to_string_lossy().into_owned();
    run(&[&args[..], &["--output", &nowhere]].concat()).ends(3).says("cannot write");
}

#[test]
fn wrong_use_says_what_is_right() {
    run(&["graph", "specs"]).ends(2).says("is a folder");
    run(&["graph", "nowhere.yml"]).ends(2).says("no file or folder nowhere.yml");
    run(&["graph", CART, "--event", "POS.CART.LINE_AD.REQUESTED"]).ends(2).says(ADD);
    run(&["graph", CART, "--format", "png"]).ends(2).says("mermaid, dot, svg");
    run(&["graph", "specs/salon/pos/procedures/cart.add_line.yml"]).ends(2).says("procedure");
}

/// A flow of so many nodes, one after the other, three to a boundary.
fn chain(nodes: usize) -> String {
    use std::fmt::Write as _;
    let mut text = "smart_code: HERA.TEST.LONG.CHAIN.v1\nintent: a long flow\ntriggers:\n  - on: \
                    EVENT.long\n    emit: LONG.STARTED\ngraph:\n  nodes:\n"
        .to_owned();
    let mut edge = "edges:\n  - LONG.STARTED".to_owned();
    let mut boundaries = "transaction_boundaries:\n".to_owned();
    for at in 0..nodes {
        let _ = writeln!(text, "    - {{id: N{at}, run: HERA.TEST.LONG.STEP.v1}}");
        let _ = write!(edge, " -> N{at}");
        if at % 3 == 0 {
            let _ = write!(boundaries, "  - name: b{at}\n    applies_to: [N{at}");
        } else {
            let _ = write!(boundaries, ", N{at}");
        }
        if at % 3 == 2 || at + 1 == nodes {
            boundaries.push_str("]\n");
        }
    }
    format!("{text}{edge}\n{boundaries}")
}

#[test]
fn a_flow_that_nobody_could_read_is_refused() {
    let there = folder(&[("large.yml", &chain(513)), ("fits.yml", &chain(512))]);
    let args = ["graph", "large.yml", "--format", "svg"];
    let refused = run_in(there.path(), &args).ends(2).says("has 513 nodes and 513 arrows");
    assert_eq!(refused.stdout, "");
    run_in(there.path(), &["graph", "large.yml", "--format", "dot"]).ends(0);
    run_in(there.path(), &["graph", "large.yml"]).ends(0).says("Mermaid draws at most 500");
    let fits = run_in(there.path(), &["graph", "fits.yml", "--format", "svg"]).ends(0).stdout;
    assert!(fits.contains(">N511</text>"));
}

/// Names and conditions that mean something to one format or another.
const HOSTILE: &str = r##"
smart_code: HERA.TEST.HOSTILE.FLOW.v1
intent: "names that hurt"
triggers:
  - on: API.POST./api/v1/a&b/:id
    emit: HOSTILE.STARTED
graph:
  nodes:
    - id: end
      run: HERA.TEST.HOSTILE.STEP.v1
      when: $.payload.a < 3 && $.payload.b != '"];%%{init}]]><b>#lt;--> `x` $$y$$ \ | end' && $.payload.c == '日本語'
    - id: GRAPH
      run: HERA.TEST.HOSTILE.STEP.v1
      compensation: HERA.TEST.HOSTILE.UNDO.v1
edges:
  - HOSTILE.STARTED -> end -> GRAPH
transaction_boundaries:
  - name: 'subgraph "x" <y> & end'
    applies_to: [end, GRAPH]
"##;

/// Every picture that the readers are held against: a name and the text.
fn pictures(format: &str) -> Vec<(String, String)> {
    let mut all = vec![(ADD.to_owned(), drawn(CART, ADD, format))];
    for file in [RETURNS, CART, "specs/salon/pos/checkout.orchestration.yml"] {
        let text = run(&["graph", file, "--uses", "specs", "--format", format]).ends(0).stdout;
        all.push((file.to_owned(), text));
    }
    let there = folder(&[("hostile.yml", HOSTILE)]);
    let text = run_in(there.path(), &["graph", "hostile.yml", "--format", format]).ends(0).stdout;
    all.push(("hostile.yml".to_owned(), text));
    all
}

#[test]
fn svg_is_xml_without_scripts() {
    for (name, text) in pictures("svg") {
        let tree = roxmltree::Document::parse(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let root = tree.root_element();
        assert!(root.has_tag_name(("http://www.w3.org/2000/svg", "svg")), "{name}");
        let first = |tag: &str| root.children().find(|child| child.tag_name().name() == tag);
        for said in ["title", "desc"] {
            let text = first(said).and_then(|it| it.text().map(str::to_owned));
            assert!(text.is_some_and(|text| !text.is_empty()), "{name} has no {said}");
        }
        assert!(first("style").is_some_and(|it| it.text().is_some_and(|it| it.contains("dark"))));
        let tags = tree.descendants().filter(roxmltree::Node::is_element);
        for tag in tags {
            let tag_name = tag.tag_name().name();
            assert!(
                !["script", "image", "foreignObject", "a", "use"].contains(&tag_name),
                "{name}"
            );
            let refers = |value: &str| value.contains("://") || value.starts_with("javascript");
            assert!(!tag.attributes().any(|it| refers(it.value())), "{name}");
        }
    }
    let (_, hostile) = pictures("svg").pop().expect("the hostile one is the last");
    let tree = roxmltree::Document::parse(&hostile).expect("seen above");
    let texts: Vec<&str> = tree.descendants().filter_map(|node| node.text()).collect();
    assert!(texts.contains(&"subgraph \"x\" <y> & end"), "{texts:#?}");
}

/// Runs a reader with the text as its input; `None`, with a loud line, where it is not installed.
fn reader(program: &str, args: &[&str], text: &str) -> Option<Output> {
    let started = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(error) => {
            println!("SKIPPED: {program} does not start ({error}), so its half is not tested");
            return None;
        }
    };
    let mut stdin = child.stdin.take().expect("it is piped");
    let text = text.to_owned();
    let fed = std::thread::spawn(move || std::io::Write::write_all(&mut stdin, text.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    // A reader that refuses may close its input early.
    let _ = fed.join().expect("it does not panic");
    Some(output)
}

/// Graphviz reads every picture and lays it out. Needs `dot`: `apt-get install graphviz`.
#[test]
fn graphviz_accepts_dot() {
    for (name, text) in pictures("dot") {
        let Some(output) = reader("dot", &["-Tsvg"], &text) else { return };
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && told.is_empty(), "{name}: {told}\n{text}");
        assert!(String::from_utf8_lossy(&output.stdout).contains("</svg>"), "{name}");
    }
}

/// Where Mermaid is looked for: `npm install --prefix target/tmp/mermaid mermaid@11 jsdom@26`.
fn mermaid() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mermaid");
    if folder.join("node_modules/mermaid").is_dir() && folder.join("node_modules/jsdom").is_dir() {
        return Some(folder);
    }
    println!(
        "SKIPPED: no Mermaid, so its own parser was not asked; to ask it:\n  npm install --prefix {} \
         mermaid@11 jsdom@26",
        folder.display()
    );
    None
}

#[test]
fn mermaid_accepts_mermaid() {
    let Some(folder) = mermaid() else { return };
    let script = workspace().join("hera-specc/tests/cli/mermaid.mjs");
    for (name, text) in pictures("mermaid") {
        let args = [&*script.to_string_lossy(), &*folder.to_string_lossy()];
        let Some(output) = reader("node", &args, &text) else { return };
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {told}\n{text}");
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "flowchart-v2", "{name}");
    }
}
