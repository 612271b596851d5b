package turtlelab.join.srv;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lets a whole process ask a name server of its own for every name, and the machine only for what
 * that one does not know. Without such a server names mean what they mean on the machine; in
 * particular this keeps dnsjava from taking over, which it does wherever its jar is found first.
 */
public final class OwnNameServer extends InetAddressResolverProvider {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static volatile Optional<DnsJava> server = Optional.empty();

    /** From now on this process asks {@code host:port} first. */
    public static void use(String hostPort) {
        server = Optional.of(DnsJava.at(DnsJava.server(hostPort), Optional.empty(), LIMIT));
    }

    /** Whom this process asks. */
    public static Dns dns() {
        return server.map(Dns.class::cast).orElseGet(DnsJava::ofThisMachine);
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new Names(configuration.builtinResolver());
    }

    @Override
    public String name() {
        return "turtlelab";
    }

    private record Names(InetAddressResolver machine) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                throws UnknownHostException {
            var own = server.map(dns -> addresses(dns, host)).orElse(List.of());
            return own.isEmpty() ? machine.lookupByName(host, policy) : own.stream();
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            return machine.lookupByAddress(address);
        }

        private static List<InetAddress> addresses(DnsJava dns, String host) {
            var found = new ArrayList<InetAddress>();
            try {
                for (var address : dns.addresses(host)) {
                    found.add(InetAddress.ofLiteral(address));
                }
            } catch (DnsFailure _) {
                found.addAll(sixes(dns, host));
            }
            return found;
        }

        private static List<InetAddress> sixes(DnsJava dns, String host) {
            try {
                return dns.sixes(host);
            } catch (DnsFailure _) {
                return List.of();
            }
        }
    }
}
