"""Every figure in a real browser: in JupyterLab, with and without its Plotly extension, and in the
pages; nothing may be missing, cut off, fetched from outside, or said on the console."""

import contextlib
import functools
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
from conftest import ROOT, TARGET, publish_notebooks, run_notebooks
from nbformat.sign import NotebookNotary
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
FILES = publish_notebooks.notebook_files(ROOT)
PLOTLY = publish_notebooks.PLOTLY
PLOTLY_JS = (Path(plotly.__file__).parent / "package_data/plotly.min.js").read_bytes()
CDN = "https://cdn.plot.ly/"
CHECK = (HERE / "figures.js").read_text(encoding="utf-8")
DRAWN = ".js-plotly-plot"


# ---- the browser, and a page that takes note of what should not be ----


def find_browser():
    """Chromium or Chrome, if installed; otherwise what `playwright install chromium` brought."""
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    found = [path for path in map(shutil.which, names + [mac]) if path]
    return found[0] if found else None


@pytest.fixture(scope="module")
def browser(site):  # after the notebooks ran: this one's event loop would be in their way
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        yield browser
        browser.close()


class Watch:
    """The errors of a page, and its requests to other machines, which are not let through."""

    def __init__(self, page):
        self.page, self.errors, self.outside, self.cdn = page, [], [], None
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda m: m.type == "error" and self.errors.append(m.text))
        page.route(re.compile("^https?://(?!127.0.0.1[:/])"), self.refuse)

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
    yield {"http": f"http://127.0.0.1:{server.server_port}", "file": f"file://{folder}"}
    server.shutdown()


@pytest.fixture(scope="module", params=["http", "file"])
def address(addresses, request):
    return addresses[request.param]


@pytest.fixture(scope="module", params=[1280, 390])
def reader(browser, request):
    page = open_page(browser, request.param)
    yield page
    page.close()


@pytest.fixture
def page(reader):
    return reader


def name_of_page(file):
    return file.relative_to(ROOT).with_suffix(".html").as_posix()


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


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_page(page, address, file, executed):
    count = len(figures(executed(file)))
    page.goto(f"{address}/{name_of_page(file)}")
    examine(wait_for_figures(page, count), count)
    assert fits(page)
    if "$$" in file.read_text(encoding="utf-8"):
        page.wait_for_selector("mjx-container svg")
    page.watch.end()


def test_front_page_leads_through_the_book(page, address):
    page.goto(f"{address}/index.html")
    assert fits(page)
    for file in FILES:
        page.goto(page.url)
        assert page.locator(f"a[href='{name_of_page(file)}']").count() > 0
    page.locator(".next-page, .right-next").first.click()
    page.wait_for_url(f"**/{name_of_page(FILES[0])}")
    page.locator("a[href='../index.html#the-claims']").first.click()
    page.wait_for_url("**/index.html#the-claims")
    page.watch.end()


def test_search_finds_a_notebook(page, address):
    page.goto(f"{address}/search.html?q=saturated")
    page.wait_for_selector("#search-results li a[href*='01-saturated-neurons.html']")
    page.watch.end()
