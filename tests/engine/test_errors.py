import pytest

from schakel.engine import errors


@pytest.mark.parametrize("kind", [errors.InputError, errors.UnreadableDocument, errors.NotFound, errors.Bug])
def test_every_error_is_one_line_with_place_and_remedy(kind: type[errors.EngineError]) -> None:
    error = kind("This does\nnot work", place="cv.pdf", remedy="Save it again")
    assert str(error) == "cv.pdf: This does not work. Save it again."
    assert error.code != errors.EngineError.code


def test_a_collection_of_data_errors_is_laid_flat_and_stays_one_line() -> None:
    one, two, three = (errors.DataError(text, file="a.csv", line=3) for text in ("first", "second", "third"))
    error = errors.DataError.collected([errors.DataError.collected([one, two]), three])
    assert error.problems == (one, two, three)
    assert str(error) == "a.csv line 3: first. (and 2 more problems)"
