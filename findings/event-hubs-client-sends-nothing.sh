#!/usr/bin/env bash
# Azure's Event Hubs client for Java reports an event as sent, and nothing is sent.
#
# With: com.azure:azure-messaging-eventhubs 5.21.2, EventHubProducerClient.send(Iterable), which calls that of the asynchronous
#   client, as Camel's azure-eventhubs: does; a receiver of AMQP made with io.vertx:vertx-proton 5.0.7, which takes whatever
#   comes, in messages of 1,048,576 bytes at most, as Event Hubs do.
# Does: an event of 1,000,000 bytes is sent and arrives. One of 1,040,000 bytes, less than the receiver takes, is "sent" as
#   well: no exception, and nothing arrives. One of 1,060,000 bytes is refused with an AmqpException. The client keeps some
#   16 KB of a MB for itself, does not look whether the event went into the batch, and an empty batch is nothing to send.
#   Who makes the batch with createBatch is told: tryAdd of the same event is false.
# Seen on 2026-11-29:
#   send 1000000: returned, 1 message arrived
#   send 1040000: returned, 0 messages arrived
#   send 1060000: AmqpException, 0 messages arrived
#   tryAdd 1040000: false
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>event-hubs</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.azure</groupId>
      <artifactId>azure-messaging-eventhubs</artifactId>
      <version>5.21.2</version>
    </dependency>
    <dependency>
      <groupId>io.vertx</groupId>
      <artifactId>vertx-proton</artifactId>
      <version>5.0.7</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>2.0.17</version>
    </dependency>
  </dependencies>
</project>
POM

cat > Sends.java <<'JAVA'
import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import io.vertx.core.Vertx;
import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonSender;
import io.vertx.proton.ProtonServer;
import io.vertx.proton.ProtonServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.message.Message;

public class Sends {

    private static final AtomicInteger ARRIVED = new AtomicInteger();

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        ProtonServer server = ProtonServer.create(vertx, new ProtonServerOptions().setHost("127.0.0.1").setPort(0))
                .connectHandler(Sends::accept);
        java.util.concurrent.CountDownLatch up = new java.util.concurrent.CountDownLatch(1);
        server.listen(0, "127.0.0.1", result -> up.countDown());
        up.await(20, TimeUnit.SECONDS);
        try (EventHubProducerClient client = new EventHubClientBuilder()
                .connectionString("Endpoint=sb://127.0.0.1:" + server.actualPort()
                        + ";SharedAccessKeyName=n;SharedAccessKey=k;EntityPath=hub;UseDevelopmentEmulator=true;")
                .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(Duration.ofSeconds(20)))
                .buildProducerClient()) {
            for (int size : new int[] {1_000_000, 1_040_000, 1_060_000}) {
                int before = ARRIVED.get();
                String result = "returned";
                try {
                    client.send(List.of(new EventData(new byte[size])));
                } catch (AmqpException e) {
                    result = "AmqpException";
                }
                Thread.sleep(1_000);
                int arrived = ARRIVED.get() - before;
                System.out.println("send " + size + ": " + result + ", " + arrived
                        + (arrived == 1 ? " message" : " messages") + " arrived");
            }
            System.out.println("tryAdd 1040000: " + client.createBatch().tryAdd(new EventData(new byte[1_040_000])));
        }
        System.exit(0);
    }

    /** Takes all messages, and says yes to every claim that comes before them. */
    private static void accept(ProtonConnection connection) {
        Map<String, ProtonSender> answers = new ConcurrentHashMap<>();
        connection.sessionOpenHandler(session -> session.open());
        connection.senderOpenHandler(sender -> {
            sender.setSource(sender.getRemoteSource()).setTarget(sender.getRemoteTarget());
            answers.put("$cbs", sender.open());
        });
        connection.receiverOpenHandler(receiver -> {
            boolean claims = "$cbs".equals(receiver.getRemoteTarget().getAddress());
            receiver.setTarget(receiver.getRemoteTarget()).setSource(receiver.getRemoteSource());
            receiver.setMaxMessageSize(UnsignedLong.valueOf(1_048_576));
            receiver.handler((delivery, message) -> {
                if (claims) {
                    Message answer = Proton.message();
                    answer.setCorrelationId(message.getMessageId());
                    answer.setApplicationProperties(
                            new ApplicationProperties(Map.of("status-code", 202, "status-description", "Accepted")));
                    answers.get("$cbs").send(answer);
                } else {
                    ARRIVED.incrementAndGet();
                }
            });
            receiver.open();
        });
        connection.open();
    }
}
JAVA

mvn -q -B dependency:build-classpath -Dmdep.outputFile=classpath > maven.log 2>&1 || { cat maven.log; exit 2; }
javac -nowarn -cp "$(cat classpath)" Sends.java 2> javac.log || { cat javac.log; exit 2; }
java -cp "$(cat classpath):." Sends 2> java.log | tee seen || { cat java.log; exit 2; }

diff - seen <<'SEEN'
send 1000000: returned, 1 message arrived
send 1040000: returned, 0 messages arrived
send 1060000: AmqpException, 0 messages arrived
tryAdd 1040000: false
SEEN
