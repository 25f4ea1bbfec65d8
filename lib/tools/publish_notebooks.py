"""Writes notebooks back for readers: publish_notebooks.py ROOT EXECUTED [--accept] [FILE...]

Without FILEs, all of them, in both languages. Takes the results that run_notebooks.py left in
EXECUTED. Each figure gets a still picture with its text alternative in place of the HTML that loads
plotly.js, so that GitHub shows it too; and so does each drawing, since JupyterLab shows no SVG of a
notebook that it does not trust. A picture whose figure or drawing is unchanged is kept. The links
at the top of each English notebook are made anew; translate.py makes those of the Chinese ones.

Nothing is written if an output differs from what is committed, though neither its cell nor a cell
above it in the notebook changed, unless --accept is given; nor if something is too large.
"""

import asyncio
import base64
import difflib
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
from kaleido import Kaleido
from PIL import Image

PLOTLY = "application/vnd.plotly.v1+json"
SVG = "image/svg+xml"
METADATA = {  # what fits every kernel; JupyterLab saves more, such as the kernel's version
    "kernelspec": {"name": "java", "display_name": "Java", "language": "java"},
    "language_info": {"name": "java"},
}
# Pixels. No more, since JupyterLab's Plotly extension shows a picture as large as it is, and cuts
# off the rest. A PNG may say in EXIF that its pixels are smaller, but Chromium reads that only of
# JPEG.
WIDTH = 760
MOST_PICTURE, MOST_NOTEBOOK = 150_000, 1_000_000  # bytes
MOST_FIGURE, MOST_WITH_CONTROL = 60_000, 200_000
MOST_DRAWING = 20_000
README_PICTURE = "images/old-vs-new.png"
README_FIGURE = "figure-30"  # the cell whose figure that is, of a notebook beside it
LINKS = {  # the words of the links at the top
    "places": "Run it [on Binder]({binder}) or [on your machine]({readme})"
    " · read it [in nbviewer]({nbviewer})",
    "exercises": "exercises: ",
    "before": "before: ",
    "next": "next: ",
}


# ---- notebooks and what is in them ----


def notebook_files(root, edition="notebooks"):
    """Chapters, then the appendix, then solutions."""
    folder = root / edition
    places = ("*.ipynb", "appendix/*.ipynb", "solutions/*.ipynb")
    return [file for place in places for file in sorted(folder.glob(place))]


def committed(root, file):
    """The notebook in the last commit; without one, as it is."""
    git = subprocess.run(
        ["git", "show", f"HEAD:./{file.relative_to(root).as_posix()}"],
        cwd=root,
        capture_output=True,
    )
    return nbformat.reads(git.stdout if git.returncode == 0 else file.read_bytes(), 4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shown_as(mime_type, notebook):
    return [
        (cell.id, output)
        for cell in code_cells(notebook)
        for output in cell.outputs
        if mime_type in output.get("data", {})
    ]


def figures(notebook):
    """Each figure output, with the id of its cell."""
    return shown_as(PLOTLY, notebook)


def drawings(notebook):
    """Each output that is a drawing, with the id of its cell."""
    return shown_as(SVG, notebook)


def as_text(figure):
    return json.dumps(figure, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


# ---- the links at the top ----


def repository(root):
    """OWNER/REPO, which the README names in its link to Binder."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    return re.search(r"https://mybinder\.org/v2/gh/([^/]+/[^/]+)/", readme).group(1)


def heading(file):
    """The title of a notebook, from the first line of its first cell."""
    return nbformat.read(file, 4).cells[0].source.splitlines()[0].removeprefix("# ")


def links(file, root, words=LINKS, title=heading):
    """Where else to read or run a notebook, and what is before and after it."""
    path = file.relative_to(root).as_posix()
    name = repository(root)
    places = {
        "binder": f"https://mybinder.org/v2/gh/{name}/HEAD?urlpath=lab/tree/{path}",
        "readme": "../" * path.count("/") + "README.md#run-it",
        "nbviewer": f"https://nbviewer.org/github/{name}/blob/HEAD/{path}",
    }
    if file.parent.name == "solutions":
        chapters = root.glob(f"notebooks/{file.name[:2]}-*.ipynb")
        neighbours = [("exercises", chapter) for chapter in chapters]
    else:
        chapters = sorted(file.parent.glob("*.ipynb"))
        at = chapters.index(file)
        neighbours = [("before", chapter) for chapter in chapters[:at][-1:]]
        neighbours += [("next", chapter) for chapter in chapters[at + 1 :][:1]]
    parts = [words["places"].format(**places)]
    for word, other in neighbours:
        folder = "" if other.parent == file.parent else "../"
        parts.append(f"{words[word]}[{title(other)}]({folder}{other.name})")
    return " · ".join(parts)


def with_links(title, line):
    """The title cell with its line of links, whose end, from "after …" on, is the author's."""
    old = re.search(r"^\[?Run it .*$", title, re.MULTILINE)
    if not old:
        return f"{title}\n\n{line}"
    _, after, tail = old[0].partition(" · after ")
    return title.replace(old[0], line + after + tail)


# ---- outputs that changed ----


def seen(cell):
    """What a reader sees below a cell, apart from pictures, which are made of it: one text each."""
    texts = []
    for output in cell.outputs:
        data = output.get("data", {})
        if PLOTLY in data:
            texts.append(f"a figure: {data['text/plain']}")
            texts.append(as_text(data[PLOTLY]))
        elif SVG in data:
            texts.append(f"a drawing: {data['text/plain']}")
            texts.extend(data[SVG].splitlines())
        else:
            texts.extend((output.get("text") or data["text/plain"]).splitlines())
    return texts


def unexplained(old, new):
    """The cells whose output changed, though they and the cells above are as they were."""
    before = code_cells(old)
    changed = []
    for was, cell in zip(before, code_cells(new), strict=False):
        if was.source != cell.source:
            break  # from here on, outputs may change
        if was.outputs and seen(was) != seen(cell):
            changed.append((cell.id, list(difflib.ndiff(seen(was), seen(cell)))))
    return changed


def report(name, changed):
    for cell, lines in changed:
        print(f"{name}: cell {cell}")
        for line in lines:
            if line[0] in "+-":
                print("    " + line[:120])


# ---- pictures ----


def draw(wanted):
    """Pictures of figures; each comes with how many pixels of the picture are one of the page."""

    async def draw_all():
        async with Kaleido(n=1) as kaleido:
            return [
                await kaleido.calc_fig(
                    dict(figure),
                    opts={
                        "format": "png",
                        "scale": scale,
                        "width": figure["layout"].get("width", WIDTH),
                        "height": figure["layout"]["height"],
                    },
                )
                for figure, scale in wanted
            ]

    return [smaller(picture) for picture in asyncio.run(draw_all())] if wanted else []


def smaller(png):
    """A figure has few colours; named one by one, they take a third of the room."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    small = io.BytesIO()
    few = picture.quantize(256, kmeans=1, dither=Image.Dither.NONE)  # kmeans: texts stay black
    few.save(small, "PNG", optimize=True)
    return small.getvalue()


def size_of(svg):
    """Width and height of a drawing, in pixels of a page, as nndl.notebook writes them."""
    return map(int, re.search(r"width='(\d+)' height='(\d+)'", svg).groups())


def figure_of(svg):
    """A figure that has nothing but a drawing, for the browser that draws figures."""
    source = f"data:{SVG};base64,{base64.b64encode(svg.encode()).decode()}"
    whole = {"x": 0, "y": 1, "sizex": 1, "sizey": 1, "xref": "paper", "yref": "paper"}
    width, height = size_of(svg)
    layout = {
        "width": width,
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "xaxis": {"visible": False},
        "yaxis": {"visible": False},
        "images": [{"source": source, "sizing": "stretch", **whole}],
    }
    return {"data": [], "layout": layout}


def key(output):
    """What the picture of a figure or drawing is made of."""
    return as_text(output.data[PLOTLY]) if PLOTLY in output.data else output.data[SVG]


def to_draw(output):
    """A figure, and how sharp: twice for drawings, which JupyterLab shows as wide as it is told."""
    return (output.data[PLOTLY], 1) if PLOTLY in output.data else (figure_of(output.data[SVG]), 2)


def known_pictures(notebooks):
    return {
        key(output): output.data["image/png"].strip()
        for notebook in notebooks
        for _, output in figures(notebook) + drawings(notebook)
        if "image/png" in output.data
    }


def add_pictures(notebooks, known):
    """Pictures for all figures and drawings; returns the keys of those that had none."""
    outputs = [output for nb in notebooks for _, output in figures(nb) + drawings(nb)]
    wanted = {key(output): to_draw(output) for output in outputs}
    missing = [text for text in wanted if text not in known]
    pictures = draw([wanted[text] for text in missing])
    known |= {text: base64.b64encode(png).decode() for text, png in zip(missing, pictures)}
    for notebook in notebooks:
        for _, output in figures(notebook):
            output.data.pop("text/html", None)
            output.data["image/png"] = known[key(output)]
            output.metadata = {"image/png": {"alt": output.data["text/plain"], "width": WIDTH}}
        for _, output in drawings(notebook):
            alt, (width, _) = output.data["text/plain"], size_of(output.data[SVG])
            output.data["image/png"] = known[key(output)]
            output.metadata = {SVG: {"alt": alt}, "image/png": {"alt": alt, "width": width}}
    return missing


def renew_readme_picture(notebooks, missing):
    for file, notebook in notebooks.items():
        for cell, output in figures(notebook):
            figure = output.data[PLOTLY]
            if cell == README_FIGURE and as_text(figure) in missing:
                picture = file.parent / README_PICTURE
                picture.parent.mkdir(exist_ok=True)
                picture.write_bytes(*draw([(figure, 2)]))


def too_large(name, notebook):
    found = []
    for cell, output in figures(notebook) + drawings(notebook):
        picture = len(base64.b64decode(output.data["image/png"]))
        if picture > MOST_PICTURE:
            found.append(
                f"{name}: cell {cell}: its picture has {picture:,} of {MOST_PICTURE:,} bytes"
            )
    for cell, output in drawings(notebook):
        drawing = len(output.data[SVG].encode())
        if drawing > MOST_DRAWING:
            found.append(
                f"{name}: cell {cell}: its drawing has {drawing:,} of {MOST_DRAWING:,} bytes"
            )
    for cell, output in figures(notebook):
        figure = len(as_text(output.data[PLOTLY]).encode())
        controlled = {"sliders", "updatemenus"} & output.data[PLOTLY]["layout"].keys()
        most = MOST_WITH_CONTROL if controlled else MOST_FIGURE
        if figure > most:
            found.append(f"{name}: cell {cell}: its figure has {figure:,} of {most:,} bytes")
    size = len(nbformat.writes(notebook).encode())
    if size >= MOST_NOTEBOOK:
        found.append(f"{name} has {size:,} bytes; less than {MOST_NOTEBOOK:,} are allowed")
    return found


# ---- all together ----


def ready(file, root, executed):
    """A notebook with the outputs of its run, as it is to be committed, but for the pictures."""
    notebook = nbformat.read(file, 4)
    run = nbformat.read(executed / file.relative_to(root / "notebooks"), 4)
    if [cell.source for cell in code_cells(notebook)] != [cell.source for cell in code_cells(run)]:
        raise SystemExit(f"{file} was changed while it ran: publish again")
    for cell, result in zip(code_cells(notebook), code_cells(run)):
        cell.outputs, cell.execution_count = result.outputs, result.execution_count
    notebook.metadata = METADATA
    for cell in notebook.cells:
        kept = {"jupyter", "tags"} & set(cell.metadata)
        cell.metadata = {key: cell.metadata[key] for key in sorted(kept)}
    if file in notebook_files(root):
        notebook.cells[0].source = with_links(notebook.cells[0].source, links(file, root))
    return notebook


def main(root, executed, *arguments):
    root, executed = Path(root).resolve(), Path(executed)
    accept = "--accept" in arguments
    named = {Path(argument).resolve() for argument in arguments if argument != "--accept"}
    files = notebook_files(root) + notebook_files(root, "notebooks/zh")
    files = [file for file in files if not named or file in named]
    if unknown := named - set(files):
        raise SystemExit(f"Not notebooks of this repository: {', '.join(map(str, unknown))}")
    old = {file: committed(root, file) for file in files}
    new = {file: ready(file, root, executed) for file in files}

    changed = {file: unexplained(old[file], new[file]) for file in files}
    if any(changed.values()) and not accept:
        print("These outputs changed, though no cell above them in their notebook did:")
        for file in files:
            report(file.name, changed[file])
        print("Nothing was written. If they should be so: ./run publish --accept")
        return 1

    known = known_pictures([nbformat.read(file, 4) for file in files] + list(old.values()))
    missing = add_pictures(new.values(), known)
    large = [line for file in files for line in too_large(file.name, new[file])]
    if large:
        print("Too large, so nothing was written:", *large, sep="\n")
        return 1

    for file in files:
        nbformat.write(new[file], file)
    renew_readme_picture(new, missing)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
