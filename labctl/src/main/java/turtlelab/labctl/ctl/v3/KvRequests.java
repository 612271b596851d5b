package turtlelab.labctl.ctl.v3;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeRequest.SortOrder;
import io.etcd.jetcd.api.RangeRequest.SortTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.FlagFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.flag.HexId;

/** Makes requests of command lines; a wrong one ends the command. */
final class KvRequests {

    private static final int BAD_FEATURE = 4;

    private KvRequests() {}

    static RangeRequest get(Flags flags) {
        var words = flags.words();
        if (words.isEmpty()) {
            throw Failures.badArguments(
                    "get command needs one argument as key and an optional argument as range_end");
        }
        var range = range(flags);
        return RangeRequest.newBuilder()
                .setSerializable(isSerializable(flags))
                .setKey(range.from())
                .setRangeEnd(range.end())
                .setRevision(flags.number("rev", 0))
                .setLimit(flags.number("limit", 0))
                .setSortTarget(target(flags))
                .setSortOrder(order(flags))
                .setKeysOnly(flags.isOn("keys-only"))
                .build();
    }

    private static boolean isSerializable(Flags flags) {
        var consistency = flags.text("consistency", "l");
        return switch (consistency) {
            case "l" -> false;
            case "s" -> true;
            default -> throw bad("unknown consistency flag \"" + consistency + "\"");
        };
    }

    private static SortOrder order(Flags flags) {
        var order = flags.text("order", "");
        boolean byKey = target(flags) == SortTarget.KEY;
        return switch (order.toUpperCase(Locale.ROOT)) {
            case "" -> SortOrder.NONE;
            case "ASCEND" -> byKey ? SortOrder.NONE : SortOrder.ASCEND;
            case "DESCEND" -> SortOrder.DESCEND;
            default -> throw bad("bad sort order " + order);
        };
    }

    private static SortTarget target(Flags flags) {
        var target = flags.text("sort-by", "");
        return switch (target.toUpperCase(Locale.ROOT)) {
            case "", "KEY" -> SortTarget.KEY;
            case "CREATE" -> SortTarget.CREATE;
            case "MODIFY" -> SortTarget.MOD;
            case "VALUE" -> SortTarget.VALUE;
            case "VERSION" -> SortTarget.VERSION;
            default -> throw bad("bad sort target " + target);
        };
    }

    private static CtlFailure bad(String text) {
        return new CtlFailure(BAD_FEATURE, "Error: " + text);
    }

    static DeleteRangeRequest delete(Flags flags) {
        var words = flags.words();
        if (words.isEmpty() || words.size() > 2) {
            throw Failures.badArguments(
                    "del command needs one argument as key and an optional argument as range_end");
        }
        var range = range(flags);
        return DeleteRangeRequest.newBuilder()
                .setKey(range.from())
                .setRangeEnd(range.end())
                .setPrevKv(flags.isOn("prev-kv"))
                .build();
    }

    private static KeyRange range(Flags flags) {
        boolean isPrefix = flags.isOn("prefix");
        boolean isFrom = flags.isOn("from-key");
        if (isPrefix && isFrom) {
            throw Failures.badArguments(
                    "`--prefix` and `--from-key` cannot be set at the same time, choose one");
        }
        boolean hasEnd = flags.words().size() > 1;
        if (hasEnd && (isPrefix || isFrom)) {
            throw Failures.badArguments(
                    "too many arguments, only accept one argument when"
                            + " `--prefix` or `--from-key` is set");
        }
        var key = ByteString.copyFromUtf8(flags.words().getFirst());
        if (isFrom) return KeyRange.from(key);
        if (isPrefix) return KeyRange.prefix(key);
        return new KeyRange(
                key, hasEnd ? ByteString.copyFromUtf8(flags.words().get(1)) : ByteString.EMPTY);
    }

    /**
     * A put.
     *
     * @param in where the value is when it is not among the words
     */
    static PutRequest put(Flags flags, InputStream in) {
        var words = flags.words();
        boolean keepsValue = flags.isOn("ignore-value");
        if (words.isEmpty()) {
            throw needsArguments();
        }
        if (keepsValue && words.size() > 1) {
            throw Failures.badArguments(
                    "put command needs only 1 argument when 'ignore-value' is set");
        }
        return PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(words.getFirst()))
                .setValue(keepsValue ? ByteString.EMPTY : value(flags, in))
                .setLease(lease(flags.text("lease", "0")))
                .setPrevKv(flags.isOn("prev-kv"))
                .setIgnoreValue(keepsValue)
                .setIgnoreLease(flags.isOn("ignore-lease"))
                .build();
    }

    private static ByteString value(Flags flags, InputStream in) {
        if (flags.words().size() > 1) {
            return ByteString.copyFromUtf8(flags.words().get(1));
        }
        try {
            var value = ByteString.readFrom(in);
            if (value.isEmpty()) {
                throw needsArguments();
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CtlFailure needsArguments() {
        return Failures.badArguments(
                "put command needs 1 argument and input from stdin or 2 arguments");
    }

    private static long lease(String text) {
        try {
            return HexId.signed(text);
        } catch (FlagFailure e) {
            throw Failures.badArguments(
                    "bad lease ID (%s), expecting ID in Hex".formatted(e.getMessage()));
        }
    }
}
