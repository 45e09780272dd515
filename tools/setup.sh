#!/bin/sh
# Makes .tools (uv) and .venv (a Python and the locked packages). `setup.sh run`, `dev` or `bench`.
# Needs only a Python of 3.11 or later to begin with; each part is skipped when it is up to date.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
works() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
sum_of() { cat "$@" | cksum | tr -d ' '; }
is_done() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

first_python() {
    for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14 python; do
        if works "$candidate"; then
            printf '%s' "$candidate"
            return
        fi
    done
    say "No Python of 3.11 or later was found. On Debian: apt-get install python3 python3-venv"
    exit 1
}

get_uv() {
    seal="$(sum_of tools/uv.lock.txt)"
    if is_done .tools/.seal "$seal"; then return; fi
    python="$(first_python)"
    say "Getting uv, which installs the rest…"
    rm -rf .tools
    if "$python" -m venv .tools >/dev/null 2>&1; then
        .tools/bin/python -m pip install -q --disable-pip-version-check --require-hashes \
            -r tools/uv.lock.txt
    elif "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m pip install -q --disable-pip-version-check --require-hashes \
            --target .tools -r tools/uv.lock.txt
    else
        say "This Python can neither make a virtual environment nor install a package."
        say "On Debian: apt-get install python3-venv"
        rm -rf .tools
        exit 1
    fi
    printf '%s' "$seal" >.tools/.seal
}

make_venv() {
    if [ -x .venv/bin/python ] && .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 12))'; then
        return
    fi
    wanted="$(cat .python-version)"
    say "Making .venv with Python $wanted…"
    # What is on the machine first; then any that is recent enough; then one that uv fetches.
    for choice in "$wanted" ">=3.12"; do
        if UV_PYTHON_DOWNLOADS=never .tools/bin/uv venv -q --clear --python "$choice" .venv 2>/dev/null; then
            return
        fi
    done
    # pyenv's shims refuse versions that are not chosen: its own folder is looked at.
    for python in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python; do
        if [ -x "$python" ] && .tools/bin/uv venv -q --clear --python "$python" .venv 2>/dev/null; then
            return
        fi
    done
    if ! .tools/bin/uv venv -q --clear --python "$wanted" .venv; then
        say "Python 3.12 or later is needed, and uv could not fetch one: install it, then try again."
        exit 1
    fi
}

install() {
    lock="$1" seal="$(sum_of "$1" pyproject.toml hatch_build.py .python-version)"
    if is_done ".venv/.$lock" "$seal"; then return; fi
    say "Installing the packages of $lock…"
    .tools/bin/uv pip install -q --python .venv/bin/python --require-hashes -r "$lock"
    .venv/bin/python tools/build_frontend.py >&2
    .tools/bin/uv pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e .
    printf '%s' "$seal" >".venv/.$lock"
}

get_uv
make_venv
case "${1:-run}" in
    dev) install requirements-dev.lock ;;
    bench) install requirements-bench.lock ;;
    # The packages to develop with include those to run with.
    *) if [ ! -f .venv/.requirements-dev.lock ]; then install requirements.lock; fi ;;
esac
