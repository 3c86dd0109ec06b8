//! Names of personal and otherwise sensitive data, by the harm that it does where it is seen.

use super::words;
use crate::config::Config;

/// What a name says about its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number that the state gives to a person.
    Identity,
    /// By which money can be taken.
    Payment,
    /// A bank account.
    Bank,
    /// Of a patient.
    Health,
    /// What a project named by itself.
    Own,
    /// When someone was born.
    Birth,
    /// How to reach someone.
    Contact,
}

impl Kind {
    /// As a sentence goes on.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Identity => "the number of a person",
            Self::Payment => "the data of a payment card",
            Self::Bank => "the number of a bank account",
            Self::Health => "data on someone's health",
            Self::Own => "sensitive data",
            Self::Birth => "a date of birth",
            Self::Contact => "the email address of a person",
        }
    }
}

/// Ends of names, by words in small letters.
const ENDS: [(&[&str], Kind); 41] = [
    (&["ssn"], Kind::Identity),
    (&["social", "security", "number"], Kind::Identity),
    (&["social", "security"], Kind::Identity),
    (&["socialsecuritynumber"], Kind::Identity),
    (&["social", "insurance", "number"], Kind::Identity),
    (&["national", "insurance", "number"], Kind::Identity),
    (&["national", "id", "number"], Kind::Identity),
    (&["national", "identification", "number"], Kind::Identity),
    (&["passport", "number"], Kind::Identity),
    (&["passport", "no"], Kind::Identity),
    (&["passport"], Kind::Identity),
    (&["driver", "license", "number"], Kind::Identity),
    (&["drivers", "license", "number"], Kind::Identity),
    (&["driving", "licence", "number"], Kind::Identity),
    (&["personal", "number"], Kind::Identity),
    (&["personal", "identity", "number"], Kind::Identity),
    (&["citizen", "id"], Kind::Identity),
    (&["cpf"], Kind::Identity),
    (&["aadhaar"], Kind::Identity),
    (&["aadhar"], Kind::Identity),
    (&["nric"], Kind::Identity),
    (&["bsn"], Kind::Identity),
    (&["card", "number"], Kind::Payment),
    (&["credit", "card"], Kind::Payment),
    (&["creditcard"], Kind::Payment),
    (&["cardnumber"], Kind::Payment),
    (&["cvv"], Kind::Payment),
    (&["cvc"], Kind::Payment),
    (&["iban"], Kind::Bank),
    (&["bank", "account", "number"], Kind::Bank),
    (&["medical", "record", "number"], Kind::Health),
    (&["mrn"], Kind::Health),
    (&["patient", "name"], Kind::Health),
    (&["diagnosis"], Kind::Health),
    (&["date", "of", "birth"], Kind::Birth),
    (&["birth", "date"], Kind::Birth),
    (&["birthdate"], Kind::Birth),
    (&["birthday"], Kind::Birth),
    (&["dob"], Kind::Birth),
    (&["email"], Kind::Contact),
    (&["email", "address"], Kind::Contact),
];

/// Words that make a name speak about such data instead of holding it.
const ABOUT: [&str; 30] = [
    "allow", "digit", "digits", "exclude", "first", "four", "from", "fuel", "gift", "has", "hash", "hashed",
    "last", "include", "is", "loyalty", "masked", "notify", "require", "reward", "send", "show", "sim",
    "skip", "sort", "support", "to", "use", "verify", "with",
];

/// What a name says about its value, if that is sensitive.
pub(super) fn kind_of(name: &str, config: &Config) -> Option<Kind> {
    let own = &config.words;
    if words::is_one_of(name, &own.harmless) {
        return None;
    }
    if words::is_one_of(name, &own.sensitive) {
        return Some(Kind::Own);
    }
    let words: Vec<&str> = words::words(name).collect();
    let (_, kind) = ENDS.iter().find(|(end, _)| ends_with(&words, end))?;
    (!words.iter().any(|it| ABOUT.iter().any(|about| it.eq_ignore_ascii_case(about)))).then_some(*kind)
}

fn ends_with(words: &[&str], end: &[&str]) -> bool {
    let from = words.len().checked_sub(end.len());
    let last = from.and_then(|it| words.get(it..)).unwrap_or_default();
    !last.is_empty() && last.iter().zip(end).all(|(one, other)| one.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let config = Config::default();
        let table = [
            ("ssn", Some(Kind::Identity)),
            ("customerSSN", Some(Kind::Identity)),
            ("credit_card", Some(Kind::Payment)),
            ("iban", Some(Kind::Bank)),
            ("userEmail", Some(Kind::Contact)),
            ("has_email", None),
            ("ssn_last4", None),
            ("email_template", None),
            ("gift_card_number", None),
            ("", None),
        ];
        for (name, kind) in table {
            assert_eq!(kind_of(name, &config), kind, "{name}");
        }
    }
}
