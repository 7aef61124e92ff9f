"""A daemon on a state directory of its own, as a case sees it from outside."""
import http.client
import json
import os
import random
import shutil
import socket
import subprocess
import tempfile
import threading
import time


class World:
    """One state directory, and the daemon on it."""

    def __init__(self, options, settle="0ms", state=None):
        self.options = options
        self.state = state or tempfile.mkdtemp(prefix="winnow-e2e-")
        self.settle = settle
        self.program = [options.winnowd]
        self.said = ""
        self.pinged = None
        self.daemon = None
        self.notify = None
        self.log = open(os.path.join(self.state, "daemon.log"), "ab")
        os.makedirs(self.inbox, exist_ok=True)

    inbox = property(lambda self: os.path.join(self.state, "spool", "inbox"))

    def start(self, wait=True, **variables):
        path = os.path.join(self.state, "notify")
        if os.path.exists(path):
            os.unlink(path)
        self.notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notify.bind(path)
        self.ready = threading.Event()
        threading.Thread(target=self.listen, args=(self.notify,), daemon=True).start()
        environment = dict(os.environ, NOTIFY_SOCKET=path, WINNOW_INTAKE_SETTLE=self.settle,
                           WINNOW_DISK_LOW_WATER="1MiB", WINNOW_DISK_LOW_WATER_PERCENT="0")
        environment.update(variables)
        self.started = time.time()
        self.daemon = subprocess.Popen([*self.program, "--state", self.state], env=environment,
                                       stdout=self.log, stderr=self.log)
        if wait:
            self.await_ready()

    def listen(self, notify):
        """Reads what the daemon tells its manager, as a manager does: a full queue would block it."""
        try:
            while True:
                for line in notify.recv(65536).decode(errors="replace").splitlines():
                    if line == "READY=1":
                        self.ready.set()
                    elif line == "WATCHDOG=1":
                        self.pinged = time.time()
                    elif line.startswith("STATUS="):
                        self.said = line[7:]
        except OSError:
            return

    def await_ready(self, limit=30):
        if not self.ready.wait(limit):
            raise AssertionError(f"not ready after {limit} s: {self.tail()}")
        return time.time() - self.started

    def hang_up(self):
        try:
            self.notify.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.notify.close()

    def kill(self):
        self.daemon.kill()
        self.daemon.wait()
        self.hang_up()

    def stop(self):
        begin = time.time()
        self.daemon.terminate()
        code = self.daemon.wait(timeout=15)
        self.hang_up()
        return code, time.time() - begin

    def winnow(self, *words, check=True, binary=False):
        done = subprocess.run([self.options.winnow, *words, "--state", self.state], capture_output=True)
        if check and done.returncode not in (0, 1):
            raise AssertionError(f"winnow {' '.join(words)} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
        return done.stdout if binary else done.stdout.decode(errors="replace")

    def status(self):
        return json.loads(self.winnow("status", "--json", check=False))

    def ask(self, target):
        """Status and body of a question to the control socket."""
        connection = http.client.HTTPConnection("winnow", timeout=40)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.settimeout(40)
        try:
            connection.sock.connect(os.path.join(self.state, "winnow.sock"))
            connection.request("GET", target)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def export(self):
        return [json.loads(line) for line in self.winnow("export").splitlines()]

    def jobs(self, limit=1000000):
        return [json.loads(line) for line in self.winnow("jobs", "--json", "--limit", str(limit), check=False).splitlines()]

    def settled(self, files, limit=120):
        """Waits until that many files have an outcome and nothing is in work; polls the daemon itself."""
        end = time.time() + limit
        while time.time() < end:
            if self.daemon.poll() is not None:
                raise AssertionError(f"the daemon ended with {self.daemon.returncode}: {self.tail()}")
            status = self.status()
            if status["verdict"] not in ("starting", "stopped") and sum(status["outcomes"].values()) >= files and status["openJobs"] == 0:
                return status
            time.sleep(0.05)
        raise AssertionError(f"not settled after {limit} s: {self.status()}")

    def idle(self, limit=60):
        """Waits until nothing that was claimed is in work."""
        end = time.time() + limit
        while time.time() < end:
            status = self.status()
            if status["verdict"] not in ("starting", "stopped") and status["openJobs"] == 0:
                return
            time.sleep(0.02)
        raise AssertionError(f"still in work after {limit} s: {self.status()}")

    def tail(self):
        self.log.flush()
        with open(os.path.join(self.state, "daemon.log"), "rb") as file:
            return file.read()[-2000:].decode(errors="replace")

    def drop(self, name, data, source=None):
        folder = os.path.join(self.inbox, source) if source else self.inbox
        os.makedirs(folder, exist_ok=True)
        if isinstance(name, str):
            name = name.encode()
        folder = folder.encode()
        hidden = os.path.join(folder, b"." + str(random.getrandbits(60)).encode())
        with open(hidden, "wb") as file:
            file.write(data)
        os.rename(hidden, os.path.join(folder, name))

    def close(self):
        if self.daemon and self.daemon.poll() is None:
            self.daemon.kill()
            self.daemon.wait()
        self.log.close()
        shutil.rmtree(self.state, ignore_errors=True)
