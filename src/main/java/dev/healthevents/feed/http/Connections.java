package dev.healthevents.feed.http;

import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/** Sets Apache HttpClient up for feeds. */
final class Connections {

    /** What a connection keeps while nothing comes; a large body is read past it. */
    private static final int BUFFER = 4 << 10;

    private static final int LONGEST_LINE = 64 << 10;

    /** Whom Java trusts, read once: for each client anew it would be 150 certificates each. */
    private static final TlsSocketStrategy TRUST_OF_JAVA = DefaultClientTlsStrategy.createDefault();

    private Connections() {}

    static CloseableHttpClient client(HttpLimits limits) {
        Timeout silence = Timeout.of(limits.requestTimeout());
        ConnectionConfig connection = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(limits.connectTimeout()))
                .setSocketTimeout(silence)
                // Nothing is repeated here, so a connection that the server closed meanwhile is better found out
                // before.
                // That takes a millisecond and an exception, which a look every half second need not pay.
                .setValidateAfterInactivity(1, TimeUnit.SECONDS)
                .build();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        // Either compares the certificate with the host's name.
                        .setTlsSocketStrategy(
                                limits.tls() == null ? TRUST_OF_JAVA : new DefaultClientTlsStrategy(limits.tls()))
                        .setMaxConnTotal(1)
                        .setMaxConnPerRoute(1)
                        .setDefaultConnectionConfig(connection)
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setHandshakeTimeout(Timeout.of(limits.connectTimeout()))
                                .build())
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setBufferSize(BUFFER)
                                        .setMaxLineLength(LONGEST_LINE)
                                        .setMaxHeaderCount(500)
                                        .build())
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(silence)
                        .setConnectionRequestTimeout(silence)
                        .build())
                .setUserAgent("camel-health-events")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }
}
