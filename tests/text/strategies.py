"""Texts that tend to break text handling."""

from __future__ import annotations

from hypothesis import strategies as st

#: Pieces with every meaning that text handling knows, put together at random.
PIECES = (
    "Hi Ann,", "Gentile dott.ssa Rossi,", "best regards", "P.S.", "S.p.A.", "e.g.", "Dott.", "J. Smith", "3.5", "12.",
    ".", "!", "?", "…", "...", "?!", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "\u00a0", "\u2009", "\u2028", "\v",
    "- item", "> quoted", "1. one", "{{first_name}}", "{nome}", "[Company]", "%NAME%", "<<name>>", "<Name>", "#name#",
    "{{", "[", "<<", "www.acme.example/x", "https://acme.example/a?b=c", "ann@acme.example", "bit.ly/x1", "@", "://",
    "e\u0301", "é", "ﬁ", "Æ", "ß", "½", "İ", "Σ", "\u200b", "\u00ad", "\ufe0f", "😀", "👩‍💻", "𝐁𝐨𝐥𝐝", "ｆｕｌｌ", "раураl",
    "ˣ", "ʷ", "ᵉ", "it's", "l’azienda", "`", "“x”", "—", "word", "Word", "two words", "(yes.)", "»", "\x00", "\x1c",
)  # fmt: skip

pieces = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
texts = st.one_of(pieces, anything)
