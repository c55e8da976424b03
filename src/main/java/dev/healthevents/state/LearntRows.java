package dev.healthevents.state;

import dev.healthevents.feed.Learnt;
import java.sql.Connection;
import java.sql.SQLException;

/** What a feed has learnt, as the database takes it. */
interface LearntRows extends Learnt {

    /** Writes it in a window's transaction. */
    void write(Connection connection) throws SQLException;
}
