"""Who may read the state and not write it can search, show and export, beside a daemon and without one."""
import os
import shutil
import subprocess
import tempfile

from support.left_out import LeftOut
from support.texts import made_up
from support.world import World


def run(options):
    if os.geteuid() != 0:
        raise LeftOut("needs root, to run commands as another user")
    world = World(options)
    programs = tempfile.mkdtemp(prefix="winnow-programs-")
    try:
        os.chmod(programs, 0o755)
        shutil.copy(options.winnow, programs)
        world.start()
        for number in range(5):
            world.drop(f"r{number}.txt", made_up(number))
        world.settled(5)
        before = world.winnow("export", binary=True)

        def read(what):
            # Readable, and nothing more.
            subprocess.run(["chmod", "-R", "go+rX", world.state], check=True)
            for words in (["export"], ["search", "the"], ["jobs"]):
                done = subprocess.run([os.path.join(programs, "winnow"), *words, "--state", world.state], capture_output=True, user=65534, group=65534, extra_groups=[])
                assert done.returncode in (0, 1), (what, words, done.returncode, done.stderr)
                assert words != ["export"] or done.stdout == before, f"{what}: another export"

        read("beside a daemon")
        world.stop()
        read("without a daemon")
        return "5 articles read by another user"
    finally:
        shutil.rmtree(programs)
        world.close()
