"""./run, postBuild and start, each in a copy of this tree that has notebooks of a few cells."""

import json
import os
import re
import shutil
import sys
import time
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT
from jupyter_client.kernelspec import KernelSpecManager
from trees import FIRST_CELL, printed, run, write_notebook, write_program


@pytest.mark.parametrize("arguments", [(), ("help",), ("--help",), ("-h",)])
def test_help_names_every_command(arguments):
    result = run(ROOT / "run", *arguments)
    assert result.returncode == 0
    for command in ("lab", "notebooks", "test", "bench", "setup"):
        assert re.search(rf"^  {command}\b", result.stdout, re.MULTILINE)


def test_unknown_command():
    result = run(ROOT / "run", "frobnicate")
    assert result.returncode == 2
    assert "no command frobnicate" in result.stderr
    assert "Usage:" in result.stderr


@pytest.mark.parametrize("command", ["notebooks", "publish"])
def test_unknown_notebook_lists_what_there_is(tree, command):
    for folder in ("solutions", "zh"):
        (tree / "notebooks" / folder).mkdir()
        write_notebook(tree / "notebooks" / folder / "01-tiny.ipynb", "1")
    result = run(tree / "run", command, "01", "zh/01", "99")
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "There is no notebook 99. There are:",
        "  01-tiny",
        "  solutions/01-tiny",
        "  zh/01-tiny",
    ]


@pytest.mark.book
def test_from_another_folder_through_a_link_in_a_fresh_home_without_a_locale(tree, tmp_path):
    home = tmp_path / "home"
    stale = home / ".local/share/jupyter/kernels/java/kernel.json"
    stale.parent.mkdir(parents=True)
    stale.write_text('{"argv": ["/gone/java"], "display_name": "Java", "language": "java"}')
    files = sorted(home.rglob("*"))
    notebook = tree / "notebooks/01-tiny.ipynb"
    before = notebook.read_bytes()
    link = tmp_path / "link"
    link.symlink_to(tree / "run")
    # It needs no Maven: no source is newer than the jar.
    write_program(tmp_path / "bin/mvn", "echo mvn ran; exit 1")

    result = run(
        link,
        "notebooks",
        "01",
        cwd=tmp_path,
        HOME=str(home),
        LANG=None,
        LC_ALL=None,
        LC_CTYPE=None,
        PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}",
    )

    assert result.returncode == 0, result.stderr
    executed = tree / "lib/target/executed/01-tiny.ipynb"
    assert printed(executed)[1] == "NumpyRandom"
    for word in ("Installing", "Building"):
        assert word not in result.stderr, "a second run repeats nothing"
    page = tree / "lib/target/site/notebooks/01-tiny.html"
    assert "Größe" in page.read_text(encoding="utf-8")
    assert sorted(home.rglob("*")) == files, "nothing may be written to the user's home"
    assert notebook.read_bytes() == before
    assert "100%" in result.stderr
    assert result.stderr.splitlines()[-1] == "Digits: none are used"


def test_running_changes_nothing_but_outputs(tree):
    assert run(tree / "run", "notebooks").returncode == 0
    original = nbformat.read(tree / "notebooks/01-tiny.ipynb", 4)
    executed = nbformat.read(tree / "lib/target/executed/01-tiny.ipynb", 4)
    for cell in executed.cells:
        if cell.cell_type == "code":
            assert cell.outputs and cell.execution_count
            cell.outputs, cell.execution_count = [], None
    assert executed == original


def test_all_chinese_notebooks_are_run_by_one_name(tree):
    for folder in ("zh", "zh/appendix"):
        (tree / "notebooks" / folder).mkdir()
        write_notebook(tree / "notebooks" / folder / "tiny.ipynb", "System.out.print(7);")
    assert run(tree / "run", "notebooks", "zh").returncode == 0
    executed = tree / "lib/target/executed"
    files = {file.relative_to(executed).as_posix() for file in executed.rglob("*.ipynb")}
    assert files == {"zh/tiny.ipynb", "zh/appendix/tiny.ipynb"}


def test_translate_writes_the_chinese_edition_and_lists_what_is_to_do(tree):
    result = run(tree / "run", "translate")
    assert result.returncode == 1
    assert "# Größe" in result.stdout and "texts to translate" in result.stdout
    for name in ("README.zh.md", "notebooks/zh/01-tiny.ipynb", "lib/translations/zh/README.po"):
        assert (tree / name).exists()
    assert run(tree / "run", "translate", "--old").returncode == 1


def test_failing_cell(tree):
    write_notebook(
        tree / "notebooks/02-fails.ipynb",
        FIRST_CELL,
        "int half(int n) { return n / 0; }",
        "// the cell that fails\nint x = half(4);",
        "System.out.println();",
    )
    write_notebook(tree / "notebooks/03-later.ipynb", FIRST_CELL)
    result = run(tree / "run", "notebooks", "02", tree / "notebooks/03-later.ipynb")
    assert result.returncode == 1
    report = result.stderr[result.stderr.index("02-fails.ipynb: cell [3] failed") :]
    assert "// the cell that fails\nint x = half(4);" in report
    assert "ArithmeticException: / by zero" in report
    assert "\x1b" not in report and "Traceback" not in report
    assert not (tree / "lib/target/executed/03-later.ipynb").exists()


def test_old_java_and_a_jre_are_passed_over(tree, tmp_path):
    write_notebook(tree / "notebooks/01-tiny.ipynb", 'System.out.print(System.getenv("JAVA_HOME"))')
    write_program(tmp_path / "bin/java", "echo 'java version \"1.8.0_402\"' >&2")
    write_program(tmp_path / "bin/javac", "echo 'javac 1.8.0_402' >&2")
    write_program(tmp_path / "jre/bin/java", "echo 'openjdk version \"17.0.15\"' >&2")
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    result = run(tree / "run", "notebooks", PATH=path, JAVA_HOME=str(tmp_path / "jre"))
    if "No JDK 17" in result.stderr:  # there is none but in JAVA_HOME or on the PATH
        assert result.returncode == 1 and "1.8.0_402" in result.stderr
    else:
        assert result.returncode == 0, result.stderr
        (home,) = printed(tree / "lib/target/executed/01-tiny.ipynb")
        assert (Path(home) / "bin/javac").exists() and str(tmp_path) not in home


def test_jupyter_on_the_path_is_used_if_its_java_kernel_is_there(tree, tmp_path):
    kernel = tmp_path / "env/share/jupyter/kernels/java/kernel.json"
    kernel.parent.mkdir(parents=True)
    spec = KernelSpecManager().get_kernel_spec("java")
    argv = [word.replace("{resource_dir}", spec.resource_dir) for word in spec.argv]
    spec = {**spec.to_dict(), "argv": argv, "env": {"KERNEL_OF": "the path"}}
    write_program(tmp_path / "env/bin/python", f'exec "{sys.executable}" "$@"')
    write_program(tmp_path / "env/bin/jupyter", "")
    path = f"{tmp_path / 'env/bin'}:{os.environ['PATH']}"
    which_kernel = 'System.out.print(System.getenv("KERNEL_OF"))'
    write_notebook(tree / "notebooks/01-tiny.ipynb", which_kernel)

    kernel.write_text(json.dumps(spec))
    assert run(tree / "run", "notebooks", PATH=path).returncode == 0
    assert printed(tree / "lib/target/executed/01-tiny.ipynb") == ["the path"]

    if (ROOT / ".venv").exists():
        spec["argv"] = [word.replace(".jar", ".gone") for word in argv]
        kernel.write_text(json.dumps(spec))
        assert run(tree / "run", "notebooks", PATH=path).returncode == 0
        assert printed(tree / "lib/target/executed/01-tiny.ipynb") == ["null"]


def test_missing_programs_are_named(tree, bare_path):
    (tree / ".venv").unlink(missing_ok=True)
    write_program(tree / "jdk/bin/java", "")
    write_program(tree / "jdk/bin/javac", "echo javac 17.0.15")
    result = run(tree / "run", "setup", PATH=str(bare_path), JAVA_HOME=str(tree / "jdk"))
    assert result.returncode == 1
    assert "Maven (mvn) was not found." in result.stderr
    assert "No Python 3.10" in result.stderr
    assert "No JDK" not in result.stderr
    for command in ("brew install", "apt-get install", "winget install", "conda env create"):
        assert command in result.stderr


def test_root_on_debian_gets_what_is_missing(tree, bare_path):
    """With an apt-get that brings a Maven which fails, so that setup ends there."""
    write_program(tree / "jdk/bin/java", "")
    write_program(tree / "jdk/bin/javac", "echo javac 17.0.15")
    (tree / "lib/target/nndl.jar").unlink()
    (bare_path / "id").unlink()
    write_program(bare_path / "id", "echo 0")
    maven = write_program(tree / "maven", "echo maven came; exit 1")
    write_program(
        bare_path / "apt-get",
        f"""echo "apt-get $*"
        case "$*" in
          *assume-no*) echo "Need to get 34.5 MB of archives."; exit 1 ;;
          *" maven"*) cp "{maven}" "{bare_path}/mvn" ;;
        esac""",
    )
    write_program(bare_path / "python3", f'exec "{sys.executable}" "$@"')
    result = run(tree / "run", "setup", PATH=str(bare_path), JAVA_HOME=str(tree / "jdk"))
    assert result.returncode == 1
    assert "Installing maven with apt-get (a minute or two, 34.5 MB) ..." in result.stderr
    assert "apt-get install" not in result.stderr, "its own words are for the log"
    assert "maven came" in result.stderr


def test_newer_source_builds_again_and_shows_errors(tree, tmp_path):
    write_program(tmp_path / "bin/mvn", "echo '[ERROR] Initializer.java: oops'; exit 1")
    source = tree / "notebooks/01-tiny.ipynb"
    os.utime(source, (time.time() + 10,) * 2)
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    before = (tree / "lib/target/nndl.jar").read_bytes()
    result = run(tree / "run", "notebooks", PATH=path)
    assert result.returncode == 1
    assert "[ERROR] Initializer.java: oops" in result.stderr
    assert (tree / "lib/target/nndl.jar").read_bytes() == before


def test_interrupted_setup_starts_again_and_a_finished_one_does_not(tree, bare_path):
    """With a python3 whose virtual environments only note what they are asked to do."""
    (tree / ".venv").unlink(missing_ok=True)
    log = tree / "log"
    environment_python = write_program(tree / "environment-python", f'echo "$@" >>"{log}"')
    write_program(
        bare_path / "python3",
        f'[ "$1" = -c ] || {{ mkdir -p "$3/bin"; cp "{environment_python}" "$3/bin/python"; }}',
    )
    write_program(bare_path / "mvn", "exit 1")
    # What an installation that was interrupted leaves:
    (tree / ".venv").mkdir()
    (tree / ".venv/requirements.txt").touch()
    (tree / ".venv/half").touch()

    def install():
        result = run(tree / "run", "notebooks", PATH=str(bare_path))
        assert result.returncode == 0, result.stderr
        return "pip install" in log.read_text()

    assert install()
    assert not (tree / ".venv/half").exists()
    log.unlink()
    assert not install()
    (tree / "lib/tools/requirements.txt").write_text("jjava==2.0\n")
    log.unlink()
    assert install()


def test_post_build_builds_and_survives_without_mnist(tree, tmp_path):
    java = shutil.which("java")
    write_program(
        tmp_path / "bin/java",
        f'case "$*" in *nndl.mnist.Mnist*) echo "$*"; exit 1;; *) exec "{java}" "$@";; esac',
    )
    archive = tree / "lib/target/classes.jsa"
    for file in (tree / "lib/target/nndl.jar", archive):
        file.unlink(missing_ok=True)
    downloads = tmp_path / "home/.m2"
    downloads.mkdir(parents=True)
    surroundings = {
        "HOME": str(tmp_path / "home"),
        "JAVA_HOME": None,
        "LC_ALL": "C.UTF-8",
        "PATH": f"{tmp_path / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}",
    }

    result = run(tree / "postBuild", cwd=tree, REPO_DIR=str(tree), **surroundings)
    assert result.returncode == 0, result.stderr
    assert "-cp lib/target/nndl.jar nndl.mnist.Mnist" in result.stdout
    assert "MNIST could not be fetched" in result.stdout
    assert (tree / "lib/target/nndl.jar").exists()
    assert archive.exists()
    assert not downloads.exists()


def test_post_build_fails_where_maven_does_and_leaves_a_home_alone(tree, tmp_path):
    write_program(tmp_path / "bin/mvn", "exit 1")
    (tmp_path / ".m2").mkdir()
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    result = run(tree / "postBuild", cwd=tree, REPO_DIR=None, HOME=str(tmp_path), PATH=path)
    assert result.returncode != 0
    assert (tmp_path / ".m2").exists()


@pytest.mark.parametrize("archive", [False, True])
def test_start_sets_memory_and_runs_its_arguments(tree, archive):
    classes = tree / "lib/target/classes.jsa"
    classes.unlink(missing_ok=True)
    if archive:
        classes.touch()
    result = run(
        tree / "start", "sh", "-c", 'echo "$JAVA_TOOL_OPTIONS|$0"', "a b", JAVA_TOOL_OPTIONS="-Dx=1"
    )
    assert result.stdout == (
        "-Xms96m -Xmx500m -XX:MaxNewSize=32m -XX:+UseSerialGC"
        " -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:Tier4InvocationThreshold=500000"
        " -XX:Tier4MinInvocationThreshold=60000 -XX:Tier4CompileThreshold=1500000"
        " -XX:Tier4BackEdgeThreshold=400000"
        + f" '-XX:SharedArchiveFile={classes}'" * archive
        + " -Dx=1|a b\n"
    )


def test_jvm_options_of_start_leave_no_trace_in_notebooks(tree):
    heap = "System.out.print(Runtime.getRuntime().maxMemory() >> 20);"
    write_notebook(tree / "notebooks/01-tiny.ipynb", FIRST_CELL, heap)
    result = run(tree / "start", tree / "run", "notebooks", JJAVA_JVM_OPTS=None)
    assert result.returncode == 0
    executed = tree / "lib/target/executed/01-tiny.ipynb"
    assert int(printed(executed)[1]) < 1000
    assert "Picked up" not in executed.read_text(encoding="utf-8")
