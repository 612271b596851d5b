package turtlelab.labctl.ctl.v2.call;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import turtlelab.labctl.ctl.wire.Reply;

/** No endpoint could answer; the message is etcdctl's. */
public final class NoCluster extends Exception {

    private static final long serialVersionUID = 1;

    private final String detail;
    private final boolean isUnreachable;

    private NoCluster(String summary, String detail, boolean isUnreachable) {
        super(summary);
        this.detail = detail;
        this.isUnreachable = isUnreachable;
    }

    /** Every endpoint failed, each in its way. */
    static NoCluster of(List<String> failures) {
        return new NoCluster(
                "client: etcd cluster is unavailable or misconfigured; " + listed(failures, "; "),
                "\n" + listed(failures, "") + hint(failures),
                failures.stream().allMatch(it -> it.startsWith("dial ")));
    }

    /** The deadline of the whole command has passed. */
    static NoCluster tooLate() {
        return new NoCluster(
                "context deadline exceeded",
                "\nhint: no answer within --total-timeout; labctl status shows the nodes",
                true);
    }

    /** An endpoint answered what no v2 API answers. */
    static NoCluster unexpected(Reply reply, String hint) {
        return new NoCluster("unexpected status code " + reply.status(), hint, false);
    }

    /** Whether nobody could be connected to, or not in time. */
    boolean isUnreachable() {
        return isUnreachable;
    }

    private static String hint(List<String> failures) {
        if (failures.stream().anyMatch(it -> it.endsWith(" has no leader"))) {
            return "hint: no leader: a majority of the members must run; labctl status shows them";
        }
        if (failures.stream().anyMatch(it -> it.endsWith(" exceeded header timeout"))) {
            return "hint: no answer in time: no leader, or a paused node; labctl status shows it";
        }
        return failures.stream().allMatch(it -> it.startsWith("dial "))
                ? "hint: no connection: is a node running there?"
                : "";
    }

    private static String listed(List<String> failures, String gap) {
        return IntStream.range(0, failures.size())
                .mapToObj(i -> "error #%d: %s\n".formatted(i, failures.get(i)))
                .collect(Collectors.joining(gap));
    }

    /** What it says of itself. */
    public String summary() {
        return String.valueOf(getMessage());
    }

    /** All that a command tells of it. */
    public String text() {
        return "Error:  " + summary() + detail;
    }
}
