package turtlelab.join.base;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** Failures of the network as phrases for people. */
public final class Reason {
    private Reason() {}

    public static String of(IOException failure) {
        return switch (failure) {
            case SocketTimeoutException _ -> "no answer in time";
            case ConnectException _ -> "connection refused";
            case UnknownHostException e -> "no such host: " + e.getMessage();
            case NoRouteToHostException _ -> "no route to host";
            default -> String.valueOf(failure.getMessage());
        };
    }
}
