#!/bin/sh
# build.sh TRAIN_REVIEWS DATA ARGUMENTS... - unpacks the sets of DATA (train.tsv.gz) into a folder of their own,
# and runs TRAIN_REVIEWS with that folder in place of @: build.sh train_reviews ../shared/data --zh @ zh.bin
set -e
program=$1
data=$2
shift 2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for set in "$data"/zh_* "$data"/en_*; do
    mkdir "$folder/$(basename "$set")"
    for file in train dev; do
        if [ -f "$set/$file.tsv.gz" ]; then
            gzip -dc "$set/$file.tsv.gz" >"$folder/$(basename "$set")/$file.tsv"
        else
            cp "$set/$file.tsv" "$folder/$(basename "$set")/"
        fi
    done
done
for argument in "$@"; do
    shift
    [ "$argument" = @ ] && argument=$folder
    set -- "$@" "$argument"
done
"$program" "$@"
