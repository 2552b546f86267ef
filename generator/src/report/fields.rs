//! The names of fields in Rust.

use std::cell::RefCell;
use std::collections::HashMap;

use tinsmith_model::{Model, ShapeRef};

use crate::plan::{Role, member_names};

/// The names of the fields of the structures of one model.
///
/// The name of a field may depend on all members of its structure. So the names of a structure are made together, when
/// the first of them is asked for.
#[derive(Default)]
pub(super) struct Fields {
    /// The names by the members' names, by the role of the structure and the structure.
    known: RefCell<HashMap<(Role, ShapeRef), HashMap<String, String>>>,
}

impl Fields {
    /// The field of a structure's member. `model` is the same in each call.
    pub(super) fn name(
        &self,
        model: &Model,
        role: Role,
        structure: ShapeRef,
        member: &str,
    ) -> String {
        let mut known = self.known.borrow_mut();
        let names = known.entry((role, structure)).or_insert_with(|| {
            let members = model[structure].members().iter();
            let members = members.map(|member| member.name.as_str());
            let names = member_names(role, members.clone()).into_iter();
            members
                .map(str::to_owned)
                .zip(names.map(|names| names.ident.to_string()))
                .collect()
        });
        names.get(member).cloned().unwrap_or_default()
    }
}
