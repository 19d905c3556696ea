#!/usr/bin/env bash
# The notebooks in the repositories ORGANISATION/ASSIGNMENT-<student>, as an archive for `chainrule collect --from nbgrader`.
#   bash deploy/github.sh ORGANISATION ASSIGNMENT ARCHIVE.zip
# Needs git, python3, and GitHub's own `gh` with a token that may read these repositories.
set -euo pipefail

organisation="${1:?which organisation?}"
assignment="${2:?which assignment?}"
archive="$(realpath -m "${3:?which archive?}")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/in" "$(dirname "$archive")"

gh repo list "$organisation" --limit 20000 --json name --jq '.[].name' > "$work/names"
while read -r name; do
    student="${name#"$assignment"-}"
    if [ "$student" = "$name" ]; then
        continue
    fi
    # What a student has committed is only copied: no submodule, no link is followed, no filter of the repository's runs.
    if ! GIT_LFS_SKIP_SMUDGE=1 gh repo clone "$organisation/$name" "$work/clone" -- \
        --quiet --depth 1 --no-recurse-submodules -c core.symlinks=false < /dev/null; then
        echo "$name: cannot be cloned" >&2
        continue
    fi
    folder="$work/in/$student/$assignment"
    mkdir -p "$folder"
    find "$work/clone" -name .git -prune -o -type f -name '*.ipynb' -size -100M -exec cp -n -- {} "$folder/" \;
    # When it was pushed: the date of a commit is whatever the student's own computer said.
    gh api "repos/$organisation/$name/activity?activity_type=push&per_page=1" --jq '.[0].timestamp // empty' \
        > "$folder/timestamp.txt" < /dev/null || true
    if [ ! -s "$folder/timestamp.txt" ]; then
        rm -f "$folder/timestamp.txt"
    fi
    rm -rf "$work/clone"
done < "$work/names"

rm -f "$archive"
cd "$work/in"
python3 -m zipfile -c "$archive" ./*
