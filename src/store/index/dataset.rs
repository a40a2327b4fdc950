//! Oxigraph's evaluator over a snapshot.

use crate::store::fault::StoreError;
use crate::store::index::id::{Id, Tag};
use crate::store::index::inline;
use crate::store::index::order::Pattern;
use crate::store::index::record::{self, Encoded};
use crate::store::index::rows::Rows;
use crate::store::index::snapshot::{DefaultGraph, Snapshot};
use oxigraph::model::Term;
use oxsdatatypes::Decimal;
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};
use std::sync::Arc;

/// A term during evaluation: one of the index, or one that only the query knows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Token {
    /// The index has it.
    Known(Id),
    /// The index does not have it, so no quad does.
    Other(Arc<Term>),
}

impl Token {
    fn known(&self) -> Option<Id> {
        match self {
            Self::Known(id) => Some(*id),
            Self::Other(_) => None,
        }
    }
}

/// The quads of a pattern for the evaluator.
struct Quads<'a> {
    rows: Option<Rows<'a>>,
    failure: Option<StoreError>,
    view: View,
    last: (Id, Id, Id),
}

/// What the evaluator asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    /// The default graph: every triple of any graph, once.
    Union,
    /// Every named graph.
    Named,
    /// One graph, named or not.
    One,
}

impl Iterator for Quads<'_> {
    type Item = Result<InternalQuad<Token>, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(failure) = self.failure.take() {
            return Some(Err(failure));
        }
        loop {
            let row = match self.rows.as_mut()?.next()? {
                Ok(row) => row,
                Err(error) => return Some(Err(error)),
            };
            match self.view {
                View::Union => {
                    // The graph is the last part of every order without a graph bound, so equal
                    // triples stand side by side.
                    let triple = (row.subject, row.predicate, row.object);
                    if triple == self.last {
                        continue;
                    }
                    self.last = triple;
                }
                View::Named if row.graph == Id::DEFAULT => continue,
                View::Named | View::One => {}
            }
            let named = self.view != View::Union && row.graph != Id::DEFAULT;
            let graph = named.then_some(Token::Known(row.graph));
            return Some(Ok(InternalQuad {
                subject: Token::Known(row.subject),
                predicate: Token::Known(row.predicate),
                object: Token::Known(row.object),
                graph_name: graph,
            }));
        }
    }
}

impl<'a> Snapshot<'a> {
    /// The quads of a pattern of the evaluator; none where it names a term the index lacks.
    // The shape is that of the evaluator's trait: any named graph, the default graph, or one.
    #[allow(clippy::option_option)]
    fn matching(&self, parts: [Option<&Token>; 3], graph: Option<Option<&Token>>) -> Quads<'a> {
        let none = Quads {
            rows: None,
            failure: None,
            view: View::One,
            last: (Id(0), Id(0), Id(0)),
        };
        let mut ids = [None; 3];
        for (id, part) in ids.iter_mut().zip(parts) {
            *id = match part.map(Token::known) {
                None => None,
                Some(Some(known)) => Some(known),
                Some(None) => return none,
            };
        }
        let (view, graph) = match graph {
            None => (View::Named, None),
            Some(None) if self.default == DefaultGraph::Plain => (View::One, Some(Id::DEFAULT)),
            Some(None) => (View::Union, None),
            Some(Some(token)) => match token.known() {
                Some(id) => (View::One, Some(id)),
                None => return none,
            },
        };
        let [subject, predicate, object] = ids;
        let (rows, failure) = match self.rows(Pattern {
            subject,
            predicate,
            object,
            graph,
        }) {
            Ok(rows) => (Some(rows), None),
            Err(error) => (None, Some(error)),
        };
        Quads {
            rows,
            failure,
            view,
            ..none
        }
    }
}

impl<'a> QueryableDataset<'a> for Snapshot<'a> {
    type InternalTerm = Token;
    type Error = StoreError;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Token>,
        predicate: Option<&Token>,
        object: Option<&Token>,
        graph_name: Option<Option<&Token>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Token>, StoreError>> + use<'a> {
        self.matching([subject, predicate, object], graph_name)
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Token, StoreError>> + use<'a> {
        self.graphs().map(|graph| graph.map(Token::Known))
    }

    fn internalize_term(&self, term: Term) -> Result<Token, StoreError> {
        let mut buffer = Vec::new();
        let known = match record::encode(term.as_ref(), &mut buffer) {
            Encoded::Inline(id) => Some(id),
            Encoded::Record(_) => self.find(&record::hash(&buffer))?,
        };
        Ok(known.map_or_else(|| Token::Other(Arc::new(term)), Token::Known))
    }

    fn externalize_term(&self, token: Token) -> Result<Term, StoreError> {
        match token {
            Token::Known(id) => self.term(id),
            Token::Other(term) => Ok(Arc::unwrap_or_clone(term)),
        }
    }

    fn externalize_expression_term(&self, token: Token) -> Result<ExpressionTerm, StoreError> {
        if let Token::Known(id) = token
            && let Some(term) = inline_expression(id)
        {
            return Ok(term);
        }
        Ok(self.externalize_term(token)?.into())
    }
}

/// The value of an inline id, made without building a term first.
fn inline_expression(id: Id) -> Option<ExpressionTerm> {
    Some(match inline::digits(id) {
        Some((whole, 0)) => ExpressionTerm::IntegerLiteral(whole.into()),
        Some((digits, scale)) => {
            ExpressionTerm::DecimalLiteral(Decimal::new(digits.into(), scale).ok()?)
        }
        None => {
            let (text, kind) = inline::decode(id)?;
            match (id.tag()?, kind) {
                (Tag::Boolean, _) => ExpressionTerm::BooleanLiteral((text == "true").into()),
                (Tag::Date, "date") => ExpressionTerm::DateLiteral(text.parse().ok()?),
                (Tag::DateTime, _) => ExpressionTerm::DateTimeLiteral(text.parse().ok()?),
                _ => return None,
            }
        }
    })
}
