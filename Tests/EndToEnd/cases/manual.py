"""Every option of every command, every setting and every exit code stands in a manual page; the pages are well-formed."""
import pathlib
import re
import shutil
import subprocess
import tempfile

from support.left_out import LeftOut

TOP = pathlib.Path(__file__).resolve().parents[3]


def shown(page):
    """The page as a terminal shows it, without overstriking and without hyphens at the ends of lines."""
    text = subprocess.run(["man", "--no-hyphenation", "--no-justification", "-E", "ascii", "-l", page], capture_output=True, text=True,
                          check=True, env={"PATH": "/usr/bin:/bin", "MANWIDTH": "200", "MANPAGER": "cat", "LC_ALL": "C.UTF-8"}).stdout
    return re.sub(r".\x08", "", text)


def helped(program, *words):
    """Options that the help names, and commands, each with the kind of its list."""
    text = subprocess.run([program, *words, "--help"], capture_output=True, text=True, check=True).stdout
    options, commands, kind = set(), [], ""
    for line in text.split("\nUSAGE:")[1].splitlines():
        if re.match(r"[A-Z ]+:$", line):
            kind = line
        if kind == "OPTIONS:" and line.startswith("  -"):
            options |= set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", line[2:25].split("  ")[0]))
        if kind.endswith("SUBCOMMANDS:") and (found := re.match(r"  ([a-z]+)(\s|$)", line)):
            commands.append(found[1])
    return options - {"-h", "--help", "--version"}, commands


def section(text, title):
    """The lines below a heading of the second level."""
    found = re.search(rf"^   {re.escape(title)}\n((?:       .*\n|\n)*)", text, re.M)
    assert found, f"winnow(1) has no section {title}"
    return found[1]


def run(options):
    if missing := [name for name in ("man", "mandoc") if not shutil.which(name)]:
        raise LeftOut(f"{', '.join(missing)} not installed; run: scripts/prerequisites test")
    with tempfile.TemporaryDirectory(prefix="winnow-e2e-") as folder:
        subprocess.run([TOP / "scripts/make-manual", "--winnow", options.winnow, "--winnowd", options.winnowd, folder], check=True)
        pages = {path.name: path for path in pathlib.Path(folder, "man").iterdir()}
        assert sorted(pages) == ["winnow-search.7", "winnow.1", "winnow.yaml.5", "winnowd.8"], sorted(pages)
        for path in pages.values():
            for lint in (["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", path], ["mandoc", "-T", "lint", "-W", "warning", path]):
                done = subprocess.run(lint, capture_output=True, text=True)
                said = done.stderr + (done.stdout if lint[0] == "mandoc" else "")
                assert not said.strip(), f"{path.name}: {said}"
        winnow, count = shown(pages["winnow.1"]), 0
        _, names = helped(options.winnow)
        paths = []
        for name in names:
            _, inner = helped(options.winnow, name)
            paths += [[name, word] for word in inner] or [[name]]
        assert len(paths) > 20, paths
        for path in paths:
            text = section(winnow, " ".join(["winnow", *path]))
            for option in helped(options.winnow, *path)[0]:
                count += 1
                assert re.search(rf"^ {{7}}(-\w( \w+)?, )?{option}\b", text, re.M), f"winnow(1), {' '.join(path)}: no {option}"
        daemon = shown(pages["winnowd.8"])
        for option in helped(options.winnowd)[0]:
            count += 1
            assert re.search(rf"^ {{7}}{option}\b", daemon, re.M), f"winnowd(8): no {option}"
        for program, text in ((options.winnow, winnow), (options.winnowd, daemon)):
            said = subprocess.run([program, "--help"], capture_output=True, text=True).stdout.partition("Exit codes:")[2]
            for code in re.findall(r"\b\d+\b", said.partition(".")[0]):
                assert re.search(rf"^ {{7}}{code}\b", text, re.M), f"{program}: exit code {code} is not in its page"
        keys = re.findall(r"^  (\w+):", (TOP / "config/winnow.yaml").read_text(), re.M)
        file = shown(pages["winnow.yaml.5"])
        for key in keys:
            assert re.search(rf"^ {{7}}\w+\.{key}\b", file, re.M), f"winnow.yaml(5): no {key}"
        return f"{count} options of {len(paths) + 1} commands, {len(keys)} settings"
