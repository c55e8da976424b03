package dev.healthevents.standin;

import java.util.List;

/**
 * Rows that have their numbers and their time, and are not to be seen yet: on SQL Server both are given before the commit.
 */
public final class ChangeFeedTransaction {

    private final ChangeFeedTable table;
    private final List<ChangeFeedRow> rows;

    ChangeFeedTransaction(ChangeFeedTable table, List<ChangeFeedRow> rows) {
        this.table = table;
        this.rows = rows;
    }

    /** Its rows, in the order of their numbers. */
    public List<ChangeFeedRow> rows() {
        return rows;
    }

    /** Makes the rows visible. */
    public void commit() {
        table.show(rows);
    }
}
