//! First places of a connected graph: distances to a few pivots, flattened to the plane.
//!
//! Pivot MDS after Brandes and Pich (2006), "Eigensolver methods for progressive multidimensional scaling of
//! large data". Its places are a good start for forces, which then need few rounds and cannot fold the graph.

use crate::picture::layout::rect::Point;
use crate::picture::shape::count;
use std::collections::VecDeque;

/// Most pivots.
const PIVOTS: usize = 40;
/// Rounds of the power iteration.
const ROUNDS: usize = 60;

/// Places of nodes, about one unit a step apart; `next` lists the neighbours of each node.
pub fn places(next: &[Vec<usize>]) -> Vec<Point> {
    let mut columns = distances(next);
    centre(&mut columns, next.len());
    let pivots = columns.len();
    // C^T C, whose eigenvectors weigh the columns.
    let mut products = vec![vec![0.0; pivots]; pivots];
    for (i, row) in products.iter_mut().enumerate() {
        for (j, cell) in row.iter_mut().enumerate() {
            *cell = dot(&columns[i], &columns[j]);
        }
    }
    let first = eigenvector(&products, None);
    let second = eigenvector(&products, Some(&first));
    let along = |weights: &[f64], node: usize| -> f64 {
        let parts = columns.iter().zip(weights).map(|(c, w)| c[node] * w);
        parts.sum()
    };
    let raw: Vec<Point> = (0..next.len())
        .map(|node| (along(&first, node), along(&second, node)))
        .collect();
    scaled(raw, next)
}

/// Squared distances of all nodes to each pivot. Pivots are far from each other: each next one is the node
/// farthest from those before it, the first the one with the most neighbours.
fn distances(next: &[Vec<usize>]) -> Vec<Vec<f64>> {
    let mut nearest = vec![u32::MAX; next.len()];
    let mut columns = Vec::new();
    let mut pivot = (0..next.len()).max_by_key(|i| (next[*i].len(), std::cmp::Reverse(*i)));
    while let Some(at) = pivot.filter(|_| columns.len() < PIVOTS.min(next.len())) {
        let steps = steps(next, at);
        for (least, step) in nearest.iter_mut().zip(&steps) {
            *least = (*least).min(*step);
        }
        columns.push(steps.iter().map(|s| f64::from(*s).powi(2)).collect());
        let farthest = (0..next.len()).max_by_key(|i| (nearest[*i], std::cmp::Reverse(*i)));
        pivot = farthest.filter(|i| nearest[*i] > 0);
    }
    columns
}

/// How many steps away from a node each node is; what cannot be reached is as far as can be.
fn steps(next: &[Vec<usize>], from: usize) -> Vec<u32> {
    let mut steps = vec![u32::MAX; next.len()];
    steps[from] = 0;
    let mut open = VecDeque::from([from]);
    let mut last = 0;
    while let Some(at) = open.pop_front() {
        last = steps[at];
        for &other in &next[at] {
            if steps[other] == u32::MAX {
                steps[other] = last + 1;
                open.push_back(other);
            }
        }
    }
    for step in &mut steps {
        *step = (*step).min(last + 1);
    }
    steps
}

/// Takes the means of rows and columns off, so that nought is in the middle.
fn centre(columns: &mut [Vec<f64>], nodes: usize) {
    let across = count(columns.len()).max(1.0);
    let rows: Vec<f64> = (0..nodes)
        .map(|i| columns.iter().map(|c| c[i]).sum::<f64>() / across)
        .collect();
    let whole = rows.iter().sum::<f64>() / count(nodes).max(1.0);
    for column in columns {
        let mean = column.iter().sum::<f64>() / count(nodes).max(1.0);
        for (cell, row) in column.iter_mut().zip(&rows) {
            *cell = -0.5 * (*cell - row - mean + whole);
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// The eigenvector of the largest eigenvalue, or of the largest but one where that one is given.
fn eigenvector(matrix: &[Vec<f64>], before: Option<&[f64]>) -> Vec<f64> {
    let mut vector: Vec<f64> = (0..matrix.len()).map(|i| 1.0 + scatter(i)).collect();
    for _ in 0..ROUNDS {
        if let Some(before) = before {
            let shared = dot(&vector, before);
            for (x, b) in vector.iter_mut().zip(before) {
                *x -= shared * b;
            }
        }
        let length = dot(&vector, &vector).sqrt();
        if length < 1e-9 {
            return vec![0.0; matrix.len()];
        }
        for x in &mut vector {
            *x /= length;
        }
        let turned: Vec<f64> = matrix.iter().map(|row| dot(row, &vector)).collect();
        if dot(&turned, &turned) < 1e-18 {
            return vector;
        }
        vector = turned;
    }
    let length = dot(&vector, &vector).sqrt().max(1e-9);
    vector.iter().map(|x| x / length).collect()
}

/// Places with a mean step of one, those that would lie on each other a little apart.
fn scaled(mut places: Vec<Point>, next: &[Vec<usize>]) -> Vec<Point> {
    let (mut sum, mut steps) = (0.0, 0.0);
    for (i, others) in next.iter().enumerate() {
        for &j in others {
            let way = (places[i].0 - places[j].0, places[i].1 - places[j].1);
            sum += (way.0 * way.0 + way.1 * way.1).sqrt();
            steps += 1.0;
        }
    }
    let scale = if sum > 1e-9 { steps / sum } else { 1.0 };
    for (i, place) in places.iter_mut().enumerate() {
        place.0 = place.0 * scale + 0.5 * scatter(2 * i);
        place.1 = place.1 * scale + 0.5 * scatter(2 * i + 1);
    }
    places
}

/// A number between -1 and 1 that looks like chance and is the same for the same `index` everywhere.
pub fn scatter(index: usize) -> f64 {
    let seed = u32::try_from(index % 0xffff_ffff).unwrap_or(0);
    // The finalizer of MurmurHash3.
    let mut x = seed.wrapping_add(0x9e37_79b9);
    x = (x ^ (x >> 16)).wrapping_mul(0x85eb_ca6b);
    x = (x ^ (x >> 13)).wrapping_mul(0xc2b2_ae35);
    f64::from(x ^ (x >> 16)) / f64::from(u32::MAX) * 2.0 - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_lies_in_its_order() {
        let next: Vec<Vec<usize>> = (0..30_usize)
            .map(|i| {
                let around = [i.checked_sub(1), (i < 29).then_some(i + 1)];
                around.into_iter().flatten().collect()
            })
            .collect();
        let places = places(&next);
        let far = |a: usize, b: usize| (places[a].0 - places[b].0).hypot(places[a].1 - places[b].1);
        assert!(far(0, 29) > 20.0 && far(0, 29) > far(0, 15) && far(0, 15) > far(0, 5));
    }

    #[test]
    fn a_star_a_pair_and_one_alone_have_places() {
        let star: Vec<Vec<usize>> = (0..9)
            .map(|i| if i == 0 { (1..9).collect() } else { vec![0] })
            .collect();
        for next in [star, vec![vec![1], vec![0]], vec![vec![]], Vec::new()] {
            let places = places(&next);
            assert_eq!(places.len(), next.len());
            assert!(places.iter().all(|p| p.0.is_finite() && p.1.is_finite()));
        }
    }
}
