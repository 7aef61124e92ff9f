"""A Debian system of the test's own: debootstrap into a folder, booted by systemd-nspawn with a systemd of its own."""
import os
import re
import shutil
import signal
import subprocess
import sys
import time


def output(*words, **named):
    return subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True, **named).stdout


def mirror():
    """Address and suite of the main archive, as this machine's own sources have them."""
    codename = re.search(r"^VERSION_CODENAME=(\w+)", open("/etc/os-release").read(), re.M)[1]
    lines = output("apt-get", "indextargets", "--format", "$(SITE) $(CODENAME) $(COMPONENT) $(REPO_URI)", "Created-By: Packages").splitlines()
    for site, found, component, address in (line.split() for line in lines):
        if (found, component) == (codename, "main"):
            return address, codename
    sys.exit(f"package test: no source of apt has {codename} main; see: apt-get indextargets")


class Machine:
    """The system; `run` runs a command in it as root."""

    def __init__(self, folder, include):
        self.root = os.path.join(folder, "root")
        self.log = open(os.path.join(folder, "boot.log"), "ab")
        self.nspawn = self.leader = None
        address, suite = mirror()
        include = sorted(set(include) | {"systemd", "systemd-sysv", "dbus"})
        subprocess.run(["debootstrap", "--variant=minbase", f"--include={','.join(include)}", suite, self.root, address],
                       check=True, stdout=self.log, stderr=self.log)
        # Nothing of the machine's network is needed any more.
        open(os.path.join(self.root, "etc/apt/sources.list"), "w").close()

    def boot(self, limit=120):
        self.nspawn = subprocess.Popen(
            ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--private-network", "--console=pipe", "--directory", self.root,
             "--boot"], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True)
        end = time.time() + limit
        while True:
            state = ""
            if self.find_leader():
                state = self.run("systemctl", "is-system-running", check=False).stdout.strip()
            if state in ("running", "degraded"):
                return state
            if time.time() > end or self.nspawn.poll() is not None:
                self.log.flush()
                sys.exit("package test: systemd-nspawn --boot does not come up here (it needs root, mount namespaces and a cgroup"
                         f" hierarchy to write to); the system said:\n{open(self.log.name, errors='replace').read()[-2000:]}")
            time.sleep(0.1)

    def find_leader(self):
        """The system's first process, seen from here."""
        found = subprocess.run(["pgrep", "--parent", str(self.nspawn.pid)], capture_output=True, text=True).stdout.split()
        self.leader = found[0] if found else None
        return self.leader

    def run(self, *words, check=True, user=None, limit=300):
        inside = ["nsenter", "--target", self.leader, "--mount", "--uts", "--ipc", "--net", "--pid", "--"]
        environment = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "DEBIAN_FRONTEND=noninteractive", "HOME=/root", "TERM=dumb"]
        if user:
            environment += ["setpriv", "--reuid", user, "--regid", user, "--init-groups"]
        done = subprocess.run([*inside, *environment, *map(str, words)], capture_output=True, text=True, errors="replace", timeout=limit)
        if check and done.returncode:
            raise AssertionError(f"{' '.join(map(str, words))} ended with {done.returncode}: {done.stdout[-1500:]}{done.stderr[-1500:]}")
        return done

    def path(self, inside):
        return os.path.join(self.root, inside.lstrip("/"))

    def files(self):
        """Every path below the root, but what a running system writes."""
        found = set()
        for folder, folders, names in os.walk(self.root):
            here = "/" + os.path.relpath(folder, self.root).lstrip(".")
            here = os.path.normpath(here)
            folders[:] = [name for name in folders if os.path.join(here, name) not in ("/proc", "/sys", "/run", "/dev", "/tmp", "/var/log", "/var/tmp")]
            found |= {os.path.join(here, name) for name in folders + names}
        return found

    def shut_down(self, limit=60):
        if self.nspawn and self.nspawn.poll() is None:
            self.run("systemctl", "--no-block", "poweroff", check=False)
            try:
                self.nspawn.wait(limit)
            except subprocess.TimeoutExpired:
                os.killpg(self.nspawn.pid, signal.SIGKILL)
                self.nspawn.wait()

    def close(self):
        self.shut_down()
        self.log.close()
        shutil.rmtree(self.root, ignore_errors=True)
