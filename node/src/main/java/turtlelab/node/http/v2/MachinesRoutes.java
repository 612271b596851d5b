package turtlelab.node.http.v2;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.stream.Collectors;
import turtlelab.node.http.v2.wire.Resource;
import turtlelab.node.member.Members;

/** {@code /v2/machines}: the client URLs of all members, for clients of etcd's first years. */
final class MachinesRoutes {
    private final Members members;

    MachinesRoutes(Members members) {
        this.members = members;
    }

    void register(RoutesConfig routes) {
        Resource.of("/v2/machines", "GET", "HEAD").register(routes, this::list);
    }

    private void list(Context ctx) {
        ctx.contentType("text/plain; charset=utf-8").result(urls());
    }

    private String urls() {
        return members.list().list().stream()
                .flatMap(member -> member.clientUrls().stream())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
