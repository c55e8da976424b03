package dev.healthevents.standin.eventhubs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;
import org.apache.qpid.proton.message.Message;

/** A client without manners, to find out what is refused. */
final class RawAmqpClient implements AutoCloseable {

    private final Socket socket;
    private final Transport transport = Transport.Factory.create();
    private final Connection connection = Connection.Factory.create();
    private final Session session;

    private RawAmqpClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(5_000);
        transport.bind(connection);
        connection.setContainer("raw");
        session = connection.session();
    }

    static RawAmqpClient anonymous(int port) throws IOException {
        RawAmqpClient client = new RawAmqpClient(port);
        client.transport.sasl().client();
        client.transport.sasl().setMechanisms("ANONYMOUS");
        client.connection.open();
        client.session.open();
        client.exchangeUntil(() -> client.session.getRemoteState() == EndpointState.ACTIVE);
        return client;
    }

    /** How a sign-in by PLAIN ends. */
    static Sasl.SaslOutcome plain(int port, String user, String password) throws IOException {
        try (RawAmqpClient client = new RawAmqpClient(port)) {
            Sasl sasl = client.transport.sasl();
            sasl.client();
            sasl.plain(user, password);
            client.exchangeUntil(() -> sasl.getOutcome() != Sasl.SaslOutcome.PN_SASL_NONE);
            return sasl.getOutcome();
        }
    }

    /** Puts a token for a path, and waits for the answer, whatever it is. */
    void putToken(String path, String token) throws IOException {
        Receiver answers = session.receiver("cbs");
        Source source = new Source();
        source.setAddress("$cbs");
        answers.setSource(source);
        Target here = new Target();
        here.setAddress("here");
        answers.setTarget(here);
        answers.open();
        answers.flow(1);
        Message request = Message.Factory.create();
        request.setReplyTo("here");
        request.setMessageId("1");
        request.setApplicationProperties(new ApplicationProperties(Map.of(
                "operation",
                "put-token",
                "type",
                "servicebus.windows.net:sastoken",
                "name",
                "amqp://127.0.0.1/" + path)));
        request.setBody(new AmqpValue(token));
        byte[] bytes = new byte[4096];
        send(attach("$cbs"), Arrays.copyOf(bytes, request.encode(bytes, 0, bytes.length)));
        exchangeUntil(() -> answers.getQueued() > 0);
    }

    /** A link for sending, whatever the other side says to it. */
    Sender attach(String address) throws IOException {
        Sender sender = session.sender(address);
        Target target = new Target();
        target.setAddress(address);
        sender.setTarget(target);
        sender.setSource(new Source());
        sender.open();
        exchangeUntil(() -> refused(sender) || sender.getCredit() > 0);
        return sender;
    }

    Delivery send(Sender sender, byte[] bytes) throws IOException {
        Delivery delivery = sender.delivery("1".getBytes(UTF_8));
        sender.send(bytes, 0, bytes.length);
        sender.advance();
        exchangeUntil(() -> refused(sender) || delivery.remotelySettled());
        return delivery;
    }

    static boolean refused(Sender sender) {
        return sender.getRemoteState() == EndpointState.CLOSED;
    }

    private void exchangeUntil(BooleanSupplier done) throws IOException {
        byte[] bytes = new byte[64 << 10];
        while (!done.getAsBoolean()) {
            for (int pending = transport.pending(); pending > 0; pending = transport.pending()) {
                byte[] out = new byte[pending];
                transport.head().get(out);
                socket.getOutputStream().write(out);
                transport.pop(pending);
            }
            int count = socket.getInputStream().read(bytes);
            if (count < 0) {
                throw new IOException("The server ended the connection");
            }
            int taken = 0;
            while (taken < count) {
                int length = Math.min(transport.capacity(), count - taken);
                ByteBuffer tail = transport.tail();
                tail.put(bytes, taken, length);
                transport.process();
                taken += length;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
