#!/usr/bin/env bash
# Throws random bytes at everything that reads bytes of strangers: RADIANT_FUZZ_SECONDS (60) seconds a
# target. A failure prints its seed; RADIANT_FUZZ_SEED=N runs that case again.
set -euo pipefail
cd "$(dirname "$0")/.."

# Test suites, one a line; each runs for a second in `make test` too.
targets=(
    PictureFuzz  # damaged picture files at the decoders
    ReadingFuzz  # strange pictures at detection and recognition
    WireFuzz     # HTTP/1.1 requests and answers, held against NIOHTTP1
    ProtobufFuzz # messages of gRPC
)

export RADIANT_FUZZ_SECONDS=${RADIANT_FUZZ_SECONDS:-60}
[ "${SKIP_BUILD:-}" = yes ] || swift build --product radiantPackageTests
failed=0
for target in "${targets[@]}"; do
    echo "fuzz: $target for $RADIANT_FUZZ_SECONDS s"
    output=$(swift test --skip-build --filter "$target" 2>&1) || failed=1
    grep -E '^fuzz:|recorded an issue|RADIANT_FUZZ_SEED' <<<"$output" || {
        echo "fuzz: nothing ran for $target" >&2
        failed=1
    }
done
exit $failed
