//! Structs as JSON objects: what generated code says of each is the list of its fields.
//!
//! What is generic here is compiled once more for each generated type, so it is written with `match` alone:
//! each `map`, `ok_or_else` and `?` would be one more function for each of them.

use serde_json::{Map, Value};

use super::{Problem, Wire, WireError};

/// A generated struct, which travels as an object.
pub trait Record: Sized {
    /// Writes its fields, in the order of the spec.
    fn write(&self, object: &mut Object);

    /// Reads its fields. What is wrong with them is kept in `fields`, and the result is then dropped.
    fn read(fields: &mut Fields<'_>) -> Self;
}

impl<T: Record> Wire for T {
    fn encode(&self) -> Value {
        let mut object = Object::default();
        self.write(&mut object);
        object.into_value()
    }

    fn decode(value: &Value) -> Result<Self, WireError> {
        match Fields::of(value) {
            Err(error) => Err(error),
            Ok(mut fields) => {
                let record = T::read(&mut fields);
                match fields.first_problem() {
                    None => Ok(record),
                    Some(error) => Err(error),
                }
            }
        }
    }

    fn blank() -> Self {
        T::read(&mut Fields { map: None, problems: Vec::new(), missing: Vec::new() })
    }
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

    /// The object.
    pub(crate) fn into_value(self) -> Value {
        Value::Object(self.0)
    }
}

/// Reads an object field by field, keeps what is wrong, and knows which fields nobody asked for.
pub struct Fields<'a> {
    /// `None` where a record is blank: there all is as it should be.
    map: Option<&'a Map<String, Value>>,
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
        Ok(Fields { map: Some(map), problems: Vec::new(), missing: Vec::new() })
    }

    /// A field that has to be there: that it is absent, null, or not of the type, is kept as a problem.
    pub fn required<T: Wire>(&mut self, name: &str) -> T {
        match self.value(name) {
            Some(value) => match T::decode(value) {
                Ok(value) => return value,
                Err(error) => self.wrong(name, error),
            },
            None => self.absent(name),
        }
        T::blank()
    }

    /// A field that may be absent or null: that it is not of the type is kept as a problem.
    pub fn optional<T: Wire>(&mut self, name: &str) -> Option<T> {
        if let Some(value) = self.value(name) {
            match T::decode(value) {
                Ok(value) => return Some(value),
                Err(error) => self.wrong(name, error),
            }
        }
        None
    }

    fn value(&self, name: &str) -> Option<&'a Value> {
        self.map?.get(name).filter(|value| !value.is_null())
    }

    fn wrong(&mut self, name: &str, error: WireError) {
        let WireError { path, message } = error.under(name);
        self.problems.push(Problem { field: path, message });
    }

    fn absent(&mut self, name: &str) {
        if self.map.is_some() {
            self.wrong(name, WireError::new("is required, but missing"));
        }
    }

    fn first_problem(self) -> Option<WireError> {
        let first = self.problems.into_iter().next();
        first.map(|Problem { field, message }| WireError { path: field, message })
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
