package turtlelab.node.grpc.watch;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.Event.EventType;
import io.etcd.jetcd.api.WatchResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import turtlelab.node.grpc.Headers;
import turtlelab.node.grpc.ToWire;
import turtlelab.node.state.kv.KvView.Event;
import turtlelab.node.watch.Batch;
import turtlelab.node.watch.WatchAnswer;

/** Writes answers as etcd's messages (reference B.3). */
final class WatchWriter {
    /** {@code fragment = true}, which the library's older messages lack. */
    private static final UnknownFieldSet MORE =
            UnknownFieldSet.newBuilder()
                    .addField(7, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                    .build();

    private static final int EVENTS = WatchResponse.EVENTS_FIELD_NUMBER;

    private final Headers headers;
    private final int fragmentBytes;

    /**
     * A writer.
     *
     * @param fragmentBytes the size above which an answer is split, where the watch wants that
     */
    WatchWriter(Headers headers, int fragmentBytes) {
        this.headers = headers;
        this.fragmentBytes = fragmentBytes;
    }

    /** One reply, or several where a large one is split. */
    List<WatchReply> write(WatchAnswer answer) {
        return switch (answer) {
            case WatchAnswer.Events(var id, var batch, var fragment) -> events(id, batch, fragment);
            case WatchAnswer.Created(var id, var revision) ->
                    one(at(revision).setWatchId(id).setCreated(true));
            case WatchAnswer.Refused(var reason, var revision) ->
                    one(
                            at(revision)
                                    .setWatchId(-1)
                                    .setCreated(true)
                                    .setCanceled(true)
                                    .setCancelReason(text(reason)));
            case WatchAnswer.Progress(var id, var revision) -> one(at(revision).setWatchId(id));
            case WatchAnswer.Canceled(var id, var revision) ->
                    one(at(revision).setWatchId(id).setCanceled(true));
            case WatchAnswer.Compacted(var id, var revision) ->
                    one(at(0).setWatchId(id).setCanceled(true).setCompactRevision(revision));
        };
    }

    private List<WatchReply> events(long id, Batch batch, boolean fragment) {
        var whole = batch.wire(this::wire);
        if (fragment && whole.length > fragmentBytes && batch.events().size() > 1) {
            return fragments(id, batch);
        }
        return List.of(new WatchReply(whole, id));
    }

    /**
     * Event after event, measured first and then written: a single revision may hold most of what
     * the heap can, and is not to be held as messages, too.
     */
    private byte[] wire(Batch batch) {
        var head = at(batch.revision()).build();
        var size = head.getSerializedSize();
        for (var event : batch.events()) {
            size += CodedOutputStream.computeMessageSize(EVENTS, event(event));
        }
        var bytes = new byte[size];
        var output = CodedOutputStream.newInstance(bytes);
        try {
            head.writeTo(output);
            for (var event : batch.events()) {
                output.writeMessage(EVENTS, event(event));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an event grew while it was written", e);
        }
        output.checkNoSpaceLeft();
        return bytes;
    }

    /** Splits between events, never within one; all parts but the last say that more comes. */
    private List<WatchReply> fragments(long id, Batch batch) {
        var replies = new ArrayList<WatchReply>();
        var part = at(batch.revision());
        var size = part.build().getSerializedSize();
        for (var event : batch.events()) {
            var message = event(event);
            if (part.getEventsCount() > 0 && size + message.getSerializedSize() > fragmentBytes) {
                replies.add(new WatchReply(part.setUnknownFields(MORE).build().toByteArray(), id));
                part = at(batch.revision());
                size = part.build().getSerializedSize();
            }
            part.addEvents(message);
            size += message.getSerializedSize();
        }
        replies.add(new WatchReply(part.build().toByteArray(), id));
        return replies;
    }

    private static io.etcd.jetcd.api.Event event(Event event) {
        var message = io.etcd.jetcd.api.Event.newBuilder();
        if (event.isDeletion()) {
            message.setType(EventType.DELETE);
        }
        message.setKv(ToWire.keyValue(event.kv()));
        if (event.previous() != null) {
            message.setPrevKv(ToWire.keyValue(event.previous()));
        }
        return message.build();
    }

    private WatchResponse.Builder at(long revision) {
        return WatchResponse.newBuilder().setHeader(headers.at(revision));
    }

    private static List<WatchReply> one(WatchResponse.Builder message) {
        return List.of(WatchReply.of(message.build()));
    }

    private static String text(WatchAnswer.Reason reason) {
        return switch (reason) {
            case DUPLICATE_ID -> "mvcc: duplicate watch ID provided on the WatchStream";
            case EMPTY_RANGE -> "mvcc: watcher range is empty";
        };
    }
}
