package turtlelab.join.srv;

import java.util.List;

/** The port to DNS. */
public interface Dns {
    /**
     * The targets of a service, in the order in which they came.
     *
     * @param service such as {@code etcd-server}
     */
    List<SrvTarget> targets(String service, String domain) throws DnsFailure;

    /** The addresses of a host, ascending; an address stands for itself. */
    List<String> addresses(String host) throws DnsFailure;
}
