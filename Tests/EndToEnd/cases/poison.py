"""A file that kills the daemon runs alone after that and is set aside as poison at its third strike; its
neighbours pay nothing."""
import json
import os

from support.checks import until
from support.texts import made_up
from support.world import World


def run(options):
    world = World(options)
    try:
        # Long enough in work to be caught at it: the daemon is killed whenever it has this file open.
        record = json.dumps({"title": "A record of many", "content": made_up(9, paragraphs=60).decode()}).encode() + b"\n"
        size = 16 << 20
        poison = record * (size // len(record))

        def has_it_open():
            folder = f"/proc/{world.daemon.pid}/fd"
            for name in os.listdir(folder):
                try:
                    path = os.readlink(os.path.join(folder, name))
                    if "/claimed/" in path and os.stat(path).st_size >= size - len(record):
                        return True
                except OSError:
                    pass
            return False

        for number in range(30):
            world.drop(f"a{number}.txt", made_up(number))
        world.drop("poison.jsonl", poison)
        deaths = 0
        world.start()
        while deaths < 3:
            until(f"death {deaths + 1}", has_it_open)
            if deaths == 0:
                for number in range(30, 40):
                    world.drop(f"a{number}.txt", made_up(number))
            world.kill()
            deaths += 1
            world.start()
        world.settled(41)
        jobs = {job["file"]: job for job in world.jobs()}
        assert (jobs["poison.jsonl"]["outcome"], jobs["poison.jsonl"]["reason"]) == ("quarantined", "poison"), jobs["poison.jsonl"]
        others = {job["outcome"] for name, job in jobs.items() if name != "poison.jsonl"}
        assert others == {"indexed"}, others
        assert len(jobs) == 41, len(jobs)
        world.stop()
        return f"{deaths} deaths, 40 neighbours indexed"
    finally:
        world.close()
