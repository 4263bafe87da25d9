//! A case in one text file: what it shows, the files it is about, what comes of them.
//!
//! Lines that begin with `# ` say what the case shows. Then sections, each under a line `--- <name>`: a file of the
//! content by its path, or what is expected. After a path stand in brackets:
//!
//! - `(crlf)`: the lines end as on Windows;
//! - `(bom)`: the file begins with a byte order mark;
//! - `(bytes)`: `\xNN`, `\u{NNNN}`, `\t`, `\r`, `\\` are read as escapes, and a `\` at its end takes a line break away;
//! - `(absent)`: the sample content has the file and the case has not.

use std::fmt::Write;

/// A case as written.
pub struct Case {
    /// The lines that say what it shows.
    pub intro: String,
    /// The sections, in order.
    pub sections: Vec<Section>,
}

/// A section of a case.
pub struct Section {
    /// What stands after `--- `.
    pub name: String,
    /// The lines below it.
    pub body: String,
}

impl Case {
    /// Reads a case.
    pub fn read(written: &str) -> Self {
        let mut case = Self { intro: String::new(), sections: Vec::new() };
        for line in written.split_inclusive('\n') {
            match (line.strip_prefix("--- "), case.sections.last_mut()) {
                (Some(name), _) => {
                    case.sections.push(Section { name: name.trim_end().to_owned(), body: String::new() });
                }
                (None, Some(section)) => section.body.push_str(line),
                (None, None) => case.intro.push_str(line),
            }
        }
        case
    }

    /// The case as text.
    pub fn write(&self) -> String {
        let mut out = self.intro.clone();
        for Section { name, body } in &self.sections {
            let _ = write!(out, "--- {name}\n{body}");
        }
        out
    }

    /// The text of a section, if there is one.
    pub fn section(&self, name: &str) -> Option<&str> {
        self.sections.iter().find(|s| s.name == name).map(|s| &*s.body)
    }

    /// The content files of the case; `expected` names the sections that are none.
    pub fn files(&self, expected: &[&str]) -> Vec<(String, Option<Vec<u8>>)> {
        self.sections.iter().filter(|s| !expected.contains(&&*s.name)).map(Section::file).collect()
    }
}

impl Section {
    fn file(&self) -> (String, Option<Vec<u8>>) {
        let mut name = self.name.as_str();
        let mut bytes = Some(self.body.clone().into_bytes());
        // Read from the right: `a.csv (crlf) (bom)`.
        while let Some((path, mark)) = name.strip_suffix(')').and_then(|n| n.rsplit_once(" (")) {
            name = path;
            let text = bytes.take().unwrap_or_default();
            bytes = match mark {
                "crlf" => Some(replaced(&text, b"\n", b"\r\n")),
                "bom" => Some([b"\xEF\xBB\xBF", &text[..]].concat()),
                "bytes" => Some(unescaped(&self.body)),
                "absent" => None,
                other => panic!("({other}) means nothing after a path"),
            };
        }
        (name.to_owned(), bytes)
    }
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|b| if [*b] == *from { to.to_vec() } else { vec![*b] }).collect()
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend_from_slice(before.as_bytes());
        let (kind, after) = after.split_at(1);
        rest = after;
        match kind {
            "x" => {
                bytes.push(u8::from_str_radix(&rest[..2], 16).expect("two hexadecimal digits after \\x"));
                rest = &rest[2..];
            }
            "u" => {
                let (code, after) = rest.trim_start_matches('{').split_once('}').expect("\\u{…}");
                let code = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a character");
                bytes.extend_from_slice(code.to_string().as_bytes());
                rest = after;
            }
            "t" => bytes.push(b'\t'),
            "r" => bytes.push(b'\r'),
            "\\" => bytes.push(b'\\'),
            "\n" => {}
            other => panic!("\\{other} is no escape"),
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}
