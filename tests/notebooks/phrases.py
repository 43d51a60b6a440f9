"""What the second edition does not say, and words that are terms only sometimes."""

import re

# A reader who has no other book must not meet one: pattern, what it is, what instead.
# References and the table "How this compares" are left out.
GHOSTS = (
    (r"\bin print\b", "a text the reader does not have", "run both versions"),
    (
        r"(?<!\[)\bprinted (?:text|book|formula|table|version|rule|proof|sign|value"
        r"|number|error|example|code|twin|results?)s?\b",
        "a text the reader does not have",
        "say what is wrong and show it; the rest goes to the errata",
    ),
    (
        r"\b(?:as|the) published\b|\bpublished (?:text|run|code|value|figure|number"
        r"|result|version|example|notes|listing|program|twin|comparison|network|table)s?\b",
        "a source without a name",
        "name it under 'How this compares'",
    ),
    (
        r"\b(?:a|the|these|those|some|lecture|of) slides?\b(?! (?:over|along|across))",
        "slides the reader has not seen",
        "tell the idea itself",
    ),
    (r"\blistings?\b", "code the reader has not seen", "'code that one often meets'"),
    (
        r"\b(?:some|the|these|most|many|lecture|course|old) notes\b",
        "notes the reader does not have",
        "tell the idea itself",
    ),
    (
        r"\b(?:widely|often) (?:read|used) (?:text|book|source|tutorial)|"
        r"\b(?:a|one|another|the) (?:text|book|tutorial) (?:in wide use|says|claims"
        r"|gives|writes|has|calls)\b",
        "a book the reader does not have",
        "'a mistake that is easily made'",
    ),
    (
        r"\b(?:some|many|most|older|other) (?:texts|textbooks|books|tutorials)\b",
        "unnamed books",
        "name one, or say what the mistake is",
    ),
    (r"\b(?:the|a) lectures?\b", "a lecture nobody heard", "tell it here"),
    (
        r"\bone (?:may )?(?:reads?|meets?) (?:that|of)\b|\byou may (?:read|meet) \d",
        "a claim by nobody",
        "say who claims it, or ask the question yourself",
    ),
)

# Terms of the glossary that are everyday words, too: found everywhere, meant seldom.
EVERYDAY = {
    "agent": "in other senses, such as an agent of change",
    "code": "program code, far more often than an autoencoder's",
    "evidence": "what speaks for a claim",
    "kernel": "what runs a notebook; and the word of a layer's weights in Keras",
    "layer": "defined in 02a, drawn in 01, and an everyday word before that",
    "margin": "of a page, of an error",
    "memorisation": "learning by heart",
    "momentum": "of a moving ball",
    "notation": "how something is written",
    "overlap": "of things that lie on each other",
    "prior": "earlier",
    "rank": "an order; and of matrices, known from linear algebra",
    "redundancy": "saying twice",
    "regression": "a step back",
    "ridge": "of a mountain",
    "shape": "of an array, known since chapter 00, or of a curve",
    "sparsity": "being thin on the ground",
    "to pin": "of versions, defined where it is needed",
}

# A sentence with one of these explains a term, or says where that will happen.
ANNOUNCES = re.compile(
    r"\b(?:chapters?|notebooks?|later|soon|next|below|call(?:s|ed)?|named?|means?|meant"
    r"|short for|stands for|known as|that is|definition|define[sd]?)\b|\b\d\d[a-z]\b"
)

# The first six letters of words that say nothing about a notebook's subject.
COMMON = set(
    """about after again alread also anothe answer becaus been before belong below both
    called came chapte come comes could course does done down each even every exampl
    find first follow found from give given gives going good have here into just know
    last later learn learns less lesson like long made make makes many meet meets met
    might more most much must need never next notebo number often once only other over
    part questi return same saw second sectio seen shall should shows since some someth
    soon still such take takes than that their them then there these they thing things
    third this those through time togeth under until upon used uses using very wants
    well were what when where which while whole whose will with word words would writes
    your""".split()
)
