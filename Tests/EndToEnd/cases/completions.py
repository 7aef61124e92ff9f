"""The Tab key completes commands, options, their values and files of winnow and winnowd in bash, zsh and fish."""
import os
import pathlib
import shutil
import subprocess
import tempfile

from support.left_out import LeftOut
from support.shells import Shell

SCRIPT = pathlib.Path(__file__).resolve().parents[3] / "scripts/make-manual"

# A line, and what the Tab key makes of it.
LINES = [
    ("winnow stat", "winnow status"),
    ("winnow quar", "winnow quarantine"),
    ("winnow journal ver", "winnow journal verify"),
    ("winnow status --wat", "winnow status --watch"),
    ("winnow jobs --outc", "winnow jobs --outcome"),
    ("winnow jobs --outcome rej", "winnow jobs --outcome rejected"),
    ("winnow quarantine --reason pois", "winnow quarantine --reason poison"),
    ("winnow status --color alw", "winnow status --color always"),
    ("winnow preview pag", "winnow preview page-of-the-case.html"),
    ("winnowd --che", "winnowd --check"),
    ("winnowd --config sett", "winnowd --config settings-of-the-case.yaml"),
]


def fish(completions, folder, line):
    """The only candidate, put in place of the last word."""
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"source {completions}/winnow.fish; source {completions}/winnowd.fish; complete -C \"$argv[1]\"", line],
        cwd=folder, capture_output=True, text=True, timeout=60, env=dict(os.environ, HOME=folder))
    candidates = [text.split("\t")[0] for text in done.stdout.splitlines()]
    assert len(candidates) == 1, f"fish, {line}: {candidates} {done.stderr}"
    return line.rsplit(" ", 1)[0] + " " + candidates[0]


def run(options):
    missing = [name for name in ("bash", "zsh", "fish") if not shutil.which(name)]
    if missing:
        raise LeftOut(f"{', '.join(missing)} not installed; run: scripts/prerequisites test")
    with tempfile.TemporaryDirectory(prefix="winnow-e2e-") as folder:
        subprocess.run([SCRIPT, "--winnow", options.winnow, "--winnowd", options.winnowd, folder], check=True)
        completions = os.path.join(folder, "completions")
        work = os.path.join(folder, "work")
        os.mkdir(work)
        for name in ("page-of-the-case.html", "settings-of-the-case.yaml"):
            pathlib.Path(work, name).touch()
        for name in ("bash", "zsh"):
            shell = Shell(name, completions, work)
            try:
                for line, expected in LINES:
                    found = shell.completed(line)
                    assert found == expected, f"{name}: “{line}” became “{found}”, not “{expected}”"
            finally:
                shell.close()
        for line, expected in LINES:
            found = fish(completions, work, line)
            assert found == expected, f"fish: “{line}” became “{found}”, not “{expected}”"
    return f"{len(LINES)} lines in 3 shells"
