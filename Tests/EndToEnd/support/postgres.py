"""A PostgreSQL server of Debian in a folder of its own, on a Unix socket: nothing of the system's own servers is touched."""
import glob
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

from support.left_out import LeftOut


class Server:
    """One server. Its postmaster can be killed and started again."""

    def __init__(self):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
        if not found:
            raise LeftOut("PostgreSQL is not installed; run: scripts/prerequisites test")
        self.programs = os.path.dirname(found[-1])
        # Short, since a socket's path has 107 bytes.
        self.folder = tempfile.mkdtemp(prefix="winnow-pg-", dir="/tmp")
        self.owner = "postgres"
        self.prefix = []
        if os.geteuid() == 0:
            # PostgreSQL refuses root.
            user = pwd.getpwnam(self.owner)
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self.prefix = ["setpriv", f"--reuid={self.owner}", f"--regid={self.owner}", "--init-groups"]
        self.postmaster = None
        self.call("initdb", "--pgdata", f"{self.folder}/data", "--auth", "trust", "--username", self.owner, "--encoding", "UTF8",
                  "--no-locale", "--no-sync")
        self.start()

    def call(self, program, *words, text=None):
        done = subprocess.run([*self.prefix, f"{self.programs}/{program}", *words], capture_output=True, text=True, cwd="/", input=text)
        if done.returncode:
            raise AssertionError(f"{program} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def start(self):
        # Left behind by one that was killed, and so may be the processes that have not noticed yet.
        end = time.time() + 20
        while any(self.works_here(name) for name in os.listdir("/proc") if name.isdigit()):
            assert time.time() < end, "processes of the killed server are still there"
            time.sleep(0.02)
        for name in ("data/postmaster.pid",):
            if os.path.exists(os.path.join(self.folder, name)):
                os.unlink(os.path.join(self.folder, name))
        self.postmaster = subprocess.Popen(
            [*self.prefix, f"{self.programs}/postgres", "-D", f"{self.folder}/data", "-k", self.folder, "-h", "", "-c",
             "shared_buffers=32MB", "-c", "max_connections=60", "-c", "log_min_messages=fatal"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
        while subprocess.run([f"{self.programs}/pg_isready", "-q", "-h", self.folder]).returncode:
            assert time.time() < end, "the server does not answer"
            time.sleep(0.05)

    def works_here(self, process):
        try:
            return os.readlink(f"/proc/{process}/cwd") == f"{self.folder}/data"
        except OSError:
            return False

    def connection(self, user=None, database="postgres"):
        return f"host={self.folder} user={user or self.owner} dbname={database}"

    def sql(self, text, database="postgres"):
        return self.call("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", self.connection(database=database), text=text).strip()

    def kill(self):
        self.postmaster.kill()
        self.postmaster.wait()

    def close(self):
        if self.postmaster and self.postmaster.poll() is None:
            self.postmaster.send_signal(signal.SIGQUIT)
            self.postmaster.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
