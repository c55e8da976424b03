#!/usr/bin/env bash
# HAPI's library for HL7 version 2 writes a file into the working directory when it makes an acknowledgement.
#
# With: ca.uhn.hapi:hapi-base and hapi-structures-v251 2.6.0, as Camel's `hl7:` has them, and nothing set.
# Does: a message ADT^A01 is parsed and answered by Message.generateACK(), twice, each in a JVM of its own. A number has to be
#   found for MSH-10 of the answer; a hundred of them are taken at a time, and how far that is stands in a file `id_file` wherever
#   the process was started. A receiver that only reads and answers is one that writes.
# Seen on 2026-11-29:
#   before: no files
#   first JVM: MSH-10 of the answer is 1, files: id_file (100)
#   second JVM: MSH-10 of the answer is 101, files: id_file (200)
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>hl7v2</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>ca.uhn.hapi</groupId>
      <artifactId>hapi-base</artifactId>
      <version>2.6.0</version>
    </dependency>
    <dependency>
      <groupId>ca.uhn.hapi</groupId>
      <artifactId>hapi-structures-v251</artifactId>
      <version>2.6.0</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>2.0.17</version>
    </dependency>
  </dependencies>
</project>
POM

cat > Answers.java <<'JAVA'
import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.v251.message.ACK;

public class Answers {

    public static void main(String[] arguments) throws Exception {
        Message message = new DefaultHapiContext().getPipeParser().parse(
                "MSH|^~\\&|A|B|C|D|20261129100000||ADT^A01^ADT_A01|7|P|2.5.1\r"
                        + "EVN||20261129100000\rPID|||1||Synthetic^One\rPV1||I\r");
        ACK answer = (ACK) message.generateACK();
        System.out.println(answer.getMSH().getMessageControlID().getValue());
    }
}
JAVA

mvn -q -B dependency:build-classpath -Dmdep.outputFile=classpath > maven.log 2>&1 || { cat maven.log; exit 2; }
mkdir classes started-here
javac -nowarn -cp "$(cat classpath)" -d classes Answers.java 2> javac.log || { cat javac.log; exit 2; }
cd started-here
{
  [ -z "$(ls -A)" ] && echo "before: no files"
  for jvm in first second; do
    number="$(java -cp "$(cat ../classpath):../classes" Answers 2> ../java.log)"
    echo "$jvm JVM: MSH-10 of the answer is $number, files: $(for file in *; do echo "$file ($(cat "$file"))"; done)"
  done
} | tee ../seen

diff - ../seen <<'SEEN'
before: no files
first JVM: MSH-10 of the answer is 1, files: id_file (100)
second JVM: MSH-10 of the answer is 101, files: id_file (200)
SEEN
