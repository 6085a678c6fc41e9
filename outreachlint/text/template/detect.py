"""Which dialect a text is written in, by what no other dialect has."""

from __future__ import annotations

from outreachlint.text.patterns import LazyPattern
from outreachlint.text.template.dialects import BY_NAME, Dialect

#: By dialect, what must be in the text, and a form that is its alone.
_SIGNS = {
    "hubspot": ("personalization_token", LazyPattern(r"\{\{-?\s*personalization_token\(")),
    "salesforce-classic": ("{!", LazyPattern(r"(?<!\{)\{![A-Za-z]")),
    "salesforce-lightning": (
        "{{{",
        LazyPattern(r"\{\{\{(?:Recipient|Sender|Organization|Contact|Account|Lead|Case|Opportunity|User)\.\w"),
    ),
    "pardot": ("Recipient.", LazyPattern(r"(?<!\{)\{\{(?:#if |#unless )?Recipient\.\w")),
    "marketing-cloud": ("%%", LazyPattern(r"%%\[|%%=")),
    "apollo": ("{{", LazyPattern(r"\{\{#(?:else|endif|elseif)\b|\{\{\s*\w+->\w")),
    "instantly": ("RANDOM", LazyPattern(r"\{\{\s*RANDOM\s*\|")),
    "pipl": ("|", LazyPattern(r"\{\{(?:random|fallback)\|")),
    "mailchimp": ("*|", LazyPattern(r"\*\|[A-Z][A-Z0-9_]*(?::[^|*\n]*)?\|\*")),
    "activecampaign": ("%/IF%", LazyPattern(r"%/IF%")),
    "mautic": ("{contactfield=", LazyPattern(r"\{contactfield=\w")),
    "gmass": ("fallback=", LazyPattern(r"(?<!\{)\{[\w ]+\|fallback=")),
    "phantombuster": ("ame#", LazyPattern(r"#(?:firstName|lastName|fullName|companyName)#")),
    "interceptly": (
        "{",
        LazyPattern(r"(?<!\{)\{(?:first_name|last_name|full_name|company_name|job_title|company):[^{}|\n/]"),
    ),
    "teamtailor": ("{", LazyPattern(r"(?<!\{)\{(?:first-name|last-name|full-name|job-title)[ }]")),
    "woodpecker": ("{{SNIPPET_", LazyPattern(r"\{\{SNIPPET_\d")),
    "mailmerge": ("«", LazyPattern(r"«[A-Za-z]+_\w+»|«[A-Z][a-z]+[A-Z]\w*»")),
    "jinja": ("{", LazyPattern(r"\{%-?\s*(?:elif|set)\b|(?<!\{)\{#[^#]|\|\s*default\(")),
    "liquid": ("{", LazyPattern(r"\{%-?\s*(?:elsif|unless|assign|capture|case)\b|\{\{[^{}\n]*\|\s*default:")),
}
_BROAD = ("jinja", "liquid")
"""Languages that many tools have built in: what else is recognised says more."""


def detect(text: str) -> Dialect | None:
    """The dialect of a text; None where nothing in it, or things of several dialects, would tell."""
    if not ("{" in text or "%" in text or "*|" in text or "ame#" in text or "«" in text):
        return None
    found = [name for name, (needed, sign) in _SIGNS.items() if needed in text and sign.get().search(text)]
    if "pardot" in found and "salesforce-lightning" in found:
        found.remove("salesforce-lightning")  # Pardot has its tripled braces too
    special = [name for name in found if name not in _BROAD]
    told = special or found
    return BY_NAME[told[0]] if len(told) == 1 else None
