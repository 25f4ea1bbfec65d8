"""./run when it is interrupted, when something is half-made, missing, or cannot be written."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import check_jars
import nbformat
import pytest
import try_kernel
from conftest import ROOT, TARGET, TOOLS, run_notebooks
from jupyter_client.kernelspec import KernelSpecManager
from trees import FIRST_CELL, printed, run, write_notebook, write_program

MAVEN = f"""
echo mvn ran >>"$0.log"
for word; do
  case $word in -Dlibrary=*) out=${{word#-Dlibrary=}} ;; esac
done
mkdir -p "$out/jars"
cp "{TARGET}/nndl.jar" "$out"
cp "{TARGET}"/jars/* "$out/jars"
"""
# Uses the library, says which process it is, and goes on for long.
ENDLESS = """\
import static nndl.notebook.Notebook.*;
check("the library is there", true);
java.nio.file.Files.writeString(java.nio.file.Path.of("pid"), "" + ProcessHandle.current().pid());
for (long i = 0; ; i++) {
  Thread.sleep(50);
}
"""
TEXT_KERNEL = """
from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel

class TextKernel(Kernel):
    implementation, implementation_version, banner = "JJava", "1.0-a5", ""
    language_info = {"name": "Java", "mimetype": "text/x-java", "file_extension": ".java"}

    def do_execute(self, code, silent, *_, **__):
        self.send_response(self.iopub_socket, "stream", {"name": "stdout", "text": "a figure"})
        return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}

IPKernelApp.launch_instance(kernel_class=TextKernel)
"""


def path_with(folder):
    return f"{folder}:{os.environ['PATH']}"


def is_alive(pid):
    with contextlib.suppress(OSError):
        os.kill(pid, 0)
        return (
            b") Z " not in Path(f"/proc/{pid}/stat").read_bytes()
            if Path("/proc").exists()
            else True
        )
    return False


def wait_until(condition, what, timeout=60):
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end, f"{what}: not within {timeout} s"
        time.sleep(0.05)


def hear_signals():
    """A test run in the background ignores these, and what it starts would do so too."""
    for name in (signal.SIGINT, signal.SIGHUP):
        signal.signal(name, signal.SIG_DFL)


@contextlib.contextmanager
def running(script, *arguments, **environment):
    """A process whose output is read when it has ended."""
    process = subprocess.Popen(
        [script, *arguments],
        preexec_fn=hear_signals,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


# ---- half-made things ----


def half(file, size=None):
    content = file.read_bytes()
    file.unlink()  # it may be a link
    file.write_bytes(content[: len(content) // 2 if size is None else size])


@pytest.mark.parametrize("name", ["nndl.jar", "jars/tablesaw-core-*.jar", "jars/fastutil-*.jar"])
@pytest.mark.parametrize("damage", [half, Path.unlink, lambda file: half(file, 0)])
def test_half_a_jar_is_found(tree, name, damage):
    library = tree / "lib/target/nndl.jar"
    assert check_jars.main(library) == 0
    (file,) = (tree / "lib/target").glob(name)
    damage(file)
    assert check_jars.main(library) == 1


def test_half_a_jar_is_made_anew(tree, tmp_path):
    maven = write_program(tmp_path / "bin/mvn", MAVEN)
    (file,) = (tree / "lib/target").glob("jars/tablesaw-core-*.jar")
    half(file)
    result = run(tree / "run", "notebooks", PATH=path_with(tmp_path / "bin"))
    assert result.returncode == 0, result.stderr
    assert Path(f"{maven}.log").exists()
    assert check_jars.main(tree / "lib/target/nndl.jar") == 0


def test_a_build_that_ends_half_way_changes_nothing_and_the_next_one_is_whole(
    tree, installed, bare_path
):
    library = tree / "lib/target/nndl.jar"
    before = library.read_bytes()
    os.utime(library, (1, 1))  # so it must be built
    killed = MAVEN + f'head -c 9 "{TARGET}/nndl.jar" >"$out/nndl.jar"; kill -9 $$'
    write_program(bare_path / "mvn", killed)
    assert installed("notebooks")[0].returncode != 0
    assert library.read_bytes() == before
    write_program(bare_path / "mvn", MAVEN)
    assert installed("notebooks")[0].returncode == 0
    assert library.stat().st_mtime > 1
    assert check_jars.main(library) == 0
    assert not list((tree / "lib/target").glob("staging*"))


def test_jars_of_an_earlier_version_go_and_running_kernels_keep_theirs(tree, installed, bare_path):
    (tree / "lib/target/jars/earlier-1.0.jar").touch()
    (kept,) = (tree / "lib/target/jars").glob("ejml-core-*.jar")
    os.utime(tree / "lib/target/nndl.jar", (1, 1))
    write_program(bare_path / "mvn", MAVEN)
    with kept.open("rb") as opened:
        inode = os.fstat(opened.fileno()).st_ino
        assert installed("notebooks")[0].returncode == 0
        assert kept.stat().st_ino != inode, "it was put in place of the other, not written over it"
    assert not (tree / "lib/target/jars/earlier-1.0.jar").exists()


def run_one(tree, *cells):
    """Runs a notebook of these cells, without a book."""
    notebook = tree / "notebooks/01-tiny.ipynb"
    write_notebook(notebook, *cells)
    script, executed = TOOLS / "run_notebooks.py", tree / "lib/target/executed"
    return run(sys.executable, script, tree / "notebooks", executed, notebook)


def test_a_kernel_whose_shell_is_dead_ends_the_run(tree):
    (file,) = (tree / "lib/target/jars").glob("tablesaw-core-*.jar")
    half(file)
    result = run_one(tree, FIRST_CELL, "import tech.tablesaw.api.*;\nTable t = Table.create();")
    assert result.returncode == 1
    assert "01-tiny.ipynb: Kernel died" in result.stderr
    assert "zip END header not found" in result.stderr, "the kernel's own words"
    assert not list((tree / "lib/target/executed").glob("*"))


def test_a_failed_run_leaves_its_outputs_apart_from_whole_ones(tree):
    executed = tree / "lib/target/executed"
    assert run_one(tree, "int x = 1;").returncode == 0
    whole = (executed / "01-tiny.ipynb").read_bytes()
    result = run_one(tree, 'System.out.print("shown");', "int x = 1 / 0;")
    assert result.returncode == 1
    assert (executed / "01-tiny.ipynb").read_bytes() == whole
    failed = executed / "01-tiny.failed.ipynb"
    assert "shown" in failed.read_text() and "ArithmeticException" in failed.read_text()
    assert "01-tiny.failed.ipynb" in result.stderr
    assert run_one(tree, "int x = 1;").returncode == 0
    assert [file.name for file in executed.iterdir()] == ["01-tiny.ipynb"]


@pytest.mark.book
def test_a_book_that_cannot_be_finished_leaves_the_last_one(tree):
    target = tree / "lib/target"
    python = ROOT / ".venv/book/bin/python"

    def build():
        script = tree / "lib/tools/build_book.py"
        return run(python, script, tree, target / "executed", target / "site").returncode

    assert build() == 0
    before = (target / "site/index.html").read_bytes()
    (tree / "README.md").unlink()
    assert build() != 0
    assert (target / "site/index.html").read_bytes() == before


# ---- what worked goes on working ----


@pytest.fixture
def installed(tree, tmp_path, bare_path):
    """A .venv that only notes what it is asked to do, with words at which its pip fails."""
    (tree / ".venv").unlink(missing_ok=True)
    log, failing = tree / "log", tree / "failing"
    failing.touch()
    environment_python = write_program(
        tree / "environment-python",
        f"""echo "$@" "mirror=$NNDL_MNIST_MIRROR" >>"{log}"
        [ "$2" = pip ] || exit 0
        while read -r word; do
          case "$*" in *"$word"*)
            echo "WARNING: NewConnectionError: Temporary failure in name resolution"
            exit 1 ;;
          esac
        done <"{failing}\"""",
    )
    write_program(
        bare_path / "python3",
        f'[ "$1" = -c ] || {{ mkdir -p "$3/bin"; cp "{environment_python}" "$3/bin/python"; }}',
    )
    write_program(bare_path / "mvn", "exit 1")

    def command(*arguments, failing_for="", **environment):
        failing.write_text(failing_for + "\n" if failing_for else "")
        log.write_text("")
        result = run(tree / "run", *arguments, PATH=str(bare_path), **environment)
        return result, log.read_text()

    return command


def test_without_the_tools_of_the_book_all_else_works(tree, installed):
    result, log = installed("notebooks", failing_for="requirements-book")
    assert result.returncode == 1
    assert "could not reach the package index" in result.stderr
    assert "run_notebooks.py" in log, "the notebooks run all the same"
    assert result.stderr.splitlines()[-1] == "The book is missing, since its tools are: see above."
    result, log = installed("lab", failing_for="install")
    assert result.returncode == 0, result.stderr
    assert "open_lab.py" in log and "pip" not in log
    result, log = installed("notebooks")
    assert result.returncode == 0
    assert "requirements-book" in log and "build_book.py" in log


def test_an_update_that_fails_leaves_the_versions_that_were_there(tree, installed):
    assert installed("lab")[0].returncode == 0
    (tree / ".venv/mark").touch()
    (tree / "lib/tools/requirements.txt").write_text("jjava==2.0\n")
    result, log = installed("lab", failing_for="requirements.txt")
    assert result.returncode == 0
    assert "Going on with the versions that were there." in result.stderr
    assert (tree / ".venv/mark").exists() and "open_lab.py" in log
    # An update that was killed: the old environment is aside, the new one is not complete.
    (tree / ".venv").rename(tree / ".venv.old")
    (tree / ".venv/bin").mkdir(parents=True)
    assert installed("lab", failing_for="requirements.txt")[0].returncode == 0
    assert (tree / ".venv/mark").exists()
    result, log = installed("lab")
    assert result.returncode == 0
    assert not (tree / ".venv/mark").exists() and not (tree / ".venv.old").exists()


def test_pip_does_not_get_one_list_as_requirement_and_as_constraint(installed):
    result, log = installed("lab", failing_for="requirements.txt")
    assert result.returncode == 1
    assert "could not reach the package index" in result.stderr
    assert "Is there a network?" in result.stderr
    (pip,) = [line for line in log.splitlines() if " pip " in line]
    assert pip.count("requirements.txt") == 1


# ---- a cell that cannot be built ----


def test_lab_goes_on_with_the_old_library_and_the_others_stop(tree, tmp_path, installed, bare_path):
    cell = "notebooks/03-network2.ipynb, code cell 4 (id cost), line 3: illegal start"
    write_program(bare_path / "mvn", f'echo "{cell}"; echo "[ERROR] To see the full stack"; exit 1')
    library = tree / "lib/target/nndl.jar"
    before = library.read_bytes()
    os.utime(tree / "notebooks/01-tiny.ipynb", (time.time() + 10,) * 2)
    result, log = installed("notebooks")
    assert result.returncode == 1
    assert cell in result.stderr and "To see" not in result.stderr
    assert "run_notebooks" not in log
    result, log = installed("lab")
    assert result.returncode == 0
    assert cell in result.stderr and "open_lab.py" in log
    assert library.read_bytes() == before
    assert cell in (tree / "lib/target/outdated").read_text()  # for the library, which says so
    write_program(bare_path / "mvn", MAVEN)
    assert installed("lab")[0].returncode == 0
    assert not (tree / "lib/target/outdated").exists()


def test_the_library_says_that_it_is_older_than_the_notebooks(tree):
    write_notebook(
        tree / "notebooks/01-tiny.ipynb",
        FIRST_CELL + "\nimport static nndl.notebook.Notebook.*;",
        'begin();\ncheck("it works", true);',
    )
    (tree / "lib/target/outdated").write_text("03, code cell 4: oops\n")
    result = run(tree / "run", "notebooks")
    assert result.returncode == 0, result.stderr
    words = printed(tree / "lib/target/executed/01-tiny.ipynb")[1]
    assert words.startswith("The library is older than the notebooks")
    assert "03, code cell 4: oops" in words and words.endswith("✓ it works\n")


# ---- signals ----


@pytest.mark.parametrize(
    "name", ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL", "SIGKILL of the runner"]
)
def test_no_kernel_is_left_behind(tree, name):
    write_notebook(tree / "notebooks/01-tiny.ipynb", FIRST_CELL, ENDLESS)
    note = tree / "notebooks/pid"
    number = getattr(signal, name.split()[0])
    with running(tree / "run", "notebooks") as process:
        wait_until(lambda: note.exists() and note.read_text(), "the endless cell runs")
        kernel = int(note.read_text())
        assert is_alive(kernel)
        if name.endswith("runner"):
            runners = subprocess.run(
                ["pgrep", "-f", f"run_notebooks.py {tree}"], capture_output=True, text=True
            )
            os.kill(int(runners.stdout.split()[0]), number)
        else:
            process.send_signal(number)
        words, _ = process.communicate(timeout=30)
        if number != signal.SIGKILL:
            assert process.returncode == 128 + number, words
            assert words.splitlines()[-1] == "Interrupted."
            assert not is_alive(kernel), "it is gone when ./run is"
        wait_until(lambda: not is_alive(kernel), "the kernel ends", 15)
    assert not (tree / "lib/target/executed/01-tiny.ipynb").exists()


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("program", ["mvn", "apt-get"])
def test_an_interrupted_set_up_says_one_sentence_and_does_nothing_more(
    tree, tmp_path, bare_path, name, program
):
    mark = tmp_path / "started"
    sleeping = f"echo details; sh -c 'touch \"{mark}\"; exec sleep 60'; echo a Java stack trace >&2"
    (bare_path / "sh").symlink_to(shutil.which("sh"))
    (bare_path / "sleep").symlink_to(shutil.which("sleep"))
    write_program(bare_path / "python3", f'exec "{sys.executable}" "$@"')
    write_program(bare_path / "mvn", sleeping)
    java = shutil.which("javac")
    home = Path(java).resolve().parents[1]
    os.utime(tree / "lib/target/nndl.jar", (1, 1))
    if program == "apt-get":
        (bare_path / "mvn").unlink()
        (bare_path / "id").unlink()
        write_program(bare_path / "id", "echo 0")
        write_program(
            bare_path / "apt-get",
            f'case "$*" in *assume-no*) exit 1 ;; install*) {sleeping} ;; esac',
        )
    number = getattr(signal, name)
    surroundings = {"PATH": str(bare_path), "JAVA_HOME": str(home)}
    with running(tree / "run", "setup", **surroundings) as process:
        wait_until(mark.exists, "the program runs")
        process.send_signal(number)
        words, _ = process.communicate(timeout=20)
    assert process.returncode == 128 + number, words
    assert words.splitlines()[-1] == "Interrupted; the same command goes on from here."
    assert "details" not in words and "stack trace" not in words
    sleepers = subprocess.run(["pgrep", "-f", f'touch "{mark}"'], capture_output=True, text=True)
    assert not sleepers.stdout


# ---- data ----


def test_the_last_line_says_which_data_notebooks_ran_on(tmp_path):
    def file(name, source, text=""):
        output = nbformat.v4.new_output("stream", text=text)
        cells = [nbformat.v4.new_code_cell(source, outputs=[output])]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / name)
        return tmp_path / name

    none = file("1.ipynb", "int x = 1;")
    mnist = file("2.ipynb", "Dataset data = loadDigits();")
    drawn = file("3.ipynb", "Dataset data = loadDigits();", "These are not MNIST but drawn\n")
    assert run_notebooks.data_of([none]) == "Digits: none are used"
    assert run_notebooks.data_of([none, mnist]) == "Digits: MNIST"
    assert run_notebooks.data_of([none, mnist, drawn]) == (
        "Digits: drawn by the library, since MNIST was not to be had, in 3"
    )


def test_a_relative_mirror_is_found_from_another_folder(installed):
    def seen(name):
        _, log = installed("notebooks", NNDL_MNIST_MIRROR=name)
        (line,) = [line for line in log.splitlines() if "run_notebooks" in line]
        return line.split("mirror=")[1]

    assert seen("data/mnist") == f"{os.getcwd()}/data/mnist"
    for name in ("/data/mnist", "https://example.org/mnist/", "file:/data/mnist/"):
        assert seen(name) == name


# ---- kernels that do not do ----


@pytest.fixture
def on_the_path(tree, tmp_path):
    """A Jupyter on the PATH whose kernel is started by these words."""

    def command(*argv):
        folder = tmp_path / "env/share/jupyter/kernels/java"
        folder.mkdir(parents=True, exist_ok=True)
        spec = {"argv": argv, "display_name": "Java", "language": "java"}
        (folder / "kernel.json").write_text(json.dumps(spec))
        write_program(tmp_path / "env/bin/python", f'exec "{sys.executable}" "$@"')
        write_program(tmp_path / "env/bin/jupyter", "")
        (tree / "lib/target/kernel").unlink(missing_ok=True)
        return run(tree / "run", "notebooks", PATH=path_with(tmp_path / "env/bin"))

    return command


def java_kernel():
    spec = KernelSpecManager().get_kernel_spec("java")
    return [word.replace("{resource_dir}", spec.resource_dir) for word in spec.argv]


def test_a_kernel_without_figures_is_named_with_the_version_that_is_needed(
    tree, tmp_path, on_the_path
):
    script = tmp_path / "kernel.py"
    script.write_text(TEXT_KERNEL)
    result = on_the_path(sys.executable, str(script), "-f", "{connection_file}")
    assert "JJava 1.0-a5 shows no figures. JJava 1.0a6 or later is needed" in result.stderr
    if (ROOT / ".venv").exists():
        assert "one in .venv" in result.stderr
        assert result.returncode == 0, result.stderr
    else:
        assert result.returncode == 1


@pytest.mark.parametrize("damage", ["placeholder", "half a jar"])
def test_a_kernel_that_cannot_start_is_not_taken(tree, tmp_path, on_the_path, damage):
    argv = java_kernel()
    if damage == "placeholder":
        argv = [re.sub(".*/", "@KERNEL_INSTALL_DIRECTORY@/", w) if ".jar" in w else w for w in argv]
    else:
        for place, word in enumerate(argv):
            if word.endswith(".jar"):
                argv[place] = shutil.copy(word, tmp_path)
                half(Path(argv[place]))
    result = on_the_path(*argv)
    assert "does not do" in result.stderr
    assert (result.returncode == 0) == (ROOT / ".venv").exists()


def test_a_kernel_is_tried_once(tree, capsys):
    arguments = [str(tree / name) for name in ("notebooks", "lib/target/nndl.jar", "note")]
    for more, tried in ([], True), ([], False), (["--again"], True):
        assert try_kernel.main(*arguments, *more) == 0
        assert ("Trying the Java kernel" in capsys.readouterr().err) == tried


@pytest.mark.skipif(not (ROOT / ".venv").exists(), reason="another kernel's classes are its own")
def test_half_an_archive_of_classes_is_made_anew(tree):
    archive = tree / "lib/target/classes.jsa"
    half(archive)  # a JVM that takes it breaks off
    result = run(tree / "run", "notebooks")
    assert result.returncode == 0, result.stderr
    assert "Trying the Java kernel" in result.stderr
    assert archive.stat().st_size > 0.9 * (TARGET / "classes.jsa").stat().st_size
    assert not list(archive.parent.glob("*.part"))
    assert "Trying the Java kernel" not in run(tree / "run", "notebooks").stderr


# ---- where things are written ----


@pytest.mark.book
def test_all_that_is_written_goes_to_one_place(tree, tmp_path):
    def files(folder):
        return {
            file: file.stat().st_mtime_ns
            for file in folder.rglob("*")
            if not file.is_symlink() and "__pycache__" not in file.parts
        }

    write_notebook(
        tree / "notebooks/01-tiny.ipynb",
        FIRST_CELL + "\nimport nndl.notebook.Claims;",
        'Claims.note(1, "01", "a finding");',
    )
    home = tmp_path / "home"
    home.mkdir()
    place = tmp_path / "all of it"
    before = files(tree), files(home)
    result = run(tree / "run", "notebooks", cwd=tmp_path, NNDL_HOME="all of it", HOME=str(home))
    assert result.returncode == 0, result.stderr
    assert (files(tree), files(home)) == before
    assert (place / "executed/01-tiny.ipynb").exists()
    assert (place / "site/index.html").exists()
    assert list((place / "claims").iterdir())


# ---- words ----


def answers(address):
    try:
        urllib.request.urlopen(address).close()
    except urllib.error.URLError:
        return False
    return True


def test_lab_asks_nothing_and_ends_with_its_terminal(tree):
    arguments = ("--no-browser", "--IdentityProvider.token=", "--ServerApp.port=0")
    with running(tree / "run", "lab", *arguments) as process:
        runtime = tree / "lib/target/jupyter/runtime"
        wait_until(lambda: list(runtime.glob("jpserver-*.json")), "JupyterLab is there")
        (file,) = runtime.glob("jpserver-*.json")
        wait_until(lambda: file.read_text().endswith("}"), "its address is there")
        address = json.loads(file.read_text())["url"]
        settings = f"{address}lab/api/settings/@jupyterlab/apputils-extension:notification"
        wait_until(lambda: answers(settings), "it listens there")
        with urllib.request.urlopen(settings) as answer:
            defaults = json.load(answer)["schema"]["properties"]
        assert defaults["fetchNews"]["default"] == "false"
        assert defaults["checkForUpdates"]["default"] is False
        process.send_signal(signal.SIGHUP)
        process.wait(20)


def test_set_up_says_a_line_for_each_step(tree, tmp_path):
    os.utime(tree / "lib/target/nndl.jar", (1, 1))
    write_program(tmp_path / "bin/mvn", "echo '[INFO] a detail'; echo another >&2" + MAVEN)
    result = run(tree / "run", "setup", PATH=path_with(tmp_path / "bin"))
    assert result.returncode == 0, result.stderr
    words = (result.stdout + result.stderr).splitlines()
    assert "detail" not in result.stdout + result.stderr
    assert any(line.startswith("Building the library (") for line in words)
    assert any(line.startswith("Ready: ") for line in words)
    assert len(words) < 12


def test_how_to_install_names_what_this_system_has(tree, bare_path):
    (tree / ".venv").unlink(missing_ok=True)
    write_program(bare_path / "python3", "exit 1")
    asked = 'case "$2" in openjdk-21-jdk-headless) exit 0 ;; *) exit 1 ;; esac'
    write_program(bare_path / "apt-cache", asked)
    write_program(bare_path / "mvn", "exit 1")
    write_program(tree / "jdk/bin/java", "")
    result = run(tree / "run", "setup", PATH=str(bare_path), JAVA_HOME=str(tree / "jdk"))
    if "No JDK 17" in result.stderr:  # a machine has some in /usr/lib/jvm
        assert "sudo apt-get install openjdk-21-jdk-headless python3-venv" in result.stderr
    assert "https://conda-forge.org/download" in result.stderr
