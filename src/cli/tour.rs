//! `aikg tour`.

use crate::cli::options::Options;
use crate::cli::status::{Failure, Status};
use aikg::store::Workspace;
use clap::Args;
use std::path::{Path, PathBuf};

/// Make a workspace, read the articles that ship with the program into it, and show facts, receipts, an
/// answer and a picture. Prints each command before it runs it.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  aikg tour research")]
pub struct Arguments {
    /// The folder; made if it is not there
    #[arg(default_value = "aikg-tour", value_name = "DIR")]
    folder: PathBuf,
}

/// The articles, by the names of their files.
const ARTICLES: [(&str, &str); 4] = [
    (
        "open-models-table.md",
        include_str!("../../tests/articles/open-models-table/article.md"),
    ),
    (
        "llama-weekend-newsletter.md",
        include_str!("../../tests/articles/llama-weekend-newsletter/article.md"),
    ),
    (
        "r1-explainer.txt",
        include_str!("../../tests/articles/r1-explainer/article.txt"),
    ),
    (
        "gpu-datasheet-columns.md",
        include_str!("../../tests/articles/gpu-datasheet-columns/article.md"),
    ),
];

pub fn run(options: &Options, arguments: &Arguments) -> Result<Status, Failure> {
    let folder = &arguments.folder;
    if Workspace::open(folder).is_err() {
        step(options, &["init", &folder.display().to_string()])?;
    }
    let articles = folder.join("articles");
    write_articles(&articles)?;
    let root = folder.display().to_string();
    let articles = articles.display().to_string();
    let picture = folder.join("deepseek-v4.svg").display().to_string();
    let lines: [&[&str]; 6] = [
        &["--workspace", &root, "add", &articles],
        &["--workspace", &root, "show", "DeepSeek-V4-Pro"],
        &[
            "--workspace",
            &root,
            "why",
            "DeepSeek-V4-Pro",
            "totalParameters",
        ],
        &[
            "--workspace",
            &root,
            "query",
            "open-models",
            "--format",
            "table",
        ],
        &[
            "--workspace",
            &root,
            "export",
            "svg",
            "--around",
            "DeepSeek-V4",
            "--hops",
            "2",
            "-o",
            &picture,
        ],
        &["--workspace", &root, "verify"],
    ];
    for line in lines {
        step(options, line)?;
    }
    options.note(&format!(
        "\nThe picture is {picture}. Next: `aikg help`, or docs/tutorial.md."
    ));
    Ok(Status::Done)
}

fn step(options: &Options, words: &[&str]) -> Result<Status, Failure> {
    let quote = |w: &&str| {
        if w.contains(' ') {
            format!("'{w}'")
        } else {
            (*w).to_string()
        }
    };
    options.note(&format!(
        "\n$ aikg {}",
        words.iter().map(quote).collect::<Vec<_>>().join(" ")
    ));
    super::call(words)
}

fn write_articles(folder: &Path) -> Result<(), Failure> {
    let fail = |path: &Path, e: std::io::Error| {
        Failure::new(Status::Store, format!("{}: {e}", path.display()))
    };
    std::fs::create_dir_all(folder).map_err(|e| fail(folder, e))?;
    for (name, text) in ARTICLES {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|e| fail(&path, e))?;
    }
    Ok(())
}
