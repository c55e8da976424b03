package dev.healthevents.standin.eventhubs;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;

/** Decides what a link is to, and whether the connection's claims are enough for it. */
final class LinkAttach {

    static final EnumSet<EndpointState> OPEN = EnumSet.of(EndpointState.ACTIVE);
    static final EnumSet<EndpointState> ANY = EnumSet.allOf(EndpointState.class);

    private static final Pattern PUBLISHER = Pattern.compile("([^/]+)(?:/Partitions/([^/]+))?");
    private static final Pattern CONSUMER = Pattern.compile("([^/]+)/ConsumerGroups/([^/]+)/Partitions/([^/]+)");

    private final ServiceConnection connection;
    private final EventHubsServer server;
    private final Claims claims;
    private final Map<String, ReplyLink> replyLinks = new HashMap<>();

    LinkAttach(ServiceConnection connection, EventHubsServer server) {
        this.connection = connection;
        this.server = server;
        this.claims = new Claims(server.clock());
    }

    void attach(Link link) {
        link.setSource(link.getRemoteSource());
        link.setTarget(link.getRemoteTarget());
        link.setSenderSettleMode(link.getRemoteSenderSettleMode());
        link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
        try {
            link.setContext(link instanceof Receiver receiver ? taker(receiver) : giver((Sender) link));
            link.open();
        } catch (RefusedException e) {
            link.setSource(null);
            link.setTarget(null);
            link.open();
            refuse(link, e);
        }
    }

    void refuse(Link link, RefusedException e) {
        link.setCondition(e.condition());
        link.close();
    }

    void forget(Link link) {
        replyLinks.values().removeIf(replies -> replies == link.getContext());
    }

    private LinkEnd taker(Receiver link) {
        String address = ((Target) link.getRemoteTarget()).getAddress();
        if (address.equals("$cbs")) {
            return new RequestNode(link, new CbsNode(server.tokens(), claims), replyLinks::get);
        }
        if (address.equals("$management")) {
            return new RequestNode(link, new ManagementNode(server.hubs(), server.tokens()), replyLinks::get);
        }
        Matcher publisher = PUBLISHER.matcher(path(address));
        if (!publisher.matches()) {
            throw notFound(address);
        }
        authorize(path(address), "Send");
        EventHub hub = hub(publisher.group(1));
        String partition = publisher.group(2);
        if (partition != null && hub.partition(partition) == null) {
            throw notFound(address);
        }
        link.setTarget(link.getRemoteTarget());
        return new PublisherLink(link, hub, partition, claims, connection);
    }

    private LinkEnd giver(Sender link) {
        Source source = (Source) link.getRemoteSource();
        String address = source.getAddress();
        if (address.equals("$cbs") || address.equals("$management")) {
            ReplyLink replies = new ReplyLink(link);
            String target = ((Target) link.getRemoteTarget()).getAddress();
            // JavaScript's client has answers sent to the name of the link.
            replyLinks.put(target == null ? link.getName() : target, replies);
            return replies;
        }
        Matcher consumer = CONSUMER.matcher(path(address));
        if (!consumer.matches()) {
            throw notFound(address);
        }
        authorize(path(address), "Listen");
        Partition partition = hub(consumer.group(1)).partition(consumer.group(3));
        if (partition == null || !consumer.group(2).equalsIgnoreCase("$Default")) {
            throw notFound(address);
        }
        return new ConsumerLink(link, partition, source);
    }

    /** JavaScript's client names some links by their whole URI. */
    private static String path(String address) {
        return address.replaceFirst("^(sb|amqps?)://[^/]+/", "");
    }

    private void authorize(String path, String claim) {
        if (!claims.cover(path)) {
            throw new RefusedException(
                    "amqp:unauthorized-access",
                    "Unauthorized access. '" + claim + "' claim(s) are required to perform this operation. Resource: '"
                            + path + "'.");
        }
    }

    private EventHub hub(String name) {
        EventHub hub = server.hubs().get(name.toLowerCase());
        if (hub == null) {
            throw notFound(name);
        }
        return hub;
    }

    private static RefusedException notFound(String address) {
        return new RefusedException(
                "amqp:not-found",
                "The messaging entity '" + address + "' could not be found. To know more visit"
                        + " https://aka.ms/sbResourceMgrExceptions.");
    }
}
