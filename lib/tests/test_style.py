"""The Python here is laid out and checked by ruff, as lib/ruff.toml says; and rules for Java."""

import re
import subprocess
import sys

import nbformat
import pytest
from conftest import FILES, ROOT, publish_notebooks

TEXT = r'"(?:[^"\\\n]|\\.)*"'
FORMATTED = re.compile(rf"((?:{TEXT}\s*\+?\s*)+)\)?\s*\.formatted\(")
FORMAT = re.compile(rf"(?:\bString\.format|\bprintf)\(\s*((?:{TEXT}\s*\+?\s*)+)")
NUMBER = re.compile(r"%[-+ 0,(.\d]*[dfegxX]")
RETHROWN = re.compile(r"\bnew (\w+(?:Exception|Error))\(([^;]*), (e(?:\.getCause\(\))?)\)")


@pytest.mark.parametrize("command", [["check"], ["format", "--diff"]], ids=lambda words: words[0])
def test_ruff_finds_nothing(command):
    ruff = [
        sys.executable,
        "-m",
        "ruff",
        *command,
        "--no-cache",
        "--config",
        "lib/ruff.toml",
        "lib",
    ]
    result = subprocess.run(ruff, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert result.returncode == 0, result.stdout + result.stderr


def java():
    """All Java that readers run: the library's, and the cells'; with where it stands."""
    for file in sorted((ROOT / "lib/src/main/java").rglob("*.java")):
        yield file.name, file.read_text(encoding="utf-8")
    for file in FILES:
        for cell in publish_notebooks.code_cells(nbformat.read(file, 4)):
            yield f"{file.name}, cell {cell.id}", cell.source


def test_numbers_are_written_the_same_in_every_locale():
    # Where digits are not 0 to 9, %d has others; String.format takes Locale.ROOT, .formatted %s.
    found = [
        (place, text)
        for place, source in java()
        for pattern in (FORMATTED, FORMAT)
        for text in pattern.findall(source)
        if NUMBER.search(text)
    ]
    assert not found


def test_an_error_with_a_cause_tells_it():
    # IJava prints nothing but the message of the outermost exception.
    found = [
        (place, words)
        for place, source in java()
        for kind, words, cause in RETHROWN.findall(source)
        if not re.search(r"\be\b", words)
    ]
    assert not found
