//! Commands: one file each. Arguments climb from text to plain values to work; results go to standard
//! output, everything else to standard error.

#![allow(clippy::print_stderr)] // The program is what prints.

mod add;
mod answered;
mod candidates;
mod chart;
mod charted;
mod cited;
mod clerk;
mod command;
mod communities;
mod completions;
mod config;
mod consent;
mod cycles;
mod data;
mod describe;
mod described;
mod doctor;
mod dossier;
mod dump;
mod eval;
mod explain;
mod export;
mod exposure;
mod extract;
mod fault;
mod figure;
mod find;
mod forget;
mod form;
mod formats;
mod graphviz;
mod home;
mod hop;
mod init;
mod inputs;
mod limit;
mod listing;
mod load;
mod look;
mod meant;
mod meter;
mod misuse;
mod name;
mod names;
mod neighbours;
mod options;
mod output;
mod path;
mod plan;
mod plate;
mod prompt;
mod queries;
mod query;
mod question;
mod rank;
mod report;
mod risk;
mod rules;
mod scene;
mod scored;
mod selected;
mod sentence;
mod set;
mod shell;
mod show;
mod similar;
mod status;
mod store;
mod styles;
mod supply;
mod table;
mod tour;
mod unknown;
mod unload;
mod unwritten;
mod update;
mod values;
mod verify;
mod watch;
mod why;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use options::Options;
use status::{Failure, Status};
use std::process::ExitCode;

/// Reads articles on the AI industry and keeps each fact as RDF with its receipt.
#[derive(Debug, Parser)]
#[command(name = "aikg", version, about, long_about = None, max_term_width = 100)]
#[command(
    disable_help_subcommand = false,
    subcommand_required = true,
    arg_required_else_help = true
)]
struct Program {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

// The arguments of a command are built when it is called.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
enum Command {
    /// Make a workspace
    Init(init::Arguments),
    /// Print the facts of texts without storing them
    Extract(extract::Arguments),
    /// Read texts and keep their facts
    Add(add::Arguments),
    /// Remove a document and all that it alone supported
    Forget(forget::Arguments),
    /// Ask a question of the catalogue, or in SPARQL
    Query(query::Arguments),
    /// Change a graph of your own, in SPARQL
    Update(update::Arguments),
    /// Ask one query after another
    Shell(shell::Arguments),
    /// List the questions of the catalogue
    Queries(queries::Arguments),
    /// Search names, titles and quotations
    Find(find::Arguments),
    /// List names never seen before that nobody has judged, the frequent ones first
    Names(unknown::Arguments),
    /// Judge a name: make it known, the same as another, or none; and take that back
    Name(name::Arguments),
    /// Print what is believed about an entity, with sources
    Show(show::Arguments),
    /// Print the statements for and against a fact, with their words
    Why(why::Arguments),
    /// Print what stands beside an entity, each with its receipt
    Neighbours(neighbours::Arguments),
    /// Print the shortest ways from one entity to another, each fact with its receipt
    Path(path::Arguments),
    /// Print what depends on an entity, over which chains
    Exposure(exposure::Arguments),
    /// Rank entities by how much they count in the network
    Rank(rank::Arguments),
    /// Print groups of entities that hold together
    Communities(communities::Arguments),
    /// Print circular deals: money that comes back to whom it came from
    Cycles(cycles::Arguments),
    /// Print what is most like an entity, by the facts that both have
    Similar(similar::Arguments),
    /// Check every quotation against the stored texts
    Verify(verify::Arguments),
    /// Write facts as a picture or a list
    Export(export::Arguments),
    /// Write a report: a dossier, a comparison, a supply chain, or a template of your own
    Report(report::Arguments),
    /// List the styles of pictures, or print one to change it
    Styles(styles::Arguments),
    /// Draw the answer to a question as a chart
    Chart(chart::Arguments),
    /// Load RDF as a data set kept in the index
    Load(load::Arguments),
    /// Remove a data set that was loaded
    Unload(unload::Arguments),
    /// Write the RDF of the index
    Dump(dump::Arguments),
    /// Look after the store: check, compact, rebuild, backup, restore, stats
    Store(store::Arguments),
    /// Score reading against facts that people found in the same texts
    Eval(eval::Arguments),
    /// Run the examples of the rules, or say what they make of a text
    Rules(rules::Arguments),
    /// Show the settings and where each comes from
    Config(config::Arguments),
    /// Say what is amiss
    Doctor(doctor::Arguments),
    /// Print completions for a shell
    Completions(completions::Arguments),
    /// Make a workspace of the articles that ship with the program, and show what it can do
    Tour(tour::Arguments),
}

/// Parses the command line, runs the command and gives its exit status.
pub fn main() -> ExitCode {
    completions::answer(Program::command);
    let program = match called().map_or_else(Program::try_parse, Ok) {
        Ok(program) => program,
        Err(error) => return misuse::answer(&error),
    };
    let json = program.options.json_errors;
    match run(program) {
        Ok(status) => status.into(),
        Err(failure) if failure.is_closed_pipe() => Status::Done.into(),
        Err(failure) => {
            failure.print(json);
            failure.status.into()
        }
    }
}

/// The command line, if it can be parsed with the commands alone that stand among its words: to build all of them takes
/// longer than a question (docs/performance.md).
fn called() -> Option<Program> {
    let words: Vec<_> = std::env::args_os().collect();
    let all = Program::command();
    let among = |command: &&clap::Command| words.iter().any(|word| word == command.get_name());
    let few = Options::augment_args(clap::Command::new("aikg"))
        .subcommands(all.get_subcommands().filter(among).cloned());
    let matches = few.try_get_matches_from(&words).ok()?;
    Program::from_arg_matches(&matches).ok()
}

/// Runs a command line given as words, as if it had been typed.
///
/// # Errors
/// Those of the command.
fn call(words: &[&str]) -> Result<Status, Failure> {
    let words = std::iter::once("aikg").chain(words.iter().copied());
    let program =
        Program::try_parse_from(words).map_err(|e| Failure::new(Status::Usage, e.to_string()))?;
    run(program)
}

fn run(program: Program) -> Result<Status, Failure> {
    let options = program.options;
    match program.command {
        Command::Init(a) => init::run(&options, &a),
        Command::Extract(a) => extract::run(&options, &a),
        Command::Add(a) => add::run(&options, &a),
        Command::Forget(a) => forget::run(&options, &a),
        Command::Query(a) => query::run(&options, &a),
        Command::Update(a) => update::run(&options, &a),
        Command::Shell(a) => shell::run(&options, &a),
        Command::Queries(a) => queries::run(&options, &a),
        Command::Find(a) => find::run(&options, &a),
        Command::Names(a) => unknown::run(&options, &a),
        Command::Name(a) => name::run(&options, &a),
        Command::Show(a) => show::run(&options, &a),
        Command::Why(a) => why::run(&options, &a),
        Command::Neighbours(a) => neighbours::run(&options, &a),
        Command::Path(a) => path::run(&options, &a),
        Command::Exposure(a) => exposure::run(&options, &a),
        Command::Rank(a) => rank::run(&options, &a),
        Command::Communities(a) => communities::run(&options, &a),
        Command::Cycles(a) => cycles::run(&options, &a),
        Command::Similar(a) => similar::run(&options, &a),
        Command::Verify(a) => verify::run(&options, &a),
        Command::Export(a) => export::run(&options, &a),
        Command::Report(a) => report::run(&options, &a),
        Command::Styles(a) => styles::run(&a),
        Command::Chart(a) => chart::run(&options, &a),
        Command::Load(a) => load::run(&options, a),
        Command::Unload(a) => unload::run(&options, &a),
        Command::Dump(a) => dump::run(&options, &a),
        Command::Store(a) => store::run(&options, &a),
        Command::Eval(a) => eval::run(&options, &a),
        Command::Rules(a) => rules::run(&options, &a),
        Command::Config(a) => config::run(&options, &a),
        Command::Doctor(a) => doctor::run(&options, &a),
        Command::Completions(a) => completions::run(&options, &a),
        Command::Tour(a) => tour::run(&options, &a),
    }
}
