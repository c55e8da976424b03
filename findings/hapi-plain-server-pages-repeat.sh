#!/usr/bin/env bash
# HAPI FHIR's plain server answers the first page of a history again where its own links lead to the next ones.
#
# With: ca.uhn.hapi.fhir:hapi-fhir-server 8.8.1, a RestfulServer with its own HashMapResourceProvider and nothing else, R4,
#   on Jetty 12.0.16.
# Does: Patient/_history?_count=2 of five versions answers the newest two and a `next` with _count=2 and _offset=2. That link
#   answers the same two with a `next` of _offset=4, and that one the same two again. By then as many entries have come as there
#   are pages for, `total` says 5, and the three oldest versions can't be had by any link.
# Seen on 2026-11-29:
#   page 1, asked by Patient/_history?_count=2: versions 5 4 of 5, next Patient/_history?_count=2&_offset=2
#   page 2, asked by Patient/_history?_count=2&_offset=2: versions 5 4 of 5, next Patient/_history?_count=2&_offset=4
#   page 3, asked by Patient/_history?_count=2&_offset=4: versions 5 4 of 5, next none
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>hapi-plain-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>ca.uhn.hapi.fhir</groupId>
      <artifactId>hapi-fhir-server</artifactId>
      <version>8.8.1</version>
    </dependency>
    <dependency>
      <groupId>ca.uhn.hapi.fhir</groupId>
      <artifactId>hapi-fhir-structures-r4</artifactId>
      <version>8.8.1</version>
    </dependency>
    <dependency>
      <groupId>ca.uhn.hapi.fhir</groupId>
      <artifactId>hapi-fhir-caching-caffeine</artifactId>
      <version>8.8.1</version>
    </dependency>
    <dependency>
      <groupId>org.eclipse.jetty.ee10</groupId>
      <artifactId>jetty-ee10-servlet</artifactId>
      <version>12.0.16</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>2.0.17</version>
    </dependency>
  </dependencies>
</project>
POM

cat > Follows.java <<'JAVA'
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.HashMapResourceProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;

public class Follows {

    private static final FhirContext FHIR = FhirContext.forR4();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public static void main(String[] arguments) throws Exception {
        RestfulServer fhir = new RestfulServer(FHIR);
        fhir.setResourceProviders(new HashMapResourceProvider<>(FHIR, Patient.class));
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(fhir), "/fhir/*");
        server.setHandler(context);
        server.start();
        String base = "http://127.0.0.1:" + connector.getLocalPort() + "/fhir/";

        for (int version = 1; version <= 5; version++) {
            send(HttpRequest.newBuilder(URI.create(base + "Patient/p"))
                    .header("Content-Type", "application/fhir+json")
                    .PUT(BodyPublishers.ofString("{\"resourceType\":\"Patient\",\"id\":\"p\",\"active\":true}")));
        }
        String url = base + "Patient/_history?_count=2";
        for (int page = 1; page <= 9 && url != null; page++) {
            Bundle bundle = FHIR.newJsonParser().parseResource(Bundle.class, send(HttpRequest.newBuilder(URI.create(url))));
            Bundle.BundleLinkComponent next = bundle.getLink("next");
            System.out.println("page " + page + ", asked by " + path(url, base) + ": versions "
                    + bundle.getEntry().stream()
                            .map(entry -> entry.getResource().getIdElement().getVersionIdPart())
                            .collect(Collectors.joining(" "))
                    + " of " + bundle.getTotal() + ", next " + (next == null ? "none" : path(next.getUrl(), base)));
            url = next == null ? null : next.getUrl();
        }
        System.exit(0);
    }

    private static String path(String url, String base) {
        return url.replace(base, "");
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.header("Accept", "application/fhir+json").build(), BodyHandlers.ofString())
                .body();
    }
}
JAVA

mvn -q -B dependency:build-classpath -Dmdep.outputFile=classpath > maven.log 2>&1 || { cat maven.log; exit 2; }
javac -nowarn -cp "$(cat classpath)" Follows.java 2> javac.log || { cat javac.log; exit 2; }
java -cp "$(cat classpath):." Follows 2> java.log | tee seen || { cat java.log; exit 2; }

diff - seen <<'SEEN'
page 1, asked by Patient/_history?_count=2: versions 5 4 of 5, next Patient/_history?_count=2&_offset=2
page 2, asked by Patient/_history?_count=2&_offset=2: versions 5 4 of 5, next Patient/_history?_count=2&_offset=4
page 3, asked by Patient/_history?_count=2&_offset=4: versions 5 4 of 5, next none
SEEN
