//! A parser for ECMA-262 regular expressions, lenient where the web is (a lone `]` or `{` is itself).

use super::class::Class;
use super::node::Node;

/// Longer patterns are given up.
pub(super) const MAX_BYTES: usize = 16 * 1024;
/// Deeper groups are given up: we recurse.
const MAX_DEPTH: usize = 64;

/// The tree of a pattern, `None` when it is none that we understand or is too large.
pub(super) fn parse(text: &str) -> Option<Node> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let mut parser = Parser { text, at: 0, depth: 0, groups: Vec::new() };
    let node = parser.alternatives()?;
    (parser.at == text.len()).then_some(node)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    groups: Vec<Group<'a>>,
}

/// A capturing group; until it closes, its length is unknown.
struct Group<'a> {
    name: Option<&'a str>,
    longest: Option<u64>,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let found = self.peek()?;
        self.at += found.len_utf8();
        Some(found)
    }

    fn eat(&mut self, expected: &str) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    /// Takes what is before `close`, and `close` itself.
    fn until(&mut self, close: char) -> Option<&'a str> {
        let (found, _) = self.rest().split_once(close)?;
        self.at += found.len() + close.len_utf8();
        Some(found)
    }

    fn alternatives(&mut self) -> Option<Node> {
        let mut nodes = vec![self.sequence()?];
        while self.eat("|") {
            nodes.push(self.sequence()?);
        }
        Some(if nodes.len() == 1 { nodes.remove(0) } else { Node::Alternatives(nodes) })
    }

    fn sequence(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        while self.peek().is_some_and(|next| next != '|' && next != ')') {
            nodes.push(self.term()?);
        }
        Some(Node::Sequence(nodes))
    }

    fn term(&mut self) -> Option<Node> {
        let start = self.at;
        if self.quantifier().is_some() {
            return None;
        }
        let node = self.atom()?;
        let Some((min, max)) = self.quantifier() else {
            return Some(node);
        };
        self.eat("?");
        let repeatable = !matches!(node, Node::Start | Node::End | Node::Boundary | Node::Look { .. });
        let ordered = max.is_none_or(|max| min <= max);
        let range = start..self.at;
        (repeatable && ordered).then(|| Node::Repeat { node: Box::new(node), min, max, range })
    }

    fn quantifier(&mut self) -> Option<(u64, Option<u64>)> {
        let bounds = match self.peek()? {
            '*' => (0, None),
            '+' => (1, None),
            '?' => (0, Some(1)),
            '{' => return self.counted(),
            _ => return None,
        };
        self.next();
        Some(bounds)
    }

    /// `{n}`, `{n,}` or `{n,m}`; any other brace is a literal and left alone.
    fn counted(&mut self) -> Option<(u64, Option<u64>)> {
        let inside = self.rest().strip_prefix('{')?;
        let end = inside.find(|c: char| !c.is_ascii_digit() && c != ',')?;
        let inside = inside[end..].starts_with('}').then_some(&inside[..end])?;
        let bounds = match inside.split_once(',') {
            None => (count(inside)?, Some(count(inside)?)),
            Some((min, "")) => (count(min)?, None),
            Some((min, max)) => (count(min)?, Some(count(max)?)),
        };
        self.at += inside.len() + 2;
        Some(bounds)
    }

    fn atom(&mut self) -> Option<Node> {
        Some(match self.next()? {
            '^' => Node::Start,
            '$' => Node::End,
            '.' => Node::Class(Class::dot()),
            '(' => return self.group(),
            '[' => Node::Class(self.bracket()?),
            '\\' => return self.escape(),
            literal => Node::Class(single(literal.into())),
        })
    }

    fn group(&mut self) -> Option<Node> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let node = self.group_body()?;
        self.depth -= 1;
        Some(node)
    }

    fn group_body(&mut self) -> Option<Node> {
        if !self.eat("?") {
            return self.capture(None);
        }
        match (self.next()?, self.peek()?) {
            (':', _) => self.closed(),
            ('=', _) => self.look(true, true),
            ('!', _) => self.look(true, false),
            ('<', '=') => self.next().and_then(|_| self.look(false, true)),
            ('<', '!') => self.next().and_then(|_| self.look(false, false)),
            ('<', _) => self.name().and_then(|name| self.capture(Some(name))),
            _ => None,
        }
    }

    fn closed(&mut self) -> Option<Node> {
        let node = self.alternatives()?;
        self.eat(")").then_some(node)
    }

    fn look(&mut self, ahead: bool, positive: bool) -> Option<Node> {
        let node = Box::new(self.closed()?);
        Some(Node::Look { ahead, positive, node })
    }

    fn name(&mut self) -> Option<&'a str> {
        let name = self.until('>')?;
        let allowed = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        (!name.is_empty() && name.chars().all(allowed)).then_some(name)
    }

    fn capture(&mut self, name: Option<&'a str>) -> Option<Node> {
        let number = self.groups.len();
        self.groups.push(Group { name, longest: None });
        let node = self.closed()?;
        self.groups[number].longest = node.longest();
        Some(node)
    }

    fn escape(&mut self) -> Option<Node> {
        match self.peek()? {
            'b' | 'B' => self.next().map(|_| Node::Boundary),
            'k' => self.named_backreference(),
            '1'..='9' => self.numbered_backreference(),
            _ => self.class_escape().map(Node::Class),
        }
    }

    fn numbered_backreference(&mut self) -> Option<Node> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        self.at += end;
        let number = usize::try_from(count(&rest[..end])?).ok()?;
        let group = self.groups.get(number - 1);
        Some(Node::Backreference(group.and_then(|group| group.longest)))
    }

    /// Alternatives may share a name, so the longest of them counts.
    fn named_backreference(&mut self) -> Option<Node> {
        let name = if self.eat("k<") { self.name() } else { None }?;
        let mut named = self.groups.iter().filter(|group| group.name == Some(name)).peekable();
        named.peek()?;
        Some(Node::Backreference(named.try_fold(0, |most, group| Some(group.longest?.max(most)))))
    }

    /// An escape that stands for characters, after its backslash.
    fn class_escape(&mut self) -> Option<Class> {
        let letter = self.peek()?;
        if let Some(class) = Class::shorthand(letter) {
            self.next();
            return Some(class);
        }
        match letter {
            'p' | 'P' => self.property(),
            _ => self.character_escape().map(single),
        }
    }

    fn property(&mut self) -> Option<Class> {
        let negated = self.next()? == 'P';
        let name = if self.eat("{") { self.until('}') } else { None }?;
        let class = Class::property(name);
        Some(if negated { class.negated() } else { class })
    }

    /// Letters and digits without a meaning are no identity escapes: `\A` or `\Z` come from another dialect.
    fn character_escape(&mut self) -> Option<u32> {
        Some(match self.next()? {
            't' => 0x09,
            'n' => 0x0A,
            'v' => 0x0B,
            'f' => 0x0C,
            'r' => 0x0D,
            '0' if !self.peek().is_some_and(|next| next.is_ascii_digit()) => 0,
            'c' => u32::from(self.next().filter(char::is_ascii_alphabetic)?) % 32,
            'x' => self.hex(2)?,
            'u' => return self.unicode_escape(),
            letter if letter.is_ascii_alphanumeric() => return None,
            identity => identity.into(),
        })
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let found = self.rest().get(..digits)?;
        self.at += digits;
        hexadecimal(found)
    }

    fn unicode_escape(&mut self) -> Option<u32> {
        if self.eat("{") {
            return self.until('}').and_then(hexadecimal).filter(|&point| point <= 0x10_FFFF);
        }
        let high = self.hex(4)?;
        let pair = (0xD800..0xDC00).contains(&high).then(|| self.low_surrogate()).flatten();
        Some(pair.map_or(high, |low| 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)))
    }

    fn low_surrogate(&mut self) -> Option<u32> {
        let digits = self.rest().strip_prefix("\\u")?.get(..4)?;
        let low = hexadecimal(digits).filter(|low| (0xDC00..0xE000).contains(low))?;
        self.at += 6;
        Some(low)
    }

    /// A class in brackets, after the opening one.
    fn bracket(&mut self) -> Option<Class> {
        let negated = self.eat("^");
        let mut members = Vec::new();
        while !self.eat("]") {
            members.push(self.member()?);
        }
        let class = Class::union(members);
        Some(if negated { class.negated() } else { class })
    }

    /// A character, a range or a class in brackets. A dash beside a class or a bracket is itself.
    fn member(&mut self) -> Option<Class> {
        let low = match self.bound()? {
            Bound::Class(class) => return Some(class),
            Bound::Point(low) => low,
        };
        if self.rest().starts_with("-]") || !self.eat("-") {
            return Some(single(low));
        }
        match self.bound()? {
            Bound::Class(class) => Some(Class::union(vec![single(low), single('-'.into()), class])),
            Bound::Point(high) => (low <= high).then(|| Class::range(low, high)),
        }
    }

    fn bound(&mut self) -> Option<Bound> {
        if !self.eat("\\") {
            return self.next().map(|literal| Bound::Point(literal.into()));
        }
        Some(match self.peek()? {
            'b' => self.next().map(|_| Bound::Point(0x08))?,
            'p' | 'P' | 'd' | 'D' | 's' | 'S' | 'w' | 'W' => Bound::Class(self.class_escape()?),
            _ => Bound::Point(self.character_escape()?),
        })
    }
}

/// What stands on one side of a dash in brackets.
enum Bound {
    Point(u32),
    Class(Class),
}

fn single(point: u32) -> Class {
    Class::range(point, point)
}

/// A repetition count; what is too great to store is as good as the greatest.
fn count(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

/// Not left to `from_str_radix` alone, which takes a sign.
fn hexadecimal(digits: &str) -> Option<u32> {
    let is_number = digits.bytes().all(|b| b.is_ascii_hexdigit());
    if is_number { u32::from_str_radix(digits, 16).ok() } else { None }
}
