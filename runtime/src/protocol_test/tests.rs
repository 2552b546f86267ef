//! The stand-in for the server: requests and bodies that it accepts and refuses.

mod bodies;
mod endpoints;
mod requests;
