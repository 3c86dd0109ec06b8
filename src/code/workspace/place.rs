//! Paths of files as text: with forward slashes, relative to the project's root, which is `""`.

/// The folder that holds the path.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |it| it.0)
}

/// The last part of the path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |it| it.1)
}

/// `relative` seen from the folder, without `.` and `..`.
pub(super) fn join(folder: &str, relative: &str) -> String {
    let relative = relative.replace('\\', "/");
    let mut parts: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|it| *it != "..") => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// Whether the path lies in the folder, at whatever depth.
pub(super) fn is_inside(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|it| it.starts_with('/'))
}
