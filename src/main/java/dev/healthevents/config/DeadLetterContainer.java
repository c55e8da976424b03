package dev.healthevents.config;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import dev.healthevents.camel.deadletters.DeadLetterBlobs;
import dev.healthevents.camel.routes.TemplateRoute;
import dev.healthevents.feed.http.EntraCredential;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.spi.Registry;

/**
 * A container that dead letters are written to.
 *
 * @param sink whose they are, or {@code null}: those of all sinks without a container of their own, and of no sink
 * @param key where it is configured
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata">Naming
 *     containers and blobs</a>
 */
record DeadLetterContainer(String sink, String key, DeadLetterProperties.Blob properties) {

    private static final String SCOPE = "https://storage.azure.com/.default";
    private static final String TEMPLATE = "dead-letter-blobs";
    private static final String SERVICE = "deadLetterBlobService";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static DeadLetterContainer ofAll(DeadLetterProperties.Blob properties) {
        return new DeadLetterContainer(null, "health-events.dead-letters.blob", properties);
    }

    static DeadLetterContainer of(String sink, DeadLetterProperties.Blob properties) {
        return new DeadLetterContainer(sink, "health-events.sinks." + sink + ".dead-letters.blob", properties);
    }

    /** What a route of the integration team's, in place of the bundled one, finds as {@code {{name}}}. */
    Map<String, String> placeholders(TemplateRoute route) {
        return sink != null
                ? Map.of()
                : Map.of(
                        TEMPLATE + ".account", route.parameters().get("account"),
                        TEMPLATE + ".container", route.parameters().get("container"));
    }

    /**
     * The route that writes to it.
     *
     * @param registry takes what it asks for by name
     * @throws WrongConfigurationException if something is wrong with the settings
     */
    TemplateRoute route(Registry registry) {
        boolean byUrl = properties.containerUrl() != null;
        if (byUrl && (properties.connectionString() != null || properties.container() != null)) {
            throw wrong(
                    "container-url",
                    "is set, and " + key + ".connection-string or .container as well",
                    "Set the URL alone, or the other two");
        }
        BlobServiceClientBuilder builder = builder();
        String container = byUrl ? byUrl(builder) : byConnectionString(builder);
        if (!container.matches("[a-z0-9](-?[a-z0-9]){2,62}")) {
            throw wrong(
                    byUrl ? "container-url" : "container",
                    "has a container that can't be one",
                    "Set it to 3 to 63 small letters, digits and single hyphens");
        }
        BlobServiceClient service = builder.buildClient();
        registry.bind("deadLetterBlobs", new DeadLetterBlobs());
        String bean = sink == null ? SERVICE : sink + "." + SERVICE;
        registry.bind(bean, service);
        Map<String, String> parameters =
                new HashMap<>(Map.of("account", service.getAccountName(), "container", container, "service", bean));
        if (sink == null) {
            return new TemplateRoute(TEMPLATE, TEMPLATE, parameters, null);
        }
        String name = "blob-" + sink;
        parameters.put("name", name);
        parameters.put("sink", sink);
        return new TemplateRoute(sink + "-" + TEMPLATE, TEMPLATE, parameters, "dead-letters://" + name);
    }

    /** One attempt each: the route comes again by itself. */
    private static BlobServiceClientBuilder builder() {
        return new BlobServiceClientBuilder()
                .httpClient(new JdkHttpClientBuilder()
                        .connectionTimeout(PATIENCE)
                        .responseTimeout(PATIENCE)
                        .build())
                .retryOptions(new RequestRetryOptions(
                        RetryPolicyType.FIXED, 1, PATIENCE, Duration.ofMillis(1), Duration.ofMillis(1), null));
    }

    private String byConnectionString(BlobServiceClientBuilder builder) {
        if (properties.connectionString() == null || properties.container() == null) {
            throw wrong(
                    properties.container() == null ? "container" : "connection-string",
                    "is missing",
                    "Set both, or " + key + ".container-url");
        }
        try {
            builder.connectionString(properties.connectionString());
        } catch (IllegalArgumentException e) {
            // Without what the SDK says, which may quote it.
            throw wrong(
                    "connection-string",
                    "is not of the form DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…",
                    "Copy it whole from the storage account's access keys");
        }
        return properties.container();
    }

    private String byUrl(BlobServiceClientBuilder builder) {
        try {
            URI url = new URI(properties.containerUrl().strip());
            String path = url.getPath() == null ? "" : url.getPath().replaceFirst("/+$", "");
            if (url.getHost() == null || path.length() < 2) {
                throw new URISyntaxException("", "no container's URL");
            }
            String container = path.substring(path.lastIndexOf('/') + 1);
            builder.endpoint(url.getScheme() + "://" + url.getRawAuthority()
                    + path.substring(0, path.length() - container.length() - 1));
            signIn(builder, url);
            return container;
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Without what the SDK says, which may quote it.
            throw wrong(
                    "container-url",
                    "is no URL of a container",
                    "Set it to https://ACCOUNT.blob.core.windows.net/CONTAINER, with or without ?SIGNATURE");
        }
    }

    private void signIn(BlobServiceClientBuilder builder, URI url) {
        IdentityProperties auth = properties.auth();
        boolean identity = auth.type().equals("entra");
        if (identity == (url.getRawQuery() != null) || !(identity || auth.type().equals("none"))) {
            throw wrong(
                    "auth.type",
                    "is " + auth.type() + ", and the URL has " + (url.getRawQuery() == null ? "no" : "a")
                            + " signature",
                    "Set it to entra, or use a URL with a shared access signature");
        }
        if (!identity) {
            builder.sasToken(url.getRawQuery());
            return;
        }
        if (!"https".equals(url.getScheme())) {
            throw wrong("container-url", "is not https, which tokens of Entra need", "Correct it");
        }
        AuthKeys.check(key + ".auth", auth.forScope(null));
        builder.credential(
                new EntraCredential(EntraFactory.settings(key + ".auth", auth.forScope(SCOPE), URI.create(SCOPE))));
    }

    private WrongConfigurationException wrong(String name, String problem, String mend) {
        return new WrongConfigurationException(key + "." + name, problem, mend);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "DeadLetterContainer[" + key + "]";
    }
}
