//! A test of an event stream: of the events that are sent, or of those that are received.
//!
//! Smithy specification: [Event stream protocol compliance tests][spec].
//!
//! [spec]: https://smithy.io/2.0/additional-specs/event-stream-protocol-compliance-tests.html

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use tinsmith_model::{Member, Node};

use super::case::Case;
use super::{request, response, settings};
use crate::emit::test_values::Values;
use crate::plan::client::ClientTraits;
use crate::plan::{Field, Operation, Plan};

/// The body of the test.
pub(super) fn emit<'m>(
    plan: &Plan<'m>,
    client: &ClientTraits,
    operation: &Operation<'m>,
    case: &Case<'m>,
) -> Result<TokenStream, String> {
    let test = Test {
        plan,
        operation,
        case,
        failure: failure(case)?,
    };
    let (sent, received) = test.events()?;
    let (server, client) = (test.server(&received)?, settings::client(client, case)?);
    let call = test.call(&sent)?;
    let ends = if test.is_of_output(&received) {
        test.output(&received)?
    } else {
        test.request(&sent)?
    };
    Ok(quote! {
        let server = #server;
        #client
        #call
        #ends
    })
}

/// The expected failure of a case, if any, with its error if the case names one.
fn failure<'m>(case: &Case<'m>) -> Result<Option<Option<&'m str>>, String> {
    let Some(failure) = case.get("expectation").and_then(|it| it.get("failure")) else {
        return Ok(None);
    };
    let error = failure.get("errorId").map(Node::as_str);
    match error {
        Some(None) => Err("expected a shape id as `errorId`".to_owned()),
        other => Ok(Some(other.flatten())),
    }
}

struct Test<'p, 'm> {
    plan: &'p Plan<'m>,
    operation: &'p Operation<'m>,
    case: &'p Case<'m>,
    failure: Option<Option<&'m str>>,
}

impl<'m> Test<'_, 'm> {
    /// The events that are sent, and those that are received.
    fn events(&self) -> Result<(Vec<Case<'m>>, Vec<Case<'m>>), String> {
        let (mut sent, mut received) = (Vec::new(), Vec::new());
        let events = self.case.get("events").and_then(Node::as_array);
        for event in events.into_iter().flatten() {
            let event = self.case.event(event);
            match event.needed("type")? {
                "request" => sent.push(event),
                "response" => received.push(event),
                other => return Err(format!("`{other}` is not a type of an event")),
            }
        }
        Ok((sent, received))
    }

    /// Whether the case is about the output.
    fn is_of_output(&self, received: &[Case<'m>]) -> bool {
        let says = |key| self.case.get(key).is_some();
        !received.is_empty() || says("initialResponse") || says("initialResponseParams")
    }

    fn server(&self, received: &[Case<'m>]) -> Result<TokenStream, String> {
        let server = match self.case.get("initialResponse") {
            Some(_) => response::server(&self.case.initial("initialResponse"))?,
            None => quote!(::tinsmith_runtime::protocol_test::Server::default()),
        };
        if received.is_empty() {
            return Ok(server);
        }
        let events = received.iter().map(event);
        let events = events.collect::<Result<Vec<_>, _>>()?;
        Ok(quote!(#server.streaming(&[#(#events),*])))
    }

    /// The statement that makes `call`, with the events that it sends.
    fn call(&self, sent: &[Case<'m>]) -> Result<TokenStream, String> {
        let (method, input) = (&self.operation.method, &self.operation.input);
        let setters = match self.case.get("initialRequestParams") {
            Some(params) => {
                let params = params.as_object().ok_or("expected an object as params")?;
                Values::sent(self.plan).setters(input, params, "initialRequestParams")?
            }
            None => response::labels(self.plan, input)?,
        };
        let stream = match input.events(self.plan) {
            None if sent.is_empty() => None,
            None => return Err("the input has no stream of events".to_owned()),
            Some(field) => Some(self.stream(field, sent)?),
        };
        Ok(quote!(let call = client.#method() #setters #stream;))
    }

    fn stream(&self, field: &Field<'m>, sent: &[Case<'m>]) -> Result<TokenStream, String> {
        let union = field.member.target;
        let values = Values::sent(self.plan);
        let events = sent.iter().filter(|event| !is_initial(event));
        let events = events.map(|event| {
            let params = event.get("params").ok_or("expected `params`")?;
            let (member, held) = self.member(field, params)?;
            if !self.plan.is_error(member.target) {
                let value = values.value(union, params, "params")?;
                return Ok(quote!(::std::result::Result::Ok(#value)));
            }
            let value = values.value(member.target, held, "params")?;
            let (error, variant) = (
                self.plan.event_error_path(union),
                &self.plan.error_variant(member.target).ident,
            );
            Ok(quote!(::std::result::Result::Err(#error::#variant(#value))))
        });
        let events = events.collect::<Result<Vec<_>, String>>()?;
        let setter = &field.setter;
        Ok(quote! {
            .#setter(::std::option::Option::Some(
                ::tinsmith_runtime::protocol_test::events(::std::vec![#(#events),*]),
            ))
        })
    }

    /// The member of the union that `params` sets, and its value.
    fn member<'n>(
        &self,
        field: &Field<'m>,
        params: &'n Node,
    ) -> Result<(&'m Member, &'n Node), String> {
        let [(name, held)] = params.as_object().unwrap_or_default() else {
            return Err(format!("expected an object with one key, found `{params}`"));
        };
        let member = self.plan.shape(field.member.target).member(name);
        let member = member.ok_or_else(|| format!("`{name}` is not an event"))?;
        Ok((member, held))
    }

    /// Statements that compare the request and its events.
    fn request(&self, sent: &[Case<'m>]) -> Result<TokenStream, String> {
        if self.failure.is_some() {
            return Err("a case of a request can't expect a failure".to_owned());
        }
        let initial = match self.case.get("initialRequest") {
            Some(_) => {
                let expected = request::expected(&self.case.initial("initialRequest"))?;
                Some(quote!(received.assert(&#expected);))
            }
            None => None,
        };
        let events = sent.iter().map(event);
        let events = events.collect::<Result<Vec<_>, _>>()?;
        let events = (!events.is_empty()).then(|| quote!(received.assert_events(&[#(#events),*]);));
        if initial.is_none() && events.is_none() {
            return Err("the case expects nothing".to_owned());
        }
        Ok(quote! {
            let received = server.received(call.send());
            #initial
            #events
        })
    }

    /// Statements that compare the output and its events.
    fn output(&self, received: &[Case<'m>]) -> Result<TokenStream, String> {
        if received.is_empty() && self.failure.is_some() {
            return self.refused();
        }
        let stream = self.operation.output.events(self.plan);
        let stream = stream.ok_or("the output has no stream of events")?;
        let ident = &stream.ident;
        let initial = self.initial_response()?;
        let mut events = Vec::new();
        for (index, case) in received.iter().enumerate() {
            if is_initial(case) {
                continue;
            }
            let is_last = index + 1 == received.len();
            let received = quote!(server.run(actual.#ident.recv()));
            events.push(match (self.failure, is_last) {
                (Some(error), true) => self.failed(stream, error, case, &received)?,
                _ => self.event(stream, case, &received)?,
            });
        }
        let binding = if events.is_empty() {
            quote!(actual)
        } else {
            quote!(mut actual)
        };
        let output = match self.failure == Some(None) && self.lacks_initial() {
            // If initial members come with the response, the call fails; if they come in a message, the event does.
            true => quote! {
                let ::std::result::Result::Ok(#binding) = server.run(call.send()) else {
                    return;
                };
            },
            false => quote! {
                let #binding = server.run(call.send()).expect("the response is the output");
            },
        };
        Ok(quote! {
            #output
            #initial
            #(#events)*
        })
    }

    /// Whether the case leaves out a required member of the initial response.
    fn lacks_initial(&self) -> bool {
        let params = self.case.get("initialResponseParams");
        let is_given =
            |field: &Field<'_>| params.is_some_and(|it| it.get(&field.member.name).is_some());
        let mut required = self.operation.output.initial_required(self.plan);
        self.case.get("initialResponse").is_none() && !required.all(is_given)
    }

    fn initial_response(&self) -> Result<TokenStream, String> {
        let Some(params) = self.case.get("initialResponseParams") else {
            return Ok(quote!());
        };
        let params = params.as_object().ok_or("expected an object as params")?;
        let output = &self.operation.output;
        let expected = output.fields.iter().filter_map(|field| {
            let name = &field.member.name;
            let (_, node) = params.iter().find(|(other, _)| other == name)?;
            Some((field, node))
        });
        let mut compared = TokenStream::new();
        for (field, node) in expected {
            let (ident, name) = (&field.ident, &field.member.name);
            let value = Values::read(self.plan).value(field.member.target, node, name)?;
            let value = if field.optional {
                quote!(::std::option::Option::Some(#value))
            } else {
                value
            };
            compared.extend(quote!(::std::assert_eq!(actual.#ident, #value, #name);));
        }
        Ok(compared)
    }

    /// A statement that compares an event.
    fn event(
        &self,
        stream: &Field<'m>,
        case: &Case<'m>,
        received: &TokenStream,
    ) -> Result<TokenStream, String> {
        let Some(params) = case.get("params") else {
            return Ok(quote! {
                let event = #received.expect("an event");
                ::std::assert!(event.is_some_and(|event| event.is_unknown()), "it is known");
            });
        };
        let expected = Values::read(self.plan).value(stream.member.target, params, "params")?;
        Ok(quote! {
            let event = #received.expect("an event");
            ::std::assert_eq!(event, ::std::option::Option::Some(#expected));
        })
    }

    /// Statements that compare the error at the end of a stream.
    fn failed(
        &self,
        stream: &Field<'m>,
        error: Option<&str>,
        case: &Case<'m>,
        received: &TokenStream,
    ) -> Result<TokenStream, String> {
        let Some(id) = error else {
            return Ok(quote!(#received.expect_err("the event is refused");));
        };
        let params = case.get("params").ok_or("expected `params`")?;
        let (member, held) = self.member(stream, params)?;
        if self.plan.shape(member.target).id.as_str() != id {
            return Err(format!("`{id}` is not the error of the event"));
        }
        let structure = self.plan.errors.iter();
        let mut structure = structure.filter(|it| it.shape == Some(member.target));
        let structure = structure.next().ok_or("the error has no type")?;
        let held = held.as_object().ok_or("expected an object as the error")?;
        let compared = response::compared_to(self.plan, structure, held)?;
        let (path, variant) = (
            self.plan.event_error_path(stream.member.target),
            &self.plan.error_variant(member.target).ident,
        );
        Ok(quote! {
            let error = #received.expect_err("the event is an error");
            match error.into_service_error() {
                #path::#variant(actual) => { #compared }
                other => ::std::panic!("expected another error than {other:?}"),
            }
        })
    }

    /// Statements that expect the response to be an error, before there are any events.
    fn refused(&self) -> Result<TokenStream, String> {
        let refused = quote! {
            server.run(call.send()).expect_err("the response is an error")
        };
        let Some(Some(id)) = self.failure else {
            return Ok(quote!(#refused;));
        };
        let mut errors = self.operation.errors.iter();
        let error = errors.find(|&&error| self.plan.shape(error).id.as_str() == id);
        let error = error.ok_or_else(|| format!("the operation has no error `{id}`"))?;
        let (module, ident) = (&self.operation.path, self.operation.error_ident());
        let is_error = &self.plan.error_variant(*error).ident;
        let wanted = format!("expected `{is_error}`, found {{error:?}}");
        Ok(quote! {
            let error = #refused.into_service_error();
            ::std::assert!(::std::matches!(error, #module::#ident::#is_error(_)), #wanted);
        })
    }
}

/// Whether the message is not an event, but has the other members of the input or output, in a protocol that calls
/// operations by name.
fn is_initial(case: &Case<'_>) -> bool {
    let headers = case.get("headers");
    let kind = headers.and_then(|it| it.get(":event-type")?.get("string")?.as_str());
    matches!(kind, Some("initial-request" | "initial-response"))
}

/// The message of a case, as an expression of the runtime's `Event`.
fn event(case: &Case<'_>) -> Result<TokenStream, String> {
    let mut fields = Vec::new();
    if let Some(headers) = case.get("headers") {
        let headers = headers
            .as_object()
            .ok_or("expected an object as `headers`")?;
        let headers = headers.iter().map(|(name, node)| {
            let value =
                header(node).ok_or_else(|| format!("`{node}` is not a value of a header"))?;
            Ok(quote!((#name, ::tinsmith_runtime::protocol_test::Value::#value)))
        });
        let headers = headers.collect::<Result<Vec<_>, String>>()?;
        fields.push(quote!(headers: &[#(#headers),*]));
    }
    for (key, field) in [
        ("forbidHeaders", "forbid_headers"),
        ("requireHeaders", "require_headers"),
    ] {
        let names = case.texts(key)?;
        if !names.is_empty() {
            let field = format_ident!("{field}");
            fields.push(quote!(#field: &[#(#names),*]));
        }
    }
    if let Some(body) = case.body()? {
        fields.push(quote!(body: ::std::option::Option::Some(#body)));
    }
    if let Some(bytes) = case.text("bytes")? {
        fields.push(quote!(bytes: ::std::option::Option::Some(#bytes)));
    }
    let event = quote!(::tinsmith_runtime::protocol_test::Event);
    Ok(quote!(#event { #(#fields,)* ..#event::ANY }))
}

/// The value of a header, which is an object with the type as its only key.
fn header(node: &Node) -> Option<TokenStream> {
    let [(kind, node)] = node.as_object()? else {
        return None;
    };
    let integer = || Some(Literal::i64_unsuffixed(node.as_i64()?));
    Some(match kind.as_str() {
        "boolean" => {
            let value = node.as_bool()?;
            quote!(Boolean(#value))
        }
        "byte" => {
            let value = integer()?;
            quote!(Byte(#value))
        }
        "short" => {
            let value = integer()?;
            quote!(Short(#value))
        }
        "integer" => {
            let value = integer()?;
            quote!(Integer(#value))
        }
        "long" => {
            let value = integer()?;
            quote!(Long(#value))
        }
        "blob" => {
            let text = node.as_str()?;
            quote!(Blob(#text))
        }
        "string" => {
            let text = node.as_str()?;
            quote!(String(#text))
        }
        "timestamp" => {
            let text = node.as_str()?;
            quote!(Timestamp(#text))
        }
        _ => return None,
    })
}
