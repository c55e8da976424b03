package dev.healthevents.soak;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** The versions that HAPI has in its own tables. */
final class FhirTable {

    /** Times are given before a transaction is committed, and the tail looks back by a second. */
    private static final String LATE = " WHERE pg_xact_commit_timestamp(v.xmin) > v.res_updated + interval '1 second'";

    private static final String VERSIONS = """
            SELECT r.res_type || '/' || coalesce(r.fhir_id, r.res_id::text) || ' ' || v.res_ver || ' ' ||
                   CASE WHEN v.res_deleted_at IS NOT NULL THEN 'Deleted'
                        WHEN v.res_ver = 1 THEN 'Created'
                        ELSE 'Updated' END
              FROM hfj_res_ver v JOIN hfj_resource r ON r.res_id = v.res_id""";

    private FhirTable() {}

    /** As {@link Told#change()}. */
    static Set<String> changes(String url) throws SQLException {
        return rows(url, VERSIONS);
    }

    /** Those that could be seen more than a second after their time. */
    static Set<String> late(String url) throws SQLException {
        return rows(url, VERSIONS + LATE);
    }

    private static Set<String> rows(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Set<String> changes = new HashSet<>();
            while (rows.next()) {
                changes.add(rows.getString(1));
            }
            return changes;
        }
    }
}
