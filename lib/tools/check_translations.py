"""What is wrong with the Chinese edition: ./run translate prints it, and the tests want nothing.

Each problem is a line that names the catalogue and the cell.
"""

import csv
import re
from collections import Counter

import nbformat
from publish_notebooks import PLOTLY, code_cells, notebook_files
from translate import (
    CATALOGUES,
    SPECIFIER,
    STRING,
    all_texts,
    catalogue_text,
    counterpart,
    edition,
    is_translated,
    name_of,
    other_parts,
    place,
    read_all,
    undone,
    updated,
)

MOST_STALE = 10
HAN = "\u3400-\u9fff"
FULL = "，。：；？！（）“”、《》"
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
# What of a text cell is no prose, and stays the same in Chinese.
CODE = re.compile(r"^```.*?^```|^    \S.*$|`[^`\n]*`", re.S | re.M)
FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.S)
TARGET = re.compile(r"\]\(([^)\s]+)\)")
# In Chinese text, English may stand as a title in italics, and in brackets after a term.
QUOTED = re.compile(r"\*[^*\n]*[A-Za-z][^*\n]*\*|（[ -~–’]+(?=[），：；])")
MISPRINTS = {
    rf"[{HAN}] *[,;:?!](?![\w/])|[{HAN}]\.(?!\w)": "half-width punctuation after Chinese",
    rf"[{HAN}] ?\(|\)[{HAN}]": "a half-width parenthesis beside Chinese",
    rf"[{HAN}][\w√](?<![{HAN}])|(?<![{HAN}])[\w%√][{HAN}]": "no blank beside a letter or number",
    rf"[{HAN}] +[{HAN}]": "a blank between Chinese characters",
    rf"[{FULL}] +\S|\S +[{FULL}]": "a blank beside full-width punctuation",
}


def read_csv(root, name):
    with open(root / CATALOGUES / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ---- one text and its Chinese ----


def prose(text, kind):
    """The lines of a text that are in words; for code, formulas and values stands a 0."""
    if kind == "comment":
        text = re.sub(r"^ *(/\*\*|\*/|\*|//) ?|\*/", "", text, flags=re.M)
        text = re.sub(r"\{@\w+ [^}]*\}|@param \S+|@\w+", "0", text)
    elif kind == "expression":
        text = "0".join(STRING.findall(text))
    if kind in ("expression", "text"):
        text = SPECIFIER.sub("0", text).replace("\\n", "\n")
    if kind in ("cell", "section"):
        text = TARGET.sub("]", FORMULA.sub("0", CODE.sub("0", text)))
        text = re.sub(r"<[^>]*>|[|]|\\$", "\n", re.sub(r"!?\[|\]", "", text), flags=re.M)
        text = re.sub(r"^(?:[-#>]+|\d+\.) ", "", text, flags=re.M)
    return [line.strip() for line in text.splitlines()]


def fixed(text, kind):
    """What must be the same in both languages, in whatever order."""
    if kind == "expression":
        parts = other_parts(text)
    elif kind in ("cell", "section"):
        patterns = (CODE, FORMULA, TARGET)
        parts = Counter(" ".join(part.split()) for p in patterns for part in p.findall(text))
    else:
        parts = Counter()
    if kind in ("expression", "text"):
        parts += Counter(re.sub(r"\d+\$", "", part) for part in SPECIFIER.findall(text))
    return parts


def wrong_with(english, chinese, kind, names, terms):
    """Names and terms: which words may be English, and the glossary."""
    old, new = fixed(english, kind), fixed(chinese, kind)
    for part in old - new:
        yield f"lacks {part}"
    for part in new - old:
        yield f"has {part}, which the English has not"
    if chinese == english:
        return
    lines, source = prose(chinese, kind), " ".join(prose(english, kind))
    missing = set(NUMBER.findall(source)) - set(NUMBER.findall(" ".join(lines)))
    if missing:
        yield f"lacks the numbers {', '.join(sorted(missing))}"
    for word in WORD.findall(QUOTED.sub("", "\n".join(lines))):
        if word not in names:
            yield f"has the English word {word}"
    for line in lines:
        line = line.replace("*", "")
        for pattern, what in MISPRINTS.items():
            for found in re.finditer(pattern, line):
                yield f"{what}: {line[max(found.start() - 8, 0) : found.end() + 8]}"
    for term in terms:
        for word in term["avoid"].split():
            if word in "".join(lines):
                yield f"has {word} for {term['zh']}"
        if term["always"] and re.search(rf"\b{term['en']}s?\b", source, re.I):
            if term["zh"] not in chinese:
                yield f"has no {term['zh']} for {term['en']}"


def wrong_in_catalogues(root, texts, catalogues):
    names = set((root / CATALOGUES / "names.txt").read_text("utf-8").split())
    terms = read_csv(root, "glossary.csv")
    for name, catalogue in catalogues.items():
        code = {}
        for entry in filter(is_translated, catalogue):
            if entry.id:
                kind = entry.auto_comments[0]
                for what in wrong_with(entry.id, entry.string, kind, names, terms):
                    yield f"{place(name, entry)}: {what}"


# ---- outputs ----


def shown(output):
    """What an output says: its texts, and the numbers that a figure draws."""
    data = output.get("data", {})
    texts = [output.get("text", ""), data.get("text/plain", "")]
    if PLOTLY not in data:
        return texts, []
    values = []

    def walk(part, read):
        if isinstance(part, dict):
            for key in sorted(part):
                walk(part[key], read or key in READ)
        elif isinstance(part, list):
            for item in part:
                walk(item, read)
        elif isinstance(part, str) and read:
            texts.append(part)

    READ = {"text", "name", "ticktext", "label", "x", "y", "prefix"}
    walk(data[PLOTLY], False)
    for trace in data[PLOTLY]["data"]:
        values.append({key: numbers(trace.get(key)) for key in ("x", "y", "z", "error_y")})
    return texts, values
