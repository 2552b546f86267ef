//! Builds a request.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::error::operation::BuildError;
#[cfg(feature = "event-stream")]
use aws_smithy_types::event_stream::DeferredSignerSender;

use super::encode;
use super::header::quote;

const CONTENT_LENGTH: &str = "content-length";
const CONTENT_TYPE: &str = "content-type";

/// Builds a request from the parts of an operation's input, in the order: path, query, headers, body.
///
/// A header that a member is bound to has precedence over the header that a body implies, whichever is set first.
#[derive(Debug)]
pub struct Request {
    method: &'static str,
    uri: String,
    has_query: bool,
    has_body: bool,
    /// The media type is the one that the body implies, and no member has set another.
    has_default_type: bool,
    /// Has headers and body. Method and URI are set at the end.
    http: HttpRequest,
    /// Receives the signer of the body's events, once the request is signed.
    #[cfg(feature = "event-stream")]
    signer: Option<DeferredSignerSender>,
}

impl Request {
    /// A request without path, headers and body.
    pub fn new(method: &'static str) -> Self {
        Self {
            method,
            uri: String::with_capacity(128),
            has_query: false,
            has_body: false,
            has_default_type: false,
            http: HttpRequest::new(SdkBody::from("")),
            #[cfg(feature = "event-stream")]
            signer: None,
        }
    }

    /// Appends a part of the URI pattern to the path, as it is.
    pub fn literal(&mut self, text: &str) {
        self.uri.push_str(text);
    }

    /// Appends the value of a label to the path, percent-encoded. Fails if it is unset or empty: without it, the
    /// path would be that of another resource.
    ///
    /// Smithy specification: [`httpLabel` trait][spec].
    ///
    /// [spec]: https://smithy.io/2.0/spec/http-bindings.html#httplabel-trait
    pub fn label(&mut self, member: &'static str, value: Option<&str>) -> Result<(), BuildError> {
        encode::push(&mut self.uri, non_empty(member, value)?);
        Ok(())
    }

    /// Appends the value of a greedy label (`{name+}`), whose slashes are not encoded.
    pub fn greedy_label(
        &mut self,
        member: &'static str,
        value: Option<&str>,
    ) -> Result<(), BuildError> {
        encode::push_greedy(&mut self.uri, non_empty(member, value)?);
        Ok(())
    }

    /// Appends `name=value` to the query string, both percent-encoded.
    pub fn query(&mut self, name: &str, value: &str) {
        self.separate_query();
        encode::push(&mut self.uri, name);
        self.uri.push('=');
        encode::push(&mut self.uri, value);
    }

    /// Appends a parameter of the URI pattern that has no value, as it is.
    pub fn query_flag(&mut self, name: &str) {
        self.separate_query();
        self.uri.push_str(name);
    }

    /// Appends a parameter of the URI pattern that has a value, both as they are.
    pub fn query_literal(&mut self, name: &str, value: &str) {
        self.query_flag(name);
        self.uri.push('=');
        self.uri.push_str(value);
    }

    /// Sets a header. Fails if the value has a character that headers can't carry.
    pub fn header(&mut self, name: &'static str, value: &str) -> Result<(), BuildError> {
        self.has_default_type &= name != CONTENT_TYPE;
        match self.http.headers_mut().try_insert(name, value.to_owned()) {
            Ok(_) => Ok(()),
            Err(_) => Err(bad_header(name)),
        }
    }

    /// Sets a header to a list of texts, each in a line of its own. A text is quoted if it has commas, quotes,
    /// parentheses or outer white space, or is empty. An empty list makes an empty header.
    ///
    /// Smithy specification: [`httpHeader` serialization rules][spec].
    ///
    /// [spec]: https://smithy.io/2.0/spec/http-bindings.html#httpheader-serialization-rules
    pub fn header_list<I>(&mut self, name: &'static str, values: I) -> Result<(), BuildError>
    where
        I: IntoIterator<Item: AsRef<str>>,
    {
        self.header_lines(name, values, quote)
    }

    /// Sets a header to a list of numbers, booleans or timestamps. They are not quoted, not even HTTP dates, which
    /// contain commas.
    pub fn header_list_unquoted<I>(
        &mut self,
        name: &'static str,
        values: I,
    ) -> Result<(), BuildError>
    where
        I: IntoIterator<Item: AsRef<str>>,
    {
        self.header_lines(name, values, String::push_str)
    }

    fn header_lines<I>(
        &mut self,
        name: &'static str,
        values: I,
        push: fn(&mut String, &str),
    ) -> Result<(), BuildError>
    where
        I: IntoIterator<Item: AsRef<str>>,
    {
        let headers = self.http.headers_mut();
        headers.remove(name);
        for value in values {
            let mut line = String::new();
            push(&mut line, value.as_ref());
            if headers.try_append(name, line).is_err() {
                return Err(bad_header(name));
            }
        }
        if !headers.contains_key(name) {
            return self.header(name, "");
        }
        Ok(())
    }

    /// Sets the header of an entry of a map that is bound to all headers with a prefix, unless another member has
    /// set that header.
    ///
    /// Smithy specification: [`httpPrefixHeaders` trait][spec].
    ///
    /// [spec]: https://smithy.io/2.0/spec/http-bindings.html#httpprefixheaders-trait
    pub fn prefix_header(
        &mut self,
        prefix: &'static str,
        key: &str,
        value: &str,
    ) -> Result<(), BuildError> {
        let name = [prefix, key].concat();
        let headers = self.http.headers_mut();
        if headers.contains_key(&name) {
            return Ok(());
        }
        match headers.try_insert(name, value.to_owned()) {
            Ok(_) => Ok(()),
            Err(_) => Err(BuildError::invalid_field(
                prefix,
                "a key or value of the map cannot be part of a header",
            )),
        }
    }

    /// Sets a header that the protocol asks for, unless it is set.
    pub fn default_header(&mut self, name: &'static str, value: &'static str) {
        let headers = self.http.headers_mut();
        if !headers.contains_key(name) {
            self.has_default_type |= name == CONTENT_TYPE;
            // The generator refuses models whose values are not valid in headers.
            let _ = headers.try_insert(name, value);
        }
    }

    /// Sets a header that all requests of a service have, also if a member has set it.
    pub fn service_header(&mut self, name: &'static str, value: &'static str) {
        // The generator refuses models whose values are not valid in headers.
        let _ = self.http.headers_mut().try_insert(name, value);
    }

    /// Sets the media type of the body, unless a member has set that header.
    pub fn content_type(&mut self, value: &'static str) {
        self.default_header(CONTENT_TYPE, value);
    }

    /// Makes bytes the body. Their media type is `application/octet-stream`, unless
    /// [`content_type`](Self::content_type) has set another.
    pub fn body_bytes(&mut self, body: impl Into<Vec<u8>>) {
        self.content_type("application/octet-stream");
        self.body(SdkBody::from(body.into()));
    }

    /// Makes text the body. Its media type is `text/plain`, unless [`content_type`](Self::content_type) has set
    /// another.
    pub fn body_text(&mut self, body: String) {
        self.content_type("text/plain");
        self.body(SdkBody::from(body));
    }

    /// Makes a stream the body. Its media type is `application/octet-stream`, unless
    /// [`content_type`](Self::content_type) has set another.
    pub fn body_stream(&mut self, body: ByteStream) {
        self.content_type("application/octet-stream");
        self.body(body.into_inner());
    }

    /// Leaves the body empty, with the media type that it would have, and a length of 0.
    pub fn body_empty(&mut self, content_type: &'static str) {
        self.content_type(content_type);
        self.has_body = true;
    }

    /// Leaves the header `content-length` to the HTTP client, so that no signature covers it.
    pub fn without_length(&mut self) {
        self.has_body = false;
    }

    /// Leaves type and length of the body to whoever sends the request, unless members have set them.
    pub(crate) fn without_defaults(&mut self) {
        self.without_length();
        if self.has_default_type {
            self.http.headers_mut().remove(CONTENT_TYPE);
        }
    }

    /// Moves the form in the body to the query string, for a request that is presigned: such a one has no body, and
    /// services that read forms read the query string alike.
    ///
    /// Fails if the body is not in memory or no text.
    pub fn form_to_query(&mut self) -> Result<(), BuildError> {
        let body = std::mem::replace(self.http.body_mut(), SdkBody::from(""));
        let form = body.bytes().and_then(|it| std::str::from_utf8(it).ok());
        let form =
            form.ok_or_else(|| BuildError::invalid_field("body", "the form is not in memory"))?;
        self.query_flag(form);
        self.method = "GET";
        self.without_defaults();
        Ok(())
    }

    /// Makes `body` the body, without setting a media type.
    pub fn body(&mut self, body: SdkBody) {
        *self.http.body_mut() = body;
        self.has_body = true;
    }

    /// Takes the sender by which the events of the body get their signer.
    #[cfg(feature = "event-stream")]
    pub(crate) fn awaits_signer(&mut self, signer: DeferredSignerSender) {
        self.signer = Some(signer);
    }

    /// The sender by which the events of the body get their signer.
    #[cfg(feature = "event-stream")]
    pub(crate) fn take_signer(&mut self) -> Option<DeferredSignerSender> {
        self.signer.take()
    }

    /// The request, with the length of its body if that is known. Fails if path and query are not a valid URI.
    pub fn finish(self) -> Result<HttpRequest, BoxError> {
        let mut http = self.http;
        let length = http.body().content_length().filter(|_| self.has_body);
        if let Some(length) = length
            && !http.headers().contains_key(CONTENT_LENGTH)
        {
            let length = itoa::Buffer::new().format(length).to_owned();
            http.headers_mut().try_insert(CONTENT_LENGTH, length)?;
        }
        http.set_method(self.method)?;
        http.set_uri(rooted(self.uri))?;
        Ok(http)
    }

    fn separate_query(&mut self) {
        self.uri.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
    }
}

/// Adds the slash that a path begins with: the path in the model may be empty.
fn rooted(mut uri: String) -> String {
    if !uri.starts_with('/') {
        uri.insert(0, '/');
    }
    uri
}

/// The value of a label, which must not be empty.
///
/// # Errors
/// It is unset or empty: without it, the path would be that of another resource.
pub fn non_empty<'a>(member: &'static str, value: Option<&'a str>) -> Result<&'a str, BuildError> {
    value
        .filter(|value| !value.is_empty())
        .ok_or_else(|| BuildError::missing_field(member, "cannot be empty or unset"))
}

/// The error for a header, without its value, which may be sensitive.
#[cold]
fn bad_header(name: &'static str) -> BuildError {
    BuildError::invalid_field(name, "the value has a character that headers can't carry")
}
