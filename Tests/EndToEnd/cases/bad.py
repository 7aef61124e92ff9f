"""Bad input ends with an outcome and a reason; nothing hangs, nothing outside the spool is read."""
import os
import random

from support.texts import made_up
from support.world import World


def run(options):
    world = World(options)
    try:
        world.start()
        outside = os.path.join(world.state, "secret")
        with open(outside, "w") as file:
            file.write("NOBODY MAY READ THIS\n" * 20)
        inbox = world.inbox
        world.drop("empty.txt", b"")
        world.drop("binary.bin", random.Random(3).randbytes(50000))
        world.drop("latin.txt", "Der Bürgermeister erklärte am Dienstag, die Brücke bleibe für neun Wochen gesperrt.\n\n".encode("latin-1") * 5)
        world.drop("broken.txt", b"Council votes again\n\nThe council \xff\xfe\x80 voted on the budget again on Tuesday after a long debate in the old hall.\n")
        world.drop("cut.json", b'[{"title":"A bridge is closed in Port Ellison","content":"' + b"The bridge is closed for nine weeks. " * 20 + b'"},{"title":"B')
        with open(os.path.join(inbox, ".zeros"), "wb") as file:
            file.truncate(1 << 30)
        os.rename(os.path.join(inbox, ".zeros"), os.path.join(inbox, "zeros"))
        os.symlink("/etc/passwd", os.path.join(inbox, "passwd"))
        os.symlink(outside, os.path.join(inbox, "secret"))
        os.mkfifo(os.path.join(inbox, "fifo"))
        os.link(outside, os.path.join(inbox, "hard"))
        ugly = b"\x1b[31mred\nline\x07" + b"x" * 237
        ugly = ugly[:251] + b".txt"
        world.drop(ugly, made_up(99))
        status = world.settled(11)
        jobs = {job["file"]: job for job in world.jobs()}
        expected = {"empty.txt": ("rejected", None), "binary.bin": ("rejected", None), "zeros": ("rejected", "binary"),
                    "passwd": ("quarantined", None), "secret": ("quarantined", None), "fifo": ("quarantined", None),
                    "hard": ("quarantined", None), "latin.txt": ("indexed", None), "cut.json": ("indexed", None)}
        for name, (outcome, reason) in expected.items():
            job = jobs[name]
            assert job["outcome"] == outcome, (name, job)
            assert reason is None or job["reason"] == reason, (name, job)
            if outcome in ("rejected", "quarantined"):
                assert job["detail"] and job["remedy"], (name, job)
        assert any(job["file"].startswith("\x1b[31mred") and job["outcome"] == "indexed" for job in jobs.values()), "the ugly name"
        for words in (["status"], ["jobs"], ["quarantine"], ["search", "council"]):
            text = world.winnow(*words, check=False, binary=True)
            assert b"\x1b[31m" not in text and b"\x07" not in text, f"winnow {words[0]} paints the terminal"
        everything = world.winnow("export", binary=True)
        assert b"NOBODY MAY READ" not in everything and b"root:" not in everything, "something outside the spool was read"
        world.stop()
        return f"{len(jobs)} files"
    finally:
        world.close()
