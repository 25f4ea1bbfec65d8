"""The page that trains in the browser: the same counts as in the JVM, from http: and file:, with
drawn digits and with MNIST; what it does with nonsense; and whether everybody can use it."""

import contextlib
import functools
import gzip
import http.server
import os
import re
import shutil
import statistics
import subprocess
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import check_translations as checks
import plotly
import pytest
from build_page import LANGUAGES, properties
from conftest import ROOT, TARGET
from test_browser import CONTRAST, Watch

pytestmark = pytest.mark.long
PAGE = TARGET / "page"
SITE = ROOT / "lib/page/site"
LIMIT = 600_000  # bytes of all that a reader needs, but for Plotly
PARTS = ("neuron", "stack", "race")
PAGES = ("index.html", "zh.html")
READY = "Ready|准备就绪"
PRESETS = ("start", "zero", "deep", "scaled", "relu", "decay", "eta", "nielsen")
SHAPES = (  # hidden layers, activation, η; and two starts
    ("30", "sigmoid", "0.1", ("old", "new")),
    ("30-30", "sigmoid", "0.1", ("old", "new")),
    ("40-40", "ReLU", "0.03", ("LeCun", "He")),
)
NETWORKS = [
    f"{hidden},{activation},{start},{eta},0.5,{seed}"
    for hidden, activation, eta, starts in SHAPES
    for start in starts
    for seed in (1, 2, 3)
]
MNIST = [
    f"{part}.gz"
    for part in (
        "train-images-idx3-ubyte",
        "train-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte",
    )
]


# ---- the page, and its addresses ----


@pytest.fixture(scope="module")
def made():
    """The folder of the page, made anew if anything changed."""
    done = subprocess.run([ROOT / "run", "page"], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return PAGE


@pytest.fixture(scope="module")
def server(made):
    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Handler, directory=made)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()


@pytest.fixture
def page(browser, made):
    with opened(browser) as page:
        yield page


@contextlib.contextmanager
def opened(browser, width=1280, **options):
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.watch = Watch(page)
    yield page
    page.watch.end()
    context.close()


def address(part="", base=None, file="index.html", **settings):
    """An address of the page; of settings, net may be a list."""
    base = base or (PAGE / file).as_uri()
    query = urlencode(settings, doseq=True)
    return f"{base}#{part}" + (f"?{query}" if query else "")


def net(text):
    """How the address says a network of PageCounts.java."""
    hidden, activation, start, eta, lmbda, seed = text.split(",")
    hidden = hidden.replace("-", ", ")
    return f"{hidden};{activation};cross-entropy;{start};1;own;{eta};{lmbda};10;{seed}"


def show(page, where):
    page.goto("about:blank")
    page.goto(where)


def wait_for_status(page, pattern, timeout=120_000):
    page.wait_for_function(
        "p => new RegExp(p).test(document.querySelector('#status').textContent)",
        arg=pattern,
        timeout=timeout,
    )


def run(page, timeout=120_000):
    """Lets the race that is shown run to its end, in either language."""
    wait_for_status(page, READY)
    page.click("#run")
    wait_for_status(page, "Done|Paused|完成|暂停", timeout)


def counts(page):
    """Of each network, how many images it gets right."""
    page.wait_for_timeout(600)  # the table follows within half a second
    cells = page.locator("#race-table tbody td:nth-child(3)").all_inner_texts()
    return [int(text.split(" of ")[0].replace(",", "")) for text in cells]


def in_jvm(*arguments):
    """What PageCounts.java prints, line by line."""
    java = shutil.which("java")
    command = [java, "-cp", TARGET / "nndl.jar", ROOT / "lib/tests/PageCounts.java", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


# ---- the same numbers ----


@pytest.fixture(scope="module")
def expected():
    lines = in_jvm("10000", "2", *NETWORKS)
    return {name: int(line[-1]) for name, line in zip(NETWORKS, lines)}


@pytest.mark.parametrize("scheme", ["file", "http"])
def test_counts_equal_those_of_the_jvm(page, server, expected, scheme):
    base = {"file": None, "http": f"{server}/index.html"}[scheme]
    found = {}
    for first in range(0, len(NETWORKS), 4):
        some = NETWORKS[first : first + 4]
        show(page, address("race", base, images=10000, epochs=2, net=[net(name) for name in some]))
        run(page)
        found |= dict(zip(some, counts(page)))
    assert found == expected


def mnist_files():
    folder = Path(os.environ.get("NNDL_HOME") or Path.home() / ".cache/nndl")
    files = [folder / name for name in MNIST]
    if not all(file.exists() for file in files):
        pytest.skip("MNIST is not here")
    return files


@pytest.mark.measured
def test_mnist_gives_all_of_nielsens_counts(page):
    show(page, address("race", preset="nielsen"))
    page.set_input_files("#files", mnist_files())
    page.wait_for_selector("#mnist-said >> text=50,000 images to train on")
    assert page.locator("#mnist-said >> text=SHA-256 is that of the original").count() == 4
    run(page, 1_800_000)
    assert page.inner_text("#nielsen").startswith("All 120 ")


# ---- nonsense ----


@pytest.mark.parametrize(
    "part, settings, sentence",
    [
        ("neuron", {"n": "5000"}, "n=5000"),
        ("neuron", {"n": "NaN", "start": "he"}, "n=NaN"),
        ("stack", {"depth": "-1", "nonsense": "<img src=x onerror=alert(1)>"}, "depth=-1"),
        ("race", {"net": "30;sigmoid"}, "net=30;sigmoid"),
        ("race", {"preset": "unknown", "images": "1e9"}, "images=1e9"),
        ("elsewhere", {}, "elsewhere"),
    ],
)
def test_an_address_that_makes_no_sense_gets_a_sentence(page, part, settings, sentence):
    show(page, address(part, **settings))
    assert sentence in page.inner_text("#trouble")
    page.wait_for_selector("section:not([hidden]) .js-plotly-plot .main-svg")


@pytest.mark.parametrize(
    "part, control, text",
    [
        ("neuron", "#neuron-n", "0"),
        ("neuron", "#neuron-n", "12.5"),
        ("neuron", "#neuron-sigma", "NaN"),
        ("stack", "#stack-depth", "21"),
        ("stack", "#stack-scale", "-1"),
        ("race", "#race-epochs", "a few"),
    ],
)
def test_a_number_out_of_range_gets_a_sentence(page, part, control, text):
    show(page, address(part))
    before = page.input_value(control)
    page.fill(control, text)
    page.press(control, "Tab")
    trouble = page.locator(f"{control}-trouble")
    assert text in trouble.inner_text() and before in trouble.inner_text()
    page.fill(control, before)
    page.press(control, "Tab")
    assert trouble.is_hidden()


def test_an_eta_that_lets_the_cost_overflow_stops_that_network_alone(page):
    good = net("30,sigmoid,new,0.1,0.5,1")
    bad = net("30-30-30-30-30,ReLU,old,10,0,1")
    show(page, address("race", images=1000, epochs=3, net=[bad, good]))
    run(page)
    page.wait_for_timeout(600)
    rows = page.locator("#race-table tbody tr").all_inner_texts()
    assert "stopped: epoch 1, step" in rows[0] and "smaller eta" in rows[0]
    assert "of 200" in rows[1]


@pytest.mark.parametrize(
    "name, content, sentence",
    [
        ("train-images-idx3-ubyte", b"\0\0\x08\x01\0\0\0\x01\x05", "expected a header of 16 bytes"),
        ("train-images-idx3-ubyte", b"\0\0\x08\x01" + b"\0" * 20, "expected magic number 2051"),
        ("train-labels-idx1-ubyte", b"\0\0\x08\x01\0\0\0\x09\x05", "expected 17 bytes for 9 items"),
        ("train-labels-idx1-ubyte", b"\0\0\x08\x01\0\0\0\x01\x05", "not MNIST's file; SHA-256"),
        (
            "train-labels-idx1-ubyte.gz",
            gzip.compress(bytes(5000), mtime=0)[:-9],
            "damaged or cut short",
        ),
        ("train-labels-idx1-ubyte.gz", b"", "expected a header of 8 bytes"),
        ("holiday.jpg", b"\xff\xd8", "the name is none of MNIST's"),
    ],
    ids=["short", "magic", "count", "hash", "cut", "empty", "name"],
)
def test_a_wrong_file_gets_a_sentence(page, name, content, sentence):
    show(page, address("race"))
    page.set_input_files(
        "#files", {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.wait_for_selector("#mnist-said li")
    assert sentence in page.inner_text("#mnist-said")
    wait_for_status(page, "Ready")


def test_the_library_speaks_chinese_if_it_is_asked_to(page):
    show(page, address("neuron"))
    said = page.evaluate(
        """async () => {
          const worker = new Worker(URL.createObjectURL(new Blob([`(${nndl})();`])));
          const ask = question => new Promise(resolve => {
            worker.onmessage = ({ data }) => resolve(data.error);
            worker.postMessage(question);
          });
          const file = { ask: "file", name: "t10k-labels", hash: "", bytes: new ArrayBuffer(3) };
          return [await ask(file), await ask({ ask: "language", language: "zh" }),
            await ask(file), await ask({ ask: "language", language: "de" })];
        }"""
    )
    assert said == [
        "t10k-labels: expected a header of 8 bytes, found a file of 3 bytes",
        None,
        "t10k-labels：文件头应有 8 个字节，而整个文件只有 3 个字节",
        "de",
    ]


# ---- habits of a page ----


@pytest.mark.parametrize("file", PAGES)
def test_all_but_plotly_is_small(made, file):
    names = {file.name for file in made.iterdir()} - {"plotly-basic.min.js", *PAGES} | {file}
    sizes = {name: (made / name).stat().st_size for name in names}
    assert sum(sizes.values()) <= LIMIT, sizes


def test_nothing_is_kept_and_nothing_is_fetched(page, server):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    show(page, address("race", f"{server}/index.html"))
    run(page)
    assert not [url for url in asked if not url.startswith((server, "blob:", "about:"))]
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_address_says_what_is_set_and_back_works(page):
    show(page, address("neuron"))
    page.fill("#neuron-n", "40")
    page.press("#neuron-n", "Tab")
    page.select_option("#neuron-start", "new")
    assert page.url.endswith("#neuron?n=40&start=new")
    page.go_back()
    assert page.url.endswith("#neuron?n=40")
    assert page.input_value("#neuron-start") == "old"
    where = page.url
    show(page, where)
    assert page.input_value("#neuron-n") == "40"


def test_rewinding_gives_the_same_numbers_and_another_seed_others(page):
    show(page, address("race", epochs=1, images=1000))
    run(page)
    first = counts(page)
    page.click("#rewind")
    run(page)
    assert counts(page) == first
    page.click("#again")
    wait_for_status(page, "Ready")
    run(page)
    assert counts(page) != first


def test_steps_and_epochs_stop_where_they_should(page):
    show(page, address("race", images=1000))
    wait_for_status(page, "Ready")
    page.click("#step")
    wait_for_status(page, "epoch 0.01")
    page.click("#epoch")
    wait_for_status(page, "epoch 1[.]$")
    page.click("#epoch")
    wait_for_status(page, "epoch 2[.]$")


def test_the_scale_at_which_the_error_survives_can_be_found(page):
    show(page, address("stack", depth=10))
    page.wait_for_selector("#goal >> text=vanishes")
    page.fill("#stack-scale", "10")
    page.press("#stack-scale", "Tab")
    page.wait_for_selector("#goal.hit")
    page.click("#race-this")
    assert page.locator("#part-race").is_visible()
    assert "10 × new" in page.inner_text("#networks")


def test_every_summary_changes_with_its_figure(page):
    show(page, address("neuron"))
    page.wait_for_function(
        "[...document.querySelectorAll('#part-neuron figcaption')]"
        ".every(caption => caption.textContent)"
    )
    before = page.locator("#part-neuron figcaption").all_inner_texts()
    page.select_option("#neuron-start", "new")
    page.wait_for_function(
        "before => [...document.querySelectorAll('#part-neuron figcaption')]"
        ".every((caption, i) => caption.textContent !== before[i])",
        arg=before,
    )


@pytest.mark.measured
def test_no_task_is_long_while_four_networks_train(page):
    show(page, address("race", preset="eta", epochs=40))
    wait_for_status(page, "Ready")
    page.wait_for_timeout(1000)
    page.evaluate(
        """() => {
          window.longTasks = [];
          new PerformanceObserver(list => longTasks.push(
            ...list.getEntries().map(entry => entry.duration))).observe({ type: "longtask" });
        }"""
    )
    page.click("#run")
    page.wait_for_timeout(8000)
    assert page.evaluate("longTasks") == []


def test_a_browser_without_workers_sees_a_sentence(browser, made):
    with opened(browser, java_script_enabled=False) as page:
        page.goto(address())
        page.locator("#needs").wait_for()
    with opened(browser) as page:
        page.add_init_script("delete window.Worker")
        page.goto(address())
        page.locator("#needs").wait_for()


# ---- everybody ----


def test_every_control_is_reached_by_the_keyboard(page):
    for part in PARTS:
        show(page, address(part))
        page.wait_for_selector("section:not([hidden]) .js-plotly-plot .main-svg")
        for summary in page.locator("#networks summary").all():
            if summary.is_visible():
                summary.press("Enter")
        wanted = page.evaluate(
            "() => [...document.querySelectorAll('a, button, input, select, summary')]"
            ".filter(e => e.checkVisibility() && !e.disabled).length"
        )
        page.evaluate("document.activeElement.blur()")
        reached = set()
        for _ in range(wanted + 20):
            page.keyboard.press("Tab")
            reached.add(
                page.evaluate(
                    "() => { const all = [...document.querySelectorAll("
                    "'a, button, input, select, summary')];"
                    "return all.indexOf(document.activeElement); }"
                )
            )
        assert len(reached - {-1}) >= wanted, part


@pytest.mark.measured
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("file", PAGES)
def test_every_part_looks_right(browser, made, file, width, scheme):
    folder = TARGET / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    shown = [(part, {}) for part in PARTS[:2]] + [("race", {"preset": name}) for name in PRESETS]
    for part, settings in shown:
        with opened(browser, width, color_scheme=scheme, reduced_motion="reduce") as page:
            page.goto(address(part, file=file, **settings))
            page.wait_for_selector("section:not([hidden]) .js-plotly-plot .main-svg")
            if part == "race" and settings["preset"] != "nielsen":
                wait_for_status(page, READY)
            name = "-".join([file[:2], part, *settings.values(), str(width), scheme])
            page.wait_for_timeout(1000)
            page.screenshot(path=folder / f"page-{name}.png", full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            faint = page.eval_on_selector_all(
                "section:not([hidden]) :is(p, label, a, button, th, td, h2, h3, figcaption),"
                " nav a, header p",
                f"elements => ({CONTRAST})(elements.filter(e => e.checkVisibility()"
                " && !e.disabled))",
            )
            assert faint == [], name


@pytest.mark.parametrize(
    "file, scheme", [("index.html", "light"), ("index.html", "dark"), ("zh.html", "light")]
)
def test_axe_finds_nothing(browser, server, file, scheme):
    axe = pytest.importorskip("axe_playwright_python")
    for part in PARTS:
        with opened(browser, color_scheme=scheme) as page:
            page.goto(address(part, f"{server}/{file}"))
            page.wait_for_selector("section:not([hidden]) .js-plotly-plot .main-svg")
            if part == "race":
                for summary in page.locator("#part-race summary").all():
                    summary.press("Enter")
                run(page)
                page.wait_for_timeout(600)
            page.add_script_tag(path=Path(axe.__file__).with_name("axe.min.js"))
            found = page.evaluate("axe.run().then(result => result.violations)")
            assert [f"{v['id']}: {v['nodes'][0]['html']}" for v in found] == [], part


# Which elements show less than all of their text.
CLIPPED = """elements => elements.filter(e => e.checkVisibility()).flatMap(e => {
  let wide = e.scrollWidth;
  if (e.matches("select")) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = getComputedStyle(e).font;
    wide = pen.measureText(e.selectedOptions[0].text).width + 32; // with its arrow
  }
  return wide > e.clientWidth + 1 && getComputedStyle(e).display !== "inline"
    ? [e.textContent.slice(0, 60)] : [];
})"""


@pytest.mark.parametrize("file", PAGES)
def test_no_text_is_cut_off_on_a_phone(browser, made, file):
    with opened(browser, 390) as page:
        for part, settings in [(part, {}) for part in PARTS] + [("race", {"preset": "nielsen"})]:
            show(page, address(part, file=file, **settings))
            page.wait_for_selector("section:not([hidden]) .js-plotly-plot .main-svg")
            for summary in page.locator("#networks summary").all():
                if summary.is_visible():
                    summary.press("Enter")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            texts = "a, button, h1, h2, h3, label, p, select, summary, figcaption"
            assert page.eval_on_selector_all(texts, CLIPPED) == [], part


# ---- in two languages ----


def test_the_chinese_has_all_texts_and_is_sound():
    english, chinese = (properties(SITE / f"texts{end}.properties") for end in LANGUAGES.values())
    assert chinese.keys() == english.keys()
    names = checks.names_in(ROOT) | {"Web", "Worker"}
    terms = checks.terms_in(ROOT)
    blank = re.compile(r"{[\w-]+}")
    wrong = []
    for key in english.keys() - {"other", "other.page", "other.language", "language", "book.page"}:
        old, new = english[key], chinese[key]
        assert sorted(blank.findall(old)) == sorted(blank.findall(new)), key
        found = checks.wrong_with(blank.sub("%s", old), blank.sub("%s", new), "text", names, terms)
        wrong += [f"{key}: {what}" for what in found]
    assert wrong == []


# All that a page says: its texts, also of figures, and what it says of its elements.
SAID = """() => [document.title, document.body.innerText,
  ...[...document.querySelectorAll("svg text")].map(text => text.textContent),
  ...["title", "aria-label", "aria-valuetext"].flatMap(name =>
    [...document.querySelectorAll(`[${name}]`)].map(e => e.getAttribute(name)))].join("\\n")"""


def test_the_chinese_page_speaks_chinese(page):
    names = checks.names_in(ROOT) | {"English", "nonsense", "holiday", "train"}
    for part, settings in (
        *((part, {"nonsense": 1}) for part in PARTS),
        ("race", {"net": [net("30-30-30-30-30,ReLU,old,10,0,1"), net("40,tanh,He,1,0,2")]}),
    ):
        show(page, address(part, file="zh.html", **settings))
        page.wait_for_selector("section:not([hidden]) .js-plotly-plot .main-svg")
        if part == "race":
            for summary in page.locator("#part-race summary").all():
                if summary.is_visible():
                    summary.press("Enter")
            page.fill("#race-epochs", "0")
            page.press("#race-epochs", "Tab")
            page.fill("#race-epochs", "1")
            page.press("#race-epochs", "Tab")
            run(page)
            wrong = {"name": "holiday", "mimeType": "", "buffer": b"\xff\xd8"}
            page.set_input_files("#files", wrong)
            page.wait_for_selector("#mnist-said li")
            page.wait_for_timeout(600)
        words = set(checks.WORD.findall(page.evaluate(SAID)))
        assert words <= names, part


@pytest.mark.parametrize("file, other", [PAGES, PAGES[::-1]])
def test_the_other_language_shows_the_same(page, file, other):
    show(page, address("neuron", file=file))
    page.fill("#neuron-n", "４０")  # of full width, as Chinese keyboards give
    page.press("#neuron-n", "Tab")
    page.select_option("#neuron-start", "new")
    page.click("#language")
    assert page.url.endswith(f"/{other}#neuron?n=40&start=new")
    assert page.input_value("#neuron-n") == "40"

    show(page, address("race", file=file, images=1000))
    page.locator("#networks summary").first.press("Enter")
    page.fill("#net-0-hidden", "30，20、10")
    page.press("#net-0-hidden", "Tab")
    page.click("#language")
    assert f"/{other}#race?images=1000&net=30%2C+20%2C+10%3B" in page.url
    page.wait_for_selector("#networks >> text=30-20-10")
    assert page.locator("#trouble").is_hidden()


# ---- how fast ----


@pytest.mark.measured
def test_the_first_picture_comes_soon(browser, made):
    with opened(browser) as page:
        begin = time.monotonic()
        page.goto(address())
        page.wait_for_selector(".js-plotly-plot .main-svg")
        seconds = time.monotonic() - begin
    print(f"first picture after {seconds:.2f} s")
    assert seconds <= 1


def worker_millis():
    """The CPU time that the workers of all browsers have used."""
    total = 0
    for comm in Path("/proc").glob("[0-9]*/task/*/comm"):
        with contextlib.suppress(OSError):
            if comm.read_text().startswith("DedicatedWorker"):
                total += int(comm.with_name("schedstat").read_text().split()[0]) / 1e6
    return total


@pytest.mark.measured
@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="only Linux tells")
@pytest.mark.parametrize("neurons, limit", [(30, 4), (100, 5)])
def test_an_epoch_takes_not_much_longer_than_in_the_jvm(page, neurons, limit):
    name = f"{neurons},sigmoid,new,0.1,0.5,1"
    show(page, address("race", epochs=12, net=[net(name)]))
    wait_for_status(page, "Ready")

    def epoch(number):
        before = worker_millis()
        page.click("#epoch")
        wait_for_status(page, f"epoch {number}[.]$")
        return worker_millis() - before

    def look(layer):  # after each epoch the page looks into the network, as it does here
        before = worker_millis()
        page.fill("#race-layer", str(layer))
        page.press("#race-layer", "Tab")
        page.wait_for_timeout(500)
        return worker_millis() - before

    ours = [epoch(number) for number in range(1, 13)][2:]
    looks = [look(2 + i % 2) for i in range(10)]
    jvm = [float(text) for text in in_jvm("time", "5000", "12", name)[0]][2:]
    ratio = (statistics.median(ours) - statistics.median(looks)) / statistics.median(jvm)
    print(f"{neurons} neurons: {ratio:.1f} times the JVM's")
    assert ratio <= limit


# ---- what must stay in step ----


def test_versions_are_those_of_the_library():
    def versions(file):
        text = (ROOT / file).read_text(encoding="utf-8")
        return dict(re.findall(r"<artifactId>([\w-]+)</artifactId>\s*<version>([\d.]+)<", text))

    ours, library = versions("lib/page/pom.xml"), versions("lib/pom.xml")
    shared = {name: version for name, version in ours.items() if name in library}
    assert {"ejml-simple", "commons-math3"} <= shared.keys()
    assert shared == {name: library[name] for name in shared}


def test_plotly_is_that_of_the_figures(made):
    def version(script):
        return re.search(rb"plotly.js .*?(v[\d.]+)", script.read_bytes())[1]

    figures = Path(plotly.__file__).parent / "package_data/plotly.min.js"
    assert version(made / "plotly-basic.min.js") == version(figures)


def test_two_backslashes_do_not_join_lines(tmp_path):
    file = tmp_path / "some.properties"
    file.write_text("# of two\na\\ b = \\\\\nc = one \\\n  and two\n", encoding="utf-8")
    assert properties(file) == {"a b": "\\\\", "c": "one and two"}


def test_the_scripts_say_only_what_the_texts_have():
    script = "".join(file.read_text() for file in sorted(SITE.glob("js/*.js")))
    used = set(re.findall(r'say\("([\w.-]+)"', script))
    used |= set(re.findall(r"{{([\w.-]+)}}", (SITE / "index.html").read_text())) - {"PAGE"}
    assert used <= properties(SITE / "texts.properties").keys()
