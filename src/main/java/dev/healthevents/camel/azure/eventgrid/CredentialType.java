package dev.healthevents.camel.azure.eventgrid;

/** How to prove to a topic who we are. */
public enum CredentialType {
    /** By the topic's key, or by a token that was signed with it (SAS). */
    ACCESS_KEY,
    /** By whoever azure-identity's DefaultAzureCredential finds, a managed identity for example. */
    AZURE_IDENTITY,
    /** By a TokenCredential that is given. */
    TOKEN_CREDENTIAL
}
