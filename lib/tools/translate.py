"""Writes the Chinese edition from the English one and a catalogue: translate.py ROOT [--stale]

The catalogue is lib/translations/zh: a gettext file for each notebook, for the README and for the
drawings in notebooks/images. A text cell is an entry whose context is the cell's id; texts and
comments of code are entries without a context, one for each that differs. What is new or changed in
English is put into the catalogue, with the flag "fuzzy" and the Chinese of the text that it
replaces, and listed; a translator fills it in and takes the flag away. With --stale it gets the
flag "stale" too: it may stay so for a while, and readers see the English, with a note.

A literal is a key, and stays as it is, if labels.properties has it or if the notebook looks
something up by it (LOOK_UPS): readers see its label. All others that have words are texts.
"""

import difflib
import io
import os.path
import posixpath
import re
import shutil
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import nbformat
import tree_sitter
import tree_sitter_java
from babel.messages import pofile
from babel.messages.catalog import Catalog
from build_page import LOOKS, properties
from publish_notebooks import README_PICTURE, code_cells, links, notebook_files, repository

CATALOGUES = "lib/translations/zh"
LABELS = "lib/src/main/resources/nndl/plot/labels.properties"
HEADER = r"""msgid ""
msgstr ""
"Language: zh_CN\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""
WIDTH = 100  # of lines of code, and of catalogues
NOTE = "*这一部分还没有译成中文，暂时显示英文原文。*"
LINKS = {
    "places": "[在 Binder 上运行]({binder})，或[在自己的电脑上运行]({readme})"
    " · [在 nbviewer 上阅读]({nbviewer})",
    "exercises": "练习：",
    "before": "上一篇：",
    "next": "下一篇：",
}
# What differs in the set-up cell: the language, and where the library may lie, one folder deeper.
SET_UP = {
    "Notebook.begin();": 'Notebook.begin("zh");',
    '"../../lib")': '"../../lib", "../../../lib")',
    "\nnndl.": "\n%classpath ../../../lib/target/nndl.jar\nnndl.",
}
FONTS = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei"
# Methods whose arguments are names of columns, factors, measures, values in them, or files. Not
# those that look into a message, since that is in the language of the edition.
LOOK_UPS = set(
    """
    column intColumn doubleColumn stringColumn indexColumn num str by summarize isEqualTo
    isNotEqualTo isIn isNotIn sortOn sortDescendingOn getInt getDouble getString splitOn joinOn
    selectColumns rejectColumns removeColumns replaceColumn retainColumns factor measures difference
    number text value wide values split equals join oneOf at reached
    last createTempFile
    """.split()
)
PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_java.language()))
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
SPECIFIER = re.compile(r"%(?:\d+\$)?[-,.0-9]*[a-zA-Z%]")
WORD = re.compile(r"[A-Za-z]{2,}")
FILE_NAME = re.compile(r"[\w.*-]*/[\w./*-]*")
# What may not be torn when a literal is broken: an escape, a specifier, a Latin word, a number; no
# punctuation begins a line.
UNBROKEN = re.compile(
    rf"(?:\\.|{SPECIFIER.pattern}|[^\W\u2e80-\uffff]+(?:\.\d+)? ?|.)"
    r"[，。：；？！、）”》 ]*"
)


# ---- Java: literals and comments ----


@dataclass(frozen=True)
class Piece:
    """A text, an expression that joins literals with other parts, or a comment; and its place."""

    kind: str
    english: str
    start: int
    end: int
    whole: bool = False  # a method is called on it, so it must stay one literal


def joins(node):
    """The operands of a sum."""
    if node.type == "binary_expression" and node.child_by_field_name("operator").type == "+":
        sides = (node.child_by_field_name(side) for side in ("left", "right"))
        return [part for side in sides for part in joins(side)]
    return [node]


def parse(source):
    """The tree of a cell, whose lines for the kernel are no Java."""
    java = re.sub(r"^%.*$", lambda line: " " * len(line[0].encode()), source, flags=re.M)
    return PARSER.parse(java.encode()).root_node


def nodes(node, wanted):
    """Those that are wanted, from the outside: what is in one of them is left out."""
    if wanted(node):
        yield node
    else:
        for child in node.children:
            yield from nodes(child, wanted)


def pieces(source):
    data, found = source.encode(), []

    def wanted(node):
        kinds = {part.type for part in joins(node)}
        return "string_literal" in kinds or node.type in ("line_comment", "block_comment")

    for node in nodes(parse(source), wanted):
        start, end = (len(data[:at].decode()) for at in (node.start_byte, node.end_byte))
        text = source[start:end]
        if node.type in ("line_comment", "block_comment"):
            if text.startswith("//|"):
                continue
            gap = source[found[-1].end : start] if found else "-"
            goes_on = re.fullmatch(r"\n *", gap) and text.startswith("//")
            if goes_on and found[-1].english.startswith("//"):
                start, text = found[-1].start, source[found.pop().start : end]
            found.append(Piece("comment", one_indent(text), start, end))
        else:
            pure = all(part.type == "string_literal" for part in joins(node))
            receiver = node.parent.child_by_field_name("object") == node
            text = "".join(STRING.findall(text)) if pure else one_indent(text)
            found.append(Piece("text" if pure else "expression", text, start, end, receiver))
    return found


def one_indent(text):
    return re.sub(r"\s*\n\s*", "\n", text)


def other_parts(expression):
    """What an expression joins its literals with; literals within these may differ."""
    sum_of = next(nodes(parse(expression), lambda node: len(joins(node)) > 1), None)
    parts = joins(sum_of) if sum_of else []
    texts = [part.text.decode() for part in parts if part.type != "string_literal"]
    return Counter(re.sub(r"\s+", " ", STRING.sub('""', text)) for text in texts)


def labels(root):
    """The keys of labels.properties."""
    look = re.compile(rf"\.({'|'.join(LOOKS)})$")
    return {look.sub("", entry) for entry in properties(root / LABELS)}


def looked_up(source):
    """The literals by which a cell looks something up."""
    found = set()
    for node in nodes(parse(source), lambda node: node.type == "string_literal"):
        call = node.parent
        while call and call.type not in (
            "method_invocation",
            "object_creation_expression",
            "variable_declarator",
            "return_statement",
        ):
            call = call.parent
        if call and call.type == "method_invocation":
            name = call.child_by_field_name("name").text.decode()
            on = call.child_by_field_name("object")
            if name in LOOK_UPS or name == "create" and on and on.text.endswith(b"Column"):
                found.add("".join(STRING.findall(node.text.decode())))
    return found


def is_read(piece, keys, cell):
    """Whether readers see it in words."""
    text = piece.english
    if piece.kind == "comment":
        return True
    if piece.kind == "expression":
        text = "".join(STRING.findall(text))
    elif cell.id == "setup" or text in keys or re.sub(r".*\[|\].*", "", text) in keys:
        return False
    return bool(WORD.search(SPECIFIER.sub("", text))) and not FILE_NAME.fullmatch(text)


# ---- what there is to translate ----


@dataclass(frozen=True)
class Text:
    kind: str
    english: str
    context: str = None
    places: tuple = ()


def of_notebook(notebook, keys):
    """Its texts: those of text cells, then those of code, each once."""
    found, places = [], {}
    for cell in code_cells(notebook):
        keys = keys | looked_up(cell.source)
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            english = without_links(cell.source) if number == 0 else cell.source
            found.append(Text("cell", english, cell.id))
            continue
        for piece in pieces(cell.source):
            if is_read(piece, keys, cell):
                places.setdefault((piece.kind, piece.english), {})[cell.id] = True
    return found + [Text(*text, places=tuple(cells)) for text, cells in places.items()]


def without_links(title):
    """The title cell without its generated links, where "Run it" stands for them."""
    return re.sub(r"^Run it \[.*?(?= · after |$)", "Run it", title, flags=re.M)


def of_readme(text):
    return [
        Text("section", section, anchor(section.partition("\n")[0])) for section in sections(text)
    ]


def sections(text):
    return [section.strip("\n") for section in re.split(r"^(?=##? )", text, flags=re.M) if section]


def anchor(heading):
    """As GitHub makes it."""
    text = re.sub(r"[^\w\- ]", "", heading.strip("# ").lower())
    return text.replace(" ", "-")


SVG_TEXT = re.compile(r"(<(?:text|tspan|title)\b[^>]*>)([^<]*[A-Za-z]{2,}[^<]*)")


def of_drawings(files):
    places = {}
    for file in files:
        for _, text in SVG_TEXT.findall(file.read_text("utf-8")):
            places.setdefault(text, []).append(file.stem)
    return [Text("drawing", text, places=tuple(files)) for text, files in places.items()]


def drawings(root):
    return sorted((root / "notebooks/images").glob("*.svg"))


def named(root, text, back=False):
    """A fork's README with OWNER and REPO in place of its own names; or back again."""
    owner, name = repository(root).split("/")
    for form in ("{}/{}", "{}.github.io/{}", "cd {1}"):
        pair = form.format("OWNER", "REPO"), form.format(owner, name)
        text = text.replace(*(pair if back else pair[::-1]))
    return text


def all_texts(root):
    """The texts of each part of the edition: a catalogue's name, and what it should have."""
    keys = labels(root)
    texts = {
        name_of(root, file): of_notebook(nbformat.read(file, 4), keys)
        for file in notebook_files(root)
    }
    texts["README"] = of_readme(named(root, (root / "README.md").read_text("utf-8")))
    texts["images"] = of_drawings(drawings(root))
    return texts


def name_of(root, file):
    return file.relative_to(root / "notebooks").with_suffix("").as_posix()


# ---- the catalogue ----


def read_catalogue(file):
    if not file.exists():
        return Catalog()
    with file.open("rb") as stream:
        catalogue = pofile.read_po(stream)
    for entry in catalogue:  # Babel writes previous texts, but reads them as comments
        lines = [line[2:] for line in entry.user_comments if line.startswith("| ")]
        if lines:
            entry.previous_id = [pofile.denormalize("\n".join(lines).removeprefix("msgid "))]
        entry.user_comments = [line for line in entry.user_comments if not line.startswith("| ")]
    return catalogue


def catalogue_text(catalogue):
    return HEADER + "".join(map(entry_text, filter(lambda entry: entry.id, catalogue)))


def entry_text(entry):
    """As Babel writes it, but for the previous text, whose lines it would run together."""
    alone, out = Catalog(), io.BytesIO()
    alone[entry.id] = entry
    pofile.write_po(out, alone, width=WIDTH, omit_header=True)
    text = out.getvalue().decode()
    if entry.previous_id:
        lines = ("msgid " + pofile.normalize(entry.previous_id[0], width=WIDTH)).splitlines()
        text = text.replace("\nmsg", "".join(f"\n#| {line}" for line in lines) + "\nmsg", 1)
    return text


def is_translated(message):
    return bool(message and message.string) and not message.fuzzy


def successor(old, gone, text):
    """The entry that a new text takes the place of."""
    if text.context:
        same = [entry for entry in gone if entry.id == text.english]
        return next(iter(same + [entry for entry in gone if entry.context == text.context]), None)
    others = [entry.id for entry in gone if not entry.context]
    return next(map(old.get, difflib.get_close_matches(text.english, others, 1)), None)


def updated(old, texts, stale=False):
    """The catalogue with an entry for each text, in their order, and no others."""
    new = Catalog()
    wanted = {(text.context, text.english) for text in texts}
    gone = [entry for entry in old if entry.id and (entry.context, entry.id) not in wanted]
    for text in texts:
        entry = old.get(text.english, text.context)
        before = entry or successor(old, gone, text)
        string, flags, previous = "", set(), []
        if before:
            string, flags, previous = before.string, set(before.flags), list(before.previous_id)
        if not entry and before and before.id != text.english:
            previous = previous if before.fuzzy and previous else [before.id]
            flags = {"fuzzy"} if previous != [text.english] else set()
        if not string and not entry:
            flags = {"fuzzy"}
        if string and "fuzzy" not in flags:
            flags, previous = set(), []
        elif stale:
            flags |= {"fuzzy", "stale"}
        message = new.add(
            text.english,
            string,
            locations=[(place, None) for place in text.places],
            auto_comments=[text.kind],
            user_comments=before.user_comments if before else (),
            previous_id=previous,
            context=text.context,
        )
        message.flags = flags & {"fuzzy", "stale"}
    return new


# ---- Chinese for English ----


class Chinese:
    """Looks texts up in a catalogue; of those that are not translated, gives nothing."""

    def __init__(self, catalogue):
        self.catalogue = catalogue

    def __call__(self, english, context=None):
        message = self.catalogue.get(english, context)
        return message.string if is_translated(message) else None

    def prose(self, english, context):
        return self(english, context) or with_note(english)


def with_note(text):
    heading, blank, rest = text.partition("\n\n") if text.startswith("#") else ("", "", text)
    return f"{heading}{blank}{NOTE}\n\n{rest}"


def width(text):
    """In columns, of which a Chinese character takes two."""
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def literal(text, column, indent, rest):
    """A Java literal that begins in a column; in lines, where it and the rest are too wide."""
    if column + 2 + width(text) + rest <= WIDTH:
        return f'"{text}"'
    lines, room = [""], WIDTH - column - 2
    tokens = UNBROKEN.findall(text)
    for number, token in enumerate(tokens, 1):
        end = rest if number == len(tokens) else 0
        if lines[-1] and width(lines[-1] + token) > room - end:
            lines.append("")
            room = WIDTH - indent - 4
        lines[-1] += token
    return f"\n{' ' * indent}+ ".join(f'"{line}"' for line in lines)


def translated_code(source, chinese):
    for piece in reversed(pieces(source)):
        found = chinese(piece.english)
        if found is None or found == piece.english:
            continue
        before, old, after = (
            source[: piece.start],
            source[piece.start : piece.end],
            source[piece.end :],
        )
        line = before.rpartition("\n")[2]
        broken = re.search(r"\n( *)", old)
        indent = len(broken[1]) if broken else len(line) - len(line.lstrip()) + 4
        if piece.kind == "comment":
            indent = len(line) + old.startswith("/*")
        if piece.kind != "text":
            found = found.replace("\n", "\n" + " " * indent)
        elif piece.whole:
            found = f'"{found}"'
        else:
            found = literal(found, width(line), indent, width(after.partition("\n")[0]))
        source = before + found + after
    return source


def without_comments(source):
    """The words of code that runs the same, however its texts are broken into lines."""
    for piece in reversed(pieces(source)):
        if piece.kind == "comment":
            source = source[: piece.start] + source[piece.end :]
    return re.sub(r'"\s*\+\s*"', "", source).split()


# ---- links ----


def counterpart(path):
    """The Chinese file, as seen from the top, for an English one; for a Chinese README, English."""
    readmes = ("README.md", "README.zh.md")
    if path in readmes:
        return readmes[path == readmes[0]]
    first, slash, rest = path.partition("/")
    return f"notebooks/zh{slash}{rest}" if first == "notebooks" else path


def with_targets(text, file, anchors):
    """A text of an English file whose links are as the Chinese file needs them."""

    def moved(found):
        target = found[1]
        if re.match(r"https://(mybinder|nbviewer)\.org/", target):
            return "](" + re.sub(r"/notebooks\b(?!/zh)", "/notebooks/zh", target) + ")"
        if re.search(r"\.github\.io/.*/page/$", target):
            return f"]({target}zh.html)"
        path, mark, place = target.partition("#")
        if re.match(r"[a-z]+:", target) or not path and file != "README.md":
            return found[0]
        old = posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) if path else file
        if old == "README.md":
            place = anchors.get(place, place)
        if path:
            path = posixpath.relpath(counterpart(old), posixpath.dirname(counterpart(file)) or ".")
        return f"]({path}{mark}{place})"

    text = text.replace("lib/target/site/index.html", "lib/target/site/zh/index.html")
    return re.sub(r"\]\(([^)\s]+)\)", moved, text)


# ---- the edition ----


def translated_notebook(root, file, chinese, titles, anchors):
    notebook = nbformat.read(file, 4)
    path = file.relative_to(root).as_posix()
    old = kept(root / counterpart(path))
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown" and number == 0:
            first, _, rest = chinese.prose(without_links(cell.source), cell.id).partition("Run it")
            cell.source = first + links(file, root, LINKS, titles.get) + rest
        elif cell.cell_type == "markdown":
            cell.source = chinese.prose(cell.source, cell.id)
        else:
            cell.source = translated_code(cell.source, chinese)
            if cell.id == "setup":
                for english, other in SET_UP.items():
                    cell.source = cell.source.replace(english, other)
            same = without_comments(old.get(cell.id, cell).source) == without_comments(cell.source)
            result = old.get(cell.id, {}) if same else {}
            cell.outputs = result.get("outputs", [])
            cell.execution_count = result.get("execution_count")
        if cell.cell_type == "markdown":
            cell.source = with_targets(cell.source, path, anchors)
    return notebook


def kept(file):
    """The code cells of a Chinese notebook, with outputs, by id."""
    return {cell.id: cell for cell in code_cells(nbformat.read(file, 4))} if file.exists() else {}


def translated_drawing(text, chinese):
    text = SVG_TEXT.sub(lambda found: found[1] + (chinese(found[2]) or found[2]), text)
    return re.sub(r'(font-family="[^"]*?)(, *sans-serif)', rf"\1, {FONTS}\2", text)


def edition(root, catalogues):
    """The Chinese files, by their names from the top."""
    chinese = {name: Chinese(catalogue) for name, catalogue in catalogues.items()}
    files = {}
    readme = sections(named(root, (root / "README.md").read_text("utf-8")))
    places = [anchor(section.partition("\n")[0]) for section in readme]
    parts = [chinese["README"].prose(*pair) for pair in zip(readme, places)]
    anchors = dict(zip(places, (anchor(part.partition("\n")[0]) for part in parts)))
    text = with_targets("\n\n".join(parts) + "\n", "README.md", anchors)
    files["README.zh.md"] = named(root, text, back=True)
    notebooks = {file: chinese[name_of(root, file)] for file in notebook_files(root)}
    titles = {}
    for file, lookup in notebooks.items():
        cell = nbformat.read(file, 4).cells[0]
        text = lookup(without_links(cell.source), cell.id) or cell.source
        titles[file] = text.partition("\n")[0].removeprefix("# ")
    for file, lookup in notebooks.items():
        notebook = translated_notebook(root, file, lookup, titles, anchors)
        path = counterpart(file.relative_to(root).as_posix())
        files[path] = nbformat.writes(notebook) + "\n"
    for file in drawings(root):
        text = translated_drawing(file.read_text("utf-8"), chinese["images"])
        files[counterpart(file.relative_to(root).as_posix())] = text
    return files


# ---- all together ----


def read_all(root, texts):
    return {name: read_catalogue(root / CATALOGUES / f"{name}.po") for name in texts}


def undone(catalogues):
    """Each entry that is not translated, with the name of its catalogue."""
    return [
        (name, entry)
        for name, catalogue in catalogues.items()
        for entry in catalogue
        if entry.id and not is_translated(entry)
    ]


def place(name, entry):
    cells = [entry.context] if entry.context else [at for at, _ in entry.locations]
    return f"{name}: {', '.join(cells)}"


def report(name, entry):
    print(f"\n{place(name, entry)}{' (stale)' if 'stale' in entry.flags else ''}")
    if entry.previous_id:
        old, new = (text.splitlines() for text in (entry.previous_id[0], entry.id))
        print(*list(difflib.unified_diff(old, new, lineterm="", n=0))[2:], sep="\n")
    else:
        print(entry.id)
    if entry.string:
        print(f"was: {entry.string}")


def write(file, text):
    if not file.exists() or file.read_text("utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def main(root, *options):
    if unknown := set(options) - {"--stale"}:
        raise SystemExit(f"No option of ./run translate: {', '.join(unknown)}")
    root = Path(root).resolve()
    texts = all_texts(root)
    catalogues = {
        name: updated(catalogue, texts[name], "--stale" in options)
        for name, catalogue in read_all(root, texts).items()
    }
    for name, catalogue in catalogues.items():
        write(root / CATALOGUES / f"{name}.po", catalogue_text(catalogue))
    files = edition(root, catalogues)
    for name, text in files.items():
        write(root / name, text)
    picture = root / "notebooks" / README_PICTURE  # until publishing makes the Chinese one
    if picture.exists() and not (root / "notebooks/zh" / README_PICTURE).exists():
        shutil.copy(picture, root / "notebooks/zh" / README_PICTURE)
    for file in notebook_files(root, "notebooks/zh"):
        if file.relative_to(root).as_posix() not in files:  # its English is gone
            file.unlink()
    left = undone(catalogues)
    for name, entry in left:
        report(name, entry)
    pending = [entry for _, entry in left if "stale" not in entry.flags]
    if pending:
        print(
            f"\n{len(pending)} texts to translate, in {os.path.relpath(root / CATALOGUES)}: fill in"
            ' msgstr, take the line "#, fuzzy" away, and run this again. If you know no Chinese:'
            " ./run translate --stale"
        )
    return 1 if pending else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
