package turtlelab.node.consensus.log;

import java.nio.ByteBuffer;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;

/** What the log's records say. The first of each segment is a {@link Head}, and no other is. */
sealed interface WalRecord {
    /**
     * Carries over what would be lost with the segments before.
     *
     * @param fresh the log starts anew behind {@code previous}; older segments mean nothing any
     *     more
     * @param previous the last entry before this segment
     */
    record Head(boolean fresh, LogPosition previous, HardState hardState) implements WalRecord {}

    /** A new hard state. */
    record State(HardState hardState) implements WalRecord {}

    /** An entry; one at or before the last replaces it and all behind it. */
    record Logged(Entry entry) implements WalRecord {}

    int HEAD = 1;
    int STATE = 2;
    int ENTRY = 3;
    int VERSION = 1;

    default int type() {
        return switch (this) {
            case Head _ -> HEAD;
            case State _ -> STATE;
            case Logged _ -> ENTRY;
        };
    }

    /** Bytes of the payload. */
    default int length() {
        return switch (this) {
            case Head _ -> 4 + 4 + 16 + 24;
            case State _ -> 24;
            case Logged(var entry) -> 17 + entry.data().length();
        };
    }

    default void write(ByteBuffer out) {
        switch (this) {
            case Head(var fresh, var previous, var state) -> {
                out.putInt(VERSION).putInt(fresh ? 1 : 0);
                out.putLong(previous.index()).putLong(previous.term());
                put(out, state);
            }
            case State(var state) -> put(out, state);
            case Logged(var entry) -> {
                out.putLong(entry.index()).putLong(entry.term());
                out.put(code(entry.kind())).put(entry.data().raw());
            }
        }
    }

    /** Reads a payload whose checksum was right; anything odd in it is a bug or another version. */
    static WalRecord read(int type, ByteBuffer in) {
        return switch (type) {
            case HEAD -> head(in);
            case STATE -> new State(state(in));
            case ENTRY -> new Logged(entry(in));
            default -> throw new IllegalArgumentException("unknown record type " + type);
        };
    }

    private static Head head(ByteBuffer in) {
        var version = in.getInt();
        if (version != VERSION) {
            throw new IllegalArgumentException("unknown version " + version);
        }
        return new Head(in.getInt() == 1, new LogPosition(in.getLong(), in.getLong()), state(in));
    }

    private static Entry entry(ByteBuffer in) {
        var index = in.getLong();
        var term = in.getLong();
        var kind = kind(in.get());
        var data = new byte[in.remaining()];
        in.get(data);
        return new Entry(index, term, kind, Bytes.wrap(data));
    }

    private static byte code(EntryKind kind) {
        return switch (kind) {
            case EMPTY -> 0;
            case COMMAND -> 1;
            case MEMBERSHIP -> 2;
        };
    }

    private static EntryKind kind(byte code) {
        return switch (code) {
            case 0 -> EntryKind.EMPTY;
            case 1 -> EntryKind.COMMAND;
            case 2 -> EntryKind.MEMBERSHIP;
            default -> throw new IllegalArgumentException("unknown kind of entry " + code);
        };
    }

    private static void put(ByteBuffer out, HardState state) {
        out.putLong(state.term()).putLong(state.vote().value()).putLong(state.commit());
    }

    private static HardState state(ByteBuffer in) {
        return new HardState(in.getLong(), new MemberId(in.getLong()), in.getLong());
    }
}
