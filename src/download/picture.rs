//! The pictures of data flows as files: each stands alone, so its description lists the flows.

use crate::diagram;
use crate::plan::{Document, Set, address, figure};
use crate::render::{Publication, figure::diagram as drawn};
use crate::resolve::Answer;

/// How wide the pictures are, in CSS pixels: for a page of a report, or a slide.
const WIDTH: f64 = 1000.0;

/// Adds the pictures of the current edition in every language that it has.
pub fn add<'s>(publication: &'s Publication<'s>, document: &'s Document, set: &mut Set<'s>) {
    let languages = publication.site.languages();
    let edition = &document.current.edition;
    let folder = address::downloads(document.slug());
    for language in (0..languages.count()).filter(|n| *n == 0 || edition.has_language(*n)) {
        for (item, name) in figure::files(edition) {
            let own = address::language(languages, language);
            set.add(format!("{own}{folder}{name}"), move |_| {
                let Some(Answer::Flow(flow)) = &edition.items[item].answer else { return Ok(Vec::new()) };
                let diagram = drawn(publication, flow, language, "flow".to_owned(), false);
                Ok(diagram::svg(&diagram, WIDTH).svg.into_bytes())
            });
        }
    }
}
