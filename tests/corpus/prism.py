# A second independent judge: Prism, an npm package that shares nothing with this project, reads the document itself
# and judges what a client sends to it over loopback. A script (`tox -e prism`), for it needs npm.
"""The calls that `verify` plans, made to a mock server of Prism; a line for each that it refuses or cannot read."""

from __future__ import annotations

import argparse
import importlib
import json
import re
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
from clientloom.config.load import load_vendor, one_off
from clientloom.config.settings import VendorConfig
from clientloom.ir import BodyKind, OAuth2ClientCredentials, secrets_of
from clientloom.pipeline import Analysis, analyse, render_analysed
from clientloom.symbols import SymbolLock
from clientloom.verify.caller_values import read
from clientloom.verify.document_views import Side, view
from clientloom.verify.planning.plan import Call, Planner

ROOT = Path(__file__).parents[2]
EXPLAINED = (
    (
        "must be array",
        (BodyKind.FORM, BodyKind.MULTIPART),
        "Prism reads a field that is there once as a text, and not as a list with one item",
    ),
    ("Request body must be array", (BodyKind.JSON_LINES,), "Prism knows no JSON lines"),
    (
        "Request body property \\w+ must be object",
        (BodyKind.MULTIPART,),
        "a part that is an object is JSON (OpenAPI 3.1, 4.8.15.1.1); Prism reads it as a text",
    ),
    (
        "Request query parameter \\w+[.]\\d+ must be object",
        None,
        "no style has objects in a list; a diagnostic says that they go as JSON",
    ),
    (
        "required property '(authorization|accept|content-type)'|parameter content-type must",
        None,
        "a header parameter of this name is ignored (OpenAPI 3.1, 4.8.12.2)",
    ),
    ("Request body must have required", (None,), "the body may be left out as a whole"),
    ("_SWITCH_UPGRADE", None, "Prism answers with the declared 101, which changes the protocol"),
)
"""Findings that are no fault of the client: what Prism says, of which bodies, and why it is wrong."""
START = 60.0
"""Seconds that Prism may take to read a document."""


def vendor_of(document: Path, number: int) -> VendorConfig:
    """The settings of a vendor of this repository, or of any other document."""
    if (document.parent / "client.toml").exists():
        return load_vendor(document.parent, root=ROOT)
    return one_off(document, f"prism_{number}")


@contextmanager
def mock(prism: Path, document: Path, log: Path) -> Iterator[str]:
    """The address of a Prism that answers as a document says, and refuses what it does not allow."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(prism), "mock", "--errors", "--host", "127.0.0.1", "--port", str(port)]
    with (
        log.open("w+", encoding="utf-8") as output,
        subprocess.Popen([*command, str(document)], stdout=output, stderr=output) as process,
    ):
        try:
            until = time.monotonic() + START
            while "Prism is listening" not in log.read_text("utf-8"):
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"Prism does not start: {log.read_text('utf-8')[-300:]}")
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def judged(document: Path, prism: Path, number: int) -> Iterator[tuple[str, str]]:
    """Pairs of a method and what was refused; the first is ("", number of calls)."""
    vendor = vendor_of(document, number)
    analysis = analyse(vendor, symbols=SymbolLock(), root=document.parent)
    rendered = render_analysed(vendor, analysis, root=document.parent)
    calls = list(planned(analysis))
    with TemporaryDirectory(prefix="clientloom-prism-") as folder:
        for path, text in rendered.files.items():
            (Path(folder, path)).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder, path)).write_text(text, "utf-8")
        sys.path.insert(0, str(Path(folder, "src")))
        with mock(prism, document, Path(folder, "prism.log")) as url:
            client = client_of(analysis, url)
            yield "", str(len(calls))
            for call in calls:
                yield from ((call.method, problem[:400]) for problem in refused(client, call))
        sys.path.pop(0)


def planned(analysis: Analysis) -> Iterator[Call]:
    """The calls that succeed, once for each set of arguments."""
    root = analysis.document.root
    seen = set[tuple[str, str, str]]()
    for call in (
        Planner(analysis.api, view(root, Side.REQUEST), view(root, Side.RESPONSE)).plan().calls
    ):
        key = (call.operation.pointer, call.method, str(call.arguments))
        if "?" in call.operation.path:
            continue  # Prism takes another operation for a path that is written with a query
        if call.answer.kind != "error" and key not in seen:
            seen.add(key)
            yield call


def client_of(analysis: Analysis, url: str) -> Any:
    """A client that sends everything to one address, whatever servers an operation has of its own."""
    names = analysis.api.package
    secrets = {
        secret.argument: "test"
        for scheme in analysis.api.security_schemes
        for secret in (
            (scheme.token,) if isinstance(scheme, OAuth2ClientCredentials) else secrets_of(scheme)
        )
    }
    http = httpx.Client(
        event_hooks={"request": [lambda request: redirect(request, url)]}, timeout=30
    )
    made = getattr(importlib.import_module(names.import_name), names.client)
    return made(base_url=url, max_retries=0, http_client=http, **secrets)


def redirect(request: httpx.Request, url: str) -> None:
    """Prism knows paths without those of the servers."""
    to = urlsplit(url)
    request.url = request.url.copy_with(scheme=to.scheme, host=to.hostname, port=to.port)
    request.headers["host"] = to.netloc


def refused(client: Any, call: Call) -> list[str]:
    """Why Prism refuses a call; what it says of answers that it made of the document's examples is left out."""
    method = attrgetter(call.operation.accessor_of(call.method))(client)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = method(**cast("Mapping[str, Any]", read(call.arguments)))
            if call.answer.kind == "stream":
                next(iter(found), None)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is reported)
        texts = (
            [f"{type(error).__name__}: {error}"]
            if not hasattr(error, "status_code")
            else [*violations(error)]
        )
        return [text for text in texts if not is_explained(text, call)]
    return []


def violations(error: Any) -> Iterator[str]:
    """What Prism says in an answer: in a header where the document has an answer for it, else in the body."""
    body = error.json() if error.content[:1] == b"{" else {}
    kind = str(body.get("type")).rpartition("prism/errors#")[2]
    listed = error.headers.get("sl-violations")
    for found in json.loads(listed) if listed else body.get("validation") or ():
        if found["location"][0] != "response":
            yield str(found["message"])
    if kind in (
        "NO_PATH_MATCHED_ERROR",
        "NO_METHOD_MATCHED_ERROR",
        "UNAUTHORIZED",
        "NOT_ACCEPTABLE",
    ):
        yield f"{kind}: {body.get('detail')}"


def is_explained(text: str, call: Call) -> bool:
    """Whether Prism is known to be wrong there."""
    kind = call.body.kind if call.body else None
    return any(
        re.search(pattern, text) and (kinds is None or kind in kinds)
        for pattern, kinds, _ in EXPLAINED
    )


def main() -> int:
    """The command line: exits with 1 if Prism refuses a call that nothing explains."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "documents", type=Path, nargs="*", help="those of specs/ when none is given"
    )
    parser.add_argument(
        "--prism", type=Path, required=True, help="the command of @stoplight/prism-cli"
    )
    given = parser.parse_args()
    documents = given.documents or sorted(ROOT.glob("specs/*/openapi.*"))
    failed = 0
    for number, document in enumerate(documents):
        total = ""
        problems = 0
        try:
            for method, problem in judged(document.absolute(), given.prism.absolute(), number):
                total = problem if not method else total
                if method:
                    problems += 1
                    sys.stdout.write(f"    {method}: {problem}\n")
        except RuntimeError as error:
            sys.stdout.write(f"{document}: {error}\n")
            continue
        failed += problems
        sys.stdout.write(f"{document}: {total} calls, {problems} refused\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
