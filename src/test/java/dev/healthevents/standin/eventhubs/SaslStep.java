package dev.healthevents.standin.eventhubs;

import java.util.List;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.SaslListener;
import org.apache.qpid.proton.engine.Transport;

/**
 * SASL as a client sees it that shows its claims to {@code $cbs} afterwards: it signs in as nobody. Anything else is
 * refused, although the service would also take a policy's name and key by PLAIN.
 */
final class SaslStep implements SaslListener {

    private static final String[] OFFERED = {"MSSBCBS", "ANONYMOUS"};

    void begin(Transport transport) {
        Sasl sasl = transport.sasl();
        sasl.server();
        sasl.setMechanisms(OFFERED);
        sasl.setListener(this);
    }

    @Override
    public void onSaslInit(Sasl sasl, Transport transport) {
        boolean offered = List.of(OFFERED).containsAll(List.of(sasl.getRemoteMechanisms()));
        sasl.done(offered ? Sasl.SaslOutcome.PN_SASL_OK : Sasl.SaslOutcome.PN_SASL_AUTH);
    }

    @Override
    public void onSaslResponse(Sasl sasl, Transport transport) {
        sasl.done(Sasl.SaslOutcome.PN_SASL_AUTH);
    }

    @Override
    public void onSaslMechanisms(Sasl sasl, Transport transport) {}

    @Override
    public void onSaslChallenge(Sasl sasl, Transport transport) {}

    @Override
    public void onSaslOutcome(Sasl sasl, Transport transport) {}
}
