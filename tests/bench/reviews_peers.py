"""reviews_peers.py - W5: the same reviews by fastText, Hyperscan and scikit-learn, those that are installed.

    python3 reviews_peers.py TRAIN.tsv DEV.tsv WORK HYPERSCAN|-

Each is fitted on the train part and states how often it is right on dev; speed is CPU time of one thread on the train
part (fastText, Hyperscan) or on dev (scikit-learn). Hyperscan looks for 300 phrases that occur in the reviews, a call a
review; its count is compared with Python's. WORK keeps fitted models.
"""
import collections, os, resource, shutil, subprocess, sys, time

train_path, dev_path, work, hyperscan = sys.argv[1:5]


def reviews(path):
    lines = open(path, encoding="utf-8", newline="\n").read().split("\n")[1:]
    rows = [line.split("\t", 2) for line in lines if line]
    return [row[2] for row in rows], [int(row[0]) for row in rows]


train, train_labels = reviews(train_path)
dev, dev_labels = reviews(dev_path)


def said(name, texts, seconds, result):
    size = sum(len(text.encode()) for text in texts)
    print(f"{name:28s} cpu {seconds * 1e3:8.1f} ms  {size / seconds * 1e-6:24.1f} MB/s  {len(texts) / seconds * 1e-6:6.4f} M reviews/s"
          f"  {result}", flush=True)


def children(command, **options):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return out, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def right(labels):
    return f"right {sum(a == b for a, b in zip(labels, dev_labels)) / len(dev_labels):.4f} of dev"


def fasttext():
    if not shutil.which("fasttext"):
        return print("fastText: not installed, skipped")
    spaced = lambda text: " ".join(text.replace(" ", ""))
    model = f"{work}/fasttext.bin"
    for name, texts, labels in (("train", train, train_labels), ("dev", dev, dev_labels)):
        with open(f"{work}/fasttext_{name}.txt", "w", encoding="utf-8") as out:
            out.writelines(f"__label__{label} {spaced(text)}\n" for text, label in zip(texts, labels))
    open(f"{work}/empty.txt", "w").close()
    if not os.path.exists(model):
        children(["fasttext", "supervised", "-input", f"{work}/fasttext_train.txt", "-output", model[:-4], "-dim", "16",
                  "-wordNgrams", "4", "-lr", "0.1", "-epoch", "10", "-thread", "1", "-verbose", "0"])
    labels, _ = children(["fasttext", "predict", model, f"{work}/fasttext_dev.txt"])
    _, load = children(["fasttext", "predict", model, f"{work}/empty.txt"])
    _, cpu = children(["fasttext", "predict", model, f"{work}/fasttext_train.txt"])
    said("w5_one_head fastText", train, cpu - load,
         f"{right([int(label[9:]) for label in labels.decode().split()])}; {os.path.getsize(model) >> 20} MiB")


def phrases():
    """300 of four Chinese characters each, from often to rare."""
    counts = collections.Counter(text[i:i + 4] for text in train for i in range(len(text) - 3)
                                 if all("\u4e00" <= c <= "\u9fff" for c in text[i:i + 4]))
    often = sorted(((n, phrase) for phrase, n in counts.items() if n >= 5), reverse=True)
    return [phrase for _, phrase in often[::max(1, len(often) // 300)]][:300]


def hyperscan_peer():
    if hyperscan == "-":
        return print("Hyperscan: not installed, skipped")
    found = phrases()
    open(f"{work}/phrases.txt", "w", encoding="utf-8").write("\n".join(found) + "\n")
    open(f"{work}/reviews.txt", "w", encoding="utf-8").write("\n".join(train) + "\n")
    out, _ = children([hyperscan, f"{work}/phrases.txt", f"{work}/reviews.txt"])
    matches, cpu, version = out.decode().split()[:3]
    wanted = set(found)
    ours = sum(text[i:i + 4] in wanted for text in train for i in range(len(text) - 3))
    said(f"w5_phrases hyperscan {version}", train, float(cpu), f"{matches} matches, {'equal' if int(matches) == ours else 'DIFFERS'}")


def sklearn_peer():
    try:
        import sklearn
        from sklearn.feature_extraction.text import HashingVectorizer
        from sklearn.pipeline import make_pipeline
        from sklearn.svm import LinearSVC
    except ImportError:
        return print("scikit-learn: not installed, skipped")
    pipeline = make_pipeline(HashingVectorizer(analyzer="char", ngram_range=(1, 4), n_features=1 << 18, alternate_sign=False, binary=True),
                             LinearSVC(C=1))
    start = time.process_time()
    pipeline.fit(train, train_labels)
    print(f"scikit-learn {sklearn.__version__}: fitted in {time.process_time() - start:.1f} s")
    start = time.process_time()
    labels = pipeline.predict(dev)
    said("w5_one_head scikit-learn", dev, time.process_time() - start, right(labels))
    some, start = dev[:500], time.process_time()
    for text in some:
        pipeline.predict([text])
    said("w5_one_head sklearn, by one", some, time.process_time() - start, "a call a review")


fasttext()
hyperscan_peer()
sklearn_peer()
