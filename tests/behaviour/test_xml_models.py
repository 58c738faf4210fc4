# The client of tests/cases/xml-models over real sockets: XML in, models out, and back.
from __future__ import annotations

import asyncio
import datetime as dt
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from support.bad_server import BadServer, Reply
from support.case_client import Caller, case_package

XML = {"content-type": "application/xml"}
NAMESPACE = 'xmlns:b="https://ns.example/books"'
BOOK = f"""\
<?xml version="1.0" encoding="UTF-8"?>\
<b:book {NAMESPACE} id="7"><b:Title>A &amp; B</b:Title>\
<author Role="writer">Ada</author><author Role="editor">Bob</author>\
<inStock>true</inStock><price>1.5</price><published>2024-02-03</published>\
<scores>1</scores><scores>2</scores><tags><tag>x</tag><tag>y z</tag></tags></b:book>"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with case_package("xml-models", tmp_path_factory.mktemp("xml")) as package:
        yield package


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def call(request: Any, package: Any, server: BadServer, runner: asyncio.Runner) -> Caller:
    return Caller(package, "XmlModels", server.url, request.param, runner)


@pytest.fixture
def strict(call: Caller) -> Caller:
    call.options = {"strict_responses": True, "validate_requests": True}
    return call


def replying(text: str, status: int = 201, **headers: str) -> Reply:
    return Reply(status, text.encode(), {**XML, **headers})


def test_a_model_is_sent_as_the_document_says(strict: Caller, server: BadServer) -> None:
    server.queue(replying(BOOK))
    strict(
        "books.create",
        id=7,
        title="A & B",
        authors=[{"role": "writer", "name": "Ada"}, {"role": "editor", "name": "Bob"}],
        in_stock=True,
        price=1.5,
        published=dt.date(2024, 2, 3),
        scores=[1, 2],
        tags=["x", "y z"],
    )
    (asked,) = server.asked
    assert asked.headers["content-type"] == "application/xml"
    assert asked.headers["accept"] == "application/xml"
    assert asked.body.decode() == BOOK


def test_a_response_is_a_model(package: Any, strict: Caller, server: BadServer) -> None:
    server.queue(replying(BOOK))
    book = strict("books.create", id=1, title="x")
    assert type(book) is package.models.Book
    assert (book.id, book.title, book.in_stock, book.price) == (7, "A & B", True, 1.5)
    assert (book.published, book.scores) == (dt.date(2024, 2, 3), [1, 2])
    assert book.tags == ["x", "y z"]
    assert [(each.role, each.name) for each in book.authors] == [
        ("writer", "Ada"),
        ("editor", "Bob"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        BOOK,
        BOOK.replace(' id="7"', ' id="7" extra="e"').replace("<price>", "<new>1</new><new>2</new><price>"),
        BOOK.replace("<price>1.5</price>", '<deep a="1"><x>2</x></deep>'),
        BOOK.replace(
            "<published>2024-02-03</published>",
            '<published xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>',
        ),
        BOOK.replace("<tags><tag>x</tag><tag>y z</tag></tags>", "<tags></tags>"),
        BOOK.replace("A &amp; B", "a&lt;b&gt;\u20ac\n\U0001f600"),
        BOOK.replace('Role="writer"', 'Role="ghost"'),
        # unknown members in the namespace of their element, in another one, and in none
        f'<?xml version="1.0"?><b:book {NAMESPACE} id="1"><b:Title>x</b:Title><b:more><b:in>1</b:in><out>2</out></b:more></b:book>',
        f'<?xml version="1.0"?><b:book {NAMESPACE} id="1"><b:Title>x</b:Title><note xmlns="urn:n"><a>1</a><a>2</a></note></b:book>',
        f'<?xml version="1.0"?><b:book {NAMESPACE} id="1"><b:Title>x</b:Title><n:a xmlns:n="urn:n"><m:a xmlns:m="urn:m"/></n:a></b:book>',
        f'<?xml version="1.0"?><b:book {NAMESPACE} xmlns:n="urn:n" id="1" n:id="2" b:rank="3" xml:lang="de"><b:Title>x</b:Title></b:book>',
        f'<?xml version="1.0"?><b:book {NAMESPACE} id="1"><b:Title>x</b:Title><m xmlns="urn:m" xmlns:n="urn:n" n:a="1"><n:k/><k xmlns=""/></m></b:book>',
        # names of fields in other namespaces, which are not those fields
        f'<?xml version="1.0"?><b:book {NAMESPACE} xmlns:n="urn:n" id="1" n:id="2"><b:Title>x</b:Title><n:Title>y</n:Title></b:book>',
        f'<?xml version="1.0"?><b:book {NAMESPACE} id="1"><b:Title>x</b:Title><author xmlns:n="urn:n" n:Role="chief">Ada</author></b:book>',
    ],
)  # fmt: skip
def test_what_was_read_goes_out_the_same(
    package: Any, call: Caller, server: BadServer, text: str
) -> None:
    server.handler = lambda _: replying(text)
    book = call("books.create", id=1, title="x")
    call("books.replace", 1, body=[book])
    sent = server.asked[1].body.decode()
    assert _sorted(sent) == _sorted(f"<books>{text.partition('?>')[2]}</books>")


def _sorted(text: str) -> object:
    """The elements of a document without their order between names, which models do not keep."""

    def shape(element: Any) -> object:
        children = sorted((shape(child) for child in element), key=repr)
        return (element.tag, sorted(element.attrib.items()), element.text or "", children)

    root = ET.fromstring(text)
    return shape(root)


def test_a_namespace_is_in_the_key_of_what_the_document_does_not_know(
    package: Any, call: Caller, server: BadServer
) -> None:
    text = (
        f'<b:book {NAMESPACE} id="1" xml:lang="de"><b:Title>x</b:Title><b:own>1</b:own>'
        '<n:note xmlns:n="urn:n" n:kind="k">2</n:note><plain>3</plain></b:book>'
    )
    server.queue(replying(text))
    book = call("books.create", id=1, title="x")
    assert book.model_extra == {
        "@xml:lang": "de",
        "own": "1",
        "{urn:n}note": {"@{urn:n}kind": "k", "#text": "2"},
        "{}plain": "3",
    }
    server.queue(replying(BOOK))
    call("books.create", id=1, title="x", extra_body={"{urn:n}note": "2", "@{urn:n}a": "3"})
    sent = ET.fromstring(server.asked[1].body)
    assert (sent.findtext("{urn:n}note"), sent.get("{urn:n}a")) == ("2", "3")


def test_an_element_of_another_namespace_is_no_field(call: Caller, server: BadServer) -> None:
    """It filled the field where the answer had none of its own."""
    text = (
        f'<b:book {NAMESPACE} xmlns:n="urn:n" id="1"><b:Title>x</b:Title>'
        "<n:price>9</n:price><n:tags>y</n:tags><n:scores>1</n:scores></b:book>"
    )
    server.handler = lambda _: replying(text)
    book = call("books.create", id=1, title="x")
    assert (book.price, book.tags, book.scores) == (None, None, None)
    assert book.model_extra == {"{urn:n}price": "9", "{urn:n}tags": "y", "{urn:n}scores": "1"}


OTHER_NAMES: list[tuple[str, str, Any, str]] = [
    ("<tags><word>x</word></tags>", "tags", ["x"], r"tags\[0\]: is <word> instead of <tag>"),
    ("<title>y</title>", "title", "y", "title: is <title> instead of <Title>"),
    ("<price>1</price><price>2</price>", "price", ["1", "2"], "price: "),
]


@pytest.mark.parametrize(("text", "field", "value", "problem"), OTHER_NAMES)
def test_an_element_of_another_name_is_read_and_reported(
    package: Any, call: Caller, server: BadServer, text: str, field: str, value: Any, problem: str
) -> None:
    """Elements of other names were items without a word, and of two where one may be, one was lost."""
    title = "" if field == "title" else "<b:Title>x</b:Title>"
    server.handler = lambda _: replying(f'<b:book {NAMESPACE} id="1">{title}{text}</b:book>')
    seen: list[Any] = []
    call.options["on_drift"] = seen.append
    book = call("books.create", id=1, title="x")
    assert (getattr(book, field), len(seen)) == (value, 1)
    if field == "price":
        call("books.replace", 1, body=[book])
        assert text.encode() in server.asked[-1].body
    call.options["strict_responses"] = True
    with pytest.raises(package.ResponseValidationError, match=problem):
        call("books.create", id=1, title="x")


@pytest.mark.parametrize(
    ("kind", "text", "body"),
    [
        ("application/json", '{"reason":"r"}', {"reason": "r"}),
        ("application/xml", '<problem code="7"><message>m</message></problem>', {"code": 7, "message": "m"}),
        ("text/xml", "<a><plain>p</plain></a>", "<a><plain>p</plain></a>"),
        ("text/html", "<html>", "<html>"),
    ],
)  # fmt: skip
def test_an_error_in_json_or_xml_is_typed(
    package: Any, call: Caller, server: BadServer, kind: str, text: str, body: Any
) -> None:
    server.queue(Reply(409, text.encode(), {"content-type": kind}))
    with pytest.raises(package.ConflictError) as caught:
        call("books.create", id=1, title="x")
    found: Any = caught.value.body
    assert (found if isinstance(found, str) else found.model_dump()) == body


def test_a_namespace_may_have_braces(call: Caller, server: BadServer) -> None:
    text = f'<b:book {NAMESPACE} xmlns:n="urn:{{x}}" id="1" n:a="1"><b:Title>x</b:Title><n:more>2</n:more></b:book>'
    server.handler = lambda _: replying(text)
    book = call("books.create", id=1, title="x")
    assert book.model_extra == {"@{urn:{x}}a": "1", "{urn:{x}}more": "2"}
    call("books.replace", 1, body=[book])
    sent = server.asked[1].body.decode()
    assert 'xmlns:ns1="urn:{x}" ns1:a="1"' in sent
    assert "<ns1:more>2</ns1:more>" in sent


def test_a_list_is_a_root(package: Any, strict: Caller, server: BadServer) -> None:
    one = BOOK.partition("?>")[2]
    server.queue(
        Reply(200, f"<books>{one}{one}</books>".encode(), XML), Reply(200, b"<books/>", XML)
    )
    assert [book.id for book in strict("books.list")] == [7, 7]
    assert strict("books.list") == []


def test_an_error_is_a_model(package: Any, call: Caller, server: BadServer) -> None:
    server.queue(replying('<problem code="12"><message>no</message></problem>', 400))
    with pytest.raises(package.BadRequestError) as caught:
        call("books.create", id=1, title="x")
    assert type(caught.value.body) is package.models.Problem
    assert (caught.value.body.code, caught.value.body.message) == (12, "no")


BOMB = '<!DOCTYPE book [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><book id="1"><Title>&b;</Title></book>'
FILE = '<!DOCTYPE book [<!ENTITY a SYSTEM "file:///etc/hostname">]><book id="1"><Title>&a;</Title></book>'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (BOMB, "document type"),
        (FILE, "document type"),
        ("<!DOCTYPE book><book/>", "document type"),
        ("<a>" * 5_000 + "</a>" * 5_000, "nested too deep"),
        ("<book id='1'>", "not XML"),
        ("", "not XML"),
        ('{"id": 1}', "not XML"),
        ("<html><body>Bad gateway</body></html>", "root element is not <book>"),
    ],
)
def test_hostile_xml_is_refused(
    package: Any, call: Caller, server: BadServer, text: str, problem: str
) -> None:
    server.queue(replying(text))
    with pytest.raises(package.ResponseValidationError, match=problem):
        call("books.create", id=1, title="x")


def test_a_charset_is_followed(call: Caller, server: BadServer) -> None:
    declared = (
        '<?xml version="1.0" encoding="iso-8859-1"?><book id="1"><Title>\u00e9</Title></book>'
    )
    stated = '<book id="1"><Title>\u00e9</Title></book>'
    server.queue(
        Reply(201, declared.encode("latin-1"), XML),
        Reply(201, stated.encode("latin-1"), {"content-type": "text/xml; charset=iso-8859-1"}),
        Reply(201, stated.encode("utf-16"), XML),
    )
    assert [call("books.create", id=1, title="x").title for _ in range(3)] == ["\u00e9"] * 3


def test_an_answer_has_a_size_limit(package: Any, call: Caller, server: BadServer) -> None:
    call.options = {"max_response_bytes": 1000}
    server.queue(replying(f"<book id='1'><Title>{'x' * 2000}</Title></book>"))
    with pytest.raises(package.ResponseTooLargeError):
        call("books.create", id=1, title="x")


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"title": "a\x00b"}, "cannot contain the character"),
        ({"title": "\ud800"}, "cannot be encoded"),
        ({"title": "x", "extra_body": {"a b": 1}}, "cannot be the name"),
        ({"title": "x", "extra_body": {"a><b": 1}}, "cannot be the name"),
    ],
)
def test_what_xml_cannot_contain_is_not_sent(
    package: Any, call: Caller, server: BadServer, given: dict[str, Any], problem: str
) -> None:
    with pytest.raises(package.InvalidRequestError, match=problem):
        call("books.create", id=1, **given)
    assert server.asked == []


def test_what_has_no_model_is_text(call: Caller, server: BadServer) -> None:
    server.queue(Reply(200, b"<extras><more>1</more></extras>", XML))
    assert call("books.get", 1) == "<extras><more>1</more></extras>"


def test_the_fake_answers_in_xml() -> None:
    fake = importlib.import_module("xml_models.testing").FakeXmlModels()
    fake.books.create.returns({"id": 3, "title": "t", "scores": [1]})
    book = fake.client().books.create(id=1, title="x")
    assert (book.id, book.title, book.scores) == (3, "t", [1])


def test_the_readme_shows_a_call(package: Any, capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(package.__file__).parents[2] / "README.md").read_text("utf-8")
    chapter = readme.split("## XML", 1)[1].split("\n## ", 1)[0]
    (code,) = re.findall(r"```python\n(.*?)```", chapter, re.DOTALL)
    fake = importlib.import_module("xml_models.testing").FakeXmlModels()
    fake.books.list.returns([{"id": 3, "title": "t"}])
    exec(code, {"client": fake.client()})
    assert ":Title>t<" in capsys.readouterr().out
