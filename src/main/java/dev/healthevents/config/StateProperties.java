package dev.healthevents.config;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the state is kept.
 *
 * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql:…}
 * @param username of the database user, where there is one
 * @param password of the database user
 */
public record StateProperties(
        @DefaultValue("jdbc:sqlite:health-events.db") String url, String username, String password) {

    /** Without the password, which may stand in the URL as well. */
    @Override
    public String toString() {
        return "StateProperties[username=" + username + "]";
    }
}
