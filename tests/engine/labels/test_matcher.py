"""The fast matcher and the plain one give the same spans, to the last one."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schakel.engine.errors import InputError
from schakel.engine.labels.matcher import LabelMatcher
from schakel.engine.labels.plain import PlainMatcher, Span

pa = pytest.importorskip("pyarrow", reason="the fast path is not installed")
pytest.importorskip("numba", reason="the fast path is not installed")

LETTERS = "aA bB éÉ e\u0301 ß ſ İ ı ΑΣς ﬁ ½ . + # - _ ’ net NET 😀 \u200b \u00ad 中 가 ه \u0301 \u0345 ͺ ﷺ 𝐀 ि"
WORDS = ["java", "Java", "EE", "C", "C++", "c#", ".NET", "net", "Straße", "STRASSE", "ΟΔΟΣ", "é", "e\u0301", "zorg"]
TEXT = st.one_of(
    st.text(st.sampled_from(sorted(set(LETTERS))), max_size=90),
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.text(st.sampled_from("abcé "), min_size=60, max_size=200),
)
LABELS = st.lists(
    st.one_of(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
        st.text(st.sampled_from(sorted(set(LETTERS))), max_size=4),
        st.text(st.sampled_from("abcé "), max_size=20),
    ),
    max_size=30,
)


@settings(max_examples=50)
@given(LABELS, st.lists(TEXT, max_size=4))
@example([], [""])
@example(["", "!!"], ["!!", ""])
@example(["a" * 64, "b" * 65], ["a" * 64 + " " + "b" * 65, "x" * 63 + " " + "a" * 64])
@example([".net"], ["“.net” .net", ".net", "é.net"])
def test_kernel_finds_what_plain_finds(labels: list[str], texts: list[str]) -> None:
    fast, plain = LabelMatcher(labels, fast=True), LabelMatcher(labels, fast=False)
    assert fast.find(texts) == plain.find(texts)
    column = pa.array(texts, pa.large_utf8())
    for offsets in ("bytes", "characters"):
        assert fast.match(column, offsets=offsets).equals(plain.match(column, offsets=offsets))
    assert [fast.alike(one) for one in range(len(labels))] == [plain.alike(one) for one in range(len(labels))]


@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_kernel_survives_bytes_that_are_no_text(content: bytes) -> None:
    matcher = LabelMatcher(["a", "b c"], fast=True)
    column = pa.Array.from_buffers(
        pa.large_utf8(), 1, [None, pa.array([0, len(content)], pa.int64()).buffers()[1], pa.py_buffer(content)]
    )
    found = matcher.match(column, offsets="bytes").to_pydict()
    for start, end in zip(found["start"], found["end"], strict=True):
        assert start < end <= len(content)


@pytest.mark.parametrize("fast", [True, False])
def test_longest_label_wins_and_the_next_begins_after_it(fast: bool) -> None:
    matcher = LabelMatcher(["java", "java ee", "ee 6 server", "server"], fast=fast)
    assert matcher.find(["Java EE 6 server", "java, EE7"]) == [
        Span(0, 0, 7, 1),
        Span(0, 10, 16, 3),
        Span(1, 0, 4, 0),
    ]


@pytest.mark.parametrize("fast", [True, False])
def test_first_of_labels_with_the_same_words_counts(fast: bool) -> None:
    matcher = LabelMatcher(["Coördinatie", "x", "COORDINATIE", "coördinatie "], fast=fast)
    assert [span.label for span in matcher.find(["de coordinatie"])] == [0]
    assert [matcher.alike(one) for one in range(4)] == [0, 1, 0, 0]


@pytest.mark.parametrize("fast", [True, False])
def test_offsets_count_characters_or_bytes(fast: bool) -> None:
    matcher = LabelMatcher(["zorg"], fast=fast)
    column = pa.array(["😀é zórg", None, "zorg"])
    assert matcher.match(column).to_pydict() == {"doc": [0, 2], "start": [3, 0], "end": [7, 4], "label": [0, 0]}
    assert matcher.match(column, offsets="bytes").to_pydict()["start"] == [7, 0]
    with pytest.raises(InputError, match="characters or bytes"):
        matcher.match(column, offsets="words")


@pytest.mark.parametrize("fast", [True, False])
def test_slices_and_chunks_of_a_column_are_read_as_they_are(fast: bool) -> None:
    matcher = LabelMatcher(["b"], fast=fast)
    column = pa.array(["b", "a b", "b b", ""], pa.large_utf8())
    assert matcher.match(column.slice(1, 2)).to_pydict()["doc"] == [0, 1, 1]
    assert matcher.match(pa.chunked_array([column, column])).num_rows == 8
    assert matcher.match(column.slice(4)).num_rows == 0


def test_many_spans_in_few_documents_need_more_than_one_round() -> None:
    matcher = LabelMatcher(["a"], fast=True)
    texts = ["a " * 50_000] * 3
    found = matcher.match(pa.array(texts))
    assert found.num_rows == 150_000
    assert found.column(0).to_pylist() == [0] * 50_000 + [1] * 50_000 + [2] * 50_000


def test_batch_is_its_documents_one_by_one() -> None:
    matcher = LabelMatcher(["a", "a b", "c"], fast=True)
    texts = ["a b c", "é a", "", "c a c " * 40]
    one_by_one = [span._replace(doc=doc) for doc, text in enumerate(texts) for span in matcher.find([text])]
    assert matcher.find(texts) == one_by_one


def test_label_that_is_no_unicode_is_refused() -> None:
    with pytest.raises(InputError, match="surrogates"):
        LabelMatcher(["\ud800"], fast=True)


def test_plain_matcher_needs_no_other_package() -> None:
    assert [span.label for span in PlainMatcher(["b c"]).find(["a b c", "b"])] == [0]
