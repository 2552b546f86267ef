//! Requests and responses, by tables.

mod requests;
mod responses;
mod texts;
