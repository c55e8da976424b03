#!/usr/bin/env bash
# Of a study that arrives shortly before Orthanc is restarted it is never logged that it became stable.
#
# With: Debian 12's orthanc 1.10.1+dfsg-2+deb12u1, unpacked and not installed, with its SQLite index, StableAge 3, no plug-in and no
#   script. Needs the apt-get and dpkg-deb of a Debian 12, and curl.
# Does: an image is stored, and StableStudy is logged some seconds later, as documented. Another study is stored, and Orthanc
#   stopped in good order at once and started again: four times StableAge later it says of itself that it is stable, and there is no
#   StableStudy of it in /changes, nor will there be. Who sends on what becomes stable loses it.
# Seen on 2026-11-29:
#   left alone: 1 NewStudy, 1 StableStudy; IsStable true
#   restarted: 1 NewStudy, 0 StableStudy; IsStable true
set -euo pipefail
work="$(mktemp -d)"
orthanc=""
trap '[ -z "$orthanc" ] || { kill "$orthanc"; wait "$orthanc"; } 2> /dev/null || true; rm -rf "$work"' EXIT
cd "$work"

mkdir -p apt/lists/partial apt/cache/archives/partial unpacked storage
get() {
  apt-get -q -y -o Dir::State::Lists="$work/apt/lists" -o Dir::Cache="$work/apt/cache" -o Debug::NoLocking=true \
    -o Dir::State::status=/var/lib/dpkg/status -o APT::Sandbox::User=root -o APT::Install-Recommends=false "$@" >> apt.log 2>&1
}
get update && get install --reinstall --download-only orthanc=1.10.1+dfsg-2+deb12u1 || { cat apt.log; exit 2; }
for package in apt/cache/archives/*.deb; do dpkg-deb -x "$package" unpacked; done

port=$((20000 + RANDOM % 20000))
cat > orthanc.json <<JSON
{
  "StorageDirectory": "$work/storage", "IndexDirectory": "$work/storage", "Plugins": [],
  "HttpPort": $port, "DicomServerEnabled": false, "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
  "StableAge": 3
}
JSON
libraries="$(echo unpacked/usr/lib/*-linux-gnu | sed "s|unpacked|$work/unpacked|g; s/ /:/g")"
dictionary="$(find unpacked/usr/share -name dicom.dic | head -n 1)"
url="http://127.0.0.1:$port"
start() {
  LD_LIBRARY_PATH="$libraries" DCMDICTPATH="$work/$dictionary" unpacked/usr/sbin/Orthanc orthanc.json >> orthanc.log 2>&1 &
  orthanc=$!
  curl -sf --retry 60 --retry-delay 1 --retry-connrefused "$url/system" > /dev/null || { cat orthanc.log; exit 2; }
}
store() {
  curl -sf "$url/tools/create-dicom" -d "{\"Tags\":{\"PatientID\":\"$1\",\"PatientName\":\"Synthetic^$1\"}}" > /dev/null
}
# What is told of the study that was stored last: of its image, of itself, and now.
told() {
  local study stable
  study="$(curl -s "$url/tools/find" -d "{\"Level\":\"Study\",\"Query\":{\"PatientID\":\"$1\"}}" | tr -d '[] \n"')"
  stable="$(curl -s "$url/studies/$study" | tr -d ' \n' | sed 's/.*"IsStable":\([a-z]*\).*/\1/')"
  curl -s "$url/changes?limit=1000" | tr -d ' \n' | sed 's/{"ChangeType"/\n&/g' > changes
  echo "$(grep -c "NewStudy.*$study" changes) NewStudy, $(grep -c "StableStudy.*$study" changes) StableStudy; IsStable $stable"
}
start
{
  store left-alone
  sleep 12
  echo "left alone: $(told left-alone)"
  store restarted
  kill "$orthanc"
  wait "$orthanc" || true
  start
  sleep 12
  echo "restarted: $(told restarted)"
} > seen
cat seen

diff - seen <<'SEEN'
left alone: 1 NewStudy, 1 StableStudy; IsStable true
restarted: 1 NewStudy, 0 StableStudy; IsStable true
SEEN
