"""page.py PAGE ... - HTML pages that open without network: tags balance, text is escaped, nothing is loaded."""
import re
import sys
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "img", "link", "input", "col"}
KNOWN = {"html", "head", "title", "style", "body", "h1", "h2", "p", "table", "tr", "th", "td"} | VOID


class Page(HTMLParser):
    def __init__(self, name):
        super().__init__(convert_charrefs=False)
        self.name, self.open, self.cells = name, [], 0

    def wrong(self, what):
        sys.exit(f"{self.name}:{self.getpos()[0]}: {what}")

    def handle_starttag(self, tag, attrs):
        if tag not in KNOWN:
            self.wrong(f"<{tag}> is of no page that we write: is text escaped?")
        if tag not in VOID:
            self.open.append(tag)
        self.cells += tag == "td"
        for name, value in attrs:
            if name in ("src", "href", "srcset", "action") or name.startswith("on"):
                self.wrong(f"{name}={value} loads or runs something")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong(f"</{tag}> closes another")

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            if re.search(r"url\(|@import", data):
                self.wrong("the style loads something")
        elif "<" in data or ">" in data or "&" in data:
            self.wrong("a bare < > or &")


for path in sys.argv[1:]:
    page = Page(path)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    page.feed(text)
    page.close()
    if page.open or not text.startswith("<!doctype html>"):
        page.wrong(f"left open: {page.open}")
    print(f"{page.cells} cells, balanced, nothing is loaded")
