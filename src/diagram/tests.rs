//! What holds for every picture, tried on flows made at random.

use super::layout::{self, Layout, Rect};
use super::tree::Tree;
use super::*;

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % n.max(1)
    }
}

const TEXTS: [&str; 8] = [
    "",
    "住民",
    "Counters of the Residents Division and branch offices",
    "医療保険者等向け中間サーバー運用支援環境（情報提供サーバー）",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "情報提供ネットワークシステムインターフェイスゲートウェイサーバー",
    "地方公共団体情報システム機構、",
    "Mynaportal",
];

fn words() -> Words {
    Words {
        language: "ja".into(),
        title: "流れ <図> & \"図\"".into(),
        description: "説明".into(),
        with_number: "個人番号を含む流れ".into(),
        without_number: "個人番号を含まない流れ".into(),
        kinds: ["人", "組織", "システム", "ファイル"].map(String::from),
    }
}

fn flow(dice: &mut Dice, boxes: usize, arrows: usize) -> Diagram {
    let text = |dice: &mut Dice| TEXTS[dice.below(TEXTS.len())].to_owned();
    let node = |dice: &mut Dice| Node {
        kind: Kind::ALL[dice.below(4)],
        label: text(dice),
        inside: Some(dice.below(boxes * 2 + 2)).filter(|n| *n <= boxes),
        holds: (0..dice.below(4)).map(|_| text(dice)).collect(),
    };
    let arrow = |dice: &mut Dice| Arrow {
        from: if dice.below(9) == 0 { boxes } else { dice.below(boxes) },
        to: dice.below(boxes),
        steps: (0..dice.below(5)).map(|n| format!("{}－①", n + dice.below(3))).collect(),
        number: dice.below(2) == 0,
        label: text(dice),
    };
    Diagram {
        id: "flow".into(),
        words: words(),
        nodes: (0..boxes).map(|_| node(dice)).collect(),
        arrows: (0..arrows).map(|_| arrow(dice)).collect(),
    }
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

fn contains(outer: Rect, inner: Rect) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && inner.x + inner.w <= outer.x + outer.w
        && inner.y + inner.h <= outer.y + outer.h
}

/// Every box that a line goes through without having an end in it.
fn crossed(diagram: &Diagram, layout: &Layout, tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for line in &layout.lines {
        let arrow = &diagram.arrows[line.arrow];
        for ends in line.points.windows(2) {
            let [a, b] = [ends[0], ends[1]];
            let rect = Rect { x: a.0.min(b.0), y: a.1.min(b.1), w: (a.0 - b.0).abs(), h: (a.1 - b.1).abs() };
            assert!(rect.w == 0 || rect.h == 0, "lines go straight: {line:?}");
            let touched = Rect { w: rect.w.max(1), h: rect.h.max(1), ..rect };
            for (n, own) in layout.boxes.iter().enumerate() {
                let inside = Rect { x: own.x + 1, y: own.y + 1, w: own.w - 2, h: own.h - 2 };
                let allowed = tree.holds_boxes(n) && (tree.within(arrow.from, n) || tree.within(arrow.to, n));
                if !allowed && overlap(touched, inside) {
                    found.push(format!("{arrow:?} goes through box {n}"));
                }
            }
        }
    }
    found
}

fn holds(diagram: &Diagram, width: f64) {
    let (layout, tree) = (layout::of(diagram, width), Tree::new(&diagram.nodes));
    let paper = Rect { x: 0, y: 0, w: layout.width, h: layout.height };
    for (n, a) in layout.boxes.iter().enumerate() {
        assert!(contains(paper, *a), "box {n} is on the paper");
        for (m, b) in layout.boxes.iter().enumerate().skip(n + 1) {
            if tree.within(n, m) || tree.within(m, n) {
                let (inner, outer) = if tree.within(n, m) { (a, b) } else { (b, a) };
                assert!(contains(*outer, *inner), "box {n} and box {m} are in each other");
            } else {
                assert!(!overlap(*a, *b), "box {n} {a:?} and box {m} {b:?} are apart");
            }
        }
    }
    for (n, line) in layout.lines.iter().enumerate() {
        assert!(contains(paper, line.at), "the label of {:?} is on the paper: {:?}", line.arrow, line.at);
        assert!(
            line.points.iter().all(|(x, y)| contains(paper, Rect { x: *x, y: *y, w: 0, h: 0 })),
            "{line:?}"
        );
        for other in layout.lines[n + 1..].iter().filter(|o| o.at.h > 0 && line.at.h > 0) {
            assert!(!overlap(line.at, other.at), "labels are apart: {line:?} {other:?}");
        }
        let leaves = (0..layout.boxes.len()).filter(|b| !tree.holds_boxes(*b));
        leaves.for_each(|b| {
            assert!(line.at.h == 0 || !overlap(line.at, layout.boxes[b]), "{line:?} lies on box {b}")
        });
    }
    assert_eq!(crossed(diagram, &layout, &tree), Vec::<String>::new());
    let known = diagram.arrows.iter().filter(|a| a.from < diagram.nodes.len() && a.to < diagram.nodes.len());
    assert_eq!(layout.lines.len(), known.count(), "every arrow is drawn");
}

#[test]
fn boxes_and_labels_keep_apart_and_no_line_goes_through_a_box() {
    let mut dice = Dice(7);
    for _ in 0..160 {
        let (boxes, arrows) = (1 + dice.below(14), dice.below(24));
        let diagram = flow(&mut dice, boxes, arrows);
        for width in [0.0, 300.0, 720.0, 1200.0] {
            holds(&diagram, width);
        }
    }
}

#[test]
fn a_hundred_boxes_come_out() {
    let mut dice = Dice(11);
    let diagram = flow(&mut dice, 100, 140);
    holds(&diagram, 800.0);
}

#[test]
fn the_same_flow_gives_the_same_bytes() {
    let diagram = flow(&mut Dice(3), 20, 30);
    assert_eq!(svg(&diagram, 700.0), svg(&diagram.clone(), 700.0));
}

#[test]
fn nothing_and_odd_widths_are_drawn_too() {
    for width in [f64::NAN, f64::INFINITY, -5.0, 0.0] {
        let empty = svg(&Diagram { words: words(), ..Diagram::default() }, width);
        assert!(empty.svg.starts_with("<svg ") && empty.svg.ends_with("</svg>"), "{}", empty.svg);
    }
}

#[test]
fn texts_are_escaped_and_no_style_is_set() {
    let node = Node { kind: Kind::Person, label: "<b> & \"x\"\u{1}".into(), inside: None, holds: Vec::new() };
    let drawn =
        svg(&Diagram { id: "a\"b".into(), words: words(), nodes: vec![node], arrows: Vec::new() }, 400.0);
    assert!(drawn.svg.contains("&lt;b&gt; &amp; &quot;x&quot;<"), "{}", drawn.svg);
    assert!(drawn.svg.contains("id=\"a&quot;b-title\""), "{}", drawn.svg);
    assert!(!drawn.svg.contains("style") && !drawn.svg.contains("<script"), "{}", drawn.svg);
}

#[test]
fn boxes_in_each_other_in_a_circle_stand_on_the_ground() {
    let node =
        |inside| Node { kind: Kind::System, label: "x".into(), inside: Some(inside), holds: Vec::new() };
    let nodes = vec![node(1), node(0), node(2), node(0)];
    let arrow = |from, to| Arrow { from, to, steps: vec!["①".into()], number: true, label: String::new() };
    let arrows = vec![arrow(0, 1), arrow(1, 0), arrow(2, 2), arrow(3, 3), arrow(0, 3), arrow(3, 0)];
    holds(&Diagram { id: "f".into(), words: words(), nodes, arrows }, 500.0);
}
