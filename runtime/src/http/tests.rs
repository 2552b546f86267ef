//! Requests and responses, by tables.

mod errors;
mod requests;
mod responses;
mod texts;
