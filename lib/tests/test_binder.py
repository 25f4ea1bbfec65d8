"""What Binder will make of environment.yml, postBuild and start, as far as no Docker is needed."""

import base64
import hashlib
import os
import re
import warnings
from pathlib import Path

import plotly
import pytest
from packaging.specifiers import SpecifierSet
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def build_pack():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # repo2docker imports what is deprecated
        from repo2docker.app import Repo2Docker
    before = os.getcwd()
    os.chdir(ROOT)
    app = Repo2Docker()
    packs = (pack(app.base_image) for pack in app.buildpacks)
    found = next(pack for pack in packs if pack.detect())
    found.platform = "linux/amd64"
    yield found
    os.chdir(before)


def conda_bounds():
    """The bounds of each package, named as pip names it."""
    dependencies = YAML(typ="safe").load(ROOT / "environment.yml")["dependencies"]
    found = [
        re.fullmatch(r"([a-z_-]+)([=<>].*)", dependency).groups() for dependency in dependencies
    ]
    return {name.replace("_", "-").replace("nbconvert-core", "nbconvert"): b for name, b in found}


def pip_versions():
    lines = (ROOT / "lib/tools/requirements.txt").read_text().splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def test_binder_takes_the_conda_environment(build_pack):
    assert type(build_pack).__name__ == "CondaBuildPack"
    assert build_pack.python_version == "3.12"
    assert build_pack.get_post_build_scripts() == ["postBuild"]
    assert build_pack.get_start_script() == "${REPO_DIR}/start"


def test_dockerfile_uses_all_three_files(build_pack):
    dockerfile = build_pack.render({"NB_UID": "1000", "NB_USER": "jovyan"})
    assert '--file "environment.yml"' in dockerfile
    assert "RUN ./postBuild" in dockerfile
    assert 'ENV R2D_ENTRYPOINT="${REPO_DIR}/start"' in dockerfile
    assert "requirements.txt" not in dockerfile


def test_versions_for_pip_are_within_those_for_conda():
    bounds, versions = conda_bounds(), pip_versions()
    assert versions.pop("jjava") and bounds["ijava"], "each has a Java kernel of its own"
    assert {"jupyterlab", "plotly"} <= versions.keys()
    versions.pop("jsonschema")  # is named for its speed alone
    for name, version in versions.items():
        assert version in SpecifierSet(bounds[name]), name


def test_no_version_for_conda_is_open_to_what_may_break():
    bounds = conda_bounds()
    assert {"python", "openjdk", "maven"} <= bounds.keys()
    for name, bound in bounds.items():
        assert re.fullmatch(r"=\d+(\.\d+)?|>=\d+(\.\d+)+,<\d+", bound), name


def test_a_figure_on_a_page_loads_the_plotly_that_is_installed():
    html = (ROOT / "lib/src/main/resources/nndl/plot/figure.html").read_text()
    script = (Path(plotly.__file__).parent / "package_data/plotly.min.js").read_bytes()
    version = re.search(rb"plotly\.js v([\d.]+)", script)[1].decode()
    if pip_versions()["plotly"] != plotly.__version__:
        pytest.skip(f"plotly {plotly.__version__} is not the one for pip")  # conda's may differ
    digest = base64.b64encode(hashlib.sha384(script).digest()).decode()
    assert f'"https://cdn.plot.ly/plotly-{version}.min.js"' in html
    assert f'"sha384-{digest}"' in html


@pytest.mark.parametrize("script", ["run", "postBuild", "start", ".ci/run"])
def test_scripts_can_be_executed_and_end_lines_with_lf(script):
    assert os.access(ROOT / script, os.X_OK)
    assert b"\r" not in (ROOT / script).read_bytes()
    assert f"/{script} " in (ROOT / ".gitattributes").read_text()
