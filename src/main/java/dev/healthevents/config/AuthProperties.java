package dev.healthevents.config;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to prove to a source who we are.
 *
 * @param type {@code none}, {@code basic} or {@code bearer}
 * @param username for {@code basic}
 * @param password for {@code basic}
 * @param token for {@code bearer}
 */
public record AuthProperties(@DefaultValue("none") String type, String username, String password, String token) {}
