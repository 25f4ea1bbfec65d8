"""Makes a book of the README and the notebooks: build_book.py ROOT EXECUTED SITE

ROOT is the repository, EXECUTED the folder where run_notebooks.py leaves its results, SITE where
the pages go. A notebook that was not run, or was changed since, stands as it is committed. The page
that trains in the browser is included if it was made. To build and to read the pages takes no
network.
"""

import base64
import html
import importlib.util
import json
import os.path
import re
import shutil
import sys
from pathlib import Path

import plotly
from build_page import add_to
from sphinx.application import Sphinx
from sphinx.util.console import nocolor

TOOLS = Path(__file__).resolve().parent
COPIED = ("LICENSE", "CITATION.cff")  # the README links to them
PAGES = {"Benchmark": "lib/bench/README.md", "Contributing": "CONTRIBUTING.md"}  # to these, too
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
MATHJAX = Path(importlib.util.find_spec("sphinx-mathjax-offline").origin).parent.joinpath(
    "static", "mathjax", "tex-svg.js"
)
PARTS = {"Notebooks": "", "Appendix": "appendix/", "Solutions": "solutions/"}  # their folders
BADGE = re.compile(r"!\[([^]]*)\]\(https?://[^)]*\)")  # a picture that is not here
CONTENTS = """
```{{toctree}}
:hidden:
:caption: {caption}

{documents}
```
"""
# What the front page says of the page that trains in the browser, if it was made.
TRAIN = (
    '<p><a href="page/index.html"><strong>Train it in the page</strong></a>: draw neurons, stack'
    " layers, let networks race. Nothing to install.</p>"
)
CONFIGURATION = {
    "project": "Why weight initialization matters",
    "root_doc": "index",
    "extensions": ["myst_nb"],
    "html_theme": "sphinx_book_theme",
    "html_title": "Why weight initialization matters",
    "html_static_path": [str(TOOLS / "book.css"), str(PLOTLY), str(MATHJAX)],
    "html_css_files": ["book.css"],
    "html_theme_options": {
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


def front_page(readme, names):
    """A README without its badge, whose links to folders lead to what is first there."""

    def first(link):
        inside = [name for name in names if name.startswith(link[1] + "/")]
        return f"]({inside[0]}.ipynb)" if inside else link[0]

    text = BADGE.sub(r"\1", readme.read_text(encoding="utf-8"))
    return re.sub(r"\]\((notebooks/[a-z/]+)\)", first, text)


def lay_out(root, executed, pages, trains):
    """The sources of the book, in the same folders as in the repository, so that links hold."""
    names = []
    folder = root / "notebooks"
    places = [f"{edition}{part}*.ipynb" for edition in ("", "zh/") for part in PARTS.values()]
    for file in [file for place in places for file in sorted(folder.glob(place))]:
        notebook = newest(file, executed / file.relative_to(folder))
        show_pictures(notebook)
        page = pages / file.relative_to(root)
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(json.dumps(notebook).replace("README.md", "index.md"), encoding="utf-8")
        names.append(page.relative_to(pages).with_suffix("").as_posix())
    for picture in [*folder.glob("images/*"), *folder.glob("zh/images/*")]:
        copy = pages / picture.relative_to(root)
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
        caption: [name for name in names if Path(name).parent == Path("notebooks", part)]
        for caption, part in PARTS.items()
    }
    front = front_page(root / "README.md", names)
    parts |= {caption: [name.removesuffix(".md")] for caption, name in PAGES.items()}
    if (root / "README.zh.md").exists():
        chinese = front_page(root / "README.zh.md", names).replace("](README.md)", "](index.md)")
        (pages / "README.zh.md").write_text(chinese, encoding="utf-8")
        parts["中文"] = ["README.zh", *(name for name in names if "/zh/" in name)]
    for caption, documents in parts.items():
        if documents:
            front += CONTENTS.format(caption=caption, documents="\n".join(documents))
    if trains:
        front = front.replace("\n\n", f"\n\n{TRAIN}\n\n", 1)
    (pages / "index.md").write_text(front, encoding="utf-8")


def complete_page(app, page, template, context, doctree):
    icon = '<link rel="icon" href="data:,">'  # or browsers ask for a favicon.ico
    context["metatags"] = context.get("metatags", "") + icon
    # Only where there are figures, and before them: their own loader then finds it there.
    if doctree and "Plotly.newPlot" in doctree.astext():
        app.add_js_file(PLOTLY.name)


def main(root, executed, site):
    root, executed, site = map(Path, (root, executed, site))
    pages, unfinished = site.with_name("book"), site.with_name("site.part")
    for folder in (pages, unfinished):
        shutil.rmtree(folder, ignore_errors=True)
    page = site.with_name("page")
    trains = (page / "index.html").exists()
    lay_out(root, executed, pages, trains)
    nocolor()
    cache = pages / ".doctrees"
    book = Sphinx(pages, None, unfinished, cache, "html", CONFIGURATION, status=None)
    book.connect("html-page-context", complete_page)
    book.build()
    if trains:
        add_to(unfinished, page)
    shutil.rmtree(site, ignore_errors=True)
    unfinished.rename(site)
    print(f"The book: {os.path.relpath(site / 'index.html')}", file=sys.stderr)
    return book.statuscode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
