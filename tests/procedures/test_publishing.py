import shutil
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from webapp.procedures import service
from webapp.procedures.load import DATA, BadCatalogue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue of one procedure, to be changed at will."""
    made = tmp_path / "catalogue"
    shutil.copytree(DATA / "shared", made / "shared")
    shutil.copy(DATA / "2.000908.yaml", made)
    return made


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "2.000908.yaml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


def test_what_has_not_changed_makes_no_version(db: Session, folder: Path) -> None:
    report = service.publish(db, folder)
    assert (report.new, report.changed) == ([], [])
    assert "2.000908" in report.same


def test_a_changed_procedure_becomes_the_next_version_and_the_old_one_stays(db: Session, folder: Path) -> None:
    before = service.current(db, "2.000908")
    change(folder, "level: commune", "level: province")
    assert service.publish(db, folder).changed == ["2.000908"]
    after = service.current(db, "2.000908")
    assert (after.number, after.definition["level"]) == (before.number + 1, "province")
    assert service.version(db, before.version_id).definition["level"] == "commune"


def test_a_comment_changes_nothing(db: Session, folder: Path) -> None:
    before = service.current(db, "2.000908")
    change(folder, "level: commune", "# a word to the next reader\nlevel: commune")
    assert service.publish(db, folder).changed == []
    assert service.current(db, "2.000908").version_id == before.version_id


def test_one_mistake_publishes_nothing(db: Session, folder: Path) -> None:
    before = service.current(db, "2.000908")
    (folder / "9.999999.yaml").write_text("code: 1\n")
    change(folder, "level: commune", "level: province")
    with pytest.raises(BadCatalogue):
        service.publish(db, folder)
    assert service.current(db, "2.000908").version_id == before.version_id


def test_an_unknown_code_is_said_so(db: Session) -> None:
    with pytest.raises(service.UnknownProcedure):
        service.current(db, "9.999999")


def test_a_new_version_is_found_by_search_at_once(db: Session, folder: Path) -> None:
    change(folder, 'vi: "', 'vi: "Hoàng hôn tím ') if 'name: {vi: "' in (
        folder / "2.000908.yaml"
    ).read_text() else change(folder, "name: {vi: ", "name: {vi: Hoàng hôn tím ")
    service.publish(db, folder)
    assert service.find(db, "hoang hon tim")[0][0].code == "2.000908"


def test_a_life_event_lists_complete_forms_first(db: Session) -> None:
    found = service.by_life_event(db, "cho-o")
    complete = [one.definition["complete_form"] for one in found]
    assert "1.004194" in [one.code for one in found]
    assert complete == sorted(complete, reverse=True)
