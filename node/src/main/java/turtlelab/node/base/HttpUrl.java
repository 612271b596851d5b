package turtlelab.node.base;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;

/**
 * The address of a port as etcd takes it: {@code http://host:port} and nothing more. Parsed and
 * refused as Go's {@code net/url} and etcd's {@code types.NewURLs} do, because identities are made
 * of the text.
 *
 * @param host as written, with brackets around an IPv6 address; may be empty
 */
public record HttpUrl(String scheme, String host, int port) implements Comparable<HttpUrl> {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int MAX_PORT = 65_535;

    /**
     * Reads one URL; blanks around it do not count.
     *
     * @throws IllegalArgumentException with etcd's text
     */
    public static HttpUrl parse(String given) {
        var text = given.strip();
        var end = text.indexOf("://");
        var scheme = end < 0 ? schemeOnly(text) : text.substring(0, end).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException(
                    "URL scheme must be http, https, unix, or unixs: " + text);
        }
        var rest = end < 0 ? "" : text.substring(end + 3);
        var authority = rest.substring(0, pathStart(rest));
        refuseBadHost(text, authority);
        var colon = portColon(authority);
        if (colon < 0) {
            throw new IllegalArgumentException(
                    "URL address does not have the form \"host:port\": " + text);
        }
        if (authority.length() < rest.length()) {
            throw new IllegalArgumentException("URL must not contain a path: " + text);
        }
        var port = port(text, authority.substring(colon));
        return new HttpUrl(scheme, authority.substring(0, colon), port);
    }

    /** The host without brackets. */
    public String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    public boolean secure() {
        return scheme.equals("https");
    }

    /** Whether the host stands for every address of the machine. */
    public boolean wildcard() {
        return bareHost().equals("0.0.0.0") || bareHost().equals("::");
    }

    /** Where the URL points; asks the resolver for names. */
    public InetSocketAddress resolve() {
        return new InetSocketAddress(bareHost(), port);
    }

    /** Where the URL points, names left as they are. */
    public InetSocketAddress unresolved() {
        return InetSocketAddress.createUnresolved(bareHost(), port);
    }

    @Override
    public int compareTo(HttpUrl other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }

    private static String schemeOnly(String text) {
        var colon = text.indexOf(':');
        if (colon == 0) {
            throw new IllegalArgumentException("parse \"" + text + "\": missing protocol scheme");
        }
        if (colon < 0 || text.substring(0, colon).contains("/")) {
            return "";
        }
        var scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.matches("[a-z][a-z0-9+.-]*")) {
            throw new IllegalArgumentException(
                    "parse \"" + text + "\": first path segment in URL cannot contain colon");
        }
        return scheme;
    }

    private static int pathStart(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if ("/?#".indexOf(rest.charAt(i)) >= 0) {
                return i;
            }
        }
        return rest.length();
    }

    private static void refuseBadHost(String text, String authority) {
        for (int i = 0; i < authority.length(); i++) {
            var c = authority.charAt(i);
            if (c <= ' ' || c == 0x7f || "\"<>\\^`{|}@%".indexOf(c) >= 0) {
                throw new IllegalArgumentException(
                        "parse \"" + text + "\": invalid character \"" + c + "\" in host name");
            }
        }
        var colon = authority.lastIndexOf(':');
        if (colon >= 0
                && !authority.endsWith("]")
                && !authority.substring(colon + 1).matches("[0-9]*")) {
            throw new IllegalArgumentException(
                    "parse \""
                            + text
                            + "\": invalid port \""
                            + authority.substring(colon)
                            + "\" after host");
        }
    }

    /** The colon before the port as Go's SplitHostPort finds it; -1 when the form is wrong. */
    private static int portColon(String authority) {
        if (authority.startsWith("[")) {
            var close = authority.indexOf("]:");
            return close < 0 ? -1 : close + 1;
        }
        var colon = authority.indexOf(':');
        return colon == authority.lastIndexOf(':') ? colon : -1;
    }

    private static int port(String text, String colonAndPort) {
        var digits = colonAndPort.substring(1);
        var port = digits.isEmpty() || digits.length() > 5 ? -1 : Integer.parseInt(digits);
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "parse \"" + text + "\": invalid port \"" + colonAndPort + "\" after host");
        }
        return port;
    }
}
