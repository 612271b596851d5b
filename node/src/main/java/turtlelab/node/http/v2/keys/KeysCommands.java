package turtlelab.node.http.v2.keys;

import java.time.Instant;
import turtlelab.node.state.v2.V2Command;
import turtlelab.node.state.v2.V2Command.Condition;
import turtlelab.node.state.v2.V2Command.Content;

/** Which command a writing request means (etcd reference A.2, verb dispatch). */
final class KeysCommands {
    /** etcd counts nanoseconds in 63 bits; what lies beyond never expires. */
    private static final long LAST_SECOND = Long.MAX_VALUE / 1_000_000_000L;

    private KeysCommands() {}

    static V2Command put(KeysRequest request, Instant now) {
        var path = request.path();
        var content = content(request, now);
        if (request.prevExist().isPresent()) {
            if (!request.prevExist().get()) {
                return new V2Command.Create(path, content);
            }
            if (!request.comparing()) {
                return new V2Command.Update(path, content);
            }
        }
        return request.comparing()
                ? new V2Command.CompareAndSwap(path, condition(request), content)
                : new V2Command.Set(path, content);
    }

    static V2Command post(KeysRequest request, Instant now) {
        return new V2Command.CreateInOrder(request.path(), content(request, now));
    }

    static V2Command delete(KeysRequest request) {
        var flags = request.flags();
        return request.comparing()
                ? new V2Command.CompareAndDelete(request.path(), condition(request))
                : new V2Command.Delete(request.path(), flags.dir(), flags.recursive());
    }

    private static Condition condition(KeysRequest request) {
        return new Condition(request.prevValue(), request.prevIndex());
    }

    private static Content content(KeysRequest request, Instant now) {
        var flags = request.flags();
        return new Content(request.value(), flags.dir(), expiration(request, now), flags.refresh());
    }

    /** Decided here, on one clock, so that all members agree. */
    private static long expiration(KeysRequest request, Instant now) {
        if (request.ttlSeconds().isEmpty()) {
            return 0;
        }
        long ttl = request.ttlSeconds().getAsLong();
        boolean never = ttl < 0 || ttl > LAST_SECOND - now.getEpochSecond();
        return never ? 0 : now.toEpochMilli() + ttl * 1000;
    }
}
