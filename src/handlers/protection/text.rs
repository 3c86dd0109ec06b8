//! What protects a route, in one line.

use super::{BodyLimit, BodyLimitKind, Cors, Evidence, EvidenceKind, Protection, Strength, Timeout};
use std::fmt::{self, Display, Formatter};

impl Display for Protection {
    /// `auth: strong extractor User; scope: read | body: 4096`; nothing where only defaults hold.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        for (name, list) in
            [("auth", &self.authentication), ("may", &self.authorization), ("rate", &self.rate_limit)]
        {
            parts.extend(list.iter().map(|it| format!("{name}: {it}")));
        }
        parts.extend(body(&self.body_limit).map(|it| format!("body: {it}")));
        parts.extend(self.timeout.iter().map(|it| format!("timeout: {it}")));
        parts.extend(self.cors.iter().map(|it| format!("cors: {it}")));
        f.write_str(&parts.join(" | "))
    }
}

impl Display for Evidence {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.strength, self.kind, self.what)?;
        if self.scopes.is_empty() {
            return Ok(());
        }
        write!(f, "; scope: {}", self.scopes.join(", "))
    }
}

impl Display for Strength {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Weak => "weak",
            Self::Optional => "optional",
            Self::Conditional => "conditional",
            Self::Strong => "strong",
        })
    }
}

impl Display for EvidenceKind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Extractor => "extractor",
            Self::Layer => "layer",
            Self::Guard => "guard",
            Self::Call => "call",
            Self::Attribute => "attribute",
            Self::Library => "library",
        })
    }
}

impl Display for Timeout {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.milliseconds {
            Some(it) => write!(f, "{} {it} ms", self.what),
            None => write!(f, "{}", self.what),
        }
    }
}

impl Display for Cors {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let origin = match (self.mirrors_origin, self.any_origin) {
            (true, _) => "mirrored origin",
            (_, true) => "any origin",
            _ => "listed origins",
        };
        f.write_str(origin)?;
        f.write_str(if self.credentials { ", credentials" } else { "" })?;
        f.write_str(if self.is_conditional { ", conditional" } else { "" })
    }
}

/// The default of the framework is not worth a word.
fn body(limit: &BodyLimit) -> Option<String> {
    match (limit.kind, limit.bytes) {
        (BodyLimitKind::Default, _) => None,
        (BodyLimitKind::None, _) => Some("unlimited".to_owned()),
        (BodyLimitKind::Disabled, _) => Some("disabled".to_owned()),
        (BodyLimitKind::Stream, _) => Some("streamed".to_owned()),
        (BodyLimitKind::Set, Some(bytes)) => Some(bytes.to_string()),
        (BodyLimitKind::Set, None) => Some("set".to_owned()),
    }
}
