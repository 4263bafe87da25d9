//! Pictures of data flows: what is drawn, in the words of the theme. Pages and files show the same.

use super::Publication;
use crate::diagram::{Diagram, Words};
use crate::model::Translated;
use crate::plan::figure;
use crate::resolve::Flow;

/// The picture of a flow for readers of a language. `id` begins the ids in it; `listed` says that the steps are listed
/// beside it, where it stands alone its description lists them.
pub fn diagram(publication: &Publication, flow: &Flow, language: usize, id: String, listed: bool) -> Diagram {
    let code = publication.site.languages().code(language);
    let word = |key: &str| publication.theme.word(key, code).to_owned();
    let said = |text: &Translated| text.view(language).map_or(String::new(), |v| v.text.trim().to_owned());
    let caption = said(&flow.caption);
    let numbers = flow.arrows.iter().filter(|a| a.number).count();
    let counts = [
        ("boxes", flow.nodes.len().to_string()),
        ("arrows", flow.arrows.len().to_string()),
        ("numbers", numbers.to_string()),
    ];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(name, n)| (*name, n.as_str())).collect();
    let mut description = publication.theme.words("flow_description", code, &counts);
    if !listed {
        for arrow in &flow.arrows {
            let with = if arrow.number { word("flow_with_number") } else { word("flow_without_number") };
            let filled = [
                ("steps", arrow.steps.join(" ")),
                ("from", said(&flow.nodes[arrow.from].label)),
                ("to", said(&flow.nodes[arrow.to].label)),
                ("label", said(&arrow.label)),
                ("number", with),
            ];
            let filled: Vec<(&str, &str)> =
                filled.iter().map(|(name, text)| (*name, text.as_str())).collect();
            let sentence = publication.theme.words("flow_sentence", code, &filled);
            description = format!("{description} {}", sentence.trim());
        }
    }
    let words = Words {
        language: code.to_string(),
        title: if caption.is_empty() { word("flow_title") } else { caption },
        description,
        with_number: word("flow_with_number"),
        without_number: word("flow_without_number"),
        kinds: ["flow_person", "flow_organisation", "flow_system", "flow_file"].map(word),
    };
    figure::diagram(flow, language, id, words)
}
