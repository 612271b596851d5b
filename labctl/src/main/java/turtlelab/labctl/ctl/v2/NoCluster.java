package turtlelab.labctl.ctl.v2;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** No endpoint could answer; the message is etcdctl's. */
final class NoCluster extends Exception {

    private static final long serialVersionUID = 1;

    private NoCluster(String message) {
        super(message);
    }

    /** Every endpoint failed, each in its way. */
    static NoCluster of(List<String> failures) {
        return new NoCluster(
                "Error:  client: etcd cluster is unavailable or misconfigured; "
                        + listed(failures, "; ")
                        + "\n"
                        + listed(failures, ""));
    }

    /** An endpoint answered what no v2 API answers. */
    static NoCluster unexpected(Reply reply, String path) {
        return new NoCluster("Error:  unexpected status code " + reply.status());
    }

    private static String listed(List<String> failures, String gap) {
        return IntStream.range(0, failures.size())
                .mapToObj(i -> "error #%d: %s\n".formatted(i, failures.get(i)))
                .collect(Collectors.joining(gap));
    }

    String text() {
        var text = getMessage();
        return text == null ? "" : text;
    }
}
