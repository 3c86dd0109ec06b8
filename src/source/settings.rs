//! Small files that are no documents: the configuration and what it names.

use super::discover::repository;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The file of this name in a folder or in one around it, up to the root of the repository.
///
/// # Errors
/// When the file that is found there leads out of the repository.
pub fn find_upwards(folder: &Path, name: &str) -> Result<Option<PathBuf>, String> {
    let Ok(folder) = folder.canonicalize() else { return Ok(None) };
    let top = repository(&folder).unwrap_or_else(|| folder.clone());
    let mut places = folder.ancestors().take_while(|it| it.starts_with(&top)).map(|it| it.join(name));
    let Some(found) = places.find(|it| it.symlink_metadata().is_ok()) else { return Ok(None) };
    let stays = found.canonicalize().is_ok_and(|it| it.starts_with(&top));
    if stays { Ok(Some(found)) } else { Err(format!("`{name}` leads nowhere, or out of the repository")) }
}

/// A file that a configuration names by its path from its own folder: inside its repository, or else inside the folder.
/// The file may be missing.
///
/// # Errors
/// When it lies outside, by the path or by a link.
pub fn named_inside(folder: &Path, name: &str) -> Result<PathBuf, String> {
    let top = repository(folder).unwrap_or_else(|| folder.to_owned());
    let path = folder.join(name);
    let is_there = path.symlink_metadata().is_ok();
    let real = if is_there { path.canonicalize() } else { real_folder(&path) };
    match real {
        Ok(real) if real.starts_with(&top) => Ok(if is_there { real } else { path }),
        _ => Err(format!("`{name}` leads nowhere, or out of the repository")),
    }
}

fn real_folder(path: &Path) -> std::io::Result<PathBuf> {
    path.parent().unwrap_or(path).canonicalize()
}

/// Text of a file of at most so many bytes.
///
/// # Errors
/// When there is no such file, or it is too large, no regular file, or not UTF-8.
#[expect(clippy::disallowed_methods, reason = "this is one of the two places that read files")]
pub fn read_text(path: &Path, most: u64) -> Result<String, String> {
    let failed = |reason: &dyn std::fmt::Display| format!("cannot read `{}`: {reason}", path.display());
    let metadata = path.metadata().map_err(|error| failed(&error))?;
    if !metadata.is_file() {
        return Err(failed(&"it is no regular file"));
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|error| failed(&error))?;
    file.take(most + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    if bytes.len() as u64 > most {
        return Err(failed(&format!("it is larger than {} MiB", most / (1024 * 1024))));
    }
    String::from_utf8(bytes).map_err(|_| failed(&"it is not UTF-8"))
}
