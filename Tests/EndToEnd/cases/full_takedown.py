"""A takedown on a full disk says what it waits for, alone and beside the daemon; a start that has one to carry out asks for attention
and says so, and all go on by themselves once there is room."""
import os
import shutil
import subprocess
import tempfile
import threading

from support.checks import until
from support.left_out import LeftOut
from support.texts import made_up
from support.world import World


def run(options):
    folder = tempfile.mkdtemp(prefix="winnow-full-")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300m", "winnow-e2e", folder], capture_output=True, text=True)
    if mounted.returncode:
        os.rmdir(folder)
        raise LeftOut(f"a small tmpfs cannot be mounted here ({mounted.stderr.strip()})")
    world = World(options, state=folder)
    ballast = os.path.join(folder, "ballast")

    def fill():
        # Unbuffered: what does not fit is not to be tried again at closing.
        with open(ballast, "ab", buffering=0) as file:
            while os.statvfs(folder).f_bavail:
                try:
                    file.write(bytes(4096))
                except OSError:
                    return

    def forget(ids):
        return subprocess.Popen([options.winnow, "forget", *ids, "--state", folder], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    try:
        world.start()
        for number in range(60):
            world.drop(f"f{number}.txt", made_up(number))
        world.settled(60)
        ids = [article["id"] for article in world.export()]
        fill()
        # Killed: what its end would give back stays taken.
        world.kill()
        fill()
        alone = forget(ids[:50])
        said = alone.stderr.readline()
        assert "waiting for room on the disk" in said and "Ctrl-C" in said, said
        alone.kill()
        alone.wait()
        world.start(wait=False)
        until("the start says what it waits for", lambda: "waits for room on the disk" in world.status()["message"])
        assert world.status()["verdict"] == "attention", world.status()
        os.unlink(ballast)
        world.await_ready(60)
        assert sorted(article["id"] for article in world.export()) == sorted(ids[50:])
        fill()
        beside = forget(ids[50:])
        limit = threading.Timer(60, beside.kill)
        limit.start()
        said = beside.stderr.readline()
        assert "winnowd waits for room on the disk" in said, said
        os.unlink(ballast)
        assert beside.wait() == 0
        limit.cancel()
        assert not world.export()
        world.stop()
        return "60 articles taken out, with three waits told"
    finally:
        world.close()
        subprocess.run(["umount", "-l", folder])
        shutil.rmtree(folder, ignore_errors=True)
