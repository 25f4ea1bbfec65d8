"""What Binder will make of environment.yml, postBuild and start, as far as no Docker is needed."""

import os
import warnings
from pathlib import Path

import pytest
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


def conda_versions():
    dependencies = YAML(typ="safe").load(ROOT / "environment.yml")["dependencies"]
    return dict(dependency.split("=") for dependency in dependencies)


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


def test_pip_and_conda_have_one_list_of_versions():
    conda, pip = conda_versions(), pip_versions()
    assert pip.pop("jjava") and conda["ijava"], "each has a Java kernel of its own"
    assert pip == {name: conda[name] for name in pip}


def test_conda_pins_every_version():
    assert all(conda_versions().values())
    assert {"python", "openjdk", "maven"} <= conda_versions().keys()


@pytest.mark.parametrize("script", ["run", "postBuild", "start", ".ci/run"])
def test_scripts_can_be_executed_and_end_lines_with_lf(script):
    assert os.access(ROOT / script, os.X_OK)
    assert b"\r" not in (ROOT / script).read_bytes()
    assert f"/{script} " in (ROOT / ".gitattributes").read_text()
