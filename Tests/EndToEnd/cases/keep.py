"""Articles whose time is over (keep.articles, keep.sources) are taken out by the daemon, on record: nothing of them is in ledger,
index, archive or export, the change feed says removed, the archive shrinks; what is younger or kept for ever stays."""
import json
import os
import shutil
import subprocess
import tempfile
import time

from support.left_out import LeftOut
from support.texts import made_up
from support.world import World

# Puts the wall clock of a process back by so many seconds.
SHIFT = """
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
static long shift(void) { const char *text = getenv("CLOCK_SHIFT"); return text ? atol(text) : 0; }
int clock_gettime(clockid_t id, struct timespec *time) {
  int result = syscall(SYS_clock_gettime, id, time);
  if (!result && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) time->tv_sec += shift();
  return result;
}
int gettimeofday(struct timeval *time, void *zone) {
  struct timespec now;
  (void)zone;
  clock_gettime(CLOCK_REALTIME, &now);
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return 0;
}
"""


def holds(folder, word):
    """Files below a folder that hold the bytes of a word."""
    found = []
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                with open(os.path.join(path, name), "rb") as file:
                    if word in file.read():
                        found.append(name)
            except OSError:
                pass
    return found


def size(folder):
    return sum(os.path.getsize(os.path.join(path, name)) for path, _, names in os.walk(folder) for name in names)


def run(options):
    compiler = shutil.which("cc")
    if not compiler:
        raise LeftOut("needs a C compiler for a clock that can be put back")
    world = World(options)
    folder = tempfile.mkdtemp(prefix="winnow-keep-")
    try:
        source, library = os.path.join(folder, "shift.c"), os.path.join(folder, "shift.so")
        with open(source, "w") as file:
            file.write(SHIFT)
        subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source], check=True)
        world.start(LD_PRELOAD=library, CLOCK_SHIFT=str(-400 * 86400))
        for number in range(40):
            # Every text ends with a word that no other has.
            text = made_up(number) + f"The word of this one is unikat{number}x.\n".encode()
            world.drop(f"old{number}.txt", text, source=("wire", "gazette")[number % 2])
        world.settled(40)
        assert world.stop()[0] == 0
        world.start()
        for number in range(100, 110):
            world.drop(f"new{number}.txt", made_up(number), source="wire")
        world.settled(50)
        before = world.export()
        archive = size(os.path.join(world.state, "spool", "archive"))
        assert len(before) == 50 and len([a for a in before if a["provenance"]["source"] == "gazette"]) == 20
        assert holds(world.state, b"unikat4x"), "the test looks for what is never there"
        assert world.stop()[0] == 0
        world.start(WINNOW_KEEP_ARTICLES="365d", WINNOW_KEEP_SOURCES="gazette=forever")
        end = time.time() + 60
        while len(world.export()) != 30 or holds(world.state, b"unikat4x"):
            assert time.time() < end, f"{len(world.export())} articles, {holds(world.state, b'unikat4x')}: {world.tail()}"
            time.sleep(0.2)
        left = {article["provenance"]["file"] for article in world.export()}
        assert left == {f"gazette/old{n}.txt" for n in range(1, 40, 2)} | {f"wire/new{n}.txt" for n in range(100, 110)}, left
        feed = [json.loads(line) for line in world.winnow("export", "--after", "50").splitlines()]
        assert len([line for line in feed if line["event"] == "removed"]) == 20, [line["event"] for line in feed]
        assert not world.winnow("search", "unikat4x") and world.winnow("search", "unikat5x")
        shrunk = size(os.path.join(world.state, "spool", "archive"))
        assert shrunk < 0.75 * archive, (archive, shrunk)
        world.idle()
        assert world.stop()[0] == 0
        assert "taken out after their time" in world.tail()
        assert "in order" in world.winnow("audit"), world.winnow("audit")
        world.winnow("rebuild")
        assert len(world.export()) == 30, "a rebuild brings them back"
        return f"20 of 50 articles, archive {archive} -> {shrunk} bytes"
    finally:
        world.close()
        shutil.rmtree(folder, ignore_errors=True)
