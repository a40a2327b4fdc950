//! How far to the right a node of a flow stands.

/// The layer of each of `count` nodes, from 0: one more than that of all that flow into it, but for flows that would lead
/// back in a circle. A node that nothing flows into stands right before the first that it flows to.
pub fn layers(count: usize, flows: &[(usize, usize)]) -> Vec<usize> {
    let mut layer = vec![0; count];
    let mut done = vec![false; count];
    for _ in 0..count {
        let waiting = |node: usize| {
            let into = flows.iter().filter(|(s, t)| *t == node && !done[*s]);
            into.count()
        };
        let leaving = |node: usize| {
            flows
                .iter()
                .filter(|(s, t)| *s == node && !done[*t])
                .count()
        };
        // Where all are in circles, the one with the most flows out and the fewest in begins.
        let open = (0..count).filter(|node| !done[*node]);
        let Some(next) = open.min_by_key(|n| (waiting(*n), std::cmp::Reverse(leaving(*n)), *n))
        else {
            break;
        };
        let before = flows.iter().filter(|(s, t)| *t == next && done[*s]);
        layer[next] = before.map(|(s, _)| layer[*s] + 1).max().unwrap_or(0);
        done[next] = true;
    }
    for node in 0..count {
        let reached = flows.iter().any(|(_, t)| *t == node);
        let next = flows
            .iter()
            .filter(|(s, _)| *s == node)
            .map(|(_, t)| layer[*t])
            .min();
        if let Some(next) = next.filter(|n| !reached && *n > 0) {
            layer[node] = next - 1;
        }
    }
    layer
}

#[cfg(test)]
mod tests {
    use super::layers;

    #[test]
    fn flows_go_to_the_right_but_for_circles() {
        assert_eq!(layers(4, &[(0, 1), (1, 2), (0, 2), (3, 2)]), [0, 1, 2, 1]);
        assert_eq!(layers(3, &[(0, 1), (1, 2), (2, 0)]), [0, 1, 2]);
        assert_eq!(layers(2, &[(0, 1), (1, 0)]), [0, 1]);
        assert!(layers(0, &[]).is_empty());
    }
}
