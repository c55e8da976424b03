package dev.healthevents.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Names the key of a port that another process has. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public class PortAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
        return new FailureAnalysis(
                "server.port is " + cause.getPort() + ", which another process uses.",
                "Stop that process, or set server.port to another port.",
                cause);
    }
}
