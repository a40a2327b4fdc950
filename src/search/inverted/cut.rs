//! Texts cut into tokens for an inverted index.

use crate::search::token::tokens;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Cuts texts as [`tokens`] does.
#[derive(Clone)]
pub(super) struct Cutter;

/// Tokens of one text.
pub(super) struct Cut {
    rest: std::vec::IntoIter<Token>,
    token: Token,
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Cut;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Cut {
        let list: Vec<Token> = tokens(text)
            .enumerate()
            .map(|(position, (place, text))| Token {
                offset_from: place.start,
                offset_to: place.end,
                position,
                text,
                position_length: 1,
            })
            .collect();
        Cut {
            rest: list.into_iter(),
            token: Token::default(),
        }
    }
}

impl TokenStream for Cut {
    fn advance(&mut self) -> bool {
        let next = self.rest.next();
        let more = next.is_some();
        self.token = next.unwrap_or_default();
        more
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
