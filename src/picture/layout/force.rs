//! Places by forces: arrows pull, boxes push each other away.
//!
//! The spring-electrical model after Hu (2005), "Efficient and high-quality force-directed graph drawing",
//! from places that [`pivot`] gives. There is no chance in it: the same graph has the same picture.

use crate::picture::drawing::{Drawing, Form};
use crate::picture::layout::quadtree::Quadtree;
use crate::picture::layout::rect::{Point, Rect};
use crate::picture::layout::{Layout, framed, names, pivot, spread, straight};
use crate::picture::shape::count;

/// Most rounds of the forces.
const ROUNDS: usize = 220;
/// How strongly boxes push, against how strongly arrows pull.
const PUSH: f64 = 0.2;
/// By how much a step grows or shrinks.
const COOLING: f64 = 0.92;
/// How much wider than high a picture is stretched: pages and words are wide.
const STRETCH: f64 = 1.35;
/// Wanted length of an arrow between dots, in pixels.
const DOTS: f64 = 56.0;

/// Lays a connected part out.
pub fn part(drawing: &Drawing) -> Layout {
    let next = neighbours(drawing);
    let length = wanted(drawing);
    let mut places = pivot::places(&next);
    for place in &mut places {
        *place = (place.0 * length, place.1 * length);
    }
    relax(&mut places, &next, length);
    lie_level(&mut places);
    let mut shapes: Vec<Rect> = places
        .iter()
        .zip(&drawing.shapes)
        .map(|(p, shape)| Rect::around((p.0 * STRETCH, p.1), shape.size))
        .collect();
    let gap = if drawing.form == Form::Dots {
        3.0
    } else {
        14.0
    };
    spread::spread(&mut shapes, gap);
    let courses = straight::courses(drawing, &shapes);
    let names = names::places(drawing, &shapes, &courses);
    let labels = straight::labels(drawing, &shapes, &names, &courses);
    framed(Layout {
        shapes,
        names,
        labels,
        courses,
        ..Layout::default()
    })
}

/// The neighbours of each box, each once.
fn neighbours(drawing: &Drawing) -> Vec<Vec<usize>> {
    let mut next = vec![Vec::new(); drawing.shapes.len()];
    for arrow in &drawing.arrows {
        next[arrow.from].push(arrow.to);
        next[arrow.to].push(arrow.from);
    }
    for list in &mut next {
        list.sort_unstable();
        list.dedup();
    }
    next
}

/// Wanted length of an arrow, in pixels: what two boxes of middling size and the words between them need.
fn wanted(drawing: &Drawing) -> f64 {
    if drawing.form == Form::Dots {
        return DOTS;
    }
    let boxes = drawing.shapes.iter().map(|s| s.size.0 + s.size.1);
    let words = drawing.arrows.iter().map(|a| a.size.0);
    let mean = |sum: f64, number: usize| sum / count(number).max(1.0);
    mean(boxes.sum(), drawing.shapes.len()) * 0.6 + mean(words.sum(), drawing.arrows.len())
}

/// Moves places until the forces are in balance, or for [`ROUNDS`].
fn relax(places: &mut [Point], next: &[Vec<usize>], length: f64) {
    let masses: Vec<f64> = next
        .iter()
        .map(|list| (1.0 + count(list.len())).sqrt())
        .collect();
    let (mut step, mut before, mut better) = (length, f64::MAX, 0);
    for _ in 0..ROUNDS {
        let tree = Quadtree::of(places, &masses);
        let mut moves = Vec::with_capacity(places.len());
        let mut energy = 0.0;
        for (i, &at) in places.iter().enumerate() {
            let push = tree.push(at);
            let strength = PUSH * length * length * length * masses[i];
            let mut force = (push.0 * strength, push.1 * strength);
            for &j in &next[i] {
                let way = (places[j].0 - at.0, places[j].1 - at.1);
                let pull = (way.0 * way.0 + way.1 * way.1).sqrt() / length;
                force = (force.0 + way.0 * pull, force.1 + way.1 * pull);
            }
            let size = force.0 * force.0 + force.1 * force.1;
            energy += size;
            let by = step / size.sqrt().max(1e-9);
            moves.push((force.0 * by, force.1 * by));
        }
        for (place, by) in places.iter_mut().zip(moves) {
            *place = (place.0 + by.0, place.1 + by.1);
        }
        if energy < before {
            better += 1;
            if better >= 5 {
                better = 0;
                step /= COOLING;
            }
        } else {
            better = 0;
            step *= COOLING;
        }
        before = energy;
        // Steps that grow for ever would never come to rest.
        step = step.min(length);
        if step < length * 0.01 {
            break;
        }
    }
}

/// Turns places so that they are widest from left to right.
fn lie_level(places: &mut [Point]) {
    let number = count(places.len()).max(1.0);
    let mean = places
        .iter()
        .fold((0.0, 0.0), |m, p| (m.0 + p.0 / number, m.1 + p.1 / number));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for p in places.iter_mut() {
        *p = (p.0 - mean.0, p.1 - mean.1);
        xx += p.0 * p.0;
        yy += p.1 * p.1;
        xy += p.0 * p.1;
    }
    // The first axis of a symmetric matrix of two rows; roots alone, which are the same on every machine.
    let half = f64::midpoint(xx, -yy);
    let root = (half * half + xy * xy).sqrt();
    let axis = if half >= 0.0 {
        (half + root, xy)
    } else {
        (xy, root - half)
    };
    let length = (axis.0 * axis.0 + axis.1 * axis.1).sqrt();
    if length < 1e-9 {
        return;
    }
    let (x, y) = (axis.0 / length, axis.1 / length);
    for p in places {
        *p = (p.0 * x + p.1 * y, p.1 * x - p.0 * y);
    }
}
