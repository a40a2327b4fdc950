//! Through which places a flow goes: one that passes over layers has a place of its own in each of them, so that it
//! crosses no node.

use crate::chart::sankey::flow::Flow;
use crate::chart::sankey::stack::Leg;

/// Flows cut at the layers that they pass over.
#[derive(Debug, Default)]
pub struct Courses {
    /// The layer of each node, and then of each place that a flow passes.
    pub layer: Vec<usize>,
    /// The parts of all flows.
    pub legs: Vec<Leg>,
    /// For each flow its parts, from its source on.
    pub parts: Vec<Vec<usize>>,
}

impl Courses {
    /// The courses of flows between nodes of these layers. A flow that goes back has one part: it swings below all
    /// nodes.
    pub fn of(layer: &[usize], flows: &[Flow]) -> Self {
        let mut courses = Self {
            layer: layer.to_vec(),
            ..Self::default()
        };
        for flow in flows {
            let mut parts = Vec::new();
            let mut from = flow.leg.source;
            for passed in layer[from] + 1..layer[flow.leg.target] {
                let place = courses.layer.len();
                courses.layer.push(passed);
                parts.push(courses.leg(from, place, flow));
                from = place;
            }
            parts.push(courses.leg(from, flow.leg.target, flow));
            courses.parts.push(parts);
        }
        courses
    }

    fn leg(&mut self, source: usize, target: usize, flow: &Flow) -> usize {
        let value = flow.leg.value;
        self.legs.push(Leg {
            source,
            target,
            value,
        });
        self.legs.len() - 1
    }
}
