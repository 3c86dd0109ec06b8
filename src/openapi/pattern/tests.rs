//! Patterns of all kinds, and hostile ones.

mod anything;
mod attacks;
mod matcher;

use super::Pattern;

const EXPONENTIAL: bool = true;
const HARMLESS: bool = false;

/// Pattern, anchored, greatest length, exponential.
const TABLE: &[(&str, bool, Option<u64>, bool)] = &[
    // Anchors.
    ("", false, None, HARMLESS),
    ("abc", false, None, HARMLESS),
    ("^", false, None, HARMLESS),
    ("^$", true, Some(0), HARMLESS),
    ("^abc", false, None, HARMLESS),
    ("abc$", false, None, HARMLESS),
    ("^abc$", true, Some(3), HARMLESS),
    ("^(?:a|b)$", true, Some(1), HARMLESS),
    ("^a|b$", false, None, HARMLESS),
    ("^a$|^bcd$", true, Some(3), HARMLESS),
    ("(^a|^b)(c$|d$)", true, Some(2), HARMLESS),
    ("(^a)?b$", false, None, HARMLESS),
    ("(?:^a){2}b$", true, Some(3), HARMLESS),
    ("(?=^)a$", true, Some(1), HARMLESS),
    ("(?<=^)a$", false, None, HARMLESS),
    ("^a(?=$)", false, None, HARMLESS),
    ("^a(?<=a$)", true, Some(1), HARMLESS),
    (r"\^a\$", false, None, HARMLESS),
    ("[^a$]", false, None, HARMLESS),
    // Lengths.
    ("^a?b{2,5}$", true, Some(6), HARMLESS),
    ("^(ab|cde){0,3}$", true, Some(9), HARMLESS),
    ("^a*$", true, None, HARMLESS),
    ("^(?:)*$", true, Some(0), HARMLESS),
    ("^a{0}$", true, Some(0), HARMLESS),
    (r"^\u{1F600}é[\s\S]$", true, Some(3), HARMLESS),
    (r"^\uD83D\uDE00\x41\cJ\0$", true, Some(4), HARMLESS),
    (r"^(['\x22])a\1$", true, Some(3), HARMLESS),
    (r"^(?<q>ab|c)\k<q>$", true, Some(4), HARMLESS),
    (r"^(a+)\1$", true, None, HARMLESS),
    ("^(?=.{1,64}$)[a-z]+(?:-[a-z]+)*$", true, Some(64), HARMLESS),
    ("^(?=.{3})a*$", true, None, HARMLESS),
    ("^a{3,18446744073709551616}$", true, Some(u64::MAX), HARMLESS),
    ("^a{,3}$", true, Some(5), HARMLESS),
    // Real patterns.
    (
        "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
        true,
        Some(36),
        HARMLESS,
    ),
    (
        r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$",
        true,
        None,
        HARMLESS,
    ),
    (r"^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}$", true, None, HARMLESS),
    (r"^\w+([.-]?\w+)*@\w+([.-]?\w+)*(\.\w{2,3})+$", true, None, EXPONENTIAL),
    (
        r"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$",
        true,
        None,
        EXPONENTIAL,
    ),
    ("^[a-z0-9]+(?:-[a-z0-9]+)*$", true, None, HARMLESS),
    ("^[a-z]+(-[a-z]+)*$", true, None, HARMLESS),
    (r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", true, Some(10), HARMLESS),
    (r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(([+-]\d\d:\d\d)|Z)?$", true, None, HARMLESS),
    (r"^\d{4}([-/.])\d{2}\1\d{2}$", true, Some(10), HARMLESS),
    (r"^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\d{12}:[\w+=,.@/-]+$", true, None, HARMLESS),
    (r"arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+", false, None, HARMLESS),
    (
        r"^(?:[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*/)*[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?::[\w][\w.-]{0,127})?(?:@sha256:[a-f0-9]{64})?$",
        true,
        None,
        HARMLESS,
    ),
    (r"^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$", true, Some(253), HARMLESS),
    (
        r"^(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]*[a-zA-Z0-9])\.)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9\-]*[A-Za-z0-9])$",
        true,
        None,
        HARMLESS,
    ),
    ("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", true, None, HARMLESS),
    (r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", true, None, HARMLESS),
    ("^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$", true, None, HARMLESS),
    (r"^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$", true, Some(16), HARMLESS),
    ("^(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}$", true, Some(39), HARMLESS),
    (r"^\+[1-9]\d{1,14}$", true, Some(16), HARMLESS),
    ("^#(?:[0-9a-fA-F]{3}){1,2}$", true, Some(7), HARMLESS),
    (r"^(\d{3},)*\d+$", true, None, HARMLESS),
    (r"^([a-z0-9]+\.)+[a-z]{2,}$", true, None, HARMLESS),
    (r"^https?://[^\s/$.?#].[^\s]*$", true, None, HARMLESS),
    (r"^([a-zA-Z_$][a-zA-Z\d_$]*\.)*[a-zA-Z_$][a-zA-Z\d_$]*$", true, None, HARMLESS),
    (r"^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$", true, None, HARMLESS),
    (
        r"^[\w!#$%&'*+/=?`{|}~^-]+(?:\.[\w!#$%&'*+/=?`{|}~^-]+)*@(?:[A-Z0-9-]+\.)+[A-Z]{2,6}$",
        true,
        None,
        HARMLESS,
    ),
    // Ambiguous, and a continuation can fail.
    ("^(a+)+$", true, None, EXPONENTIAL),
    ("(a+)+b", false, None, EXPONENTIAL),
    ("^(a*)*$", true, None, EXPONENTIAL),
    ("(a*)*$", false, None, EXPONENTIAL),
    ("(a|a?)+$", false, None, EXPONENTIAL),
    ("^(a|a)*$", true, None, EXPONENTIAL),
    ("^(a|ab|b)*c$", true, None, EXPONENTIAL),
    (r"^(\w+\s?)*$", true, None, EXPONENTIAL),
    (r"^(\w|\d)+?$", true, None, EXPONENTIAL),
    ("^([a-z]+){2,}$", true, None, EXPONENTIAL),
    ("^(a?b?)*$", true, None, EXPONENTIAL),
    ("^(a|b|ab)*$", true, None, EXPONENTIAL),
    ("^(aa|aaa)*$", true, None, EXPONENTIAL),
    ("^(x(?:|)y)*$", true, None, EXPONENTIAL),
    ("^(?:(?:a?){2}b)*$", true, None, EXPONENTIAL),
    ("^(?:(?:a?)+b)*$", true, None, EXPONENTIAL),
    ("^(.*)*$", true, None, EXPONENTIAL),
    ("^(?:.*,)*$", true, None, EXPONENTIAL),
    ("^([^,]+,?)*;$", true, None, EXPONENTIAL),
    ("^start(?:x(a+)+y)*end$", true, None, EXPONENTIAL),
    ("^([a-z]{1,200}-?)*$", true, None, EXPONENTIAL),
    ("^a{3}(b|b)*c{1000}$", true, None, EXPONENTIAL),
    (r"^(\p{L}+)+$", true, None, EXPONENTIAL),
    (r"^(([a-z])+.)+[A-Z]([a-z])+$", true, None, EXPONENTIAL),
    (r"^(?:^a+)*(a|a)*$", true, None, EXPONENTIAL),
    ("^((a+)+){1000}$", true, None, EXPONENTIAL),
    (r"^(?:\D+|<\d+>)*[!?]$", true, None, EXPONENTIAL),
    ("^(a|a)*[^]?$", true, None, EXPONENTIAL),
    (r"(\w+)*a", false, None, EXPONENTIAL),
    ("(a+)+aba", false, None, EXPONENTIAL),
    (r"(?:\w*)*?\w{2}a[^]", false, None, EXPONENTIAL),
    // Ambiguous, but no continuation fails, or only in polynomially many ways.
    ("(a+)+", false, None, HARMLESS),
    ("^(a|a)*", false, None, HARMLESS),
    ("(a|a)*b?", false, None, HARMLESS),
    (r"^([\s\S]+)*$", true, None, HARMLESS),
    ("^(a|a)*[^]*$", true, None, HARMLESS),
    ("^(a|b)*$", true, None, HARMLESS),
    ("^(ab|a)*$", true, None, HARMLESS),
    ("^a*a*a*$", true, None, HARMLESS),
    ("^(a?)*$", true, None, HARMLESS),
    ("^(a?)+$", true, None, HARMLESS),
    ("^(?:a+b)+$", true, None, HARMLESS),
    ("^(a|a){0,5}$", true, Some(5), HARMLESS),
    ("^(?:a$|a)*$", true, None, HARMLESS),
    ("^(?:^a|a)*$", true, None, HARMLESS),
    // What we do not evaluate proves nothing.
    (r"^(\p{Emoji}|\p{Script=Greek})*$", true, None, HARMLESS),
    (r"^(\w+\b\s?)*$", true, None, HARMLESS),
    (r"^(?:\w+\b)*$", true, None, HARMLESS),
    (r"^(?=[a-z]{3}$)(a+)+$", true, Some(3), HARMLESS),
    (r"^(a)(?:\1|b)*$", true, None, HARMLESS),
    (r"^(?:a(?!a)|a(?=a))*$", true, None, HARMLESS),
    ("^(?:a{500}|a{501})*$", true, None, HARMLESS),
];

fn parsed(text: &str) -> Pattern<'_> {
    Pattern::parse(text).unwrap_or_else(|| panic!("{text} is not understood"))
}

#[test]
fn table() {
    let mut wrong = Vec::new();
    for &(text, anchored, length, exponential) in TABLE {
        let pattern = parsed(text);
        let found = pattern.exponential();
        let actual = (pattern.is_anchored(), pattern.max_length(), found.is_some());
        if actual != (anchored, length, exponential) {
            wrong.push(format!("{text}: {actual:?} {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn not_understood() {
    let foreign = ["(?i)a", "(?P<n>a)", r"\Aa\Z", "(?>a)", "a++", r"\p", r"\u12", r"\x1", r"\k<x>", "(?<>a)"];
    let broken = [
        "(", ")", "a)", "[a", "*", "a**", "|+", "^*", r"\b+", "{2}", "a{2}{3}", "a{3,2}", "[b-a]", "\\", "(?",
    ];
    for text in foreign.into_iter().chain(broken) {
        assert!(Pattern::parse(text).is_none(), "{text}");
    }
}

#[test]
fn lenient() {
    for text in [
        "]", "}", "{", "a{", "a{x}", "a{,2}", r"[\w-z]", "[a-]", "[-a]", "[]", "[^]", r"\-\_\@", r"[\b]",
        "(?<é>a)",
    ] {
        assert!(Pattern::parse(text).is_some(), "{text}");
    }
}

#[test]
fn texts_that_match() {
    let table = [
        ("^[a-z]{2,3}$", "ab", Some(true)),
        ("^[a-z]{2,3}$", "abcd", Some(false)),
        ("^(a|bc)*d?$", "abcbcd", Some(true)),
        ("b", "abc", Some(true)),
        ("^b", "abc", Some(false)),
        (r"^(\d+\.)+\d+$", "1.22.333", Some(true)),
        (r"^(\d+\.)+\d+$", "1.22.", Some(false)),
        ("^(?=.*x)[a-z]+$", "abxc", Some(true)),
        ("^(?!.*x)[a-z]+$", "abxc", Some(false)),
        ("^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", Some(false)),
        ("^.{3}$", "äöü", Some(true)),
        ("^$", "", Some(true)),
        (r"^\bа$", "a", None),
    ];
    for (pattern, text, expected) in table {
        assert_eq!(Pattern::parse(pattern).and_then(|it| it.matches(text)), expected, "{pattern} {text}");
    }
}

/// Hostile patterns are refused or answered; without bounds on the work this test would not end.
#[test]
fn hostile() {
    let words = |count: usize| (0..count).map(|i| format!("w{i}")).collect::<Vec<_>>().join("|");
    let cases = [
        "(".repeat(100_000),
        format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000)),
        format!("{}a{}", "(".repeat(64), ")*".repeat(64)),
        "(((a{1000}){1000}){1000})".to_owned(),
        "^((((a{1000})*){1000})*){1000}$".to_owned(),
        format!("{}{}", "(".repeat(60), "){1000}".repeat(60)),
        format!("{}a?{}", "(?:".repeat(60), "b?)*".repeat(60)),
        format!("^({})*$", words(10_000)),
        format!("^({})*$", words(100)),
        format!("^({})*$", "a?".repeat(440)),
        format!("^({})*$", "a*b*".repeat(220)),
        format!("^(?:{})*$", vec!["[a-y]b"; 220].join("|")),
        format!("^(?:{})*$", ('一'..).take(440).map(|c| format!("[{c}-龥]?")).collect::<String>()),
        format!("^(?:{})*$", (1..30).map(|n| "a".repeat(n)).collect::<Vec<_>>().join("|")),
        format!("^(?:{}|{})*$", "a".repeat(199), "a".repeat(211)),
        format!("^(?:a{{1,120}}b?){{1,3}}(?:{})*$", "[ab]{1,9}".repeat(30)),
        "[".repeat(16_000),
        "\\".repeat(16_000),
        "a{".repeat(8_000),
    ];
    for text in cases {
        if let Some(pattern) = Pattern::parse(&text) {
            std::hint::black_box((pattern.is_anchored(), pattern.max_length(), pattern.exponential()));
            let any = pattern.anything();
            std::hint::black_box(any);
        }
    }
}
