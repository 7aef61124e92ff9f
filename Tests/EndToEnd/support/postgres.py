"""A PostgreSQL server of Debian in a folder of its own, on a Unix socket and, with certificates made on the spot, on a port of
this machine: nothing of the system's own servers is touched."""
import glob
import os
import pwd
import shutil
import signal
import socket
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
        self.port = None
        self.call("initdb", "--pgdata", f"{self.folder}/data", "--auth", "trust", "--username", self.owner, "--encoding", "UTF8",
                  "--no-locale", "--no-sync")
        self.make_certificates()
        self.start()

    def openssl(self, *words):
        subprocess.run(["openssl", *words], check=True, capture_output=True, cwd=self.folder)

    def make_certificates(self):
        """An authority, another one that nobody trusts, and a certificate of the first for `localhost`."""
        for name in ("ca", "stranger"):
            self.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                         f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.pem")
        self.openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost", "-addext",
                     "subjectAltName=DNS:localhost", "-keyout", "server.key", "-out", "server.csr")
        self.openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "2", "-copy_extensions", "copy",
                     "-out", "server.pem")
        user = pwd.getpwnam(self.owner) if os.geteuid() == 0 else None
        for name in ("server.key", "server.pem", "ca.pem", "stranger.pem"):
            os.chmod(f"{self.folder}/{name}", 0o600 if name.endswith("key") else 0o644)
            if user:
                os.chown(f"{self.folder}/{name}", user.pw_uid, user.pw_gid)
        os.chmod(self.folder, 0o755)
        with open(f"{self.folder}/data/pg_hba.conf", "w") as file:
            # Over the network with a password and encrypted only.
            file.write("local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

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
            [*self.prefix, f"{self.programs}/postgres", "-D", f"{self.folder}/data", "-k", self.folder, "-h", "127.0.0.1", "-p", str(self.port), "-c",
             "ssl=on", "-c", f"ssl_cert_file={self.folder}/server.pem", "-c", f"ssl_key_file={self.folder}/server.key", "-c",
             "shared_buffers=32MB", "-c", "max_connections=60", "-c", "log_min_messages=fatal"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
        while subprocess.run([f"{self.programs}/pg_isready", "-q", "-h", self.folder, "-p", str(self.port)]).returncode:
            assert time.time() < end, "the server does not answer"
            time.sleep(0.05)

    def works_here(self, process):
        try:
            return os.readlink(f"/proc/{process}/cwd") == f"{self.folder}/data"
        except OSError:
            return False

    def connection(self, user=None, database="postgres"):
        return f"host={self.folder} port={self.port} user={user or self.owner} dbname={database}"

    def make_role(self, name, group):
        """A role that logs in, over the network with its password, which stands in a file of its own."""
        self.sql(f"CREATE ROLE \"{name}\" LOGIN PASSWORD 'of-{name}' IN ROLE {group}")
        with open(f"{self.folder}/{name}.pgpass", "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(f"*:*:*:{name}:of-{name}\n")

    def over_network(self, name, database="postgres", host="localhost", authority="ca", mode="verify-full", passwords=None):
        return (f"host={host} hostaddr=127.0.0.1 port={self.port} user={name} dbname={database} sslmode={mode}"
                f" passfile={self.folder}/{passwords or name}.pgpass sslrootcert={self.folder}/{authority}.pem")

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
