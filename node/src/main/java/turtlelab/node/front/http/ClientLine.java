package turtlelab.node.front.http;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/**
 * The connection below an HTTP request whose answer takes as long as its client wants. HTTP/1 says
 * nothing of a client that has gone until the next write, which may be hours away; this one can
 * look.
 */
public final class ClientLine {
    private final EndPoint endPoint;
    private final long idleMillis;

    private ClientLine(EndPoint endPoint) {
        this.endPoint = endPoint;
        this.idleMillis = endPoint.getIdleTimeout();
    }

    /** The connection of a request that {@link HttpOnDemand} took in. */
    public static ClientLine of(HttpServletRequest request) {
        var inner = ServletContextRequest.getServletContextRequest(request);
        return new ClientLine(inner.getConnectionMetaData().getConnection().getEndPoint());
    }

    /** From now on nobody is cut off for silence. */
    public void stayOpen() {
        endPoint.setIdleTimeout(0);
    }

    /** The next request on this connection is as impatient as ever. */
    public void restore() {
        endPoint.setIdleTimeout(idleMillis);
    }

    /**
     * Whether the client has closed its side. To be asked only while nobody else reads: when the
     * whole body has been read.
     */
    public boolean isGone() {
        return endPoint instanceof HandedConnector.PrefixEndPoint line && line.isGone();
    }
}
