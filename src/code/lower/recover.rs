//! Items one by one, so that one that cannot be read does not take the others along.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::discouraged::Speculative as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Error, Item, ItemMod, Result, Token};

/// What could be read of a file.
#[derive(Default)]
pub(super) struct Read {
    /// Inner attributes.
    pub(super) attributes: Vec<Attribute>,
    /// The items that could be read.
    pub(super) items: Vec<Item>,
    /// Why others could not; one for each place.
    pub(super) errors: Vec<Error>,
}

/// Reads the tokens of a file.
pub(super) fn read(tokens: TokenStream) -> Read {
    let mut read = Read::default();
    let result = (|input: ParseStream<'_>| {
        read.file(input);
        Ok(())
    })
    .parse2(tokens);
    if let Err(error) = result
        && read.errors.is_empty()
    {
        read.errors.push(error);
    }
    read
}

impl Read {
    fn file(&mut self, input: ParseStream<'_>) {
        match Attribute::parse_inner(input) {
            Ok(attributes) => self.attributes = attributes,
            Err(error) => self.errors.push(error),
        }
        self.items = self.items(input);
    }

    fn items(&mut self, input: ParseStream<'_>) -> Vec<Item> {
        let mut items = Vec::new();
        let mut is_lost = false;
        while !input.is_empty() {
            match self.item(input) {
                Ok(item) => {
                    items.push(item);
                    is_lost = false;
                }
                Err(error) => {
                    skip(input);
                    if !is_lost {
                        self.errors.push(error);
                    }
                    is_lost = true;
                }
            }
        }
        items
    }

    fn item(&mut self, input: ParseStream<'_>) -> Result<Item> {
        let ahead = input.fork();
        match ahead.parse() {
            Ok(item) => {
                input.advance_to(&ahead);
                Ok(item)
            }
            Err(error) => self.module(input).map(Item::Mod).ok_or(error),
        }
    }

    /// An inline module, whose items are read one by one in their turn.
    fn module(&mut self, input: ParseStream<'_>) -> Option<ItemMod> {
        let ahead = input.fork();
        let mut module = header(&ahead).ok()?;
        ahead.peek(syn::token::Brace).then(|| input.advance_to(&ahead))?;
        self.body(input, &mut module).ok()?;
        Some(module)
    }

    fn body(&mut self, input: ParseStream<'_>, module: &mut ItemMod) -> Result<()> {
        let content;
        let brace = syn::braced!(content in input);
        module.attrs.extend(Attribute::parse_inner(&content).unwrap_or_default());
        module.content = Some((brace, self.items(&content)));
        Ok(())
    }
}

fn header(input: ParseStream<'_>) -> Result<ItemMod> {
    Ok(ItemMod {
        attrs: Attribute::parse_outer(input)?,
        vis: input.parse()?,
        unsafety: input.parse()?,
        mod_token: input.parse()?,
        ident: input.parse()?,
        content: None,
        semi: None,
    })
}

/// Passes over what cannot be read: up to `;`, or to a brace and the `;` behind it.
fn skip(input: ParseStream<'_>) {
    while let Ok(token) = input.parse::<TokenTree>() {
        match token {
            TokenTree::Punct(it) if it.as_char() == ';' => return,
            TokenTree::Group(it) if it.delimiter() == Delimiter::Brace && !input.peek(Token![;]) => return,
            _ => {}
        }
    }
}
