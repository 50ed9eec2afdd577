//! Whether a payload that was stored under the old flow is admitted by the new one.

use super::bindings::expression;
use super::facts::{Objections, Pair, cause};
use super::types::{Written, reads};
use crate::ir::flow::{PayloadField, Required};

impl Pair<'_, '_> {
    /// Objections to every run: its payload is read anew by whoever takes it over.
    pub(super) fn payload(&self) -> Objections {
        let mut found = Objections::new();
        for field in &self.old.flow.payload {
            match self.new.field(&field.name) {
                Some(now) => found.extend(self.field(field, now)),
                None => found.push(cause(
                    "payload-field-gone",
                    format!(
                        "a payload that holds `{}` is refused: the flow takes no such field",
                        field.name
                    ),
                    [
                        self.old.read.place(field.span, "runs in flight may have been given it"),
                        self.new.at_event("no field of this event's payload"),
                    ],
                )),
            }
        }
        let fresh = self.new.flow.payload.iter().filter(|f| self.old.field(&f.name).is_none());
        for field in fresh.filter(|field| field.required != Required::Never) {
            found.push(cause(
                "payload-field-new",
                format!("the payload lacks `{}`, which is needed now", field.name),
                [self.new.read.place(field.span, "no run in flight was given it")],
            ));
        }
        found.extend(self.admission());
        found
    }

    fn field(&self, then: &PayloadField, now: &PayloadField) -> Objections {
        let mut found = Objections::new();
        let name = &then.name;
        if !reads(&then.ty, &now.ty, Written::Payload) {
            found.push(cause(
                "payload-field-type",
                format!("`{name}` was admitted as `{}` and is read as `{}`", then.ty, now.ty),
                [
                    self.new.read.place(now.span, format!("now `{}`", now.ty)),
                    self.old.read.place(then.span, format!("then `{}`", then.ty)),
                ],
            ));
        }
        if !self.still_there(then, now) {
            found.push(cause(
                "payload-field-required",
                format!("the payload may lack `{name}`, which is needed now"),
                [
                    self.new.read.place(now.span, "needed now"),
                    self.old.read.place(then.span, "it could be left out"),
                ],
            ));
        }
        found
    }

    /// Whether the field is there whenever the new flow needs it.
    fn still_there(&self, then: &PayloadField, now: &PayloadField) -> bool {
        let needed = match (&then.required, &now.required) {
            (Required::Always, _) | (_, Required::Never) => return true,
            (_, Required::Always) => return false,
            (Required::Never, Required::When(_)) => return false,
            (Required::When(then), Required::When(now)) => (then, now),
        };
        // Each condition under which it is needed is one under which it was.
        let (then, now) = needed;
        now.iter().all(|node| {
            let when = self.new.bound(*node).when.as_ref();
            let key = when.map(|when| expression(self.new, when));
            then.iter().any(|other| {
                let before = self.old.bound(*other).when.as_ref();
                before.map(|when| expression(self.old, when)) == key && self.same_values(*other)
            })
        })
    }
}
