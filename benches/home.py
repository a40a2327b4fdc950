"""Workspaces for the benches."""

import pathlib
import shutil
import subprocess


def bare(binary, home):
    """Makes a workspace without the facts and names that ship with aikg, which would add rows."""
    subprocess.run([binary, "-q", "init", home], check=True)
    for folder in ("articles", "entities"):
        shutil.rmtree(pathlib.Path(home, "data", "triples", folder))
