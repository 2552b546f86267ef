mod bodies;
mod requests;
