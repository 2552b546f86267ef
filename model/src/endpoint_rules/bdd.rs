//! Converts `smithy.rules#endpointBdd`, rules as a binary decision diagram, to a [`RuleSet`].
//!
//! A node tests a condition, and leads to one of two places: another node, a result (an endpoint or an error), or nowhere.
//! Several nodes may lead to the same place, so the same rules as a tree would be much larger. A [`RuleSet`] needs no tree
//! for this: if the conditions of a rule do not hold, evaluation continues at any later rule, [`Rule::next`]. So each
//! node becomes two rules. The first has the condition, and jumps if it does not hold. The second has a condition that
//! never holds, and so always jumps; it is reached if the condition of the first holds:
//!
//! ```text
//! 0: condition, else go to <low>
//! 1: false, else go to <high>
//! ```

use std::collections::HashMap;

use base64_simd::STANDARD;

use super::parse::{Parser, array, parameters, string};
use super::ruleset::{Action, Condition, Expr, Rule, RuleSet};
use super::scope::{Malformed, index};
use crate::node::Node;

/// The references above this number are to results, counted from 1. This number itself is a reference to no result.
const RESULTS: i32 = 100_000_000;

/// The references to the two terminals, where no rule matches.
const TERMINALS: [i32; 2] = [1, -1];

/// The size of a node in bytes: three integers, which are the condition, and the references if it holds and if not.
const NODE: usize = 12;

/// A node of the diagram.
#[derive(Clone, Copy)]
struct Decision {
    condition: usize,
    high: i32,
    low: i32,
}

/// Parses a decision diagram.
///
/// # Errors
/// Everything that is malformed, at most one problem for each condition and result.
pub(super) fn parse(node: &Node) -> Result<RuleSet, Vec<Malformed>> {
    let one = |bad: Malformed| vec![bad];
    let version = string(node, "version").map_err(one)?;
    if version != "1" && !version.starts_with("1.") {
        let message = format!("the version `{version}` is not supported; expected 1.x");
        return Err(one(Malformed::new(message).at("version")));
    }
    let mut parser = Parser::new(parameters(node).map_err(one)?);
    let mut problems = Vec::new();
    let mut conditions = Vec::new();
    for (at, node) in array(node, "conditions").map_err(one)?.iter().enumerate() {
        match parser.condition(node) {
            Ok(condition) => conditions.push(condition),
            Err(bad) => problems.push(bad.at(&format!("conditions[{at}]"))),
        }
    }
    let mut results = Vec::new();
    for (at, node) in array(node, "results").map_err(one)?.iter().enumerate() {
        match result(&parser, node) {
            Ok(result) => results.push(result),
            Err(bad) => problems.push(bad.at(&format!("results[{at}]"))),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let decisions = decisions(node, conditions.len()).map_err(one)?;
    let root = integer(node, "root").map_err(one)?;
    let rules = lower(root, &decisions, &conditions, &results).map_err(one)?;
    Ok(RuleSet {
        variables: index(parser.variables.len()).map_err(one)?,
        parameters: parser.parameters,
        rules,
    })
}

fn result(parser: &Parser, node: &Node) -> Result<Action, Malformed> {
    if node
        .get("conditions")
        .is_some_and(|it| it.as_array() != Some(&[]))
    {
        let message = "a result has conditions, expected them in the nodes";
        return Err(Malformed::new(message).at("conditions"));
    }
    parser.leaf(node, string(node, "type")?)
}

/// The nodes; the first is the terminal, whose content does not matter.
fn decisions(node: &Node, conditions: usize) -> Result<Vec<Decision>, Malformed> {
    let bytes = STANDARD.decode_to_vec(string(node, "nodes")?);
    let bytes = bytes.map_err(|_| Malformed::new("expected base64").at("nodes"))?;
    let count = integer(node, "nodeCount")?;
    if usize::try_from(count)
        .ok()
        .and_then(|it| it.checked_mul(NODE))
        != Some(bytes.len())
    {
        let message = format!(
            "`nodeCount` is {count}, but the nodes have {} bytes, expected {NODE} for each",
            bytes.len()
        );
        return Err(Malformed::new(message).at("nodes"));
    }
    let mut decisions = Vec::new();
    for (at, bytes) in bytes.chunks_exact(NODE).enumerate() {
        let part = |at: usize| {
            let mut part = [0; 4];
            part.copy_from_slice(&bytes[4 * at..][..4]);
            i32::from_be_bytes(part)
        };
        let condition = usize::try_from(part(0)).ok().filter(|it| *it < conditions);
        let condition = match (at, condition) {
            (0, _) => 0,
            (_, Some(condition)) => condition,
            (_, None) => {
                let message = format!(
                    "node {} tests condition {}, of {conditions}",
                    at + 1,
                    part(0)
                );
                return Err(Malformed::new(message).at("nodes"));
            }
        };
        decisions.push(Decision {
            condition,
            high: part(1),
            low: part(2),
        });
    }
    Ok(decisions)
}

/// The target of a reference. In the complement of a node its two references are exchanged.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Node { number: usize, complement: bool },
    Result(usize),
    Nowhere,
}

impl Place {
    fn of(reference: i32, nodes: usize, results: usize) -> Result<Self, Malformed> {
        if TERMINALS.contains(&reference) || reference == RESULTS {
            return Ok(Self::Nowhere);
        }
        let number = usize::try_from(reference.unsigned_abs()).unwrap_or(usize::MAX);
        let base = usize::try_from(RESULTS).unwrap_or(usize::MAX);
        let place = match number.checked_sub(base) {
            Some(result) if reference > 0 => (result <= results).then(|| Self::Result(result - 1)),
            Some(_) => None,
            None => (2..=nodes).contains(&number).then_some(Self::Node {
                number: number - 1,
                complement: reference < 0,
            }),
        };
        place.ok_or_else(|| {
            let message = format!("the reference {reference} leads to no node and no result");
            Malformed::new(message).at("nodes")
        })
    }
}

fn lower(
    root: i32,
    decisions: &[Decision],
    conditions: &[Condition],
    results: &[Action],
) -> Result<Vec<Rule>, Malformed> {
    let place = |reference| Place::of(reference, decisions.len(), results.len());
    let ways = |number: usize, complement: bool| {
        let Decision { high, low, .. } = decisions[number];
        let (holds, fails) = if complement { (low, high) } else { (high, low) };
        Ok::<_, Malformed>((place(holds)?, place(fails)?))
    };
    let root = place(root)?;
    let order = in_order(root, &ways)?;
    // The rules are two for each node, and then one for each result.
    let mut starts: HashMap<Place, usize> = order.iter().copied().zip((0..).step_by(2)).collect();
    // A diagram without nodes has one rule, which jumps to its result.
    let behind = (2 * order.len()).max(1);
    starts.extend((0..results.len()).map(|at| (Place::Result(at), behind + at)));
    let end = behind + results.len();
    let start = |place: Place| index(starts.get(&place).copied().unwrap_or(end));
    let jump = |to: Place| {
        Ok::<_, Malformed>(Rule {
            conditions: vec![Condition {
                test: Expr::Bool(false),
                assign: None,
            }],
            action: Action::Tree,
            next: start(to)?,
        })
    };
    let mut rules = Vec::new();
    if order.is_empty() {
        rules.push(jump(root)?);
    }
    for place in &order {
        let Place::Node { number, complement } = *place else {
            continue;
        };
        let (holds, fails) = ways(number, complement)?;
        rules.push(Rule {
            conditions: vec![conditions[decisions[number].condition].clone()],
            action: Action::Tree,
            next: start(fails)?,
        });
        rules.push(jump(holds)?);
    }
    let next = index(rules.len() + results.len())?;
    rules.extend(results.iter().map(|action| Rule {
        conditions: Vec::new(),
        action: action.clone(),
        next,
    }));
    Ok(rules)
}

/// All nodes that the root leads to, in an order in which each node comes before those that it leads to.
///
/// # Errors
/// A node leads back to itself.
fn in_order(
    root: Place,
    ways: &impl Fn(usize, bool) -> Result<(Place, Place), Malformed>,
) -> Result<Vec<Place>, Malformed> {
    let mut done = Vec::new();
    // False for a node whose references are being followed, true when all of them are done.
    let mut is_done: HashMap<Place, bool> = HashMap::new();
    let mut pending = vec![root];
    while let Some(&place) = pending.last() {
        let Place::Node { number, complement } = place else {
            pending.pop();
            continue;
        };
        match is_done.get(&place) {
            None => {
                is_done.insert(place, false);
                let (holds, fails) = ways(number, complement)?;
                for next in [holds, fails] {
                    match is_done.get(&next) {
                        None => pending.push(next),
                        Some(true) => {}
                        Some(false) => {
                            let message = format!("node {} leads back to itself", number + 1);
                            return Err(Malformed::new(message).at("nodes"));
                        }
                    }
                }
            }
            Some(false) => {
                is_done.insert(place, true);
                done.push(place);
                pending.pop();
            }
            Some(true) => {
                pending.pop();
            }
        }
    }
    done.reverse();
    Ok(done)
}

fn integer(node: &Node, key: &str) -> Result<i32, Malformed> {
    let value = node.get(key).and_then(Node::as_i64);
    let value = value.and_then(|value| i32::try_from(value).ok());
    value.ok_or_else(|| Malformed::new("expected a 32-bit integer").at(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(nodes: &str, count: usize, root: i32) -> String {
        let json = format!(
            r#"{{"version": "1.1", "parameters": {{"Region": {{"type": "string"}}}},
                "conditions": [{{"fn": "isSet", "argv": [{{"ref": "Region"}}]}}],
                "results": [{{"type": "error", "conditions": [], "error": "no"}}],
                "root": {root}, "nodeCount": {count}, "nodes": "{nodes}"}}"#
        );
        let node: Node = serde_json::from_str(&json).expect("JSON");
        parse(&node)
            .err()
            .map_or_else(String::new, |bad| bad[0].message.clone())
    }

    fn nodes(nodes: &[[i32; 3]]) -> String {
        let bytes: Vec<u8> = nodes
            .iter()
            .flatten()
            .flat_map(|it| it.to_be_bytes())
            .collect();
        STANDARD.encode_to_string(bytes)
    }

    #[test]
    fn malformed_diagrams() {
        let terminal = [-1, 1, -1];
        let good = nodes(&[terminal, [0, RESULTS + 1, RESULTS]]);
        assert_eq!(problem(&good, 2, 2), "");
        assert_eq!(problem(&good, 2, -2), "");
        assert_eq!(problem(&good, 2, RESULTS + 1), "");
        assert_eq!(problem("?", 2, 2), "expected base64");
        assert!(problem(&good, 3, 2).contains("`nodeCount` is 3, but the nodes have 24 bytes"));
        assert!(problem(&good, 2, 3).contains("the reference 3 leads to no node and no result"));
        let condition = nodes(&[terminal, [1, 1, -1]]);
        assert_eq!(problem(&condition, 2, 2), "node 2 tests condition 1, of 1");
        let circle = nodes(&[terminal, [0, 3, 1], [0, 2, 1]]);
        assert_eq!(problem(&circle, 3, 2), "node 3 leads back to itself");
        let result = nodes(&[terminal, [0, RESULTS + 2, 1]]);
        assert!(problem(&result, 2, 2).contains("leads to no node and no result"));
    }
}
