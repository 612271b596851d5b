package turtlelab.node.http.v2;

import turtlelab.node.http.v2.wire.GoJson;
import turtlelab.node.state.MemberTable;
import turtlelab.node.state.MemberTable.MemberInfo;

/** Members in etcd's v2 JSON. */
final class MemberJson {
    private MemberJson() {}

    static String of(MemberInfo member) {
        return write(new GoJson(), member).toString();
    }

    static String of(MemberTable members) {
        var json = new GoJson().begin().beginArray("members");
        for (var member : members.list()) {
            write(json.element(), member);
        }
        return json.endArray().end().toString();
    }

    private static GoJson write(GoJson json, MemberInfo member) {
        return json.begin()
                .field("id", member.id().hex())
                .field("name", member.name())
                .field("peerURLs", member.peerUrls())
                .field("clientURLs", member.clientUrls())
                .end();
    }
}
