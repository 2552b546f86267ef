//! Functions that write values to a form.
//!
//! ```ignore
//! pub(crate) fn write_query(input: &User, mut form: ValueWriter<'_>) -> Result<(), BuildError> {
//!     if let Some(value) = &input.id {
//!         form.member("Id").string(value);
//!     }
//!     Ok(())
//! }
//! ```

use proc_macro2::TokenStream;
use quote::quote;
use tinsmith_model::{Kind, Member, Node, ShapeRef, TimestampFormat};

use crate::emit::protocol::codecs::write;
use crate::emit::protocol::xml;
use crate::names::{Path, upper_first};
use crate::plan::{Field, Plan, Structure};

/// The forms of one of the protocols.
#[derive(Clone, Copy)]
pub(in crate::emit::protocol) struct FormCodec<'p, 'm> {
    /// The client.
    pub(in crate::emit::protocol) plan: &'p Plan<'m>,
    /// Whether the protocol is ec2Query: lists are always flat, and names begin with a capital letter.
    pub(in crate::emit::protocol) ec2: bool,
}

impl FormCodec<'_, '_> {
    /// The name of the member's parameter.
    fn name(&self, member: &Member) -> String {
        let own = member.traits.get("aws.protocols#ec2QueryName");
        match own.and_then(Node::as_str) {
            Some(name) if self.ec2 => name.to_owned(),
            _ if self.ec2 => upper_first(xml::name(member)),
            _ => xml::name(member).to_owned(),
        }
    }
}

fn function(ty: &Path, form: &TokenStream, body: &TokenStream) -> TokenStream {
    let place = (
        form,
        &quote!(::tinsmith_runtime::codegen::query::ValueWriter),
    );
    write::function("write_query", ty, place, body)
}

/// The writing function of a structure.
pub(in crate::emit::protocol) fn structure(
    form: FormCodec<'_, '_>,
    structure: &Structure<'_>,
) -> TokenStream {
    let path = &structure.path;
    let fields: Vec<&Field<'_>> = structure.fields.iter().collect();
    let members = members(form, &fields);
    let (unused, place) = if fields.is_empty() {
        (quote!(let #path {} = input;), quote!(_form))
    } else {
        (quote!(), quote!(mut form))
    };
    function(path, &place, &quote!(#unused #members))
}

/// Statements that write the fields of `input` to `form`.
pub(in crate::emit::protocol) fn members(
    form: FormCodec<'_, '_>,
    fields: &[&Field<'_>],
) -> TokenStream {
    let members = fields.iter().map(|field| {
        let name = form.name(field.member);
        let place = quote!(form.member(#name));
        write::where_set(field, &value(form, field.member, &quote!(value), &place))
    });
    members.collect()
}

/// The statement that writes `value`, a reference, to `place`, a `ValueWriter`.
fn value(
    form: FormCodec<'_, '_>,
    member: &Member,
    value: &TokenStream,
    place: &TokenStream,
) -> TokenStream {
    write::modeled(form.plan, member, value, |value| {
        modeled_value(form, member, value, place)
    })
}

/// The same for a value of the type that the model gives.
fn modeled_value(
    form: FormCodec<'_, '_>,
    member: &Member,
    value: &TokenStream,
    place: &TokenStream,
) -> TokenStream {
    let format = form
        .plan
        .timestamp_format(member, TimestampFormat::DateTime);
    if let Some(scalar) = write::scalar(form.plan, member, value, place, Some(&format)) {
        return scalar;
    }
    let target = member.target;
    match &form.plan.shape(target).kind {
        Kind::List(item) => list(form, member, item, value, place),
        Kind::Map { key, value: entry } => map(form, member, [key, entry], value, place),
        _ => {
            let codec = form.plan.codec_path(target);
            quote!(#codec::write_query(#value, #place)?;)
        }
    }
}

fn list(
    form: FormCodec<'_, '_>,
    member: &Member,
    item: &Member,
    values: &TokenStream,
    place: &TokenStream,
) -> TokenStream {
    let write = self::value(form, item, &quote!(value), &quote!(list.numbered(number)));
    let is_sparse = form.plan.shape(member.target).traits.is_sparse();
    let write = match is_sparse {
        // Forms have no null.
        true => quote!(if let ::std::option::Option::Some(value) = value { #write }),
        false => write,
    };
    let elements = quote! {
        for (number, value) in (1..).zip(#values) {
            #write
        }
    };
    if form.ec2 {
        return quote! {
            let mut list = #place;
            #elements
        };
    }
    let inner = (!xml::is_flattened(member)).then(|| {
        let name = xml::element_name(item);
        quote!(let mut list = list.member(#name);)
    });
    quote! {
        let mut list = #place;
        if #values.is_empty() {
            list.empty();
        } else {
            #inner
            #elements
        }
    }
}

fn map(
    form: FormCodec<'_, '_>,
    member: &Member,
    [key, entry]: [&Member; 2],
    values: &TokenStream,
    place: &TokenStream,
) -> TokenStream {
    let [key_name, value_name] = xml::entry_names(key, entry);
    let write = value(
        form,
        entry,
        &quote!(value),
        &quote!(entry.member(#value_name)),
    );
    let is_sparse = form.plan.shape(member.target).traits.is_sparse();
    let write = if is_sparse {
        quote!(if let ::std::option::Option::Some(value) = value { #write })
    } else {
        write
    };
    let inner = (!xml::is_flattened(member) && !form.ec2)
        .then(|| quote!(let mut map = map.member("entry");));
    quote! {
        let mut map = #place;
        #inner
        for (number, (key, value)) in (1..).zip(::tinsmith_runtime::codegen::query::sorted(#values)) {
            let mut entry = map.numbered(number);
            entry.member(#key_name).string(key);
            #write
        }
    }
}

/// The writing function of a union.
pub(in crate::emit::protocol) fn union(form: FormCodec<'_, '_>, shape: ShapeRef) -> TokenStream {
    let path = form.plan.type_path(shape);
    let variant = write::variant(form.plan, shape, |variant| {
        let (ident, name) = (&variant.ident, form.name(variant.member));
        match variant.ty {
            None => quote!(#path::#ident => form.member(#name).empty(),),
            Some(_) => {
                let place = quote!(form.member(#name));
                let write = value(form, variant.member, &quote!(value), &place);
                quote!(#path::#ident(value) => { #write })
            }
        }
    });
    function(&path, &quote!(mut form), &variant)
}
