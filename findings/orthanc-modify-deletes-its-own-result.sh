#!/usr/bin/env bash
# Orthanc 1.10.1 answers that it has modified a study, and the study is gone.
#
# With: Debian 12's orthanc 1.10.1+dfsg-2+deb12u1, unpacked and not installed, with its SQLite index, OverwriteInstances on, no
#   plug-in and no script. Needs the apt-get and dpkg-deb of a Debian 12, and curl.
# Does: a description is corrected in place, by POST /studies/ID/modify with all UIDs kept and KeepSource false. The answer is 200
#   with no failed instance, and then Orthanc holds nothing: each modified instance replaced the one of the same UIDs, and was
#   deleted as the source. Orthanc 1.12.7 refuses such a request with a sentence.
# Seen on 2026-11-29:
#   before: 1 studies, 1 instances
#   modify: 200, 0 failed of 1
#   after: 0 studies, 0 instances
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
  "OverwriteInstances": true
}
JSON
libraries="$(echo unpacked/usr/lib/*-linux-gnu | sed "s|unpacked|$work/unpacked|g; s/ /:/g")"
dictionary="$(find unpacked/usr/share -name dicom.dic | head -n 1)"
LD_LIBRARY_PATH="$libraries" DCMDICTPATH="$work/$dictionary" unpacked/usr/sbin/Orthanc orthanc.json > orthanc.log 2>&1 &
orthanc=$!
url="http://127.0.0.1:$port"
curl -sf --retry 60 --retry-delay 1 --retry-connrefused "$url/system" > /dev/null || { cat orthanc.log; exit 2; }

held() {
  curl -s "$url/statistics" | tr -d ' \n' | sed 's/.*"CountInstances":\([0-9]*\).*"CountStudies":\([0-9]*\).*/\2 studies, \1 instances/'
}

curl -sf "$url/tools/create-dicom" -d '{"Tags":{"PatientID":"P1","PatientName":"Synthetic^One","StudyDescription":"befor"}}' > /dev/null
study="$(curl -s "$url/studies" | tr -d '[] \n"')"
{
  echo "before: $(held)"
  status="$(curl -s -o answer -w '%{http_code}' "$url/studies/$study/modify" -d '{
    "Replace": {"StudyDescription": "before"},
    "Keep": ["StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"], "KeepSource": false, "Force": true}')"
  echo "modify: $status, $(tr -d ' \n' < answer | sed 's/.*"FailedInstancesCount":\([0-9]*\).*"InstancesCount":\([0-9]*\).*/\1 failed of \2/')"
  echo "after: $(held)"
} | tee seen

diff - seen <<'SEEN'
before: 1 studies, 1 instances
modify: 200, 0 failed of 1
after: 0 studies, 0 instances
SEEN
