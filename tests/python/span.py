"""An aggregate of one's own that several tests use."""


class Span:
    """The greatest less the least; 13 is unlucky."""
    name, id, ports, order_free = "span", "org.example.span/1", ["x"], True

    def __init__(self):
        self.seen = []

    def update(self, x):
        self.seen.append(x)

    def merge(self, other):
        self.seen += other.seen

    def save(self):
        return repr(self.seen).encode()

    @classmethod
    def load(cls, data):
        self = cls()
        self.seen = [int(part) for part in data[1:-1].split(b",") if part]
        return self

    def finalize(self):
        if 13 in self.seen:
            raise ZeroDivisionError("unlucky")
        return max(self.seen) - min(self.seen) if self.seen else None
