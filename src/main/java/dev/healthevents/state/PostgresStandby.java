package dev.healthevents.state;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until the database has no owner any more: until its lock is free and nobody renews the lease, or until the lease
 * has run out although the owner's session lives, as that of a process does that is frozen or cut off. Then the sessions
 * of that owner are ended, which sets the lock free and what it was just writing.
 */
final class PostgresStandby implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.state");
    private static final Duration LOOKS = Duration.ofMillis(500);

    /** An owner whose session alone broke renews its lease before. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    /** After PostgreSQL has been away the owner comes first. */
    private static final Duration STEADY = Duration.ofSeconds(5);

    /** Of those that wrote, and of the one that holds the lock; who only reads, such as a backup, is let alone. */
    private static final String END_SESSIONS = """
            SELECT pg_terminate_backend(pid) FROM (
                SELECT DISTINCT pid FROM pg_locks
                WHERE pid <> pg_backend_pid()
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND (locktype = 'advisory' AND objsubid = 2 AND classid = hashtext('health-events')::oid
                        AND objid = hashtext(coalesce(current_schema(), ''))::oid
                    OR locktype = 'relation' AND mode <> 'AccessShareLock'
                        AND relation IN (SELECT oid FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident(current_schema()))))
            ) AS owners
            WHERE EXISTS (SELECT 1 FROM lease WHERE renewed_at < clock_timestamp() - interval '%d milliseconds')
            """.formatted(PostgresLease.EXPIRES.toMillis());

    private final PostgresLogin login;
    private final Predicate<Connection> takeOver;
    private final ScheduledExecutorService thread;
    private Connection session;
    private long connected;
    private long locked;
    private long notBefore = System.nanoTime();
    private boolean holds;
    private String told;

    /**
     * @param takeOver gets a session that holds the lock, and tells whether the database is ours now; if not, it has closed
     *     the session
     */
    PostgresStandby(PostgresLogin login, Predicate<Connection> takeOver) {
        this.login = login;
        this.takeOver = takeOver;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread looks = new Thread(work, "standby");
            looks.setDaemon(true);
            return looks;
        });
    }

    void start() {
        thread.scheduleWithFixedDelay(this::lookOrTell, LOOKS.toMillis(), LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whatever it throws would end the looks. */
    private void lookOrTell() {
        try {
            if (System.nanoTime() - notBefore >= 0) {
                look();
                told = null;
            }
        } catch (SQLException | RuntimeException | Error e) {
            PostgresLogin.closeQuietly(session);
            session = null;
            String reason = Sentence.of(e);
            if (!reason.equals(told)) {
                LOG.warn("Standing by, the state store could not be looked at: {}. Trying again.", reason);
            }
            told = reason;
        }
    }

    private void look() throws SQLException {
        if (session == null) {
            session = login.session();
            connected = System.nanoTime();
            holds = false;
        }
        if (!holds) {
            holds = PostgresLock.tryLock(session);
            locked = System.nanoTime();
        }
        Duration age = PostgresLease.age(session);
        if (holds && age == null) {
            takeOver("The bridge that had the state store has ended");
        } else if (holds && age.compareTo(GRACE) > 0 && since(connected).compareTo(STEADY) > 0) {
            takeOver("The bridge that had the state store lives no more");
        } else if (holds && since(locked).compareTo(STEADY) > 0) {
            letGo();
        } else if (!holds
                && age != null
                && age.compareTo(PostgresLease.EXPIRES) > 0
                && since(connected).compareTo(STEADY) > 0) {
            execute(END_SESSIONS);
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private void takeOver(String why) {
        LOG.info("{}: taking over.", why);
        Connection handed = session;
        session = null;
        if (takeOver.test(handed)) {
            thread.shutdown();
        } else {
            notBefore = System.nanoTime() + STEADY.toNanos();
        }
    }

    /** The owner lives, and wants the lock back that broke with its session. */
    private void letGo() throws SQLException {
        execute("SELECT pg_advisory_unlock(" + PostgresLock.KEYS + ")");
        holds = false;
        notBefore = System.nanoTime() + GRACE.toNanos();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(PostgresLogin.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        PostgresLogin.closeQuietly(session);
    }
}
