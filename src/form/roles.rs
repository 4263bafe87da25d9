//! Roles: what an answer means outside its form. One file lists them all.

use crate::model::{FileId, Localized};
use crate::yaml;
use std::sync::{Arc, LazyLock};

/// A meaning that forms give to their items.
#[derive(Debug, Clone)]
pub struct Role {
    /// Its name in the forms.
    pub id: Arc<str>,
    /// The heading under which a reader finds it.
    pub title: Localized,
    /// What it means, for the authors of forms.
    pub meaning: Localized,
    /// Several items of a document may have it.
    pub many: bool,
    /// The block of the page at a glance.
    pub block: Option<Block>,
    /// What must be answered anew in a document that was copied from another; nothing where the answer may stay.
    pub once: Option<Once>,
}

/// How far an answer that is true of one document only reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Once {
    /// The item alone, such as a title.
    Item,
    /// The group it stands in: with the period of a hearing go its method and its results.
    Group,
}

/// A block of the page at a glance, by its word in roles.yaml, such as `purpose`.
pub type Block = Arc<str>;

/// All roles, in the order of the file.
#[derive(Debug)]
pub struct Roles(Vec<Role>);

impl Roles {
    /// The role of that name.
    pub fn find(&self, id: &str) -> Option<&Role> {
        self.0.iter().find(|r| &*r.id == id)
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|r| &*r.id)
    }

    /// All roles.
    pub fn iter(&self) -> impl Iterator<Item = &Role> {
        self.0.iter()
    }
}

/// The roles, read once.
pub fn roles() -> &'static Roles {
    static ROLES: LazyLock<Roles> = LazyLock::new(|| {
        let root = yaml::parse(FileId(0), include_bytes!("builtin/roles.yaml"), &mut Vec::new()).root;
        let nodes = root.as_ref().and_then(yaml::Node::sequence).unwrap_or(&[]);
        Roles(nodes.iter().filter_map(role).collect())
    });
    &ROLES
}

fn role(node: &yaml::Node) -> Option<Role> {
    let word = |key: &str| node.get(key).and_then(yaml::Node::scalar).cloned();
    let text = |key: &str| node.get(key).map(yaml::Node::localized).unwrap_or_default();
    Some(Role {
        id: word("id")?,
        title: text("title"),
        meaning: text("meaning"),
        many: word("many").as_deref() == Some("true"),
        block: word("glance").filter(|b| &**b != "none"),
        once: match word("once").as_deref() {
            Some("item") => Some(Once::Item),
            Some("group") => Some(Once::Group),
            _ => None,
        },
    })
}
