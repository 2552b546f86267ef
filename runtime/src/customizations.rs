//! What single services ask for that neither their models nor their protocols say.

pub mod route_53;
