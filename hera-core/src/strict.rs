//! JSON as a caller sends it, read without silent loss: a key that is given twice is refused.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// A JSON value, such as `serde_json::Value`, none of whose objects gives a key twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strict<V>(pub V);

/// What a JSON value is made of.
pub trait Json:
    From<()>
    + From<bool>
    + From<i64>
    + From<u64>
    + From<f64>
    + From<String>
    + FromIterator<Self>
    + FromIterator<(String, Self)>
{
}

impl<V> Json for V where
    V: From<()>
        + From<bool>
        + From<i64>
        + From<u64>
        + From<f64>
        + From<String>
        + FromIterator<V>
        + FromIterator<(String, V)>
{
}

impl<'de, V: Json> Deserialize<'de> for Strict<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Strict<V>, D::Error> {
        deserializer.deserialize_any(Reader(PhantomData)).map(Strict)
    }
}

struct Reader<V>(PhantomData<V>);

impl<'de, V: Json> Visitor<'de> for Reader<V> {
    type Value = V;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<V, E> {
        Ok(V::from(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<V, E> {
        Ok(V::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<V, E> {
        Ok(V::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<V, E> {
        Ok(V::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<V, E> {
        Ok(V::from(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<V, E> {
        Ok(V::from(()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<V, A::Error> {
        let mut list: Vec<V> = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(list.into_iter().collect())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<V, A::Error> {
        let mut map: BTreeMap<String, V> = BTreeMap::new();
        while let Some(key) = entries.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(A::Error::custom(format!("key `{key}` is given twice")));
            }
            let Strict(value) = entries.next_value()?;
            map.insert(key, value);
        }
        Ok(map.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Error, Value, json};

    use super::*;

    fn parse(text: &str) -> Result<Value, Error> {
        serde_json::from_str(text).map(|Strict(value)| value)
    }

    #[test]
    fn a_key_that_is_given_twice_is_refused_at_its_place() {
        let error = parse("{\"a\":\n  [{\"b\": 1, \"b\": 2}]}").unwrap_err();
        assert!(
            error.to_string().starts_with("key `b` is given twice at line 2 column 15"),
            "{error}"
        );
    }

    #[test]
    fn everything_else_is_read_as_it_is() {
        let text = r#"{"a":[1,-2,0.5,"x",null,true,{"b":{}}],"big":18446744073709551615}"#;
        assert_eq!(parse(text).unwrap(), serde_json::from_str::<Value>(text).unwrap());
        assert_eq!(parse("[]").unwrap(), json!([]));
        assert_eq!(parse("{}").unwrap(), json!({}));
        assert!(parse("{").is_err());
    }
}
