"""A full disk: below the low-water mark nothing is claimed and what is under way finishes; with no room at all
it waits, says so, and stays alive; with room again it goes on by itself and nothing is lost."""
import os
import shutil
import subprocess
import tempfile
import time

from support.checks import exactly_once, until
from support.left_out import LeftOut
from support.texts import made_up
from support.world import World


def run(options):
    folder = tempfile.mkdtemp(prefix="winnow-full-")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96m", "winnow-e2e", folder], capture_output=True, text=True)
    if mounted.returncode:
        os.rmdir(folder)
        raise LeftOut(f"a small tmpfs cannot be mounted here ({mounted.stderr.strip()})")
    world = World(options, state=folder)
    ballast = os.path.join(folder, "ballast")
    free = lambda: os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    waiting = lambda: sum(not name.startswith(".") for name in os.listdir(world.inbox))

    def fill(leave):
        # Unbuffered: the daemon takes room meanwhile, and what does not fit is not to be tried again at closing.
        with open(ballast, "ab", buffering=0) as file:
            while free() > leave:
                try:
                    file.write(bytes(min(1 << 20, max(4096, free() - leave))))
                except OSError:
                    return

    try:
        world.start(WINNOW_DISK_LOW_WATER="16MiB", WINNOW_JOURNAL_SEGMENT="4MiB", WATCHDOG_USEC="4000000")
        for number in range(400):
            world.drop(f"f{number}.txt", made_up(number))
        until("the first outcomes", lambda: sum(world.status()["outcomes"].values()) > 20)
        # Below the mark while files are in work: those finish, and no more are taken.
        fill(leave=12 << 20)
        for number in range(400, 500):
            world.drop(f"f{number}.txt", made_up(number))
        until("what is under way finishes", lambda: world.status()["openJobs"] == 0)
        held = waiting()
        status = world.status()
        assert held >= 100 and sum(status["outcomes"].values()) == 500 - held, (held, status["outcomes"])
        assert status["verdict"] == "attention" and "disk" in status["message"], status["message"]
        until("systemd hears of it", lambda: "disk" in world.said)
        # Room again: it goes on by itself. Then none at all, in the middle of work.
        os.unlink(ballast)
        until("it goes on by itself", lambda: waiting() < held)
        fill(leave=0)
        full = time.time()
        time.sleep(9)
        assert world.daemon.poll() is None, f"it died of a full disk: {world.tail()}"
        assert world.pinged and world.pinged > full + 4, "no watchdog ping while it waits for room"
        os.unlink(ballast)
        world.settled(500)
        exactly_once(world, [f"f{n}.txt" for n in range(500)])
        code, _ = world.stop()
        assert code == 0, code
        assert subprocess.run([options.winnow, "audit", "--state", world.state], capture_output=True).returncode == 0
        return f"500 files, {held} of them held back until there was room"
    finally:
        world.close()
        subprocess.run(["umount", "-l", folder])
        shutil.rmtree(folder, ignore_errors=True)
