//! What single services ask for that neither their models nor their protocols say: what the official
//! clients do for them by name.

pub(crate) mod bearer_token;
pub(crate) mod optionality;
pub(crate) mod requests;
pub(crate) mod route_53;
pub(crate) mod s3;
pub(crate) mod s3_control;
pub(crate) mod shared_config;
pub(crate) mod slow;
pub(crate) mod sts;
pub(crate) mod xml_roots;
