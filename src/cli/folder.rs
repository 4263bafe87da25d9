//! Writes a folder of content: it is there whole or not at all.

use super::Failure;
use crate::content::reader::with_path;
use std::fs;
use std::path::Path;

/// Writes the files beside the target and gives their folder its name at the end. What a run that was cut off left
/// behind is cleared away; it was never read as content, because its name begins with a dot.
pub fn write(stage: &Path, target: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    let done = made(stage, target, files);
    if done.is_err() {
        // What could not be finished is of no use; why it could not is told.
        let _ = fs::remove_dir_all(stage);
    }
    done
}

fn made(stage: &Path, target: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error| with_path(error, &path)
    };
    if stage.exists() {
        fs::remove_dir_all(stage).map_err(at(stage))?;
    }
    for (name, bytes) in files {
        let file = stage.join(name);
        let folder = file.parent().unwrap_or(stage);
        fs::create_dir_all(folder).map_err(at(folder))?;
        fs::write(&file, bytes).map_err(at(&file))?;
    }
    if let Some(above) = target.parent() {
        fs::create_dir_all(above).map_err(at(above))?;
    }
    Ok(fs::rename(stage, target).map_err(at(target))?)
}
