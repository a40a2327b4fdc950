//! `aikg name`.

use crate::cli::home::Home;
use crate::cli::names;
use crate::cli::options::Options;
use crate::cli::status::{Failure, Status};
use aikg::belief::believe;
use aikg::model::slug::slug;
use aikg::model::{Entity, EntityId, Judgement, Verdict};
use aikg::query::nearest::nearest;
use aikg::store::{Newcomer, Workspace};
use clap::{Args, Subcommand};

/// Judge a name that reading never saw before. A judgement says who made it, when and why; it stands in
/// data/triples/judgements.ttl, changes no document, and can be taken back.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  aikg name accept 'Kimi K3.1'\n  aikg name accept 'Tern 2' --as Model --why 'its model card'\n  \
                        aikg name alias 'Moonshot' moonshot-ai\n  aikg name reject 'Analysts Say'\n  aikg name undo 'Kimi K3.1'"
)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// It is the name of something, which is known from now on
    Accept {
        /// The name, or its identifier; `aikg names` lists them
        #[arg(value_name = "NAME")]
        name: String,
        /// What it is: a class of the vocabulary, where that is not what it seemed
        #[arg(long = "as", value_name = "KIND")]
        kind: Option<String>,
        /// Its usual name, where that is not how texts write it
        #[arg(long, value_name = "TEXT")]
        label: Option<String>,
        #[command(flatten)]
        receipt: Receipt,
    },
    /// It is another name of an entity that is known
    Alias {
        /// The name, or its identifier
        #[arg(value_name = "NAME")]
        name: String,
        /// The entity: a name as people write it, an identifier or an IRI
        #[arg(value_name = "ENTITY")]
        entity: String,
        #[command(flatten)]
        receipt: Receipt,
    },
    /// It is no name: what was read of it is not believed, and not read again
    Reject {
        /// The name, or its identifier
        #[arg(value_name = "NAME")]
        name: String,
        #[command(flatten)]
        receipt: Receipt,
    },
    /// Take the judgement on a name back
    Undo {
        /// The name, or its identifier; `aikg names --judged` lists them
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// Who judges, and why.
#[derive(Debug, Args)]
struct Receipt {
    /// Who judges; else `by` of `[names]` in aikg.toml, else who is logged in
    #[arg(long, env = "AIKG_BY", value_name = "WHO", hide_env_values = true)]
    by: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let workspace = Home::workspace(options)?;
    let home = Home::Workspace(Box::new(workspace.clone()));
    let (name, verdict, receipt) = match &arguments.action {
        Action::Undo { name } => return undo(options, &workspace, name),
        Action::Accept {
            name,
            kind,
            label,
            receipt,
        } => {
            let newcomer = newcomer(&home, name)?;
            let entity = known(&home, &newcomer.entity, kind.as_deref(), label.as_deref())?;
            (newcomer, Verdict::Known(Box::new(entity)), receipt)
        }
        Action::Alias {
            name,
            entity,
            receipt,
        } => {
            let newcomer = newcomer(&home, name)?;
            let other = home.with(|snapshot| names::entity(&home, &snapshot, entity))?;
            // A name that leads to another new one would hang in the air when that is judged.
            if other.provisional {
                return Err(Failure::usage(
                    format!("{} is a new name itself", other.label),
                    format!("make it known first: aikg name accept {}", other.id),
                ));
            }
            (newcomer, Verdict::Same(other.id), receipt)
        }
        Action::Reject { name, receipt } => (newcomer(&home, name)?, Verdict::Rejected, receipt),
    };
    let judgement = Judgement {
        name: name.entity.id.clone(),
        label: name.entity.label.clone(),
        by: who(receipt, &workspace)?,
        at: options.present()?,
        why: receipt.why.clone().filter(|w| !w.trim().is_empty()),
        verdict,
    };
    let told = told(&judgement);
    workspace.keep_judgement(judgement, &believe)?;
    options.note(&told);
    Ok(Status::Done)
}

/// Who judges: the option or its variable, the workspace's settings, the user that is logged in.
fn who(receipt: &Receipt, workspace: &Workspace) -> Result<String, Failure> {
    #[allow(clippy::disallowed_methods)] // The program is where the user is known.
    let logged_in = || {
        let names = ["USER", "LOGNAME", "USERNAME"].into_iter();
        names
            .filter_map(|name| std::env::var(name).ok())
            .find(|n| !n.is_empty())
    };
    let stated = receipt.by.clone().filter(|by| !by.trim().is_empty());
    let who = stated
        .or_else(|| workspace.settings().get("names.by"))
        .or_else(logged_in);
    who.ok_or_else(|| {
        Failure::usage(
            "nobody is said to judge",
            "say --by NAME, or `by = \"NAME\"` under [names] in aikg.toml",
        )
    })
}

fn told(judgement: &Judgement) -> String {
    let label = &judgement.label;
    match &judgement.verdict {
        Verdict::Known(entity) => {
            format!(
                "{label} is known now ({}, {})",
                entity.id,
                entity.classes.join(" ")
            )
        }
        Verdict::Same(other) => format!("{label} is the same as {other} now"),
        Verdict::Rejected => format!("{label} is no name now"),
    }
}

/// The provisional entity that a name means.
fn newcomer(home: &Home, name: &str) -> Result<Newcomer, Failure> {
    let newcomers = home.with(|snapshot| Ok(snapshot.newcomers()?))?;
    if let Some(found) = newcomers
        .iter()
        .find(|n| called(&n.entity.id, &n.entity.label, name))
    {
        return Ok(found.clone());
    }
    let judgements = home.judgements()?;
    if let Some(judged) = judgements.iter().find(|j| called(&j.name, &j.label, name)) {
        return Err(Failure::usage(
            format!(
                "'{name}' was judged already, by {} on {}",
                judged.by, judged.at
            ),
            format!("take that back first: aikg name undo {}", judged.name),
        ));
    }
    let known = home.entities()?;
    if known.iter().any(|e| called(&e.id, &e.label, name)) {
        return Err(Failure::usage(
            format!("'{name}' is known already"),
            "names are described in data/triples/entities",
        ));
    }
    let near = nearest(name, newcomers.iter().map(|n| n.entity.label.as_str()));
    let otherwise = "`aikg names` lists them";
    Err(Failure::unknown("new name", name, near, otherwise))
}

fn called(id: &EntityId, label: &str, name: &str) -> bool {
    let local = name.strip_prefix("id:").unwrap_or(name);
    id.as_str() == local || slug(label) == slug(name)
}

/// What a name makes known.
fn known(
    home: &Home,
    entity: &Entity,
    kind: Option<&str>,
    label: Option<&str>,
) -> Result<Entity, Failure> {
    let mut known = Entity {
        provisional: false,
        shape: None,
        ..entity.clone()
    };
    if let Some(kind) = kind {
        known.classes = vec![names::class(&home.vocabulary()?, kind)?.to_string()];
    }
    if let Some(label) = label
        .map(str::trim)
        .filter(|l| !l.is_empty() && *l != entity.label)
    {
        known.label = label.to_string();
        known.names = vec![entity.label.clone()];
    }
    Ok(known)
}

fn undo(options: &Options, workspace: &Workspace, name: &str) -> Result<Status, Failure> {
    let judgements = workspace.judgements()?;
    let Some(judged) = judgements.iter().find(|j| called(&j.name, &j.label, name)) else {
        let near = nearest(name, judgements.iter().map(|j| j.label.as_str()));
        let otherwise = "`aikg names --judged` lists the judgements";
        return Err(Failure::unknown("judgement on", name, near, otherwise));
    };
    let leans = |j: &&Judgement| j.verdict == Verdict::Same(judged.name.clone());
    if let Some(other) = judgements.iter().find(leans) {
        return Err(Failure::usage(
            format!(
                "{} was judged to be the same as {}",
                other.label, judged.label
            ),
            format!("take that back first: aikg name undo {}", other.name),
        ));
    }
    workspace.take_judgement(&judged.name, &believe)?;
    options.note(&format!("took back what was judged on {}", judged.label));
    Ok(Status::Done)
}
