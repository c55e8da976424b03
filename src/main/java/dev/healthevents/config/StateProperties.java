package dev.healthevents.config;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the state is kept.
 *
 * @param url where cursors, seen ids and outboxes are kept: {@code jdbc:sqlite:} and a file on a local disk, or {@code
 *     jdbc:postgresql:} and a database
 * @param username user of the PostgreSQL database
 * @param password its password
 */
public record StateProperties(
        @DefaultValue("jdbc:sqlite:health-events.db") String url, String username, String password) {

    /** Without the password, which may stand in the URL as well. */
    @Override
    public String toString() {
        return "StateProperties[username=" + username + "]";
    }
}
