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

    private static final String VERSIONS = """
            SELECT r.res_type || '/' || coalesce(r.fhir_id, r.res_id::text) || ' ' || v.res_ver || ' ' ||
                   CASE WHEN v.res_deleted_at IS NOT NULL THEN 'Deleted'
                        WHEN v.res_ver = 1 THEN 'Created'
                        ELSE 'Updated' END
              FROM hfj_res_ver v JOIN hfj_resource r ON r.res_id = v.res_id""";

    private FhirTable() {}

    /** As {@link Told#change()}. */
    static Set<String> changes(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(VERSIONS)) {
            Set<String> changes = new HashSet<>();
            while (rows.next()) {
                changes.add(rows.getString(1));
            }
            return changes;
        }
    }
}
