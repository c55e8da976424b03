package dev.healthevents.feed.http;

import java.net.URI;

/** The URL that everything of a server is found below. */
public final class BaseUrl {

    private BaseUrl() {}

    /**
     * Makes sure that a URL can be one.
     *
     * @param wanted what it should be, with an example, for messages to the operator
     * @return the same without slashes at its end
     * @throws IllegalArgumentException naming what is wrong, without credentials
     */
    public static URI of(URI url, String wanted) {
        Authority authority = Authority.of(url);
        if (authority.host() == null
                || url.getScheme() == null
                || !url.getScheme().matches("(?i)https?")) {
            throw new IllegalArgumentException("`url` must be " + wanted);
        }
        if (authority.userInfo() != null) {
            throw new IllegalArgumentException("`url` must not hold a user name or password: set them under `auth`");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("`url` must be " + wanted + ", and has neither ? nor # in it");
        }
        return URI.create(url.toString().replaceAll("/+$", ""));
    }
}
