package turtlelab.labctl.dns.provider;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;
import turtlelab.labctl.exec.LabFailure;

/** A name server that takes dynamic updates (RFC 2136) and gives its zone away (AXFR). */
public final class Updates implements Provider {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final InetSocketAddress server;
    private final Name zone;
    private final Optional<TSIG> key;

    /**
     * A server for a zone.
     *
     * @param key that signs requests, where the server wants one
     */
    public Updates(InetSocketAddress server, Name zone, Optional<TSIG> key) {
        this.server = server;
        this.zone = zone;
        this.key = key;
    }

    @Override
    public List<Record> records() {
        try {
            var transfer = ZoneTransferIn.newAXFR(zone, server, key.orElse(null));
            transfer.setTimeout(LIMIT);
            transfer.run();
            return transfer.getAXFR().stream().filter(Updates::isOurs).distinct().toList();
        } catch (IOException | ZoneTransferException e) {
            throw failed("does not give its records away", String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean isOurs(Record record) {
        return switch (record.getType()) {
            case Type.A, Type.AAAA, Type.SRV, Type.CNAME -> true;
            default -> false;
        };
    }

    @Override
    public void add(List<Record> records) {
        var update = new Update(zone);
        records.forEach(update::add);
        send(update);
    }

    @Override
    public void remove(List<Record> records) {
        var update = new Update(zone);
        records.forEach(update::delete);
        send(update);
    }

    private void send(Update update) {
        var resolver = new SimpleResolver(server);
        resolver.setTCP(true);
        resolver.setTimeout(LIMIT);
        key.ifPresent(resolver::setTSIGKey);
        Message answer;
        try {
            answer = resolver.send(update);
        } catch (IOException e) {
            throw failed("cannot be reached", String.valueOf(e.getMessage()), e);
        }
        if (answer.getRcode() != Rcode.NOERROR) {
            throw failed("refuses the update", Rcode.string(answer.getRcode()), null);
        }
    }

    private LabFailure failed(
            String what, String why, @org.jspecify.annotations.Nullable Exception cause) {
        return new LabFailure(
                LabFailure.Kind.UNAVAILABLE,
                "the name server %s:%d %s (%s): is it `labctl dns serve --domain %s`?"
                        .formatted(
                                server.getHostString(),
                                server.getPort(),
                                what,
                                why,
                                zone.toString(true)),
                cause == null ? new IOException(why) : cause);
    }
}
