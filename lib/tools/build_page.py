"""Makes the page that trains in the browser: build_page.py COMPILED PAGE SITE

COMPILED is what TeaVM made of the library, PAGE the folder where the page goes, and SITE that of
the book, which gets a copy if it is there. The page needs nothing outside its folder: no network,
no server.
"""

import csv
import html
import json
import os.path
import re
import shutil
import sys
from pathlib import Path

import plotly

LIB = Path(__file__).resolve().parents[1]
SOURCES = LIB / "page" / "site"
RESOURCES = LIB / "src/main/resources/nndl"
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
PUBLISHED = RESOURCES / "notebook/nielsen/weight-initialization.csv"
# The library as a function, whose text makes a worker: a browser fetches nothing from file:. The
# worker begins at once, while the browser still reads Plotly.
WORKER = """function nndl() {{
self.nndlWords = {words};
{library}
main([]);
}}
if (window.Worker && window.Blob) {{
  nndl.worker = new Worker(URL.createObjectURL(new Blob([`(${{nndl}})();`])));
}}
"""
# Without what it needs, the page only says so.
START = """"use strict";
(() => {{
if (!nndl.worker || !window.Plotly) return;
const PAGE = {data};
"""


def properties(file):
    """The lines "key = value" of a file; a blank or = in a key has a backslash before it, and so
    has the end of a line that goes on."""
    pairs = {}
    for line in re.sub(r"\\\n\s*", "", file.read_text(encoding="utf-8")).splitlines():
        if line.strip() and not line.startswith("#"):
            key, value = re.split(r"(?<!\\)\s*=\s*", line, maxsplit=1)
            pairs[re.sub(r"\\(.)", r"\1", key.strip())] = value.strip()
    return pairs


def looks():
    """What readers see of each key, and how it looks."""
    found = {}
    for name, value in properties(RESOURCES / "plot/labels.properties").items():
        key, dot, what = name.rpartition(".")
        if dot and what in ("unit", "color", "dash", "symbol", "pattern"):
            found.setdefault(key, {})[what] = value
        else:
            found.setdefault(name, {})["label"] = value
    return found


def words(compiled):
    """What the compiled library may say, in each language; names are known by what they name."""
    found = {}
    for file in sorted((RESOURCES / "words").glob("words*.properties")):
        language = file.stem.partition("_")[2] or "en"
        found[language] = {
            key: value
            for key, value in properties(file).items()
            if f'"{key.removeprefix("name.")}"' in compiled
        }
    return found


def published():
    """Nielsen's counts, as percentages."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return [
            {
                "neurons": int(row["neurons"]),
                "start": row["start"],
                "epoch": int(row["epoch"]),
                "accuracy": float(row["accuracy"]),
            }
            for row in csv.DictReader(file)
        ]


def script(texts):
    """The page's own script: all files, in the order of their names, and what they know."""
    known = {
        "texts": texts,
        "looks": looks(),
        "theme": json.loads((RESOURCES / "plot/theme.json").read_text(encoding="utf-8")),
        "nielsen": published(),
    }
    data = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    files = [file.read_text(encoding="utf-8") for file in sorted(SOURCES.glob("js/*.js"))]
    return START.format(data=data) + "\n".join(files) + "})();\n"


def add_to(book, page):
    """Copies the page into a book, and shows its link back."""
    copy = book / "page"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(page, copy)
    text = (copy / "index.html").read_text(encoding="utf-8")
    (copy / "index.html").write_text(
        text.replace('id="book" hidden', 'id="book"'), encoding="utf-8"
    )


def main(compiled, page, site):
    compiled, page, site = Path(compiled), Path(page), Path(site)
    texts = properties(SOURCES / "texts.properties")
    unfinished = page.with_name(page.name + ".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    template = (SOURCES / "index.html").read_text(encoding="utf-8")
    text = re.sub(r"{{([\w.-]+)}}", lambda match: html.escape(texts[match[1]]), template)
    (unfinished / "index.html").write_text(text, encoding="utf-8")
    (unfinished / "page.js").write_text(script(texts), encoding="utf-8")
    library = compiled.read_text(encoding="utf-8")
    said = json.dumps(words(library), ensure_ascii=False, separators=(",", ":"))
    library = WORKER.format(library=library, words=said)
    (unfinished / "nndl.js").write_text(library, encoding="utf-8")
    for file in (SOURCES / "page.css", PLOTLY):
        shutil.copy(file, unfinished)
    shutil.rmtree(page, ignore_errors=True)
    unfinished.rename(page)
    if site.exists():
        add_to(site, page)
    print(f"The page: {os.path.relpath(page / 'index.html')}", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
