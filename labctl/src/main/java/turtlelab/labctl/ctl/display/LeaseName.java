package turtlelab.labctl.ctl.display;

/** A lease's id as etcdctl writes it: sixteen hexadecimal digits, the sign among them. */
public final class LeaseName {

    private LeaseName() {}

    public static String of(long id) {
        return id < 0
                ? "-%15s".formatted(Long.toHexString(-id)).replace(' ', '0')
                : "%016x".formatted(id);
    }
}
