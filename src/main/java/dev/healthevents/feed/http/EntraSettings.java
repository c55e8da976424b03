package dev.healthevents.feed.http;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Who we are to Microsoft Entra: a client with its secret, a client with its certificate, a managed identity, or, where
 * none of them is given, whoever azure-identity's DefaultAzureCredential finds.
 *
 * @param tenantId the directory, or {@code null}
 * @param clientId the application, or {@code null}
 * @param clientSecret of the application, or {@code null}
 * @param certificate a PEM file with certificate and private key of the application, or {@code null}
 * @param managedIdentity {@code system}, the client id of a user-assigned identity, or {@code null}
 * @param scope what the token is for
 */
public record EntraSettings(
        String tenantId, String clientId, String clientSecret, Path certificate, String managedIdentity, String scope) {

    public static final String SYSTEM_ASSIGNED = "system";

    private static final String DICOM_HOSTS = ".dicom.azurehealthcareapis.com";

    /**
     * What Azure Health Data Services want in a token's audience: the FHIR service itself, or one name for all DICOM
     * services.
     *
     * @param url of the service
     * @see <a href="https://learn.microsoft.com/azure/healthcare-apis/get-access-token">Get access token</a>
     */
    public static String scopeOf(URI url) {
        boolean dicom = Authority.host(url).toLowerCase(Locale.ROOT).endsWith(DICOM_HOSTS);
        return dicom ? "https://dicom.healthcareapis.azure.com/.default" : Origin.of(url) + "/.default";
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "EntraSettings[clientId=" + clientId + ", scope=" + scope + "]";
    }
}
