package turtlelab.join.srv;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * DNS by dnsjava, without a cache, so that what changes is seen at once. Asks the machine's
 * resolver, or a server of one's choice, as if from an address of one's choice.
 */
public final class DnsJava implements Dns {
    private static final int PORT = 53;

    private final @Nullable Resolver resolver;
    private final String where;

    private DnsJava(@Nullable Resolver resolver, String where) {
        this.resolver = resolver;
        this.where = where;
    }

    /** Whatever the machine is set up to ask. */
    public static DnsJava ofThisMachine() {
        return new DnsJava(null, "");
    }

    /**
     * One server.
     *
     * @param from the address to ask from; empty for any
     * @param limit of each try
     */
    public static DnsJava at(InetSocketAddress server, Optional<String> from, Duration limit) {
        var resolver = new SimpleResolver(server);
        resolver.setTimeout(limit);
        from.ifPresent(address -> resolver.setLocalAddress(new InetSocketAddress(address, 0)));
        return new DnsJava(
                resolver, " on " + server.getAddress().getHostAddress() + ":" + server.getPort());
    }

    /**
     * Reads {@code host:port} or {@code host}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static InetSocketAddress server(String text) {
        var colon = text.lastIndexOf(':');
        boolean hasPort = colon > 0 && (text.indexOf(':') == colon || text.contains("]:"));
        var port = hasPort ? text.substring(colon + 1) : String.valueOf(PORT);
        var host = (hasPort ? text.substring(0, colon) : text).replaceAll("[\\[\\]]", "");
        if (host.isEmpty() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new IllegalArgumentException("\"" + text + "\" is no host:port");
        }
        var address = new InetSocketAddress(host, Integer.parseInt(port));
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("\"" + text + "\": no such host");
        }
        return address;
    }

    @Override
    public List<SrvTarget> targets(String service, String domain) throws DnsFailure {
        var name = "_%s._tcp.%s".formatted(service, domain);
        return look(name, Type.SRV).stream()
                .map(SRVRecord.class::cast)
                .map(DnsJava::target)
                .toList();
    }

    private static SrvTarget target(SRVRecord record) {
        return new SrvTarget(
                record.getPriority(),
                record.getWeight(),
                record.getPort(),
                record.getTarget().toString(true));
    }

    @Override
    public List<String> addresses(String host) throws DnsFailure {
        if (isAddress(host)) {
            return List.of(host);
        }
        if (resolver == null) {
            return systemAddresses(host);
        }
        var found = new ArrayList<String>();
        for (var record : look(host, Type.A)) {
            found.add(((ARecord) record).getAddress().getHostAddress());
        }
        found.sort(null);
        return found;
    }

    @Override
    public Optional<Duration> missRemembered(String domain) {
        try {
            return look(domain, Type.SOA).stream()
                    .map(SOARecord.class::cast)
                    .map(start -> Math.min(start.getMinimum(), start.getTTL())) // RFC 2308, 5
                    .map(Duration::ofSeconds)
                    .findFirst();
        } catch (DnsFailure _) {
            return Optional.empty();
        }
    }

    /** The IPv6 addresses of a host. */
    public List<InetAddress> sixes(String host) throws DnsFailure {
        return look(host, Type.AAAA).stream()
                .map(record -> ((AAAARecord) record).getAddress())
                .toList();
    }

    private static boolean isAddress(String host) {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    /** The machine knows more than DNS does: its own hosts file. */
    private static List<String> systemAddresses(String host) throws DnsFailure {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .map(InetAddress::getHostAddress)
                    .sorted()
                    .toList();
        } catch (UnknownHostException _) {
            throw new DnsFailure("lookup " + host + ": no such host", true);
        }
    }

    private List<Record> look(String name, int type) throws DnsFailure {
        Lookup lookup;
        try {
            lookup = new Lookup(Name.fromString(name, Name.root), type);
        } catch (TextParseException e) {
            throw new DnsFailure("lookup " + name + ": " + e.getMessage(), false);
        }
        lookup.setCache(null);
        lookup.setHostsFileParser(null);
        if (resolver != null) {
            lookup.setResolver(resolver);
        }
        var records = lookup.run();
        return switch (lookup.getResult()) {
            case Lookup.SUCCESSFUL -> List.of(records);
            case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND ->
                    throw new DnsFailure("lookup %s%s: no such host".formatted(name, where), true);
            default ->
                    throw new DnsFailure(
                            "lookup %s%s: %s".formatted(name, where, lookup.getErrorString()),
                            false);
        };
    }
}
