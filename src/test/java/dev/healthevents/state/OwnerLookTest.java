package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bridge that is cut off in the middle of asking whether the database is its own gets the answer when it is not any more. */
class OwnerLookTest extends StateTest {

    private final List<String> asked = new ArrayList<>();

    @Test
    void theTimeIsLookedAtAfterTheLastAnswer() {
        HikariConfig pool = StateDatabase.pool();
        pool.setJdbcUrl(url());
        HikariDataSource connections = new HikariDataSource(pool);
        try (StateDatabase other = new StateDatabase(connections, new Recorded(connections))) {
            other.checkOwner();
        }

        assertThat(asked).containsExactly("owner, transactions open: 1", "time, transactions open: 0");
    }

    private final class Recorded implements Ownership {

        private final HikariDataSource connections;

        Recorded(HikariDataSource connections) {
            this.connections = connections;
        }

        private void record(String what) {
            asked.add(what + ", transactions open: "
                    + connections.getHikariPoolMXBean().getActiveConnections());
        }

        @Override
        public void look(Connection connection) {
            record("owner");
        }

        @Override
        public void lookAtTime() {
            record("time");
        }

        @Override
        public boolean canBeLost() {
            return true;
        }

        @Override
        public void begin(Connection connection) {}

        @Override
        public void check(Connection connection) {}

        @Override
        public void close() {}
    }
}
