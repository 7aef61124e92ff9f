"""Originals expire when they are to, are told from lost ones, and live on when they come again; those of earlier builds too."""
import hashlib
import os
import shutil
import subprocess
import time

from support.texts import made_up
from support.world import World


def run(options):
    world = World(options)
    archive = os.path.join(world.state, "spool", "archive")

    def put_back(number, days):
        """Leaves an original as earlier builds kept it: in a file of its own, stored so many days ago."""
        digest = hashlib.sha256(made_up(number)).hexdigest()
        path = os.path.join(archive, digest[:2], digest + ".zst")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(subprocess.run(["zstd", "-q", "-c"], input=made_up(number), capture_output=True, check=True).stdout)
        os.utime(path, (time.time() - days * 86400,) * 2)
        return path

    def original(article):
        return subprocess.run([options.winnow, "original", article["id"], "--state", world.state], capture_output=True).returncode == 0

    def audit():
        return subprocess.run([options.winnow, "audit", "--all", "--state", world.state], capture_output=True, text=True)

    try:
        world.start()
        for number in range(3):
            world.drop(f"e{number}.txt", made_up(number))
        world.settled(3)
        world.stop()
        segments = [name for _, _, names in os.walk(archive) for name in names if name.endswith(".warc.zst")]
        assert segments == ["0000000001.warc.zst"], segments
        articles = world.export()
        assert all(original(article) for article in articles)
        shutil.rmtree(archive)
        paths = [put_back(number, days) for number, days in enumerate((3, 3, 0))]
        assert all(original(article) for article in articles), "files of their own are read where they lie"
        world.start(WINNOW_SPOOL_KEEP_ORIGINALS="2d")
        end = time.time() + 30
        while sum(map(original, articles)) > 1:
            assert time.time() < end, "two originals should have gone"
            time.sleep(0.1)
        assert not any(map(os.path.exists, paths)), "they are moved into a segment"
        world.stop()
        # Arrived just now, so not expired by the note of two days ago: an audit calls them lost.
        done = audit()
        assert done.returncode == 1 and done.stdout.count("original-lacks") == 2, done
        # The same bytes again, while the third is due for renewal.
        shutil.rmtree(archive)
        put_back(2, 1.5)
        world.start(WINNOW_SPOOL_KEEP_ORIGINALS="2d")
        for number in range(3):
            world.drop(f"again{number}.txt", made_up(number))
        world.settled(6)
        world.stop()
        assert all(original(article) for article in world.export())
        assert audit().returncode == 0
        with open(os.path.join(archive, "expired-before"), "w") as file:
            file.write(f"{int(time.time() * 1000) + 1000}\n")
        done = audit()
        assert done.returncode == 0 and "originals-expired: 6 " in done.stdout, done
        return "2 of 3 expired, 3 came again"
    finally:
        world.close()
