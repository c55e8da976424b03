#!/bin/sh
# Fetches Debian's orthanc, orthanc-postgresql, orthanc-dicomweb and dcmtk, with what they need and this machine lacks, and
# unpacks them into $1/unpacked. Nothing is installed, no service is started, and the machine's own package lists stay as they are; no
# root needed.
set -eu
output="$1"
rm -rf "$output/apt" "$output/unpacked"
mkdir -p "$output/apt/lists/partial" "$output/apt/cache/archives/partial" "$output/unpacked"

apt() {
  apt-get -q -y \
    -o Dir::State::Lists="$output/apt/lists" \
    -o Dir::Cache="$output/apt/cache" \
    -o Dir::State::status=/var/lib/dpkg/status \
    -o APT::Sandbox::User=root \
    -o Debug::NoLocking=true \
    -o Acquire::Retries=3 \
    -o APT::Install-Recommends=false \
    "$@"
}

apt update
# tcc compiles loopback.c where there is no other compiler.
apt install --reinstall --download-only orthanc orthanc-postgresql orthanc-dicomweb dcmtk tcc
for package in "$output"/apt/cache/archives/*.deb; do
  dpkg-deb -x "$package" "$output/unpacked"
done
rm -rf "$output/apt"
