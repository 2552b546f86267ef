//! `tinsmith history`: sites of change reports, made from small git repositories and, where it is there, from botocore's.

mod broken;
mod browser;
mod choices;
mod kinds;
mod pages;
mod real;
mod repository;
mod runs;
mod versions;
