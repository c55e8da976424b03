package dev.healthevents.camel.source;

import java.util.Map;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/** How a server is read that a route names by its URL. A source of the bridge is configured where the bridge is. */
@UriParams
public class SourceOptions {

    @UriParam(
            description = "Name of the source in its state and in the log; the server's host and path unless set. Two"
                    + " routes that read one server with one state need two names")
    private String name;

    @UriParam(
            defaultValue = "now",
            description = "Where to begin when the source was never read before: now, beginning or an instant such as"
                    + " 2026-01-31T00:00:00Z")
    private String start = "now";

    @UriParam(
            description = "Host name in the events' subject and data, and part of their ids; the host of the server"
                    + " unless set")
    private String account;

    @UriParam(
            defaultValue =
                    "/subscriptions/local/resourceGroups/local/providers/Microsoft.HealthcareApis/workspaces/local",
            description = "CloudEvents source, or Event Grid topic, of the events: a URI reference")
    private String workspace =
            "/subscriptions/local/resourceGroups/local/providers/Microsoft.HealthcareApis/workspaces/local";

    @UriParam(
            description = "Have an exchange for each window of the feed, whose body is the list of its new events,"
                    + " instead of one for each event")
    private boolean windows;

    @UriParam(
            defaultValue = "cloud-events",
            enums = "cloud-events,event-grid",
            description = "What an event becomes where a text, bytes or a map is wanted of it")
    private String schema = "cloud-events";

    @UriParam(
            defaultValue = "2m",
            javaType = "java.time.Duration",
            description = "How late after its time a change may surface, to be announced still")
    private long lateness = 120_000;

    @UriParam(
            label = "advanced",
            defaultValue = "15s",
            javaType = "java.time.Duration",
            description = "Time between two readings of all of the last lateness")
    private long sweepInterval = 15_000;

    @UriParam(
            label = "advanced",
            defaultValue = "1s",
            javaType = "java.time.Duration",
            description = "How much each look reads again, at most lateness")
    private long overlap = 1_000;

    @UriParam(
            label = "advanced",
            description = "Entries to ask for in a page; unless set 500 of FHIR, 200 of DICOM, 1000 of Orthanc")
    private Integer pageSize;

    @UriParam(
            label = "advanced",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "Longest silence of the server")
    private long requestTimeout = 30_000;

    @UriParam(label = "security", description = "Whom to trust and which certificate to show over https")
    private SSLContextParameters sslContextParameters;

    @UriParam(
            label = "security",
            prefix = "authHeader.",
            multiValue = true,
            description = "Headers to send with every request, such as authHeader.X-Api-Key=…")
    @Metadata(secret = true)
    private Map<String, Object> authHeaders = Map.of();

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getStart() {
        return start;
    }

    public void setStart(String start) {
        this.start = start;
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public String getWorkspace() {
        return workspace;
    }

    public void setWorkspace(String workspace) {
        this.workspace = workspace;
    }

    public boolean isWindows() {
        return windows;
    }

    public void setWindows(boolean windows) {
        this.windows = windows;
    }

    public String getSchema() {
        return schema;
    }

    public void setSchema(String schema) {
        this.schema = schema;
    }

    public long getLateness() {
        return lateness;
    }

    public void setLateness(long lateness) {
        this.lateness = lateness;
    }

    public long getSweepInterval() {
        return sweepInterval;
    }

    public void setSweepInterval(long sweepInterval) {
        this.sweepInterval = sweepInterval;
    }

    public long getOverlap() {
        return overlap;
    }

    public void setOverlap(long overlap) {
        this.overlap = overlap;
    }

    public Integer getPageSize() {
        return pageSize;
    }

    public void setPageSize(Integer pageSize) {
        this.pageSize = pageSize;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public Map<String, Object> getAuthHeaders() {
        return authHeaders;
    }

    public void setAuthHeaders(Map<String, Object> authHeaders) {
        this.authHeaders = authHeaders;
    }
}
