package turtlelab.labctl.ctl.v3.check;

import java.time.Duration;
import turtlelab.labctl.ctl.display.Display;
import turtlelab.labctl.ctl.flag.CtlFailure;

/**
 * How much a check asks of a cluster, in etcdctl's sizes.
 *
 * @param limit writes a second, or writes altogether
 * @param clients who write at the same time, each over a connection of its own
 * @param length how long; zero for as long as the writes take
 */
record Load(int limit, int clients, Duration length) {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** So many writes a second for a minute. */
    static Load ofRate(String size) {
        return switch (size) {
            case "s", "small" -> new Load(150, 50, MINUTE);
            case "m", "medium" -> new Load(1000, 200, MINUTE);
            case "l", "large" -> new Load(8000, 500, MINUTE);
            case "xl", "xLarge" -> new Load(15_000, 1000, MINUTE);
            default -> throw unknown(size);
        };
    }

    /** So many pairs. */
    static Load ofScale(String size) {
        return switch (size) {
            case "s", "small" -> new Load(10_000, 50, Duration.ZERO);
            case "m", "medium" -> new Load(100_000, 200, Duration.ZERO);
            case "l", "large" -> new Load(1_000_000, 500, Duration.ZERO);
            case "xl", "xLarge" -> new Load(3_000_000, 1000, Duration.ZERO);
            default -> throw unknown(size);
        };
    }

    private static CtlFailure unknown(String size) {
        return new CtlFailure(Display.BAD_FEATURE, "Error: unknown load option " + size);
    }
}
