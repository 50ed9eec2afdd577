//! HS1403: a field that a trigger declares in its payload and that nothing reads.

use std::collections::BTreeSet;

use crate::check::cx::Cx;
use crate::diag::{Diagnostic, Diagnostics, catalogue};
use crate::ir::Flow;
use crate::ir::expr::{Ref, Typed};
use crate::ir::flow::{Binding, From};

/// What leaves an expression without a type, and so without anything that it reads.
const UNTYPED: [&str; 18] = [
    "HS0410", "HS0411", "HS0412", "HS0415", "HS0701", "HS0702", "HS0703", "HS0704", "HS0705",
    "HS0706", "HS0708", "HS0709", "HS0710", "HS0713", "HS0717", "HS0718", "HS0719", "HS0721",
];

pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for (orchestration, _) in cx.orchestrations() {
        for flow in &orchestration.flows {
            // A procedure that is not there may read it, and so may what was refused.
            let whole = flow.nodes.iter().all(|node| {
                let undone = node.compensation.as_ref().is_none_or(|c| c.procedure.is_some());
                node.procedure.is_some() && undone
            });
            let triggers = flow.triggers.iter().map(|at| &orchestration.triggers[*at]);
            let mut declared = triggers.filter(|trigger| trigger.payload.is_some()).peekable();
            let broken = cx.reported(orchestration.file, &UNTYPED);
            if !whole || broken || declared.peek().is_none() {
                continue;
            }
            let read = reads(flow);
            for trigger in declared {
                let fields = trigger.payload.iter().flatten();
                for field in fields
                    .filter(|field| !field.passthrough && !read.contains(field.name.value.as_str()))
                {
                    diags.push(
                        Diagnostic::new(
                            &catalogue::HS1403,
                            field.name.span,
                            format!("input `{}` of `{}` is never read", field.name, flow.event),
                        )
                        .label("no node takes it, no condition asks for it")
                        .help("remove it, or mark it `passthrough: true`"),
                    );
                }
            }
        }
    }
}

/// The fields of the payload that the flow reads.
fn reads(flow: &Flow) -> BTreeSet<&str> {
    let mut read = BTreeSet::new();
    for node in &flow.nodes {
        node.when.iter().for_each(|when| take(when, &mut read));
        let inverse = node.compensation.iter().flat_map(|compensation| &compensation.inputs);
        for binding in node.inputs.iter().chain(inverse) {
            bound(binding, &mut read);
        }
    }
    read
}

fn bound<'a>(binding: &'a Binding, read: &mut BTreeSet<&'a str>) {
    match &binding.from {
        From::Value(Ref::Payload(name), _) => {
            read.insert(name);
        }
        From::With(typed) => take(typed, read),
        From::Value(..) | From::NodeInput(_) | From::Nothing => {}
    }
}

fn take<'a>(typed: &'a Typed, read: &mut BTreeSet<&'a str>) {
    for value in typed.refs() {
        if let Ref::Payload(name) = value {
            read.insert(name);
        }
    }
}
