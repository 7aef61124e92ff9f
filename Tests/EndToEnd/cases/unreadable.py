"""A file that the daemon's uid may not read is quarantined with the remedy, and goes through after retry."""
import os
import shutil
import subprocess
import tempfile

from support.left_out import LeftOut
from support.texts import made_up
from support.world import World


def run(options):
    if os.geteuid() != 0:
        raise LeftOut("needs root, to run the daemon as another user")
    world = World(options)
    try:
        for folder, _, _ in os.walk(world.state):
            os.chown(folder, 65534, 65534)
        os.chmod(world.state, 0o755)
        path = os.path.join(world.inbox, "closed.txt")
        environment = dict(os.environ, WINNOW_INTAKE_SETTLE="0ms", WINNOW_DISK_LOW_WATER="1MiB", WINNOW_DISK_LOW_WATER_PERCENT="0")
        programs = tempfile.mkdtemp(prefix="winnow-programs-")
        os.chmod(programs, 0o755)
        shutil.copy(options.winnowd, programs)
        world.daemon = subprocess.Popen([os.path.join(programs, "winnowd"), "--state", world.state], env=environment, user=65534, group=65534,
                                        extra_groups=[], stdout=world.log, stderr=world.log)
        with open(os.path.join(world.inbox, ".c"), "wb") as file:
            file.write(made_up(5))
        os.chmod(os.path.join(world.inbox, ".c"), 0)
        os.rename(os.path.join(world.inbox, ".c"), path)
        world.settled(1)
        job = world.jobs()[0]
        assert job["outcome"] == "quarantined" and "read" in job["detail"] + job["remedy"], job
        os.chmod(os.path.join(world.state, "spool", "quarantine", job["job"]), 0o644)
        world.winnow("retry", job["job"])
        world.settled(2)
        outcomes = sorted(j["outcome"] for j in world.jobs())
        assert outcomes == ["indexed", "quarantined"], outcomes
        world.daemon.terminate()
        world.daemon.wait(timeout=15)
        shutil.rmtree(programs)
        return "quarantined, then indexed"
    finally:
        world.close()
