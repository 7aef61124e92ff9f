"""Originals expire when they are to, are told from lost ones, and live on when they come again."""
import os
import subprocess
import time

from support.texts import made_up
from support.world import World


def run(options):
    world = World(options)
    try:
        world.start()
        for number in range(3):
            world.drop(f"e{number}.txt", made_up(number))
        world.settled(3)
        world.stop()
        archive = os.path.join(world.state, "spool", "archive")
        files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(archive) for name in names if name.endswith(".zst"))
        assert len(files) == 3, files
        for path in files[:2]:
            os.utime(path, (time.time() - 3 * 86400,) * 2)
        lost = {job["file"]: job for job in world.jobs()}
        world.start(WINNOW_SPOOL_KEEP_ORIGINALS="2d")
        end = time.time() + 30
        while any(os.path.exists(path) for path in files[:2]):
            assert time.time() < end, "two originals should have gone"
            time.sleep(0.1)
        assert os.path.exists(files[2]) and len(lost) == 3
        world.stop()
        # Arrived just now, so not expired by the note of two days ago: an audit calls them lost.
        done = subprocess.run([options.winnow, "audit", "--all", "--state", world.state], capture_output=True, text=True)
        assert done.returncode == 1 and done.stdout.count("original-lacks") == 2, done
        with open(os.path.join(archive, "expired-before"), "w") as file:
            file.write(f"{int(time.time() * 1000) + 1000}\n")
        done = subprocess.run([options.winnow, "audit", "--state", world.state], capture_output=True, text=True)
        assert done.returncode == 0 and "originals-expired: 2 " in done.stdout, done
        gone = [article for article in world.export() if subprocess.run(
            [options.winnow, "original", article["id"], "--state", world.state], capture_output=True).returncode != 0]
        assert len(gone) == 2, gone
        # The same bytes again, while the third is due for renewal.
        os.utime(files[2], (time.time() - 1.5 * 86400,) * 2)
        world.start(WINNOW_SPOOL_KEEP_ORIGINALS="2d")
        for number in range(3):
            world.drop(f"again{number}.txt", made_up(number))
        world.settled(6)
        world.stop()
        assert all(time.time() - os.stat(path).st_mtime < 3600 for path in files)
        return "2 of 3 expired, 3 came again"
    finally:
        world.close()
