#!/usr/bin/env bash
# Run once, as root, while Gradescope builds the image: an environment of the versions that this course is graded with.
set -euo pipefail

root="${1:-/autograder}"
source="$root/source"
export DEBIAN_FRONTEND=noninteractive

recent_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        if command -v "$name" > /dev/null && "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

apt-get update
apt-get install -y --no-install-recommends python3 python3-venv
# A second wall around student code, where the machine allows it; the lock stands without.
apt-get install -y --no-install-recommends bubblewrap || true
python="$(recent_python)" || {
    apt-get install -y --no-install-recommends python3.11 python3.11-venv
    python="$(recent_python)"
}

"$python" -m venv "$root/venv"
"$root/venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$source/requirements.txt"

# The hidden tests are root's alone.
chmod -R go-rwx "$source"

# A machine that cannot hold student code is found now, and not by the first hand-in.
cd "$source"
PYTHONPATH="$source" OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 "$root/venv/bin/python" -m autograder.gradescope.run --check --root "$root"
