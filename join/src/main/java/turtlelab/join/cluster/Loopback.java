package turtlelab.join.cluster;

import java.util.List;

/** Addresses that on every machine mean that machine itself. */
public final class Loopback {
    private Loopback() {}

    /** Whether who has only these URLs would be looked for in vain by members elsewhere. */
    public static boolean misleads(List<String> own, List<String> others) {
        return own.stream().allMatch(Loopback::isOne) && !others.stream().allMatch(Loopback::isOne);
    }

    private static boolean isOne(String url) {
        return url.matches("https?://(127\\.[0-9.]+|localhost|\\[::1])(:.*)?");
    }
}
