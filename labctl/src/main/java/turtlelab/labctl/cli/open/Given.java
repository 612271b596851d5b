package turtlelab.labctl.cli.open;

import java.net.InetSocketAddress;
import java.time.Duration;
import turtlelab.join.srv.DnsJava;
import turtlelab.labctl.ctl.flag.GoDuration;
import turtlelab.labctl.exec.LabFailure;

/** Reads what was given on the command line, and refuses it by the name of its flag. */
public final class Given {
    private Given() {}

    /** A length of time as Go writes it: {@code 500ms}, {@code 2s}, {@code 1h}. */
    public static Duration duration(String flag, String text) {
        return GoDuration.parse(text)
                .filter(it -> !it.isNegative())
                .orElseThrow(() -> wrong("%s %s: use 500ms, 2s, 1h".formatted(flag, text)));
    }

    /** {@code HOST:PORT}; IPv6 in brackets. */
    public static InetSocketAddress address(String flag, String text) {
        try {
            return DnsJava.server(text);
        } catch (IllegalArgumentException e) {
            throw wrong("%s: %s".formatted(flag, e.getMessage()));
        }
    }

    /** A number of things, from the least that makes sense. */
    public static void atLeast(long least, String flag, long number) {
        if (number < least) {
            throw wrong("%s %d: use %d or more".formatted(flag, number, least));
        }
    }

    /** A client's or a service's URL, as people write it: with or without {@code http://}. */
    public static String url(String text) {
        return text.contains("://") ? text : "http://" + text;
    }

    /** A mistake on the command line. */
    public static LabFailure wrong(String message) {
        return new LabFailure(LabFailure.Kind.CONFIGURATION, message);
    }
}
