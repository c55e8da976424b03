package dev.healthevents.config;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.LenientErrorHandler;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.client.apache.ApacheRestfulClientFactory;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import dev.healthevents.camel.routes.FhirR5;
import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.HttpLimits;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.camel.spi.Registry;
import org.apache.http.client.HttpClient;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.impl.client.HttpClients;
import org.springframework.util.function.SingletonSupplier;

/**
 * Clients of the FHIR servers that are read, for routes with camel-fhir: with the source's own credentials, certificates
 * and headers, which so need not stand in a route. A password in an endpoint of camel-fhir would be in its exceptions.
 *
 * <p>They are made when a route asks for them; until then none of HAPI FHIR is loaded but a few interfaces.
 */
final class FhirClients {

    /** Of FHIR R4; the name of a source follows. */
    static final String R4 = "fhirClient-";

    /** Of FHIR R5; the name of a source follows. */
    static final String R5 = "fhirClientR5-";

    private static final int CONNECTIONS = 8;

    private final String key;
    private final SourceProperties source;
    private final Clock clock;

    private FhirClients(String key, SourceProperties source, Clock clock) {
        this.key = key;
        this.source = source;
        this.clock = clock;
    }

    /** Binds the clients of a source's server, if it is a FHIR server, by the names that routes use. */
    static void bind(Registry registry, String name, SourceProperties source, Clock clock) {
        if (SourceFactory.FHIR.equals(source.type())) {
            FhirClients clients = new FhirClients("health-events.sources." + name, source, clock);
            bind(registry, R4 + name, () -> clients.client(FhirContext.forR4()));
            bind(registry, R5 + name, () -> clients.client(FhirR5.context()));
        }
    }

    private static void bind(Registry registry, String name, Supplier<Object> client) {
        registry.bind(name, IGenericClient.class, SingletonSupplier.of(client)::get);
    }

    private IGenericClient client(FhirContext context) {
        // What is not as it should be is left as it is, and above all not quoted in a log or an exception.
        context.setParserErrorHandler(new LenientErrorHandler(false).disableAllErrors());
        URI url = URI.create(source.url().strip());
        HttpLimits limits = new HttpLimits(
                source.requestTimeout(),
                HttpLimits.DEFAULT.pageTimeout(),
                HttpLimits.DEFAULT.maxPageBytes(),
                TlsFactory.context(key + ".tls", source.tls()),
                source.tls().showsCertificate());
        Authorization authorization =
                AuthorizationFactory.authorization(key + ".auth", source.auth(), url, limits, clock);
        ApacheRestfulClientFactory factory = new ApacheRestfulClientFactory(context);
        factory.setHttpClient(http(limits));
        factory.setServerValidationMode(ServerValidationModeEnum.NEVER);
        // HAPI asks the context's for the connection of each request.
        context.setRestfulClientFactory(factory);
        IGenericClient client = factory.newGenericClient(url.toString());
        client.setEncoding(EncodingEnum.JSON);
        client.registerInterceptor(new FhirClientAuthorization(authorization));
        return client;
    }

    private static HttpClient http(HttpLimits limits) {
        int silence = milliseconds(limits.requestTimeout());
        return HttpClients.custom()
                .setSSLContext(limits.tls())
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectTimeout(milliseconds(limits.connectTimeout()))
                        .setConnectionRequestTimeout(silence)
                        .setSocketTimeout(silence)
                        .build())
                .setUserAgent("camel-health-events")
                // Credentials must not follow the server elsewhere.
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    private static int milliseconds(Duration time) {
        return (int) Math.min(Integer.MAX_VALUE, time.toMillis());
    }
}
