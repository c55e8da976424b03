package dev.healthevents.camel.routes;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * A route file.
 *
 * @param name for example {@code health-events.camel.yaml}
 * @param origin where it was read from, for people
 * @param own whether it is the integration team's, and not bundled
 * @param content YAML; {@code null} of a file that is there and can't be read
 */
record RouteFile(String name, String origin, boolean own, String content) {

    static final String SUFFIX = ".camel.yaml";

    private static final Pattern CONFIGURES = Pattern.compile("^\\s*-\\s+routeConfiguration:", Pattern.MULTILINE);

    /** Whether it says how routes of other files handle what fails. */
    boolean configuresOthers() {
        return content != null && CONFIGURES.matcher(content).find();
    }

    Resource resource() {
        return ResourceHelper.fromBytes(name, content.getBytes(StandardCharsets.UTF_8));
    }
}
