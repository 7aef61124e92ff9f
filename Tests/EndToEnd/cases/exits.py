"""winnowd ends with the documented codes: 0 stopped in order, 2 usage, 65 damaged data, 75 held by another, 78
configuration; 70 and 74 have their unit test. What cannot be printed is said with 75."""
import glob
import os
import subprocess

from support.texts import made_up
from support.world import World


def run(options):
    world = World(options)

    def code(*words, **variables):
        return subprocess.run([options.winnowd, *words], capture_output=True, timeout=60, env=dict(os.environ, **variables)).returncode

    try:
        assert code("--help") == 0 and code("--version") == 0
        assert code("--frob") == 2
        for word in ("--help", "--version", "--check"):
            with open("/dev/full", "w") as full:
                done = subprocess.run([options.winnowd, word, "--state", world.state], stdout=full, stderr=subprocess.PIPE, text=True)
            assert done.returncode == 75 and "No space left on device" in done.stderr, (word, done)
        assert code("--state", world.state, "--config", "/nowhere/winnow.yaml") == 78
        assert code("--state", world.state, WINNOW_INTAKE_SETTLE="soon", WINNOW_CONFIG="/nowhere/winnow.yaml") == 78
        world.start(WINNOW_JOURNAL_SEGMENT="2MiB")
        world.drop("a.txt", made_up(1))
        world.settled(1)
        assert code("--state", world.state) == 75
        assert world.stop()[0] == 0
        for path in glob.glob(os.path.join(world.state, "ledger.sqlite*")):
            os.unlink(path)
        assert code("--state", world.state) == 65
        return "each code once"
    finally:
        world.close()
