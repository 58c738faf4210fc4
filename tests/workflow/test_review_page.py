# The page for reviewers in a real browser: it shows everything, filters, needs no script and asks no network.
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from clientloom.cli import entry
from support.browser import Browser, browser
from support.review_cases import BASE

NEW = (
    BASE.replace("        size: {type: number}\n", "")
    .replace("maximum: 10", "maximum: 5")
    .replace("enum: [a, b]", "enum: [a, b, '</li><script>alert(1)</script>']")
    .replace("street: {type: string}", "street: {type: string}, town: {type: string}")
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page about two states of a generated package."""
    folder = tmp_path_factory.mktemp("page")
    vendor = folder / "specs" / "shop"
    vendor.mkdir(parents=True)
    settings = '[package]\nname = "shop"\n\n[document]\npath = "openapi.yaml"\n'
    (vendor / "client.toml").write_text(settings, "utf-8")
    (vendor / "openapi.yaml").write_text(BASE, "utf-8")
    old, new = folder / "old.yaml", folder / "new.yaml"
    old.write_text(BASE, "utf-8")
    new.write_text(NEW, "utf-8")
    target = folder / "review.html"
    command = ["diff", str(old), str(new), "--format", "html", "--output", str(target)]
    assert entry.run([*command, "--root", str(folder)]) == 0
    return target


@pytest.fixture(scope="module")
def shown(page: Path) -> Iterator[Browser]:
    with browser() as opened:
        opened.open(page)
        yield opened


def visible(shown: Browser, selector: str) -> list[str]:
    """The texts of the elements that a reader sees."""
    found: list[str] = shown.value(
        f"[...document.querySelectorAll({selector!r})].filter(e => e.checkVisibility())"
        ".map(e => e.textContent.trim())"
    )
    return found


def test_the_page_needs_no_script_and_no_network(page: Path, shown: Browser) -> None:
    assert page.read_text("utf-8").count("<script") == 1  # the search; hidden where it cannot run
    assert "script-src 'sha256-" in page.read_text("utf-8")
    assert shown.requests == [page.as_uri()]
    assert shown.complaints == []
    assert shown.value("document.querySelectorAll('[src],link[href],[onclick]').length") == 0


def test_everything_but_the_search_works_without_a_script(page: Path) -> None:
    with browser() as bare:
        bare.call("Emulation.setScriptExecutionDisabled", value=True)
        bare.open(page)
        assert bare.value("document.querySelector('#search').checkVisibility()") is False
        bare.click("#show-safe")
        assert visible(bare, "li.safe") == []
        assert visible(bare, "li.breaking") != []


def test_every_change_is_shown_with_the_code_that_breaks(shown: Browser) -> None:
    assert len(visible(shown, "li.breaking")) == 1
    (risky,) = visible(shown, "li.risky")
    assert "must now be at most 5 (before: at most 10)" in risky
    assert len(visible(shown, "li.safe")) == 2
    assert "client.things.create(size=...)" in visible(shown, "code.breaks")
    assert any("</li><script>" in text for text in visible(shown, "li.safe"))  # as text


def test_names_and_values_are_shown_as_code(shown: Browser) -> None:
    assert "client.things.create()" in visible(shown, "li.breaking .sentence code")
    assert not any("`" in text for text in visible(shown, "li"))


def test_document_and_code_of_a_change_stand_side_by_side(shown: Browser) -> None:
    document, code = visible(shown, "li.breaking .pane")
    assert "-size: {type: number}" in lines_of(document), lines_of(document)
    assert "-    size: float | Unset = UNSET," in lines_of(code)
    assert "resources/things.py" in code
    assert "params/things.py" in code  # of the field that the keyword stands for
    assert "maximum" not in document + code  # of another change
    assert visible(shown, "li.safe .pane") == []  # folded
    for width, columns in ((1400, 2), (390, 1)):
        shown.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=900,
            deviceScaleFactor=1,
            mobile=False,
        )
        places = shown.value(
            "[...document.querySelectorAll('li.breaking .pane')].map(e => e.getBoundingClientRect().x)"
        )
        assert len(set(places)) == columns
        assert shown.value("document.documentElement.scrollWidth") <= width
    shown.call("Emulation.clearDeviceMetricsOverride")


def lines_of(pane: str) -> list[str]:
    """The lines of a pane without their numbers."""
    return [line.lstrip("0123456789") for line in pane.splitlines()]


def test_filters_hide_by_class_and_by_resource(shown: Browser) -> None:
    everything = visible(shown, "li")
    shown.click("#show-safe")
    assert visible(shown, "li.safe") == []
    assert len(visible(shown, "li")) == len(everything) - 2
    shown.click("#show-safe")
    assert visible(shown, "li") == everything
    choose(shown, "things")
    left = visible(shown, "li")
    assert left
    assert all("client.things." in text for text in left)
    choose(shown, "models")
    assert not set(visible(shown, "li")) & set(left)
    choose(shown, "everything")
    assert visible(shown, "li") == everything


def choose(shown: Browser, name: str) -> None:
    """Chooses what the list of resources shows, as a keyboard does."""
    shown.value(
        "(() => { const list = document.querySelector('#resource');"
        f" list.selectedIndex = Math.max([...list.options].findIndex(o => o.text === {name!r}), 0) }})()"
    )


def test_a_search_leaves_what_has_its_words(shown: Browser) -> None:
    everything = visible(shown, "li")
    type_in(shown, "at MOST")
    (left,) = visible(shown, "li")
    assert "must now be at most 5" in left
    assert visible(shown, "#shown") == [f"1 of {len(everything)} changes"]
    type_in(shown, "nothing-like-it")
    assert visible(shown, "li") == visible(shown, "h3") == []
    type_in(shown, "")
    assert visible(shown, "li") == everything


def type_in(shown: Browser, text: str) -> None:
    shown.value(
        "(() => { const box = document.querySelector('#search');"
        f" box.value = {text!r}; box.dispatchEvent(new Event('input')) }})()"
    )


def test_the_title_names_the_api_and_each_figure_is_explained(shown: Browser) -> None:
    assert visible(shown, "h1") == ["Shop: page0/old.yaml to page0/new.yaml"]
    figures = dict(zip(visible(shown, "dt"), visible(shown, "dd.meaning"), strict=True))
    assert "no longer type-checks" in figures["breaking"]
    assert "moved lines do not count" in figures["changed lines of code"]


def test_old_and_new_document_stand_side_by_side(shown: Browser) -> None:
    assert visible(shown, "td.left") == []  # folded
    shown.click("#document + details > summary")
    assert any("maximum: 10" in text for text in visible(shown, "tr.replace td.left"))
    assert any("maximum: 5" in text for text in visible(shown, "tr.replace td.right"))
    left, right = shown.value(
        "['left', 'right'].map(s => document.querySelector('tr.replace td.' + s).getBoundingClientRect().x)"
    )
    assert left < right


def test_old_and_new_code_stand_side_by_side(shown: Browser) -> None:
    changed = visible(shown, "#code ~ details > summary > code")
    assert "client/_requests/things.py" in changed
    place = changed.index("client/_requests/things.py")
    assert not any("size=size" in text for text in visible(shown, "td.left"))
    shown.value(f"document.querySelectorAll('#code ~ details > summary')[{place}].click()")
    assert any("size" in text for text in visible(shown, "#code ~ details tr.replace td.left"))
    assert "changed symbols" in visible(shown, "dt")
