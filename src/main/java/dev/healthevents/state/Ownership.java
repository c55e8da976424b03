package dev.healthevents.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** That a database is written to by this process alone, for as long as this is not closed. */
interface Ownership extends AutoCloseable {

    /** Makes it known where the schema, which may be an older one, has room for that already. */
    default void claim(Connection connection) throws SQLException {}

    /** Makes it known in the database, and shows that it can be written. */
    void begin(Connection connection) throws SQLException;

    /**
     * Asked in every writing transaction, before anything is written.
     *
     * @throws StateException if another process has taken the database over
     */
    void check(Connection connection) throws SQLException;

    /** Whether another process can take the database over while this one lives. */
    boolean canBeLost();

    /** @param work done once, when another process is found to have taken the database over */
    default void whenLost(Runnable work) {}

    /**
     * As {@link #check}, and holds nobody up: what is found may be over a moment later.
     *
     * @throws StateException if another process has taken the database over
     */
    void look(Connection connection) throws SQLException;

    /**
     * Asked after the transaction of {@link #look}, each of whose answers may have been on its way for long.
     *
     * @throws StateException if another process may have taken the database over meanwhile
     */
    default void lookAtTime() {}

    @Override
    void close();

    static void write(Connection connection, String name) throws SQLException {
        try (Statement delete = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO owner (name) VALUES (?)")) {
            delete.executeUpdate("DELETE FROM owner");
            insert.setString(1, name);
            insert.executeUpdate();
        }
    }
}
