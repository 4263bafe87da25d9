//! The folder of the releases: which there are, which is current, what was left behind.

use super::lock::{self, Lock};
use super::{Trouble, durable, link};
use crate::content::reader::with_path;
use crate::download::manifest;
use crate::output::{Folder, remove};
use sha2::{Digest, Sha256};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of the releases below that which was named.
const FOLDER: &str = "releases";
/// A release in the making.
const MAKING: &str = ".making";
/// What the name of a release begins with while it is removed.
const GONE: &str = ".gone-";
/// What a note begins with that a release is to be removed as soon as it is not current.
const RETRACTED: &str = ".retracted-";

/// A release (公開版): its number, and the beginning of the digest of its manifest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Release {
    number: u32,
    digest: String,
}

impl Release {
    fn parse(name: &str) -> Option<Self> {
        let (number, digest) = name.split_once('-')?;
        let number = number.parse().ok()?;
        let release = Self { number, digest: digest.to_owned() };
        let hexadecimal = digest.len() == 8 && digest.bytes().all(|b| b.is_ascii_hexdigit());
        (hexadecimal && release.to_string() == name).then_some(release)
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}-{}", self.number, self.digest)
    }
}

/// A folder of releases, locked: nobody else publishes there.
#[derive(Debug)]
pub struct Releases {
    root: PathBuf,
    is_new: bool,
    _lock: Lock,
}

impl Releases {
    /// Opens a folder, which is made where there is none, and clears away what an interrupted run left in it.
    pub fn open(root: &Path) -> Result<Self, Trouble> {
        let is_new = !root.exists();
        fs::create_dir_all(root).map_err(|e| with_path(e, root))?;
        let releases = Self { root: root.to_owned(), is_new, _lock: Lock::take(root)? };
        releases.recover()?;
        Ok(releases)
    }

    /// Leaves without having published: a folder that was made for it goes again.
    pub fn leave(self) {
        if self.is_new {
            // Neither goes where something is in it, and then it should stay.
            let _ = fs::remove_dir(self.folder());
            let _ = fs::remove_file(self.root.join(lock::NAME));
            let _ = fs::remove_dir(&self.root);
        }
    }

    fn recover(&self) -> Result<(), Trouble> {
        link::recover(&self.root)?;
        remove(&self.folder().join(MAKING))?;
        let current = self.current()?.map(|release| release.to_string());
        for name in self.names()? {
            if name.starts_with(GONE) {
                remove(&self.folder().join(&name))?;
            } else if let Some(retracted) = name.strip_prefix(RETRACTED) {
                // A note about what is still current is from a run that was cut off before the switch.
                if let Some(release) =
                    Release::parse(retracted).filter(|_| current.as_deref() != Some(retracted))
                {
                    self.remove(&release)?;
                }
                self.forget(&self.folder().join(&name))?;
            }
        }
        Ok(())
    }

    /// The current release. Errors: the link leads somewhere else.
    pub fn current(&self) -> Result<Option<Release>, Trouble> {
        let Some(target) = link::read(&self.root)? else { return Ok(None) };
        let name = target.strip_prefix(FOLDER).ok().and_then(Path::to_str).and_then(Release::parse);
        name.map_or_else(|| Err(Trouble::Foreign(link::path(&self.root))), |release| Ok(Some(release)))
    }

    /// The release before this one.
    pub fn before(&self, release: &Release) -> io::Result<Option<Release>> {
        Ok(self.all()?.into_iter().rfind(|other| other.number < release.number))
    }

    /// Where a release is.
    pub fn path(&self, release: &Release) -> PathBuf {
        self.folder().join(release.to_string())
    }

    /// Begins a release: a folder in the making, linked to the release it will replace.
    pub fn begin(&self, replaced: Option<&Release>) -> io::Result<Folder> {
        Folder::make(self.folder().join(MAKING), replaced.map(|release| self.path(release)))
    }

    /// Gives up what is in the making.
    pub fn discard(&self, folder: &Folder) -> io::Result<()> {
        remove(folder.path())
    }

    /// Gives a made folder its name. What stands behind the current release makes room for it: a rollback from the new
    /// one must not lead to what was rolled back before.
    pub fn adopt(&self, folder: &Folder, replaced: Option<&Release>) -> io::Result<Release> {
        let all = self.all()?;
        let number = all.iter().chain(replaced).map(|release| release.number).max().unwrap_or(0) + 1;
        let manifest = fs::read(folder.path().join(manifest::NAME))?;
        let digest = Sha256::digest(manifest).iter().take(4).map(|b| format!("{b:02x}")).collect();
        let release = Release { number, digest };
        let path = self.path(&release);
        fs::rename(folder.path(), &path).map_err(|e| with_path(e, &path))?;
        durable::folder(&path)?;
        if let Some(replaced) = replaced {
            for abandoned in all.iter().filter(|other| other.number > replaced.number) {
                self.remove(abandoned)?;
            }
        }
        Ok(release)
    }

    /// Makes a release current. It is noted first what is retracted with that, so that the next run removes it should
    /// this one be cut off. Errors: the link is as it was.
    pub fn switch(&self, to: &Release, retracted: Option<&Release>) -> Result<(), Trouble> {
        let note = retracted.map(|release| self.note(release));
        if let Some(note) = &note {
            fs::write(note, "").map_err(|e| with_path(e, note))?;
        }
        let turned = link::turn(&self.root, &Path::new(FOLDER).join(to.to_string()));
        if let (Err(_), Some(note)) = (&turned, &note) {
            self.forget(note)?;
        }
        turned
    }

    /// What follows the switch: what was retracted is removed.
    pub fn settle(&self, retracted: Option<&Release>) -> Result<(), Trouble> {
        durable::folder(&self.root)?;
        if let Some(release) = retracted {
            self.remove(release).map_err(|e| Trouble::Left(self.path(release), e))?;
            self.forget(&self.note(release))?;
        }
        Ok(())
    }

    /// Removes all but the newest `keep` releases up to the current one; says how many.
    pub fn prune(&self, current: &Release, keep: usize) -> Result<usize, Trouble> {
        let mut old: Vec<Release> = self.all()?.into_iter().filter(|r| r.number <= current.number).collect();
        old.truncate(old.len().saturating_sub(keep));
        for release in &old {
            self.remove(release).map_err(|e| Trouble::Left(self.path(release), e))?;
        }
        Ok(old.len())
    }

    /// Removes a release. Its name goes first, so that none is ever seen in part.
    pub fn remove(&self, release: &Release) -> io::Result<()> {
        let (path, gone) = (self.path(release), self.folder().join(format!("{GONE}{release}")));
        remove(&gone)?;
        match fs::rename(&path, &gone) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(with_path(error, &path)),
            Ok(()) => remove(&gone),
        }
    }

    fn note(&self, retracted: &Release) -> PathBuf {
        self.folder().join(format!("{RETRACTED}{retracted}"))
    }

    fn forget(&self, note: &Path) -> io::Result<()> {
        fs::remove_file(note).map_err(|e| with_path(e, note))
    }

    fn folder(&self) -> PathBuf {
        self.root.join(FOLDER)
    }

    /// The releases, oldest first.
    fn all(&self) -> io::Result<Vec<Release>> {
        let mut all: Vec<Release> = self.names()?.iter().filter_map(|name| Release::parse(name)).collect();
        all.sort();
        Ok(all)
    }

    fn names(&self) -> io::Result<Vec<String>> {
        let folder = self.folder();
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(|e| with_path(e, &folder))?,
        };
        entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_were_given_here_are_releases() {
        assert_eq!(
            Release::parse("000012-0a1b2c3d").map(|r| r.to_string()).as_deref(),
            Some("000012-0a1b2c3d")
        );
        for name in ["12-0a1b2c3d", "000012", "000012-0a1b2c3", "000012-0a1b2c3x", "+00012-0a1b2c3d", "old"] {
            assert_eq!(Release::parse(name), None, "{name}");
        }
        assert!(Release::parse("1000000-0a1b2c3d") > Release::parse("999999-0a1b2c3d"));
    }
}
