package dev.healthevents.camel.source;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Where a source that a route names by its URL keeps how far it was read, and what was announced. */
@UriParams
public class StateOptions {

    @UriParam(
            defaultValue = "jdbc:sqlite:health-events.db",
            description = "Database of the source's state, made where it is not there: jdbc:sqlite: and a file, or"
                    + " jdbc:postgresql://host:5432/database. It belongs to one process; the routes of that share it")
    private String stateUrl = "jdbc:sqlite:health-events.db";

    @UriParam(label = "security", description = "User of the state's database; an SQLite file needs none")
    @Metadata(secret = true)
    private String stateUsername;

    @UriParam(label = "security", description = "Password of the state's database")
    @Metadata(secret = true)
    private String statePassword;

    public String getStateUrl() {
        return stateUrl;
    }

    public void setStateUrl(String stateUrl) {
        this.stateUrl = stateUrl;
    }

    public String getStateUsername() {
        return stateUsername;
    }

    public void setStateUsername(String stateUsername) {
        this.stateUsername = stateUsername;
    }

    public String getStatePassword() {
        return statePassword;
    }

    public void setStatePassword(String statePassword) {
        this.statePassword = statePassword;
    }
}
