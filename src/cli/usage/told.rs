//! How a mistake in a command line is told: what is wrong, and what to write instead.

use super::mistake::Mistake;
use crate::cli::language::Words;
use crate::cli::values::Expected;

/// A mistake in words, without a full stop.
pub fn told(mistake: &Mistake, words: Words) -> String {
    match words {
        Words::Japanese => japanese(mistake),
        Words::English => english(mistake),
    }
}

fn japanese(mistake: &Mistake) -> String {
    let meant = |meant: &Option<String>| {
        meant.as_ref().map_or(String::new(), |m| format!("。「{m}」ではありませんか"))
    };
    match mistake {
        Mistake::UnknownCommand { typed, meant: m } => {
            format!("「{typed}」というコマンドはありません{}", meant(m))
        }
        Mistake::UnknownFlag { typed, meant: m } => {
            format!("「{typed}」というオプションはありません{}", meant(m))
        }
        Mistake::BeforeCommand { flag, command } => {
            format!("「{flag}」は {command} の後に書いてください: kohyo {command} {flag}")
        }
        Mistake::Surplus { typed } => format!("「{typed}」は余分です。消すか、綴りを確かめてください"),
        Mistake::Missing { arguments, usage } => {
            let all: Vec<String> = arguments.iter().map(|a| a.join(" または ")).collect();
            format!("{} を指定してください\n  書き方: {usage}", all.join(" と、"))
        }
        Mistake::NoValue { flag, argument, choices } => {
            format!("{flag} の後に値を書いてください: {argument}{}", japanese_choices(choices))
        }
        Mistake::NoSuchValue { flag, value, choices, meant: m } => {
            format!("{flag} に「{value}」は使えません{}{}", meant(m), japanese_choices(choices))
        }
        Mistake::Unfit { flag, value, expected } => {
            let right = match expected {
                Expected::Like(example) => format!("「{example}」のように書いてください"),
                Expected::Between(least, most) => format!("{least} から {most} までの整数を書いてください"),
            };
            format!("{flag} に「{value}」は使えません。{right}")
        }
        Mistake::TakesNoValue { flag, value } => {
            format!("{flag} に値は付けられません。「{value}」を消してください")
        }
        Mistake::Twice { flag } => format!("{flag} が2つあります。1つにしてください"),
        Mistake::Conflict { flag, others } => {
            format!("{flag} と {} は一緒に使えません。どちらかだけにしてください", others.join("、"))
        }
        Mistake::NoText => "読み取れない文字があります。UTF-8 の文字で書き直してください".to_owned(),
        Mistake::Other(words) => words.trim().to_owned(),
    }
}

fn japanese_choices(choices: &[String]) -> String {
    if choices.is_empty() { String::new() } else { format!("。使える値: {}", choices.join("、")) }
}

fn english(mistake: &Mistake) -> String {
    let meant =
        |meant: &Option<String>| meant.as_ref().map_or(String::new(), |m| format!("; did you mean `{m}`?"));
    match mistake {
        Mistake::UnknownCommand { typed, meant: m } => format!("there is no command `{typed}`{}", meant(m)),
        Mistake::UnknownFlag { typed, meant: m } => format!("there is no flag `{typed}`{}", meant(m)),
        Mistake::BeforeCommand { flag, command } => {
            format!("write `{flag}` after {command}: kohyo {command} {flag}")
        }
        Mistake::Surplus { typed } => {
            format!("there is no place for `{typed}`; leave it out, or see how it is spelt")
        }
        Mistake::Missing { arguments, usage } => {
            let all: Vec<String> = arguments.iter().map(|a| a.join(" or ")).collect();
            format!("{} must be given\n  write: {usage}", all.join(", and "))
        }
        Mistake::NoValue { flag, argument, choices } => {
            format!("write a value after {flag}: {argument}{}", english_choices(choices))
        }
        Mistake::NoSuchValue { flag, value, choices, meant: m } => {
            format!("`{value}` cannot be the value of {flag}{}{}", meant(m), english_choices(choices))
        }
        Mistake::Unfit { flag, value, expected } => {
            let right = match expected {
                Expected::Like(example) => format!("write it like `{example}`"),
                Expected::Between(least, most) => format!("write a whole number from {least} to {most}"),
            };
            format!("`{value}` cannot be the value of {flag}; {right}")
        }
        Mistake::TakesNoValue { flag, value } => format!("{flag} takes no value; leave out `{value}`"),
        Mistake::Twice { flag } => format!("{flag} is given twice; leave one out"),
        Mistake::Conflict { flag, others } => {
            format!("{flag} and {} exclude each other; leave one out", others.join(", "))
        }
        Mistake::NoText => "an argument is not text in UTF-8".to_owned(),
        Mistake::Other(words) => words.trim().to_owned(),
    }
}

fn english_choices(choices: &[String]) -> String {
    if choices.is_empty() { String::new() } else { format!(" (values: {})", choices.join(", ")) }
}
