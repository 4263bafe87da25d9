//! The built-in forms, compiled in from the YAML files beside this one.

use super::{Form, decode};
use crate::model::FileId;
use crate::yaml;
use std::sync::{Arc, LazyLock};

const SOURCES: [&str; 6] = [
    include_str!("builtin/full.yaml"),
    include_str!("builtin/priority.yaml"),
    include_str!("builtin/basic.yaml"),
    include_str!("builtin/council-report.yaml"),
    include_str!("builtin/meeting-item.yaml"),
    include_str!("builtin/change-list.yaml"),
];

/// The built-in forms, read once.
pub fn builtin() -> &'static [Arc<Form>] {
    static FORMS: LazyLock<Vec<Arc<Form>>> =
        LazyLock::new(|| SOURCES.iter().filter_map(|s| read(s)).collect());
    &FORMS
}

fn read(source: &str) -> Option<Arc<Form>> {
    let mut findings = Vec::new();
    let root = yaml::parse(FileId(0), source.as_bytes(), &mut findings).root?;
    decode(&root, None, &mut findings).map(Arc::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_forms_have_no_fault() {
        for source in SOURCES {
            let mut findings = Vec::new();
            let parsed = yaml::parse(FileId(0), source.as_bytes(), &mut findings);
            let form = parsed.root.and_then(|root| decode(&root, None, &mut findings)).expect("a form");
            assert!(findings.is_empty(), "{}: {findings:?}", form.id);
            for id in form.walk() {
                let node = form.node(id);
                for language in ["ja", "en"] {
                    assert!(
                        node.title.get(language).is_some(),
                        "{} {} has no {language}",
                        form.id,
                        form.path(id)
                    );
                }
            }
        }
    }
}
