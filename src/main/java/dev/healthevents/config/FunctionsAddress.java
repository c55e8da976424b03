package dev.healthevents.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.healthevents.feed.http.Authority;
import dev.healthevents.feed.http.Authorization;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where and how requests go to a function or webhook.
 *
 * @param url without its query
 * @param query as it is to be sent, a secret, or {@code null}
 * @param headers of each request, secrets among them
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/event-grid-how-tos">Azure Functions, Event Grid
 *     trigger</a>
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/function-keys-how-to">Azure Functions, access
 *     keys</a>
 */
record FunctionsAddress(URI url, String query, Map<String, String> headers) {

    private static final String KEY_HEADER = "x-functions-key";
    private static final String WEBHOOK = "/runtime/webhooks/eventgrid";
    static final String HOST_WITH_UNDERSCORE =
            "has a `_` in the name of its host, which Camel's and Azure's clients don't take";
    static final String NAME_WITHOUT_UNDERSCORE =
            "Give the host another name, such as a network alias in Docker Compose, or set its address";
    private static final String EVENT_GRID_EXAMPLE =
            "https://APP.azurewebsites.net/runtime/webhooks/EventGrid?functionName=NAME";

    static FunctionsAddress of(FunctionsSink sink) {
        SinkProperties properties = sink.properties();
        boolean eventGrid = eventGrid(sink);
        URI url = url(sink);
        boolean webhook = url.getRawPath().equalsIgnoreCase(WEBHOOK);
        if (eventGrid && !(webhook && parameter(url, "functionName"))) {
            throw wrong(
                    sink,
                    "url",
                    webhook ? "names no function" : "is not where a function with an Event Grid trigger is reached",
                    "Set it to " + EVENT_GRID_EXAMPLE);
        }
        if (!eventGrid && webhook) {
            throw wrong(
                    sink,
                    "trigger",
                    "is http, but " + sink.key("url") + " is that of a function with an Event Grid trigger",
                    "Set it to event-grid");
        }
        if (properties.key() != null && parameter(url, "code")) {
            throw wrong(sink, "key", "is set, and the URL has a code as well", "Remove one of the two");
        }
        return new FunctionsAddress(
                URI.create(url.toString().replaceFirst("\\?.*", "")),
                query(url, eventGrid ? properties.key() : null),
                headers(sink, eventGrid));
    }

    /** Whether an address, which may be {@code null}, is that of a function with an Event Grid trigger. */
    static boolean isEventGridTrigger(String url) {
        return url != null && url.toLowerCase(Locale.ROOT).contains(WEBHOOK);
    }

    private static boolean eventGrid(FunctionsSink sink) {
        String trigger = sink.properties().trigger();
        if (!trigger.equals("http") && !trigger.equals("event-grid")) {
            throw wrong(sink, "trigger", "is '" + trigger + "'", "Set it to http or event-grid");
        }
        return trigger.equals("event-grid");
    }

    private static URI url(FunctionsSink sink) {
        String text = sink.properties().url();
        if (text == null || text.isBlank()) {
            throw wrong(sink, "url", "is missing", "Set it to the URL of a function or webhook");
        }
        try {
            URI url = new URI(text.strip());
            if (url.getHost() == null && Authority.host(url) != null) {
                throw wrong(sink, "url", HOST_WITH_UNDERSCORE, NAME_WITHOUT_UNDERSCORE);
            }
            if (url.getHost() == null || !url.getScheme().matches("https?") || url.getRawFragment() != null) {
                throw new URISyntaxException("", "no http or https URL");
            }
            if (url.getRawUserInfo() != null) {
                throw wrong(
                        sink,
                        "url",
                        "has a user name or password in it",
                        "Send them by " + sink.key("headers.Authorization") + " instead");
            }
            return url;
        } catch (URISyntaxException e) {
            // Without what it is: it may have a key in it.
            throw wrong(sink, "url", "is no http or https URL", "Set it to the URL of a function or webhook");
        }
    }

    private static boolean parameter(URI url, String name) {
        return url.getRawQuery() != null
                && Stream.of(url.getRawQuery().split("&")).anyMatch(part -> part.matches("(?i)" + name + "=.+"));
    }

    private static String query(URI url, String key) {
        String code = key == null ? null : "code=" + URLEncoder.encode(key, UTF_8);
        if (url.getRawQuery() == null || code == null) {
            return url.getRawQuery() == null ? code : url.getRawQuery();
        }
        return url.getRawQuery() + "&" + code;
    }

    private static Map<String, String> headers(FunctionsSink sink, boolean eventGrid) {
        SinkProperties properties = sink.properties();
        Map<String, String> headers = new HashMap<>(properties.headers());
        if (eventGrid) {
            headers.put("aeg-event-type", "Notification");
        } else if (properties.key() != null) {
            headers.put(KEY_HEADER, properties.key());
        }
        headers.forEach((name, value) -> checkHeader(sink, name, value));
        return headers;
    }

    private static void checkHeader(FunctionsSink sink, String name, String value) {
        try {
            Authorization.none().with(Map.of(name, value));
        } catch (IllegalArgumentException e) {
            throw wrong(
                    sink,
                    name.equals(KEY_HEADER) ? "key" : "headers." + name,
                    e.getMessage(),
                    "Copy it again, as the receiver's documentation shows it");
        }
    }

    private static WrongConfigurationException wrong(FunctionsSink sink, String name, String problem, String mend) {
        return new WrongConfigurationException(sink.key(name), problem, mend);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "FunctionsAddress[url=" + url + "]";
    }
}
