"""Mistakes in the classes that notebooks build: a check that follows finds each.

mutations.csv lists them: in a CELL of a NOTEBOOK, the text OLD is replaced by NEW, and CHECK is the
cell that must fail. Every exported class has one at least.
"""

import csv
import itertools
import re
from pathlib import Path

import nbformat
import pytest
from conftest import FILES, NOTEBOOKS, publish_notebooks
from kernels import FreshKernels

with open(Path(__file__).with_name("mutations.csv"), encoding="utf-8", newline="") as listed:
    MUTATIONS = list(csv.DictReader(listed))
TYPE = re.compile(r"^(?:public |final |abstract |sealed )*(?:class|interface|enum|record) (\w+)")
NAME = re.compile(r"^(?=\w)(?!return |else |throw |import |new )[\w<>\[\], .?]+ (\w+)\s*[=;(]")
COMMENT_OR_TEXT = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"', re.S)
# Names of parameters and variables inside: with a type before, or an arrow behind.
LOCAL = re.compile(
    r"(?<=[\w>\]]) (\w+)(?=\s*[=:,);])|\b(\w+)(?= ->)|\((\w+), (\w+)(?:, (\w+))?\) ->"
)
# Not a mistake that is found, but one of this list.
NOT_JAVA = re.compile(r"Compilation|Unresolved|Incomplete")


def cells_of(name):
    """The sources of a notebook's code cells, by id."""
    cells = publish_notebooks.code_cells(nbformat.read(NOTEBOOKS / f"{name}.ipynb", 4))
    return {cell.id: cell.source for cell in cells}


def declared(source):
    """What a cell declares at its top level."""
    found = [TYPE.match(line) or NAME.match(line) for line in source.splitlines()]
    return {match[1] for match in found if match}


def used(source):
    """The names that a cell has from elsewhere."""
    code = COMMENT_OR_TEXT.sub("", source)
    inside = {name for names in LOCAL.findall(code) for name in names}
    return set(re.findall(r"(?<![.\w])[A-Za-z]\w*", code)) - inside


def changes(source, names):
    """Whether a statement at the top level of a cell calls a method of one of these variables."""
    return bool(names & set(re.findall(r"^([a-z]\w*)\.", source, re.M)))


def needed(cells, check):
    """The cells that a check needs: those that declare or change what it names, and so on."""
    names, chosen = used(cells[check]), [check]
    before = list(itertools.takewhile(lambda cell: cell != check, cells))
    for cell in reversed(before[1:]):  # the first imports, and is run always
        if declared(cells[cell]) & names or changes(cells[cell], names):
            names |= used(cells[cell])
            chosen.insert(0, cell)
    return chosen


def test_every_exported_class_has_a_mutation():
    exported = {
        (file.relative_to(NOTEBOOKS).with_suffix("").as_posix(), cell)
        for file in FILES
        for cell, source in cells_of(file.relative_to(NOTEBOOKS).with_suffix("").as_posix()).items()
        if source.startswith("//| export")
    }
    assert {(row["notebook"], row["cell"]) for row in MUTATIONS} == exported


@pytest.mark.parametrize("row", MUTATIONS, ids=lambda row: row["cell"])
def test_a_mutation_changes_what_is_there_once_and_a_later_cell_checks_it(row):
    cells = cells_of(row["notebook"])
    assert cells[row["cell"]].count(row["old"]) == 1
    assert row["old"] != row["new"]
    assert re.search(r"\bcheck(\w*)\(", cells[row["check"]])
    assert row["cell"] in needed(cells, row["check"])


# Where a class is defined a second time, those that use it may go on with the first. So each
# mistake is made in a kernel of its own.


@pytest.fixture(scope="module")
def kernels():
    fresh = FreshKernels()
    yield fresh
    fresh.end()


def first_failure(java, cells, chosen):
    """The first cell that fails, with the name and the message of its error; or nothing."""
    for cell in chosen:
        if error := java.run(cells[cell])[1]:
            return cell, *error
    return None


@pytest.mark.long
@pytest.mark.parametrize("name", list(dict.fromkeys(row["notebook"] for row in MUTATIONS)))
def test_the_checks_hold_in_what_is_right(kernels, name):
    cells = cells_of(name)
    checks = dict.fromkeys(row["check"] for row in MUTATIONS if row["notebook"] == name)
    with kernels.one() as java:
        assert not first_failure(java, cells, list(cells)[:1])
        assert not [
            found for c in checks if (found := first_failure(java, cells, needed(cells, c)))
        ]


@pytest.mark.long
@pytest.mark.parametrize("row", MUTATIONS, ids=lambda row: f"{row['cell']} with {row['new']}")
def test_a_mutation_is_found(kernels, row):
    cells, cell, check = cells_of(row["notebook"]), row["cell"], row["check"]
    cells[cell] = cells[cell].replace(row["old"], row["new"])
    with kernels.one() as java:
        failed = first_failure(java, cells, [*list(cells)[:1], *needed(cells, check)])
    assert failed, "no check finds it"
    assert failed[0] == check and not NOT_JAVA.search(failed[1]), failed
