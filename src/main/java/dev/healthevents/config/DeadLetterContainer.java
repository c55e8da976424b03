package dev.healthevents.config;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import dev.healthevents.camel.deadletters.DeadLetterBlobs;
import dev.healthevents.feed.http.EntraCredential;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.spi.Registry;

/**
 * The container that dead letters are written to.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata">Naming
 *     containers and blobs</a>
 */
record DeadLetterContainer(DeadLetterProperties.Blob properties) {

    private static final String KEY = "health-events.dead-letters.blob";
    private static final String SCOPE = "https://storage.azure.com/.default";
    private static final String ROUTE_FILE = "dead-letter-blobs";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The name of the route's file, without {@code .camel.yaml}. */
    String routeFile() {
        return ROUTE_FILE;
    }

    /**
     * What the route asks for by {@code {{name}}}.
     *
     * @param registry takes what it asks for by name
     * @throws WrongConfigurationException if something is wrong with the settings
     */
    Map<String, String> placeholders(Registry registry) {
        boolean byUrl = properties.containerUrl() != null;
        if (byUrl && (properties.connectionString() != null || properties.container() != null)) {
            throw wrong(
                    "container-url",
                    "is set, and " + KEY + ".connection-string or .container as well",
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
        registry.bind("deadLetterBlobService", service);
        return Map.of("dead-letter-blobs.account", service.getAccountName(), "dead-letter-blobs.container", container);
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
                    "Set both, or " + KEY + ".container-url");
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
        AuthKeys.check(KEY + ".auth", auth.forScope(null));
        builder.credential(
                new EntraCredential(EntraFactory.settings(KEY + ".auth", auth.forScope(SCOPE), URI.create(SCOPE))));
    }

    private static WrongConfigurationException wrong(String name, String problem, String mend) {
        return new WrongConfigurationException(KEY + "." + name, problem, mend);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "DeadLetterContainer[]";
    }
}
