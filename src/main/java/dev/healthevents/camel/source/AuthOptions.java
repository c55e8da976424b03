package dev.healthevents.camel.source;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** How to prove to a server that a route names by its URL that it may be read. */
@UriParams
public class AuthOptions {

    @UriParam(
            label = "security",
            defaultValue = "none",
            enums = "none,basic,bearer,oauth2,smart,entra",
            description = "How to sign in: a user and password, a token, OAuth 2's client credentials, SMART Backend"
                    + " Services, or Microsoft Entra")
    private String authType = "none";

    @UriParam(label = "security", description = "User, of authType=basic")
    @Metadata(secret = true)
    private String authUsername;

    @UriParam(label = "security", description = "Password, of authType=basic")
    @Metadata(secret = true)
    private String authPassword;

    @UriParam(label = "security", description = "Token, of authType=bearer")
    @Metadata(secret = true)
    private String authToken;

    @UriParam(
            label = "security",
            description = "Token endpoint, of authType=oauth2; of authType=smart unless the server tells it")
    private String authTokenUrl;

    @UriParam(label = "security", description = "Client, of authType=oauth2, smart or entra")
    @Metadata(secret = true)
    private String authClientId;

    @UriParam(label = "security", description = "Secret of the client, of authType=oauth2 or entra")
    @Metadata(secret = true)
    private String authClientSecret;

    @UriParam(
            label = "security",
            description = "What to ask for; unless set system/*.rs of authType=smart, the service's own of entra")
    private String authScope;

    @UriParam(label = "security", description = "For whom, of authType=oauth2 where the server asks for it")
    private String authAudience;

    @UriParam(
            label = "security",
            description = "File with the client's private key as PEM (PKCS #8), JWK or JWKS, of authType=smart")
    private String authKeyFile;

    @UriParam(
            label = "security",
            description = "The client's private key itself instead of a file, as PEM (PKCS #8), JWK or JWKS, of"
                    + " authType=smart")
    @Metadata(secret = true)
    private String authKey;

    @UriParam(
            label = "security",
            description = "The key's id (kid): of PEM, which does not tell it, or which one where there are several, of"
                    + " authType=smart")
    private String authKeyId;

    @UriParam(label = "security", description = "Directory, of authType=entra with a client")
    private String authTenantId;

    @UriParam(
            label = "security",
            description = "PEM file with the client's certificate and private key, of authType=entra")
    private String authCertificateFile;

    @UriParam(
            label = "security",
            description = "system, or the client id of a user-assigned identity, of authType=entra")
    private String authManagedIdentity;

    public String getAuthType() {
        return authType;
    }

    public void setAuthType(String authType) {
        this.authType = authType;
    }

    public String getAuthUsername() {
        return authUsername;
    }

    public void setAuthUsername(String authUsername) {
        this.authUsername = authUsername;
    }

    public String getAuthPassword() {
        return authPassword;
    }

    public void setAuthPassword(String authPassword) {
        this.authPassword = authPassword;
    }

    public String getAuthToken() {
        return authToken;
    }

    public void setAuthToken(String authToken) {
        this.authToken = authToken;
    }

    public String getAuthTokenUrl() {
        return authTokenUrl;
    }

    public void setAuthTokenUrl(String authTokenUrl) {
        this.authTokenUrl = authTokenUrl;
    }

    public String getAuthClientId() {
        return authClientId;
    }

    public void setAuthClientId(String authClientId) {
        this.authClientId = authClientId;
    }

    public String getAuthClientSecret() {
        return authClientSecret;
    }

    public void setAuthClientSecret(String authClientSecret) {
        this.authClientSecret = authClientSecret;
    }

    public String getAuthScope() {
        return authScope;
    }

    public void setAuthScope(String authScope) {
        this.authScope = authScope;
    }

    public String getAuthAudience() {
        return authAudience;
    }

    public void setAuthAudience(String authAudience) {
        this.authAudience = authAudience;
    }

    public String getAuthKeyFile() {
        return authKeyFile;
    }

    public void setAuthKeyFile(String authKeyFile) {
        this.authKeyFile = authKeyFile;
    }

    public String getAuthKey() {
        return authKey;
    }

    public void setAuthKey(String authKey) {
        this.authKey = authKey;
    }

    public String getAuthKeyId() {
        return authKeyId;
    }

    public void setAuthKeyId(String authKeyId) {
        this.authKeyId = authKeyId;
    }

    public String getAuthTenantId() {
        return authTenantId;
    }

    public void setAuthTenantId(String authTenantId) {
        this.authTenantId = authTenantId;
    }

    public String getAuthCertificateFile() {
        return authCertificateFile;
    }

    public void setAuthCertificateFile(String authCertificateFile) {
        this.authCertificateFile = authCertificateFile;
    }

    public String getAuthManagedIdentity() {
        return authManagedIdentity;
    }

    public void setAuthManagedIdentity(String authManagedIdentity) {
        this.authManagedIdentity = authManagedIdentity;
    }
}
