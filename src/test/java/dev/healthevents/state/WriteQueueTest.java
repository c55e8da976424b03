package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WriteQueueTest extends StateTest {

    private static final int WRITERS = 10;

    private final CountDownLatch first = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    private CompletableFuture<Integer> begin(StateDatabase.Work<Integer> work, Consumer<Integer> committed) {
        CompletableFuture<Integer> written = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                written.complete(database.write(work, committed));
            } catch (Throwable e) {
                written.completeExceptionally(e);
            }
        });
        threads.add(thread);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return written;
    }

    private CompletableFuture<Integer> begin(StateDatabase.Work<Integer> work) {
        return begin(work, any -> {});
    }

    /** Has all who write after it wait until {@link #first} is counted down. */
    private void holdUp() {
        begin(connection -> {
            try {
                first.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 0;
        });
    }

    private static int insert(Connection connection, int number) throws SQLException {
        return connection
                .createStatement()
                .executeUpdate("INSERT INTO source_cursor (source, position, floor, server_time, swept) VALUES ('"
                        + number + "', 1, 2, 3, 0)");
    }

    private static int count(Connection connection) throws SQLException {
        try (ResultSet row = connection.createStatement().executeQuery("SELECT COUNT(*) FROM source_cursor")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static int insertAndCountUncommitted(StateDatabase database, Connection connection, int number)
            throws SQLException {
        insert(connection, number);
        return count(connection) - database.read(WriteQueueTest::count);
    }

    @Test
    void whoWaitsForTheSameTurnSharesATransaction() {
        holdUp();
        List<CompletableFuture<Integer>> writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> begin(connection -> insertAndCountUncommitted(database, connection, i)))
                .toList();
        first.countDown();

        assertThat(writers).extracting(CompletableFuture::join).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(database.read(WriteQueueTest::count)).isEqualTo(WRITERS);
    }

    @Test
    void whatFailsTakesNothingOfTheOthersWithIt() {
        holdUp();
        List<CompletableFuture<Integer>> writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> begin(connection -> {
                    insert(connection, i);
                    return i == 4 ? insert(connection, i) : i;
                }))
                .toList();
        first.countDown();

        assertThatThrownBy(() -> writers.get(4).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StateException.class);
        assertThat(writers.stream().filter(writer -> writer != writers.get(4)).toList())
                .extracting(CompletableFuture::join)
                .containsExactly(0, 1, 2, 3, 5, 6, 7, 8, 9);
        assertThat(database.read(WriteQueueTest::count)).isEqualTo(WRITERS - 1);
    }

    @Test
    void memoryIsToldOnceOfEachEvenWhereOneOfThemFails() {
        List<Integer> told = new CopyOnWriteArrayList<>();
        holdUp();
        List<CompletableFuture<Integer>> writers = IntStream.range(0, WRITERS)
                .mapToObj(i -> begin(
                        connection -> {
                            insert(connection, i / 2 * 2);
                            return i;
                        },
                        told::add))
                .toList();
        first.countDown();
        writers.forEach(writer -> writer.handle((any, failure) -> any).join());

        assertThat(told).containsExactly(0, 2, 4, 6, 8);
    }

    @Test
    void whoWritesAloneSharesWithNobody() {
        CompletableFuture<Integer> alone = new CompletableFuture<>();
        holdUp();
        CompletableFuture<Integer> before = begin(connection -> insertAndCountUncommitted(database, connection, 1));
        Thread thread = new Thread(
                () -> alone.complete(database.write(connection -> insertAndCountUncommitted(database, connection, 2))));
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        CompletableFuture<Integer> after = begin(connection -> insertAndCountUncommitted(database, connection, 3));
        first.countDown();

        assertThat(List.of(before, alone, after))
                .extracting(CompletableFuture::join)
                .containsOnly(1);
    }

    @Test
    void whoIsInterruptedWhileItWaitsHasWrittenWhenItReturns() throws Exception {
        holdUp();
        CompletableFuture<Integer> writer = begin(connection -> insert(connection, 1));
        CompletableFuture<Integer> other = begin(connection -> insert(connection, 2));
        threads.subList(1, 3).forEach(Thread::interrupt);
        first.countDown();

        assertThat(writer.join() + other.join()).isEqualTo(2);
        assertThat(database.read(WriteQueueTest::count)).isEqualTo(2);
    }

    @Test
    void memoryThatIsToldMayWriteItself() {
        int written = database.write(
                connection -> insert(connection, 1), any -> database.write(connection -> insert(connection, 2)));

        assertThat(written).isOne();
        assertThat(database.read(WriteQueueTest::count)).isEqualTo(2);
    }

    @Test
    void manyWhoComeAndGoAreAllWritten() {
        IntStream.range(0, 400).parallel().forEach(i -> database.write(connection -> insert(connection, i), any -> {}));

        assertThat(database.read(WriteQueueTest::count)).isEqualTo(400);
    }
}
