package turtlelab.labctl.client;

import io.grpc.Status;

/** A gRPC call that failed, or of which nothing is known. */
public final class CallFailed extends Exception {

    private static final long serialVersionUID = 1;

    private final String endpoint;
    private final Status status;
    private final boolean wasSent;

    CallFailed(String endpoint, Status status, boolean wasSent) {
        super(endpoint + ": " + status);
        this.endpoint = endpoint;
        this.status = status;
        this.wasSent = wasSent;
    }

    /** Who failed last. */
    public String endpoint() {
        return endpoint;
    }

    public Status status() {
        return status;
    }

    /** Whether the endpoint may have got the request, and may have done it. */
    public boolean wasSent() {
        return wasSent;
    }

    /** Whether another endpoint may do better. */
    public boolean isUnavailable() {
        return status.getCode() == Status.Code.UNAVAILABLE;
    }

    /** Whether the time was up before an answer came. */
    public boolean isTimeout() {
        return status.getCode() == Status.Code.DEADLINE_EXCEEDED;
    }
}
