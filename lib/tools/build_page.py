"""Makes the page that trains in the browser: build_page.py MADE PAGE SITE

MADE is where Maven put the compiled library and Plotly, PAGE the folder where the page goes, in
English and in Chinese, and SITE that of the book, which gets a copy if it is there. The page needs
nothing outside its folder: no network, no server.
"""

import csv
import html
import json
import os.path
import re
import shutil
import sys
from pathlib import Path

LIB = Path(__file__).resolve().parents[1]
SOURCES = LIB / "page" / "site"
RESOURCES = LIB / "src/main/resources/nndl"
COMPILED = "js/compiled.js"
PLOTLY = "plotly/package/plotly-basic.min.js"
LANGUAGES = {"en": "", "zh": "_zh"}  # the ends of the names of their files
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
(() => {
if (!nndl.worker || !window.Plotly) return;
"""


def properties(file):
    """The lines "key = value" of a file; a blank or = in a key has a backslash before it, and so
    has the end of a line that goes on; two of them are one that is meant."""
    pairs = {}
    text = file.read_text(encoding="utf-8")
    for line in re.sub(r"(?<!\\)((?:\\\\)*)\\\n\s*", r"\1", text).splitlines():
        if line.strip() and not line.startswith("#"):
            key, value = re.split(r"(?<!\\)\s*=\s*", line, maxsplit=1)
            pairs[re.sub(r"\\(.)", r"\1", key.strip())] = value.strip()
    return pairs


def in_language(place, language):
    """The texts of a file; what a language lacks is English."""
    texts = properties(place.with_suffix(".properties"))
    if LANGUAGES[language]:
        texts |= properties(place.with_name(f"{place.name}{LANGUAGES[language]}.properties"))
    return texts


# What labels.properties says of a key beside its label: the ends of names of entries.
LOOKS = ("unit", "color", "dash", "symbol", "pattern")


def looks(language):
    """What readers see of each key, and how it looks."""
    found = {}
    for name, value in in_language(RESOURCES / "plot/labels", language).items():
        key, dot, what = name.rpartition(".")
        if dot and what in LOOKS:
            found.setdefault(key, {})[what] = value
        elif not dot or what not in ("number", "heading"):  # which tables have
            found.setdefault(name, {})["label"] = value
    return found


def theme(language):
    """The notebooks' theme, with fonts that have the language's characters."""
    made = json.loads((RESOURCES / "plot/theme.json").read_text(encoding="utf-8"))
    font = made["figure"]["layout"]["template"]["layout"]["font"]
    font["family"] = (
        in_language(RESOURCES / "words/words", language)["figure.fonts"] % font["family"]
    )
    return made


def words(compiled):
    """What the compiled library may say, in each language; names are known by what they name."""
    return {
        language: {
            key: value
            for key, value in in_language(RESOURCES / "words/words", language).items()
            if f'"{key.removeprefix("name.")}"' in compiled
        }
        for language in LANGUAGES
    }


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


def as_json(data):
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def html_page(language):
    """The page in a language: what it says, and what its script knows."""
    texts = in_language(SOURCES / "texts", language)
    known = {
        "texts": texts,
        "looks": looks(language),
        "theme": theme(language),
        "nielsen": published(),
    }
    filled = {key: html.escape(text) for key, text in texts.items()}
    filled["PAGE"] = as_json(known).replace("</", "<\\/")
    template = (SOURCES / "index.html").read_text(encoding="utf-8")
    return re.sub(r"{{([\w.-]+)}}", lambda match: filled[match[1]], template)


def script():
    """The page's own script: all files, in the order of their names."""
    files = [file.read_text(encoding="utf-8") for file in sorted(SOURCES.glob("js/*.js"))]
    return START + "\n".join(files) + "})();\n"


def add_to(book, page):
    """Copies the page into a book, and shows its links back."""
    copy = book / "page"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(page, copy)
    for file in copy.glob("*.html"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r'(<a id="book"[^>]*) hidden', r"\1", text), encoding="utf-8")


def main(made, page, site):
    made, page, site = Path(made), Path(page), Path(site)
    unfinished = page.with_name(page.name + ".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for language in LANGUAGES:
        name = "index" if language == "en" else language
        (unfinished / f"{name}.html").write_text(html_page(language), encoding="utf-8")
    (unfinished / "page.js").write_text(script(), encoding="utf-8")
    library = (made / COMPILED).read_text(encoding="utf-8")
    library = WORKER.format(library=library, words=as_json(words(library)))
    (unfinished / "nndl.js").write_text(library, encoding="utf-8")
    for file in (SOURCES / "page.css", made / PLOTLY):
        shutil.copy(file, unfinished)
    shutil.rmtree(page, ignore_errors=True)
    unfinished.rename(page)
    if site.exists():
        add_to(site, page)
    print(f"The page: {os.path.relpath(page / 'index.html')}", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
