package dev.healthevents.feed.fhir;

import java.util.List;

/**
 * What is not to be found out about a server, but taken as it is configured.
 *
 * @param history where it tells of its changes; {@code null} to find out
 * @param closedWindows by what its history is asked for a window with an end; {@code null} to find out
 * @param elements whether to ask for {@code _elements=id,meta}, until the server refuses or ignores it
 * @param types FHIR types to watch; all where there are none
 */
public record DialectSettings(HistoryLevel history, ClosedWindows closedWindows, boolean elements, List<String> types) {

    /** Everything is found out, and all types are watched. */
    public static final DialectSettings PROBED = new DialectSettings(null, null, true, List.of());

    public DialectSettings {
        types = List.copyOf(types);
    }
}
