package turtlelab.join.srv;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The port to DNS. */
public interface Dns {
    /**
     * The targets of a service, in the order in which they came.
     *
     * @param service such as {@code etcd-server}
     */
    List<SrvTarget> targets(String service, String domain) throws DnsFailure;

    /**
     * How long a miss may be remembered: the minimum of the domain's SOA; empty when none is seen.
     */
    Optional<Duration> missRemembered(String domain);

    /** The addresses of a host, ascending; an address stands for itself. */
    List<String> addresses(String host) throws DnsFailure;
}
