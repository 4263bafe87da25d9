//! What several tests share: cases written as text, and a small content folder to build them on.

#![allow(dead_code, reason = "every test that includes this module uses a part of it")]

pub mod answers;
pub mod case;
pub mod http;
pub mod inflate;
pub mod kill;
pub mod program;
pub mod random;
pub mod sample;

use std::fmt::Write;

/// The lines in which two texts differ, without those they begin and end with.
pub fn difference(written: &str, now: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (written.lines().collect(), now.lines().collect());
    let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| pairs.take_while(|(a, b)| a == b).count();
    let head = same(&mut old.iter().zip(&new));
    let most = old.len().min(new.len()) - head;
    let tail = same(&mut old.iter().rev().zip(new.iter().rev())).min(most);
    let mut out = String::new();
    for (sign, lines) in [('-', &old), ('+', &new)] {
        for line in &lines[head..lines.len() - tail] {
            let _ = writeln!(out, "{sign} {line}");
        }
    }
    out
}
