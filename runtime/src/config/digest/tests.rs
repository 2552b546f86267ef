//! HTTP digest authentication: challenges, answers and whole calls.

mod answers;
mod calls;
mod challenges;
