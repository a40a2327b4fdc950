//! How far down the nodes of a flow stand, and where flows leave and reach them.

use crate::chart::label::spread;
use crate::chart::sankey::SLOT;
use crate::chart::scale::place;
use rust_decimal::Decimal;

/// Space between two nodes of a layer, in pixels.
const GAP: f64 = 12.0;
/// Times that nodes are drawn towards their neighbours, to the right and back.
const ROUNDS: usize = 8;

/// How much goes from one place to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leg {
    /// Index of the node that it leaves.
    pub source: usize,
    /// Index of the node that it reaches.
    pub target: usize,
    /// How much.
    pub value: Decimal,
}

/// A node with its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Node {
    /// Its top, in pixels.
    pub top: f64,
    /// Its height, in pixels.
    pub height: f64,
}

/// What flows through each of `count` nodes: in or out, the larger.
pub fn sums(count: usize, flows: &[Leg]) -> Vec<Decimal> {
    let (mut into, mut out) = (vec![Decimal::ZERO; count], vec![Decimal::ZERO; count]);
    for flow in flows {
        into[flow.target] = into[flow.target].saturating_add(flow.value);
        out[flow.source] = out[flow.source].saturating_add(flow.value);
    }
    into.into_iter().zip(out).map(|(a, b)| a.max(b)).collect()
}

/// The nodes from `top` downwards, each layer apart, and the height of all; no flow that goes back is thicker than
/// `turning`, as it needs that room beside the nodes too. The first `named` nodes need room for their names, the others
/// are places that flows pass. Nodes come as near to those they flow from and to as the others of their layer let them.
pub fn stack(
    (layer, named): (&[usize], usize),
    flows: &[Leg],
    (top, turning): (f64, f64),
) -> (Vec<Node>, f64) {
    let layers = members(layer);
    let least: Vec<f64> = (0..layer.len())
        .map(|i| if i < named { SLOT } else { 0.0 })
        .collect();
    let fullest = |room: &dyn Fn(usize) -> f64| {
        let rooms = layers.iter().map(|l| l.iter().map(|i| room(*i)).sum());
        rooms.fold(0.0, f64::max)
    };
    let height = fullest(&|i| if i < named { 40.0 } else { GAP })
        .clamp(200.0, 620.0)
        .max(fullest(&|i| least[i] + GAP));
    let sums = sums(layer.len(), flows);
    let turned = flows.iter().filter(|f| layer[f.target] <= layer[f.source]);
    let turned = turned.map(|f| place(f.value)).fold(0.0, f64::max);
    let most = if turned > 0.0 {
        turning / turned
    } else {
        f64::MAX
    };
    let scale = scale(&layers, (&sums, &least), height, most);
    let tall: Vec<f64> = sums.iter().map(|s| (place(*s) * scale).max(1.5)).collect();
    let middles = settled(&layers, flows, (&tall, &least), (top, height));
    let node = |(middle, tall): (f64, f64)| Node {
        top: middle - tall / 2.0,
        height: tall,
    };
    let nodes: Vec<Node> = middles.into_iter().zip(tall).map(node).collect();
    (nodes, height)
}

/// The nodes of each layer.
fn members(layer: &[usize]) -> Vec<Vec<usize>> {
    let last = layer.iter().copied().max().unwrap_or(0);
    let mut layers = vec![Vec::new(); last + 1];
    for (node, layer) in layer.iter().enumerate() {
        layers[*layer].push(node);
    }
    layers
}

/// The largest scale, up to `most`, at which every layer fits in `height`, each node with room for its name.
fn scale(
    layers: &[Vec<usize>],
    (sums, least): (&[Decimal], &[f64]),
    height: f64,
    most: f64,
) -> f64 {
    let fits = |scale: f64| {
        layers.iter().all(|nodes| {
            let slots = nodes
                .iter()
                .map(|i| (place(sums[*i]) * scale).max(least[*i]) + GAP);
            slots.sum::<f64>() <= height + GAP
        })
    };
    let whole = layers
        .iter()
        .map(|nodes| nodes.iter().map(|i| place(sums[*i])).sum::<f64>());
    let high = height / whole.fold(f64::MIN_POSITIVE, f64::max);
    let (mut low, mut high) = (0.0, high.min(most));
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if fits(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// The middles of nodes so tall: each layer in turn is drawn towards its neighbours, to the right and back.
fn settled(
    layers: &[Vec<usize>],
    flows: &[Leg],
    (tall, least): (&[f64], &[f64]),
    (top, height): (f64, f64),
) -> Vec<f64> {
    let mut middles = vec![top + height / 2.0; tall.len()];
    for round in 0..ROUNDS * 2 {
        let forward = round % 2 == 0;
        let mut order: Vec<&Vec<usize>> = layers.iter().collect();
        if !forward {
            order.reverse();
        }
        for nodes in order {
            // On the way to the right a node goes by those it flows from, back by those it flows to; at first by both.
            let wish = |i: usize| {
                let near = flows
                    .iter()
                    .filter_map(|f| match (f.source == i, f.target == i) {
                        (true, _) if !forward || round == 0 => Some((f.target, f.value)),
                        (_, true) if forward => Some((f.source, f.value)),
                        _ => None,
                    });
                let (sum, weight) = near.fold((0.0, 0.0), |(sum, weight), (other, value)| {
                    (sum + middles[other] * place(value), weight + place(value))
                });
                if weight > 0.0 {
                    sum / weight
                } else {
                    middles[i]
                }
            };
            let slot = |i: usize| tall[i].max(least[i]) + GAP;
            let wanted: Vec<(f64, f64)> = nodes.iter().map(|i| (wish(*i), slot(*i))).collect();
            let placed = spread(&wanted, top - GAP / 2.0, top + height + GAP / 2.0);
            for (node, at) in nodes.iter().zip(placed) {
                middles[*node] = at;
            }
        }
    }
    middles
}

/// Where a flow leaves and reaches its nodes, and how thick it is, in pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Dock {
    /// The middle of its begin.
    pub from: f64,
    /// The middle of its end.
    pub to: f64,
    /// Its thickness.
    pub thick: f64,
}

impl Dock {
    /// How far it reaches beside its nodes where it goes back.
    pub fn swing(&self) -> f64 {
        self.thick + 10.0
    }
}

/// The docks of flows: at each side of a node in the order of their other ends.
pub fn docks(flows: &[Leg], nodes: &[Node]) -> Vec<Dock> {
    let sums = sums(nodes.len(), flows);
    let thick = |f: &Leg| {
        let share =
            |i: usize| nodes[i].height * place(f.value) / place(sums[i]).max(f64::MIN_POSITIVE);
        share(f.source).min(share(f.target))
    };
    let dock = |f: &Leg| Dock {
        thick: thick(f),
        ..Dock::default()
    };
    let mut out: Vec<Dock> = flows.iter().map(dock).collect();
    for (i, node) in nodes.iter().enumerate() {
        for leaving in [true, false] {
            let end = |f: &Leg| {
                if leaving {
                    (f.source, f.target)
                } else {
                    (f.target, f.source)
                }
            };
            let mut own: Vec<usize> = (0..flows.len())
                .filter(|f| end(&flows[*f]).0 == i)
                .collect();
            let other = |f: &usize| {
                let other = nodes[end(&flows[*f]).1];
                other.top + other.height / 2.0
            };
            own.sort_by(|a, b| other(a).total_cmp(&other(b)).then(a.cmp(b)));
            let total: f64 = own.iter().map(|f| out[*f].thick).sum();
            let mut at = node.top + (node.height - total) / 2.0;
            for f in own {
                let middle = at + out[f].thick / 2.0;
                if leaving {
                    out[f].from = middle;
                } else {
                    out[f].to = middle;
                }
                at += out[f].thick;
            }
        }
    }
    out
}
