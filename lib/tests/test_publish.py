"""What ./run publish makes of executed notebooks, in a small repository, without a kernel."""

import base64
import contextlib
import io
import json
import re
import subprocess
from pathlib import Path

import nbformat
import pytest
from build_page import properties
from conftest import CHINESE, FILES, ROOT, of_each, publish_notebooks, run_notebooks
from PIL import Image
from plotly.graph_objects import Figure

PLOTLY = "application/vnd.plotly.v1+json"
SVG = "image/svg+xml"
FILE = "notebooks/01-first.ipynb"


def printed(text):
    return nbformat.v4.new_output("stream", name="stdout", text=text)


def figure(y=(1, 2), **layout):
    data = {
        PLOTLY: {
            "data": [{"type": "scatter", "y": list(y)}],
            "layout": {"height": 300, "title": {"text": "A line"}, **layout},
            "config": {},
        },
        "text/html": "<div></div><script>alert(1)</script>",
        "text/plain": 'A line that "rises".',
    }
    return nbformat.v4.new_output("display_data", data=data)


def drawing(text="0.71"):
    svg = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='640' height='200' viewBox='0 0 640 200'>"
        "<rect width='640' height='200' fill='#FFFFFF'/><circle cx='320' cy='100' r='36'/>\n"
        f"<text x='20' y='40' fill='#C8371F'>{text}</text></svg>\n"
    )
    data = {SVG: svg, "text/plain": 'A "neuron".'}
    return nbformat.v4.new_output("display_data", data=data)


def notebook(*cells, heading="# 1 · First", **metadata):
    """Cells are pairs of source and outputs."""
    made = nbformat.v4.new_notebook(metadata=metadata)
    made.cells = [nbformat.v4.new_markdown_cell(heading, id="title")]
    for number, (source, outputs) in enumerate(cells, 1):
        cell = nbformat.v4.new_code_cell(source, id=f"cell-{number}", outputs=outputs)
        cell.execution_count = number
        made.cells.append(cell)
    return made


class Repository:
    def __init__(self, root):
        self.root = root
        self.executed = root / "lib/target/executed"
        (root / "notebooks/solutions").mkdir(parents=True)
        (self.executed / "solutions").mkdir(parents=True)
        badge = "[Binder](https://mybinder.org/v2/gh/ann/weights/HEAD?urlpath=lab)"
        (root / "README.md").write_text(badge)
        self.git("init", "-q")

    def git(self, *arguments):
        who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=self.root, check=True)

    def write(self, content, name=FILE):
        nbformat.write(content, self.root / name)

    def commit(self, content):
        self.write(content)
        self.git("add", ".")
        self.git("commit", "-qm", "Notebook")

    def publish(self, *results, options=(), names=(FILE,)):
        """Publishes these results of runs; returns the exit status and what was printed."""
        for name, result in zip(names, results, strict=True):
            nbformat.write(result, self.executed / Path(name).relative_to("notebooks"))
        with contextlib.redirect_stdout(io.StringIO()) as out:
            status = publish_notebooks.main(self.root, self.executed, *map(str, options))
        return status, out.getvalue()

    def read(self, name=FILE):
        return nbformat.read(self.root / name, 4)


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


def test_a_figure_gets_its_picture_and_its_text_and_loses_its_script(repository):
    source = notebook(("show();", []))
    repository.write(source)
    run = notebook(("show();", [figure()]), language_info={"name": "java", "version": "17.0.1"})
    assert repository.publish(run) == (0, "")
    published = repository.read()
    output = published.cells[1].outputs[0]
    assert set(output.data) == {PLOTLY, "image/png", "text/plain"}
    assert output.metadata["image/png"] == {"alt": 'A line that "rises".', "width": 760}
    png = base64.b64decode(output.data["image/png"])
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    size = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    assert size == (760, 300)
    assert "17.0.1" not in (repository.root / FILE).read_text()

    # Again, from another run: the same bytes, and no picture is drawn anew.
    before = (repository.root / FILE).read_bytes()
    assert repository.publish(run) == (0, "")
    assert (repository.root / FILE).read_bytes() == before


def test_a_drawing_gets_a_picture_twice_as_sharp_and_its_text(repository):
    repository.write(notebook(("show();", [])))
    run = notebook(("show();", [drawing()]))
    assert repository.publish(run) == (0, "")
    (output,) = repository.read().cells[1].outputs
    assert set(output.data) == {SVG, "image/png", "text/plain"}
    assert output.data[SVG] == drawing().data[SVG]
    assert output.metadata == {
        SVG: {"alt": 'A "neuron".'},
        "image/png": {"alt": 'A "neuron".', "width": 640},
    }
    picture = Image.open(io.BytesIO(base64.b64decode(output.data["image/png"]))).convert("RGB")
    assert picture.size == (1280, 400)
    black, white, below = [picture.getpixel(at) for at in ((640, 200), (640, 100), (640, 390))]
    assert black == (0, 0, 0) and white == below == (255, 255, 255)

    before = (repository.root / FILE).read_bytes()
    assert repository.publish(run) == (0, "")
    assert (repository.root / FILE).read_bytes() == before


def test_a_drawing_that_changed_by_itself_is_named(repository):
    repository.commit(notebook(("show();", [drawing()])))
    before = (repository.root / FILE).read_bytes()
    status, told = repository.publish(notebook(("show();", [drawing("0.72")])))
    assert status == 1
    assert "01-first.ipynb: cell cell-1\n" in told and ">0.72</text>" in told
    assert (repository.root / FILE).read_bytes() == before


def test_a_picture_is_kept_if_its_figure_is_unchanged(repository):
    known = figure()
    known.data["image/png"] = base64.b64encode(b"kept").decode()
    other = figure((5, 6))
    repository.commit(notebook(("show();", [known])))
    # The figure is now the second of two, in a cell that was changed.
    repository.write(notebook(("show();show();", [])))
    assert repository.publish(notebook(("show();show();", [other, figure()]))) == (0, "")
    first, second = repository.read().cells[1].outputs
    assert base64.b64decode(second.data["image/png"]) == b"kept"
    assert base64.b64decode(first.data["image/png"]) != b"kept"


@pytest.mark.parametrize(
    ("outputs", "words"),
    [
        ([printed("accuracy 96.4\n")], ["+ accuracy 96.4", "- accuracy 96.5"]),
        ([], ["- accuracy 96.5"]),
        ([printed("accuracy 96.5\n"), figure()], ["+ a figure: A line"]),
    ],
)
def test_an_output_that_changed_by_itself_is_named_and_nothing_written(repository, outputs, words):
    old = notebook(("int a = 1;", []), ("print(a);", [printed("accuracy 96.5\n")]))
    new = notebook(("int a = 1;", []), ("print(a);", outputs))
    repository.commit(old)
    before = (repository.root / FILE).read_bytes()
    status, told = repository.publish(new)
    assert status == 1
    for text in ["01-first.ipynb: cell cell-2\n", *words, "--accept"]:
        assert text in told
    assert (repository.root / FILE).read_bytes() == before

    assert repository.publish(new, options=["--accept"]) == (0, "")
    published = [output.output_type for output in repository.read().cells[2].outputs]
    assert published == [output.output_type for output in outputs]


def test_an_output_may_change_with_its_cell_or_one_above(repository):
    def two(first, second, *outputs):
        return notebook((first, [printed(outputs[0])]), (second, [printed(outputs[1])]))

    repository.commit(two("int a = 1;", "print(a);", "a\n", "1\n"))
    for first, second in (("int a = 2;", "print(a);"), ("int a = 1;", "print(2 * a);")):
        repository.write(two(first, second, "a\n", "1\n"))
        assert repository.publish(two(first, second, "a\n", "2\n")) == (0, "")
        assert repository.read().cells[2].outputs[0].text == "2\n"
    # A cell below does not explain it.
    repository.write(two("int a = 1;", "print(a + 0);", "a\n", "1\n"))
    status, told = repository.publish(two("int a = 1;", "print(a + 0);", "b\n", "2\n"))
    assert status == 1
    assert "cell cell-1" in told and "cell-2" not in told


def test_only_the_notebooks_that_are_named_are_checked_and_written(repository):
    other = "notebooks/02-second.ipynb"
    repository.write(notebook(("print(a);", [printed("old")]), heading="# 2 · Second"), other)
    repository.commit(notebook(("print(a);", [printed("1")])))
    before = (repository.root / other).read_bytes()
    # Of the other one there is no result at all, or one that changed by itself.
    for results in ((), (notebook(("print(a);", [printed("new")]), heading="# 2 · Second"),)):
        for result in results:
            nbformat.write(result, repository.executed / Path(other).name)
        repository.write(notebook(("print(b);", [])))
        run = notebook(("print(b);", [printed("2")]))
        assert repository.publish(run, options=[repository.root / FILE]) == (0, "")
        assert repository.read().cells[1].outputs[0].text == "2"
        assert (repository.root / other).read_bytes() == before
    status, told = repository.publish(run, options=[repository.root / other])
    assert status == 1 and "02-second.ipynb: cell cell-1\n" in told
    with pytest.raises(SystemExit, match="Not notebooks of this repository: .*README.md"):
        repository.publish(run, options=[repository.root / "README.md"])


def test_what_is_too_large_is_named_and_nothing_written(repository):
    repository.write(notebook(("show();", [])))
    before = (repository.root / FILE).read_bytes()
    status, told = repository.publish(notebook(("show();", [figure(range(20_000))])))
    assert status == 1
    assert "01-first.ipynb: cell cell-1: its figure has" in told
    assert (repository.root / FILE).read_bytes() == before

    status, told = repository.publish(notebook(("show();", [drawing("7" * 20_000)])))
    assert status == 1
    assert "01-first.ipynb: cell cell-1: its drawing has" in told
    assert (repository.root / FILE).read_bytes() == before

    # A figure with a control holds several; it may be larger.
    slider = {"sliders": [{"steps": []}]}
    assert repository.publish(notebook(("show();", [figure(range(20_000), **slider)]))) == (0, "")


def test_a_notebook_that_was_changed_while_it_ran_is_not_published(repository):
    repository.write(notebook(("print(1);", [])))
    with pytest.raises(SystemExit, match="was changed while it ran"):
        repository.publish(notebook(("print(2);", [])))


def test_links_follow_the_files_and_the_readme(repository):
    first = notebook(
        heading="# 1 · First\n\n[Run it yourself](x) · after Nielsen, [chapter 3](y)\n\nEnd"
    )
    second = notebook(heading="# 2 · Second\n\nText.")
    solutions = notebook(heading="# Solutions 1")
    names = (FILE, "notebooks/02-second.ipynb", "notebooks/solutions/01-solutions.ipynb")
    for name, content in zip(names, (first, second, solutions)):
        repository.write(content, name)
    for _ in range(2):
        assert repository.publish(first, second, solutions, names=names) == (0, "")
    binder = "https://mybinder.org/v2/gh/ann/weights/HEAD?urlpath=lab/tree/notebooks/"
    nbviewer = "https://nbviewer.org/github/ann/weights/blob/HEAD/notebooks/"
    assert [repository.read(name).cells[0].source for name in names] == [
        f"# 1 · First\n\nRun it [on Binder]({binder}01-first.ipynb) or"
        f" [on your machine](../README.md#run-it) · read it [in nbviewer]({nbviewer}01-first.ipynb)"
        " · next: [2 · Second](02-second.ipynb) · after Nielsen, [chapter 3](y)\n\nEnd",
        f"# 2 · Second\n\nText.\n\nRun it [on Binder]({binder}02-second.ipynb) or"
        " [on your machine](../README.md#run-it)"
        f" · read it [in nbviewer]({nbviewer}02-second.ipynb)"
        " · before: [1 · First](01-first.ipynb)",
        f"# Solutions 1\n\nRun it [on Binder]({binder}solutions/01-solutions.ipynb) or"
        " [on your machine](../../README.md#run-it)"
        f" · read it [in nbviewer]({nbviewer}solutions/01-solutions.ipynb)"
        " · exercises: [1 · First](../01-first.ipynb)",
    ]


def test_a_chinese_notebook_keeps_its_title_and_has_a_picture_beside_it(repository, monkeypatch):
    monkeypatch.setattr(publish_notebooks, "README_FIGURE", "cell-1")
    name = "notebooks/zh/01-first.ipynb"
    for folder in (repository.root / "notebooks/zh", repository.executed / "zh"):
        folder.mkdir()
    repository.write(notebook(), FILE)
    repository.write(notebook(("show();", []), heading="# 1 · 第一"), name)
    run = notebook(("show();", [figure()]), heading="# 1 · 第一")
    options = [repository.root / name]
    assert repository.publish(run, options=options, names=[name]) == (0, "")
    published = repository.read(name)
    assert published.cells[0].source == "# 1 · 第一"
    assert "image/png" in published.cells[1].outputs[0].data
    assert [file.parent.parent.name for file in repository.root.rglob("old-vs-new.png")] == ["zh"]


def test_a_run_leaves_no_trace_of_its_time_or_of_finished_progress(tmp_path):
    source = notebook(("train();", []))
    progress = nbformat.v4.new_output("display_data", data={"text/plain": "Trainings: 3 of 3 done"})
    empty = nbformat.v4.new_output("display_data", data={"text/plain": ""})
    failed = nbformat.v4.new_output("display_data", data={"text/plain": "Trainings: 2 of 3 done"})
    run = notebook(
        ("train();", [printed("a\n"), progress, printed("b\n"), empty, printed("c\n"), failed]),
        papermill={"start_time": "2026-01-01T00:00:00", "input_path": "/home/ann/x.ipynb"},
    )
    run.cells[1].metadata["execution"] = {"iopub.execute_input": "2026-01-01T00:00:00"}
    file = tmp_path / "run.ipynb"
    nbformat.write(run, file)
    run_notebooks.settle(source, file)
    settled = nbformat.read(file, 4)
    assert "2026" not in file.read_text() and "/home" not in file.read_text()
    stream, unfinished = settled.cells[1].outputs
    assert stream.text == "a\nb\nc\n"
    assert unfinished.data["text/plain"] == "Trainings: 2 of 3 done"


@pytest.mark.parametrize("bundle", ["words", "words_zh"])
def test_what_the_library_says_is_known_in_each_language(bundle):
    words = properties(ROOT / f"lib/src/main/resources/nndl/words/{bundle}.properties")
    progress = words["runs.done"].replace("%s", "{}")
    assert run_notebooks.ENDED_PROGRESS.fullmatch(progress.format("a", 3, 3))
    assert not run_notebooks.ENDED_PROGRESS.fullmatch(progress.format("a", 2, 3))
    assert run_notebooks.NOT_MNIST.match(words["digits.drawn"])


# ---- the notebooks of this repository ----


def validate(figure):
    """Raises a ValueError for a property that Plotly does not have, or a value that it cannot."""
    drawn = Figure(data=figure["data"], layout=figure["layout"])
    for slider in drawn.layout.sliders:
        for step in slider.steps:
            restyle, relayout = step.args
            for path, values in restyle.items():  # one value for each trace
                for trace, value in zip(drawn.data, values, strict=True):
                    trace[path] = value
            for path, value in relayout.items():
                drawn.layout[path] = value


@pytest.mark.parametrize(
    "change",
    [
        {"xaxis": {"autorange": "false"}},
        {"colour": "red"},
        {"sliders": [{"steps": [{"method": "update", "args": [{"line.colour": ["red"]}, {}]}]}]},
        {"sliders": [{"steps": [{"method": "update", "args": [{"y": [3]}, {}]}]}]},
        {"sliders": [{"steps": [{"method": "update", "args": [{}, {"xaxis.type": "logarithm"}]}]}]},
    ],
)
def test_what_is_not_in_the_schema_is_found(change):
    plain = figure().data[PLOTLY]
    validate(plain)
    with pytest.raises(ValueError):
        validate({**plain, "layout": {**plain["layout"], **change}})


@of_each(FILES)
def test_links_are_as_publish_makes_them(file):
    title = nbformat.read(file, 4).cells[0].source
    assert publish_notebooks.with_links(title, publish_notebooks.links(file, ROOT)) == title


def words(text):
    """Each Chinese character is one."""
    return re.findall(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+", text)


@of_each(FILES + CHINESE)
class TestCommitted:
    def test_figures_have_picture_and_text_and_no_script(self, file):
        for cell, output in publish_notebooks.figures(nbformat.read(file, 4)):
            assert set(output.data) == {PLOTLY, "image/png", "text/plain"}, cell
            alt = output.metadata["image/png"]["alt"]
            assert alt == output.data["text/plain"] and len(words(alt)) > 5, cell
            assert "<script" not in json.dumps(output), cell

    def test_drawings_have_picture_and_text(self, file):
        for cell, output in publish_notebooks.drawings(nbformat.read(file, 4)):
            assert set(output.data) == {SVG, "image/png", "text/plain"}, cell
            alt = output.data["text/plain"]
            assert len(words(alt)) > 5, cell
            assert all(output.metadata[name]["alt"] == alt for name in (SVG, "image/png")), cell
            assert "<script" not in output.data[SVG], cell

    def test_figures_keep_to_the_schema_of_plotly(self, file):
        # In the browser, plotly.js passes over what it does not know.
        wrong = {}
        for cell, output in publish_notebooks.figures(nbformat.read(file, 4)):
            try:
                validate(output.data[PLOTLY])
            except ValueError as error:
                wrong[cell] = str(error).partition("\n\n")[0]
        assert not wrong

    def test_nothing_is_too_large(self, file):
        assert publish_notebooks.too_large(file.name, nbformat.read(file, 4)) == []

    def test_outputs_name_no_path_of_a_machine(self, file):
        for cell in publish_notebooks.code_cells(nbformat.read(file, 4)):
            for path in ("/home/", "/root/", "/tmp/", "/Users/", ":\\\\", str(ROOT)):
                assert path not in json.dumps(cell.outputs), cell.id
