"""A case precedes what its rule says: read from git, for our own history and for small ones made to break it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cases.book import MODEL
from tests.cases.order import UntoldError, against_the_order, rules_of
from tests.conftest import ROOT

KNOWN: dict[str, str] = {}
"""Commits that did it otherwise, each with the reason why it may stand."""

RULE = """rules:
- id: quick
  title: {{zh-Hant: {title}}}
  duty: 1-1.a
  kind: required
  fields: [{fields}]
  examples:
    kept:
    - {{a: {example}}}
- id: other
  duty: 1-2.a
  kind: required
  fields: [{other}]
unchecked:
- duty: 1-3.a
  why: judgement
  reason: {title}
"""
CASE = """- id: {id}
  duty: "{duty}"
  says: {says}
  records: {{things: [{{}}]}}
"""


def rules(title: str = "快", fields: str = "a", example: str = "x", other: str = "a") -> str:
    return RULE.format(title=title, fields=fields, example=example, other=other)


def case(number: int = 1, says: str = "clear", duty: str = "1-1.a", more: str = "") -> str:
    return CASE.format(id=f"{duty}-{number}", duty=duty, says=says) + more


def book(*cases: str, base: str = "x") -> str:
    return f"base:\n  things: {{a: {base}}}\n  unused: {{a: {base}}}\ncases:\n{''.join(cases)}"


class Repository:
    """A history, written commit by commit."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        who = (
            "-c",
            "user.name=x",
            "-c",
            "user.email=x@example.invalid",
            "-c",
            "commit.gpgsign=false",
            "-c",
            "core.autocrlf=false",
        )
        command = ["git", "-C", str(self.root), *who, *arguments]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout.strip()

    def commit(self, rules: str = "", cases: str = "", elsewhere: str = "") -> str:
        for path, text in {
            "docs/rules/1.yml": rules,
            "tests/cases/1.yml": cases,
            "docs/rules/2.yml": elsewhere,
        }.items():
            if text:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=x")
        return self.git("rev-parse", "HEAD")

    def wrong(self) -> dict[str, list[str]]:
        return against_the_order(self.root)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Rules first, as it was with us; then the case book."""
    made = Repository(tmp_path)
    made.commit(rules=rules())
    made.commit(cases=book(case(1), case(2, "accused")))
    return made


def test_our_own_cases_precede_their_rules() -> None:
    try:
        wrong = against_the_order(ROOT)
    except UntoldError as why:
        pytest.skip(f"the order of cases and rules was not looked at: {why}")
    assert {name: said for name, said in wrong.items() if name not in KNOWN} == {}
    assert wrong.keys() >= KNOWN.keys(), "what is no exception any more has to go"


def test_rules_are_read_as_they_stand() -> None:
    files = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs/rules").glob("*.yml"))]
    found = {id_: duties for text in files for id_, (duties, _) in rules_of(text)}
    assert found == {rule.id: rule.duties for rule in MODEL.encoding.rules.values()}


def test_a_case_that_comes_first_may_change_the_rule(repository: Repository) -> None:
    repository.commit(cases=book(case(1), case(2, "accused"), case(3)))
    repository.commit(rules=rules(fields="a, b"))
    assert repository.wrong() == {}


WITH = {
    "a new one": book(case(1), case(2, "accused"), case(3)),
    "another verdict": book(case(1), case(2, "clear")),
    "one taken away": book(case(1)),
    "another base": book(case(1), case(2, "accused"), base="y"),
}


@pytest.mark.parametrize("cases", WITH.values(), ids=WITH)
def test_a_case_that_comes_with_the_rule_is_seen(repository: Repository, cases: str) -> None:
    name = repository.commit(rules=rules(fields="a, b"), cases=cases)
    assert repository.wrong().keys() == {name}
    assert all("came or changed with quick" in said for said in repository.wrong()[name])


def test_what_is_decided_over_a_case_may_come_with_the_rule(repository: Repository) -> None:
    repository.commit(rules=rules(fields="a, b"), cases=book(case(1, more="  dispute: 不及於此\n"), case(2, "accused")))
    assert repository.wrong() == {}


def test_title_and_examples_are_not_what_a_rule_says(repository: Repository) -> None:
    repository.commit(rules=rules(title="慢", example="y"), cases=book(case(1), case(2, "accused"), case(3)))
    assert repository.wrong() == {}


def test_a_rule_that_moves_says_the_same(repository: Repository) -> None:
    repository.commit(rules="rules: []\n", elsewhere=rules(), cases=book(case(1), case(2, "accused"), case(3)))
    assert repository.wrong() == {}


def test_a_rule_of_a_norm_without_a_case_is_seen(repository: Repository) -> None:
    name = repository.commit(rules=rules(other="a, b"))
    assert repository.wrong() == {name: ["other was changed before its norm 1-2.a had a case"]}
    repository.commit(cases=book(case(1), case(2, "accused"), case(1, duty="1-2.a")))
    repository.commit(rules=rules(other="c"))
    assert repository.wrong().keys() == {name}, "a case that comes after does not mend it"


def test_a_rule_of_several_norms_needs_a_case_of_each(repository: Repository) -> None:
    also = rules().replace("  duty: 1-1.a\n", "  duty: 1-1.a\n  also_duties: {1-3.a: proxy}\n", 1)
    name = repository.commit(rules=also)
    assert repository.wrong() == {name: ["quick was changed before its norm 1-3.a had a case"]}


def test_a_merge_brings_together_and_adds_nothing(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "side")
    repository.commit(rules=rules(fields="a, b"))
    repository.git("checkout", "--quiet", "main")
    repository.commit(cases=book(case(1), case(2, "accused"), case(3)))
    repository.commit(rules=rules(title="慢"))
    repository.git("merge", "--quiet", "--no-commit", "side")
    repository.commit()
    assert repository.wrong() == {}
    repository.git("checkout", "--quiet", "-b", "more")
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    repository.commit()
    repository.git("merge", "--quiet", "--no-commit", "--no-ff", "more")
    name = repository.commit(rules=rules(fields="c"), cases=book(case(1)))
    assert repository.wrong().keys() == {name}, "but what a merge itself changes counts"


def test_without_the_history_nothing_is_said(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> None:
    shallow = tmp_path_factory.mktemp("shallow") / "clone"
    repository.git("clone", "--quiet", "--depth=1", repository.root.as_uri(), str(shallow))
    with pytest.raises(UntoldError, match="shallow"):
        against_the_order(shallow)
    with pytest.raises(UntoldError, match="no checkout"):
        against_the_order(repository.root / "docs")
    with pytest.raises(UntoldError, match="git knows nothing"):
        against_the_order(tmp_path_factory.mktemp("bare"))
