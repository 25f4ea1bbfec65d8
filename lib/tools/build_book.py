"""Makes a book of the README and the notebooks: build_book.py ROOT EXECUTED SITE

ROOT is the repository, EXECUTED the folder where run_notebooks.py leaves its results, SITE where
the pages go; those of the Chinese edition go to a folder of it, zh, with the same names and with
the same ids of sections. A notebook that was not run, or was changed since, stands as it is
committed. The page that trains in the browser is included if it was made. To build and to read the
pages takes no network.
"""

import base64
import html
import importlib.util
import json
import os.path
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import plotly
from build_page import add_to
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.search import SearchEnglish
from sphinx.transforms import SphinxTransform
from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

TOOLS = Path(__file__).resolve().parent
COPIED = ("LICENSE", "CITATION.cff")  # the README links to them
# To these, too; they are English in both editions.
PAGES = {"benchmark": "lib/bench/README.md", "contributing": "CONTRIBUTING.md"}
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
MATHJAX = Path(importlib.util.find_spec("sphinx-mathjax-offline").origin).parent.joinpath(
    "static", "mathjax", "tex-svg.js"
)
BADGE = re.compile(r"!\[([^]]*)\]\(https?://[^)]*\)")  # a picture that is not here
OTHER = re.compile(r"^\[[^]]*\]\(README(\.zh)?\.md\)\n+", re.M)  # each page has such a link
CONTENTS = """
```{{toctree}}
:hidden:
:caption: {caption}

{documents}
```
"""


@dataclass(frozen=True)
class Edition:
    """The book in a language: where its sources are, where it goes, and the book's own words."""

    name: str
    language: str
    notebooks: str
    front: str
    place: str
    trainer: str
    words: dict
    others: dict  # words that the theme has in English only


EDITIONS = [
    Edition(
        "English",
        "en",
        "notebooks",
        "README.md",
        "",
        "page/index.html",
        {
            "notebooks": "Notebooks",
            "appendix": "Appendix",
            "solutions": "Solutions",
            "benchmark": "Benchmark",
            "contributing": "Contributing",
            "train": "<strong>Train it in the page</strong></a>: draw neurons, stack layers, let"
            " networks race. Nothing to install.",
            "show": "Show code cell {type}",
            "hide": "Hide code cell {type}",
        },
        {},
    ),
    Edition(
        "中文",
        "zh_CN",
        "notebooks/zh",
        "README.zh.md",
        "zh",
        "../page/zh.html",
        {
            "notebooks": "笔记本",
            "appendix": "附录",
            "solutions": "答案",
            "benchmark": "基准测试（英文）",
            "contributing": "参与贡献（英文）",
            "train": "<strong>在网页里训练</strong></a>：抽取神经元，把层叠起来，让网络赛跑。"
            "什么都不用安装。",
            "show": "展开代码",
            "hide": "收起代码",
        },
        # The rest of the theme's words Sphinx has in Chinese.
        {
            '"Search..."': '"搜索……"',
            '"Color mode"': '"颜色模式"',
            "System Settings": "跟随系统",
            '"Toggle primary sidebar"': '"显示或隐藏左侧栏"',
            '"Toggle secondary sidebar"': '"显示或隐藏本页目录"',
            '"Toggle hidden content"': '"展开或收起"',
            'aria-label="Main"': 'aria-label="全书目录"',
            'aria-label="Page"': 'aria-label="本页目录"',
        },
    ),
]
CONFIGURATION = {
    "author": "",
    "root_doc": "index",
    "extensions": ["myst_nb"],
    "html_theme": "sphinx_book_theme",
    "html_static_path": [str(TOOLS / "book.css"), str(PLOTLY), str(MATHJAX)],
    "html_css_files": ["book.css"],
    "templates_path": [str(TOOLS)],
    "html_theme_options": {
        "article_header_end": ["language.html", "article-header-buttons.html"],
        "show_toc_level": 2,
        "use_download_button": False,
        "use_fullscreen_button": False,
    },
    "html_context": {"default_mode": "auto"},
    "html_copy_source": False,
    "html_use_index": False,
    "html_last_updated_fmt": None,
    "html_show_search_summary": False,  # it would fetch pages, which a browser denies to file:
    "html_show_copyright": False,
    "html_show_sphinx": False,
    "mathjax_path": MATHJAX.name,
    "myst_enable_extensions": ["dollarmath", "amsmath"],
    "myst_heading_anchors": 3,
    "nb_execution_mode": "off",
    "nb_merge_streams": True,
    "nb_ipywidgets_js": {},
    # Figures have an HTML form beside Plotly's own; %classpath is no Java.
    "suppress_warnings": ["mystnb.unknown_mime_type", "misc.highlighting_failure"],
}


def read(file):
    return json.loads(file.read_text(encoding="utf-8"))


def code(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def newest(file, executed):
    """The notebook, with the outputs of its last run if it had the same code."""
    notebook = read(file)
    if executed.exists():
        run = code(read(executed))
        if [cell["source"] for cell in run] == [cell["source"] for cell in code(notebook)]:
            for cell, result in zip(code(notebook), run):
                cell["outputs"] = result["outputs"]
    return notebook


def show_pictures(notebook):
    """Gives committed figures, which have no HTML, their picture with its text alternative; and
    drawings theirs, which Sphinx would give the name of a file."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            text = html.escape("".join(data.get("text/plain", "")))
            if "image/svg+xml" in data:
                svg = base64.b64encode("".join(data["image/svg+xml"]).encode()).decode()
                source = f"data:image/svg+xml;base64,{svg}"
            elif "image/png" in data and "text/html" not in data:
                source = "data:image/png;base64," + "".join(data["image/png"]).replace("\n", "")
            else:
                continue
            data["text/html"] = f'<img alt="{text}" src="{source}">'


class Chinese(SearchEnglish):
    """Search for Chinese, which has no blanks between words: for its pairs of characters."""

    lang = "zh"
    # language_name stays: it names the stemmer, for the words in Latin letters.
    js_splitter_code = """
var splitQuery = query =>
  (query.match(/[一-鿿]+|(?:(?![一-鿿])[\\p{Letter}\\p{Number}_])+/gu) ?? []).flatMap(run =>
    /^[一-鿿]{3}/.test(run) ? [...run].slice(1).map((c, i) => run[i] + c) : [run]);
"""
    RUN = re.compile(r"[一-鿿]|[^\W一-鿿]+")
    PAIR = re.compile(r"(?=([一-鿿]{2}))")

    def split(self, input):
        return self.RUN.findall(input) + self.PAIR.findall(input)


def lay_out(root, executed, pages, edition, trains):
    """The sources of a book, so that links hold: its notebooks in pages/notebooks, the rest in the
    same folders as in the repository. Returns the names of its pages."""
    names = []
    folder = root / edition.notebooks
    places = ("*.ipynb", "appendix/*.ipynb", "solutions/*.ipynb")
    for file in [file for place in places for file in sorted(folder.glob(place))]:
        notebook = newest(file, executed / file.relative_to(root / "notebooks"))
        show_pictures(notebook)
        page = pages / "notebooks" / file.relative_to(folder)
        page.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(notebook, ensure_ascii=False)
        text = text.replace("../README.zh.md", "index.md").replace("README.md", "index.md")
        page.write_text(text, encoding="utf-8")
        names.append(page.relative_to(pages).with_suffix("").as_posix())
    # A picture that a text does not have in its language is that of the English one.
    for picture in [*root.glob("notebooks/images/*"), *folder.glob("images/*")]:
        copy = pages / "notebooks/images" / picture.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(picture, copy)
    for name in COPIED:
        shutil.copy(root / name, pages)
    for name in PAGES.values():
        page = pages / name
        page.parent.mkdir(parents=True, exist_ok=True)
        text = (root / name).read_text(encoding="utf-8")
        page.write_text(text.replace("](README.md", "](index.md"), encoding="utf-8")
    parts = {
        "notebooks": [name for name in names if name.count("/") == 1],
        "appendix": [name for name in names if "/appendix/" in name],
        "solutions": [name for name in names if "/solutions/" in name],
    }
    front = OTHER.sub("", (root / edition.front).read_text(encoding="utf-8"))
    front = BADGE.sub(r"\1", front).replace(f"]({edition.notebooks}/", "](notebooks/")
    for part in ("appendix", "solutions"):
        if parts[part]:  # a folder has no page of its own
            front = front.replace(f"](notebooks/{part})", f"]({parts[part][0]}.ipynb)")
    parts |= {part: [name.removesuffix(".md")] for part, name in PAGES.items()}
    for part, documents in parts.items():
        if documents:
            caption = edition.words[part]
            front += CONTENTS.format(caption=caption, documents="\n".join(documents))
    if trains:
        link = f'<p><a href="{edition.trainer}">{edition.words["train"]}</p>'
        front = front.replace("\n\n", f"\n\n{link}\n\n", 1)
    (pages / "index.md").write_text(front, encoding="utf-8")
    return {"index", "search", *(name for documents in parts.values() for name in documents)}


def english_ids(english):
    """What gives the sections of a page the ids that they have in English, where the headings are
    the same in the same order: a link to one then leads to the same place in both editions."""

    class EnglishIds(SphinxTransform):
        default_priority = 600  # after all ids are given, before links are resolved

        def apply(self):
            if self.env.docname not in english.found_docs:
                return
            theirs = english.get_doctree(self.env.docname).findall(nodes.section)
            ids = {}
            for section, other in zip(self.document.findall(nodes.section), theirs):
                ids[section["ids"][0]] = other["ids"][0]
                section["ids"] = other["ids"][:1]
            slugs = self.document.myst_slugs
            for slug, (line, own, text) in slugs.items():
                slugs[slug] = (line, ids.get(own, own), text)

    return EnglishIds


def complete_page(app, page, template, context, doctree):
    icon = '<link rel="icon" href="data:,">'  # or browsers ask for a favicon.ico
    context["metatags"] = context.get("metatags", "") + icon
    # Only where there are figures, and before them: their own loader then finds it there.
    if doctree and "Plotly.newPlot" in doctree.astext():
        app.add_js_file(PLOTLY.name)


def build(pages, site, edition, other, english):
    """Makes the pages of an edition, with links to those of the other one, if they are there."""
    title = (pages / "index.md").read_text(encoding="utf-8").split("\n")[0].removeprefix("# ")
    words = {
        "language": edition.language,
        "project": title,
        "html_title": title,
        "nb_code_prompt_show": edition.words["show"],
        "nb_code_prompt_hide": edition.words["hide"],
    }

    def link(app, page, template, context, doctree):
        if other and page in other[1]:
            up = "../" * (page.count("/") + bool(edition.place))
            context["other"] = {
                "name": other[0].name,
                "language": other[0].language.replace("_", "-"),
                "page": os.path.join(up + other[0].place, f"{page}.html"),
            }
        if english and f"{page}.md" in PAGES.values():
            context["body"] = f'<div lang="en">{context["body"]}</div>'

    with patch_docutils(), docutils_namespace():
        settings = CONFIGURATION | words
        book = Sphinx(pages, None, site, pages / ".doctrees", "html", settings, status=None)
        book.connect("html-page-context", complete_page)
        # Before the theme looks which of its parts have something to show.
        book.connect("html-page-context", link, priority=1)
        book.add_search_language(Chinese)
        if english:
            book.add_transform(english_ids(english))
        book.build()
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for theirs, ours in edition.others.items():
            text = text.replace(theirs, ours)
        page.write_text(text, encoding="utf-8")
    return book


def main(root, executed, site):
    root, executed, site = map(Path, (root, executed, site))
    sources, unfinished = site.with_name("book"), site.with_name("site.part")
    for folder in (sources, unfinished):
        shutil.rmtree(folder, ignore_errors=True)
    page = site.with_name("page")
    trains = (page / "index.html").exists()
    nocolor()
    laid_out = []
    for edition in EDITIONS:
        if edition == EDITIONS[0] or (root / edition.front).exists():
            pages = sources / edition.language
            laid_out.append((edition, lay_out(root, executed, pages, edition, trains)))
    books = []
    for edition, _ in laid_out:
        other = next((pair for pair in laid_out if pair[0] != edition), None)
        english = books[0].env if books else None
        folder = unfinished / edition.place
        books.append(build(sources / edition.language, folder, edition, other, english))
    if trains:
        add_to(unfinished, page)
    shutil.rmtree(site, ignore_errors=True)
    unfinished.rename(site)
    print(f"The book: {os.path.relpath(site / 'index.html')}", file=sys.stderr)
    return max(book.statuscode for book in books)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
