"""100,000 small files in the inbox at start: ready within 10 s, all processed, memory bounded."""
import os
import time

from support.texts import made_up
from support.world import World


def run(options):
    world = World(options)
    try:
        count = options.files
        for number in range(count):
            with open(os.path.join(world.inbox, f"f{number}.txt"), "wb") as file:
                file.write(made_up(number, paragraphs=1))
        world.start(wait=False)
        ready = world.await_ready(limit=30)
        assert ready < 10, f"ready after {ready:.1f} s"
        peak = 0
        end = time.time() + 1500
        while time.time() < end:
            status = world.status()
            with open(f"/proc/{world.daemon.pid}/status") as file:
                peak = max(peak, *(int(line.split()[1]) for line in file if line.startswith("VmHWM")))
            if sum(status["outcomes"].values()) >= count and status["openJobs"] == 0:
                break
            time.sleep(1)
        seconds = time.time() - world.started
        assert sum(status["outcomes"].values()) == count, status["outcomes"]
        assert peak < 1500000, f"peak memory {peak} kB"
        world.stop()
        return f"{count} files: ready in {ready:.2f} s, all in {seconds:.0f} s ({count / seconds:.0f}/s), peak memory {peak // 1024} MiB"
    finally:
        world.close()
