"""scripts/install says what it does before it does it, and starts a service on whatever state the system is in."""
import os
import pathlib
import subprocess
import tempfile

SCRIPT = pathlib.Path(__file__).resolve().parents[3] / "scripts/install"


def run(options):
    def install(*words, system="running"):
        with tempfile.TemporaryDirectory() as folder:
            log = os.path.join(folder, "log")
            for name, text in {
                "systemctl": f'echo "$*" >> {log}; [ "$1" != is-system-running ] || {{ echo {system}; [ {system} = running ]; }}',
                "winnow": "true",
            }.items():
                path = os.path.join(folder, name)
                with open(path, "w") as file:
                    file.write(f"#!/bin/sh\n{text}\n")
                os.chmod(path, 0o755)
            done = subprocess.run([SCRIPT, *words], capture_output=True, text=True,
                                  env=dict(os.environ, PATH=folder + ":" + os.environ["PATH"]))
            asked = open(log).read() if os.path.exists(log) else ""
            return done.returncode, done.stdout + done.stderr, asked

    for words, code in ((["--help"], 0), (["-h"], 0), (["--frob"], 2)):
        ended, said, asked = install(*words)
        assert (ended, asked) == (code, ""), f"{words}: {ended} {said} {asked}"
        assert "--no-start" in said and "building" not in said, said
    for system in ("running", "degraded", "starting"):
        ended, said, asked = install("--only-start", system=system)
        assert ended == 0 and "restart winnowd.service" in asked, f"{system}: {said} {asked}"
    ended, said, asked = install("--only-start", system="offline")
    assert ended == 0 and "restart" not in asked and "systemctl enable" in said, f"{said} {asked}"
    return "help, unknown options, running, degraded, starting and no systemd"
