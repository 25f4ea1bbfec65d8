"""The notebooks as committed, and run from top to bottom in a real kernel."""

import csv
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from queue import Empty

import nbformat
import pytest
from conftest import (
    CHINESE,
    FILES,
    NOTEBOOKS,
    ROOT,
    TOOLS,
    of_each,
    publish_notebooks,
    run_notebooks,
)
from jupyter_client import KernelManager
from trees import BRIEF_KERNEL

CHAPTERS = [file for file in FILES if file.parent == NOTEBOOKS]
WITH_CODE = [file for file in FILES if file.stem != "symbols"]  # which is a table to look up
PLOTLY = publish_notebooks.PLOTLY
NOT_MNIST = run_notebooks.NOT_MNIST
LOCALES = ["fa_IR", "ar_EG", "de_DE", "tr_TR"]
SET_UP = """\
if (java.util.stream.Stream.of("lib", "../lib", "../../lib")
    .noneMatch(lib -> new java.io.File(lib + "/target/nndl.jar").getAbsoluteFile().isFile())) {
  throw new IllegalStateException("There is no lib/target/nndl.jar above "
      + new java.io.File("").getAbsolutePath() + ": ./run setup makes it (README.md)."
      + " If letters of that path are lost, set LC_ALL=C.UTF-8.");
}
%classpath lib/target/nndl.jar ../lib/target/nndl.jar ../../lib/target/nndl.jar
nndl.notebook.Notebook.begin();
"""
EXPORTED = re.compile(
    r"//\| export\n.*?^public [^({\n]*?(?:class|interface|enum|record) (\w+)", re.S | re.M
)
INTERRUPTED = """
import nndl.experiment.*;
static void train(Run run) {
  Digits digits = Digits.of(new byte[784 * 50], new byte[50]);
  Network net = new Network(new int[] {784, 30, 10}, Cost.QUADRATIC, Initializer.NEW,
      new NumpyRandom(1));
  new Sgd(digits, new PythonRandom(1)).train(net,
      new Hyperparameters(Integer.MAX_VALUE, 10, 0.1, 0.0), digits, Set.of(),
      (epoch, measures) -> run.progress(0.5, "epoch " + epoch));
}
long threads() {
  return Thread.getAllStackTraces().keySet().stream()
      .filter(thread -> thread.getName().equals("nndl run")).count();
}
"""


def read(file):
    return nbformat.read(file, 4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def text_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def outputs(notebook):
    return [output for cell in code_cells(notebook) for output in cell.outputs]


def words(text):
    """How many words a reader reads, without exercises, tables, folded answers and addresses."""
    if text.startswith("## Exercises"):
        return 0
    text = re.sub(r"<details.*?</details>", "", text, flags=re.S)
    text = re.sub(r"^\s*\|.*$", "", text, flags=re.M)
    return len(re.sub(r"\]\([^)]*\)", "]", text).split())


def characters(source):
    """How long code is, without comments and white space, so that neither is saved."""
    return len(re.sub(r"\s", "", re.sub(r"//[^\n]*|/\*.*?\*/", "", source, flags=re.S)))


# ---- as committed ----


@of_each(FILES + CHINESE)
def test_is_a_valid_notebook(file):
    nbformat.validate(json.loads(file.read_text(encoding="utf-8")))
    assert b"\r" not in file.read_bytes()


@of_each(FILES)
def test_metadata_fit_every_kernel_and_machine(file):
    notebook = read(file)
    assert notebook.metadata == {
        "kernelspec": {"name": "java", "display_name": "Java", "language": "java"},
        "language_info": {"name": "java"},
    }
    folded = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
    assert not [cell.id for cell in notebook.cells if cell.metadata not in ({}, folded)]


@of_each(WITH_CODE)
def test_no_cell_is_folded_that_teaches(file):
    set_up, *others = code_cells(read(file))
    assert set_up.metadata
    folded = [cell.source for cell in others if cell.metadata]
    assert not [source for source in folded if re.search(r"//\| export|^check\(", source, re.M)]


@of_each(FILES)
def test_cells_have_names_of_their_own(file):
    ids = [cell["id"] for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]]
    assert len(set(ids)) == len(ids)
    assert not [name for name in ids if not re.fullmatch(r"[a-z][a-z0-9-]*", name)]


@of_each(WITH_CODE)
def test_first_cell_finds_the_library_and_imports(file):
    first, *others = code_cells(read(file))
    assert first.source.startswith(SET_UP)
    imports = first.source.removeprefix(SET_UP).splitlines()
    assert not [line for line in imports if not re.fullmatch(r"(import [\w. ]+(\.\*)?;)?", line)]
    assert "import static nndl.notebook.Notebook.*;" in imports
    # IJava forgets earlier variables after a wildcard import in a later cell.
    assert not [cell.id for cell in others if re.search(r"^import ", cell.source, re.M)]


@of_each(WITH_CODE)
def test_does_not_import_what_it_builds(file):
    # A class whose cell is left out or broken would be the library's, and all checks would hold.
    cells = code_cells(read(file))
    built = [found[1] for cell in cells if (found := EXPORTED.match(cell.source))]
    assert len(built) == sum(cell.source.startswith("//| export") for cell in cells)
    imports = re.findall(r"^import nndl\.(\w+|\*);", cells[0].source, re.M)
    assert not built or not {"*", *built} & set(imports)


@of_each(FILES)
def test_variables_have_types(file):
    # JShell resets what a var depends on, and the var with it, when a cell runs again.
    cells = code_cells(read(file))
    assert not [cell.id for cell in cells if re.search(r"^var\s", cell.source, re.M)]


@of_each(FILES + CHINESE)
def test_lines_are_short(file):
    lines = [line for cell in code_cells(read(file)) for line in cell.source.splitlines()]
    assert not [line for line in lines if len(line) > 100]


@of_each(FILES)
def test_exported_cells_are_short(file):
    exported = [c for c in code_cells(read(file)) if c.source.startswith("//| export")]
    assert not [cell.id for cell in exported if len(cell.source.splitlines()) > 60]


@of_each(CHAPTERS)
def test_chapters_stay_short(file):
    texts, codes = (
        [cell.source for cell in cells(read(file))] for cells in (text_cells, code_cells)
    )
    assert len(texts) > len(codes)
    assert sum(map(words, texts)) <= 2200
    assert sum(map(characters, codes)) <= (17_000 if file.stem.startswith("03") else 12_000)
    long = [code for code in codes[1:] if len(code.splitlines()) > 25]
    assert not [code for code in long if not code.startswith("//| export")]
    assert sum(o.get("text", "").count("✓") for o in outputs(read(file))) <= 12
    assert texts[-1].count("*You got it right if*") >= 4


def test_code_of_the_chapters_stays_short():
    codes = [cell.source for file in CHAPTERS for cell in code_cells(read(file))]
    assert sum(map(characters, codes)) <= 90_000


@of_each(FILES + CHINESE)
def test_was_run_from_top_to_bottom(file):
    counts = [cell.execution_count for cell in code_cells(read(file))]
    unpublished = file in CHINESE and not any(counts)
    assert unpublished or counts == list(range(1, len(counts) + 1))


@of_each(FILES + CHINESE)
def test_has_no_errors_and_no_noise(file):
    for output in outputs(read(file)):
        assert output.output_type != "error"
        assert output.get("name") != "stderr"
        assert not NOT_MNIST.search(output.get("text", ""))


@of_each(FILES + CHINESE)
def test_relative_links_lead_somewhere(file):
    text = "\n".join(cell.source for cell in text_cells(read(file)))
    links = re.findall(r"\]\(([^)#\s]+)[^)\s]*\)", text)
    links = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert not [link for link in links if not (file.parent / link).exists()]


def test_no_helper_stands_in_two_notebooks():
    places = {}
    for file in FILES:
        source = "\n".join(cell.source for cell in code_cells(read(file)))
        for helper in re.findall(r"^[A-Za-z][^\n;={]*\)\s*\{\n.*?^\}", source, re.M | re.S):
            places.setdefault(" ".join(helper.split()), set()).add(file.name)
    assert len(places) > 50  # or the pattern finds nothing
    assert not {helper: names for helper, names in places.items() if len(names) > 1}


def printed(cell):
    texts = [o.get("text", "") + o.get("data", {}).get("text/plain", "") for o in cell.outputs]
    return "".join(texts)


def test_numbers_of_other_notebooks_are_as_found_there():
    with open(Path(__file__).with_name("citations.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cited = {cell.id: cell.source for cell in read(NOTEBOOKS / row["notebook"]).cells}
            source = {cell.id: cell for cell in read(NOTEBOOKS / row["source"]).cells}
            assert row["text"] in cited[row["cell"]], row
            assert row["source_text"] in printed(source[row["source_cell"]]), row


@pytest.mark.parametrize("number", range(1, 13))
def test_every_claim_is_checked_where_the_list_says(number):
    words = (ROOT / "lib/src/main/resources/nndl/notebook/claims.properties").read_text("utf-8")
    for chapter in re.search(rf"^notebooks\.{number} = (.*)$", words, re.M)[1].split(", "):
        (file,) = NOTEBOOKS.glob(f"{chapter}-*.ipynb")
        cells = [c for c in code_cells(read(file)) if re.search(rf"\bclaim\({number}\)", c.source)]
        assert cells and all("✓" in printed(cell) for cell in cells), file.name


# ---- run ----


def lasting(cell):
    """What a cell shows, apart from pictures and scripts, which are made of the rest."""
    shown = []
    for output in cell.outputs:
        data = dict(output.get("data", {}))
        data.pop("image/png", None)
        if PLOTLY in data:
            data.pop("text/html", None)
        shown.append((output.output_type, output.get("name"), output.get("text"), data))
    return shown


@of_each(FILES + CHINESE[:1], run=True)
def test_every_cell_runs_and_none_complains(file, executed):
    assert not [o.text for o in outputs(read(executed(file))) if o.get("name") == "stderr"]


@of_each(FILES + CHINESE[:1], run=True)
def test_every_committed_number_and_figure_comes_out_again(file, executed):
    fresh = read(executed(file))
    for output in outputs(fresh):
        if NOT_MNIST.search(output.get("text", "")):
            pytest.skip(output.text.strip())
    for committed, again in zip(code_cells(read(file)), code_cells(fresh), strict=True):
        assert lasting(again) == lasting(committed), f"cell {again.id}"


# Where digits are not 0 to 9, 1,000 is 1.000, and the capital of i is no I.
@pytest.mark.parametrize(
    "locale",
    [pytest.param(name, marks=[pytest.mark.long] * (name != "fa_IR")) for name in LOCALES],
)
def test_every_output_is_the_same_in_every_locale(locale, tmp_path):
    file = NOTEBOOKS / "01-saturated-neurons.ipynb"
    language, country = locale.split("_")
    options = f"{BRIEF_KERNEL} -Duser.language={language} -Duser.country={country}"
    result = subprocess.run(
        [sys.executable, TOOLS / "run_notebooks.py", NOTEBOOKS, tmp_path, file],
        env={**os.environ, "JAVA_TOOL_OPTIONS": options},  # which all kernels take
        capture_output=True,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stderr
    cells = zip(code_cells(read(file)), code_cells(read(tmp_path / file.name)), strict=True)
    assert not [cell.id for cell, again in cells if lasting(again) != lasting(cell)]


# ---- interrupted ----


@pytest.fixture(scope="module")
def kernel():
    """Runs code in a kernel; returns what it printed, when it is idle."""
    manager = KernelManager(kernel_name="java")
    manager.start_kernel(cwd=str(NOTEBOOKS))
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)

    class Kernel:
        def start(self, code):
            self.message = client.execute(code)

        def until(self, wanted, timeout=60):
            """The messages up to the first that is wanted."""
            messages, end = [], time.monotonic() + timeout
            while time.monotonic() < end:
                try:
                    message = client.get_iopub_msg(timeout=1)
                except Empty:
                    continue
                if message["parent_header"].get("msg_id") == self.message:
                    messages.append((message["msg_type"], message["content"]))
                    if wanted(*messages[-1]):
                        return messages
            raise AssertionError(f"nothing wanted came in {timeout} s after {messages}")

        def until_idle(self):
            return self.until(lambda kind, content: content.get("execution_state") == "idle")

        def run(self, code):
            self.start(code)
            messages = self.until_idle()
            assert "error" not in [kind for kind, _ in messages], messages
            return "".join(c["text"] for kind, c in messages if kind == "stream")

        def interrupt(self):
            manager.interrupt_kernel()

    kernel = Kernel()
    imports = "\n".join(
        ["import java.util.*;", "import nndl.*;", "import nndl.data.*;", "import nndl.random.*;"]
    )
    try:
        kernel.run("%classpath ../lib/target/nndl.jar\n" + imports)
        kernel.run(INTERRUPTED)
        yield kernel
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def threads(kernel):
    return int(kernel.run("System.out.print(threads());"))


@pytest.mark.quiet
def test_interrupt_stops_trainings_and_leaves_the_kernel_usable(kernel):
    for _ in range(3):
        kernel.start('new Experiment("trainings").factor("seed", 1, 2).run(run -> train(run));')
        # Progress shows that it runs: first that it starts, then an update in place.
        messages = kernel.until(lambda kind, content: kind == "update_display_data")
        texts = [c["data"]["text/plain"] for kind, c in messages if "data" in c]
        assert texts[0] == "trainings: starting"
        assert re.fullmatch(r"trainings: 0 of 2 done, about \d+ s left · epoch \d+", texts[-1])

        start = time.monotonic()
        kernel.interrupt()
        assert "error" in [kind for kind, _ in kernel.until_idle()]
        # The kernel may be idle a moment before the interrupted code has ended.
        while threads(kernel) > 0 and time.monotonic() - start < 1.5:
            time.sleep(0.05)
        assert threads(kernel) == 0
        assert time.monotonic() - start < 1.5
        assert kernel.run("System.out.print(6 * 7);") == "42"


@pytest.mark.quiet  # as the test above, whose kernel it has
def test_the_line_of_progress_ends_in_words_without_times(kernel):
    kernel.start(
        'new Experiment("trainings").factor("seed", 1, 2)'
        '.run(run -> run.row(Map.of("x", 1))).rowCount();'
    )
    updates = [c for kind, c in kernel.until_idle() if kind == "update_display_data"]
    assert updates[-1]["data"]["text/plain"] == "trainings: 2 of 2 done"
    assert threads(kernel) == 0
