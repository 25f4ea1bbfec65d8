"""What the test files share: the notebooks' results, made once in a test run, and screenshots."""

import importlib.util
import os
import re
import subprocess
from pathlib import Path

import pytest
from papermill.exceptions import PapermillExecutionError

ROOT = Path(__file__).resolve().parents[4]
NOTEBOOKS = ROOT / "notebooks"
BUILD = ROOT / "lib/src/build"
TARGET = ROOT / "lib/target"


def load(name):
    """A script of lib/src/build as a module."""
    spec = importlib.util.spec_from_file_location(name, BUILD / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


run_notebooks = load("run_notebooks")
publish_notebooks = load("publish_notebooks")


@pytest.fixture(scope="session", autouse=True)
def memory():
    os.environ.setdefault("JJAVA_JVM_OPTS", "-Xmx700m")


@pytest.fixture(scope="session")
def executed(memory):
    """Runs a notebook, the first time that it is asked for; returns the file of its result."""
    results = {}

    def execute(file):
        if file not in results:
            results[file] = run_notebooks.result_path(file, NOTEBOOKS, TARGET / "executed")
            try:
                run_notebooks.execute(file, results[file])
            except PapermillExecutionError as error:
                results[file] = f"{file.name}: cell [{error.exec_count}]: {error.evalue}"
        if isinstance(results[file], str):
            pytest.fail(results[file])
        return results[file]

    return execute


@pytest.fixture(scope="session")
def site(executed):
    """The folder of the book, made of executed notebooks; and what Sphinx complained about."""
    for file in publish_notebooks.notebook_files(ROOT):
        executed(file)
    folder = TARGET / "site"
    book = subprocess.run(
        [ROOT / ".venv/bin/python", BUILD / "build_book.py", ROOT, TARGET / "executed", folder],
        capture_output=True,
        encoding="utf-8",
    )
    assert book.returncode == 0, book.stderr
    return folder, [line for line in book.stderr.splitlines() if "The book:" not in line]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Of a test that fails with a page open, keeps what could be seen."""
    report = yield
    page = getattr(item, "funcargs", {}).get("page")
    if report.failed and page:
        folder = TARGET / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / (re.sub(r"[^\w.-]+", "-", item.name) + ".png")
        page.screenshot(path=file)
        report.sections.append(("screenshot", str(file)))
    return report
