"""The real binary: its server process and its command line."""

import atexit
import json
import os
import pathlib
import shutil
import signal
import subprocess
import threading

ROOT = pathlib.Path(__file__).resolve().parents[3]
BINARY = pathlib.Path(os.environ.get("ORGBOOK_BINARY", ROOT / "target/debug/orgbook"))
START_TIMEOUT_SECONDS = 60


class Store:
    """Where a server keeps its data: a folder, a database address for PostgreSQL; and the settings it is used with."""

    def __init__(self, folder, url=None, settings=None):
        self.folder = pathlib.Path(folder)
        self.settings = {f"ORGBOOK_{name}": str(value) for name, value in (settings or {}).items()}
        if url:
            self.settings["ORGBOOK_STORE"] = url
        self.folder.mkdir(parents=True, exist_ok=True)

    def environment(self):
        own = {key: value for key, value in os.environ.items() if not key.startswith("ORGBOOK_")}
        return own | self.settings

    def run(self, *arguments, check=True, **options):
        """One command; its JSON object, or the finished process when `check` is off."""
        done = subprocess.run(
            [BINARY, *arguments, "--data", self.folder, "--json"],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=120,
            **options,
        )
        if not check:
            return done
        assert done.returncode == 0, f"{arguments}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return json.loads(done.stdout)


class Server:
    """A serving process. It ends with `stop` (gracefully) or `kill` (not), and with this one at the latest."""

    started = []

    def __init__(self, store, *arguments):
        self.store = store
        log = open(store.folder / "server.log", "ab")
        self.process = subprocess.Popen(
            [BINARY, "serve", "--listen", "127.0.0.1:0", "--data", store.folder, "--json", *arguments],
            env=store.environment(),
            stdout=subprocess.PIPE,
            stderr=log,
        )
        log.close()
        Server.started.append(self.process)
        watchdog = threading.Timer(START_TIMEOUT_SECONDS, self.process.kill)
        watchdog.start()
        line = self.process.stdout.readline()
        watchdog.cancel()
        assert line, f"serve ended before it listened:\n{self.log()[-4000:]}"
        self.url = json.loads(line)["listening"]
        # Whatever else it prints must not fill the pipe and block it.
        threading.Thread(target=shutil.copyfileobj, args=(self.process.stdout, _Nowhere()), daemon=True).start()

    @property
    def address(self):
        return self.url.removeprefix("http://")

    def log(self):
        return (self.store.folder / "server.log").read_text(errors="replace")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """End as an operator would, and give the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


@atexit.register
def _kill_what_a_failed_test_left():
    for process in Server.started:
        if process.poll() is None:
            process.kill()


class _Nowhere:
    def write(self, data):
        return len(data)


class PostgresCluster:
    """A private cluster in a temporary folder, with a fresh database for each store."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.script = ROOT / "scripts/postgres-cluster"
        started = subprocess.run(
            [self.script, "start", self.folder, str(os.getpid())], capture_output=True, text=True, check=False
        )
        assert started.returncode == 0, started.stderr
        self.url = started.stdout.strip().splitlines()[-1]
        self.count = 0

    def database(self):
        """The address of a database nobody has used."""
        self.count += 1
        name = f"orgbook_{os.getpid()}_{self.count}"
        subprocess.run(["psql", self.url, "-qc", f"CREATE DATABASE {name}"], check=True, capture_output=True)
        head, _, query = self.url.partition("?")
        return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")

    def stop(self):
        subprocess.run([self.script, "stop", self.folder], check=True, capture_output=True)
