//! Bytes beside text: what is not UTF-8 stands as lossy text under its key, and its bytes under `key_hex`.
//!
//! A serialiser around another one. [`Text`](crate::text::Text) announces itself by the name of a structure; while a
//! field's value goes through, its bytes are noted, and the field is followed by its sibling. Nothing is kept but the
//! bytes of one field, so that a document of any size costs one pass.

use std::cell::RefCell;
use std::fmt::Display;

use serde::ser::{
    Error, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer,
};

use crate::text::LOSSY_KEY;

/// The bytes that were met in the value of one field, as hexadecimal digits.
#[derive(Debug, Default)]
enum Bytes {
    /// It is text, or holds none itself.
    #[default]
    None,
    /// It is one text of these bytes.
    One(String),
    /// It is an array in which some are such texts.
    Some(Vec<Option<String>>),
}

/// A serialiser that adds siblings; the bytes of its own value it leaves to `bytes`.
struct Beside<'field, S> {
    inner: S,
    bytes: &'field RefCell<Bytes>,
}

/// A value with siblings wherever bytes are met inside it.
pub(super) struct WithSiblings<'value, T: ?Sized>(pub(super) &'value T);

impl<T: Serialize + ?Sized> Serialize for WithSiblings<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(Beside { inner: serializer, bytes: &RefCell::default() })
    }
}

/// The value of one field or one element.
struct Value<'field, T: ?Sized> {
    value: &'field T,
    bytes: &'field RefCell<Bytes>,
}

impl<T: Serialize + ?Sized> Serialize for Value<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(Beside { inner: serializer, bytes: self.bytes })
    }
}

/// The digits of a value that is a text.
fn digits<T: Serialize + ?Sized, E: Error>(value: &T) -> Result<String, E> {
    match serde_json::to_value(value).map_err(E::custom)? {
        serde_json::Value::String(digits) => Ok(digits),
        _ => Err(E::custom("bytes are written as digits")),
    }
}

/// The fields of an object, or the two halves of a text that is not UTF-8.
enum Fields<'field, S: Serializer> {
    Object(S::SerializeMap),
    Text { inner: Option<S>, written: Option<S::Ok>, bytes: &'field RefCell<Bytes> },
}

impl<S: Serializer> SerializeStruct for Fields<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        match self {
            Self::Object(map) => add(map, key, value),
            Self::Text { inner, written, bytes } => {
                match inner.take() {
                    Some(inner) => *written = Some(value.serialize(inner)?),
                    None => *bytes.borrow_mut() = Bytes::One(digits(value)?),
                }
                Ok(())
            }
        }
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        match self {
            Self::Object(map) => map.end(),
            Self::Text { written, .. } => written.ok_or_else(|| S::Error::custom("a text without words")),
        }
    }
}

/// Writes a field, and its sibling behind it where its value held bytes.
fn add<M: SerializeMap, T: Serialize + ?Sized>(map: &mut M, key: &str, value: &T) -> Result<(), M::Error> {
    let bytes = RefCell::default();
    map.serialize_entry(key, &Value { value, bytes: &bytes })?;
    match bytes.into_inner() {
        Bytes::None => Ok(()),
        Bytes::One(digits) => map.serialize_entry(&format!("{key}_hex"), &digits),
        Bytes::Some(digits) => map.serialize_entry(&format!("{key}_hex"), &digits),
    }
}

/// The entries of a map: fields whose keys are known when they are met.
struct Entries<M> {
    map: M,
    key: Option<String>,
}

impl<M: SerializeMap> SerializeMap for Entries<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), M::Error> {
        self.key = Some(digits(key)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        add(&mut self.map, &self.key.take().unwrap_or_default(), value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.map.end()
    }
}

/// The elements of an array.
struct Elements<'field, L> {
    list: L,
    written: usize,
    digits: Vec<Option<String>>,
    bytes: &'field RefCell<Bytes>,
}

impl<L: SerializeSeq> SerializeSeq for Elements<'_, L> {
    type Ok = L::Ok;
    type Error = L::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), L::Error> {
        let bytes = RefCell::default();
        self.list.serialize_element(&Value { value, bytes: &bytes })?;
        if let Bytes::One(digits) = bytes.into_inner() {
            self.digits.resize(self.written, None);
            self.digits.push(Some(digits));
        }
        self.written += 1;
        Ok(())
    }

    fn end(mut self) -> Result<L::Ok, L::Error> {
        if !self.digits.is_empty() {
            self.digits.resize(self.written, None);
            *self.bytes.borrow_mut() = Bytes::Some(self.digits);
        }
        self.list.end()
    }
}

impl<L: SerializeSeq> SerializeTuple for Elements<'_, L> {
    type Ok = L::Ok;
    type Error = L::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), L::Error> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<L::Ok, L::Error> {
        SerializeSeq::end(self)
    }
}

/// What holds nothing else goes through as it is.
macro_rules! plain {
    ($($method:ident: $type:ty,)*) => {
        $(fn $method(self, value: $type) -> Result<S::Ok, S::Error> {
            self.inner.$method(value)
        })*
    };
}

impl<'field, S: Serializer> Serializer for Beside<'field, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Elements<'field, S::SerializeSeq>;
    type SerializeTuple = Elements<'field, S::SerializeSeq>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Entries<S::SerializeMap>;
    type SerializeStruct = Fields<'field, S>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    plain! {
        serialize_bool: bool, serialize_char: char, serialize_str: &str, serialize_bytes: &[u8],
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_f32: f32, serialize_f64: f64, serialize_unit_struct: &'static str,
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_none()
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.collect_str(value)
    }

    fn serialize_unit_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
    ) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit_variant(name, index, variant)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let mut map = self.inner.serialize_map(Some(1))?;
        add(&mut map, variant, value)?;
        map.end()
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        let list = self.inner.serialize_seq(length)?;
        Ok(Elements { list, written: 0, digits: Vec::new(), bytes: self.bytes })
    }

    fn serialize_tuple(self, length: usize) -> Result<Self::SerializeTuple, S::Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        Ok(Entries { map: self.inner.serialize_map(None)?, key: None })
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeStruct, S::Error> {
        if name == LOSSY_KEY {
            return Ok(Fields::Text { inner: Some(self.inner), written: None, bytes: self.bytes });
        }
        Ok(Fields::Object(self.inner.serialize_map(None)?))
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, S::Error> {
        Err(S::Error::custom(format!("{name} has no names for its fields")))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        Err(S::Error::custom(format!("{variant} has no names for its fields")))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        Err(S::Error::custom(format!("{variant} is no structure of its own")))
    }
}
