"""Writes executed notebooks back for readers: publish_notebooks.py NOTEBOOKS SITE [--accept]

Takes the notebooks that run_notebooks.py left in SITE, and gives each figure a still picture with
a text alternative in place of the HTML that loads plotly.js, so that GitHub shows it too. What is
equal from run to run stays equal in the file: a picture whose figure is unchanged is kept. If an
output changed though its cell did not, nothing is written, unless --accept is given.
"""

import asyncio
import base64
import io
import sys
from pathlib import Path

import nbformat
from kaleido import Kaleido
from PIL import Image

PLOTLY = "application/vnd.plotly.v1+json"
METADATA = {  # what fits every kernel; JupyterLab saves more, such as the kernel's version
    "kernelspec": {"name": "java", "display_name": "Java", "language": "java"},
    "language_info": {"name": "java"},
}
WIDTH = 760  # pixels, as wide as a page shows a figure
README_PICTURE = "figure-30"  # the cell whose figure the README shows


def is_figure(output):
    return PLOTLY in output.get("data", {})


def tidy(outputs):
    """Outputs as they stay: streams in one piece, finished progress gone, figures without HTML."""
    kept = []
    for output in outputs:
        if output.output_type == "stream" and kept and kept[-1].get("name") == output.name:
            kept[-1].text += output.text
            continue
        if output.get("data", {}).get("text/plain") == "":
            continue
        if is_figure(output):
            output.data.pop("text/html", None)
        kept.append(output)
    return kept


def seen(outputs):
    """What a reader sees, apart from the pictures, which are made of it."""
    return [
        output.get("text") or {key: value for key, value in output.data.items() if key != "image/png"}
        for output in outputs
        if output.output_type != "error"
    ]


async def draw(kaleido, figure):
    options = {"format": "png", "scale": 2, "width": WIDTH, "height": figure["layout"]["height"]}
    picture = Image.open(io.BytesIO(await kaleido.calc_fig(dict(figure), opts=options)))
    small = io.BytesIO()  # a figure has few colours; named one by one they take a third of the room
    picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return base64.b64encode(small.getvalue()).decode()


async def add_pictures(cell, before, kaleido):
    known = [output for output in before if is_figure(output)]
    for output in filter(is_figure, cell.outputs):
        same = [old for old in known if old.data[PLOTLY] == output.data[PLOTLY]]
        if same and "image/png" in same[0].data:
            output.data["image/png"] = same[0].data["image/png"]
        else:
            output.data["image/png"] = await draw(kaleido, output.data[PLOTLY])
        output.metadata = {"image/png": {"alt": output.data["text/plain"], "width": WIDTH}}


async def main(notebooks, site, *options):
    changed, ready = [], []
    async with Kaleido(n=1) as kaleido:
        for file in sorted(Path(notebooks).glob("*.ipynb")):
            committed = nbformat.read(file, 4)
            executed = nbformat.read(Path(site) / file.name, 4)
            executed.metadata = METADATA
            for old, new in zip(committed.cells, executed.cells, strict=True):
                new.metadata = {key: new.metadata[key] for key in new.metadata if key == "tags"}
                if new.cell_type != "code":
                    continue
                before = old.outputs
                new.outputs = tidy(new.outputs)
                if before and seen(before) != seen(new.outputs):
                    changed.append(f"{file.name}: cell {new.id}")
                await add_pictures(new, before, kaleido)
            ready.append((executed, file))
    if changed and "--accept" not in options:
        print("These outputs are not what they were; if they should be: ./run publish --accept")
        print("\n".join(changed))
        return 1
    for notebook, file in ready:
        nbformat.write(notebook, file)
        for cell in notebook.cells:
            if cell.id == README_PICTURE:
                picture = next(filter(is_figure, cell.outputs)).data["image/png"]
                folder = Path(notebooks) / "images"
                folder.mkdir(exist_ok=True)
                (folder / "old-vs-new.png").write_bytes(base64.b64decode(picture))
    return 0


sys.exit(asyncio.run(main(*sys.argv[1:])))
