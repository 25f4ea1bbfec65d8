"""Every figure in a real browser: in JupyterLab, with and without its Plotly extension, and in the
pages; nothing may be missing, cut off, fetched from outside, or said on the console."""

import base64
import contextlib
import functools
import hashlib
import http.server
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import nbformat
import plotly
import pytest
from conftest import CHINESE, FILES, NOTEBOOKS, ROOT, TARGET, of_each, publish_notebooks
from nbconvert import HTMLExporter
from nbformat.sign import NotebookNotary

HERE = Path(__file__).parent
PLOTLY = publish_notebooks.PLOTLY
PNG = "image/png"
HOSTILE = (
    "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
    ' \\ "quotes" $σ$ 中文 😀'
)
SMALL = [  # the cells of a notebook whose figures grow and are hostile
    "%classpath ../nndl.jar ../lib/target/nndl.jar\n"
    + "import java.util.*;\nimport nndl.experiment.*;\nimport nndl.notebook.*;\n"
    + "import nndl.plot.*;\nimport tech.tablesaw.api.*;\nimport tech.tablesaw.plotly.api.*;\n"
    + "import static nndl.notebook.Notebook.*;\nimport static nndl.plot.Decorations.*;",
    f"""String text = {json.dumps(HOSTILE, ensure_ascii=False)};
show(LinePlot.create(text, Table.create(text, DoubleColumn.create("x", 1, 2),
    DoubleColumn.create(text, 3, 4)), "x", text), caption(text));""",
    """static void train(Run run) throws InterruptedException {
  for (int epoch = 1; epoch <= 6; epoch++) {
    Thread.sleep(700);
    run.epoch(epoch, Map.of("accuracy", 90 + epoch));
  }
}""",
    """Table grown = new Experiment("Trainings").factor("start", "old").epochs(6).run(
    run -> train(run), soFar -> LinePlot.create("Grows", soFar, "epoch", "accuracy", "start"));""",
]
PLOTLY_JS = (Path(plotly.__file__).parent / "package_data/plotly.min.js").read_bytes()
CDN = "https://cdn.plot.ly/"
CHECK = (HERE / "figures.js").read_text(encoding="utf-8")
DRAWN = ".js-plotly-plot"
# Which of some elements have text too faint for the ground behind it (WCAG's 4.5 to 1).
CONTRAST = """elements => {
  const rgb = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const svg = at.matches?.(".js-plotly-plot") && at.querySelector(".main-svg");
      const colour = rgb(getComputedStyle(svg || at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  return elements.filter(e => e.textContent.trim()).flatMap(element => {
    const style = getComputedStyle(element);
    const text = light(rgb(element.namespaceURI.endsWith("svg") ? style.fill : style.color));
    const behind = light(ground(element));
    const ratio = (Math.max(text, behind) + 0.05) / (Math.min(text, behind) + 0.05);
    return ratio < 4.5 ? [`${element.textContent}: ${ratio.toFixed(1)}`] : [];
  });
}"""


# ---- a page that takes note of what should not be ----


class Watch:
    """The errors of a page, and its requests to other machines, which are not let through."""

    def __init__(self, page):
        self.page, self.errors, self.outside, self.cdn = page, [], [], None
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self.listen)
        page.route(re.compile("^https?://(?!127.0.0.1[:/])"), self.refuse)

    def listen(self, message):
        # JupyterLab itself says so at times when a notebook is closed.
        if message.type == "error" and "computing the ReactiveToolbar" not in message.text:
            self.errors.append(message.text)

    def refuse(self, route):
        if self.cdn and route.request.url.startswith(CDN):
            self.cdn(route)
        else:
            self.outside.append(route.request.url)
            route.abort()

    def end(self):
        errors, self.errors, outside, self.outside = self.errors, [], self.outside, []
        assert not outside, "asked another machine"
        assert not errors, "errors in the console"


def expect_plotly(page, answer):
    """What answers a figure's request for plotly.js; the bytes must be those that it names."""
    page.watch.cdn = answer
    digest = base64.b64encode(hashlib.sha384(PLOTLY_JS).digest()).decode()
    if digest not in (ROOT / "lib/src/main/resources/nndl/plot/figure.html").read_text():
        pytest.skip(f"figures load another plotly.js than that of plotly {plotly.__version__}")


def serve_plotly(route):
    route.fulfill(
        body=PLOTLY_JS,
        content_type="text/javascript",
        headers={"Access-Control-Allow-Origin": "*"},
    )


def open_page(browser, width=1280, **options):
    page = browser.new_page(viewport={"width": width, "height": 900}, **options)
    page.set_default_timeout(30_000)
    page.watch = Watch(page)
    return page


def figures(file):
    return [output for _, output in publish_notebooks.figures(nbformat.read(file, 4))]


def drawings(file):
    return [output for _, output in publish_notebooks.drawings(nbformat.read(file, 4))]


def examine(boxes, count):
    """Checks figures that must be drawn: all that the notebook has."""
    assert len(boxes) == count
    wrong = {}
    for number, box in enumerate(boxes, 1):
        box.scroll_into_view_if_needed()
        for sentence in box.evaluate(CHECK):
            wrong.setdefault(f"figure {number}", []).append(sentence)
    assert not wrong


# ---- the pages ----


@pytest.fixture(scope="module")
def addresses(site):
    """Where the pages are: served by http:, and as files."""
    folder, _ = site

    class Silent(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    handler = functools.partial(Silent, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield {"http": f"http://127.0.0.1:{server.server_port}", "file": folder.as_uri()}
    server.shutdown()


@pytest.fixture(scope="module", params=[("http", 1280), ("file", 390)], ids=str)
def reading(request):
    """How pages are read: from where, and how wide the window is."""
    return request.param


@pytest.fixture(scope="module")
def address(addresses, reading):
    return addresses[reading[0]]


@pytest.fixture(scope="module")
def reader(browser, reading):
    page = open_page(browser, reading[1])
    yield page
    page.close()


@pytest.fixture
def page(reader):
    return reader


def name_of_page(file):
    name = file.relative_to(NOTEBOOKS).with_suffix(".html").as_posix()
    return f"zh/notebooks/{name[3:]}" if file in CHINESE else f"notebooks/{name}"


def wait_for_figures(page, count):
    page.wait_for_function(
        f"n => [...document.querySelectorAll('{DRAWN}')].filter(b => b.calcdata).length >= n",
        arg=count,
    )
    return page.query_selector_all(DRAWN)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_book_has_no_broken_links(site):
    assert site[1] == []


@of_each(FILES + CHINESE[:1], run=True)
def test_page(page, address, file, executed):
    count = len(figures(executed(file)))
    page.goto(f"{address}/{name_of_page(file)}")
    examine(wait_for_figures(page, count), count)
    shown = page.locator("img[src^='data:image/svg']").evaluate_all(
        "images => images.map(image => [image.alt, image.complete && image.naturalWidth])"
    )
    assert shown == [[output.data["text/plain"], 640] for output in drawings(executed(file))]
    assert fits(page)
    if "$$" in file.read_text(encoding="utf-8"):
        page.wait_for_selector("mjx-container svg")
    page.watch.end()


def slider(box):
    return box.query_selector(".slider-rail-touch-rect")


def test_sliders_move_what_they_should(browser, addresses, request, executed):
    page = open_page(browser)
    request.node.funcargs["page"] = page
    moved = 0
    for file in filter(executed.results.get, WITH_FIGURES):
        sizes = [len(o.data[PLOTLY]["layout"].get("sliders", [])) for o in figures(executed(file))]
        if not any(sizes):
            continue
        page.goto(f"{addresses['http']}/{name_of_page(file)}")
        for box in wait_for_figures(page, len(sizes)):
            if slider(box):
                at = box.evaluate("box => box._fullLayout.sliders[0].active")
                ends = [
                    move(page, box, place) for place in ((0.995, 0.005)[:: 1 if at == 0 else -1])
                ]
                assert ends[0] != ends[1], f"{file.name}: the slider changes nothing that is drawn"
                moved += 1
    page.watch.end()
    page.close()
    assert moved > 0


def move(page, box, place):
    """Moves a slider to one of its ends, and checks that the figure is what that step says.

    Returns all that is drawn of the figure's series, as text; heat maps are pictures.
    """
    box.evaluate(WATCH, place)
    rail = slider(box)
    rail.scroll_into_view_if_needed()
    bounds = rail.bounding_box()
    page.mouse.click(bounds["x"] + place * bounds["width"], bounds["y"] + bounds["height"] / 2)
    page.wait_for_function("box => box.watched.drawn", arg=box)
    assert not box.evaluate("box => box.watched.wrong()")
    assert not box.evaluate(CHECK)
    return box.evaluate("""box =>
      [...box.querySelectorAll(".cartesianlayer path, .cartesianlayer image")]
        .map(shape => shape.getAttribute("d") ?? shape.getAttribute("href")).join()""")


# A figure may be drawn again for other reasons, its size for one. What counts is that it is drawn
# after its data became those of the step at this end.
WATCH = """(box, place) => {
  const wrong = () => {
    const slider = box._fullLayout.sliders[0];
    if (slider.active !== (place < 0.5 ? 0 : slider.steps.length - 1)) {
      return [`step ${slider.active}`];
    }
    const [restyle, relayout] = slider.steps[slider.active].args;
    const at = (object, path) => path.split(".").reduce((o, key) => o?.[key], object);
    const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
    const wrong = [];
    for (const [path, values] of Object.entries(restyle)) {
      box.data.forEach((trace, i) => same(at(trace, path), values[i])
        || wrong.push(`series ${i}: ${path}`));
    }
    for (const [path, value] of Object.entries(relayout)) {
      same(at(box.layout, path), value) || wrong.push(path);
    }
    return wrong;
  };
  const watched = box.watched = { wrong, drawn: false };
  box.on("plotly_afterplot", () => { watched.drawn ||= wrong().length === 0; });
}"""


def test_front_page_leads_through_the_book(page, address):
    page.goto(f"{address}/index.html")
    assert fits(page)
    for file in FILES:
        assert page.locator(f"a[href='{name_of_page(file)}']").count() > 0
    page.locator(".next-page, .right-next").first.click()
    page.wait_for_url(f"**/{name_of_page(FILES[0])}")
    page.locator("a[href='../index.html#the-claims']").first.click()
    page.wait_for_url("**/index.html#the-claims")
    page.watch.end()


@pytest.mark.parametrize(
    "edition, words",
    [("", "saturated"), ("zh/", "饱和"), ("zh/", "隐藏神经元 sigmoid"), ("zh/", "轮")],
)
def test_search_finds_a_notebook(page, address, edition, words):
    page.goto(f"{address}/{edition}search.html?q={words}")
    page.wait_for_selector("#search-results li a[href*='01-saturated-neurons.html']")
    page.watch.end()


# What the theme says beside the lesson: its texts, and what it says of its buttons.
THEMES = """() => {
  const beside = "body *:not(article *, script, noscript, .language)";
  return [...document.querySelectorAll(beside)].flatMap(
    element => [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
      .map(node => node.textContent).concat(["title", "aria-label", "placeholder"]
        .map(name => element.getAttribute(name) ?? "")));
}"""
# Names, and the titles of the two pages that are English.
NAMES = set("sigmoid network JavaScript Ctrl How fast trains Contributing".split())


def test_chinese_pages_speak_chinese(page, address):
    for name in ("index", "search", "notebooks/05-hidden-layers", "lib/bench/README"):
        page.goto(f"{address}/zh/{name}.html")
        page.wait_for_load_state()
        assert fits(page)
        assert page.get_attribute("html", "lang") == "zh-CN"
        words = re.findall("[A-Za-z]{3,}", " ".join(page.evaluate(THEMES)))
        assert set(words) <= NAMES, name
    assert page.get_attribute("article > [lang]", "lang") == "en"
    page.watch.end()


def sections(file):
    return re.findall(r'<section id="([^"]*)"', file.read_text(encoding="utf-8"))


def test_both_editions_have_the_same_pages_and_sections(site):
    folder, _ = site
    pages = [file.relative_to(folder / "zh") for file in folder.glob("zh/**/*.html")]
    assert len(pages) > len(FILES)
    for page in pages:
        assert sections(folder / "zh" / page) == sections(folder / page), page


@pytest.mark.parametrize("first, second", [("", "zh/"), ("zh/", "")])
def test_the_other_language_is_at_the_same_place(page, address, first, second):
    name = "notebooks/05-hidden-layers.html#summary"
    page.goto(f"{address}/{first}{name}")
    page.wait_for_function("scrollY > 1000")
    place = page.locator(".language").bounding_box()
    page.mouse.click(place["x"] + 5, place["y"] + 5)  # Playwright's own click scrolls
    page.wait_for_url(f"{address}/{second}{name}")
    page.wait_for_function("scrollY > 1000")
    for part in ("index", "search", "lib/bench/README"):
        page.goto(f"{address}/{first}{part}.html")
        page.click(".language")
        page.wait_for_url(f"{address}/{second}{part}.html")
    page.watch.end()


# ---- committed notebooks, exported ----


def test_nbconvert_shows_pictures_of_committed_notebooks(browser, request, tmp_path):
    # Without the scripts for mathematics, which come from other machines.
    exporter = HTMLExporter(mathjax_url="", require_js_url="")
    shutil.copytree(NOTEBOOKS / "images", tmp_path / "images")
    page = open_page(browser)
    request.node.funcargs["page"] = page
    for file in WITH_FIGURES[::4]:  # some, since it takes seconds for each
        html = tmp_path / f"{file.stem}.html"
        html.write_text(exporter.from_filename(file)[0], encoding="utf-8")
        page.goto(html.as_uri())
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            pictures = page.query_selector_all(".jp-RenderedImage img")
            assert len(pictures) == len(figures(file))
            for picture in pictures:
                seen = picture.evaluate("""image => {
                  const r = image.getBoundingClientRect();
                  const stretched = r.height / r.width * image.naturalWidth / image.naturalHeight;
                  return [Math.round(r.width), Math.abs(stretched - 1) < 0.02];
                }""")
                assert seen[1], "it is stretched"
                assert min(760, 0.8 * width) <= seen[0] <= 760
            assert fits(page)
    page.watch.end()
    page.close()


# ---- JupyterLab ----


def free_port():
    with contextlib.closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Lab:
    """A JupyterLab of its own, on copies of the notebooks, and a page that shows it."""

    def __init__(self, folder, browser, extension=True):
        self.folder, self.browser, self.page = folder, browser, None
        self.data = folder / "jupyter/data"
        self.root = folder / "root"
        settings = folder / "jupyter/settings"
        settings.mkdir(parents=True)
        disabled = {} if extension else {"@jupyterlab/plotly-extension:factory": True}
        (settings / "page_config.json").write_text(json.dumps({"disabledExtensions": disabled}))
        overrides = {
            "@jupyterlab/apputils-extension:notification": {
                "fetchNews": "false",
                "checkForUpdates": False,
            },
            "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
            # All cells are there at once, not only those near the window.
            "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
        }
        (settings / "overrides.json").write_text(json.dumps(overrides))
        (self.root / "lib/target").mkdir(parents=True)
        for name in ("nndl.jar", "jars"):
            (self.root / "lib/target" / name).symlink_to(TARGET / name)
        self.port = free_port()
        environment = {
            "JUPYTER_DATA_DIR": self.data,
            "JUPYTER_CONFIG_DIR": folder / "jupyter/config",
            "JUPYTER_RUNTIME_DIR": folder / "jupyter/runtime",
        }
        command = [
            sys.executable,
            "-m",
            "jupyterlab",
            "--no-browser",
            "--allow-root",
            "--expose-app-in-browser",
            "--ServerApp.ip=127.0.0.1",
            "--ServerApp.port_retries=0",
            f"--ServerApp.port={self.port}",
            f"--ServerApp.root_dir={self.root}",
            f"--LabApp.app_settings_dir={settings}",
            "--IdentityProvider.token=",
            f"--LabApp.user_settings_dir={folder / 'jupyter/user'}",
            f"--LabApp.workspaces_dir={folder / 'jupyter/workspaces'}",
        ]
        self.log = (folder / "log").open("w")
        self.process = subprocess.Popen(
            command,
            stdout=self.log,
            stderr=self.log,
            env={**os.environ, **{name: str(path) for name, path in environment.items()}},
        )
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api").close()
                break
            assert self.process.poll() is None, (folder / "log").read_text()
            time.sleep(0.1)

    def stop(self):
        if self.page:
            self.page.close()
        self.process.terminate()
        self.process.wait(30)
        self.log.close()

    def put(self, file, name, trusted=False):
        """Copies a notebook to where Lab finds it; one that is trusted may run its scripts."""
        copy = self.root / name
        shutil.copytree(NOTEBOOKS / "images", copy.parent / "images", dirs_exist_ok=True)
        shutil.copy(file, copy)
        notary = NotebookNotary(data_dir=str(self.data))
        notebook = nbformat.read(copy, 4)
        (notary.sign if trusted else notary.unsign)(notebook)
        return name

    def load(self):
        self.page = self.page or open_page(self.browser)
        self.page.goto(f"http://127.0.0.1:{self.port}/lab?reset")
        self.page.wait_for_function("window.jupyterapp && window.jupyterapp.restored")
        self.page.evaluate("window.jupyterapp.restored.then(() => {})")
        self.page.wait_for_selector(".jp-LauncherBody, .jp-Launcher-body, .jp-Notebook")
        return self.page

    def command(self, name, **arguments):
        return self.page.evaluate(
            "([name, args]) => window.jupyterapp.commands.execute(name, args).then(() => {})",
            [name, arguments],
        )

    def start(self, name):
        """Starts a command, and does not wait for its end."""
        self.page.evaluate("name => void window.jupyterapp.commands.execute(name)", name)

    def open(self, name, kernel=False, **options):
        """Opens a notebook; returns the part of the page that shows it."""
        self.command(
            "docmanager:open",
            path=name,
            factory="Notebook",
            options=options,
            kernelPreference={"shouldStart": kernel},
        )
        panel = self.page.locator(f".jp-NotebookPanel:not(.lm-mod-hidden)[data-nndl='{name}']")
        self.page.evaluate(
            """async ([name, kernel]) => {
              const shell = window.jupyterapp.shell;
              const panel = [...shell.widgets("main")].find(w => w.context?.path === name);
              await panel.revealed;
              panel.node.dataset.nndl = name;
              if (kernel) {
                await panel.sessionContext.ready;
                await panel.sessionContext.session.kernel.info;
              }
            }""",
            [name, kernel],
        )
        return panel

    def close_all(self):
        self.page.evaluate(
            """() => [...window.jupyterapp.shell.widgets("main")]
                 .filter(w => w.context).forEach(w => w.dispose())"""
        )


@pytest.fixture(scope="module")
def folder():
    shutil.rmtree(TARGET / "lab", ignore_errors=True)
    return TARGET / "lab"


@pytest.fixture(scope="module")
def server(browser, folder):
    lab = Lab(folder / "with", browser)
    lab.load()
    yield lab
    lab.stop()


@pytest.fixture(scope="module")
def plain_server(browser, folder):
    """Without the Plotly extension."""
    lab = Lab(folder / "without", browser, extension=False)
    lab.load()
    yield lab
    lab.stop()


@pytest.fixture
def lab(server):
    yield server
    server.close_all()


@pytest.fixture
def plain_lab(plain_server):
    yield plain_server
    plain_server.close_all()
    plain_server.page.watch.cdn = None


WITH_FIGURES = [file for file in FILES if figures(file)]
of_each_with_figures = of_each(WITH_FIGURES)
of_each_run_with_figures = of_each(WITH_FIGURES, run=True)


def drawn(panel, count):
    """The figures below a notebook's cells, when all are drawn."""
    wait_until(
        lambda: (
            panel.locator(DRAWN).evaluate_all("boxes => boxes.filter(box => box.calcdata).length")
            == count
        ),
        f"{count} figures are drawn",
    )
    return panel.locator(DRAWN).element_handles()


def wait_until(condition, what, timeout=30):
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end, f"{what}: not within {timeout} s"
        time.sleep(0.05)


def examine_pictures(pictures, sizes):
    """Checks that still pictures are there, not cut off, and how wide they are, and look."""
    assert pictures.count() == len(sizes)
    for picture, size in zip(pictures.element_handles(), sizes):
        picture.scroll_into_view_if_needed()
        seen = picture.evaluate("""image => {
          const r = image.getBoundingClientRect();
          const around = image.closest(".jp-OutputArea-output").getBoundingClientRect();
          return [image.naturalWidth, r.width, r.right <= around.right + 1];
        }""")
        assert seen == [*size, True]


def page_of(lab, request):
    request.node.funcargs["page"] = lab.page  # for the screenshot, should the test fail
    return lab.page


def examine_executed(lab, request, file, trusted):
    page = page_of(lab, request)
    name = lab.put(file, f"executed/{trusted}-{file.name}", trusted)
    count = len(figures(file))
    examine(drawn(lab.open(name), count), count)
    page.watch.end()


def examine_committed(lab, request, file, trusted):
    page = page_of(lab, request)
    panel = lab.open(lab.put(file, f"committed/{trusted}-{file.name}", trusted))
    count = len(figures(file))
    pictures = panel.locator("img.plot-img[src]")
    wait_until(lambda: pictures.count() == count, f"{count} pictures")
    examine_pictures(pictures, [(760, 760)] * count)
    for picture in pictures.element_handles():
        picture.dispatch_event("mouseenter")
    examine(drawn(panel, count), count)
    page.watch.end()


# A learner's own run is trusted and a fresh clone is not. Lab draws alike what is the other way.


@of_each_run_with_figures
def test_lab_draws_executed_notebooks(lab, request, executed, file):
    examine_executed(lab, request, executed(file), trusted=True)


@of_each_with_figures
def test_lab_shows_pictures_of_committed_notebooks_and_draws_them(lab, request, file):
    examine_committed(lab, request, file, trusted=False)


def test_trust_changes_nothing_of_what_lab_draws(lab, request, executed):
    examine_executed(lab, request, executed(WITH_FIGURES[1]), trusted=False)
    examine_committed(lab, request, WITH_FIGURES[1], trusted=True)


@of_each_run_with_figures
def test_without_the_extension_trusted_html_draws(plain_lab, request, executed, file):
    page = page_of(plain_lab, request)
    expect_plotly(page, serve_plotly)
    name = plain_lab.put(executed(file), f"executed/{file.name}", trusted=True)
    count = len(figures(executed(file)))
    examine(drawn(plain_lab.open(name), count), count)
    page.watch.end()


@of_each_with_figures
def test_without_the_extension_committed_notebooks_have_pictures(plain_lab, request, file):
    page = page_of(plain_lab, request)
    panel = plain_lab.open(plain_lab.put(file, f"committed/{file.name}"))
    # A figure's picture is as wide as it looks; a drawing's is twice as sharp.
    cells = publish_notebooks.code_cells(nbformat.read(file, 4))
    shown = [output.data for cell in cells for output in cell.outputs if "data" in output]
    sizes = [(760, 760) if PLOTLY in data else (1280, 640) for data in shown if PNG in data]
    pictures = panel.locator(".jp-RenderedImage img")
    wait_until(lambda: pictures.count() == len(sizes), f"{len(sizes)} pictures")
    examine_pictures(pictures, sizes)
    page.watch.end()


def test_two_notebooks_side_by_side_draw_all_their_figures(lab, request, executed):
    page = page_of(lab, request)
    first, second = WITH_FIGURES[:2]
    left = lab.open(lab.put(executed(first), "side/left.ipynb"))
    right = lab.open(lab.put(executed(second), "side/right.ipynb"), mode="split-right")
    for panel, file in ((left, first), (right, second)):
        count = len(figures(executed(file)))
        examine(drawn(panel, count), count)
    page.watch.end()


def test_the_dark_theme_is_legible(lab, request, executed):
    page = page_of(lab, request)
    lab.command("apputils:change-theme", theme="JupyterLab Dark")
    try:
        panel = lab.open(lab.put(executed(WITH_FIGURES[0]), "dark/dark.ipynb"))
        drawn(panel, len(figures(executed(WITH_FIGURES[0]))))
        assert page.evaluate("document.body.dataset.jpThemeLight") == "false"
        contrasts = panel.locator(f"{DRAWN} text, .jp-RenderedHTML td, .jp-RenderedHTML th")
        faint = contrasts.evaluate_all(CONTRAST)
        assert not faint
        page.watch.end()
    finally:
        lab.command("apputils:change-theme", theme="JupyterLab Light")


@pytest.fixture(scope="module")
def small(folder):
    """The small notebook, not run."""
    cells = [nbformat.v4.new_code_cell(source) for source in SMALL]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=publish_notebooks.METADATA)
    file = folder / "small.ipynb"
    file.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, file)
    return file


def wait_for_end(panel, cells):
    prompt = panel.locator(".jp-CodeCell .jp-InputPrompt").last
    wait_until(lambda: prompt.inner_text() == f"[{cells}]:", "the last cell has ended", 240)


def count_code(file):
    return len(publish_notebooks.code_cells(nbformat.read(file, 4)))


def redraw(panel):
    """Lab keeps pictures of what it drew, and draws again when the pointer comes."""
    for picture in panel.locator("img.plot-img[src]").element_handles():
        picture.dispatch_event("mouseenter")


def test_a_notebook_runs_live_and_draws_again_after_it_was_saved(lab, request, executed):
    page = page_of(lab, request)
    name = lab.put(WITH_FIGURES[0], "live/live.ipynb")
    panel = lab.open(name, kernel=True)
    lab.command("notebook:clear-all-cell-outputs")
    lab.start("notebook:run-all-cells")
    wait_for_end(panel, count_code(WITH_FIGURES[0]))
    wanted = [output.data[PLOTLY] for output in figures(executed(WITH_FIGURES[0]))]
    count = len(wanted)
    examine(drawn(panel, count), count)
    lab.command("docmanager:save")
    lab.close_all()
    lab.load()
    panel = lab.open(name)
    wait_until(lambda: panel.locator(f"{DRAWN}, img.plot-img[src]").count() >= count, "figures")
    redraw(panel)
    examine(drawn(panel, count), count)
    page.watch.end()


def test_a_figure_grows_in_place_and_a_hostile_one_executes_nothing(lab, request, small):
    page = page_of(lab, request)
    name = lab.put(small, "live/small.ipynb")
    panel = lab.open(name, kernel=True)
    lab.start("notebook:run-all-cells")
    sizes = set()

    def finished():
        sizes.update(
            panel.locator(DRAWN).evaluate_all(
                "boxes => boxes.slice(1).map(box => box.data[0].x.length)"
            )
        )
        return 6 in sizes

    wait_until(finished, "the figure of the last epoch", 120)
    assert len(sizes) >= 3, "it was drawn while it grew"
    wait_for_end(panel, len(SMALL))
    hostile, grown = drawn(panel, 2)
    assert letters(hostile.query_selector(".gtitle").text_content()) == letters(HOSTILE)
    assert grown.evaluate("box => box.data[0].y") == [91, 92, 93, 94, 95, 96]
    lab.command("docmanager:save")
    lab.close_all()
    lab.load()
    panel = lab.open(name)
    wait_until(lambda: panel.locator(f"{DRAWN}, img.plot-img[src]").count() >= 2, "figures")
    redraw(panel)
    drawn(panel, 2)
    assert page.evaluate("window.hacked") is None
    page.watch.end()


def letters(text):
    return "".join(text.split())


def test_hostile_html_executes_nothing_and_draws(plain_lab, request, small, executed):
    page = page_of(plain_lab, request)
    expect_plotly(page, serve_plotly)
    panel = plain_lab.open(plain_lab.put(executed(small), "hostile/small.ipynb", trusted=True))
    hostile, grown = drawn(panel, 2)
    assert letters(hostile.query_selector(".gtitle").text_content()) == letters(HOSTILE)
    assert grown.evaluate("box => box.data[0].x.length") == 6
    assert page.evaluate("window.hacked") is None
    page.watch.end()


# ---- when Plotly cannot be had ----


def refused(route):
    route.abort()


def other_bytes(route):
    route.fulfill(
        body="window.hacked = 1",
        content_type="text/javascript",
        headers={"Access-Control-Allow-Origin": "*"},
    )


HINT = "text=This figure is drawn by plotly.js"


@pytest.mark.parametrize("answer", [refused, other_bytes])
def test_without_the_extension_and_without_plotly_a_hint_stays(
    plain_lab, request, executed, answer
):
    page = page_of(plain_lab, request)
    plain_lab.load()  # forgets the Plotly that it has
    page.watch.cdn = answer
    file = executed(WITH_FIGURES[0])
    panel = plain_lab.open(plain_lab.put(file, "hint/hint.ipynb", trusted=True))
    wait_until(lambda: panel.locator(HINT).count() == len(figures(file)), "hints")
    wait_until(lambda: page.evaluate("1") and page.watch.errors, "the browser's own word")
    assert page.evaluate("window.hacked") is None
    assert not [error for error in page.watch.errors if not RESOURCE.search(error)]
    page.watch.errors.clear()
    page.watch.end()


def test_without_the_extension_untrusted_a_hint_stays(plain_lab, request, executed):
    page = page_of(plain_lab, request)
    file = executed(WITH_FIGURES[0])
    panel = plain_lab.open(plain_lab.put(file, "hint/untrusted.ipynb"))
    wait_until(lambda: panel.locator(HINT).count() == len(figures(file)), "hints")
    page.watch.end()


def test_a_slow_plotly_leaves_a_hint_until_it_draws(plain_lab, request, executed):
    page = page_of(plain_lab, request)
    plain_lab.load()
    waiting = []
    expect_plotly(page, waiting.append)
    file = executed(WITH_FIGURES[0])
    count = len(figures(file))
    panel = plain_lab.open(plain_lab.put(file, "hint/slow.ipynb", trusted=True))
    wait_until(lambda: panel.locator(HINT).count() == count, "hints")
    wait_until(lambda: page.evaluate("1") and waiting, "a request for Plotly")
    assert len(waiting) == 1, "it is loaded once"
    serve_plotly(waiting[0])
    examine(drawn(panel, count), count)
    assert panel.locator(HINT).count() == 0
    page.watch.end()


RESOURCE = re.compile("Failed to load resource|Failed to find a valid digest")


@pytest.mark.parametrize("scripts", [True, False], ids=["without Plotly", "without scripts"])
def test_pages_leave_a_hint(browser, addresses, request, executed, scripts):
    page = open_page(browser, java_script_enabled=scripts)
    request.node.funcargs["page"] = page
    page.route("**/plotly.min.js*", refused)
    page.watch.cdn = refused
    page.goto(f"{addresses['http']}/{name_of_page(WITH_FIGURES[0])}")
    assert page.locator(HINT).count() == len(figures(executed(WITH_FIGURES[0])))
    assert not [error for error in page.watch.errors if not RESOURCE.search(error)]
    page.watch.errors.clear()
    page.watch.end()
    page.close()
