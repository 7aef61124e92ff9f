"""Under a real systemd: READY, STATUS, watchdog pings, reload, restart after a kill, stop in order."""
import os
import signal
import subprocess
import time

from support.checks import exactly_once
from support.systemd import under_systemd
from support.texts import made_up
from support.world import World


def run(options):
    world = World(options)
    manager = under_systemd(options, world, "winnowd-test")
    try:
        show = lambda name: manager.run("systemctl", "--user", "show", "winnowd-test", "-p", name, "--value").strip()
        assert show("ActiveState") == "active", show("ActiveState")
        world.daemon = subprocess.Popen(["sleep", "600"])
        for number in range(20):
            world.drop(f"s{number}.txt", made_up(number))
        world.settled(20)
        first = show("MainPID")
        time.sleep(9)
        assert show("MainPID") == first and show("NRestarts") == "0", "the watchdog fired on a healthy daemon"
        assert show("StatusText"), "no status line"
        os.kill(int(first), signal.SIGHUP)
        os.kill(int(first), signal.SIGKILL)
        end = time.time() + 20
        while time.time() < end and (show("MainPID") in (first, "0") or show("ActiveState") != "active"):
            time.sleep(0.1)
        assert show("NRestarts") == "1", show("NRestarts")
        for number in range(20, 30):
            world.drop(f"s{number}.txt", made_up(number))
        world.settled(30)
        begin = time.time()
        manager.run("systemctl", "--user", "stop", "winnowd-test")
        seconds = time.time() - begin
        assert seconds < 10, seconds
        exactly_once(world, [f"s{n}.txt" for n in range(30)])
        return f"stopped in {seconds:.1f} s"
    finally:
        world.daemon and world.daemon.kill()
        manager.close()
        world.close()
