//! What holds for the whole site: settings, forms, glossary, free pages, theme. Of each the last that is in order.

use crate::check;
use crate::content::load::{self, Common};
use crate::content::pages::Term;
use crate::content::{MemoryReader, Reader};
#[cfg(feature = "pdf")]
use crate::download::pdf::Typesetter;
use crate::form::{Forms, builtin};
use crate::model::{Files, Finding, Languages, individual_number};
use crate::render::{Dress, Theme};
use std::io;
use std::sync::Arc;

/// Which of the small things changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Touched {
    /// site.yaml, the glossary, a free page.
    pub common: bool,
    /// A form.
    pub forms: bool,
    /// A file of the theme.
    pub theme: bool,
}

impl Touched {
    /// Everything.
    pub const ALL: Self = Self { common: true, forms: true, theme: true };

    /// True where something changed.
    pub fn any(self) -> bool {
        self.common || self.forms || self.theme
    }
}

/// What documents have to do again after the small things changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: only pages change.
    Pages,
    /// They fill another form, or other settings judge them.
    Resolve,
    /// Their files mean something else: the languages changed.
    Read,
}

/// The small things (全体の設定).
pub struct Small {
    /// site.yaml, glossary, free pages.
    pub common: Arc<Common>,
    /// Every form.
    pub forms: Forms,
    /// The theme, prepared for languages and glossary.
    pub dress: Dress,
    /// The theme before the last change, whose files an open page may still ask for.
    pub before: Option<Arc<Theme>>,
    /// What is wrong in them.
    pub found: Vec<Finding>,
    /// What is wrong and has no place in a file of the content, such as a template that cannot be read.
    pub troubles: Vec<String>,
    /// There is an Individual Number in them and no earlier state: nothing can be shown.
    pub is_blocked: bool,
    of_common: Vec<Finding>,
    of_forms: Vec<Finding>,
    of_theme: Option<String>,
    unread: Option<String>,
}

impl Small {
    /// Reads all of it.
    pub fn read(reader: &dyn Reader, files: &Files) -> Self {
        let common = Arc::new(Common::default());
        let theme = default_theme();
        let dress = dressed(theme, &common.settings.languages, &[]);
        let mut small = Self {
            common,
            forms: Forms::new(builtin().to_vec()),
            dress,
            before: None,
            found: Vec::new(),
            troubles: Vec::new(),
            is_blocked: false,
            of_common: Vec::new(),
            of_forms: Vec::new(),
            of_theme: None,
            unread: None,
        };
        small.renew(reader, files, Touched::ALL, true);
        small.before = None;
        small
    }

    /// Reads again what changed, and says what documents have to do again.
    pub fn change(&mut self, reader: &dyn Reader, files: &Files, touched: Touched) -> Effect {
        let (before, forms) = (self.common.clone(), self.forms.clone());
        self.renew(reader, files, touched, self.is_blocked);
        let (old, new) = (&before.settings, &self.common.settings);
        let same_forms = forms.iter().count() == self.forms.iter().count()
            && forms.iter().zip(self.forms.iter()).all(|(a, b)| Arc::ptr_eq(a, b));
        if old.languages != new.languages {
            Effect::Read
        } else if !same_forms || old.not_personal_numbers != new.not_personal_numbers {
            Effect::Resolve
        } else {
            Effect::Pages
        }
    }

    /// `first`: there is no earlier state that could stay in place of a broken one.
    fn renew(&mut self, reader: &dyn Reader, files: &Files, touched: Touched, first: bool) {
        self.unread = None;
        let theme = if touched.theme { self.theme(reader) } else { None };
        if touched.forms {
            let read = self.read_forms(reader, files, first);
            self.keep_error(read);
        }
        if touched.common || touched.forms {
            let read = self.read_common(reader, files, first);
            self.keep_error(read);
        }
        let theme = theme.unwrap_or_else(|| self.dress.theme.clone());
        if touched.theme {
            self.before = Some(self.dress.theme.clone());
        }
        self.dress = dressed(theme, &self.common.settings.languages, &self.common.glossary);
        self.found = self.of_common.iter().chain(&self.of_forms).cloned().collect();
        self.troubles = self.of_theme.iter().chain(&self.unread).cloned().collect();
    }

    fn keep_error(&mut self, read: io::Result<()>) {
        if let Err(error) = read {
            self.unread = Some(individual_number::mask(&error.to_string()));
        }
    }

    fn theme(&mut self, reader: &dyn Reader) -> Option<Arc<Theme>> {
        match Theme::load(reader) {
            Ok(theme) => {
                self.of_theme = None;
                Some(Arc::new(theme))
            }
            Err(error) => {
                self.of_theme = Some(individual_number::mask(&error.to_string()));
                None
            }
        }
    }

    /// A form with a fault would take its documents away: the forms stay as they were.
    fn read_forms(&mut self, reader: &dyn Reader, files: &Files, first: bool) -> io::Result<()> {
        let mut findings = Vec::new();
        let forms = load::forms(reader, files, &mut findings)?;
        if first || findings.is_empty() {
            self.forms = forms;
        }
        self.of_forms = findings;
        Ok(())
    }

    fn read_common(&mut self, reader: &dyn Reader, files: &Files, first: bool) -> io::Result<()> {
        let mut findings = Vec::new();
        let common = load::common(reader, files, &mut findings)?;
        let numbers = check::numbers_in_texts(&common.settings, &common.texts, files);
        let broken = findings.iter().any(|f| BROKEN.contains(&f.rule));
        if numbers.is_empty() && (first || !broken) {
            self.common = Arc::new(common);
        }
        self.is_blocked = first && !numbers.is_empty();
        findings.extend(numbers);
        self.of_common = findings;
        Ok(())
    }
}

/// Rules of files that cannot be read to their end.
const BROKEN: [&str; 4] = ["yaml-syntax", "not-utf8", "alias-bomb", "too-deep"];

/// A theme for the languages and the glossary of a site, with PDF files on request. Nothing of what is shown here is
/// kept: it may be a draft.
fn dressed(theme: Arc<Theme>, languages: &Languages, glossary: &[Term]) -> Dress {
    let dress = Dress::new(theme, languages, glossary);
    #[cfg(feature = "pdf")]
    let dress = {
        let press = Typesetter::new(&dress.theme, None);
        dress.with_press(Arc::new(press))
    };
    dress
}

/// The theme that is compiled in.
fn default_theme() -> Arc<Theme> {
    Arc::new(Theme::load(&MemoryReader::default()).expect("the theme that is compiled in is valid"))
}
