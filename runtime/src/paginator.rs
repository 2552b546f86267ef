//! The paginator of all operations.
//!
//! Smithy specification: [pagination](https://smithy.io/2.0/spec/behavior-traits.html#paginated-trait).

use std::fmt;

use aws_smithy_async::future::pagination_stream::fn_stream::FnStream;
use aws_smithy_async::future::pagination_stream::{PaginationStream, TryFlatMap};
use aws_smithy_runtime::client::sdk_feature::SmithySdkFeature;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugins;

use crate::operation::{Operation, SendResult, invoke};
use crate::sdk_feature;

/// An operation that returns its output in pages.
pub trait Paginated: Operation<Input: Clone> {
    /// The type of the token by which the next page is requested.
    type Token: PartialEq + Clone + Send + Sync + 'static;

    /// The member of the input that takes the token.
    fn input_token(input: &mut Self::Input) -> &mut Option<Self::Token>;

    /// The token of the next page; `None` or an empty token after the last page.
    fn output_token(output: &Self::Output) -> Option<&Self::Token>;

    /// Whether the token is an empty string, which requests no page.
    fn is_end(token: &Self::Token) -> bool;
}

/// A paginated operation whose input has the size of pages.
pub trait PageSize: Paginated {
    /// The type of that member.
    type Size;

    /// Requests pages of at most `size` items.
    fn set_page_size(input: &mut Self::Input, size: Self::Size);
}

/// A paginated operation whose items are a list or a map in the output.
pub trait PageItems: Paginated {
    /// One item: an element of a list, or an entry of a map.
    type Item: Send + 'static;

    /// The items of a page.
    fn items(output: Self::Output) -> impl Iterator<Item = Self::Item> + Send;
}

/// Reads an operation's output page by page.
pub struct Paginator<O: Paginated> {
    plugins: RuntimePlugins,
    input: O::Input,
    stop_on_duplicate_token: bool,
}

impl<O: Paginated> fmt::Debug for Paginator<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paginator")
            .field("operation", &O::NAME)
            .field("input", &self.input)
            .field("stop_on_duplicate_token", &self.stop_on_duplicate_token)
            .finish()
    }
}

impl<O: Paginated> Paginator<O> {
    /// The pages of `O`, from the one that `input` requests.
    pub fn new(plugins: RuntimePlugins, input: O::Input) -> Self {
        Self {
            plugins: plugins.with_operation_plugin(sdk_feature::plugin(
                "paginator",
                SmithySdkFeature::Paginator,
            )),
            input,
            stop_on_duplicate_token: true,
        }
    }

    /// Sets whether the stream ends when the service returns the same token twice in a row. That is the default, since
    /// the stream would otherwise never end.
    pub fn stop_on_duplicate_token(mut self, stop_on_duplicate_token: bool) -> Self {
        self.stop_on_duplicate_token = stop_on_duplicate_token;
        self
    }

    /// The stream of pages. Nothing is sent before it is polled.
    pub fn send(self) -> PaginationStream<SendResult<O>> {
        let Self {
            plugins,
            mut input,
            stop_on_duplicate_token,
        } = self;
        PaginationStream::new(FnStream::new(move |pages| {
            Box::pin(async move {
                loop {
                    let page = invoke::<O>(&plugins, input.clone()).await;
                    let next = page.as_ref().ok().and_then(O::output_token);
                    let next = next.filter(|token| !O::is_end(token)).cloned();
                    let token = O::input_token(&mut input);
                    let is_last = next.is_none() || (stop_on_duplicate_token && next == *token);
                    *token = next;
                    if pages.send(page).await.is_err() || is_last {
                        return;
                    }
                }
            })
        }))
    }
}

impl<O: PageSize> Paginator<O> {
    /// Requests pages of at most `limit` items.
    pub fn page_size(mut self, limit: O::Size) -> Self {
        O::set_page_size(&mut self.input, limit);
        self
    }
}

impl<O: PageItems> Paginator<O> {
    /// The items of all pages, one after the other.
    pub fn items(self) -> PaginatorItems<O> {
        PaginatorItems(self)
    }
}

/// An item, or the error of the call for its page.
pub(crate) type ItemResult<O> =
    Result<<O as PageItems>::Item, SdkError<<O as Operation>::Error, HttpResponse>>;

/// Reads an operation's items, page by page.
#[derive(Debug)]
pub struct PaginatorItems<O: Paginated>(Paginator<O>);

impl<O: PageItems> PaginatorItems<O> {
    /// The stream of items. Nothing is sent before it is polled.
    pub fn send(self) -> PaginationStream<ItemResult<O>> {
        TryFlatMap::new(self.0.send()).flat_map(O::items)
    }
}
