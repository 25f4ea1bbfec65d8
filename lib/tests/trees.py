"""Copies of this tree that have notebooks of a few cells, and what is done with them."""

import os
import shutil
import subprocess
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "lib/target"
COPIED = """
    run environment.yml postBuild start README.md CONTRIBUTING.md LICENSE CITATION.cff
    lib/pom.xml lib/src/main lib/tools lib/tests lib/bench lib/target/nndl.jar lib/target/kernel
""".split()
# All the programs that ./run needs on its PATH, but for Java, Maven, Python and Jupyter.
PROGRAMS = """
    bash basename cat cmp cp dirname env find grep head id mkdir mv readlink rm sed tail touch tr
    uname
""".split()
FIRST_CELL = """\
if (!new File("../lib/target/nndl.jar").isFile()) throw new IllegalStateException("no jar");
%classpath ../lib/target/nndl.jar
import nndl.random.*;
System.out.print("loaded");"""
USES_LIBRARY = "System.out.print(new NumpyRandom(1).getClass().getSimpleName());"
# For kernels that live for seconds: half the work of compiling.
BRIEF_KERNEL = "-Xmx700m -XX:TieredStopAtLevel=1"
# In place of what makes the book, which takes longer than all else that ./run does with a tree.
NO_BOOK = """import pathlib, sys
pathlib.Path(sys.argv[3]).mkdir(parents=True, exist_ok=True)
"""


def write_notebook(file, *cells):
    """A notebook older than the jar, so that it does not have the library built again."""
    metadata = {
        "kernelspec": {"name": "java", "display_name": "Java", "language": "java"},
        "language_info": {"name": "java"},
    }
    notebook = nbformat.v4.new_notebook(metadata=metadata)
    notebook.cells = [nbformat.v4.new_markdown_cell("# Größe", metadata={"tags": ["kept"]})]
    notebook.cells += map(nbformat.v4.new_code_cell, cells)
    nbformat.write(notebook, file)
    os.utime(file, (0, 0))


def write_program(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("#!/bin/sh\n" + text + "\n")
    file.chmod(0o755)
    return file


def make_tree(tree, book):
    for name in filter(lambda name: (ROOT / name).exists(), COPIED):
        source, copy = ROOT / name, tree / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, copy)
    if not book:
        (tree / "lib/tools/build_book.py").write_text(NO_BOOK)
    (tree / "lib/target/nndl.jar").touch()
    (tree / "lib/target/jars").mkdir()
    for jar in (TARGET / "jars").iterdir():
        (tree / "lib/target/jars" / jar.name).symlink_to(jar)
    if (TARGET / "classes.jsa").exists():
        (tree / "lib/target/classes.jsa").symlink_to(TARGET / "classes.jsa")
    (tree / "notebooks").mkdir()
    write_notebook(tree / "notebooks/01-tiny.ipynb", FIRST_CELL, USES_LIBRARY)
    if (ROOT / ".venv").exists():
        (tree / ".venv").symlink_to(ROOT / ".venv")
    return tree


def make_bare_path(folder):
    folder.mkdir()
    for name in PROGRAMS:
        (folder / name).symlink_to(shutil.which(name))
    return folder


def run(script, *arguments, cwd=None, **environment):
    environment = {**os.environ, "JJAVA_JVM_OPTS": BRIEF_KERNEL, **environment}
    return subprocess.run(
        [script, *arguments],
        cwd=cwd,
        env={name: value for name, value in environment.items() if value is not None},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


def printed(notebook):
    """What each code cell of an executed notebook printed."""
    cells = nbformat.read(notebook, 4).cells
    return ["".join(o.text for o in c.outputs) for c in cells if c.cell_type == "code"]
