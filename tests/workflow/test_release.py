# The proof on a real private index: all four packages published, installed by pip and run; then real updates, and
# an old caller that breaks exactly where the review said.
from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import threading
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from clientloom.cli import entry
from support.command_line import Run
from support.corpus import corpus
from support.index_server import PASSWORD, USERNAME, IndexServer, devpi_server, index_server

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
DISTRIBUTIONS = {
    "cloudflare": "cloudflare_vectorize",
    "openai": "openai_vector_stores",
    "pinecone": "pinecone_control",
    "upstash": "upstash_developer",
}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of the four vendors, just generated."""
    root = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "specs", root / "specs")
    assert entry.run(["generate", "--root", str(root)]) == 0
    return root


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[IndexServer]:
    monkeypatch.setenv("TWINE_USERNAME", USERNAME)
    monkeypatch.setenv("TWINE_PASSWORD", PASSWORD)
    with index_server(tmp_path / "index") as server:
        yield server


@dataclass(frozen=True, slots=True)
class Environment:
    """A new virtual environment with pip's packages from an index; httpx and pydantic come from this one."""

    folder: Path
    index: IndexServer

    @property
    def python(self) -> str:
        return str(self.folder / "bin" / "python")

    def install(self, *requirements: str) -> None:
        options = ["--no-deps", "--no-cache-dir", "--disable-pip-version-check", "--quiet"]
        command = [sys.executable, "-m", "pip", "--python", self.python, "install", *options]
        done = subprocess.run(
            [*command, "--index-url", self.index.simple_url, *requirements],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def execute(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.python, *arguments], capture_output=True, text=True, check=False
        )

    def type_errors(self, script: Path) -> set[int]:
        """The lines of a script in which mypy finds an error."""
        command = [sys.executable, "-m", "mypy", "--strict", "--python-executable", self.python]
        cache = ["--cache-dir", str(self.folder / "mypy"), "--no-error-summary", "--config-file="]
        done = subprocess.run(
            [*command, *cache, script.name],
            cwd=script.parent,
            capture_output=True,
            text=True,
            check=False,
        )
        lines = [
            re.match(rf"{script.name}:(\d+): error", line) for line in done.stdout.splitlines()
        ]
        found = {int(match[1]) for match in lines if match}
        assert done.returncode == bool(found), done.stdout + done.stderr
        return found


@pytest.fixture
def environment(tmp_path: Path, index: IndexServer) -> Environment:
    return new_environment(tmp_path / "environment", index)


def new_environment(folder: Path, index: IndexServer) -> Environment:
    venv.create(folder, with_pip=False, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "around.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", "utf-8")
    return Environment(folder, index)


ANSWERS = {
    "GET /vector/index": b"[]",
    "GET /indexes/a": b"""{"name": "a", "dimension": 2, "metric": "cosine", "host": "a.test", "vector_type":
        "dense", "status": {"ready": true, "state": "Ready"},
        "spec": {"serverless": {"cloud": "aws", "region": "us-east-1"}}}""",
    "POST /qstash-upgrade": b'"OK"',
    "POST /redis/change-plan/d": b'"OK"',
    "POST /redis/d/change-plan": b'"OK"',
}
"""What the fake API answers where an empty object is not right."""


@contextmanager
def api() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """An API that answers everything with an empty object: its address, and the headers it was sent."""
    seen: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            seen.append({name.lower(): value for name, value in self.headers.items()})
            body = ANSWERS.get(f"{self.command} {self.path}", b"{}")
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = answer  # noqa: N815 - the names of the base class

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002, ARG002 - the base's
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def digests(folder: Path) -> dict[str, str]:
    return {p.name: sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def test_builds_are_the_same_on_another_path_and_hold_their_provenance(
    checkout: Path, tmp_path: Path, run: Run
) -> None:
    other = Path(shutil.copytree(checkout, tmp_path / "some" / "where else"))
    one, two = tmp_path / "one", tmp_path / "two"
    assert run("build", "--output", str(one), "--root", str(checkout)).code == 0
    assert run("build", "--output", str(two), "--root", str(other)).code == 0
    assert len(digests(one)) == 8
    assert digests(one) == digests(two)
    for vendor, module in DISTRIBUTIONS.items():
        lock = (checkout / "generated" / vendor / "clientloom.lock").read_bytes()
        (wheel,) = one.glob(f"{module}-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            assert json.loads(archive.read(f"{module}/provenance.json")).keys() == {
                "tools",
                "inputs",
            }
            assert not [name for name in archive.namelist() if "clientloom" in name]
        (sdist,) = one.glob(f"{module}-*.tar.gz")
        with tarfile.open(sdist) as archive:
            (top,) = {name.partition("/")[0] for name in archive.getnames()}
            kept = archive.extractfile(f"{top}/clientloom.lock")
            assert kept is not None
            assert kept.read() == lock
            assert f"{top}/clientloom.surface.json" in archive.getnames()


SCRIPT = """
import json, sys
import cloudflare_vectorize, openai_vector_stores, pinecone_control, upstash_developer

packages = (cloudflare_vectorize, openai_vector_stores, pinecone_control, upstash_developer)
print(json.dumps({p.__name__: dict(p.__provenance__) for p in packages}))
assert "httpx" not in sys.modules
assert all(sys.prefix in p.__file__ for p in packages)
with pinecone_control.PineconeControl(api_key="k", base_url=sys.argv[1]) as client:
    print(client.indexes.describe("a"))
"""


def test_all_four_go_to_a_private_index_and_come_back_by_pip(
    checkout: Path, index: IndexServer, environment: Environment, run: Run
) -> None:
    publish = ("publish", "--index", index.url, "--root", str(checkout))
    dry = run(*publish, "--all-changed")
    assert (dry.code, index.files()) == (0, [])
    assert dry.out.count("would be published") == 4
    assert "dry run: nothing was uploaded" in dry.err
    done = run(*publish, "--all-changed", "--yes")
    assert (done.code, done.out.count(": published: ")) == (0, 4), done
    assert len(index.files()) == 8
    assert run(*publish, "--all-changed", "--yes").out.count(": unchanged: ") == 4
    assert PASSWORD not in dry.out + dry.err + done.out + done.err
    environment.install(*(name.replace("_", "-") for name in DISTRIBUTIONS.values()))
    with api() as (url, seen):
        shown = environment.execute("-W", "error", "-c", SCRIPT, url)
    assert shown.returncode == 0, shown.stderr
    assert seen[0]["api-key"] == "k"
    provenance = json.loads(shown.stdout.splitlines()[0])
    for vendor, module in DISTRIBUTIONS.items():
        lock = json.loads((checkout / "generated" / vendor / "clientloom.lock").read_text("utf-8"))
        assert provenance[module] == {key: lock[key] for key in ("tools", "inputs")}
        document = lock["inputs"]["document"]
        assert document == {
            name: sha256((checkout / "specs" / vendor / name).read_bytes()).hexdigest()
            for name in document
        }


def test_devpi_takes_and_gives_them_too(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setenv("TWINE_USERNAME", USERNAME)
    with devpi_server(tmp_path / "devpi") as index:
        missing = run(
            "publish",
            "pinecone",
            "--index",
            index.url.replace("/dev/", "/none/"),
            "--root",
            str(checkout),
        )
        assert "error[index-unreachable]: there is no index" in missing.err
        publish = ("publish", "--all-changed", "--yes", "--index", index.url)
        monkeypatch.setenv("TWINE_PASSWORD", "wrong-pass")
        dry = run("publish", "pinecone", "--index", index.url, "--root", str(checkout))
        assert (dry.code, "error[login-refused]: the login was refused" in dry.err) == (2, True)
        assert "check user name and password" in dry.err
        refused = run(*publish, "--root", str(checkout))
        assert (refused.code, refused.out.count(": failed\n")) == (2, 4), refused
        assert refused.err.count("error[upload-failed]") == 4
        assert "check user name and password" in refused.err
        assert "wrong-pass" not in refused.out + refused.err
        monkeypatch.setenv("TWINE_PASSWORD", PASSWORD)
        done = run(*publish, "--root", str(checkout))
        assert (done.code, done.out.count(": published: ")) == (0, 4), done
        assert done.err.count("is not encrypted") == done.err.count("\n") == 1, done
        again = run(*publish, "--root", str(checkout))
        assert (again.code, again.out.count(": unchanged: ")) == (0, 4), again
        environment = new_environment(tmp_path / "environment", index)
        environment.install(*(name.replace("_", "-") for name in DISTRIBUTIONS.values()))
    with api() as (url, _):
        shown = environment.execute("-W", "error", "-c", SCRIPT, url)
    assert shown.returncode == 0, shown.stderr


def test_one_that_fails_leaves_the_others_published(
    checkout: Path, index: IndexServer, tmp_path: Path, run: Run
) -> None:
    mine = Path(shutil.copytree(checkout, tmp_path / "mine"))
    edited = mine / "generated/cloudflare/src/cloudflare_vectorize/_client.py"
    edited.write_text(edited.read_text("utf-8") + "\nMINE = 1\n", "utf-8")
    stale = mine / "specs/openai/client.toml"
    stale.write_text(
        stale.read_text("utf-8").replace('description = "', 'description = "New: '), "utf-8"
    )
    settings = (mine / "specs/pinecone/client.toml").read_text("utf-8")
    for name in ("missing", "broken"):
        shutil.copytree(mine / "specs/pinecone", mine / "specs" / name)
        (mine / "specs" / name / "client.toml").write_text(settings, "utf-8")
    (mine / "generated/broken").mkdir()
    (mine / "generated/broken/clientloom.surface.json").write_text("{", "utf-8")
    done = run("publish", "--all-changed", "--yes", "--index", index.url, "--root", str(mine))
    assert done.code == 2
    results = dict(line.split(": ", 1) for line in done.out.splitlines())
    assert (results["cloudflare"], results["openai"]) == ("refused", "refused")
    assert (results["missing"], results["broken"]) == ("failed", "failed")
    assert (
        "generated/cloudflare/src/cloudflare_vectorize/_client.py: error[edited-file]" in done.err
    )
    assert "generated/openai: error[out-of-date]" in done.err
    assert (
        "generated/missing/clientloom.surface.json: error[not-generated]: the package has"
        " not been generated; run `clientloom generate`"
    ) in done.err
    assert "error[not-generated]: the file cannot be read" in done.err
    built = run("build", "missing", "upstash", "--output", str(tmp_path), "--root", str(mine))
    assert (built.code, "error[not-generated]" in built.err) == (2, True)
    assert "upstash_developer-" in built.out
    assert results["pinecone"].startswith("published: pinecone_control-")
    assert results["upstash"].startswith("published: upstash_developer-")
    assert len(index.files()) == 4


# Real updates on their whole way.

SETTINGS = """\
[package]
name = "{package}"
client = "Client"

[document]
path = "{document}"
"""

UPSTASH = [
    ("", "import sys"),
    ("", "from upstash_pair import Client, models"),
    ("", "client = Client(username='u', password='p', base_url=sys.argv[1])"),
    ("", "client.vector.indexes.list()"),
    ("", "client.vector.indexes.get('i')"),
    (
        "",
        (
            "client.vector.indexes.create(name='a', dimension_count=3, region='eu-west-1',"
            " similarity_function='COSINE', embedding_model='BGE_M3')"
        ),
    ),
    (
        "client.vector.indexes.create()",
        (
            "client.vector.indexes.create(name='a', dimension_count=3, region='us-central-1',"
            " similarity_function='COSINE', embedding_model='BGE_M3')"
        ),
    ),
    (
        "client.vector.indexes.create()",
        (
            "client.vector.indexes.create(name='a', dimension_count=3, region='eu-west-1',"
            " similarity_function='COSINE', embedding_model='BERT_BASE_UNCASED')"
        ),
    ),
    ("!client.qstash.stats.get()", "client.qstash.stats.get(period='1d')"),
    ("!client.qstash.user.get()", "client.qstash.user.get()"),
    ("!client.qstash.user.reset_token()", "client.qstash.user.reset_token()"),
    (
        "!client.qstash.set_plan()",
        "client.qstash.set_plan(customer_id='c', plan_name='paid')",
    ),
    ("!QStashUser.password", "models.QStashUser().password"),
    ("", "models.QStashUser().state"),
    ("", "client.redis.change_plan('d', plan_name='payg')"),
    (
        "",
        "client.redis.databases.create(database_name='d', platform='aws', primary_region='us-east-1')",
    ),
    (
        "client.redis.databases.create()",
        "client.redis.databases.create(database_name='d', platform='aws', primary_region='us-central-1')",
    ),
]
"""Lines of an old caller with the subject of the review that breaks each; those with `!` also fail when run."""

GUARD = """
import sys
failed = []
names = {}
for number, line in enumerate(open(sys.argv[2], encoding="utf-8"), 1):
    try:
        exec(line, names)
    except (TypeError, AttributeError):
        failed.append(number)
print(failed)
"""


@contextmanager
def updated(
    name: str, documents: tuple[Path, Path], folder: Path, index: IndexServer, run: Run
) -> Iterator[tuple[Path, Path]]:
    """The root of a checkout whose one vendor was published from an older document, and the newer document."""
    old, new = documents
    vendor = folder / "root" / "specs" / name
    vendor.mkdir(parents=True)
    shutil.copy(old, vendor / old.name)
    settings = SETTINGS.format(package=name.replace("-", "_"), document=old.name)
    (vendor / "client.toml").write_text(settings, "utf-8")
    root = folder / "root"
    assert run("generate", "--root", str(root)).code == 0
    assert published(name, root, index, run).startswith(f"{name}: published: ")
    yield root, new


def published(name: str, root: Path, index: IndexServer, run: Run) -> str:
    done = run("publish", name, "--index", index.url, "--yes", "--root", str(root))
    return done.out + done.err


def test_an_old_caller_of_upstash_breaks_exactly_where_the_review_says(
    tmp_path: Path, environment: Environment, run: Run
) -> None:
    pair = corpus("updates/upstash-devapi-2025-12-2026-08")
    documents = (pair / "old.yml", pair / "new.yml")
    breaks_as_told("upstash-pair", documents, UPSTASH, tmp_path, environment, run)


Caller = list[tuple[str, str]]


def breaks_as_told(
    name: str,
    documents: tuple[Path, Path],
    caller: Caller,
    folder: Path,
    environment: Environment,
    run: Run,
) -> list[dict[str, str]]:
    """Publish a package, update it on its whole way, and hold the old caller against the review.

    Gives the headers that the new package sends.
    """
    index = environment.index
    script = folder / "caller.py"
    script.write_text("".join(f"{line}\n" for _, line in caller), "utf-8")
    with updated(name, documents, folder, index, run) as (root, new):
        environment.install(name)
        assert environment.type_errors(script) == set()
        assert run_by(environment, script)[0] == set()
        assert run("update", name, "--from", str(new), "--root", str(root)).code == 0
        (wheel,) = (p for p in index.folder.iterdir() if p.suffix == ".whl")
        told = run("diff", str(wheel), name, "--format", "json", "--root", str(root))
        assert f"{name}: published: {name.replace('-', '_')}-0.2.0" in published(
            name, root, index, run
        )
    environment.install(f"{name}==0.2.0")
    marked = {number: mark for number, (mark, _) in enumerate(caller, 1) if mark}
    failed, headers = run_by(environment, script)
    assert environment.type_errors(script) == set(marked)
    assert failed == {number for number, mark in marked.items() if mark[0] == "!"}
    changes = json.loads(told.out)["changes"]
    breaking = [c for c in changes if c["level"] == "breaking"]
    subjects = {subject for c in breaking for subject in (c["subject"], *c["removes"])}
    subjects |= {method for c in breaking for method in c["also"] if method.startswith("client.")}
    assert subjects == {mark.lstrip("!") for mark in marked.values()}
    return headers


def run_by(environment: Environment, script: Path) -> tuple[set[int], list[dict[str, str]]]:
    """The lines of a script that fail when they are run, and the headers that it sent."""
    with api() as (url, seen):
        done = environment.execute("-c", GUARD, url, str(script))
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1])), seen


PINECONE = [
    ("", "import sys"),
    ("", "from pinecone_pair import Client, models"),
    ("", "client = Client(api_key='k', base_url=sys.argv[1])"),
    ("", "client.indexes.list()"),
    ("", "index = client.indexes.describe('a')"),
    ("", "client.indexes.delete('a')"),
    ("", "client.indexes.backups.list('a')"),
    ("", "client.collections.create(name='a', source='b')"),
    (
        "",
        "client.indexes.create(name='a', dimension=2, metric='cosine', spec={'pod': {'environment': 'e', 'pod_type': 'p1.x1'}})",
    ),
    ("IndexModelSpec", "index.spec.serverless"),
    ("!IndexSpec", "models.IndexSpec()"),
    (
        "!ConfigureIndexRequestSpec",
        (
            "client.indexes.configure('a', spec=models.ConfigureIndexRequestSpec("
            "pod=models.ConfigureIndexRequestSpecPod()))"
        ),
    ),
    ("", "client.indexes.configure('a', spec={'pod': {'replicas': 2}})"),
    ("", "client.indexes.configure('a', deletion_protection='enabled')"),
    ("", "models.ConfigureIndexRequestSpec"),
    ("!models.ConfigureIndexRequestSpecPod", "models.ConfigureIndexRequestSpecPod"),
    ("", "models.IndexModelSpec"),
]
"""As for Upstash; that every operation now demands a header is nothing that any of these lines sees."""


def test_an_old_caller_of_pinecone_breaks_exactly_where_the_review_says(
    tmp_path: Path, environment: Environment, run: Run
) -> None:
    old = corpus("updates/pinecone-db-control-2025-04-2025-10/old.yaml")
    new = corpus("updates/pinecone-db-control-2025-10-2026-04/new.yaml")
    headers = breaks_as_told("pinecone-pair", (old, new), PINECONE, tmp_path, environment, run)
    assert {each["x-pinecone-api-version"] for each in headers} == {"2026-04"}
