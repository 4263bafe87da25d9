//! Where a link may lead.

/// Beginnings of a destination that a page can follow: within the document, the site, or to the outside.
const ALLOWED: [&str; 9] = ["#", "doc:", "page:", "files/", "/", "http://", "https://", "mailto:", "tel:"];

/// Whether the destination is one of those. `//host` and `/\host` would leave the site without saying so.
pub fn is_allowed(destination: &str) -> bool {
    let begins = |with: &str| {
        let head = destination.get(..with.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(with)) && destination.len() > with.len()
    };
    let elsewhere = destination.starts_with("//") || destination.starts_with("/\\");
    !elsewhere
        && !destination.contains(char::is_control)
        && (destination == "/" || ALLOWED.into_iter().any(begins))
}

/// A label as references and definitions are compared: case and space make no difference.
pub fn label(label: &str) -> String {
    let words: Vec<String> = label.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}
