"""page_write.py README FOLDER [FILE...] - writes a page that readme.sh follows anew: runs what stands after `$ ` in
FOLDER, which has copies of the FILEs, and puts what comes out below it. Look at what has changed."""
import os
import shutil
import subprocess
import sys


def printed(command, folder):
    run = subprocess.run(["sh", "-c", command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = run.stdout.decode()
    return text.removesuffix("\n").split("\n") if text else []


def block(lines, folder):
    """Of a block of commands: they, each with what it prints."""
    out, lines = [], iter(lines)
    for line in lines:
        if not line.startswith("$ "):
            continue
        command = [line]
        while command[-1].endswith("\\"):
            command.append(next(lines))
        out += command + printed("\n".join(command)[2:], folder)
    return out


def main():
    page, folder = sys.argv[1:3]
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for name in sys.argv[3:]:
        shutil.copy(name, folder)
    out, inside = [], None
    for line in open(page, encoding="utf-8").read().split("\n"):
        if not line.startswith("```"):
            (out if inside is None else inside).append(line)
        elif inside is None:
            out.append(line)
            inside = []
        else:
            out += block(inside, folder) if out[-1] == "```" and inside[:1] and inside[0].startswith("$ ") else inside
            out.append(line)
            inside = None
    open(page, "w", encoding="utf-8").write("\n".join(out))


main()
