package dev.healthevents.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How an Orthanc of ours differs from Orthanc's defaults.
 *
 * @param overwrite whether an instance that is sent again replaces the one that is there
 * @param password of the user {@link #USER}, or {@code null} where nobody has to sign in
 * @param script a Lua script that it runs, or {@code null}
 * @param postgresql the port on 127.0.0.1 of the PostgreSQL that its index is in, or 0 for its own SQLite
 * @param dicomWeb whether it can be searched below {@code /dicom-web}, by Orthanc's plug-in
 * @param more what else is in its configuration
 */
public record OrthancSettings(
        boolean overwrite, String password, Path script, int postgresql, boolean dicomWeb, Map<String, Object> more) {

    public static final String USER = "bridge";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** No sign-in, no script, and what is there stays. */
    public static OrthancSettings plain() {
        return new OrthancSettings(false, null, null, 0, false, Map.of());
    }

    public OrthancSettings overwriting() {
        return new OrthancSettings(true, password, script, postgresql, dicomWeb, more);
    }

    public OrthancSettings withPassword(String other) {
        return new OrthancSettings(overwrite, other, script, postgresql, dicomWeb, more);
    }

    public OrthancSettings withScript(Path other, Map<String, Object> itsConfiguration) {
        return new OrthancSettings(overwrite, password, other, postgresql, dicomWeb, itsConfiguration);
    }

    /** Its index in a PostgreSQL, in the database {@code postgres} of the user of that name. */
    public OrthancSettings onPostgresql(int port) {
        return new OrthancSettings(overwrite, password, script, port, dicomWeb, more);
    }

    /** With this in its configuration. */
    public OrthancSettings with(Map<String, Object> other) {
        return new OrthancSettings(overwrite, password, script, postgresql, dicomWeb, other);
    }

    public OrthancSettings withDicomWeb() {
        return new OrthancSettings(overwrite, password, script, postgresql, true, more);
    }

    /** File names of the plug-ins that it loads. */
    List<String> plugins() {
        List<String> plugins = new ArrayList<>();
        if (postgresql != 0) {
            plugins.add(OrthancPackages.POSTGRESQL_INDEX);
        }
        if (dicomWeb) {
            plugins.add(OrthancPackages.DICOMWEB);
        }
        return plugins;
    }

    /**
     * Orthanc's configuration file, the only one that it reads: nothing of {@code /etc/orthanc} is in force.
     *
     * @param plugin finds a plug-in by its file name
     */
    String json(Path storage, int httpPort, int dicomPort, Function<String, Path> plugin) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("Name", "synthetic");
        configuration.put("StorageDirectory", storage.resolve("storage").toString());
        configuration.put("IndexDirectory", storage.resolve("storage").toString());
        configuration.put("HttpPort", httpPort);
        configuration.put("DicomPort", dicomPort);
        configuration.put("RemoteAccessAllowed", false);
        configuration.put("AuthenticationEnabled", password != null);
        configuration.put("RegisteredUsers", password == null ? Map.of() : Map.of(USER, password));
        configuration.put("OverwriteInstances", overwrite);
        configuration.put("StableAge", 1);
        // What a test's Orthanc holds may be lost.
        configuration.put("SyncStorageArea", false);
        configuration.put(
                "Plugins", plugins().stream().map(plugin).map(Path::toString).toList());
        configuration.put("PostgreSQL", postgresql == 0 ? Map.of() : connection());
        configuration.put("LuaScripts", script == null ? List.of() : List.of(script.toString()));
        configuration.putAll(more);
        try {
            return JSON.writeValueAsString(configuration);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of plain values can be written", e);
        }
    }

    private Map<String, Object> connection() {
        return Map.of(
                "EnableIndex",
                true,
                "EnableStorage",
                false,
                "Host",
                "127.0.0.1",
                "Port",
                postgresql,
                "Database",
                "postgres",
                "Username",
                "postgres",
                "Password",
                "postgres",
                // Changes of several connections may be committed in another order than that of their numbers.
                "IndexConnectionsCount",
                4);
    }
}
