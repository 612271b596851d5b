package turtlelab.labctl.ctl.wire;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;

/** An endpoint gave no answer; the message is in Go's words. */
public final class NoReply extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean wasSent;

    public NoReply(String message, boolean wasSent) {
        super(message);
        this.wasSent = wasSent;
    }

    /** Connecting failed, and nothing was sent. */
    static NoReply notConnected(URI url, IOException e) {
        return new NoReply(whyNot(url, e), false);
    }

    private static String whyNot(URI url, IOException e) {
        var place = "dial tcp " + address(url) + ": ";
        return switch (e) {
            case UnknownHostException _ -> noSuchHost(url);
            case SocketTimeoutException _ -> place + "i/o timeout";
            case HttpTimeoutException _ -> place + "i/o timeout";
            case NoRouteToHostException _ -> place + "connect: no route to host";
            case ConnectException _ when e.getCause() instanceof UnresolvedAddressException ->
                    noSuchHost(url);
            case ConnectException _ -> place + "connect: connection refused";
            default -> place + e.getMessage();
        };
    }

    private static String noSuchHost(URI url) {
        return "dial tcp: lookup " + url.getHost() + ": no such host";
    }

    private static String address(URI url) {
        var port = url.getPort() < 0 ? ":80" : ":" + url.getPort();
        try {
            var address = InetAddress.getByName(url.getHost()).getHostAddress();
            return (address.contains(":") ? "[" + address + "]" : address) + port;
        } catch (UnknownHostException _) { // then its name must do
            return url.getHost() + port;
        }
    }

    /** Nothing came back in time. */
    static NoReply tooLate(String endpoint) {
        return new NoReply("client: endpoint " + endpoint + " exceeded header timeout", true);
    }

    /** The connection ended before the answer did. */
    static NoReply cutOff() {
        return new NoReply("EOF", true);
    }

    /** Whether the request may have reached the member, and may have been done. */
    public boolean wasSent() {
        return wasSent;
    }

    public String text() {
        var text = getMessage();
        return text == null ? "" : text;
    }
}
