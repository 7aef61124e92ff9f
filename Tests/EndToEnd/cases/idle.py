"""A daemon with nothing to do takes next to no processor time."""
import os
import time

from support.texts import made_up
from support.world import World


def run(options):
    world = World(options)
    try:
        world.start()
        for number in range(5):
            world.drop(f"i{number}.txt", made_up(number))
        world.settled(5)

        def used():
            with open(f"/proc/{world.daemon.pid}/stat") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

        before = used()
        time.sleep(5)
        seconds = used() - before
        assert seconds < 0.25, f"{seconds:.2f} s of 5 s"
        world.stop()
        return f"{seconds:.2f} s of 5 s"
    finally:
        world.close()
