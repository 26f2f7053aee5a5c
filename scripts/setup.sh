#!/usr/bin/env bash
# Installs what is missing to build and run Radiant on Debian 12; with --test or --train, what its
# tests or the training of its network need.
set -euo pipefail

packages=(
    pkg-config libncurses-dev libcurl4-openssl-dev libssl-dev libyaml-dev libsqlite3-dev
    libleptonica-dev libtesseract-dev libpango1.0-dev libchafa-dev libglib2.0-dev
)
# The typefaces of the checks that `check-reader synth` draws.
fonts=(
    fonts-dejavu-core fonts-liberation2 fonts-hosny-amiri fonts-kacst fonts-breip
    fonts-dkg-handwriting fonts-rufscript fonts-kristi fonts-dancingscript fonts-ecolier-court
    fonts-ocr-a
)
optional=()
if [ "${1:-}" = --test ]; then
    packages+=(tmux curl procps python3-venv "${fonts[@]}")
    # A kubectl from elsewhere is as good, and Debian's package would not install beside it.
    command -v kubectl >/dev/null || packages+=(kubernetes-client)
    # Without them the tests that read all text say that they are skipped.
    optional=(tesseract-ocr-eng tesseract-ocr-ara)
fi

[ "${1:-}" != --bench ] || packages+=(nginx-light wrk curl tesseract-ocr)
[ "${1:-}" != --train ] || packages+=(
    python3-torch python3-numpy python3-pil fonts-ocr-b fonts-freefont-ttf fonts-lobster "${fonts[@]}"
)

command -v swift >/dev/null || {
    echo "setup: there is no Swift toolchain (6.3 or newer is needed): https://www.swift.org/install" >&2
    exit 1
}

is_installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$'; }
missing=()
for package in "${packages[@]}"; do is_installed "$package" || missing+=("$package"); done
wished=()
for package in "${optional[@]}"; do is_installed "$package" || wished+=("$package"); done
[ ${#missing[@]} -eq 0 ] && [ ${#wished[@]} -eq 0 ] && exit 0

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq || [ ${#missing[@]} -eq 0 ]
for package in "${wished[@]}"; do
    if apt-cache show "$package" >/dev/null 2>&1; then
        missing+=("$package")
    else
        echo "setup: there is no package $package; what needs it is skipped" >&2
    fi
done
[ ${#missing[@]} -eq 0 ] && exit 0
echo "setup: installing ${missing[*]}" >&2
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
