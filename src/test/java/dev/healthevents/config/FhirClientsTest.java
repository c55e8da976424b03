package dev.healthevents.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirVersionEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.support.DefaultRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a route finds as a source's client. */
@ExtendWith(OutputCaptureExtension.class)
class FhirClientsTest {

    private final List<Headers> requests = new ArrayList<>();
    private String answer = "{\"resourceType\":\"Patient\",\"id\":\"1\"}";
    private String location;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestHeaders());
            exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
            if (location != null) {
                exchange.getResponseHeaders().set("Location", location);
            }
            exchange.sendResponseHeaders(location == null ? 200 : 302, answer.getBytes(UTF_8).length);
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void itSignsInAndSendsTheHeadersOfTheSource() {
        read(client("fhirClient-lab"));

        assertThat(requests).singleElement().satisfies(headers -> {
            assertThat(headers.getFirst("Authorization")).isEqualTo("Basic bWU6cCt3JmQ=");
            assertThat(headers.getFirst("X-Tenant")).isEqualTo("ward");
            assertThat(headers.getFirst("Accept")).contains("json").doesNotContain("xml");
        });
    }

    @Test
    void itFollowsNoRedirectAndSoTakesItsCredentialsNowhere() {
        location = "http://localhost:" + server.getAddress().getPort() + "/elsewhere";

        assertThatThrownBy(() -> read(client("fhirClient-lab"))).isInstanceOf(BaseServerResponseException.class);
        assertThat(requests).hasSize(1);
    }

    @Test
    void whatIsNotAsItShouldBeIsReadAndNotQuoted(CapturedOutput output) {
        answer = "{\"resourceType\":\"Patient\",\"id\":\"1\",\"birthDate\":\"Chalmers\",\"unknown\":\"Chalmers\"}";
        read(client("fhirClient-lab"));

        assertThat(output.getAll()).doesNotContain("Chalmers");
    }

    @Test
    void thereIsOneForEachRelease() {
        assertThat(client("fhirClient-lab").getFhirContext().getVersion().getVersion())
                .isEqualTo(FhirVersionEnum.R4);
        assertThat(client("fhirClientR5-lab").getFhirContext().getVersion().getVersion())
                .isEqualTo(FhirVersionEnum.R5);
    }

    private static void read(IGenericClient client) {
        client.read().resource("Patient").withIdAndVersion("1", "1").execute();
    }

    private IGenericClient client(String name) {
        SourceProperties source = new Binder(new MapConfigurationPropertySource(Map.of(
                        "lab.type", "fhir",
                        "lab.url", "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir",
                        "lab.auth.type", "basic",
                        "lab.auth.username", "me",
                        "lab.auth.password", "p+w&d",
                        "lab.auth.headers.X-Tenant", "ward")))
                .bind("lab", SourceProperties.class)
                .get();
        DefaultRegistry registry = new DefaultRegistry();
        FhirClients.bind(registry, "lab", source, Clock.systemUTC());
        return registry.lookupByNameAndType(name, IGenericClient.class);
    }
}
