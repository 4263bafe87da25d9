//! `forms`: lists the forms, or shows one as a tree.

use super::language::Words;
use super::{Failure, Outcome};
use crate::content::{FolderReader, load};
use crate::form::{Form, Forms, NodeId, Type, builtin};
use crate::model::finding::nearest;
use std::fmt::Write;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The form to show, such as full or full@2024-10; without it all are listed.
    form: Option<String>,
    /// The content folder whose own forms are listed as well.
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
}

pub fn run(arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let forms = forms(&arguments.content)?;
    let Some(name) = &arguments.form else {
        print!("{}", listed(&forms, words));
        return Ok(Outcome::Done);
    };
    let form = find(&forms, name, words)?;
    print!("{}", shown(form, words));
    Ok(Outcome::Done)
}

/// The built-in forms, and a site's own where there is a content folder.
pub fn forms(content: &PathBuf) -> Result<Forms, Failure> {
    if content.is_dir() {
        Ok(load(&FolderReader::new(content))?.0.forms)
    } else {
        Ok(Forms::new(builtin().to_vec()))
    }
}

/// The form of that name.
pub fn find<'f>(forms: &'f Forms, name: &str, words: Words) -> Result<&'f Form, Failure> {
    forms.find(name).map(|form| &**form).ok_or_else(|| {
        let known: Vec<String> = forms.iter().map(|f| f.reference()).collect();
        let candidates = forms.iter().map(|f| &*f.id).chain(known.iter().map(String::as_str));
        let meant = nearest(name, candidates);
        let meant_ja = meant.map_or(String::new(), |m| format!("。「{m}」ではありませんか"));
        let meant_en = meant.map_or(String::new(), |m| format!("; did you mean `{m}`?"));
        let known = known.join(", ");
        Failure(match words {
            Words::Japanese => format!("様式「{name}」はありません{meant_ja}。使える様式: {known}"),
            Words::English => format!("there is no form `{name}`{meant_en} (forms: {known})"),
        })
    })
}

fn listed(forms: &Forms, words: Words) -> String {
    let mut out = String::new();
    for form in forms.iter() {
        let own = if form.file.is_some() {
            words.pick("（このサイトの様式）", " (this site's own)")
        } else {
            ""
        };
        let _ =
            writeln!(out, "{:<24} {} {}{own}", form.reference(), form.number, form.title.text(words.code()));
    }
    out
}

fn shown(form: &Form, words: Words) -> String {
    let mut out = format!("{} {} {}\n", form.reference(), form.number, form.title.text(words.code()));
    for part in &form.parts {
        node(&mut out, form, *part, 0, words);
    }
    let _ = writeln!(
        out,
        "\n{}",
        words.pick(
            "※ 重要な変更の対象　* 必須　↻ 繰り返し　§ 独立したページ　? 公式の様式で未確認",
            "※ significant change   * required   ↻ repeats   § page of its own   ? not confirmed against the official form",
        )
    );
    out
}

fn node(out: &mut String, form: &Form, id: NodeId, depth: usize, words: Words) {
    let node = form.node(id);
    let marks = [
        (node.important, "※"),
        (node.required == Some(true), "*"),
        (node.repeat.is_some(), "↻"),
        (node.page, "§"),
        (node.unsure, "?"),
    ];
    let marks: String = marks.iter().filter(|(on, _)| *on).map(|(_, mark)| *mark).collect();
    let kind = node.answer.as_ref().map_or("", |t| t.id());
    let indent = "  ".repeat(depth + 1);
    let line = format!(
        "{indent}{} {} {} [{}] {kind} {marks}",
        node.id,
        node.number,
        node.title.text(words.code()),
        form.path(id)
    );
    let _ = writeln!(out, "{}", line.trim_end());
    for option in node.answer.as_ref().map_or(&[][..], |t| t.options()) {
        let _ = writeln!(out, "{indent}    - {}: {}", option.id, option.label.text(words.code()));
    }
    if let Some(Type::Table(columns)) = &node.answer {
        for column in columns.iter() {
            let key = if column.key { " key" } else { "" };
            let _ = writeln!(out, "{indent}    | {}: {}{key}", column.id, column.title.text(words.code()));
        }
    }
    for child in &node.children {
        self::node(out, form, *child, depth + 1, words);
    }
}
