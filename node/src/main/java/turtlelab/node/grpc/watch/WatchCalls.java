package turtlelab.node.grpc.watch;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchCreateRequest.FilterType;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import turtlelab.node.base.Bytes;
import turtlelab.node.grpc.Headers;
import turtlelab.node.grpc.stream.Caller;
import turtlelab.node.grpc.stream.Conversation;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.watch.StreamRequest;
import turtlelab.node.watch.WatchAnswer;
import turtlelab.node.watch.WatchClient;
import turtlelab.node.watch.WatchStream;
import turtlelab.node.watch.Watches;

/** etcd's Watch service: one call is a stream of many watches. */
public final class WatchCalls {
    /** Requests that a client may send before the first is answered. */
    private static final int AHEAD = 16;

    private static final int WATCH_ID_FIELD = 7;
    private static final int FRAGMENT_FIELD = 8;
    private static final Bytes FIRST_KEY = Bytes.wrap(new byte[] {0});

    private final Watches watches;
    private final WatchWriter writer;

    /**
     * The service.
     *
     * @param fragmentBytes the size above which an answer is split, where a client wants that
     */
    public WatchCalls(Replica replica, Watches watches, int fragmentBytes) {
        this.watches = watches;
        this.writer = new WatchWriter(new Headers(replica), fragmentBytes);
    }

    /** The call as etcd has it, its answers in our own form. */
    public static MethodDescriptor<WatchRequest, WatchReply> method() {
        var etcds = WatchGrpc.getWatchMethod();
        return etcds.toBuilder(etcds.getRequestMarshaller(), WatchReply.MARSHALLER).build();
    }

    /** A client begins a stream. */
    public Conversation<WatchRequest> open(Caller<WatchReply> caller, Metadata headers) {
        caller.ask(AHEAD - 1);
        return new Talk(watches.open(new Client(caller)));
    }

    private final class Client implements WatchClient {
        private final Caller<WatchReply> caller;

        Client(Caller<WatchReply> caller) {
            this.caller = caller;
        }

        @Override
        public boolean isReady() {
            return caller.isReady();
        }

        @Override
        public void send(WatchAnswer answer) {
            writer.write(answer).forEach(caller::send);
        }

        @Override
        public void ask(int requests) {
            caller.ask(requests);
        }
    }

    /** As in etcd a half-closed stream goes on: its client only listens from then on. */
    private record Talk(WatchStream stream) implements Conversation<WatchRequest> {
        @Override
        public void request(WatchRequest request) {
            stream.request(
                    switch (request.getRequestUnionCase()) {
                        case CREATE_REQUEST -> create(request.getCreateRequest());
                        case CANCEL_REQUEST ->
                                new StreamRequest.Cancel(request.getCancelRequest().getWatchId());
                        case PROGRESS_REQUEST -> new StreamRequest.Progress();
                        case REQUESTUNION_NOT_SET -> new StreamRequest.Nothing();
                    });
        }

        @Override
        public void halfClosed() {}

        @Override
        public void ready() {
            stream.ready();
        }

        @Override
        public void closed() {
            stream.closed();
        }
    }

    private static StreamRequest create(WatchCreateRequest request) {
        var filters = request.getFiltersList();
        return new StreamRequest.Create(
                range(request.getKey(), request.getRangeEnd()),
                request.getStartRevision(),
                number(request, WATCH_ID_FIELD),
                new StreamRequest.Options(
                        !filters.contains(FilterType.NOPUT),
                        !filters.contains(FilterType.NODELETE),
                        request.getPrevKv(),
                        number(request, FRAGMENT_FIELD) != 0,
                        request.getProgressNotify()));
    }

    /** A field that the library's older messages do not know; the last one counts, as always. */
    private static long number(WatchCreateRequest request, int field) {
        var numbers = request.getUnknownFields().getField(field).getVarintList();
        return numbers.isEmpty() ? 0 : numbers.getLast();
    }

    /** Unlike in a range request no key means the first one. */
    private static KeyRange range(ByteString key, ByteString end) {
        var from = key.isEmpty() ? FIRST_KEY : Bytes.wrap(key.toByteArray());
        return new KeyRange(from, Bytes.wrap(end.toByteArray()));
    }
}
