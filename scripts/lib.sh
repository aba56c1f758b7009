# shellcheck shell=bash
# Shared by the scripts beside it: messages, root, the cache folder, the compiler. Source it, do not run it.

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export PATH="$PATH:/usr/sbin:/sbin"

say() { printf '%s %s\n' "$(date +%H:%M:%S)" "$*" >&2; }

# die WHAT [WHAT_TO_DO]
die() {
    printf '\nerror: %s\n' "$1" >&2
    [ -z "${2:-}" ] || printf '  what to do: %s\n' "$2" >&2
    exit 1
}

# as_root COMMAND...: as it is when root, through sudo otherwise.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo -- "$@"
    else
        die "root is needed for: $*" "run this as root, or install and configure sudo"
    fi
}

# Where downloads and built images are kept. Others must not be able to plant files there.
cache_dir() {
    local dir=${VIREO_CACHE:-}
    if [ -z "$dir" ]; then
        if [ -n "${XDG_CACHE_HOME:-}" ]; then
            dir=$XDG_CACHE_HOME/vireo
        elif [ "$(id -u)" = 0 ]; then
            dir=/var/tmp/vireo
        else
            dir=$HOME/.cache/vireo
        fi
    fi
    mkdir -p "$dir"
    [ -O "$dir" ] || die "the cache folder $dir belongs to another user" "set VIREO_CACHE to a folder of your own"
    chmod go-w "$dir"
    printf '%s\n' "$dir"
}

# use_swift: puts the compiler's folder first on PATH; fails with advice where there is none.
use_swift() {
    SWIFT=${SWIFT:-$("$repo/scripts/find-swift")} || exit 1
    [ -n "$SWIFT" ] || exit 1
    export SWIFT
    PATH="$(dirname "$SWIFT"):$PATH"
}

# run_logged LOG COMMAND...: output goes to LOG; a line with the elapsed time shows progress on a terminal or every
# 30 seconds elsewhere; on failure the end of LOG is shown.
run_logged() {
    local log=$1 started=$SECONDS shown=$SECONDS pid rc=0
    shift
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.5
        if [ -t 2 ]; then
            printf '\r\033[K  %4d s  %.100s' "$((SECONDS - started))" "$(tail -n 1 "$log" | tr -d '\r')" >&2
        elif [ $((SECONDS - shown)) -ge 30 ]; then
            shown=$SECONDS
            printf '  %4d s  %.100s\n' "$((SECONDS - started))" "$(tail -n 1 "$log")" >&2
        fi
    done
    wait "$pid" || rc=$?
    [ ! -t 2 ] || printf '\r\033[K' >&2
    if [ "$rc" != 0 ]; then
        tail -n 30 "$log" >&2
        printf '  (whole log: %s)\n' "$log" >&2
    fi
    return "$rc"
}
