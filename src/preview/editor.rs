//! Links that open a file in an editor.

use crate::model::individual_number;
use crate::render::texts::encoded;
use std::path::{Path, PathBuf};

/// Schemes of editors that are known by name.
const KNOWN: [(&str, &str); 5] = [
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
];

/// How a file is opened at a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    /// The folder of the content; nothing where no links are wanted.
    template: Option<String>,
    root: PathBuf,
}

impl Editor {
    /// The editor called `name`: one that is known, `none`, or an address with `{path}`, `{line}` and `{column}`.
    ///
    /// Errors: what is neither, in the words of what would be right.
    pub fn new(name: &str, content: &Path) -> Result<Self, String> {
        let root = std::path::absolute(content).unwrap_or_else(|_| content.to_owned());
        let known = KNOWN.iter().find(|(known, _)| *known == name).map(|(_, template)| *template);
        let own = || name.contains("{path}") && name.contains(':') && !is_script(name);
        match known {
            Some(template) => Ok(Self { template: Some(template.to_owned()), root }),
            None if name == "none" => Ok(Self { template: None, root }),
            None if own() => Ok(Self { template: Some(name.to_owned()), root }),
            None => {
                let names: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
                Err(format!("{}, none, scheme://{{path}}:{{line}}:{{column}}", names.join(", ")))
            }
        }
    }

    /// The address that opens a file of the content. None for a file whose name must not be shown.
    pub fn href(&self, file: &str, line: u32, column: u32) -> Option<String> {
        let template = self.template.as_ref()?;
        let path = self.root.join(file);
        let path = path.to_str()?.replace('\\', "/");
        if file.contains('■') || individual_number::mask(&path) != path {
            return None;
        }
        let path = if path.starts_with('/') { path } else { format!("/{path}") };
        let filled = template.replace("{path}", &encoded(&path));
        Some(filled.replace("{line}", &line.to_string()).replace("{column}", &column.to_string()))
    }
}

/// An address that would run in the page.
fn is_script(template: &str) -> bool {
    let scheme = template.split(':').next().unwrap_or("").trim().to_ascii_lowercase();
    matches!(scheme.as_str(), "javascript" | "data" | "vbscript")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_the_file_at_its_line() {
        let editor = Editor::new("vscode", Path::new("/site/content")).expect("known");
        let href = editor.href("documents/a b/basic.yaml", 12, 3);
        assert_eq!(href.as_deref(), Some("vscode://file/site/content/documents/a%20b/basic.yaml:12:3"));
    }

    #[test]
    fn an_own_scheme_is_taken_and_a_script_is_not() {
        let at = Path::new("/c");
        let own = Editor::new("txmt://open?url=file://{path}&line={line}", at).expect("a template");
        assert_eq!(own.href("x.yaml", 2, 1).as_deref(), Some("txmt://open?url=file:///c/x.yaml&line=2"));
        for wrong in ["emacs", "javascript:alert('{path}')", "DATA:{path}"] {
            assert!(Editor::new(wrong, at).is_err(), "{wrong}");
        }
        assert_eq!(Editor::new("none", at).expect("none").href("x.yaml", 1, 1), None);
    }

    #[test]
    fn a_name_with_an_individual_number_is_no_link() {
        let editor = Editor::new("vscode", Path::new("/c")).expect("known");
        assert_eq!(editor.href("documents/123456789018/a.yaml", 1, 1), None);
    }
}
