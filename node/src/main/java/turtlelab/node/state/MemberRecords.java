package turtlelab.node.state;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.storage.Table;

/**
 * What members published about themselves, beside what consensus says about them; and the cluster
 * version. Apply thread; {@link #table} is immutable and for everybody.
 */
public final class MemberRecords {
    private static final Bytes VERSION = Bytes.utf8("clusterVersion");
    private static final String UNDECIDED = "not_decided";

    private final Table table;
    private final TreeMap<MemberId, Attributes> published = new TreeMap<>();
    private String clusterVersion = UNDECIDED;
    private MemberTable current = new MemberTable(new TreeMap<>());

    /** A member as consensus knows it. */
    public record Place(MemberId id, List<String> peerUrls, boolean learner) {}

    private record Attributes(String name, List<String> clientUrls) {
        static final Attributes NONE = new Attributes("", List.of());
    }

    MemberRecords(Table table) {
        this.table = table;
        for (var entries = table.from(Bytes.EMPTY); entries.next(); ) {
            if (entries.key().equals(VERSION)) {
                clusterVersion = entries.value().utf8();
            } else {
                var id = new MemberId(entries.key().asByteBuffer().getLong());
                published.put(id, decode(entries.value()));
            }
        }
    }

    /** Notes who there is; what others had published is forgotten. */
    void areAt(Collection<Place> places) {
        var members = new TreeMap<MemberId, MemberTable.MemberInfo>();
        for (var place : places) {
            members.put(place.id(), info(place));
        }
        for (var id : List.copyOf(published.keySet())) {
            if (!members.containsKey(id)) {
                published.remove(id);
                table.remove(key(id));
            }
        }
        current = new MemberTable(members);
    }

    /** Notes what a member says about itself; false when there is no such member. */
    boolean publish(Command.PublishMember publication) {
        var id = publication.id();
        var known = current.find(id);
        if (known.isEmpty()) {
            return false;
        }
        var attributes = new Attributes(publication.name(), publication.clientUrls());
        published.put(id, attributes);
        table.put(key(id), encode(attributes));
        var members = new TreeMap<>(current.members());
        var place = new Place(id, known.get().peerUrls(), known.get().learner());
        members.put(id, info(place));
        current = new MemberTable(members);
        return true;
    }

    void clusterVersion(String version) {
        clusterVersion = version;
        table.put(VERSION, Bytes.utf8(version));
    }

    String clusterVersion() {
        return clusterVersion;
    }

    MemberTable table() {
        return current;
    }

    private MemberTable.MemberInfo info(Place place) {
        var attributes = published.getOrDefault(place.id(), Attributes.NONE);
        return new MemberTable.MemberInfo(
                place.id(),
                attributes.name,
                place.peerUrls(),
                attributes.clientUrls,
                place.learner());
    }

    private static Bytes key(MemberId id) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(id.value()).array());
    }

    private static Bytes encode(Attributes attributes) {
        var texts = new ArrayList<Bytes>();
        texts.add(Bytes.utf8(attributes.name));
        attributes.clientUrls.forEach(url -> texts.add(Bytes.utf8(url)));
        var size = texts.stream().mapToInt(text -> Integer.BYTES + text.length()).sum();
        var buffer = ByteBuffer.allocate(size);
        texts.forEach(text -> buffer.putInt(text.length()).put(text.raw()));
        return Bytes.wrap(buffer.array());
    }

    private static Attributes decode(Bytes encoded) {
        var texts = new ArrayList<String>();
        for (var buffer = encoded.asByteBuffer(); buffer.hasRemaining(); ) {
            var text = new byte[buffer.getInt()];
            buffer.get(text);
            texts.add(Bytes.wrap(text).utf8());
        }
        return new Attributes(texts.getFirst(), List.copyOf(texts.subList(1, texts.size())));
    }
}
