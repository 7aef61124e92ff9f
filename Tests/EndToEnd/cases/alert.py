"""The unit winnow-alert@.service runs a command when the verdict turns to ATTENTION or the daemon has failed: at most once an
hour, once a day while the same stays, again after a command that failed, and not for a daemon that was stopped on purpose."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

from support.texts import made_up
from support.world import World

UNITS = pathlib.Path(__file__).resolve().parents[3] / "systemd"


def script(command):
    """The unit's script as systemd hands it to the shell, for another command than that of the instance."""
    text = re.search(r"ExecStart=/bin/sh -c '(.*?)'\n", (UNITS / "winnow-alert@.service").read_text(), re.S)[1]
    text = re.sub(r"\\\n", " ", text).replace("\\\\", "\\")
    return text.replace("/etc/winnow/alert/%i", command).replace("%%", "%").replace("$$", "$")


class Alert:
    def __init__(self, options, world, folder):
        self.folder, self.kept = folder, os.path.join(folder, "kept")
        self.command = os.path.join(folder, "command")
        self.told = os.path.join(self.kept, "told")
        os.mkdir(self.kept)
        tools = os.path.join(folder, "tools")
        os.mkdir(tools)
        for path, text in ((self.command, f'[ ! -e {folder}/broken ] || exit 1\nprintf "%s\\n" "$1" >>{folder}/seen\ncat >{folder}/status'),
                           (os.path.join(tools, "systemctl"), f"[ -e {folder}/failed ]")):
            with open(path, "w") as file:
                file.write(f"#!/bin/sh\n{text}\n")
            os.chmod(path, 0o755)
        self.environment = dict(os.environ, STATE_DIRECTORY=self.kept, WINNOW_STATE=world.state,
                                PATH=":".join((tools, os.path.dirname(options.winnow), os.environ["PATH"])))

    def look(self, code=0):
        """One run of the unit; the lines that the command has had so far."""
        done = subprocess.run(["sh", "-c", script(self.command)], env=self.environment, capture_output=True, text=True)
        assert done.returncode == code, (done.returncode, done.stderr)
        seen = os.path.join(self.folder, "seen")
        return pathlib.Path(seen).read_text().splitlines() if os.path.exists(seen) else []

    def passes(self, minutes):
        """As if so many minutes more had passed since it was told."""
        time = os.stat(self.told).st_mtime - 60 * minutes
        os.utime(self.told, (time, time))

    def mark(self, name, there=True):
        path = pathlib.Path(self.folder, name)
        path.touch() if there else path.unlink()


def run(options):
    world = World(options)
    folder = tempfile.mkdtemp(prefix="winnow-alert-")
    try:
        world.start()
        world.drop("a.txt", made_up(1))
        world.settled(1)
        alert = Alert(options, world, folder)
        assert alert.look() == []
        os.symlink("/nowhere", os.path.join(world.inbox, "link1.txt"))
        world.settled(2)
        alert.mark("broken")
        assert alert.look(code=1) == [], "a command that fails counts as told"
        alert.mark("broken", there=False)
        seen = alert.look()
        assert len(seen) == 1 and seen[0].startswith("ATTENTION  1 file was set aside"), seen
        assert "quarantine" in pathlib.Path(folder, "status").read_text()
        assert len(alert.look()) == 1, "told twice"
        alert.passes(61)
        assert len(alert.look()) == 1, "the same line is told again within a day"
        os.symlink("/nowhere", os.path.join(world.inbox, "link2.txt"))
        world.settled(3)
        seen = alert.look()
        assert len(seen) == 2 and seen[1].startswith("ATTENTION  2 files"), seen
        # Well, and not well again, within the hour: told when that is over.
        for job in world.jobs():
            if job["outcome"] == "quarantined":
                world.winnow("quarantine", "--keep", job["job"])
        assert len(alert.look()) == 2
        os.symlink("/nowhere", os.path.join(world.inbox, "link3.txt"))
        world.settled(4)
        assert len(alert.look()) == 2, "more than one in an hour"
        alert.passes(61)
        assert len(alert.look()) == 3
        alert.passes(1441)
        assert len(alert.look()) == 4, "what stays for a day is not told again"
        assert world.stop()[0] == 0
        alert.passes(1441)
        assert len(alert.look()) == 4, "a daemon that was stopped on purpose is told of"
        alert.mark("failed")
        seen = alert.look()
        assert len(seen) == 5 and seen[4].startswith("STOPPED"), seen
        if shutil.which("systemd-analyze"):
            for name in ("winnow-alert@.service", "winnow-alert@.timer", "winnow-audit.service", "winnow-audit.timer"):
                done = subprocess.run(["systemd-analyze", "verify", "--man=no", UNITS / name], capture_output=True, text=True)
                wrong = [line for line in done.stderr.splitlines() if name.split("@")[0].split(".")[0] in line and "/usr/bin/winnow" not in line]
                assert not wrong, wrong
        return f"{len(seen)} alerts"
    finally:
        world.close()
        shutil.rmtree(folder, ignore_errors=True)
