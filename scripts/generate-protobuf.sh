#!/usr/bin/env bash
# Generates the Swift of Sources/Inference/Protos anew; needed only when a message changes.
# Needs protoc (Debian: protobuf-compiler) and PROTOC_GEN_SWIFT, the path of the plugin, which
# `swift build --product protoc-gen-swift` makes in a clone of swift-protobuf of the version that
# Package.swift names; without it the plugin is built from this package's own checkout of it.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v protoc >/dev/null || {
    echo "generate-protobuf: protoc is missing; try: apt-get install protobuf-compiler" >&2
    exit 1
}
plugin=${PROTOC_GEN_SWIFT:-}
if [ -z "$plugin" ]; then
    swift package resolve >&2
    swift build --package-path .build/checkouts/swift-protobuf --scratch-path .build/protoc \
        --product protoc-gen-swift >&2
    plugin=.build/protoc/debug/protoc-gen-swift
fi
protos=Sources/Inference/Protos
protoc --plugin=protoc-gen-swift="$plugin" --proto_path="$protos" \
    --swift_out=Sources/Inference/Generated --swift_opt=Visibility=Internal "$protos"/*.proto
