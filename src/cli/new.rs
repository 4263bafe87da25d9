//! `new`: begins a document, from its form or from another document.

use super::language::Words;
use super::{Failure, Outcome, documents, folder, forms};
use crate::author::copy::{self, Copied};
use crate::author::skeleton::{Schemas, Skeleton};
use crate::author::slug::{self, Unfit};
use crate::content::{Corpus, Document, Reader};
use crate::download::schema;
use crate::form::Form;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("source").required(true))]
pub struct Arguments {
    /// The name of the document: its folder below documents/, the end of its address.
    #[arg(value_name = "NAME")]
    slug: String,
    /// The form, such as full or full@2024-10.
    #[arg(long, group = "source")]
    form: Option<String>,
    /// A document to take over from: everything but its name and number, dates, hearing, publication and changes.
    #[arg(long, value_name = "SLUG", group = "source")]
    from: Option<String>,
    /// The content folder.
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
}

pub fn run(arguments: &Arguments, words: Words) -> Result<Outcome, Failure> {
    let reader = super::report::open_folder(&arguments.content, words)?;
    let (corpus, _) = crate::content::load(&reader)?;
    let slug = documents::slug(&arguments.slug);
    let begun = begin(arguments, &corpus, words)?;
    slug::judge(slug, begun.form, &corpus).map_err(|unfit| refused(slug, &unfit, words))?;
    let target = arguments.content.join("documents").join(slug);
    if target.exists() {
        return Err(exists(&target, words));
    }
    let files = files(&begun, slug, &arguments.content, &corpus, &reader)?;
    folder::write(&stage(&arguments.content, slug), &target, &files)?;
    told(&begun, &target, files.len(), words);
    Ok(Outcome::Done)
}

/// What a document begins with.
struct Begun<'c> {
    form: &'c Form,
    reference: String,
    copied: Copied,
    /// The folder of the document it is taken over from.
    source: Option<&'c str>,
}

fn begin<'c>(arguments: &Arguments, corpus: &'c Corpus, words: Words) -> Result<Begun<'c>, Failure> {
    let Some(from) = &arguments.from else {
        let reference = arguments.form.clone().unwrap_or_default();
        let form = forms::find(&corpus.forms, &reference, words)?;
        return Ok(Begun { form, reference, copied: Copied::default(), source: None });
    };
    let document = documents::find_in(corpus, from, words)?;
    let top = &document.top;
    let written = top.meta.form.as_ref().map(|(name, _)| name.to_string());
    let Some(reference) = written.filter(|_| !top.broken) else { return Err(unreadable(document, words)) };
    let form = forms::find(&corpus.forms, &reference, words)?;
    let copied = copy::of(top, form);
    Ok(Begun { form, reference, copied, source: Some(&top.folder) })
}

/// All files: the skeleton, and the attachments that its answers refer to.
fn files(
    begun: &Begun,
    slug: &str,
    content: &Path,
    corpus: &Corpus,
    reader: &dyn Reader,
) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let skeleton = Skeleton {
        form: begun.form,
        reference: &begun.reference,
        languages: &corpus.settings.languages,
        copied: &begun.copied,
        schemas: schemas(content, slug, &schema::file_name(&corpus.forms, begun.form)),
    };
    let texts = skeleton.files().into_iter().map(|(name, text)| (name, text.into_bytes()));
    let mut files: Vec<(String, Vec<u8>)> = texts.collect();
    for name in &begun.copied.files {
        let name = format!("files/{name}");
        let bytes = reader.read(&format!("{}/{name}", begun.source.unwrap_or("")))?;
        files.push((name, bytes));
    }
    Ok(files)
}

/// Where the schemas are that `kohyo schema --to .vscode/schema` wrote: in the folder of the content, or beside it.
fn schemas(content: &Path, slug: &str, answers: &str) -> Schemas {
    const FOLDER: &str = ".vscode/schema";
    let Ok(root) = content.canonicalize() else { return Schemas::default() };
    let up = slug.split('/').count() + 1;
    let places = [(root.join(FOLDER), up), (root.join("..").join(FOLDER), up + 1)];
    let Some((folder, up)) = places.into_iter().find(|(folder, _)| folder.is_dir()) else {
        return Schemas::default();
    };
    let address =
        |name: &str| folder.join(name).is_file().then(|| format!("{}{FOLDER}/{name}", "../".repeat(up)));
    Schemas {
        document: address(schema::DOCUMENT),
        document_translation: address(&schema::translation_name(schema::DOCUMENT)),
        answers: address(answers),
        translation: address(&schema::translation_name(answers)),
    }
}

/// A folder beside the documents that is never read as content.
fn stage(content: &Path, slug: &str) -> PathBuf {
    content.join("documents").join(format!(".{}.partial", slug.replace('/', ".")))
}

fn told(begun: &Begun, target: &Path, count: usize, words: Words) {
    let (shown, reference) = (target.display(), begun.form.reference());
    match words {
        Words::Japanese => eprintln!(
            "下書きを {shown} に作りました（様式 {reference}、{count} ファイル）。まず document.yaml に題名を書き、`kohyo serve` で見ながら答えを埋めてください。足りないところは `kohyo check --all` と `kohyo status` で分かります。"
        ),
        Words::English => eprintln!(
            "A draft is in {shown} (form {reference}, {count} files). Begin with the title in document.yaml, and fill in the answers while `kohyo serve` shows them; `kohyo check --all` and `kohyo status` tell what is missing."
        ),
    }
    if begun.source.is_some() {
        taken_over(&begun.copied, words);
    }
}

/// What was not taken over, and what must be looked at because it was.
fn taken_over(copied: &Copied, words: Words) {
    let emptied = copied.emptied;
    match words {
        Words::Japanese => eprintln!(
            "題名、番号、日付と期間、意見の聴取や点検の記載（合わせて {emptied} 項目）は空です。変更箇所、以前の版、確認済みの指摘は写していません。"
        ),
        Words::English => eprintln!(
            "Left empty: title, number, dates and periods, what is said of the hearing and of checks ({emptied} items). Changes, earlier editions and accepted findings were not taken over."
        ),
    }
    if copied.withheld.is_empty() {
        return;
    }
    let paths = copied.withheld.iter().map(|path| format!("\n  {path}")).collect::<String>();
    match words {
        Words::Japanese => eprintln!(
            "次の項目は、もとの文書で非公表です。非公表の印と理由だけを写しました。この文書にも当てはまるか確かめてください。{paths}"
        ),
        Words::English => eprintln!(
            "These items are withheld in the other document. Only the mark and its reason were taken over; make sure that they hold for this one.{paths}"
        ),
    }
}

fn refused(slug: &str, unfit: &Unfit, words: Words) -> Failure {
    let japanese = match unfit {
        Unfit::Characters(meant) => {
            let meant = meant.as_ref().map_or(String::new(), |m| format!("。「{m}」ではどうですか"));
            format!(
                "文書の名前「{slug}」は使えません。半角の英小文字、数字、ハイフン（フォルダーごとに40字まで）で書いてください{meant}"
            )
        }
        Unfit::Taken(free) => {
            format!("文書「{slug}」はもうあります。上書きはしません。「{free}」なら使えます")
        }
        Unfit::Reserved(name) => {
            format!("「{slug}」は使えません。「{name}」は、上の文書のページかサイトが使うアドレスです")
        }
        Unfit::Former(by) => {
            format!("「{slug}」は使えません。文書「{by}」の以前のアドレス（moved_from）です")
        }
    };
    let english = match unfit {
        Unfit::Characters(meant) => {
            let meant = meant.as_ref().map_or(String::new(), |m| format!("; how about `{m}`?"));
            format!(
                "`{slug}` cannot be the name of a document: use lower-case letters, digits and hyphens, up to 40 a folder{meant}"
            )
        }
        Unfit::Taken(free) => {
            format!("there is a document `{slug}` already; nothing is overwritten (`{free}` is free)")
        }
        Unfit::Reserved(name) => {
            format!(
                "`{slug}` cannot be used: `{name}` is a page of the document above, or an address of the site"
            )
        }
        Unfit::Former(by) => {
            format!("`{slug}` cannot be used: it is a former address (moved_from) of `{by}`")
        }
    };
    Failure(if words == Words::Japanese { japanese } else { english })
}

fn exists(target: &Path, words: Words) -> Failure {
    let shown = target.display();
    Failure(match words {
        Words::Japanese => format!("{shown} はもうあります。上書きはしません"),
        Words::English => format!("{shown} is there already; nothing is overwritten"),
    })
}

fn unreadable(document: &Document, words: Words) -> Failure {
    let slug = &document.slug;
    Failure(match words {
        Words::Japanese => format!(
            "文書「{slug}」に読み取れないところがあるので、写しませんでした。`kohyo check` で直すところを確かめてください"
        ),
        Words::English => {
            format!("`{slug}` cannot be read whole, so nothing was taken over; see `kohyo check`")
        }
    })
}
