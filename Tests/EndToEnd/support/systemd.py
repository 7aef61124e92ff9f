"""A systemd user manager of the case's own."""
import os
import shutil
import subprocess
import tempfile
import time

from support.left_out import LeftOut


class UserManager:
    """A real systemd user manager of our own."""

    def __init__(self):
        if not os.path.exists("/usr/lib/systemd/systemd"):
            raise LeftOut("systemd is not installed")
        if os.geteuid() != 0 and not os.path.isdir("/run/systemd/system"):
            raise LeftOut("needs root to make /run/systemd/system")
        os.makedirs("/run/systemd/system", exist_ok=True)
        self.folder = tempfile.mkdtemp(prefix="winnow-xdg-")
        os.chmod(self.folder, 0o700)
        self.environment = dict(os.environ, XDG_RUNTIME_DIR=self.folder)
        self.environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
        self.log = open(os.path.join(self.folder, "manager.log"), "wb")
        self.manager = subprocess.Popen(["/usr/lib/systemd/systemd", "--user"], env=self.environment, stdout=self.log, stderr=self.log)
        end = time.time() + 20
        while not os.path.exists(os.path.join(self.folder, "systemd", "private")):
            if time.time() > end or self.manager.poll() is not None:
                self.close()
                raise LeftOut("systemd --user does not come up here")
            time.sleep(0.05)

    def run(self, *words, check=True):
        done = subprocess.run(words, env=self.environment, capture_output=True, text=True)
        if check and done.returncode:
            raise AssertionError(f"{' '.join(words)}: {done.stderr}")
        return done.stdout

    def close(self):
        if self.manager.poll() is None:
            self.manager.terminate()
            try:
                self.manager.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.manager.kill()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def under_systemd(options, world, unit, *properties):
    manager = UserManager()
    try:
        settings = ["WINNOW_INTAKE_SETTLE=0ms", "WINNOW_DISK_LOW_WATER=1MiB", "WINNOW_DISK_LOW_WATER_PERCENT=0"]
        manager.run("systemd-run", "--user", f"--unit={unit}", "-p", "Type=notify", "-p", "WatchdogSec=4", "-p", "Restart=on-failure",
                    *sum((["-p", value] for value in properties), []), *(f"--setenv={value}" for value in settings),
                    options.winnowd, "--state", world.state)
    except BaseException:
        manager.close()
        raise
    return manager
