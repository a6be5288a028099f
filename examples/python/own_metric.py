"""A metric of one's own: first-contact resolution (首次解决率), as examples/plugin_fcr has it in C.

    python examples/python/own_metric.py examples/plugin_fcr/contacts.csv

The share of contacts that the same buyer did not follow with another within some days. A contact is judged once its
days are over: once the group has a contact later than their last instant.
"""

import json
import pathlib
import sys

import kefu

DAY = 86_400 * 10**6  # of the port `at`, in microseconds

registry = kefu.Registry()


@registry.add
class Fcr:
    name, id = "fcr", "org.example.fcr/1"
    label_zh, label_en, aliases = "首次解决率", "first-contact resolution", ["first_contact"]
    ports = [{"name": "buyer", "type": "key"}, {"name": "at", "scale": 6}]
    params = [{"name": "days", "least": 1, "most": 366, "usual": 7, "flags": "optional"}]
    late_params = True  # fcr(buyer, at) and fcr(buyer, at, 3) look at the same contacts
    order_free = True

    def __init__(self):
        self.contacts = []

    def update(self, buyer, at):
        self.contacts.append((str(buyer), at))  # 7 and "7" are one buyer

    def merge(self, other):
        self.contacts += other.contacts

    def finalize(self, days):
        contacts = sorted(self.contacts)
        newest = max((at for _, at in contacts), default=0)
        judged = resolved = 0
        for (buyer, at), (then, again) in zip(contacts, contacts[1:] + [(None, 0)]):
            if newest - at > days * DAY:
                judged += 1
                resolved += then != buyer or again - at > days * DAY
        return resolved, judged, judged  # no data where none is judged

    def save(self):
        return json.dumps(sorted(self.contacts), ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def load(cls, data):
        self = cls()
        self.contacts = [(buyer, at) for buyer, at in json.loads(data)]
        if not all(type(buyer) is str and type(at) is int and -2**63 <= at < 2**63 for buyer, at in self.contacts):
            raise ValueError("a contact is a buyer and a time")
        if self.save() != data:
            raise ValueError("no contacts are saved so")
        return self


registry.freeze()


def count(rows, by):
    return kefu.tally(rows, by=by, registry=registry, metrics={
        "week": {"formula": "fcr(买家, 时间)", "scale": 4},
        "three_days": {"formula": "fcr(买家, 时间, 3)", "scale": 4}})


def main(path):
    rows = kefu.read_csv(path, cells={"时间": "time"})
    print(count(rows, "店铺").frame())
    print(count(rows, "客服").frame())

    # Each day by itself, as bytes; then together.
    lines = pathlib.Path(path).read_text("utf-8").splitlines()
    days = {}
    for line in lines[1:]:
        days.setdefault(line.split(",")[3][:10], []).append(line)
    saved = [count(kefu.read_csv("\n".join([lines[0], *day]).encode(), cells={"时间": "time"}), "店铺").save()
             for day in days.values()]
    whole = kefu.Tally.load(saved[0], registry)
    for day in saved[1:]:
        whole.merge(kefu.Tally.load(day, registry))
    same = whole.save() == count(rows, "店铺").save()
    print(f"{len(saved)} days merged:", "the same bytes" if same else "other bytes")

    kefu.metric_check("fcr", registry, rounds=50)
    print("fcr keeps what it promises")


if __name__ == "__main__":
    main(*sys.argv[1:])
