"""Servers and organizations for the tests: one server per store for each of the workers, one organization per test."""

import os
import shutil
import tempfile

import pytest

from kit.client import Organization
from kit.server import BINARY, PostgresCluster, Server, Store

VARIANTS = ("sqlite-typed", "sqlite-strings", "sqlite-form", "postgres-typed")


def pytest_configure():
    if not BINARY.exists():
        pytest.exit(f"{BINARY} is not built: run `make test`, or `cargo build -p orgbook` first", returncode=2)


def pytest_collection_modifyitems(items):
    # What takes minutes begins first, so that no worker is left alone with it at the end.
    items.sort(key=lambda item: item.path.name != "test_kill.py")


@pytest.fixture(scope="session")
def folder():
    """A folder for everything these tests leave on disk."""
    path = tempfile.mkdtemp(prefix="orgbook-blackbox-")
    # PostgreSQL will not run as root: its own user must get to the cluster below.
    os.chmod(path, 0o711)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster(folder):
    """A private PostgreSQL cluster."""
    cluster = PostgresCluster(f"{folder}/postgres")
    yield cluster
    cluster.stop()


@pytest.fixture(params=["sqlite", "postgres"])
def fresh_store(request, tmp_path):
    """An empty store of each kind, for tests that start and end servers themselves."""
    url = request.getfixturevalue("cluster").database() if request.param == "postgres" else None
    return Store(tmp_path / "data", url)


@pytest.fixture(scope="session")
def servers(folder, request):
    """A running server by kind of store, started when first asked for."""
    running = {}

    def server(kind):
        if kind not in running:
            url = request.getfixturevalue("cluster").database() if kind == "postgres" else None
            running[kind] = Server(Store(f"{folder}/{kind}", url))
        return running[kind]

    yield server
    for each in running.values():
        assert each.stop() == 0, each.log()[-4000:]


@pytest.fixture(params=VARIANTS)
def org(request, servers):
    """An organization of its own for each test, on each store and in each body form."""
    kind, form = request.param.split("-")
    server = servers(kind)
    return Organization(server, server.store, form)


@pytest.fixture
def plain_org(servers):
    """The same on SQLite with typed JSON, for tests where store and body form make no difference."""
    server = servers("sqlite")
    return Organization(server, server.store, "typed")
