"""The unit winnow-on-article@.service gives each line of the change feed to a command, in order; one that fails sees its line
again at the next start, and no line is passed over."""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time

from support.texts import made_up
from support.world import World

UNIT = pathlib.Path(__file__).resolve().parents[3] / "systemd/winnow-on-article@.service"


def script(command):
    """The unit's script as systemd hands it to the shell, for another command than that of the instance."""
    text = re.search(r"ExecStart=/bin/sh -c '(.*?)'\n", UNIT.read_text(), re.S)[1]
    text = re.sub(r"\\\n", " ", text).replace("\\\\", "\\")
    return text.replace("/etc/winnow/on-article/%i", command).replace("%%", "%").replace("$$", "$")


def run(options):
    world = World(options)
    folder = tempfile.mkdtemp(prefix="winnow-on-article-")
    try:
        command, kept = os.path.join(folder, "command"), os.path.join(folder, "kept")
        os.mkdir(kept)
        # Fails once, at the third line; the mark stands for what was wrong and was put right.
        with open(command, "w") as file:
            file.write(f'#!/bin/sh\nread -r line\n[ "${{line#*:3,}}" = "$line" ] || [ -e {folder}/mended ] || exit 1\nprintf "%s\\n" "$line" >>{folder}/seen\n')
        os.chmod(command, 0o755)
        environment = dict(os.environ, STATE_DIRECTORY=kept, WINNOW_STATE=world.state,
                           PATH=os.path.dirname(options.winnow) + ":" + os.environ["PATH"])

        def begin():
            return subprocess.Popen(["sh", "-c", script(command)], env=environment, stderr=subprocess.DEVNULL, start_new_session=True)

        world.start()
        for number in range(6):
            world.drop(f"o{number}.txt", made_up(number))
        world.settled(6)
        assert begin().wait(timeout=30) == 1, "a command that fails does not end the unit"
        assert pathlib.Path(kept, "number").read_text() == "2\n"
        pathlib.Path(folder, "mended").touch()
        unit = begin()
        end = time.time() + 30
        while not pathlib.Path(kept, "number").read_text() == "6\n":
            assert time.time() < end, "the lines do not come"
            time.sleep(0.05)
        # The whole of it, as systemd ends a unit.
        os.killpg(unit.pid, signal.SIGTERM)
        unit.wait()
        seen = pathlib.Path(folder, "seen").read_text().splitlines()
        assert [line.split(",")[0] for line in seen] == [f'{{"number":{number}' for number in range(1, 7)], seen
        if shutil.which("systemd-analyze"):
            done = subprocess.run(["systemd-analyze", "verify", "--man=no", UNIT], capture_output=True, text=True)
            wrong = [line for line in done.stderr.splitlines() if UNIT.name.split("@")[0] in line]
            assert not wrong, wrong
        world.stop()
        return f"{len(seen)} lines, one of them twice"
    finally:
        world.close()
        shutil.rmtree(folder, ignore_errors=True)
