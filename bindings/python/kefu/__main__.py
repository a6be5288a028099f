"""python -m kefu: the month from files, reviews, a sample, definitions."""

import sys

from . import Error, _cli, _cli_catalogue, _cli_month, _cli_reviews, _cli_sample

COMMANDS = {"reviews": _cli_reviews.main, "sample": _cli_sample.main,
            "catalogue": _cli_catalogue.main, "month": _cli_month.main}


def main(arguments=None):
    """Runs a command; gives the exit code: 0, 1 for data that cannot be read, 2 for wrong usage."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    command = _cli_month.main
    if arguments and arguments[0] in COMMANDS:
        command = COMMANDS[arguments.pop(0)]
    try:
        return command(arguments) or 0
    except SystemExit as exit_:
        return exit_.code
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        return 130
    except (Error, OSError, ValueError, _cli.Failed) as error:
        _cli.say_aside(_cli.told(error))
        return 1


if __name__ == "__main__":
    sys.exit(main())
