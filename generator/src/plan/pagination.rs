//! The members of a paginated operation that hold the token, the page size and the items.
//!
//! Smithy specification: [`paginated` trait](https://smithy.io/2.0/spec/behavior-traits.html#paginated-trait).

use tinsmith_model::ShapeRef;

use super::{Field, Operation, Plan, Structure};

/// A member of the output, or of a structure in it.
pub(crate) struct MemberPath<'p, 'm> {
    /// The member of the output, and the nested members after it.
    pub(crate) fields: Vec<&'p Field<'m>>,
    /// The target of the last one.
    pub(crate) target: ShapeRef,
}

/// The members that the trait `paginated` names.
pub(crate) struct Pagination<'p, 'm> {
    /// The member of the input that takes the token of a page.
    pub(crate) input_token: &'p Field<'m>,
    /// The token of the next page.
    pub(crate) output_token: MemberPath<'p, 'm>,
    /// The member of the input that sets the page size.
    pub(crate) page_size: Option<&'p Field<'m>>,
    /// The items of a page.
    pub(crate) items: Option<MemberPath<'p, 'm>>,
}

impl<'p, 'm> Pagination<'p, 'm> {
    /// The operation's trait. A property that it does not have is taken from the service's trait.
    pub(crate) fn of(plan: &'p Plan<'m>, operation: &'p Operation<'m>) -> Option<Self> {
        let own = plan.shape(operation.shape).traits.paginated()?;
        let service = plan.shape(plan.service.shape).traits.paginated();
        let service = service.unwrap_or_default();
        let input_token = own.input_token.or(service.input_token)?;
        let output_token = own.output_token.or(service.output_token)?;
        let page_size = own.page_size.or(service.page_size);
        let items = own.items.or(service.items);
        Some(Self {
            input_token: operation.input.field(&input_token)?,
            output_token: MemberPath::of(plan, &operation.output, &output_token)?,
            page_size: page_size.and_then(|name| operation.input.field(&name)),
            items: items.and_then(|path| MemberPath::of(plan, &operation.output, &path)),
        })
    }
}

impl<'p, 'm> MemberPath<'p, 'm> {
    fn of(plan: &'p Plan<'m>, output: &'p Structure<'m>, path: &str) -> Option<Self> {
        let mut structure = output;
        let mut fields = Vec::new();
        for name in path.split('.') {
            let field = structure.field(name)?;
            fields.push(field);
            let nested = plan.structure(field.member.target);
            structure = nested.unwrap_or(structure);
        }
        let target = fields.last()?.member.target;
        Some(Self { fields, target })
    }
}
