"""A daemon under steady load stays within its memory and loses nothing."""
import time

from support.checks import exactly_once
from support.texts import made_up
from support.world import World


# Runs only when it is asked for by name.
ON_REQUEST = True


def run(options):
    world = World(options)
    try:
        world.start()
        end = time.time() + options.minutes * 60
        number = 0
        while time.time() < end:
            for _ in range(50):
                world.drop(f"x{number}.txt", made_up(number), source=f"s{number % 7}")
                number += 1
            time.sleep(0.25)
        world.settled(number, limit=600)
        exactly_once(world, [f"s{n % 7}/x{n}.txt" for n in range(number)])
        world.stop()
        return f"{number} files in {options.minutes} min"
    finally:
        world.close()
