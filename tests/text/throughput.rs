//! How fast texts are parsed and written. `cargo test --release --test text -- --ignored --nocapture`

use kohyo::text;
use std::fmt::Write;
use std::time::Instant;

/// What a page of an assessment holds: paragraphs, a table, lists.
fn page() -> String {
    let sentence = "当組合は、給付の決定のために個人番号を取り扱い、その範囲は条例及び規則に定める事務の遂行に必要な限度にとどめている。";
    let mut page = String::from("＜目的と範囲＞\n\n");
    for _ in 0..4 {
        let _ = writeln!(page, "{}\n", sentence.repeat(3));
    }
    page.push_str("| 項目 | 内容 | 担当 | 保管期間 |\n| --- | --- | --- | --- |\n");
    for _ in 0..7 {
        page.push_str("| 資格の確認に用いる氏名 | 通信の暗号化及び操作ログの記録 | 監査担当者 | 五年 |\n");
    }
    for n in 1..=5 {
        let _ = writeln!(page, "\n({n}) {sentence}\n・{sentence}\n※{sentence}");
        let _ = writeln!(page, "\n- {sentence}\n  - 受理に用いる**健診結果**\n  - 徴収に用いる口座情報");
    }
    page
}

#[test]
#[ignore = "measures, and says nothing in a debug build"]
fn throughput() {
    let pages: Vec<String> = std::iter::repeat_n(page(), 5_000).collect();
    let megabytes = pages.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    let begun = Instant::now();
    let written: usize = pages.iter().map(|page| text::parse(page).html("a.b", None).html.len()).sum();
    let speed = megabytes / begun.elapsed().as_secs_f64();
    println!("{speed:.0} MB/s: {megabytes:.0} MB of text, {:.0} MB of HTML", written as f64 / 1e6);
    assert!(speed > 40.0, "{speed:.0} MB/s");
}
