//! What is kept while a document is made, so that a text that stands on several pages is parsed and written once, and
//! whatever else several artifacts need is made by the first of them.

use super::{Fragment, Terms, Text, parse};
use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// One thread makes one document, so this needs no lock.
#[derive(Default)]
pub struct Cache {
    /// Texts by the place they have in memory.
    texts: RefCell<HashMap<usize, Rc<Cooked>>>,
    /// Other things.
    things: RefCell<HashMap<Key, Rc<dyn Any>>>,
}

/// The type of a thing, and numbers that tell it from others of its type.
type Key = (TypeId, [usize; 3]);

/// A text with what was made of it so far.
pub struct Cooked {
    /// The parsed text.
    pub text: Text,
    fragment: RefCell<Option<Rc<Fragment>>>,
    plain: RefCell<Option<Rc<str>>>,
    // Keeps the address of the source taken, so that no other text can be found under it.
    _source: Arc<str>,
}

impl Cache {
    /// The parsed text.
    pub fn get(&self, source: &Arc<str>) -> Rc<Cooked> {
        let place = Arc::as_ptr(source).cast::<u8>() as usize;
        if let Some(found) = self.texts.borrow().get(&place) {
            return found.clone();
        }
        let cooked = Rc::new(Cooked {
            text: parse(source),
            fragment: RefCell::default(),
            plain: RefCell::default(),
            _source: source.clone(),
        });
        self.texts.borrow_mut().insert(place, cooked.clone());
        cooked
    }

    /// The thing of this type that `key` stands for; made the first time it is asked for.
    pub fn once<T: 'static>(&self, key: [usize; 3], make: impl FnOnce() -> T) -> Rc<T> {
        let key = (TypeId::of::<T>(), key);
        let found = self.things.borrow().get(&key).cloned();
        let thing = found.unwrap_or_else(|| {
            let made: Rc<dyn Any> = Rc::new(make());
            self.things.borrow_mut().insert(key, made.clone());
            made
        });
        thing.downcast().unwrap_or_else(|_| unreachable!("the key has the type in it"))
    }

    /// The plain text.
    pub fn plain(&self, source: &Arc<str>) -> Rc<str> {
        let cooked = self.get(source);
        let mut plain = cooked.plain.borrow_mut();
        plain.get_or_insert_with(|| cooked.text.plain().into()).clone()
    }
}

impl Cooked {
    /// The HTML. `id` and `terms` must be the same at every call for one text.
    pub fn fragment(&self, id: &str, terms: Option<&dyn Terms>) -> Rc<Fragment> {
        self.fragment.borrow_mut().get_or_insert_with(|| Rc::new(self.text.html(id, terms))).clone()
    }
}
