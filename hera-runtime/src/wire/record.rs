//! Structs as JSON objects: what generated code says of each is the list of its fields.
//!
//! What is generic here is compiled once more for each generated type, so it says as little as it can: each
//! `map` and `?` would be one more function for each of them, each value that has to be dropped a way out more.

use serde_json::{Map, Value};

use super::{FirstError, Problem, Wire, WireError};

/// A generated struct, which travels as an object.
pub trait Record {
    /// Writes its fields, in the order of the spec.
    fn write(&self, object: &mut Object);

    /// Reads its fields. What is wrong with them is kept in `fields`, and the result is then dropped.
    fn read(fields: &mut Fields<'_>) -> Self
    where
        Self: Sized;
}

impl<T: Record> Wire for T {
    fn encode(&self) -> Value {
        object(self)
    }

    fn try_decode(value: &Value, first: &FirstError) -> Option<Self> {
        let mut fields = Fields::try_of(value, first);
        let record = T::read(&mut fields);
        if fields.are_right(first) { Some(record) } else { None }
    }

    fn blank() -> Self {
        T::read(&mut Fields::blank())
    }
}

/// The JSON of a record: one function for all of them.
#[must_use]
pub fn object(record: &dyn Record) -> Value {
    let mut object = Object::default();
    record.write(&mut object);
    Value::Object(object.0)
}

/// Writes an object field by field; what is absent is left out.
#[derive(Default)]
pub struct Object(Map<String, Value>);

impl Object {
    /// A field.
    pub fn field<T: Wire>(&mut self, name: &str, value: &T) {
        self.insert(name, value.encode());
    }

    /// A field that may be absent.
    pub fn optional<T: Wire>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.insert(name, value.encode());
        }
    }

    fn insert(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }
}

/// Reads an object field by field, keeps what is wrong, and knows which fields nobody asked for.
pub struct Fields<'a> {
    /// `None` where a record is blank: there all is as it should be.
    map: Option<&'a Map<String, Value>>,
    /// What is wrong with the field that is read now.
    first: FirstError,
    problems: Vec<Problem>,
    missing: Vec<String>,
}

impl<'a> Fields<'a> {
    /// The fields of `value`.
    ///
    /// # Errors
    /// When it is not an object.
    pub fn of(value: &'a Value) -> Result<Fields<'a>, WireError> {
        let map = value.as_object().ok_or_else(|| WireError::expected("an object", value))?;
        Ok(Fields { map: Some(map), ..Fields::blank() })
    }

    /// The fields of `value`; blank where it is not an object, of which `first` is told.
    fn try_of(value: &'a Value, first: &FirstError) -> Fields<'a> {
        Fields { map: first.unless(value.as_object(), "an object", value), ..Fields::blank() }
    }

    /// No fields, of which nobody complains.
    fn blank() -> Fields<'a> {
        let (problems, missing) = (Vec::new(), Vec::new());
        Fields { map: None, first: FirstError::default(), problems, missing }
    }

    /// Whether all of an object's fields were right; tells `first` what was not.
    fn are_right(self, first: &FirstError) -> bool {
        if let Some(Problem { field, message }) = self.problems.into_iter().next() {
            first.note(WireError { path: field, message });
            return false;
        }
        self.map.is_some()
    }

    /// A field that has to be there: that it is absent, null, or not of the type, is kept as a problem.
    pub fn required<T: Wire>(&mut self, name: &str) -> T {
        match self.value(name) {
            Some(value) => match T::try_decode(value, &self.first) {
                Some(value) => return value,
                None => self.wrong(name),
            },
            None => self.absent(name),
        }
        T::blank()
    }

    /// A field that may be absent or null: that it is not of the type is kept as a problem.
    pub fn optional<T: Wire>(&mut self, name: &str) -> Option<T> {
        if let Some(value) = self.value(name) {
            match T::try_decode(value, &self.first) {
                Some(value) => return Some(value),
                None => self.wrong(name),
            }
        }
        None
    }

    fn value(&self, name: &str) -> Option<&'a Value> {
        self.map?.get(name).filter(|value| !value.is_null())
    }

    /// Keeps what is wrong with the field that was read last.
    fn wrong(&mut self, name: &str) {
        let WireError { path, message } = self.first.take_or_bug().under(name);
        self.problems.push(Problem { field: path, message });
    }

    fn absent(&mut self, name: &str) {
        if self.map.is_some() {
            self.first.note(WireError::new("is required, but missing"));
            self.wrong(name);
        }
    }

    /// Notes that a field is missing, unless something else is wrong with it.
    pub fn miss(&mut self, name: &str) {
        let root = |field: &str| field.split(['.', '[']).next() == Some(name);
        if !self.problems.iter().any(|problem| root(&problem.field)) {
            self.missing.push(name.to_owned());
        }
    }

    /// The names of missing fields, or what is wrong. A key that is none of `known` is wrong.
    ///
    /// # Errors
    /// All that is wrong.
    pub fn finish(mut self, known: &[&str]) -> Result<Vec<String>, Vec<Problem>> {
        let keys = self.map.into_iter().flat_map(Map::keys);
        for key in keys.filter(|key| !known.contains(&key.as_str())) {
            self.problems.push(Problem {
                field: key.clone(),
                message: format!(
                    "is no field of this payload; its fields are: {}",
                    known.join(", ")
                ),
            });
        }
        if self.problems.is_empty() { Ok(self.missing) } else { Err(self.problems) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Debug, PartialEq)]
    struct Line {
        name: String,
        count: i64,
        parts: Option<Vec<Line>>,
    }

    impl Record for Line {
        fn write(&self, object: &mut Object) {
            object.field("name", &self.name);
            object.field("count", &self.count);
            object.optional("parts", &self.parts);
        }

        fn read(fields: &mut Fields<'_>) -> Self {
            Self {
                name: fields.required("name"),
                count: fields.required("count"),
                parts: fields.optional("parts"),
            }
        }
    }

    #[test]
    fn a_record_travels() {
        let part = Line { name: "b".to_owned(), count: 2, parts: None };
        let line = Line { name: "a".to_owned(), count: 1, parts: Some(vec![part]) };
        let json = json!({"name": "a", "count": 1, "parts": [{"name": "b", "count": 2}]});
        assert_eq!(line.encode(), json);
        assert_eq!(Line::decode(&json), Ok(line));
    }

    #[test]
    fn a_record_with_a_fault_is_refused_with_its_first() {
        let refused = |value| Line::decode(&value).unwrap_err().to_string();
        assert_eq!(
            refused(json!({"name": "a", "count": 1, "parts": [{"name": "b"}]})),
            "`parts[0].count`: is required, but missing"
        );
        assert_eq!(
            refused(json!({"name": 1, "count": "x"})),
            "`name`: expected text, found the number 1"
        );
        assert_eq!(refused(json!({"name": null, "count": 1})), "`name`: is required, but missing");
        assert_eq!(refused(json!([])), "expected an object, found a list");
    }

    #[test]
    fn fields_report_all_that_is_wrong() {
        let value = json!({"a": 1, "b": "x", "z": 0});
        let mut fields = Fields::of(&value).unwrap();
        assert_eq!(fields.optional::<i64>("a"), Some(1));
        assert_eq!(fields.optional::<i64>("b"), None);
        fields.miss("b");
        fields.miss("c");
        let problems = fields.finish(&["a", "b", "c"]).unwrap_err();
        let names: Vec<_> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(names, ["b", "z"]);
    }
}
