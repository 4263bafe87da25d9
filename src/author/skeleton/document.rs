//! document.yaml of a new document, and its translations.

use super::words::pick;
use super::write::Lines;
use crate::author::copy::Copied;
use crate::content::Status;

/// document.yaml: a draft of that form, with every key that it may have.
pub fn source(mut lines: Lines, code: &str, reference: &str, form_title: &str, copied: &Copied) -> String {
    lines.comment(0, &format!("{} {form_title}", pick(code, "様式", "Form:")));
    lines.text(0, "form", reference);
    lines.comment(0, pick(code, "文書の番号（評価書番号）", "Number of the document"));
    lines.entry(0, "number", None);
    lines.comment(0, pick(code, "題名（評価書名、件名）", "Title"));
    lines.entry(0, "title", None);
    lines.comment(0, statuses(code));
    lines.text(0, "status", Status::Draft.id());
    lines.comment(0, pick(code, "公表日 2026-04-01", "Day of publication: 2026-04-01"));
    lines.entry(0, "published", None);
    lines.comment(0, pick(code, "担当部署", "Department in charge"));
    match copied.department.text(0) {
        "" => lines.entry(0, "department", None),
        text => lines.text(0, "department", text),
    }
    lines.comment(
        0,
        pick(
            code,
            "検索のための語（1行に1つ、「- 」に続けて）",
            "Words under which people look for it, one a line behind `- `",
        ),
    );
    lines.list(0, "keywords", copied.keywords.first().into_iter().flatten().map(|word| &**word));
    lines.comment(
        0,
        pick(
            code,
            "関係する文書（documents/ の下のフォルダー名）",
            "Related documents, by their folders below documents/",
        ),
    );
    lines.list(0, "relates_to", copied.relates_to.iter().map(|slug| &**slug));
    lines.comment(
        0,
        pick(
            code,
            "意見を募集するとき（status: consultation）は、次の4行の # を取って書きます。\nconsultation:\n  from: 2026-11-02\n  to: 2026-12-04\n  how: 意見の出し方\n終了したとき（status: ended）は、終了日を書きます。\nended: 2027-03-31",
            "While it is out for the public hearing (status: consultation), take the # from these four lines:\nconsultation:\n  from: 2026-11-02\n  to: 2026-12-04\n  how: How to send opinions\nWhen the affairs have ended (status: ended):\nended: 2027-03-31",
        ),
    );
    lines.finish()
}

/// The translation of document.yaml into the language at `index`.
pub fn overlay(mut lines: Lines, code: &str, index: usize, copied: &Copied) -> String {
    lines.comment(0, pick(code, "題名", "Title"));
    lines.entry(0, "title", None);
    lines.comment(0, pick(code, "担当部署", "Department in charge"));
    match copied.department.exact(index) {
        Some(wording) if !wording.partial => lines.text(0, "department", &wording.text),
        _ => lines.entry(0, "department", None),
    }
    lines.comment(
        0,
        pick(
            code,
            "検索のための語（1行に1つ、「- 」に続けて）",
            "Words under which people look for it, one a line behind `- `",
        ),
    );
    lines.list(0, "keywords", copied.keywords.get(index).into_iter().flatten().map(|word| &**word));
    lines.finish()
}

fn statuses(code: &str) -> &'static str {
    pick(
        code,
        "状態: draft（下書き。公表されない）、consultation（意見募集中）、published（公表）、ended（終了）",
        "Status: draft (not published), consultation (out for the public hearing), published, ended",
    )
}
