//! An edition whole on one page, with every anchor: its permanent address, and the view for print.

use super::Publication;
use super::frame::{Frame, Said};
use super::item::Items;
use super::texts::Texts;
use super::view::ItemView;
use crate::plan::{Document, MakeError, Planned, Set, address};
use crate::text::cache::Cache;

/// Adds the pages of all editions in one language.
pub fn add<'s>(publication: &'s Publication<'s>, document: &'s Document, language: usize, set: &mut Set<'s>) {
    let said = Said { publication, language };
    for planned in document.editions() {
        let address = address::edition(document.slug(), &planned.edition.date_segment());
        set.add(said.local(&address), move |cache| page(publication, document, planned, language, cache));
    }
}

fn page(
    publication: &Publication,
    document: &Document,
    planned: &Planned,
    language: usize,
    cache: &Cache,
) -> Result<Vec<u8>, MakeError> {
    let edition = &planned.edition;
    let said = Said { publication, language };
    let address = address::edition(document.slug(), &edition.date_segment());
    let mut frame = Frame::new(publication, language, &address, "edition", cache);
    let root = frame.root();
    let texts = Texts::new(publication, language, Some(planned), &root, cache, true);
    let mut items = Items::new(&texts, planned, 0, 2, true);
    if !planned.is_earlier {
        items.tell_history(document);
    }
    let shown = (0..edition.items.len()).filter(|n| planned.pages.page_of(*n).is_some());
    let views: Vec<ItemView> = shown.map(|n| items.view(n)).collect();
    let (title, _) = said.text(&edition.title);
    let name = said.edition_name(edition);
    frame.title(&format!("{title} － {name}"));
    frame.alternates(|n| edition.has_language(n));
    if planned.is_earlier {
        frame.put("noindex", &true);
        let current = said.local(&address::document(document.slug()));
        frame.put(
            "canonical",
            &format!("{}{}", publication.site.settings.base_url, super::texts::encoded(&current)),
        );
        frame.alternates(|_| false);
    }
    frame.breadcrumb(vec![said.document_step(edition), said.here(&name)]);
    frame.put_value("doc", said.document(document, planned, cache));
    frame.put("items", &views);
    frame.render("edition.html")
}
