package dev.healthevents.camel.azure.eventgrid;

import com.azure.identity.DefaultAzureCredential;
import java.util.Map;
import java.util.Set;
import org.apache.camel.util.ObjectHelper;

/**
 * Which credential an endpoint uses where several are at hand. What the endpoint's own URI names comes first: a credential
 * that Camel found in its registry would otherwise take the place of the key in the URI. Then, as in Apache Camel's own: a
 * TokenCredential, a key, the identity of this process.
 */
record CredentialChoice(boolean credentialInUri, boolean typeInUri) {

    private static final String TYPE = "credentialType";
    private static final Set<String> CREDENTIALS =
            Set.of("accessKey", "sasToken", "azureKeyCredential", "tokenCredential");

    /** @param parameters of the URI */
    static CredentialChoice of(Map<String, Object> parameters) {
        return new CredentialChoice(
                parameters.keySet().stream().anyMatch(CREDENTIALS::contains), parameters.containsKey(TYPE));
    }

    /** Drops the component's credentials if the URI has one; to be called before the URI's parameters are set. */
    void before(EventGridConfiguration own) {
        if (credentialInUri) {
            own.setAccessKey(null);
            own.setSasToken(null);
            own.setAzureKeyCredential(null);
            own.setTokenCredential(null);
        }
    }

    /**
     * Decides; to be called after the URI's parameters were set.
     *
     * @throws IllegalArgumentException if there is no credential, or a key and a SAS token
     */
    void after(EventGridConfiguration own) {
        boolean key = ObjectHelper.isNotEmpty(own.getAccessKey()) || own.getAzureKeyCredential() != null;
        boolean sas = ObjectHelper.isNotEmpty(own.getSasToken());
        if (typeInUri && !credentialInUri && own.getCredentialType() == CredentialType.AZURE_IDENTITY) {
            own.setTokenCredential(null);
        } else if (own.getTokenCredential() != null) {
            own.setCredentialType(
                    own.getTokenCredential() instanceof DefaultAzureCredential
                            ? CredentialType.AZURE_IDENTITY
                            : CredentialType.TOKEN_CREDENTIAL);
        } else if (key && sas) {
            throw new IllegalArgumentException("Both an access key and a SAS token are given: leave out one");
        } else if (key || sas) {
            own.setCredentialType(CredentialType.ACCESS_KEY);
        } else if (own.getCredentialType() != CredentialType.AZURE_IDENTITY) {
            throw new IllegalArgumentException("Azure EventGrid AccessKey, AzureKeyCredential, SAS token,"
                    + " TokenCredential or Azure Identity must be specified.");
        }
    }
}
