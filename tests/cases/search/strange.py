"""What people and machines may type into a box of search, the stranger the better."""

from hypothesis import strategies as st

_SIGNS = "\"'»«-*().:/\\§&|!<>^~{}[]_%\x00\t\n"
_WORDS = 'park parken -park "lys i OR AND NOT NEAR NULL ; -- 15.20 a00-3 2025 kom* 🙂'
_ODD = ["28.4.2026", "punkt 4", "varme-stue", "’", "\u200d", "İ", "ﬁ", "ß", "\ud7ff", "1:2"]


def queries(words: list[str]) -> st.SearchStrategy[str]:
    """Queries of letters, of signs, of words and signs, of `words` that texts have, and endless ones."""
    pieces = st.sampled_from([*_WORDS.split(), *_ODD, *words])
    some = st.lists(pieces, max_size=14).map(" ".join)
    return st.one_of(
        st.text(max_size=60),
        st.text(alphabet=_SIGNS, max_size=30),
        some,
        st.builds("{}{}{}".format, st.sampled_from('"-»('), some, st.sampled_from('"*«)')),
        st.lists(pieces, min_size=30, max_size=60).map(" ".join),
        st.text(max_size=5).map(lambda text: text * 2_500),
    )
