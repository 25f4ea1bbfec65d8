"""Tells what is wrong with the Chinese edition: check_translations.py ROOT

Each problem is a line that names the catalogue and the cell. The tests want none.
"""

import csv
import re
import sys
from collections import Counter
from pathlib import Path

import nbformat
from publish_notebooks import PLOTLY, code_cells, notebook_files
from translate import (
    CATALOGUES,
    SPECIFIER,
    STRING,
    all_texts,
    counterpart,
    edition,
    is_translated,
    labels,
    looked_up,
    name_of,
    other_parts,
    place,
    read_all,
    undone,
    updated,
    without_comments,
)

MOST_STALE = 10
READ = {"text", "name", "ticktext", "label", "prefix", "x", "y"}  # texts of Plotly figures
HAN = "\u3400-\u9fff"
LETTER = rf"(?:[^\W{HAN}]|[√□])"  # or a digit, or what stands for code
FULL = "，。：；？！（）“”、《》"
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LONG_NUMBER = re.compile(r"\d(?:[.,]?\d)+")  # a short one may be a word in one language
# Of letters only, small ones but for the first: others are names, as of files and classes.
WORD = re.compile(r"(?<![\w.])[A-Z]?[a-zà-ÿ]+(?:-[a-z]+)*[a-zà-ÿ](?![\w-]|\.\w)")
# What of a text cell is no prose, and stays the same in Chinese.
CODE = re.compile(r"^```.*?^```|^ {4}[^\n]*$|`[^`\n]*`", re.S | re.M)
FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.S)
TARGET = re.compile(r"\]\(([^)\s]+)\)")
# Tags, and names in JSON, which code writes.
MARKS = re.compile(r'<[^>]*>|"\w+":')
# English may stand in italics, in quotation marks, and in brackets after a term.
QUOTED = re.compile(r"\*[^*\n]*[A-Za-z][^*\n]*\*|“[ -~]+”|（[ -~–’]+(?=[），：；])")
MISPRINTS = {
    rf"[{HAN}] *[,;:?!](?![\w/])|[{HAN}]\.(?!\w)": "half-width punctuation after Chinese",
    rf"[{HAN}]\(|\)[{HAN}]|(?<!/)\([^()]*[{HAN}][^()]*\)": "half-width brackets",
    rf"[{HAN}]{LETTER}|(?:{LETTER}|%)[{HAN}]": "no blank beside a letter or number",
    rf"[{HAN}] +[{HAN}]": "a blank between Chinese characters",
    rf"[{FULL}] +\S|\S +[{FULL}]": "a blank beside full-width punctuation",
}


# ---- one text and its Chinese ----


def prose(text, kind):
    """The lines of a text that are in words; for code, formulas and values stands □."""
    if kind == "comment":
        text = re.sub(r"^ *(/\*\*|\*/|\*|//) ?|\*/", "", text, flags=re.M)
        text = re.sub(r"\{@\w+ [^}]*\}|@param \S+|@\w+", "□", text)
    elif kind == "expression":
        text = "□".join(STRING.findall(re.sub(r'"\s*\+\s*"', "", text)))
    if kind in ("expression", "text"):
        text = SPECIFIER.sub("□", text).replace("\\n", "\n")
    if kind in ("cell", "section"):
        text = re.sub(r"^Run it\b", "□", text, flags=re.M)  # which stands for the links
        text = TARGET.sub("]", FORMULA.sub("□", CODE.sub("□", text)))
        text = re.sub(r"<[^>]*>|[|]|\\$", "\n", re.sub(r"!?\[|\]", "", text), flags=re.M)
        text = re.sub(r"^(?:[-#>]+|\d+\.) ", "", text, flags=re.M)
    return [line.strip() for line in text.splitlines()]


def lost_emphasis(line):
    """Stars that Markdown shows as such: punctuation on their inner side, a letter on the outer."""
    for number, stars in enumerate(re.finditer(r"\*+", line)):
        sides = line[: stars.start()][-1:], line[stars.end() :][:1]
        outside, inside = sides[:: 1 - number % 2 * 2]
        if inside in set(FULL) and re.match(r"\w|□", outside):
            yield f"stars that are no emphasis: {line[max(stars.start() - 8, 0) : stars.end() + 8]}"


def fixed(text, kind):
    """What must be the same in both languages, in whatever order."""
    if kind == "expression":
        parts = other_parts(text)
    elif kind in ("cell", "section"):
        text = re.sub(r"\\text\{[^}]*\}|(?<=`)zh/", "", text)
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
    lines, source = prose(chinese, kind), " ".join(prose(english, kind))
    missing = set(LONG_NUMBER.findall(source)) - set(LONG_NUMBER.findall(" ".join(lines)))
    if missing:
        yield f"lacks the numbers {', '.join(sorted(missing))}"
    for word in WORD.findall(QUOTED.sub("", "\n".join(lines))):
        if word not in names:
            yield f"has the English word {word}"
    for line in lines:
        yield from lost_emphasis(line)
        line = re.sub(rf"([{FULL}])\*+ ", r"\1", line).replace("*", "")
        for pattern, what in MISPRINTS.items():
            for found in re.finditer(pattern, line):
                yield f"{what}: {line[max(found.start() - 8, 0) : found.end() + 8]}"
    for term in terms:
        for word in term["avoid"].split():
            if word in "".join(lines):
                yield f"has {word} for {term['zh']}"
        used = re.search(rf"\b{re.escape(term['en'])}s?\b", source, re.I)
        if term["always"] and used and term["zh"] not in chinese:
            yield f"has no {term['zh']} for {term['en']}"


def names_in(root):
    return set((root / CATALOGUES / "names.txt").read_text("utf-8").split())


def terms_in(root):
    with open(root / CATALOGUES / "glossary.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words_of_code(root):
    """Of each notebook, the names and keys in its code, which its comments and texts may have."""
    words = {}
    for file in notebook_files(root):
        cells = code_cells(nbformat.read(file, 4))
        code = [STRING.sub("", " ".join(without_comments(cell.source))) for cell in cells]
        keys = labels(root).union(*(looked_up(cell.source) for cell in cells))
        words[name_of(root, file)] = set(WORD.findall(" ".join([*code, *keys])))
    return words


def wrong_in_catalogues(root, catalogues):
    names, code, terms = names_in(root), words_of_code(root), terms_in(root)
    for name, catalogue in catalogues.items():
        for entry in catalogue:
            if entry.id and is_translated(entry):
                kind = entry.auto_comments[0]
                allowed = names if entry.context else names | code.get(name, set())
                for what in wrong_with(entry.id, entry.string, kind, allowed, terms):
                    yield f"{place(name, entry)}: {what}"


# ---- whether the Chinese is that of this English ----


def wrong_with_state(root, texts, catalogues):
    for name, entry in undone({name: updated(catalogues[name], texts[name]) for name in texts}):
        if "stale" not in entry.flags:
            what = "the English was changed" if entry.previous_id else "is not translated"
            yield f"{place(name, entry)}: {what}"
    stale = [entry for _, entry in undone(catalogues) if "stale" in entry.flags]
    if len(stale) > MOST_STALE:
        yield f"{len(stale)} texts are stale, of at most {MOST_STALE}"


def wrong_with_files(root, catalogues):
    """Files that are not what the English and the catalogue make."""
    for name, text in edition(root, catalogues).items():
        file = root / name
        old = file.read_text("utf-8") if file.exists() else ""
        if old == text:
            continue
        cells = ""
        if name.endswith(".ipynb") and old:
            pairs = ({cell.id: cell for cell in nbformat.reads(t, 4).cells} for t in (old, text))
            before, after = pairs
            cells = ", ".join(key for key in after if after[key] != before.get(key))
        yield f"{name}: {cells or 'all'}: not as ./run translate writes it"


# ---- outputs ----


def numbers(values):
    """All numbers in lists of lists."""
    if isinstance(values, (list, dict)):
        parts = values.values() if isinstance(values, dict) else values
        return [number for part in parts for number in numbers(part)]
    return [values] if isinstance(values, (int, float)) else []


def texts_in(figure, read=False):
    if isinstance(figure, dict):
        return [t for key in figure for t in texts_in(figure[key], read or key in READ)]
    if isinstance(figure, list):
        return [text for part in figure for text in texts_in(part, read)]
    return [figure] if isinstance(figure, str) and read else []


def shown(cell):
    """What a cell's outputs say; and the numbers in that, and in what its figures draw."""
    texts, drawn = [], []
    for output in cell.outputs:
        data = output.get("data", {})
        texts += [output.get("text", ""), data.get("text/plain", "")]
        for trace in data.get(PLOTLY, {}).get("data", []):
            drawn.append([numbers(trace.get(key)) for key in ("x", "y", "z", "error_y")])
        texts += texts_in(data.get(PLOTLY, {}))
    return texts, Counter(NUMBER.findall(" ".join(texts))), drawn


def wrong_with_outputs(root):
    names = names_in(root)
    for file in notebook_files(root):
        path = root / counterpart(file.relative_to(root).as_posix())
        if not path.exists():
            continue
        pairs = zip(*(code_cells(nbformat.read(f, 4)) for f in (file, path)), strict=True)
        for english, chinese in pairs:
            if not chinese.outputs:
                continue
            at = f"zh/{name_of(root, file)}: {chinese.id}"
            (_, old, drawn), (texts, new, drawn_too) = shown(english), shown(chinese)
            if old - new or drawn != drawn_too:  # Chinese may have 10 where English has ten
                yield f"{at}: its outputs have other numbers than the English ones"
            for word in WORD.findall(MARKS.sub(" ", " ".join(texts))):
                if word not in names:
                    yield f"{at}: its outputs have the English word {word}"


def problems(root):
    texts = all_texts(root)
    catalogues = read_all(root, texts)
    return [
        *wrong_with_state(root, texts, catalogues),
        *wrong_with_files(root, catalogues),
        *wrong_in_catalogues(root, catalogues),
        *wrong_with_outputs(root),
    ]


def main(root):
    found = problems(Path(root).resolve())
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
