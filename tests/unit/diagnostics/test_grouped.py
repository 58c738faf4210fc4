# Findings that repeat are said once, with a count.
from __future__ import annotations

from clientloom.diagnostics import Code, Diagnostic, Severity, Span
from clientloom.diagnostics.grouped import asks_for_nothing, group_findings


def note(
    line: int, pointer: str = "", message: str = "m", *, file: str = "a.yaml", hint: str = ""
) -> Diagnostic:
    code: Code = "media-type-not-offered"
    span = Span(file, line, 1)
    return Diagnostic(
        code=code, severity=Severity.NOTE, span=span, message=message, hint=hint, pointer=pointer
    )


def test_one_finding_is_shown_as_it_is() -> None:
    [group] = group_findings([note(1)])
    assert group.listing() == note(1).listing()


def test_what_repeats_is_counted_and_its_places_are_named() -> None:
    found = [note(line, f"/paths/~1{line}/get/requestBody") for line in range(1, 9)]
    [group] = group_findings([found[0], note(9, message="other"), *found[1:]])[:1]
    assert group.listing() == (
        "a.yaml:1:1: note[media-type-not-offered]: 8 operations: m\n"
        "  also on lines 2, 3, 4, 5, 6 and 2 more"
    )
    assert group.listing(every_place=True).endswith("  also on lines 2, 3, 4, 5, 6, 7, 8")


def test_places_of_one_operation_are_no_operations() -> None:
    [group] = group_findings([note(1, "/paths/~1a/get/x"), note(2, "/paths/~1a/get/y")])
    assert ": 2 places: m\n  also on line 2" in group.listing()


def test_places_in_other_files_are_named_in_full() -> None:
    [group] = group_findings([note(1), note(2), note(3, file="b.yaml"), note(0, file="c.yaml")])
    assert group.listing().endswith("  also on line 2, at b.yaml:3:1, c.yaml")


def test_hints_that_name_the_place_do_not_keep_findings_apart() -> None:
    [group] = group_findings([note(1, hint="settle 1"), note(2, hint="settle 2")])
    assert "2 places: m; settle 1" in group.listing()


def test_groups_stand_where_their_first_finding_stood() -> None:
    found = [note(1), note(2, message="other"), note(3)]
    assert [group.first.span.line for group in group_findings(found)] == [1, 2]


def test_a_note_without_a_hint_asks_for_nothing() -> None:
    assert asks_for_nothing(note(1))
    assert not asks_for_nothing(note(1, hint="do that"))
    assert not asks_for_nothing(Diagnostic.error(Span("a"), "usage", "m"))
