"""The Chinese edition: that of this repository, and what is noticed in a small one."""

import shutil

import check_translations as checks
import nbformat
import pytest
import translate
from conftest import ROOT

# ---- this repository ----


@pytest.fixture(scope="module")
def texts():
    return translate.all_texts(ROOT)


@pytest.fixture(scope="module")
def catalogues(texts):
    return translate.read_all(ROOT, texts)


def test_every_text_is_translated_or_marked_as_stale(texts, catalogues):
    assert list(checks.wrong_with_state(ROOT, texts, catalogues)) == []


def test_files_are_as_the_english_and_the_catalogue_make_them(catalogues):
    assert list(checks.wrong_with_files(ROOT, catalogues)) == []


def test_the_chinese_is_sound(catalogues):
    assert list(checks.wrong_in_catalogues(ROOT, catalogues)) == []


def test_outputs_have_the_same_numbers_and_no_english():
    assert list(checks.wrong_with_outputs(ROOT)) == []


def test_no_catalogue_is_left_of_a_notebook_that_is_gone(texts):
    folder = ROOT / translate.CATALOGUES
    names = {file.relative_to(folder).with_suffix("").as_posix() for file in folder.rglob("*.po")}
    assert names == texts.keys()


# ---- a small one ----

SET_UP = "nndl.notebook.Notebook.begin();"
CODE = """\
// how often it is drawn
int n = 500;
print("Weights of %d neurons: %.2f", n, mean); // the mean
show(figure.where(num("epoch").isEqualTo(3)), caption("A line that goes up and up, and then"
    + " stays where it is."));
String title = "Drawn " + n + " times";
draw("old");"""
README = """\
# Why

[中文](README.zh.md) [Binder](https://mybinder.org/v2/gh/OWNER/REPO/HEAD?urlpath=lab/tree/notebooks)
See [the second](#run-it), [one](notebooks/01-one.ipynb) and [licence](LICENSE).
The [page](https://OWNER.github.io/REPO/page/), and a book, `lib/target/site/index.html`.

## Run it

Run.
"""
TITLE = "# 1 · Neurons\n\nText on `n` neurons, see [weights](../README.md#run-it).\n\nRun it [x](y)"
ENGLISH = {
    "README": {
        "why": "# 为什么\n\n[English](README.zh.md)"
        " [Binder](https://mybinder.org/v2/gh/OWNER/REPO/HEAD?urlpath=lab/tree/notebooks)\n"
        "见[第二节](#run-it)、[第一个](notebooks/01-one.ipynb)和[许可](LICENSE)。\n"
        "[网页](https://OWNER.github.io/REPO/page/)，还有书：`lib/target/site/index.html`。",
        "run-it": "## 怎样运行\n\n运行。",
    },
    "01-one": {
        "title": "# 1 · 神经元\n\n关于 `n` 个神经元，见[权重](../README.md#run-it)。\n\nRun it",
        "picture": "![一条线](images/line.svg)",
        "// how often it is drawn": "// 抽取多少次",
        "Weights of %d neurons: %.2f": "%d 个神经元的权重：%.2f",
        "// the mean": "// 均值",
        "A line that goes up and up, and then stays where it is.": "一条线不断上升，然后不再变化。",
        '"Drawn " + n + " times"': '"抽取 " + n + " 次"',
    },
    "images": {"A line": "一条线"},
}


def write(root, *cells, name="01-one"):
    """A notebook of cells, each an id with its source; text, if the id is one of a text."""
    notebook = nbformat.v4.new_notebook()
    for key, source in cells:
        new = (
            nbformat.v4.new_code_cell if key in ("setup", "code") else nbformat.v4.new_markdown_cell
        )
        notebook.cells.append(new(source, id=key))
    nbformat.write(notebook, root / f"notebooks/{name}.ipynb")


def cells(title=TITLE, picture="![a line](images/line.svg)", setup=SET_UP, code=CODE, **more):
    return {"title": title, "picture": picture, "setup": setup, "code": code, **more}.items()


def fill(root, name, chinese):
    """Puts Chinese into a catalogue, by context or text, as a translator does."""
    file = root / translate.CATALOGUES / f"{name}.po"
    catalogue = translate.read_catalogue(file)
    for entry in catalogue:
        if entry.id and (entry.context or entry.id) in chinese:
            entry.string, entry.flags = chinese[entry.context or entry.id], set()
    file.write_text(translate.catalogue_text(catalogue), "utf-8")


@pytest.fixture
def root(tmp_path):
    """A repository with a Chinese edition in which nothing is wrong."""
    folder = tmp_path / translate.CATALOGUES
    for place in (folder, tmp_path / "notebooks/images", (tmp_path / translate.LABELS).parent):
        place.mkdir(parents=True)
    (tmp_path / translate.LABELS).write_text("# keys\nold = old start\nold.dash = solid\n")
    (tmp_path / "README.md").write_text(README, "utf-8")
    (tmp_path / "notebooks/images/line.svg").write_text(
        '<svg font-family="Arial, sans-serif"><title>A line</title><text x="1">y = x</text></svg>'
    )
    shutil.copy(ROOT / translate.CATALOGUES / "glossary.csv", folder)
    (folder / "names.txt").write_text("Binder\nEnglish\n")
    write(tmp_path, *cells())
    translate.main(tmp_path)
    for name, chinese in ENGLISH.items():
        fill(tmp_path, name, chinese)
    assert translate.main(tmp_path) == 0
    assert checks.problems(tmp_path) == []
    return tmp_path


def chinese(root, name="01-one"):
    notebook = nbformat.read(root / f"notebooks/zh/{name}.ipynb", 4)
    return {cell.id: cell for cell in notebook.cells}


def test_code_is_the_same_but_for_texts_and_comments(root):
    made = chinese(root)
    assert made["setup"].source == 'nndl.notebook.Notebook.begin("zh");'
    assert made["code"].source == (
        "// 抽取多少次\n"
        "int n = 500;\n"
        'print("%d 个神经元的权重：%.2f", n, mean); // 均值\n'
        'show(figure.where(num("epoch").isEqualTo(3)), caption('
        '"一条线不断上升，然后不再变化。"));\n'
        'String title = "抽取 " + n + " 次";\n'
        'draw("old");'
    )


def test_links_lead_to_the_chinese_edition(root):
    made = chinese(root)
    assert "[权重](../../README.zh.md#怎样运行)" in made["title"].source
    assert "urlpath=lab/tree/notebooks/zh/01-one.ipynb)" in made["title"].source
    assert made["picture"].source == "![一条线](images/line.svg)"
    readme = (root / "README.zh.md").read_text("utf-8")
    assert "[English](README.md)" in readme and "lab/tree/notebooks/zh)" in readme
    assert "[第二节](#怎样运行)、[第一个](notebooks/zh/01-one.ipynb)和[许可](LICENSE)" in readme
    assert "REPO/page/zh.html)，还有书：`lib/target/site/zh/index.html`" in readme


def test_drawings_have_chinese_words_and_fonts(root):
    drawing = (root / "notebooks/zh/images/line.svg").read_text("utf-8")
    assert "<title>一条线</title>" in drawing and ">y = x</text>" in drawing
    assert drawing.startswith('<svg font-family="Arial, Noto Sans CJK SC,')


def test_a_fork_has_its_own_links_and_needs_no_new_chinese(root):
    text = README.replace("OWNER/REPO", "ann/weights")
    (root / "README.md").write_text(text, "utf-8")
    assert translate.main(root) == 0
    assert "mybinder.org/v2/gh/ann/weights/" in (root / "README.zh.md").read_text("utf-8")


def test_a_long_text_is_broken_between_words_and_escapes(root):
    text = "一条线不断上升，" * 6 + "\\n它在 %.2f 处" + "停住。" * 9
    fill(root, "01-one", {"A line that goes up and up, and then stays where it is.": text})
    translate.main(root)
    lines = chinese(root)["code"].source.splitlines()
    assert max(map(translate.width, lines)) <= 100
    assert "".join(translate.STRING.findall("\n".join(lines))).count(text) == 1
    assert all(line.lstrip().startswith('+ "') for line in lines[4:6])


def test_what_follows_a_text_narrows_its_last_line_alone():
    lines = translate.literal("线" * 47 + "停" * 13, 4, 8, 50).splitlines()
    assert lines == ['"' + "线" * 47 + '"', '        + "' + "停" * 13 + '"']


def test_outputs_stay_where_only_comments_differ(root):
    file = root / "notebooks/zh/01-one.ipynb"
    notebook = nbformat.read(file, 4)
    output = nbformat.v4.new_output("stream", name="stdout", text="5 个\n")
    notebook.cells[3].outputs, notebook.cells[3].execution_count = [output], 2
    nbformat.write(notebook, file)
    fill(root, "01-one", {"// the mean": "// 它的均值"})
    translate.main(root)
    cell = chinese(root)["code"]
    assert cell.outputs == [output] and cell.execution_count == 2 and "它的" in cell.source
    fill(root, "01-one", {"Weights of %d neurons: %.2f": "神经元有 %d 个，权重：%.2f"})
    translate.main(root)
    cell = chinese(root)["code"]
    assert cell.outputs == [] and cell.execution_count is None


# ---- what is noticed ----


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"title": TITLE.replace("see", "cf.")}, "01-one: title: the English was changed"),
        ({"code": CODE.replace("goes up and up", "rises")}, "01-one: code: the English was"),
        ({"code": CODE.replace("how often", "when")}, "01-one: code: the English was changed"),
        ({"code": CODE.replace("Drawn", "Seen")}, "01-one: code: the English was changed"),
        ({"code": CODE + '\nprint("Completely new");'}, "01-one: code: is not translated"),
        ({"more": "A cell."}, "01-one: more: is not translated"),
        ({"code": CODE.replace("500", "400")}, "01-one.ipynb: code: not as ./run translate"),
        ({"code": CODE.replace('draw("old")', "")}, "01-one.ipynb: code: not as ./run translate"),
    ],
)
def test_a_change_of_the_english_is_noticed(root, change, problem):
    write(root, *cells(**change))
    assert [line for line in checks.problems(root) if problem in line]


@pytest.mark.parametrize(
    ("name", "key", "string", "problem"),
    [
        ("01-one", "title", "", "01-one: title: is not translated"),
        ("README", "run-it", "", "README: run-it: is not translated"),
        ("images", "A line", "", "images: line: is not translated"),
        ("01-one", "Weights of %d neurons: %.2f", "权重：%.2f", "code: lacks %d"),
        ("01-one", '"Drawn " + n + " times"', '"抽取 " + m + " 次"', "code: lacks n"),
        ("01-one", "title", "# 1 · 神经元\n\nRun it", "01-one: title: lacks `n`"),
        ("01-one", "// the mean", "// 均值 value", "code: has the English word value"),
        ("01-one", "// the mean", "// 标准初始化", "code: has 标准初始化 for 旧的初始化"),
        ("01-one", "// the mean", "// 均值,", "half-width punctuation after Chinese: 均值,"),
        ("01-one", "// the mean", "// 均值(数)", "half-width brackets: 均值(数)"),
        ("01-one", "// the mean", "// 均值μ", "no blank beside a letter or number: 均值μ"),
        ("01-one", "// the mean", "// 均 值", "a blank between Chinese characters: 均 值"),
        ("01-one", "// the mean", "// 均值， 数", "a blank beside full-width punctuation"),
        ("01-one", "picture", "![线](images/line.svg)**线。**线", "stars that are no emphasis"),
    ],
)
def test_a_slip_in_the_catalogue_is_noticed(root, name, key, string, problem):
    fill(root, name, {key: string})
    assert [line for line in checks.problems(root) if problem in line]


def test_a_chinese_file_that_was_edited_is_noticed(root):
    file = root / "notebooks/zh/01-one.ipynb"
    file.write_text(file.read_text("utf-8").replace("int n = 500", "int n = 50"), "utf-8")
    (root / "README.zh.md").write_text("# 为什么\n", "utf-8")
    assert checks.problems(root) == [
        "README.zh.md: all: not as ./run translate writes it",
        "notebooks/zh/01-one.ipynb: code: not as ./run translate writes it",
    ]


def test_a_term_that_is_always_used_is_missed(root):
    write(root, *cells(more="A notebook."))
    translate.main(root)
    fill(root, "01-one", {"more": "一本册子。"})
    assert "01-one: more: has no 笔记本 for notebook" in checks.problems(root)


@pytest.mark.parametrize(
    ("output", "problem"),
    [
        ("权重：0.51\n", "its outputs have other numbers than the English ones"),
        ("weights：0.50\n", "its outputs have the English word weights"),
        ("权重：0.50\n", None),
    ],
)
def test_outputs_are_compared(root, output, problem):
    for path, text in (("", "weights: 0.50\n"), ("zh/", output)):
        file = root / f"notebooks/{path}01-one.ipynb"
        notebook = nbformat.read(file, 4)
        notebook.cells[3].outputs = [nbformat.v4.new_output("stream", name="stdout", text=text)]
        nbformat.write(notebook, file)
    assert checks.problems(root) == ([f"zh/01-one: code: {problem}"] if problem else [])


def test_figures_are_compared(root):
    def figure(value, title):
        data = {"data": [{"y": [1, value]}], "layout": {"title": {"text": title}}}
        return nbformat.v4.new_output("display_data", data={checks.PLOTLY: data})

    for value, title, count in ((2, "权重", 0), (3, "权重", 1), (2, "weights", 1)):
        for path, output in (("", figure(2, "weights")), ("zh/", figure(value, title))):
            file = root / f"notebooks/{path}01-one.ipynb"
            notebook = nbformat.read(file, 4)
            notebook.cells[3].outputs = [output]
            nbformat.write(notebook, file)
        assert len(checks.problems(root)) == count


# ---- what is stale ----


def test_what_changed_is_listed_with_the_old_english_and_chinese(root, capsys):
    write(root, *cells(title=TITLE.replace("Text on", "About")))
    capsys.readouterr()
    assert translate.main(root) == 1
    told = capsys.readouterr().out
    for line in (
        "01-one: title",
        "-Text on `n` neurons, see [weights](../README.md#run-it).",
        "+About `n` neurons, see [weights](../README.md#run-it).",
        "关于 `n` 个神经元",
        "1 texts to translate",
    ):
        assert line in told
    catalogue = (root / translate.CATALOGUES / "01-one.po").read_text("utf-8")
    assert '#| "Text on `n` neurons' in catalogue and "#, fuzzy\n" in catalogue
    assert translate.main(root) == 1
    assert (root / translate.CATALOGUES / "01-one.po").read_text("utf-8") == catalogue
    assert translate.NOTE in chinese(root)["title"].source
    assert "About `n`" in chinese(root)["title"].source

    # Once it is back, so is its Chinese.
    write(root, *cells())
    assert translate.main(root) == 0
    assert checks.problems(root) == []


def test_stale_texts_are_allowed_up_to_ten(root, capsys):
    code = CODE.replace("goes up and up", "rises")
    write(root, *cells(code=code, **{f"more-{i}": f"Text {i}." for i in range(9)}))
    assert translate.main(root, "--stale") == 0
    assert checks.problems(root) == []
    assert "rises" in chinese(root)["code"].source and translate.NOTE not in str(
        chinese(root)["code"]
    )
    assert chinese(root)["more-1"].source == f"{translate.NOTE}\n\nText 1."
    write(root, *cells(code=code, **{f"more-{i}": f"Text {i}." for i in range(10)}))
    assert translate.main(root) == 1
    assert translate.main(root, "--stale") == 0
    assert checks.problems(root) == ["11 texts are stale, of at most 10"]
    # A stale text that changes again is to be looked at again.
    write(root, *cells(code=code, **{f"more-{i}": f"Words {i}." for i in range(9)}))
    assert len([line for line in checks.problems(root) if "English was changed" in line]) == 9
