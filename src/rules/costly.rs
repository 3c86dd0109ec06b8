//! Operations each call of which costs the provider money or much work, known by the words of their names.

use super::words;
use crate::openapi::Operation;
use crate::syntax::Node;

/// What makes a call costly.
struct Cost {
    /// What the operation does, in a sentence that begins with its name.
    does: &'static str,
    /// Words of which each name has one, by groups: one of every group is needed.
    groups: &'static [&'static [&'static str]],
    /// Ends of a path, as words, that mean the same when they are posted to.
    ends: &'static [&'static str],
}

/// Verbs that deliver.
const SEND: &[&str] = &["send", "resend", "dispatch", "deliver"];

/// Verbs that make something anew.
const MAKE: &[&str] = &["generate", "create", "render", "convert", "make", "build", "run", "start"];

const COSTS: [Cost; 11] = [
    Cost {
        does: "sends text messages",
        groups: &[SEND, &["sms", "mms", "whatsapp"]],
        ends: &["sms", "mms", "sms send", "text messages", "send text message"],
    },
    Cost {
        does: "sends one-time codes",
        groups: &[&["send", "resend", "generate", "request"], &["otp", "totp", "passcode"]],
        ends: &["otp", "otp send", "verification code", "send verification code", "one time password"],
    },
    Cost {
        does: "sends e-mail",
        groups: &[&["send", "resend"], &["email", "emails", "mail", "mails", "newsletter"]],
        ends: &["mail send", "email send", "emails send"],
    },
    Cost {
        does: "makes telephone calls",
        groups: &[&["make", "place", "dial"], &["call", "calls", "phonecall", "voicecall"]],
        ends: &["voice", "phone call", "calls outbound", "outbound call", "send voice message"],
    },
    Cost {
        does: "sends push notifications",
        groups: &[SEND, &["push", "notification", "notifications"]],
        ends: &["push send", "push notifications", "notifications send", "notification send"],
    },
    Cost {
        does: "exports data",
        groups: &[
            &["export"],
            &["create", "start", "run", "generate", "request", "data", "csv", "excel", "all"],
        ],
        ends: &["export", "exports"],
    },
    Cost {
        does: "makes reports",
        groups: &[],
        ends: &[
            "reports generate",
            "report generate",
            "generate report",
            "generate reports",
            "run report",
            "reports run",
        ],
    },
    Cost {
        does: "imports data in bulk",
        groups: &[&["bulk", "batch", "mass"], &["import"]],
        ends: &[
            "bulk import",
            "import csv",
            "import users",
            "users import",
            "import contacts",
            "contacts import",
            "imports",
        ],
    },
    Cost {
        does: "runs a model",
        groups: &[
            &["create", "generate", "run"],
            &["completion", "completions", "embedding", "embeddings", "transcription"],
        ],
        ends: &[
            "chat completions",
            "v1 completions",
            "embeddings",
            "images generations",
            "audio transcriptions",
            "audio speech",
            "generate text",
            "generate image",
            "text to image",
            "text to speech",
        ],
    },
    Cost {
        does: "converts media",
        groups: &[
            &["transcode", "encode", "convert", "resize"],
            &["video", "audio", "media", "image", "file"],
        ],
        ends: &["transcode"],
    },
    Cost {
        does: "renders documents",
        groups: &[MAKE, &["pdf"]],
        ends: &["pdf", "screenshot", "take screenshot", "html render", "render pdf"],
    },
];

/// Words by which a name is about something else than the act.
const ABOUT: [&str; 53] = [
    "cancel",
    "channel",
    "channels",
    "check",
    "config",
    "configs",
    "configuration",
    "configurations",
    "configure",
    "confirm",
    "connection",
    "conversion",
    "delete",
    "describe",
    "disable",
    "domain",
    "enable",
    "feedback",
    "find",
    "get",
    "history",
    "key",
    "link",
    "list",
    "log",
    "logs",
    "on",
    "payment",
    "payments",
    "preference",
    "preferences",
    "preview",
    "provider",
    "query",
    "receipt",
    "remove",
    "schedule",
    "schedules",
    "search",
    "set",
    "sets",
    "setting",
    "settings",
    "status",
    "template",
    "templates",
    "unlink",
    "update",
    "validate",
    "verify",
    "vocabularies",
    "vocabulary",
    "webhook",
];

/// Words of a name.
type Words<'n> = Vec<&'n str>;

/// What an operation does that is costly, such as `sends text messages`.
pub(super) fn cost_of(operation: &Operation<'_>) -> Option<&'static str> {
    if !operation.is_inbound() || operation.name().method != "POST" {
        return None;
    }
    let id = operation.node().get("operationId").and_then(Node::as_str).unwrap_or_default();
    cost(&operation.name().path, &id)
}

fn cost(path: &str, id: &str) -> Option<&'static str> {
    let (act, id) = (words::words(act(path)).collect::<Words<'_>>(), words::words(id).collect::<Words<'_>>());
    if has_one_of(&act, &ABOUT) || has_one_of(&id, &ABOUT) {
        return None;
    }
    let path: Words<'_> = words::words(path).collect();
    // A code that holds a text message sends none, and a recording in a chat is no call.
    let found = COSTS.iter().find(|it| it.is_met(&path, &act, &id))?;
    (!has_one_of(&path, &["qr", "qrcode"]) && !ends_with(&act, "send voice")).then_some(found.does)
}

fn has_one_of(name: &[&str], list: &[&str]) -> bool {
    name.iter().any(|word| list.iter().any(|it| word.eq_ignore_ascii_case(it)))
}

impl Cost {
    fn is_met(&self, path: &[&str], act: &[&str], id: &[&str]) -> bool {
        let has_all =
            |name: &[&str]| !self.groups.is_empty() && self.groups.iter().all(|it| has_one_of(name, it));
        let ends = |name: &[&str]| self.ends.iter().any(|it| ends_with(name, it));
        has_all(act) || has_all(id) || (!act.is_empty() && ends(path)) || ends(id)
    }
}

/// The part of a path that says what is done: the last one, unless it names a thing in braces.
fn act(path: &str) -> &str {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    // `/v1/{name}:export`, and `/#X-Target=Service_2020.SendEmail`
    let behind = last.rsplit_once('}').map_or(last, |it| it.1);
    if behind.starts_with('#') { behind.rsplit(['.', '=']).next().unwrap_or_default() } else { behind }
}

/// Whether the last words of a name are these.
fn ends_with(name: &[&str], end: &str) -> bool {
    let mut name = name.iter().rev();
    end.split(' ').rev().all(|it| name.next().is_some_and(|word| word.eq_ignore_ascii_case(it)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_by_names() {
        let table = [
            ("/sms", "", Some("sends text messages")),
            ("/v1/chat/completions", "", Some("runs a model")),
            ("/users/{id}/send-email", "", Some("sends e-mail")),
            ("/#X-Target=Mail_2020.SendEmail", "", Some("sends e-mail")),
            ("/v1/{name}:export", "", Some("exports data")),
            ("/invoices/{id}", "generateInvoicePdf", Some("renders documents")),
            ("/payments/{id}/completions", "", None),
            ("/sms/settings", "", None),
            ("/sms/{id}", "", None),
            ("/v1/{name}:push", "", None),
            ("/email-templates", "createEmailTemplate", None),
            ("/exports/{id}/cancel", "", None),
            ("/keys", "ExportKey", None),
            ("/voice", "", Some("makes telephone calls")),
            ("/sendVoice", "", None),
            ("/sms", "smsConversion", None),
            ("/invoices/{id}/unlinkPdf", "", None),
        ];
        for (path, id, expected) in table {
            assert_eq!(cost(path, id), expected, "{path} {id}");
        }
    }
}
